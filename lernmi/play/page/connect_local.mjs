// Connects the page to the Python process that serves it (server.py).
//
//   const send = connect(onReply);
//   send({ verb: "learn", steps: 1 });
//
// onReply gets the session's replies, and these events:
//   { event: "standing", file, line, what, name, words }   lernmi stands in a debugger, here
//   { event: "going" }                                     it continues
//   { event: "gone", words }                               the process has ended

// Opening the address puts the token into this tab's memory and takes it out of the address bar,
// so that nobody shares it by mistake. This is done before the page reads what its address carries.
const TOKEN = takeToken();
// The same address may be opened again in this window.
addEventListener("hashchange", takeToken);
// Each window has its own network, unless it shows one from your own program.
const WINDOW = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
const HEADERS = { "X-Token": TOKEN, "X-Window": WINDOW };
// After so many milliseconds without a reply, ask whether a debugger is the reason.
const PATIENCE = 250;
const GONE = "lernmi has ended. Start it again in the terminal, and open the new address.";

function takeToken() {
  const wishes = location.hash.slice(1).split("&");
  const given = wishes.find((wish) => wish.startsWith("token="));
  if (given === undefined) return sessionStorage.getItem("token") ?? "";
  const others = wishes.filter((wish) => wish !== given).join("&");
  history.replaceState(null, "", location.pathname + (others && `#${others}`));
  const token = given.slice("token=".length);
  // It survives a reload, and ends with the tab.
  sessionStorage.setItem("token", token);
  return token;
}

/** @param {(reply: any) => void} onReply */
export function connect(onReply) {
  let last = Promise.resolve();

  /** @param {any} message */
  async function post(message) {
    const looking = lookOut(onReply);
    const reply = await replyTo(message);
    looking.end();
    onReply(reply);
  }

  // One after the other: two messages on their way could change places.
  /** @param {any} message */
  return function send(message) {
    last = last.then(() => post(message)).catch(report);
    return last;
  };
}

/** @param {any} message */
async function replyTo(message) {
  try {
    const body = JSON.stringify(message);
    const headers = { ...HEADERS, "Content-Type": "application/json" };
    const answer = await fetch("/message", { method: "POST", headers, body });
    const text = await answer.text();
    // The session refuses in a reply, the server in a sentence.
    return answer.ok ? JSON.parse(text) : { id: message.id, refused: text };
  } catch {
    return { id: message.id, event: "gone", words: GONE };
  }
}

/**
 * Keep asking where lernmi has stopped, until the reply is there.
 * @param {(event: any) => void} onReply
 */
function lookOut(onReply) {
  let told = "going";
  let ended = false;
  let timer = setTimeout(look, PATIENCE);

  /** @param {any} event */
  function tell(event) {
    const now = event.words ?? event.event;
    if (now !== told) onReply(event);
    told = now;
  }

  async function look() {
    try {
      const event = await (await fetch("/events", { headers: HEADERS })).json();
      if (!ended) tell(event);
    } catch {
      // The message's own fetch finds out what is wrong.
    }
    if (!ended) timer = setTimeout(look, PATIENCE);
  }

  function end() {
    ended = true;
    clearTimeout(timer);
    tell({ event: "going" });
  }

  return { end };
}

/** @param {unknown} problem */
function report(problem) {
  console.error(problem);
}
