#!/bin/bash
# What people do wrong on the command line, and what the machine does to them:
# odd files and names, folders in the way, a full disk, no home. Nothing that
# is theirs is lost, and each message says what to do next.
source "$(dirname "$0")/lib.sh"
export XDG_CACHE_HOME=$tmp/cache
cp tests/golden/review/proven/in.xml "$tmp/plan.xml"
cd "$tmp" || exit 1

# The outcome is that status, and the message has those words.
says() { # name, wanted status, words (a pattern), command...
	local name=$1 wanted=$2 words=$3 status
	shift 3
	timeout 120 "$@" >out 2>said </dev/null
	status=$?
	if [ $status -eq "$wanted" ] &&
	    { [ -z "$words" ] || grep -qE -e "$words" said out; } &&
	    ! grep -qE '^==[0-9]+==|runtime error|Sanitizer' said; then
		ok "$name"
	else
		echo "status $status, not $wanted, or not: $words" >>said
		fail "$name" said
	fi
}
# The same, and the file is as it was.
kept() { # file, name, wanted status, words, command...
	local file=$1
	shift
	cp "$file" kept.was
	says "$@"
	cmp -s "$file" kept.was
	result $? "$1: nothing is lost"
}
text="--only plain-text -q"

# ---- what is no publication
mkdir folder
says "a folder" 3 'is a folder.*' "$everyread" check folder
says "a folder: what to do" 3 'Name a file in it' "$everyread" build folder
printf 'PK\3\4 and so on' >plan.docx
says "a Word file" 1 'XML-31.*Word' "$everyread" build plan.docx
printf '%%PDF-1.7\n' >plan.pdf
says "a PDF" 1 'this is no XML: it is a PDF' "$everyread" check plan.pdf
printf '{\\rtf1 hello}' >plan.rtf
says "an RTF file" 1 'an RTF file' "$everyread" check plan.rtf
printf '\320\317\021\340\241\261' >plan.doc
says "an old Word file" 1 'old file of Word' "$everyread" check plan.doc
iconv -t UTF-16 plan.xml >utf16.xml
says "UTF-16" 1 'Save the file as UTF-8' "$everyread" check utf16.xml
sed 's/GP/café/' plan.xml | iconv -t LATIN1 >latin1.xml
says "Latin-1" 1 'not valid UTF-8' "$everyread" check latin1.xml
mkfifo pipe
says "a pipe that nobody writes to" 1 'the file is empty' "$everyread" check pipe
ln -s circle circle
says "a link to itself" 3 'FILE-01' "$everyread" check circle
says "no such file" 3 'No such file' "$everyread" build none/plan.xml

# ---- odd names
odd=$(printf 'no\033[2J\nplan.xml: all is well.xml')
says "a name that moves the cursor" 3 'cannot read no\?\[2J\?plan.xml: all' \
    "$everyread" check "$odd"
! grep -q "$(printf '\033')" said && [ "$(grep -c 'all is well' said)" -eq 1 ]
result $? "it does not, and it is one message" said
printf '\033[2J<publication' >escape.xml
says "a file that moves the cursor" 1 'XML-' "$everyread" check escape.xml
! grep -q "$(printf '\033')" said
result $? "it does not" said
mkdir -p "a b/ü"
sed 's/$/\r/' plan.xml >"a b/ü/der \$Plan 'é'.xml"
says "spaces, quotes, letters of all kinds, CRLF" 0 '' \
    "$everyread" build "a b/ü/der \$Plan 'é'.xml" $text -o "out ü"
# shellcheck disable=SC2086 # two options
"$everyread" build plan.xml $text -o plain >/dev/null 2>&1
cmp -s "out ü/our-plan/our-plan.txt" plain/our-plan/our-plan.txt
result $? "and the text is the same"

# ---- what is in the way
mkdir -p books/our-plan
cp plan.xml books/our-plan/publication.xml
kept books/our-plan/publication.xml \
    "a build into the folder of its source" 2 \
    'FILE-05.*books/our-plan has a file.*publication.xml' \
    "$everyread" build books/our-plan/publication.xml $text -o books
says "it says what to do" 2 'choose another folder with -o' \
    "$everyread" build books/our-plan/publication.xml $text -o books
