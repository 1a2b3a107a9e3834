"use strict";

// The page shows what was recorded, and calculates nothing: every number was recorded while the real
// Neurons and Links worked. To go back, it replays the learning step from its beginning, up to one
// moment earlier.

const data = JSON.parse(document.getElementById("data").textContent);
const one = (id) => document.getElementById(id);

// All moments in order, each with its recorded learning step, its index there, and its number. In
// the last one of a step, the sample goes through once more. That is not a moment of learning, so it
// has the same number as the moment before.
const row = [];
let count = 0;
data.recorded.forEach((step, place) => {
  step.moments.forEach((moment, index) => {
    const kind = moment.verb === "again" ? "after" : "moment";
    count += kind === "moment" ? 1 : 0;
    row.push({ place, index, kind, number: count });
  });
});

// The elements of the picture, by the place of their name in `data.names`.
const elements = new Map();
document.querySelectorAll("#picture [data-name]").forEach((element) => {
  elements.set(Number(element.dataset.index), element);
});
// A Link's numbers are drawn above all lines, apart from its own; a Neuron's are inside it.
const texts = new Map(elements);
document.querySelectorAll("#picture [data-of]").forEach((element) => {
  texts.set(Number(element.dataset.index), element);
});
const neurons = data.names.length - data.links;
const isLink = (name) => name >= neurons;

// What each output Neuron should output. This needs more room at the right of the picture.
const SVG = "http://www.w3.org/2000/svg";
const wanted = new Map();
const drawing = document.querySelector("#picture svg");
drawing.viewBox.baseVal.width += 54;
for (const [name] of data.recorded[0].wanted) {
  const circle = elements.get(name).querySelector("circle");
  const [x, y] = ["cx", "cy"].map((key) => Number(circle.getAttribute(key)));
  const lines = [-3, 12].map((down) => {
    const text = svgElement("text", { class: "wanted", x: x + 39, y: y + down });
    drawing.append(text);
    return text;
  });
  lines[0].textContent = "want";
  wanted.set(name, lines[1]);
}

// The legend leaves the picture and becomes text, so that it wraps on a narrow screen.
const legend = drawing.querySelector(".legend");
const legendTop = Math.min(...[...legend.querySelectorAll("text")].map((text) => Number(text.getAttribute("y"))));
for (const part of legend.children) {
  if (part.tagName === "text") {
    const words = document.createElement("span");
    words.textContent = part.textContent;
    words.className = part.getAttribute("class") || "";
    const line = part.previousElementSibling;
    if (line !== null && line.tagName === "g") {
      const sample = svgElement("svg", { class: "lernmi-diagram", viewBox: "0 0 36 10", width: 36, height: 10 });
      const stroke = line.cloneNode(true);
      for (const [name, value] of [["x1", 0], ["x2", 36], ["y1", 5], ["y2", 5]]) {
        stroke.querySelector("line").setAttribute(name, value);
      }
      sample.setAttribute("aria-hidden", "true");
      sample.append(stroke);
      words.prepend(sample, " ");
    }
    one("legend").append(words);
  }
}
legend.remove();
drawing.viewBox.baseVal.height = legendTop - 20;
// From now on, the viewBox decides the shape of the picture.
drawing.removeAttribute("width");
drawing.removeAttribute("height");

let now = 0;
let picked = null;
let playing = null;

// What the picture shows.

function stateAt(position) {
  const { place, index } = row[position];
  const step = data.recorded[place];
  const state = data.names.map((name, number) => ({
    output: "",
    total: "",
    back: "",
    weight: isLink(number) ? step.weights[number - neurons] : null,
  }));
  for (const moment of step.moments.slice(0, index + 1)) {
    for (const [name, what, number, text] of moment.sets) {
      state[name][what] = what === "weight" ? [number, text] : text;
    }
  }
  return state;
}

function setText(name, kind, text) {
  const target = texts.get(name).querySelector("." + kind);
  if (target) {
    target.textContent = text;
  }
}

// What a screen reader calls a Neuron. It begins with the visible text, so that voice control
// finds the Neuron.
function seenFirst(element, numbers) {
  const seen = [...element.querySelectorAll("text")].map((text) => text.textContent);
  const what = element.classList.contains("adding") ? ["total input so far"] : [];
  if (what.length === 0) {
    what.push(numbers.output || element.classList.contains("bias") ? "output" : "no output yet");
  }
  if (numbers.back) {
    what.push("sensitivity");
  }
  return `${seen.filter((text) => text !== "").join(" ")} (${what.join(", ")})`;
}

const FORWARDS = ["input", "receive", "propagate", "activate", "again"];

