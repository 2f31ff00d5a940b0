"""A valid publication out of a number: every element, nesting, languages and
scripts, odd but legal lengths, and tokens of its template at their limits.

usage: generate.py SEED FOLDER
Writes FOLDER/publication.xml and what belongs to it. The same number gives
the same files."""

import os
import random
import re
import shutil
import sys
import xml.etree.ElementTree as xml

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, "..", "..")
SINK = os.path.join(TOP, "tests", "publications", "kitchen-sink", "files")
NS = "urn:everyread:1"
XI = "http://www.w3.org/2001/XInclude"
TEMPLATE_NS = "urn:everyread:template:1"

# Words to make sentences of. The first four can be the publication's own.
WORDS = {
    "en-GB": "you we help people doctor plan money home call work care the a "
             "of to and can will Monday family service better every year "
             "easy-read well-being don't O'Neill 5 20 1,200 £3.50 50% GP",
    "cy": "rydym yn helpu pobl bob dydd gyda'r cynllun iechyd gofal tŷ ŵyr "
          "chi ni a'r mewn cartref meddyg 5 1,200",
    "pl": "pomagamy Państwu każdego dnia w Łodzi zdrowie plan lekarz dom "
          "się i oraz żółć źdźbło rodzina 5 1 200 zł",
    "ur": "ہم آپ کی مدد کرتے ہیں ڈاکٹر گھر منصوبہ صحت اور لوگ ہر دن ۵ 20 "
          "01268 NHS",
    "fr": "bonjour aide l'école où ça cœur garçon naïve",
    "de": "Straße Übung Hilfe Donaudampfschifffahrtsgesellschaft groß",
    "tr": "ıspanak İstanbul iş ğ şey çocuk",
    "vi": "tiếng Việt giúp đỡ mọi người",
    "el": "βοήθεια γιατρός σπίτι Ελλάδα",
    "ru": "помощь врач дом семья каждый день",
    "ar": "مساعدة طبيب بيت كل يوم ١٢٣",
    "fa": "کمک پزشک خانه می‌شود ۴۵۶",
    "he": "עזרה רופא בית כל יום שָׁלוֹם",
    "bn": "সাহায্য ডাক্তার বাড়ি প্রতিদিন ক্ষুদ্র",
    "hi": "मदद डॉक्टर घर हर दिन क्षत्रिय",
    "gu": "મદદ ડૉક્ટર ઘર દરરોજ",
    "pa": "ਮਦਦ ਡਾਕਟਰ ਘਰ ਹਰ ਦਿਨ",
    "ta": "உதவி மருத்துவர் வீடு ஒவ்வொரு நாளும்",
    "am": "እርዳታ ሐኪም ቤት በየቀኑ",
}
OWN = ["en-GB", "en-GB", "en-GB", "en-GB", "cy", "pl", "ur", "ur"]

# What stands in real texts and trips programs up.
ODD = [
    "01268 594350", "+44 (0)1268 594 350", "999", "a.b+c@example.org",
    "www.example.org/a-b_c/d?e=f&g=h#i", "https://example.org", "e.g.", "i.e.",
    "Dr. Shah", "U.K.", "3.5", "1/2", "½", "2023–2028", "10:30", "10am",
    "1 April 2026", "£1.2 million", "-5°C", "H₂O", "x²", "…", "“yes”", "‘no’",
    "(or not)", "[sic]", "A/B", "&", "<", "it’s", "soft\u00adhyphen",
    "no\u00a0break", "zero\u200bwidth", "word\u2060joiner", "e\u0301cole",
    "\u200frtl", "ﬁsh", "№ 5", "50%", "24/7", "C++", "#1", "@home", "*star*",
    "_line_", "w" * 45, "anti" * 9, "Llanfairpwllgwyngyllgogerychwyrndrobwll",
    "ŁÓDŹ", "NHS", "ICBs", "a", "I", "XIV", "—", "•", "€5", "100 000",
]
ENDS = [".", ".", ".", ".", "?", "!", "…", "?!", ":", "", ".”", ".)"]
PICTURES = ["doctor", "nurse", "house", "money", "phone", "group", "promise",
            "door", "help", "fair", "data", "family"]
