// @ts-check
// The picture of a network: Neurons that fill, Links with their weights, and what runs along them
// while the network learns. It draws the numbers that it gets and calculates none.

import { arrowed, signed, svgElement, tidy } from "./curves.mjs";

/** @typedef {{name: string, kind: string, column: number, row: number}} PlacedNeuron */
/** @typedef {{name: string, from: number, to: number, at: number, held?: boolean}} PlacedLink */
/**
 * @typedef {object} Layout
 * @property {number} columns
 * @property {string[]} roles
 * @property {PlacedNeuron[]} neurons
 * @property {Array<{column: number, row: number, count: number}>} left_out
 * @property {PlacedLink[]} links
 */
/** @typedef {{output: string, total: string, sensitivity: string, number: number | null}} NeuronNumbers */
/** @typedef {{weight: string, sensitivity: string, number: number | null}} LinkNumbers */
/**
 * @typedef {object} Numbers what the picture shows
 * @property {NeuronNumbers[]} neurons
 * @property {LinkNumbers[]} links
 * @property {string[]} expected
 */
/**
 * @typedef {object} Done the numbers of a step, from before its nudge
 * @property {string[]} outputs
 * @property {string[]} slopes
 * @property {string[]} sensitivities
 * @property {string[]} weights
 * @property {string[]} outputSensitivities
 * @property {string[]} sent
 * @property {string[]} weightSensitivities
 * @property {string[]} changes
 * @property {Array<number | null>} numbers
 */
/** @typedef {{cells: number, low: number, high: number, names: string[], values: Array<Array<number | null>>}} Plane */
/** @typedef {{ms: number, words?: string, begin?: () => void, draw?: (t: number) => void}} Phase */

// More Links than these between two layers, and their weights have no room.
const MOST_LABELS = 9;
const MS_A_LAYER = 400;
const WIDTHS = [1.5, 3, 5, 7.5, 10];
const LIMITS = [0.25, 0.75, 1.5, 3];

/** @param {number} size */
function thickness(size) {
  const place = LIMITS.findIndex((limit) => size < limit);
  return WIDTHS[place < 0 ? WIDTHS.length - 1 : place];
}

/** @param {number} t from 0 to 1 */
const smooth = (t) => t * t * (3 - 2 * t);
// What isn't a number, such as a symbol, fills nothing.
/** @param {number} t */
const within = (t) => Math.max(0, Math.min(1, t || 0));

let pictures = 0;

export class Picture {
  /**
   * @param {HTMLElement} holder an element with a size of its own
   * @param {(name: string) => void} onPick called with the Neuron or Link that somebody chooses
   */
  constructor(holder, onPick) {
    this.holder = holder;
    this.onPick = onPick;
    pictures += 1;
    this.id = pictures;
    this.svg = svgElement("svg", { class: "network", role: "group", "aria-label": "The network" });
    holder.replaceChildren(this.svg);
    /** @type {Layout} */
    this.layout = { columns: 0, roles: [], neurons: [], left_out: [], links: [] };
    this.lowest = 0;
    this.unit = 1;
    this.size = "";
    this.width = 0;
    this.radius = 0;
    this.small = this.tiny = false;
    // While it plays, a screen reader stays quiet.
    this.isQuiet = false;
    /** @type {Numbers | null} */
    this.numbers = null;
    /** @type {string | null} */
    this.picked = null;
    /** @type {string | null} */
    this.touched = null;
    this.wantsPlanes = false;
    /** @type {Plane | null} */
    this.plane = null;
    /** @type {(() => void) | null} */
    this.stopMoving = null;
    /** @type {Neuron[]} */
    this.neurons = [];
    /** @type {Link[]} */
    this.links = [];
    this.effects = svgElement("g", {});
  }

  /**
   * Show another network.
   * @param {Layout} layout
   * @param {number} lowest the lowest label, 0 or -1
   */
  open(layout, lowest) {
    this.stop();
    this.layout = layout;
    this.lowest = lowest;
    this.picked = this.touched = null;
    this.numbers = this.plane = null;
    this.build();
  }

  /** Whether it is drawn for the present size of the holder. */
  fits() {
    const { width, height } = this.holder.getBoundingClientRect();
    return this.size === `${width} ${height}`;
  }

