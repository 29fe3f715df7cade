/*
 * URLs, and reading from a server that misbehaves (tests/cli/http_server.py, on 127.0.0.1). The
 * server is started by the first test that needs it and ends with the program.
 */
#include "io/fetch.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/machine.h"
#include "tests/test.h"

enum {
	NOISE_BYTES = 3000000, /* more than fetch holds, so that transfers are paused */
	READ_BYTES = 70001,    /* no divisor of anything */
	ANSWER_BYTES_MAX = 8 << 20,
	PORT_LINE_BYTES = 16,
};

/* Waits are short, but a busy machine is no stall. */
static const struct fetch_options quick = {.stall_seconds = 20, .attempts = 3, .wait_ms_first = 1};

/* --- the server --- */

static struct {
	pid_t pid;
	char port[PORT_LINE_BYTES];
	char folder[64];
	char *noise;
} server;

static const char *const served[] = {"noise", "empty", "odd +%41\xc3\xa4~name"};

static void path_of(const char *name, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%s", server.folder, name);
}

static void stop_server(void)
{
	char path[PATH_MAX];
	if (server.pid > 0) {
		kill(server.pid, SIGKILL);
		waitpid(server.pid, NULL, 0);
	}
	for (size_t i = 0; i < sizeof(served) / sizeof(*served); i++) {
		path_of(served[i], path);
		unlink(path);
	}
	rmdir(server.folder);
	free(server.noise);
}

static bool write_served(void)
{
	char path[PATH_MAX];
	unsigned seed = 1;
	server.noise = malloc(NOISE_BYTES);
	for (size_t i = 0; i < NOISE_BYTES; i++) {
		seed = seed * 1664525u + 1013904223u;
		server.noise[i] = (char)(seed >> 24);
	}
	for (size_t i = 0; i < sizeof(served) / sizeof(*served); i++) {
		size_t n = strcmp(served[i], "empty") == 0 ? 0 : NOISE_BYTES;
		path_of(served[i], path);
		FILE *file = fopen(path, "wb");
		if (file == NULL || fwrite(server.noise, 1, n, file) != n || fclose(file) != 0)
			return false;
	}
	return true;
}

static void exec_server(int out)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, STDOUT_FILENO);
	execlp("python3", "python3", "-B", "tests/cli/http_server.py", server.folder, (char *)NULL);
	_exit(127);
}

static bool start_server(void)
{
	int ends[2];
	strcpy(server.folder, "/tmp/thresh-fetch-XXXXXX");
	if (mkdtemp(server.folder) == NULL)
		return false;
	atexit(stop_server);
	if (!write_served() || pipe2(ends, O_CLOEXEC) != 0)
		return false;
	fflush(NULL);
	server.pid = fork();
	if (server.pid == 0)
		exec_server(ends[1]);
	close(ends[1]);
	FILE *from = fdopen(ends[0], "r");
	if (from == NULL || server.pid < 0 || fgets(server.port, sizeof(server.port), from) == NULL)
		server.port[0] = '\0';
	server.port[strcspn(server.port, "\n")] = '\0';
	if (from)
		fclose(from);
	return server.port[0] != '\0';
}

/* The test is skipped where there is none. */
static bool need_server(void)
{
	static bool tried;
	if (!tried) {
		tried = true;
		unsetenv("http_proxy");
		unsetenv("ALL_PROXY");
		unsetenv("all_proxy");
		start_server();
	}
	if (server.port[0] == '\0')
		test_skip("no test server: it needs python3, and the sources' folder to start in");
	return server.port[0] != '\0';
}

/* --- reading --- */

struct result {
	bool opened, ended;
	struct buf bytes;
	uint64_t size;
	char error[ERROR_TEXT_BYTES];
	double seconds;
};

/* A whole URL, as a reader does who then asks once more. */
static struct result read_url(const char *url, const struct fetch_options *options)
{
	struct result result = {0};
	struct fetch *fetch;
	struct error error = {.text = ""};
	size_t got = 1;
	double begun = machine_seconds();
	buf_init(&result.bytes, ANSWER_BYTES_MAX);
	result.opened = fetch_open(url, options, &fetch, &error) == STATUS_OK;
	if (result.opened) {
		enum status status;
		result.size = fetch_size(fetch);
		do {
			size_t before = result.bytes.n;
			status = fetch_read(fetch, READ_BYTES, &result.bytes, &got, &error);
			CHECK(got <= READ_BYTES && result.bytes.n == before + got);
		} while (status == STATUS_OK && got > 0);
		result.ended = status == STATUS_OK;
		CHECK(fetch_read(fetch, READ_BYTES, &result.bytes, &got, &error) == status &&
		      got == 0);
		fetch_close(fetch);
	}
	memcpy(result.error, error.text, sizeof(error.text));
	result.seconds = machine_seconds() - begun;
	return result;
}

