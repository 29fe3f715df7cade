#!/usr/bin/env node
/* readability_rows.js ARCHIVE: a row for each page, parsed by linkedom and extracted by
 * @mozilla/readability 0.6. Both are looked for where node looks for modules ($NODE_PATH). As in
 * pages.py, bodies are taken as they are stored. */
"use strict";

const fs = require("fs");
const zlib = require("zlib");

const BLANK_LINE = Buffer.from("\r\n\r\n");

/* The value of a field in a head. */
function field(head, name) {
	const found = head.match(new RegExp(`^${name}: *(.*?)\r?$`, "im"));
	return found ? found[1] : "";
}

/* Calls `visit` with URL and body of each response. */
async function eachPage(path, visit) {
	let rest = Buffer.alloc(0);
	let wanted = 0; /* bytes, before it is worth to look again */
	const stored = fs.createReadStream(path);
	const stream = path.endsWith(".gz") ? stored.pipe(zlib.createGunzip()) : stored;
	stored.on("error", (error) => stream.destroy(error));
	let waiting = [];
	let waitingBytes = 0;
	for await (const chunk of stream) {
		waiting.push(chunk);
		waitingBytes += chunk.length;
		if (rest.length + waitingBytes < wanted)
			continue;
		rest = Buffer.concat([rest, ...waiting]);
		waiting = [];
		waitingBytes = 0;
		for (;;) {
			const end = rest.indexOf(BLANK_LINE);
			wanted = rest.length + 1;
			if (end < 0)
				break;
			const head = rest.toString("utf8", 0, end);
			const from = end + BLANK_LINE.length;
			const to = from + Number(field(head, "Content-Length"));
			wanted = to + BLANK_LINE.length;
			if (rest.length < wanted)
				break;
			if (field(head, "WARC-Type") === "response") {
				const block = rest.subarray(from, to);
				const body = block.indexOf(BLANK_LINE);
				visit(field(head, "WARC-Target-URI"),
				      body < 0 ? Buffer.alloc(0) : block.subarray(body + BLANK_LINE.length));
			}
			rest = rest.subarray(wanted);
		}
	}
	if (rest.length + waitingBytes > 0)
		throw new Error(`${path}: ends within a record`);
}

async function main() {
	if (process.argv.length !== 3) {
		console.error("usage: readability_rows.js ARCHIVE");
		process.exit(2);
	}
	const { parseHTML } = require("linkedom");
	const { Readability } = require("@mozilla/readability");
	await eachPage(process.argv[2], (url, body) => {
		let article = null;
		try {
			article = new Readability(parseHTML(body.toString("utf8")).document).parse();
		} catch (error) {
			console.error(`${url}: ${error.message}`); /* such a page has no text, and the rest go on */
		}
		const text = article ? article.textContent : "";
		process.stdout.write(JSON.stringify({ url, text }) + "\n");
	});
}

main().catch((error) => {
	console.error(`readability_rows.js: ${error.message}`);
	process.exit(1);
});
