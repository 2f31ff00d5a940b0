"""Make a publication that fails smaller, as long as it fails in the same way.

usage: shrink.py FOLDER [SECONDS]
Judges FOLDER/publication.xml with tests/random.sh --judge, takes elements,
attributes and words away, and leaves what still fails in its place; the same
with templates/base.xml. Prints what is left."""

import copy
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml

HERE = os.path.dirname(os.path.abspath(__file__))
NAMESPACES = {"": "urn:everyread:1", "xi": "http://www.w3.org/2001/XInclude"}


def failure(folder):
    """The first thing that fails, without what differs from case to case;
    None if nothing does."""
    done = subprocess.run(
        [os.path.join(HERE, "..", "random.sh"), "--judge", folder],
        stdout=subprocess.PIPE, text=True, errors="replace", check=False)
    lines = done.stdout.splitlines()
    for i, line in enumerate(lines):
        if line.startswith("FAIL"):
            if line.startswith("FAIL build") and i + 1 < len(lines):
                code = re.search(r"\[[A-Z]+-\d+\]", lines[i + 1])
                return "FAIL build " + (code.group() if code else "")
            return re.sub(r"\d+|: .*|[\w-]*-x[\w-]*", "", line)
    return None


class Case:
    """A file of the folder as a tree that is cut."""

    def __init__(self, folder, name, seconds):
        self.folder = folder
        self.path = os.path.join(folder, name)
        self.end = time.monotonic() + seconds
        self.wanted = failure(folder)

    def read(self):
        return xml.parse(self.path)

    def try_tree(self, tree):
        """Keep the tree if it fails in the same way."""
        if time.monotonic() > self.end:
            return False
        with tempfile.TemporaryDirectory() as place:
            copied = os.path.join(place, os.path.basename(self.folder))
            shutil.copytree(self.folder, copied)
            path = os.path.join(
                copied, os.path.relpath(self.path, self.folder))
            tree.write(path, encoding="utf-8", xml_declaration=True)
            if failure(copied) != self.wanted:
                return False
        tree.write(self.path, encoding="utf-8", xml_declaration=True)
        return True

    def cut_children(self, depth):
        """Halves, quarters … of the children of all elements so deep."""
        at = 0
        while True:
            parents = level(self.read().getroot(), depth)
            if at >= len(parents):
                return
            size = len(parents[at])
            while size > 0:
                size = self.cut_runs(depth, at, size)
            at += 1

    def cut_runs(self, depth, at, size):
        """Cut runs of that many children; the next size to try."""
        start = 0
        while True:
            tree = self.read()
            parent = level(tree.getroot(), depth)[at]
            if start >= len(parent):
                return size // 2
            for child in list(parent)[start:start + size]:
                parent.remove(child)
            if not self.try_tree(tree):
                start += size

    def shorten(self):
        """Each attribute away, each text halved."""
        count = len(list(self.read().getroot().iter()))
        for i in range(count):
            for name in list(list(self.read().getroot().iter())[i].attrib):
                tree = self.read()
                del list(tree.getroot().iter())[i].attrib[name]
                self.try_tree(tree)
            for part in ("text", "tail"):
                self.shorten_text(i, part)

    def shorten_text(self, i, part):
        while True:
            tree = self.read()
            node = list(tree.getroot().iter())[i]
            words = (getattr(node, part) or "").split(" ")
            if len(words) < 2:
                return
            half = len(words) // 2
            for kept in (words[:half], words[half:]):
                tried = copy.deepcopy(tree)
                setattr(list(tried.getroot().iter())[i], part, " ".join(kept))
                if self.try_tree(tried):
                    break
            else:
                return


def level(node, depth):
    """All elements at a depth, in order."""
    if depth == 0:
        return [node]
    return [found for child in node for found in level(child, depth - 1)]


def main():
    folder = sys.argv[1]
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 90
    for prefix, uri in NAMESPACES.items():
        xml.register_namespace(prefix, uri)
    for name in ("publication.xml", "templates/base.xml"):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        if name != "publication.xml":
            xml.register_namespace("", "urn:everyread:template:1")
        case = Case(folder, name, seconds)
        if case.wanted is None:
            print("it does not fail")
            return
        for depth in range(7):
            case.cut_children(depth)
        case.shorten()
        print(f"{path}: {case.wanted}")
        with open(path, encoding="utf-8") as file:
            print(file.read()[:2000])


main()
