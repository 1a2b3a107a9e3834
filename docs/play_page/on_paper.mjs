// @ts-check
// The exercises that need no keyboard: lines to put into order, a number to predict, and homework.

import { all, made, one } from "./elements.mjs";

/**
 * @typedef {object} Page
 * @property {(verb: string, more?: object) => Promise<any>} ask
 * @property {(place: Element, reply: any) => void} show
 * @property {{ numbers: Record<string, Record<string, string>> }} work
 * @property {() => void} store
 * @property {string[]} published
 * @property {string} waiting
 * @property {() => void} turned
 */

/** @param {Page} page */
export function paperWork({ ask, show, work, store, published, waiting, turned }) {
  /**
   * Ask Python. Meanwhile, an old verdict goes; until Python is there, say below what was pressed
   * that it comes.
   * @param {string} view
   * @param {string} verb
   * @param {object} more
   */
  async function asked(view, verb, more) {
    const place = one(`#${view} .results`);
    place.replaceChildren(made("p", { className: "soft" }, one("#status").textContent && waiting));
    const reply = await ask(verb, more);
    place.replaceChildren();
    return reply;
  }

  // Lines.

  const puzzle = /** @type {HTMLSelectElement} */ (one("#puzzle"));
  /** @type {Array<{ place: number, text: string }>} */
  let lines = [];
  /** @type {number | null} */
  let picked = null;
  let opened = "";

  async function mix() {
    opened = puzzle.value;
    lines = [];
    picked = null;
    draw();
    one("#order .results").replaceChildren();
    const reply = await asked("order", "lines", { exercise: Number(puzzle.value), seed: Date.now() % 1000 });
    if (reply.refused) {
      show(one("#order .results"), reply);
      return;
    }
    ({ lines } = reply);
    one("#def").textContent = reply.title;
    draw();
  }

  /** @param {number} [focused] */
  function draw(focused) {
    const items = lines.map(({ text }, at) => {
      const button = made("button", { onclick: () => tap(at) }, text);
      button.setAttribute("aria-pressed", String(at === picked));
      button.onkeydown = (event) => {
        if (event.key === "ArrowUp" || event.key === "ArrowDown") {
          event.preventDefault();
          picked = at;
          move(event.key === "ArrowUp" ? at - 1 : at + 1);
        }
      };
      return made("li", {}, button);
    });
    one("#lines").replaceChildren(...items);
    if (focused !== undefined) {
      items[focused].querySelector("button")?.focus();
    }
    /** @type {HTMLButtonElement} */ (one("#up")).disabled = !picked;
    /** @type {HTMLButtonElement} */ (one("#down")).disabled = picked === null || picked === lines.length - 1;
    /** @type {HTMLButtonElement} */ (one("#judge")).disabled = lines.length === 0;
  }

  /** @param {number} to */
  function move(to) {
    if (picked !== null && to >= 0 && to < lines.length) {
      lines.splice(to, 0, ...lines.splice(picked, 1));
      picked = to;
    }
    draw(picked ?? undefined);
  }

  /** @param {number} at */
  function tap(at) {
    if (picked === null || picked === at) {
      picked = picked === at ? null : at;
      draw(at);
    } else {
      move(at);
      picked = null;
      draw(at);
    }
  }

  puzzle.onchange = turned;
  one("#up").onclick = () => move(Number(picked) - 1);
  one("#down").onclick = () => move(Number(picked) + 1);
  one("#judge").onclick = async () => {
    const order = lines.map(({ place }) => place);
    const reply = await asked("order", "judge", { exercise: Number(puzzle.value), order });
    show(one("#order .results"), reply);
    if (order.every((place, at) => place === lines[at]?.place)) {
      one("#lines").children[reply.at]?.classList.add("wrong");
    }
    // On a phone, it is below the lines.
    one("#order .results").scrollIntoView({ block: "nearest" });
  };

  // A number to predict.

  const answer = /** @type {HTMLInputElement} */ (one("#answer"));
  let number = 0;

  async function nextQuestion() {
    number += 1;
    const now = number;
    one("#predict .results").replaceChildren();
    const reply = await asked("predict", "question", { number });
    if (reply.refused || now !== number) {
      show(one("#predict .results"), reply);
      return;
    }
    answer.value = "";
    // Python draws it, from its own numbers.
    one("#picture").innerHTML = reply.picture;
    one("#question").textContent = reply.question;
    one("#about").textContent = reply.words;
    // Before the first question, there is nothing to answer.
    all("#predict [hidden]").forEach((each) => (each.hidden = false));
  }

  one("#next").onclick = nextQuestion;
  one("#predict form").onsubmit = async (event) => {
    event.preventDefault();
    show(one("#predict .results"), await asked("predict", "predict", { number, answer: answer.value }));
  };

  // Homework.

  const task = /** @type {HTMLSelectElement} */ (one("#paper"));
  const sheet = /** @type {HTMLInputElement} */ (one("#sheet"));
  const told = one("#homework .results");
  task.append(new Option("Worksheet", "sheet"), ...published.map((name) => new Option(name)));

  const paperName = () => (task.value === "sheet" ? sheet.value.trim() : task.value);

  async function showFields() {
    const name = paperName();
    one("#which").hidden = one("#where-number").hidden = task.value !== "sheet";
    told.replaceChildren();
    one("#homework form").append(told);
    one("#fields").replaceChildren();
    if (!name) {
      return;
    }
    const reply = await asked("homework", "numbers", { homework: name });
    if (name !== paperName()) {
      return;
    }
    if (reply.refused) {
      show(told, reply);
      return;
    }
    one("#fields").replaceChildren(...reply.groups.map((/** @type {any} */ group) => fieldSet(name, group)));
  }

  /**
   * @param {string} name
   * @param {{ title: string, labels: string[] }} group
   */
  function fieldSet(name, { title, labels }) {
    const rows = labels.map((label) => {
      const input = /** @type {HTMLInputElement} */ (made("input", { inputMode: "decimal", name: label, autocomplete: "off", enterKeyHint: "next" }));
      input.value = work.numbers[name]?.[label] || "";
      input.oninput = () => {
        work.numbers[name] = { ...work.numbers[name], [label]: input.value };
        input.removeAttribute("aria-invalid");
        store();
      };
      return made("label", {}, label.replaceAll("->", "\u2192"), input);
    });
    return made("div", { role: "group", ariaLabel: title }, made("h2", {}, title), ...rows);
  }

  task.onchange = showFields;
  sheet.oninput = showFields;
  one("#homework form").onsubmit = async (event) => {
    event.preventDefault();
    const name = paperName();
    const reply = await asked("homework", "homework", { homework: name, numbers: work.numbers[name] || {} });
    let below = one("#homework form > .sticky");
    for (const input of all("#fields input")) {
      input.removeAttribute("aria-invalid");
      if (input.getAttribute("name") === reply.label) {
        input.setAttribute("aria-invalid", "true");
        below = /** @type {HTMLElement} */ (input.parentElement);
      }
    }
    // The verdict is where the learner looks: below the first wrong number.
    below.after(told);
    show(told, reply);
    below.scrollIntoView({ block: "center" });
  };

  return {
    /** @param {string} view */
    open(view) {
      if (view === "order" && opened !== puzzle.value) {
        void mix();
      } else if (view === "predict" && number === 0) {
        void nextQuestion();
      } else if (view === "homework") {
        one("#which").hidden = one("#where-number").hidden = task.value !== "sheet";
      }
    },
  };
}