LINKS = ["https://www.example.org/plan", "https://example.org/?a=1&b=ł",
         "mailto:plan@example.org", "tel:+441268594350",
         "https://example.org/" + "very-long/" * 20]
PALETTES = [  # text, paper, brand, accent and lines, tint
    ("#000000", "#FFFFFF", "#000000", "#000000", "#FFFFFF"),
    ("#FFFFFF", "#000000", "#FFFFFF", "#FFFFFF", "#000000"),
    ("#595959", "#FFFFFF", "#595959", "#949494", "#FFFFFF"),
    ("#FFFF00", "#00004D", "#FFFF00", "#FFFF00", "#00004D"),
]


class Maker:
    def __init__(self, seed):
        self.seed = seed
        self.random = random.Random(seed)
        self.ids = []
        self.hard = []
        self.short = []
        self.used = 0
        self.files = {}
        self.lang = self.pick(OWN)
        self.easy = self.chance(0.3)
        # Either looks at their limits or very long sentences: together an
        # item can be taller than a page, which no build lets through.
        self.styled = self.chance(0.7)
        self.wild = not self.styled and self.chance(0.7)

    # ---- choices ----------------------------------------------------------

    def chance(self, part):
        return self.random.random() < part

    def pick(self, some):
        return some[self.random.randrange(len(some))]

    def number(self, low, high):
        return self.random.randint(low, high)

    def new_id(self):
        self.used += 1
        return self.pick(["a", "part", "x-1", "b9", "long-" * 6]) + \
            f"-{self.used}"

    # ---- words ------------------------------------------------------------

    def word(self, lang):
        if self.chance(0.12):
            return self.pick(ODD)
        return self.pick(WORDS[lang].split(" "))

    def words(self, lang, n):
        return " ".join(self.word(lang) for _ in range(n))

    def length(self):
        if self.wild and self.chance(0.05):
            return self.number(60, 120)
        if self.chance(0.1):
            return 1
        return self.number(2, 8 if self.styled else 14)

    def sentences(self):
        parts = []
        for _ in range(self.pick([1, 1, 1, 2, 3])):
            length = self.length()
            text = self.words(self.lang, length)
            parts.append(text[0].upper() + text[1:] + self.pick(ENDS))
            if length > 20:
                break
        return " ".join(parts)

    def inline(self, depth):
        """An element inside words."""
        kinds = ["strong", "span", "say", "link"]
        kinds += ["hard"] * (2 * bool(self.hard))
        kinds += ["abbr"] * (2 * bool(self.short))
        kind = self.pick(kinds)
        node = xml.Element(kind)
        lang = self.lang
        node.text = self.words(lang, self.number(1, 4))
        if kind == "span":
            lang = self.pick(sorted(WORDS))
            node.set("xml:lang", lang)
            node.text = self.words(lang, self.number(1, 5))
        elif kind == "say":
            node.set("as", "what is said instead")
        elif kind == "link":
            node.set("href", self.pick(LINKS + ["#" + i for i in self.ids]))
        elif kind in ("hard", "abbr"):
            name, text = self.pick(self.hard if kind == "hard" else self.short)
            node.text = text
            if self.chance(0.5):
                node.set("ref", name)
                node.text = self.pick([text, self.words(lang, 1)])
        # What names an entry of <words> has its words and no others.
        plain = kind in ("link", "say") or \
            kind in ("hard", "abbr") and node.get("ref") is None
        if depth < 2 and not plain and self.chance(0.2):
            inner = self.inline(depth + 1)
            if inner.tag not in ("link", "hard", "abbr"):
                inner.tail = self.pick(["", " x"])
                node.append(inner)
        return node

    def fill(self, node, text=None):
        """Words, some of them marked."""
        node.text = self.sentences() if text is None else text
        last = None
        for _ in range(self.pick([0, 0, 0, 1, 1, 2])):
            inner = self.inline(0)
            before = self.pick([" ", " ", " ", "", " ("])
            if last is None:
                node.text += before
            else:
                last.tail += before
            inner.tail = self.pick([" ", ".", ") ", " "])
            if not self.styled:
                inner.tail += self.sentences()
            node.append(inner)
            last = inner
        return node

    # ---- blocks -----------------------------------------------------------

    def mark(self, node):
        """The attributes that most blocks may have."""
        if self.chance(0.25):
            node.set("id", self.new_id())
            self.ids.append(node.get("id"))
        if self.chance(0.06):
            node.set("xml:lang", self.pick(["en-GB", "cy", "pl", "ur", "fr"]))
        return node

    def show(self, node):
        """A picture, or why there is none."""
        kind = self.number(0, 9)
        if kind == 0:
            node.set("picture", "none")
            node.set("reason", "The words say it all.")
        elif kind <= 2:
            file = self.pick(["map.svg", "photo.jpg", "square.png"])
            node.set("picture", "files/" + file)
            node.set("alt", self.pick(
                ["", "A picture", self.words(self.lang, 12)]))
        else:
            node.set("picture", self.pick(PICTURES))
            if self.chance(0.2):
                node.set("alt", self.pick(["", "Somebody", "“A” & <b>"]))
        return node

    def item(self):
        return self.show(self.mark(self.fill(xml.Element("item"))))

    def list(self):
        node = self.mark(xml.Element("list"))
        if self.chance(0.7):
            node.append(self.fill(xml.Element("lead")))
            if self.chance(0.4):
                self.show(node[0])
        if self.chance(0.4):
            node.set("numbered", self.pick(["yes", "no"]))
        for _ in range(self.pick([1, 2, 2, 3, 3, 6, 12])):
            node.append(self.item())
        return node

    def paragraph(self):
        return self.mark(self.fill(xml.Element("p")))

    def quote(self):
        node = self.mark(self.fill(xml.Element("quote")))
        if self.chance(0.6):
            node.set("by", self.pick(["A carer", "Łucja", "ایک شخص"]))
        if self.chance(0.5):
            self.show(node)
        return node

    def box(self):
        node = self.mark(xml.Element("box"))
        if self.chance(0.6):
            node.append(self.fill(xml.Element("lead")))
        for _ in range(self.number(1, 3)):
            node.append(self.pick([self.paragraph, self.item, self.list])())
        return node

    def cells(self, kind, n):
        node = xml.Element(kind)
        for _ in range(n):
            cell = xml.SubElement(node, "cell")
            cell.text = self.words(self.lang, self.pick([1, 1, 2, 4]))
            if self.chance(0.1):
                inner = self.inline(1)
                cell.text += " "
                inner.tail = ""
                cell.append(inner)
        return node

    def table(self):
        node = self.mark(xml.Element("table"))
        columns = self.pick([1, 2, 2, 3, 4])
        if self.chance(0.5):
            node.append(self.fill(xml.Element("caption")))
        if self.chance(0.7):
            node.append(self.cells("head", columns))
        if self.chance(0.6):
            node.set("row-headers", self.pick(["yes", "no"]))
        for _ in range(self.pick([1, 2, 2, 5, 5, 30])):
            node.append(self.cells("row", columns))
        return node

    def figure(self):
        node = self.mark(self.show(xml.Element("figure")))
        if node.get("picture") == "none":
            node.set("picture", "house")
            del node.attrib["reason"]
        if self.chance(0.5):
            node.append(self.fill(xml.Element("caption")))
        return node

    def question(self):
        node = xml.Element("question", id=self.new_id())
        self.fill(xml.SubElement(node, "ask"))
        for _ in range(self.pick([0, 1, 3])):
            answer = self.show(xml.SubElement(node, "answer"))
            self.fill(answer)
            answer.set("right", self.pick(["yes", "no"]))
        return node

    def wordings(self):
        """The same idea in the two wordings."""
        standard = self.fill(xml.Element("p", wording="standard"))
        standard.set("id", self.new_id())
        easy = self.show(self.fill(xml.Element("item", wording="easy-read")))
        easy.set("from", standard.get("id"))
        return [standard, easy]

    def section(self, level):
        node = self.mark(xml.Element("section"))
        heading = xml.SubElement(node, "heading")
        heading.text = self.words(self.lang, self.pick([1, 1, 3, 5, 5, 20]))
        if self.chance(0.2) and self.styled:
            self.fill(heading, heading.text)
        blocks = [self.item, self.item, self.item, self.list, self.paragraph,
                  self.quote, self.box, self.table, self.figure,
                  self.question]
        if not self.easy:
            blocks.append(self.wordings)
        for _ in range(self.pick([0, 1, 1, 2, 3, 6])):
            made = self.pick(blocks)()
            node.extend(made if isinstance(made, list) else [made])
        for _ in range(self.pick([0, 0, 0, 1, 2]) if level < 3 else 0):
            node.append(self.section(level + 1))
        return node

    # ---- the whole --------------------------------------------------------

    def data(self, parent, kind, text, part):
        if self.chance(part):
            node = xml.SubElement(parent, kind)
            node.text = text
            if self.chance(0.4):
                node.set("label", self.words(self.lang, self.number(1, 6)))

    def about(self):
        node = xml.Element("about")
        title = xml.SubElement(node, "title")
        self.fill(title, self.words(self.lang, self.pick([1, 4, 4, 25])))
        for kind in ("subtitle", "organisation"):
            if self.chance(0.6):
                self.fill(xml.SubElement(node, kind),
                          self.words(self.lang, self.pick([1, 4, 4, 16])))
        if self.chance(0.6):
            xml.SubElement(node, "date").text = self.pick(
                ["2026-03-31", "1999-12-31", "2024-02-29"])
        if self.chance(0.4):
            xml.SubElement(node, "version").text = self.pick(
                ["1.0", "draft & more"])
        if self.chance(0.6):
            self.fill(xml.SubElement(node, "description"))
        if self.chance(0.6):
            cover = xml.SubElement(node, "cover")
            cover.set("picture", self.pick(PICTURES + ["files/photo.jpg"]))
            cover.set("alt", self.pick(["", "What it shows"]))
        if self.chance(0.6):
            contact = xml.SubElement(node, "contact")
            self.data(contact, "phone", "01268 594350", 0.7)
            self.data(contact, "email", "a.b@example.org", 0.7)
            self.data(contact, "web", "https://www.example.org/plan", 0.7)
            self.data(contact, "post", "1 High Street, Southshire", 0.5)
        if self.chance(0.3):
            xml.SubElement(node, "checked", by="The Thursday Group",
                           date="2026-02-01")
        return node

    def word_list(self):
        node = xml.Element("words")
        for i in range(self.pick([0, 1, 5])):
            entry = xml.SubElement(node, "word", id=f"hard-{i}")
            text = f"{self.pick(WORDS[self.lang].split(' '))} {i}"
            xml.SubElement(entry, "term").text = text
            self.fill(xml.SubElement(entry, "meaning"))
            self.hard.append((f"hard-{i}", text))
        for i in range(self.pick([0, 1, 3])):
            entry = xml.SubElement(node, "abbreviation", id=f"short-{i}")
            entry.set("say", self.pick(["letters", "word", "full"]))
            text = self.pick(["ICB", "SEND", "Q"]) + "ABC"[i]
            xml.SubElement(entry, "short").text = text
            xml.SubElement(entry, "full").text = self.words(self.lang, 3)
            self.short.append((f"short-{i}", text))
        if self.chance(0.3):
            xml.SubElement(node, "pronounce", text="Shah", **{"as": "Shar"})
        return node

    def publication(self):
        root = xml.Element("publication", id=f"random-{self.seed}")
        root.set("xmlns", NS)
        root.set("xmlns:xi", XI)
        root.set("xml:lang", self.lang)
        if self.easy:
            root.set("wording", "easy-read")
        # Words are known before they are used, whatever their order.
        words = self.word_list()
        root.append(self.about())
        if len(words) > 0:
            root.append(words)
        for i in range(self.pick([1, 1, 1, 2, 3])):
            section = self.section(1)
            if i == 0:  # an edition without words is refused
                section.insert(1, self.paragraph())
            if self.chance(0.15):
                name = f"part-{i}.xml"
                section.set("xmlns", NS)
                self.files[name] = section
                section = xml.Element("xi:include", href=name)
            root.append(section)
        return root

    # ---- looks ------------------------------------------------------------

    def template(self):
        """Some tokens at their floor or ceiling; None if it has no template
        of its own."""
        if not self.styled:
            return None
        root = xml.Element("template", xmlns=TEMPLATE_NS, id="base",
                           extends="base")
        tokens = xml.SubElement(root, "tokens")
        for kind, name, value in self.tokens():
            if kind == "words":
                kind = "text"
            xml.SubElement(tokens, kind, id=name, value=value)
        return root

    def tokens(self):
        chosen = []
        names = token_limits()
        for name in self.random.sample(sorted(names), self.number(1, 7)):
            kind, values = names[name]
            chosen.append((kind, name, self.pick(values)))
        if self.chance(0.3):
            text, paper, brand, shape, tint = self.pick(PALETTES)
            for name, value in [
                    ("text", text), ("paper", paper), ("brand", brand),
                    ("accent", shape), ("rule", shape), ("tint", tint),
                    ("quiet", text), ("hard-word", text), ("link", text)]:
                chosen.append(("color", name, value))
        return chosen


