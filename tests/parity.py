"""The sentences read back from finished files are the sentences of the
publication, in order.

usage: parity.py KIND FILE < sentences
    KIND is pdf, text or audio; sentences are the lines "id<TAB>text" that
    `everyread dump --sentences EDITION publication.xml` prints.
Prints "ok …" for each sentence, "FAIL …" for what is missing, changed or out
of order."""

import json
import re
import sys
import unicodedata


def plain(text):
    """Words as they are compared: one kind of space, no marks of direction,
    no soft marks that a format may add."""
    text = re.sub("[\u200e\u200f\u061c\u2066-\u2069\u200b\u2060]", "", text)
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    text = text.replace("\u2011", "-")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def from_pdf(path):
    import pdf
    found = []
    for element in pdf.Document(path).elements():
        if element.id is not None:
            found.append((element.id, plain(element.text())))
    # A sentence over two pages or with a link is one element or several
    # neighbours with the same id.
    joined = []
    for ident, text in found:
        if joined and joined[-1][0] == ident:
            joined[-1] = (ident, plain(joined[-1][1] + " " + text))
        else:
            joined.append((ident, text))
    return joined


def from_audio(path):
    with open(path, encoding="utf-8") as file:
        timing = json.load(file)
    found = []
    for clip in timing["sentences"]:
        if clip.get("id"):
            found.append((clip["id"], plain(clip["text"])))
    return found


def from_text(path):
    """A line has no id: lines are matched by their words."""
    with open(path, encoding="utf-8", newline="") as file:
        return [plain(line) for line in file.read().splitlines()]


def main():
    kind, path = sys.argv[1:3]
    wanted = []
    for line in sys.stdin.read().splitlines():
        ident, text = line.split("\t", 1)
        wanted.append((ident, plain(text)))
    failed = 0
    if not wanted:
        print(f"FAIL {path}: there are no sentences to look for")
        sys.exit(1)
    if kind == "text":
        lines = from_text(path)
        at = 0
        for ident, text in wanted:
            i = at
            while i < len(lines) and text not in lines[i]:
                i += 1
            if i == len(lines):
                print(f"FAIL {path}: {ident} is missing or out of order")
                print(f"  {text}")
                failed += 1
            else:
                at = i + 1
                print(f"ok {path} {ident}")
        sys.exit(failed != 0)
    found = from_pdf(path) if kind == "pdf" else from_audio(path)
    for i, (ident, text) in enumerate(wanted):
        if i >= len(found):
            print(f"FAIL {path}: it ends before {ident}")
            print(f"  {text}")
            failed += 1
            break
        if found[i] != (ident, text):
            print(f"FAIL {path}: sentence {i + 1}")
            print(f"  wanted {ident} {text}")
            print(f"  found  {found[i][0]} {found[i][1]}")
            failed += 1
            if failed > 10:
                break
        else:
            print(f"ok {path} {ident}")
    for ident, text in found[len(wanted):][:5]:
        print(f"FAIL {path}: one too many: {ident} {text}")
        failed += 1
    sys.exit(failed != 0)


main()
