// @ts-check
// The replay shows what was recorded, and calculates nothing: every number was recorded while the real
// Neurons and Links worked. To go back, it goes through the learning step from its beginning again,
// up to one moment earlier.

import { arrowed, drawErrors, signed, tidy } from "./curves.mjs";
import { Picture, Pill } from "./picture.mjs";
import { CHARACTER, showFormula, showSource } from "./source.mjs";

/** @typedef {import("./picture.mjs").Phase} Phase */
/** @typedef {[number, "output" | "total" | "back" | "weight", number | null, string]} Change */
/**
 * @typedef {object} Moment
 * @property {string} verb
 * @property {number | null} name
 * @property {string} words
 * @property {string} formula
 * @property {number | null} source
 * @property {Change[]} sets
 * @property {Array<[number, number]>} [parts]
 * @property {string[]} [factors]
 */
/**
 * @typedef {object} Step
 * @property {number} step
 * @property {number} epoch
 * @property {string} where
 * @property {string[]} expected
 * @property {string} error
 * @property {string} newError
 * @property {Array<[number | null, string]>} weights
 * @property {Moment[]} moments
 * @property {string[]} explanations
 */
/** @typedef {{place: number, index: number, part: number, kind: string, number: number}} Entry */

/** @type {(id: string) => any} */
const one = (id) => document.getElementById(id);
const data = JSON.parse(one("data").textContent);
/** @type {Step[]} */
const recorded = data.recorded;
const neurons = data.names.length - data.links;
const isLink = (/** @type {number} */ name) => name >= neurons;

// All moments in order: each with its recorded learning step, its index there, and its number. A
// Link's way back takes three places, one for each calculation. In the last place of a step, the
// sample goes through once more; it has the same number as the moment before.
/** @type {Entry[]} */
const row = [];
let count = 0;
recorded.forEach((step, place) => {
  step.moments.forEach((moment, index) => {
    const kind = moment.verb === "again" ? "after" : "moment";
    count += kind === "moment" ? 1 : 0;
    for (let part = 0; part < partsOf(moment).length; part += 1) {
      row.push({ place, index, part, kind, number: count });
    }
  });
});

let now = 0;
/** @type {number | null} */
let picked = null;
/** @type {ReturnType<typeof setTimeout> | null} */
let playing = null;
const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");
const picture = new Picture(one("holder"), (name) => pick(data.names.indexOf(name)));
/** @type {number[]} */
const inColumn = Array(data.layout.columns).fill(0);
for (const { kind, column } of data.layout.neurons) {
  inColumn[column] += kind === "bias" ? 0 : 1;
}
const most = Math.max(...inColumn);
// A tall picture has room for the numbers of four Neurons; more would leave no room for the words.
one("holder").classList.toggle("tall", most === 3 || most === 4);
one("holder").classList.toggle("crowded", most > 3);
one("holder").classList.toggle("full", inColumn[inColumn.length - 1] > 4);
picture.open(data.layout, data.lowestLabel);

/**
 * What is shown after each part of a moment: lines of its formula, and changes in the picture.
 * @param {Moment} moment
 */
function partsOf(moment) {
  return moment.parts || [[moment.formula.split("\n").length, moment.sets.length]];
}

/** @param {number} position */
function momentAt(position) {
  const { place, index } = row[position];
  return recorded[place].moments[index];
}

// The picture.

/** @param {number} position */
function numbersAt(position) {
  const { place, index, part } = row[position];
  const step = recorded[place];
  const state = data.names.map((/** @type {string} */ _, /** @type {number} */ name) => ({
    output: [null, ""], total: [null, ""], back: [null, ""],
    weight: isLink(name) ? step.weights[name - neurons] : [null, ""],
  }));
  step.moments.slice(0, index + 1).forEach((moment, nth) => {
    const most = nth === index ? partsOf(moment)[part][1] : moment.sets.length;
    for (const [name, what, number, text] of moment.sets.slice(0, most)) {
      state[name][what] = [number, text];
    }
  });
  return {
    neurons: state.slice(0, neurons).map((/** @type {any} */ each) => ({
      output: each.output[1], total: each.total[1], sensitivity: each.back[1], number: each.output[0],
    })),
    links: state.slice(neurons).map((/** @type {any} */ each) => ({
      weight: each.weight[1], sensitivity: each.back[1], number: each.weight[0],
    })),
    expected: step.expected,
  };
}

