"""The audio edition as a listener hears it: read from the finished MP3.

usage: audio.py FOLDER DOCUMENT WORDS [--pace]

FOLDER is what `everyread build --only audio` made, DOCUMENT the output of
`everyread dump --document audio`, WORDS the words.xml of its language. Checks
the silences (AUD-07), the announcements (AUD-01 to AUD-06) and that contact
details are said twice; with --pace also that 150 words are said in a minute
(SPK-20). Prints "ok" or "FAIL" for each check.
"""
import array
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

RATE = 22050
LOUD = 150      # a sample above it is speech: 33 dB below full speech
STEP = 110      # samples looked at together, 5 ms
NEAR_MS = 90    # speech fades, and starts softly
PAUSE = {"sentence": 700, "item": 1000, "before heading": 1500,
         "after heading": 1000}
failed = False


def check(good, what, *details):
    global failed
    print("ok" if good else "FAIL", what)
    if not good:
        failed = True
        for detail in details:
            print(f"  {detail}")


def decode(path):
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-"],
        capture_output=True, check=True).stdout
    return array.array("h", raw)


def loud(samples, step):
    piece = samples[step * STEP:(step + 1) * STEP]
    return bool(piece) and max(max(piece), -min(piece)) > LOUD


def silence_before(samples, ms):
    """Milliseconds of silence that end at the first sound after ms - 50."""
    end = max(ms - 50, 0) * RATE // 1000 // STEP
    start = end
    while start > 0 and not loud(samples, start - 1):
        start -= 1
    while end * STEP < len(samples) and not loud(samples, end):
        end += 1
    return (end - start) * STEP * 1000 / RATE


def silence_after(samples):
    end = start = len(samples) // STEP
    while start > 0 and not loud(samples, start - 1):
        start -= 1
    return (end - start) * STEP * 1000 / RATE


def nodes_of(path):
    """Sentence id → (kind of its node, number of its node)."""
    nodes, kind, number = {}, None, 0
    for line in open(path, encoding="utf-8"):
        sentence = re.match(r"\s+(\S+) \[[\w-]+\] <", line)
        if sentence:
            nodes[sentence.group(1)] = (kind, number)
        else:
            kind, number = line.split()[0], number + 1
    return nodes


def expected_pause(before, after):
    if after[0] == "heading" and before[1] != after[1]:
        return "before heading"
    if before[0] == "heading" and before[1] != after[1]:
        return "after heading"
    if before[1] == after[1] or after[0] == "meaning":
        return "sentence"
    return "item"


def check_pauses(samples, lines, nodes):
    measured = {kind: [] for kind in PAUSE}
    wrong = []
    for before, after in zip(lines, lines[1:]):
        if (before["id"] not in nodes or after["id"] not in nodes or
                before["chapter"] != after["chapter"]):
            continue
        kind = expected_pause(nodes[before["id"]], nodes[after["id"]])
        ms = silence_before(samples, after["start_ms"])
        measured[kind].append(ms)
        if abs(ms - PAUSE[kind] - NEAR_MS / 2) > NEAR_MS / 2 + 30:
            wrong.append(f"{kind}: {ms:.0f} ms before \"{after['text']}\"")
    for kind, all_ms in measured.items():
        if all_ms:
            mean = sum(all_ms) / len(all_ms)
            check(not wrong, f"silence, {kind}: {mean:.0f} ms in the mean of "
                  f"{len(all_ms)}, wanted {PAUSE[kind]}", *wrong[:8])


def check_files(folder, timing):
    for chapter in timing["chapters"]:
        samples = decode(os.path.join(folder, chapter["file"]))
        name = os.path.basename(chapter["file"])
        head = silence_before(samples, 500)
        tail = silence_after(samples)
        check(500 <= head <= 1000 and 1000 <= tail <= 5000,
              f"silence at the ends of {name}", f"{head:.0f}, {tail:.0f} ms")
        length = len(samples) * 1000 / RATE
        check(abs(length - (chapter["end_ms"] - chapter["start_ms"])) < 60 and
              length <= 120 * 60000, f"length of {name}", f"{length:.0f} ms")