function showPicture(moment, step) {
  one("picture").classList.toggle("forwards", FORWARDS.includes(moment.verb));
  for (const [name, text] of step.wanted) {
    wanted.get(name).textContent = text;
  }
  stateAt(now).forEach((numbers, name) => {
    const element = elements.get(name);
    if (!element) {
      return;
    }
    setText(name, "back", numbers.back);
    if (isLink(name)) {
      const [weight, text] = numbers.weight;
      setText(name, "weight", text);
      element.classList.toggle("positive", weight > 0);
      element.classList.toggle("negative", weight < 0);
      element.classList.toggle("zero", weight === 0);
      element.classList.toggle("no-number", weight === null);
      const share = data.largestWeight > 0 ? Math.min(1, Math.abs(weight) / data.largestWeight) : 0;
      const width = 1 + (Number(element.dataset.widest) - 1) * (weight === null ? 1 : share);
      element.querySelector("line").setAttribute("stroke-width", width.toFixed(2));
    } else if (!element.classList.contains("bias")) {
      // A Neuron that has not activated shows what it has added up so far.
      const sum = numbers.total === "" ? "" : `\u03a3 ${numbers.total}`;
      setText(name, "output", numbers.output || sum);
      element.classList.toggle("adding", numbers.output === "" && sum !== "");
    }
    const said = isLink(name)
      ? `Link ${data.names[name]}: weight ${numbers.weight[1]}`
      : `${data.names[name]}: output ${numbers.output || (element.classList.contains("bias") ? "1" : "none yet")}`;
    const back = numbers.back ? `, sensitivity ${numbers.back}` : "";
    element.setAttribute("aria-label", isLink(name) ? said + back : seenFirst(element, numbers));
    const title = element.querySelector("title");
    if (title) {
      title.textContent = said + back;
    }
    for (const part of [element, texts.get(name)]) {
      const isInput = moment.verb === "input" && moment.sets.some((change) => change[0] === name);
      part.classList.toggle("acts", name === moment.name || isInput);
      part.classList.toggle("picked", name === picked);
    }
  });
}

// The sentences about the moment.

function showLines(element, lines) {
  element.replaceChildren(
    ...lines.map((line) => {
      const part = document.createElement("div");
      part.textContent = line;
      part.classList.toggle("calculation", line.includes(" = "));
      // At least two spaces end a label. On a narrow screen the calculation is below it.
      const labelled = /^(\S.*?  +)(.* = .*)$/.exec(line);
      if (labelled !== null) {
        part.replaceChildren(...labelled.slice(1).map((text) => {
          const half = document.createElement("span");
          half.textContent = text;
          return half;
        }));
      }
      return part;
    }),
  );
}

function showSource(moment) {
  const source = moment.source === null ? null : data.sources[moment.source];
  one("code").hidden = source === null;
  if (source === null) {
    return;
  }
  const last = source.first + source.lines.length - 1;
  one("file").textContent = `${source.file}, lines ${source.first} to ${last}`;
  // Comments and the docstring don't run; the docstring's first line is enough here.
  let inDescription = false;
  const parts = [];
  source.lines.forEach((line, index) => {
    const quotes = line.split('"""').length - 1;
    const isWithin = inDescription;
    if (quotes === 1) {
      inDescription = !inDescription;
    }
    if (isWithin) {
      return;
    }
    const says = quotes > 0 || line.trim().startsWith("#") || line.trim().startsWith("def ");
    const part = document.createElement("span");
    part.className = says || line.trim() === "" ? "says" : "runs";
    const number = document.createElement("span");
    number.className = "number";
    number.textContent = source.first + index;
    part.append(number, (line || " ") + (inDescription ? " .." : ""));
    parts.push(part);
  });
  one("lines").replaceChildren(...parts);
}

// Curves.