  /** Draw everything again, for the present size of the holder. */
  build() {
    const box = this.holder.getBoundingClientRect();
    this.size = `${box.width} ${box.height}`;
    // Whatever has the focus keeps it.
    const active = document.activeElement;
    const focused = active && this.svg.contains(active) ? active.getAttribute("data-name") : null;
    const [width, height] = [Math.max(240, box.width), Math.max(200, box.height)];
    const { layout, unit } = this;
    this.small = width < 560 * unit;
    const columns = Array.from({ length: layout.columns }, (_, column) => [
      ...layout.neurons.map((neuron, index) => ({ ...neuron, index })).filter((each) => each.column === column && each.kind !== "bias"),
      ...layout.left_out.filter((each) => each.column === column).map((each) => ({ ...each, index: -1 })),
    ].sort((one, other) => one.row - other.row));
    const rows = Math.max(1, ...columns.map((column) => column.length));
    const foot = 26 * unit;
    const room = (height - foot - 8 * unit) / rows;
    // Below each Neuron there is room for its bias Link, and above it for its sensitivity. Only a
    // few have room for the sensitivity of the bias Link, too.
    const aside = this.small ? 44 : rows > 3 ? 58 : 90;
    this.radius = Math.max(12 * unit, Math.min((this.small ? 26 : 50) * unit, (room - aside * unit) / 2));
    // Between two columns there is room for a sensitivity.
    const gaps = Math.max(1, layout.columns - 1);
    const most = ((width - 150 * unit) / gaps - 100 * unit) / (2 + 2 / gaps);
    this.radius = Math.min(this.radius, Math.max((this.small ? 26 : 32) * unit, most));
    if (this.radius < 20 * unit) {
      this.radius = Math.max(9 * unit, Math.min(18 * unit, room / 2 - 4 * unit));
    }
    this.tiny = this.radius < 24 * unit;
    const r = this.radius;
    const [left, right] = [r + (this.small ? 10 : 26) * unit, r + (this.small ? 26 : 124) * unit];
    const apart = (width - left - right) / Math.max(1, layout.columns - 1);
    /** @type {Map<number, {x: number, y: number}>} */
    const places = new Map();
    const behind = svgElement("g", {});
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.classList.toggle("small", this.small);
    this.svg.classList.toggle("tiny", this.tiny);
    columns.forEach((column, number) => {
      const step = (height - foot) / column.length;
      column.forEach((each, row) => {
        const place = { x: left + number * apart, y: step * (row + 0.5) };
        if (each.index >= 0) {
          places.set(each.index, place);
        } else if ("count" in each) {
          behind.append(svgElement("text", { class: "role", x: place.x, y: place.y }, `+${each.count}`));
        }
      });
      behind.append(svgElement("text", { class: "role", x: left + number * apart, y: height - 8 * unit }, layout.roles[number]));
    });
    this.width = width;
    this.neurons = layout.neurons.map((neuron, index) => new Neuron(this, neuron, index, places.get(index)));
    this.links = layout.links.map((link, index) => new Link(this, link, index));
    this.labelColumns(apart);
    this.effects = svgElement("g", { class: "effects", "aria-hidden": "true" });
    const order = [behind, ...this.links.filter((link) => !link.isStub).map((link) => link.group)];
    for (const link of this.links) {
      order.push(link.isStub ? link.group : link.label);
    }
    this.svg.replaceChildren(...order, ...this.neurons.filter((neuron) => !neuron.isBias).map((neuron) => neuron.group), this.effects);
    this.holder.querySelectorAll("canvas").forEach((canvas) => canvas.remove());
    for (const neuron of this.neurons) {
      if (neuron.canvas) {
        this.holder.prepend(neuron.canvas);
      }
    }
    const { numbers, plane } = this;
    if (numbers) {
      this.show(numbers);
    }
    this.mark();
    if (plane) {
      this.showPlanes(plane);
    }
    [...this.neurons, ...this.links].find((part) => part.name === focused)?.group.focus();
  }

  /**
   * Decide which labels are shown, and put those of two layers into a column.
   * @param {number} apart the distance of two columns
   */
  labelColumns(apart) {
    const { unit, radius: r } = this;
    // Below a weight there is room for its sensitivity.
    const gap = (this.small ? 38 : 44) * unit;
    for (let column = 1; column < this.layout.columns; column += 1) {
      const leading = this.links.filter((link) => link.end.column === column);
      const isLabelled = leading.length <= MOST_LABELS && !this.tiny;
      const labels = leading.filter((link) => !link.isStub);
      for (const link of leading) {
        link.isLabelled = isLabelled;
      }
      // In a column near the target, where a Link's own end is nearest to its number.
      const away = Math.min(apart / 2, r + (this.small ? 36 : 62) * unit);
      for (const link of labels) {
        const t = 1 - away / apart;
        link.at = { x: link.a.x + (link.b.x - link.a.x) * t, y: link.a.y + (link.b.y - link.a.y) * t };
      }
      labels.sort((one, other) => one.at.y - other.at.y);
      if (isLabelled) {
        for (let n = 1; n < labels.length; n += 1) {
          labels[n].at.y = Math.max(labels[n].at.y, labels[n - 1].at.y + gap);
        }
      }
      for (const link of labels) {
        link.placeLabel();
      }
    }
  }

  /** Whether Neurons show their planes. */
  get showsPlanes() {
    return this.plane !== null && (this.wantsPlanes || this.tiny);
  }

  /**
   * Show these numbers. Sensitivities are shown where there are any.
   * @param {Numbers} numbers
   */
  show(numbers) {
    this.numbers = numbers;
    this.stop();
    this.effects.replaceChildren();
    const sizes = numbers.links.map((link) => Math.abs(Number(link.sensitivity)) || 0);
    const largest = Math.max(...sizes, 1e-12);
    this.neurons.forEach((neuron, index) => neuron.show(numbers.neurons[index]));
    this.links.forEach((link, index) => {
      const { weight, number, sensitivity } = numbers.links[index];
      link.show(weight, number);
      link.showSensitivity(sensitivity, sizes[index] / largest);
    });
    // Before a Neuron has its output, there is no gap.
    this.outputs.forEach((neuron, index) => {
      neuron.showExpected(numbers.expected[index], numbers.neurons[neuron.index].output !== "");
    });
  }