def check_announcements(timing, words, minutes, document):
    lines = timing["sentences"]
    texts = [line["text"] for line in lines]
    parts = [c["title"] for c in timing["chapters"][1:]]
    title = timing["chapters"][0]["title"]
    length = words["said-length"].replace("{n}", str(minutes))
    if minutes <= 1:
        length = words["said-length-one"]
    numbered = [words["part-of"].replace("{n}", str(i + 1))
                .replace("{title}", part) for i, part in enumerate(parts)]
    opening = [line for line in lines if line["chapter"] == 0]
    around = words["said-intro"].replace("{title}", title).split("{")[0]
    check(texts[0] == title and
          lines[0]["spoken"].startswith(around.rstrip(". ")),
          "AUD-01 the title and whom it is from", lines[0])
    check(length in texts, f"AUD-02 it says its true length: {length}",
          *texts[:8])
    check(words["said-parts"].replace("{n}", str(len(parts))) in texts,
          "AUD-02 it says how many parts it has", *texts[:8])
    order = [words["said-voice"], length, words["said-skip"],
             words["said-contents"]] + numbered
    said = [line["text"] for line in opening if line["text"] in order]
    check(said == order, "AUD-03 order of the opening", said, order)
    origins = re.findall(r"^  section \((hard-words|contact)\)", document,
                         re.M)
    check(origins == sorted(origins, reverse=True) and
          texts[-1] == words["end"].replace("{title}", title),
          "AUD-03 hard words, contact, the end", origins, texts[-1])
    firsts = [next(line for line in lines if line["chapter"] == i + 1)
              for i in range(len(parts))]
    wrong = [line for line, want, title in zip(firsts, numbered, parts)
             if line["text"] != title or not line["spoken"].startswith(
                 want.split(":")[0])]
    check(not wrong, "AUD-05, AUD-06 a file starts with its number and title",
          *wrong[:4])


def check_twice(lines, words, nodes):
    again = words["said-again"].split("{value}")[0]
    said = [i for i, line in enumerate(lines) if line["id"] is None and
            line["text"].startswith(again)]
    wrong = [lines[i]["text"] for i in said
             if lines[i]["text"][len(again):] not in lines[i - 1]["text"]]
    check(said and not wrong,
          f"{len(said)} contact details are said twice", *wrong)
    # In the body the same words are said at the common pace.
    for i in said:
        slow = lines[i - 1]
        for line in lines[:said[0] - 1]:
            if line["spoken"] != slow["spoken"]:
                continue
            ratio = ((slow["end_ms"] - slow["start_ms"] - 300) /
                     (line["end_ms"] - line["start_ms"] - 300))
            check(1.2 < ratio < 1.5,
                  f"slowly: {ratio:.2f} times as long: {slow['text']}")


def check_pace(lines, nodes):
    plain = [line for line in lines if line["id"] in nodes and
             line["text"] == line["spoken"]]
    words = sum(len(line["text"].split()) for line in plain)
    ms = sum(line["end_ms"] - line["start_ms"] for line in plain)
    pace = words * 60000 / ms
    check(len(plain) > 50 and abs(pace - 150) <= 3,
          f"SPK-20 {pace:.1f} words a minute, {words} words",
          f"{len(plain)} sentences")


def main():
    folder, dump, words_file = sys.argv[1:4]
    name = next(f for f in os.listdir(folder) if f.endswith("-audio"))
    with open(os.path.join(folder, name, "timing.json")) as file:
        timing = json.load(file)
    words = {word.get("id"): word.text
             for word in xml.parse(words_file).getroot().iter()
             if word.get("id")}
    nodes = nodes_of(dump)
    samples = decode(os.path.join(folder, timing["file"]))
    minutes = int(len(samples) / RATE / 60 + 0.5)
    with open(dump, encoding="utf-8") as file:
        document = file.read()
    check_announcements(timing, words, minutes, document)
    check_pauses(samples, timing["sentences"], nodes)
    check_files(folder, timing)
    check_twice(timing["sentences"], words, nodes)
    if "--pace" in sys.argv:
        check_pace(timing["sentences"], nodes)
    sys.exit(failed)


main()
