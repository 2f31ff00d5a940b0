// What the tests in a real browser share: Chromium, and one line a check.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(
	new URL("../validators/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let failed = 0;

export function check(condition, name, details = "") {
	if (condition) {
		console.log("ok " + name);
		return;
	}
	failed++;
	console.log("FAIL " + name);
	for (const line of String(details).split("\n").slice(0, 10))
		if (line !== "") console.log("  " + line);
}

export function end() {
	process.exit(failed > 0 ? 1 : 0);
}

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic",
	"--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync", "--mute-audio"];

// A browser that has never been here; options are Playwright's.
export async function open(options = {}) {
	const profile = fs.mkdtempSync(path.join(os.tmpdir(), "everyread-browser-"));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		headless: true,
		args: flags,
		viewport: { width: 1200, height: 900 },
		reducedMotion: "reduce",
		...options,
	});
	context.complaints = [];
	return {
		context,
		// A page of a file; what it complains of is kept.
		async page(file, hash = "") {
			const page = await context.newPage();
			const complain = (text) => context.complaints.push(text);
			page.on("console", (m) => {
				if (["error", "warning"].includes(m.type())) complain(m.text());
			});
			page.on("pageerror", (e) => complain(e.message));
			page.on("requestfailed", (r) => {
				if (!/ERR_ABORTED/.test(r.failure().errorText))
					complain(r.url().slice(0, 80) + " " + r.failure().errorText);
			});
			await page.goto("file://" + path.resolve(file) + hash);
			return page;
		},
		async close() {
			await context.close();
			fs.rmSync(profile, { recursive: true, force: true });
		},
	};
}

// Is this true in the page, now or before long?
export const until = (page, what, argument) =>
	page.waitForFunction(what, argument, { timeout: 15000 })
		.then(() => true, () => false);

// Come back to the page after a moment, as a reader does. That reload() has
// ended does not yet mean that the page which is asked next is the new one.
export async function comeBack(page) {
	await page.waitForTimeout(500);
	await page.evaluate(() => { window.isOld = true; });
	await page.reload();
	check(await until(page, () => !window.isOld && document.readyState === "complete"),
		"the page comes back");
}

// A picture of this state for a person to look at: SHOTS=folder.
export async function shot(page, name) {
	if (process.env.SHOTS)
		await page.screenshot({
			path: path.join(process.env.SHOTS, name + ".png") });
}

// axe-core: WCAG 2.2 AA, best practice, and contrast of 7 to 1 (AAA).
export async function axe(page, name) {
	await page.evaluate(axeSource);
	const result = await page.evaluate(() => window.axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice"],
		rules: { "color-contrast-enhanced": { enabled: true } },
	}));
	check(result.violations.length === 0 && result.passes.length > 10,
		"axe " + name,
		result.violations.map((v) => v.id + ": " +
			v.nodes.slice(0, 3).map((n) => n.target + " " +
				(n.any[0] ? n.any[0].message : "")).join(" | ")).join("\n"));
}
