#!/bin/bash
# Write docs/messages.md from src/base/diag.def.
# usage: messages.sh            print it
#        messages.sh --check    is docs/messages.md fresh? Does every message
#                               that an author can cause appear in a golden
#                               test? tests/golden/UNSEEN lists the others,
#                               each with a reason.
source "$(dirname "$0")/lib.sh"

cat >"$tmp/print.c" <<'END'
#include <stdio.h>
#include <string.h>
static const struct {
	const char *level, *code, *text, *why, *todo;
} rows[] = {
#define DIAG(id, level, code, text, why, todo) {#level, code, text, why, todo},
#include "base/diag.def"
};
static void
put(const char *label, const char *words)
{
	if (*words == '\0')
		return;
	printf("%s", label);
	for (; *words != '\0'; words++) {
		if (*words == '%') { /* a hole of printf */
			words += strspn(words + 1, "0123456789.-zlh") + 1;
			printf(*words == '%' ? "%%" : "…");
			continue;
		}
		if (strchr("<>*_`", *words) != NULL)
			putchar('\\');
		putchar(*words);
	}
	printf("\n");
}
int
main(void)
{
	static const struct { const char *level, *words; } names[] = {
	    {"NOTE", "note"}, {"SUSPICION", "please look"}, {"WARNING", "should be changed"},
	    {"BREACH", "must be changed before a release"},
	    {"ERROR", "stops the build"}, {"USAGE", "the command line"},
	    {"MACHINE", "the machine"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *words = "";
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			if (strcmp(names[k].level, rows[i].level) == 0)
				words = names[k].words;
		printf("\n### %s\n\n(%s)\n", rows[i].code, words);
		put("", rows[i].text);
		put("\nWhy: ", rows[i].why);
		put("\nWhat to do: ", rows[i].todo);
	}
	return 0;
}
END
cat >"$tmp/codes.c" <<'END'
#define DIAG(id, level, code, text, why, todo) level code
#include "base/diag.def"
END
"${CC:-gcc}" -Isrc -o "$tmp/print" "$tmp/print.c" || exit 1

write() {
	cat <<-END
	# Messages

	Every message of everyread, in the order of \`src/base/diag.def\`, from
	which \`make docs\` writes this page. A message says the file, the line
	and the column, what is wrong, why it matters to a reader, and what to
	do. "…" stands for a name or a number.
	END
	"$tmp/print"
}

if [ "${1:-}" != --check ]; then
	write
	exit
fi

write >"$tmp/messages.md"
if cmp -s "$tmp/messages.md" docs/messages.md; then
	echo "ok docs/messages.md"
else
	echo "FAIL docs/messages.md is old: run make docs"
	failed=1
fi
double=$("${CC:-gcc}" -E -P -Isrc "$tmp/codes.c" | awk '{print $2}' | sort |
    uniq -d)
[ -z "$double" ] && echo "ok every code is used once" || {
	echo "FAIL codes used twice: $double"
	failed=1
}
while read -r level code; do
	code=${code//\"/}
	case $level in
	USAGE | MACHINE) continue ;;
	esac
	if grep -rqw --include='out.*' -e "$code" tests/golden; then
		echo "ok $code"
	elif grep -q "^$code " tests/golden/UNSEEN 2>/dev/null; then
		echo "ok $code is listed in tests/golden/UNSEEN"
	else
		echo "FAIL $code: no golden test shows this message"
		failed=1
	fi
done < <("${CC:-gcc}" -E -P -Isrc "$tmp/codes.c")
exit $failed
