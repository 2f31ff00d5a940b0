#!/bin/bash
# The cache never decides a result: after random edits a build with a warm
# cache gives the bytes of a build without one, and does little anew. Nor do
# damaged entries, other builds at the same time, or a cache that is too full.
# usage: warm.sh     (WARM_EDITS=n: so many, not as many as there is time for)
#
# Each edit has a seed, which is printed. SEED=n begins with that one.
source "$(dirname "$0")/lib.sh"
edits=${WARM_EDITS:-1000}
budget=30 # seconds for the edits, if their number is not given
[ -z "${WARM_EDITS:-}" ] || budget=100000
seed=${SEED:-$(((RANDOM << 15 | RANDOM) % 1000000))}
cache=$tmp/cache/everyread
export XDG_CACHE_HOME=$tmp/cache
mkdir -p "$tmp/in"

# Build with the cache into $tmp/warm and without it into $tmp/cold: the same?
compare() { # name, publication
	if ! "$everyread" build "$2" -o "$tmp/warm" -q >"$tmp/said" 2>&1; then
		fail "$1: it does not build" "$tmp/said"
	else
		against "$1" "$2" "$tmp/warm"
	fi
}

against() { # name, publication, folder of the build with a cache
	if ! cmp -s "$2" "$tmp/cold.xml"; then
		rm -rf "$tmp/cold"
		cp "$2" "$tmp/cold.xml"
		"$everyread" build "$2" -o "$tmp/cold" -q --no-cache \
		    >"$tmp/said" 2>&1 ||
		    fail "$1: it does not build without the cache" "$tmp/said"
	fi
	if diff -r "$3" "$tmp/cold" >"$tmp/said" 2>&1; then
		ok "$1"
	else
		fail "$1: the bytes differ" "$tmp/said"
	fi
}

entries() { # kind
	find "$cache/$1" -type f | sort
}

# How many entries of a kind are new since entries() >$tmp/KIND.
new() { # kind
	entries "$1" | comm -13 "$tmp/$1" - | wc -l
}