mkdir plain/our-plan/notes
echo "Call Jo" >plain/our-plan/notes/mine.txt
kept plain/our-plan/notes/mine.txt "notes among what was built" 2 \
    'did not make: notes/mine.txt' "$everyread" build plan.xml $text -o plain
rm plain/our-plan/notes/mine.txt
touch plain/our-plan/{.DS_Store,Thumbs.db,.nfs0001,'~$plan.docx'}
says "what file managers leave is in nobody's way" 0 '' \
    "$everyread" build plan.xml $text -o plain
[ "$(find plain/our-plan | wc -l)" -eq 3 ]
result $? "and goes with the old folder"
echo '{"name": "app"}' >plain/our-plan/manifest.json
kept plain/our-plan/manifest.json "another manifest.json" 2 \
    'did not make: manifest.json' "$everyread" build plan.xml $text -o plain
mkdir -p web linked
ln -s ../web linked/our-plan
says "a folder that is a link" 0 '' \
    "$everyread" build plan.xml $text -o linked
says "and once more" 0 '' "$everyread" build plan.xml $text -o linked
[ -L linked/our-plan ] && [ -e web/our-plan.txt ] &&
    [ "$(find linked web -name '.*' | wc -l)" -eq 0 ]
result $? "the link stays, the files are where it leads, no litter"
mkdir site && echo "<p>Welcome to our site.</p>" >site/index.html
kept site/index.html "an index.html of the site" 0 'EDN-08.*site/index.html' \
    "$everyread" build plan.xml --only web,download -q -o site
[ -e site/our-plan/our-plan.html ]
result $? "and the publication is there"
mkdir -p blocked && echo mine >blocked/our-plan
kept blocked/our-plan "a file where the folder must be" 2 \
    'blocked/our-plan is there already' \
    "$everyread" build plan.xml $text -o blocked
kept plan.xml "a file as the folder" 2 'plan.xml is there already' \
    "$everyread" build plan.xml $text -o plan.xml

# ---- results that would be written over something else
for what in "review items plan.xml -o" "review form plan.xml -o" \
    "review said plan.xml -o" "review report plan.xml -o" \
    "diff plan.xml plan.xml --publication" \
    "check plan.xml --write-baseline" "pictures doctor --sheet"; do
	# shellcheck disable=SC2086 # words
	kept plan.xml "$what, over a publication" 2 'FILE-04.*is there already' \
	    "$everyread" $what plan.xml
	# shellcheck disable=SC2086
	says "$what, twice" "$([[ $what == *form* ]] && echo 2 || echo 0)" '' \
	    sh -c "$everyread $what again && $everyread $what again"
	rm -f again
done
"$everyread" review form plan.xml -o R1.csv
sed -i '2s/,,,/,R1,2026-03-31,/' R1.csv
kept R1.csv "a table with answers" 2 'R1.csv is there already' \
    "$everyread" review form plan.xml -o R1.csv
says "into a folder that is not there" 3 'FILE-07.*no such folder' \
    "$everyread" review form plan.xml -o none/blank.csv
says "in place of a folder" 3 'folder is a folder' \
    "$everyread" review report plan.xml -o folder
ln -s named.txt link.txt && : >named.txt
says "through a link" 0 '' "$everyread" review items plan.xml -o link.txt
[ -L link.txt ] && [ -s named.txt ]
result $? "the link stays, and the file has it"
says "into a device" 0 'everyread-items-1' \
    sh -c "$everyread review items plan.xml -o /dev/stdout | cat"
says "pictures of a publication that is not there" 3 'FILE-01.*none.xml' \
    "$everyread" pictures doctor -p none.xml

# ---- answers as people bring them
"$everyread" review form plan.xml -o blank.csv
awk 'BEGIN { FS = OFS = "," } NR == 1 { print; next }
    { $2 = "r1"; $3 = "2026-03-31"; $8 = "no"; $9 = "café"; print }' \
    blank.csv >typed.csv
