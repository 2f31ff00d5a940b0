"""Read a tagged PDF back: structure elements with their words, and what is
not in the structure. For parity.py and pdf_rules.py; independent of the
program that wrote the file."""

import re

import pikepdf


class Element:
    """A structure element: role, id, alt, lang, children in reading order.
    A child is an Element or a str (the text of one piece of marked content).
    """

    def __init__(self, role):
        self.role = role
        self.id = self.alt = self.lang = None
        self.attributes = []
        self.children = []

    def text(self):
        return "".join(c if isinstance(c, str) else c.text()
                       for c in self.children)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


class Run:
    """Words drawn at once: text, size in points as seen on the page."""

    def __init__(self, text, size, font, mark):
        self.text, self.size, self.font, self.mark = text, size, font, mark


def read_cmap(data):
    """ToUnicode: code -> str, and bytes a code has."""
    table = {}
    width = 1
    text = data.decode("latin-1")
    hexes = re.compile(r"<([0-9A-Fa-f\s]*)>")

    def string(h):
        return bytes.fromhex(re.sub(r"\s", "", h)).decode("utf-16-be")

    for block in re.findall(
            r"begincodespacerange(.*?)endcodespacerange", text, re.S):
        width = max(width, len(hexes.findall(block)[0].strip()) // 2)
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        found = hexes.findall(block)
        for code, value in zip(found[::2], found[1::2]):
            table[int(code, 16)] = string(value)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for m in re.finditer(
                r"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[(.*?)\])", block, re.S):
            first, last = int(m[1], 16), int(m[2], 16)
            if m[4] is not None:
                for i, value in enumerate(hexes.findall(m[4])):
                    table[first + i] = string(value)
            else:
                start = string(m[3])
                for i in range(last - first + 1):
                    table[first + i] = start[:-1] + chr(ord(start[-1]) + i)
    return table, width


class Font:
    def __init__(self, font):
        self.name = str(font.get("/BaseFont", "?"))
        self.composite = font.get("/Subtype") == "/Type0"
        self.table, self.width = {}, 2 if self.composite else 1
        if "/ToUnicode" in font:
            self.table, _ = read_cmap(font.ToUnicode.read_bytes())

    def decode(self, codes):
        out = []
        for i in range(0, len(codes), self.width):
            code = int.from_bytes(codes[i:i + self.width], "big")
            out.append(self.table.get(code, "\ufffd"))
        return "".join(out)


def multiply(a, b):
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4],
            a[4] * b[1] + a[5] * b[3] + b[5])


class PageReader:
    """The runs of one page, each with the mark it stands in: an MCID, or
    "Artifact", or None for content nobody has marked."""

    def __init__(self, page, fonts):
        self.runs = []
        self.drawn = []  # marks of everything drawn that is no text
        self.fonts = fonts
        self.actual = None
        self.content(page, page.get("/Resources", {}),
                     (1, 0, 0, 1, 0, 0), [])

    def font(self, reference):
        key = reference.objgen
        if key not in self.fonts:
            self.fonts[key] = Font(reference)
        return self.fonts[key]

    @staticmethod
    def mark(stack):
        for tag, mcid in reversed(stack):
            if tag == "/Artifact":
                return "Artifact"
            if mcid is not None:
                return mcid
        return None

    def content(self, page, resources, ctm, marks):
        saved = []
        font, size, matrix = None, 0, (1, 0, 0, 1, 0, 0)
        for operands, operator in pikepdf.parse_content_stream(page):
            op = str(operator)
            if op == "q":
                saved.append((ctm, font, size))
            elif op == "Q":
                ctm, font, size = saved.pop()
            elif op == "cm":
                ctm = multiply([float(x) for x in operands], ctm)
            elif op in ("BDC", "BMC"):
                tag, mcid, actual = str(operands[0]), None, None
                if op == "BDC":
                    facts = operands[1]
                    if isinstance(facts, pikepdf.Name):
                        facts = resources.Properties[facts]
                    if "/MCID" in facts:
                        mcid = int(facts.MCID)
                    if "/ActualText" in facts:
                        actual = str(facts.ActualText)
                marks = marks + [(tag, mcid)]
                if actual is not None:
                    # Its glyphs follow: they tell the size.
                    self.runs.append(Run(actual, 0, "", self.mark(marks)))
                    self.actual = len(marks)
            elif op == "EMC":
                if self.actual == len(marks):
                    self.actual = None
                marks = marks[:-1]
            elif op == "Tf":
                font = self.font(resources.Font[operands[0]])
                size = float(operands[1])
            elif op == "Tm":
                matrix = [float(x) for x in operands]
            elif op == "BT":
                matrix = (1, 0, 0, 1, 0, 0)
            elif op in ("Tj", "TJ"):
                parts = operands[0] if op == "TJ" else [operands[0]]
                text = "".join(
                    font.decode(bytes(p)) for p in parts
                    if isinstance(p, pikepdf.String))
                whole = multiply(matrix, ctm)
                seen = size * abs(whole[0] * whole[3] -
                                  whole[1] * whole[2]) ** 0.5
                if self.actual is not None:
                    self.runs[-1].size, self.runs[-1].font = seen, font.name
                else:
                    self.runs.append(Run(text, seen, font.name,
                                         self.mark(marks)))
            elif op in ("f", "F", "f*", "S", "s", "B", "b", "B*", "b*",
                        "Do", "sh", "BI"):
                self.drawn.append(self.mark(marks))


class Document:
    def __init__(self, path):
        self.pdf = pikepdf.open(path)
        fonts = {}
        self.pages = [PageReader(p, fonts) for p in self.pdf.pages]
        self.fonts = fonts
        numbers = {p.objgen: i for i, p in enumerate(self.pdf.pages)}
        self.marked = []
        for page in self.pages:
            text = {}
            for run in page.runs:
                if isinstance(run.mark, int):
                    text[run.mark] = text.get(run.mark, "") + run.text
            self.marked.append(text)
        self.roles = self.pdf.Root.StructTreeRoot.get("/RoleMap", {})
        self.root = Element("StructTreeRoot")
        self.add(self.root, self.pdf.Root.StructTreeRoot.K, None, numbers)

    def add(self, parent, kids, page, numbers):
        if not isinstance(kids, pikepdf.Array):
            kids = [kids]
        for kid in kids:
            if isinstance(kid, int):
                parent.children.append(self.marked[page].get(int(kid), ""))
            elif kid.get("/Type") == "/MCR":
                where = numbers[kid.Pg.objgen] if "/Pg" in kid else page
                parent.children.append(
                    self.marked[where].get(int(kid.MCID), ""))
            elif kid.get("/Type") == "/OBJR":
                continue
            else:
                element = Element(str(kid.S)[1:])
                for name, key in (("id", "/ID"), ("alt", "/Alt"),
                                  ("lang", "/Lang")):
                    if key in kid:
                        setattr(element, name, str(kid[key]))
                if "/A" in kid:
                    facts = kid.A
                    if not isinstance(facts, pikepdf.Array):
                        facts = [facts]
                    element.attributes = list(facts)
                parent.children.append(element)
                here = numbers[kid.Pg.objgen] if "/Pg" in kid else page
                if "/K" in kid:
                    self.add(element, kid.K, here, numbers)

    def elements(self):
        return self.root.walk()
