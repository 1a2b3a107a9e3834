// @ts-check
// The page with the exercises. Python (lernmi/play/desk.py) checks, and writes every sentence about
// the learner's work; this file keeps the work, and shows what Python says.
//
// What a learner writes stays in this page; on the device only if the box is ticked. An address has
// at most the number of an exercise.

import { python, restart } from "./connect.mjs";
import { all, made, one } from "./elements.mjs";
import { paperWork } from "./on_paper.mjs";
import { zipped } from "./zip.mjs";

/** @typedef {{ number: number, title: string, minutes: number, file: string, task: string[], head: string, code: string, seconds?: number }} Exercise */
/** @typedef {{ state: string, mark: string, words: string, line: number | null, rows: string[][] }} Result */
/** @typedef {{ exercises: Exercise[], withLines: number[], published: string[], words: Record<string, string> }} Texts */

const KEY = "lernmi-exercises";
const ERASED = "erased";
// Python itself stops most loops after 2 seconds; it can't stop a single call that never ends. What
// the learner sees comes less than 3 seconds after the button.
const MOST_SECONDS = 2.7;
const INDENT = "    ";

const answer = await fetch(new URL("./exercises.json", import.meta.url));
/** @type {Texts} */
const texts = await answer.json();
const { exercises, words } = texts;

// The learner's work: code by exercise, which exercises are right, and numbers by homework.

/** @type {{ code: Record<string, string>, right: Record<string, boolean>, numbers: Record<string, Record<string, string>> }} */
const work = { code: {}, right: {}, numbers: {} };
const keep = /** @type {HTMLInputElement} */ (one("#keep"));

function readStored() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) || "null");
    if (stored) {
      Object.assign(work, stored);
      keep.checked = true;
    }
  } catch {
    // The browser has no room for it, or somebody changed it.
  }
}

function store() {
  try {
    if (keep.checked) {
      localStorage.setItem(KEY, JSON.stringify(work));
    } else {
      localStorage.removeItem(KEY);
    }
  } catch (problem) {
    keep.checked = false;
    one("#where").textContent = String(problem);
    return;
  }
  one("#where").textContent = keep.checked ? words.stored : words.kept;
}

// Python.

/** @type {Map<number, (reply: any) => void>} */
const waiting = new Map();
let lastId = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let seconds = MOST_SECONDS;
let wasStopped = false;

const send = python("exercises-1", receive, ({ state, words: text }) => {
  clearTimeout(timer);
  if (state === "running") {
    timer = setTimeout(stop, 1000 * seconds);
    return;
  }
  const status = one("#status");
  status.classList.toggle("failed", state === "failed");
  if (status.textContent !== text) {
    status.textContent = text;
  }
});

/** @param {any} reply */
function receive(reply) {
  const done = waiting.get(reply.id);
  waiting.delete(reply.id);
  done?.(reply);
}

/**
 * Send a message to Python, and return the reply.
 * @param {string} verb
 * @param {object} [more]
 * @param {number} [most] seconds that the learner's code may take
 * @returns {Promise<any>}
 */
function ask(verb, more = {}, most = MOST_SECONDS) {
  seconds = most;
  return new Promise((done) => {
    lastId += 1;
    waiting.set(lastId, done);
    send({ id: lastId, verb, ...more });
  });
}

/** End Python, which hangs in the learner's code; what they wrote is still here. */
function stop() {
  clearTimeout(timer);
  wasStopped = true;
  restart();
}

// What Python says.

/**
 * @param {Element} place
 * @param {any} reply
 */
function show(place, reply) {
  let refused = reply.refused;
  if (refused && wasStopped) {
    refused = words.stopped;
  }
  wasStopped = false;
  /** @type {Result[]} */
  const results = refused ? [{ state: "wrong", mark: "", words: refused, line: null, rows: [] }] : reply.results;
  place.replaceChildren(...results.map(section));
}

