// @ts-check
// Python in a Web Worker, so that the page stays free while Python works.
//
// The page posts { place, message }, and gets { place, reply }. While Python starts, and if it
// can't, the worker posts { status: { state, words } }; see connect.mjs. So it does when a learner's
// code begins to run, and when it ends.

/** @typedef {{ place: string, message: object }} Letter */
/** @type {Letter[]} */
const waiting = [];
/** @type {((place: string, text: string) => string) | null} */
let answer = null;

/** @param {MessageEvent<Letter>} event */
self.onmessage = (event) => {
  if (answer === null) {
    waiting.push(event.data);
  } else {
    reply(event.data);
  }
};

/** @param {Letter} letter */
function reply({ place, message }) {
  if (answer === null) {
    return;
  }
  try {
    postMessage({ place, reply: JSON.parse(answer(place, JSON.stringify(message))) });
  } catch (problem) {
    // Python itself has ended, for lack of memory perhaps.
    answer = null;
    say("failed", problem instanceof Error ? problem.message : String(problem));
  }
}

/**
 * @param {"starting" | "ready" | "running" | "failed"} state
 * @param {string} words
 */
function say(state, words) {
  postMessage({ status: { state, words } });
}

// lernmi/play/desk.py calls this.
/** @type {any} */ (self).lernmiTurn = (/** @type {boolean} */ isTheirs) => say(isTheirs ? "running" : "ready", "");

/** @param {string} name */
async function fetched(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) {
    throw new Error(`${name} is missing`);
  }
  return answer.arrayBuffer();
}

async function start() {
  // From now on, the page can send letters.
  say("starting", "Python is loading (7 MB, once)...");
  // In Firefox, plain imports of a worker's module would need a wider Content-Security-Policy.
  const { PYODIDE, WHEEL } = await import("./python_files.mjs");
  const indexURL = new URL(PYODIDE, import.meta.url).href;
  const { loadPyodide } = await import(`${indexURL}pyodide.mjs`);
  const [python, wheel] = await Promise.all([loadPyodide({ indexURL }), fetched(WHEEL)]);
  say("starting", "Python is starting...");
  python.unpackArchive(wheel, "wheel");
  answer = python.runPython("from lernmi.play.places import Places\nPlaces().answer");
  say("ready", "");
  waiting.forEach(reply);
}

start().catch((problem) => {
  // A file that can't be loaded is a TypeError, with an address that says nothing to a learner.
  say("failed", problem instanceof TypeError ? "a file of Python can't be loaded" : String(problem.message || problem));
});
