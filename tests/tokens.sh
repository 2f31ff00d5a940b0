#!/bin/bash
# Write docs/tokens.md from src/style/tokens.def and templates/base.xml.
# usage: tokens.sh            print it
#        tokens.sh --check    is docs/tokens.md fresh? Does base.xml set every
#                             token?
source "$(dirname "$0")/lib.sh"

cat >"$tmp/print.c" <<'END'
#include <stdio.h>
#include <string.h>
#define COLOR(name, id, about) {id, "color", "", "", "", "", about},
#define LENGTH(name, id, floor, ceiling, rule, about) \
	{id, "length", #floor, #ceiling, "", rule, about},
#define NUMBER(name, id, floor, ceiling, rule, about) \
	{id, "number", #floor, #ceiling, "", rule, about},
#define CHOICE(name, id, values, about) \
	{id, "choice", "", "", values, "", about},
#define FONTS(name, id, about) {id, "font", "", "", "", "", about},
#define WORDS(name, id, about) {id, "text", "", "", "", "", about},
static const struct {
	const char *id, *element, *floor, *ceiling, *values, *rule, *about;
} rows[] = {
#include "style/tokens.def"
};
/* "20 MM" as 20mm, a plain number of a length as pt */
static void
put(const char *element, const char *limit)
{
	if (strcmp(limit, "BODY_SIZE") == 0)
		printf("the size");
	else if (strstr(limit, " MM") != NULL)
		printf("%.*smm", (int)strcspn(limit, " "), limit);
	else
		printf("%s%s", limit,
		    strcmp(element, "length") == 0 ? "pt" : "");
}
int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		printf("%s\t%s\t", rows[i].id, rows[i].element);
		if (rows[i].floor[0] != '\0') {
			put(rows[i].element, rows[i].floor);
			printf(" to ");
			put(rows[i].element, rows[i].ceiling);
		}
		for (const char *p = rows[i].values; *p != '\0'; p++)
			*p == ' ' ? printf(", ") : putchar(*p);
		printf("\t%s\t%s\n", rows[i].rule, rows[i].about);
	}
	return 0;
}
END
"${CC:-gcc}" -Isrc -o "$tmp/print" "$tmp/print.c" || exit 1
"$tmp/print" >"$tmp/rows"

# What base.xml gives a token: "id TAB value".
sed -n 's/.*<[a-z]* id="\([^"]*\)" \([a-z]*\)="\([^"]*\)".*/\1\t\2\t\3/p' \
    templates/base.xml | awk -F'\t' '{
	print $1 "\t" ($2 == "ref" ? "that of " : "") $3 }' >"$tmp/values"

write() {
	cat <<-END
	# All tokens

	What a template can set, in the order of \`src/style/tokens.def\`, from
	which \`make docs\` writes this page. [templates.md](templates.md) says
	how to use them. A length is a number with \`pt\`, \`mm\`, \`cm\` or
	\`in\`; a number without a unit counts in sizes of the letters: 1.5 is
	one and a half times \`size\`. "Start" is the value of
	\`templates/base.xml\`; an edition may have its own.

	| Token | Element | Start | May be | Rule | What it is |
	|---|---|---|---|---|---|
	END
	awk -F'\t' -v OFS=' | ' '
	    NR == FNR { value[$1] = $2; next }
	    { print "| `" $1 "`", "`" $2 "`", value[$1], $3, $4, $5 " |" }
	' "$tmp/values" "$tmp/rows" | sed 's/|  |/| |/g; s/|  |/| |/g'
}

if [ "${1:-}" != --check ]; then
	write
	exit
fi
write >"$tmp/tokens.md"
cmp -s "$tmp/tokens.md" docs/tokens.md
result $? "docs/tokens.md is fresh (else: make docs)"
while IFS=$'\t' read -r id _; do
	[ "$(cut -f1 "$tmp/values" | grep -cx -- "$id")" -eq 1 ]
	result $? "base.xml sets $id once"
done <"$tmp/rows"
exit $failed
