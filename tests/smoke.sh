#!/bin/bash
# Whole builds under a checker (sanitizers, valgrind): every command, every
# edition of the publication that uses every construct.
source "$(dirname "$0")/lib.sh"
export XDG_CACHE_HOME=$tmp/cache
sink=tests/publications/kitchen-sink/publication.xml

try() { # wanted status, arguments...
	local wanted=$1 status
	shift
	timeout 900 "$everyread" "$@" >"$tmp/said" 2>&1 </dev/null
	status=$?
	if [ $status -eq "$wanted" ] &&
	    ! grep -qE '^==[0-9]+==|runtime error|Sanitizer' "$tmp/said"; then
		ok "everyread ${*//"$tmp"\//}"
	else
		fail "everyread ${*//"$tmp"\//}: status $status" "$tmp/said"
	fi
}

for edition in easy-read large-print plain-text audio web download e-book; do
	try 0 build $sink -o "$tmp/out" --only $edition
done
try 0 build $sink -o "$tmp/out"
try 0 build $sink -o "$tmp/out" --only easy-read --set pdf=ua-2
try 0 build $sink -o "$tmp/out" --only large-print --set size=28pt
try 0 build $sink -o "$tmp/out" --only web,audio --set web-audio=inside
try 0 check $sink
try 0 check --figures $sink
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
