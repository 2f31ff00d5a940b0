#!/bin/bash
# Reviews from end to end: what is asked, answers from a screen and from
# paper, merging, the report, decisions, a release, "You said, we did", what
# has changed. What a stranger can send is tried broken, too.
source "$(dirname "$0")/lib.sh"
jing() { # schema, file
	java -cp /usr/share/java/jing.jar \
	    com.thaiopensource.relaxng.util.Driver "$1" "$2" >"$tmp/said" 2>&1
}
run() { # arguments of everyread review
	"$everyread" review "$@" >"$tmp/out" 2>"$tmp/said"
}
edit() { # file, sed script that must change it
	sed "$2" "$1" >"$1.new"
	! cmp -s "$1" "$1.new" || fail "nothing to change: $2"
	mv "$1.new" "$1"
}

mkdir -p "$tmp/old" "$tmp/new"
pub=$tmp/new/publication.xml
review=$tmp/new/review.xml
cp tests/golden/review/proven/in.xml "$pub"
cp "$pub" "$tmp/old/publication.xml"

# ---- what is asked
run items "$pub" -o "$tmp/items.json"
result $? "items are written" "$tmp/said"
"$everyread" dump --sentences easy-read "$pub" |
    grep -v -e '^contact-' -e '^credits-' >"$tmp/sentences"
jq -r '.sentences[] | .id + "\t" + .words' "$tmp/items.json" |
    cmp -s - "$tmp/sentences"
result $? "the items are the sentences of the editions, in their order"
! grep -q '"right"' "$tmp/items.json"
result $? "the right answer is not in the items"
run items "$tmp/old/publication.xml" && cmp -s "$tmp/out" "$tmp/items.json"
result $? "the same draft gives the same items"
"$everyread" build "$pub" -o "$tmp/built" -q --only plain-text,web \
    >"$tmp/said" 2>&1 && ! grep -rq 'Who can you see' "$tmp/built"
result $? "a question is in no edition" "$tmp/said"

# ---- answers of a screen and of paper
cat >"$tmp/answers.py" <<'END'
import csv
import json
import sys

items = json.load(open(sys.argv[1], encoding="utf-8"))
folder = sys.argv[2]
asked = {s["number"]: s for s in items["sentences"]}


def head(code, second):
    return {"format": "everyread-answers-1", "publication": "our-plan",
            "version": "1.0", "wording": "easy-read", "pack": items["pack"],
            "reviewer": code, "session": "2026-03-31",
            "saved": "2026-03-31T14:05:%02dZ" % second, "mode": "screen"}


def answer(number, **more):
    s = asked[number]
    return {"sentence": s["id"], "hash": s["hash"], "words": s["words"],
            **more}


q = items["questions"][0]
one = head("R1", 1)
one["supporter"] = True
one["comment"] = "We liked it."
one["answers"] = [
    answer(2, face="no", means="I do not know", suggestion_by="supporter",
           suggestion="You can see a doctor.",
           hard=[{"text": "GP", "from": 14, "to": 16}],
           picture={"name": "doctor", "ok": "no", "choice": "nurse",
                    "shows": "A man"}),
    answer(3, face="yes", comment="Call us on 01268 594 350."),
    answer(6, face="no", comment="<b>&\"'"),
    answer(4, face="yes", comment="My name is Bob")]
one["questions"] = [{"question": q["id"], "hash": q["hash"], "choice": 1}]
with open(folder + "/r1.json", "w", encoding="utf-8") as file:
    json.dump(one, file, indent=1)
two = head("R2", 2)
two["answers"] = [answer(n, face="yes") for n in asked]
with open(folder + "/r2.jsonl", "w", encoding="utf-8") as file:
    file.write(json.dumps(two) + "\n" + '{"format":')
with open(folder + "/form.csv", newline="", encoding="utf-8") as file:
    rows = list(csv.reader(file))
names = rows[0]
for row in rows[1:]:
    number = row[names.index("number")]
    if number == "1":
        row[names.index("reviewer")] = "R3"
        row[names.index("session")] = "2026-03-31"
    if number == "2":
        row[names.index("face")] = "not sure"
        row[names.index("hard")] = "gp; see"
        row[names.index("means")] = 'Said "yes",\nthen no'
    if number == "Q1":
        row[names.index("choice")] = "0"
