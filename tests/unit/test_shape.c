/* Lines of glyphs: breaks, glue, right-to-left, missing characters. */
#include "unit.h"

#include <math.h>

#include <dirent.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "page/early.h"

static const char *const pauses[] = {"for", "and", "because", "so"};
static const struct language english = {
    .code = "en-GB", .pause_words = pauses, .npause_words = 4};

struct bench {
	struct arena *arena;
	struct fonts *fonts;
	struct diags diags;
};

static struct bench b;

/* The lines of text set in width, joined by " | ". */
static const char *
lines_of(const char *text, double width, bool pause, struct buf *out)
{
	struct paragraph_style style = {.size = 16,
	    .line_height = 1.5,
	    .width = width,
	    .pause_breaks = pause,
	    .language = &english};
	struct word_run run = {
	    .text = text, .len = strlen(text), .lang = "en-GB"};
	struct paragraph p;
	double y = -1;

	buf_clear(out);
	if (!paragraph_shape(
	        b.fonts, b.arena, &run, 1, &style, LOC_NONE, &p, &b.diags))
		return "failed";
	for (size_t i = 0; i < p.fragments[0]->nruns; i++) {
		const struct text_run *r = &p.fragments[0]->runs[i];

		if (y >= 0 && r->baseline > y)
			buf_puts(out, "| ");
		y = r->baseline;
		buf_add(out, text + r->glyphs->item->offset,
		    (size_t)r->glyphs->item->length);
		CHECK(r->x + r->width <= width + 0.01);
	}
	CHECK(fabs(p.height - 24 * (double)p.nlines) < 0.001);
	return buf_str(out);
}

static void
test_pauses(void)
{
	struct buf out = {0};

	CHECK_STR(lines_of("There are not enough staff for all the services we "
	                   "need.",
	              300, true, &out),
	    "There are not enough staff | for all the services we need.");
	CHECK_STR(lines_of("People can ask for help at the GP surgery, and "
	                   "they can call.",
	              330, true, &out),
	    "People can ask for help at the GP surgery, | and they can call.");
	/* a number stays with its noun */
	CHECK_STR(
	    lines_of("We made a plan for the next 5 years.", 215, true, &out),
	    "We made a plan | for the next 5 years.");
	buf_release(&out);
}

static void
test_long_word(void)
{
	struct buf out = {0};

	/* parted only where nothing else helps, and nothing is lost */
	CHECK_STR(lines_of("Donaudampfschifffahrt", 60, false, &out),
	    "Donaud| ampfsc| hifffahrt");
	buf_release(&out);
}

static void
test_fragments(void)
{
	struct paragraph_style style = {
	    .size = 16, .line_height = 1.5, .width = 180};
	struct word_run runs[] = {
	    {.text = "Call ", .len = 5, .fragment = 0},
	    {.text = "01268 594350",
	        .len = 12,
	        .fragment = 1,
	        .keep_together = true},
	    {.text = " from 9am to 5pm.", .len = 17, .fragment = 2},
	};
	struct paragraph p;

	CHECK(paragraph_shape(
	    b.fonts, b.arena, runs, 3, &style, LOC_NONE, &p, &b.diags));
	CHECK(p.nfragments == 3 && p.nlines == 2);
	CHECK(p.nrects[1] == 1); /* the number is on one line */
	CHECK(p.rects[1][0].x > p.rects[0][0].x + 30);
}

static void
test_right_to_left(void)
{
	/* "call 0300 now" in Urdu letters: the number runs left to right */
	const char *text = "\u06c1\u0645\u06cc\u06ba 0300 \u067e\u0631";
	struct paragraph_style style = {
	    .size = 16, .line_height = 1.5, .width = 300};
	struct word_run run = {.text = text, .len = strlen(text), .lang = "ur"};
	struct paragraph p;
	const struct text_run *r;

	CHECK(paragraph_shape(
	    b.fonts, b.arena, &run, 1, &style, LOC_NONE, &p, &b.diags));
	r = p.fragments[0]->runs;
	CHECK(p.fragments[0]->nruns >= 3);
	/* logical order in the array, right to left on the page */
	CHECK(r[0].x > r[1].x && r[1].x > r[p.fragments[0]->nruns - 1].x);
	CHECK(fabs(r[0].x + r[0].width - 300) < 0.01);
}

