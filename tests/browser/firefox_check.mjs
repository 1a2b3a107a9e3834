// The live page tests itself with this module, in a browser that the tests can't drive: it presses
// the page's buttons, and sends what it saw to the test. The server adds it to the page.

// Before the page takes the token out of the address.
const token = location.hash.match(/token=([^&]+)/)[1];
const play = document.getElementById("play");
const found = { agent: navigator.userAgent, problems: [] };
addEventListener("error", (event) => found.problems.push(String(event.message)));
addEventListener("unhandledrejection", (event) => found.problems.push(String(event.reason)));

const press = (deed) => play.querySelector(`[data-do="${deed}"]`).click();
const step = () => Number(new URLSearchParams(location.hash.slice(1)).get("step") ?? 0);

async function until(isSo) {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}

// Wait until all of the page is about the present weights; return its address and its numbers.
async function settled(isSo = () => true) {
  await until(() => play.dataset.doing === "resting" && "settled" in play.dataset && isSo());
  const weights = [...play.querySelectorAll(".network .weight")].map((text) => text.textContent);
  return { address: location.hash.slice(1), weights };
}

await settled();
press("epoch");
found.forwards = await settled(() => step() === 4);
press("play");
await until(() => play.dataset.doing === "playing");
await new Promise((done) => setTimeout(done, 1500));
press("play");
found.played = await settled(() => step() > 4);
press("undo");
found.back = await settled(() => step() === 4);
press("epoch");
found.again = await settled(() => step() === 8);

const headers = { "X-Token": token, "X-Window": "check", "Content-Type": "application/json" };
for (const message of [{ verb: "open" }, { verb: "report", found }]) {
  await fetch("/message", { method: "POST", headers, body: JSON.stringify(message) });
}
