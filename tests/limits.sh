#!/bin/bash
# Write docs/limits.md from src/base/bounds.def.
# usage: limits.sh            print it
#        limits.sh --check    is docs/limits.md fresh? Is one more of each than
#                             it may be refused, with the message it names?
source "$(dirname "$0")/lib.sh"

cat >"$tmp/print.c" <<'END'
#include <stdio.h>
int
main(void)
{
#define BOUND(id, number, unit, what, code) \
	printf("| %s | %d%s%s | %s |\n", what, number, *unit ? " " : "", unit, \
	    code);
#include "base/bounds.def"
	return 0;
}
END
print() {
	cat <<-'END'
	# Limits

	<!-- Written by "make docs" from src/base/bounds.def. -->

	No publication that people can use comes near these numbers. They are
	there so that a wrong or a hostile file costs a message and not the
	machine. [messages.md](messages.md) has the messages.

	| What | At most | Message |
	|---|---|---|
	END
	${CC:-cc} -Isrc -o "$tmp/print" "$tmp/print.c" && "$tmp/print"
}
if [ "${1:-}" != --check ]; then
	print
	exit
fi

print >"$tmp/limits.md"
cmp -s docs/limits.md "$tmp/limits.md"
result $? "docs/limits.md is fresh (make docs)"

bound() { # what it is of
	sed -n "s/^| $1 | \([0-9]*\).*/\1/p" "$tmp/limits.md"
}
publication() { # words before the sections, sections
	echo '<publication xmlns="urn:everyread:1" id="large" xml:lang="en-GB">'
	echo '<about><title>A plan</title></about>'
	cat
	echo '</publication>'
}
refused() { # code, name, file
	timeout 60 "$everyread" check "$3" >"$tmp/said" 2>&1
	[ $? -eq 1 ] && grep -q "\[$1\]" "$tmp/said"
	result $? "$2: $1" "$tmp/said"
}

n=$(($(bound "elements of one file") / 2 + 1))
{
	echo '<section><heading>Help</heading>'
	yes '<p>We <strong>help</strong>.</p>' | head -n $n
	echo '</section>'
} | publication >"$tmp/elements.xml"
refused XML-29 "elements" "$tmp/elements.xml"

n=$(bound "elements inside each other")
{
	yes '<section>' | head -n "$n"
	yes '</section>' | head -n "$n"
} | publication >"$tmp/depth.xml"
refused XML-05 "depth" "$tmp/depth.xml"

n=$(bound "a sentence")
{
	echo '<section><heading>Help</heading><p>'
	yes 'word' | head -n $((n / 5 + 1))
	echo '</p></section>'
} | publication >"$tmp/sentence.xml"
refused XML-30 "a sentence" "$tmp/sentence.xml"

n=$(bound "picture files of a publication")
mkdir "$tmp/files"
{
	echo '<section><heading>Help</heading>'
	for ((i = 0; i <= n; i++)); do
		ln tests/publications/kitchen-sink/files/map.svg \
		    "$tmp/files/$i.svg" 2>/dev/null ||
		    cp tests/publications/kitchen-sink/files/map.svg \
			"$tmp/files/$i.svg"
		echo "<item picture=\"files/$i.svg\" alt=\"\">We help.</item>"
	done
	echo '</section>'
} | publication >"$tmp/pictures.xml"
refused PIC-20 "pictures" "$tmp/pictures.xml"

n=$(bound "an edition")
for ((i = 0; i <= n; i++)); do
	echo "<section><heading>Part $i</heading>" \
	    '<item picture="help">We help.</item></section>'
done | publication >"$tmp/pages.xml"
timeout 120 "$everyread" build "$tmp/pages.xml" -o "$tmp/out" \
    --only easy-read >"$tmp/said" 2>&1
[ $? -eq 1 ] && grep -q '\[ERL-20\]' "$tmp/said"
result $? "pages: ERL-20" "$tmp/said"
exit $failed
