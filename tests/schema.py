"""Compare the schema of publications with the table of the reader.

usage: schema.py SCHEMA TABLE
TABLE has lines "element attribute NAME" and "element child NAME" as
tests/schema.sh prints them from src/model/kinds.def. Prints a line for each
element."""

import sys
import xml.etree.ElementTree as tree

RNG = "{http://relaxng.org/ns/structure/1.0}"


def main():
    root = tree.parse(sys.argv[1]).getroot()
    defines = {}
    for define in root.iter(RNG + "define"):
        defines.setdefault(define.get("name"), []).append(define)

    def facts(node, found, seen):
        """Attributes and children of one element, through references."""
        for part in node:
            if part.tag == RNG + "element":
                if part.get("name"):
                    found.add(("child", part.get("name")))
            elif part.tag == RNG + "attribute":
                if part.get("name"):
                    found.add(("attribute", part.get("name")))
            elif part.tag == RNG + "ref":
                name = part.get("name")
                if name not in seen:
                    for define in defines[name]:
                        facts(define, found, seen | {name})
            else:
                facts(part, found, seen)
        return found

    schema = {}
    for element in root.iter(RNG + "element"):
        name = element.get("name")
        if name and ":" not in name:
            schema.setdefault(name, set()).update(
                f for f in facts(element, set(), frozenset())
                # every element may have these two; the reader drops them
                if f[1] not in ("include", "xml:base", "xml:space"))
    schema.pop("include", None)
    table = {}
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            element, what, name = line.split()
            if what != "is":
                table.setdefault(element, set()).add((what, name))
            else:
                table.setdefault(element, set())
    failed = 0
    for name in sorted(schema.keys() | table.keys()):
        ours, theirs = table.get(name), schema.get(name)
        if ours == theirs:
            print(f"ok the schema knows <{name}> as the reader does")
            continue
        failed = 1
        print(f"FAIL the schema and the reader differ on <{name}>")
        if ours is None or theirs is None:
            print("  only one of them has it")
            continue
        for what, fact in sorted(ours - theirs):
            print(f"  only the reader: {what} {fact}")
        for what, fact in sorted(theirs - ours):
            print(f"  only the schema: {what} {fact}")
    sys.exit(failed)


main()
