"""After an edit: how long until the new publication is there?
usage: warm.py PROGRAM PUBLICATION [EDITS]

Each edit changes one sentence at random (tests/warm.py) and is then built
three times: the easy-read PDF alone and all editions, with a cache that knows
the words before the edit, and all editions without a cache. Prints medians,
what was spoken and encoded, and the ratio of the last two, pair by pair.
"""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

AIMS_MS = {"easy-read PDF": 35, "all editions": 200}
KINDS = ("speech", "frames")


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr.decode())
    spent = (after.ru_utime + after.ru_stime
             - before.ru_utime - before.ru_stime)
    return wall * 1000, spent * 1000


def entries(cache, kind):
    folder = os.path.join(cache, "everyread", kind)
    return set(os.listdir(folder)) if os.path.isdir(folder) else set()


def show(name, times):
    wall, spent = (statistics.median(t[i] for t in times) for i in range(2))
    aim = f"   (aim: {AIMS_MS[name]} or less)" if name in AIMS_MS else ""
    print(f"  {name:<26}{wall:8.0f} ms{spent:8.0f} ms{aim}")


def main():
    program, publication = sys.argv[1:3]
    edits = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    times = {"easy-read PDF": [], "all editions": [], "the same, no cache": []}
    new = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory() as tmp:
        book = os.path.join(tmp, "in", os.path.basename(publication))
        shutil.copytree(os.path.dirname(publication), os.path.dirname(book))
        cache = os.environ["XDG_CACHE_HOME"] = os.path.join(tmp, "cache")
        build = [program, "build", book, "-q", "-o", os.path.join(tmp, "out")]
        # in a folder of its own: who makes one edition has made it before,
        # and does not wait for the recordings of another build to be removed
        alone = [program, "build", book, "-q", "--only", "easy-read",
                 "-o", os.path.join(tmp, "alone")]
        measure(build)
        measure(alone)
        for seed in range(edits):
            subprocess.run([sys.executable, "tests/warm.py", str(seed), book,
                            book], check=True, stdout=subprocess.DEVNULL)
            times["easy-read PDF"].append(measure(alone))
            known = {kind: entries(cache, kind) for kind in KINDS}
            times["all editions"].append(measure(build))
            for kind in KINDS:
                new[kind].append(len(entries(cache, kind) - known[kind]))
            times["the same, no cache"].append(
                measure(build + ["--no-cache"]))
        total = {kind: len(entries(cache, kind)) - sum(new[kind])
                 for kind in KINDS}
    print(f"\nAfter an edit of one sentence, {edits} edits of "
          f"{os.path.basename(os.path.dirname(publication))}:")
    print(f"{'on the clock':>39}{'processors':>11}")
    for name in times:
        show(name, times[name])
    ratio = statistics.median(a[0] / b[0] for a, b in zip(
        times["all editions"], times["the same, no cache"]))
    print(f"  with the cache: {ratio:.2f} of the time without it")
    print(f"  spoken anew: {statistics.median(new['speech']):g} (most: "
          f"{max(new['speech'])}) of {total['speech']} sentences")
    print(f"  encoded anew: {statistics.median(new['frames']):g} (most: "
          f"{max(new['frames'])}) of {total['frames']} stretches")


main()
