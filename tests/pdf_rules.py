"""Rules for a finished PDF that no validator checks.

usage: pdf_rules.py BODY_SIZE FILE.pdf
Prints "ok RULE" or "FAIL RULE: what" for each."""

import re
import sys

import pikepdf

import pdf

failed = 0


def rule(name, wrong):
    """wrong: a list of what breaks the rule."""
    global failed
    if wrong:
        failed += 1
        print(f"FAIL {path}: {name}: {len(wrong)} times")
        for what in wrong[:4]:
            print(f"  {what}")
    else:
        print(f"ok {path}: {name}")


def destination_page(document, dest, numbers):
    if dest is None:
        return None
    if isinstance(dest, pikepdf.Dictionary) and "/S" in dest:
        dest = dest.get("/SD", dest.get("/D"))
    first = dest[0]
    if first.objgen in numbers:
        return numbers[first.objgen]
    if "/Pg" in first:  # a structure destination
        return numbers[first.Pg.objgen]
    return None


def outline(node, depth=1):
    while node is not None:
        yield depth, node
        if "/First" in node:
            yield from outline(node.First, depth + 1)
        node = node.get("/Next")


body, path = float(sys.argv[1]), sys.argv[2]
doc = pdf.Document(path)
elements = list(doc.elements())
pages = doc.pdf.pages
root = doc.pdf.Root
numbers = {p.objgen: i for i, p in enumerate(pages)}

rule("every picture in the structure has words (ERP-07)",
     [f"Figure {e.id}" for e in elements
      if e.role == "Figure" and not (e.alt or "").strip()])
rule("no \"picture of\" (ERP-07)",
     [e.alt for e in elements if e.alt and
      re.match(r"(a |the )?(picture|image|photo|drawing) of", e.alt, re.I)])
rule("everything drawn is marked",
     [f"page {i + 1}: {r.text!r}" for i, p in enumerate(doc.pages)
      for r in p.runs if r.mark is None] +
     [f"page {i + 1}" for i, p in enumerate(doc.pages)
      for m in p.drawn if m is None])
rule("every glyph has a character",
     [f"page {i + 1}: {r.text!r}" for i, p in enumerate(doc.pages)
      for r in p.runs if "\ufffd" in r.text])
rule(f"nothing smaller than {body:g} pt (ERL-01, PR-03)",
     [f"page {i + 1}: {r.size:.2f} pt {r.text!r}"
      for i, p in enumerate(doc.pages) for r in p.runs
      if r.text.strip() and r.size < body - 0.05])
rule("no italic letters (ERL-12)",
     [f.name for f in doc.fonts.values()
      if re.search("ital|obli", f.name, re.I)])
rule("no ligatures (ERL-23)",
     [f"page {i + 1}: {r.text!r}" for i, p in enumerate(doc.pages)
      for r in p.runs if re.search("[\ufb00-\ufb06]", r.text)])
rule("no word is parted at a line's end (ERL-06)",
     [e.text() for e in elements if "\u00ad" in e.text()])
rule("all pages have one size (ERL-22)",
     sorted({str([float(x) for x in p.MediaBox]) for p in pages})[1:])
rule("every page but the cover has its number (ERL-16)",
     [f"page {i + 1}" for i, p in enumerate(doc.pages[1:-1], 1)
      if not any(r.mark == "Artifact" and re.search(r"\d", r.text)
                 for r in p.runs)])
rule("the first heading is an H1 and no level is skipped",
     [f"{a} then {b}" for a, b in zip(
         ["H0"] + [e.role for e in elements if re.match(r"H\d$", e.role)],
         [e.role for e in elements if re.match(r"H\d$", e.role)])
      if int(b[1]) > int(a[1]) + 1])
headings = [re.sub(r"\s+", " ", e.text()).strip() for e in elements
            if re.match(r"H\d$", e.role)]
marks = [re.sub(r"\s+", " ", str(n.Title)).strip()
         for _, n in outline(root.Outlines.get("/First"))] \
    if "/Outlines" in root else []
rule("every bookmark is a heading, in order (PDF-04)",
     [] if marks and all(m in headings for m in marks) else
     [f"bookmarks {marks[:6]}", f"headings {headings[:6]}"])
rule("every bookmark leads to a page",
     [str(n.Title) for _, n in outline(root.Outlines.get("/First"))
      if destination_page(doc, n.get("/Dest", n.get("/A")), numbers) is None]
     if "/Outlines" in root else ["no bookmarks"])
rule("page labels (PDF-04)", [] if "/PageLabels" in root else ["none"])
rule("the language is set", [] if str(root.get("/Lang", "")) else ["none"])
rule("no JavaScript, no files, no dates",
     [k for k in ("/OpenAction", "/AA", "/Names", "/AcroForm") if k in root] +
     [k for k in doc.pdf.trailer.get("/Info", {}) if k != "/Title"])

links = []
for i, page in enumerate(pages):
    for note in page.get("/Annots", []):
        links.append((i, note))
rule("every link says where it goes (ERW-32)",
     [f"page {i + 1}" for i, n in links
      if not str(n.get("/Contents", "")).strip()])
rule("every link leads somewhere",
     [f"page {i + 1}" for i, n in links
      if "/A" not in n and
      destination_page(doc, n.get("/Dest"), numbers) is None])
rule("every link lies on its page",
     [f"page {i + 1} {[float(x) for x in n.Rect]}" for i, n in links
      if not (0 <= n.Rect[0] < n.Rect[2] <= pages[i].MediaBox[2] and
              0 <= n.Rect[1] < n.Rect[3] <= pages[i].MediaBox[3])])

# The contents: each entry ends with the number printed on the page it links
# to. Page labels tell what is printed.
toc = [e for e in elements if e.role == "TOCI"]
if len(pages) > 4:
    rule("contents on more than 4 pages (ERL-18)", [] if toc else ["none"])
labels = []
tree = root.get("/PageLabels", {}).get("/Nums", [])
starts = [(int(tree[i]), tree[i + 1]) for i in range(0, len(tree), 2)]
for i in range(len(pages)):
    begin, facts = [s for s in starts if s[0] <= i][-1] if starts else (0, {})
    number = int(facts.get("/St", 1)) + i - begin
    labels.append(str(facts.get("/P", "")) +
                  (str(number) if "/S" in facts else ""))
wrong = []
internal = [n for _, n in links if "/Dest" in n or
            (n.get("/A", {}).get("/S") == "/GoTo")]
for entry, note in zip(toc, internal):
    printed = re.search(r"(\d+)\s*$", entry.text())
    page = destination_page(doc, note.get("/Dest", note.get("/A")), numbers)
    if printed and page is not None and labels[page] != printed[1]:
        wrong.append(f"{entry.text()!r} links to page {labels[page]}")
rule("contents show the page they link to", wrong)
rule("a head cell has a scope (Matterhorn 15-003)",
     [e.text() for e in elements if e.role == "TH" and
      not any("/Scope" in a for a in e.attributes)])
rule("a list tells how it is numbered",
     [e.text()[:40] for e in elements if e.role == "L" and
      any(c.role == "Lbl" for c in e.walk()) and
      not any("/ListNumbering" in a for a in e.attributes)])
rule("text is found outside pictures",
     [] if any(e.text().strip() for e in elements) else ["no text"])
sys.exit(failed != 0)
