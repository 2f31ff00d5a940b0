/* In a session that everyread serves, each answer goes to the computer of the
   person who runs it. What is not confirmed is sent again, also after the
   page or the session was closed and opened anew, and after the draft has
   changed: what was said of the old words is kept as that. */
(function () {
	if (!/^https?:$/.test(location.protocol)) return;
	const { find, news } = review;
	const PAUSE = 300; /* ms: what is typed meanwhile goes with it */
	const FIRST_WAIT = 500, LONGEST_WAIT = 8000; /* ms, when it did not arrive */
	const TRIES = 5; /* before somebody else may not answer */
	const MOST = 24000; /* characters at once, and one answer more */
	const answers = new Map(), questions = new Map(); /* not yet confirmed */
	let older = []; /* nor what was said of drafts before: [name, part of a record] */
	let isOld = false; /* the draft has changed since this page was loaded */
	let comment = false, code = null, sending = false, delay = FIRST_WAIT, timer = 0;

	const isWaiting = () => answers.size + questions.size + older.length > 0 || comment;
	const waiting = () => review.record([...answers.values()], [...questions.values()]);
	const stateName = () => isWaiting() ? "waiting" : isOld ? "changed" : "sent";
	function showState() {
		const state = find("_state");
		state.hidden = code === null;
		state.textContent = find("_news").dataset[stateName()];
		find("_changed").hidden = !isOld;
		if (code !== null) review.remember(review.keyOf(code) + "-unsent",
			isWaiting() ? JSON.stringify(waiting()) : "null");
		review.showDone();
	}
	async function post(path, body) {
		return fetch(path, { method: "POST", body: JSON.stringify(body), credentials: "same-origin",
			headers: { "Content-Type": "application/json" } });
	}
	/* What the server replies once it has it on its disk, else null. A server
	   that was started anew knows the device, but must be told its code. */
	async function deliver(record) {
		try {
			let response = await post("answers", record);
			if (response.status === 403 && (await post("join", { code: record.reviewer })).ok)
				response = await post("answers", record);
			return response.ok ? await response.json() : null;
		} catch (e) {
			return null; /* nobody there: again later */
		}
	}
	/* As many of them as may go at once. */
	function some(map, room) {
		const chosen = new Map();
		for (const [id, entry] of map) {
			if (room <= 0) break;
			chosen.set(id, entry);
			room -= JSON.stringify(entry).length;
		}
		return [chosen, room];
	}
	/* A record that could not be sent whole, in parts. */
	function partsOf(record) {
		const { answers: said = [], questions: asked = [], ...head } = record;
		const parts = [], left = [new Map(said.entries()), new Map(asked.entries())];
		do {
			const [someAnswers, room] = some(left[0], MOST);
			const [someQuestions] = some(left[1], room);
			parts.push({ ...head, answers: [...someAnswers.values()],
				questions: [...someQuestions.values()] });
			for (const key of someAnswers.keys()) left[0].delete(key);
			for (const key of someQuestions.keys()) left[1].delete(key);
		} while (left[0].size + left[1].size > 0);
		return parts;
	}
	/* The oldest of what was said of drafts before this one. */
	async function deliverOlder() {
		const [name, part] = older[0], to = code;
		const reply = await deliver(part);
		if (reply === null || to !== code) return reply !== null;
		older.shift();
		if (!older.some(([other]) => other === name)) review.remember(name, "null");
		return true;
	}
	async function deliverNew() {
		const [someAnswers, room] = some(answers, MOST);
		const [someQuestions] = some(questions, room);
		const sent = [[answers, someAnswers], [questions, someQuestions]];
		const commented = comment, to = code;
		comment = false;
		const reply = await deliver(
			review.record([...someAnswers.values()], [...someQuestions.values()]));
		if (to !== code) return reply !== null;
		if (reply === null) {
			comment = comment || commented;
			return false;
		}
		isOld = reply.changed === true;
		for (const [map, were] of sent)
			for (const [id, entry] of were)
				if (map.get(id) === entry) map.delete(id);
		return true;
	}
	/* Send what waits; what changes meanwhile waits for the next time. */
	async function flush() {
		clearTimeout(timer);
		if (sending || code === null || !isWaiting()) return;
		sending = true;
		const to = code;
		const done = await (older.length > 0 ? deliverOlder() : deliverNew());
		sending = false;
		if (to !== code) return;
		if (done) {
			delay = FIRST_WAIT;
			if (!isWaiting()) news(stateName());
		} else {
			if (delay === FIRST_WAIT) news("waiting");
			delay = Math.min(LONGEST_WAIT, delay * 2);
		}
		showState();
		if (isWaiting()) timer = setTimeout(flush, done ? 0 : delay);
	}
	function queue(someAnswers, someQuestions) {
		for (const answer of someAnswers) answers.set(answer.sentence, answer);
		for (const answer of someQuestions) questions.set(answer.question, answer);
	}
	/* What this device has said before: first what the server has, an object a
	   line, then what never came there. */
	async function restore() {
		const response = await fetch("mine", { credentials: "same-origin" });
		if (!response.ok) throw new Error(response.status);
		for (const line of (await response.text()).split("\n"))
			try {
				if (line !== "") review.takeRecord(JSON.parse(line), true);
			} catch (e) { /* somebody has broken it: the others count */ }
		older = [];
		for (const name of review.unsentOfOlder(code)) {
			const record = JSON.parse(review.recall(name, "null"));
			if (record !== null && review.takeRecord(record, true))
				older.push(...partsOf(record).map((part) => [name, part]));
		}
		const unsent = JSON.parse(review.recall(review.keyOf(code) + "-unsent", "null"));
		if (unsent === null || !review.takeRecord(unsent)) return;
		queue(unsent.answers || [], unsent.questions || []);
		comment = unsent.comment !== undefined;
	}
	async function join(wanted) {
		const { status } = await post("join", { code: wanted });
		/* the session has begun anew, and asks for its PIN */
		if (status === 403) location.reload();
		if (status === 200) {
			code = wanted;
			await restore();
		}
		return status;
	}
	function leave() {
		answers.clear();
		questions.clear();
		older = [];
		comment = false;
		code = null;
		clearTimeout(timer);
		showState();
	}

	/* False, and told, if something is not sent. */
	async function sendAll() {
		for (let i = 0; i < TRIES && isWaiting(); i++) {
			await flush();
			await new Promise((done) => setTimeout(done, PAUSE));
		}
		if (isWaiting()) news("waiting");
		return !isWaiting();
	}

	Object.assign(review, {
		inRoom: true,
		isWaiting,
		send(someAnswers, someQuestions) {
			queue(someAnswers, someQuestions);
			if (someAnswers.length + someQuestions.length === 0) comment = true;
			showState();
			clearTimeout(timer);
			timer = setTimeout(flush, PAUSE);
		},
		async join(wanted) {
			let status = 0;
			try {
				status = await join(wanted);
			} catch (e) {
				code = null;
			}
			find("_code-taken").hidden = status !== 409;
			find("_no-server").hidden = status === 200 || status === 409;
			if (status === 409) find("_code").focus();
			if (code === null) return false;
			showState();
			flush();
			return true;
		},
		/* False if something is not sent: then nobody else can have this page. */
		async leave() {
			if (!await sendAll()) return false;
			leave();
			await post("leave", {}).catch(() => {});
			return true;
		},
	});
	addEventListener("online", flush);
	document.addEventListener("ready", async () => {
		find("_new").addEventListener("click", async () => {
			if (await sendAll()) location.reload();
		});
		try {
			const session = await (await fetch("session", { credentials: "same-origin" })).json();
			if (session.code) find("_code").value = session.code;
		} catch (e) { /* told when somebody joins */ }
	});
})();
