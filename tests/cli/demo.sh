# The demo works and fits 60 columns.
. "$TESTS/lib.sh"

folder=$(mktemp -d /tmp/demo.XXXXXX) # a short path, as people have it
trap 'rm -rf "$folder"' EXIT
expect_exit 0 env TMPDIR="$folder" COLUMNS=60 "$ROOT/scripts/demo" "$THRESH"
awk 'length($0) > 60 { print; bad = 1 } END { exit bad }' stdout || fail "wider than 60 columns"
contains stdout "  The island ferry sails again"
contains stdout "The ferry Marit sailed for the outer islands"
contains stdout "damaged on purpose"
contains stdout "Try next"