/**
 * Show the numbers of this place, and what acts.
 * @param {number} position
 */
function draw(position) {
  picture.show(numbersAt(position));
  mark(position);
  const { part } = row[position];
  const { factors, name } = momentAt(position);
  if (factors && name !== null && part === 0) {
    const { x, y } = besideEnd(picture.links[name - neurons]);
    new Pill(picture, signed(factors[2])).place(x, y);
  }
}

/** @param {number} position */
function mark(position) {
  const moment = momentAt(position);
  if (moment.verb === "input") {
    picture.act(data.layout.neurons.filter((/** @type {any} */ each) => each.column === 0).map((/** @type {any} */ each) => each.name));
  } else {
    picture.act(moment.name === null ? [] : [data.names[moment.name]]);
  }
  const link = moment.factors && moment.name !== null ? picture.links[moment.name - neurons] : null;
  if (link !== null) {
    // The Neuron whose numbers count: first that at the end of the Link, then that at its beginning.
    const neuron = row[position].part === 0 ? link.end : link.start;
    neuron.group.classList.add("acts");
  }
}

/**
 * Where the output sensitivity waits: beside the end of the Link.
 * @param {Picture["links"][0]} link
 */
function besideEnd(link) {
  const { unit: u, small } = picture;
  if (link.isStub) {
    return { x: link.end.x, y: link.end.y + link.end.r + (small ? 39 : 48) * u };
  }
  const { x, y } = link.point(1);
  return { x: x - (small ? 40 : 46) * u, y: y - (small ? 22 : 28) * u };
}

/**
 * How the picture moves into a place: a number runs along its Link, forwards or back.
 * @param {number} position
 * @returns {Phase[]}
 */
function phasesOf(position) {
  const { verb, name, factors } = momentAt(position);
  if (name === null || !isLink(name)) {
    return [];
  }
  const link = picture.links[name - neurons];
  if (verb === "propagate") {
    return picture.momentPhases(link.name, false, link.start.isBias ? "1" : link.start.text.textContent || "");
  }
  if (!factors) {
    return [];
  }
  const [sensitivity, slope, output, input, weight, sent] = [...factors.slice(0, 3).map(signed), ...factors.slice(3).map(tidy)];
  const end = besideEnd(link);
  const label = link.isStub ? end : { x: link.at.x, y: link.at.y + 22 * picture.unit };
  const { part } = row[position];
  if (part === 0) {
    const above = { x: link.end.x, y: link.end.y - link.end.r - 16 * picture.unit };
    return [...run(`${sensitivity} \u00d7 ${tidy(factors[1])}`, above, above, 900), ...run(output, above, end, 500)];
  }
  if (part === 1) {
    return [...run(output, end, label, 400), ...run(`${output} \u00d7 ${input}`, label, label, 800)];
  }
  if (link.isStub) {
    return [];
  }
  const start = { x: link.start.x, y: link.start.y - link.start.r - 16 * picture.unit };
  return [...run(`${output} \u00d7 ${weight}`, label, label, 800), ...run(signed(factors[5]), label, start, 700)];
}

/**
 * A number that runs from one place to another.
 * @param {string} text
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {number} ms
 * @returns {Phase[]}
 */
function run(text, from, to, ms) {
  /** @type {Pill} */
  let pill;
  return [{
    ms,
    begin: () => {
      pill = new Pill(picture, text);
    },
    draw: (t) => pill.place(picture.inside(from.x + (to.x - from.x) * t, text), from.y + (to.y - from.y) * t),
  }];
}

// What happens: the words, the calculation, and the lines of code.

function showMoment() {
  const { part, index, place, number, kind } = row[now];
  const step = recorded[place];
  const moment = step.moments[index];
  one("where").textContent = step.where;
  one("error").textContent = kind === "after" ? step.newError : step.error;
  one("phase").textContent = data.phases[moment.verb];
  one("words").textContent = arrowed(moment.words);
  showCalculation(moment, part);
  showCode(moment, part);
  const parts = moment.parts ? `, part ${part + 1} of ${moment.parts.length}` : "";
  one("place").textContent = kind === "after" ? `after moment ${number}` : `moment ${number} of ${count}${parts}`;
  one("scrubber").value = now + 1;
  one("scrubber").setAttribute("aria-valuetext", one("place").textContent);
}

