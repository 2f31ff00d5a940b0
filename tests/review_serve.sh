#!/bin/bash
# A session in one room: real browsers, a killed server, hostile clients.
source "$(dirname "$0")/lib.sh"
publication=$tmp/kitchen-sink/publication.xml
cp -R tests/publications/kitchen-sink "$tmp/kitchen-sink"
rm -f "$tmp/kitchen-sink/review.xml"
shim= # sanitizers come first, or not at all
if [[ ${FAMILY:-} != *sanitize ]]; then
	shim=$tmp/shim.so
	${CC:-cc} -O1 -D_GNU_SOURCE -shared -fPIC -o "$shim" \
	    tests/faults/shim.c -ldl 2>"$tmp/said"
	result $? "the shim compiles" "$tmp/said"
fi
node tests/browser/room.mjs "$everyread" "$publication" "$tmp/room" $shim \
    >"$tmp/said" 2>&1 || failed=1
cat "$tmp/said"
[ "$(grep -c '^ok' "$tmp/said")" -gt 110 ] ||
    fail "the browser has not done all its checks" "$tmp/said"

# The QR codes, of the terminal and of the page, hold the address and the PIN.
$python - "$tmp/room/said.txt" "$tmp/qr.pgm" <<'END'
import sys
rows = [line.rstrip("\n") for line in open(sys.argv[1], encoding="utf-8")]
rows = [row for row in rows if len(row) > 20 and set(row) <= set("█▀▄ ")]
dots = []
for row in rows:
    dots.append([c in "█▀" for c in row])
    dots.append([c in "█▄" for c in row])
side = 8
with open(sys.argv[2], "w") as out:
    out.write("P2 %d %d 1\n" % (side * len(dots[0]), side * len(dots)))
    for row in dots:
        line = " ".join("1 " * side if white else "0 " * side for white in row)
        out.write((line + "\n") * side)
END
for code in "$tmp/qr.pgm" "$tmp/room/qr.png"; do
	zbarimg -q --raw "$code" 2>/dev/null | diff - "$tmp/room/link.txt" \
	    >"$tmp/diff"
	result $? "a phone reads the QR code of ${code##*.}" "$tmp/diff"
done

# The two small pages are right.
for page in gate come-in; do
	java -Xss8m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar \
	    tests/validators/node_modules/vnu-jar/build/dist/vnu.jar --Werror \
	    --filterpattern '.*Content Security Policy.*' "$tmp/$page.html" \
	    >"$tmp/nu" 2>&1
	result $? "Nu $page" "$tmp/nu"
done

# What a session has kept fits the schema, and is taken up as it is.
$python tests/answers_schema.py "$tmp"/room/kitchen-sink-answers/*.json \
    >"$tmp/said" 2>&1 || failed=1
cat "$tmp/said"
[ "$(grep -c '^ok' "$tmp/said")" -ge 5 ]
result $? "each file of the session was held against the schema" "$tmp/said"
"$everyread" review merge "$tmp"/room/kitchen-sink-answers/*.json \
    "$publication" >"$tmp/log" 2>&1
result $? "the answers of a session are taken up" "$tmp/log"
review=$tmp/kitchen-sink/review.xml
[ "$(grep -o '<answer by="R1"' "$review" | wc -l)" -gt 30 ] &&
    [ "$(grep -o '<answer by="GRP3"' "$review" | wc -l)" -gt 30 ] &&
    grep -q '<suggestion.*>R2 would say' "$review"
result $? "all of three people" "$tmp/log"
grep -q 'R72 says it of the old words' "$review"
result $? "what was said of a draft that has come back" "$tmp/log"
[ "$(grep -o '<answer by="R70"' "$review" | wc -l)" -eq 1 ]
result $? "what was taken back is not there" "$tmp/log"
exit $failed
