// The live preview in a real browser: what a person who writes sees.
// usage: preview.mjs ADDRESS SOURCE     SOURCE is what is shown at ADDRESS
import fs from "node:fs";
import { axe, check, comeBack, end, open, shot } from "./browser.mjs";

const [address, source] = process.argv.slice(2);
const good = fs.readFileSync(source, "utf8");
const PATIENCE = 90000;
const browser = await open({ viewport: { width: 1500, height: 900 } });
const page = await browser.context.newPage();
const complaints = [];
page.on("console", (m) => {
	if (["error", "warning"].includes(m.type())) complaints.push(m.text());
});
page.on("pageerror", (e) => complaints.push(e.message));

const until = (what, argument) =>
	page.waitForFunction(what, argument, { timeout: PATIENCE, polling: 100 })
		.then(() => true, () => false);
const pane = (name) => page.getByRole("region", { name, exact: true });
const isReady = () => until(() => document.getElementById("state").className === "ready");
const state = () => page.locator("#state").innerText();
const save = (from, to) => fs.writeFileSync(source, good.replace(from, to));

await page.goto(address);
check(await isReady(), "the page is ready", await state());
for (const name of ["Web", "Easy read", "Large print", "Plain text", "Audio", "Download",
	"E-book"])
	check(await pane(name).count() === 1, `there is a pane: ${name}`);
check(await pane("E-book").getByText("A browser does not show this format.").isVisible() &&
	await pane("E-book").getByRole("link").getAttribute("href") !== null,
	"what a browser does not show can be opened");
check(/Everything in one booklet/.test(await page.title()), "the title is the publication's");
const web = () => page.frames().filter((f) => /\/kitchen-sink\.html\?/.test(f.url())).at(-1);
const list = page.getByRole("list", { name: "Easy read, page by page" });
check(await until(() => {
	const images = [...document.querySelectorAll(".pages")[0].querySelectorAll("img")];
	return images.length > 5 && images[0].complete && images[0].naturalWidth > 200;
}), "the pages of the PDF are seen");
check(await list.locator("img").nth(1).getAttribute("alt") ===
	`Page 2 of ${await list.locator("img").count()}`, "each says which it is");
check(await list.evaluate((l) => [...l.querySelectorAll("img")].at(-1).src === ""),
	"pages that are far away are not made");
await shot(page, "preview");
await axe(page, "preview");

// messages
const items = page.locator("#list > li");
const all = await items.count();
check(all > 5, "the messages are listed", all);
check(/publication\.xml:\d+/.test(await items.first().innerText()), "with file and line");
const warnings = page.getByLabel(/warnings?$/);
const nwarnings = Number((await page.locator("#level-warning").innerText()).split(" ")[0]);
await warnings.uncheck();
check(await items.count() === all - nwarnings && nwarnings > 0, "warnings can be put away");
await warnings.check();
await items.first().locator("summary").click();
check(await items.first().locator("details p").isVisible(), "each says why");

// an edit keeps the place
const seen = (frame) => frame.evaluate(() => {
	for (const s of document.querySelectorAll(".s[id]")) {
		const box = s.getBoundingClientRect();
		if (box.top > 50) return [s.id, Math.round(box.top)];
	}
	return null;
});
await web().evaluate(() => document.querySelectorAll("main h2")[2].scrollIntoView());
await list.evaluate((l) => { l.scrollTop = 1500; });
await page.locator("#messages").evaluate((m) => { m.scrollTop = 120; });
await page.waitForTimeout(500);
const before = await seen(web()), scrolled = await list.evaluate((l) => l.scrollTop);
const image = await list.evaluate((l) => [...l.querySelectorAll("img")].find((i) =>
	i.getBoundingClientRect().bottom > l.getBoundingClientRect().top).src);
save("You can see a doctor", "You can see a very friendly doctor and also a gardener");
check(await until(() => [...document.querySelectorAll("iframe")].some((f) =>
	!f.className && /gardener/.test(f.contentDocument.body.innerText))), "an edit is seen");
check(await until((old) => [...document.querySelectorAll(".pages")[0]
	.querySelectorAll("img")].every((i) => i.src !== old), image), "in the PDF too");
check(await isReady(), "the sound follows");
await page.waitForTimeout(500);
const after = await web().evaluate((id) =>
	Math.round(document.getElementById(id).getBoundingClientRect().top), before[0]);
check(Math.abs(after - before[1]) <= 2 && await web().evaluate(() => scrollY) > 300,
	"the web page stays at its place", `${before} ${after}`);
const scrolledNow = await list.evaluate((l) => l.scrollTop);
check(Math.abs(scrolledNow - scrolled) <= 1 && scrolled > 1000, "the PDF stays at its place",
	`${scrolled} ${scrolledNow}`);
check(await page.locator("#messages").evaluate((m) => m.scrollTop) === 120,
	"the messages stay at their place");
check(await page.locator("iframe[title='Web']").count() === 1, "the old page is gone");

// broken, and right again
save("</item>", "</itme>");
check(await until(() => document.getElementById("state").className === "broken"),
	"an error is told of", await state());
check(await until(() => /^1 error\. You see what worked last\.$/.test(
	document.getElementById("state").innerText)), "in words", await state());
check(await items.count() === 1 && /XML-01 publication\.xml:\d+/.test(await items.innerText()),
	"the error is listed with its line", await items.allInnerTexts());
check(await pane("Web").getByText("This is what worked last.").isVisible() &&
	await web().evaluate(() => /gardener/.test(document.body.innerText)),
	"what worked last is still there");
check(/^Errors: /.test(await page.title()), "the title of the window says so");
await shot(page, "preview-broken");
await axe(page, "preview with an error");
save("", "");
check(await isReady() && await until((n) =>
	document.querySelectorAll("#list > li").length === n, all), "right again");
check(await page.locator(".note:visible").count() === 0, "and nothing is old");

// keyboard, choice of panes
const choice = page.getByRole("group", { name: "Formats" }).getByLabel("Plain text");
await choice.focus();
await page.keyboard.press("Space");
check(await pane("Plain text").isHidden(), "a pane can be put away by keyboard");
await comeBack(page);
check(await isReady() && await page.locator("section[aria-labelledby=pane-plain-text]").isHidden(),
	"that is remembered");
await page.keyboard.press("Tab");
check(await page.evaluate(() => document.activeElement.className) === "skip",
	"the first stop is a way to the messages");
await page.keyboard.press("Enter");
check(await page.evaluate(() => document.activeElement.id) === "messages", "it leads there");
await page.locator(".pages").first().focus();
await page.keyboard.press("PageDown");
check(await until(() => document.querySelector(".pages").scrollTop > 100),
	"the pages scroll by keyboard");
const nameless = await page.evaluate(() => [...document.querySelectorAll(
	"iframe, audio, img, .pages, section")].filter((e) => !(e.title || e.alt ||
	e.getAttribute("aria-label") || e.getAttribute("aria-labelledby"))).length);
check(nameless === 0, "everything has a name", nameless);

// narrow
await page.setViewportSize({ width: 320, height: 640 });
await page.waitForTimeout(300);
check(await page.evaluate(() => document.documentElement.scrollWidth) <= 320,
	"it fits 320 pixels", await page.evaluate(() => document.documentElement.scrollWidth));
await axe(page, "preview, narrow");
await shot(page, "preview-narrow");
check(complaints.length === 0, "the browser complains of nothing", complaints.join("\n"));
await browser.close();
end();