static struct result read_path(const char *path, const struct fetch_options *options)
{
	char url[PATH_MAX];
	snprintf(url, sizeof(url), "http://127.0.0.1:%s%s", server.port, path);
	return read_url(url, options);
}

static void check_noise(struct result result)
{
	CHECK(result.ended);
	CHECK_STR(str_from(result.error), STR(""));
	CHECK_NUMBER(result.bytes.n, NOISE_BYTES);
	CHECK(result.bytes.n == NOISE_BYTES &&
	      memcmp(result.bytes.p, server.noise, NOISE_BYTES) == 0);
	buf_free(&result.bytes);
}

static void check_message(const char *message, const char *path, const char *cause)
{
	char want[PATH_MAX];
	snprintf(want, sizeof(want), "http://127.0.0.1:%s%s: %s", server.port, path, cause);
	CHECK_STR(str_from(message), str_from(want));
}

static void check_refused(const char *path, const char *cause)
{
	struct result result = read_path(path, &quick);
	CHECK(!result.opened);
	check_message(result.error, path, cause);
	buf_free(&result.bytes);
}

/* What was read before the error is the file's beginning. */
static void check_breaks(const char *path, const char *cause)
{
	struct result result = read_path(path, &quick);
	CHECK(result.opened && !result.ended);
	CHECK_NUMBER(result.bytes.n, NOISE_BYTES / 2);
	CHECK(memcmp(result.bytes.p, server.noise, result.bytes.n) == 0);
	check_message(result.error, path, cause);
	buf_free(&result.bytes);
}

/* How often `part` is in the server's log of requests, "PATH range=RANGE if=VALIDATOR" each. */
static size_t logged(const char *part)
{
	size_t count = 0;
	struct result result = read_path("/log", &quick);
	struct str lines = buf_str(&result.bytes);
	CHECK(result.ended);
	for (size_t at = 0; (at = str_find(lines, str_from(part), at)) != STR_NONE; at++)
		count++;
	buf_free(&result.bytes);
	return count;
}

/* --- URLs --- */

TEST(urls_are_told_by_their_scheme)
{
	CHECK(fetch_is_url("http://a/b") && fetch_is_url("https://a") && fetch_is_url("s3://a/b"));
	CHECK(fetch_is_url("HTTPS://a/b"));
	CHECK(!fetch_is_url("http:/a") && !fetch_is_url("ftp://a/b") && !fetch_is_url("file:///a"));
	CHECK(!fetch_is_url("") && !fetch_is_url("-") && !fetch_is_url("/http://a") &&
	      !fetch_is_url("s3"));
}

static void check_printable(const char *url, const char *want)
{
	struct buf shown;
	buf_init(&shown, ANSWER_BYTES_MAX);
	CHECK(fetch_printable(url, &shown));
	CHECK_STR(buf_str(&shown), str_from(want));
	buf_free(&shown);
}

TEST(a_url_is_shown_without_secrets)
{
	check_printable("http://host:8080/a/../b.gz", "http://host:8080/a/../b.gz");
	check_printable("https://user:secret@host/a@b", "https://host/a@b");
	check_printable("https://user@host/a", "https://host/a");
	check_printable("https://host/a?X-Amz-Signature=secret#secret", "https://host/a");
	check_printable("https://user:se/cret@host/a", "https://...");
	check_printable("https://user:se#cret@host/a", "https://...");
	check_printable("s3://bucket/a?b", "s3://bucket/a?b");
	check_printable("s3://bucket/a\nb", "s3://bucket/a?b");
	check_printable("s3://key:secret@bucket/a", "s3://...");
	check_printable("secret", "://...");
}

static void check_s3(const char *url, const char *endpoint, const char *want)
{
	struct buf target;
	buf_init(&target, ANSWER_BYTES_MAX);
	CHECK(fetch_s3_target(url, "eu-west-1", endpoint, &target) == (want != NULL));
	if (want)
		CHECK_STR(buf_str(&target), str_from(want));
	buf_free(&target);
}