  /** The output Neurons, in their order. */
  get outputs() {
    return this.neurons.filter((neuron) => neuron.column === this.layout.columns - 1);
  }

  /**
   * Mark what acts, such as the Link whose turn it is.
   * @param {string[]} names
   */
  act(names) {
    for (const part of [...this.neurons, ...this.links]) {
      part.group.classList.toggle("acts", names.includes(part.name));
    }
    for (const link of this.links) {
      link.label.classList.toggle("acts", names.includes(link.name));
    }
  }

  /**
   * Mark the Neuron or Link that was chosen, or none.
   * @param {string | null} name
   */
  pick(name) {
    this.picked = name;
    this.mark();
  }

  /** Show which parts are chosen or touched; the other Links of unlabelled layers step back. */
  mark() {
    const name = this.touched || this.picked;
    const isNear = (/** @type {Link} */ link) => [link.name, link.start.name, link.end.name].includes(name || "");
    for (const part of [...this.neurons, ...this.links]) {
      part.group.classList.toggle("picked", part.name === this.picked);
      if (part.group.hasAttribute("role")) {
        part.group.setAttribute("aria-pressed", String(part.name === this.picked));
      }
    }
    for (const link of this.links) {
      const crowd = this.links.filter((other) => other.end.column === link.end.column);
      const someNear = !link.isLabelled && crowd.some(isNear);
      const isShown = link.isLabelled || (someNear && isNear(link) && (!this.tiny || link.name === name));
      link.group.classList.toggle("back", someNear && !isNear(link));
      link.label.classList.toggle("off", !isShown);
      // With many Links, Tab reaches the Neurons, and the Links of the chosen one.
      link.group.setAttribute("tabindex", link.isLabelled || (this.picked !== null && isNear(link)) ? "0" : "-1");
    }
  }

  /** @param {string | null} name */
  touch(name) {
    this.touched = name;
    this.mark();
  }

  /** Stop what moves. The numbers stay as they are at that moment. */
  stop() {
    if (this.stopMoving) {
      this.stopMoving();
    }
  }

  /**
   * Go through phases, one after the other. Resolves to false if something stopped it.
   * @param {Phase[]} phases
   * @param {{still?: boolean, pace?: number, tell?: (words: string) => void}} [options] still: no motion, only
   *   frames; pace: how long it takes, as a share of the full time
   * @returns {Promise<boolean>}
   */
  move(phases, { still = false, pace = 1, tell = () => undefined } = {}) {
    this.stop();
    return new Promise((resolve) => {
      let [place, began, frame] = [-1, 0, 0];
      const end = (/** @type {boolean} */ isWhole) => {
        cancelAnimationFrame(frame);
        this.stopMoving = null;
        this.effects.replaceChildren();
        resolve(isWhole);
      };
      const tick = (/** @type {number} */ now) => {
        const phase = phases[place];
        const lasts = phase === undefined ? 0 : phase.ms * pace * (still ? 2 : 1);
        if (phase === undefined || now - began >= lasts) {
          if (phase && phase.draw && !still) {
            phase.draw(1);
          }
          place += 1;
          began = now;
          const next = phases[place];
          if (next === undefined) {
            end(true);
            return;
          }
          this.effects.replaceChildren();
          if (next.words !== undefined) {
            tell(next.words);
          }
          if (next.begin) {
            next.begin();
          }
          if (next.draw) {
            next.draw(still ? 1 : 0);
          }
        } else if (phase.draw && !still) {
          phase.draw((now - began) / lasts);
        }
        frame = requestAnimationFrame(tick);
      };
      this.stopMoving = () => end(false);
      frame = requestAnimationFrame(tick);
    });
  }

  /**
   * The phases of one learning step: forwards, the gap, backwards, the nudges.
   * @param {Done} done
   * @param {Numbers} after what is true after the step
   * @returns {Phase[]}
   */
  stepPhases(done, after) {
    const { links, neurons } = this;
    const blank = { output: "", total: "", sensitivity: "", number: null };
    /** @type {Phase[]} */
    const phases = [{
      ms: 60,
      begin: () => {
        neurons.forEach((neuron, index) => neuron.show(neuron.column && !neuron.isBias ? blank : this.asDone(done, index)));
        links.forEach((link, index) => {
          link.show(done.weights[index], numberBefore(after.links[index].number, done.numbers[index]));
          link.showSensitivity("", 0);
        });
        this.outputs.forEach((neuron, index) => neuron.showExpected(after.expected[index], false));
      },
    }];
    for (let column = 1; column < this.layout.columns; column += 1) {
      phases.push(...this.forwards(done, column));
    }
    phases.push({
      ms: 500,
      words: "Compare",
      begin: () => this.outputs.forEach((neuron, index) => neuron.showExpected(after.expected[index])),
    });
    for (let column = this.layout.columns - 1; column > 0; column -= 1) {
      phases.push(...this.backwards(done, column));
    }
    phases.push(this.nudges(done, after));
    return phases;
  }

  /**
   * @param {Done} done
   * @param {number} index
   * @returns {NeuronNumbers}
   */
  asDone(done, index) {
    return { output: done.outputs[index], total: "", sensitivity: "", number: Number(done.outputs[index]) };
  }