with open(folder + "/r3.csv", "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)
END
run form "$pub" -o "$tmp/form.csv" &&
    $python "$tmp/answers.py" "$tmp/items.json" "$tmp" >"$tmp/said" 2>&1
result $? "the form has a row for each item" "$tmp/said"
run merge "$tmp/r1.json" "$tmp/r2.jsonl" "$tmp/r3.csv" "$pub"
result $? "answers of a screen and of paper are merged" "$tmp/said"
grep -q 'r1.json:.*RVW-07' "$tmp/said" && ! grep -q Bob "$review"
result $? "words that look like a name are told and left out" "$tmp/said"
grep -q 'r2.jsonl:2.*RVW-03' "$tmp/said"
result $? "a last line that is cut off costs no other" "$tmp/said"
jing docs/review.rng "$review"
result $? "review.xml is valid" "$tmp/said"
grep -qF '&lt;b&gt;&amp;' "$review"
result $? "what was said is never mark-up"
grep -q 'picture="doctor" yes="1" unsure="1" no="1"' "$review"
result $? "the sums are right" "$review"
cp "$review" "$tmp/first.xml"
run merge "$tmp/r3.csv" "$tmp/r2.jsonl" "$tmp/r1.json" "$pub"
cmp -s "$review" "$tmp/first.xml" && grep -q 'New answers: 0' "$tmp/out"
result $? "merging again changes nothing" "$tmp/out"
rm "$review"
run merge "$tmp/r3.csv" "$tmp/r1.json" "$tmp/r2.jsonl" "$pub"
cmp -s "$review" "$tmp/first.xml"
result $? "the order of the files does not matter"

# ---- the report
run report "$pub"
result $? "the report is printed" "$tmp/said"
awk '/THE WORST FIRST/ { on = 1 } on && /^ +[0-9]+\./ { print $1; exit }' \
    "$tmp/out" | grep -qx '2\.'
result $? "the worst sentence comes first" "$tmp/out"
grep -q 'People disagree' "$tmp/out" && grep -q 'better: nurse (1)' "$tmp/out" &&
    grep -q "right 1, wrong 0, \"I don't know\" 1" "$tmp/out" &&
    grep -q 'GP: people 2' "$tmp/out"
result $? "disagreement, pictures, understanding and hard words" "$tmp/out"
! grep -qiE 'score|%| out of ' "$tmp/out"
result $? "there is no score" "$tmp/out"
run report "$pub" -o "$tmp/report.html" && ! grep -q '{{' "$tmp/report.html" &&
    grep -qF '&lt;b&gt;&amp;' "$tmp/report.html"
result $? "the report is a page, and nothing said is mark-up" "$tmp/said"
# The same of a draft that nobody has read, and of one in Urdu.
cp -R tests/publications/urdu "$tmp/urdu"
run report "$tmp/old/publication.xml" -o "$tmp/old/report.html" &&
    run report "$tmp/urdu/publication.xml" -o "$tmp/urdu/report.html"
result $? "there is a report before anybody has said anything" "$tmp/said"
# The faces have the names of the publication's language, typed and printed.
own_faces() { # language, what is typed for no and not sure, the three names
	local folder=$tmp/$1
	mkdir -p "$folder"
	sed "s/xml:lang=\"en-GB\"/xml:lang=\"$1\"/" "$pub" \
	    >"$folder/publication.xml"
	run form "$folder/publication.xml" -o "$folder/form.csv"
	awk -v no="$2" -v unsure="$3" 'BEGIN { FS = OFS = "," }
	    NR > 1 && NR < 4 { $2 = "R" NR; $3 = "2026-03-31"
	        $8 = NR == 2 ? no : unsure; $12 = no } { print }' \
	    "$folder/form.csv" >"$folder/typed.csv"
	run merge "$folder/typed.csv" "$folder/publication.xml" &&
	    grep -q 'face="no"' "$folder/review.xml" &&
	    grep -q 'face="unsure"' "$folder/review.xml" &&
	    grep -q 'ok="no"' "$folder/review.xml"
	result $? "$1: yes, not sure and no are understood" "$tmp/said"
	run report "$folder/publication.xml" &&
	    grep -q "$4: 0\. $5: 0\. $6: 1\." "$tmp/out"
	result $? "$1: and printed" "$tmp/out"
	run report "$folder/publication.xml" -o "$folder/report.html" &&
	    grep -q "<bdi lang=\"$1\">$6</bdi>: 1\." "$folder/report.html"
	result $? "$1: and in the page, in their language" "$tmp/said"
}
own_faces cy "NAC YDY" "ddim yn siŵr" Ydy "Ddim yn siŵr" "Nac ydy"
own_faces pl nie "NIE MAM PEWNOŚCI" Tak "Nie mam pewności" Nie
own_faces ur "نہیں" "یقین نہیں" "ہاں" "یقین نہیں" "نہیں"
own_faces en-GB No "Not sure" Yes "Not sure" No
reports=("$tmp/report.html" "$tmp/old/report.html" "$tmp/urdu/report.html"
    "$tmp/ur/report.html")
for page in "${reports[@]}"; do
	java -Xss8m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar \
	    tests/validators/node_modules/vnu-jar/build/dist/vnu.jar --Werror \
	    "$page" >"$tmp/nu" 2>&1
	result $? "Nu ${page#"$tmp"/}" "$tmp/nu"
done
node tests/browser/review_report.mjs "${reports[@]}" >"$tmp/said" 2>&1 ||
    failed=1
cat "$tmp/said"
[ "$(grep -c '^ok' "$tmp/said")" -ge 30 ]
result $? "a browser has looked at all of them" "$tmp/said"

# ---- decisions and a release
build() {
	"$everyread" build "$pub" -o "$tmp/built" --only plain-text "$@" \
	    >"$tmp/out" 2>"$tmp/said"
}
build -q
result $? "a draft builds with a no" "$tmp/said"
! build --release && grep -q 'REV-03\]' "$tmp/said"
result $? "a release waits for a decision" "$tmp/said"
run decide "$pub" 6 kept --by "Bob Smith" --reason x
[ $? -eq 2 ]
result $? "who decides has a code, no name" "$tmp/said"
run decide "$pub" 6 kept --by E1
[ $? -eq 2 ]
result $? "what is kept needs a reason" "$tmp/said"
run decide "$pub" 6 kept --by E1 --date 2026-04-02 --reason "The law says so."
result $? "a decision is written down" "$tmp/said"
run decide "$pub" 99 open
grep -q RVW-10 "$tmp/said"
result $? "a sentence that nobody spoke of is told" "$tmp/said"
run decide "$pub" 2 changed --by E1 --date 2026-04-02
jing docs/review.rng "$review"
result $? "with decisions it is valid" "$tmp/said"
! build --release && grep -q 'REV-03b' "$tmp/said"
result $? "a change that is not made stops a release" "$tmp/said"
cp "$review" "$tmp/decided.xml"
run merge "$tmp/r1.json" "$pub" && cmp -s "$review" "$tmp/decided.xml"
result $? "merging keeps the decisions" "$tmp/said"
edit "$pub" 's/You can see a GP\./You can see a doctor./'
build --release
result $? "with each no heard, it is released" "$tmp/said"
grep -rq 'The Thursday Group checked' "$tmp/built/our-plan"
result $? "who checked it is printed"
"$everyread" check "$pub" 2>&1 | grep -q 'REV-03c'
result $? "the changed sentence is not checked any more"

# ---- words that have changed since
cp "$review" "$tmp/decided.xml"
run merge "$tmp/r1.json" "$pub" && ! grep -q RVW-08 "$tmp/said"
result $? "what is known of old words is not told again" "$tmp/said"
cp "$review" "$tmp/decided.xml"
sed 's/"R1"/"R8"/' "$tmp/r1.json" >"$tmp/r8.json"
run merge "$tmp/r8.json" "$pub" </dev/null
grep -q 'r8.json:.*RVW-08.*You can see a GP' "$tmp/said" &&
    grep -q 'Now it says: "You can see a doctor."' "$tmp/said"
result $? "what was said of older words is told with both" "$tmp/said"
cp "$tmp/decided.xml" "$review"
printf 'y\n' | "$everyread" review merge --older ask "$tmp/r8.json" "$pub" \
    >"$tmp/out" 2>&1
grep -q 'older="' "$review" && jing docs/review.rng "$review"
result $? "a person can say that it still holds" "$tmp/out"
cp "$tmp/decided.xml" "$review"
sed 's/,#[0-9a-f]\{16\},/,,/; s/,R3,/,R7,/' "$tmp/r3.csv" >"$tmp/r7.csv"
run merge "$tmp/r7.csv" "$pub"
grep -q 'r7.csv:.*RVW-06' "$tmp/said"
result $? "numbers of an old form are not taken for new sentences" "$tmp/said"
cp "$tmp/decided.xml" "$review"

# ---- files that are no answers
for bad in '' '[' '{"format":"x"}' '[[[[[[[[[[[[[[]]]]]]]]]]]]]]' \
    "$(printf '{"a":1%0500d}' 1)"; do
	printf '%s' "$bad" >"$tmp/bad.json"
	run merge "$tmp/bad.json" "$pub"
	[ $? -eq 1 ] && cmp -s "$review" "$tmp/decided.xml"
	result $? "refused: ${bad:0:20}" "$tmp/said"
done
edit "$tmp/r8.json" 's/"publication": "our-plan"/"publication": "their-plan"/'
run merge "$tmp/r8.json" "$pub"
grep -q 'RVW-04' "$tmp/said" && cmp -s "$review" "$tmp/decided.xml"
result $? "answers about another publication are refused" "$tmp/said"
edit "$review" 's/publication="our-plan"/publication="their-plan"/'
cp "$review" "$tmp/theirs.xml"
run merge "$tmp/r1.json" "$pub"
grep -q 'RVW-09' "$tmp/said" && cmp -s "$review" "$tmp/theirs.xml"
result $? "the review of another publication is not written over" "$tmp/said"
cp "$tmp/decided.xml" "$review"

# ---- you said, we did
run said "$pub" -o "$tmp/new/said.xml"
result $? "\"You said, we did\" is written" "$tmp/said"
jing docs/publication.rng "$tmp/new/said.xml"
result $? "it is a valid publication" "$tmp/said"
grep -q 'Now we say: You can see a doctor\.' "$tmp/new/said.xml" &&
    grep -q 'Why: The law says so\.' "$tmp/new/said.xml"
result $? "it says what was changed, and why not" "$tmp/new/said.xml"
"$everyread" check "$tmp/new/said.xml" >"$tmp/out" 2>&1
grep -q '^0 errors, 0 rules' "$tmp/out"
result $? "it breaks no rule of easy read" "$tmp/out"
"$everyread" build "$tmp/new/said.xml" -o "$tmp/booklets" -q 2>"$tmp/said"
result $? "it builds in every format" "$tmp/said"

# ---- what has changed
differ() { # options
	"$everyread" diff "$tmp/old/publication.xml" "$pub" "$@"
}
edit "$pub" '/It will be fair/d'
edit "$pub" 's/picture="nurse"/picture="house"/'
edit "$pub" 's|<heading>Money</heading>|&<item picture="family">Your family can help you.</item>|'
differ --format json >"$tmp/diff.json" 2>"$tmp/said"
jq -e '.new == 1 and .changed == 1 and .gone == 1 and .moved == 0 and
    .picture == 1 and (.sentences | length == 4)' "$tmp/diff.json" >/dev/null
result $? "new, changed, gone, another picture" "$tmp/diff.json"
differ >"$tmp/out" 2>&1
grep -qF 'Before: You can see a [GP.]' "$tmp/out" &&
    grep -qF 'Now:    You can see a [doctor.]' "$tmp/out"
result $? "the words that are other ones are marked" "$tmp/out"
"$everyread" diff "$pub" "$pub" 2>/dev/null | grep -q '7 the same'
result $? "a draft is the same as itself"
differ --publication "$tmp/new/changes.xml" 2>"$tmp/said" &&
    jing docs/publication.rng "$tmp/new/changes.xml"
result $? "the changes are a valid publication" "$tmp/said"
"$everyread" check "$tmp/new/changes.xml" >"$tmp/out" 2>&1
grep -q '^0 errors, 0 rules' "$tmp/out"
result $? "it breaks no rule of easy read" "$tmp/out"
"$everyread" build "$tmp/new/changes.xml" -o "$tmp/booklets" -q 2>"$tmp/said"
result $? "it builds in every format" "$tmp/said"
pdftotext "$tmp/booklets/our-plan-changes/our-plan-changes-easy-read.pdf" - |
    tr '\n' ' ' >"$tmp/out"
grep -q 'Before: You can see a GP\. .*Now: You can see a doctor\.' "$tmp/out"
result $? "the PDF says before and now in words" "$tmp/out"
exit $failed
