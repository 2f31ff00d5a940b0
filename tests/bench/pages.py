"""PDFs beside the least that they can cost, from 30 to 500 pages.

usage: pages.py PROGRAM FLOOR [--runs N] [--instructions] [--plot FILE.svg]

Makes publications of 30, 100 and 500 easy-read pages with pictures, and of
30 and 500 large-print pages of text alone. Builds each with PROGRAM (with its
check, all files, words of the dictionary known) and with FLOOR (pdf_floor.c:
the same boxes drawn by Cairo, untagged, unchecked), in turn. Prints medians,
and the ratio pair by pair, which other work on the machine disturbs less.
Then the booklet of 30 pages in all editions, each with nothing kept from
before: the whole beside its parts.
--instructions counts with callgrind, if it is installed; that takes minutes.
"""
import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = [("easy-read", "", 30), ("easy-read", "", 100), ("easy-read", "", 500),
        ("large-print", "text", 30), ("large-print", "text", 500)]


def run(command):
    """Milliseconds on the clock and of the processors, peak MB, output."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: status {process.returncode}")
    wall = (time.monotonic() - start) * 1000
    spent = (usage.ru_utime + usage.ru_stime) * 1000
    return wall, spent, usage.ru_maxrss / 1024, out


def generate(folder, items, kind):
    path = os.path.join(folder, "publication.xml")
    with open(path, "w") as out:
        subprocess.run([os.path.join(HERE, "generate.sh"), str(items)] +
                       ([kind] if kind else []), stdout=out, check=True)
    return path


def make(folder, floor, edition, kind, wanted):
    """A publication of as many pages, or very nearly."""
    items = wanted * 3
    for _ in range(6):
        path = generate(folder, items, kind)
        pages = int(run([floor, path, edition, folder + "/floor.pdf"])[3])
        if pages == wanted:
            break
        items = max(10, round(items * wanted / pages))
    return path, pages


def instructions(command):
    """Millions, of all processes."""
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["valgrind", "--tool=callgrind", "--trace-children=yes",
                        f"--callgrind-out-file={tmp}/%p"] + command,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        total = 0
        for name in os.listdir(tmp):
            with open(os.path.join(tmp, name)) as file:
                found = re.findall(r"^(?:summary|totals): (\d+)", file.read(),
                                   re.M)
            total += int(found[-1]) if found else 0
    return total / 1e6


def measure(ours, floor, runs):
    pairs = []
    for i in range(runs + 1):
        pair = (run(ours), run(floor))
        if i > 0:  # the first warms up
            pairs.append(pair)
    middle = [[statistics.median(p[side][what] for p in pairs)
               for what in range(3)] for side in range(2)]
    ratio = [statistics.median(p[0][what] / p[1][what] for p in pairs)
             for what in range(2)]
    return middle, ratio


def size_kb(path):
    return os.path.getsize(path) / 1024


def plot(rows, path):
    """Time a page, ours and the floor, as bars."""
    scale = 220 / max(max(r["ours"], r["floor"]) / r["pages"] for r in rows)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 330" '
             'font-family="sans-serif" font-size="13">',
             '<title>Milliseconds a page</title>',
             '<text x="20" y="24" font-size="16">Milliseconds a page: '
             'everyread (dark), Cairo alone (light)</text>']
    for i, row in enumerate(rows):
        for k, side in enumerate(("ours", "floor")):
            value = row[side] / row["pages"]
            height = value * scale
            x = 30 + i * 120 + k * 46
            fill = ("#1e50a0", "#9fc0e8")[k]
            parts.append(f'<rect x="{x}" y="{280 - height:.1f}" width="42" '
                         f'height="{height:.1f}" fill="{fill}"/>'
                         f'<text x="{x + 2}" y="{275 - height:.1f}">'
                         f'{value:.2f}</text>')
        parts.append(f'<text x="{30 + i * 120}" y="300">{row["edition"]}'
                     f'</text><text x="{30 + i * 120}" y="318">'
                     f'{row["pages"]} pages</text>')
    with open(path, "w") as out:
        out.write("\n".join(parts) + "\n</svg>\n")


def one_row(args, tmp, edition, kind, wanted):
    folder = os.path.join(tmp, f"{edition}-{wanted}")
    os.makedirs(folder)
    path, pages = make(folder, args.floor, edition, kind, wanted)
    out = os.path.join(folder, "out")
    ours = [args.program, "build", path, "-o", out, "--only", edition]
    floor = [args.floor, path, edition, folder + "/floor.pdf"]
    (mine, least), ratio = measure(ours, floor, args.runs)
    pdf = next(os.path.join(base, name) for base, _, names in os.walk(out)
               for name in names if name.endswith(".pdf"))
    row = {"edition": edition, "pages": pages, "ours": mine[0],
           "floor": least[0], "ratio": ratio, "cpu": mine[1],
           "peak": mine[2], "floor_peak": least[2], "kb": size_kb(pdf),
           "floor_kb": size_kb(folder + "/floor.pdf")}
    if args.instructions:
        row["millions"] = (instructions(ours), instructions(floor))
    return row


def editions_of(folder):
    """Names of the editions that a build wrote, from its manifest."""
    path = next(os.path.join(base, "manifest.json")
                for base, _, names in os.walk(folder)
                if "manifest.json" in names)
    with open(path) as file:
        manifest = json.load(file)
    return sorted({item["edition"] for item in manifest["files"]
                   if item.get("edition")})


def cold(args, tmp, path, options):
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
    out = os.path.join(tmp, "whole")
    shutil.rmtree(out, ignore_errors=True)
    return run([args.program, "build", path, "-o", out] + options), out


def whole(args, tmp):
    """All editions of the booklet of 30 pages, and each alone; the whole and
    its slowest part in turn, so that the ratio is of the same minute."""
    path = os.path.join(tmp, "easy-read-30", "publication.xml")
    alone = {}
    _, out = cold(args, tmp, path, [])
    for name in editions_of(out):
        runs = [cold(args, tmp, path, ["--only", name])[0] for _ in range(3)]
        alone[name] = [statistics.median(run[i] for run in runs)
                       for i in (0, 1)]
    slowest = max(alone, key=lambda name: alone[name][0])
    pairs = [(cold(args, tmp, path, [])[0],
              cold(args, tmp, path, ["--only", slowest])[0])
             for _ in range(args.runs)]
    wall, spent, peak = (statistics.median(all_[i] for all_, _ in pairs)
                         for i in range(3))
    ratio = statistics.median(a[0] / b[0] for a, b in pairs)
    total = sum(part[1] for part in alone.values())
    print("\nThe booklet of 30 pages, nothing kept from before:")
    for name, part in alone.items():
        print(f"  {name:12} {part[0]:7.0f} ms {part[1]:7.0f} cpu ms")
    print(f"  {'all':12} {wall:7.0f} ms {spent:7.0f} cpu ms, {peak:.0f} MB: "
          f"{ratio:.2f} of the slowest part (aim: 1.2 or less), "
          f"{spent / total:.2f} of the work of all parts")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("floor")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--plot")
    args = parser.parse_args()
    if args.instructions and not shutil.which("valgrind"):
        raise SystemExit("--instructions needs valgrind. Install it: "
                         "apt-get install valgrind")
    print("\nPDFs, with their check, beside the same boxes as an untagged PDF "
          "of Cairo's\n(medians; ratios pair by pair):")
    print(f"  {'':11} {'pages':>5} {'ms':>7} {'floor':>7} {'ratio':>6} "
          f"{'cpu ms':>7} {'ratio':>6} {'MB':>5} {'floor':>5} {'KB':>6} "
          f"{'floor':>6}" + ("  million instr." if args.instructions else ""))
    rows = []
    with tempfile.TemporaryDirectory() as tmp:
        os.environ["XDG_CACHE_HOME"] = os.path.join(tmp, "cache")
        for edition, kind, wanted in ROWS:
            row = one_row(args, tmp, edition, kind, wanted)
            rows.append(row)
            print(f"  {row['edition']:11} {row['pages']:5} {row['ours']:7.0f} "
                  f"{row['floor']:7.0f} {row['ratio'][0]:6.2f} "
                  f"{row['cpu']:7.0f} {row['ratio'][1]:6.2f} "
                  f"{row['peak']:5.0f} {row['floor_peak']:5.0f} "
                  f"{row['kb']:6.0f} {row['floor_kb']:6.0f}" +
                  ("  {:.0f} / {:.0f}".format(*row["millions"])
                   if args.instructions else ""), flush=True)
        whole(args, tmp)
    for edition in ("easy-read", "large-print"):
        mine = [r for r in rows if r["edition"] == edition]
        growth = (mine[-1]["ours"] - mine[0]["ours"]) / \
            (mine[-1]["pages"] - mine[0]["pages"])
        print(f"  {edition}: {growth:.2f} ms for each further page")
    if args.plot:
        plot(rows, args.plot)
        print(f"  {args.plot}: the picture")


if __name__ == "__main__":
    main()
