// The web page in a real browser: what a reader can do with it.
// usage: web.mjs FOLDER     FOLDER/ID/ID.html are the pages
import fs from "node:fs";
import path from "node:path";
import { axe, check, comeBack, end, open, shot, until } from "./browser.mjs";

const folder = process.argv[2];
const plan = path.join(folder, "joint-forward-plan/joint-forward-plan.html");
const sink = path.join(folder, "kitchen-sink/kitchen-sink.html");
const urdu = path.join(folder, "urdu/urdu.html");

const textOf = (page) => page.evaluate(() => {
	const now = document.querySelector(".now");
	return now && now.id;
});
const time = (page) => page.evaluate(() =>
	document.getElementById("_audio").currentTime);
const isPlaying = (page) => page.evaluate(() =>
	!document.getElementById("_audio").paused);
const times = (page) => page.evaluate(() =>
	JSON.parse(document.getElementById("_times").textContent).cues);

async function listening() {
	const browser = await open();
	const page = await browser.page(plan);
	const cues = await times(page);
	const dock = page.locator("#_dock");

	check(await dock.isHidden(), "nothing plays by itself");
	await page.click("#_start");
	check(await until(page, () => document.getElementById("_audio").currentTime > 0.3),
		"Listen starts the sound");
	check(await dock.isVisible(), "the bar to steer it appears");

	// a click on a sentence
	const [id, start, finish] = cues[8];
	await page.locator("#" + id).click({ position: { x: 8, y: 8 } });
	check(await until(page, (i) => document.querySelector(".now")?.id === i, id),
		"a click on a sentence reads it");
	const now = await time(page);
	check(now * 1000 >= start - 60 && now * 1000 < finish,
		"the sound is at that sentence", `${now} of ${start}`);
	// the mark goes with the sound, sentence by sentence
	for (let i = 9; i < 11; i++) {
		check(await until(page, (x) => document.querySelector(".now")?.id === x, cues[i][0]),
			`the mark moves on to sentence ${i}`);
		const at = await time(page) * 1000;
		check(at >= cues[i][1] - 20 && at < cues[i][1] + 700,
			`the mark is there when the sound is (${i})`, `${at} ms, wanted ${cues[i][1]}`);
	}
	await shot(page, "listening");
	await axe(page, "while it reads");
	check(await page.evaluate(() => document.querySelectorAll(".now").length) === 1,
		"one sentence is marked");
	const look = await page.evaluate(() => {
		const style = getComputedStyle(document.querySelector(".now"));
		return [style.backgroundColor, style.boxShadow];
	});
	check(look[0] !== "rgba(0, 0, 0, 0)" && look[1] !== "none",
		"the mark is a colour and a bar", look);

	// back one sentence, pause, next
	await page.locator(`#${cues[14][0]} + .say`).click();
	await until(page, (i) => document.querySelector(".now")?.id === i, cues[14][0]);
	await page.click("#_back");
	check(await until(page, (i) => document.querySelector(".now")?.id === i, cues[13][0]),
		"back goes to the sentence before");
	await page.click("#_next");
	check(await until(page, (i) => document.querySelector(".now")?.id === i, cues[14][0]),
		"next goes to the sentence after");
	await page.evaluate((ms) => {
		document.getElementById("_audio").currentTime = ms / 1000;
	}, cues[14][2] - 400);
	await page.click("#_back");
	check(await until(page, (ms) => Math.abs(document.getElementById("_audio").currentTime * 1000 - ms) < 600,
		cues[14][1]), "back in the middle goes to the start of the sentence");
	await page.click("#_play");
	check(!(await isPlaying(page)), "Pause stops the sound");
	check(await until(page, () => document.getElementById("_play").innerText.trim() === "Play"),
		"the button then says Play");
	const button = page.locator(`#${cues[20][0]} + .say`);
	await button.click();
	await until(page, (i) => document.querySelector(".now")?.id === i, cues[20][0]);
	check(await button.getAttribute("aria-label") === "Pause",
		"the button of the sentence that is read pauses it");
	await button.click();
	check(await until(page, (i) => document.getElementById("_audio").paused &&
		document.getElementById(i).nextElementSibling.getAttribute("aria-label") === "Listen from here",
		cues[20][0]), "and does so");

	// speeds
	await page.getByLabel("Slow").check();
	check(await page.evaluate(() => document.getElementById("_audio").playbackRate) === 0.75, "slow");
	await page.getByLabel("Fast").check();
	check(await page.evaluate(() => document.getElementById("_audio").playbackRate) === 1.25, "fast");

	// the page goes along, or does not
	await page.evaluate(() => scrollTo(0, 0));
	await page.click("#_next");
	await until(page, () => !document.getElementById("_audio").paused);
	await page.waitForTimeout(400);
	check(await page.evaluate(() => {
		const box = document.querySelector(".now").getBoundingClientRect();
		return box.top >= 0 && box.bottom <= innerHeight - document.getElementById("_dock").offsetHeight;
	}), "the page moves with the voice");
	await page.getByLabel("Move the page with the voice").uncheck();
	await page.evaluate(() => scrollTo(0, 0));
	await page.click("#_next");
	await page.waitForTimeout(400);
	check(await page.evaluate(() => scrollY) === 0, "and stays where it is if the reader wants that");

	// parts
	await page.locator(".listen summary").click();
	const part = page.locator("[data-start]").nth(3);
	const from = Number(await part.getAttribute("data-start"));
	await part.click();
	check(await until(page, (ms) => Math.abs(document.getElementById("_audio").currentTime * 1000 - ms) < 1500, from) &&
		await isPlaying(page) && page.url().startsWith("file:") && !page.url().includes(".mp3"),
		"a part of the recording plays in the page");

	// no buttons beside the sentences
	await page.getByLabel("Show a button to listen beside each sentence").uncheck();
	check(await page.locator("main .say:visible").count() === 0, "the buttons can be put away");
	await page.keyboard.press("Escape");
	check(!(await isPlaying(page)), "Escape stops the sound");

	// what was chosen stays
	await comeBack(page);
	check(await page.locator("main .say:visible").count() === 0 &&
		await page.evaluate(() => document.getElementById("_audio").playbackRate) === 1.25 &&
		!(await page.locator("#_follow").isChecked()), "all of this is remembered");
	check(browser.context.complaints.length === 0, "the browser complains of nothing",
		browser.context.complaints.join("\n"));
	await browser.close();
}

