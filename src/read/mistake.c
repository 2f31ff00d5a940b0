/* Mistakes of mark-up in plain words, for people who do not know libxml2. */
#include "read/mistake.h"

#include <string.h>

#include "base/str.h"

#define SIGNS "write & as &amp; and < as &lt;"

/* {1} and {2} are the names that libxml2 gives, {n} is its number. */
static const struct {
	int code;
	const char *words;
} mistakes[] = {
    {XML_ERR_TAG_NAME_MISMATCH, "<{1}> of line {n} is still open at </{2}>"},
    {XML_ERR_TAG_NOT_FINISHED, "the file ends while <{1}> of line {n} is open"},
    {XML_ERR_UNDECLARED_ENTITY,
        "&{1}; is not known; write the character itself"},
    {XML_WAR_UNDECLARED_ENTITY,
        "&{1}; is not known; write the character itself"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "an & stands alone: " SIGNS},
    {XML_ERR_NAME_REQUIRED, "an & or < stands alone: " SIGNS},
    {XML_ERR_LT_IN_ATTRIBUTE, "a < stands in an attribute: " SIGNS},
    {XML_ERR_INVALID_CHARREF, "there is no character of that number"},
    {XML_ERR_INVALID_DEC_CHARREF, "a number and a ; must follow &#"},
    {XML_ERR_INVALID_HEX_CHARREF, "a number and a ; must follow &#x"},
    {XML_ERR_INVALID_CHAR,
        "there is a character that nobody can see and no XML file may hold"},
    {XML_ERR_DOCUMENT_EMPTY, "it does not start with a <"},
    {XML_ERR_DOCUMENT_END, "there is more after the last closing tag"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED,
        "the value of an attribute needs straight quotation marks"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED,
        "the closing quotation mark of an attribute is missing"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE,
        "the attribute {1} has no value: write {1}=\"…\""},
    {XML_ERR_ATTRIBUTE_REDEFINED, "the attribute {1} is there twice"},
    {XML_NS_ERR_ATTRIBUTE_REDEFINED, "the attribute {2} is there twice"},
    {XML_NS_ERR_UNDEFINED_NAMESPACE,
        "nothing says what {1}: is: write xmlns:{1}=\"…\" at the top"},
    {XML_ERR_SPACE_REQUIRED, "a space is missing here"},
    {XML_ERR_GT_REQUIRED, "the > of a tag is missing before here"},
    {XML_ERR_COMMENT_NOT_FINISHED, "a comment has no end: write -->"},
    {XML_ERR_HYPHEN_IN_COMMENT, "a comment holds two hyphens: take one out"},
    {XML_ERR_CDATA_NOT_FINISHED, "<![CDATA[ has no end: write ]]>"},
    {XML_ERR_MISPLACED_CDATA_END, "]]> may not stand in words"},
    {XML_ERR_RESERVED_XML_NAME,
        "<?xml …?> may stand only at the very start of the file"},
};
enum { NMISTAKES = sizeof mistakes / sizeof *mistakes };

/* Put {1}, {2} and {n} in; NULL if libxml2 does not say one of them. */
static const char *
fill(struct arena *arena, const char *words, const xmlError *error)
{
	const char *result = "";

	for (const char *p = words; *p != '\0';) {
		size_t n = strcspn(p, "{");
		const char *name = NULL;

		result = arena_printf(arena, "%s%.*s", result, (int)n, p);
		p += n;
		if (*p == '\0')
			break;
		if (p[1] == 'n')
			name = arena_printf(arena, "%d", error->int1);
		else
			name = p[1] == '1' ? error->str1 : error->str2;
		if (name == NULL)
			return NULL;
		result = arena_printf(arena, "%s%s", result, name);
		p += strlen("{n}");
	}
	return result;
}

const char *
mistake_words(struct arena *arena, const xmlError *error)
{
	const char *message = error->message != NULL ? error->message : "";
	size_t n = strlen(message);

	for (size_t i = 0; i < NMISTAKES; i++) {
		const char *words;

		if (mistakes[i].code != error->code)
			continue;
		words = fill(arena, mistakes[i].words, error);
		if (words != NULL)
			return words;
	}
	while (n > 0 && strchr(" .\n\r", message[n - 1]) != NULL)
		n--;
	return n > 0 ? arena_strndup(arena, message, n) : "unknown";
}
