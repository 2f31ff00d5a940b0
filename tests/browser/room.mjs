// A session in one room: three real browsers at once, a server that is killed
// in the middle, and clients that mean no good.
// usage: room.mjs EVERYREAD PUBLICATION FOLDER [SHIM]
// With SHIM, of tests/faults/, the disk gets full.
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { spawn } from "node:child_process";
import { axe, check, end, open, shot } from "./browser.mjs";

const [everyread, publication, folder, shim] = process.argv.slice(2);
const answersFolder = path.join(folder, "kitchen-sink-answers");
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// ---- the server --------------------------------------------------------------

const counter = path.join(path.dirname(folder), "counter");
const FULL_AT = 1000000; // calls of fsync: from there on no room is left
function countFrom(n) {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(n));
	fs.writeFileSync(counter, bytes, { flag: fs.existsSync(counter) ? "r+" : "w" });
}
const faults = { LD_PRELOAD: shim, FAULT_COUNTER: counter, FAULT_CALL: "fsync",
	FAULT_ERROR: "ENOSPC", FAULT_AT: FULL_AT, FAULT_MORE: "yes" };
function serve(...options) {
	const child = spawn(everyread, ["review", "serve", publication, "-o", folder, ...options],
		{ env: { ...process.env, ...(shim ? faults : {}) } });
	const server = { child, said: "" };
	const ready = new Promise((done) => {
		child.stdout.on("data", (data) => {
			server.said += data;
			if (/The session ends in/.test(server.said)) done(true);
		});
		child.stderr.on("data", (data) => { server.said += data; });
		child.on("close", (code) => {
			server.code = code;
			done(false);
		});
	});
	server.ended = new Promise((done) => child.on("close", done));
	return ready.then(() => {
		server.url = /Open this page: (\S+)/.exec(server.said)?.[1];
		server.pin = /PIN for today: (\d{6})/.exec(server.said)?.[1];
		server.port = Number(/:(\d+)\//.exec(server.url || "")?.[1]);
		return server;
	});
}
function kill(server, signal) {
	server.child.kill(signal);
	return server.ended;
}
const files = () => fs.readdirSync(answersFolder).filter((f) => f.endsWith(".json"));
const linesOf = (code) => files().filter((f) => f.includes(`-${code}-`))
	.flatMap((f) => fs.readFileSync(path.join(answersFolder, f), "utf8").split("\n"))
	.filter((line) => line !== "").map((line) => JSON.parse(line));

// ---- plain HTTP, for what no browser sends --------------------------------------

function ask(server, method, target, { body, headers = {}, from } = {}) {
	return new Promise((done) => {
		const request = http.request({ host: "127.0.0.1", port: server.port, method,
			path: target, localAddress: from, agent: false, timeout: 8000,
			headers: { Host: `127.0.0.1:${server.port}`, ...headers } }, (response) => {
			let text = "";
			response.on("data", (d) => { text += d; });
			response.on("end", () => done({ status: response.statusCode, text,
				headers: response.headers }));
			response.on("error", () => done({ status: 0 }));
		});
		request.on("error", () => done({ status: 0 }));
		request.on("timeout", () => request.destroy());
		if (body !== undefined) request.write(body);
		request.end();
	});
}
const bytesOf = (body) => typeof body === "string" || Buffer.isBuffer(body)
	? Buffer.from(body) : Buffer.from(JSON.stringify(body));
// The bytes as they are; the first that comes back.
function raw(server, bytes, from) {
	return new Promise((done) => {
		const socket = net.connect({ host: "127.0.0.1", port: server.port, localAddress: from },
			() => socket.write(bytes));
		socket.on("data", (data) => { done(String(data)); socket.destroy(); });
		socket.on("close", () => done(""));
		socket.on("error", () => done(""));
	});
}
const post = (server, target, body, options = {}) => ask(server, "POST", target, {
	...options, body: bytesOf(body),
	headers: { "Content-Length": bytesOf(body).length, ...options.headers } });
const cookieOf = (reply) => reply.headers["set-cookie"]?.[0].split(";")[0];

// ---- three browsers --------------------------------------------------------------

async function comeIn(server, code, withLink) {
	const browser = await open();
	const page = await browser.context.newPage();
	const reviewer = { browser, page, code, confirmed: [] };
	page.on("console", (m) => {
		if (["error", "warning"].includes(m.type())) browser.context.complaints.push(m.text());
	});
	page.on("pageerror", (e) => browser.context.complaints.push(e.message));
	page.on("response", (response) => {
		if (response.url().endsWith("/answers") && response.status() === 200)
			reviewer.confirmed.push(JSON.parse(response.request().postData()));
	});
	await page.goto(server.url + (withLink ? "#" + server.pin : ""));
	if (!withLink) {
		if (code === "R1") {
			await axe(page, "the page for the PIN");
			await shot(page, "room-pin");
			await page.fill("#_pin", server.pin === "000000" ? "000001" : "000000");
			await page.click("button");
			await page.waitForSelector("#_401:visible");
			check(!(await page.content()).includes("You can see a doctor"),
				"without the PIN nobody sees the draft");
		}
		await page.fill("#_pin", server.pin);
		await page.click("button");
	}
	await page.waitForSelector("#_welcome:visible");
	check(!page.url().includes(server.pin), `${code}: the PIN does not stay in the address`);
	await page.fill("#_code", code);
	await page.check("input[name=order][value=both]");
	await page.click("#_start");
	await page.waitForSelector("#_item:visible");
	return reviewer;
}
async function suggest(page, words) {
	await page.evaluate(() => { document.getElementById("_better").open = true; });
	await page.fill("#_suggestion", words);
}
// Answer n sentences, one after another, no faster than each can be sent.
async function answer(reviewer, n, pick) {
	const { page } = reviewer;
	for (let i = 0; i < n; i++) {
		if (await page.locator("#_item").isVisible()) {
			await page.locator(`input[name=face][value=${pick(i)}]`).check();
			if (i % 3 === 0 || reviewer.code === "GRP3") {
				await suggest(page, `${reviewer.code} would say ${i}` +
					(reviewer.code === "GRP3" ? " and so on 👍".repeat(140) : ""));
			}
		} else {
			await page.locator("#_answers-list input").first().check();
		}
		await page.click("#_next");
		await wait(350);
	}
}
const allSent = (reviewer) => reviewer.page.waitForFunction(() =>
	document.getElementById("_state").textContent === "Sent.", null, { timeout: 40000 })
	.then(() => true, () => false);
// What a device has said in the end, from lines: the later one counts.
function fold(lines) {
	const all = {};
	for (const line of lines) {
		for (const a of line.answers || []) all[a.sentence] = a;
		for (const q of line.questions || []) all[q.question] = q;
	}
	return all;
}
const sorted = (object) => JSON.stringify(Object.entries(object).sort());
const isIn = (lines, record) => {
	const text = JSON.stringify(record);
	return lines.some((line) => JSON.stringify(line) === text);
};

async function threeAtOnce() {
	let server = await serve("--lan=127.0.0.1");
	check(server.pin !== undefined && server.url !== undefined, "the session begins", server.said);
	const port = String(server.port);
	const people = await Promise.all([comeIn(server, "R1"), comeIn(server, "R2"),
		comeIn(server, "GRP3", true)]);
	const faces = ["yes", "unsure", "no"];
	const work = Promise.all(people.map((p, k) => answer(p, 30, (i) => faces[(i + k) % 3])));
	// in the middle of it: no warning, no time to tidy up
	for (const end = Date.now() + 60000;
		people.some((p) => p.confirmed.length < 6) && Date.now() < end;) await wait(20);
	await kill(server, "SIGKILL");
	await wait(100);
	const before = people.map((p) => p.confirmed.length);
	await work;
	check(people.every((p, k) => p.confirmed.length === before[k]),
		"nothing is confirmed while no server is there");
	check(/Not sent/.test(await people[0].page.locator("#_state").innerText()),
		"people are told that answers wait");
	await shot(people[0].page, "room-waiting");
	await axe(people[0].page, "while answers wait");
	// what was confirmed is on the disk, although nobody closed a file
	for (const p of people) {
		const lines = linesOf(p.code);
		const lost = p.confirmed.filter((record) => !isIn(lines, record));
		check(p.confirmed.length >= 6 && lost.length === 0,
			`${p.code}: all confirmed answers survived the kill`, JSON.stringify(lost[0]));
	}
	// the power went in the middle of a line
	const torn = files().find((f) => f.includes("-R2-"));
	fs.appendFileSync(path.join(answersFolder, torn), "{\"format\":\"everyread-ans");

	server = await serve("--lan=127.0.0.1", "--port", port);
	check(server.pin !== undefined, "the session begins again", server.said);
	const sent = await Promise.all(people.map(allSent));
	check(sent.every(Boolean), "what waited is sent by itself", sent);
	const longest = Math.max(...people[2].confirmed.map((r) => JSON.stringify(r).length));
	check(people[2].confirmed.length > before[2] + 1 && longest > 20000 && longest < 40000,
		"much that waited is sent in parts", [before[2], people[2].confirmed.length, longest]);
	await Promise.all(people.map((p, k) => answer(p, 5, (i) => faces[(i + k + 1) % 3])));
	await Promise.all(people.map(allSent));
	for (const p of people) {
		const lines = linesOf(p.code);
		const kept = await p.page.evaluate((code) => {
			const key = Object.keys(localStorage).find((k) => k.endsWith("-" + code));
			return JSON.parse(localStorage.getItem(key));
		}, p.code);
		const lost = p.confirmed.filter((record) => !isIn(lines, record));
		check(lost.length === 0, `${p.code}: every confirmed answer is in the file`);
		check(Object.keys(fold([kept])).length >= 34 && sorted(fold(lines)) === sorted(fold([kept])),
			`${p.code}: the file says what the person said, all of it`,
			Object.keys(fold([kept])).length);
		check(lines.every((l) => l.reviewer === p.code && l.mode === "room"),
			`${p.code}: nobody else is in the file`);
		check(files().filter((f) => f.includes(`-${p.code}-`)).length === 1, `${p.code}: one file`);
	}
	// a page that is opened again has the answers from the server
	const first = people[0].page;
	await first.evaluate(() => localStorage.clear());
	await first.reload();
	await first.waitForSelector("#_welcome:visible");
	await first.waitForFunction(() => document.getElementById("_code").value === "R1");
	await first.click("#_start");
	await first.waitForSelector("#_item:visible, #_question:visible");
	check(/^You have answered 3[0-9]/.test(await first.locator("#_done").innerText()),
		"a page that is opened again has its answers", await first.locator("#_done").innerText());
	await first.click("#_stop");
	check(/are safe/.test(await first.locator("#_kept").innerText()), "that they are safe is said");

	// another device cannot have a code that is taken
	const late = await open();
	const page = await late.context.newPage();
	await page.goto(server.url + "#" + server.pin);
	await page.waitForSelector("#_welcome:visible");
	await page.fill("#_code", "R1");
	await page.click("#_start");
	check(await page.waitForSelector("#_code-taken:visible").then(() => true, () => false),
		"a code that is taken is refused");
	await late.close();
	for (const p of people) {
		// the browser itself notes each request that fails
		const complaints = p.browser.context.complaints.filter((c) =>
			!/^Failed to load resource: (net::ERR_CONNECTION|the server responded with a status of (401|429))/.test(c));
		check(complaints.length === 0, `${p.code}: the browser complains of nothing`, complaints.join("\n"));
	}
	await hostile(server, people);
	await Promise.all(people.map((p) => p.browser.close()));
	await kill(server, "SIGTERM");
	check(server.code === 0 && /everyread review merge/.test(server.said) &&
		/Devices: \d+\. Answers: \d+\./.test(server.said), "the end tells what to do next", server.said);
	check(!fs.existsSync(path.join(folder, "kitchen-sink-come-in.html")), "the PIN is not left on the disk");
}

// ---- those who mean no good --------------------------------------------------

async function hostile(server, people) {
	const status = async (promise) => (await promise).status;
	const snapshot = () => files().sort().map((f) =>
		[f, fs.readFileSync(path.join(answersFolder, f), "utf8")]);
	const head = people[0].confirmed[0];
	const before = snapshot();

	check(await status(ask(server, "GET", "/mine")) === 403 &&
		await status(post(server, "/answers", head)) === 403 &&
		await status(post(server, "/join", { code: "R1" })) === 403,
		"a stranger reads and says nothing");
	check(await status(ask(server, "GET", "/mine",
		{ headers: { Cookie: "everyread-kitchen-sink=" + "0".repeat(32) } })) === 403, "nor with a made-up secret");
	const front = await ask(server, "GET", "/");
	fs.writeFileSync(path.join(path.dirname(folder), "gate.html"), front.text);
	check(front.status === 200 && !/doctor/.test(front.text) && front.text.length < 60000,
		"a stranger gets the page for the PIN alone", front.text.length);

	const known = cookieOf(await post(server, "/pin", { pin: server.pin }));
	const as = { headers: { Cookie: known } };
	check(/^everyread-kitchen-sink=[0-9a-f]{32}$/.test(known || ""), "the right PIN makes a device known");
	check(await status(post(server, "/answers", head, as)) === 403, "one without a code says nothing");
	check(await status(ask(server, "GET", "/mine", as)) === 403, "and has nothing to read");
	check(await status(ask(server, "GET", "/session")) === 403 &&
		(await ask(server, "GET", "/session", as)).text === "{\"code\": \"\"}\n", "only a device has a code");
	check(/as it is shown/.test((await ask(server, "GET", "/revew", as)).text), "a wrong address gets the right one");
	check(await status(post(server, "/join", { code: "R1" }, as)) === 409, "nor can it take another's code");
	for (const code of ["../../x", "R1/../../x", "R1\u0000", "", "R1234", ["R8"], { a: 1 }])
		check(await status(post(server, "/join", { code }, as)) === 400, `no code: ${JSON.stringify(code)}`);
	check(await status(post(server, "/join", { code: "R66" }, as)) === 200, "it has a code of its own");
	check((await ask(server, "GET", "/mine", as)).text === "", "its own file is empty");
	check(await status(post(server, "/answers", head, as)) === 403, "it cannot speak for another");
	const own = { ...head, reviewer: "R66" };
	for (const [what, wrong] of [["no draft", { ...own, pack: "00000000000g" }],
		["another publication", { ...own, publication: "x" }], ["another way", { ...own, mode: "paper" }],
		["a name", { ...own, name: "Jo" }], ["no list", { ...own, answers: 3 }],
		["an odd answer", { ...own, answers: [{ sentence: "../x", hash: "1" }] }],
		["no JSON", "{"], ["a list", "[]"], ["two objects", "{}{}"],
		["a depth of 9,000", "[".repeat(9000) + "]".repeat(9000)],
		["a field twice", JSON.stringify(own).replace("{", "{\"reviewer\":\"R66\",")],
		["bytes that are no text", Buffer.from("7b2261223a22fffe227d", "hex")]])
		check(await status(post(server, "/answers", wrong, as)) === 400, `refused: ${what}`);
	check(await status(post(server, "/answers", { ...own, comment: "x".repeat(140000) }, as)) === 413,
		"refused: 140 KB at once");
	check([413, 0].includes(await status(post(server, "/answers", "x".repeat(3 << 20), as))), "refused: 3 MB");
	check(await status(ask(server, "POST", "/answers", { body: "{}",
		headers: { ...as.headers, "Transfer-Encoding": "chunked" } })) === 411, "refused: no length");
	check(await status(post(server, "/answers", own, as)) === 200, "its own answer is taken");

	for (const target of ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/kitchen-sink-answers/",
		"/answers/x", "//etc/passwd", "/mine/../answers", "/" + "a".repeat(9000)])
		check([404, 400, 414, 431, 413, 0].includes(await status(ask(server, "GET", target, as))),
			`nothing at ${target.slice(0, 40)}`);
	check(await status(ask(server, "GET", "/answers", as)) === 405 &&
		await status(ask(server, "DELETE", "/mine", as)) === 405, "other methods are refused");
	for (const host of ["evil.example", `localhost:${server.port}`, "127.0.0.1",
		`evil.example:${server.port}`, `127.0.0.1:${server.port}.evil.example`])
	{
		const reply = await ask(server, "GET", "/", { headers: { Host: host } });
		check(reply.status === 421 && reply.text.includes(`as it is shown: ${server.url}`),
			`another name for this computer is refused, with the right one: "${host}"`, reply.text);
	}
	check(/^HTTP.1.1 421/.test(await raw(server, "GET / HTTP/1.1\r\nHost:\r\n\r\n")) &&
		/^HTTP.1.\d 421/.test(await raw(server, "GET / HTTP/1.0\r\n\r\n")), "and none at all");
	for (const origin of ["http://", "null", `https://127.0.0.1:${server.port}`])
		check(await status(post(server, "/answers", own,
			{ headers: { Cookie: known, Origin: origin } })) === 403, `another origin is refused: ${origin}`);
	check(await status(post(server, "/answers", own,
		{ headers: { Cookie: known, Origin: "http://evil.example" } })) === 403,
		"another site's page is refused");
	check(await status(post(server, "/pin", { pin: server.pin },
		{ headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty" } })) === 403,
		"also for the PIN");

	// trying PINs
	const wrongPin = server.pin === "123456" ? "654321" : "123456";
	const tries = [];
	for (let i = 0; i < 9; i++)
		tries.push(await status(post(server, "/pin", { pin: wrongPin }, { from: "127.0.0.9" })));
	check(tries.filter((s) => s === 401).length <= 5 && tries.at(-1) === 429,
		"a PIN cannot be found by trying", tries);
	check(await status(post(server, "/pin", { pin: server.pin }, { from: "127.0.0.9" })) === 429 &&
		await status(post(server, "/pin", { pin: server.pin }, { from: "127.0.0.10" })) === 200,
		"others still come in");

	// one with the PIN does not take all places
	const arrivals = [];
	for (let i = 0; i < 20; i++)
		arrivals.push(await status(post(server, "/pin", { pin: server.pin }, { from: "127.0.0.13" })));
	check(arrivals.filter((s) => s === 200).length === 12 && arrivals.at(-1) === 429,
		"one computer cannot come as very many devices", arrivals);

	// a page that is loaded again and again
	const loads = [];
	const second = cookieOf(await post(server, "/pin", { pin: server.pin }, { from: "127.0.0.14" }));
	for (let i = 0; i < 14; i++)
		loads.push(await ask(server, "GET", "/", { headers: { Cookie: second } }));
	check(loads[0].status === 200 && loads.at(-1).status === 429 && /wait a minute/.test(loads.at(-1).text),
		"who loads the page too often is told to wait", loads.map((r) => r.status));
	const codes = [];
	for (let i = 0; i < 25; i++)
		codes.push(await status(post(server, "/join", { code: "R1" },
			{ from: "127.0.0.15", headers: { Cookie: second } })));
	check(codes[0] === 409 && codes.at(-1) === 429, "who tries codes is held back", codes);

	// too much, too often, too slow
	const flood = await Promise.all(Array.from({ length: 8 }, async () => {
		const seen = [];
		for (let i = 0; i < 20; i++) seen.push(await status(post(server, "/answers", own, as)));
		return seen;
	}));
	check(flood.flat().includes(429) && flood.flat().every((s) => [200, 429, 0].includes(s)),
		"too many answers are held back", [...new Set(flood.flat())]);
	const slow = [];
	for (let i = 0; i < 40; i++) {
		const socket = net.connect({ host: "127.0.0.1", port: server.port, localAddress: "127.0.0.11" });
		socket.on("error", () => {});
		socket.write("POST /answers HTTP/1.1\r\nHost: ");
		slow.push(socket);
	}
	await wait(300);
	check(await status(ask(server, "GET", "/", { from: "127.0.0.12" })) === 200,
		"40 slow clients of one computer do not stop the others");
	const { page } = people[0];
	await page.click("#_again");
	await page.locator("#_back").click();
	if (await page.locator("#_question").isVisible()) await page.locator("#_back").click();
	await page.locator("input[name=face][value=unsure]").check();
	await suggest(page, "R1 goes on");
	check(await allSent(people[0]), "people go on answering meanwhile");
	await crowd(server);
	await noise(server, known, own);
	for (const socket of slow) socket.destroy();
	await wait(200);

	const after = snapshot();
	const ownHash = files().find((f) => f.includes("-R66-")).slice(-21);
	check(before.every(([name, text]) => after.find(([n]) => n === name)?.[1].startsWith(text)),
		"no line of anybody was changed");
	check(after.filter(([name]) => !before.some(([n]) => n === name))
		.every(([name]) => name.endsWith(ownHash)), "no other file was made", after.map(([n]) => n).join("\n"));
	check(fs.readdirSync(folder).sort().join(" ") ===
		"kitchen-sink-answers kitchen-sink-come-in.html kitchen-sink-review",
		"nothing outside the folder", fs.readdirSync(folder));
	check(files().every((f) => (fs.statSync(path.join(answersFolder, f)).mode & 0o777) === 0o600),
		"only the one who runs it can read the files");
	for (const p of people)
		check(linesOf(p.code).every((l) => l.reviewer === p.code), `${p.code} is still as said`);
}

// Requests with bytes changed, left out and doubled; always the same ones.
async function noise(server, cookie, own) {
	let seed = 1;
	const random = (n) => {
		seed = (seed * 1103515245 + 12345) % 2147483648;
		return seed % n;
	};
	const body = JSON.stringify(own);
	const whole = [`POST /answers HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\n` +
		`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
	`POST /join HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\n` +
		"Content-Length: 14\r\n\r\n{\"code\":\"R66\"}",
	`GET /mine HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\nRange: bytes=0-9\r\n\r\n`,
	`GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n${"X: y\r\n".repeat(2000)}\r\n`];
	const codes = {};
	for (let i = 0; i < 60; i++)
		await Promise.all(Array.from({ length: 10 }, async (_, k) => {
			const bytes = [...Buffer.from(whole[(i + k) % whole.length])];
			for (let n = random(6); n >= 0; n--) {
				const at = random(bytes.length), what = random(4);
				if (what === 0) bytes[at] = random(256);
				if (what === 1) bytes.splice(at, random(20));
				if (what === 2) bytes.splice(at, 0, ...bytes.slice(at, at + random(200)));
				if (what === 3) bytes[at] ^= 1 << random(8);
			}
			const said = await Promise.race([raw(server, Buffer.from(bytes), `127.0.2.${i % 50 + 1}`),
				wait(150).then(() => "")]);
			const code = /^HTTP.1.\d (\d+)/.exec(said)?.[1] || "none";
			codes[code] = (codes[code] || 0) + 1;
		}));
	check(server.code === undefined && !Object.keys(codes).some((c) => c >= "500" && c < "507") &&
		Object.keys(codes).length > 3, "600 requests that are damaged break nothing", JSON.stringify(codes));
	check((await ask(server, "GET", "/", { from: "127.0.0.40" })).status === 200, "it goes on after them");
}

// 1,500 connections of 100 computers that begin a request and never end it,
// half of them with a byte now and then.
async function crowd(server) {
	const sockets = [];
	let open = 0, gone = 0;
	for (let i = 0; i < 1500; i++) {
		const socket = net.connect({ host: "127.0.0.1", port: server.port,
			localAddress: `127.0.1.${i % 100 + 1}` });
		socket.on("error", () => {});
		socket.on("connect", () => { open++; });
		socket.on("close", () => { gone++; });
		socket.write("GET / HTTP/1.1\r\nX: ");
		sockets.push(socket);
	}
	const drip = setInterval(() => {
		for (let i = 0; i < sockets.length; i += 2)
			if (!sockets[i].destroyed) sockets[i].write("x");
	}, 1500);
	await wait(1000);
	const times = [];
	for (let i = 0; i < 5; i++) {
		const start = Date.now();
		const reply = await ask(server, "GET", "/", { from: `127.0.0.${20 + i}` });
		times.push(reply.status === 200 ? Date.now() - start : Infinity);
		await wait(500);
	}
	check(open > 1000 && times.every((ms) => ms < 3000),
		"1,500 connections that go on for ever do not stop the others", [open, gone, times]);
	const deadline = Date.now() + 25000;
	while (gone < sockets.length && Date.now() < deadline) await wait(200);
	clearInterval(drip);
	check(gone === sockets.length, "all of them are let go, also those that say a little", gone);
	for (const socket of sockets) socket.destroy();
}

// On a small screen, what says if answers are sent covers nothing in the end,
// and never much.
async function covers(page) {
	const look = () => page.evaluate(() => {
		scrollTo(0, document.body.scrollHeight);
		const a = document.getElementById("_state").getBoundingClientRect();
		const hidden = [...document.querySelectorAll("button, summary, textarea, label")]
			.filter((e) => e.checkVisibility()).filter((e) => {
				const b = e.getBoundingClientRect();
				return b.left < a.right && b.right > a.left && b.top < a.bottom && b.bottom > a.top;
			}).map((e) => e.id || e.outerHTML.slice(0, 80));
		return { hidden, part: a.height / innerHeight };
	});
	for (const size of [0, 5]) {
		await page.setViewportSize({ width: 320, height: 560 });
		await page.evaluate((n) => { document.documentElement.dataset.size = n; }, size);
		const seen = await look();
		check(seen.hidden.length === 0 && seen.part < 0.25,
			`"Sent." covers nothing at size ${size}`, JSON.stringify(seen));
	}
	await page.evaluate(() => { document.documentElement.dataset.size = 0; });
	await page.setViewportSize({ width: 1200, height: 900 });
}

// ---- this computer alone, and the end ------------------------------------------

async function alone() {
	let server = await serve();
	check(server.pin === undefined && server.url?.startsWith("http://127.0.0.1:"),
		"without --lan there is no PIN", server.said);
	const browser = await open();
	const page = await browser.context.newPage();
	await page.goto(server.url);
	await page.waitForSelector("#_welcome:visible");
	await page.fill("#_code", "R70");
	await page.check("input[name=order][value=both]");
	await page.click("#_start");
	await page.locator("input[name=face][value=no]").check();
	check(await allSent({ page }), "and the page is there at once");
	await page.click("#_next");
	await page.locator("input[name=face][value=no]").check();
	await allSent({ page });
	await page.click("#_undo");
	await allSent({ page });
	const said = fold(linesOf("R70"));
	check(Object.values(said)[0].face === "no" && Object.values(said)[1].face === undefined,
		"what was taken back is taken back in the file", JSON.stringify(said));
	await page.click("#_stop");
	check(!(await page.locator("#_save").isVisible()), "when all is sent no file is asked for");
	await axe(page, "the end in a room");
	await covers(page);
	await page.click("#_leave");
	await page.waitForFunction(() => document.getElementById("_code").value === "R71");
	await page.check("input[name=order][value=both]");
	await page.click("#_start");
	await page.waitForSelector("#_item:visible");
	check(await page.locator("#_faces input:checked").count() === 0 &&
		files().some((f) => f.includes("-R71-")), "the next person has the next code and a file",
		files().join("\n"));
	const second = await serve();
	check(second.code === 3 && /another session uses it/.test(second.said),
		"a second session cannot have the same folder", second.said);
	if (shim) await fullDisk(server, page);
	const ofOther = linesOf("R71").length;
	// one device, two codes, a new start: what is said goes to the right file
	await page.click("#_stop");
	await page.click("#_leave");
	await page.waitForSelector("#_welcome:visible");
	await page.fill("#_code", "R69");
	await page.click("#_start");
	await page.waitForSelector("#_item:visible");
	await kill(server, "SIGKILL");
	await page.locator("input[name=face][value=unsure]").check();
	await page.waitForFunction(() => /Not sent/.test(document.getElementById("_state").textContent));
	await page.click("#_stop");
	check(await page.locator("#_save").isVisible(), "what cannot be sent can be saved");
	await shot(page, "room-end-waiting");
	await page.click("#_leave");
	await wait(4000);
	check(await page.locator("#_end").isVisible(), "nobody else has the page while answers wait");
	await page.click("#_again");
	server = await serve("--port", String(server.port));
	check(await allSent({ page }), "after a new start they are sent", server.said);
	check(Object.values(fold(linesOf("R69"))).some((a) => a.face === "unsure") &&
		linesOf("R71").length === ofOther, "to the file of their code", JSON.stringify(linesOf("R71")));
	await changed(server, page);
	await browser.close();
}

// Who runs the session is told at once, and nobody has to do anything but make room.
async function fullDisk(server, page) {
	const face = (value) => page.locator(`input[name=face][value=${value}]`).check();
	countFrom(FULL_AT);
	await face("no");
	check(await page.waitForFunction(() => /Not sent/.test(document.getElementById("_state").textContent))
		.then(() => true, () => false), "when the disk is full, the page says that it is not sent");
	for (let i = 0; i < 100 && !/SERVE-06/.test(server.said); i++) await wait(100);
	check(/SERVE-06.*No space left on device/.test(server.said) && /Make room on the disk/.test(server.said),
		"and who runs the session is told", server.said);
	await face("unsure");
	await wait(1500);
	check(server.said.split("SERVE-06").length === 2, "once", server.said);
	check(linesOf("R71").length === 0, "nothing is half on the disk");
	countFrom(0);
	check(await allSent({ page }) && Object.values(fold(linesOf("R71")))[0].face === "unsure",
		"when there is room again, it is sent by itself");
	check(/Answers are kept again/.test(server.said), "and that is told", server.said);
	await page.click("#_undo");
	check(await allSent({ page }), "R71 takes it back");
}

// ---- the draft changes while people answer ---------------------------------------

async function joined(page, code) {
	await page.waitForFunction((wanted) => document.getElementById("_code").value === wanted, code);
	await page.check("input[name=order][value=both]");
	await page.click("#_start");
	await page.waitForSelector("#_item:visible, #_question:visible");
}
// Its sentence with these words, whatever is shown.
const sayOf = (code, words) => linesOf(code).flatMap((l) => (l.answers || [])
	.filter((a) => a.words === words).map((a) => ({ ...a, pack: l.pack })));

async function changed(server, page) {
	const before = "You can see a doctor.", after = "You can see a nurse.";
	const draft = fs.readFileSync(publication, "utf8");
	const other = await open();
	let second = await other.context.newPage();
	await second.goto(server.url);
	await second.fill("#_code", "R72");
	await second.check("input[name=order][value=both]");
	await second.click("#_start");
	await second.waitForSelector("#_item:visible");
	await second.locator("input[name=face][value=yes]").check();
	await allSent({ page: second });
	// one of two devices says something of the old words while no server is there
	const pack = linesOf("R72")[0].pack;
	await kill(server, "SIGTERM");
	while (await second.locator("#_sentence").innerText() !== before) await second.click("#_next");
	await second.locator("input[name=face][value=no]").check();
	await suggest(second, "R72 says it of the old words");
	await second.waitForFunction(() => /Not sent/.test(document.getElementById("_state").textContent));
	check(sayOf("R72", before).length === 0, "it waits on the device");
	await second.close();
	check(draft.includes(before), "the draft has the sentence");
	fs.writeFileSync(publication, draft.replaceAll(before, after));
	server = await serve("--port", String(server.port));
	check(server.url !== undefined, "the session begins again with the new draft", server.said);

	// the page that is open
	await page.locator("input[name=face][value=yes]").check();
	check(await page.waitForFunction(() => /^Sent.*has changed/.test(
		document.getElementById("_state").textContent)).then(() => true, () => false),
	"a page that is open says that the booklet has changed", await page.locator("#_state").innerText());
	check(linesOf("R69").at(-1).pack === pack, "what it said is kept, as said of the old draft");
	check(/Your answers are safe/.test(await page.locator("#_changed").innerText()), "it says what happened",
		await page.locator("#_changed").innerText());
	await axe(page, "when the booklet has changed");
	await page.setViewportSize({ width: 360, height: 640 });
	await page.evaluate(() => scrollTo(0, 0));
	await shot(page, "room-changed");
	await page.setViewportSize({ width: 1200, height: 900 });
	const n = Object.values(fold(linesOf("R69"))).filter((a) => a.face).length;
	await page.click("#_new");
	await joined(page, "R69");
	check(new RegExp(`^You have answered ${n} of`).test(await page.locator("#_done").innerText()) &&
		!(await page.locator("#_changed").isVisible()),
	"on the new page their answers are there", [n, await page.locator("#_done").innerText()]);
	await page.locator("input[name=face][value=yes]").check();
	check(await allSent({ page }) && linesOf("R69").at(-1).pack !== pack, "and they go on");

	// the page that was closed
	second = await other.context.newPage();
	await second.goto(server.url);
	await joined(second, "R72");
	check(await allSent({ page: second }) && sayOf("R72", before).at(-1)?.face === "no" &&
		sayOf("R72", before).at(-1).pack === pack, "what waited on a closed page comes too, with its old words",
	JSON.stringify(linesOf("R72")));
	check(!(await second.locator("#_changed").isVisible()), "the new page does not ask to be loaded again");
	const nlines = linesOf("R72").length;
	await second.reload();
	await joined(second, "R72");
	await wait(800);
	check(linesOf("R72").length === nlines, "and it comes once");
	await other.close();
	await kill(server, "SIGINT");
	check(server.code === 0, "Ctrl-C ends it", server.code);
	fs.writeFileSync(publication, draft);
}

async function shortSession() {
	for (const address of ["203.0.113.9", "0.0.0.0", "::1", "here"]) {
		const wrong = await serve("--lan=" + address);
		check(wrong.code === 3 && wrong.said.includes("SERVE-04"),
			`${address} is no address of this computer`, wrong.said);
	}
	const short = await serve("--lan=127.0.0.1", "--hours", "0.005");
	const invitation = path.join(folder, "kitchen-sink-come-in.html");
	check(fs.existsSync(invitation), "there is a page for a big screen");
	const look = await open();
	const screen = await look.page(invitation);
	check((await screen.locator(".pin").innerText()) === short.pin &&
		(await screen.locator(".address").innerText()) === short.url, "with the address and the PIN");
	await axe(screen, "how to come in");
	fs.copyFileSync(invitation, path.join(path.dirname(folder), "come-in.html"));
	await screen.setViewportSize({ width: 1366, height: 660 });
	check(await screen.evaluate(() => document.documentElement.scrollHeight <= innerHeight),
		"all of it is seen at once on a laptop");
	await screen.locator(".qr").screenshot({ path: path.join(folder, "qr.png") });
	await shot(screen, "room-come-in");
	fs.writeFileSync(path.join(folder, "said.txt"), short.said);
	fs.writeFileSync(path.join(folder, "link.txt"), `${short.url}#${short.pin}\n`);
	await look.close();
	await Promise.race([short.ended, wait(60000)]);
	check(short.code === 0 && /The session has ended/.test(short.said), "it ends when its time is over", short.said);
}

countFrom(0);
await threeAtOnce();
await alone();
await shortSession();
end();
