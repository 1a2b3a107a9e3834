// @ts-check
// Curves: the error over the epochs, and the error over one weight. They draw what they get and
// know nothing of where it comes from.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an SVG element.
 * @param {string} kind
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 * @returns {SVGElement}
 */
export function svgElement(kind, attributes, text) {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

/**
 * A number as a picture shows it: with a real minus sign, and without long tails of zeros.
 * @param {string} text
 */
export function tidy(text) {
  const number = Number(text);
  if (text !== "" && number !== 0 && Math.abs(number) < 0.0001) {
    return "almost 0";
  }
  return text.replace("-", "\u2212");
}

/**
 * The same with its sign, as a sensitivity has it.
 * @param {string} text
 */
export function signed(text) {
  return Number(text) > 0 && tidy(text) === text ? `+${text}` : tidy(text);
}

/**
 * Links are drawn as h1→y1.
 * @param {string} name
 */
export function arrowed(name) {
  return name.replaceAll("->", "\u2192");
}

/** @param {number} number */
function short(number) {
  return tidy(String(Number(number.toPrecision(3))));
}

/**
 * Round numbers along an axis, from low to high.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function ticks(low, high, most) {
  const rough = (high - low) / most;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * ten).find((size) => size >= rough) || rough;
  const found = [];
  for (let n = Math.ceil(low / step); n * step <= high + step / 1e6; n += 1) {
    found.push(Number((n * step).toPrecision(12)));
  }
  return found;
}

/**
 * Axes of a curve, in pixels.
 * @param {Element} svg
 * @param {number} unit
 * @param {[number, number]} across
 * @param {[number, number]} up
 */
function frame(svg, unit, across, up) {
  const box = svg.getBoundingClientRect();
  const [width, height] = [Math.max(160, box.width), Math.max(90, box.height)];
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const [left, right, top, bottom] = [58 * unit, 14 * unit, 12 * unit, 40 * unit];
  /** @param {number} x */
  const toX = (x) => left + ((width - left - right) * (x - across[0])) / (across[1] - across[0] || 1);
  /** @param {number} y */
  const toY = (y) => height - bottom - ((height - top - bottom) * (y - up[0])) / (up[1] - up[0] || 1);
  return { width, height, left, right, top, bottom, toX, toY };
}

/**
 * @param {ReturnType<typeof frame>} place
 * @param {number} unit
 * @param {number[]} xs
 * @param {number[]} ys
 * @param {string} label
 */
function axes(place, unit, xs, ys, label) {
  const { width, height, left, right, top, bottom, toX, toY } = place;
  const parts = [
    svgElement("line", { class: "axis", x1: left, x2: width - right, y1: height - bottom, y2: height - bottom }),
    svgElement("line", { class: "axis", x1: left, x2: left, y1: top, y2: height - bottom }),
    svgElement("text", { class: "label", x: (left + width - right) / 2, y: height - 3 * unit, "text-anchor": "middle" }, label),
  ];
  for (const x of xs) {
    parts.push(svgElement("line", { class: "axis", x1: toX(x), x2: toX(x), y1: height - bottom, y2: height - bottom + 5 * unit }));
    parts.push(svgElement("text", { class: "label", x: toX(x), y: height - bottom + 19 * unit, "text-anchor": "middle" }, short(x)));
  }
  for (const y of ys) {
    parts.push(svgElement("line", { class: "axis", x1: left - 5 * unit, x2: left, y1: toY(y), y2: toY(y) }));
    parts.push(svgElement("text", { class: "label", x: left - 8 * unit, y: toY(y) + 5 * unit, "text-anchor": "end" }, short(y)));
  }
  return parts;
}

/**
 * @param {Array<number | null>} xs
 * @param {Array<number | null>} ys
 * @param {ReturnType<typeof frame>} place
 */
function line(xs, ys, { toX, toY }) {
  const points = [];
  for (let n = 0; n < xs.length; n += 1) {
    const [x, y] = [xs[n], ys[n]];
    if (x !== null && y !== null) {
      points.push(`${toX(x).toFixed(1)},${toY(y).toFixed(1)}`);
    }
  }
  return svgElement("polyline", { class: "curve", points: points.join(" ") });
}

/**
 * Draw the error over the epochs, or another number over what is counted.
 * @param {Element} svg
 * @param {Array<[number, number | null]>} curve
 * @param {number} unit 1, or more on a wall
 * @param {{counted?: string, at?: number, low?: number}} [options] at: where the point of now is, if
 *   it is not the last one; low: the lowest number of the axis
 */
export function drawErrors(svg, curve, unit, { counted = "epochs", at, low = 0 } = {}) {
  const errors = curve.map(([, error]) => error).filter((error) => error !== null);
  const top = Math.max(...errors, low + 1e-12);
  const last = curve.length ? curve[curve.length - 1] : /** @type {[number, null]} */ ([1, null]);
  const here = curve.filter(([x]) => at === undefined || x <= at).pop() || last;
  const across = Math.max(last[0], 2);
  const place = frame(svg, unit, [0, across], [low, low + (top - low) * 1.05]);
  const parts = axes(place, unit, ticks(0, across, 4).filter(Number.isInteger), ticks(low, top, 3), counted);
  if (curve.length) {
    parts.push(line(curve.map(([x]) => x), curve.map(([, y]) => y), place));
    if (here[1] !== null) {
      parts.push(svgElement("circle", { class: "here", cx: place.toX(here[0]), cy: place.toY(here[1]), r: 5 * unit }));
    }
  }
  svg.replaceChildren(...parts);
  return place;
}

/**
 * @typedef {object} WeightCurve
 * @property {Array<number>} weights
 * @property {Array<number | null>} errors
 * @property {number} weight
 * @property {number | null} error
 * @property {number | null} sensitivity
 * @property {number | null} nudge
 * @property {string} weightText
 * @property {string} words
 * @property {string} nudgeWords
 * @property {"sample" | "all"} over
 */

/**
 * Draw the error over one weight, with the tangent at the present weight and the next nudge.
 * @param {Element} svg
 * @param {WeightCurve} curve
 * @param {number} unit 1, or more on a wall
 * @param {{high?: number, ghost?: {weight: number, error: number} | null}} [kept] the height of the curve,
 *   kept while somebody drags; and where the weight was before the newest step
 */
export function drawWeight(svg, curve, unit, kept = {}) {
  const { weights, errors, weight, error, sensitivity, nudge } = curve;
  const [low, high] = [weights[0], weights[weights.length - 1]];
  const finite = errors.filter((each) => each !== null);
  const top = Math.max(kept.high || 0, ...finite.map((each) => each * 1.1), 1e-12);
  kept.high = top;
  const place = frame(svg, unit, [low, high], [0, top]);
  const { toX, toY } = place;
  const parts = axes(place, unit, ticks(low, high, place.width < 400 ? 4 : 6), ticks(0, top, 3), "this weight");
  parts.push(line(weights, errors, place));
  if (kept.ghost && kept.ghost.weight >= low && kept.ghost.weight <= high) {
    parts.push(svgElement("circle", { class: "here ghost", cx: toX(kept.ghost.weight), cy: toY(kept.ghost.error), r: 7 * unit }));
  }
  if (error !== null && sensitivity !== null) {
    // A tangent of a fixed length on the screen, so that its steepness is what you see.
    const steep = (toY(error + sensitivity) - toY(error)) / (toX(weight + 1) - toX(weight));
    const reach = (80 * unit) / Math.sqrt(1 + steep * steep);
    const [x, y] = [toX(weight), toY(error)];
    parts.push(svgElement("line", { class: "tangent", x1: x - reach, x2: x + reach, y1: y - reach * steep, y2: y + reach * steep }));
    if (nudge !== null && nudge !== 0 && curve.nudgeWords !== "") {
      parts.push(...arrow(x, toX(weight + nudge), y, place, unit));
    }
    parts.push(svgElement("circle", { class: "here", cx: x, cy: y, r: 7 * unit }));
  }
  svg.replaceChildren(...parts);
}

/**
 * @typedef {object} ActivationCurve
 * @property {number[]} inputs
 * @property {Array<number | null>} outputs
 * @property {number} total
 * @property {number} output
 * @property {number} slope
 * @property {string} words
 */

/**
 * Draw an activation, from total input to output, with its slope at the present place.
 * @param {Element} svg
 * @param {ActivationCurve} curve
 * @param {number} unit 1, or more on a wall
 */
export function drawActivation(svg, { inputs, outputs, total, output, slope }, unit) {
  const finite = outputs.filter((each) => each !== null);
  const [low, high] = [inputs[0], inputs[inputs.length - 1]];
  const [bottom, top] = [Math.min(0, ...finite), Math.max(...finite)];
  const room = (top - bottom) * 0.08 || 1;
  const place = frame(svg, unit, [low, high], [bottom - room, top + room]);
  const steep = (place.toY(output + slope) - place.toY(output)) / (place.toX(total + 1) - place.toX(total));
  const reach = (80 * unit) / Math.sqrt(1 + steep * steep);
  const [x, y] = [place.toX(total), place.toY(output)];
  svg.replaceChildren(
    ...axes(place, unit, ticks(low, high, 6), ticks(bottom, top, 3), "total input"),
    line(inputs, outputs, place),
    svgElement("line", { class: "tangent", x1: x - reach, x2: x + reach, y1: y - reach * steep, y2: y + reach * steep }),
    svgElement("circle", { class: "here", cx: x, cy: y, r: 7 * unit }),
  );
}

/**
 * The nudge: an arrow from the present weight to the next.
 * @param {number} from
 * @param {number} to
 * @param {number} y
 * @param {ReturnType<typeof frame>} place
 * @param {number} unit
 */
function arrow(from, to, y, place, unit) {
  const way = Math.sign(to - from) || 1;
  // A nudge can be too small to see, or go beyond the curve.
  const tip = Math.min(place.width - place.right, Math.max(place.left, from + way * Math.max(Math.abs(to - from), 16 * unit)));
  const above = Math.max(place.top + 8 * unit, y - 22 * unit);
  const [head, half] = [10 * unit, 6 * unit];
  return [
    svgElement("line", { class: "nudge", x1: from, x2: tip - way * head, y1: above, y2: above }),
    svgElement("path", { class: "nudge-head", d: `M${tip},${above} l${-way * head},${-half} v${2 * half} z` }),
  ];
}
