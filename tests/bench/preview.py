"""Time from saving an edit to the event that shows it, in milliseconds.

usage: preview.py ADDRESS FILE [TIMES]
Edits FILE, which a running `everyread preview` shows at ADDRESS, and prints
for each edition when the page was told of it: the median and the worst."""
import json
import re
import statistics
import sys
import time
import urllib.request


def states(stream):
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line[6:]), time.monotonic()


def revisions(state):
    return {e["name"]: e["revision"] for e in state["editions"]}


def settle(source):
    for state, _ in source:
        if state["state"] == "ready":
            return state


def edit(path, number):
    """Another word at the end of the last sentence of an item."""
    text = open(path, encoding="utf-8").read()
    at = text.rindex(".</item>")
    start = re.sub(r" again \d+$", "", text[:at])
    changed = f"{start} again {number}{text[at:]}".encode()
    with open(path, "wb") as file:
        file.write(changed)
    return time.monotonic()


def main():
    address, path, times = sys.argv[1], sys.argv[2], int((sys.argv[3:] or [10])[0])
    source = states(urllib.request.urlopen(address + "events"))
    took = {}
    for number in range(times):
        old = revisions(settle(source))
        saved = edit(path, number)
        for state, now in source:
            for name, revision in revisions(state).items():
                if revision != old[name]:
                    took.setdefault(name, []).append((now - saved) * 1000)
                    old[name] = revision
            if state["state"] == "sound":
                took.setdefault("all but sound", []).append((now - saved) * 1000)
                break
        else:
            return
    for name, values in sorted(took.items()):
        print(f"{name}\t{statistics.median(values):.0f}\t{max(values):.0f}")


main()