  /**
   * Dots carry values to a column; its Neurons fill, and the activation squeezes the sum.
   * @param {Done} done
   * @param {number} column
   * @returns {Phase[]}
   */
  forwards(done, column) {
    const links = this.links.filter((link) => link.end.column === column);
    const ends = this.neurons.filter((neuron) => neuron.column === column && !neuron.isBias);
    /** @type {Map<Link, {group: SVGElement, sum: number, lands: number}>} */
    const dots = new Map();
    return [
      {
        ms: MS_A_LAYER + 250,
        words: "Forwards",
        begin: () => {
          for (const end of ends) {
            let sum = 0;
            const leading = links.filter((link) => link.end === end);
            leading.forEach((link, place) => {
              sum += Number(done.outputs[link.start.index]) * Number(done.weights[link.index]);
              const group = svgElement("g", { class: "dot" });
              group.append(svgElement("circle", { r: 7 * this.unit }));
              if (link.isLabelled && !link.isStub) {
                group.append(svgElement("text", { y: -11 * this.unit }, tidy(done.outputs[link.start.index])));
              }
              this.effects.append(group);
              dots.set(link, { group, sum, lands: 0.62 + (0.33 * place) / leading.length });
            });
          }
        },
        draw: (t) => {
          /** @type {Map<Neuron, number>} */
          const levels = new Map();
          for (const [link, { group, sum, lands }] of dots) {
            const way = within(t / lands);
            const { x, y } = link.point(smooth(way));
            group.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
            group.classList.toggle("off", way >= 1);
            if (way >= 1) {
              levels.set(link.end, sum);
            }
          }
          levels.forEach((sum, neuron) => neuron.fill(within(0.5 + sum / 8)));
        },
      },
      {
        ms: 260,
        begin: () => ends.forEach((end) => end.show({ ...this.asDone(done, end.index) })),
        draw: (t) => {
          const squeezed = 1 - 0.14 * Math.sin(Math.PI * t);
          ends.forEach((end) => end.squeeze(squeezed));
        },
      },
    ];
  }

  /**
   * Sensitivities run back from a column: times the slope, times the weight, and meet with +.
   * @param {Done} done
   * @param {number} column
   * @returns {Phase[]}
   */
  backwards(done, column) {
    const links = this.links.filter((link) => link.end.column === column);
    const ends = this.neurons.filter((neuron) => neuron.column === column && !neuron.isBias);
    const starts = this.neurons.filter((neuron) => neuron.column === column - 1 && !neuron.isBias);
    const sizes = links.map((link) => Math.abs(Number(done.weightSensitivities[link.index])) || 0);
    const largest = Math.max(...sizes, ...this.links.map((link) => Math.abs(Number(done.weightSensitivities[link.index])) || 0), 1e-12);
    /** @type {Array<{link: Link, pill: Pill}>} */
    let running = [];
    const isShown = (/** @type {Link} */ link) => link.isLabelled && !link.isStub;
    return [
      {
        ms: 650,
        words: "Backwards",
        begin: () => {
          for (const end of ends) {
            end.showSensitivity(done.sensitivities[end.index]);
            if (!this.tiny) {
              const where = `${signed(done.sensitivities[end.index])} \u00d7 ${this.small ? "" : "slope "}${tidy(done.slopes[end.index])}`;
              new Pill(this, where).place(this.inside(end.x, where), end.y - this.radius - 16 * this.unit);
            }
          }
        },
      },
      {
        ms: 900,
        begin: () => {
          // A small picture has room for the sensitivities of one layer.
          this.act(this.small ? links.map((link) => link.name) : []);
          running = links.filter((link) => !link.isStub && (link.isLabelled || links.length < 60)).map((link) => ({ link, pill: new Pill(this, "") }));
        },
        draw: (t) => {
          for (const { link, pill } of running) {
            // Along the Link to its weight, wait there for the multiplication, then the rest.
            const half = Math.min(1, t / 0.35);
            const stop = link.labelShare;
            const share = t < 0.65 ? 1 - (1 - stop) * smooth(half) : stop * (1 - smooth((t - 0.65) / 0.35));
            if (isShown(link)) {
              const output = signed(done.outputSensitivities[link.index]);
              pill.say(t < 0.35 ? output : t < 0.65 ? `${output} \u00d7 ${tidy(done.weights[link.index])}` : signed(done.sent[link.index]));
            }
            const { x, y } = link.point(share);
            // Below the weight, which stays legible.
            pill.place(x, y + (isShown(link) ? 22 * this.unit : 0));
          }
          if (t > 0.5) {
            for (const [place, link] of links.entries()) {
              link.showSensitivity(done.weightSensitivities[link.index], sizes[place] / largest);
            }
          }
        },
      },
      {
        ms: 450,
        begin: () => {
          for (const start of starts) {
            const sent = links.filter((link) => link.start === start).map((link) => signed(done.sent[link.index]));
            start.showSensitivity(done.sensitivities[start.index]);
            if (sent.length > 1 && sent.length < 4 && !this.tiny) {
              const sum = sent.join(this.small ? " " : " + ");
              new Pill(this, sum).place(this.inside(start.x, sum), start.y - this.radius - 16 * this.unit);
            }
          }
        },
      },
    ];
  }

