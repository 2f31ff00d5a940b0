/*
 * A libespeak-ng that has been taken over: it is when something is to be
 * spoken. It stands where the program looks for the library; the true one,
 * which does the work, is named by CONFINE_VOICE.
 */
#include "evil.h"

#include <espeak-ng/speak_lib.h>

static void *
true_function(const char *name)
{
	const char *path = getenv("CONFINE_VOICE");
	void *library = dlopen(path != NULL ? path : "", RTLD_NOW);
	void *function = library != NULL ? dlsym(library, name) : NULL;

	if (function == NULL) {
		say("there is no true voice");
		abort();
	}
	return function;
}

#define TRUE_ONE(name) ((__typeof__(&name))true_function(#name))

const char *
espeak_Info(const char **path)
{
	return TRUE_ONE(espeak_Info)(path);
}

int
espeak_Initialize(
    espeak_AUDIO_OUTPUT output, int buffer_ms, const char *path, int options)
{
	return TRUE_ONE(espeak_Initialize)(output, buffer_ms, path, options);
}

const espeak_VOICE **
espeak_ListVoices(espeak_VOICE *like)
{
	return TRUE_ONE(espeak_ListVoices)(like);
}

espeak_ERROR
espeak_SetVoiceByName(const char *name)
{
	return TRUE_ONE(espeak_SetVoiceByName)(name);
}

espeak_ERROR
espeak_SetParameter(espeak_PARAMETER parameter, int value, int relative)
{
	return TRUE_ONE(espeak_SetParameter)(parameter, value, relative);
}

void
espeak_SetSynthCallback(t_espeak_callback *callback)
{
	TRUE_ONE(espeak_SetSynthCallback)(callback);
}

espeak_ERROR
espeak_Synth(const void *text, size_t size, unsigned start,
    espeak_POSITION_TYPE start_type, unsigned end, unsigned flags,
    unsigned *identifier, void *user_data)
{
	be_evil();
	return TRUE_ONE(espeak_Synth)(
	    text, size, start, start_type, end, flags, identifier, user_data);
}

espeak_ERROR
espeak_Synchronize(void)
{
	return TRUE_ONE(espeak_Synchronize)();
}

const char *
espeak_TextToPhonemes(const void **text, int text_mode, int phoneme_mode)
{
	be_evil();
	return TRUE_ONE(espeak_TextToPhonemes)(text, text_mode, phoneme_mode);
}
