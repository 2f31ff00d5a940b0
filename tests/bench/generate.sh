#!/bin/sh
# A publication of N items, always the same for the same N: sections of ten
# items with pictures of the catalogue, a list and a hard word in each.
# usage: generate.sh N [text] >publication.xml       (text: without pictures)
n=$1
text=${2:-}
top=$(dirname "$0")/../..
sed -n 's/.*<picture name="\([a-z0-9-]*\)".*/\1/p' "$top/symbols/catalogue.xml" |
    head -n 100 | awk -v n="$n" -v text="$text" '
function pick(list, i) { return list[1 + i % list[0]] }
function fill(list, words,  n) { n = split(words, list, ";"); list[0] = n }
function show(i) {
	return text != "" ? "picture=\"none\" reason=\"A text.\"" : \
	    "picture=\"" pick(picture, i) "\""
}
{ picture[++npictures] = $1 }
END {
	picture[0] = npictures
	fill(who, "We;Doctors;Your nurse;The council;Our team;Staff at the hospital;Your family")
	fill(act, "will help;can listen to;want to talk to;will look after;can visit;work with")
	fill(whom, "people who are ill;children and young people;you and your family;people who live alone;people with a disability;all of us")
	fill(when, "every day;at home;in 2026;when you need it;from 9am to 5pm;near where you live;on 01268 594350")
	print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
	print "<publication xmlns=\"urn:everyread:1\" id=\"bench-" n "\" xml:lang=\"en-GB\">"
	print "<about><title>A booklet of " n " items</title>" \
	    "<organisation>Southshire Council</organisation>" \
	    "<date>2026-01-01</date><cover picture=\"plan\"/>" \
	    "<contact><phone>01268 594350</phone></contact></about>"
	print "<words><word id=\"pledge\"><term>pledge</term>" \
	    "<meaning>A promise to do something.</meaning></word></words>"
	for (i = 0; i < n; i++) {
		if (i % 10 == 0) {
			if (i > 0) print "</section>"
			print "<section><heading>Part " i / 10 + 1 "</heading>"
		}
		words = pick(who, i * 5 + int(i / 7)) " " pick(act, i * 3 + int(i / 6)) \
		    " " pick(whom, i + int(i / 11)) " " pick(when, i * 2 + int(i / 13))
		if (i % 10 == 3)
			words = words " in <hard>pledge</hard> " i
		if (i % 10 == 6)
			print "<list><lead " show(i) ">" words ":</lead>"
		else
			print "<item " show(i * 7) ">" words \
			    (i % 10 == 7 || i % 10 == 8 ? "" : ".") "</item>"
		if (i % 10 == 8) print "</list>"
		if (i == n - 1 && i % 10 > 5 && i % 10 < 8) print "<item picture=\"none\" reason=\"The end.\">The end</item></list>"
	}
	print "</section></publication>"
}'