  /**
   * Where a text fits into the picture.
   * @param {number} x
   * @param {string} text
   */
  inside(x, text) {
    const half = (text.length * (this.small ? 8.4 : 9.7) + 18) * this.unit / 2;
    return Math.min(this.width - half, Math.max(half, x));
  }

  /**
   * An arrow at each weight, up or down, and the weight moves.
   * @param {Done} done
   * @param {Numbers} after
   * @returns {Phase}
   */
  nudges(done, after) {
    return {
      ms: 1000,
      words: "Nudge",
      begin: () => {
        this.act([]);
        for (const link of this.links) {
          const change = done.numbers[link.index];
          if (change && (link.isLabelled || link.isStub) && !link.label.classList.contains("off")) {
            const up = change > 0;
            const { x, y } = link.arrowPlace(tidy(after.links[link.index].weight));
            const u = this.unit * (this.small ? 0.8 : 1);
            this.effects.append(svgElement("path", {
              class: "nudge",
              d: up ? `M${x} ${y - 11 * u} l${8 * u} ${10 * u} h${-5 * u} v${11 * u} h${-6 * u} v${-11 * u} h${-5 * u} z`
                : `M${x} ${y + 11 * u} l${8 * u} ${-10 * u} h${-5 * u} v${-11 * u} h${-6 * u} v${11 * u} h${-5 * u} z`,
            }));
          }
        }
      },
      draw: (t) => {
        if (t > 0.45) {
          this.links.forEach((link, index) => link.show(after.links[index].weight, after.links[index].number));
        }
      },
    };
  }

  /**
   * One moment, in motion: a value runs along a Link, forwards or back.
   * @param {string} name
   * @param {boolean} isBack
   * @param {string} text
   * @returns {Phase[]}
   */
  momentPhases(name, isBack, text) {
    const link = this.links.find((each) => each.name === name);
    if (link === undefined) {
      return [];
    }
    /** @type {Pill} */
    let pill;
    return [{
      ms: MS_A_LAYER + 100,
      begin: () => {
        pill = new Pill(this, text);
      },
      draw: (t) => {
        const { x, y } = link.point(isBack ? 1 - smooth(t) : smooth(t));
        pill.place(x, y);
      },
    }];
  }

  /**
   * Show what each Neuron outputs for inputs all over the plane.
   * @param {Plane | null} plane
   */
  showPlanes(plane) {
    this.plane = plane;
    this.svg.classList.toggle("planes", this.showsPlanes);
    for (const neuron of this.neurons) {
      if (neuron.canvas) {
        neuron.canvas.hidden = !this.showsPlanes;
        const place = plane ? plane.names.indexOf(neuron.name) : -1;
        if (plane && place >= 0 && this.showsPlanes) {
          paintPlane(neuron.canvas, plane.values[place], plane.cells, neuron.lowest, getColours(this.holder));
        }
      }
    }
  }
}

/**
 * A small Neuron has room for three digits.
 * @param {string} text
 */
function fewDigits(text) {
  return /^-?\d+\.\d{3,}$/.test(text) ? String(Number(Number(text).toPrecision(3))) : text;
}

/**
 * @param {number | null} after
 * @param {number | null} change
 */
function numberBefore(after, change) {
  return after === null || change === null ? after : after - change;
}

/** A rounded label that can run along a Link. */
export class Pill {
  /**
   * @param {Picture} picture
   * @param {string} text
   */
  constructor(picture, text) {
    this.picture = picture;
    this.group = svgElement("g", { class: "pill" });
    this.box = svgElement("rect", {});
    this.text = svgElement("text", {});
    this.group.append(this.box, this.text);
    picture.effects.append(this.group);
    this.say(text);
  }

  /** @param {string} text */
  say(text) {
    if (this.text.textContent === text && text !== "") {
      return;
    }
    this.text.textContent = text;
    const { unit, small } = this.picture;
    const width = text === "" ? 14 * unit : (text.length * (small ? 8.4 : 9.7) + 14) * unit;
    const height = (text === "" ? 10 : small ? 20 : 24) * unit;
    for (const [name, value] of Object.entries({ x: -width / 2, y: -height / 2, width, height, rx: height / 2 })) {
      this.box.setAttribute(name, String(value));
    }
    this.text.setAttribute("y", String((small ? 5 : 5.5) * unit));
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  place(x, y) {
    this.group.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  }
}

/**
 * Make an element act as a button with this name.
 * @param {Picture} picture
 * @param {Element} element
 * @param {string} name
 */
function asButton(picture, element, name) {
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.setAttribute("data-name", name);
  listen(picture, element, name);
  element.addEventListener("keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key === "Enter" || key === " ") {
      event.preventDefault();
      event.stopPropagation();
      picture.onPick(name);
    }
  });
  element.addEventListener("focus", () => picture.touch(name));
  element.addEventListener("blur", () => picture.touch(null));
}

/**
 * @param {Picture} picture
 * @param {Element} element
 * @param {string} label
 */
function nameButton(picture, element, label) {
  if (!picture.isQuiet && element.getAttribute("aria-label") !== label) {
    element.setAttribute("aria-label", label);
  }
}

