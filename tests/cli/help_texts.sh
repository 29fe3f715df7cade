# The manual page and the completion scripts are valid where there is a program to tell.
. "$TESTS/lib.sh"

expect_exit 0 "$THRESH" help --man
mv stdout thresh.1
for option in jobs output dedup 'shard\\-size' force json quiet; do
	grep -q "\\\\-\\\\-$option" thresh.1 || fail "thresh.1 has no --$option"
done
if command -v man >/dev/null 2>&1; then
	man --warnings -l thresh.1 >page 2>warnings || fail "man does not take thresh.1"
	[ ! -s warnings ] || { cat warnings; fail "thresh.1 has faults"; }
fi
for shell in bash zsh fish; do
	expect_exit 0 "$THRESH" help --completion "$shell"
	mv stdout "completion.$shell"
	contains "completion.$shell" shard-size
	if command -v "$shell" >/dev/null 2>&1; then
		"$shell" -n "completion.$shell" || fail "$shell does not take its completion"
	fi
done

cat >try.bash <<'BASH'
source ./completion.bash
complete_words() { # the last word is being typed
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
	_thresh 2>/dev/null
	echo "${COMPREPLY[*]}"
}
complete_words thresh ru
complete_words thresh run --shard
complete_words thresh run --dedup ''
complete_words thresh run --dedup = e
complete_words thresh help ext
BASH
if command -v bash >/dev/null 2>&1; then
	bash try.bash >got
	printf '%s\n' 'run rules' --shard-size 'none url exact near' exact extract >want
	same want got
fi
