# Every example in the help is run, on files of the names that it uses.
. "$TESTS/lib.sh"

mkdir bin
ln -s "$THRESH" bin/thresh
PATH=$(pwd)/bin:$PATH
export PATH
cat >page.html <<'PAGE'
<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>A page</h1><p>It has been raining for three days, and the river has come up to the second
step of the landing. The boats lie high, and the ferryman has taken in his bench.</p>
<p>Nobody is worried yet. In the great flood the water stood at the ninth step, and even then the bakery
opened at six, with planks in front of its door and a boy who rowed the bread to the upper town.</p>
</article></body></html>
PAGE

# examples COMMAND: the commands of its section "Examples", wrapped lines joined.
examples() {
	"$THRESH" help "$1" | awk '
		/^[A-Z]/ { inside = /^Examples:/; next }
		inside && /^  [^ ]/ { line = $0; while (line ~ /\\$/) { sub(/ *\\$/, "", line); getline more; line = line " " more } print line }'
}

# Where an example names a record, it is the first document of the sample.
run_sample sample-run
offset=$(documents sample-run | head -n 1 | sed 's/.*"warc_offset":\([0-9]*\).*/\1/')

total=0
commands >names
# What stands for Slurm here: it takes jobs, and has none.
mkdir slurm
printf '#!/bin/sh\necho 1\n' >slurm/sbatch
printf '#!/bin/sh\n' >slurm/squeue
chmod +x slurm/sbatch slurm/squeue
PATH=$(pwd)/slurm:$PATH

# The folder "out" of a run of 16 tasks and 4 ranges that is as far as COMMAND needs it.
tasks_until() { # COMMAND FOLDER
	[ "$1" != map ] && [ "$1" != dedup ] && [ "$1" != reduce ] && [ "$1" != finish ] && [ "$1" != status ] && return
	(
		cd "$2"
		for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cp "$SAMPLE" $i.warc.gz; done
		"$THRESH" submit --dry-run -o out --tasks 16 --ranges 4 ./*.warc.gz >/dev/null
		for stage in map/16 dedup/4 reduce/16; do
			[ "${stage%/*}" != "$1" ] && [ "$1" != status ] || break
			i=0
			while [ $i -lt "${stage#*/}" ]; do
				"$THRESH" "${stage%/*}" -q --task $i/"${stage#*/}" out
				i=$((i + 1))
			done
		done
	)
}

contains names run
for command in $(cat names); do
	examples "$command" >"$command.examples"
	while IFS= read -r line; do
		folder=example-$total
		mkdir "$folder"
		total=$((total + 1))
		echo "$line" | sed "s| /data/| data/|g; s|\(warc[.a-z]*\)@[0-9][0-9]*|\1@$offset|g" >"$folder/command"
		# Each name of an archive, page, list or folder in the example becomes one, each day of the week a run's output.
		for word in $(tr -d "'\"" <"$folder/command"); do
			word=${word%@"$offset"}
			case $word in
			@*) mkdir -p "$folder/$(dirname "${word#@}")"; echo "$SAMPLE" >"$folder/${word#@}" ;;
			*'*'*) word=$(echo "$word" | sed 's/\*/1/g'); mkdir -p "$folder/$(dirname "$word")"; cp "$SAMPLE" "$folder/$word" ;;
			*.warc.gz | *.wet.gz) mkdir -p "$folder/$(dirname "$word")"; cp "$SAMPLE" "$folder/$word" ;;
			*.warc.zst) mkdir -p "$folder/$(dirname "$word")"; zcat "$SAMPLE" 2>/dev/null | zstd -qc >"$folder/$word" ;;
			*.html | *.htm | *.txt) mkdir -p "$folder/$(dirname "$word")"; cp page.html "$folder/$word" ;;
			*.rules) mkdir -p "$folder/$(dirname "$word")"; cp "$ROOT/share/thresh/link-tracking.rules" "$folder/$word" ;;
			*.preset) mkdir -p "$folder/$(dirname "$word")"; cp "$ROOT/share/thresh/presets/gopher.preset" "$folder/$word" ;;
			*.index) [ -e "$folder/$word" ] || expect_exit 1 "$THRESH" run -q --index "$folder/$word" -o index-run --force "$SAMPLE" ;;
			monday | tuesday) [ -e "$folder/$word" ] || run_sample "$folder/$word" ;;
			*/ | data/*) mkdir -p "$folder/$word"; cp "$SAMPLE" "$folder/$word" ;;
			esac
		done
		tasks_until "$command" "$folder"
		code=0
		(cd "$folder" && sh command >stdout 2>stderr) || code=$?
		# The sample has a damaged record, so 1 is fine.
		[ "$code" -le 1 ] || { cat "$folder/stderr"; fail "exit code $code: $line"; }
		! grep -E 'No such file|not found|not an archive' "$folder/stderr" || fail "$line"
	done <"$command.examples"
	[ -s "$command.examples" ] || fail "thresh help $command has no example"
done
