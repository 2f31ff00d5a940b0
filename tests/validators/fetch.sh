#!/bin/sh
# Fetch veraPDF from Maven Central by its package name, and check its sum.
# usage: fetch.sh VERSION
set -eu
version=$1
here=$(dirname "$0")
sum=$(sed -n "s/^\([0-9a-f]*\)  cli-$version\.jar$/\1/p" "$here/SHA256SUMS")
if [ -z "$sum" ]; then
	echo "tests/validators/SHA256SUMS has no line for cli-$version.jar." >&2
	exit 1
fi
mkdir -p "$here/build"
jar=$here/build/cli-$version.jar
rm -f "$jar"
echo "  FETCH veraPDF $version"
(cd "$here/build" && mvn -q -B dependency:copy -DoutputDirectory="$PWD/new" \
    -Dartifact="org.verapdf.apps:cli:$version" \
    >maven.log 2>&1) || {
	tail -n 20 "$here/build/maven.log" >&2
	echo "Maven could not fetch veraPDF." >&2
	exit 1
}
new=$here/build/new/cli-$version.jar
if [ "$(sha256sum <"$new" | cut -d' ' -f1)" != "$sum" ]; then
	echo "cli-$version.jar is not the file that was pinned." >&2
	rm -rf "$here/build/new"
	exit 1
fi
mv "$new" "$jar"
rmdir "$here/build/new"
