#!/bin/sh
# Fail if a source file includes something its module may not see.
# usage: layers.sh src/LAYERS
# A module is a folder under src/; its row in LAYERS says which modules it
# may include and which outside headers, by prefix. libc is open to all.
# Prints "ok FILE" for a clean file and "FAIL FILE" with the breaches else.
cd "$(dirname "$1")" || exit 1
find . -name '*.[ch]' | sed 's|^\./||' | sort | xargs awk '
BEGIN {
	n = split("assert ctype dirent errno fcntl fenv ftw float getopt glob inttypes " \
	    "limits malloc math poll pthread semaphore signal stdalign stdarg stdatomic stdbool " \
	    "stddef stdint stdio stdlib string strings time unistd wchar", w, " ")
	for (i = 1; i <= n; i++) libc[w[i] ".h"] = 1
}
function folder(path) {
	return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : "."
}
function bad(what) {
	print "  src/" FILENAME ":" FNR ": " module " may not include " what
	breaches[FILENAME]++
	failed = 1
}
FILENAME == "LAYERS" {
	sub(/#.*/, "")
	if (NF == 0) next
	split($0, half, "|")
	colon = index(half[1], ":")
	name = substr(half[1], 1, colon - 1)
	gsub(/[ \t]/, "", name)
	rest = substr(half[1], colon + 1)
	gsub(/[ \t]+/, " ", rest)
	inside[name] = " " name " " rest " "
	outside[name] = half[2]
	next
}
FNR == 1 {
	files[++nfiles] = FILENAME
	module = folder(FILENAME)
	if (!(module in inside)) bad("anything: it has no row in LAYERS")
}
/^[ \t]*#[ \t]*include/ {
	line = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
	quoted = line ~ /^"/
	name = line
	name = substr(name, 2)
	sub(/[">].*$/, "", name)
	if (quoted) {
		if (!index(inside[module], " " folder(name) " ")) bad(name)
	} else if (!(name in libc) && name !~ /^sys\//) {
		fine = 0
		m = split(outside[module], row, " ")
		for (i = 1; i <= m; i++)
			if (index(name, row[i]) == 1) fine = 1
		if (!fine) bad(name)
	}
}
END {
	for (i = 1; i <= nfiles; i++)
		print (files[i] in breaches ? "FAIL" : "ok") " src/" files[i]
	exit failed
}' LAYERS