TEST(an_s3_url_becomes_an_https_one)
{
	struct buf small;
	check_s3("s3://bucket/a/b.gz", NULL, "https://bucket.s3.eu-west-1.amazonaws.com/a/b.gz");
	check_s3("S3://bucket/a", NULL, "https://bucket.s3.eu-west-1.amazonaws.com/a");
	check_s3("s3://www.a.b/c", NULL, "https://s3.eu-west-1.amazonaws.com/www.a.b/c");
	check_s3("s3://bucket/a", "http://127.0.0.1:9000//", "http://127.0.0.1:9000/bucket/a");
	check_s3("s3://bucket/a b+c%41?d#e~\xc3\xa4", "http://h",
	         "http://h/bucket/a%20b%2Bc%2541%3Fd%23e~%C3%A4");
	check_s3("s3://bucket//a/../b", "http://h", "http://h/bucket//a/../b");
	check_s3("s3://bucket", NULL, NULL);
	check_s3("s3://bucket/", NULL, NULL);
	check_s3("s3:///key", NULL, NULL);
	check_s3("s3://a:b@bucket/key", NULL, NULL);
	buf_init(&small, 20);
	CHECK(!fetch_s3_target("s3://bucket/a", "eu-west-1", NULL, &small));
	CHECK(!fetch_s3_target("s3://bucket/a", "evil.example/", NULL, &small));
	CHECK(!fetch_s3_target("s3://bucket/a", "", NULL, &small));
	buf_free(&small);
}

/* --- streams --- */

TEST(a_url_is_read_whole)
{
	if (!need_server())
		return;
	struct result result = read_path("/ok/noise", &quick);
	CHECK_NUMBER(result.size, NOISE_BYTES);
	check_noise(result);
	result = read_path("/chunked/noise", &quick);
	CHECK_NUMBER(result.size, 0);
	check_noise(result);
	check_noise(read_path("/redirect/noise", &quick));
	result = read_path("/ok/empty", &quick);
	CHECK(result.ended && result.bytes.n == 0);
	buf_free(&result.bytes);
}

TEST(a_broken_connection_is_taken_up_where_it_broke)
{
	if (!need_server())
		return;
	check_noise(read_path("/drop/noise", &quick));
	CHECK_NUMBER(logged("/drop/noise "), 2);
	CHECK_NUMBER(logged("/drop/noise range=bytes=1500000- if=\""), 1);
	check_noise(read_path("/drop_chunked/noise", &quick));
	check_noise(read_path("/drop_head/noise", &quick));
	check_noise(read_path("/part/noise", &quick));
}

TEST(a_server_without_ranges_is_read_again_from_the_start)
{
	if (!need_server())
		return;
	check_noise(read_path("/norange/noise", &quick));
	CHECK_NUMBER(logged("/norange/noise range=bytes=1500000-"), 1);
}

TEST(a_weak_validator_is_no_condition)
{
	if (!need_server())
		return;
	check_noise(read_path("/weak/noise", &quick));
	CHECK_NUMBER(logged("/weak/noise range=bytes=1500000- if=None"), 1);
}

TEST(attempts_are_counted_afresh_after_progress)
{
	if (!need_server())
		return;
	check_noise(read_path("/often/noise", &quick));
	CHECK_NUMBER(logged("/often/noise "), NOISE_BYTES / 100000);
}

TEST(a_stalled_connection_counts_as_broken)
{
	if (!need_server())
		return;
	struct fetch_options options = quick;
	options.stall_seconds = 1;
	check_noise(read_path("/stall/noise", &options));
	CHECK_NUMBER(logged("/stall/noise range=bytes=1500000-"), 1);
	check_noise(read_path("/stall_head/noise", &options));
}

TEST(a_busy_server_is_asked_again)
{
	if (!need_server())
		return;
	check_noise(read_path("/503/noise", &quick));
	CHECK_NUMBER(logged("/503/noise "), 3);
	check_refused("/busy/noise", "HTTP status 503, after 3 attempts");
	CHECK_NUMBER(logged("/busy/noise "), 3);
	struct fetch_options once = quick;
	once.attempts = 1;
	struct result result = read_path("/busy/noise?once", &once);
	check_message(result.error, "/busy/noise", "HTTP status 503");
	CHECK_NUMBER(logged("/busy/noise?once "), 1);
	buf_free(&result.bytes);
}

TEST(waits_grow_and_retry_after_is_heeded)
{
	if (!need_server())
		return;
	struct fetch_options options = quick;
	options.wait_ms_first = 100;
	struct result result = read_path("/busy/noise?waits", &options);
	CHECK(result.seconds >= 0.3); /* 100 ms, then 200 ms */
	buf_free(&result.bytes);
	result = read_path("/429/noise", &quick);
	CHECK(result.seconds >= 1);
	check_noise(result);
}

