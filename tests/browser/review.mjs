// The review page in a real browser: what a reviewer can do with it, and the
// file of answers that comes out.
// usage: review.mjs FOLDER     FOLDER/ID-review/ID-review.html are the pages
import fs from "node:fs";
import path from "node:path";
import { axe, check, comeBack, end, open, shot, until } from "./browser.mjs";

const folder = process.argv[2];
const pageOf = (id) => path.join(folder, `${id}-review/${id}-review.html`);
const plan = pageOf("joint-forward-plan");
const sink = pageOf("kitchen-sink");

const dataOf = (page) => page.evaluate(() =>
	JSON.parse(document.getElementById("_data").textContent));
const heading = (page) => page.evaluate(() =>
	document.querySelector(".screen:not([hidden]) h1").textContent);
const focused = (page) => page.evaluate(() => document.activeElement.id);
const kept = (page, code) => page.evaluate((c) => {
	const key = Object.keys(localStorage).find((k) => k.endsWith("-" + c));
	return key ? JSON.parse(localStorage.getItem(key)) : null;
}, code);

async function begin(page, { order = "both", code = "R1", helped = "no" } = {}) {
	await page.fill("#_code", code);
	await page.check(`input[name=order][value=${order}]`);
	await page.check(`input[name=helped][value=${helped}]`);
	await page.click("#_start");
}
// Go to the first sentence or question that fits.
async function goTo(page, fits) {
	for (let i = 0; i < 400; i++) {
		if (await page.evaluate(fits)) return true;
		if (await page.evaluate(() => !document.getElementById("_end").hidden)) return false;
		if (await page.locator("#_reveal").isVisible()) await page.click("#_reveal");
		else await page.click("#_next");
	}
	return false;
}
async function saved(page) {
	const [download] = await Promise.all([
		page.waitForEvent("download"), page.click("#_save")]);
	return { name: download.suggestedFilename(),
		text: fs.readFileSync(await download.path(), "utf8") };
}

