#!/bin/sh
# The names that the loader knows libraries by, as flags for the compiler.
# usage: sonames.sh LIBRARY:MACRO...      (zip:ZIP: SONAME_ZIP="libzip.so.4")
set -eu
printf 'SONAMES :='
for row in "$@"; do
	library=lib${row%%:*}.so
	file=$("${CC:-gcc}" -print-file-name="$library")
	name=$(LC_ALL=C readelf -d "$file" |
	    sed -n 's/.*(SONAME).*\[\(.*\)\]$/\1/p')
	if [ -z "$name" ]; then
		echo "sonames.sh: $library is not there, or has no name." \
		    "Install its -dev package." >&2
		exit 1
	fi
	printf " -DSONAME_%s='\"%s\"'" "${row#*:}" "$name"
done
echo
