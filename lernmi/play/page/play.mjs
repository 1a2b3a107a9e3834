// @ts-check
// The live page: shows what Python says, and sends what you do. Python writes every sentence and
// every number; this file only draws them and moves them.
//
//   mount(root, connect)
//
// connect(onReply) returns `send(message)`; a reply has the id of its message, and an event none.

import { arrowed, drawActivation, drawErrors, drawWeight, tidy } from "./curves.mjs";
import { LEARN, PAGE, PHASES, VIEWS } from "./parts.mjs";
import { Picture, getColours, paintPlane } from "./picture.mjs";
import { drawPoints, markPoint, writeErrors } from "./points.mjs";
import { CHARACTER, fittedLines, showFormula, showSource } from "./source.mjs";

/** @typedef {import("./messages.mjs").Plane} Plane */
/** @typedef {import("./messages.mjs").Situation} Situation */
/** @typedef {import("./messages.mjs").Scene} Scene */
/** @typedef {import("./messages.mjs").State} State */
/** @typedef {import("./messages.mjs").Reply} Reply */
/** @typedef {import("./messages.mjs").Connect} Connect */

const CHUNK_MS = 24;
// Drawing more often would not be seen.
const MS_OF_A_FRAME = 15;
// Slow speed, for a step with several samples, which has no motion.
const MS_OF_A_BATCH = 600;
// Normal speed: so many steps a second at first, and 2.7 times as many after each of these times.
const FIRST_SPEED = 40;
const SECONDS_TO_RISE = 11.5;
// Planes and explanations follow more slowly than the numbers while it plays.
const MS_OF_PLANES = 200;
// A reply that takes longer than this is announced.
const MS_OF_PATIENCE = 500;
// The first step in motion takes its time, the next ones only this share of it.
const LATER_PACE = 0.4;
const CALCULATING = "lernmi is calculating...";
const NO_MOMENTS = "Slow motion needs one sample per nudge.";
const PAGE_KEYS = ["hide", "wall"];
// The largest message that the server takes.
const MOST_BYTES = 200000;

/**
 * A sentence of Python's, with the arrows and minus signs of a page.
 * @param {string} text
 */
