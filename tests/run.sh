#!/bin/bash
# Run every family of tests and count every single check.
# usage: run.sh [FAMILY...]      (make check; all families without a name)
#
# A family is a command that prints "ok NAME" or "FAIL NAME" for each check,
# with details on indented lines. One that ends badly without a FAIL counts
# as one failure. The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 1
mkdir -p build/tests
export TESTS_TMP=$PWD/build/tests/tmp
rm -rf "$TESTS_TMP" && mkdir -p "$TESTS_TMP"
plain=$PWD/build/check/everyread
sanitized=$PWD/build/sanitize/everyread
checked=$PWD/tests/valgrind/everyread
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99
export UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/sanitize.supp:print_suppressions=0

# name | program | command. The longest come first: families run side by
# side, one a processor.
families() {
	cat <<-END
	deep-valgrind   $checked   tests/deep.sh --short
	golden-valgrind $checked   tests/golden.sh --every 4
	validate        $plain     tests/validate.sh
	build-valgrind  $checked   tests/smoke.sh
	unit-valgrind   -          tests/unit.sh valgrind
	deep-sanitize   $sanitized tests/deep.sh
	deep            $plain     tests/deep.sh
	same            $plain     tests/same.sh
	ready           $sanitized tests/ready.sh
	warm            $plain     tests/warm.sh
	golden-sanitize $sanitized tests/golden.sh
	build-sanitize  $sanitized tests/smoke.sh
	random          $plain     tests/random.sh
	browser         $plain     tests/browser.sh
	book            $plain     tests/book.sh
	review-pack     $plain     tests/review_pack.sh
	review          $plain     tests/review.sh
	review-serve    $plain     tests/review_serve.sh
	clumsy          $plain     tests/clumsy.sh
	serve-sanitize  $sanitized tests/review_serve.sh
	preview-browser $plain     tests/preview.sh --browser
	preview         $plain     tests/preview.sh
	preview-sanitize $sanitized tests/preview.sh
	golden          $plain     tests/golden.sh
	parity          $plain     tests/parity.sh
	templates       $plain     tests/templates.sh
	checker         $plain     tests/checker.sh
	confine         $plain     tests/confine.sh
	limits          $plain     tests/limits.sh --check
	faults          $plain     tests/faults.sh
	audio           $plain     tests/audio.sh
	report          $plain     tests/report.sh
	docs            $plain     tests/docs.sh
	fuzz            -          tests/fuzz.sh 9
	unit            -          tests/unit.sh check
	unit-sanitize   -          tests/unit.sh sanitize
	unit-clang      -          tests/unit.sh clang
	clang           $PWD/build/clang/everyread tests/golden.sh
	labelled        $plain     tests/labelled.sh
	sources         $plain     tests/sources.sh
	layers          -          tests/layers.sh src/LAYERS
	schema          -          tests/schema.sh
	messages        -          tests/messages.sh --check
	tokens          -          tests/tokens.sh --check
	END
}

run_family() {
	local name=$1 program=$2 log=build/tests/$1.log start=$SECONDS status
	shift 2
	# At its end a program is traced for leaks, which a worker may not be.
	case $name in
	*-sanitize) local -x EVERYREAD_UNCONFINED=yes ;;
	esac
	EVERYREAD=$program FAMILY=$name \
	    timeout "${FAMILY_SECONDS:-1500}" "$@" >"$log" 2>&1 </dev/null
	status=$?
	if [ $status -ne 0 ] && ! grep -q '^FAIL ' "$log"; then
		echo "FAIL $name ended with status $status" >>"$log"
	fi
	printf '  %-16s %5d passed %4d failed %5d s\n' "$name" \
	    "$(grep -c '^ok ' "$log")" "$(grep -c '^FAIL ' "$log")" \
	    $((SECONDS - start))
	[ "$(grep -c '^FAIL ' "$log")" -eq 0 ] || echo "    see $log"
}

wanted=" $* "
jobs=$(nproc)
while read -r name program command; do
	if [ $# -gt 0 ] && [[ $wanted != *" $name "* ]]; then
		continue
	fi
	names+=("$name")
	while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
		wait -n
	done
	# shellcheck disable=SC2086 # the command is a list of words
	run_family "$name" "$program" $command &
done < <(families)
wait

passed=0
failed=0
for name in ${names[@]+"${names[@]}"}; do
	log=build/tests/$name.log
	passed=$((passed + $(grep -c '^ok ' "$log")))
	n=$(grep -c '^FAIL ' "$log")
	if [ "$n" -gt 0 ]; then
		failed=$((failed + n))
		echo
		echo "$name:"
		grep -A 12 '^FAIL ' "$log" | grep -v '^ok ' | head -n 60
	fi
done
rm -rf "$TESTS_TMP"
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
