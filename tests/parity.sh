#!/bin/bash
# The sentences of the finished files are the publication's, in order.
source "$(dirname "$0")/lib.sh"

for source in $(sources); do
	id=$(basename "$(dirname "$source")")
	if ! "$everyread" build "$source" -o "$tmp" >"$tmp/log" 2>&1; then
		fail "build $source" "$tmp/log"
		continue
	fi
	parity_of "$source" "$tmp/$id"
done
exit $failed
