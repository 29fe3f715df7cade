# thresh: `make help` lists what there is.
#
# MODE=release|debug|asan|tsan, each built in a folder of its own. CFLAGS and LDFLAGS are the
# user's; what the project needs stands in its own variables, so that setting them drops nothing.
MODE    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   := build/$(MODE)
ifeq ($(origin CC),default)
CC := gcc
endif

LIBS := libdeflate zlib libpcre2-8 libzstd libbrotlidec libxxhash libcrypto jansson libarchive libcurl uchardet libpsl libseccomp

FLAGS_release := -O2
FLAGS_debug   := -O0
FLAGS_asan    := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan    := -O1 -fsanitize=thread -fno-omit-frame-pointer
ifeq ($(FLAGS_$(MODE)),)
$(error MODE is one of release, debug, asan, tsan)
endif

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wcast-qual -Wwrite-strings -Wvla -Wundef -Wformat=2 -Wimplicit-fallthrough
# No contraction of floating point: a score must not depend on whether a machine can fuse.
THRESH_CFLAGS  = -std=c11 -D_GNU_SOURCE -ffp-contract=off -g $(FLAGS_$(MODE)) $(WARNINGS) -I. -pthread \
	$(shell pkg-config --cflags $(LIBS))
THRESH_LDLIBS  = $(shell pkg-config --libs $(LIBS)) -pthread -lm
COMPILE        = $(CC) $(THRESH_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK           = $(CC) $(FLAGS_$(MODE)) -pthread $(CFLAGS) $(LDFLAGS)

LIB_SOURCES   := $(wildcard core/*.c core/*/*.c io/*.c)
CMD_SOURCES   := $(wildcard cmd/*.c)
UNIT_SOURCES  := $(wildcard tests/unit/*.c)
FUZZ_SOURCES  := $(wildcard tests/fuzz/fuzz_*.c)
BENCH_SOURCES := $(wildcard bench/*.c)

objects = $(patsubst %.c,$(BUILD)/%.o,$(1))
LIB     := $(BUILD)/libthresh.a
RULES   := $(wildcard share/thresh/rules/*.rules)
PRESETS := $(wildcard share/thresh/presets/*.preset)
PROGRAM := $(BUILD)/thresh
UNIT    := $(BUILD)/tests/unit/run
REPLAYS := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/fuzz/%,$(FUZZ_SOURCES))
BENCH_LIB := $(call objects,$(wildcard bench/lib/*.c))
BENCHES  := $(patsubst bench/%.c,$(BUILD)/bench/%,$(BENCH_SOURCES))
FEATURES := $(BUILD)/bench/features
TITLES   := $(BUILD)/bench/titles
LANGUAGES := $(BUILD)/bench/languages
SIGNALS  := $(BUILD)/bench/signals

# Faults and kills at chosen calls, for tests; sanitizers cannot be preloaded into.
INJECT := $(if $(filter release debug,$(MODE)),$(BUILD)/tests/inject.so)

# Comparisons with another parser, built where it is: tests/data runs them.
PEERS := $(if $(shell pkg-config --exists gumbo && echo yes),$(BUILD)/tests/differential/gumbo)

# All processors, where the user has not said how many.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: all help demo check check-cluster test stress bench score train headers floors format install clean deps fuzz sample golden
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAM) ## build the program (MODE=release|debug|asan|tsan) at build/MODE/thresh

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 15

demo: ## install what is missing, build, run on the shipped archive, show what comes out
	@scripts/deps build
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@scripts/demo $(PROGRAM)

check: ## install what tests need, build, run every test; ends with "N passed, N failed"
	@scripts/deps test
	@$(MAKE) --no-print-directory -s $(JOBS) test

test: all $(UNIT) $(REPLAYS) $(PEERS) $(INJECT) $(SIGNALS)
	@MODE=$(MODE) BUILD=$(BUILD) CC="$(CC)" tests/run

check-cluster: ## install Slurm, run the tests against a real one; its daemons end with them
	@scripts/deps cluster || [ "$$CLUSTER_REQUIRED" != 1 ]
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@MODE=$(MODE) BUILD=$(BUILD) tests/cluster/run

stress: all $(INJECT) ## the long tests: damage at every byte, use of all cores
	@STRESS=1 MODE=$(MODE) BUILD=$(BUILD) CC="$(CC)" tests/run

ROUNDS ?= 3
bench: all ## what each step costs, and F1: make bench ARCHIVE=FILE [ROUNDS=N] [DATA=FOLDER TOOLS=FOLDER] [JSON=1]
	@$(if $(JSON),bench/record --print --rounds $(ROUNDS) $(if $(DATA),--data "$(DATA)") $(if $(TOOLS),--tools "$(TOOLS)"), \
		bench/measure $(PROGRAM) $(ROUNDS) "$(DATA)" "$(TOOLS)") $(or $(ARCHIVE),share/thresh/sample.warc.gz)

score: all $(if $(CV),$(FEATURES)) ## word F1 against a truth set: make score DATA=FOLDER TOOLS=FOLDER [CV=1]
	@scripts/score $(PROGRAM) "$(DATA)" "$(TOOLS)" $(if $(CV),$(FEATURES))

train: $(FEATURES) $(TITLES) $(LANGUAGES) ## fit what core was fitted to again: make train DATA=FOLDER (docs/training.md)
	@scripts/deps train
	@scripts/train/train $(FEATURES) "$(DATA)"
	@scripts/train/titles $(TITLES) "$(DATA)"
	@scripts/train/kinds $(FEATURES) "$(DATA)"
	@scripts/train/words "$(DATA)"
	@scripts/train/languages $(LANGUAGES) "$(DATA)"

headers: ## compile each header alone
	@for h in $$(git ls-files --cached --others --exclude-standard '*.h'); do \
		$(COMPILE) -fsyntax-only -Wno-unused -x c $$h || exit 1; done

floors: ## check that each folder includes only what it may (scripts/floors.txt)
	@scripts/floors

format: ## lay out the C code by clang-format
	@clang-format -i $$(git ls-files --cached --others --exclude-standard '*.[ch]' | grep -v '_table\.[ch]$$')

golden: all ## write anew what tests/golden expects, to be read as a diff (CONTRIBUTING.md)
	@scripts/golden $(PROGRAM) --write

sample: ## make the shipped archive again, from the pages in scripts/make-sample
	@scripts/make-sample share/thresh/sample.warc.gz

install: all ## put program, man page and completions under PREFIX
	@scripts/install $(PROGRAM) "$(DESTDIR)$(PREFIX)"

deps: ## install the packages that building needs
	@scripts/deps build

clean: ## remove all that was built
	rm -rf build

# A change of compiler or flags rebuilds: the flags stand in a file that objects depend on.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE) $(LINK)' | cmp -s - $@ || echo '$(COMPILE) $(LINK)' > $@
FORCE:

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -MMD -MP -c -o $@ $<

# The rules and presets that the program brings. Their list is a prerequisite as well: a file may go
# away.
$(BUILD)/rules.list $(BUILD)/presets.list: FORCE
	@mkdir -p $(@D)
	@echo '$(RULES) $(PRESETS)' | cmp -s - $@ || echo '$(RULES) $(PRESETS)' > $@

$(BUILD)/core/rules/default_rules.c: $(RULES) $(BUILD)/rules.list scripts/gen-rules
	@mkdir -p $(@D)
	scripts/gen-rules $(RULES) > $@

$(BUILD)/core/filter/default_presets.c: $(PRESETS) $(BUILD)/presets.list scripts/gen-presets
	@mkdir -p $(@D)
	scripts/gen-presets $(PRESETS) > $@

DEFAULTS := $(BUILD)/core/rules/default_rules.o $(BUILD)/core/filter/default_presets.o
$(DEFAULTS): %.o: %.c $(BUILD)/flags
	$(COMPILE) -MMD -MP -c -o $@ $<

$(LIB): $(call objects,$(LIB_SOURCES)) $(DEFAULTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(PROGRAM): $(call objects,$(CMD_SOURCES)) $(LIB)
	$(LINK) -o $@ $^ $(THRESH_LDLIBS)

$(UNIT): $(call objects,$(UNIT_SOURCES)) $(LIB)
	$(LINK) -o $@ $^ $(THRESH_LDLIBS)

$(BUILD)/tests/inject.so: tests/inject.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -shared -fPIC -o $@ $< -ldl

# Each fuzz target is also a plain program that replays its corpus.
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(LIB)
	$(LINK) -o $@ $^ $(THRESH_LDLIBS)

$(BUILD)/tests/differential/gumbo: $(BUILD)/tests/differential/gumbo.o $(BENCH_LIB) $(LIB)
	$(LINK) -o $@ $^ $(THRESH_LDLIBS) $(shell pkg-config --libs gumbo)

# Each file in bench/ is a program; bench/lib has what they share.
$(BENCHES): $(BUILD)/bench/%: $(BUILD)/bench/%.o $(BENCH_LIB) $(LIB)
	$(LINK) -o $@ $^ $(THRESH_LDLIBS)

FUZZ_SECONDS ?= 60
fuzz: ## run every fuzz target with libFuzzer for FUZZ_SECONDS each (needs clang)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) CFLAGS="$(THRESH_CFLAGS)" LIBS="$(THRESH_LDLIBS)" tests/fuzz/run

-include $(shell test -d $(BUILD) && find $(BUILD) -name '*.d')