function svgElement(kind, attributes, text) {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

function short(number) {
  return Number(number.toPrecision(3)).toString();
}

// The left end of the curves. To the left of it there is room for numbers such as -0.001234.
const LEFT = 70;
const WIDTH = 316;

// Draws points [x, y], with a line at nowX. counted: what x counts, such as "learning step".
function drawCurve(svg, points, nowX, counted, label) {
  const height = Number(svg.getAttribute("viewBox").split(" ")[3]);
  const finite = points.filter((point) => point[1] !== null);
  const ys = finite.map((point) => point[1]);
  const low = Math.min(0, ...ys);
  const high = Math.max(...ys, low + 1e-12);
  const [firstX, span] = range(points);
  const toX = (x) => LEFT + (WIDTH * (x - firstX)) / span;
  const toY = (y) => 12 + ((height - 34) * (high - y)) / (high - low);
  const parts = [
    svgElement("line", { class: "axis", x1: LEFT, x2: LEFT + WIDTH, y1: toY(low), y2: toY(low) }),
    svgElement("line", { class: "axis", x1: LEFT, x2: LEFT, y1: 12, y2: height - 22 }),
    svgElement("text", { class: "label", x: LEFT - 4, y: 16, "text-anchor": "end" }, short(high)),
    svgElement("text", { class: "label", x: LEFT - 4, y: toY(low) + 4, "text-anchor": "end" }, short(low)),
    svgElement("text", { class: "label", x: LEFT, y: height - 6 }, `${counted} ${firstX}`),
    svgElement("text", { class: "label", x: LEFT + WIDTH, y: height - 6, "text-anchor": "end" }, String(points[points.length - 1][0])),
    svgElement("polyline", { class: "curve", points: finite.map(([x, y]) => `${toX(x)},${toY(y)}`).join(" ") }),
  ];
  if (finite.length < 40) {
    finite.forEach(([x, y]) => parts.push(svgElement("circle", { class: "dot", cx: toX(x), cy: toY(y), r: 3 })));
  }
  parts.push(svgElement("line", { class: "now", x1: toX(nowX), x2: toX(nowX), y1: 8, y2: height - 22 }));
  svg.replaceChildren(...parts);
  svg.setAttribute("aria-label", label);
}

// Returns the x of the first point, and the distance from it to the last point.
function range(points) {
  const firstX = points[0][0];
  return [firstX, Math.max(1, points[points.length - 1][0] - firstX)];
}

// The curve has a point for each learning step, or for each epoch.
const counted = data.hasEpochs ? "epoch" : "learning step";
const placeOnCurve = (step) => (data.hasEpochs ? step.epoch : step.step);

function showCurve(step) {
  one("errors").style.display = data.errors.length > 1 ? "" : "none";
  one("errors-of").textContent = data.errorsOf;
  const marked = placeOnCurve(step);
  const label = `${data.errorsOf}; ${counted} ${marked} is marked`;
  drawCurve(one("errors"), data.errors, marked, counted, label);
  one("error").textContent = `Learning step ${step.step} (sample ${step.sample}): error ${step.error}`;
}

one("errors").addEventListener("click", (event) => {
  const box = one("errors").getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * 400;
  const [firstX, span] = range(data.errors);
  const wanted = firstX + ((x - LEFT) / WIDTH) * span;
  let best = 0;
  data.recorded.forEach((step, place) => {
    const distance = Math.abs(placeOnCurve(step) - wanted);
    if (distance < Math.abs(placeOnCurve(data.recorded[best]) - wanted)) {
      best = place;
    }
  });
  go(row.findIndex((moment) => moment.place === best));
});

// One Neuron or Link.

// Returns points [learning step, number]: a Link's weight before it, or a Neuron's output in it.
function historyOf(name) {
  if (isLink(name)) {
    return data.weights.map(([step, weights]) => [step, weights[name - neurons]]);
  }
  return data.recorded.map((step) => {
    for (const moment of step.moments) {
      for (const [changed, what, number] of moment.sets) {
        if (changed === name && what === "output") {
          return [step.step, number];
        }
      }
    }
    // No moment changes a bias Neuron's output.
    return [step.step, 1];
  });
}

function showChosen(step) {
  one("chosen").hidden = picked === null;
  if (picked === null) {
    return;
  }
  const name = data.names[picked];
  one("chosen-name").textContent = isLink(picked) ? `Link ${name}` : `Neuron ${name}`;
  const points = historyOf(picked);
  const what = isLink(picked) ? "weight before each learning step" : "output in each learning step";
  one("history").style.display = points.length > 1 ? "" : "none";
  drawCurve(one("history"), points, step.step, "learning step", `${name}: its ${what}`);
  const here = points.find((point) => point[0] === step.step);
  const number = here[1] === null ? "no number" : short(here[1]);
  one("history-words").textContent = `Its ${what}; in step ${step.step}: ${number}`;
  const place = row[now].place;
  const first = row.findIndex((moment) => moment.place === place);
  const items = [];
  step.moments.forEach((moment, index) => {
    if (moment.name !== picked && !moment.sets.some((change) => change[0] === picked)) {
      return;
    }
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = moment.words;
    if (first + index === now) {
      button.setAttribute("aria-current", "true");
    }
    const itemPlace = items.length;
    button.addEventListener("click", () => {
      go(first + index);
      // `go` has made a new list.
      one("its-moments").querySelectorAll("button")[itemPlace].focus({ preventScroll: true });
    });
    item.append(button);
    items.push(item);
  });
  one("its-moments").replaceChildren(...items);
  const text = step.explanations[picked];
  one("why").hidden = one("explanation").hidden = text === undefined;
  one("explanation").textContent = text === undefined ? "" : text;
}

function pick(name) {
  const before = picked;
  picked = name;
  show();
  if (name === null) {
    if (before !== null) {
      elements.get(before).focus({ preventScroll: true });
    }
    return;
  }
  // Scroll only until its heading is visible, so that the picture stays.
  const top = one("chosen").getBoundingClientRect().top;
  const limit = 0.6 * window.innerHeight;
  if (top > limit) {
    window.scrollBy(0, top - limit);
  }
}

elements.forEach((element, name) => {
  const line = element.querySelector("line");
  if (line !== null) {
    // A thin line is hard to hit with a finger.
    const wide = line.cloneNode();
    wide.setAttribute("class", "wide");
    wide.setAttribute("stroke-width", "16");
    element.append(wide);
  }
  if (texts.get(name) !== element) {
    texts.get(name).addEventListener("click", () => pick(name));
  }
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.addEventListener("click", () => pick(name));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      pick(name);
      one("close").focus({ preventScroll: true });
    }
  });
});
one("close").addEventListener("click", () => pick(null));
// The parts of the picture are buttons now, so it is no longer one picture for a screen reader.
document.querySelector("#picture svg").setAttribute("role", "group");
// This description is true only at the first moment.
document.querySelector("#picture desc").remove();

