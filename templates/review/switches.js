/* One and two switches: a frame stands on one button at a time. With one
   switch it goes on by itself; with two, one switch moves it and the other
   one chooses. */
(function () {
	const root = document.documentElement;
	const { find, fill, remember, recall } = review;
	const controls = "main button, main label:has(input[type=radio]), main summary";
	const SLOWEST = 8, USUAL = 2; /* seconds */
	let framed = null, timer = 0;

	const mode = () => root.dataset.switches;
	/* Fields for words are left out: a switch does not type. */
	function reachable() {
		const all = [find("_stop"), ...document.querySelectorAll(controls)];
		return all.filter((e) => e.checkVisibility && e.checkVisibility() &&
			!e.matches("[aria-disabled=true]") &&
			!(e.closest(".look") && !e.closest("#_switches, .look summary")))
			.sort((a, b) => Boolean(a.closest(".look")) - Boolean(b.closest(".look")) ||
				(a === find("_stop")) - (b === find("_stop")));
	}
	function frame(element) {
		if (framed) framed.classList.remove("scanned");
		framed = element;
		if (!element) return;
		element.classList.add("scanned");
		element.scrollIntoView({ block: "nearest" });
		const focusable = element.querySelector("input") || element;
		focusable.focus({ preventScroll: true });
	}
	function move() {
		const all = reachable();
		frame(all[(all.indexOf(framed) + 1) % all.length]);
	}
	function wait() {
		clearInterval(timer);
		if (mode() === "1")
			timer = setInterval(move, 1000 * Number(find("_pace").value));
	}
	function press() {
		if (!framed || !framed.isConnected) {
			move();
			return;
		}
		framed.click();
		wait();
	}
	/* Begin at the top of what is to be answered. */
	function begin() {
		frame(null);
		clearInterval(timer);
		if (mode() === "0") return;
		move();
		wait();
	}
	const keys = { "1": { choose: [" ", "Enter", "1"], on: [] },
		"2": { choose: ["Enter", "2"], on: [" ", "1", "Tab"] } };

	addEventListener("keydown", (event) => {
		if (mode() === "0" || event.target.closest("textarea")) return;
		const { choose, on } = keys[mode()];
		if (event.key === "Escape") {
			document.querySelector("input[name=switches][value='0']").click();
			return;
		}
		if (choose.includes(event.key)) {
			if (!event.repeat) press();
		} else if (on.includes(event.key)) {
			move();
		} else {
			return;
		}
		event.preventDefault();
		event.stopImmediatePropagation();
	}, true);
	/* a switch that acts as a tap somewhere on the screen */
	addEventListener("pointerdown", (event) => {
		if (mode() !== "1" || event.target.closest("textarea, select, .look")) return;
		event.preventDefault();
		press();
	}, true);
	addEventListener("click", (event) => {
		if (mode() !== "1" || !event.isTrusted || event.detail === 0 ||
			event.target.closest("textarea, select, .look")) return;
		event.preventDefault();
		event.stopImmediatePropagation();
	}, true);

	document.addEventListener("screen", begin);
	document.addEventListener("ready", () => {
		const pace = find("_pace");
		for (let n = 1; n <= SLOWEST; n++) {
			const text = n === 1 ? pace.dataset.one : fill(pace.dataset.text, { n });
			pace.append(new Option(text, n));
		}
		pace.value = recall("pace", USUAL);
		pace.addEventListener("change", () => {
			remember("pace", pace.value);
			wait();
		});
		review.startLook("switches", "0", (switches) => {
			root.dataset.switches = switches;
			root.classList.toggle("no-keys", switches !== "0");
			begin();
		});
	});
})();
