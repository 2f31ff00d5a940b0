/* In a session that everyread serves, each answer goes to the computer of the
   person who runs it. What is not confirmed is sent again, also after the
   page or the session was closed and opened anew. */
(function () {
	if (!/^https?:$/.test(location.protocol)) return;
	const { find, news } = review;
	const PAUSE = 300; /* ms: what is typed meanwhile goes with it */
	const FIRST_WAIT = 500, LONGEST_WAIT = 8000; /* ms, when it did not arrive */
	const TRIES = 5; /* before somebody else may not answer */
	const MOST = 24000; /* characters at once, and one answer more */
	const answers = new Map(), questions = new Map(); /* not yet confirmed */
	let comment = false, code = null, sending = false, delay = FIRST_WAIT, timer = 0;

	const isWaiting = () => answers.size + questions.size > 0 || comment;
	const waiting = () => review.record([...answers.values()], [...questions.values()]);
	function showState() {
		const state = find("_state");
		state.hidden = code === null;
		state.textContent = find("_news").dataset[isWaiting() ? "waiting" : "sent"];
		if (code !== null) review.remember(review.keyOf(code) + "-unsent",
			isWaiting() ? JSON.stringify(waiting()) : "null");
		review.showDone();
	}
	async function post(path, body) {
		return fetch(path, { method: "POST", body: JSON.stringify(body), credentials: "same-origin",
			headers: { "Content-Type": "application/json" } });
	}
	/* True once the server has it on its disk. A server that was started anew
	   knows the device, but must be told its code. */
	async function deliver(record) {
		try {
			let response = await post("answers", record);
			if (response.status === 403 && (await post("join", { code: record.reviewer })).ok)
				response = await post("answers", record);
			return response.ok;
		} catch (e) {
			return false; /* nobody there: again later */
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
	/* Send what waits; what changes meanwhile waits for the next time. */
	async function flush() {
		clearTimeout(timer);
		if (sending || code === null || !isWaiting()) return;
		sending = true;
		const [someAnswers, room] = some(answers, MOST);
		const [someQuestions] = some(questions, room);
		const sent = [[answers, someAnswers], [questions, someQuestions]];
		const commented = comment, to = code;
		comment = false;
		const done = await deliver(
			review.record([...someAnswers.values()], [...someQuestions.values()]));
		sending = false;
		if (to !== code) return;
		if (done) {
			for (const [map, were] of sent)
				for (const [id, entry] of were)
					if (map.get(id) === entry) map.delete(id);
			delay = FIRST_WAIT;
			if (!isWaiting()) news("sent");
		} else {
			comment = comment || commented;
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
			if (line !== "") review.takeRecord(JSON.parse(line));
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
		comment = false;
		code = null;
		clearTimeout(timer);
		showState();
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
			for (let i = 0; i < TRIES && isWaiting(); i++) {
				await flush();
				await new Promise((done) => setTimeout(done, PAUSE));
			}
			if (isWaiting()) {
				news("waiting");
				return false;
			}
			leave();
			await post("leave", {}).catch(() => {});
			return true;
		},
	});
	addEventListener("online", flush);
	document.addEventListener("ready", async () => {
		try {
			const session = await (await fetch("session", { credentials: "same-origin" })).json();
			if (session.code) find("_code").value = session.code;
		} catch (e) { /* told when somebody joins */ }
	});
})();
