# everyread: one Makefile. `make help` lists what it can do.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif

VERSION := 0.1.0
PREFIX  ?= /usr/local
build   ?= release
CASE    ?=
ITEMS   ?= 120 400 2000
MINUTES ?= 5

# What everyread needs, by its Debian package. name:command is installed only
# where that command is missing. libebur128 is for the unit tests alone: they
# hold our loudness against it.
NEEDS_BUILD := gcc:gcc libc6-dev pkg-config:pkg-config libxml2-dev \
	libpango1.0-dev libcairo2-dev librsvg2-dev libfontconfig-dev \
	libharfbuzz-dev libpcre2-dev libebur128-dev libjpeg-dev libpng-dev zlib1g-dev libdeflate-dev \
	libgcrypt20-dev libmicrohttpd-dev libpoppler-glib-dev \
	libespeak-ng-dev espeak-ng-data libmp3lame-dev \
	libhunspell-dev hunspell-en-gb \
	libjansson-dev libqrencode-dev libzip-dev libseccomp-dev fonts-liberation2 fonts-noto-core npm:npm
NEEDS_TEST := clang:clang libclang-rt-14-dev clang-format:clang-format \
	valgrind:valgrind \
	poppler-utils qpdf unzip:unzip ffmpeg mp3val jing jq zbar-tools:zbarimg \
	gcovr:gcovr fonts-urw-base35 \
	maven:mvn openjdk-17-jdk-headless:java python3 python3-pikepdf python3-jsonschema \
	chromium:chromium nodejs:node npm:npm

LIBS := libxml-2.0 pangoft2 fontconfig \
	harfbuzz harfbuzz-subset freetype2 libpcre2-8 libjpeg zlib libdeflate libgcrypt jansson gobject-2.0
# Loaded when they are first used (src/late/): library:name of the macro.
LATE := cairo:CAIRO rsvg-2:RSVG png16:PNG seccomp:SECCOMP zip:ZIP microhttpd:MICROHTTPD poppler-glib:POPPLER \
	espeak-ng:ESPEAK mp3lame:LAME hunspell:HUNSPELL qrencode:QRENCODE
# Unit tests and the bench draw by themselves.
TEST_PKGS := pangocairo cairo-pdf librsvg-2.0
LATE_LIBS := cairo-pdf cairo-svg librsvg-2.0 libpng libzip libmicrohttpd poppler-glib hunspell \
	libqrencode

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum \
	-Wmissing-prototypes -Wstrict-prototypes -Wundef -Wwrite-strings \
	-Wpointer-arith -Wvla

# Flavours of a build, each in build/<flavour>/. `make build=debug` picks one.
FLAVOURS := release debug check sanitize clang fuzz coverage
FLAGS_release  := -O2 -g -DNDEBUG
FLAGS_debug    := -O0 -g
FLAGS_check    := -O2 -g -DNDEBUG -Werror
FLAGS_sanitize := -O1 -g -Werror -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -fno-omit-frame-pointer
FLAGS_clang    := -O1 -g -Werror
FLAGS_fuzz     := -O1 -g -Werror -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=undefined -fno-omit-frame-pointer
FLAGS_coverage := -O0 -g --coverage -include tests/coverage/exit.h
CC       ?= gcc
ifeq ($(origin CC),default)
CC       := gcc
endif
CC_clang := clang
CC_fuzz  := clang

