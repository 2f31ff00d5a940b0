#!/bin/bash
# Ready drawings of the installed pictures: with the archive, without it, and
# with an archive that is old or damaged, every file has the same bytes.
source "$(dirname "$0")/lib.sh"

# An installation of its own, whose pictures can be changed.
place=$tmp/place
mkdir -p "$place"
cp "$everyread" "$place/everyread"
cp -R templates "$place/"
cp -R symbols "$place/"
rm -f "$place/symbols/ready"
program=$place/everyread
archive=$place/symbols/ready
source=tests/publications/kitchen-sink/publication.xml
export XDG_CACHE_HOME=$tmp/cache

build() { # folder
	rm -rf "$tmp/$1"
	"$program" build "$source" -o "$tmp/$1" >"$tmp/said" 2>&1
}

same() { # name, folder to be like
	if ! build now; then
		fail "$1: it does not build" "$tmp/said"
	elif diff -r "$tmp/$2" "$tmp/now" >"$tmp/said" 2>&1; then
		ok "$1: the same bytes"
	else
		fail "$1: the bytes differ" "$tmp/said"
	fi
}

build without
result $? "it builds without an archive" "$tmp/said"
"$program" pictures --prepare >"$tmp/said" 2>&1
result $? "an archive is made" "$tmp/said"
[ "$(wc -c <"$archive")" -gt 1000000 ]
result $? "it holds the catalogue"
cp "$archive" "$tmp/archive"
same "with the archive" without
"$program" pictures --prepare >"$tmp/said" 2>&1
cmp -s "$archive" "$tmp/archive"
result $? "made again, from itself, it is the same"

# ---- damage -----------------------------------------------------------------
size=$(wc -c <"$tmp/archive")
damage() { # name, command that changes $archive
	rm -rf "$archive"
	cp "$tmp/archive" "$archive"
	eval "$2"
	same "$1" without
}
damage "an empty archive" ': >"$archive"'
damage "half an archive" 'truncate -s $((size / 2)) "$archive"'
damage "another version" 'printf X | dd of="$archive" bs=1 seek=15 conv=notrunc status=none'
damage "damaged drawings" 'python3 - "$archive" <<-END
	import sys
	data = bytearray(open(sys.argv[1], "rb").read())
	for i in range(len(data) // 4, len(data), 97):
	    data[i] ^= 64
	open(sys.argv[1], "wb").write(data)
	END'
damage "a damaged list" 'printf XXXX | dd of="$archive" bs=1 seek=999 conv=notrunc status=none'
damage "a folder in its place" 'rm "$archive"; mkdir "$archive"'
damage "a pipe in its place" 'rm "$archive"; mkfifo "$archive"'
rm -rf "$archive"

# ---- an archive of other pictures -------------------------------------------
drawing=$(sed -n 's/.*<picture name="doctor"[^>]* file="\([^"]*\)".*/\1/p' \
    symbols/catalogue.xml)
drawing=$place/symbols/openmoji/$drawing
sed 's/#000/#123/g' "$drawing" >"$drawing.new"
mv "$drawing.new" "$drawing"
build changed
diff -r "$tmp/without" "$tmp/changed" >/dev/null 2>&1
[ $? -eq 1 ]
result $? "a changed drawing changes the publication"
cp "$tmp/archive" "$archive"
same "with the archive of before" changed

# What the archive knows of files holds for the same files only.
"$program" pictures --prepare >"$tmp/said" 2>&1
touch -r "$drawing" "$tmp/time"
sed 's/#123/#456/g' "$drawing" >"$tmp/drawing.new"
cat "$tmp/drawing.new" >"$drawing"
touch -r "$tmp/time" "$drawing"
cp "$archive" "$tmp/archive"
rm "$archive"
build changed
cp "$tmp/archive" "$archive"
same "a drawing of the same size and time" changed

index=$place/symbols/catalogue.xml
"$program" pictures --prepare >"$tmp/said" 2>&1
sed -i '/alt="A doctor with a stethoscope"/s/with a/with an old/' "$index"
cp "$archive" "$tmp/archive"
rm "$archive"
build changed
grep -qr "an old stethoscope" "$tmp/changed"
result $? "the index has changed"
cp "$tmp/archive" "$archive"
same "an index that has changed" changed
exit $failed
