"""Our PDF beside Typst's, of the same easy-read publication.

usage: typst.py PROGRAM TYPST [--runs N]

TYPST is the program of typst.app, version 0.15; it is not installed by make.
Makes publications of 30 and 500 pages with a picture for each item, and a
document for Typst with the same words, pictures, letters, links, cover and
contents, tagged (PDF/UA-1), with the one font that it needs. Builds both in turn
and prints medians and the ratio pair by pair. Ours is checked against the
rules meanwhile and has a manifest; Typst's has no check.
"""
import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, "..", "..")
NS = "{urn:everyread:1}"
HEAD = """#set document(title: "TITLE", description: "TITLE")
#set text(font: "Liberation Sans", size: 16pt, lang: "en", region: "gb")
#set page(paper: "a4", margin: 2.5cm, numbering: (n, ..) => [Page #n],
  header: context if counter(page).get().first() > 1 [TITLE])
#let row(picture, words) = block(height: 5.3cm, grid(columns: (5cm, 1fr),
  gutter: 1cm, image(picture, width: 4.6cm, alt: "picture"), words))
#page(numbering: none)[
  ORGANISATION
  #v(4cm)
  #text(size: 40pt, weight: "bold")[TITLE]
  #image("COVER", width: 9cm, alt: "picture")
  #v(1fr)
  *Easy read* #h(1fr) DATE]
#outline(title: [What is in this booklet])
"""
TAIL = """#pagebreak(weak: true)
= What the hard words mean
*TERM* <word> \\
MEANING
#pagebreak(weak: true)
= How to contact us
Phone: #link("tel:PHONE")[PHONE]
= About the pictures
OpenMoji, openmoji.org, CC BY-SA 4.0
"""


def catalogue():
    """Names of pictures that are one file → the file."""
    files = {}
    for picture in ET.parse(os.path.join(TOP, "symbols/catalogue.xml")).iter():
        if picture.tag.endswith("}picture") and picture.get("file"):
            folder = picture.get("set") or "openmoji"
            path = os.path.join(TOP, "symbols", folder, picture.get("file"))
            if os.path.exists(path):
                files[picture.get("name")] = os.path.abspath(path)
    return files


def typst_words(element, phone):
    """The words of an element, with its links."""
    out = []
    for part in [element] + list(element):
        words = re.sub(r'[#*_`$@<>\[\]\\"~]', "", (part.text or "") if
                       part is element else part.text)
        if part is not element:
            words = "#link(<word>)[*" + words + "*]"
        out.append(words + ("" if part is element else part.tail or ""))
    return "".join(out).replace(
        phone, f'#link("tel:{phone}")[{phone}]')


def typst_source(publication, out):
    """The booklet as somebody would write it for Typst: with a cover,
    contents, page numbers, and all links."""
    files = catalogue()
    any_file = sorted(files.values())[0]
    root = ET.parse(publication).getroot()
    found = {name: root.find(f".//{NS}{name}").text for name in
             ("title", "organisation", "date", "term", "meaning", "phone")}
    holes = {name.upper(): text for name, text in found.items()}
    holes["COVER"] = files.get(root.find(f".//{NS}cover").get("picture"),
                               any_file)

    def fill(text):
        return re.sub("|".join(holes), lambda m: holes[m.group()], text)

    with open(out, "w") as file:
        file.write(fill(HEAD))
        for section in root.iter(NS + "section"):
            file.write("#pagebreak(weak: true)\n= %s\n" %
                       section.find(NS + "heading").text)
            for item in section.iter():
                if item.tag not in (NS + "item", NS + "lead"):
                    continue
                picture = files.get(item.get("picture"), any_file)
                file.write('#row("%s", [%s])\n' %
                           (picture, typst_words(item, found["phone"])))
        file.write(fill(TAIL))


def run(command):
    start = time.monotonic()
    status = subprocess.run(command, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL).returncode
    if status not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: status {status}")
    return (time.monotonic() - start) * 1000


def pages(path):
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True)
    return int(re.search(r"Pages: +(\d+)", said.stdout).group(1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("typst")
    parser.add_argument("--runs", type=int, default=11)
    args = parser.parse_args()
    for items in (90, 1500):
        with tempfile.TemporaryDirectory() as tmp:
            source = os.path.join(tmp, "publication.xml")
            with open(source, "w") as file:
                subprocess.run([os.path.join(HERE, "generate.sh"),
                                str(items)], stdout=file, check=True)
            typst_source(source, tmp + "/b.typ")
            ours = [args.program, "build", source, "-o", tmp + "/out",
                    "--only", "easy-read"]
            theirs = [args.typst, "compile", "--root", "/",
                      "--ignore-system-fonts", "--font-path",
                      "/usr/share/fonts/truetype/liberation2",
                      "--pdf-standard", "ua-1", tmp + "/b.typ",
                      tmp + "/b.pdf"]
            run(ours), run(theirs)
            pairs = [(run(ours), run(theirs)) for _ in range(args.runs)]
            mine, other = (statistics.median(p[i] for p in pairs)
                           for i in (0, 1))
            ratio = statistics.median(p[1] / p[0] for p in pairs)
            path = f"{tmp}/out/bench-{items}/bench-{items}-easy-read.pdf"
            print(f"{pages(path)} pages {mine:.0f} ms; Typst "
                  f"{pages(tmp + '/b.pdf')} pages {other:.0f} ms; "
                  f"{ratio:.2f} times as long; files "
                  f"{os.path.getsize(path) // 1024} and "
                  f"{os.path.getsize(tmp + '/b.pdf') // 1024} KB")


if __name__ == "__main__":
    main()
