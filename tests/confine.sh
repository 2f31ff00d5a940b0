#!/bin/bash
# A decoder that misbehaves cannot touch the user's files or the network; one
# that hangs or crashes is named, and the publication stays whole.
source "$(dirname "$0")/lib.sh"
export XDG_CACHE_HOME=$tmp/cache TMPDIR=$tmp/temporary
shim=$tmp/shim.so
# shellcheck disable=SC2046 # a list of words
if ! ${CC:-cc} -O1 -D_GNU_SOURCE -shared -fPIC -o "$shim" \
    tests/confine/shim.c $(pkg-config --cflags libxml-2.0 libpng) -ldl \
    2>"$tmp/said"; then
	fail "the shim does not compile" "$tmp/said"
	exit 1
fi
mkdir -p "$tmp/user" "$tmp/in/files" "$tmp/in/pictures" "$tmp/out" "$tmp/temporary"
cp tests/publications/kitchen-sink/files/{photo.jpg,map.svg} "$tmp/in/files/"
cat >"$tmp/in/publication.xml" <<END
<publication xmlns="urn:everyread:1" id="plan" xml:lang="en-GB">
<about><title>The plan</title></about>
<section><heading>How we help</heading>
<item picture="files/photo.jpg" alt="A blue disc">We help you.</item>
<item picture="files/map.svg" alt="A map">You can come here.</item>
</section></publication>
END
# Pictures of its own, so that commands without a publication meet one too.
cat >"$tmp/in/pictures/index.xml" <<END
<catalogue xmlns="urn:everyread:pictures:1">
<set id="own" name="Ours" licence="CC0-1.0" credit="Us" folder="."/>
<picture name="harbour" set="own" file="map.svg" alt="A harbour"/>
</catalogue>
END
cp "$tmp/in/files/map.svg" "$tmp/in/pictures/"
sed "s/We help you/We help all/" "$tmp/in/publication.xml" >"$tmp/in/older.xml"
"$everyread" build "$tmp/in/publication.xml" -o "$tmp/out" >"$tmp/said" 2>&1
result $? "the old publication" "$tmp/said"
# What the program itself writes meanwhile is no place either: its stage, its
# cache, its temporary folder.
folders="$tmp/user
$tmp/in
$tmp/out
$tmp/out/plan
$tmp/out/.*stage*
$tmp/out/.*stage*/*
$tmp/cache
$tmp/cache/*
$tmp/cache/*/*
$tmp/temporary
$tmp/temporary/*
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
	env ${evil:-LD_PRELOAD="$shim"} CONFINE_THEN="$then" \
	    CONFINE_FOLDERS="$folders" HOME="$tmp/user" timeout -k 5 120 \
	    "${program:-$everyread}" "$@" >"$tmp/said" 2>&1
	status=$?
	sed -n 's/.*taken over: //p' "$tmp/said" >"$tmp/told"
	return $status
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
evil_run work pictures -p "$tmp/in/publication.xml" \
    --sheet "$tmp/temporary/sheet.pdf" harbour
result $? "a sheet of pictures goes on" "$tmp/said"
[ "$(head -c 5 "$tmp/temporary/sheet.pdf")" = %PDF- ]
result $? "the sheet is there"
stays_out "sheet"
is_as_before "sheet"
evil_run work review pack "$tmp/in/publication.xml" -o "$tmp/temporary/pack"
result $? "a pack for a review goes on" "$tmp/said"
stays_out "review pack"
is_as_before "review pack"
evil_run work diff --publication "$tmp/in/changes.xml" "$tmp/in/older.xml" \
    "$tmp/in/publication.xml"
[ -s "$tmp/in/changes.xml" ]
result $? "what changed is written" "$tmp/said"
rm -f "$tmp/in/changes.xml"
stays_out "diff"
is_as_before "diff"
# An installation of its own, whose pictures are drawn.
place=$tmp/temporary/place
mkdir -p "$place/symbols/own"
cp -P "$everyread" "$place/everyread"
cp -RL templates "$place/"
cp tests/publications/kitchen-sink/files/map.svg "$place/symbols/own/"
cat >"$place/symbols/catalogue.xml" <<END
<catalogue xmlns="urn:everyread:pictures:1">
<set id="own" name="Ours" licence="CC0-1.0" credit="Us" folder="own"/>
<picture name="harbour" set="own" file="map.svg" alt="A harbour"/>
</catalogue>
END
program=$place/everyread evil_run work pictures --prepare
result $? "pictures are prepared" "$tmp/said"
[ -s "$place/symbols/ready" ]
result $? "the archive is there"
stays_out "pictures --prepare"
is_as_before "pictures --prepare"
rm -f "$tmp/out/plan/precious"
evil_run work build "$tmp/in/publication.xml" -o "$tmp/out" -q
result $? "a build goes on" "$tmp/said"
stays_out "build"

# ---- the voice ---------------------------------------------------------------
voice=$(ldconfig -p | sed -n 's/.*libespeak-ng\.so\.1 .* => //p' | head -n 1)
mkdir -p "$tmp/voice"
if ! ${CC:-cc} -O1 -D_GNU_SOURCE -shared -fPIC \
    -o "$tmp/voice/${voice##*/}" tests/confine/voice.c -ldl 2>"$tmp/said"; then
	fail "the voice does not compile" "$tmp/said"
	exit 1
fi
evil="LD_LIBRARY_PATH=$tmp/voice CONFINE_VOICE=$voice"
"$everyread" build "$tmp/in/publication.xml" -o "$tmp/out" -q
old=$(cd "$tmp" && find user in out -type f -print0 | sort -z |
    xargs -0 sha256sum)
evil_run crash build "$tmp/in/publication.xml" -o "$tmp/out" -q
status=$?
[ $status -ne 0 ] && [ $status -lt 124 ]
result $? "voice, crash: status $status" "$tmp/said"
stays_out "voice, crash"
is_as_before "voice, crash"
evil_run work check --figures "$tmp/in/publication.xml"
stays_out "voice, check"
is_as_before "voice, check"
(cd "$tmp/temporary" && evil_run work say --listen "We help you.")
ls "$tmp/temporary/"*.mp3 >/dev/null 2>&1
result $? "voice: a clip is spoken" "$tmp/said"
stays_out "voice, say"
is_as_before "voice, say"
evil_run work build "$tmp/in/publication.xml" -o "$tmp/out" -q
result $? "voice: a build goes on" "$tmp/said"
stays_out "voice, build"
[ -z "$(find "$tmp" -name evil)" ]
result $? "no file is made"
[ "$(cat "$tmp/user/precious" "$tmp/in/precious" "$tmp/out/precious" |
    sort -u)" = precious ]
result $? "what is there stays"
exit $failed