async function answering() {
	const browser = await open({ acceptDownloads: true });
	const page = await browser.page(sink);
	const data = await dataOf(page);
	await axe(page, "at the start");
	await shot(page, "review-welcome");

	check(!/right/.test(JSON.stringify(data.questions)) &&
		data.questions.length > 0 && data.questions[0].answers.length === 3,
		"the right answers are not in the page", JSON.stringify(data.questions));

	check(data.sentences.find((s) => s.words === "dentists").context ===
		"You can see these people more quickly:", "a piece of a sentence has what it belongs to");
	check(data.sentences.find((s) => s.kind === "meaning").context !== "",
		"a meaning has its word");

	// practice first: it leaves nothing behind
	await page.check("input[name=order][value=picture]");
	await page.click("#_try");
	check(await page.locator("#_first").isVisible() &&
		!(await page.locator("#_sentence").isVisible()),
		"the picture is asked about before the words are seen");
	check((await page.locator("#_first-picture").getAttribute("alt")) ===
		"What does this picture show?", "and its words do not tell");
	await page.click("#_reveal");
	await page.check("input[name=face][value=yes]");
	check(await page.evaluate(() => Object.keys(localStorage)
		.every((k) => !k.includes("-review-"))), "practice is not kept");
	await page.click("#_next");
	check(await page.locator("#_welcome").isVisible(), "after practice comes the start");

	// a code, never a name
	await page.fill("#_code", "Jo Bloggs");
	await page.click("#_start");
	check(await page.locator("#_code-wrong").isVisible(), "a name is no code");
	await page.fill("#_code", "R9");
	await page.click("#_code-more");
	check(await page.inputValue("#_code") === "R10" &&
		!(await page.locator("#_code-wrong").isVisible()), "plus gives the next code");

	await begin(page, { order: "picture", helped: "yes", code: "r10" });
	check(await heading(page) === `Sentence 1 of ${data.sentences.length}: a heading`,
		"the first sentence, with its number", await heading(page));
	check(await focused(page) === "_place", "the place is where the keyboard is");
	check(await page.evaluate(() => document.getElementById("_done").textContent) ===
		`You have answered 0 of ${data.sentences.length + data.questions.length}.`,
		"how far they are is said in words");
	await page.check("input[name=face][value=yes]");

	// the whole of an answer
	await goTo(page, () => document.getElementById("_place").textContent.startsWith("Sentence 2 "));
	await page.fill("#_shows", "A man with a coat");
	await page.click("#_reveal");
	await page.locator("#_sentence .w").nth(4).click();
	check(await page.locator("#_hard-words [aria-pressed=true]").innerText() ===
		"doctor", "a tap marks a hard word");
	await page.locator("#_hard-words button").nth(1).click();
	await page.locator("#_hard-words button").nth(1).click();
	await page.check("input[name=face][value=no]");
	await page.check("input[name=face][value=unsure]");
	check(!(await page.locator("#_others").isVisible()), "no other pictures yet");
	await page.check("input[name=fits][value=no]");
	const others = data.sentences[1].others.map((i) => data.pictures[i].name);
	check(others.length >= 3 && others.length <= 6 && new Set(others).size === others.length &&
		!others.includes("doctor"), "3 to 6 other pictures", others);
	check(await page.locator("#_others-list .choice").count() === others.length + 1 &&
		(await page.locator("#_others-list .choice").nth(1).innerText()).startsWith("Picture 2: "),
		"they have numbers");
	await page.locator("#_others-list .choice").nth(1).click();
	await page.locator("#_better summary").click();
	await page.fill("#_suggestion", "You can see a GP.");
	await page.locator("#_meaning summary").click();
	await page.fill("#_means", "I can go there 👍");
	await page.fill("#_comment", "Good <b>size</b>");
	await axe(page, "a sentence with all its answers");
	await shot(page, "review-sentence");

	// none of these, and what it must show instead
	await goTo(page, () => document.getElementById("_place").textContent.startsWith("Sentence 4 "));
	if (await page.locator("#_reveal").isVisible()) await page.click("#_reveal");
	await page.check("input[name=fits][value=unsure]");
	await page.locator("#_others-list .choice").last().click();
	await page.fill("#_draw", "A red house");

	// a question
	check(await goTo(page, () => !document.getElementById("_question").hidden),
		"questions are asked");
	check(await page.locator("#_answers-list .choice").count() === 4 &&
		(await page.locator("#_answers-list .choice").last().innerText()).trim() === "I do not know",
		"with pictures to choose, and I do not know");
	await page.locator("#_answers-list .choice").nth(1).click();
	await page.fill("#_said", "The doctor");
	await axe(page, "a question");
	await shot(page, "review-question");

	// undo
	await page.click("#_question-undo");
	check(await page.locator("#_answers-list input:checked").count() === 0, "an answer can be taken back");
	await page.locator("#_answers-list .choice").nth(2).click();
	await page.fill("#_said", "The doctor");

	// stop, and carry on
	await page.click("#_stop");
	await axe(page, "the end");
	await shot(page, "review-end");
	await page.fill("#_whole", "Nice.");
	const file = await saved(page);
	check((await page.locator("#_kept").innerText()).includes(file.name) &&
		(await page.locator("#_news").textContent()) === "Your file is saved.",
		"that it is saved is said, and heard", await page.locator("#_kept").innerText());
	const answers = JSON.parse(file.text);
	check(/^kitchen-sink-R10-\d{4}-\d\d-\d\d\.json$/.test(file.name), "the file has a plain name", file.name);
	const want = { sentence: data.sentences[1].id, hash: data.sentences[1].hash,
		words: "You can see a doctor.", face: "unsure", means: "I can go there 👍",
		hard: [{ text: "doctor", from: 14, to: 20 }], suggestion: "You can see a GP.",
		suggestion_by: "supporter",
		picture: { name: "doctor", ok: "no", choice: others[1], shows: "A man with a coat" },
		comment: "Good <b>size</b>" };
	check(JSON.stringify(answers.answers[1]) === JSON.stringify(want),
		"all of it is in the file", JSON.stringify(answers.answers[1]));
	check(answers.answers[2].picture.choice === "none of these" &&
		answers.answers[2].comment === "A better picture: A red house",
		"what a better picture must show", JSON.stringify(answers.answers[2]));
	check(answers.format === "everyread-answers-1" && answers.pack === data.head.pack &&
		answers.reviewer === "R10" && answers.mode === "screen" && answers.supporter === true &&
		answers.comment === "Nice." && answers.answers.length === 3, "the head is right", file.text);
	check(JSON.stringify(answers.questions) === JSON.stringify([{
		question: data.questions[0].id, hash: data.questions[0].hash, choice: 3,
		said: "The doctor" }]),
		"so is the question", JSON.stringify(answers.questions));
	fs.writeFileSync(path.join(folder, "R10.json"), file.text);

	// a part
	await page.locator("#_end summary").click();
	await page.locator("#_parts button").nth(1).click();
	const place = await heading(page);
	check(await page.locator("#_item").isVisible() && !/^Sentence [12] /.test(place),
		"a part can be chosen", place);

	// carry on after the browser was closed
	await comeBack(page);
	check(/R10 here: 4 of/.test(await page.locator("#_found").innerText()),
		"the browser kept the answers", await page.locator("#_found").innerText());
	check((await page.locator("#_start").innerText()) === "Carry on", "Start is now Carry on");
	await begin(page, { order: "both", code: "R10" });
	check(await heading(page) === place, "they are where they stopped", await heading(page));
	// at the sentence with all the answers
	await page.click("#_stop");
	await page.locator("#_end summary").click();
	await page.locator("#_parts button").first().click();
	await page.click("#_next");
	check(await page.inputValue("#_suggestion") === "You can see a GP." &&
		await page.locator("input[name=face][value=unsure]").isChecked() &&
		await page.locator("#_others-list input").nth(1).isChecked() &&
		await page.locator("#_sentence .is-hard").innerText() === "doctor",
		"every answer is there again");

	// another person: nothing is seen of the first
	await page.click("#_stop");
	await page.click("#_leave");
	check(await page.inputValue("#_code") === "R11", "the next person has the next code");
	await begin(page, { code: "R11" });
	await page.click("#_next");
	check(await page.inputValue("#_suggestion") === "" &&
		await page.locator("#_item input:checked").count() === 1, "and sees no answer of the first",
		await page.locator("#_item input:checked").count());

	// from the file, in another browser
	const other = await open();
	const fresh = await other.page(sink);
	await fresh.setInputFiles("#_open", { name: "a.json", mimeType: "application/json",
		buffer: Buffer.from(file.text.replace(/"pack": "\w+"/, "\"pack\": \"000000000000\"")) });
	const isRefused = () => until(fresh, () => !document.getElementById("_open-wrong").hidden);
	check(await isRefused(), "a file of another draft is refused");
	await fresh.evaluate(() => { document.getElementById("_open-wrong").hidden = true; });
	await fresh.setInputFiles("#_open", { name: "a.json", mimeType: "application/json",
		buffer: Buffer.from("no json") });
	check(await isRefused(), "so is what is no file of answers");
	await fresh.setInputFiles("#_open", { name: "a.json", mimeType: "application/json",
		buffer: Buffer.from(file.text) });
	check(await until(fresh, () => document.getElementById("_code").value === "R10"),
		"a file is carried on with");
	await fresh.click("#_start");
	check((await kept(fresh, "R10")).answers.length === 3, "its answers are there");
	for (const b of [browser, other]) {
		check(b.context.complaints.length === 0, "the browser complains of nothing",
			b.context.complaints.join("\n"));
		await b.close();
	}
}

