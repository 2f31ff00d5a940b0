/* manifest.json, and the same said in words. */
#include "command/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/str.h"
#include "write/facts.h"

enum { MAX_FILE = 1 << 30 };

static bool
is_number(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0' &&
	       (s[0] != '0' || s[1] == '\0');
}

static void
put_member(
    struct buf *out, const char *indent, const char *name, const char *value)
{
	buf_printf(out, "%s\"%s\": ", indent, name);
	if (is_number(value))
		buf_puts(out, value);
	else
		json_put_string(out, value);
}

/* One file: its size and hash, then what its writer noted. */
static bool
put_file(struct buf *out, struct stage *stage, const struct fact *facts,
    size_t n, struct diags *diags)
{
	char *path = stage_path(stage, facts[0].path, diags);
	struct buf bytes = {0};
	char hash[HASH_HEX + 1];
	bool ok = path != NULL &&
	          file_read(path, MAX_FILE, &bytes, diags, LOC_FILE(path));

	hash_hex(hash, buf_str(&bytes), bytes.len);
	buf_puts(out, "    {\n");
	put_member(out, "      ", "path", facts[0].path);
	buf_printf(out, ",\n      \"bytes\": %zu", bytes.len);
	buf_printf(out, ",\n      \"sha256\": \"%s\"", hash);
	for (size_t i = 0; i < n; i++)
		if (facts[i].name != NULL && facts[i].value != NULL &&
		    !str_eq(facts[i].name, "bytes")) {
			buf_puts(out, ",\n");
			put_member(
			    out, "      ", facts[i].name, facts[i].value);
		}
	buf_puts(out, "\n    }");
	buf_release(&bytes);
	free(path);
	return ok;
}

static void
put_head(struct buf *out, const struct opened *opened)
{
	const struct publication *p = opened->publication;
	static const struct {
		const char *name;
		enum kind kind;
	} members[] = {
	    {"title", KIND_TITLE},
	    {"organisation", KIND_ORGANISATION},
	    {"date", KIND_DATE},
	    {"version", KIND_VERSION},
	    {"description", KIND_DESCRIPTION},
	};

	buf_puts(out, "{\n");
	put_member(out, "  ", "id", p->id);
	buf_puts(out, ",\n");
	put_member(out, "  ", "language", p->root->lang);
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const struct node *node = node_child(p->about, members[i].kind);

		if (node == NULL)
			continue;
		buf_printf(out, ",\n  \"%s\": ", members[i].name);
		json_put_string(out, node_text(opened->arena, node));
	}
	buf_printf(out, ",\n  \"generator\": \"everyread %s\"", VERSION);
	buf_puts(out, ",\n  \"files\": [\n");
}

bool
manifest_write(struct stage *stage, const struct opened *opened,
    const struct buf *facts, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct facts list = facts_read(arena, facts);
	struct buf out = {0};
	char *path = stage_path(stage, "manifest.json", diags);
	bool ok = path != NULL;

	put_head(&out, opened);
	for (size_t i = 0, n; i < list.n && ok; i += n) {
		for (n = 1; i + n < list.n &&
		            str_eq(list.items[i + n].path, list.items[i].path);)
			n++;
		ok = put_file(&out, stage, &list.items[i], n, diags);
		buf_puts(&out, i + n < list.n ? ",\n" : "\n");
	}
	buf_puts(&out, "  ]\n}\n");
	ok = ok && file_write(path, out.data, out.len, diags);
	buf_release(&out);
	free(path);
	arena_free(arena);
	return ok;
}

static void
print_size(const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	char size[STR_BYTES];

	str_bytes(size, file_size(path));
	printf(" (%s", size);
	free(path);
}

void
manifest_print(const char *folder, const struct buf *facts)
{
	struct arena *arena = arena_new();
	struct facts list = facts_read(arena, facts);

	for (size_t i = 0; i < list.n; i++) {
		const struct fact *fact = &list.items[i];
		bool first =
		    i == 0 || !str_eq(fact->path, list.items[i - 1].path);
		bool last = i + 1 == list.n ||
		            !str_eq(fact->path, list.items[i + 1].path);

		/* chapters stand below the whole */
		if (strchr(fact->path, '/') != NULL)
			continue;
		if (first) {
			printf("%s/%s", folder, fact->path);
			print_size(folder, fact->path);
		}
		if (fact->name != NULL && fact->value != NULL &&
		    (str_eq(fact->name, "pages") ||
		        str_eq(fact->name, "minutes")))
			printf(", %s %s", fact->value, fact->name);
		if (last)
			puts(")");
	}
	arena_free(arena);
}
