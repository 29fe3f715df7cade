# The pages of WCXB dev give the same trees as gumbo makes of them, but for those that
# tests/differential/gumbo.tsv lists with a cause. To see where a page differs: run the program with -v.
. "$TESTS/lib.sh"
archive=$THRESH_DATA/wcxb-dev.warc.gz
compare=$(dirname "$THRESH")/tests/differential/gumbo
table=$ROOT/tests/differential/gumbo.tsv
[ -e "$archive" ] || skip "no $archive"
[ "$MODE" != tsan ] || skip "one thread: nothing for this sanitizer"
[ -x "$compare" ] || skip "the comparison was not built: no gumbo (libgumbo-dev)"

# Each cause is one, and has a page; form-end is kept from gumbo.
expect_exit 0 "$compare" --causes
grep -v '^form-end$' stdout | sort >causes
grep -v '^#' "$table" | cut -f 1 | sort -u >named
same causes named

expect_exit 0 "$compare" "$archive"
contains stdout "pages 1497,"
sed '$d' stdout | sort >differing
# the program can name one cause only
awk -F '\t' -v OFS='\t' '!/^#/ { print $2, $1 == "control-character" ? $1 : "?", $3 }' "$table" |
	sort >listed
same listed differing
tail -n 1 stdout