// All of it with a keyboard: Tab, Space, Enter, digits and arrows.
async function keyboard() {
	const browser = await open();
	const page = await browser.page(plan);
	const press = (key) => page.keyboard.press(key);
	for (let i = 0; i < 40 && await focused(page) !== "_start"; i++) await press("Tab");
	await press("Enter");
	check(await page.locator("#_item").isVisible(), "Tab and Enter start it");
	await press("1");
	check(await page.locator("input[name=face][value=yes]").isChecked(), "1 is easy");
	await press("3");
	check(await page.locator("input[name=face][value=no]").isChecked(), "3 is hard");
	await press("ArrowUp");
	check(await page.locator("input[name=face][value=unsure]").isChecked(),
		"arrows move between the answers");
	await page.evaluate(() => document.activeElement.blur());
	await press("ArrowRight");
	check(/Sentence 2 /.test(await heading(page)), "the right arrow goes on", await heading(page));
	check(await page.locator("#_first").isVisible(), "to the picture");
	await press("ArrowRight");
	check(await page.locator("#_sentence").isVisible(), "and then to the words");
	await press(" ");
	check(await until(page, () => document.querySelector(".sentence.now") !== null),
		"Space reads the sentence");
	await press("Escape");
	check(await until(page, () => document.querySelector(".sentence.now") === null),
		"Escape stops the voice");
	await press("2");
	await press("Tab");
	for (let i = 0; i < 40 && await focused(page) !== "_suggestion"; i++) {
		if (await page.evaluate(() => document.activeElement.matches("#_better summary")))
			await press("Enter");
		await press("Tab");
	}
	check(await focused(page) === "_suggestion", "Tab comes to what they would say");
	await page.keyboard.type("1 2 3 ");
	check(await page.inputValue("#_suggestion") === "1 2 3 " &&
		await page.locator("input[name=face][value=unsure]").isChecked(),
		"digits in a field are words");
	for (let i = 0; i < 40 && await focused(page) !== "_next"; i++) await press("Tab");
	await press("Enter");
	check(/Sentence 3 /.test(await heading(page)), "Next with Enter");
	await press("ArrowLeft");
	check(/Sentence 2 /.test(await heading(page)) &&
		await page.locator("#_sentence").isVisible(), "the left arrow goes back to what was answered");
	check((await kept(page, "R1")).answers.length === 2, "both answers are kept");
	check(browser.context.complaints.length === 0, "the keyboard brings no complaints",
		browser.context.complaints.join("\n"));
	await browser.close();
}