static void
test_missing(void)
{
	struct buf out = {0};

	CHECK_STR(lines_of("Tick \U00013000", 300, false, &out), "failed");
	CHECK(b.diags.n == 1 && b.diags.items[0].id == DIAG_GLYPH_MISSING);
	CHECK(fonts_open("No Such Font", "", &b.diags) == NULL);
	buf_release(&out);
}

static size_t
count_threads(void)
{
	DIR *threads = opendir("/proc/self/task");
	const struct dirent *entry;
	size_t n = 0;

	while (threads != NULL && (entry = readdir(threads)) != NULL)
		n += entry->d_name[0] != '.';
	if (threads != NULL)
		closedir(threads);
	return n;
}

/* The width of two weights and two scripts in a fork, in 1/1000 pt. */
static int
width_in_fork(void)
{
	struct paragraph_style style = {.size = 16, .width = 1000};
	const struct word_run runs[] = {
	    {.text = "plain ", .len = 6, .lang = "en-GB"},
	    {.text = "bold ", .len = 5, .bold = true, .lang = "en-GB"},
	    {.text = "رابطہ", .len = strlen("رابطہ"), .lang = "ur"}};
	int ends[2], width = -1;
	pid_t pid;

	if (pipe(ends) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		struct paragraph p;

		if (paragraph_shape(b.fonts, b.arena, runs, 3, &style, LOC_NONE,
		        &p, &b.diags))
			width = (int)(p.width * 1000);
		_exit(write(ends[1], &width, sizeof width) != sizeof width);
	}
	close(ends[1]);
	if (read(ends[0], &width, sizeof width) != sizeof width)
		width = -1;
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return width;
}

/* Opened in a thread, they are the same, and for a fork too. */
static void
test_early(void)
{
	struct fonts *usual = b.fonts, *again;
	struct early_fonts *early;
	int width = width_in_fork();

	CHECK(width > 0);
	for (int i = 0; i < 20; i++) {
		early = early_fonts_start(
		    "Liberation Sans", "Noto Naskh Arabic, Noto Sans");
		early_fonts_tell(early, i % 2 == 0 ? "en-GB" : NULL);
		b.fonts = early_fonts_finish(early);
		CHECK(b.fonts != NULL);
		CHECK(count_threads() == 1);
		CHECK(width_in_fork() == width);
		again = fonts_open_again(b.fonts, "Liberation Sans",
		    "Noto Naskh Arabic, Noto Sans", &b.diags);
		CHECK(again == b.fonts);
		fonts_close(again);
		again =
		    fonts_open_again(b.fonts, "Liberation Sans", "", &b.diags);
		CHECK(again != NULL && again != b.fonts);
		fonts_close(again);
		fonts_close(b.fonts);
	}
	b.fonts = usual;
	early = early_fonts_start("No Such Font", "");
	early_fonts_tell(early, "en-GB");
	CHECK(early_fonts_finish(early) == NULL);
	early_fonts_tell(NULL, "en-GB");
	CHECK(early_fonts_finish(NULL) == NULL);
}

int
main(void)
{
	b.arena = arena_new();
	b.fonts = fonts_open(
	    "Liberation Sans", "Noto Naskh Arabic, Noto Sans", &b.diags);
	RUN(test_pauses);
	RUN(test_long_word);
	RUN(test_fragments);
	RUN(test_right_to_left);
	RUN(test_missing);
	RUN(test_early);
	fonts_close(b.fonts);
	arena_free(b.arena);
	diags_release(&b.diags);
	return unit_end();
}