# ---- random edits -------------------------------------------------------------
for source in content/*/; do
	cp -r "$source" "$tmp/in/"
done
# with two pictures of its own, whose drawings are kept
tests/bench/generate.sh 12 | sed 's/picture="person"/picture="four-areas"/
    s/picture="parent"/picture="alliance-thurrock"/' \
    >"$tmp/in/joint-forward-plan/small.xml"
books=("$tmp/in/joint-forward-plan/small.xml"
    "$tmp/in/joint-forward-plan/publication.xml"
    "$tmp/in/joint-forward-plan/small.xml"
    "$tmp/in/integrated-care-strategy/publication.xml")
for book in "${books[@]}"; do
	"$everyread" build "$book" -o "$tmp/warm" -q >"$tmp/said" 2>&1 ||
	    fail "build $(basename "$book")" "$tmp/said"
	cp "$book" "${book%.xml}-now.xml"
done
start=$SECONDS
n=0
releveled=0
while [ $n -lt "$edits" ] && [ $((SECONDS - start)) -lt $budget ]; do
	book=${books[$((n % ${#books[@]}))]}
	now=${book%.xml}-now.xml
	what=$($python tests/warm.py $seed "$now" "$tmp/edited.xml")
	mv "$tmp/edited.xml" "$now"
	entries speech >"$tmp/speech"
	entries frames >"$tmp/frames"
	rm -rf "$tmp/warm"
	compare "edit $seed, $what" "$now"
	spoken=$(new speech)
	encoded=$(new frames)
	# the sentence, and how long it all lasts; where they stand
	[ "$spoken" -le 3 ] ||
	    fail "edit $seed: $spoken sentences were spoken anew"
	[ "$encoded" -le 5 ] || releveled=$((releveled + 1))
	n=$((n + 1))
	seed=$((seed + 1))
done
[ $((releveled * 4)) -le $((n + 4)) ] &&
    ok "after $n edits all was encoded anew only $releveled times" ||
    fail "after $n edits all was encoded anew $releveled times"

# ---- damaged entries ------------------------------------------------------------
book=$tmp/in/joint-forward-plan/small.xml
RANDOM=$seed
damage() { # way, file
	local size
	size=$(stat -c %s "$2")
	case $1 in
	"cut short") truncate -s $((RANDOM * size / 32768)) "$2" ;;
	"one byte changed")
		local at=$((RANDOM * size / 32768)) byte
		byte=$(od -An -tu1 -j $at -N 1 "$2")
		printf "\\x$(printf %x $((byte ^ 16)))" |
		    dd of="$2" bs=1 seek=$at conv=notrunc status=none
		;;
	"empty") : >"$2" ;;
	"longer") echo x >>"$2" ;;
	"zeros") head -c "$size" /dev/zero >"$2" ;;
	"not to be read") chmod 0 "$2" ;;
	"a folder") rm "$2" && mkdir "$2" ;;
	"a link to nothing") rm "$2" && ln -s nothing "$2" ;;
	"a pipe") rm "$2" && mkfifo "$2" ;;
	"another entry")
		cp "$(find "$(dirname "$2")" -type f ! -name "$(basename "$2")" |
		    sort | head -n 1)" "$2.copy"
		mv "$2.copy" "$2"
		;;
	esac
}
rm -rf "$cache"
"$everyread" build "$book" -o "$tmp/warm" -q >/dev/null 2>&1
mv "$cache" "$tmp/whole"
kinds=$(ls "$tmp/whole")
for kind in speech frames phrases drawings words; do
	[ -n "$(ls "$tmp/whole/$kind" 2>/dev/null)" ] || fail "no $kind are kept"
done
for way in "cut short" "one byte changed" "empty" "longer" "zeros" \
    "not to be read" "a folder" "a link to nothing" "a pipe" \
    "another entry"; do
	rm -rf "$cache"
	cp -a "$tmp/whole" "$cache"
	for kind in $kinds; do
		entries "$kind" >"$tmp/list"
		while read -r file; do
			[ $((RANDOM % 2)) -eq 0 ] || damage "$way" "$file"
		done <"$tmp/list"
	done
	rm -rf "$tmp/warm"
	compare "damaged entries ($seed): $way" "$book"
done

# ---- killed, and at the same time -----------------------------------------------
rm -rf "$cache"
for after in 0.1 0.2 0.3 0.5; do
	setsid "$everyread" build "$book" -o "$tmp/killed" -q >/dev/null 2>&1 &
	pid=$!
	sleep $after
	kill -KILL -- -$pid 2>/dev/null
	wait $pid 2>/dev/null
done
rm -rf "$tmp/warm"
compare "builds were killed" "$book"

rm -rf "$cache" "$tmp/warm"
now=${book%.xml}-now.xml
"$everyread" build "$book" -o "$tmp/one" -q >"$tmp/said" 2>&1 &
"$everyread" build "$now" -o "$tmp/two" -q >"$tmp/said" 2>&1 &
"$everyread" build "$book" -o "$tmp/three" -q >"$tmp/said" 2>&1
wait
against "three builds at the same time: one" "$book" "$tmp/one"
against "three builds at the same time: another" "$now" "$tmp/two"
against "three builds at the same time: the same" "$book" "$tmp/three"

# ---- too full, and of another version ---------------------------------------------
for kind in speech frames; do
	truncate -s 600M "$cache/$kind/$(printf %064d 1)"
	touch -d '2020-01-01' "$cache/$kind/$(printf %064d 1)"
	echo old >"$cache/$kind/$(printf %064d 2)"
	echo half >"$cache/$kind/.new-AbCdEf"
done
entries speech >"$tmp/speech"
# Who speaks little does not always look: let there be much to say again.
find "$cache/speech" -type f -name '*[a-f]*' -size -600M ! -name '.*' |
    sort | head -n 20 | xargs rm
rm -rf "$tmp/warm"
compare "a cache that is too full" "$now"
kept=$(du -sm --apparent-size "$cache" | cut -f 1)
[ "$kept" -le 768 ] && [ ! -e "$cache/speech/$(printf %064d 1)" ] &&
    [ "$(new speech)" -eq 0 ] &&
    ok "the oldest entries go, the others stay" ||
    fail "the cache has $kept MB, and $(new speech) new sentences"
exit $failed