async function switches() {
	const browser = await open();
	const page = await browser.page(plan);
	const framed = () => page.evaluate(() => {
		const e = document.querySelector(".scanned");
		return e && (e.id || e.innerText.trim().split("\n").pop());
	});
	await page.check("input[name=order][value=both]");
	await page.locator("#_look summary").click();
	await page.check("input[name=switches][value='2']");
	check(await page.locator(".scanned").count() === 1, "a frame stands on a button");
	// two switches: 1 moves, 2 chooses
	for (let i = 0; i < 40 && await framed() !== "_start"; i++) await page.keyboard.press("1");
	check(await framed() === "_start", "one switch moves the frame");
	await page.keyboard.press("2");
	check(await page.locator("#_item").isVisible(), "the other one chooses");
	for (let i = 0; i < 40 && !/hard/.test(await framed()); i++) await page.keyboard.press(" ");
	check(/No, it is hard/.test(await framed()), "the frame comes to the faces", await framed());
	await shot(page, "review-switches");
	await axe(page, "with switches");
	await page.keyboard.press("Enter");
	check(await page.locator("input[name=face][value=no]").isChecked(), "a face is chosen");
	const seen = [];
	for (let i = 0; i < 40 && !seen.includes(await framed()); i++) {
		seen.push(await framed());
		await page.keyboard.press("Tab");
	}
	check(seen.includes("_next") && seen.includes("_back") && seen.includes("_stop"),
		"the frame comes round to every button", seen);
	check(!seen.some((s) => /Smaller|White|keep|suggestion/.test(s)), "and not to the looks", seen);
	await page.keyboard.press("Escape");
	check(await page.locator(".scanned").count() === 0, "Escape ends it");

	// one switch: the frame moves by itself
	await page.check("input[name=switches][value='1']");
	check((await page.locator("#_pace option").evaluateAll((o) => o.map((e) => e.value))).join(" ") ===
		"1 2 3 4 5 6 7 8", "it can wait from 1 to 8 seconds");
	for (const seconds of [3, 1]) {
		await page.selectOption("#_pace", String(seconds));
		const waits = await page.evaluate(() => new Promise((done) => {
			const moments = [];
			let last = document.querySelector(".scanned");
			const poll = setInterval(() => {
				const now = document.querySelector(".scanned");
				if (now === last || now === null) return;
				last = now;
				moments.push(performance.now());
				if (moments.length < 3) return;
				clearInterval(poll);
				done([moments[1] - moments[0], moments[2] - moments[1]]);
			}, 10);
		}));
		check(waits.every((ms) => Math.abs(ms - 1000 * seconds) < 400),
			`the frame waits ${seconds} s`, waits);
	}
	const first = await framed();
	check(await until(page, (f) => {
		const e = document.querySelector(".scanned");
		return e && (e.id || e.innerText.trim().split("\n").pop()) !== f;
	}, first), "with 1 switch the frame goes on by itself");
	check(await until(page, () => {
		const e = document.querySelector(".scanned");
		return e && /I am not sure/.test(e.innerText) && e.classList.contains("face");
	}), "to an answer");
	await page.mouse.click(5, 300);
	check(await until(page, () => document.querySelector("input[name=face][value=unsure]").checked),
		"a tap anywhere chooses it");
	check(await until(page, () => document.querySelector(".scanned")?.id === "_next"),
		"then it comes to Next");
	await page.keyboard.press(" ");
	check(/Sentence 2 /.test(await heading(page)), "and Space chooses that", await heading(page));
	check(browser.context.complaints.length === 0, "switches bring no complaints",
		browser.context.complaints.join("\n"));
	await browser.close();
}

