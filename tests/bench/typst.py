"""Our PDF beside Typst's, of the same easy-read publication.

usage: typst.py PROGRAM TYPST [--runs N]

TYPST is the program of typst.app, version 0.15; it is not installed by make.
Makes publications of 30 and 500 pages with a picture for each item, and a
document for Typst with the same words, pictures, letters and about as many
pages, tagged (PDF/UA-1), with the one font that it needs. Builds both in turn
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
HEAD = """#set document(title: "A booklet", description: "A booklet")
#set text(font: "Liberation Sans", size: 16pt, lang: "en", region: "gb")
#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#let row(picture, words) = block(height: 5.3cm, grid(columns: (5cm, 1fr),
  gutter: 1cm, image(picture, width: 4.6cm, alt: "picture"), words))
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


def typst_source(publication, out):
    files = catalogue()
    any_file = sorted(files.values())[0]
    with open(out, "w") as file:
        file.write(HEAD)
        for section in ET.parse(publication).iter(NS + "section"):
            file.write("#pagebreak(weak: true)\n= %s\n" %
                       section.find(NS + "heading").text)
            for item in section.iter():
                if item.tag not in (NS + "item", NS + "lead"):
                    continue
                words = re.sub(r'[#*_`$@<>\[\]\\"~]', "",
                               "".join(item.itertext()))
                picture = files.get(item.get("picture"), any_file)
                file.write('#row("%s", [%s])\n' % (picture, words))


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
