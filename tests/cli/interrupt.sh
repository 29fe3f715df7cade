# Ctrl-C and SIGTERM stop a run in good order: exit code 3, nothing half, no _SUCCESS.
. "$TESTS/lib.sh"

i=0
while [ $i -lt 20 ]; do cat "$SAMPLE"; i=$((i + 1)); done >some.warc.gz
mkfifo endless

cat >stop.py <<'PY'
"""Runs a command whose input never ends, stops it by a signal, and waits for its end."""
import os
import signal
import subprocess
import sys
import time

number, command = getattr(signal, sys.argv[1]), sys.argv[2:]
process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True,
                           stdout=subprocess.DEVNULL, stderr=open("stderr", "wb"),
                           preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))
data = open("some.warc.gz", "rb").read()
for _ in range(5):
    process.stdin.write(data)
process.stdin.flush()
time.sleep(0.5)
process.send_signal(number)
time.sleep(0.2)
try:
    process.stdin.close()
except BrokenPipeError:
    pass
sys.exit(process.wait(60))
PY
for signal in SIGINT SIGTERM; do
	for jobs in 1 4; do
		out=out-$signal-$jobs
		code=0
		python3 stop.py "$signal" "$THRESH" run -j "$jobs" --shard-size 1M --dedup none -o "$out" - || code=$?
		[ "$code" -eq 3 ] || { cat stderr; fail "$signal: exit code $code, not 3"; }
		is_gone "$out/_SUCCESS" "$out/manifest.json"
		no_unfinished "$out"
		for shard in "$out"/*.zst; do
			[ ! -e "$shard" ] || zstd -tq "$shard" || fail "$shard is not whole"
		done
	done
done