async function sound() {
	const browser = await open();
	const page = await browser.page(sink);
	const data = await dataOf(page);
	const clips = Object.keys(data.clips);
	check(data.sentences.every((s) => clips.includes(s.clip)), "every sentence has a clip",
		data.sentences.filter((s) => !clips.includes(s.clip)).map((s) => s.words).join("\n"));
	check(data.questions.every((q) => clips.includes(q.clip) &&
		q.answers.every((a) => clips.includes(a.clip))), "so have questions and answers");
	check(await page.evaluate(() => [...document.querySelectorAll("[data-say]")]
		.every((b) => !b.hidden)), "and every button that says something");
	// each clip can be decoded, and lasts as long as its words need
	const lengths = await page.evaluate(async (all) => {
		const context = new OfflineAudioContext(1, 22050, 22050);
		const found = [];
		for (const [key, clip] of Object.entries(all)) {
			const bytes = Uint8Array.from(atob(clip), (c) => c.charCodeAt(0));
			const decoded = await context.decodeAudioData(bytes.buffer);
			const samples = decoded.getChannelData(0);
			let loud = 0;
			for (const s of samples) if (Math.abs(s) > 0.02) loud++;
			found.push([key, decoded.duration, loud / samples.length,
				Math.max(...samples.slice(0, 600).map(Math.abs))]);
		}
		return found;
	}, data.clips);
	check(lengths.length === clips.length && lengths.every(([, s]) => s > 0.2 && s < 60),
		"every clip is sound", lengths.filter(([, s]) => s <= 0.2).join("\n"));
	check(lengths.every(([, , loud]) => loud > 0.15), "with a voice in it, not silence",
		lengths.filter(([, , loud]) => loud <= 0.15).join("\n"));
	check(lengths.every(([, , , start]) => start < 0.25), "none starts inside a word",
		lengths.filter(([, , , start]) => start >= 0.25).join("\n"));
	await begin(page);
	check(await page.evaluate(() => document.querySelector(".on") === null), "nothing plays by itself");
	await page.click("#_listen");
	check(await page.locator("#_listen.on").count() === 1 &&
		await page.locator("#_listen .to-pause").last().isVisible(), "Listen becomes Stop");
	check(await until(page, () => document.querySelector(".on") === null), "it ends by itself");
	await page.locator("#_faces .say").click();
	check(await page.locator("#_faces .say.on").count() === 1, "a question is read, too");
	await page.locator("#_faces .say").click();
	check(await page.locator(".on").count() === 0, "and stopped");
	await page.locator("#_look summary").click();
	await page.check("input[name=speed][value='0.75']");
	await comeBack(page);
	check(await page.locator("input[name=speed][value='0.75']").isChecked(), "slow is remembered",
		await page.evaluate(() => JSON.stringify(Object.entries(localStorage))));
	check(browser.context.complaints.length === 0, "sound brings no complaints",
		browser.context.complaints.join("\n"));
	await browser.close();
}