n=$(($(wc -l <typed.csv) - 1))
merge() { # name, wanted status, words, file
	rm -f review.xml
	says "$1" "$2" "$3" "$everyread" review merge "$4" plan.xml
}
cp typed.csv typed.txt && cp typed.csv TYPED.CSV
{ printf '\357\273\277' && tr , ';' <typed.csv | sed 's/$/\r/'; } >excel.csv
for file in typed.csv typed.txt TYPED.CSV excel.csv; do
	merge "$file is taken, and r1 is R1" 0 "New answers: $n\." $file
	grep -q 'by="R1"' review.xml || fail "R1 is not in it"
done
says "and the next step is told whole" 0 'everyread review report plan.xml$' \
    "$everyread" review merge typed.csv plan.xml
iconv -t LATIN1 typed.csv >latin1.csv
merge "a table in Latin-1" 0 'save the table as CSV in UTF-8' latin1.csv
iconv -t UTF-16 typed.csv >utf16.csv
merge "a table in UTF-16" 1 'save the table as CSV in UTF-8' utf16.csv
cp plan.docx typed.xlsx
merge "a spreadsheet" 1 'RVW-11.*spreadsheet' typed.xlsx
cp plan.doc typed.xls
merge "an old spreadsheet" 1 'save it as CSV' typed.xls
: >empty.json
merge "an empty file" 1 'it is empty' empty.json
echo '{"format": "every' >half.json
merge "half a file" 1 'RVW-03.*not whole JSON' half.json
merge "the blank table" 1 'no answer is typed in' blank.csv
merge "a folder" 3 'is a folder' folder
merge "no file" 3 'No such file' none.json
says "the publication first" 2 'Name the publication last.*plan.xml' \
    "$everyread" review merge plan.xml typed.csv
says "no answers" 2 'Name the files of answers' \
    "$everyread" review merge plan.xml
for bad in '<review' '' '<review/>'; do
	printf '%s' "$bad" >review.xml
	kept review.xml "a broken review.xml ($bad)" 1 'review.xml.*error' \
	    "$everyread" review merge typed.csv plan.xml
done
rm review.xml && mkdir review.xml
says "review.xml is a folder" 3 'review.xml is a folder' \
    "$everyread" review merge typed.csv plan.xml
rmdir review.xml
"$everyread" review merge typed.csv plan.xml >/dev/null
says "a day that is set to nothing" 0 '' env SOURCE_DATE_EPOCH= \
    "$everyread" review decide plan.xml 2 kept --reason "So be it." --by E1
grep -q "by=\"E1\" date=\"$(date -u +%Y)" review.xml
result $? "is today" review.xml
says "a decision with no words" 2 'a few words' \
    "$everyread" review decide plan.xml 2 kept --reason "" --by E1
says "a question that nobody was asked" 1 'RVW-10.*"Q9"' \
    "$everyread" review decide plan.xml Q9 kept --reason "So be it."
says "a name, not a code" 2 'a code such as E1' \
    "$everyread" review decide plan.xml 2 kept --reason "So." --by "Jo Bloggs"
says "what it says now" 0 'changed' "$everyread" review decide plan.xml 2 \
    changed --now "You can see a doctor." --by E1
grep -q '<now>You can see a doctor.</now>' review.xml
result $? "is kept" review.xml
mkdir meanwhile && sed s/r1/R2/ typed.csv >second.csv
sed 's/You can see a/You can always see a/' plan.xml >meanwhile/plan.xml
while_asked() { # what somebody else does meanwhile
	cp review.xml meanwhile/review.xml
	mkfifo meanwhile/keys
	"$everyread" review merge --older ask second.csv meanwhile/plan.xml \
	    <meanwhile/keys >out 2>said &
	exec 9>meanwhile/keys
	until grep -q 'still hold' out || ! kill -0 $! 2>/dev/null; do
		sleep 0.05
	done
	eval "$1"
	kill -0 $! 2>/dev/null && echo y >&9
	exec 9>&-
	rm meanwhile/keys
	wait $!
}
cp review.xml all.xml
sed -i '/<decision/,/<.decision>/d' review.xml
while_asked 'cp all.xml meanwhile/review.xml'
[ $? -eq 1 ] && grep -q 'RVW-12.*meanwhile' said &&
    cmp -s all.xml meanwhile/review.xml
