# Files may grow to so many blocks and no further: whichever write that hits, the run ends with 3, says
# which file, and leaves nothing half-written under a final name.
. "$TESTS/lib.sh"

every_limit() { # OPTION...
	rm -rf whole
	run_sample whole "$@"
	blocks=0
	failures=0
	while :; do
		rm -rf out
		# Through a pipe, or the limit would hold for the message too.
		said=$({ (trap '' XFSZ && ulimit -f $blocks && exec "$THRESH" run -q "$@" -o out "$SAMPLE") 2>&1 || echo $?; } | cat)
		code=$(echo "$said" | tail -n 1)
		echo "$said" | sed '$d' >stderr
		[ $code -eq 1 ] && break # all fits; 1 is the sample's damaged record
		[ $code -eq 3 ] || { cat stderr; fail "exit code $code at $blocks blocks"; }
		one_message stderr
		contains stderr out/
		is_gone out/_SUCCESS
		no_unfinished out
		for shard in out/*.zst; do
			[ ! -e "$shard" ] || zstd -tq "$shard" || fail "$shard is not whole"
		done
		failures=$((failures + 1))
		blocks=$((blocks + 1 + blocks / 4))
		[ $blocks -lt 100000 ] || fail "no limit is high enough"
	done
	[ $failures -gt 5 ] || fail "only $failures limits were hit"
	same whole out
}
every_limit
every_limit --keep longest
