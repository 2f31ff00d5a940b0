# What the families of tests share; sourced by each tests/*.sh family.
# Sets: everyread (the program, an absolute path), tmp (a folder of its own,
# removed at the end), failed. The present folder is the top of the tree.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
everyread=${EVERYREAD:-$PWD/everyread}
case $everyread in
/*) ;;
*) everyread=$PWD/$everyread ;;
esac
tmp=${TESTS_TMP:-build/tests/tmp}/$(basename "$0" .sh).$$
mkdir -p "$tmp" || exit 1
tmp=$(cd "$tmp" && pwd) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0
# The one that Debian's python3-pikepdf belongs to.
python="/usr/bin/python3 -B"

ok() { # name
	echo "ok $*"
}

# What is wrong; details may be in a file.
fail() { # name, [file]
	echo "FAIL $1"
	[ -z "${2:-}" ] || tail -n 12 "$2" | cut -c 1-200 |
	    sed "s|$tmp/||g; s/^/  /"
	failed=1
}

# The outcome of the command before it.
result() { # status, name, [file with details]
	if [ "$1" -eq 0 ]; then
		ok "$2"
	else
		fail "$2" "${3:-}"
	fi
}

# Publications that are built as a whole: the examples, and the one that uses
# every construct.
sources() {
	ls content/*/publication.xml tests/publications/*/publication.xml
}