TEST(what_waiting_does_not_mend_fails_at_once)
{
	if (!need_server())
		return;
	check_refused("/404/noise", "HTTP status 404");
	check_refused("/403/noise", "HTTP status 403");
	check_refused("/ok/nothing", "HTTP status 404");
	CHECK_NUMBER(logged("/404/noise "), 1);
	check_refused("/loop/noise", "Number of redirects hit maximum amount");
	check_refused("/elsewhere/noise", "Unsupported protocol");
}

TEST(a_server_that_is_not_there_is_an_error)
{
	struct fetch_options options = quick;
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof(address);
	char url[64], want[128];
	int closed = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); /* bound, but not listening */
	CHECK(bind(closed, (struct sockaddr *)&address, length) == 0);
	CHECK(getsockname(closed, (struct sockaddr *)&address, &length) == 0);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/a", ntohs(address.sin_port));
	snprintf(want, sizeof(want), "%s: Couldn't connect to server, after 3 attempts", url);
	struct result result = read_url(url, &options);
	CHECK(!result.opened);
	CHECK_STR(str_from(result.error), str_from(want));
	buf_free(&result.bytes);
	close(closed);
}

TEST(a_file_that_changes_is_never_put_together_from_two_versions)
{
	if (!need_server())
		return;
	check_breaks("/changed/noise", "changed while it was read");
	check_breaks("/changed_bytes/noise", "changed while it was read");
	check_breaks("/shorter/noise", "changed while it was read");
	check_breaks("/wrong_range/noise", "the server sent another range than it was asked for");
}

TEST(a_reader_may_leave_early)
{
	if (!need_server())
		return;
	struct fetch *fetch = NULL;
	struct error error;
	struct buf some;
	size_t got = 0;
	char url[PATH_MAX];
	snprintf(url, sizeof(url), "http://127.0.0.1:%s/slow/noise", server.port);
	buf_init(&some, 1000);
	if (CHECK(fetch_open(url, &quick, &fetch, &error) == STATUS_OK))
		CHECK(fetch_read(fetch, 1000, &some, &got, &error) == STATUS_OK && got > 0);
	fetch_close(fetch);
	buf_free(&some);
}

TEST(a_password_is_sent_but_never_shown)
{
	char url[PATH_MAX];
	if (!need_server())
		return;
	snprintf(url, sizeof(url), "http://user:pass-word@127.0.0.1:%s/user/noise", server.port);
	check_noise(read_url(url, &quick));
	snprintf(url, sizeof(url), "http://user:other@127.0.0.1:%s/user/noise?key=secret",
	         server.port);
	struct result result = read_url(url, &quick);
	check_message(result.error, "/user/noise", "HTTP status 401");
	buf_free(&result.bytes);
}

/* --- S3 --- */

static void set_environment(const char *key, const char *secret, const char *token)
{
	char endpoint[64];
	snprintf(endpoint, sizeof(endpoint), "http://127.0.0.1:%s/s3", server.port);
	setenv("AWS_ENDPOINT_URL", endpoint, 1);
	setenv("AWS_REGION", "test-region-1", 1);
	setenv("AWS_ACCESS_KEY_ID", key, 1);
	setenv("AWS_SECRET_ACCESS_KEY", secret, 1);
	setenv("AWS_SESSION_TOKEN", token, 1);
}

static void clear_environment(void)
{
	static const char *const names[] = {"AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID",
	                                    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
}

static void check_s3_refused(const char *url, const char *want)
{
	struct result result = read_url(url, &quick);
	CHECK(!result.opened);
	CHECK_STR(str_from(result.error), str_from(want));
	buf_free(&result.bytes);
}

TEST(s3_objects_are_read_with_and_without_keys)
{
	if (!need_server())
		return;
	set_environment("", "", "");
	check_noise(read_url("s3://public/noise", &quick));
	check_s3_refused("s3://private/noise", "s3://private/noise: HTTP status 403");
	check_s3_refused("s3://far/noise",
	                 "s3://far/noise: HTTP status 301 (the bucket is in region far-away-2)");
	set_environment("TESTKEY", "test/secret+key", "");
	check_noise(read_url("s3://private/noise",
	                     &quick)); /* broken once: the second one is signed too */
	check_noise(read_url("s3://private/odd +%41\xc3\xa4~name", &quick));
	set_environment("TESTKEY", "test/secret+key", "test-token=");
	check_noise(read_url("s3://session/noise", &quick));
	set_environment("TESTKEY", "another", "");
	check_s3_refused("s3://private/noise", "s3://private/noise: HTTP status 403");
	clear_environment();
	check_s3_refused("s3://key:secret@bucket/noise",
	                 "s3://...: not s3://BUCKET/KEY, or AWS_REGION is no region");
}