async function looks() {
	const browser = await open();
	const page = await browser.page(sink);
	const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const letters = () => page.evaluate(() =>
		parseFloat(getComputedStyle(document.querySelector("main p")).fontSize));
	const seen = new Set();

	check(await letters() >= 19, "letters of 14 point and more", await letters());
	await page.locator(".look summary").click();
	await page.locator("button.word").first().click();
	for (const theme of ["White", "Cream", "Yellow", "Black"]) {
		await page.getByLabel(theme, { exact: true }).check();
		seen.add(await paper());
		await axe(page, "in " + theme.toLowerCase());
		await shot(page, "theme-" + theme.toLowerCase());
	}
	check(seen.size === 4, "four colours of the page", [...seen].join("\n"));
	const before = await letters();
	for (let i = 0; i < 4; i++) await page.getByText("Bigger").click();
	check(await page.locator("#_bigger").getAttribute("aria-disabled") === "true",
		"the largest letters say that they are");
	check(await letters() === before * 2, "letters twice as big", await letters());
	check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
		"big letters fit the page");
	await shot(page, "letters-big");
	await comeBack(page);
	check(await letters() === before * 2 && await paper() === "rgb(0, 0, 0)", "both are remembered");
	await page.locator(".look summary").click();
	for (let i = 0; i < 4; i++) await page.getByText("Smaller").click();
	check(await letters() === before, "and can be undone");

	// nothing a finger needs is small, and no line is long
	await page.getByLabel("White", { exact: true }).check();
	await page.locator(".listen summary").click();
	await page.evaluate(() => document.getElementById("_dock").hidden = false);
	const small = await page.evaluate(() => [...document.querySelectorAll(
		"button:not(.say, .word), summary, .solo > .say, label, .contents a, .listen li a")]
		.filter((e) => e.getBoundingClientRect().height < 43.5)
		.map((e) => e.outerHTML.slice(0, 60) + " " + e.getBoundingClientRect().height));
	check(small.length === 0, "targets are 44 pixels high", small.join("\n"));
	const long = await page.evaluate(() => {
		const p = document.getElementById("first");
		return p.clientWidth / parseFloat(getComputedStyle(p).fontSize);
	});
	check(long < 40, "lines of at most 80 letters", long);

	// paper
	await page.emulateMedia({ media: "print" });
	check(await page.locator(".listen, .look, .dock, .say, .skip").evaluateAll((all) =>
		all.every((e) => getComputedStyle(e).display === "none")), "print has no buttons");
	await page.emulateMedia({ media: "screen", forcedColors: "active" });
	await page.evaluate(() => document.querySelector("main .s").classList.add("now"));
	check(await page.evaluate(() => {
		const now = getComputedStyle(document.querySelector(".now")).backgroundColor;
		return now !== getComputedStyle(document.body).backgroundColor && !/, 0\)$/.test(now);
	}), "the mark is seen in forced colours");
	await page.emulateMedia({ media: "screen", forcedColors: "none", reducedMotion: "no-preference" });
	const lively = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
	await page.emulateMedia({ reducedMotion: "reduce" });
	const calm = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
	check(lively === "smooth" && calm === "auto", "no motion for those who want none");
	check(browser.context.complaints.length === 0, "looks: no complaint", browser.context.complaints.join("\n"));
	await browser.close();
}

