// Pages of random publications in a real browser: nothing complains, and
// axe-core finds nothing.
// usage: pages.mjs PAGE...
import { axe, check, end, open } from "../browser/browser.mjs";

const browser = await open();
for (const file of process.argv.slice(2)) {
	browser.context.complaints.length = 0;
	const page = await browser.page(file);
	const width = await page.evaluate(() =>
		document.documentElement.scrollWidth - window.innerWidth);
	check(width <= 0, `no sideways scrolling ${file}`, `${width} pixels`);
	await axe(page, file);
	check(browser.context.complaints.length === 0,
		`no complaints ${file}`, browser.context.complaints.join("\n"));
	await page.close();
}
await browser.close();
end();
