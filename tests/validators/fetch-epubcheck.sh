#!/bin/sh
# Fetch EPUBCheck and what it needs from Maven Central, by pom.xml, and hold
# every file against its sum in epubcheck.sha256.
set -eu
cd "$(dirname "$0")"
new=build/epubcheck.new
rm -rf "$new" build/epubcheck
echo "  FETCH EPUBCheck"
mkdir -p build
mvn -q -B dependency:copy-dependencies -DincludeScope=runtime \
    -DoutputDirectory="$new/lib" >build/maven.log 2>&1 || {
	tail -n 20 build/maven.log >&2
	echo "Maven could not fetch EPUBCheck." >&2
	exit 1
}
(cd "$new/lib" && sha256sum --quiet -c ../../../epubcheck.sha256 &&
    [ "$(ls | wc -l)" = "$(wc -l <../../../epubcheck.sha256)" ]) || {
	echo "The files are not those of epubcheck.sha256." >&2
	rm -rf "$new"
	exit 1
}
# Its own file beside the folder: the order of the others depends on it.
mv "$new"/lib/epubcheck-*.jar "$new/epubcheck.jar"
mv "$new" build/epubcheck