// Moving between moments.

function show() {
  const { place, index, kind, number } = row[now];
  const step = data.recorded[place];
  const moment = step.moments[index];
  showPicture(moment, step);
  one("where").textContent =
    `Learning step ${step.step} of ${data.steps} (epoch ${step.epoch}, sample ${step.sample} of ${data.samples}): ` +
    `inputs ${step.inputs}; expected ${step.expected}; learning rate ${data.learningRate}`;
  const inStep = step.moments.length - 1;
  const nth = kind === "after" ? `after all ${inStep}` : `${index + 1} of ${inStep}`;
  one("phase").textContent = `${moment.phase} (${nth} in this learning step)`;
  one("words").textContent = moment.words;
  showLines(one("formula"), moment.formula.split("\n"));
  showSource(moment);
  showCurve(step);
  showChosen(step);
  one("place").textContent = kind === "after" ? `after moment ${number}` : `moment ${number} of ${count}`;
  one("scrubber").value = now + 1;
  one("scrubber").setAttribute("aria-valuetext", one("place").textContent);
}

// On a phone the picture is wider than the screen, so scroll to the Neuron or Link that acts.
function bringToSight() {
  const acting = document.querySelector("#picture .acts");
  if (acting === null) {
    return;
  }
  const picture = one("picture");
  const [box, around] = [acting.getBoundingClientRect(), picture.getBoundingClientRect()];
  picture.scrollLeft += box.left + box.width / 2 - (around.left + around.width / 2);
}

function go(position) {
  now = Math.min(Math.max(position, 0), row.length - 1);
  show();
  bringToSight();
  if (location.protocol !== "about:") {
    // A page inside a notebook has no address.
    history.replaceState(null, "", `#${row[now].kind}=${row[now].number}`);
  }
}

function stepBy(steps) {
  const place = row[now].place;
  const first = row.findIndex((moment) => moment.place === place);
  // In the middle of a step, going back means going to the beginning of the step.
  const wanted = steps < 0 && now > first ? place : place + steps;
  const target = row.findIndex((moment) => moment.place === wanted);
  go(target >= 0 ? target : steps < 0 ? 0 : row.length - 1);
}

function pause() {
  clearTimeout(playing);
  playing = null;
  one("play").textContent = "Play";
  one("play").setAttribute("aria-label", "Play");
  one("moment").setAttribute("aria-live", "polite");
}

function tick() {
  if (now === row.length - 1) {
    pause();
    return;
  }
  go(now + 1);
  playing = setTimeout(tick, Number(one("speed").value));
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
  one("play").setAttribute("aria-label", "Pause");
  // A screen reader can't keep up with playing.
  one("moment").setAttribute("aria-live", "off");
  playing = setTimeout(tick, Number(one("speed").value));
}

const actions = {
  first: () => go(0),
  "step-back": () => stepBy(-1),
  back: () => go(now - 1),
  play,
  forward: () => go(now + 1),
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
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
    return;
  }
  if (event.target.tagName === "SELECT" || event.target.id === "lines") {
    return;
  }
  if (event.key === "Escape") {
    pick(null);
    return;
  }
  const onButton = event.target.tagName === "BUTTON" || event.target.tagName === "SUMMARY";
  if (!(event.key in keys) || (event.key === " " && onButton)) {
    return;
  }
  event.preventDefault();
  one(keys[event.key]).click();
});

function momentInAddress() {
  const found = /^#(moment|after)=(\d+)$/.exec(location.hash);
  if (found === null) {
    return 0;
  }
  const wanted = Math.min(Number(found[2]), count);
  return row.findIndex(({ kind, number }) => kind === found[1] && number >= wanted);
}
window.addEventListener("hashchange", () => go(momentInAddress()));

go(momentInAddress());
