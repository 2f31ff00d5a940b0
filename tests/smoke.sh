#!/bin/bash
# Whole builds under a checker (sanitizers, valgrind): every command, every
# edition of the publication that uses every construct.
set -u
cd "$(dirname "$0")/.." || exit 1
everyread=${EVERYREAD:-$PWD/everyread}
tmp=${TESTS_TMP:-build/tests/tmp}/smoke.$$
mkdir -p "$tmp"
tmp=$(cd "$tmp" && pwd)
trap 'rm -rf "$tmp"' EXIT
export XDG_CACHE_HOME=$tmp/cache
sink=tests/publications/kitchen-sink/publication.xml
failed=0

try() { # wanted status, arguments...
	local wanted=$1 status
	shift
	timeout 900 "$everyread" "$@" >"$tmp/said" 2>&1 </dev/null
	status=$?
	if [ $status -eq "$wanted" ] &&
	    ! grep -qE '^==[0-9]+==|runtime error|Sanitizer' "$tmp/said"; then
		echo "ok everyread $*" | sed "s|$tmp/||g"
	else
		echo "FAIL everyread $*: status $status" | sed "s|$tmp/||g"
		grep -vE '^$' "$tmp/said" | tail -n 25 | cut -c 1-160 |
		    sed 's/^/  /'
		failed=1
	fi
}

for edition in easy-read large-print plain-text audio; do
	try 0 build $sink -o "$tmp/out" --only $edition
done
try 0 build $sink -o "$tmp/out"
try 0 build $sink -o "$tmp/out" --only easy-read --set pdf=ua-2
try 0 build $sink -o "$tmp/out" --only large-print --set size=28pt
try 0 check $sink
try 0 say "Call 01268 594350 before 2023–2028. It costs £1.2m, or 3.5% more."
try 0 pictures doctor
try 0 pictures doctor --sheet "$tmp/sheet.pdf"
for what in tree sentences document boxes; do
	case $what in
	tree) try 0 dump --tree $sink ;;
	*) try 0 dump --$what easy-read $sink ;;
	esac
done
try 0 --help
try 0 build --help
try 0 --version
try 2 build
if [ "${FAMILY:-}" != build-valgrind ]; then
	for source in content/*/publication.xml; do
		try 0 build "$source" -o "$tmp/out"
		try 0 check "$source"
	done
fi
exit $failed
