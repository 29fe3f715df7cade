# What cannot be written to stdout is an error, but a reader that went away is none to talk about.
. "$TESTS/lib.sh"

printf '<html><title>A page</title><body><p>%s</p></body></html>' \
	"The ferry comes at seven, if it comes, and the post comes with it." >page.html

for words in "extract page.html" "explain page.html" "help --man" "--help" "--version"; do
	expect_exit 3 sh -c 'exec "$0" '"$words"' >/dev/full' "$THRESH"
	contains stderr "No space left on device"
	one_message stderr
	expect_exit 3 sh -c 'exec "$0" '"$words"' >&-' "$THRESH"
	one_message stderr
done

# A reader that is gone before the first byte.
cat >broken.py <<'PY'
import os
import subprocess
import sys

read_end, write_end = os.pipe()
os.close(read_end)
result = subprocess.run(sys.argv[1:], stdout=write_end, stderr=subprocess.PIPE)
sys.stderr.buffer.write(result.stderr)
sys.exit(3 if result.returncode == -13 else result.returncode)
PY
for words in "extract page.html" "extract --json page.html" "help --man"; do
	# shellcheck disable=SC2086
	expect_exit 3 python3 broken.py "$THRESH" $words
	[ ! -s stderr ] || { cat stderr; fail "thresh $words talks about a broken pipe"; }
done

# A run whose summary nobody reads is finished all the same.

python3 broken.py "$THRESH" run -o out "$SAMPLE" 2>stderr || true
finished out
lacks stderr "Broken pipe"

# A shard never gets the number of a closed stdout.
(exec "$THRESH" run --json -o closed "$SAMPLE" >&- 2>stderr) || true
rows closed/part-00000.jsonl.zst >closed.rows
finished closed