result $? "review.xml is edited while merge asks: nothing is lost" said
while_asked true
result $? "the question is answered" said
cp all.xml review.xml
sed 's/id="our-plan"/id="your-plan"/' plan.xml >your.xml
"$everyread" review merge typed.csv plan.xml >/dev/null
kept review.xml "two publications in one folder" 1 'a folder of its own' \
    "$everyread" review merge typed.csv your.xml
mkdir pack && "$everyread" review pack plan.xml -o pack -q 2>said
result $? "a pack" said
cp typed.csv pack/our-plan-review/our-plan-R1.csv
kept pack/our-plan-review/our-plan-R1.csv "answers among the pack" 2 \
    'FILE-05.*our-plan-R1.csv' "$everyread" review pack plan.xml -o pack -q
kept pack/our-plan-review/our-plan-R1.csv "and a session" 2 \
    'Move your file to another folder' \
    "$everyread" review serve plan.xml -o pack
rm pack/our-plan-review/our-plan-R1.csv
mkdir -p "pack/our-plan-answers/$(date -u +%F)-R1-0123456789abcdef.json"
says "a folder where answers must be" 3 \
    'SERVE-05.*our-plan-answers/.*-R1-0123456789abcdef.json' \
    "$everyread" review serve plan.xml -o pack --hours 0.001

# ---- what --fix writes, it asks
sed 's/01268 594 350/01268 594350/' plan.xml >fix.xml
kept fix.xml "nobody is there to ask" 0 'Nothing is written' \
    "$everyread" check --fix fix.xml
asked() { # what is typed
	says "it asks, and the answer is ${1:-nothing}" 0 'Write these changes' \
	    sh -c "printf '$1\n' | script -qec '$everyread check --fix fix.xml' /dev/null"
}
cp fix.xml fix.was
for answer in "" n maybe; do
	asked "$answer"
	cmp -s fix.xml fix.was && [ ! -e fix.xml.bak ]
	result $? "\"$answer\" writes nothing"
done
asked y
cmp -s fix.xml plan.xml && cmp -s fix.xml.bak fix.was
result $? "y writes, and keeps what was there"

echo "hello" >broken.xml
says "--fix of what cannot be read" 1 'XML-01' "$everyread" check --fix broken.xml
says "a baseline of what cannot be read" 1 'XML-01' \
    "$everyread" check --write-baseline known.txt broken.xml
[ ! -e known.txt ]
result $? "is not written"
says "a baseline of what is not there" 3 'FILE-01' \
    "$everyread" check --write-baseline known.txt none.xml
says "a message that is no rule" 0 'Move your file to another folder' \
    "$everyread" check --explain FILE-05
says "nothing to explain" 2 'There is no rule' \
    "$everyread" check --explain FILE-99
says "a rule in small letters" 0 '^ERW-18' "$everyread" check --explain erw-18

# ---- where words go
for what in --help "say hello" pictures "template list" \
    "dump --tree plan.xml" "check --figures plan.xml" \
    "check --format json plan.xml" "review items plan.xml"; do
	says "no room for what it prints: $what" 3 'cannot write standard output' \
	    sh -c "$everyread $what >/dev/full"
	sh -c "$everyread $what 2>said | head -n 1 >/dev/null"
	! grep -q 'FILE-02' said
	result $? "somebody reads one line of it: $what" said
done
sh -c "$everyread build plan.xml --only plain-text,easy-read -o closed <&- >&- 2>&-"
"$everyread" build plan.xml --only plain-text,easy-read -o open -q 2>said
diff -r open closed >said
result $? "with all streams closed the files are the same" said

# ---- the machine
for odd in "-u HOME -u XDG_CACHE_HOME" "-i" "-u XDG_CACHE_HOME HOME=/dev/null" \
    "XDG_CACHE_HOME=/dev/null" "LC_ALL=tr_TR.UTF-8 LANG=tr_TR" "LC_ALL=xx"; do
	# shellcheck disable=SC2086
	env $odd "$everyread" build plan.xml --only plain-text,easy-read \
	    -q -o odd >said 2>&1 && diff -r open odd >>said
	result $? "the same files with $odd" said
