#!/bin/bash
# Random publications: every format is built, valid, and has the same words.
# usage: random.sh [N [FIRST]]       publications FIRST to FIRST + N - 1
#        random.sh --judge FOLDER    the publication in a folder
#
# Publication 17 is always the same one: tests/random/generate.py makes it.
# What fails is made small by tests/random/shrink.py and stays in
# build/random/.
source "$(dirname "$0")/lib.sh"
export XDG_CACHE_HOME=$tmp/cache
older=()
newer=()
pages=()
books=()

# Build all formats and compare their words; what is valid is asked of all
# publications at once.
build_and_compare() { # folder of the publication
	local source=$1/publication.xml name=${1##*/} out id leeway=none
	if ! "$everyread" build "$source" -o "$tmp/out/$name" \
	    >"$tmp/log" 2>&1; then
		grep -A 1 'error\|failure' "$tmp/log" | head -n 8 >"$tmp/said"
		fail "build $name" "$tmp/said"
		return
	fi
	ok "build $name"
	out=$(echo "$tmp/out/$name"/*/)
	out=${out%/}
	id=${out##*/}
	# The cover's picture can be left out, if the author is told.
	! grep -q 'ERL-19b' "$tmp/log" || leeway+=" cover"
	! grep -qs 'id="book-audio" value="no"' "$1"/templates/*.xml ||
	    leeway+=" silent-book"
	# shellcheck disable=SC2086 # a list of words
	parity_of "$source" "$out" $leeway
	for file in "$out"/*.pdf; do
		qpdf --check "$file" >"$tmp/qpdf" 2>&1
		result $? "qpdf ${file##*/}" "$tmp/qpdf"
		if pdfinfo "$file" | grep -q '^PDF version: *2'; then
			newer+=("$file")
		else
			older+=("$file")
		fi
	done
	# What web teams paste is no page of its own.
	mapfile -t -O ${#pages[@]} pages < <(find "$out" -maxdepth 1 \
	    -name '*.html' ! -name download-fragment.html | sort)
	books+=("$out/$id.epub")
}

check_books() {
	local book
	java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
	    -cp tests/validators/build/epubcheck/epubcheck.jar \
	    tests/random/Books.java "${books[@]}" >"$tmp/said" 2>&1 ||
	    fail "EPUBCheck" "$tmp/said"
	for book in "${books[@]}"; do
		[ "$(cat "$book.status")" = 0 ]
		result $? "EPUBCheck ${book##*/}" "$book.said"
	done
}

check_pages() {
	local page vnu=tests/validators/node_modules/vnu-jar/build/dist/vnu.jar
	java -Xss8m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar $vnu --Werror \
	    --filterpattern '.*Content Security Policy.*' "${pages[@]}" \
	    >"$tmp/nu" 2>&1
	for page in "${pages[@]}"; do
		! grep -F "$page" "$tmp/nu" >"$tmp/said"
		result $? "Nu ${page#"$tmp/out/"}" "$tmp/said"
	done
	node tests/random/pages.mjs "${pages[@]}" >"$tmp/said" 2>&1 || failed=1
	sed "s|$tmp/out/||" "$tmp/said"
	[ "$(grep -c '^ok\|^FAIL' "$tmp/said")" -ge ${#pages[@]} ] ||
	    fail "the browser has not seen all pages" "$tmp/said"
}

judge() { # folders of publications
	local folder
	for folder in "$@"; do
		build_and_compare "$folder"
	done
	if [ ${#pages[@]} -gt 0 ]; then
		verapdf ua1 "${older[@]}"
		verapdf 2a "${older[@]}"
		verapdf ua2 "${newer[@]}"
		verapdf 4 "${newer[@]}"
		check_books
		check_pages
	fi
}

if [ "${1:-}" = --judge ]; then
	judge "$2"
	exit $failed
fi
n=${1:-${RANDOM_PUBLICATIONS:-10}}
first=${2:-1}
folders=()
for ((seed = first; seed < first + n; seed++)); do
	$python tests/random/generate.py $seed "$tmp/random-$seed" ||
	    fail "generate $seed"
	folders+=("$tmp/random-$seed")
done
judge "${folders[@]}" | tee "$tmp/judged"
! grep -q '^FAIL' "$tmp/judged" || failed=1
for folder in "${folders[@]}"; do
	id=${folder##*/}
	if grep '^FAIL' "$tmp/judged" | grep -qw "$id"; then
		rm -rf "build/random/$id"
		mkdir -p build/random
		cp -R "$folder" "build/random/$id"
		echo "  again: tests/random.sh 1 ${id#random-}"
		$python tests/random/shrink.py "build/random/$id" |
		    sed 's/^/  /'
	fi
done
exit $failed
