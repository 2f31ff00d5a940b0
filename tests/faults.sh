#!/bin/bash
# Whatever fails, the publication stays whole: it is the old one or the new
# one, never a mixture; the exit status tells the truth; what a killed build
# leaves is removed by the next one.
# usage: faults.sh [MOMENTS]     how many builds are stopped at random moments
#
# FAULT_SEED=n gives other moments, FAULT_DEEP=n makes n times as many calls
# fail. tests/deep.sh has what authors do wrong.
# shellcheck disable=SC2015
source "$(dirname "$0")/lib.sh"
moments=${1:-${FAULT_MOMENTS:-12}}
deep=${FAULT_DEEP:-1}
RANDOM=${FAULT_SEED:-17}
export XDG_CACHE_HOME=$tmp/cache TMPDIR=$tmp/tmp
mkdir -p "$TMPDIR" "$tmp/in/files"
out=$tmp/out
shim=$tmp/shim.so
if ! ${CC:-cc} -O1 -D_GNU_SOURCE -shared -fPIC -o "$shim" \
    tests/faults/shim.c -ldl 2>"$tmp/said"; then
	fail "the shim does not compile" "$tmp/said"
	exit 1
fi

publication() { # title → a small publication with what every step needs
	cat <<-END
	<publication xmlns="urn:everyread:1" id="plan" xml:lang="en-GB">
	<about><title>$1</title><cover picture="plan"/></about>
	<words><word id="gp"><term>GP</term><meaning>A doctor.</meaning></word></words>
	<section><heading>How we help</heading>
	<item picture="doctor">You can see a <hard>GP</hard>.</item>
	<item picture="files/photo.jpg" alt="A blue disc">We help you.</item>
	</section></publication>
	END
}
cp tests/publications/kitchen-sink/files/photo.jpg "$tmp/in/files/"
publication "The old plan" >"$tmp/in/old.xml"
publication "The new plan" >"$tmp/in/new.xml"

print_of() { # folder: all names and bytes, hidden ones too
	(cd "$1" 2>/dev/null && find . | LC_ALL=C sort &&
	    find . -type f | LC_ALL=C sort | xargs -r -d '\n' sha256sum) |
	    sha256sum
}
build() { # publication, folder, options...
	local source=$1 folder=$2
	shift 2
	timeout -k 5 60 "$everyread" build "$tmp/in/$source.xml" -o "$folder" \
	    -q "$@" >"$tmp/said" 2>&1 </dev/null
}
build old "$tmp/old" && build new "$tmp/new" && ok "two publications" || {
	fail "two publications" "$tmp/said"
	exit 1
}
old=$(print_of "$tmp/old/plan")
new=$(print_of "$tmp/new/plan")
[ "$old" != "$new" ] && ok "they differ" || fail "they differ"

restore() {
	rm -rf "$out"
	cp -a "$tmp/old" "$out"
}
litter() {
	find "$out" -mindepth 1 -maxdepth 1 ! -name plan ! -name index.html
}

# The status is one that docs/ names, and there are words for it; who is
# killed says nothing.
is_honest() { # status
	case $1 in
	0 | 130 | 137) return 0 ;;
	1 | 3) [ -s "$tmp/said" ] ;;
	*) return 1 ;;
	esac
}

# What must hold after the new publication was built over the old one and
# something happened. A build that is killed, or has no memory left, may leave
# its stage to the next one.
judge() { # name, status, [may leave]
	local name=$1 status=$2 is left
	is=$(print_of "$out/plan")
	left=$(litter)
	if [ "$is" != "$old" ] && [ "$is" != "$new" ]; then
		fail "$name: the publication is neither old nor new" "$tmp/said"
	elif [ "$status" -eq 0 ] && [ "$is" != "$new" ]; then
		fail "$name: it says 0 and nothing is new" "$tmp/said"
	elif ! is_honest "$status"; then
		fail "$name: status $status" "$tmp/said"
	elif [ -n "$left" ] && [ "$status" -ne 137 ] && [ -z "${3:-}" ]; then
		fail "$name: status $status, and it leaves ${left##*/}"
	elif [ -n "$left" ] && ! build new "$out"; then
		fail "$name: the next build fails" "$tmp/said"
	elif [ -n "$(litter)" ]; then
		fail "$name: the next build leaves $(litter)"
	else
		ok "$name"
	fi
	[ "$is" = "$old" ] && [ -z "$left" ] || restore
}