/**
 * @param {Picture} picture
 * @param {Element} element
 * @param {string} name
 */
function listen(picture, element, name) {
  element.addEventListener("click", () => picture.onPick(name));
  element.addEventListener("pointerenter", () => picture.touch(name));
  element.addEventListener("pointerleave", () => picture.touch(null));
}

class Neuron {
  /**
   * @param {Picture} picture
   * @param {PlacedNeuron} placed
   * @param {number} index
   * @param {{x: number, y: number} | undefined} place undefined for a bias Neuron
   */
  constructor(picture, placed, index, place) {
    const { unit: u, radius: r } = picture;
    this.picture = picture;
    this.name = placed.name;
    this.column = placed.column;
    this.index = index;
    this.isBias = placed.kind === "bias";
    this.x = place ? place.x : 0;
    this.y = place ? place.y : 0;
    this.r = r;
    this.lowest = placed.kind === "tanh" || (placed.kind === "identity" && picture.lowest < 0) ? -1 : 0;
    /** @type {HTMLCanvasElement | null} */
    this.canvas = null;
    this.level = 0;
    /** @type {number | null} */
    this.number = null;
    this.said = "";
    this.group = svgElement("g", { class: "neuron", transform: `translate(${this.x} ${this.y})` });
    this.body = svgElement("g", {});
    const clip = svgElement("clipPath", { id: `disc-${picture.id}-${index}` });
    clip.append(svgElement("circle", { r }));
    this.filled = svgElement("rect", { class: "level", x: -r, width: 2 * r, "clip-path": `url(#disc-${picture.id}-${index})` });
    this.text = svgElement("text", { class: "output", y: (picture.small ? 13 : 18) * u });
    this.back = svgElement("g", { class: "pill off" });
    this.body.append(clip, svgElement("circle", { class: "disc", r }), this.filled, svgElement("circle", { class: "edge", r }),
      svgElement("text", { class: "name", y: picture.tiny ? 5 * u : (picture.small ? -4 : -8) * u }, this.name), " ", this.text);
    this.group.append(this.body, " ", this.back, " ");
    if (this.isBias) {
      return;
    }
    asButton(picture, this.group, this.name);
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = 24;
    this.canvas.hidden = true;
    for (const [name, value] of Object.entries({ left: this.x - r, top: this.y - r, width: 2 * r, height: 2 * r })) {
      this.canvas.style.setProperty(name, `${value}px`);
    }
    if (this.column === picture.layout.columns - 1) {
      this.addGap();
    }
  }

  /** An output Neuron has a bar at its right: how far it is from the expected number. */
  addGap() {
    const { small, unit: u } = this.picture;
    const x = this.r + (small ? 6 : 12) * u;
    const wide = (small ? 7 : 12) * u;
    this.gap = svgElement("rect", { class: "gap", x, width: wide });
    this.goal = svgElement("line", { class: "goal", x1: x - 3 * u, x2: x + wide + 5 * u });
    this.want = svgElement("text", small ? { class: "want", x: 0 } : { class: "want beside", x: x + wide + 10 * u });
    this.group.append(svgElement("rect", { class: "scale", x, width: wide, y: -this.r, height: 2 * this.r }), this.gap, this.goal, this.want);
  }

  /**
   * How high a number fills the Neuron, from 0 to 1.
   * @param {number} number
   */
  share(number) {
    return within((number - this.lowest) / (1 - this.lowest));
  }

  /** @param {number} level from 0 to 1 */
  fill(level) {
    this.level = level;
    this.filled.setAttribute("y", (this.r - 2 * this.r * level).toFixed(2));
    this.filled.setAttribute("height", (2 * this.r * level).toFixed(2));
  }

  /** @param {number} size */
  squeeze(size) {
    this.body.setAttribute("transform", `scale(${size.toFixed(3)})`);
  }

  /** @param {NeuronNumbers} numbers */
  show({ output, total, sensitivity, number }) {
    const isAdding = output === "" && total !== "" && this.column > 0;
    const few = (/** @type {string} */ number) => tidy(this.picture.small ? fewDigits(number) : number);
    const text = isAdding ? `\u03a3 ${few(total)}` : few(output);
    if (this.text.textContent !== text) {
      this.text.textContent = text;
    }
    this.text.classList.toggle("adding", isAdding);
    this.text.classList.toggle("long", text.length > 6);
    this.squeeze(1);
    this.number = number;
    this.fill(number === null ? (isAdding ? within(0.5 + Number(total) / 8) : 0) : this.share(number));
    this.showSensitivity(sensitivity);
    this.said = text === "" ? "no output yet" : isAdding ? "total input so far" : "output";
    this.sayName();
  }

  /** What a screen reader calls it begins with the visible text, so that voice control finds it. */
  sayName() {
    const back = this.back.getAttribute("data-text") || "";
    const seen = [this.name, this.text.textContent, back, this.want ? this.want.textContent : ""].filter((each) => each !== "");
    nameButton(this.picture, this.group, `${seen.join(" ")} (${this.said}${back === "" ? "" : ", sensitivity"})`);
  }

