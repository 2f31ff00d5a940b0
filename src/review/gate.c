/* Two small pages for a session in one room: the one that asks for the PIN,
 * and the one that shows how to come in. */
#include "base/arena.h"
#include "review/code.h"
#include "review/pack.h"

static const char *const sheets[] = {"web/page.css", "review/page.css"};
static const char *const scripts[] = {"review/gate.js"};

enum { OWN = 3, HOLES = OWN + 2 + CODE_HOLES };

static bool
fill_page(const struct review_pack *pack, const char *name,
    const struct page_code *code, struct hole holes[HOLES], size_t n,
    struct buf *out, struct diags *diags)
{
	const struct filling filling = {pack->templates,
	    pack->items->document->language, holes, n + CODE_HOLES + 2};

	holes[n] = (struct hole){
	    .name = "title", .text = pack->items->document->title};
	holes[n + 1] =
	    (struct hole){.name = "lang", .text = pack->items->document->lang};
	return review_code(pack, code, holes + n + 2, diags) &&
	       html_fill(&filling,
	           arena_printf(pack->arena, "%s/%s", pack->words, name), out,
	           diags);
}

bool
review_gate(
    const struct review_pack *pack, struct buf *out, struct diags *diags)
{
	const struct page_code code = {
	    sheets, 2, scripts, 1, "img-src data:; connect-src 'self'"};
	struct hole holes[HOLES];

	return fill_page(pack, "gate.html", &code, holes, 0, out, diags);
}

bool
review_invitation(const struct review_pack *pack,
    const struct review_invitation *invitation, struct buf *out,
    struct diags *diags)
{
	const struct page_code code = {sheets, 2, NULL, 0, "img-src data:"};
	struct hole holes[HOLES] = {
	    {.name = "address", .text = invitation->address},
	    {.name = "pin", .text = invitation->pin},
	    {.name = "qr", .markup = invitation->qr},
	};

	return fill_page(
	    pack, "invitation.html", &code, holes, OWN, out, diags);
}
