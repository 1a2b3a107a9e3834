// The live page with Python in the browser tests itself with this module, in a browser that the
// tests can't drive, and posts what it saw to the test's server. The server adds it to the page.

import { python } from "./connect.mjs";

const play = document.getElementById("play");
const found = { agent: navigator.userAgent, problems: [] };
addEventListener("error", (event) => found.problems.push(String(event.message)));
addEventListener("unhandledrejection", (event) => found.problems.push(String(event.reason)));

const press = (deed) => play.querySelector(`[data-do="${deed}"]`).click();
const step = () => Number(new URLSearchParams(location.hash.slice(1)).get("step") ?? 0);
const isReady = () => play.querySelector(".loading").textContent === "";

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
found.recorded = await settled(() => step() === 4);
await until(isReady);
press("epoch");
found.forwards = await settled(() => step() === 8);
press("undo");
found.back = await settled(() => step() === 4);

const replies = new Map();
const send = python("play-bits", (reply) => replies.get(reply.id)(reply), () => undefined);
found.replies = [];
for (const [id, message] of MESSAGES.entries()) {
  found.replies.push(await new Promise((done) => {
    replies.set(id, done);
    send({ ...message, id });
  }));
}

// A worker made as connect.mjs makes it: it must obey the page's policy.
const code = `fetch("${OTHER}").then(() => postMessage("sent"), () => postMessage("blocked"))`;
found.worker = await new Promise((done) => {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  worker.onmessage = (event) => done(event.data);
});
found.page = await fetch(OTHER).then(() => "sent", () => "blocked");

await fetch("./report", { method: "POST", body: JSON.stringify(found) });