/** @param {Result} result */
function section({ state, mark, words: text, line, rows }) {
  const [, found] = text.split(`of ${exercise.file}`)[0].match(/in line (\d+) $/i) || [];
  const at = Number(found ?? line);
  const parts = [made("p", { className: "words" }, made("span", { ariaHidden: "true" }, `${mark} `), text)];
  const its = code.value.split("\n")[at - firstLine()];
  if (its !== undefined && !one("#write").hidden) {
    // For a number, it is where the function begins.
    const [name] = /(def|class) \w+/.exec(its) || [];
    parts.push(made("button", { onclick: () => goTo(at) }, `Line ${at}${name ? `: ${name}` : ""}`));
  }
  const cells = rows.flatMap(([word, row]) => [
    made("dt", {}, word),
    made("dd", { className: row.includes(" = ") ? "sum" : "" }, row),
  ]);
  if (cells.length) {
    parts.push(made("dl", {}, ...cells));
  }
  return made("section", { className: state }, ...parts);
}

/**
 * @param {string} title
 * @param {string} text
 */
const printed = (title, text) => (text ? [made("h2", {}, title), made("pre", { tabIndex: 0 }, text)] : []);

// Writing code.

const code = /** @type {HTMLTextAreaElement} */ (one("#code"));
const choice = /** @type {HTMLSelectElement} */ (one("#exercise"));
const results = one("#results");
let exercise = exercises[0];
let step = 0;

const firstLine = () => exercise.head.split("\n").length;
const whole = (/** @type {Exercise} */ each) => each.head + (work.code[each.number] ?? each.code);

/** @param {number} number */
function open(number) {
  exercise = exercises[number - 1] || exercises[0];
  choice.value = String(exercise.number);
  one("#task").replaceChildren(...exercise.task.map(paragraph));
  code.value = work.code[exercise.number] ?? exercise.code;
  step = 0;
  one("#watch").hidden = true;
  one("#output").replaceChildren();
  one("#hints").replaceChildren();
  one("#hint").hidden = false;
  results.replaceChildren(made("p", { className: "soft" }, words.nothing));
  measure();
}

/** @param {string} text */
function paragraph(text) {
  const isItem = /^(\d+\.|-|[a-z]\)) /.test(text);
  return text.startsWith(" ") ? made("pre", { tabIndex: 0 }, text) : made("p", { className: isItem ? "item" : "" }, text);
}

function measure() {
  const count = code.value.split("\n").length;
  one("#numbers").textContent = Array.from({ length: count }, (_, place) => firstLine() + place).join("\n");
  code.rows = count + 1;
  code.setAttribute("aria-label", `Your code in ${exercise.file}, from line ${firstLine()}`);
}

/** @param {number} line */
function goTo(line) {
  const lines = code.value.split("\n");
  const before = lines.slice(0, line - firstLine()).join("\n").length;
  const start = line > firstLine() ? before + 1 : 0;
  code.focus();
  code.setSelectionRange(start, start + lines[line - firstLine()].length);
}

/** @param {boolean} isBusy */
function busy(isBusy) {
  for (const button of all("main button.main, #run, #watch")) {
    /** @type {HTMLButtonElement} */ (button).disabled = isBusy;
  }
  one(".stop").hidden = !isBusy;
}

/**
 * @param {string} verb
 * @param {string} text
 * @param {number} [most]
 */
async function workOn(verb, text, most) {
  const asked = exercise;
  busy(true);
  results.replaceChildren(made("p", { className: "soft" }, text));
  const reply = await ask(verb, { exercise: asked.number, code: whole(asked) }, most);
  busy(false);
  return asked === exercise ? reply : null;
}

async function check() {
  const reply = await workOn("check", words.checking);
  if (reply) {
    show(results, reply);
    one("#watch").hidden = !reply.watch;
    one("#output").replaceChildren(...printed(words.printed, reply.printed));
    work.right[exercise.number] = Boolean(reply.right);
    store();
    nameExercises();
    const next = exercises[exercise.number];
    if (reply.right && next) {
      results.append(made("button", { onclick: () => turnToExercise(next.number) }, `Exercise ${next.number}`));
    }
  }
}

