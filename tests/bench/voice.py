"""The audio edition beside the least that it can cost.

usage: voice.py PROGRAM FLOOR PUBLICATION [RUNS]

Builds the audio of PUBLICATION with PROGRAM, without its cache, and lets
FLOOR (floor.c) speak and encode the same words for the same time, each in
its turn, on all cores. Prints the medians of four ratios. The way from text to
MP3, as `--timings` has it: on the clock, and in time of the processors, with the
files; other work on the machine disturbs this less. Then the whole build, with
the start of the program and the check of the publication: on the clock, and in
time of the processors.
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


WAY = {"words", "speak", "level", "encode"}


def measure(command, text=None):
    """Milliseconds on the clock, of the processors, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    out = subprocess.run(command, input=text, text=True, check=True,
                         stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL).stdout
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (after.ru_utime - before.ru_utime + after.ru_stime -
             before.ru_stime)
    return wall * 1000, spent * 1000, out


def measure_build(command):
    wall, spent, out = measure(command)
    rows = [line.split("\t") for line in out.splitlines()]
    rows = [row for row in rows if len(row) == 4 and row[0] == "audio"]
    way = sum(float(row[2]) for row in rows if row[1] in WAY)
    way_spent = sum(float(row[2]) for row in rows if row[1] == "processors")
    return way, way_spent, wall, spent


def measure_floor(command, lines):
    wall, spent, out = measure(command, lines)
    return float(out.split()[0]), spent, wall, spent


def show(name, times):
    print(f"  {name:<34}" + "".join(
        f"{statistics.median(t[i] for t in times):9.0f} ms"
        for i in range(4)))


def main():
    program, floor_program, publication = sys.argv[1:4]
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 7
    ours, least = [], []
    with tempfile.TemporaryDirectory() as out:
        build = [program, "build", publication, "-o", out, "--only", "audio",
                 "--no-cache", "--quiet", "--timings"]
        floor = [floor_program, str(os.cpu_count())]
        measure_build(build)
        lines, duration_ms = lines_of(os.path.join(out, os.listdir(out)[0]))
        measure_floor(floor, lines)
        for _ in range(runs):
            ours.append(measure_build(build))
            least.append(measure_floor(floor, lines))
    ratios = [statistics.median(a[i] / b[i] for a, b in zip(ours, least))
              for i in range(4)]
    print(f"{duration_ms / 1000:.0f} s of audio, {os.cpu_count()} cores, "
          f"{runs} runs of each in turn:")
    print(f"{'text to MP3':>48}{'processors':>12}{'all of it':>12}"
          f"{'processors':>12}")
    show("everyread build --only audio", ours)
    show("raw libespeak-ng, raw libmp3lame", least)
    print(f"  {'ratio':<34}{ratios[0]:9.2f}" + "".join(
        f"{ratio:12.2f}" for ratio in ratios[1:]) + f"   (aim: {AIM} or less)")


main()
