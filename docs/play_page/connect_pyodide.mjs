// @ts-check
// Connects a page to Python in this browser (worker.mjs). All parts of a page, and the frames in
// it, share one worker and so one Python.
//
//   const send = connect(onReply);                      for play.mjs
//   const send = python(place, onReply, onStatus);      for any page
//   restart();                                          ends the worker and starts another
//
// A place is a name that the page chooses, such as "exercises-1"; its part before the hyphen says
// what answers there (lernmi/play/places.py). A status is { state, words }:
//   "loading"   a new Python is on its way, with empty places; messages wait
//   "starting"  it has come further
//   "ready"     Python answers
//   "running"   a learner's code runs; if it doesn't end, only restart() ends it
//   "failed"    Python can't start; messages are refused with these words

import { MISSING } from "./python_files.mjs";
import { newRecording } from "./recorded.mjs";

/** @typedef {{ id?: string | number, refused?: string, [more: string]: any }} Reply */
/** @typedef {{ state: "loading" | "starting" | "ready" | "running" | "failed", words: string }} Status */
/** @typedef {{ onReply: (reply: any) => void, onStatus: (status: Status) => void, asked: any[] }} Place */
/** @typedef {{ send: (place: string, message: any) => void, open: (place: string, at: Place) => void, restart: () => void }} Python */

const LOADING = "Python is loading...";
const WAITS = "Python is loading. What you pressed comes in a moment.";
const OPENS_SOON = "Your network opens as soon as Python is here.";
const STILL_WORKS = "The first steps still work; they were recorded.";
const FAILS = 'postMessage({ status: { state: "failed", words: problem.message } })';
const UNREADABLE = "a file of this page can't be loaded";
const GONE = "the part of the page that had it is gone, so reload the page";
const STOPPED = "Python was stopped, and starts again.";

/** Return what the frames of one page share: an object of the page that has them, or of this one. */
function shared() {
  try {
    const above = /** @type {any} */ (window.parent).lernmiPython;
    if (above) {
      return above;
    }
  } catch {
    // The page above comes from elsewhere.
  }
  const own = /** @type {any} */ (window);
  own.lernmiPython ||= {};
  return own.lernmiPython;
}

/** @returns {Python} */
function thePython() {
  const holder = shared();
  holder.python ||= newPython(() => delete holder.python);
  return holder.python;
}

/** Return why Python can't start in this browser, or "". */
function whyNot() {
  if (MISSING) {
    return MISSING;
  }
  if (typeof Worker === "undefined") {
    return "this browser has no Web Workers";
  }
  return typeof WebAssembly === "undefined" ? "this browser has no WebAssembly" : "";
}

/**
 * @param {() => void} onEnd called when the window that has the worker goes away
 * @returns {Python}
 */
function newPython(onEnd) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  /** @type {Worker | null} */
  let worker = null;
  // Letters that wait until the worker listens; null once it does.
  /** @type {object[] | null} */
  let early = [];
  /** @type {Status} */
  let status = { state: "loading", words: LOADING };

  /** @param {Status} now */
  function tell(now) {
    status = now;
    for (const each of places.values()) {
      each.onStatus(now);
    }
    if (now.state === "failed") {
      refuse(now.words);
    }
  }

  /** @param {string} why */
  function fail(why) {
    worker?.terminate();
    worker = null;
    tell({ state: "failed", words: `Python can't start here: ${why}.` });
  }

  /** Refuse all messages that are on their way. @param {string} words */
  function refuse(words) {
    for (const each of places.values()) {
      for (const message of each.asked.splice(0)) {
        each.onReply({ id: message.id, refused: words });
      }
    }
  }

  const isStarting = () => status.state === "loading" || status.state === "starting";

  function start() {
    const why = whyNot();
    if (why) {
      fail(why);
      return;
    }
    // A worker with an address of its own would not have this page's Content-Security-Policy; one
    // that the page makes has it, so a learner's program can't send anything to another host.
    const address = JSON.stringify(new URL("./worker.mjs", import.meta.url).href);
    // Only import() obeys script-src there; `import` would need this page to allow other workers.
    const code = new Blob([`import(${address}).catch((problem) => ${FAILS});`], { type: "text/javascript" });
    try {
      early = [];
      const mine = new Worker(URL.createObjectURL(code), { type: "module" });
      worker = mine;
      mine.onmessage = ({ data }) => worker === mine && receive(data);
      // Once Python answers, what goes wrong beside it doesn't end it.
      mine.onerror = (event) => worker === mine && isStarting() && fail(event.message || UNREADABLE);
    } catch (problem) {
      fail(String(problem));
    }
  }

  function again() {
    worker?.terminate();
    worker = null;
    refuse(STOPPED);
    tell({ state: "loading", words: LOADING });
    start();
  }

  /** @param {{ status?: Status, place?: string, reply?: Reply }} letter */
  function receive({ status: now, place, reply }) {
    early?.forEach((letter) => worker?.postMessage(letter));
    early = null;
    if (now?.state === "failed" && isStarting()) {
      fail(now.words);
    } else if (now?.state === "failed") {
      // A learner's program has ended it.
      again();
    } else if (now) {
      tell(now);
    }
    const at = places.get(place || "");
    if (at && reply) {
      at.asked = at.asked.filter((message) => message.id !== reply.id);
      at.onReply(reply);
    }
  }

  addEventListener("pagehide", (event) => {
    if (!event.persisted) {
      onEnd();
      fail(GONE);
    }
  });
  start();
  return {
    open(place, at) {
      places.set(place, at);
      at.onStatus(status);
    },
    send(place, message) {
      if (worker === null) {
        places.get(place)?.onReply({ id: message.id, refused: status.words });
        return;
      }
      places.get(place)?.asked.push(message);
      const letter = { place, message };
      if (early === null) {
        worker.postMessage(letter);
      } else {
        early.push(letter);
      }
    },
    restart: again,
  };
}

