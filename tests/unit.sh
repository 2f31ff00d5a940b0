#!/bin/bash
# Run the unit tests of one flavour of the build; count every test.
# usage: unit.sh check|sanitize|clang|valgrind
set -u
flavour=$1
folder=build/$flavour
run=
if [ "$flavour" = valgrind ]; then
	folder=build/check
	export EVERYREAD_UNCONFINED=yes # it does not know Landlock
	run="valgrind -q --error-exitcode=99 --leak-check=full
	    --errors-for-leak-kinds=definite --show-leak-kinds=definite
	    --suppressions=tests/valgrind/supp"
fi
# At its end a program is traced for leaks, which a worker may not be.
[ "$flavour" != sanitize ] || export EVERYREAD_UNCONFINED=yes
failed=0
for source in tests/unit/test_*.c; do
	name=$(basename "$source" .c)
	out=$(timeout 600 $run "$folder/unit/$name" 2>&1)
	status=$?
	end=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$out" | tail -n 1)
	n=${end%% *}
	for ((i = 1; i <= ${n:-0}; i++)); do
		echo "ok $name $i"
	done
	if [ "$status" -ne 0 ] || [ -z "$end" ]; then
		failed=1
		grep '^FAIL ' <<<"$out" | sed "s/^FAIL /FAIL $name: /"
		grep -q '^FAIL ' <<<"$out" ||
		    echo "FAIL $name ended with status $status"
		grep -v '^FAIL ' <<<"$out" | sed 's/^/  /' | head -n 40
	fi
done
exit $failed
