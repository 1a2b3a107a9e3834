// @ts-check
// Finding and making the elements of the exercise page.

/** @type {<T extends Element = HTMLElement>(selector: string) => T} */
export const one = (selector) => /** @type {any} */ (document.querySelector(selector));
export const all = (/** @type {string} */ selector) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));

/**
 * @param {string} name
 * @param {Record<string, any>} properties
 * @param {Array<Node | string>} parts
 */
export function made(name, properties = {}, ...parts) {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...parts);
  return element;
}
