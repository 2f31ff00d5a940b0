#!/bin/bash
# The same input gives the same bytes: run twice, with another clock, time
# zone, language of the machine, folder, number of workers, cold or warm.
source "$(dirname "$0")/lib.sh"

# Build with settings of the environment; compare with the first build.
again() { # name, environment... -- options...
	local name=$1 environment=()
	shift
	while [ "$1" != -- ]; do
		environment+=("$1")
		shift
	done
	shift
	rm -rf "$tmp/again"
	if ! env "${environment[@]}" "$everyread" build "$source" \
	    -o "$tmp/again" "$@" >"$tmp/said" 2>&1; then
		fail "$id: $name: it does not build" "$tmp/said"
	elif diff -rq "$tmp/first/$id" "$tmp/again/$id" >"$tmp/said" 2>&1; then
		ok "$id: $name"
	else
		fail "$id: $name: the bytes differ" "$tmp/said"
	fi
}

for source in $(sources); do
	id=$(basename "$(dirname "$source")")
	export XDG_CACHE_HOME=$tmp/cache
	rm -rf "$tmp/first" "$tmp/cache"
	if ! "$everyread" build "$source" -o "$tmp/first" >"$tmp/said" 2>&1; then
		fail "$id: it does not build" "$tmp/said"
		continue
	fi
	again "with a warm cache" A=1 --
	again "with a cold cache" XDG_CACHE_HOME="$tmp/cold" --
	rm -rf "$tmp/cold"
	again "in another time zone" TZ=Pacific/Auckland --
	again "in another language" LC_ALL=C.UTF-8 LANG=tr_TR.UTF-8 --
	again "one worker" XDG_CACHE_HOME="$tmp/cold" -- --jobs 1
	rm -rf "$tmp/cold"
	again "three workers" XDG_CACHE_HOME="$tmp/cold" -- --jobs 3
	rm -rf "$tmp/cold"
	again "memory filled" MALLOC_PERTURB_=165 --
	again "without a home" -u HOME --
	# The publication in another place, run from another folder.
	mkdir -p "$tmp/moved here"
	cp -R "$(dirname "$source")" "$tmp/moved here/"
	elsewhere=$source
	source="$id/publication.xml"
	cd "$tmp/moved here" || exit 1
	again "in another folder" A=1 --
	cd - >/dev/null || exit 1
	source=$elsewhere
	rm -rf "$tmp/moved here"
done
exit $failed
