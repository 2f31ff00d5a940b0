/* A queue of streams and the thread that deflates them. */
#include "write/pdf/packer.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "write/pdf/flate.h"

/* Streams stand in blocks, so that they stay where they are. */
enum { BLOCK = 256 };

struct block {
	struct packed streams[BLOCK];
	struct block *next;
};

struct packer {
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t added;
	pthread_t thread;
	bool has_thread, is_over;
	struct flate flate; /* of the thread, until it is over */
	struct block *first, *last;
	size_t n, ndone;
	struct packed *all; /* once finished */
};

static struct packed *
stream_at(struct packer *packer, size_t i)
{
	struct block *block = packer->first;

	for (; i >= BLOCK; i -= BLOCK)
		block = block->next;
	return &block->streams[i];
}

static void
pack(struct flate *flate, struct packed *stream)
{
	struct buf packed = {0};

	flate_pack(flate,
	    (struct slice){
	        stream->bytes.data, stream->bytes.data + stream->bytes.len},
	    &packed);
	buf_release(&stream->bytes);
	stream->bytes = packed;
}

/* Take the next stream that is there; NULL when all is done and over. */
static struct packed *
take(struct packer *packer)
{
	struct packed *stream = NULL;

	pthread_mutex_lock(&packer->lock);
	while (packer->ndone == packer->n && !packer->is_over)
		pthread_cond_wait(&packer->added, &packer->lock);
	if (packer->ndone < packer->n)
		stream = stream_at(packer, packer->ndone++);
	pthread_mutex_unlock(&packer->lock);
	return stream;
}

static void *
work(void *arg)
{
	struct packer *packer = arg;
	struct packed *stream;

	while ((stream = take(packer)) != NULL)
		pack(&packer->flate, stream);
	return NULL;
}

struct packer *
packer_new(void)
{
	struct packer *packer = mem_alloc(sizeof *packer);

	*packer = (struct packer){.lock = PTHREAD_MUTEX_INITIALIZER,
	    .added = PTHREAD_COND_INITIALIZER};
	/* without one it is done at the end */
	packer->has_thread =
	    pthread_create(&packer->thread, NULL, work, packer) == 0;
	return packer;
}

static void
end(struct packer *packer)
{
	if (packer->is_over)
		return;
	pthread_mutex_lock(&packer->lock);
	packer->is_over = true;
	pthread_cond_signal(&packer->added);
	pthread_mutex_unlock(&packer->lock);
	if (packer->has_thread)
		pthread_join(packer->thread, NULL);
	else
		work(packer);
}

void
packer_free(struct packer *packer)
{
	if (packer == NULL)
		return;
	end(packer);
	for (size_t i = 0; i < packer->n; i++) {
		struct packed *stream = stream_at(packer, i);

		buf_release(&stream->dict);
		buf_release(&stream->bytes);
	}
	while (packer->first != NULL) {
		struct block *next = packer->first->next;

		free(packer->first);
		packer->first = next;
	}
	free(packer->all);
	flate_release(&packer->flate);
	pthread_mutex_destroy(&packer->lock);
	pthread_cond_destroy(&packer->added);
	free(packer);
}

static void
add_block(struct packer *packer)
{
	struct block *block = mem_alloc(sizeof *block);

	block->next = NULL;
	if (packer->last != NULL)
		packer->last->next = block;
	else
		packer->first = block;
	packer->last = block;
}

void
packer_add(
    struct packer *packer, long number, const char *dict, struct slice bytes)
{
	struct packed stream = {.number = number};

	buf_puts(&stream.dict, dict);
	buf_add(&stream.bytes, bytes.p, slice_len(bytes));
	pthread_mutex_lock(&packer->lock);
	if (packer->n % BLOCK == 0)
		add_block(packer);
	packer->last->streams[packer->n++ % BLOCK] = stream;
	pthread_cond_signal(&packer->added);
	pthread_mutex_unlock(&packer->lock);
}

const struct packed *
packer_finish(struct packer *packer, size_t *n)
{
	end(packer);
	*n = packer->n;
	packer->all = mem_alloc((packer->n + 1) * sizeof *packer->all);
	for (size_t i = 0; i < packer->n; i++)
		packer->all[i] = *stream_at(packer, i);
	return packer->all;
}

void
packer_pack(struct packer *packer, struct slice bytes, struct buf *out)
{
	flate_pack(&packer->flate, bytes, out);
}