async function words() {
	const browser = await open();
	const page = await browser.page(plan);
	const word = page.locator("button.word").first();

	await word.focus();
	await page.keyboard.press("Enter");
	check(await word.getAttribute("aria-expanded") === "true" &&
		await page.locator(".meaning").isVisible(), "a hard word opens where it stands");
	check(/^[A-Z]/.test(await page.locator(".meaning").innerText()), "and says what it means");
	check(await page.locator(".meaning button, .meaning [id]").count() === 0, "the meaning has words only");
	await page.keyboard.press("Space");
	check(await word.getAttribute("aria-expanded") === "false" &&
		await page.locator(".meaning").count() === 0, "and closes again");
	await browser.close();
}

async function keyboard() {
	const browser = await open();
	const page = await browser.page(plan);
	const focus = () => page.evaluate(() => {
		const e = document.activeElement, box = e.getBoundingClientRect();
		const dock = document.getElementById("_dock");
		return { id: e.id, class: e.className, html: e.outerHTML.slice(0, 70),
			outline: getComputedStyle(e).outlineStyle,
			seen: box.top >= -1 && box.top < innerHeight - (dock.hidden ? 0 : dock.offsetHeight) };
	});
	await page.keyboard.press("Tab");
	let at = await focus();
	check(at.class === "skip" && at.seen, "first comes the way past the top", at.html);
	await page.keyboard.press("Enter");
	check((await focus()).id === "_main", "it leads to the text");
	await page.keyboard.press("Tab");
	at = await focus();
	check(at.class.startsWith("say"), "then the first sentence", at.html);
	await page.keyboard.press("Enter");
	check(await until(page, () => document.querySelector(".now")), "Enter reads it");
	let hidden = [];
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press("Tab");
		at = await focus();
		if (!at.seen || at.outline === "none") hidden.push(at.html);
	}
	check(hidden.length === 0, "the focus is seen everywhere", hidden.join("\n"));
	await page.keyboard.press("Escape");
	check(!(await isPlaying(page)), "Escape ends it");
	await page.evaluate(() => document.activeElement.blur());
	await page.locator("#_play").focus();
	await page.keyboard.press("Space");
	check(await until(page, () => !document.getElementById("_audio").paused), "Space plays");
	await browser.close();
}

async function noScript() {
	const browser = await open({ javaScriptEnabled: false });
	const page = await browser.page(sink);

	check(await page.locator("main .s").count() > 50 &&
		await page.locator("main .s:visible").count() === await page.locator("main .s").count(),
		"without a script all words are there");
	check(await page.locator("audio[controls]").isVisible(), "and the sound");
	check(await page.locator("button:visible, input:visible").count() === 0, "and no button that does nothing");
	await page.locator("a.word").first().click();
	check(page.url().endsWith("#commitment") && await page.locator("#commitment").isVisible(),
		"a hard word leads to its meaning");
	await page.locator(".listen summary").click();
	check(/\.mp3#t=\d+\.\d$/.test(await page.locator(".listen li a").nth(1).getAttribute("href")),
		"a part leads into the sound file");
	await page.evaluate(() => scrollTo(0, 0)).catch(() => {});
	await shot(page, "no-script");
	await browser.close();
}