/**
 * Open a place, and return the function that sends a message from it. Each message has an id.
 * @param {string} place
 * @param {(reply: any) => void} onReply
 * @param {(status: Status) => void} onStatus told the present status at once, and every change
 */
export function python(place, onReply, onStatus) {
  const it = thePython();
  it.open(place, { onReply, onStatus, asked: [] });
  return (/** @type {any} */ message) => it.send(place, message);
}

/** End the worker, whatever it is doing, and start another. */
export function restart() {
  thePython().restart();
}

/**
 * Connect the live page. While Python is on its way, or if it can't start, a recording replies; what
 * the recording doesn't have waits for Python, or is refused.
 * @param {(reply: any) => void} onReply
 */
export function connect(onReply) {
  const number = crypto.getRandomValues(new Uint32Array(2));
  const place = `play-${Array.from(number, (each) => each.toString(36)).join("")}`;
  const recording = newRecording(load);
  /** @type {Status} */
  let status;
  // Whether Python is at the place that the page shows.
  let isLive = false;
  // Where Python was last, for another one after a restart.
  /** @type {object | null} */
  let last = null;
  // What waits for Python. It isn't sent before, so that the page can drop it for something else.
  /** @type {Reply | null} */
  let held = null;

  const send = python(place, receive, (now) => {
    if (now.state === "loading" || now.state === "failed") {
      isLive = false;
    }
    status = now;
    const failed = now.state === "failed";
    if (held !== null && (failed || now.state === "ready")) {
      pass(held);
    }
    onReply({ event: "loading", words: now.words + (failed ? ` ${STILL_WORKS}` : ""), failed });
  });

  /** @param {Reply} reply */
  function receive(reply) {
    last = reply.recipe ?? last;
    onReply(reply);
  }

  /** Do on Python's side what the recording has shown. */
  function catchUp() {
    isLive = true;
    const moves = last === null ? recording.moves() : [{ verb: "open", recipe: last }];
    // The page waits for no reply with such an id.
    moves.forEach((message, count) => send({ ...message, id: `${place} ${count}` }));
  }

  /** Send a message to Python, which first follows what the page has shown. @param {Reply} message */
  function pass(message) {
    held = null;
    if (!isLive && status.state !== "failed") {
      catchUp();
    }
    send(message);
  }

  /** @param {any} message */
  async function answer(message) {
    const { id, ...words } = message;
    const reply = isLive || last !== null || status.state === "ready" ? null : await recording.reply(words);
    if (reply !== null) {
      onReply({ id, ...reply });
      return;
    }
    if (!isLive && (status.state === "loading" || status.state === "starting")) {
      held = message;
      const isEmpty = last === null && recording.moves().length === 0;
      onReply({ event: "waiting", words: isEmpty ? OPENS_SOON : WAITS });
    } else {
      pass(message);
    }
  }

  function giveUp() {
    const dropped = held;
    held = null;
    if (dropped !== null) {
      onReply({ id: dropped.id, refused: "" });
    }
    return dropped !== null;
  }
  return Object.assign(answer, { giveUp, isPublic: true });
}

/**
 * @param {string} name
 * @returns {Promise<import("./recorded.mjs").Recording>}
 */
async function load(name) {
  const answer = await fetch(new URL(`./recorded/${name}.json`, import.meta.url));
  if (!answer.ok) {
    throw new Error(`${name} is not recorded`);
  }
  return answer.json();
}
