# The tree of a page, from a file or standard input, of a document or a fragment.
. "$TESTS/lib.sh"

printf '<!DOCTYPE html><title>T</title><p>one<p class=a>two' >page.html
cat >want <<'TREE'
| <!DOCTYPE html>
| <html>
|   <head>
|     <title>
|       "T"
|   <body>
|     <p>
|       "one"
|     <p>
|       class="a"
|       "two"
TREE
expect_exit 0 "$THRESH" tree page.html
same stdout want
expect_exit 0 sh -c '"$0" tree - <page.html' "$THRESH"
same stdout want

printf '| <td>\n|   "x"\n' >want
printf '<td>x' >cell
expect_exit 0 "$THRESH" tree --fragment tr cell
same stdout want
printf '| <svg circle>\n' >want
printf '<circle/>' >circle
expect_exit 0 "$THRESH" tree --fragment "svg g" circle
same stdout want

printf '| <html>\n|   <head>\n|   <body>\n' >want
: >empty
expect_exit 0 "$THRESH" tree empty
same stdout want
expect_exit 1 "$THRESH" tree nowhere.html
one_message stderr