async function narrow() {
	for (const [name, file] of [["plan", plan], ["sink", sink], ["urdu", urdu]]) {
		const browser = await open({ viewport: { width: 320, height: 640 } });
		const page = await browser.page(file);

		check(await page.evaluate(() => document.documentElement.scrollWidth) <= 320,
			`${name}: nothing is wider than 320 pixels`);
		check(await page.evaluate(() => {
			const row = document.querySelector("main .row");
			return row.querySelector("img").getBoundingClientRect().bottom <=
				row.querySelector("p").getBoundingClientRect().top + 1;
		}), `${name}: the picture is above its words`);
		await shot(page, "narrow-" + name);
		// WCAG 1.4.12: the reader's own spacing
		const cut = await page.evaluate(() => {
			for (const e of document.querySelectorAll("main *, header *, nav *, section *")) {
				e.style.lineHeight = "1.5";
				e.style.letterSpacing = "0.12em";
				e.style.wordSpacing = "0.16em";
				if (e.matches("p")) e.style.marginBottom = "2em";
			}
			return [...document.querySelectorAll("p, h1, h2, h3, a, dd, button")]
				.filter((e) => e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).display !== "inline" &&
					getComputedStyle(e).overflowX !== "visible").map((e) => e.outerHTML.slice(0, 60))
				.concat(document.documentElement.scrollWidth > 320 ? ["the page"] : []);
		});
		check(cut.length === 0, `${name}: wide spacing cuts nothing off`, cut.join("\n"));
		await page.evaluate(() => document.querySelector("main .say").click());
		await page.waitForTimeout(500);
		await axe(page, `${name} at 320 pixels`);
		await shot(page, "narrow-playing-" + name);
		await browser.close();
	}
	const browser = await open({ viewport: { width: 1280, height: 900 } });
	const page = await browser.page(urdu);
	check(await page.evaluate(() => {
		const row = document.querySelector("main .row");
		return document.documentElement.dir === "rtl" &&
			row.querySelector("img").getBoundingClientRect().left >
			row.querySelector("p").getBoundingClientRect().right - 1;
	}), "in Urdu the picture stands on the right");
	await axe(page, "Urdu");
	await shot(page, "urdu");
	await browser.close();
}

// The policy of the page stands: nothing from elsewhere runs or loads.
async function policy() {
	const browser = await open();
	const page = await browser.page(plan);
	const done = await page.evaluate(async () => {
		const refused = [];
		document.addEventListener("securitypolicyviolation",
			(e) => refused.push(e.effectiveDirective));
		const script = document.createElement("script");
		script.textContent = "window.injected = true";
		document.body.append(script);
		document.body.insertAdjacentHTML("beforeend",
			"<img src='http://127.0.0.1:9/x.png' onerror='window.injected = true'>" +
			"<style>main { display: none }</style><iframe src='data:text/html,x'></iframe>" +
			"<form action='http://127.0.0.1:9/'></form>");
		document.body.lastChild.submit();
		await fetch("http://127.0.0.1:9/").catch(() => {});
		await new Promise((r) => setTimeout(r, 500));
		return { refused, injected: window.injected,
			shown: getComputedStyle(document.querySelector("main")).display };
	});
	check(done.injected === undefined && done.shown === "block", "a foreign script or style does nothing");
	for (const directive of ["script-src-elem", "script-src-attr", "img-src", "style-src-elem",
		"frame-src", "form-action", "connect-src"])
		check(done.refused.includes(directive), "refused: " + directive, done.refused.join(" "));
	await browser.close();
}

// The pages where a format is chosen.
async function downloads() {
	const browser = await open();
	let page = await browser.page(path.join(folder, "kitchen-sink/index.html"));
	const manifest = JSON.parse(fs.readFileSync(
		path.join(folder, "kitchen-sink/manifest.json"), "utf8"));
	const offers = await page.locator(".format h3 a").evaluateAll((all) =>
		all.map((a) => a.getAttribute("href")));

	check(offers.join(" ") === "kitchen-sink.html kitchen-sink-easy-read.pdf " +
		"kitchen-sink-large-print.pdf kitchen-sink.mp3 kitchen-sink.txt kitchen-sink.epub",
		"the formats stand in their order", offers.join(" "));
	for (const href of offers) {
		const file = manifest.files.find((f) => f.path === href);
		const text = await page.locator(`.format:has(a[href="${href}"]) .size`).innerText();
		const size = file.bytes >= 1e6 ? (file.bytes / 1e6).toFixed(2) + " MB"
			: Math.ceil(file.bytes / 1000) + " KB";
		check(text.includes(size), `the size of ${href} is true`, `${text} ${size}`);
		if (file.pages) check(text.includes(String(file.pages)), `so are its pages`, text);
	}
	check(/^Help line: 01268 594350$/.test(await page.locator(".ask a").first()
		.locator("xpath=..").innerText()), "a telephone comes first");
	await page.locator(".format summary").click();
	const broken = await page.evaluate(() => [...document.links].map((a) => a.href)
		.filter((h) => h.startsWith("file:")));
	check(broken.length > 8 && broken.every((h) =>
		fs.existsSync(decodeURIComponent(new URL(h).pathname))), "all links lead to files");
	const schema = JSON.parse(await page.locator("script[type='application/ld+json']").textContent());
	check(schema["@context"] === "https://schema.org" && schema.encoding.length === 6 &&
		schema.encoding[3].accessMode[0] === "auditory", "schema.org knows it too");
	await axe(page, "downloads");
	await shot(page, "downloads");
	await page.setViewportSize({ width: 320, height: 640 });
	check(await page.evaluate(() => document.documentElement.scrollWidth) <= 320,
		"downloads: nothing is wider than 320 pixels");
	await page.getByText("All our booklets").click();
	check(await page.locator(".booklet").count() >= 4, "all booklets are listed");
	await axe(page, "all booklets");
	await shot(page, "booklets");
	check(browser.context.complaints.length === 0, "downloads: no complaint",
		browser.context.complaints.join("\n"));
	await browser.close();
}

