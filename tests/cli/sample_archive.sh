# The shipped archive is what scripts/make-sample makes, small, and known to the tests.
. "$TESTS/lib.sh"

expect_exit 0 "$ROOT/scripts/make-sample" again.warc.gz
python "$SAMPLE" <<'PY'
import zlib


def records(path):
    """Members inflated as far as that goes; another zlib may compress otherwise."""
    data, out = Path(path).read_bytes(), []
    mark = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    starts = [at for at in range(len(data)) if data.startswith(mark, at)] + [len(data)]
    for start, end in zip(starts, starts[1:]):
        try:
            out.append(zlib.decompress(data[start:end], 31))
        except zlib.error:
            out.append(b"damaged")
    return out


shipped, made = records(sys.argv[1]), records("again.warc.gz")
check(shipped == made, "the shipped archive is not what scripts/make-sample makes: make sample")
check(len(shipped) == len(sample_list()), "--list has not a row per record")
check(shipped.count(b"damaged") == 1, "one record is damaged")
check(os.path.getsize(sys.argv[1]) < 150_000, "the archive has become large")
PY
