#!/bin/bash
# What independent tools say about the finished files of every publication.
source "$(dirname "$0")/lib.sh"
build() { # folder, publication, options...
	local folder=$1 source=$2
	shift 2
	"$everyread" build "$source" -o "$folder" "$@" >"$tmp/log" 2>&1 && return
	fail "build $source $*" "$tmp/log"
	return 1
}

check_pdf() { # file, size of the body in points
	local name=${1#"$tmp"/}
	qpdf --check "$1" >"$tmp/qpdf" 2>&1 && ok "qpdf $name" ||
	    fail "qpdf $name" "$tmp/qpdf"
	pdfinfo "$1" >"$tmp/info" 2>&1
	grep -q '^Tagged: *yes' "$tmp/info" && ok "tagged $name" ||
	    fail "tagged $name"
	pdffonts "$1" 2>/dev/null | tail -n +3 |
	    grep -qv ' yes yes yes ' && fail "fonts embedded $name" ||
	    ok "fonts embedded $name"
	$python tests/pdf_rules.py "$2" "$1" >"$tmp/rules" 2>&1 || failed=1
	sed "s|$tmp/||g" "$tmp/rules"
	grep -q '^ok' "$tmp/rules" || fail "pdf_rules $name"
}

# ---- plain text: TXT-01 to TXT-06, TXT-13 of the rules ----------------------
text_rule() { # file, name, pattern that must not occur
	if LC_ALL=C.UTF-8 grep -nP -m 3 "$3" "$1" >"$tmp/lines"; then
		fail "$2" "$tmp/lines"
	else
		ok "$2"
	fi
}
check_text() { # file
	local name=${1#"$tmp"/}
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 && ok "UTF-8 $name" ||
	    fail "UTF-8 $name"
	$python -c 'import sys, unicodedata
text = open(sys.argv[1], encoding="utf-8", newline="").read()
sys.exit(text != unicodedata.normalize("NFC", text))' "$1" &&
	    ok "normal form $name" || fail "normal form $name"
	if [ "$(grep -c '' "$1")" = "$(grep -c $'\r$' "$1")" ]; then
		ok "line ends $name"
	else
		fail "line ends $name: not every line ends with CR LF"
	fi
	[ -z "$(tail -c 1 "$1" | tr -d '\n')" ] && ok "last line $name" ||
	    fail "last line $name has no end"
	tr -d '\r' <"$1" >"$tmp/unix.txt"
	text_rule "$tmp/unix.txt" "no tabs $name" '\t'
	text_rule "$tmp/unix.txt" "no space at a line's end $name" ' $'
	text_rule "$tmp/unix.txt" "no indentation $name" '^ '
	text_rule "$tmp/unix.txt" "no rows of symbols $name" '([-=*_~#.])\1{3,}'
	text_rule "$tmp/unix.txt" "no controls $name" '[\x00-\x09\x0b-\x1f\x7f]'
	tail -n 1 "$tmp/unix.txt" | grep -q . && ok "end is said $name" ||
	    fail "end is said $name"
}

# ---- audio ---------------------------------------------------------------
check_mp3() { # file
	local name=${1#"$tmp"/}
	ffmpeg -v error -xerror -i "$1" -f null - >"$tmp/ffmpeg" 2>&1 &&
	    [ ! -s "$tmp/ffmpeg" ] && ok "decodes $name" ||
	    fail "decodes $name" "$tmp/ffmpeg"
	if mp3val "$1" 2>&1 | grep -E 'WARNING|ERROR' >"$tmp/mp3val"; then
		fail "mp3val $name" "$tmp/mp3val"
	else
		ok "mp3val $name"
	fi
}
check_whole() { # file: loudness, peak, chapters
	local name=${1#"$tmp"/}
	# LEV-01: mono, measured as one channel.
	ffmpeg -hide_banner -nostats -i "$1" \
	    -af loudnorm=print_format=json -f null - 2>&1 |
	    sed -n '/^{/,/^}/p' >"$tmp/mono"
	jq -e '(.input_i | tonumber) as $i | $i >= -19.5 and $i <= -18.5' \
	    "$tmp/mono" >/dev/null && ok "loudness $name" ||
	    fail "loudness $name: $(jq -r .input_i "$tmp/mono") LUFS"
	jq -e '(.input_tp | tonumber) <= -3' "$tmp/mono" >/dev/null &&
	    ok "true peak $name" ||
	    fail "true peak $name: $(jq -r .input_tp "$tmp/mono") dBTP"
	ffprobe -v error -show_chapters -show_format -of json "$1" >"$tmp/probe"
	jq -e '.chapters | length > 1' "$tmp/probe" >/dev/null &&
	    ok "chapters $name" || fail "chapters $name"
	jq -e '[.chapters[] | [(.start_time, .end_time | tonumber)]] as $c |
	    [range(1; $c | length) | $c[.][0] - $c[. - 1][1] | fabs] |
	    all(. < 0.002)' "$tmp/probe" >/dev/null &&
	    ok "chapters follow one another $name" ||
	    fail "chapters follow one another $name"
	jq -e '((.chapters[-1].end_time | tonumber) -
	    (.format.duration | tonumber)) | fabs < 0.1' \
	    "$tmp/probe" >/dev/null && ok "the last chapter ends $name" ||
	    fail "the last chapter ends $name: $(jq -c \
		'[.chapters[-1].end_time, .format.duration]' "$tmp/probe")"
	jq -e '.chapters | all(.tags.title != null and .tags.title != "")' \
	    "$tmp/probe" >/dev/null && ok "chapters have names $name" ||
	    fail "chapters have names $name"
	jq -e '.format.tags.title != null' "$tmp/probe" >/dev/null &&
	    ok "title tag $name" || fail "title tag $name"
}

check_manifest() { # folder: it lists every file with its right sum
	local name=${1#"$tmp"/} listed
	jq -e . "$1/manifest.json" >/dev/null 2>&1 || {
		fail "manifest $name is not JSON"
		return
	}
	listed=$(jq -r '.files[].path' "$1/manifest.json" | sort)
	if [ "$listed" = "$(cd "$1" && find . -type f ! -name manifest.json |
	    sed 's|^\./||' | sort)" ]; then
		ok "manifest $name lists every file"
	else
		fail "manifest $name does not list the files that are there"
	fi
	if jq -r '.files[] | "\(.sha256)  \(.path)"' "$1/manifest.json" |
	    (cd "$1" && sha256sum --quiet -c) >/dev/null 2>&1; then
		ok "manifest $name has the right sums"
	else
		fail "manifest $name has wrong sums"
	fi
}

pdfs=()
newer=()
for source in $(sources); do
	id=$(basename "$(dirname "$source")")
	build "$tmp/ua1" "$source" || continue
	# An edition is there if the publication has the words for it.
	editions=large-print
	if [ -e "$tmp/ua1/$id/$id-easy-read.pdf" ]; then
		editions=easy-read,large-print
		check_pdf "$tmp/ua1/$id/$id-easy-read.pdf" 16
	fi
	build "$tmp/ua2" "$source" --only $editions --set pdf=ua-2
	for size in 24 28; do
		build "$tmp/$size" "$source" --only large-print \
		    --set "size=${size}pt"
		check_pdf "$tmp/$size/$id/$id-large-print.pdf" $size
		mv "$tmp/$size/$id/$id-large-print.pdf" "$tmp/$id-$size.pdf"
		pdfs+=("$tmp/$id-$size.pdf")
	done
	check_pdf "$tmp/ua1/$id/$id-large-print.pdf" 18
	pdfs+=("$tmp/ua1/$id"/*.pdf)
	for file in "$tmp/ua2/$id"/*.pdf; do
		mv "$file" "${file%.pdf}-ua2.pdf"
		newer+=("${file%.pdf}-ua2.pdf")
	done
	check_text "$tmp/ua1/$id/$id.txt"
	for file in "$tmp/ua1/$id"/*.mp3 "$tmp/ua1/$id"/*/*.mp3; do
		check_mp3 "$file"
	done
	check_whole "$tmp/ua1/$id/$id.mp3"
	check_manifest "$tmp/ua1/$id"
done
# A face with CFF outlines is embedded in another way than TrueType.
build "$tmp/cff" tests/publications/kitchen-sink/publication.xml \
    --only easy-read,large-print --set "font=Nimbus Sans"
for edition in easy-read:16 large-print:18; do
	file=$tmp/cff/kitchen-sink/kitchen-sink-${edition%:*}.pdf
	check_pdf "$file" "${edition#*:}"
	pdffonts "$file" | grep -q 'NimbusSans-Bold.*CID Type 0C' &&
	    ok "CFF ${edition%:*}" || fail "CFF ${edition%:*}"
	pdfs+=("$file")
done
verapdf ua1 "${pdfs[@]}"
verapdf 2a "${pdfs[@]}"
verapdf ua2 "${newer[@]}"
verapdf 4 "${newer[@]}"
exit $failed
