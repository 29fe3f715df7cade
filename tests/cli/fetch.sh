# Inputs over HTTP: the same documents and rejects as from the file, however the connection breaks.
# Stalls, waits and S3 are in tests/unit/test_fetch.c, where time can be made short.
. "$TESTS/lib.sh"

unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY
unset CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
mkdir files
cp "$SAMPLE" files/sample.warc.gz
servers=
trap 'kill $servers 2>/dev/null || :' EXIT
trap 'exit 1' INT TERM
start_server() { # PORT_FILE [PEM]
	port_file=$1
	shift
	python3 -B "$TESTS/http_server.py" files "$@" >"$port_file" &
	server=$!
	servers="$servers $server"
	tries=0
	while [ ! -s "$port_file" ]; do
		tries=$((tries + 1))
		[ "$tries" -le 200 ] && kill -0 "$server" || fail "the test server does not start"
		sleep 0.1
	done
}
start_server port
url=http://127.0.0.1:$(cat port)

# All of the rows but the name of the file, which is the URL here.
rows_of() { # OUT
	python "$1" <<'PY'
for kind, all_rows in (("document", documents(sys.argv[1])), ("reject", rejects(sys.argv[1]))):
    for row in all_rows:
        check([row.pop("warc_file", None), row.get("metadata", {}).pop("warc_file", None)] != [None, None],
              f"no warc_file in {row}")
        print(kind, json.dumps(row, sort_keys=True))
PY
}
run_sample local
rows_of local >local.rows
grep -q '^document' local.rows && grep -q '^reject' local.rows || fail "no rows to compare with"

for way in ok chunked redirect drop drop_chunked norange 503; do
	expect_exit 1 "$THRESH" run --quiet -o "$way" "$url/$way/sample.warc.gz"
	finished "$way"
	rows_of "$way" >"$way.rows"
	same local.rows "$way.rows"
done

# Over https, a connection that breaks among them. A certificate is trusted by name only.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test \
	-addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out trusted.pem 2>openssl.log ||
	{ cat openssl.log; fail "openssl makes no certificate"; }
mkdir trusted
cp trusted.pem "trusted/$(openssl x509 -in trusted.pem -noout -hash).0"
cat key.pem trusted.pem >server.pem
start_server tls_port server.pem
port=$(cat tls_port)
tls_url=https://127.0.0.1:$port
over_tls() { # NAME=VALUE WAY...
	trust=$1
	shift
	for way; do
		out=tls_${way}_${trust%%=*}
		expect_exit 1 env "$trust" "$THRESH" run --quiet -o "$out" "$tls_url/$way/sample.warc.gz"
		finished "$out"
		rows_of "$out" >"$out.rows"
		same local.rows "$out.rows"
	done
}
over_tls CURL_CA_BUNDLE=trusted.pem ok drop
over_tls SSL_CERT_FILE=trusted.pem ok
over_tls SSL_CERT_DIR=trusted ok

# What is not trusted is one message, at once: to try again would take two minutes.
not_trusted() { # CAUSE URL [NAME=VALUE]
	cause=$1 from=$2
	shift 2
	expect_exit 1 timeout 30 env "$@" "$THRESH" run --quiet -o distrusted --force "$from/ok/sample.warc.gz"
	one_message stderr
	contains stderr "$from/ok/sample.warc.gz: $cause"
	lacks stderr attempts
	finished distrusted
	[ -z "$(documents distrusted)" ] || fail "a server was read that is not trusted"
}
not_trusted "SSL certificate problem: self-signed certificate" "$tls_url"
not_trusted "SSL: no alternative certificate subject name matches" "https://localhost:$port" CURL_CA_BUNDLE=trusted.pem
not_trusted "error setting certificate file: missing.pem" "$tls_url" CURL_CA_BUNDLE=missing.pem
not_trusted "error setting certificate file: missing.pem" "$tls_url" CURL_CA_BUNDLE=missing.pem SSL_CERT_FILE=trusted.pem

# What cannot be read is one message and exit code 1, and the others are run.
expect_exit 1 "$THRESH" run --quiet -o missing "$url/404/sample.warc.gz" "$SAMPLE"
one_message stderr
contains stderr "$url/404/sample.warc.gz: HTTP status 404"
finished missing
rows_of missing >missing.rows
same local.rows missing.rows

# Two versions of a file are not put together: the first half's whole records, and the loss is said.
expect_exit 1 "$THRESH" run --quiet -o changed "$url/changed/sample.warc.gz"
contains stderr "$url/changed/sample.warc.gz: changed while it was read"
finished changed
documents changed >changed.rows
[ "$(wc -l <changed.rows)" -lt "$(grep -c '^document' local.rows)" ] || fail "nothing is lost of a changed file"
rejects changed | grep -q truncated || fail "a changed file's end is no loss"

# A run that waits for a server stops when asked to, in good order.
"$THRESH" run --quiet -o slow "$url/slow/sample.warc.gz" >stdout 2>stderr &
run=$!
sleep 1
kill -TERM "$run"
code=0
wait "$run" || code=$?
[ "$code" -eq 3 ] || { cat stderr; fail "stopped with exit code $code, not 3"; }
is_gone slow/_SUCCESS slow/manifest.json
no_unfinished slow
