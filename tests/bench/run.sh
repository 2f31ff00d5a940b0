#!/bin/bash
# Time and memory for growing publications.
# usage: run.sh PROGRAM ITEMS...
# Each publication is built cold: all four editions, then the two PDFs alone.
# `everyread build --timings` prints "edition stage milliseconds peak-KiB".
set -u
everyread=$1
shift
here=$(dirname "$0")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export XDG_CACHE_HOME=$tmp/cache

# wall seconds and the peak memory of the largest process, of a command
measure() { # name of the result, command...
	local name=$1
	shift
	if ! command -v python3 >/dev/null; then
		echo "make bench needs python3." >&2
		exit 3
	fi
	python3 - "$tmp/$name" "$@" <<'END'
import resource, subprocess, sys, time
start = time.monotonic()
with open(sys.argv[1] + ".out", "w") as out:
    status = subprocess.call(sys.argv[2:], stdout=out, stderr=out)
wall = time.monotonic() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as out:
    print(f"{wall:.3f} {usage.ru_utime + usage.ru_stime:.3f} "
          f"{usage.ru_maxrss / 1024:.1f}", file=out)
sys.exit(status)
END
}

for n in "$@"; do
	mkdir -p "$tmp/$n"
	"$here/generate.sh" "$n" >"$tmp/$n/publication.xml"
	rm -rf "$XDG_CACHE_HOME"
	for run in all pdf; do
		only=
		[ $run = all ] || only="--only easy-read,large-print"
		# shellcheck disable=SC2086 # words
		if ! measure "$n.$run" "$everyread" build \
		    "$tmp/$n/publication.xml" -o "$tmp/out" --timings $only; then
			tail -n 10 "$tmp/$n.$run.out"
			exit 1
		fi
		[ $run = all ] || continue
		cp "$tmp/out/bench-$n/manifest.json" "$tmp/$n.manifest"
	done
	pages=$(for f in "$tmp/out/bench-$n"/*.pdf; do
		pdfinfo "$f" | sed -n 's/^Pages: *//p'
	done | awk '{ n += $1 } END { print n }')
	echo "$n $pages $(cat "$tmp/$n.all") $(cat "$tmp/$n.pdf")" >>"$tmp/table"
done

echo
echo "Stages, all editions, cold: milliseconds and peak MB of the process;"
echo "\"per item\" is the time for one item in the last, in the first = 1:"
for n in "$@"; do
	awk -F '\t' -v n="$n" '
	    NF == 4 && $3 ~ /^[0-9.]+$/ && $2 !~ /^(peak|processors)$/ {
		key = $1 " " $2
		if (!(key in ms)) order[++rows] = key
		ms[key] += $3
		if ($4 > peak[key]) peak[key] = $4
	    }
	    END {
		for (i = 1; i <= rows; i++)
			printf "%s\t%s\t%.1f\t%.1f\n", order[i], n,
			    ms[order[i]], peak[order[i]] / 1024
	    }' "$tmp/$n.all.out"
done | awk -F '\t' '
	{
		if (!($1 in seen)) { seen[$1] = 1; order[++rows] = $1 }
		if (!($2 in is)) { is[$2] = 1; sizes[++columns] = $2 }
		ms[$1, $2] = $3; mb[$1, $2] = $4
	}
	END {
		printf "  %-24s", "edition stage"
		for (c = 1; c <= columns; c++)
			printf "%12s items", sizes[c]
		printf "%s\n", (columns > 1 ? "  per item" : "")
		for (r = 1; r <= rows; r++) {
			printf "  %-24s", order[r]
			for (c = 1; c <= columns; c++)
				printf "%11.1f %6.1f", ms[order[r], sizes[c]],
				    mb[order[r], sizes[c]]
			first = ms[order[r], sizes[1]] / sizes[1]
			last = ms[order[r], sizes[columns]] / sizes[columns]
			if (columns > 1 && first > 0)
				printf "%12.2f", last / first
			print ""
		}
	}'
echo
echo "Whole builds (wall s, processor s, largest process MB):"
awk '
	BEGIN {
		printf "  %8s %7s | %7s %7s %7s | %7s %7s %7s %9s\n", "items",
		    "pages", "all s", "cpu s", "MB", "PDFs s", "cpu s", "MB",
		    "pages/s"
	}
	{
		printf "  %8d %7d | %7.2f %7.2f %7.1f | %7.2f %7.2f %7.1f %9.0f\n",
		    $1, $2, $3, $4, $5, $6, $7, $8, $2 / $6
	}' "$tmp/table"
for n in "$@"; do
	# Seconds of sound for each second of a processor that speaks.
	seconds=$(grep -o '"seconds": *[0-9.]*' "$tmp/$n.manifest" | head -n 1 |
	    sed 's/.*: *//')
	spent=$(awk -F '\t' 'NF == 4 && $2 ~ /speak|encode|level/ { t += $3 }
	    END { print t / 1000 }' "$tmp/$n.all.out")
	[ -n "$seconds" ] && awk -v n="$n" -v a="$seconds" -v t="$spent" 'BEGIN {
		if (t > 0) printf "  %8d items: %.0f s of audio, %.0f for each second of work\n", n, a, a / t }'
done
exit 0
