#!/bin/bash
# Fuzz every target of tests/fuzz/ for some time.
# usage: fuzz.sh SECONDS [FOUND]
#
# A target is tests/fuzz/NAME.c, its seeds are the files of tests/fuzz/NAME/,
# its words tests/fuzz/NAME.dict. With FOUND, a folder, what was found to
# reach new code is kept there for the next run. An input that fails is
# written to build/fuzz/: mend the fault, then keep the input as a seed.
# Prints "ok NAME" or "FAIL NAME" for each target.
set -u
seconds=$1
found=${2:-}
failed=0
export ASAN_OPTIONS=detect_leaks=1
export LSAN_OPTIONS=suppressions=tests/sanitize.supp:print_suppressions=0
log=$(mktemp)
trap 'rm -f "$log"; rm -rf "$corpus"' EXIT
for source in tests/fuzz/*.c; do
	name=$(basename "$source" .c)
	corpus=${found:+$found/$name}
	corpus=${corpus:-$(mktemp -d)}
	mkdir -p "$corpus"
	if "build/fuzz/target/$name" -max_total_time="$seconds" -seed=1 \
	    -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
	    -dict="tests/fuzz/$name.dict" \
	    -artifact_prefix="build/fuzz/$name-" \
	    "$corpus" "tests/fuzz/$name" >"$log" 2>&1; then
		echo "ok fuzz $name: $(sed -n \
		    's/.*number_of_executed_units: */inputs /p' "$log")"
	else
		failed=1
		echo "FAIL fuzz $name"
		grep -v '^#\|^INFO\|^Dictionary\|NEW' "$log" |
		    tail -n 40 | sed 's/^/  /'
	fi
	[ -n "$found" ] || rm -rf "$corpus"
done
exit $failed
