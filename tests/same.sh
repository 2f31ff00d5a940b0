#!/bin/bash
# The same input gives the same bytes: run twice, with another clock, time
# zone, language of the machine, folder, number of workers, cold or warm.
set -u
cd "$(dirname "$0")/.." || exit 1
everyread=${EVERYREAD:-$PWD/everyread}
tmp=${TESTS_TMP:-build/tests/tmp}/same.$$
mkdir -p "$tmp"
tmp=$(cd "$tmp" && pwd)
trap 'rm -rf "$tmp"' EXIT
failed=0

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
		echo "FAIL $id: $name: it does not build"
		tail -n 5 "$tmp/said" | sed 's/^/  /'
		failed=1
	elif diff -rq "$tmp/first/$id" "$tmp/again/$id" >"$tmp/said" 2>&1; then
		echo "ok $id: $name"
	else
		echo "FAIL $id: $name: the bytes differ"
		sed "s|$tmp/||g; s/^/  /" "$tmp/said" | head -n 5
		failed=1
	fi
}

for source in content/*/publication.xml tests/publications/*/publication.xml; do
	id=$(basename "$(dirname "$source")")
	export XDG_CACHE_HOME=$tmp/cache
	rm -rf "$tmp/first" "$tmp/cache"
	if ! "$everyread" build "$source" -o "$tmp/first" >"$tmp/said" 2>&1; then
		echo "FAIL $id: it does not build"
		tail -n 5 "$tmp/said" | sed 's/^/  /'
		failed=1
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
