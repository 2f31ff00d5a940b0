"""The sentences read back from finished files are the sentences of the
publication, in order.

usage: parity.py KIND FILE < sentences
       parity.py alts FILE.pdf FILE.html or FILE.epub
    KIND is pdf, text, audio, html, epub or overlay; sentences are the lines "id<TAB>text" that
    `everyread dump --sentences EDITION publication.xml` prints.
Prints "ok …" for each sentence, "FAIL …" for what is missing, changed or out
of order."""

import html.parser
import json
import posixpath
import re
import sys
import unicodedata
import xml.etree.ElementTree
import zipfile


def plain(text):
    """Words as they are compared: one kind of space, no marks of direction,
    no soft marks that a format may add."""
    text = re.sub("[\u200e\u200f\u061c\u2066-\u2069\u200b\u2060]", "", text)
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    text = text.replace("\u2011", "-")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


# Of a table that is too wide and set as a list: a column's name stands, with
# a colon, before each cell, and is no sentence of its own there.
COLUMNS = set()


def from_pdf(path):
    import pdf
    found = []
    for element in pdf.Document(path).elements():
        if element.id is not None:
            found.append((element.id, plain(element.text())))
        elif plain(element.text()).endswith(":"):
            COLUMNS.add(plain(element.text())[:-1])
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


class Page(html.parser.HTMLParser):
    """The sentences and the alternative texts of a page."""

    def __init__(self, path):
        super().__init__()
        self.sentences = []
        self.alts = []
        self.depth = 0
        if path.endswith(".epub"):
            book = Book(path)
            for name in book.pages:
                self.feed(book.read(name).decode("utf-8"))
        else:
            with open(path, encoding="utf-8") as file:
                self.feed(file.read())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "img":
            if attrs["alt"] != "":
                self.alts.append(plain(attrs["alt"]))
        elif self.depth > 0:
            self.depth += 1
        elif attrs.get("class") == "s":
            self.depth = 1
            self.sentences.append((attrs["id"], ""))

    def handle_endtag(self, tag):
        self.depth -= self.depth > 0

    def handle_data(self, data):
        if self.depth > 0:
            ident, text = self.sentences[-1]
            self.sentences[-1] = (ident, text + data)


class Book:
    """The files of an e-book, in the order of its spine."""
    OPF = "{http://www.idpf.org/2007/opf}"

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        first = self.zip.infolist()[0]
        assert first.filename == "mimetype", "mimetype is not the first file"
        assert first.compress_type == zipfile.ZIP_STORED
        container = self.parse("META-INF/container.xml")
        self.package = next(e.get("full-path") for e in container.iter()
                            if e.tag.endswith("}rootfile"))
        package = self.parse(self.package)
        items = {e.get("id"): e for e in package.iter(self.OPF + "item")}
        spine = [items[e.get("idref")]
                 for e in package.iter(self.OPF + "itemref")]
        self.pages = [self.below(e.get("href")) for e in spine]
        self.overlays = [self.below(items[e.get("media-overlay")].get("href"))
                         for e in spine if e.get("media-overlay")]

    def below(self, href):
        return posixpath.join(posixpath.dirname(self.package), href)

    def read(self, name):
        return self.zip.read(name)

    def parse(self, name):
        return xml.etree.ElementTree.fromstring(self.read(name))


def clock(value):
    hours, minutes, seconds = value.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def from_overlay(path):
    """What is said: the words of the elements that the clips point to. A clip
    that points nowhere, runs back or is longer than its file is an error."""
    smil = "{http://www.w3.org/ns/SMIL}"
    book = Book(path)
    words = dict(from_html(path))
    found = []
    last = {}
    for name in book.overlays:
        for par in book.parse(name).iter(smil + "par"):
            ident = par.find(smil + "text").get("src").split("#")[1]
            audio = par.find(smil + "audio")
            sound = book.below(audio.get("src"))
            begin = clock(audio.get("clipBegin"))
            end = clock(audio.get("clipEnd"))
            # 64 kbit/s: 8000 bytes a second, and the tag
            seconds = len(book.read(sound)) / 8000
            if not last.get(sound, 0) <= begin < end <= seconds:
                print(f"FAIL {path}: {ident} is said from {begin} to {end} "
                      f"in {sound} of {seconds} s")
            last[sound] = end
            if ident in words:
                found.append((ident, words[ident]))
    return found


def from_html(path):
    return [(ident, plain(text)) for ident, text in Page(path).sentences]


def compare_alts(pdf_path, page_path, leeway):
    """The same pictures with the same words, in the same order. Leeway, for
    publications that nobody has looked at: "none" = there may be no picture,
    "cover" = nor the cover's in the PDF."""
    import pdf
    wanted = [plain(e.alt) for e in pdf.Document(pdf_path).elements()
              if e.role == "Figure"]
    found = Page(page_path).alts
    if "cover" in leeway and len(found) == len(wanted) + 1:
        del found[0]
    if wanted == found and (wanted or "none" in leeway):
        print(f"ok {page_path} alternative texts")
        sys.exit(0)
    print(f"FAIL {page_path}: alternative texts")
    for a, b in zip(wanted, found):
        if a != b:
            print(f"  wanted {a}\n  found  {b}")
            break
    else:
        print(f"  wanted {len(wanted)}, found {len(found)}")
    sys.exit(1)


def from_text(path):
    """A line has no id: lines are matched by their words."""
    with open(path, encoding="utf-8", newline="") as file:
        return [plain(line) for line in file.read().splitlines()]


WRAP = 72  # the most that the token "wrap" can be


def missing_in_text(path, wanted):
    """The sentences that are not there, in order, each on one line; where the
    template has lines end early, on one or several."""
    lines = from_text(path)
    wrapped = all(len(line) <= WRAP or " " not in line for line in lines)
    whole = (" " if wrapped else "\n").join(lines)
    at = 0
    for ident, text in wanted:
        found = whole.find(text, at)
        if found < 0:
            yield ident, text
        else:
            at = found + len(text)


def main():
    kind, path = sys.argv[1:3]
    if kind == "alts":
        compare_alts(path, sys.argv[3], sys.argv[4:])
    wanted = []
    for line in sys.stdin.read().splitlines():
        ident, text = line.split("\t", 1)
        wanted.append((ident, plain(text)))
    failed = 0
    if not wanted:
        print(f"FAIL {path}: there are no sentences to look for")
        sys.exit(1)
    if kind == "text":
        missing = dict(missing_in_text(path, wanted))
        for ident, text in wanted:
            if ident in missing:
                print(f"FAIL {path}: {ident} is missing or out of order")
                print(f"  {text}")
            else:
                print(f"ok {path} {ident}")
        sys.exit(missing != {})
    readers = {"pdf": from_pdf, "audio": from_audio, "html": from_html,
               "epub": from_html, "overlay": from_overlay}
    found = readers[kind](path)
    there = {ident for ident, text in found}
    wanted = [(ident, text) for ident, text in wanted
              if ident in there or not any(text in c for c in COLUMNS)]
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
