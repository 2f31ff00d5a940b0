/*
 * libespeak-ng: starting it and choosing a voice. Used in this folder alone.
 *
 * The library has global state, must be started once in a process and never
 * be used by two threads. So all that uses it runs in a process of its own
 * (base/job.h), and the process that forked it stays clean.
 */
#ifndef SPEECH_LIBRARY_H
#define SPEECH_LIBRARY_H

#include <stdbool.h>

/* False if the library or its data is not there. */
bool library_start(void);
/* Choose the voice for "en-GB", "en+f2", "gmw/en" … If it may be shortened, a
 * language falls back to its shorter code. False if there is no such voice.
 * To know, the library reads the files of all its voices, for 10 ms; in the
 * folder of cache_open(), or NULL, is kept what it found in these files. */
bool library_choose(const char *asked, bool may_shorten, const char *cache);

#endif