# src/voice/ is a program of its own, all else is everyread.
SRC  := $(shell find src -name '*.c' ! -path 'src/voice/*' | sort)
VOICE := $(shell find src/voice -name '*.c' | sort)
HDR  := $(shell find src -name '*.h' | sort)
DEF  := $(shell find src -name '*.def')
TEST := $(sort $(wildcard tests/unit/test_*.c))
FUZZ := $(sort $(wildcard tests/fuzz/*.c))
BENCH := $(sort $(wildcard tests/bench/*.c))

.PHONY: all demo symbols publish unit check check-long coverage analyse fuzz validators bench accept docs
.PHONY: install uninstall format format-check headers layers help clean FORCE

all: everyread                          ## build the program, ./everyread
everyread: build/$(build)/everyread
	@ln -sfn $< $@

# ---- what is installed ----------------------------------------------------
# Included makefiles are made first and make then starts again, so pkg-config
# is asked after the libraries have come.
goals := $(or $(MAKECMDGOALS),all)
ifneq ($(filter-out clean help uninstall format,$(goals)),)
include build/libraries.mk
endif
ifneq ($(filter check check-long coverage analyse fuzz bench validators,$(goals)),)
include build/test-tools.mk
endif

installs := $(if $(filter demo check check-long coverage analyse fuzz bench validators,$(goals)),yes,no)
build/libraries.mk: Makefile tests/install.sh
	@mkdir -p $(@D)
	@tests/install.sh $(installs) $(NEEDS_BUILD)
	@{ printf 'PKG_CFLAGS := '; \
	    pkg-config --cflags $(LIBS) $(LATE_LIBS) | \
	    sed 's/-I/-isystem /g'; \
	    printf 'PKG_LIBS := '; pkg-config --libs $(LIBS); \
	    printf 'TEST_LIBS := '; pkg-config --libs $(TEST_PKGS); \
	    tests/sonames.sh $(LATE); } >$@
build/test-tools.mk: Makefile tests/install.sh | build/libraries.mk
	@tests/install.sh $(installs) $(NEEDS_TEST)
	@echo '# The tools of the tests are here.' >$@

# ---- the program ----------------------------------------------------------
COMMON_FLAGS = -std=c17 -D_GNU_SOURCE -fno-math-errno -Isrc $(WARNINGS) \
	-DVERSION='"$(VERSION)"' -DDATA_FOLDER='"$(PREFIX)/share/everyread"' \
	$(SONAMES) $(PKG_CFLAGS) $(CFLAGS)
ALL_LIBS = $(PKG_LIBS) -lm $(LDFLAGS)
# A program looks for each name in one library after the other when it starts.
# Most are in these, so they come first; all are loaded in any case.
FIRST_LIBS := -Wl,--push-state,--no-as-needed -lc -l:libstdc++.so.6 -lglib-2.0 \
	-Wl,--pop-state

define flavour
CC_$(1) ?= $$(CC)
OBJ_$(1) := $$(SRC:%.c=build/$(1)/%.o)
VOICE_$(1) := $$(VOICE:%.c=build/$(1)/%.o)
UNIT_$(1) := $$(TEST:tests/unit/%.c=build/$(1)/unit/%)
build/$(1)/everyread: $$(OBJ_$(1)) | build/$(1)/everyread-voice
	@echo "  LINK $$@"
	@$$(CC_$(1)) $$(FLAGS_$(1)) -o $$@ $$^ $$(FIRST_LIBS) $$(ALL_LIBS)
build/$(1)/everyread-voice: $$(VOICE_$(1)) build/$(1)/libeveryread.a
	@echo "  LINK $$@"
	@$$(CC_$(1)) $$(FLAGS_$(1)) -o $$@ $$^ -Wl,--as-needed $$(ALL_LIBS)
build/$(1)/libeveryread.a: $$(filter-out build/$(1)/src/main.o,$$(OBJ_$(1)))
	@rm -f $$@ && ar rcs $$@ $$^
build/$(1)/%.o: %.c build/$(1)/flags
	@mkdir -p $$(@D)
	@echo "  CC $$(patsubst build/%,%,$$@)"
	@$$(CC_$(1)) $$(COMMON_FLAGS) $$(FLAGS_$(1)) -MMD -MP -c -o $$@ $$<
build/$(1)/unit/%: tests/unit/%.c tests/unit/unit.h build/$(1)/libeveryread.a \
    | build/$(1)/everyread-voice
	@mkdir -p $$(@D)
	@echo "  UNIT $$(patsubst build/%,%,$$@)"
	@$$(CC_$(1)) $$(COMMON_FLAGS) $$(FLAGS_$(1)) -UNDEBUG -Itests/unit \
	    -o $$@ $$< build/$(1)/libeveryread.a $$(ALL_LIBS) $$(TEST_LIBS) -lebur128 -lmp3lame
build/$(1)/flags: FORCE
	@mkdir -p $$(@D)
	@echo '$$(subst ','\'',$$(CC_$(1)) $$(COMMON_FLAGS) $$(FLAGS_$(1)))' \
	    | cmp -s - $$@ || echo \
	    '$$(subst ','\'',$$(CC_$(1)) $$(COMMON_FLAGS) $$(FLAGS_$(1)))' >$$@
-include $$(OBJ_$(1):.o=.d) $$(VOICE_$(1):.o=.d)
endef
$(foreach f,$(FLAVOURS),$(eval $(call flavour,$(f))))

# ---- what a newcomer runs -------------------------------------------------
demo: publish                           ## install, build, publish the examples
	@echo
	@echo "These files are ready. Open them, print them or send them:"
	@ls -1 output/*/*.pdf output/*/*.html output/*/*.txt \
	    output/*/*.mp3 | sed 's/^/  /'
	@echo "Next: README.md shows how to write your own publication."

publish: everyread symbols              ## publish content/ into output/
	@./everyread build content/joint-forward-plan/publication.xml -o output
	@./everyread build content/integrated-care-strategy/publication.xml \
	    -o output

# The pictures: OpenMoji comes from npm, pinned by its integrity hash.
symbols: symbols/ready                  ## fetch the picture set and draw it
symbols/openmoji/version: symbols/openmoji.sha512 symbols/fetch | build/libraries.mk
	@symbols/fetch && touch $@
# Drawn once, so that builds are faster. `make check` has no release build.
DRAWING := build/$(if $(filter check,$(goals)),check,$(build))/everyread
symbols/ready: symbols/catalogue.xml symbols/openmoji/version \
	$(wildcard src/picture/*.[ch] symbols/own/*) | $(DRAWING)
	@echo "  DRAW $@"
	@$(DRAWING) pictures --prepare

# ---- tests ----------------------------------------------------------------
unit: $(UNIT_$(build)) symbols          ## build and run the unit tests
	@fail=0; for t in $(UNIT_$(build)); do echo "$$t:"; $$t || fail=1; done; exit $$fail

# Each file of tests/fuzz/ is a target; its seeds are in the folder of its name.
FUZZERS := $(FUZZ:tests/fuzz/%.c=build/fuzz/target/%)
build/fuzz/target/%: tests/fuzz/%.c tests/fuzz/fuzz.h build/fuzz/libeveryread.a
	@mkdir -p $(@D)
	@echo "  FUZZ $(patsubst build/%,%,$@)"
	@$(CC_fuzz) $(COMMON_FLAGS) $(FLAGS_fuzz) -fsanitize=fuzzer -UNDEBUG \
	    -o $@ $< build/fuzz/libeveryread.a $(ALL_LIBS)
fuzz: $(FUZZERS) symbols                ## look for texts that break it: MINUTES=5
	@tests/fuzz.sh $$(($(MINUTES) * 60)) build/fuzz/found

CHECKED := $(FUZZERS) $(foreach f,check sanitize clang,build/$(f)/everyread $(UNIT_$(f)))
check: $(CHECKED) symbols validators    ## install the validators, run every test
	@PREFIX='$(PREFIX)' COMMON_FLAGS=$(call quoted,$(COMMON_FLAGS)) \
	    tests/run.sh
# The same with many more of what comes at random; hours.
check-long: check analyse               ## analysers, 300 random publications, 500 moments
	@RANDOM_PUBLICATIONS=300 FAULT_MOMENTS=500 FAULT_DEEP=10 \
	    WARM_EDITS=200 FAMILY_SECONDS=36000 tests/run.sh random faults warm
coverage: build/coverage/everyread $(UNIT_coverage) symbols ## which lines the tests run
	@tests/coverage.sh
# What the compilers find by following every path.
ANALYSED := $(SRC) $(VOICE)
analyse: $(foreach c,gcc clang,$(ANALYSED:%=build/analyse/$(c)/%.ok)) ## follow every path: gcc, clang
ANALYSE_gcc := gcc -O1 -fanalyzer -Werror -c -o /dev/null
ANALYSE_clang := clang --analyze -Xclang -analyzer-werror \
	--analyzer-output text -o /dev/null
define analyser
build/analyse/$(1)/%.c.ok: %.c build/libraries.mk
	@mkdir -p $$(@D)
	@echo "  ANALYSE $(1) $$<"
	@$$(ANALYSE_$(1)) $$(COMMON_FLAGS) -MMD -MP -MT $$@ -MF $$(@:.ok=.d) $$<
	@touch $$@
-include $$(ANALYSED:%.c=build/analyse/$(1)/%.c.d)
endef
$(foreach c,gcc clang,$(eval $(call analyser,$(c))))
quoted = '$(subst ','\'',$(1))'

VERAPDF := 1.30.2
NODE_TOOLS := tests/validators/node_modules/.fetched
validators: tests/validators/build/cli-$(VERAPDF).jar $(NODE_TOOLS) \
	tests/validators/build/epubcheck/epubcheck.jar
tests/validators/build/epubcheck/epubcheck.jar: tests/validators/pom.xml | build/test-tools.mk
	@tests/validators/fetch-epubcheck.sh
$(NODE_TOOLS): tests/validators/package-lock.json | build/test-tools.mk
	@tests/validators/fetch-npm.sh
tests/validators/build/cli-$(VERAPDF).jar: | build/test-tools.mk
	@tests/validators/fetch.sh $(VERAPDF)

accept: everyread symbols               ## take new golden output: CASE=topic/case
	@EVERYREAD=./everyread tests/golden.sh --accept $(CASE)
BENCHES := $(BENCH:tests/bench/%.c=build/release/bench/%)
bench: everyread symbols $(BENCHES)     ## time and memory, the voice, after an edit, the preview
	@tests/bench/run.sh ./everyread $(ITEMS)
	@python3 tests/bench/pages.py ./everyread build/release/bench/pdf_floor
	@tests/bench/voice.sh ./everyread
	@python3 tests/bench/warm.py ./everyread \
	    content/joint-forward-plan/publication.xml
	@tests/bench/preview.sh ./everyread
build/release/bench/%: tests/bench/%.c build/release/libeveryread.a
	@mkdir -p $(@D)
	@echo "  BENCH $(patsubst build/%,%,$@)"
	@$(CC_release) $(COMMON_FLAGS) $(FLAGS_release) -o $@ $< \
	    build/release/libeveryread.a $(ALL_LIBS) $(TEST_LIBS)
layers:                                 ## who may include whom (src/LAYERS)
	@tests/layers.sh src/LAYERS
headers: $(HDR:%=build/headers/%.ok)    ## every header compiles alone
build/headers/%.h.ok: %.h build/libraries.mk
	@mkdir -p $(@D)
	@echo '#include "$(<:src/%=%)"' | $(CC) $(COMMON_FLAGS) -Werror \
	    -fsyntax-only -x c - && touch $@
format:                                 ## clang-format all C files
	@clang-format -i $(SRC) $(VOICE) $(HDR) $(wildcard tests/unit/*.[ch] tests/fuzz/*.[ch] \
	    tests/bench/*.c)
docs: docs/messages.md docs/tokens.md docs/limits.md   ## write the pages made from tables
docs/messages.md: src/base/diag.def tests/messages.sh
	@tests/messages.sh >$@
docs/limits.md: src/base/bounds.def tests/limits.sh
	@tests/limits.sh >$@
docs/tokens.md: src/style/tokens.def templates/base.xml tests/tokens.sh
	@tests/tokens.sh >$@

# ---- install --------------------------------------------------------------
SHARE = $(DESTDIR)$(PREFIX)/share/everyread
LIBEXEC = $(DESTDIR)$(PREFIX)/libexec/everyread
install: build/release/everyread symbols ## install below PREFIX (/usr/local)
	@mkdir -p $(DESTDIR)$(PREFIX)/bin $(LIBEXEC) $(SHARE)
	@cp build/release/everyread $(DESTDIR)$(PREFIX)/bin/everyread
	@cp build/release/everyread-voice $(LIBEXEC)/everyread-voice
	@rm -rf $(SHARE)/templates $(SHARE)/symbols $(SHARE)/docs
	@cp -R templates symbols docs $(SHARE)
	@# What is known of the pictures holds where they are. A package has to
	@# do this when it is installed.
	@[ -n "$(DESTDIR)" ] || $(PREFIX)/bin/everyread pictures --prepare
	@echo "Installed $(PREFIX)/bin/everyread. Its data: $(PREFIX)/share/everyread"
uninstall:                              ## remove what install put there
	@rm -rf $(DESTDIR)$(PREFIX)/bin/everyread $(LIBEXEC) $(SHARE)
	@echo "Removed everyread from $(PREFIX)."

help:                                   ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | \
	    expand -t 24
clean:                                  ## remove what was built
	@rm -rf build everyread
