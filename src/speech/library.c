/* Starting libespeak-ng and choosing one of its voices. */
#include "speech/library.h"

#include <dirent.h>
#include <espeak-ng/speak_lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cache.h"
#include "base/file.h"
#include "base/str.h"
#include "speech/voice.h"

static bool
has_language(const espeak_VOICE *voice, const char *lang, int *priority)
{
	/* pairs of a byte and a string, ended by a zero byte */
	for (const char *p = voice->languages; *p != '\0'; p += strlen(p) + 1) {
		*priority = *p++;
		if (strcasecmp(p, lang) == 0)
			return true;
	}
	return false;
}

/* Voices that spell out characters instead of reading them: Debian
 * builds them without their dictionary. */
static bool
is_unusable(const espeak_VOICE *voice)
{
	static const char *const names[] = {"sit/cmn", "sit/yue"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts(voice->identifier, names[i]))
			return true;
	return false;
}

static const espeak_VOICE *
find_voice(const char *name)
{
	const espeak_VOICE **list = espeak_ListVoices(NULL), *best = NULL;
	int priority, lowest = 1000;

	for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
		if (is_unusable(list[i]))
			continue;
		if (str_eq(list[i]->identifier, name) ||
		    strcasecmp(list[i]->name, name) == 0)
			return list[i];
		if (has_language(list[i], name, &priority) &&
		    priority < lowest) {
			lowest = priority;
			best = list[i];
		}
	}
	return best;
}

static bool
has_variant(const char *variant)
{
	espeak_VOICE spec = {.languages = "variant"};
	const espeak_VOICE **list = espeak_ListVoices(&spec);

	for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
		const char *slash = strrchr(list[i]->identifier, '/');

		if (slash != NULL && str_eq(slash + 1, variant))
			return true;
	}
	return false;
}

bool
library_start(void)
{
	/* It looks for a sound server, though nothing is played: what the
	 * server's library has to say of that is nothing for the user. */
	setenv("PULSE_LOG_SYSLOG", "1", 0);
	return espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL,
	           espeakINITIALIZE_DONT_EXIT) == VOICE_RATE_HZ;
}

/* What the library calls the voice that was asked for. */
static bool
find_name(const char *asked, bool may_shorten, char *name, size_t size)
{
	char base[64];
	const char *plus = strchr(asked, '+');
	size_t n = plus != NULL ? (size_t)(plus - asked) : strlen(asked);
	const espeak_VOICE *voice = NULL;

	if (n == 0 || n >= sizeof base ||
	    (plus != NULL && !has_variant(plus + 1)))
		return false;
	memcpy(base, asked, n);
	base[n] = '\0';
	for (;;) {
		char *hyphen = strrchr(base, '-');

		voice = find_voice(base);
		if (voice != NULL || hyphen == NULL || !may_shorten)
			break;
		*hyphen = '\0';
	}
	if (voice == NULL)
		return false;
	snprintf(
	    name, size, "%s%s", voice->identifier, plus != NULL ? plus : "");
	return true;
}

/* Add up what all files below a folder are and since when, in any order. */
static void
add_files(const char *folder, uint64_t *sum)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct file_mark mark;
		char *path;
		uint64_t hash;

		if (str_eq(entry->d_name, ".") || str_eq(entry->d_name, ".."))
			continue;
		path = path_join(folder, entry->d_name);
		if (file_mark(path, &mark)) {
			hash = hash_add(HASH_START, path, strlen(path));
			*sum += hash_add(hash, &mark, sizeof mark);
		} else
			add_files(path, sum);
		free(path);
	}
	if (dir != NULL)
		closedir(dir);
}

/* Under which what was found is kept: all that decides it. */
static void
name_key(const char *asked, bool may_shorten, char key[static HASH_HEX + 1])
{
	static const char *const folders[] = {"lang", "voices"};
	const char *data = NULL, *version = espeak_Info(&data);
	struct buf all = {0};
	uint64_t files = 0;

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		char *folder = path_join(data, folders[i]);

		add_files(folder, &files);
		free(folder);
	}
	buf_printf(&all, "voice\n%s\n%s\n%016" PRIx64 "\n%d\n%s", version, data,
	    files, may_shorten, asked);
	hash_hex(key, all.data, all.len);
	buf_release(&all);
}

/* espeak-ng keeps its old voice if it knows no better, so nothing is left to
 * it. */
bool
library_choose(const char *asked, bool may_shorten, const char *cache)
{
	char key[HASH_HEX + 1], name[192] = "";
	struct buf kept = {0};
	bool ok = false;

	if (cache != NULL) {
		name_key(asked, may_shorten, key);
		ok = cache_brief(cache, key, &kept) && kept.len < sizeof name;
		if (ok)
			snprintf(name, sizeof name, "%s", buf_str(&kept));
		buf_release(&kept);
	}
	if (!ok) {
		ok = find_name(asked, may_shorten, name, sizeof name);
		if (ok && cache != NULL)
			cache_store(cache, key,
			    (struct bytes){name, strlen(name)},
			    (struct bytes){NULL, 0});
	}
	return ok && espeak_SetVoiceByName(name) == EE_OK;
}
