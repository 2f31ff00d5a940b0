#!/bin/bash
# The checker against sentences that an editor has labelled: how often it is
# right, and how much it finds, for each rule.
#
# A publication holds few sentences, far apart in the set, so that none hides
# what is in another. A word rule may find a word under another code than the editor has
# chosen: ERW-08 (hard), ERW-10 (abstract) and ERW-38 (not everyday) count for
# each other. tests/check/floors.tsv has the least that each rule must reach.
# usage: labelled.sh [--list]    --list: show each miss and each wrong alarm
source "$(dirname "$0")/lib.sh"

$python - "$everyread" "$tmp" "${1:-}" <<'END'
import json, re, subprocess, sys
from xml.sax.saxutils import escape

everyread, folder, option = sys.argv[1:4]
WORDS = {"ERW-08", "ERW-10", "ERW-38"}
HEAD = ('<publication xmlns="urn:everyread:1" id="t" xml:lang="en-GB" '
        'wording="%s"><about><title>A plan</title><organisation>A council'
        '</organisation><date>2026-01-01</date><description>A plan.'
        '</description><contact><phone>01268 594350</phone>'
        '<email>a@b.uk</email></contact></about><section><heading>Help'
        '</heading><p>We help you.</p>')
NEXT = '</section>\n<section><heading>Help</heading>'
EASY = '<item picture="none" reason="r">%s</item>'
TAIL = '\n</section></publication>\n'

rows = []
for line in open("tests/check/sentences.tsv", encoding="utf-8"):
    if line.startswith("#"):
        continue
    text, wording, codes, *rest = line.rstrip("\n").split("\t")
    rows.append((text, wording, set(codes.split(",")) - {"-"},
                 bool(rest) and rest[0] == "held-out"))

def check(groups):
    """The rules found in each sentence; one publication for each group of
    one wording. Each sentence is a line of its file, from line 2 on."""
    paths = []
    for n, group in enumerate(groups):
        easy = rows[group[0]][1] == "easy"
        path = "%s/%03d.xml" % (folder, n)
        with open(path, "w", encoding="utf-8") as out:
            out.write(HEAD % ("easy-read" if easy else "standard"))
            for i in group:
                out.write(NEXT + (EASY if easy else "<p>%s</p>") %
                          escape(rows[i][0]))
            out.write(TAIL)
        paths.append(path)
    run = subprocess.run([everyread, "check", "--format=json"] + paths,
                         capture_output=True, text=True, encoding="utf-8")
    found = {i: set() for group in groups for i in group}
    for line in run.stdout.splitlines():
        finding = json.loads(line)
        n = int(re.search(r"(\d+)\.xml$", finding["file"]).group(1))
        at = finding["line"] - 2
        if finding["rule"].startswith("ERW-") and 0 <= at < len(groups[n]):
            found[groups[n][at]].add(finding["rule"][:6])
    return found

TOGETHER = 6
groups = []
for wording in ("easy", "standard"):
    ours = [i for i, row in enumerate(rows) if row[1] == wording]
    step = (len(ours) + TOGETHER - 1) // TOGETHER
    groups += [ours[k::step] for k in range(step)]
found = check(groups)
# Two sentences of a publication can have two words for one thing: look again.
again = [[i] for i in found if "ERW-09" in found[i]]
if again:
    found.update(check(again))
found = [found[i] for i in range(len(rows))]

def alike(rule):
    return WORDS if rule in WORDS else {rule}

def count(rule, which):
    """right alarms, wrong alarms, faults found, faults missed"""
    right = wrong = hit = missed = 0
    for (text, _, labels, held), has in zip(rows, found):
        if held != which:
            continue
        if rule in has:
            good = bool(alike(rule) & labels)
            right += good
            wrong += not good
            if not good and option == "--list":
                print("  wrong  %s: %s" % (rule, text))
        if rule in labels:
            good = bool(alike(rule) & has)
            hit += good
            missed += not good
            if not good and option == "--list":
                print("  missed %s: %s" % (rule, text))
    return right, wrong, hit, missed

def share(part, rest):
    return part / (part + rest) if part + rest else None

def shown(value):
    return "   -" if value is None else "%.2f" % value

floors = {}
for line in open("tests/check/floors.tsv", encoding="utf-8"):
    if not line.startswith("#"):
        rule, precision, recall = line.split()
        floors[rule] = float(precision), float(recall)
rules = sorted(set().union(*found, *(labels for _, _, labels, _ in rows)))
failed = False
for held in (False, True):
    n = sum(1 for row in rows if row[3] == held)
    if n == 0:
        continue
    print("  %d sentences%s: rule, alarms, precision, faults, recall" % (
        n, ", held out" if held else ""))
    for rule in rules:
        right, wrong, hit, missed = count(rule, held)
        precision, recall = share(right, wrong), share(hit, missed)
        if right + wrong + hit + missed == 0:
            continue
        print("  %s %4d %s %4d %s" % (rule, right + wrong, shown(precision),
                                      hit + missed, shown(recall)))
        if held:
            continue
        least = floors.get(rule)
        good = least is not None and (
            precision is None or precision >= least[0]) and (
            recall is None or recall >= least[1])
        print("%s %s: precision %s, recall %s, at least %s" % (
            "ok" if good else "FAIL", rule, shown(precision), shown(recall),
            "no floor is set" if least is None else "%.2f and %.2f" % least))
        failed = failed or not good
good = sum(1 for row in rows if not row[2])
enough = len(rows) >= 320 and good * 2 >= len(rows) - 40
print("%s %d sentences, %d without a fault" % (
    "ok" if enough else "FAIL", len(rows), good))
sys.exit(failed or not enough)
END
exit $?
