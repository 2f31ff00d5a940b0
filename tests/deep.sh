#!/bin/bash
# Hostile, huge and unlucky builds: a clear message, the right exit status,
# the old output untouched, no litter, never a crash or a hang.
# usage: deep.sh [--short]     --short leaves out what is slow under valgrind
# shellcheck disable=SC2015,SC2317
source "$(dirname "$0")/lib.sh"
short=${1:-}
work=$tmp
out=$work/out
export XDG_CACHE_HOME=$work/cache TMPDIR=$work/tmp
mkdir -p "$TMPDIR" "$work/in"
limit=120

broken() { # name, what is wrong, [file with details]
	fail "$1: $2" "${3:-}"
}

# All names and bytes below the output folder, hidden ones too.
print_of() {
	(cd "$1" && find . | sort && find . -type f | sort | xargs -r sha256sum) |
	    sha256sum
}

# Every process of this test that is still at work: builds, and the program
# that speaks for them, which has our environment.
workers() {
	local pid
	pgrep -f "everyread build $work"
	for pid in $(pgrep everyread-voice); do
		grep -qzxF "XDG_CACHE_HOME=$XDG_CACHE_HOME" \
		    "/proc/$pid/environ" 2>/dev/null && echo "$pid"
	done
	true
}

# Run the program; its words go to $work/said.
try() {
	timeout -k 5 "$limit" "$everyread" "$@" >"$work/said" 2>&1 </dev/null
	status=$?
}

# expect NAME STATUS PATTERN ARGUMENTS...: ends with that status, says
# something that fits, changes nothing of the old output.
expect() {
	local name=$1 wanted=$2 pattern=$3 before after
	shift 3
	before=$(print_of "$out")
	try "$@"
	after=$(print_of "$out")
	if [ "$status" -ne "$wanted" ]; then
		broken "$name" "exit status $status, not $wanted" "$work/said"
	elif ! grep -Eq -- "$pattern" "$work/said"; then
		broken "$name" "it does not say \"$pattern\"" "$work/said"
	elif [ "$before" != "$after" ]; then
		broken "$name" "the old output has changed"
	else
		ok "$name"
	fi
}

publication() { # body → a whole publication
	cat <<-END
	<?xml version="1.0" encoding="UTF-8"?>
	<publication xmlns="urn:everyread:1" id="small-plan" xml:lang="en-GB">
	<about><title>A small plan</title></about>
	$1
	</publication>
	END
}

section() {
	publication "<section><heading>How we help</heading>$1</section>"
}

item='<item picture="none" reason="A test.">We help you.</item>'

repeat() { # n, text
	awk -v n="$1" -v t="$2" 'BEGIN { while (n--) printf "%s", t }'
}

items() { # n
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "<item picture=" \
	    "\"none\" reason=\"A test.\">This is idea number %d.</item>\n", i }'
}

# ---- an old output to keep ------------------------------------------------
section "$item" >"$work/in/good.xml"
try build "$work/in/good.xml" -o "$out"
if [ "$status" -eq 0 ]; then
	ok "a good publication"
else
	broken "a good publication" "exit status $status" "$work/said"
	mkdir -p "$out"
fi

# ---- every mistake of the golden tests also stops a build ------------------
for case in tests/golden/bad-*/*/; do
	case $case in
	*/bad-xml/* | */bad-meaning/include-*) ;;
	*) [ -z "$short" ] || continue ;;
	esac
	grep -q '^exit status 1$' "$case/out.check" 2>/dev/null || continue
	expect "build ${case#tests/golden/}" 1 . build "${case}in.xml" -o "$out"
done

# ---- hostile XML ----------------------------------------------------------
section "<item>$(repeat 100000 '<strong>')x$(repeat 100000 '</strong>')</item>" \
    >"$work/in/nested.xml"
