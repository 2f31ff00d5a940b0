"use strict";
/* The review page: a sentence at a time, and what a person says of it. The
   words of the page are in page.html; what is asked is in #_data; the file
   that comes out is described in docs/review-format.md. switches.js and
   send.js add to this. */
const review = (function () {
	const root = document.documentElement;
	const find = (id) => document.getElementById(id);
	const fill = (text, values) =>
		text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
	const news = (name) => {
		find("_news").textContent = "";
		find("_news").textContent = find("_news").dataset[name];
	};

	/* ---- what stays for the next visit, if the browser may keep it ---- */
	let canKeep = true;
	function remember(name, value) {
		try {
			localStorage.setItem("everyread-" + name, value);
			return true;
		} catch (e) {
			canKeep = false;
			return false;
		}
	}
	function recall(name, otherwise) {
		try {
			return localStorage.getItem("everyread-" + name) ?? otherwise;
		} catch (e) {
			canKeep = false;
			return otherwise;
		}
	}

	/* ---- the sentences and questions, in the order they are asked ---- */
	let data, steps = [], at = 0, practising = false;
	function makeSteps() {
		const asked = new Set();
		const ask = (question) => {
			asked.add(question);
			steps.push({ question });
		};
		for (const sentence of data.sentences) {
			steps.push({ sentence });
			data.questions.filter((q) => q.after === sentence.id).forEach(ask);
		}
		data.questions.filter((q) => !asked.has(q)).forEach(ask);
	}
	const idOf = (step) => (step.sentence || step.question).id;

	/* ---- what was said ---- */
	const fresh = (code) => ({ code, helped: false, order: "picture", at: 0,
		session: today(), answers: {}, questions: {}, comment: "" });
	let said, filed = true; /* whether a file holds all that was said */
	function today() {
		const now = new Date();
		const two = (n) => String(n).padStart(2, "0");
		return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
	}
	function entryOf(step) {
		return step.sentence ? said.answers[step.sentence.id] : said.questions[step.question.id];
	}
	const isAnswered = (entry) => entry !== undefined && Object.keys(entry).length > 3;
	const isAsked = (entry) => entry !== undefined && Object.keys(entry).length > 2;
	const isDone = (step) => step.sentence ? isAnswered(entryOf(step)) : isAsked(entryOf(step));
	const countDone = (some) => some.filter(isDone).length;
	/* The file, or a part of it. */
	function record(answers, questions) {
		const file = { ...data.head, reviewer: said.code, session: said.session,
			saved: new Date().toISOString(),
			mode: review.inRoom ? "room" : "screen", supporter: said.helped };
		if (answers.length > 0) file.answers = answers;
		if (questions.length > 0) file.questions = questions;
		if (said.comment !== "") file.comment = said.comment;
		return file;
	}
	function wholeRecord() {
		return record(
			data.sentences.map((s) => said.answers[s.id]).filter(isAnswered),
			data.questions.map((q) => said.questions[q.id]).filter(isAsked));
	}
	const keyOf = (code) => ["review", data.head.publication, data.head.pack, code].join("-");
	/* What was never sent of the drafts before this one: names to recall. */
	function unsentOfOlder(code) {
		const start = "everyread-review-" + data.head.publication + "-", end = "-" + code + "-unsent";
		const isPack = (text) => /^[0-9a-f]{12}$/.test(text) && text !== data.head.pack;
		try {
			return Object.keys(localStorage).filter((key) => key.startsWith(start) &&
				key.endsWith(end) && isPack(key.slice(start.length, -end.length)))
				.map((key) => key.slice("everyread-".length)).sort();
		} catch (e) {
			return [];
		}
	}
	function store() {
		remember(keyOf(said.code), JSON.stringify(
			{ ...wholeRecord(), at: said.at, order: said.order }));
	}
	function keep() {
		filed = false;
		store();
		showDone();
	}
	/* From a file, or what the browser kept; false if it is of another draft.
	   What was said of an older one holds for sentences that are the same. */
	function takeRecord(file, mayBeOlder = false) {
		if (file === null || typeof file !== "object" ||
			file.format !== data.head.format || (file.pack !== data.head.pack && !mayBeOlder) ||
			file.publication !== data.head.publication) return false;
		said.session = file.session || said.session;
		said.helped = Boolean(file.supporter);
		said.comment = file.comment || said.comment;
		for (const answer of file.answers || [])
			if (data.sentences.some((s) => s.id === answer.sentence && s.hash === answer.hash))
				said.answers[answer.sentence] = answer;
		for (const answer of file.questions || [])
			if (data.questions.some((q) => q.id === answer.question && q.hash === answer.hash))
				said.questions[answer.question] = answer;
		return true;
	}
	function readKept(code) {
		try {
			return JSON.parse(recall(keyOf(code), "null"));
		} catch (e) {
			return null;
		}
	}
	function takeKept(code) {
		const kept = readKept(code);
		said = fresh(code);
		if (!takeRecord(kept)) return false;
		said.at = Math.min(steps.length - 1, Math.max(0, Number(kept.at) || 0));
		said.order = kept.order === "both" ? "both" : "picture";
		return true;
	}

	/* ---- reading aloud ---- */
	const audio = new Audio();
	let playing = null; /* the button that plays */
	let queue = [];
	function stopSound() {
		audio.pause();
		queue = [];
		if (playing) playing.classList.remove("on");
		for (const e of document.querySelectorAll(".sentence.now")) e.classList.remove("now");
		playing = null;
	}
	function playNext() {
		const clip = queue.shift();
		if (clip === undefined) {
			stopSound();
			return;
		}
		audio.src = "data:audio/mpeg;base64," + clip;
		audio.playbackRate = audio.defaultPlaybackRate = Number(recall("speed", "1")) || 1;
		audio.play().catch(() => stopSound());
	}
	/* Plays the clips; the same button stops them. */
	function say(button, keys, marked) {
		const again = playing === button;
		stopSound();
		if (again) return;
		queue = keys.map((key) => data.clips[key]).filter((clip) => clip !== undefined);
		if (queue.length === 0) return;
		playing = button;
		button.classList.add("on");
		if (marked) marked.classList.add("now");
		playNext();
	}

	/* ---- screens ---- */
	const screens = ["_welcome", "_item", "_question", "_end"];
	let shown = "_welcome";
	function showScreen(id) {
		stopSound();
		shown = id;
		for (const screen of screens) find(screen).hidden = screen !== id;
		const steppable = id === "_item" || id === "_question";
		find("_steps").hidden = !steppable;
		find("_bar").hidden = !steppable || practising;
		showDone();
		scrollTo(0, 0);
		find(id).querySelector("h1").focus({ preventScroll: true });
		document.dispatchEvent(new Event("screen"));
	}
	function showDone() {
		if (!said) return;
		const n = countDone(steps);
		find("_done").textContent = fill(find("_done").dataset.text, { n, all: steps.length });
		find("_end-done").textContent = find("_done").textContent;
		find("_track").style.width = (100 * n / steps.length) + "%";
		const step = steps[at], entry = step && !practising && entryOf(step);
		find("_undo").hidden = practising || !isAnswered(entry || undefined);
		find("_question-undo").hidden = !isAsked(entry || undefined);
		showKept();
	}
	function showKept() {
		const kept = find("_kept").dataset;
		const needsFile = !review.inRoom || review.isWaiting();
		find("_save").hidden = find("_hand-over").hidden = !needsFile;
		find("_told").hidden = needsFile;
		find("_kept").textContent = review.inRoom
			? (review.isWaiting() ? kept.waiting : kept.sent)
			: (canKeep ? kept.kept : kept.lost);
	}
	function show(i) {
		practising = false;
		at = Math.min(steps.length - 1, Math.max(0, i));
		said.at = at;
		if (countDone(steps) > 0) store();
		if (steps[at].sentence) showSentence(steps[at].sentence);
		else showQuestion(steps[at].question);
	}
	function next() {
		if (shown === "_item" && find("_second").hidden) reveal();
		else if (practising) showWelcome();
		else if (at + 1 < steps.length) show(at + 1);
		else showEnd(true);
	}
	function back() {
		if (practising || at === 0) showWelcome();
		else show(at - 1);
	}

	/* ---- one sentence ---- */
	let asked; /* the sentence on the screen */
	const isWord = (text) => /[\p{L}\p{N}]/u.test(text);
	/* Words with their places, as code points: without the marks around them. */
	function wordsOf(text) {
		const words = [];
		for (const match of text.matchAll(/\S+/gu)) {
			if (!isWord(match[0])) continue;
			const core = match[0].match(/[\p{L}\p{N}].*[\p{L}\p{N}%]|[\p{L}\p{N}]/u);
			const index = match.index + core.index;
			const from = [...text.slice(0, index)].length;
			words.push({ text: core[0], from, to: from + [...core[0]].length, index });
		}
		return words;
	}
	function putWords(line, sentence) {
		line.replaceChildren();
		line.lang = sentence.lang;
		line.dir = sentence.dir;
		let end = 0;
		for (const word of wordsOf(sentence.words)) {
			const span = document.createElement("span");
			span.className = "w";
			span.textContent = word.text;
			span.dataset.from = word.from;
			line.append(sentence.words.slice(end, word.index), span);
			end = word.index + word.text.length;
		}
		line.append(sentence.words.slice(end));
	}
	function putPicture(image, index, alt) {
		const picture = data.pictures[index];
		image.hidden = picture === undefined;
		if (picture) image.src = picture.src;
		else image.removeAttribute("src");
		image.alt = alt;
	}
	/* A group of radio buttons with pictures: [value, name, picture]. */
	function putChoices(list, name, choices) {
		list.replaceChildren(...choices.map(([value, text, index]) => {
			const label = document.createElement("label");
			label.className = "choice";
			const input = document.createElement("input");
			input.type = "radio";
			input.name = name;
			input.value = value;
			label.append(input);
			if (data.pictures[index]) {
				const image = document.createElement("img");
				image.src = data.pictures[index].src;
				image.alt = "";
				label.append(image);
			}
			const words = document.createElement("span");
			words.textContent = text;
			label.append(words);
			return label;
		}));
	}
	function putOthers(sentence) {
		const list = find("_others-list");
		putChoices(list, "other", [
			...sentence.others.map((index, i) => [data.pictures[index].name,
				fill(list.dataset.text, { n: i + 1, alt: data.pictures[index].alt }), index]),
			["none of these", list.dataset.none, -1]]);
	}
	function putHardWords(sentence) {
		find("_hard-words").replaceChildren(...wordsOf(sentence.words).map((word) => {
			const button = document.createElement("button");
			button.type = "button";
			button.textContent = word.text;
			button.lang = sentence.lang;
			button.dataset.from = word.from;
			button.setAttribute("aria-pressed", "false");
			return button;
		}));
	}
	const chosen = (name) => {
		const input = document.querySelector(`input[name="${name}"]:checked`);
		return input ? input.value : undefined;
	};
	function choose(name, value) {
		for (const input of document.querySelectorAll(`input[name="${name}"]`))
			input.checked = input.value === value;
	}
	function setHard(from, on) {
		find("_hard-words").querySelector(`[data-from="${from}"]`)
			.setAttribute("aria-pressed", String(on));
		find("_sentence").querySelector(`[data-from="${from}"]`)
			.classList.toggle("is-hard", on);
	}
	/* The comment holds what a better picture must show in a line of its own. */
	function splitComment(comment) {
		const prefix = find("_draw").dataset.prefix;
		const lines = comment.split("\n");
		return lines[0].startsWith(prefix)
			? [lines[0].slice(prefix.length), lines.slice(1).join("\n")] : ["", comment];
	}
	function putAnswer(answer) {
		const picture = answer.picture || {};
		const [draw, comment] = splitComment(answer.comment || "");
		choose("face", answer.face);
		choose("fits", picture.ok);
		choose("other", picture.choice);
		find("_shows").value = picture.shows || "";
		find("_draw").value = draw;
		find("_comment").value = comment;
		find("_suggestion").value = answer.suggestion || "";
		choose("typed", answer.suggestion_by || (said.helped ? "supporter" : "reviewer"));
		find("_means").value = answer.means || "";
		for (const word of answer.hard || [])
			if (find("_hard-words").querySelector(`[data-from="${word.from}"]`))
				setHard(word.from, true);
		find("_hard").open = Boolean(answer.hard);
		find("_better").open = Boolean(answer.suggestion);
		find("_meaning").open = Boolean(answer.means || comment);
		showOthers();
	}
	/* What was typed, without what no file can hold: half characters, codes. */
	const typed = (id) => find(id).value.trim()
		.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
		.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Noncharacter_Code_Point}/gu, "");
	/* What the controls say, as an answer of the file. */
	function readAnswer(sentence) {
		const answer = { sentence: sentence.id, hash: sentence.hash, words: sentence.words };
		const set = (object, name, value) => {
			if (value !== undefined && value !== "") object[name] = value;
		};
		const hard = wordsOf(sentence.words).filter((word) =>
			find("_hard-words").querySelector(`[data-from="${word.from}"]`)
				.getAttribute("aria-pressed") === "true");
		const picture = {};
		set(answer, "face", chosen("face"));
		set(answer, "means", typed("_means"));
		if (hard.length > 0)
			answer.hard = hard.map((word) => ({ text: word.text, from: word.from, to: word.to }));
		set(answer, "suggestion", typed("_suggestion"));
		if (answer.suggestion) answer.suggestion_by = chosen("typed");
		set(picture, "ok", chosen("fits"));
		set(picture, "choice", chosen("other"));
		set(picture, "shows", typed("_shows"));
		if (Object.keys(picture).length > 0)
			answer.picture = { name: sentence.picture_name, ...picture };
		const draw = typed("_draw").replace(/\s+/g, " ");
		set(answer, "comment", [draw && find("_draw").dataset.prefix + draw,
			typed("_comment")].filter(Boolean).join("\n"));
		return answer;
	}
	function showOthers() {
		const fits = chosen("fits");
		find("_others").hidden = fits !== "no" && fits !== "unsure";
		find("_draw-field").hidden = chosen("other") !== "none of these";
	}
	function showSentence(sentence) {
		asked = sentence;
		const place = find("_place");
		const answer = practising ? {} : said.answers[sentence.id] || {};
		const withPicture = sentence.picture >= 0;
		const title = practising ? "practice" : sentence.kind === "heading" ? "heading" : "sentence";
		place.textContent = fill(place.dataset[title],
			{ n: sentence.number, all: data.sentences.at(-1).number });
		find("_part").textContent = sentence.section_title;
		find("_part").hidden = sentence.section_title === "";
		find("_context").textContent = sentence.context;
		find("_context").hidden = sentence.context === "";
		/* before the words are seen, its own words would tell */
		putPicture(find("_first-picture"), sentence.picture,
			find("_first").querySelector(".ask").textContent);
		putPicture(find("_picture"), sentence.picture, sentence.alt);
		find("_item").querySelector(".row").classList.toggle("bare", !withPicture);
		putWords(find("_sentence"), sentence);
		find("_listen").hidden = data.clips[sentence.clip] === undefined;
		putHardWords(sentence);
		putOthers(sentence);
		find("_fits").hidden = !withPicture;
		putAnswer(answer);
		const first = withPicture && said.order === "picture" && !isAnswered(
			Object.keys(answer).length > 0 ? answer : undefined);
		showFirst(first);
		showScreen("_item");
	}
	/* The picture alone; then "Show me the words" takes the place of "Next". */
	function showFirst(first) {
		find("_first").hidden = !first;
		find("_second").hidden = first;
		find("_next").hidden = first;
	}
	function reveal() {
		showFirst(false);
		find("_place").focus({ preventScroll: true });
		scrollTo(0, 0);
		document.dispatchEvent(new Event("screen"));
	}
	function changeAnswer() {
		showOthers();
		if (practising) return;
		said.answers[asked.id] = readAnswer(asked);
		keep();
		review.send([said.answers[asked.id]], []);
	}
	function undoAnswer() {
		const nothing = { sentence: asked.id, hash: asked.hash, words: asked.words };
		delete said.answers[asked.id];
		keep();
		review.send([nothing], []);
		showSentence(asked);
	}
	function practise() {
		practising = true;
		showSentence(data.practice);
	}

	/* ---- a question ---- */
	function showQuestion(question) {
		find("_next").hidden = false;
		const place = find("_question-place"), list = find("_answers-list");
		const answer = said.questions[question.id] || {};
		place.textContent = fill(place.dataset.text,
			{ n: question.number, all: data.questions.length });
		find("_question-part").textContent = question.section_title;
		putWords(find("_question-words"), question);
		find("_question-listen").hidden = data.clips[question.clip] === undefined;
		putChoices(list, "choice", [
			...question.answers.map((a) => [String(a.choice), a.words, a.picture]),
			["0", list.dataset.unknown, -1]]);
		choose("choice", answer.choice === undefined ? undefined : String(answer.choice));
		find("_said").value = answer.said || "";
		showScreen("_question");
	}
	function changeQuestion() {
		const question = steps[at].question;
		const answer = { question: question.id, hash: question.hash };
		const choice = chosen("choice"), words = typed("_said");
		if (choice !== undefined) answer.choice = Number(choice);
		if (words !== "") answer.said = words;
		said.questions[question.id] = answer;
		keep();
		review.send([], [answer]);
	}
	function undoQuestion() {
		const question = steps[at].question;
		delete said.questions[question.id];
		keep();
		review.send([], [{ question: question.id, hash: question.hash }]);
		showQuestion(question);
	}

	/* ---- the start and the end ---- */
	const isCode = (text) => /^[A-Z]{1,3}[0-9]{1,3}$/.test(text);
	const readCode = () => find("_code").value.trim().toUpperCase();
	function stepCode(by) {
		const parts = readCode().match(/^([A-Z]{1,3})([0-9]{1,3})$/);
		const n = parts ? Math.min(999, Math.max(1, Number(parts[2]) + by)) : 1;
		find("_code").value = (parts ? parts[1] : "R") + n;
		showFound();
	}
	function showFound() {
		const code = readCode(), found = find("_found"), start = find("_start");
		const kept = isCode(code) ? readKept(code) : null;
		const n = kept ? (kept.answers || []).length + (kept.questions || []).length : 0;
		found.hidden = n === 0;
		found.textContent = fill(found.dataset.text, { code, n, all: steps.length });
		start.textContent = n > 0 ? start.dataset.carryOn : start.dataset.start;
		if (isCode(code)) find("_code-wrong").hidden = true;
		find("_code-taken").hidden = true;
	}
	function showWelcome() {
		practising = false;
		showFound();
		showScreen("_welcome");
	}
	async function start(event) {
		event.preventDefault();
		const code = readCode();
		find("_code-wrong").hidden = isCode(code);
		if (!isCode(code)) {
			find("_code").focus();
			return;
		}
		const carriesOn = takeKept(code);
		said.helped = chosen("helped") === "yes";
		said.order = chosen("order");
		if (!(await review.join(code))) return;
		remember("code", code);
		filed = true;
		show(carriesOn || countDone(steps) > 0 ? firstOpen() : 0);
	}
	/* Where to carry on: at the first one without an answer, from where they were. */
	function firstOpen() {
		for (let i = said.at; i < steps.length; i++)
			if (!isDone(steps[i])) return i;
		return said.at;
	}
	function showEnd(isEnd) {
		const name = find("_end-name");
		name.textContent = isEnd ? name.dataset.end : name.dataset.stop;
		find("_whole").value = said.comment;
		const parts = new Map();
		steps.forEach((step, i) => {
			const title = (step.sentence || step.question).section_title;
			if (!parts.has(title)) parts.set(title, { first: i, steps: [] });
			parts.get(title).steps.push(step);
		});
		find("_parts").replaceChildren(...[...parts].map(([title, part]) => {
			const item = document.createElement("li"), button = document.createElement("button");
			button.type = "button";
			button.textContent = fill(find("_parts").dataset.text,
				{ title, n: countDone(part.steps), all: part.steps.length });
			button.addEventListener("click", () => show(part.first));
			item.append(button);
			return item;
		}));
		showScreen("_end");
	}
	function save() {
		const file = wholeRecord();
		const link = document.createElement("a");
		link.href = URL.createObjectURL(new Blob(
			[JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
		link.download = [file.publication, file.reviewer, file.session].join("-") + ".json";
		document.body.append(link);
		link.click();
		link.remove();
		setTimeout(() => URL.revokeObjectURL(link.href), 10000);
		filed = true;
		find("_kept").textContent = fill(find("_kept").dataset.filed, { name: link.download });
		news("saved");
	}
	async function openFile() {
		let taken = false;
		const file = find("_open").files[0];
		if (!file) return;
		try {
			const content = JSON.parse(await file.text());
			if (isCode(content.reviewer)) {
				said = fresh(content.reviewer);
				taken = takeRecord(content);
			}
		} catch (e) { /* no JSON: said below */ }
		find("_open-wrong").hidden = taken;
		find("_open").value = "";
		if (!taken) return;
		find("_code").value = said.code;
		choose("helped", said.helped ? "yes" : "no");
		keep();
		filed = true;
		showFound();
		find("_start").focus();
	}

	/* ---- looks ---- */
	const LARGEST = 5;
	let size = Math.min(LARGEST, Math.max(0, Number(recall("size", 0)) || 0));
	function showSize() {
		root.dataset.size = size;
		find("_smaller").setAttribute("aria-disabled", size === 0);
		find("_bigger").setAttribute("aria-disabled", size === LARGEST);
	}
	function changeSize(by) {
		size = Math.min(LARGEST, Math.max(0, size + by));
		remember("size", size);
		showSize();
	}
	/* A choice of looks that stays: its radio buttons, and what it changes. */
	function startLook(name, otherwise, change) {
		const value = recall(name, otherwise);
		choose(name, value);
		change(value);
		for (const input of document.querySelectorAll(`input[name="${name}"]`))
			input.addEventListener("change", () => {
				remember(name, input.value);
				change(input.value);
			});
	}
	function startLooks() {
		startLook("theme", "white", (theme) => { root.dataset.theme = theme; });
		startLook("spacing", "normal", (spacing) => { root.dataset.spacing = spacing; });
		startLook("speed", "1", (speed) => { audio.playbackRate = Number(speed) || 1; });
		find("_smaller").addEventListener("click", () => changeSize(-1));
		find("_bigger").addEventListener("click", () => changeSize(1));
		showSize();
	}

	/* ---- keys ---- */
	function pressAnswer(key) {
		const name = shown === "_item" ? "face" : "choice";
		const input = document.querySelectorAll(`#${shown} input[name="${name}"]`)[Number(key) - 1];
		if (!input || !input.offsetParent) return;
		input.focus();
		input.click();
	}
	function listen() {
		if (shown === "_item" && find("_second").hidden) find("_first").querySelector(".say").click();
		else if (shown === "_item") find("_listen").click();
		else if (shown === "_question") find("_question-listen").click();
	}
	function onKey(event) {
		const inside = (what) => event.target.closest && event.target.closest(what);
		if (event.key === "Escape") stopSound();
		if (event.ctrlKey || event.altKey || event.metaKey || find("_steps").hidden ||
			root.dataset.switches !== "0" || inside("textarea, select, input:not([type=radio])"))
			return;
		const rightToLeft = root.dir === "rtl";
		if (/^[1-9]$/.test(event.key)) pressAnswer(event.key);
		else if (event.key === " " && !inside("button, input, summary, a")) listen();
		else if (event.key.startsWith("Arrow") && inside("input")) return;
		else if (event.key === (rightToLeft ? "ArrowLeft" : "ArrowRight")) next();
		else if (event.key === (rightToLeft ? "ArrowRight" : "ArrowLeft")) back();
		else return;
		event.preventDefault();
	}

	/* ---- the page starts ---- */
	function onClick(id, action) {
		find(id).addEventListener("click", action);
	}
	function toggleHard(target) {
		const from = target.dataset.from;
		const button = find("_hard-words").querySelector(`[data-from="${from}"]`);
		setHard(from, button.getAttribute("aria-pressed") !== "true");
		find("_hard").open = true;
		changeAnswer();
	}
	function startButtons() {
		onClick("_code-less", () => stepCode(-1));
		onClick("_code-more", () => stepCode(1));
		onClick("_try", () => {
			said = fresh("R1");
			said.order = chosen("order");
			practise();
		});
		onClick("_reveal", reveal);
		onClick("_listen", () => say(find("_listen"), [asked.clip], find("_sentence")));
		onClick("_question-listen", () => {
			const question = steps[at].question;
			say(find("_question-listen"), [question.clip,
				...question.answers.map((a) => a.clip), "unknown"], find("_question-words"));
		});
		onClick("_undo", undoAnswer);
		onClick("_question-undo", undoQuestion);
		onClick("_back", back);
		onClick("_next", next);
		onClick("_stop", () => showEnd(false));
		onClick("_again", () => show(said.at));
		onClick("_leave", async () => {
			if (!await review.leave()) return;
			stepCode(1);
			showWelcome();
		});
		onClick("_save", save);
		for (const button of document.querySelectorAll("[data-say]")) {
			button.hidden = data.clips[button.dataset.say] === undefined;
			button.addEventListener("click", () => say(button, [button.dataset.say]));
		}
		for (const id of ["_sentence", "_hard-words"])
			find(id).addEventListener("click", (event) => {
				const target = event.target.closest("[data-from]");
				if (target && String(getSelection()) === "") toggleHard(target);
			});
	}
	function startFields() {
		find("_who").addEventListener("submit", start);
		find("_code").addEventListener("input", showFound);
		find("_open").addEventListener("change", openFile);
		find("_item").addEventListener("input", (event) => {
			if (!event.target.closest("button")) changeAnswer();
		});
		find("_question").addEventListener("input", changeQuestion);
		find("_whole").addEventListener("input", () => {
			said.comment = typed("_whole");
			keep();
			review.send([], []);
		});
		audio.addEventListener("ended", playNext);
		audio.addEventListener("error", stopSound);
		addEventListener("keydown", onKey);
		addEventListener("beforeunload", (event) => {
			if (filed || (canKeep && !review.inRoom) ||
				(review.inRoom && !review.isWaiting())) return;
			event.preventDefault();
			event.returnValue = "";
		});
	}
	root.dataset.theme = recall("theme", "white");
	root.dataset.spacing = recall("spacing", "normal");
	root.dataset.size = size;
	addEventListener("DOMContentLoaded", () => {
		data = JSON.parse(find("_data").textContent);
		makeSteps();
		find("_code").value = recall("code", "R1");
		startLooks();
		startButtons();
		startFields();
		showFound();
		document.dispatchEvent(new Event("ready"));
	});

	/* What send.js replaces where a session is served; alone, all is here. */
	return {
		inRoom: false,
		isWaiting: () => false,
		send: () => {},
		join: async () => true,
		leave: async () => true,
		/* what the other scripts use */
		find, fill, news, remember, recall, keyOf, startLook, record, takeRecord, showDone,
		unsentOfOlder,
	};
})();
