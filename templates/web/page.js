"use strict";
/* What the page can do with a script: the reader's colours and sizes, hard
   words that open in place, and reading aloud. All words are in the page
   without it. */
(function () {
	const root = document.documentElement;
	const find = (id) => document.getElementById(id);

	/* What the reader chose stays for the next visit, if the browser may. */
	function remember(name, value) {
		try {
			localStorage.setItem("everyread-" + name, value);
		} catch (e) { /* not kept: nothing else changes */ }
	}
	function recall(name, otherwise) {
		try {
			return localStorage.getItem("everyread-" + name) || otherwise;
		} catch (e) {
			return otherwise;
		}
	}

	/* ---- looks: before the page is seen ---- */
	const LARGEST = 4;
	let size = Math.min(LARGEST, Math.max(0, Number(recall("size", 0)) || 0));
	function showSize() {
		root.dataset.size = size;
		find("_smaller").setAttribute("aria-disabled", size === 0);
		find("_bigger").setAttribute("aria-disabled", size === LARGEST);
		measureDock();
	}
	function changeSize(by) {
		size = Math.min(LARGEST, Math.max(0, size + by));
		remember("size", size);
		showSize();
	}
	function choose(box, value, change) {
		for (const input of box.querySelectorAll("input")) {
			input.checked = input.value === value;
			input.addEventListener("change", () => change(input.value));
		}
	}
	function startLooks() {
		choose(find("_themes"), root.dataset.theme, (theme) => {
			root.dataset.theme = theme;
			remember("theme", theme);
		});
		find("_smaller").addEventListener("click", () => changeSize(-1));
		find("_bigger").addEventListener("click", () => changeSize(1));
		find("_look").hidden = false;
		showSize();
	}

	/* ---- hard words ---- */
	function copyOf(element) {
		const copy = element.cloneNode(true);
		for (const e of copy.querySelectorAll(".say")) e.remove();
		for (const e of copy.querySelectorAll("[id]")) e.removeAttribute("id");
		return copy;
	}
	function openWord(button, meaning) {
		const open = button.getAttribute("aria-expanded") === "true";
		button.setAttribute("aria-expanded", !open);
		if (open) {
			find(button.getAttribute("aria-controls")).remove();
			return;
		}
		const note = document.createElement("span");
		note.className = "meaning";
		note.id = button.getAttribute("aria-controls");
		for (const attribute of ["lang", "dir"])
			if (meaning.hasAttribute(attribute))
				note.setAttribute(attribute, meaning.getAttribute(attribute));
		note.append(...copyOf(meaning).childNodes);
		button.closest("p, li, dd, td, th, h2, h3, h4, figcaption, caption").append(note);
	}
	function startWords() {
		document.querySelectorAll("a.word").forEach((link, i) => {
			const entry = find(decodeURIComponent(link.hash.slice(1)));
			const meaning = entry && entry.querySelector("dd");
			if (!meaning) return;
			const button = document.createElement("button");
			button.type = "button";
			button.className = "word";
			button.setAttribute("aria-expanded", "false");
			button.setAttribute("aria-controls", "_meaning" + i);
			button.append(...link.childNodes);
			button.addEventListener("click", () => openWord(button, meaning));
			link.replaceWith(button);
		});
	}

	/* A table wider than the page scrolls: the keyboard must reach it. */
	function startTables() {
		for (const frame of document.querySelectorAll(".table")) {
			if (frame.scrollWidth <= frame.clientWidth) continue;
			frame.tabIndex = 0;
			frame.setAttribute("role", "group");
			const caption = frame.querySelector("caption");
			if (caption) frame.setAttribute("aria-label", caption.textContent);
		}
	}

	/* ---- reading aloud ---- */
	const LONGEST_PAUSE = 3000; /* ms for which a sentence stays marked */
	let audio, cues = [], current = -1;

	function measureDock() {
		const dock = find("_dock");
		const fixed = dock && !dock.hidden && getComputedStyle(dock).position === "fixed";
		root.style.setProperty("--dock", (fixed ? dock.offsetHeight + 16 : 0) + "px");
	}
	/* The sentence said at a moment, or -1. */
	function cueAt(ms) {
		let low = 0, high = cues.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (cues[middle].start <= ms) low = middle + 1;
			else high = middle;
		}
		const i = low - 1;
		if (i < 0) return -1;
		const next = i + 1 < cues.length ? cues[i + 1].start : Infinity;
		const end = next - cues[i].end < LONGEST_PAUSE ? next : cues[i].end;
		return ms < end ? i : -1;
	}
	function keepInSight(element) {
		const box = element.getBoundingClientRect();
		const bottom = innerHeight - (parseInt(root.style.getPropertyValue("--dock"), 10) || 0);
		if (!find("_follow").checked || (box.top > 48 && box.bottom < bottom - 48)) return;
		const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
		element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
	}
	function showState() {
		const playing = !audio.paused && !audio.ended;
		find("_play").classList.toggle("on", playing);
		cues.forEach((cue, i) => {
			const on = playing && i === current;
			if (cue.button.classList.contains("on") === on) return;
			cue.button.classList.toggle("on", on);
			cue.button.setAttribute("aria-label", on ? labels.pause : labels.listen);
		});
	}
	function mark(i) {
		if (i === current) return;
		if (current >= 0) {
			cues[current].element.classList.remove("now");
			cues[current].element.removeAttribute("aria-current");
		}
		current = i;
		if (i >= 0) {
			cues[i].element.classList.add("now");
			cues[i].element.setAttribute("aria-current", "true");
			keepInSight(cues[i].element);
		}
		showState();
	}
	function follow() {
		mark(cueAt(audio.currentTime * 1000));
		if (!audio.paused) requestAnimationFrame(follow);
	}
	function playFrom(ms) {
		audio.currentTime = ms / 1000;
		audio.play().catch(() => {});
	}
	function toggle() {
		if (audio.paused) audio.play().catch(() => {});
		else audio.pause();
	}
	/* Back: to the start of this sentence, or of the one before if it has
	   only just begun. */
	function step(by) {
		const ms = audio.currentTime * 1000;
		let i = cues.length - 1;
		while (i > 0 && cues[i].start > ms) i--;
		if (by > 0 && cues[i].start <= ms) i++;
		else if (by < 0 && ms - cues[i].start < 1500) i--;
		playFrom(cues[Math.min(cues.length - 1, Math.max(0, i))].start);
	}
	let labels;
	function addButton(cue, i, pattern) {
		const block = cue.element.parentElement;
		const button = pattern.cloneNode(true);
		cue.button = button;
		button.addEventListener("click", () => {
			if (i === current && !audio.paused) audio.pause();
			else playFrom(cue.start);
		});
		/* in a table a button a row is enough */
		if (!block.matches("td:not(:first-child), th:not(:first-child)"))
			cue.element.after(button);
		if (block.querySelectorAll(".s").length === 1 && !block.matches("td, th, caption"))
			block.classList.add("solo");
		cue.element.addEventListener("click", (event) => {
			if (!event.target.closest("a, button") && String(getSelection()) === "")
				playFrom(cue.start);
		});
	}
	function startListening() {
		audio = find("_audio");
		if (!audio) return;
		const pattern = find("_say").content.firstElementChild;
		const data = JSON.parse(find("_times").textContent);
		labels = data.labels;
		cues = data.cues.map(([id, start, end]) => ({ element: find(id), start, end }))
			.filter((cue) => cue.element);
		cues.forEach((cue, i) => addButton(cue, i, pattern));
		root.classList.add("hears");
		audio.addEventListener("play", () => {
			find("_dock").hidden = false;
			measureDock();
			showState();
			follow();
		});
		for (const event of ["pause", "ended"]) audio.addEventListener(event, showState);
		for (const event of ["seeked", "timeupdate"])
			audio.addEventListener(event, () => mark(cueAt(audio.currentTime * 1000)));
		audio.addEventListener("error", () => { find("_missing").hidden = false; });
		for (const link of document.querySelectorAll("[data-start]"))
			link.addEventListener("click", (event) => {
				event.preventDefault();
				playFrom(Number(link.dataset.start));
			});
		find("_play").addEventListener("click", toggle);
		find("_start").addEventListener("click", () => playFrom(0));
		find("_start").hidden = false;
		find("_back").addEventListener("click", () => step(-1));
		find("_next").addEventListener("click", () => step(1));
		choose(find("_speeds"), recall("speed", "1"), (speed) => {
			setSpeed(speed);
			remember("speed", speed);
		});
		setSpeed(recall("speed", "1"));
		startChecks();
		addEventListener("resize", measureDock);
		addEventListener("keydown", (event) => {
			if (event.key === "Escape") audio.pause();
		});
	}
	function setSpeed(speed) {
		audio.defaultPlaybackRate = audio.playbackRate = Number(speed) || 1;
	}
	function startChecks() {
		const buttons = find("_buttons"), following = find("_follow");
		const show = () => root.classList.toggle("no-buttons", !buttons.checked);
		buttons.checked = recall("buttons", "yes") === "yes";
		following.checked = recall("follow", "yes") === "yes";
		buttons.addEventListener("change", () => {
			show();
			remember("buttons", buttons.checked ? "yes" : "no");
		});
		following.addEventListener("change", () =>
			remember("follow", following.checked ? "yes" : "no"));
		find("_buttons-row").hidden = false;
		show();
	}

	root.dataset.theme = recall("theme", "white");
	root.dataset.size = size;
	addEventListener("DOMContentLoaded", () => {
		startWords();
		startListening();
		startLooks();
		startTables();
	});
})();