// 320 px wide, letters from 19 px up, every colour; targets of 64 px.
async function looks() {
	const small = await open({ viewport: { width: 320, height: 640 }, hasTouch: true });
	const page = await small.page(sink);
	const fits = () => page.evaluate(() =>
		document.documentElement.scrollWidth <= document.documentElement.clientWidth);
	check(await fits(), "the start fits 320 px");
	await shot(page, "review-320-welcome");
	await begin(page);
	await page.tap("#_next");
	await page.locator("input[name=fits][value=no]").locator("..").tap();
	await page.locator("#_hard summary").tap();
	await page.locator("#_better summary").tap();
	check(await fits(), "a sentence fits 320 px");
	await axe(page, "320 px");
	await shot(page, "review-320");
	const faces = await page.evaluate(() => [...document.querySelectorAll(".face")].map((f) => ({
		top: f.getBoundingClientRect().top, img: f.querySelector("img").getBoundingClientRect().width })));
	check(faces.every((f, i) => f.img >= 48 && (i === 0 || f.top > faces[i - 1].top + 64)),
		"on a telephone the faces are large, below one another", JSON.stringify(faces));
	for (const size of [1, 2, 3, 4, 5]) {
		await page.locator("#_bigger").evaluate((b) => b.click());
		check(await fits(), `it fits 320 px at size ${size}`,
			await page.evaluate(() => [...document.querySelectorAll("main *")].filter((e) =>
				e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.id || e.className).slice(0, 5)));
	}
	const px = await page.evaluate(() => parseFloat(getComputedStyle(document.getElementById("_sentence")).fontSize));
	check(px >= 48, "letters grow to 48 px", px);
	await small.close();

	const browser = await open();
	const wide = await browser.page(sink);
	await begin(wide);
	await wide.click("#_next");
	await wide.check("input[name=fits][value=no]");
	await wide.locator("#_hard summary").click();
	const boxes = await wide.evaluate(() => [...document.querySelectorAll(
		"#_next, #_back, .face, #_fits label, .choice, #_hard-words button, main .big")]
		.filter((e) => e.offsetParent).map((e) => {
			const b = e.getBoundingClientRect();
			return { what: e.id || e.innerText.trim(), x: b.left, y: b.top, right: b.right, bottom: b.bottom, height: b.height };
		}));
	check(boxes.length > 12 && boxes.every((b) => b.height >= 64), "what is tapped is 64 px high",
		boxes.filter((b) => b.height < 64).map((b) => `${b.what}: ${b.height}`).join("\n"));
	const near = [];
	for (const a of boxes)
		for (const b of boxes) {
			const dx = Math.max(a.x, b.x) - Math.min(a.right, b.right);
			const dy = Math.max(a.y, b.y) - Math.min(a.bottom, b.bottom);
			if (a !== b && Math.max(dx, dy) < 15.9) near.push(`${a.what} / ${b.what}: ${dx} ${dy}`);
		}
	check(near.length === 0, "and 16 px apart", near.join("\n"));
	await wide.locator("#_look summary").click();
	for (const theme of ["cream", "yellow", "black", "white"]) {
		await wide.check(`input[name=theme][value=${theme}]`);
		await wide.check("input[name=face][value=no]");
		await axe(wide, `in ${theme}`);
		await shot(wide, `review-${theme}`);
	}
	await wide.click("#_bigger");
	await wide.check("input[name=spacing][value=wide]");
	await wide.check("input[name=theme][value=black]");
	await comeBack(wide);
	check(await wide.evaluate(() => document.documentElement.dataset.theme === "black" &&
		document.documentElement.dataset.spacing === "wide" &&
		document.documentElement.dataset.size === "1"), "looks are remembered, also the size of letters");
	// what a screen reader is told
	await begin(wide);
	const groups = await wide.evaluate(() => [...document.querySelectorAll("[role=radiogroup]")]
		.filter((g) => g.offsetParent).map((g) =>
			document.getElementById(g.getAttribute("aria-labelledby")).textContent));
	check(groups.includes("Is this easy to understand?"), "the faces are a group with a name", groups);
	check(await wide.getByRole("radio", { name: "No, it is hard" }).count() === 1,
		"a face has words");
	await wide.close();
	const forced = await browser.page(sink);
	await forced.emulateMedia({ forcedColors: "active" });
	await begin(forced);
	await forced.check("input[name=face][value=no]");
	check(await forced.evaluate(() => {
		const [yes, , no] = [...document.querySelectorAll(".face")].map((f) => getComputedStyle(f));
		return no.outlineStyle === "solid" && parseFloat(no.outlineWidth) > 2 && yes.outlineStyle === "none";
	}), "what is chosen is seen in the computer's own colours");
	await shot(forced, "review-forced");
	await browser.close();
}