async function run() {
  const reply = await workOn("run", words.running, exercise.seconds);
  if (reply) {
    const text = reply.words || (reply.printed ? "" : reply.title);
    const found = { state: reply.words ? "wrong" : "open", mark: "", words: text, line: null, rows: [] };
    show(results, { ...reply, results: text ? [found] : [] });
    one("#output").replaceChildren(...printed(reply.title, reply.printed));
  }
}

/** @type {Promise<Array<Array<{ title: string, words?: string, code?: string }>>> | undefined} */
let hints;

async function hint() {
  const asked = exercise;
  // They load only when somebody asks, because the solutions are with them.
  hints ??= fetch(new URL("./hints.json", import.meta.url)).then((answer) => answer.json());
  const its = (await hints)[asked.number - 1];
  if (asked !== exercise || step === its.length) {
    return;
  }
  const { title, words: text, code: solution } = its[step];
  step += 1;
  one("#hints").append(made("h2", {}, title), solution ? made("pre", { tabIndex: 0 }, solution) : made("p", {}, text || ""));
  one("#hint").hidden = step === its.length;
}

async function watch() {
  const reply = await workOn("open_watch", words.checking);
  if (!reply || reply.refused) {
    if (reply) {
      show(results, reply);
    }
    return;
  }
  results.replaceChildren();
  const dialog = /** @type {HTMLDialogElement} */ (one("#play"));
  /** @param {(reply: any) => void} onReply */
  const connect = (onReply) => async (/** @type {any} */ message) => {
    const { reply: its, refused } = await ask("watch", { message });
    if (its) {
      onReply(its);
      return;
    }
    dialog.close();
    show(results, { refused });
  };
  /** @type {any} */ (window).lernmiWatch = connect;
  one("#play p").textContent = reply.words;
  dialog.append(made("iframe", { src: "./watch.html", title: "The network with your own code" }));
  dialog.showModal();
  dialog.onclose = () => {
    one("#play iframe").remove();
    check();
  };
}

/** @param {string} text */
function type(text) {
  // This keeps the browser's own undo.
  if (!document.execCommand("insertText", false, text)) {
    code.setRangeText(text, code.selectionStart, code.selectionEnd, "end");
    changed();
  }
}

function changed() {
  work.code[exercise.number] = code.value;
  work.right[exercise.number] = false;
  measure();
  store();
}

let leaves = false;
/** @param {KeyboardEvent} event */
function keyInEditor(event) {
  const isTab = event.key === "Tab" && !leaves;
  leaves = event.key === "Escape" || (leaves && event.key === "Shift");
  if (event.ctrlKey || event.metaKey || event.altKey || (!isTab && event.key !== "Enter")) {
    return;
  }
  const start = code.value.lastIndexOf("\n", code.selectionStart - 1) + 1;
  const line = code.value.slice(start, code.selectionStart);
  const indent = /^ */.exec(line)?.[0] || "";
  event.preventDefault();
  if (!isTab) {
    type(`\n${indent}${line.trimEnd().endsWith(":") ? INDENT : ""}`);
    return;
  }
  const { selectionStart, selectionEnd } = code;
  const isBlock = code.value.slice(selectionStart, selectionEnd).includes("\n");
  if (!isBlock && !event.shiftKey) {
    type(INDENT);
    return;
  }
  code.setSelectionRange(start, selectionEnd);
  const lines = code.value.slice(start, selectionEnd).split("\n");
  const moved = lines.map((each) => (event.shiftKey ? each.replace(/^ {1,4}/, "") : INDENT + each)).join("\n");
  type(moved);
  const shift = moved.length - (selectionEnd - start);
  if (isBlock) {
    code.setSelectionRange(start, start + moved.length);
  } else {
    code.setSelectionRange(Math.max(start, selectionStart + shift), Math.max(start, selectionEnd + shift));
  }
}

// Files.

/**
 * @param {string} name
 * @param {BlobPart[]} content
 */
