"use strict";
/* The PIN of a session: typed, or in the address that the QR code holds. A
   right one is remembered by the server, and the page is loaded again. */
addEventListener("DOMContentLoaded", () => {
	const find = (id) => document.getElementById(id);
	async function send() {
		let status = 0;
		try {
			status = (await fetch("pin", { method: "POST", credentials: "same-origin",
				headers: { "Content-Type": "application/json" },
				body: JSON.stringify({ pin: find("_pin").value.trim() }) })).status;
		} catch (e) { /* nobody there: said below */ }
		if (status === 200) {
			location.reload();
			return;
		}
		for (const id of ["_401", "_429", "_0"]) find(id).hidden = true;
		(find("_" + status) || find("_0")).hidden = false;
		find("_pin").focus();
	}
	find("_gate").addEventListener("submit", (event) => {
		event.preventDefault();
		send();
	});
	if (/^#[0-9]{6}$/.test(location.hash)) {
		find("_pin").value = location.hash.slice(1);
		history.replaceState(null, "", "/");
		send();
	}
});
