/* espeak-ng: speech and phonemes. */
#include "late/late.h"

#include <espeak-ng/speak_lib.h>

#define ESPEAK(type, name, parameters, arguments)                              \
	LATE(SONAME_ESPEAK, type, name, parameters, arguments)
#define ESPEAK_VOID(name, parameters, arguments)                               \
	LATE_VOID(SONAME_ESPEAK, name, parameters, arguments)

ESPEAK(const char *, espeak_Info, (const char **path), (path));
ESPEAK(int, espeak_Initialize,
    (espeak_AUDIO_OUTPUT output, int buffer_ms, const char *path, int options),
    (output, buffer_ms, path, options));
ESPEAK(const espeak_VOICE **, espeak_ListVoices, (espeak_VOICE * like), (like));
ESPEAK(espeak_ERROR, espeak_SetVoiceByName, (const char *name), (name));
ESPEAK(espeak_ERROR, espeak_SetParameter,
    (espeak_PARAMETER parameter, int value, int relative),
    (parameter, value, relative));
ESPEAK_VOID(
    espeak_SetSynthCallback, (t_espeak_callback * callback), (callback));
ESPEAK(espeak_ERROR, espeak_Synth,
    (const void *text, size_t size, unsigned start,
        espeak_POSITION_TYPE start_type, unsigned end, unsigned flags,
        unsigned *identifier, void *user_data),
    (text, size, start, start_type, end, flags, identifier, user_data));
ESPEAK(espeak_ERROR, espeak_Synchronize, (void), ());
ESPEAK(const char *, espeak_TextToPhonemes,
    (const void **text, int text_mode, int phoneme_mode),
    (text, text_mode, phoneme_mode));
