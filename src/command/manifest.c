/* manifest.json, and the same said in words. */
#include "command/manifest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/str.h"
#include "write/facts.h"

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

/* Of the facts of one file the value of that name, or NULL. */
static const char *
value_of(const struct fact *facts, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (facts[i].name != NULL && str_eq(facts[i].name, name))
			return facts[i].value;
	return NULL;
}

/* The hash of a file: noted by the worker that made it, or taken now. */
static bool
find_hash(const struct fact *facts, size_t n, const char *path,
    char hash[HASH_HEX + 1], struct diags *diags)
{
	const char *noted = value_of(facts, n, "sha256");

	/* somebody may have removed it since */
	if (noted != NULL && strlen(noted) == HASH_HEX && file_exists(path)) {
		memcpy(hash, noted, HASH_HEX + 1);
		return true;
	}
	return hash_hex_file(hash, path) ||
	       diag_add(diags, DIAG_FILE_READ, LOC_FILE(path), path,
	           strerror(errno));
}

/* One file: its size and hash, then what its writer noted. */
static bool
put_file(struct buf *out, struct stage *stage, const struct fact *facts,
    size_t n, struct diags *diags)
{
	char *path = stage_path(stage, facts[0].path, diags);
	char hash[HASH_HEX + 1] = "";
	bool ok = path != NULL && find_hash(facts, n, path, hash, diags);

	buf_puts(out, "    {\n");
	put_member(out, "      ", "path", facts[0].path);
	buf_printf(out, ",\n      \"bytes\": %llu",
	    ok ? (unsigned long long)file_size(path) : 0);
	buf_printf(out, ",\n      \"sha256\": \"%s\"", hash);
	for (size_t i = 0; i < n; i++)
		if (facts[i].name != NULL && facts[i].value != NULL &&
		    !str_eq(facts[i].name, "bytes") &&
		    !str_eq(facts[i].name, "sha256")) {
			buf_puts(out, ",\n");
			put_member(
			    out, "      ", facts[i].name, facts[i].value);
		}
	buf_puts(out, "\n    }");
	free(path);
	return ok;
}

static void
put_head(struct buf *out, const struct publication *p, struct arena *arena)
{
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
		json_put_string(out, node_text(arena, node));
	}
	buf_printf(out, ",\n  \"generator\": \"everyread %s\"", VERSION);
	buf_puts(out, ",\n  \"files\": [\n");
}

static const char file_name[] = "manifest.json";

static bool
say_missing(const char *path, struct diags *diags)
{
	return diag_add(
	    diags, DIAG_FILE_READ, LOC_FILE(path), path, strerror(ENOENT));
}

bool
manifest_write(struct stage *stage, const struct publication *publication,
    const struct buf *facts, struct file_mark *mark, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct facts list = facts_read(arena, facts);
	struct buf out = {0};
	char *path;
	bool ok = true;

	put_head(&out, publication, arena);
	for (size_t i = 0, n; i < list.n && ok; i += n) {
		for (n = 1; i + n < list.n &&
		            str_eq(list.items[i + n].path, list.items[i].path);)
			n++;
		ok = put_file(&out, stage, &list.items[i], n, diags);
		buf_puts(&out, i + n < list.n ? ",\n" : "\n");
	}
	buf_puts(&out, "  ]\n}\n");
	ok = ok && stage_write(stage, file_name, out.data, out.len, diags);
	path = ok ? stage_path(stage, file_name, diags) : NULL;
	if (path != NULL && !file_mark(path, mark))
		ok = say_missing(path, diags);
	buf_release(&out);
	arena_free(arena);
	free(path);
	return ok && path != NULL;
}

bool
manifest_holds(const char *folder, const struct buf *facts,
    const struct file_mark *mark, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct facts list = facts_read(arena, facts);
	char *manifest = path_join(folder, file_name);
	struct file_mark now;
	bool ok = true;

	if (!file_mark(manifest, &now))
		ok = say_missing(manifest, diags);
	for (size_t i = 0; ok && i < list.n && now.inode == mark->inode; i++) {
		char *path = path_join(folder, list.items[i].path);

		if (!file_exists(path))
			ok = say_missing(path, diags);
		free(path);
	}
	free(manifest);
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