function download(name, ...content) {
  const link = /** @type {HTMLAnchorElement} */ (made("a", { download: name }));
  link.href = URL.createObjectURL(new Blob(content));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function saveAll() {
  download("my_exercises.zip", ...zipped(exercises.map((each) => [`my_exercises/${each.file}`, whole(each)])));
}

function erase() {
  if (!confirm(words.erase)) {
    return;
  }
  work.code = {};
  work.right = {};
  work.numbers = {};
  keep.checked = false;
  store();
  // In a new page, Ctrl+Z can't bring anything back, and Python is a new one, too.
  history.replaceState(ERASED, "");
  location.reload();
}

/** Ask before the page goes away with work that isn't stored. @param {BeforeUnloadEvent} event */
function holdBack(event) {
  const hasWork = Object.keys(work.code).length + Object.keys(work.numbers).length > 0;
  if (hasWork && !keep.checked) {
    event.preventDefault();
  }
}

// The page.

const narrow = matchMedia("(max-width: 43.99rem)");
let view = "";

/** @param {string} wanted */
function turnTo(wanted) {
  view = wanted;
  if (narrow.matches && wanted === "write") {
    // Nobody writes code on a phone: show the same exercise's lines, if it has any.
    view = "order";
    if (texts.withLines.includes(exercise.number)) {
      /** @type {HTMLSelectElement} */ (one("#puzzle")).value = String(exercise.number);
    }
  }
  for (const button of all("nav button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  for (const each of all("main > section")) {
    each.hidden = each.id !== view;
  }
  const number = /** @type {HTMLSelectElement} */ (one("#puzzle")).value;
  history.replaceState(null, "", `#${view === "write" ? exercise.number : view === "order" ? `order-${number}` : view}`);
  paper.open(view);
}

function readAddress() {
  const [name, number] = location.hash.slice(1).split("-");
  const isView = ["order", "predict", "homework"].includes(name);
  if (!isView) {
    open(Number(name) || 1);
  } else if (number && texts.withLines.includes(Number(number))) {
    /** @type {HTMLSelectElement} */ (one("#puzzle")).value = number;
  }
  turnTo(isView ? name : "write");
}

/** Write the list of exercises; those that are right have a mark. */
function nameExercises() {
  choice.replaceChildren(...exercises.map(({ number, title, minutes }) => {
    const after = work.right[number] ? " \u2713" : ` (${minutes} minutes)`;
    return new Option(`${number}: ${title}${after}`, String(number));
  }));
  choice.value = String(exercise.number);
}

/** @param {number} number */
function turnToExercise(number) {
  open(number);
  turnTo("write");
  code.focus();
}

one("#puzzle").append(...exercises.filter((each) => texts.withLines.includes(each.number)).map((each) => new Option(`${each.number}: ${each.title}`, String(each.number))));
const paper = paperWork({ ask, show, work, store, published: texts.published, waiting: words.waiting, turned: () => turnTo(view) });

choice.onchange = () => {
  open(Number(choice.value));
  turnTo("write");
};
code.oninput = changed;
code.onkeydown = keyInEditor;
one("#check").onclick = check;
one("#run").onclick = run;
one("#hint").onclick = hint;
one("#watch").onclick = watch;
one(".stop").onclick = stop;
one("#play button").onclick = () => /** @type {HTMLDialogElement} */ (one("#play")).close();
one("#save").onclick = () => download(exercise.file, whole(exercise));
one("#saveAll").onclick = saveAll;
one("#erase").onclick = erase;
addEventListener("beforeunload", holdBack);
keep.onchange = store;
for (const button of all("nav button")) {
  button.onclick = () => turnTo(button.dataset.view || "");
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !/** @type {HTMLDialogElement} */ (one("#play")).open) {
    event.preventDefault();
    /** @type {HTMLButtonElement | null} */ (document.querySelector(`#${view} .main`))?.click();
  }
});
narrow.addEventListener("change", () => turnTo(view));
addEventListener("hashchange", readAddress);

// So that the first Check doesn't wait for the imports.
void ask("open");
// Showing an exercise replaces this state.
const wasErased = history.state === ERASED;
readStored();
nameExercises();
open(1);
readAddress();
store();
if (wasErased) {
  one("#where").textContent = words.erased;
}
