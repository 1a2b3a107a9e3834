// @ts-check
// The points in the plane, its axes, and the mark at the present sample.

import { svgElement, ticks, tidy } from "./curves.mjs";

/** @typedef {import("./messages.mjs").Plane} Plane */
/** @typedef {import("./messages.mjs").Scene} Scene */

// The picture is 320 wide and high; the plane has 288 of it, and the numbers at its axes the rest.
const LEFT = 32;
const SIDE = 288;
// With more points, they are smaller.
const FEW_POINTS = 20;

/**
 * @param {Plane} plane
 * @param {number} x
 */
const toX = (plane, x) => LEFT + (SIDE * (x - plane.low)) / (plane.high - plane.low);

/**
 * @param {Plane} plane
 * @param {number} y
 */
const toY = (plane, y) => SIDE - (SIDE * (y - plane.low)) / (plane.high - plane.low);

/**
 * ● for a low label, ▲ for a high one.
 * @param {boolean} isHigh
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function pointMark(isHigh, x, y, r) {
  return isHigh
    ? svgElement("path", { class: "point high", d: `M${x} ${y - 1.25 * r} l${1.2 * r} ${2.1 * r} h${-2.4 * r} z` })
    : svgElement("circle", { class: "point low", cx: x, cy: y, r });
}

/**
 * Draw the axes and all points, and say what the two marks mean.
 * @param {Element} svg
 * @param {Element} legend
 * @param {Scene} scene
 * @param {Plane} plane
 * @param {string} output the name of the output Neuron
 * @param {boolean} showsUnseen whether to show the points that the network never sees
 */
export function drawPoints(svg, legend, scene, plane, output, showsUnseen) {
  const middle = (scene.lowestLabel + 1) / 2;
  const r = scene.points.length > FEW_POINTS ? 4.5 : 9;
  svg.replaceChildren(
    svgElement("rect", { class: "frame", x: LEFT, y: 0, width: SIDE, height: SIDE }),
    ...axes(scene, plane),
    ...marks(scene.points, plane, middle, r),
    ...marks(showsUnseen ? scene.unseen || [] : [], plane, middle, 3),
    svgElement("circle", { class: "current", r: r + 8 }),
    svgElement("circle", { class: "current inner", r: r + 5 }),
  );
  const rows = [false, true].map((isHigh) => {
    const row = document.createElement("span");
    const mark = svgElement("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
    mark.append(pointMark(isHigh, 12, 12, 8));
    row.append(mark, `${output} ${tidy(String(isHigh ? 1 : scene.lowestLabel))}`);
    return row;
  });
  legend.replaceChildren(...rows);
}

/**
 * @param {Scene} scene
 * @param {Plane} plane
 */
function axes(scene, plane) {
  const parts = [];
  for (const number of ticks(plane.low, plane.high, 3)) {
    if (number > plane.low && number < plane.high) {
      const [x, y] = [toX(plane, number), toY(plane, number)];
      parts.push(
        svgElement("line", { class: "axis", x1: x, x2: x, y1: SIDE, y2: SIDE + 5 }),
        svgElement("text", { class: "label", x, y: SIDE + 20, "text-anchor": "middle" }, tidy(String(number))),
        svgElement("line", { class: "axis", x1: LEFT - 5, x2: LEFT, y1: y, y2: y }),
        svgElement("text", { class: "label", x: LEFT - 8, y: y + 5, "text-anchor": "end" }, tidy(String(number))),
      );
    }
  }
  const [first, second] = scene.layout.neurons.filter((each) => each.column === 0);
  return [
    ...parts,
    svgElement("text", { class: "label", x: LEFT + SIDE - 2, y: SIDE + 20, "text-anchor": "end" }, first.name),
    svgElement("text", { class: "label", x: LEFT - 8, y: 14, "text-anchor": "end" }, second.name),
  ];
}

/**
 * @param {Array<Array<number | null>>} points
 * @param {Plane} plane
 * @param {number} middle between the two labels
 * @param {number} r
 */
function marks(points, plane, middle, r) {
  const parts = [];
  for (const [x, y, label] of points) {
    if (x !== null && y !== null && label !== null) {
      parts.push(pointMark(label > middle, toX(plane, x), toY(plane, y), r));
    }
  }
  return parts;
}

/**
 * Write each point's error beside it, with an arrow if the newest step has raised or lowered it.
 * @param {Element} svg
 * @param {Plane} plane
 * @param {Scene} scene
 * @param {Array<number | null>} errors
 * @param {Array<number | null>} before the errors before that step
 */
export function writeErrors(svg, plane, scene, errors, before) {
  svg.querySelectorAll(".error").forEach((each) => each.remove());
  errors.forEach((error, place) => {
    const [x, y] = scene.points[place];
    if (x !== null && y !== null && error !== null) {
      const change = error - (before[place] ?? error);
      const arrow = change > 0 ? " \u2191" : change < 0 ? " \u2193" : "";
      const below = toY(plane, y) + (y > (plane.low + plane.high) / 2 ? 34 : -22);
      svg.append(svgElement("text", { class: "error", x: toX(plane, x), y: below }, tidy(String(Number(error.toPrecision(3)))) + arrow));
    }
  });
}

/**
 * Mark the point of the present sample.
 * @param {Element} svg
 * @param {Plane} plane
 * @param {Array<number | null> | undefined} point
 */
export function markPoint(svg, plane, point) {
  if (point && point[0] !== null && point[1] !== null) {
    for (const mark of svg.querySelectorAll(".current")) {
      mark.setAttribute("cx", String(toX(plane, point[0])));
      mark.setAttribute("cy", String(toY(plane, point[1])));
    }
  }
}
