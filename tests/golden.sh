#!/bin/bash
# Golden tests: what the program prints for small inputs, byte for byte.
# usage: golden.sh [TOPIC/CASE...]     compare; all cases without a name
#        golden.sh --accept TOPIC/CASE...  show the difference and take it
#        golden.sh --every N             each N-th case: for slow programs
#
# tests/golden/TOPIC/CASE/ holds in.xml, why.txt (one line: what this case is
# for), what in.xml uses (review.xml, files/, pictures/, templates/) and one or
# more of
#     out.check             everyread check in.xml, and its exit status
#     out.figures           everyread check --figures in.xml
#     out.build             everyread build in.xml, and its exit status
#     out.tree              everyread dump --tree in.xml
#     out.EDITION.document  everyread dump --document EDITION in.xml
#     out.EDITION.boxes     everyread dump --boxes EDITION in.xml
#     out.txt               the plain text edition
#     out.html              the text of the web page; pictures shortened
# The program runs inside the folder of the case. Other files are a mistake.
source "$(dirname "$0")/lib.sh"
accept=no
# the day that waivers are held against
export SOURCE_DATE_EPOCH=1774915200 # 31 March 2026
if [ "${1:-}" = --accept ]; then
	accept=yes
	shift
	if [ $# -eq 0 ]; then
		echo "Name the cases to take: make accept CASE=topic/case"
		exit 2
	fi
fi

every=1
if [ "${1:-}" = --every ]; then
	every=$2
	shift 2
fi

# One output of the case in the present folder. Standard error counts too.
produce() { # file name → its bytes on standard output
	local edition
	edition=${1#out.}
	edition=${edition%.*}
	case $1 in
	out.check)
		timeout 120 "$everyread" check in.xml 2>&1
		echo "exit status $?"
		;;
	out.figures) timeout 120 "$everyread" check --figures in.xml 2>&1 ;;
	out.build)
		timeout 120 "$everyread" build in.xml -o "$tmp/out" \
		    --only easy-read 2>&1 |
		    sed -E "s|$tmp/out|OUTPUT|g; s/\([0-9.]+ [KM]B/(SIZE/"
		echo "exit status ${PIPESTATUS[0]}"
		rm -rf "$tmp/out"
		;;
	out.tree) timeout 120 "$everyread" dump --tree in.xml 2>&1 ;;
	out.*.document)
		timeout 120 "$everyread" dump --document "$edition" in.xml 2>&1
		;;
	out.*.boxes)
		timeout 120 "$everyread" dump --boxes "$edition" in.xml 2>&1
		;;
	out.txt)
		timeout 120 "$everyread" build in.xml -o "$tmp/out" \
		    --only plain-text >"$tmp/log" 2>&1 || cat "$tmp/log"
		cat "$tmp"/out/*/*.txt 2>/dev/null
		rm -rf "$tmp/out"
		;;
	out.html)
		timeout 120 "$everyread" build in.xml -o "$tmp/out" \
		    --only web >"$tmp/log" 2>&1 || cat "$tmp/log"
		sed -n '/^<title/p;/^<meta/p;/^<style>/p;/<body/,$p' \
		    "$tmp"/out/*/*.html 2>/dev/null |
		    sed 's/^\(<style>:root{--size[^;]*;--font:[^;]*;\).*/\1…/
		    s/sha256-[^&]*/sha256-…/g; /<section class="look"/,/^<.section>/d
		    s/src="data:\([^,]*\),[^"]*"/src="data:\1,…"/g'
		rm -rf "$tmp/out"
		;;
	*) return 2 ;;
	esac
}

run_case() {
	local case=$1 file outs=0
	cd "tests/golden/$case" || return
	for file in *; do
		case $file in
		in.xml | review.xml | files | pictures | templates) ;;
		why.txt)
			[ "$(wc -l <why.txt)" -eq 1 ] ||
			    fail "$case: why.txt is not one line"
			;;
		out.check | out.figures | out.build | out.tree | out.txt | out.html | \
		    out.*.document | out.*.boxes)
			outs=$((outs + 1))
			produce "$file" >"$tmp/got"
			if cmp -s "$file" "$tmp/got"; then
				echo "ok $case/$file"
			elif [ $accept = yes ]; then
				diff -u "$file" "$tmp/got"
				cp "$tmp/got" "$file"
			else
				diff -u "$file" "$tmp/got" >"$tmp/diff"
				fail "$case/$file" "$tmp/diff"
			fi
			;;
		*) fail "$case/$file: nobody knows this file" ;;
		esac
	done
	[ -f why.txt ] || fail "$case: why.txt is missing"
	[ -f in.xml ] || fail "$case: in.xml is missing"
	[ $outs -gt 0 ] || fail "$case: no out.* file"
	cd - >/dev/null || exit 1
}

if [ $# -gt 0 ]; then
	cases=("$@")
else
	cases=()
	for folder in tests/golden/*/*/; do
		folder=${folder#tests/golden/}
		cases+=("${folder%/}")
	done
	if [ "$every" -gt 1 ]; then
		for i in "${!cases[@]}"; do
			[ $((i % every)) -eq 0 ] || unset "cases[$i]"
		done
	fi
	stray=$(find tests/golden -maxdepth 2 -type f ! -name UNSEEN)
	[ -z "$stray" ] || fail "files that belong to no case: $stray"
fi
for case in "${cases[@]}"; do
	if [ -d "tests/golden/$case" ]; then
		run_case "$case"
	else
		fail "$case: there is no such case"
	fi
done
exit $failed
