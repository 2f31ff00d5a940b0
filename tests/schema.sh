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

cat >"$tmp/table.c" <<'END'
/* The facts of src/model/kinds.def that a schema also has. */
#include <stdio.h>
#include "model/node.h"
int
main(void)
{
	for (int k = 0; k < KIND_COUNT; k++) {
		const struct kind_info *info = kind_info((enum kind)k);

		if (k == KIND_TEXT)
			continue;
		printf("%s is here\n", info->element);
		for (int c = 0; c < KIND_COUNT; c++)
			if (c != KIND_TEXT &&
			    kind_in(info->children, (enum kind)c))
				printf("%s child %s\n", info->element,
				    kind_info((enum kind)c)->element);
		for (int a = 0; a < ATTR_COUNT; a++)
			if (info->attributes & (1u << a))
				printf("%s attribute %s\n", info->element,
				    attr_written((enum attr_name)a));
	}
	return 0;
}
END
# shellcheck disable=SC2046 # words
"${CC:-gcc}" -std=c17 -D_GNU_SOURCE -Isrc -o "$tmp/table" "$tmp/table.c" \
    src/model/*.c src/base/*.c $(pkg-config --cflags --libs glib-2.0 libgcrypt libseccomp) && "$tmp/table" >"$tmp/table.txt" &&
    $python tests/schema.py docs/publication.rng "$tmp/table.txt" || failed=1

# The kitchen sink uses every element and every attribute.
sink="tests/publications/kitchen-sink"
while read -r element what name; do
	case $what in
	is) pattern="<$element[ >/]" name="<$element>" ;;
	attribute) pattern="[[:space:]]$name=" ;;
	*) continue ;;
	esac
	grep -Eqr "$pattern" $sink --include='*.xml'
	result $? "the kitchen sink has $name"
done < <(awk '$2 == "attribute" { $1 = "-" } !seen[$0]++' "$tmp/table.txt")

mapfile -t good < <(
	list content
	list tests | grep -v -e '/bad-xml/' -e '/bad-structure/' -e /files/
)
mapfile -t bad < <(list tests/golden/bad-structure)
check yes docs/publication.rng "${good[@]}"
check no docs/publication.rng "${bad[@]}"
mapfile -t templates < <(find templates content tests -name '*.xml' \
    ! -path '*/golden/bad-*' -print0 | xargs -0 grep -l 'urn:everyread:template:1' | sort)
[ -f docs/template.rng ] && check yes docs/template.rng "${templates[@]}"
mapfile -t catalogues < <(find symbols content tests -name '*.xml' \
    ! -path '*/golden/bad-*' -print0 | xargs -0 grep -l 'urn:everyread:pictures:1' | sort)
[ -f docs/pictures.rng ] && check yes docs/pictures.rng "${catalogues[@]}"
mapfile -t reviews < <(find content tests -name review.xml ! -path '*/broken*' | sort)
check yes docs/review.rng "${reviews[@]}"
mapfile -t bad_reviews < <(find tests -path '*/broken*/review.xml' | sort)
check no docs/review.rng "${bad_reviews[@]}"
exit $failed