// Rather than use smaller letters than this, a sentence takes two lines.
const SMALLEST = 12.5;

/**
 * Show a calculation whole, in smaller letters if there is no other way.
 * @param {string} formula
 */
function showFitted(formula) {
  const element = one("formula");
  element.style.fontSize = "";
  const size = parseFloat(getComputedStyle(element).fontSize);
  const most = element.clientWidth / (CHARACTER * size);
  const calculations = (/** @type {string} */ text) => text.split("\n").filter((line) => line.includes(" = "));
  // Where there is little room, calculations are not aligned, and labels get their own lines.
  const isNarrow = longest(calculations(formula)).length > most;
  const text = isNarrow ? formula.replace(/ +(?== )/g, " ") : formula;
  const unlabelled = isNarrow ? text.replaceAll(/^\S.*?  +(?=.* = )/gm, "  ") : text;
  const fits = (/** @type {string[]} */ lines) => (size * most) / Math.max(1, longest(lines).length);
  const fitting = Math.max(SMALLEST, fits(unlabelled.split("\n")));
  element.style.fontSize = `${Math.min(size, fitting, fits(calculations(unlabelled))).toFixed(2)}px`;
  showFormula(element, text);
}

/**
 * Show the calculation; of several, one after the other.
 * @param {Moment} moment
 * @param {number} part
 */
function showCalculation(moment, part) {
  showFitted(moment.formula);
  if (moment.parts) {
    const first = part === 0 ? 0 : moment.parts[part - 1][0];
    [...one("formula").children].forEach((line, number) => {
      const isLater = number >= partsOf(moment)[part][0];
      line.className += number < first ? " before" : isLater ? " later" : " now";
    });
  }
}

/**
 * @param {Moment} moment
 * @param {number} part
 */
function showCode(moment, part) {
  const source = moment.source === null ? null : data.sources[moment.source];
  one("no-code").hidden = source !== null;
  one("file").hidden = one("lines").hidden = source === null;
  if (source === null) {
    return;
  }
  showSource(one("file"), one("lines"), source);
  if (source.parts.length) {
    for (const line of one("lines").querySelectorAll(".runs")) {
      const number = Number(line.querySelector(".number").textContent);
      line.classList.toggle("waits", !source.parts[part].includes(number));
    }
  }
  // Where there is little room, the lines that run are in sight.
  const running = [...one("lines").querySelectorAll(".runs:not(.waits)")];
  if (running.length) {
    const [first, last] = [running[0], running[running.length - 1]];
    const least = last.offsetTop + last.offsetHeight + 12 - one("code").clientHeight;
    one("code").scrollTop = Math.min(first.offsetTop - 12, least);
  }
}

// Curves.

// A point for each learning step, or for each epoch.
const placeOnCurve = (/** @type {Step} */ step) => (data.hasEpochs ? step.epoch : step.step);
/** @type {ReturnType<typeof drawErrors> | null} */
let errorPlace = null;

function showErrors() {
  if (one("curve").hidden) {
    return;
  }
  const at = placeOnCurve(recorded[row[now].place]);
  errorPlace = drawErrors(one("errors"), data.errors, 1, { counted: data.counted, at });
  one("errors").setAttribute("aria-label", `${data.errorsOf}; ${data.counted} ${at} is marked`);
}

one("errors").addEventListener("click", (/** @type {MouseEvent} */ event) => {
  if (errorPlace !== null) {
    const x = event.clientX - one("errors").getBoundingClientRect().left;
    const wanted = (x - errorPlace.toX(0)) / (errorPlace.toX(1) - errorPlace.toX(0));
    const distances = recorded.map((step) => Math.abs(placeOnCurve(step) - wanted));
    const best = distances.indexOf(Math.min(...distances));
    go(row.findIndex((entry) => entry.place === best));
  }
});

// One Neuron or Link.

/**
 * A Link's weight before each learning step, or a Neuron's output in it.
 * @param {number} name
 * @returns {Array<[number, number | null]>}
 */
function historyOf(name) {
  if (isLink(name)) {
    return data.weights.map((/** @type {[number, number[]]} */ [step, weights]) => [step, weights[name - neurons]]);
  }
  return recorded.map((step) => {
    const changes = step.moments.flatMap((moment) => (moment.verb === "again" ? [] : moment.sets));
    const change = changes.find(([changed, what]) => changed === name && what === "output");
    return [step.step, change ? change[2] : null];
  });
}

