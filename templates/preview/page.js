"use strict";
/* The live preview: a pane for each edition, and the checker's messages. The
   server says with an event what there is; a pane is loaded anew only if its
   edition has a new revision, and stays at its place. */
(function () {
	const find = (id) => document.getElementById(id);
	const make = (name, properties = {}, ...children) => {
		const element = Object.assign(document.createElement(name), properties);
		element.append(...children);
		return element;
	};
	const ORDER = ["html", "pdf", "text", "audio", "index"];
	const KINDS = { html: Frame, index: Frame, text: Frame, pdf: Pages, audio: Sound };
	const panes = new Map();
	const chosen = remembered("everyread-preview-hidden");
	const quiet = remembered("everyread-preview-quiet");
	let now = null;
	let messages = [], lines = "";

	/* A set of names that this browser remembers, if it may. */
	function remembered(key) {
		let names;
		try { names = new Set(JSON.parse(localStorage.getItem(key) || "[]")); }
		catch { names = new Set(); }
		return {
			has: (name) => names.has(name),
			set(name, is) {
				if (is) names.add(name); else names.delete(name);
				try { localStorage.setItem(key, JSON.stringify([...names])); }
				catch { /* then it is chosen anew next time */ }
			},
		};
	}

	const words = (name) => {
		const text = name.replace(/(\w\w)-/g, "$1 ");
		return text[0].toUpperCase() + text.slice(1);
	};
	const address = (edition, start = "build") =>
		`/${start}/${edition.build}/${encodeURIComponent(edition.file)}`;

	function check(text, is, change) {
		const input = make("input", { type: "checkbox", checked: is });
		input.addEventListener("change", () => change(input.checked));
		return make("label", {}, input, text);
	}

	/* ---- a page or a text, in a frame ---- */

	/* Which sentences are seen, and where: the first of them that is there
	   still is put at the same place. */
	function placeOf(view) {
		const seen = [];
		for (const s of view.document.querySelectorAll(".s[id]")) {
			const box = s.getBoundingClientRect();
			if (box.bottom > 0 && box.height > 0) seen.push([s.id, box.top]);
			if (seen.length === 30) break;
		}
		return { seen, x: view.scrollX, y: view.scrollY };
	}

	function goTo(view, place) {
		let top = place.y;
		for (const [id, y] of place.y > 0 ? place.seen : []) {
			const s = view.document.getElementById(id);
			if (s === null || s.getBoundingClientRect().height === 0) continue;
			top = view.scrollY + s.getBoundingClientRect().top - y;
			break;
		}
		view.scrollTo({ left: place.x, top, behavior: "instant" });
	}

	function Frame(body, title) {
		let shown = null, coming = null;
		return {
			show(edition) {
				const next = make("iframe", { title, className: "coming" });
				if (coming) coming.remove();
				coming = next;
				next.addEventListener("load", () => {
					if (coming !== next) return;
					const hadFocus = document.activeElement === shown;
					if (shown) {
						goTo(next.contentWindow, placeOf(shown.contentWindow));
						shown.remove();
					}
					next.className = "";
					shown = next;
					coming = null;
					if (hadFocus) next.focus();
				});
				next.src = `${address(edition)}?r=${edition.revision}`;
				body.append(next);
			},
		};
	}

	/* ---- the pages of a PDF ---- */

	function Pages(body, title) {
		const list = make("ol", { className: "pages", tabIndex: 0 });
		const images = [];
		const load = (image) => {
			if (image.isSeen && image.getAttribute("src") !== image.wanted)
				image.src = image.wanted;
		};
		const observer = new IntersectionObserver((entries) => {
			for (const entry of entries) {
				entry.target.isSeen = entry.isIntersecting;
				load(entry.target);
			}
		}, { root: list, rootMargin: "50% 0px" });

		list.setAttribute("aria-label", `${title}, page by page`);
		body.append(list);
		function fit(count) {
			while (images.length > count) {
				const image = images.pop();
				observer.unobserve(image);
				image.parentNode.remove();
			}
			while (images.length < count) {
				const image = make("img");
				images.push(image);
				list.append(make("li", {}, image));
				observer.observe(image);
			}
		}
		return {
			show(edition) {
				const pixels = list.clientWidth * Math.min(devicePixelRatio, 2);
				const width = Math.min(2400, Math.max(200, Math.ceil(pixels / 100) * 100));
				fit(edition.pages);
				images.forEach((image, i) => {
					image.alt = `Page ${i + 1} of ${edition.pages}`;
					/* its place is kept before it is there, and stays the same */
					image.style.aspectRatio = `${edition.width} / ${edition.height}`;
					image.wanted = `${address(edition, "page")}?page=${i + 1}&width=${width}`;
					load(image);
				});
			},
		};
	}

	/* ---- the sound ---- */

	function Sound(body, title) {
		const audio = make("audio", { controls: true, preload: "none" });
		audio.setAttribute("aria-label", title);
		body.append(audio);
		return {
			show(edition) {
				const at = audio.currentTime;
				audio.src = `${address(edition)}?r=${edition.revision}`;
				if (at > 0) {
					audio.preload = "metadata";
					audio.addEventListener("loadedmetadata",
						() => { audio.currentTime = Math.min(at, audio.duration); },
						{ once: true });
				}
			},
		};
	}

	/* ---- panes ---- */

	function addPane(edition) {
		const title = words(edition.name);
		const pane = make("section", { className: "pane", hidden: chosen.has(edition.name) });
		const link = make("a", { textContent: "Open alone", target: "_blank", hidden: true });
		const note = make("p", { className: "note", hidden: true });
		const empty = make("p", { className: "empty" });
		const body = make("div", { className: "body" }, empty);
		const heading = make("h2", { textContent: title, id: `pane-${edition.name}` });

		link.setAttribute("aria-label", `Open alone: ${title}`);
		pane.classList.toggle("low", edition.writer === "audio" || !KINDS[edition.writer]);
		pane.setAttribute("aria-labelledby", heading.id);
		pane.append(make("header", {}, heading, link), note, body);
		const choice = check(title, !pane.hidden, (is) => {
			pane.hidden = !is;
			chosen.set(edition.name, !is);
		});
		find("choice").append(choice);
		panes.set(edition.name, { pane, link, note, empty, body, choice, title,
			writer: edition.writer, view: null, revision: 0 });
	}

	function removePane(name) {
		const pane = panes.get(name);
		pane.pane.remove();
		pane.choice.remove();
		panes.delete(name);
	}

	function noteOf(edition, state) {
		if (edition.old) return "This is what worked last. The new state has errors.";
		if (edition.writer === "audio" && state.state !== "ready" &&
			edition.build < state.build)
			return "This is the sound of an earlier state. The new one follows.";
		return "";
	}

	function emptyNote(edition, state) {
		if (state.state === "broken")
			return "There is nothing to show yet. Put the errors right, then save.";
		return "This follows in a moment.";
	}

	function showPane(pane, edition, state) {
		const note = noteOf(edition, state);

		if (edition.file !== null && pane.view === null && KINDS[edition.writer])
			pane.view = KINDS[edition.writer](pane.body, pane.title);
		pane.note.textContent = note;
		pane.note.hidden = note === "";
		pane.empty.hidden = edition.file !== null && pane.view !== null;
		pane.empty.textContent = edition.file === null ? emptyNote(edition, state)
			: "A browser does not show this format. Open the file in a program for it.";
		if (edition.file === null) return;
		pane.link.hidden = false;
		pane.link.href = address(edition);
		if (pane.view && pane.revision !== edition.revision) {
			pane.view.show(edition);
			pane.revision = edition.revision;
		}
	}

	function showPanes(state) {
		const rank = (e) => (ORDER.indexOf(e.writer) + ORDER.length + 1) % (ORDER.length + 1);
		const editions = [...state.editions].sort((a, b) => rank(a) - rank(b));
		const wanted = new Map(editions.map((e) => [e.name, e.writer]));
		for (const [name, pane] of panes)
			if (wanted.get(name) !== pane.writer) removePane(name);
		editions.forEach((edition, i) => {
			if (!panes.has(edition.name)) addPane(edition);
			const pane = panes.get(edition.name);
			/* moving a pane would load its frame anew */
			if (find("panes").children[i] !== pane.pane)
				find("panes").insertBefore(pane.pane, find("panes").children[i] || null);
			showPane(pane, edition, state);
		});
	}

	/* ---- messages ---- */

	const LEVELS = [["error", "error", "errors"], ["rule", "rule broken", "rules broken"],
		["warning", "warning", "warnings"], ["suspicion", "suspicion", "suspicions"],
		["note", "note", "notes"]];
	const levelOf = (message) =>
		LEVELS.some((level) => level[0] === message.level) ? message.level : "error";
	const count = (level) => messages.filter((m) => levelOf(m) === level).length;
	const sum = ([level, one, more]) => `${count(level)} ${count(level) === 1 ? one : more}`;

	function messageItem(message) {
		const level = levelOf(message);
		const item = make("li", { className: level === "note" ? "note-level" : level });
		const head = make("p", {}, make("span", { className: "level", textContent: words(level) }),
			` ${message.rule}`);
		if (message.file !== null) {
			const at = message.line > 0 ? `:${message.line}` : "";
			head.append(" ", make("span", { className: "place",
				textContent: message.file.replace(/^.*\//, "") + at, title: message.file + at }));
		}
		item.append(head, make("p", { textContent: message.message[0].toUpperCase() + message.message.slice(1) }));
		if (message.span)
			item.append(make("p", { className: "words", textContent: message.span }));
		if (message.replacement)
			item.append(make("p", { textContent: `Write instead: ${message.replacement}` }));
		if (message.do)
			item.append(make("p", { textContent: message.do }));
		if (message.why)
			item.append(make("details", {}, make("summary", { textContent: "Why?" }),
				make("p", { textContent: message.why })));
		return item;
	}

	function showMessages() {
		const rank = (m) => LEVELS.findIndex((level) => level[0] === levelOf(m));
		const shown = messages.filter((m) => !quiet.has(levelOf(m)))
			.map((m, i) => [m, i]).sort((a, b) => rank(a[0]) - rank(b[0]) || a[1] - b[1]);
		const place = find("messages").scrollTop;
		find("list").replaceChildren(...shown.map(([m]) => messageItem(m)));
		find("none").hidden = messages.length > 0;
		find("messages").scrollTop = place;
	}

	function showLevels() {
		for (const level of LEVELS) {
			const id = `level-${level[0]}`;
			if (!find(id)) {
				const label = check(make("span"), !quiet.has(level[0]), (is) => {
					quiet.set(level[0], !is);
					showMessages();
				});
				label.id = id;
				find("levels").append(label);
			}
			find(id).querySelector("span").textContent = sum(level);
			find(id).hidden = count(level[0]) === 0;
		}
		find("levels").hidden = messages.length === 0;
	}

	async function loadMessages(revision) {
		const said = await (await fetch("/messages")).text();
		/* newer ones may be on their way; equal ones stay as they are */
		if (now.messages !== revision || said === lines) return;
		lines = said;
		messages = lines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
		showLevels();
		showMessages();
		showState();
	}

	/* ---- the state ---- */

	function showState() {
		const says = {
			building: "Making it new …",
			sound: "Ready. The sound follows.",
			ready: "Ready.",
			broken: "You see what worked last.",
		};
		const sums = LEVELS.slice(0, 3).filter((level) => count(level[0]) > 0).map(sum);
		const parts = [says[now.state]];
		if (now.state !== "building" && sums.length > 0) parts.push(`${sums.join(", ")}.`);
		if (now.state === "broken") parts.reverse();
		const text = parts.join(" ");
		if (find("state").textContent !== text) find("state").textContent = text;
		find("state").className = now.state;
	}

	const events = new EventSource("/events");
	events.addEventListener("state", (event) => {
		const before = now;
		now = JSON.parse(event.data);
		const title = now.title || "Preview";
		find("title").textContent = title;
		document.title = `${now.state === "broken" ? "Errors: " : ""}${title} – preview`;
		showPanes(now);
		showState();
		if (before === null || before.messages !== now.messages)
			loadMessages(now.messages).catch(() => {});
	});
	events.addEventListener("error", () => {
		find("state").textContent =
			"The preview has stopped. Start it again: everyread preview FILE.";
		find("state").className = "broken";
	});
})();
