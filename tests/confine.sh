#!/bin/bash
# A decoder that misbehaves cannot touch the user's files or the network; one
# that hangs or crashes is named, and the publication stays whole.
source "$(dirname "$0")/lib.sh"
export XDG_CACHE_HOME=$tmp/cache
shim=$tmp/shim.so
# shellcheck disable=SC2046 # a list of words
if ! ${CC:-cc} -O1 -D_GNU_SOURCE -shared -fPIC -o "$shim" \
    tests/confine/shim.c $(pkg-config --cflags librsvg-2.0) -ldl \
    2>"$tmp/said"; then
	fail "the shim does not compile" "$tmp/said"
	exit 1
fi
mkdir -p "$tmp/user" "$tmp/in/files" "$tmp/out"
cp tests/publications/kitchen-sink/files/{photo.jpg,map.svg} "$tmp/in/files/"
cat >"$tmp/in/publication.xml" <<END
<publication xmlns="urn:everyread:1" id="plan" xml:lang="en-GB">
<about><title>The plan</title></about>
<section><heading>How we help</heading>
<item picture="files/photo.jpg" alt="A blue disc">We help you.</item>
<item picture="files/map.svg" alt="A map">You can come here.</item>
</section></publication>
END
"$everyread" build "$tmp/in/publication.xml" -o "$tmp/out" >"$tmp/said" 2>&1
result $? "the old publication" "$tmp/said"
folders="$tmp/user
$tmp/in
$tmp/out
$tmp/out/plan
$PWD"
for folder in "$tmp/user" "$tmp/in" "$tmp/out" "$tmp/out/plan"; do
	echo "precious" >"$folder/precious"
done
# it may stand there: it is listed as one that was made
jq '.files += [{"path": "precious"}]' "$tmp/out/plan/manifest.json" \
    >"$tmp/listed" && mv "$tmp/listed" "$tmp/out/plan/manifest.json"
old=$(cd "$tmp" && find user in out -type f -print0 | sort -z |
    xargs -0 sha256sum)

evil_run() { # what it does then, command of everyread...
	local then=$1
	shift
	rm -rf "$XDG_CACHE_HOME" # what is kept is not decoded again
	: >"$tmp/told"
	env LD_PRELOAD="$shim" CONFINE_THEN="$then" CONFINE_SAYS=9 \
	    CONFINE_FOLDERS="$folders" HOME="$tmp/user" timeout -k 5 120 \
	    "$everyread" "$@" 9>>"$tmp/told" >"$tmp/said" 2>&1
}
stays_out() { # name
	grep -q 'it was there' "$tmp/told"
	result $? "$1: the decoder was called"
	! grep -v 'it was there' "$tmp/told" >"$tmp/could"
	result $? "$1: it could do nothing" "$tmp/could"
	[ ! -e "$PWD/evil" ]
	result $? "$1: no file of its own"
}
is_as_before() { # name
	[ "$(cd "$tmp" && find user in out -type f -print0 | sort -z |
	    xargs -0 sha256sum)" = "$old" ]
	result $? "$1: all files are as before"
}

for then in crash hang; do
	evil_run $then build "$tmp/in/publication.xml" -o "$tmp/out" -q
	status=$?
	[ $status -ne 0 ] && [ $status -lt 124 ]
	result $? "$then: status $status" "$tmp/said"
	grep -q 'JOB-04.*files/\(photo.jpg\|map.svg\)' "$tmp/said"
	result $? "$then: the picture is named" "$tmp/said"
	stays_out $then
	is_as_before $then
done
evil_run work check "$tmp/in/publication.xml"
stays_out "check"
is_as_before "check"
evil_run work dump --boxes easy-read "$tmp/in/publication.xml"
stays_out "dump"
is_as_before "dump"
rm -f "$tmp/out/plan/precious"
evil_run work build "$tmp/in/publication.xml" -o "$tmp/out" -q
result $? "a build goes on" "$tmp/said"
stays_out "build"
[ -z "$(find "$tmp" -name evil)" ]
result $? "no file is made"
[ "$(cat "$tmp/user/precious" "$tmp/in/precious" "$tmp/out/precious" |
    sort -u)" = precious ]
result $? "what is there stays"
exit $failed