# ---- the n-th call fails ---------------------------------------------------
run_with() { # call, n, error, [more]
	head -c 8 /dev/zero >"$tmp/counter"
	env LD_PRELOAD="$shim" FAULT_COUNTER="$tmp/counter" FAULT_CALL="$1" \
	    FAULT_AT="$2" FAULT_ERROR="$3" ${4:+FAULT_MORE=1} \
	    timeout -k 5 60 "$everyread" build "$tmp/in/new.xml" -o "$out" -q \
	    --jobs 1 >"$tmp/said" 2>&1 </dev/null
}
count_calls() { # call; sets n
	restore
	run_with "$1" 0 EIO
	n=$(od -A n -t u8 "$tmp/counter" | tr -d ' ')
	[ "$n" -gt 0 ] && ok "$n calls of $1" || fail "no calls of $1"
	restore
}
# Of n calls, at most so many, spread over all, the first and last included.
some_of() { # n, most
	awk -v n="$1" -v m="$2" 'BEGIN {
		if (m > n) m = n
		for (i = 0; i < m; i++)
			print m == 1 ? 1 : 1 + int(i * (n - 1) / (m - 1) + 0.5)
	}'
}
fail_calls() { # call, how many at most, errors...
	local call=$1 most=$(($2 * deep)) n at error leaves
	shift 2
	count_calls "$call"
	for error in "$@"; do
		[ "$call" = malloc ] && leaves=yes || leaves=
		for at in $(some_of "$n" "$most"); do
			run_with "$call" "$at" "$error"
			judge "$call $at of $n: $error" $? $leaves
		done
	done
}
fail_calls fsync 3 EIO ENOSPC EACCES EINTR KILL
fail_calls rename 3 EIO ENOSPC EACCES EINTR KILL
fail_calls mkdir 3 EACCES EROFS ENOSPC
fail_calls write 6 ENOSPC EIO EACCES KILL INT
fail_calls open 6 EACCES EIO ENOSPC EINTR KILL
fail_calls malloc 40 ENOMEM

# Not an error: the call is made again.
count_calls write
for at in $(some_of "$n" 5); do
	run_with write "$at" EINTR
	status=$?
	[ $status -eq 0 ] && judge "write $at of $n: EINTR" $status ||
	    fail "write $at of $n: EINTR is an error" "$tmp/said"
done
# A disk that is full from some moment on. The last thing a build does is to
# say what it made: that may go nowhere.
for at in $(some_of "$n" 6); do
	run_with write "$at" ENOSPC more
	judge "full from write $at of $n on" $?
done

# ---- random moments ----------------------------------------------------------
restore
start=$(date +%s%N)
build new "$out"
took=$((($(date +%s%N) - start) / 1000000))
restore
is_at_work() {
	pgrep -f "build $tmp/in/new.xml" >/dev/null
}
for ((i = 1; i <= moments; i++)); do
	signal=$([ $((i % 2)) -eq 0 ] && echo KILL || echo INT)
	ms=$((RANDOM % (took + took / 4)))
	setsid "$everyread" build "$tmp/in/new.xml" -o "$out" -q \
	    >"$tmp/said" 2>&1 </dev/null &
	pid=$!
	sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
	kill -$signal $pid 2>/dev/null
	wait $pid 2>/dev/null
	status=$?
	# Its workers end with it, a moment later.
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		is_at_work || break
		sleep 0.1
	done
	is_at_work && fail "$signal after $ms ms: workers go on"
	judge "$signal after $ms ms (moment $i)" $status
done

# ---- the world around it ---------------------------------------------------------
restore
env LD_PRELOAD="$shim" FAULT_CLOCK=1 "$everyread" build "$tmp/in/new.xml" \
    -o "$out" -q >"$tmp/said" 2>&1
status=$?
[ "$(print_of "$out/plan")" = "$new" ]
result $? "the clock goes back: the same bytes" "$tmp/said"
judge "the clock goes back" $status

# Whoever removes the output folder may do so while the new publication is on
# its way into it. What says 0 was whole when it was there; half a folder may
# look as if somebody else's files were in it (2).
for part in 2 6 10 12 13 14 15; do
	restore
	"$everyread" build "$tmp/in/new.xml" -o "$out" -q >"$tmp/said" 2>&1 &
	pid=$!
	ms=$((took * part / 16))
	sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
	rm -rf "$out" 2>/dev/null
	wait $pid
	status=$?
	if [ $status -eq 0 ] && [ "$(print_of "$out/plan")" = "$new" ] ||
	    { [ $status -eq 2 ] && grep -q 'FILE-05' "$tmp/said"; } ||
	    { [ $status -eq 3 ] && [ -s "$tmp/said" ]; } ||
	    { [ $status -eq 0 ] && [ ! -e "$out/plan" ]; }; then
		ok "the output folder goes at $part/16 of the build: $status"
	else
		fail "the output folder goes at $part/16: $status" "$tmp/said"
	fi
