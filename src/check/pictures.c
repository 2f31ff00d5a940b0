/* Every easy-read idea has a picture; every picture has words and a licence. */
#include <glib.h>
#include <string.h>

#include "base/str.h"
#include "check/rules.h"

/* Where a picture is used. */
struct use {
	const struct node *node;
	const struct attr *first;
	GHashTable *words; /* the different words beside it */
};

static void
use_free(gpointer data)
{
	struct use *use = data;

	g_hash_table_destroy(use->words);
	g_free(use);
}

static bool
starts_with_kind(const char *alt)
{
	static const char *const starts[] = {"picture of", "a picture of",
	    "image of", "an image of", "photo of", "a photo of",
	    "photograph of", "a photograph of", "drawing of", "a drawing of",
	    "icon of", "an icon of"};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (g_ascii_strncasecmp(alt, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

static void
check_alt(struct checking *c, const struct node *node, const char *alt)
{
	const struct attr *attr = node_attr_entry(node, ATTR_ALT);
	struct loc loc =
	    attr != NULL ? attr->loc : node_attr_entry(node, ATTR_PICTURE)->loc;
	size_t n = utf8_count(alt, strlen(alt));

	if (n > (size_t)limit_number(c, LIMIT_ALT_CHARACTERS))
		finding_node(c, DIAG_ALT_LONG, node, loc, n,
		    limit_number(c, LIMIT_ALT_CHARACTERS),
		    limit_source(c, LIMIT_ALT_CHARACTERS));
	if (starts_with_kind(alt))
		finding_node(c, DIAG_ALT_START, node, loc, alt);
	if (attr == NULL && *alt == '\0')
		finding_node(c, DIAG_ALT_MISSING, node, loc,
		    node_attr(node, ATTR_PICTURE));
}

/* What has been seen of all pictures. */
struct seen {
	GHashTable *uses;     /* picture → struct use */
	GHashTable *pictures; /* words of an item → its picture */
	const struct node *photo, *drawing; /* the first of each beside words */
};

static struct use *
note_use(struct seen *seen, struct checking *c, const struct node *node,
    const struct attr *attr)
{
	struct use *use = g_hash_table_lookup(seen->uses, attr->value);

	if (use == NULL) {
		use = g_new0(struct use, 1);
		use->node = node;
		use->first = attr;
		use->words = g_hash_table_new(g_str_hash, g_str_equal);
		g_hash_table_insert(seen->uses, (char *)attr->value, use);
	}
	/* an answer of a question is a word or two of what stands elsewhere */
	if (kind_info(node->kind)->class == CLASS_WORDS &&
	    node->kind != KIND_ANSWER)
		g_hash_table_add(use->words, (char *)node_text(c->arena, node));
	return use;
}

/* The same words, another picture (ERP-06). */
static void
check_same_words(struct checking *c, struct seen *seen, const struct node *node,
    const struct attr *attr)
{
	char *words = g_utf8_casefold(node_text(c->arena, node), -1);
	const char *before = g_hash_table_lookup(seen->pictures, words);

	if (before == NULL) {
		g_hash_table_insert(seen->pictures, words, (char *)attr->value);
		return;
	}
	if (!str_eq(before, attr->value))
		finding_node(c, DIAG_PICTURE_CHANGES, node, attr->loc, before);
	g_free(words);
}

static void
note_style(
    struct seen *seen, const struct node *node, const struct picture *picture)
{
	bool is_photo = picture->format == PICTURE_JPEG;

	if (is_photo && seen->photo == NULL)
		seen->photo = node;
	if (!is_photo && seen->drawing == NULL)
		seen->drawing = node;
}

/* Every item of easy read has a picture, or a reason. False if there is
 * none to look at. */
static bool
check_there(struct checking *c, const struct node *node, bool is_easy)
{
	const struct attr *attr = node_attr_entry(node, ATTR_PICTURE);

	if (attr == NULL) {
		if (node->kind == KIND_ITEM && is_easy &&
		    node->wording != WORDING_STANDARD)
			finding_node(c, DIAG_NO_PICTURE, node, node->loc);
		return false;
	}
	if (!str_eq(attr->value, "none"))
		return true;
	if (node_attr(node, ATTR_REASON) == NULL &&
	    (kind_info(node->kind)->attributes >> ATTR_REASON & 1))
		finding_node(c, DIAG_NO_REASON, node, attr->loc);
	return false;
}

static void
check_node(struct checking *c, const struct node *node, bool is_easy,
    struct seen *seen)
{
	const struct attr *attr = node_attr_entry(node, ATTR_PICTURE);
	const struct picture *picture;
	const struct use *use;

	if (!check_there(c, node, is_easy))
		return;
	picture = document_picture(node, c->pictures, c->diags);
	if (picture == NULL)
		return;
	use = note_use(seen, c, node, attr);
	check_alt(c, node, document_alt(node, picture));
	if (use->first == attr && *picture->licence == '\0')
		finding_node(c, DIAG_NO_LICENCE, node, attr->loc, attr->value);
	if (node->kind != KIND_ITEM && node->kind != KIND_LEAD)
		return;
	note_style(seen, node, picture);
	check_same_words(c, seen, node, attr);
}

static void
check_uses(struct checking *c, const struct seen *seen)
{
	GHashTableIter all;
	gpointer name, value;

	g_hash_table_iter_init(&all, seen->uses);
	while (g_hash_table_iter_next(&all, &name, &value)) {
		const struct use *use = value;
		size_t n = g_hash_table_size(use->words);

		if (n > (size_t)limit_number(c, LIMIT_SAME_PICTURE))
			finding_node(c, DIAG_SAME_PICTURE, use->node,
			    use->first->loc, (const char *)name, n);
	}
	if (seen->photo != NULL && seen->drawing != NULL)
		finding_node(c, DIAG_PICTURE_STYLES, seen->photo,
		    node_attr_entry(seen->photo, ATTR_PICTURE)->loc);
}

void
pictures_check(struct checking *c, bool is_easy)
{
	const struct node *root = c->publication->root;
	struct seen seen = {.uses = g_hash_table_new_full(
	                        g_str_hash, g_str_equal, NULL, use_free),
	    .pictures =
	        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};

	for (const struct node *n = root; n != NULL; n = node_next(n, root))
		if (kind_info(n->kind)->attributes >> ATTR_PICTURE & 1)
			check_node(c, n, is_easy, &seen);
	if (is_easy)
		check_uses(c, &seen);
	g_hash_table_destroy(seen.uses);
	g_hash_table_destroy(seen.pictures);
}
