#!/bin/bash
# Every XML file is valid against the schema of its kind, and the schema and
# the reader agree on what is a mistake of structure.
source "$(dirname "$0")/lib.sh"

# Check files with a schema, one Java for all. wanted: yes = valid.
check() { # wanted, schema, files...
	local wanted=$1 schema=$2 said file
	shift 2
	if [ ! -f "$schema" ]; then
		echo "FAIL $schema is not there"
		failed=1
		return
	fi
	[ $# -gt 0 ] || return
	# not the command jing, which would read what a file includes too
	said=$(java -cp /usr/share/java/jing.jar \
	    com.thaiopensource.relaxng.util.Driver "$schema" "$@" 2>&1)
	for file in "$@"; do
		if grep -qF "$file:" <<<"$said"; then
			valid=no
		else
			valid=yes
		fi
		if [ $valid = "$wanted" ]; then
			echo "ok $file"
			continue
		fi
		failed=1
		if [ "$wanted" = yes ]; then
			echo "FAIL $file is not valid"
			grep -F "$file:" <<<"$said" | head -n 3 |
			    sed "s|^.*/$file|  $file|"
		else
			echo "FAIL $file: the schema finds no mistake"
		fi
	done
}

list() {
	find "$@" -name '*.xml' ! -path '*/templates/*' ! -path '*/pictures/*' \
	    -print0 2>/dev/null | xargs -0 -r grep -l 'urn:everyread:1"' | sort
}

mapfile -t good < <(
	list content
	list tests | grep -v -e '/bad-xml/' -e '/bad-structure/' -e /files/
)
mapfile -t bad < <(list tests/golden/bad-structure)
check yes docs/publication.rng "${good[@]}"
check no docs/publication.rng "${bad[@]}"
mapfile -t templates < <(find templates content tests -name '*.xml' -print0 |
    xargs -0 grep -l 'urn:everyread:template:1' | sort)
[ -f docs/template.rng ] && check yes docs/template.rng "${templates[@]}"
mapfile -t catalogues < <(find symbols content tests -name '*.xml' -print0 |
    xargs -0 grep -l 'urn:everyread:pictures:1' | sort)
[ -f docs/pictures.rng ] && check yes docs/pictures.rng "${catalogues[@]}"
exit $failed