done
restore
for part in 1 2 4; do
	cp -R "$tmp/in" "$tmp/going"
	"$everyread" build "$tmp/going/new.xml" -o "$out" -q \
	    >"$tmp/said" 2>&1 &
	pid=$!
	ms=$((took * part / 8))
	sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
	rm -rf "$tmp/going"
	wait $pid
	judge "the publication goes at $part/8 of its build" $?
done

# Two builds of one publication: one of them may say that the other is busy.
restore
for i in 1 2 3; do
	"$everyread" build "$tmp/in/new.xml" -o "$out" -q \
	    >"$tmp/said.2" 2>&1 </dev/null &
	pid=$!
	build new "$out"
	one=$?
	wait $pid
	two=$?
	[ $one -eq 0 ] || [ $two -eq 0 ]
	result $? "two builds at once ($i): $one and $two" "$tmp/said"
	judge "two builds at once ($i)" $((one < two ? one : two))
done

# Disks. Without the right to mount one, a folder of a user who may not write
# stands for the read-only disk, and for the full one the shim above.
locked_build() { # name
	"$everyread" build "$tmp/in/new.xml" -o "$tmp/locked" -q \
	    >"$tmp/said" 2>&1
	status=$?
	[ $status -eq 3 ] && [ -s "$tmp/said" ] &&
	    [ "$(print_of "$tmp/locked/plan")" = "$old" ]
	result $? "$1: status $status" "$tmp/said"
}
restore
mkdir "$tmp/locked"
if mount -t tmpfs -o size=16m none "$tmp/locked" 2>"$tmp/said"; then
	cp -a "$out/." "$tmp/locked/"
	# All but so much is taken.
	for left in 0 4 64 300; do
		rm -f "$tmp/locked/.filled"
		free=$(df -k --output=avail "$tmp/locked" | tail -n 1)
		head -c $(((free - left) * 1024)) /dev/zero \
		    >"$tmp/locked/.filled"
		locked_build "a disk with $left KB left"
	done
	rm -f "$tmp/locked/.filled"
	[ "$(ls -A "$tmp/locked")" = "$(ls -A "$out")" ]
	result $? "a full disk: nothing is left behind" "$tmp/said"
	for _ in 1 2 3 4 5; do # while a file is being closed it cannot be
		mount -o remount,ro "$tmp/locked" 2>"$tmp/said" && break
		sleep 0.2
	done
	locked_build "a read-only disk"
	umount "$tmp/locked"
elif [ "$(id -u)" -ne 0 ]; then
	cp -a "$out/." "$tmp/locked/"
	chmod -R a-w "$tmp/locked"
	locked_build "a read-only folder"
	chmod -R u+w "$tmp/locked"
else
	fail "a disk cannot be mounted here" "$tmp/said"
fi

# Entries of a cache under each other's names, and what this version has not.
build new "$tmp/again"
mapfile -t kept < <(find "$XDG_CACHE_HOME" -type f | LC_ALL=C sort)
[ ${#kept[@]} -gt 3 ]
result $? "${#kept[@]} entries are kept"
cp "${kept[0]}" "$tmp/first"
for ((i = 0; i + 1 < ${#kept[@]}; i++)); do
	cp "${kept[i + 1]}" "${kept[i]}"
done
cp "$tmp/first" "${kept[-1]}"
mkdir -p "$XDG_CACHE_HOME/everyread/speech/of-another-version"
# One is empty, one is cut, one has other bytes in the middle.
: >"${kept[0]}"
truncate -s $(($(stat -c %s "${kept[1]}") / 2)) "${kept[1]}"
printf 'other bytes' |
    dd of="${kept[2]}" bs=1 seek=100 conv=notrunc status=none
build new "$out"
status=$?
[ "$(print_of "$out/plan")" = "$new" ]
result $? "a cache of another version: the same bytes" "$tmp/said"
judge "a cache of another version" $status

left=$(find "$TMPDIR" -mindepth 1)
[ -z "$left" ]
result $? "no temporary files are left $left"
exit $failed
