"""Edit one sentence of a publication at random.
usage: warm.py SEED IN OUT

A word is added, left out, changed or moved in the text of one item or
paragraph. Prints what was done.
"""
import random
import re
import sys

WORDS = "blue green happy local quiet warm often again together 7 GP".split()


def change(words, rng):
    at = rng.randrange(len(words))
    way = rng.choice(("add", "leave out", "change", "swap"))
    if len(words) < 3:
        way = "add"
    if way == "add":
        words.insert(at, rng.choice(WORDS))
    elif way == "leave out":
        del words[at]
    elif way == "change":
        words[at] = rng.choice(WORDS)
    else:
        other = rng.randrange(len(words))
        words[at], words[other] = words[other], words[at]
    return way


def main():
    seed, source, target = sys.argv[1:]
    rng = random.Random(seed)
    with open(source, encoding="utf-8") as file:
        text = file.read()
    places = [m for m in re.finditer(r"<(?:item|p)\b[^>]*>([^<&]{12,})", text)]
    place = rng.choice(places)
    before = place.group(1)
    words = before.split()
    way = change(words, rng)
    after = " ".join(words) + (" " if before[-1].isspace() else "")
    with open(target, "w", encoding="utf-8") as file:
        file.write(text[:place.start(1)] + after + text[place.end(1):])
    print(f"{way}: {before.strip()} -> {after.strip()}")


main()