  /** @param {string} text */
  showSensitivity(text) {
    this.back.classList.toggle("off", text === "" || this.picture.tiny);
    showPill(this.back, text, this.picture);
    const { unit: u, small } = this.picture;
    const aside = this.picture.inside(this.x, signed(text)) - this.x;
    this.back.setAttribute("transform", `translate(${aside.toFixed(1)} ${-this.r - (small ? 12 : 16) * u})`);
    this.sayName();
  }

  /**
   * @param {string} text
   * @param {boolean} [hasGap]
   */
  showExpected(text, hasGap = true) {
    const { gap, goal, want, r } = this;
    if (!gap || !goal || !want) {
      return;
    }
    // The bar has room for both, also beyond what a sigmoid can output.
    const target = Number(text) || 0;
    const output = this.number ?? target;
    const bottom = Math.min(this.lowest, target, output);
    const top = Math.max(1, target, output);
    const share = (/** @type {number} */ number) => within((number - bottom) / (top - bottom));
    const level = share(target);
    const [high, low] = [Math.max(level, share(output)), Math.min(level, share(output))];
    const toY = (/** @type {number} */ height) => r - 2 * r * height;
    gap.setAttribute("y", toY(high).toFixed(2));
    gap.setAttribute("height", hasGap ? (2 * r * (high - low)).toFixed(2) : "0");
    goal.setAttribute("y1", toY(level).toFixed(2));
    goal.setAttribute("y2", toY(level).toFixed(2));
    const y = this.picture.small ? r + 57 * this.picture.unit : Math.max(-r + 8, Math.min(r, toY(level) + 6 * this.picture.unit));
    want.setAttribute("y", String(y));
    if (want.textContent !== `want ${tidy(text)}`) {
      want.textContent = `want ${tidy(text)}`;
    }
    this.sayName();
  }
}

/**
 * @param {Element} group
 * @param {string} text
 * @param {Picture} picture
 */
function showPill(group, text, picture) {
  const shown = text === "" ? "" : signed(text);
  if (group.getAttribute("data-text") === shown) {
    return;
  }
  group.setAttribute("data-text", shown);
  if (shown === "") {
    group.replaceChildren();
    return;
  }
  const { unit: u, small } = picture;
  const [width, height] = [(shown.length * (small ? 8.4 : 9.7) + 16) * u, (small ? 19 : 22) * u];
  group.replaceChildren(
    svgElement("rect", { x: -width / 2, y: -height / 2, width, height, rx: height / 2 }),
    svgElement("text", { y: 5 * u }, shown),
  );
}

class Link {
  /**
   * @param {Picture} picture
   * @param {PlacedLink} placed
   * @param {number} index
   */
  constructor(picture, placed, index) {
    const { unit: u, radius: r } = picture;
    this.picture = picture;
    this.name = placed.name;
    this.index = index;
    this.start = picture.neurons[placed.from];
    this.end = picture.neurons[placed.to];
    // A bias Link is a stub below the Neuron that it leads to.
    this.isStub = this.start.isBias;
    this.isLabelled = false;
    this.held = placed.held ? " held" : "";
    this.width = 1;
    this.kind = "";
    const { x, y } = this.end;
    if (this.isStub) {
      this.a = { x, y: y + r + 12 * u };
      this.b = { x, y: y + r };
    } else {
      const length = Math.hypot(x - this.start.x, y - this.start.y);
      const [dx, dy] = [((x - this.start.x) * r) / length, ((y - this.start.y) * r) / length];
      this.a = { x: this.start.x + dx, y: this.start.y + dy };
      this.b = { x: x - dx, y: y - dy };
    }
    this.at = { x: this.a.x, y: this.a.y };
    this.labelShare = 0.6;
    this.group = svgElement("g", { class: "link" });
    const ends = { x1: this.a.x, y1: this.a.y, x2: this.b.x, y2: this.b.y };
    this.line = svgElement("line", { ...ends, class: "line" });
    this.band = svgElement("path", { class: "band" });
    this.label = svgElement("g", { class: "label", "aria-hidden": "true" });
    this.weight = svgElement("text", { class: "weight" });
    this.ground = svgElement("rect", { class: "ground", rx: 4 * u });
    this.back = svgElement("g", { class: "pill off" });
    if (this.isStub) {
      // The stub and its number are one button.
      const below = svgElement("g", { transform: `translate(${x} ${y + r + (picture.small ? 23 : 28) * u})` });
      this.back.setAttribute("transform", `translate(0 ${(picture.small ? 16 : 20) * u})`);
      below.append(this.weight, " ", this.back);
      this.group.append(this.line, svgElement("rect", { class: "wide", x: x - 44 * u, y: y + r, width: 88 * u, height: 34 * u }), below);
      this.group.classList.add("stub");
    } else {
      this.label.append(this.ground, this.weight, this.back);
      this.group.append(this.band, this.line, svgElement("line", { ...ends, class: "wide" }));
      listen(picture, this.label, this.name);
    }
    asButton(picture, this.group, this.name);
  }

  placeLabel() {
    const { unit: u, small } = this.picture;
    this.label.setAttribute("transform", `translate(${this.at.x.toFixed(1)} ${(this.at.y + 5 * u).toFixed(1)})`);
    this.back.setAttribute("transform", `translate(0 ${(small ? 16 : 19) * u})`);
    this.labelShare = within((this.at.x - this.a.x) / (this.b.x - this.a.x));
  }

