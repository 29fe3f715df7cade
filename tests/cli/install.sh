# `scripts/install` puts everything where programs look for it.
. "$TESTS/lib.sh"

expect_exit 0 "$ROOT/scripts/install" "$THRESH" "$(pwd)/prefix dir"
cd "prefix dir" || fail "no folder"
is_there bin/thresh share/man/man1/thresh.1 share/bash-completion/completions/thresh \
	share/zsh/site-functions/_thresh share/fish/vendor_completions.d/thresh.fish \
	share/thresh/sample.warc.gz share/thresh/link-tracking.rules share/thresh/rules/boilerplate.rules \
	share/man/man5/thresh-rules.5 share/man/man5/thresh-presets.5 share/thresh/presets/gopher.preset
for file in thresh.service thresh.timer thresh.crontab; do is_there share/thresh/$file; done
[ -x share/thresh/thresh-night ] || fail "thresh-night cannot be run"
no_unfinished .
[ "$(bin/thresh --version)" = "$("$THRESH" --version)" ] || fail "another program was installed"
cmp share/thresh/sample.warc.gz "$SAMPLE" || fail "another archive was installed"