done
preview() { # name, words, variables...
	local name=$1 words=$2
	shift 2
	says "preview with $name" 124 "$words" \
	    timeout 3 env "$@" "$everyread" preview plan.xml
}
preview "no home" 'Open this page' -u HOME -u XDG_CACHE_HOME
preview "a home that is none" 'Open this page' -u XDG_CACHE_HOME HOME=/dev/null
says "preview with no folder for work" 3 'no temporary folder' \
    env -u XDG_CACHE_HOME HOME=/dev/null TMPDIR=/none \
    "$everyread" preview plan.xml
mkdir templates
echo '<template xmlns="urn:everyread:template:1" id="mine" extends="mine" writer="pdf"/>' \
    >templates/mine.xml
says "a template of itself" 1 'TPL-02.*"mine"' \
    "$everyread" build plan.xml --only mine
! grep -q 'Did you mean' said
result $? "and it does not advise the same" said
: >templates/mine.xml
says "an empty template" 1 'mine.xml.*the file is empty' \
    "$everyread" build plan.xml --only mine
rm -r templates
(umask 077 && "$everyread" build plan.xml $text -o private >said 2>&1)
[ "$(stat -c %a private/our-plan private/our-plan/our-plan.txt | xargs)" = \
    "755 644" ]
result $? "with umask 077 others can read what is published"
says "20 open files are enough" 0 '' \
    sh -c "ulimit -n 20; $everyread build plan.xml -q -o few --only plain-text,web,easy-read"
says "files may not grow" 3 'JOB-01.*File size' \
    sh -c "ulimit -f 8; $everyread build plan.xml -q -o small --only easy-read"
[ "$(find small -type f | wc -l)" -eq 0 ]
result $? "and half a publication is not left behind"
says "no folder for temporary files" 3 'no folder for temporary files' \
    env TMPDIR=/none "$everyread" review pack plan.xml -o pack -q

# ---- words that are no commands
says "help COMMAND" 0 'usage: everyread build' "$everyread" help build
says "help review merge" 0 'usage: everyread review merge' \
    "$everyread" help review merge
says "review help merge" 0 'usage: everyread review merge' \
    "$everyread" review help merge
says "help for what is none" 2 'Did you mean "build"' "$everyread" help biuld
says "an option first" 2 'Name the command first' \
    "$everyread" -q build plan.xml
says "no names" 2 'needs names' "$everyread" build plan.xml --only ""
for setting in "" size = size= size=big size=0pt size=24 colour=red \
    size=24pt=3 heading=heading; do
	says "--set \"$setting\"" 2 'TOKEN=VALUE|docs/tokens.md' \
	    "$everyread" build plan.xml --set "$setting"
done
while read -r command; do
	# shellcheck disable=SC2086 # words
	says "$command --help" 0 '^usage: everyread' "$everyread" $command --help
	# shellcheck disable=SC2086
	says "$command with an option that is none" 2 "See everyread" \
	    "$everyread" $command --none
	# shellcheck disable=SC2086
	[ "$command" = pictures ] || says "$command, and no more" 2 \
	    'See everyread|usage: everyread' "$everyread" $command
done <<-NAMES
	build
	preview
	check
	review
	review merge
	review report
	review decide
	review said
	review items
	review pack
	review serve
	review form
	diff
	say
	pictures
	template
	dump
NAMES
while read -r wanted command; do
	# shellcheck disable=SC2086
	says "$command" 2 "$wanted" "$everyread" $command
done <<-WRONG
	from.1.to.65535,.not.*"0" review serve plan.xml --port 0
	from.1.to.65535 review serve plan.xml --port x
	from.1.to.256 review serve plan.xml --jobs 0
	up.to.12,.not review serve plan.xml --hours 13
	up.to.12,.not review serve plan.xml --hours 0
	lan=ADDRESS review serve plan.xml --lan 127.0.0.1
	from.1.to.256 review pack plan.xml --jobs none
	from.1.to.256 build plan.xml --jobs 0
	ask.or.refuse review merge a.json plan.xml --older yes
	One.publication review pack plan.xml plan.xml
	One.publication build plan.xml plan.xml
	from.1.to.65535 preview plan.xml --port 99999
	TOKEN=VALUE preview plan.xml --set size
WRONG
exit $failed
