#!/bin/bash
# What everyread review pack makes: the page in a real browser, the paper form
# and the guide by independent tools.
source "$(dirname "$0")/lib.sh"
verapdf=$(echo tests/validators/build/cli-*.jar)
vnu=tests/validators/node_modules/vnu-jar/build/dist/vnu.jar

pack() { # folder, publication
	"$everyread" review pack "$2" -o "$1" >"$tmp/log" 2>&1
	result $? "pack $2" "$tmp/log"
}
for source in content/joint-forward-plan/publication.xml \
    tests/publications/*/publication.xml tests/golden/web/hostile/in.xml; do
	pack "$tmp/packs" "$source"
done

# ---- the form and the guide --------------------------------------------------
pdfs=("$tmp"/packs/*/*.pdf)
[ ${#pdfs[@]} -eq 12 ]
result $? "a form in two sizes and a guide for each"
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$verapdf" \
    -f ua1 --format text "${pdfs[@]}" >"$tmp/verapdf" 2>&1
for pdf in "${pdfs[@]}"; do
	grep -q "^PASS .*${pdf##*/} " "$tmp/verapdf"
	result $? "veraPDF ua1 ${pdf##*/}" "$tmp/verapdf"
	qpdf --check "$pdf" >"$tmp/qpdf" 2>&1
	result $? "qpdf ${pdf##*/}" "$tmp/qpdf"
	size=16
	[[ $pdf == *20pt* ]] && size=20
	# A form has no contents: its pages are found by their numbers.
	$python tests/pdf_rules.py $size "$pdf" >"$tmp/rules" 2>&1
	case $pdf in
	*-form-*) sed -i '/^FAIL .*ERL-18/,/^  none$/d' "$tmp/rules" ;;
	esac
	! grep -q '^FAIL' "$tmp/rules" || failed=1
	sed "s|$tmp/||g" "$tmp/rules"
done
# The numbers on paper are those of the list, each once, with its words.
for id in joint-forward-plan kitchen-sink; do
	source=$(ls {content,tests/publications}/$id/publication.xml 2>/dev/null)
	"$everyread" review items "$source" >"$tmp/items.json" 2>/dev/null
	for size in 16 20; do
		form=$tmp/packs/$id-review/$id-form-${size}pt.pdf
		pdftotext "$form" - 2>/dev/null | tr '\n\f' '  ' | tr -s ' ' \
		    >"$tmp/form.txt"
		jq -r '(.sentences | length) as $n | .sentences[] |
		    "Sentence \(.number) of \($n)"' "$tmp/items.json" \
		    >"$tmp/numbers"
		grep -oE 'Sentence [0-9]+ of [0-9]+' "$tmp/form.txt" |
		    diff - "$tmp/numbers" >"$tmp/diff"
		result $? "$id ${size}pt has each number once, in order" \
		    "$tmp/diff"
		jq -r '.questions[] | "Question \(.number)"' \
		    "$tmp/items.json" >"$tmp/numbers"
		grep -oE 'Question [0-9]+' "$tmp/form.txt" |
		    diff - "$tmp/numbers" >"$tmp/diff"
		result $? "$id ${size}pt has each question" "$tmp/diff"
		grep -q "Draft $(jq -r .pack "$tmp/items.json")" "$tmp/form.txt"
		result $? "$id ${size}pt says which draft it is"
	done
done

# ---- the pages -----------------------------------------------------------
for page in "$tmp"/packs/*/*.html; do
	java -Xss8m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar $vnu --Werror \
	    --filterpattern '.*Content Security Policy.*' "$page" \
	    >"$tmp/nu" 2>&1
	result $? "Nu ${page##*/}" "$tmp/nu"
done
node tests/browser/review.mjs "$tmp/packs" >"$tmp/said" 2>&1 || failed=1
cat "$tmp/said"
[ "$(grep -c '^ok' "$tmp/said")" -gt 100 ] ||
    fail "the browser has not done all its checks" "$tmp/said"
# What the page has saved fits the schema, and is taken, all of it.
$python tests/answers_schema.py "$tmp/packs/R10.json" >"$tmp/said" 2>&1 ||
    failed=1
cat "$tmp/said"
$python tests/answers_schema.py --broken "$everyread" \
    tests/publications/kitchen-sink/publication.xml "$tmp/packs/R10.json" \
    >"$tmp/said" 2>&1 || failed=1
cat "$tmp/said"
[ "$(grep -c '^ok' "$tmp/said")" -ge 3 ] ||
    fail "the schema is not held against broken files" "$tmp/said"
cp -R tests/publications/kitchen-sink "$tmp/kitchen-sink"
rm -f "$tmp/kitchen-sink/review.xml"
"$everyread" review merge "$tmp/packs/R10.json" \
    "$tmp/kitchen-sink/publication.xml" >"$tmp/log" 2>&1
result $? "the file of the page is taken" "$tmp/log"
review=$tmp/kitchen-sink/review.xml
[ "$(grep -c '<answer by="R10"' "$review")" -eq 4 ] &&
    grep -q 'I can go there 👍' "$review" &&
    grep -q '<hard from="14" to="20">doctor</hard>' "$review" &&
    ! grep -qE 'warning|error' "$tmp/log"
result $? "with all its answers and no complaint" "$tmp/log"

# ---- the same bytes each time, all or nothing ---------------------------------
urdu=tests/publications/urdu/publication.xml
"$everyread" review pack $urdu -o "$tmp/again" --jobs 1 >"$tmp/log" 2>&1
grep -q RVP-02 "$tmp/log"
result $? "words that are not there in a language are told of" "$tmp/log"
diff -r "$tmp/packs/urdu-review" "$tmp/again/urdu-review" >"$tmp/diff" 2>&1
result $? "the same pack has the same bytes" "$tmp/diff"
[ -z "$(find "$tmp" /tmp -maxdepth 1 -name 'everyread-??????' -user "$(id -u)" \
    -newer "$tmp/log" 2>/dev/null)" ]
result $? "nothing is left in the folder for temporary files"
before=$(cd "$tmp/again" && find . -type f -exec sha256sum {} + | sort)
sed 's|picture="doctor"|picture="nothing-like-it"|' $urdu >"$tmp/bad.xml"
"$everyread" review pack "$tmp/bad.xml" -o "$tmp/again" >"$tmp/log" 2>&1
[ $? -eq 1 ] && grep -q nothing-like-it "$tmp/log"
result $? "a picture that is not there stops it" "$tmp/log"
[ "$before" = "$(cd "$tmp/again" && find . -type f -exec sha256sum {} + |
    sort)" ]
result $? "and the old pack stays as it was"
exit $failed
