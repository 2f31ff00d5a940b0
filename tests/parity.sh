#!/bin/bash
# The sentences of the finished files are the publication's, in order; and the
# manifest tells of each file what it is.
source "$(dirname "$0")/lib.sh"

# Every file that is there, with its size and its hash, and no other.
manifest_of() { # folder
	(cd "$1" && find . -type f ! -name manifest.json -printf '%P\t%s\t' \
	    -exec sh -c 'sha256sum "$1" | cut -d " " -f 1' - {} \; | sort) \
	    >"$tmp/files"
	jq -r '.files[] | [.path, .bytes, .sha256] | @tsv' \
	    "$1/manifest.json" | sort | diff "$tmp/files" - >"$tmp/diff"
	result $? "manifest ${1##*/}" "$tmp/diff"
}

for source in $(sources); do
	id=$(basename "$(dirname "$source")")
	if ! "$everyread" build "$source" -o "$tmp" >"$tmp/log" 2>&1; then
		fail "build $source" "$tmp/log"
		continue
	fi
	parity_of "$source" "$tmp/$id"
	manifest_of "$tmp/$id"
done
exit $failed
