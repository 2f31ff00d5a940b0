#!/bin/bash
# What a listener hears: pace, silences, announcements; clips to listen to.
source "$(dirname "$0")/lib.sh"
export XDG_CACHE_HOME=$tmp/cache

hear() { # publication, --pace or nothing
	local id lang
	id=$(sed -n 's/.*<publication[^>]* id="\([^"]*\)".*/\1/p' "$1")
	lang=$(sed -n 's/.*xml:lang="\([^"]*\)".*/\1/p' "$1" | head -n 1)
	if ! "$everyread" build "$1" -o "$tmp/out" --only audio \
	    >"$tmp/said" 2>&1; then
		fail "build the audio of $id" "$tmp/said"
		return
	fi
	"$everyread" dump --document audio "$1" >"$tmp/document" 2>&1
	$python tests/audio.py "$tmp/out/$id" "$tmp/document" \
	    "templates/languages/$lang/words.xml" ${2:-} >"$tmp/heard" 2>&1
	result $? "all of $id" "$tmp/heard"
	grep -A 4 '^ok\|^FAIL' "$tmp/heard" | sed "s/^\(ok\|FAIL\) /\1 $id: /"
}

# A small publication: a phone number in the text as in the contact details.
small() { # language, label of a phone number
	cat <<-END
	<?xml version="1.0" encoding="UTF-8"?>
	<publication xmlns="urn:everyread:1" id="small-${1,,}" xml:lang="$1">
	<about><title>SOS</title><organisation>Southshire</organisation>
	<date>2026-01-01</date><contact><phone>01268 594350</phone>
	<email>help@example.org</email></contact></about>
	<words><word id="a"><term>mama</term><meaning>Mama.</meaning></word></words>
	<section><heading>Radio</heading>
	<item picture="phone">$2: 01268 594350</item>
	<item picture="doctor">A <hard ref="a">mama</hard>. 111.</item>
	<section><heading>Video</heading>
	<item picture="doctor">Mama.</item><item picture="doctor">Radio.</item>
	</section></section></publication>
	END
}

hear content/joint-forward-plan/publication.xml --pace
for lang in en-GB pl cy ur; do
	label=$(sed -n 's/.*<word id="phone">\(.*\)<\/word>.*/\1/p' \
	    "templates/languages/$lang/words.xml")
	small $lang "${label%%:*}" >"$tmp/small.xml"
	hear "$tmp/small.xml"
done

# Clips: a name on standard output, and as much sound as the text needs.
clip() { # what, wanted name, least and most seconds, arguments...
	local what=$1 name=$2 least=$3 most=$4 seconds
	shift 4
	(cd "$tmp" && "$everyread" say "$@") >"$tmp/said" 2>&1
	if [ $? -ne 0 ] || [ "$(cat "$tmp/said")" != "$name" ]; then
		fail "$what" "$tmp/said"
		return
	fi
	seconds=$(ffprobe -v error -show_entries format=duration \
	    -of default=nw=1:nk=1 "$tmp/$name")
	awk -v s="$seconds" -v a="$least" -v b="$most" \
	    'BEGIN { exit !(s >= a && s <= b) }'
	result $? "$what: $seconds seconds"
	cp "$tmp/$name" "$tmp/last.mp3"
}
refused() { # what, wanted status, arguments...
	local what=$1 wanted=$2 status
	shift 2
	(cd "$tmp" && "$everyread" say "$@") >"$tmp/said" 2>&1
	status=$?
	[ $status -eq "$wanted" ] && ! ls "$tmp"/said-*.mp3 >/dev/null 2>&1
	result $? "$what" "$tmp/said"
}

clip "listen to a text" said-call-111.mp3 0.8 3 --listen "Call 111."
cp "$tmp/last.mp3" "$tmp/digits.mp3"
clip "listen to it as written out" said-call-one-one-one.mp3 0.8 3 \
    --listen "Call one one one."
clip "listen to a longer text" said-call-111-or-01268-594350.mp3 3 9 \
    --listen "Call 111, or 01268 594350."
clip "listen in Welsh" said-call-111.mp3 0.8 3 --listen "Call 111." --lang cy
cmp -s "$tmp/last.mp3" "$tmp/digits.mp3"
[ $? -eq 1 ]
result $? "Welsh sounds otherwise"
clip "listen to a sentence by its number" sentence-2.mp3 1 4 \
    --listen 2 "$PWD/content/joint-forward-plan/publication.xml"
rm -f "$tmp"/said-*.mp3
refused "a language without a voice is refused" 3 --listen hello --lang xx
refused "no text to listen to" 2 --listen " "
refused "no such sentence" 2 --listen nowhere \
    "$PWD/content/joint-forward-plan/publication.xml"
exit $failed