# Lengths that leave no room for words, if two of them meet: then TPL-23 or
# ERL-08 stops the build, as it should. And what names a voice of the machine.
LEFT_OUT = {"page-width", "page-height", "size", "title-size", "subtitle-size",
            "heading-1", "heading-2", "heading-3", "voice", "bit-rate",
            "picture", "gutter", "pace", "box-padding", "header-gap",
            "footer-gap"}


def token_limits():
    """Of each token of style/tokens.def: its kind, and values at limits."""
    with open(os.path.join(TOP, "src", "style", "tokens.def"),
              encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    found = {}
    for kind, name, low, high in re.findall(
            r'(LENGTH|NUMBER)\(\w+,\s*"([\w-]+)",\s*([^,]+),\s*([^,]+),',
            text):
        values = []
        for value in (low, high):
            unit = "pt" if kind == "LENGTH" else ""
            if value.endswith(" MM"):
                value, unit = value[:-3], "mm"
            if value != "BODY_SIZE":
                values.append(value + unit)
        if name == "line-height":
            values[0] = "1.5"  # the floor of the editions
        found[name] = (kind.lower(), values)
    for name, values in re.findall(
            r'CHOICE\(\w+,\s*"([\w-]+)",\s*"([^"]+)"', text):
        found[name] = ("choice", values.split(" "))
    found["running-text"] = ("words", ["", "{title}", "{title} " * 6, "ہم"])
    return {k: v for k, v in found.items() if k not in LEFT_OUT}


def save(node, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    xml.ElementTree(node).write(path, encoding="utf-8", xml_declaration=True)


def main():
    seed, folder = int(sys.argv[1]), sys.argv[2]
    maker = Maker(seed)
    root = maker.publication()
    template = maker.template()
    save(root, os.path.join(folder, "publication.xml"))
    for name, node in maker.files.items():
        save(node, os.path.join(folder, name))
    if template is not None:
        save(template, os.path.join(folder, "templates", "base.xml"))
    shutil.copytree(SINK, os.path.join(folder, "files"), dirs_exist_ok=True)


if __name__ == "__main__":
    main()
