"""The audio edition beside the least that it can cost.

usage: voice.py PROGRAM FLOOR PUBLICATION [RUNS]

Builds the audio of PUBLICATION with PROGRAM, without its cache, and lets
FLOOR (floor.c) speak and encode the same words for the same time, each in
its turn, on all cores. Prints the medians of the ratios: of the time on the
clock, and of the time of the processors, which other work on the machine
disturbs less.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

AIM = 1.15


def lines_of(folder):
    """What floor.c reads, from timing.json."""
    name = next(f for f in os.listdir(folder) if f.endswith("-audio"))
    with open(os.path.join(folder, name, "timing.json")) as file:
        timing = json.load(file)
    clips = timing["sentences"]
    starts = [clip["start_ms"] for clip in clips] + [timing["duration_ms"]]
    return "".join(f"{starts[i + 1] - starts[i]}\t{clip['spoken']}\n"
                   for i, clip in enumerate(clips)), timing["duration_ms"]


def measure(command, text=None):
    """Milliseconds on the clock and of the processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, input=text, text=True, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (wall * 1000, (after.ru_utime - before.ru_utime +
                          after.ru_stime - before.ru_stime) * 1000)


def main():
    program, floor_program, publication = sys.argv[1:4]
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 7
    ours, least = [], []
    with tempfile.TemporaryDirectory() as out:
        build = [program, "build", publication, "-o", out, "--only", "audio",
                 "--no-cache", "--quiet"]
        floor = [floor_program, str(os.cpu_count())]
        measure(build)
        lines, duration_ms = lines_of(os.path.join(out, os.listdir(out)[0]))
        measure(floor, lines)
        for _ in range(runs):
            ours.append(measure(build))
            least.append(measure(floor, lines))
    print(f"Text to MP3, {duration_ms / 1000:.0f} s of audio, "
          f"{os.cpu_count()} cores, {runs} runs of each in turn:")
    show("everyread build --only audio", ours)
    show("raw libespeak-ng, raw libmp3lame", least)
    ratios = [statistics.median(a[i] / b[i] for a, b in zip(ours, least))
              for i in (0, 1)]
    print(f"  {'ratio':<34}{ratios[0]:9.2f}{ratios[1]:14.2f}"
          f"       (aim: {AIM} or less)")


def show(name, times):
    wall, spent = (statistics.median(t[i] for t in times) for i in (0, 1))
    print(f"  {name:<34}{wall:9.0f} ms{spent:11.0f} ms of processors")


main()
