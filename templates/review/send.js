/* In a session that everyread serves, each answer goes to the computer of the
   person who runs it. What is not confirmed is sent again; nothing is
   forgotten while the page is open. */
(function () {
	if (!/^https?:$/.test(location.protocol)) return;
	const { find, news } = review;
	const FIRST_WAIT = 500, LONGEST_WAIT = 8000; /* ms */
	const answers = new Map(), questions = new Map(); /* not yet confirmed */
	let comment = false, joined = false, sending = false, delay = FIRST_WAIT;

	const isWaiting = () => answers.size + questions.size > 0 || comment;
	function showState() {
		const state = find("_state");
		state.hidden = !joined;
		state.textContent = find("_news").dataset[isWaiting() ? "waiting" : "sent"];
		review.showDone();
	}
	async function post(path, body) {
		return fetch(path, { method: "POST", body: JSON.stringify(body), credentials: "same-origin",
			headers: { "Content-Type": "application/json" } });
	}
	/* Send all that waits; what changes meanwhile waits for the next time. */
	async function flush() {
		if (sending || !joined || !isWaiting()) return;
		sending = true;
		const sent = [[answers, new Map(answers)], [questions, new Map(questions)]];
		const commented = comment;
		let done = false;
		try {
			comment = false;
			const response = await post("answers",
				review.record([...answers.values()], [...questions.values()]));
			done = response.ok;
			if (response.status === 403) joined = false;
		} catch (e) { /* nobody there: again later */ }
		sending = false;
		if (done) {
			for (const [waiting, were] of sent)
				for (const [id, entry] of were)
					if (waiting.get(id) === entry) waiting.delete(id);
			delay = FIRST_WAIT;
			if (!isWaiting()) news("sent");
		} else {
			comment = comment || commented;
			if (delay === FIRST_WAIT) news("waiting");
			delay = Math.min(LONGEST_WAIT, delay * 2);
		}
		showState();
		if (isWaiting()) setTimeout(flush, delay);
	}
	/* What this device has sent before: one object a line. */
	async function restore() {
		const response = await fetch("mine", { credentials: "same-origin" });
		if (!response.ok) return;
		for (const line of (await response.text()).split("\n"))
			if (line !== "") review.takeRecord(JSON.parse(line));
	}
	function refuse(status) {
		const reasons = { 401: "_pin-wrong", 429: "_pin-wait", 409: "_code-taken" };
		for (const id of [...Object.values(reasons), "_no-server"]) find(id).hidden = true;
		if (status === 200) return;
		find(reasons[status] || "_no-server").hidden = false;
		find(status === 409 ? "_code" : "_pin").focus();
	}

	Object.assign(review, {
		inRoom: true,
		isWaiting,
		send(someAnswers, someQuestions) {
			for (const answer of someAnswers) answers.set(answer.sentence, answer);
			for (const answer of someQuestions) questions.set(answer.question, answer);
			if (someAnswers.length + someQuestions.length === 0) comment = true;
			flush();
			showState();
		},
		async join(code) {
			let status = 0;
			try {
				status = (await post("join", { code, pin: find("_pin").value.trim() })).status;
				if (status === 200) await restore();
			} catch (e) {
				status = 0;
			}
			refuse(status);
			joined = status === 200;
			if (joined) showState();
			return joined;
		},
		leave() {
			joined = false;
			showState();
			post("leave", {}).catch(() => {});
		},
	});
	addEventListener("online", flush);
	document.addEventListener("ready", async () => {
		try {
			const response = await fetch("session", { credentials: "same-origin" });
			const session = await response.json();
			find("_pin-field").hidden = !session.pin;
			if (session.code) find("_code").value = session.code;
		} catch (e) { /* told when somebody joins */ }
	});
})();
