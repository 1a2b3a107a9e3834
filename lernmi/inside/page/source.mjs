// @ts-check
// The words, the calculation and the lines of code of one moment.

/**
 * @typedef {object} Source
 * @property {string} file
 * @property {number} first
 * @property {string[]} lines
 */

/**
 * Show lines of code, with their numbers, and those that run marked.
 * @param {HTMLElement} title
 * @param {HTMLElement} element
 * @param {Source} source
 */
export function showSource(title, element, source) {
  const last = source.first + source.lines.length - 1;
  title.textContent = `${source.file}, lines ${source.first} to ${last}`;
  // Comments and the docstring don't run; the docstring's first line is enough here.
  let inDescription = false;
  /** @type {HTMLElement[]} */
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
    number.textContent = String(source.first + index);
    part.append(number, (line || " ") + (inDescription ? " .." : ""));
    parts.push(part);
  });
  element.replaceChildren(...parts);
}

// Characters of a monospaced font are so wide, as a share of its size.
export const CHARACTER = 0.615;

/**
 * The lines of a calculation. Where there is not enough room, the label before a calculation gets a
 * line of its own, and so does the result after a long one.
 * @param {string} text
 * @param {number} room how many characters
 */
export function fittedLines(text, room) {
  const lines = text.split("\n");
  if (room <= 0 || !lines.some((line) => line.includes(" = ") && line.length > room)) {
    return lines;
  }
  return lines.flatMap((line) => {
    // At least two spaces end a label.
    const labelled = /^( *)(\S.*?)  +(\S.* = .*)$/.exec(line.replaceAll(/(\S) +(?== )/g, "$1 "));
    const parts = labelled === null ? [line] : [labelled[1] + labelled[2], `${labelled[1]}  ${labelled[3]}`];
    return parts.flatMap((part) => {
      const place = part.lastIndexOf(" = ");
      return part.length <= room || place < 0 ? [part] : [part.slice(0, place), `    ${part.slice(place)}`];
    });
  });
}

/**
 * Show a calculation; a line with "=" is never broken, and the lines are aligned if there is room.
 * @param {HTMLElement} element
 * @param {string} formula
 */
export function showFormula(element, formula) {
  const size = parseFloat(getComputedStyle(element).fontSize) || 16;
  const room = element.clientWidth / (CHARACTER * size);
  element.replaceChildren(...fittedLines(formula, room).map((text) => {
    const part = document.createElement("div");
    part.textContent = text;
    part.classList.toggle("calculation", text.includes(" = "));
    return part;
  }));
}
