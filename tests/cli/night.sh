# The commands of share/thresh's units, with the paths of a machine in place of those in the files: new folders are run,
# finished ones are not, one that was stopped goes on, and what comes from either is the same.
. "$TESTS/lib.sh"

share=$ROOT/share/thresh
here=$(pwd)
mkdir -p prefix/bin lib/in/2026-11-23 lib/in/2026-11-24
cp "$SAMPLE" lib/in/2026-11-23/a.warc.gz
cp "$SAMPLE" lib/in/2026-11-24/b.warc.gz
cat >prefix/bin/thresh <<END
#!/bin/sh
exec "$THRESH" "\$@"
END
chmod +x prefix/bin/thresh

# A command of the files, with their paths changed.
here_paths() {
	sed -e "s,/usr/local/share/thresh/,$share/,g" -e "s,/usr/local/bin/,$here/prefix/bin/,g" -e "s,/var/lib/thresh,$here/lib,g"
}
unit() {
	here_paths <"$share/thresh.service" | sed -n 's/^Environment=\(.*\)/export "\1"/p; s/^ExecStart=/exec /p'
}
crontab_line() { # NUMBER
	here_paths <"$share/thresh.crontab" | grep -v '^#' | sed -n "$1p" | sed 's/^@reboot //; s/^30 2 \* \* \* //'
}
if command -v systemd-analyze >/dev/null; then
	here_paths <"$share/thresh.service" >thresh.service
	here_paths <"$share/thresh.timer" >thresh.timer
	systemd-analyze verify ./thresh.service ./thresh.timer 2>said || { cat said; fail "systemd does not take the units"; }
fi

unit >by-unit
[ "$(grep -c '^export' by-unit)" -eq 5 ] && grep -q '^exec ' by-unit || { cat by-unit; fail "no command in the unit"; }
expect_exit 1 env -i PATH="$PATH" sh -eu by-unit
contains stdout "lib/out/2026-11-24: as it should be"
for night in 2026-11-23 2026-11-24; do finished lib/out/$night; done
[ "$(documents lib/out/2026-11-24 | wc -l)" -eq 0 ] || fail "the second night has the first one's documents again"
mv lib/out by-unit.out
mv lib/seen.index by-unit.index

# By cron, twice: the second time there is nothing to do. One night was begun before, and not finished.
for number in 1 2; do
	rm -rf lib/out lib/seen.index*
	mkdir -p lib/out/2026-11-23
	echo half >lib/out/2026-11-23/part-00000.jsonl.zst.tmp
	crontab_line $number >by-cron
	[ -s by-cron ] || fail "no line $number in the crontab"
	expect_exit 1 env -i PATH="$PATH" sh -eu by-cron
	same by-unit.out lib/out
	cmp by-unit.index lib/seen.index || fail "another index"
	expect_exit 0 env -i PATH="$PATH" sh -eu by-cron
	[ ! -s stdout ] && [ ! -s stderr ] || fail "something was done again"
done

# A night that cannot be finished: those behind it wait, and the exit code says that it goes on.
rm -rf lib/out lib/seen.index*
: >lib/out
expect_exit 3 env -i PATH="$PATH" sh -eu by-unit
rm lib/out
expect_exit 1 env -i PATH="$PATH" sh -eu by-unit
same by-unit.out lib/out