  /**
   * A point of the Link; 0 is its beginning, 1 its end.
   * @param {number} share
   */
  point(share) {
    const { a, b } = this;
    return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
  }

  /** Where the arrow of a nudge has room. */
  arrowPlace(/** @type {string} */ next) {
    const { unit: u, small } = this.picture;
    const longest = Math.max((this.weight.textContent || "").length, next.length + (this.isStub ? 2 : 0));
    const text = longest * (small ? 4 : 4.6) * u;
    if (this.isStub) {
      return { x: Math.min(this.picture.width - 9 * u, this.end.x + text + 10 * u), y: this.a.y + (small ? 6 : 10) * u };
    }
    return { x: this.at.x + text + (small ? 7 : 12) * u, y: this.at.y };
  }

  /**
   * @param {string} weight
   * @param {number | null} number
   */
  show(weight, number) {
    const text = (this.isStub ? (this.picture.tiny ? "" : `b ${tidy(weight)}`) : tidy(weight)) + this.held;
    if (this.weight.textContent !== text) {
      this.weight.textContent = text;
      const { unit: u, small } = this.picture;
      const wide = (text.length * (small ? 8 : 9.2) + 6) * u;
      for (const [name, value] of Object.entries({ x: -wide / 2, width: wide, y: (small ? -14 : -17) * u, height: (small ? 18 : 23) * u })) {
        this.ground.setAttribute(name, String(value));
      }
    }
    const kind = number === null ? "none" : number > 0 ? "positive" : number < 0 ? "negative" : "none";
    if (this.kind !== kind) {
      this.kind = kind;
      for (const each of ["positive", "negative", "none"]) {
        this.group.classList.toggle(each, each === kind);
        this.label.classList.toggle(each, each === kind);
      }
    }
    const { unit, tiny } = this.picture;
    const width = thickness(Math.abs(number || 0)) * unit * (tiny ? 0.45 : this.picture.small ? 0.7 : 1);
    if (this.width !== width) {
      this.width = width;
      this.line.setAttribute("stroke-width", String(this.isStub ? Math.min(width, 4 * unit) : width));
    }
    this.sayName();
  }

  sayName() {
    const back = this.back.getAttribute("data-text") || "";
    const words = [this.weight.textContent, back, "weight", back === "" ? "" : "and sensitivity", "of", arrowed(this.name)];
    nameButton(this.picture, this.group, words.filter((each) => each !== "").join(" "));
  }

  /**
   * A second band with chevrons that point back, and the number in a pill.
   * @param {string} text
   * @param {number} share of the largest, from 0 to 1
   */
  showSensitivity(text, share) {
    const isSeen = text !== "" && Number(text) !== 0;
    this.back.classList.toggle("off", text === "" || this.picture.tiny);
    showPill(this.back, text, this.picture);
    this.sayName();
    if (this.isStub) {
      return;
    }
    const { a, b, picture: { unit: u } } = this;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const half = (2 + Math.ceil(within(share) * 5)) * u;
    const aside = this.width / 2 + half + 3 * u;
    const parts = [];
    for (let along = 10 * u; isSeen && along < length - 8 * u; along += 14 * u) {
      const [x, y] = [a.x + dx * along - dy * aside, a.y + dy * along + dx * aside];
      const [ux, uy] = [dx * half, dy * half];
      parts.push(`M${(x + ux - uy).toFixed(1)} ${(y + uy + ux).toFixed(1)} L${x.toFixed(1)} ${y.toFixed(1)} L${(x + ux + uy).toFixed(1)} ${(y + uy - ux).toFixed(1)}`);
    }
    this.band.setAttribute("d", parts.join(" "));
  }
}

/** @typedef {{low: number[], middle: number[], high: number[]}} Colours */

/**
 * The colours of a plane, from the style sheet: "#rrggbb".
 * @param {Element} element
 * @returns {Colours}
 */
export function getColours(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => {
    const text = style.getPropertyValue(name).trim();
    return [1, 3, 5].map((place) => parseInt(text.slice(place, place + 2), 16) || 0);
  };
  return { low: read("--two"), middle: read("--paper"), high: read("--one") };
}

/**
 * Paint the outputs over the plane, row by row from the top.
 * @param {HTMLCanvasElement} canvas
 * @param {Array<number | null>} values
 * @param {number} cells
 * @param {number} lowest 0 or -1; the highest is 1
 * @param {Colours} colours
 */
export function paintPlane(canvas, values, cells, lowest, { low, middle, high }) {
  if (canvas.width !== cells) {
    canvas.width = canvas.height = cells;
  }
  const context = canvas.getContext("2d");
  if (context === null) {
    return;
  }
  const image = context.createImageData(cells, cells);
  values.forEach((value, place) => {
    const share = value === null ? 0 : Math.max(-1, Math.min(1, (2 * (value - lowest)) / (1 - lowest) - 1));
    const end = share > 0 ? high : low;
    for (let part = 0; part < 3; part += 1) {
      image.data[4 * place + part] = middle[part] + (end[part] - middle[part]) * Math.abs(share) * 0.75;
    }
    image.data[4 * place + 3] = 255;
  });
  context.putImageData(image, 0, 0);
}
