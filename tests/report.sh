#!/bin/bash
# The accessibility report: what it has, that its sums are right, that no word
# of a publication becomes mark-up, and what it never says.
source "$(dirname "$0")/lib.sh"
build() { # file, options...
	"$everyread" build "$@" -o "$tmp/out" >"$tmp/said" 2>&1
}
jq_holds() { # name, condition
	jq -e "$2" "$json" >/dev/null 2>"$tmp/said"
	result $? "$1" "$tmp/said"
}

for source in $(sources); do
	id=$(basename "$(dirname "$source")")
	build "$source" || fail "$id: built" "$tmp/said"
	json=$tmp/out/$id/accessibility-report.json
	html=$tmp/out/$id/accessibility-report.html
	jq_holds "$id: the sums are those of the rules" \
	    '.summary.rules_checked == (.rules | length) and
	     .summary.held == ([.rules[] | select(.outcome == "held")] | length)
	     and .summary.held + .summary.waived + .summary.to_be_looked_at +
	     .summary.broken == .summary.rules_checked'
	jq_holds "$id: every finding of a rule is counted" \
	    '. as $all | all(.rules[]; .rule as $r | .found ==
	     ([$all.findings[] | select(.rule == $r)] | length))'
	jq_holds "$id: every waiver has its reason" \
	    'all(.waivers[]; .reason != "" and .rule != "")'
	jq_holds "$id: every rule says where it comes from" \
	    'all(.rules[]; .sources != "")'
	jq_holds "$id: people still have to check" \
	    '.people_still_check | length > 5'
	jq_holds "$id: figures, and at most ten hardest sentences" \
	    '(.readability | length > 1) and .readability[0].part == "" and
	     (.hardest_sentences | length <= 10 and length > 0)'
	jq_holds "$id: every picture says whose it is" \
	    '(.pictures | length > 0) and all(.pictures[]; .uses > 0)'
	jq_holds "$id: spoken words" \
	    '(.spoken_words | length > 0) and
	     all(.spoken_words[]; .said != .text and .rule != "")'
	! grep -qiE 'compliant|complies|conforms' "$html" "$json"
	result $? "$id: it claims nothing"
	! grep -q '{{' "$html"
	result $? "$id: no hole is left open"
	! grep -qF "$PWD" "$html" "$json"
	result $? "$id: no path of this machine"
done

# The audit beside the recording says the same as the report.
id=joint-forward-plan
json=$tmp/out/$id/accessibility-report.json
cut -f 2,3 "$tmp/out/$id/$id-audio/audit.tsv" | sort -u | wc -l >"$tmp/n"
jq_holds "the report has every line of the audit" \
    "(.spoken_words | length) == $(cat "$tmp/n")"

# Hostile words.
mkdir -p "$tmp/bad"
sed 's|We help you\.|\&lt;/style>\&lt;script>alert(1)\&lt;/script>" onload="x 5–6|' \
    tests/golden/rules/whole/in.xml >"$tmp/bad/publication.xml"
build "$tmp/bad/publication.xml"
html=$tmp/out/small-plan/accessibility-report.html
grep -qF '&lt;script&gt;alert(1)' "$html" && ! grep -qF '<script' "$html"
result $? "words of a publication are never mark-up"

# Only what was asked for.
build "$tmp/bad/publication.xml" --only plain-text
[ ! -e "$html" ]
result $? "--only leaves the report out" "$tmp/said"
exit $failed
