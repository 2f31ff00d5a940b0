/* From the body of a request to a line. */
#include "room/line.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "review/answers.h"

json_t *
body_read(const struct buf *body)
{
	json_t *root =
	    json_loadb(buf_str(body), body->len, JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(root))
		return root;
	json_decref(root);
	return NULL;
}

const char *
body_field(const json_t *root, const char *name)
{
	const char *text = json_string_value(json_object_get(root, name));

	return text != NULL ? text : "";
}

/* Words that look like a name or a phone number are left out later; all else
 * that would be left out is a mistake of who sent it. */
static bool
has_mistakes(const struct diags *diags)
{
	for (size_t i = 0; i < diags->n; i++)
		if (diags->items[i].id != DIAG_ANSWER_PRIVATE)
			return true;
	return false;
}

/* The reader that will take it up must find nothing wrong with it now. */
static bool
is_usable(const char *line)
{
	const struct answers_file file = {
	    .path = "answers", .bytes = line, .len = strlen(line), .known = ""};
	struct arena *arena = arena_new();
	struct diags diags = {0};
	const struct heard *heard = answers_read_json(arena, &file, &diags);
	bool ok = heard != NULL && heard->next == NULL && !has_mistakes(&diags);

	diags_release(&diags);
	arena_free(arena);
	return ok;
}

static bool
is_of_room(const struct line_head *head, const json_t *root)
{
	return str_eq(body_field(root, "publication"), head->publication) &&
	       str_eq(body_field(root, "mode"), "room");
}

struct line
line_make(const struct line_head *head, const struct buf *body)
{
	json_t *root = body_read(body);
	struct line line = {.is = LINE_WRONG};

	if (root != NULL && is_of_room(head, root)) {
		line.is_of_older =
		    !str_eq(body_field(root, "pack"), head->pack);
		if (!str_eq(body_field(root, "reviewer"), head->code))
			line.is = LINE_OF_ANOTHER;
		else
			line.text = json_dumps(root, JSON_COMPACT);
	}
	json_decref(root);
	if (line.text != NULL && is_usable(line.text)) {
		line.is = LINE_OK;
		return line;
	}
	free(line.text);
	line.text = NULL;
	return line;
}
