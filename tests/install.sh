#!/bin/sh
# Install Debian packages that are missing.
# usage: install.sh yes|no PACKAGE[:COMMAND]...
# PACKAGE:COMMAND counts as there when COMMAND is. With "no" nothing is
# installed: the packages are only named. Used by the Makefile.
set -u
may=$1
shift

missing=
for need in "$@"; do
	package=${need%%:*}
	command=${need#*:}
	if [ "$command" != "$need" ] && command -v "$command" >/dev/null; then
		continue
	fi
	if command -v dpkg-query >/dev/null; then
		dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null |
		    grep -q ' installed$' && continue
	fi
	missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
	echo "everyread needs these Debian packages, or the like of them:"
	echo " $missing"
	echo "This machine has no apt-get. Install them, then try again."
	# pkg-config decides in the end whether the libraries are there.
	exit 0
fi
if [ "$(id -u)" -eq 0 ]; then
	as_root=
elif command -v sudo >/dev/null; then
	as_root=sudo
else
	as_root=none
fi
if [ "$may" != yes ] || [ "$as_root" = none ]; then
	echo "These packages are missing:"
	echo " $missing"
	echo "Install them as root:"
	echo "  apt-get install$missing"
	[ "$may" = yes ] || echo "or run: make demo"
	exit 1
fi

log=build/install.log
mkdir -p build
echo "Installing what is missing:$missing"
echo "This can take a few minutes. The details are in $log."
$as_root apt-get update >"$log" 2>&1 || {
	tail -n 5 "$log"
	echo "apt-get update failed. Check the network, then try again."
	exit 1
}
# shellcheck disable=SC2086 # a list of words, on purpose
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
    --no-install-recommends $missing >>"$log" 2>&1 || {
	tail -n 20 "$log"
	echo "The installation failed. See $log, then try again."
	exit 1
}
