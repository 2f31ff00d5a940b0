#!/bin/sh
# Fetch the tools that npm has: exactly those of package-lock.json, each held
# against its hash there. Nothing of theirs is run while they are installed.
set -eu
cd "$(dirname "$0")"
echo "  FETCH axe, Ace, the Nu checker and playwright-core"
npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 || {
	grep '^npm ERR!\|^npm error' npm.log | head -n 5 >&2
	echo "npm could not fetch the tools of tests/validators." >&2
	exit 1
}
rm -f npm.log
touch node_modules/.fetched