expect "100,000 nested elements" 1 'nested' build "$work/in/nested.xml" -o "$out"
repeat 100000 '<section>' >"$work/in/open.xml"
expect "100,000 elements that never close" 1 . build "$work/in/open.xml" -o "$out"
{
	echo '<!DOCTYPE publication [<!ENTITY a0 "ha">'
	for i in $(seq 1 30); do
		echo "<!ENTITY a$i \"&a$((i - 1));&a$((i - 1));\">"
	done
	echo ']>'
	section '<item>&a30;</item>' | tail -n +2
} >"$work/in/bomb.xml"
limit=10
[ -z "$short" ] || limit=60
expect "entity bomb" 1 'DOCTYPE' build "$work/in/bomb.xml" -o "$out"
cat >"$work/in/external.xml" <<END
<!DOCTYPE publication [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
$(section '<item>&secret;</item>' | tail -n +2)
END
expect "external entity" 1 'DOCTYPE' build "$work/in/external.xml" -o "$out"
! grep -q root: "$work/said" && ok "external entity is not read" ||
    broken "external entity is not read" "it is"
limit=120
head -c 100000 /dev/zero >"$work/in/zero.xml"
expect "zero bytes" 1 . build "$work/in/zero.xml" -o "$out"
awk 'BEGIN { srand(7); for (i = 0; i < 50000; i++) printf "%c", rand() * 255 }' \
    >"$work/in/noise.xml"
expect "noise" 1 . build "$work/in/noise.xml" -o "$out"
printf '\xff\xfe<\0p\0u\0b\0' >"$work/in/utf16.xml"
expect "UTF-16" 1 'UTF-8' build "$work/in/utf16.xml" -o "$out"
section "<item picture=\"$(repeat 100000 x)\">We help.</item>" \
    >"$work/in/attribute.xml"
expect "an attribute of 100,000 characters" 1 . \
    build "$work/in/attribute.xml" -o "$out"
{
	section "$item"
	repeat 40000000 ' '
} >"$work/in/big.xml"
expect "a file of 40 MB" 1 'larger than' build "$work/in/big.xml" -o "$out"
publication "$(awk 'BEGIN { for (i = 0; i < 3000; i++) print "<wrong>x</wrong>" }')" \
    >"$work/in/wrong.xml"
expect "3,000 mistakes" 1 'wrong' build "$work/in/wrong.xml" -o "$out"
rm -f "$work/in/big.xml"

# ---- files ----------------------------------------------------------------
expect "no such file" 3 'cannot read' build "$work/in/nothing.xml" -o "$out"
expect "a folder for a file" 3 'is a folder' build "$work/in" -o "$out"
echo x >"$work/taken"
expect "a file in place of the output folder" 2 'is there already' \
    build "$work/in/good.xml" -o "$work/taken"
[ "$(cat "$work/taken")" = x ] && ok "that file is as it was" ||
    broken "that file is as it was" "it is not"
expect "output in /proc" 3 'cannot write' build "$work/in/good.xml" -o /proc/x
mkdir -p "$work/in/files"
ln -sf /etc/hostname "$work/in/files/out.png"
section '<item picture="files/out.png" alt="A plan">We help.</item>' \
    >"$work/in/symlink.xml"
expect "a picture that is a link out of the folder" 1 'files/out\.png' \
    build "$work/in/symlink.xml" -o "$out"
ln -sfn /etc "$work/in/files/etc"
section '<item picture="files/etc/hostname.png" alt="A plan">We help.</item>' \
    >"$work/in/symlink.xml"
expect "a picture behind a link out of the folder" 1 'hostname' \
    build "$work/in/symlink.xml" -o "$out"
mkfifo "$work/in/files/pipe.png"
section '<item picture="files/pipe.png" alt="A plan">We help.</item>' \
    >"$work/in/pipe.xml"
limit=10
[ -z "$short" ] || limit=60
expect "a picture that is a pipe" 1 'pipe\.png' build "$work/in/pipe.xml" -o "$out"
limit=120

# ---- pictures -------------------------------------------------------------
# A PNG that says it has 100,000 x 100,000 pixels, and cut or changed files.
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x06\0\0\0' \
    >"$work/in/files/huge.png"
printf '\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01' >"$work/in/files/cut.jpg"
printf '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g>' \
    >"$work/in/files/cut.svg"
printf '<!DOCTYPE svg [<!ENTITY a "%s">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="file:///etc/passwd" width="9" height="9"/><text>&a;</text></svg>' \
    "$(repeat 1000 ha)" >"$work/in/files/evil.svg"
: >"$work/in/files/empty.png"
for picture in huge.png cut.jpg cut.svg empty.png; do
	section "<item picture=\"files/$picture\" alt=\"A plan\">We help.</item>" \
	    >"$work/in/picture.xml"
	expect "damaged picture $picture" 1 "$picture" \
	    build "$work/in/picture.xml" -o "$out"
done
section '<item picture="files/evil.svg" alt="A plan">We help.</item>' \
    >"$work/in/picture.xml"
try build "$work/in/picture.xml" -o "$work/evil"
[ "$status" -le 1 ] && ok "an SVG with entities and outside files" ||
    broken "an SVG with entities and outside files" "status $status" "$work/said"

# ---- the machine ----------------------------------------------------------
expect "no such voice" 3 'voice' \
    build "$work/in/good.xml" -o "$out" --set voice=xx-nowhere
expect "no such font" 3 'No Such Font' \
    build "$work/in/good.xml" -o "$out" --set "font=No Such Font"
section "$(items 60)" >"$work/in/sixty.xml"
before=$(print_of "$out")
(
	trap '' XFSZ
	ulimit -f 8
	timeout "$limit" "$everyread" build "$work/in/sixty.xml" -o "$out" \
	    2>&1 | head -c 4000 >"$work/said"
	exit "${PIPESTATUS[0]}"
)
status=$?
if [ "$status" -ne 3 ]; then
	broken "a file that cannot grow" "exit status $status, not 3" "$work/said"
elif [ "$before" != "$(print_of "$out")" ]; then
	broken "a file that cannot grow" "the old output has changed"
else
	ok "a file that cannot grow"
fi
mkdir -p "$work/disk"
if mount -t tmpfs -o size=400k none "$work/disk" 2>/dev/null; then
	try build "$work/in/good.xml" -o "$work/disk/out" --only plain-text
	[ "$status" -eq 0 ] && ok "a small disk" ||
	    broken "a small disk" "status $status" "$work/said"
	before=$(print_of "$work/disk")
	try build "$work/in/sixty.xml" -o "$work/disk/out"
	if [ "$status" -ne 3 ]; then
		broken "a full disk" "exit status $status, not 3" "$work/said"
	elif [ "$before" != "$(print_of "$work/disk")" ]; then
		broken "a full disk" "something was left or changed"
	else
		ok "a full disk"
	fi
	umount "$work/disk"
fi
timeout "$limit" "$everyread" check "$work/in/wrong.xml" >/dev/full 2>/dev/full
status=$?
[ "$status" -ne 0 ] && [ "$status" -le 3 ] && ok "nowhere to print" ||
    broken "nowhere to print" "status $status"

# ---- the command line ------------------------------------------------------
expect "no command" 2 . 
expect "unknown command" 2 'bild' bild "$work/in/good.xml"
expect "unknown option" 2 'ouput' build "$work/in/good.xml" --ouput "$out"
expect "unknown edition" 2 'easyread' \
    build "$work/in/good.xml" -o "$out" --only easyread
expect "unknown token" 2 'sise' \
    build "$work/in/good.xml" -o "$out" --set sise=24pt
expect "a token without a value" 2 'size' \
    build "$work/in/good.xml" -o "$out" --set size
expect "a size below its floor" 2 'size' \
    build "$work/in/good.xml" -o "$out" --set size=6pt
expect "a release with broken rules" 1 'EDN-03' \
    build "$work/in/good.xml" -o "$out" --release
expect "a bit rate that MP3 has not" 1 'AUD-10' \
    build "$work/in/good.xml" -o "$out" --set bit-rate=41
expect "no picture for a word" 1 'PIC-15' pictures zyxwvu
expect "no file to build" 2 . build
expect "an option without its value" 2 . build "$work/in/good.xml" -o
expect "help" 0 'build' --help
expect "help for build" 0 '--only' build --help
expect "version" 0 '[0-9]+\.[0-9]+' --version

# ---- stopped in the middle --------------------------------------------------
section "$(items 400)" >"$work/in/long.xml"
# The shell has its background commands ignore INT: a signal before the program
# has its own handler would be lost, however short that time is.
delays="0.05 0.4 1.2"
[ -z "$short" ] || delays=8
for signal in INT TERM; do
	for delay in $delays; do
		name="stopped by $signal after $delay s"
		rm -rf "$XDG_CACHE_HOME"
		before=$(print_of "$out")
		setsid env --default-signal=INT "$everyread" build \
		    "$work/in/long.xml" -o "$out" --only large-print,audio \
		    >"$work/said" 2>&1 </dev/null &
		pid=$!
		sleep $delay
		kill -$signal $pid 2>/dev/null
		wait $pid
		status=$?
		sleep 0.2
		if [ $status -eq 0 ]; then
			broken "$name" "the build was already done: use more items"
		elif [ $status -ne 130 ] && [ $status -ne 143 ]; then
			broken "$name" "exit status $status, not 130" "$work/said"
		elif [ "$before" != "$(print_of "$out")" ]; then
			broken "$name" "the old output has changed, or litter"
		elif [ -n "$(workers)" ]; then
			broken "$name" "workers go on: $(workers)"
		else
			ok "$name"
		fi
	done
done
if [ -z "$short" ]; then
	rm -rf "$XDG_CACHE_HOME"
	setsid "$everyread" build "$work/in/long.xml" -o "$out" \
	    --only large-print,audio >"$work/said" 2>&1 </dev/null &
	pid=$!
	sleep 0.7
	kill -KILL -$pid
	wait $pid 2>/dev/null
	try build "$work/in/good.xml" -o "$out"
	litter=$(find "$out" -mindepth 1 -maxdepth 1 ! -name small-plan \
	    ! -name index.html)
	if [ "$status" -ne 0 ]; then
		broken "killed, then built again" "status $status" "$work/said"
	elif [ -n "$litter" ]; then
		broken "killed, then built again" "litter: $litter"
	else
		ok "killed, then built again"
	fi
fi

# ---- a damaged cache ---------------------------------------------------------
rm -rf "$XDG_CACHE_HOME"
try build "$work/in/good.xml" -o "$work/first"
n=0
while read -r file; do
	n=$((n + 1))
	if [ $((n % 3)) -eq 0 ]; then
		: >"$file"
	elif [ $((n % 3)) -eq 1 ]; then
		head -c 100 "$file" >"$file.cut" && mv "$file.cut" "$file"
	else
		printf 'damage' |
		    dd of="$file" bs=1 seek=200 conv=notrunc 2>/dev/null
	fi
done < <(find "$XDG_CACHE_HOME" -type f)
[ $n -gt 0 ] && ok "spoken sentences are kept ($n files)" ||
    broken "spoken sentences are kept" "the cache is empty"
try build "$work/in/good.xml" -o "$work/second"
if [ "$status" -ne 0 ]; then
	broken "a damaged cache" "status $status" "$work/said"
elif ! diff -r "$work/first" "$work/second" >"$work/said"; then
	broken "a damaged cache" "the output differs" "$work/said"
else
	ok "a damaged cache"
fi
rm -rf "$XDG_CACHE_HOME"
echo x >"$work/cache"
try build "$work/in/good.xml" -o "$work/third"
diff -r "$work/first" "$work/third" >"$work/said2" 2>&1 && [ "$status" -eq 0 ] &&
    ok "no place for a cache" ||
    broken "no place for a cache" "status $status" "$work/said"
rm -f "$work/cache"

# ---- two at once --------------------------------------------------------------
"$everyread" build "$work/in/sixty.xml" -o "$work/both" >"$work/said" 2>&1 &
one=$!
"$everyread" build "$work/in/sixty.xml" -o "$work/both" >"$work/said2" 2>&1 &
wait $!
two=$?
wait $one
one=$?
try build "$work/in/sixty.xml" -o "$work/alone"
if [ $one -gt 3 ] || [ $two -gt 3 ] || [ $one -ne 0 ] && [ $two -ne 0 ]; then
	broken "two builds at once" "status $one and $two" "$work/said"
elif ! diff -r "$work/both" "$work/alone" >"$work/said"; then
	broken "two builds at once" "the output is mixed" "$work/said"
else
	ok "two builds at once"
fi

# ---- much -----------------------------------------------------------------------
if [ -z "$short" ]; then
	section "$(items 5000)" >"$work/in/many.xml"
	limit=300
	try build "$work/in/many.xml" -o "$work/many" --only easy-read,plain-text
	[ "$status" -eq 0 ] && ok "5,000 items" ||
	    broken "5,000 items" "status $status" "$work/said"
	limit=120
fi

# ---- broken files: cut anywhere, any byte changed, never a crash --------------
good=tests/golden/document/contact/in.xml
size=$(wc -c <$good)
step=$((size / 40))
[ -z "$short" ] || step=$((size / 5))
for ((at = 1; at < size; at += step)); do
	head -c $at $good >"$work/in/cut.xml"
	try check "$work/in/cut.xml"
	[ "$status" -eq 1 ] && ok "cut at $at" ||
	    broken "cut at $at" "exit status $status, not 1" "$work/said"
	for byte in '<' '&' '"' '\0' '\377'; do
		[ -z "$short" ] || [ "$byte" = '&' ] || continue
		cp $good "$work/in/changed.xml"
		# shellcheck disable=SC2059
		printf "$byte" | dd of="$work/in/changed.xml" bs=1 seek=$at \
		    conv=notrunc 2>/dev/null
		try check "$work/in/changed.xml"
		[ "$status" -le 1 ] && ok "byte $byte at $at" ||
		    broken "byte $byte at $at" "exit status $status" "$work/said"
	done
done

litter=$(find "$TMPDIR" -mindepth 1)
[ -z "$litter" ] && ok "no temporary files are left" ||
    broken "no temporary files are left" "$litter"
exit $failed