const pretty = (text) => arrowed(text).replaceAll(/(^|[ (])-(?=\d)/g, "$1\u2212");

/**
 * What somebody typed, as Python reads it: 0,5 is 0.5, and 2,3,1 is 2-3-1.
 * @param {string} name
 * @param {string} value
 */
function typed(name, value) {
  return name === "layers" ? value.trim().replaceAll(/[\s,]+/g, "-") : value.replace(",", ".");
}

/** A message that Python refuses. */
class Refusal extends Error {}

/** @param {boolean} isWanted */
const nextFrame = (isWanted = true) => new Promise((go) => (isWanted ? requestAnimationFrame(go) : go(0)));
// A plane of a large network takes Python long, so it has fewer cells.
const MANY_LINKS = 60;

/**
 * Build the page inside an element.
 * @param {HTMLElement} root
 * @param {Connect} connect
 * @param {{address?: boolean}} [options] address: false if the page has no address of its own
 */
export function mount(root, connect, options = {}) {
  root.classList.add("lernmi-play");
  root.innerHTML = PAGE;
  /** @type {<T extends Element = HTMLElement>(selector: string) => T} */
  const one = (selector) => /** @type {any} */ (root.querySelector(selector));
  const all = (/** @type {string} */ selector) => /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector));
  const say = (/** @type {string} */ name, /** @type {string} */ text) => {
    const target = one(`[data-text="${name}"]`);
    if (target.textContent !== text) {
      target.textContent = text;
    }
  };
  const hasAddress = options.address !== false && location.protocol !== "about:";
  const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");
  const unit = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const speed = () => /** @type {HTMLSelectElement} */ (one(".speed")).value;
  const isPhone = () => getComputedStyle(root).getPropertyValue("--phone").trim() === "1";
  const picture = new Picture(one(".holder"), pick);

  /** @type {Scene} */
  let scene;
  /** @type {State} */
  let state;
  /** @type {Plane | null} */
  let plane = null;
  /** @type {string | null} */
  let picked = null;
  /** @type {"sample" | "all"} */
  let over = "sample";
  /** @type {"guess" | "situation" | "words"} */
  let asking = "guess";
  /** @type {string | null} */
  let guess = null;
  // What Python says about an answer: until the next press, and in a situation until Next.
  let answered = "";
  let showsUnseen = false;
  let canJudge = true;
  // Each press begins a turn; what an earlier turn still waits for no longer shows.
  let turn = 0;
  let isPlaying = false;
  let wantsPause = false;
  // Whether a message waits for Python.
  let isWaiting = false;
  // Whether a step was shown in motion; the next ones are faster.
  let hasMoved = false;
  let isSlow = false;
  let isHeld = false;
  // Seconds of play at normal speed since the network was opened.
  let played = 0;
  let written = "";
  // Whether the address becomes a new one, to which the browser's Back leads back.
  let isNewPage = false;
  // Whether the address has room for the weights.
  let hasRoom = true;
  let planeAt = 0;
  let whyAt = 0;
  /** @type {{step: number, errors: Array<number | null>, before: Array<number | null>}} */
  let judged = { step: -1, errors: [], before: [] };
  // For measurements: one entry for each redraw while it plays.
  const stats = { redraws: /** @type {number[]} */ ([]) };

  // Messages. One after the other, so two never change places.

  /** @type {Map<number, (reply: Reply) => void>} */
  const waiting = new Map();
  let lastId = 0;
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  const send = connect((reply) => {
    if (reply.event !== undefined) {
      happened(reply);
    }
    const done = waiting.get(Number(reply.id));
    if (done !== undefined) {
      waiting.delete(Number(reply.id));
      done(reply);
    }
  });

  /**
   * Send a message and return its reply; throws a Refusal.
   * @param {string} verb
   * @param {object} [message]
   * @returns {Promise<Reply>}
   */
  function ask(verb, message = {}) {
    if (verb === "open") {
      giveUp();
    }
    const reply = last.then(() => new Promise((/** @type {(reply: Reply) => void} */ done) => {
      lastId += 1;
      waiting.set(lastId, done);
      send({ id: lastId, verb, ...message });
    }));
    last = reply;
    const patience = setTimeout(() => isHeld || isWaiting || say("message", CALCULATING), MS_OF_PATIENCE);
    return reply.then((found) => {
      clearTimeout(patience);
      if (isWaiting || one(".message").textContent === CALCULATING) {
        say("message", "");
      }
      waits(false);
      if (found.event === "gone" || found.refused !== undefined) {
        throw new Refusal(found.refused || found.words || "");
      }
      if (found.scene) {
        scene = found.scene;
      }
      if (found.state) {
        state = found.state;
      }
      return found;
    });
  }

  /** @param {Reply} reply */
  function happened(reply) {
    if (reply.event === "standing") {
      hold(true);
      tell(`${reply.words} Continue there.`);
      picture.act([reply.name || ""]);
    } else if (reply.event === "going" && isHeld) {
      hold(false);
      tell("");
      picture.act([]);
    } else if (reply.event === "gone") {
      tell(reply.words || "");
    } else if (reply.event === "waiting") {
      waits(true);
      say(state ? "message" : "question", reply.words || "");
      if (state) {
        showControls();
      }
    } else if (reply.event === "loading") {
      say("loading", reply.words || "");
      root.classList.toggle("without-python", reply.failed === true);
    }
  }

  /** @param {boolean} isSo */
  function waits(isSo) {
    isWaiting = isSo;
    root.classList.toggle("waiting", isSo);
  }

  /** @param {boolean} isStanding */
  function hold(isStanding) {
    isHeld = isStanding;
    root.classList.toggle("held", isStanding);
    for (const element of all("footer button, footer select, .drag button, .drag input, .moment-panel .steps button, .choices button, .error-panel button")) {
      /** @type {HTMLButtonElement} */ (element).disabled = isStanding;
    }
    if (!isStanding && state) {
      showControls();
    }
  }

  // What is said: beside the controls, and to a screen reader.

  /** @param {string} text */
  function tell(text) {
    say("message", text);
    announce(text);
  }

  /** @param {string} text */
  function announce(text) {
    if (!isPlaying && text !== "") {
      one(".live").textContent = text;
    }
  }

  // Turns.

  /** Drop what still waits for Python, for something that may need no Python. */
  function giveUp() {
    if (send.giveUp?.() && isPlaying) {
      turn += 1;
      isPlaying = false;
      waits(false);
      doing("resting");
      showControls();
    }
  }

  /** Begin a turn: whatever plays or moves stops at once. */
  function begin() {
    giveUp();
    turn += 1;
    aim = null;
    delete root.dataset.settled;
    isPlaying = false;
    if (!scene?.situation) {
      answered = "";
    }
    say("message", "");
    picture.stop();
    return turn;
  }

  /**
   * Do something that asks Python, and show its refusal.
   * @param {() => Promise<unknown>} deed
   */
  async function attempt(deed) {
    if (isHeld) {
      return;
    }
    let mine = turn;
    try {
      const done = deed();
      // What begins a turn does so at once.
      mine = turn;
      await done;
    } catch (problem) {
      if (!(problem instanceof Refusal)) {
        isPlaying = false;
        throw problem;
      }
      // After a later press, what that one does continues.
      isPlaying = isPlaying && mine !== turn;
      tell(problem.message);
      if (state && mine === turn) {
        // If Python refuses this too, the first reason says enough.
        await rest().catch(() => undefined);
      }
    }
  }

  /**
   * A press that changes the state and shows the new one at once.
   * @param {string} verb
   * @param {object} [message]
   */
  async function change(verb, message = {}) {
    const mine = begin();
    if (asking === "guess") {
      asking = "words";
    }
    await ask(verb, message);
    if (mine === turn) {
      await rest();
      announce(state.words);
    }
  }

  async function step() {
    if (root.dataset.doing === "moving" && !isPlaying) {
      // The press that began the motion shows where it ends.
      picture.stop();
      return;
    }
    const wasWalking = state.moment !== null;
    const mine = begin();
    const { answer: reply } = asking === "guess" && guess !== null ? await ask("answer", { choice: guess }) : {};
    await ask("learn", { steps: 1 });
    if (mine !== turn) {
      return;
    }
    if (asking === "guess") {
      asking = "words";
      answered = reply ? reply.words : "";
    }
    if (!wasWalking) {
      await showStep();
    }
    if (mine === turn) {
      await rest();
      announce(reply ? pretty(answered) : state.words);
    }
  }

  /** Show how the newest step went. */
  async function showStep() {
    const { done } = state;
    if (done === null || scene.momentsInStep === 0) {
      return;
    }
    doing("moving");
    one('[data-do="skip"]').hidden = true;
    picture.act([]);
    say("error", `error ${tidy(state.error.before)}`);
    showControls();
    const pace = hasMoved && !isPlaying ? LATER_PACE : 1;
    hasMoved = true;
    await picture.move(picture.stepPhases(done, numbers()), {
      still: lessMotion.matches,
      pace,
      tell: (words) => {
        say("phase", words);
        say("question", PHASES[words] || "");
        one(".question").classList.remove("asks", "long");
      },
    });
    say("phase", "");
  }

  const numbers = () => ({ neurons: state.neurons, links: state.links, expected: state.sample.expected });

  async function playOrPause() {
    if (isPlaying) {
      wantsPause = true;
      showControls();
      picture.stop();
      send.giveUp?.();
      return;
    }
    const mine = begin();
    isPlaying = true;
    wantsPause = false;
    asking = asking === "situation" ? asking : "words";
    doing("playing");
    showControls();
    let continues = false;
    let owed = 1;
    let drawn = 0;
    let isLate = false;
    let before = performance.now();
    const goesOn = () => mine === turn && isPlaying && !wantsPause;
    while (goesOn()) {
      if (speed() === "slow") {
        await ask("learn", { steps: 1, continues });
        continues = true;
        if (mine === turn) {
          showWords();
          await (scene.momentsInStep === 0 ? new Promise((go) => setTimeout(go, MS_OF_A_BATCH)) : showStep());
          showState();
          doing("playing");
          await follow();
        }
        before = performance.now();
        continue;
      }
      // The next message leaves at once; the browser draws while Python learns.
      await nextFrame(speed() !== "fast" && (owed < 1 || performance.now() - drawn < MS_OF_A_FRAME));
      const now = performance.now();
      const passed = Math.min(0.1, (now - before) / 1000);
      before = now;
      if (speed() === "normal") {
        // Faster only while Python keeps up.
        played += isLate ? 0 : passed;
        const most = (FIRST_SPEED * Math.max(1, scene.stepsInEpoch / 4)) * Math.exp(played / SECONDS_TO_RISE);
        owed = Math.min(owed + passed * most, Math.max(1, most / 10));
        if (owed < 1) {
          continue;
        }
      }
      const wish = speed() === "fast" ? { ms: CHUNK_MS } : { steps: Math.min(100000, Math.floor(owed)) };
      owed -= Math.floor(owed);
      if (!goesOn()) {
        break;
      }
      await ask("learn", { ...wish, continues });
      isLate = performance.now() - now > 2 * CHUNK_MS;
      continues = true;
      if (mine === turn) {
        showState();
        drawn = performance.now();
        stats.redraws.push(drawn);
        if (goesOn()) {
          await follow();
        }
      }
    }
    if (mine === turn) {
      isPlaying = false;
      await rest();
      announce(state.words);
    }
  }

  /** While it plays: what follows the numbers now and then. */
  async function follow() {
    const now = performance.now();
    if (now - planeAt > MS_OF_PLANES && isSeen(".points-panel")) {
      planeAt = now;
      await askPlane();
      if (isPlaying && !wantsPause) {
        await judge();
      }
    } else if (now - whyAt > MS_OF_PLANES && (isSeen(".weight-panel") || isSeen(".why-panel"))) {
      whyAt = now;
      await askWhy();
    } else if (isSeen(".error-panel")) {
      showErrors();
    }
  }

  /** @param {string} selector */
  const isSeen = (selector) => one(selector).offsetParent !== null;

  async function moment(count = 1) {
    if (scene.momentsInStep === 0) {
      tell(NO_MOMENTS);
      return;
    }
    const wasWalking = state.moment !== null;
    const mine = begin();
    asking = asking === "guess" ? "words" : asking;
    await ask("moment", { count });
    if (mine !== turn) {
      return;
    }
    setSlow(true);
    const { moment: now } = state;
    if (now === null) {
      if (wasWalking && count > 0) {
        await rest();
      } else {
        showState();
        doing("resting");
      }
      announce(state.words);
      return;
    }
    showState();
    doing("resting");
    announce(`${now.words}. ${now.formula}`);
    if (now.verb === "propagate" || now.verb === "backpropagate") {
      const isBack = now.verb === "backpropagate";
      const [start, end] = now.name.split("->");
      const neuron = state.neurons[scene.layout.neurons.findIndex((each) => each.name === (isBack ? end : start))];
      if (!lessMotion.matches && neuron) {
        await picture.move(picture.momentPhases(now.name, isBack, tidy(isBack ? neuron.sensitivity : neuron.output)));
      }
    }
    if (mine === turn && (isSeen(".weight-panel") || isSeen(".why-panel"))) {
      await askWhy();
    }
  }

  // At rest, everything on the page is about the sample that you see, with the weights you see.

  async function rest() {
    const mine = turn;
    aim = null;
    doing("resting");
    showState();
    showErrors();
    await askPlane();
    if (mine === turn) {
      await askWhy();
    }
    if (mine === turn) {
      await judge();
    }
    if (mine === turn) {
      await writeAddress();
    }
    if (mine === turn) {
      // All of the page is about the present weights.
      root.dataset.settled = "";
    }
  }

  /** How many points are right; not every network has two kinds of points. */
  async function judge() {
    if (!canJudge || state.moment !== null || scene.points.length < 2 || !isSeen(".points-panel")) {
      return;
    }
    try {
      const reply = await ask("judge");
      const { points, unseen } = reply.state?.right || { points: "", unseen: null };
      const errors = reply.state?.errors || [];
      // A weight that somebody moves has its own curve.
      if (scene.situation && !scene.situation.focus && plane !== null) {
        if (judged.step !== state.step) {
          judged = { step: state.step, errors, before: state.step > judged.step ? judged.errors : [] };
        }
        writeErrors(one(".plane svg"), plane, scene, errors, judged.before);
      }
      say("right", `${points} right${unseen === null ? "" : `\nunseen:\n${unseen}`}`);
    } catch (problem) {
      if (!(problem instanceof Refusal)) {
        throw problem;
      }
      // One that was dropped says nothing about this network.
      canJudge = problem.message === "";
    }
  }

  /** @param {"opening" | "resting" | "moving" | "playing"} what */
  function doing(what) {
    root.dataset.doing = what;
    picture.isQuiet = what === "playing";
    fit();
  }

  let isResizing = false;

  /**
   * Draw everything again if its room has changed. A motion ends first: while it shows, its words can
   * take more room or less.
   */
  function fit() {
    if (isResizing || !scene || /opening|moving/.test(root.dataset.doing || "") || picture.fits()) {
      return;
    }
    isResizing = true;
    requestAnimationFrame(() => {
      isResizing = false;
      picture.unit = unit();
      picture.build();
      picture.act(state.moment ? [state.moment.name] : []);
      showErrors();
      if (!isPlaying) {
        attempt(() => askWhy());
      }
    });
  }

  function showState() {
    picture.show(numbers());
    showWords();
    showControls();
    showMoment();
    showNear();
    showCurrent();
    const { before, now } = state.error;
    const isFast = isPlaying && speed() !== "slow";
    say("whose", now === "" || isFast ? "" : "this sample's");
    if (isFast) {
      const mean = state.curve.length ? state.curve[state.curve.length - 1][1] : null;
      say("error", mean === null ? "" : `mean error ${tidy(String(Number(mean.toPrecision(4))))}`);
    } else {
      say("error", now === "" ? "" : before === "" ? `error ${tidy(now)}` : `error ${tidy(before)} \u2192 ${tidy(now)}`);
    }
    say("step", isPlaying ? `step ${state.step.toLocaleString("en")}` : "");
  }

  function showControls() {
    const button = one('[data-do="play"]');
    const isOn = isPlaying && !wantsPause;
    button.textContent = isOn ? (isWaiting ? "Waiting" : "Pause") : "Play";
    const undo = /** @type {HTMLButtonElement} */ (one('[data-do="undo"]'));
    const { undoes } = state;
    if (undoes === null && document.activeElement === undo) {
      one('[data-do="step"]').focus();
    }
    undo.disabled = isHeld || undoes === null;
    undo.textContent = undoes !== null && undoes > 1 && !isPlaying ? `Undo ${undoes.toLocaleString("en")} steps` : "Undo";
    const walking = state.moment !== null;
    const isMoving = root.dataset.doing === "moving" && !isPlaying;
    one('[data-do="step"]').textContent = isMoving ? "Skip the motion" : walking ? "Finish step" : "Learn one step";
    /** @type {HTMLButtonElement} */ (one('[data-do="momentBack"]')).disabled = isHeld || !walking;
  }

  // The question strip.

  function showWords() {
    const { situation } = scene;
    const choices = one(".choices");
    const isAsking = asking !== "words";
    const skip = one('[data-do="skip"]');
    skip.hidden = !isAsking && !situation;
    skip.textContent = isAsking ? "Skip" : "Next";
    one(".question").classList.toggle("long", isAsking && (situation || { question: "" }).question.length > 60);
    one(".question").classList.toggle("asks", isAsking);
    if (asking === "situation" && situation) {
      say("question", situation.question);
      if (choices.dataset.key !== situation.key) {
        choices.dataset.key = situation.key;
        choices.replaceChildren(...(situation.choices || []).map((words, index) => {
          const button = document.createElement("button");
          button.textContent = words;
          button.addEventListener("click", () => attempt(() => answer(index)));
          return button;
        }));
      }
      return;
    }
    choices.replaceChildren();
    choices.dataset.key = "";
    if (asking === "guess") {
      if (guess !== null) {
        say("question", `You tapped ${arrowed(guess)}. Now press Learn one step.`);
      } else {
        say("question", "Which weight will change most? Tap one, or a bias (b).");
      }
      return;
    }
    one(".question").classList.toggle("long", answered.length > 110);
    if (answered !== "" && state.moment === null) {
      say("question", pretty(answered));
      return;
    }
    say("question", isPlaying ? `${state.words.split(". ")[0]}.` : pretty(state.moment ? state.moment.words : state.words));
  }

  /** @param {number | string} choice */
  async function answer(choice) {
    const mine = begin();
    const hadFocus = one(".choices").contains(document.activeElement);
    const reply = await ask("answer", { choice });
    if (reply.scene) {
      // Also after another press: from now on, all numbers are of this network.
      rebuild();
    }
    if (mine !== turn || !reply.answer) {
      return;
    }
    asking = "words";
    answered = reply.answer.words;
    if (picked !== null && !isPhone()) {
      view("weight");
    }
    await rest();
    if (hadFocus && mine === turn) {
      one('[data-do="skip"]').focus();
    }
    announce(pretty(reply.answer.words));
  }

  // Choosing a Neuron or a Link.

  /** @param {string} name */
  function pick(name) {
    giveUp();
    if (asking === "situation" && scene.situation && scene.situation.choices === null && name.includes("->")) {
      attempt(() => answer(name));
      return;
    }
    attempt(async () => {
      if (root.dataset.doing === "moving" && !isPlaying) {
        begin();
        showState();
        doing("resting");
      }
      choose(name);
      if (asking === "guess" && name.includes("->") && state.step === 0) {
        guess = name;
        showWords();
        announce(one('[data-text="question"]').textContent || "");
      } else if (picked !== null && !isPhone()) {
        view(name.includes("->") ? "weight" : "why");
      }
      await askWhy();
    });
  }

  /** @param {string | null} name */
  function choose(name) {
    picked = name;
    isDragging = false;
    aim = null;
    over = "sample";
    picture.pick(name);
    showNear();
  }

  function showNear() {
    say("sample", pretty(state.sample.words));
    const button = one('[data-do="near"]');
    button.hidden = picked === null;
    const words = picked === null ? "" : `Why ${arrowed(picked)}?`;
    if (button.textContent !== words) {
      button.textContent = words;
    }
  }

  // Why: one weight's curve, and the explanation.

  /** @type {{high: number, ghost?: {weight: number, error: number} | null}} */
  const curveHeight = { high: 0 };
  // The bead of the newest step, and of the one before.
  /** @type {Array<{step: number, weight: number, error: number}>} */
  let beads = [];

  /**
   * In the valley, the ends of the curve stay, so that you see the weight jump from side to side.
   * @param {number} [next] where the nudge leads
   */
  function valley(next = 1) {
    if (!scene.situation || scene.situation.key !== "learning-rate" || picked === null) {
      return null;
    }
    const place = scene.layout.links.findIndex((link) => link.name === picked);
    const weight = state.links[place]?.number ?? 1;
    return { low: Math.min(-6, weight - 1, next - 1), high: Math.max(8, weight + 1, next + 1) };
  }

  /** @param {{low: number, high: number}} [reach] kept while somebody drags */
  async function askWhy(reach) {
    const name = picked;
    if (!isSeen(".weight-panel") && !isSeen(".why-panel")) {
      return;
    }
    const isLink = name !== null && name.includes("->");
    const ends = reach || valley();
    let reply = await ask("why", { name, ...(isLink ? { over, ...ends } : {}) });
    const { weight, nudge } = reply.why?.curve || { weight: 0, nudge: null };
    if (!reach && ends && isLink) {
      const next = weight + (nudge || 0);
      if (next < ends.low || next > ends.high) {
        reply = await ask("why", { name, over, ...valley(next) });
      }
    }
    if (name === picked && reply.why) {
      if (!reach) {
        curveHeight.high = 0;
      }
      showWhy(reply.why);
    }
  }

  /** @param {NonNullable<Reply["why"]>} why */
  function showWhy(why) {
    const pre = one(".why-panel pre");
    const size = parseFloat(getComputedStyle(pre).fontSize) || 16;
    const room = Math.floor(pre.clientWidth / (CHARACTER * size));
    pre.textContent = fittedLines(why.text, room).join("\n");
    say("why", why.name === null ? "The network" : arrowed(why.name));
    const { curve, activation } = why;
    one(".why-panel").classList.toggle("some", curve === undefined && Boolean(activation));
    if (curve === undefined && activation) {
      drawActivation(one(".why-panel svg"), activation, unit());
      one(".why-panel svg").setAttribute("aria-label", activation.words);
    }
    one(".weight-panel").classList.toggle("some", curve !== undefined);
    if (curve === undefined) {
      return;
    }
    const svg = one(".weight-panel svg");
    if (activation) {
      drawActivation(svg, activation, unit());
    } else {
      const bead = { step: state.step, weight: curve.weight, error: curve.error ?? 0 };
      beads = [...beads.filter((each) => each.step < state.step).slice(-1), bead];
      curveHeight.ghost = valley() && beads.length > 1 ? beads[0] : null;
      drawWeight(svg, curve, unit(), curveHeight);
    }
    const words = pretty(activation ? activation.words : `${curve.words} ${curve.nudgeWords}`);
    svg.setAttribute("aria-label", words);
    say("curve", root.classList.contains("movable") ? "Tap another weight in the network to drag that one." : words);
    one('[data-do="over"]').hidden = Boolean(activation);
    say("weight", `${arrowed(why.name || "")} ${tidy(curve.weightText)}`);
    const range = /** @type {HTMLInputElement} */ (one(".drag input"));
    if (wish === null) {
      range.min = String(curve.weights[0]);
      range.max = String(curve.weights[curve.weights.length - 1]);
    }
    range.setAttribute("aria-valuetext", curve.weightText);
    range.setAttribute("aria-label", `Weight of ${arrowed(why.name || "")}`);
    if (wish === null) {
      range.value = String(curve.weight);
    }
    const button = one('[data-do="over"]');
    button.setAttribute("aria-pressed", String(over === "all"));
  }

  // Only the newest wish is sent; the range stays while somebody drags.

  /** @type {number | null} */
  let wish = null;
  let isDragging = false;

  /** @param {number} weight */
  async function drag(weight) {
    if (picked === null) {
      return;
    }
    const isBusy = wish !== null;
    wish = weight;
    if (isBusy) {
      return;
    }
    const mine = begin();
    const name = picked;
    if (asking === "guess") {
      asking = "words";
    }
    const range = /** @type {HTMLInputElement} */ (one(".drag input"));
    try {
      while (wish !== null && mine === turn) {
        /** @type {number} */
        const wanted = wish;
        const [low, high] = [Number(range.min), Number(range.max)];
        const reply = await ask("set", { name, weight: wanted, low, high, continues: isDragging });
        isDragging = true;
        showState();
        doing("resting");
        if (over === "all") {
          await askWhy({ low, high });
        } else if (reply.why) {
          showWhy(reply.why);
        }
        if (performance.now() - planeAt > MS_OF_PLANES && isSeen(".points-panel")) {
          planeAt = performance.now();
          await askPlane();
        }
        if (wanted === wish) {
          wish = null;
        }
      }
    } finally {
      wish = null;
    }
  }

  /** The end of a drag: the range suits the weight again. */
  async function letGo() {
    while (wish !== null) {
      await nextFrame();
    }
    isDragging = false;
    if (!isPlaying) {
      await rest();
      announce(state.words);
    }
  }

  // Where presses of + and - that are still on their way lead.
  /** @type {number | null} */
  let aim = null;

  /** @param {number} change */
  async function nudgeBy(change) {
    const place = scene.layout.links.findIndex((link) => link.name === picked);
    const now = aim ?? (place < 0 ? null : state.links[place].number);
    if (now === null || picked === null) {
      return;
    }
    const mine = begin();
    asking = "words";
    aim = now + change;
    // The step is Python's number as it is shown, and a bit that anybody can follow.
    await ask("set", { name: picked, weight: aim, continues: isDragging });
    isDragging = true;
    if (mine === turn) {
      await rest();
      announce(state.words);
    }
  }

  // The plane.

  async function askPlane() {
    if (scene.points.length === 0 || (!isSeen(".points-panel") && !picture.wantsPlanes && !picture.tiny)) {
      return;
    }
    const reply = await ask("plane", { cells: (isPlaying || wish !== null ? 20 : 36) - (scene.layout.links.length > MANY_LINKS ? 8 : 0) });
    plane = reply.plane || null;
    showPlane();
  }

  function showPlane() {
    if (plane === null) {
      return;
    }
    const canvas = /** @type {HTMLCanvasElement} */ (one(".plane canvas"));
    const output = picture.outputs[0];
    const place = plane.names.indexOf(output.name);
    paintPlane(canvas, plane.values[place], plane.cells, scene.lowestLabel, getColours(root));
    picture.showPlanes(plane);
    if (!one(".plane svg").hasChildNodes()) {
      showPoints();
    }
  }

  function showPoints() {
    if (plane !== null) {
      drawPoints(one(".plane svg"), one(".legend"), scene, plane, picture.outputs[0].name, showsUnseen);
      showCurrent();
    }
  }

  function showCurrent() {
    say("samples", pretty(state.sample.words).replace(" \u2192", "\n\u2192").replaceAll(", ", "\n"));
    if (plane !== null) {
      markPoint(one(".plane svg"), plane, scene.points[state.sample.position]);
    }
    one(".plane svg").setAttribute("aria-label", `What the network outputs for every point. Marked: ${state.sample.words}`);
  }

  function showErrors() {
    if (isSeen(".error-panel")) {
      const { situation } = scene;
      say("hint", asking !== "situation" ? "Press Play. Then you see here the mean error of all samples, epoch after epoch."
        : situation && situation.focus ? "Guess first; then you can move the weight."
          : "Guess first; then learn a step, and see what happens.");
      one(".error-panel").classList.toggle("some", state.curve.length > 0);
      drawErrors(one(".error-panel svg"), state.curve, unit());
    }
  }

  // Slow motion.

  /** @param {boolean} isOn */
  function setSlow(isOn) {
    isSlow = isOn;
    root.classList.toggle("slow", isOn);
    one('header [data-do="slow"]').setAttribute("aria-pressed", String(isOn));
    if (isOn) {
      view("network");
    }
  }

  async function slow() {
    if (!isSlow) {
      await moment(state.moment === null ? 1 : 0);
      return;
    }
    begin();
    setSlow(false);
    await rest();
  }

  function showMoment() {
    const { moment: now } = state;
    picture.act(now === null ? [] : [now.name]);
    if (!isSlow) {
      return;
    }
    say("count", now === null ? "" : `${now.count} of ${scene.momentsInStep}`);
    say("momentPhase", now === null ? "Between two steps" : now.phase);
    showFormula(one(".formula"), now === null ? "" : now.formula);
    one(".moment-panel details").hidden = now === null || now.source === null;
    if (now !== null && now.source !== null) {
      showSource(one(".moment-panel h3"), one(".moment-panel details pre"), now.source);
    }
  }

  // Views: the tabs of a phone, and the panel at the right of a desk.

  /** @param {string} name */
  function view(name) {
    root.dataset.view = name;
    for (const button of all(".tabs button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === name));
    }
  }

  /** @param {string} name */
  async function show(name) {
    if (isSlow && name !== "network") {
      setSlow(false);
    }
    view(name);
    showErrors();
    if (!isPlaying) {
      await askPlane();
      await askWhy();
      await judge();
    }
  }

  for (const [name, words] of VIEWS) {
    const button = document.createElement("button");
    button.textContent = words;
    button.dataset.view = name;
    button.className = `for-${name}`;
    button.dataset.part = name === "weight" ? "why" : name;
    button.addEventListener("click", () => attempt(() => show(name)));
    one(".tabs").append(button);
  }

  // The address.

  const parameters = () => new URLSearchParams(location.hash.slice(1));

  /** What the address says about the page itself; it stays. */
  function ownKeys() {
    return new URLSearchParams([...parameters()].filter(([key]) => PAGE_KEYS.includes(key)));
  }

  async function writeAddress() {
    if (!hasAddress || scene.recipe === null) {
      return;
    }
    const mine = turn;
    const { recipe, fitsAddress } = await ask("share");
    if (mine === turn && recipe) {
      const wishes = new URLSearchParams(recipe);
      hasRoom = fitsAddress !== false;
      if (!hasRoom) {
        wishes.delete("weights");
      }
      ownKeys().forEach((value, key) => wishes.set(key, value));
      written = `#${wishes}`.replaceAll("%2C", ",");
      history[isNewPage ? "pushState" : "replaceState"](null, "", written);
      isNewPage = false;
    }
  }

  async function openAddress() {
    const wishes = Object.fromEntries(parameters());
    const own = ownKeys();
    PAGE_KEYS.forEach((key) => delete wishes[key]);
    const hidden = (own.get("hide") || "").split(",");
    document.documentElement.classList.toggle("wall", own.get("wall") === "1");
    root.classList.toggle("wall", own.get("wall") === "1");
    for (const element of all("[data-part]")) {
      element.classList.toggle("gone", hidden.includes(element.dataset.part || ""));
    }
    let refused = "";
    try {
      await ask("open", Object.keys(wishes).length && hasAddress ? { recipe: wishes } : {});
    } catch (problem) {
      if (!(problem instanceof Refusal) || problem.message === "") {
        throw problem;
      }
      // Without what the address says: a link must not put words of its own on the page.
      refused = problem.message.split("; got ")[0];
      await ask("open");
    }
    await opened();
    if (refused) {
      tell(refused);
    }
  }

  /** Show a network that was just opened. */
  async function opened() {
    begin();
    guess = null;
    answered = "";
    setSlow(false);
    rebuild();
    const { situation } = scene;
    asking = situation ? "situation" : state.step === 0 && scene.layout.links.length < 60 ? "guess" : "words";
    view(!isPhone() ? "error" : root.classList.contains("movable") ? "points" : "network");
    if (situation && situation.panel && !isPhone()) {
      view(situation.panel === "why" ? "weight" : "error");
    }
    await rest();
    announce(one('[data-text="question"]').textContent || "");
  }

  /** Build what stays the same while this network learns. */
  function rebuild() {
    const { situation, recipe } = scene;
    played = 0;
    beads = [];
    judged = { step: -1, errors: [], before: [] };
    plane = null;
    showsUnseen = false;
    canJudge = true;
    say("right", "");
    one('[data-do="unseen"]').hidden = (scene.unseen || []).length === 0;
    say("title", recipe === null ? scene.title : situation ? situation.title : `${recipe.learn} ${scene.title}`);
    one('[data-do="epoch"]').textContent = `Learn all ${scene.samples.toLocaleString("en")} samples once`;
    one('[data-do="epoch"]').hidden = scene.stepsInEpoch === 1;
    one('header [data-do="change"]').hidden = one('[data-do="share"]').hidden = recipe === null;
    const slowButton = /** @type {HTMLButtonElement} */ (one('header [data-do="slow"]'));
    slowButton.disabled = scene.momentsInStep === 0;
    slowButton.title = slowButton.disabled ? NO_MOMENTS : "";
    root.classList.toggle("pointless", scene.points.length === 0);
    // A situation with points is about the plane; with a weight to move, its slider stays beside it.
    root.classList.toggle("situated", Boolean(situation && scene.points.length));
    root.classList.toggle("movable", Boolean(situation && situation.focus && scene.points.length));
    one(".plane svg").replaceChildren();
    listSituations();
    picture.unit = unit();
    for (const link of scene.layout.links) link.held = scene.held.includes(link.name);
    picture.open(scene.layout, scene.lowestLabel);
    choose(situation && situation.focus ? situation.focus : null);
  }

  function listSituations() {
    const select = /** @type {HTMLSelectElement} */ (one('[data-part="situations"]'));
    const list = scene.situations || [];
    select.hidden = list.length === 0;
    if (select.options.length !== list.length + 1) {
      select.replaceChildren(new Option("Situation...", ""), ...list.map(({ key, title }) => new Option(title, key)));
    }
    select.value = scene.situation ? scene.situation.key : "";
  }

  /** @param {object} recipe */
  async function open(recipe) {
    await ask("open", { recipe });
    isNewPage = true;
    await opened();
  }

  one('[data-part="situations"]').addEventListener("change", (event) => {
    const key = /** @type {HTMLSelectElement} */ (event.target).value;
    // If Python refuses it, the list shows again what is open.
    attempt(() => open(key ? { situation: key } : {}).finally(listSituations));
  });

  // Change.

  const dialog = /** @type {HTMLDialogElement} */ (one("dialog.change"));
  const help = /** @type {HTMLDialogElement} */ (one("dialog.help"));
  const form = /** @type {HTMLFormElement} */ (one("form"));
  /** @type {HTMLElement | null} */
  let focused = null;

  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  one('[name="learn"]').append(...LEARN.map((name) => new Option(name)));
  field("learn").addEventListener("change", () => {
    for (const name of ["layers", "activation", "rate", "batch", "seed", "points", "noise"]) {
      field(name).value = "";
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const entries = [...new FormData(form)].filter(([, value]) => value !== "").map(([name, value]) => [name, typed(name, String(value))]);
    attempt(() => openOrSay(Object.fromEntries(entries)));
  });

  /** Open what the dialog wants, or say there why not. @param {object} recipe */
  async function openOrSay(recipe) {
    try {
      await open(recipe);
      dialog.close();
    } catch (problem) {
      one(".refused").textContent = problem instanceof Refusal ? problem.message : String(problem);
    }
  }

  one('[name="planes"]').addEventListener("change", (event) => {
    picture.wantsPlanes = /** @type {HTMLInputElement} */ (event.target).checked;
    attempt(async () => {
      await askPlane();
      picture.showPlanes(plane);
    });
  });

  /** @param {HTMLDialogElement} which */
  function openDialog(which) {
    focused = /** @type {HTMLElement | null} */ (document.activeElement);
    which.showModal();
  }
  for (const each of [dialog, help]) {
    each.addEventListener("close", () => focused && focused.focus());
  }

  /** Copy the address; a network that has no room in it goes into a file. */
  async function copyAddress() {
    await writeAddress();
    if (!hasRoom) {
      await saveFile();
      return;
    }
    try {
      await navigator.clipboard.writeText(location.href);
      const where = send.isPublic ? "It opens in any browser." : "It opens in this tab; in another lernmi play, put its part after # into the address.";
      tell(`Copied: a link to this network, with its weights at step ${state.step.toLocaleString("en")}. ${where}`);
    } catch {
      tell(`Copy this link: ${location.href}`);
    }
  }

  async function saveFile() {
    const { recipe = {} } = await ask("share");
    const link = document.createElement("a");
    const text = JSON.stringify(recipe, null, 1);
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `lernmi-${recipe.learn ?? recipe.situation}-${state.step}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
    tell(`An address has no room for so many weights, so they are in the file ${link.download}. Change... opens it.`);
  }

  /** @param {File} file */
  async function openFile(file) {
    // Larger files can't be ours, and Python would refuse them.
    const recipe = file.size > MOST_BYTES ? null : await file.text().then(JSON.parse).catch(() => null);
    if (recipe === null || typeof recipe !== "object") {
      one(".refused").textContent = `${file.name} is not a file that Share saved.`;
    } else {
      await openOrSay(recipe);
    }
  }

  // Buttons and keys.

  /** @param {boolean} isOpen */
  function showMenu(isOpen) {
    root.classList.toggle("menu", isOpen);
    one('[data-do="menu"]').setAttribute("aria-expanded", String(isOpen));
  }

  /** @type {Record<string, () => unknown>} */
  const deeds = {
    step,
    play: playOrPause,
    undo: () => change("undo"),
    epoch: () => change("learn", { epochs: 1 }),
    back: () => change("back", { steps: 1 }),
    backEpoch: () => change("back", { epochs: 1 }),
    first: () => change("go", { step: 0 }),
    moment: () => moment(1),
    momentBack: () => moment(-1),
    slow,
    less: () => nudgeBy(-0.01),
    more: () => nudgeBy(0.01),
    over: async () => {
      over = over === "all" ? "sample" : "all";
      await askWhy();
    },
    near: () => show("why"),
    skip: async () => {
      const { situation, situations = [] } = scene;
      if (asking === "words" && situation) {
        const next = situations[situations.findIndex((each) => each.key === situation.key) + 1];
        await open(next ? { situation: next.key } : {});
        if (!next) {
          tell("That was the last one.");
        }
        return;
      }
      asking = "words";
      showWords();
    },
    unseen: async () => {
      showsUnseen = !showsUnseen;
      one('[data-do="unseen"]').setAttribute("aria-pressed", String(showsUnseen));
      showPoints();
    },
    share: copyAddress,
    menu: () => showMenu(!root.classList.contains("menu")),
    change: () => {
      for (const [name, value] of Object.entries(scene.recipe || {})) {
        if (field(name)) {
          field(name).value = String(value);
        }
      }
      one(".refused").textContent = "";
      openDialog(dialog);
    },
    help: () => openDialog(help),
    close: () => {
      dialog.close();
      help.close();
    },
  };
  for (const button of all("[data-do]")) {
    button.addEventListener("click", () => {
      const name = button.dataset.do || "";
      if (name !== "menu") {
        showMenu(false);
      }
      if (name !== "less" && name !== "more") {
        isDragging = false;
      }
      attempt(async () => deeds[name]());
    });
  }
  const range = /** @type {HTMLInputElement} */ (one(".drag input"));
  range.addEventListener("input", () => attempt(() => drag(Number(range.value))));
  range.addEventListener("change", () => attempt(letGo));

  const fileField = /** @type {HTMLInputElement} */ (one("[name=file]"));
  fileField.addEventListener("change", () => {
    const file = fileField.files && fileField.files[0];
    if (file) {
      attempt(() => openFile(file));
    }
    // The same file can be chosen again.
    fileField.value = "";
  });

  for (const select of all("header select, footer select")) {
    select.addEventListener("change", () => {
      select.blur();
      showMenu(false);
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && isPlaying && !wantsPause) {
      attempt(playOrPause);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!state || event.ctrlKey || event.altKey || event.metaKey || dialog.open || help.open) {
      return;
    }
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.tagName === "SELECT" && event.key === "Escape") {
      target.blur();
    }
    // A slider and a scrolled text need only the keys that move them.
    const isOwnKey = target === range || target.tagName === "PRE" ? /^(Arrow|Page|Home|End)/.test(event.key) : /^(SELECT|INPUT)$/.test(target.tagName);
    if (isOwnKey) {
      return;
    }
    if (event.key === "Escape") {
      showMenu(false);
      attempt(async () => {
        choose(null);
        await askWhy();
      });
      return;
    }
    /** @type {Record<string, string>} */
    const keys = {
      " ": "play",
      ArrowRight: isSlow ? "moment" : "step",
      ArrowLeft: isSlow ? "momentBack" : "back",
      PageDown: "epoch",
      PageUp: "backEpoch",
      Home: "first",
      m: "moment",
      u: "undo",
      "+": "more",
      "-": "less",
      "?": "help",
    };
    const name = keys[event.key];
    // Shift alone, as for +, changes nothing.
    if (name !== undefined && name !== "less" && name !== "more") {
      isDragging = false;
    }
    if (name === undefined || (event.key === " " && /BUTTON|SUMMARY/.test(target.tagName))) {
      return;
    }
    event.preventDefault();
    if (!event.repeat || !["play", "help"].includes(name)) {
      attempt(async () => deeds[name]());
    }
  });

  new ResizeObserver(fit).observe(one(".holder"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showPlane);
  if (hasAddress) {
    window.addEventListener("hashchange", () => {
      if (location.hash !== written) {
        attempt(openAddress);
      }
    });
  }

  doing("opening");
  const isOpen = attempt(openAddress);
  return { isOpen, stats, ask };
}
