#!/bin/bash
# Which lines of src/ the tests run; a table of the modules, and each line in
# build/coverage/lines/.
set -u
cd "$(dirname "$0")/.." || exit 1
flavour=build/coverage
find $flavour -name '*.gcda' -delete
# Landlock would keep the counts from being written.
export EVERYREAD_UNCONFINED=yes
# They are judged by "make check"; here they only have to run.
export EVERYREAD=$PWD/$flavour/everyread
printf '%s\n' "unit.sh coverage" golden.sh smoke.sh checker.sh report.sh \
    review.sh review_pack.sh review_serve.sh templates.sh preview.sh \
    audio.sh deep.sh clumsy.sh |
    xargs -P "$(nproc)" -I{} sh -c 'tests/{} >/dev/null 2>&1'

rm -rf $flavour/lines && mkdir -p $flavour/lines
gcovr --root . --object-directory $flavour --filter src/ -j "$(nproc)" \
    --json-summary $flavour/summary.json --html-details \
    $flavour/lines/index.html --exclude-throw-branches \
    --gcov-ignore-parse-errors >$flavour/gcovr.log 2>&1 || {
	tail -n 5 $flavour/gcovr.log
	exit 1
}
jq -r '
    def row: "\(.[0]) \(.[1]) \(.[2])";
    [.files[] | {
        module: (.filename | sub("^src/"; "") | sub("/?[^/]*$"; "")),
        n: .line_total, run: .line_covered}] |
    group_by(.module)[] |
    [(if .[0].module == "" then "." else .[0].module end),
        (map(.n) | add), (map(.run) | add)] | row' $flavour/summary.json |
    awk 'BEGIN { printf "%-14s %7s %7s %6s\n", "module", "lines", "run", "%" }
    { printf "%-14s %7d %7d %6.1f\n", $1, $2, $3, 100 * $3 / $2
      n += $2; run += $3 }
    END { printf "%-14s %7d %7d %6.1f\n", "all", n, run, 100 * run / n }'
echo "Each line: $flavour/lines/index.html"
