#!/bin/bash
# everyread check: profiles, formats for programs, baselines, corrections.
source "$(dirname "$0")/lib.sh"
plan=$tmp/plan.xml
cp tests/checker/publication.xml "$plan"
cp -r tests/checker/profiles "$tmp/profiles"

# What it prints, both streams; its exit status is kept in $status.
check() {
	"$everyread" check "$@" >"$tmp/said" 2>&1
	status=$?
}
has() { # name, words that must be there
	grep -qF -- "$2" "$tmp/said"
	result $? "$1" "$tmp/said"
}
lacks() { # name, words that must not be there
	! grep -qF -- "$2" "$tmp/said"
	result $? "$1" "$tmp/said"
}

# Profiles change levels and numbers, and a number names its source.
check "$plan"
has "the usual profile: a percentage is a broken rule" "rule [ERW-14]"
has "a number names its source" \
    "15 or fewer are easier (Department of Health"
check "$plan" --profile gov-uk
has "another profile has another number" \
    "at most 15 are allowed (GOV.UK, Accessible communication"
check "$plan" --profile house
lacks "a house profile turns a rule off" "[ERW-14]"
has "a house profile changes a level" "note [ERW-18]"
has "a house names its own source" "(Our house rules, page 3)"
for what in 'there is no limit "sentence-god"' 'this is no number: "-1"' \
    'there is no rule "ERW-77"' 'there is no level "loud"' \
    'there is no element "set"'; do
	check "$plan" --profile broken
	has "a broken profile: $what" "$what"
done
[ $status -eq 1 ]
result $? "a broken profile has exit status 1"
check "$plan" --profile circle
has "profiles that extend each other" "the profiles extend each other"
check "$plan" --profile ../house
has "a profile is a name, no path" 'there is no profile "../house"'

# Every rule can be explained.
for code in $(sed -n 's/^RULE([A-Z_]*, [A-Z]*, "\([^"]*\)".*/\1/p' \
    src/base/rules.def); do
	check --explain "$code"
	if [ $status -ne 0 ] || ! grep -q '^Why: ' "$tmp/said" ||
	    ! grep -q '^From:' "$tmp/said"; then
		fail "--explain $code" "$tmp/said"
		continue
	fi
	ok "--explain $code"
done
check --explain ERW-77
[ $status -eq 2 ]
result $? "--explain of no rule has exit status 2"

# Formats for programs.
"$everyread" check "$plan" --format=json >"$tmp/json" 2>"$tmp/said"
jq -es 'length > 3 and all(.[]; has("level") and has("rule") and has("file")
    and has("line") and has("column") and has("end_line")
    and has("end_column") and has("span") and has("message") and has("why")
    and has("replacement"))' "$tmp/json" >/dev/null
result $? "JSON has every member in every line" "$tmp/json"
jq -es 'any(.[]; .rule == "ERW-18" and .span == "2023–2028" and
    .line == 15 and .end_line == 15 and .end_column - .column == 9 and
    .replacement == "2023 to 2028")' "$tmp/json" >/dev/null
result $? "JSON names the words and their place" "$tmp/json"
"$everyread" check "$plan" --format=sarif >"$tmp/sarif" 2>"$tmp/said"
jq -e '.version == "2.1.0" and (.runs[0] |
    (.results | length > 3) and
    ([.results[].ruleId] | unique) == ([.tool.driver.rules[].id] | unique)
    and all(.results[]; .message.text != "" and
        (.locations[0].physicalLocation.region.startLine > 0)))' \
    "$tmp/sarif" >/dev/null
result $? "SARIF names every rule that it uses" "$tmp/sarif"
"$everyread" check "$plan" --format=github >"$tmp/said" 2>&1
has "GitHub: level, place and code" \
    "::error file=$(sed 's/%/%25/g;s/,/%2C/g' <<<"$plan"),line=15,col="
grep -q '20%25' "$tmp/said"
result $? "GitHub: a per cent sign is escaped" "$tmp/said"

# What is known is not said again; what is new is.
check "$plan" --write-baseline "$tmp/known"
check "$plan" --baseline "$tmp/known"
has "a baseline: nothing new" "0 errors, 0 rules broken, 0 warnings"
sed 's/here, and/here in 5–6 days, and/' "$plan" >"$tmp/new.xml"
check "$tmp/new.xml" --baseline "$tmp/known"
has "a baseline: something new" '"5–6" has a dash'
check "$plan" --baseline "$plan"
has "a baseline that is none" "is no baseline"
check "$plan" --baseline "$tmp/none"
[ $status -eq 3 ]
result $? "a baseline that is not there has exit status 3"

# Corrections are shown, then written with a copy of what was there.
check "$plan" --fix </dev/null
has "a correction is shown" "+		<item picture=\"none\" reason=\"A test.\">Our <strong>plan</strong> is for 2023 to 2028 and"
has "nothing is written unasked" "Nothing is written"
cmp -s "$plan" tests/checker/publication.xml
result $? "the file is as it was"
check "$plan" --fix --yes
has "corrections are written with --yes" "5 corrected"
cmp -s "$plan.bak" tests/checker/publication.xml
result $? "a copy of the file is kept"
grep -qF '£5 to £10 &lt;b&gt; here' "$plan" &&
    grep -qF 'for 1 to 3 years.' "$plan" &&
    grep -qF '<heading>Help and advice</heading>' "$plan"
result $? "mark-up and entities around a correction stay" "$plan"
check "$plan"
lacks "what was corrected is not found again" "[ERW-18]"
check "$plan" --fix --yes
has "a second time there is nothing to do" "nothing that can be corrected"
exit $failed
