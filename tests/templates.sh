#!/bin/bash
# Looks come from templates: colour, size, font and margins changed by a
# template of the publication, and by --set, are seen in the finished PDF.
source "$(dirname "$0")/lib.sh"
mkdir -p "$tmp/plan/templates"

cat >"$tmp/plan/publication.xml" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<publication xmlns="urn:everyread:1" id="plan" xml:lang="en-GB">
	<about><title>A small plan</title></about>
	<section>
		<heading>How we help</heading>
		<item picture="doctor">You can see a doctor.</item>
	</section>
</publication>
END

# Facts of a PDF: sizes, fonts, colours of the words, leftmost word.
facts() {
	$python - "$1" <<'END'
import sys
sys.path.insert(0, "tests")
import pikepdf
import pdf
doc = pdf.Document(sys.argv[1])
for page in doc.pages:
    for run in page.runs:
        if run.text.strip():
            print(f"size {run.size:.1f}")
            print(f"font {run.font.split('+')[-1]}")
for page in doc.pdf.pages:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "rg":
            print("colour %.2f %.2f %.2f" % tuple(float(x) for x in operands))
END
	pdftotext -bbox "$1" - 2>/dev/null |
	    sed -n 's/.*word xMin="\([0-9]*\)\..*/left \1/p' | sort -k2n | head -n 1
}

build() { # name, options...
	local name=$1
	shift
	"$everyread" build "$tmp/plan/publication.xml" -o "$tmp/$name" \
	    --only "$@" >"$tmp/said" 2>&1
	result $? "$name builds" "$tmp/said"
	facts "$tmp/$name/plan/"*.pdf >"$tmp/$name.facts"
}

has() { # name of a build, fact
	grep -qx "$2" "$tmp/$1.facts"
	result $? "$1: $2"
}

lacks() {
	! grep -qx "$2" "$tmp/$1.facts"
	result $? "$1: no $2"
}

build plain easy-read
has plain "size 16.0"
lacks plain "colour 0.40 0.00 0.40"
cat >"$tmp/plan/templates/own.xml" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<template xmlns="urn:everyread:template:1" id="own" extends="easy-read">
	<tokens>
		<color id="brand" value="#660066"/>
		<color id="heading" ref="brand"/>
		<length id="size" value="20pt"/>
		<length id="margin-left" value="40mm"/>
		<font id="font" families="Noto Sans"/>
	</tokens>
</template>
END
build own own
has own "size 20.0"
lacks own "size 16.0"
has own "colour 0.40 0.00 0.40"
grep -q '^font NotoSans' "$tmp/own.facts"
result $? "own: the font is Noto Sans"
left=$(sed -n 's/^left //p' "$tmp/own.facts")
[ "${left:-0}" -ge 113 ]
result $? "own: the left margin is 40 mm (first word at ${left:-?} pt)"
build set easy-read --set size=24pt --set heading=#660066
has set "size 24.0"
has set "colour 0.40 0.00 0.40"

# Mistakes in templates are refused: name, a line of a template, what is said.
refuse() {
	cat >"$tmp/plan/templates/own.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<template xmlns="urn:everyread:template:1" id="own" extends="${4:-easy-read}">
	<tokens>
		$2
	</tokens>
</template>
END
	"$everyread" build "$tmp/plan/publication.xml" -o "$tmp/no" \
	    --only own >"$tmp/said" 2>&1
	local status=$?
	[ $status -eq 1 ] && grep -q "own\.xml:[0-9]" "$tmp/said" &&
	    grep -qi "$3" "$tmp/said" && [ ! -e "$tmp/no/plan" ]
	result $? "$1 is refused" "$tmp/said"
}
# ---- everyread template ----------------------------------------------------
"$everyread" template list >"$tmp/said" 2>&1
grep -q '^easy-read  *pdf' "$tmp/said" && grep -q '^web  *html' "$tmp/said"
result $? "template list names the editions" "$tmp/said"
"$everyread" template explain size --edition large-print >"$tmp/said" 2>&1
sed -n 1p "$tmp/said" | grep -q '^size is 18pt in the edition large-print$' &&
    sed -n 2p "$tmp/said" | grep -q 'large-print\.xml:[0-9]*: 18pt'
result $? "template explain says where a value comes from" "$tmp/said"
"$everyread" template explain siize >"$tmp/said" 2>&1
[ $? -ne 0 ] && grep -q 'size' "$tmp/said"
result $? "template explain: an unknown token" "$tmp/said"

refuse "an unknown token" '<color id="headding" value="#000000"/>' 'heading'
refuse "letters too small" '<length id="size" value="8pt"/>' '12'
refuse "too little contrast" '<color id="text" value="#aaaaaa"/>' 'contrast'
refuse "no colour" '<color id="text" value="blue-ish"/>' 'blue-ish'
refuse "a cycle" '' 'own' own
refuse "an unknown parent" '' 'esy-read' esy-read
exit $failed