// A browser that keeps nothing: all works, and it is said.
async function forgetful() {
	const browser = await open();
	await browser.context.addInitScript(() => {
		Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } });
	});
	const page = await browser.page(sink);
	await begin(page);
	await page.check("input[name=face][value=no]");
	await page.click("#_next");
	await page.click("#_back");
	check(await page.locator("input[name=face][value=no]").isChecked(),
		"without storage the answers stay while the page is open");
	await page.click("#_stop");
	check(/cannot keep/.test(await page.locator("#_kept").innerText()),
		"that the browser keeps nothing is said");
	let asked = false;
	page.on("dialog", (dialog) => { asked = true; dialog.accept(); });
	await page.close({ runBeforeUnload: true });
	await new Promise((done) => setTimeout(done, 500));
	check(asked, "and asked before it is lost");
	check(browser.context.complaints.length === 0, "no complaints", browser.context.complaints.join("\n"));
	await browser.close();
}

async function hostile() {
	const browser = await open();
	const page = await browser.page(pageOf("hostile"));
	const data = await dataOf(page);
	const seen = [];
	await begin(page);
	for (const sentence of data.sentences) {
		seen.push(await page.locator("#_sentence").innerText());
		await page.check("input[name=face][value=yes]");
		if (await page.locator("#_next").isVisible()) await page.click("#_next");
	}
	check(seen.length > 5 && seen.every((text, i) =>
		text.replace(/\s+/g, " ") === data.sentences[i].words.replace(/\s+/g, " ")),
		"words that look like markup stay words", seen.join("\n"));
	check(await page.evaluate(() => document.querySelectorAll("#_item script, #_item iframe, .sentence svg").length) === 0,
		"nothing of them is an element");
	check(browser.context.complaints.length === 0, "nothing ran, nothing was fetched",
		browser.context.complaints.join("\n"));
	await browser.close();
	const urdu = await open();
	const right = await urdu.page(pageOf("urdu"));
	await begin(right);
	await right.click("#_next");
	check(await right.evaluate(() => getComputedStyle(document.getElementById("_sentence")).direction) === "rtl",
		"Urdu runs from right to left");
	await shot(right, "review-urdu");
	await axe(right, "Urdu");
	await urdu.close();
}

for (const test of [answering, keyboard, switches, sound, looks, forgetful, hostile])
	await test();
end();
