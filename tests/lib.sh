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

# The sentences of a finished file are those of the edition.
compare_parity() { # publication file, edition, kind, finished file
	"$everyread" dump --sentences "$2" "$1" |
	    $python tests/parity.py "$3" "$4" >"$tmp/said" 2>&1 || {
		failed=1
		grep -q '^FAIL' "$tmp/said" || fail "parity of $4" "$tmp/said"
	}
	grep -A 3 '^ok\|^FAIL' "$tmp/said" | sed "s|$tmp/||"
}

# The same of all finished files of a publication.
parity_of() { # publication file, folder of its files, leeway for pictures...
	local id=${2##*/} file
	compare_parity "$1" large-print pdf "$2/$id-large-print.pdf"
	compare_parity "$1" plain-text text "$2/$id.txt"
	compare_parity "$1" audio audio "$2/$id-audio/timing.json"
	compare_parity "$1" web html "$2/$id.html"
	compare_parity "$1" e-book epub "$2/$id.epub"
	case " ${*:3} " in
	*" silent-book "*) ;; # its template wants no sound in it
	*) compare_parity "$1" e-book overlay "$2/$id.epub" ;;
	esac
	# An edition is there if the publication has the words for it.
	[ -e "$2/$id-easy-read.pdf" ] || return 0
	compare_parity "$1" easy-read pdf "$2/$id-easy-read.pdf"
	for file in "$2/$id.html" "$2/$id.epub"; do
		$python tests/parity.py alts "$2/$id-easy-read.pdf" "$file" \
		    "${@:3}" >"$tmp/said" 2>&1 || failed=1
		sed "s|$tmp/||" "$tmp/said"
	done
}

# What veraPDF says; one run for all files.
verapdf() { # flavour, files...
	local flavour=$1 file
	shift
	[ $# -gt 0 ] || return 0
	java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
	    -jar tests/validators/build/cli-*.jar \
	    -f "$flavour" --format text -v "$@" >"$tmp/verapdf" 2>&1
	for file in "$@"; do
		if grep -q "^PASS .*${file##*/} " "$tmp/verapdf"; then
			ok "veraPDF $flavour ${file#"$tmp"/}"
		else
			fail "veraPDF $flavour ${file#"$tmp"/}"
			grep -A 8 "${file##*/}" "$tmp/verapdf" | head -n 9 |
			    sed 's/^/  /'
		fi
	done
}
