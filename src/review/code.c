/* Style sheet, script and policy of a page. */
#include "review/code.h"

#include "base/hash.h"
#include "write/html/put.h"

static bool
read_files(const struct review_pack *pack, const char *const *names, size_t n,
    struct buf *out, struct diags *diags)
{
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++)
		ok = html_read(pack->templates, names[i], out, diags);
	return ok;
}

static void
put_hash(struct buf *out, const char *directive, const struct buf *code)
{
	char hash[HASH_BASE64 + 1];

	hash_base64(hash, buf_str(code), code->len);
	buf_printf(out, "; %s 'sha256-%s'", directive, hash);
}

static const char *
keep(struct arena *arena, struct buf *buf)
{
	const char *kept = arena_strndup(arena, buf_str(buf), buf->len);

	buf_release(buf);
	return kept;
}

bool
review_code(const struct review_pack *pack, const struct page_code *code,
    struct hole holes[CODE_HOLES], struct diags *diags)
{
	struct buf css = {0}, style = {0}, script = {0}, policy = {0};
	bool ok =
	    read_files(pack, code->sheets, code->nsheets, &css, diags) &&
	    read_files(pack, code->scripts, code->nscripts, &script, diags);

	html_put_tokens(&style, pack->style, buf_str(&css));
	buf_add(&style, css.data, css.len);
	buf_printf(&policy,
	    "default-src 'none'; base-uri 'none'; form-action 'none'; %s",
	    code->policy);
	put_hash(&policy, "style-src", &style);
	put_hash(&policy, "script-src", &script);
	holes[0] =
	    (struct hole){.name = "policy", .text = keep(pack->arena, &policy)};
	holes[1] =
	    (struct hole){.name = "style", .markup = keep(pack->arena, &style)};
	holes[2] = (struct hole){
	    .name = "script", .markup = keep(pack->arena, &script)};
	buf_release(&css);
	return ok;
}