function showChosen() {
  one("hint").hidden = picked !== null;
  one("about").hidden = picked === null;
  if (picked === null || one("chosen").hidden) {
    return;
  }
  const { place, index } = row[now];
  const step = recorded[place];
  const points = historyOf(picked);
  one("chosen-name").textContent = `${isLink(picked) ? "Link" : "Neuron"} ${arrowed(data.names[picked])}`;
  const what = isLink(picked) ? "weight before each learning step" : "output in each learning step";
  const here = points.find((point) => point[0] === step.step);
  const number = here && here[1] !== null ? tidy(String(Number(here[1].toPrecision(4)))) : "no number";
  one("history-words").textContent = `Its ${what}; in step ${step.step}: ${number}`;
  one("history").style.display = points.length > 1 ? "" : "none";
  const low = Math.min(...points.map((point) => (point[1] === null ? Infinity : point[1])));
  drawErrors(one("history"), points, 1, { counted: "learning steps", at: step.step, low: Number.isFinite(low) ? low : 0 });
  one("history").setAttribute("aria-label", one("history-words").textContent);
  const first = row.findIndex((entry) => entry.place === place);
  one("its-moments").replaceChildren(...step.moments.flatMap((moment, nth) => {
    if (moment.name !== picked && !moment.sets.some((change) => change[0] === picked)) {
      return [];
    }
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    button.type = "button";
    button.textContent = arrowed(moment.words);
    if (nth === index) {
      button.setAttribute("aria-current", "true");
    }
    button.addEventListener("click", () => {
      pause();
      go(first + row.slice(first).findIndex((entry) => entry.index === nth));
      // `go` has made a new list.
      one("its-moments").querySelector("[aria-current]").focus({ preventScroll: true });
    });
    item.append(button);
    return [item];
  }));
  const text = step.explanations[picked];
  one("why").hidden = one("explanation").hidden = text === undefined;
  showFormula(one("explanation"), text || "");
}

/** @param {number | null} name */
function pick(name) {
  picked = name;
  picture.pick(name === null ? null : data.names[name]);
  view(name === null ? "code" : "chosen");
  if (name !== null) {
    // Scroll only until its heading is visible, so that the picture stays.
    const top = one("chosen").getBoundingClientRect().top;
    const limit = 0.6 * window.innerHeight;
    if (top > limit) {
      window.scrollBy(0, top - limit);
    }
  }
}
one("close").addEventListener("click", () => pick(null));

// The panels below the calculation.

/** @type {HTMLButtonElement[]} */
const tabs = [...one("tabs").querySelectorAll("button")];

/** @param {string} name */
function view(name) {
  for (const tab of tabs) {
    const panel = tab.dataset.view || "";
    tab.setAttribute("aria-pressed", String(panel === name));
    one(panel).hidden = panel !== name;
  }
  showErrors();
  showChosen();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => view(tab.dataset.view || "code"));
}
tabs[1].hidden = data.errors.length < 2;
one("errors-of").textContent = data.errorsOf;

// Room for the longest texts, so that nothing jumps while it plays.

/**
 * @param {string[]} texts
 * @returns {string}
 */
const longest = (texts) => texts.reduce((best, text) => (text.length > best.length ? text : best), "");

function reserve() {
  const moments = recorded.flatMap((step) => step.moments);
  const { style } = one("moment");
  style.height = "auto";
  let most = 0;
  for (const verb of Object.keys(data.phases)) {
    const those = moments.filter((moment) => moment.verb === verb);
    one("phase").textContent = data.phases[verb];
    one("words").textContent = arrowed(longest(those.map((moment) => moment.words)));
    showFitted(longest(those.map((moment) => moment.formula)));
    most = Math.max(most, one("moment").offsetHeight);
  }
  style.height = `${most}px`;
  one("where").style.minHeight = "0";
  one("where").textContent = longest(recorded.map((step) => step.where));
  one("where").style.minHeight = `${one("where").offsetHeight}px`;
}

// Moving between moments.

/**
 * @param {number} position
 * @param {boolean} [isMoving] whether the numbers run there, if it is the next place
 */