// Mark-up in every text, attribute and template does nothing.
async function hostile() {
	const browser = await open();
	let dialogs = 0;
	browser.context.on("page", (page) => page.on("dialog", (d) => {
		dialogs++;
		d.dismiss();
	}));
	const page = await browser.page(path.join(folder, "hostile/hostile.html"));
	await page.locator("button.word").first().click();
	for (const word of await page.locator(".row").all()) await word.hover();
	const found = await page.evaluate(() => ({
		scripts: document.scripts.length,
		handlers: [...document.querySelectorAll("*")].filter((e) =>
			[...e.attributes].some((a) => a.name.startsWith("on"))).length,
		links: [...document.links].filter((a) =>
			!/^(https?|mailto|tel|file):/.test(a.protocol)).length,
		title: document.title,
		strange: document.querySelectorAll("i, u, script[src], link, iframe, object").length,
	}));
	check(dialogs === 0 && found.scripts === 2 && found.handlers === 0 &&
		found.links === 0 && found.strange === 0, "nothing is injected", JSON.stringify(found));
	check(found.title.startsWith("</title><script>alert(1)</script>"), "the title is text", found.title);
	check(await page.locator(".meaning").innerText() === "</dd><script>alert(9)</script>",
		"a meaning is text");
	const index = await browser.page(path.join(folder, "hostile/index.html"));
	const there = await index.evaluate(() => [...document.querySelectorAll("*")].filter((e) =>
		e.matches("i, u, b, iframe, object") || [...e.attributes].some((a) => a.name.startsWith("on")))
		.length + document.scripts.length);
	check(there === 1 && dialogs === 0, "nothing is injected into the page of downloads", there);
	check(JSON.parse(await index.locator("script").textContent()).name.startsWith("</title><script>"),
		"nor into its data");
	check(browser.context.complaints.length === 0, "hostile: no complaint", browser.context.complaints.join("\n"));
	await browser.close();
}

async function trouble() {
	// a browser that keeps nothing
	let browser = await open();
	await browser.context.addInitScript(() =>
		Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } }));
	let page = await browser.page(plan);
	await page.locator(".look summary").click();
	await page.getByLabel("Black", { exact: true }).check();
	check(await page.evaluate(() => getComputedStyle(document.body).backgroundColor) === "rgb(0, 0, 0)" &&
		browser.context.complaints.length === 0, "works in a browser that keeps nothing",
		browser.context.complaints.join("\n"));
	await browser.close();

	// the page without its sound file
	const alone = path.join(folder, "alone.html");
	fs.copyFileSync(plan, alone);
	browser = await open();
	page = await browser.page(alone);
	await page.click("#_start");
	check(await page.locator("#_missing").waitFor({ timeout: 5000 }).then(() => true, () => false),
		"says that the sound file is missing");
	await browser.close();

	// one file with the sound inside
	browser = await open();
	fs.copyFileSync(path.join(folder, "inside/urdu/urdu.html"), alone);
	page = await browser.page(alone);
	await page.click("#_start");
	check(await until(page, () => document.getElementById("_audio").currentTime > 0.3) &&
		browser.context.complaints.length === 0, "the sound may be inside the page",
		browser.context.complaints.join("\n"));
	await browser.close();

	// made without sound
	browser = await open();
	page = await browser.page(path.join(folder, "silent/urdu/urdu.html"));
	check(await page.locator("audio, .say, #_dock").count() === 0 &&
		await page.locator("#_look").isVisible() && browser.context.complaints.length === 0,
		"a page without sound shows nothing of it", browser.context.complaints.join("\n"));
	await axe(page, "without sound");
	await browser.close();
}

for (const test of [listening, looks, words, keyboard, noScript, narrow, policy, hostile, downloads, trouble])
	await test().catch((e) => check(false, test.name + " breaks off", e.stack));
end();
