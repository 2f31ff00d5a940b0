// What the group said, as a page: in a real browser, wide and narrow, without
// scripts, as it is printed.
// usage: review_report.mjs REPORT...
import { axe, check, end, open, shot } from "./browser.mjs";

async function look(file) {
	const browser = await open();
	const page = await browser.page(file);
	const name = file.split("/").slice(-2).join("/");
	await axe(page, name);
	const levels = await page.evaluate(() =>
		[...document.querySelectorAll("h1, h2, h3")].map((h) => Number(h.tagName[1])));
	check(levels[0] === 1 && levels.length > 8 &&
		levels.every((n, i) => i === 0 || (n > 1 && n <= levels[i - 1] + 1)),
		`${name}: headings in order`, levels.join(" "));
	check(await page.evaluate(() => document.scripts.length === 0 &&
		[...document.querySelectorAll("[src], link")].length === 0),
		`${name}: it runs and fetches nothing`);
	const lang = await page.evaluate(() => document.querySelector("h1").lang);
	check(await page.evaluate((l) => [...document.querySelectorAll("h3")].every((h) =>
		h.querySelector("bdi")?.lang === l), lang), `${name}: the draft's words have its language`);
	// the first that Tab comes to leads to what was said
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	check(page.url().endsWith("#main"), `${name}: what was said is one key away`);
	await shot(page, "review-report");
	await page.setViewportSize({ width: 320, height: 640 });
	check(await page.evaluate(() => document.documentElement.scrollWidth <= 320),
		`${name}: it fits 320 px`);
	await axe(page, `${name} at 320 px`);
	await page.emulateMedia({ media: "print" });
	check(await page.evaluate(() => document.querySelector("#sentences").offsetHeight > 0),
		`${name}: it prints`);
	await page.emulateMedia({ media: "screen", forcedColors: "active" });
	await axe(page, `${name} in the computer's own colours`);
	check(browser.context.complaints.length === 0, `${name}: no complaints`,
		browser.context.complaints.join("\n"));
	await browser.close();
}

for (const file of process.argv.slice(2)) await look(file);
end();
