#!/bin/bash
# The examples of README.md and docs/ are built as they stand there: each
# ```xml block with a whole <publication> builds, each with a whole <template>
# is read. Links between the pages lead somewhere.
source "$(dirname "$0")/lib.sh"
n=0

for page in README.md docs/*.md; do
	awk -v tmp="$tmp" -v page="$(basename "$page" .md)" '
	    /^```xml/ { on = 1; n++; next }
	    /^```/ { on = 0 }
	    on { print >(tmp "/" page "-" n ".xml") }' "$page"
	while read -r link; do
		[ -e "$(dirname "$page")/$link" ]
		result $? "$page: $link"
	done < <(grep -oE '\]\([^)#]+' "$page" | sed 's/^](//' |
	    grep -vE '^(https?|mailto):')
done
for example in "$tmp"/*.xml; do
	name=$(basename "$example")
	if grep -q '<publication' "$example" &&
	    grep -q '</publication>' "$example"; then
		mkdir -p "$tmp/$name.d"
		cp "$example" "$tmp/$name.d/publication.xml"
		"$everyread" build "$tmp/$name.d/publication.xml" \
		    -o "$tmp/out" >"$tmp/said" 2>&1
		result $? "the example $name builds" "$tmp/said"
		n=$((n + 1))
	fi
done
[ $n -gt 0 ]
result $? "there are examples of whole publications"
# Every command line of README.md starts with something that exists.
while read -r words; do
	case $words in
	make\ *)
		target=${words#make }
		grep -q "^${target%% *}:" Makefile
		result $? "README: $words"
		;;
	./everyread\ *)
		command=${words#./everyread }
		"$everyread" "${command%% *}" --help >"$tmp/said" 2>&1
		result $? "README: ${words%% -*}" "$tmp/said"
		;;
	esac
done < <(awk '/^ {4}/ { print $0 }' README.md | sed 's/^ *//; s/ *#.*//')
[ "$(wc -l <README.md)" -le 60 ]
result $? "README.md is one screen"
exit $failed