async function go(position, isMoving = false) {
  const before = now;
  now = Math.min(Math.max(position, 0), row.length - 1);
  picture.isQuiet = playing !== null;
  showMoment();
  showErrors();
  showChosen();
  if (location.protocol !== "about:") {
    // A page inside a notebook has no address.
    const { kind, number, part } = row[now];
    history.replaceState(null, "", `#${kind}=${number}${part ? `.${part + 1}` : ""}`);
  }
  const here = now;
  if (isMoving && now === before + 1 && !lessMotion.matches) {
    draw(before);
    const phases = phasesOf(now);
    picture.effects.replaceChildren();
    mark(now);
    if (phases.length && !(await picture.move(phases)) && here !== now) {
      return;
    }
  }
  draw(now);
}

/** @param {number} steps */
function stepBy(steps) {
  const { place } = row[now];
  const first = row.findIndex((entry) => entry.place === place);
  // In the middle of a step, going back means going to the beginning of the step.
  const wanted = steps < 0 && now > first ? place : place + steps;
  const target = row.findIndex((entry) => entry.place === wanted);
  go(target >= 0 ? target : steps < 0 ? 0 : row.length - 1);
}

function pause() {
  if (playing !== null) {
    clearTimeout(playing);
    playing = null;
    one("play").textContent = "Play";
    one("moment").setAttribute("aria-live", "polite");
    picture.isQuiet = false;
    go(now);
  }
}

// Numbers have time to run at these speeds only.
const LEAST_MS = 1500;

function tick() {
  if (now === row.length - 1) {
    pause();
    return;
  }
  const ms = Number(one("speed").value);
  go(now + 1, ms >= LEAST_MS);
  playing = setTimeout(tick, ms);
}

function play() {
  if (playing !== null) {
    pause();
    return;
  }
  if (now === row.length - 1) {
    go(0);
  }
  one("play").textContent = "Pause";
  // A screen reader can't keep up with playing.
  one("moment").setAttribute("aria-live", "off");
  playing = setTimeout(tick, Math.min(500, Number(one("speed").value)));
}

/** @type {Record<string, () => unknown>} */
const actions = {
  first: () => go(0),
  "step-back": () => stepBy(-1),
  back: () => go(now - 1),
  play,
  forward: () => go(now + 1, true),
  "step-forward": () => stepBy(1),
  last: () => go(row.length - 1),
};
for (const [id, action] of Object.entries(actions)) {
  one(id).addEventListener("click", () => {
    if (id !== "play") {
      pause();
    }
    action();
  });
}
one("scrubber").max = row.length;
one("scrubber").addEventListener("input", () => {
  pause();
  go(Number(one("scrubber").value) - 1);
});

/** @type {Record<string, string>} */
const keys = {
  " ": "play",
  ArrowLeft: "back",
  ArrowRight: "forward",
  PageUp: "step-back",
  PageDown: "step-forward",
  Home: "first",
  End: "last",
};
document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
    return;
  }
  if (target.tagName === "SELECT" || ["lines", "explanation"].includes(target.id)) {
    return;
  }
  if (event.key === "Escape") {
    pick(null);
    return;
  }
  const onButton = target.tagName === "BUTTON" || target.tagName === "SUMMARY";
  if (!(event.key in keys) || (event.key === " " && onButton)) {
    return;
  }
  event.preventDefault();
  one(keys[event.key]).click();
});

// The address: "#moment=25.2" is the second part of moment 25.
function placeInAddress() {
  const found = /^#(moment|after)=(\d+)(?:\.(\d))?$/.exec(location.hash);
  if (found === null) {
    return 0;
  }
  const wanted = Math.min(Number(found[2]), count);
  const first = row.findIndex(({ kind, number }) => kind === found[1] && number >= wanted);
  const part = Number(found[3] || 1) - 1;
  return first >= 0 && row[first + part] && row[first + part].number === row[first].number && row[first + part].kind === found[1] ? first + part : first;
}
window.addEventListener("hashchange", () => go(placeInAddress()));

// For another size, everything is drawn again.
let size = "";
new ResizeObserver(() => {
  const box = one("holder").getBoundingClientRect();
  if (size !== `${box.width} ${box.height}`) {
    reserve();
    const after = one("holder").getBoundingClientRect();
    size = `${after.width} ${after.height}`;
    picture.build();
    picture.pick(picked === null ? null : data.names[picked]);
    go(now);
  }
}).observe(one("holder"));

reserve();
picture.build();
view("code");
go(placeInAddress());
