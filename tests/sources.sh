#!/bin/bash
# What a reader of the sources relies on: the format of .clang-format, headers
# that compile alone, short files and functions, no machine's paths.
source "$(dirname "$0")/lib.sh"

mapfile -t files < <(find src tests/unit -name '*.[ch]' | sort)
for file in "${files[@]}"; do
	said=$(clang-format --dry-run -Werror "$file" 2>&1)
	result $? "format $file"
	[ -z "$said" ] || head -n 4 <<<"$said" | sed 's/^/  /'
done

# COMMON_FLAGS comes from the Makefile.
mapfile -t headers < <(find src -name '*.h' | sort)
for file in "${headers[@]}"; do
	said=$(echo "#include \"${file#src/}\"" | eval "${CC:-gcc}" \
	    "${COMMON_FLAGS:-$(sed 's/^[^ ]* //' build/check/flags)}" \
	    -Werror -fsyntax-only -x c - 2>&1)
	result $? "alone $file"
	[ -z "$said" ] || head -n 4 <<<"$said" | sed 's/^/  /'
done

for file in "${files[@]}"; do
	lines=$(wc -l <"$file")
	[ "$lines" -le 800 ]
	result $? "length $file ($lines lines)"
	# A function begins with its name in the first column and ends with }.
	long=$(awk '
	    /^[a-z_][a-z_0-9]*\(/ { name = $0; start = FNR }
	    /^}/ && name != "" {
		if (FNR - start > 60)
			print "  " FILENAME ":" start ": " FNR - start + 1 \
			    " lines: " name
		name = ""
	    }' "$file")
	[ -z "$long" ]
	result $? "functions $file"
	[ -z "$long" ] || echo "$long"
	head -n 1 "$file" | grep -q '^/\*'
	result $? "first comment $file"
done

git rev-parse 2>/dev/null && {
	where=$(git grep -nIE '/(work|home|Users)/[a-z]|registry\.npmjs|repo1\.maven|pypi\.org' \
	    -- . ':!tests/sources.sh' | head -n 5)
	[ -z "$where" ]
	result $? "no path or host of a machine"
	[ -z "$where" ] || sed 's/^/  /' <<<"$where"
	where=$(git ls-files | grep -vE '^(src|templates|content|symbols|tests|output|docs|\.ci)/|^(Makefile|README\.md|LICENSE|\.gitignore|\.clang-format|\.clang-tidy|\.editorconfig)$')
	[ -z "$where" ]
	result $? "no file beside the agreed folders"
	[ -z "$where" ] || sed 's/^/  /' <<<"$where"
}
where=$(grep -rnE 'setlocale|localtime|srand|[^_a-z]rand\(' src --include='*.[ch]')
[ -z "$where" ]
result $? "no locale, clock or randomness"
[ -z "$where" ] || sed 's/^/  /' <<<"$where"
exit $failed
