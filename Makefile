# everyread: one Makefile. `make help` lists what it can do.
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all

build   ?= release
CC      ?= gcc
OUT     := build/$(build)
PREFIX  ?= /usr/local
VERSION := 0.1.0

LIBS := libxml-2.0 pangocairo pangoft2 cairo-pdf librsvg-2.0 fontconfig \
	harfbuzz libpcre2-8 libebur128 libjpeg zlib
PKG_CFLAGS := $(shell pkg-config --cflags $(LIBS) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS   := $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lespeak-ng -lmp3lame -lm

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum \
	-Wmissing-prototypes -Wstrict-prototypes -Wundef -Wwrite-strings \
	-Wpointer-arith -Wvla
FLAGS_release  := -O2 -g -DNDEBUG
FLAGS_debug    := -O0 -g
FLAGS_sanitize := -O1 -g -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -fno-omit-frame-pointer
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -Isrc $(WARNINGS) $(FLAGS_$(build)) \
	-DVERSION='"$(VERSION)"' $(PKG_CFLAGS) $(CFLAGS)

SRC := $(shell find src -name '*.c' | sort)
HDR := $(shell find src -name '*.h' | sort)
OBJ := $(SRC:%.c=$(OUT)/%.o)
LIB_OBJ := $(filter-out $(OUT)/src/main.o,$(OBJ))
UNIT := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(wildcard tests/unit/test_*.c))

.PHONY: all help clean unit
all: everyread                          ## build the program
everyread: $(OUT)/everyread
	@ln -sf $(OUT)/everyread everyread
$(OUT)/everyread: $(OBJ)
	@echo "  LINK $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $(OBJ) $(PKG_LIBS) $(LDFLAGS)
$(OUT)/libeveryread.a: $(LIB_OBJ)
	@rm -f $@ && ar rcs $@ $(LIB_OBJ)
$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
-include $(OBJ:.o=.d)

unit: $(UNIT)                           ## build and run the unit tests
	@for t in $(UNIT); do $$t || exit 1; done
$(OUT)/unit/%: tests/unit/%.c tests/unit/unit.h $(OUT)/libeveryread.a
	@mkdir -p $(@D)
	@echo "  UNIT $<"
	@$(CC) $(ALL_CFLAGS) -UNDEBUG -Itests/unit -o $@ $< $(OUT)/libeveryread.a $(PKG_LIBS) $(LDFLAGS)

help:                                   ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24
clean:                                  ## remove what was built
	@rm -rf build everyread
