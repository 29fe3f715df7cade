"""A web server that misbehaves on demand, for the tests of io/fetch.c: `http_server.py FOLDER [PEM]`.

With PEM, a file of a certificate and its key, it speaks https. It listens on 127.0.0.1 only, prints
its port as one line, and ends with the process that started it, or after LIFE_SECONDS. The first
part of a path says how the file named by the second is sent; "every first request" counts by path
and query, so that a test gets a count of its own by a query of its own.
"""
import base64
import hashlib
import hmac
import os
import re
import ssl
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

LIFE_SECONDS = 600
SILENCE_SECONDS = 90  # of a stalled answer, unless the client leaves earlier
PIECE = 16 << 10
MODIFIED = "Mon, 01 Jan 2024 00:00:00 GMT"
KEY, SECRET, TOKEN, REGION = "TESTKEY", "test/secret+key", "test-token=", "test-region-1"

folder = Path(sys.argv[1])
lock = threading.Lock()
counts, requests = Counter(), []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = SILENCE_SECONDS
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def handle(self):
        try:
            super().handle()
        except (ssl.SSLError, ConnectionError):
            pass  # a client that does not trust the certificate leaves

    def do_GET(self):
        self.close_connection = True
        self.where, _, self.query = self.path.partition("?")
        way, _, self.file = self.where[1:].partition("/")
        with lock:
            counts[self.path] += 1
            self.count = counts[self.path]
            requests.append(f"{self.path} range={self.headers['Range']} if={self.headers['If-Range']}")
        method = getattr(self, f"way_{way}", None)
        try:
            if method is None:
                self.refuse(404)
            else:
                method()
        except (ssl.SSLError, BrokenPipeError, ConnectionResetError, TimeoutError):
            pass

    # --- answers ---

    def head(self, status, **fields):
        self.send_response(status)
        for name, value in fields.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Connection", "close")
        self.end_headers()

    def refuse(self, status, **fields):
        body = b"<p>not the file</p>\n"
        self.head(status, Content_Length=len(body), **fields)
        self.wfile.write(body)

    def content(self):
        path = folder / unquote(self.file)
        return path.read_bytes() if path.parent == folder and path.is_file() else None

    def send(self, data=None, ranges=True, tag="", weak=False, only=None, length=True, total=True):
        """The file, or the range asked for; only the first `only` bytes of the answer if given."""
        data = self.content() if data is None else data
        if data is None:
            self.refuse(404)
            return
        tag = f'{"W/" if weak else ""}"{tag or hashlib.sha256(data).hexdigest()[:16]}"'
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "")
        condition = self.headers["If-Range"]
        first, status, span = 0, 200, None
        if asked and ranges and condition in (None, tag, MODIFIED):
            first, status = int(asked[1]), 206
            span = f"bytes {first}-{len(data) - 1}/{len(data) if total else '*'}"
            if first >= len(data):
                self.refuse(416, Content_Range=f"bytes */{len(data)}")
                return
        body = data[first:]
        self.head(status, ETag=tag, Last_Modified=MODIFIED, Content_Range=span,
                  Content_Length=len(body) if length else None,
                  Transfer_Encoding=None if length else "chunked")
        body = body if only is None else body[:only]
        for at in range(0, len(body), PIECE):
            piece = body[at:at + PIECE]
            self.wfile.write(piece if length else b"%x\r\n%s\r\n" % (len(piece), piece))
        if not length and only is None:
            self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def half(self):
        return len(self.content() or b"") // 2

    def silence(self):
        """Until the client leaves."""
        self.connection.settimeout(SILENCE_SECONDS)
        self.connection.recv(1)

    # --- ways: as it should be ---

    def way_ok(self):
        self.send()

    def way_chunked(self):
        self.send(length=False)

    def way_redirect(self):
        self.head(302, Location=f"/ok/{self.file}", Content_Length=0)

    def way_loop(self):
        self.head(302, Location=self.path, Content_Length=0)

    def way_elsewhere(self):
        self.head(302, Location="ftp://127.0.0.1/file", Content_Length=0)

    def way_log(self):
        """The requests so far, one a line."""
        with lock:
            text = "".join(line + "\n" for line in requests)
        self.send(text.encode())

    # --- ways: broken once, then as it should be ---

    def way_drop(self):
        self.send(only=self.half() if self.count == 1 else None)

    def way_often(self):
        """Each answer ends after 100,000 bytes."""
        self.send(only=100000)

    def way_drop_chunked(self):
        self.send(length=False, only=self.half() if self.count == 1 else None)

    def way_drop_head(self):
        if self.count > 1:
            self.send()

    def way_part(self):
        """Ends half-way, in good order: an answer may be a part of the range."""
        data, asked = self.content(), re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "")
        first = int(asked[1]) if asked else 0
        body = data[first:first + 100000]
        self.head(206, Content_Length=len(body),
                  Content_Range=f"bytes {first}-{first + len(body) - 1}/{len(data)}")
        self.wfile.write(body)

    def way_stall(self):
        if self.count > 1:
            self.send()
            return
        self.send(only=self.half())
        self.silence()

    def way_stall_head(self):
        if self.count > 1:
            self.send()
        else:
            self.silence()

    def way_norange(self):
        self.send(ranges=False, only=self.half() if self.count == 1 else None)

    def way_weak(self):
        self.send(weak=True, only=self.half() if self.count == 1 else None)

    def way_503(self):
        if self.count <= 2:
            self.refuse(503)
        else:
            self.send()

    def way_429(self):
        if self.count == 1:
            self.refuse(429, Retry_After=1)
        else:
            self.send()

    # --- ways: never as it should be ---

    def way_404(self):
        self.refuse(404)

    def way_403(self):
        self.refuse(403)

    def way_busy(self):
        self.refuse(503)

    def way_changed(self):
        """Another length the second time."""
        data = self.content()
        if self.count == 1:
            self.send(data, only=len(data) // 2, tag="same")
        else:
            self.send(data + b"more", tag="same")

    def way_changed_bytes(self):
        """The same length, but another version."""
        self.send(only=self.half() if self.count == 1 else None, tag=f"version-{self.count}")

    def way_shorter(self):
        """Shorter than what was sent before, and of no length that was said."""
        data = self.content()
        if self.count == 1:
            self.send(data, only=len(data) // 2, tag="same", length=False, ranges=False)
        else:
            self.send(data[:100], tag="same", length=False, ranges=False)

    def way_wrong_range(self):
        if self.count == 1:
            self.send(only=self.half())
        else:
            data = self.content()
            self.head(206, Content_Length=len(data), Content_Range=f"bytes 0-{len(data) - 1}/{len(data)}")
            self.wfile.write(data)

    def way_slow(self):
        """Half of it, then a byte now and then until the client leaves."""
        data = self.content()
        self.head(200, Content_Length=len(data))
        self.wfile.write(data[:len(data) // 2])
        for at in range(len(data) // 2, min(len(data), len(data) // 2 + SILENCE_SECONDS * 10)):
            self.wfile.write(data[at:at + 1])
            self.wfile.flush()
            time.sleep(0.1)

    def way_user(self):
        """Wants "user" and "pass-word"."""
        wanted = "Basic " + base64.b64encode(b"user:pass-word").decode()
        if self.headers["Authorization"] == wanted:
            self.send()
        else:
            self.refuse(401)

    # --- S3: /s3/BUCKET/KEY; "public" wants no signature, "session" a token too, "far" is elsewhere ---

    def way_s3(self):
        bucket, _, self.file = self.file.partition("/")
        wanted = None if bucket == "public" else self.signature()
        if bucket == "far":
            self.refuse(301, x_amz_bucket_region="far-away-2")
        elif self.headers["Authorization"] != wanted:
            self.refuse(403)
        elif bucket == "session" and "x-amz-security-token" not in self.headers:
            self.refuse(403)
        elif self.query:
            self.refuse(400)
        else:
            self.send(only=self.half() if self.count == 1 else None)

    def signature(self):
        """The Authorization that this request should have (AWS Signature Version 4)."""
        given = re.search("SignedHeaders=([a-z0-9;-]*)", self.headers["Authorization"] or "")
        names = given[1].split(";") if given else []
        needed = {"host", "x-amz-date", "x-amz-content-sha256"}
        if "x-amz-security-token" in self.headers:
            needed.add("x-amz-security-token")
            if self.headers["x-amz-security-token"] != TOKEN:
                return "another token"
        if not needed <= set(names) or names != sorted(names):
            return "other headers"
        date = self.headers["x-amz-date"]
        scope = f"{date[:8]}/{REGION}/s3/aws4_request"
        headers = "".join(f"{name}:{self.headers[name].strip()}\n" for name in names)
        path = quote(unquote(self.where), safe="/-._~")
        request = "\n".join(["GET", path, "", headers, ";".join(names),
                             self.headers["x-amz-content-sha256"]])
        text = "\n".join(["AWS4-HMAC-SHA256", date, scope, hashlib.sha256(request.encode()).hexdigest()])
        key = ("AWS4" + SECRET).encode()
        for part in [*scope.split("/"), text]:
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return (f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={';'.join(names)}, "
                f"Signature={key.hex()}")


def end_with(parent):
    for _ in range(LIFE_SECONDS):
        time.sleep(1)
        if os.getppid() != parent:
            break
    os._exit(0)


threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2])
    # the handshake is the connection's thread's: here it would hold up all others
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
os.write(1, b"%d\n" % server.server_address[1])  # at once, for who reads it from a pipe
server.serve_forever()
