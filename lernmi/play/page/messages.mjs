// @ts-check
// What Python sends to the page, as types. Nothing here runs.

/** @typedef {import("./picture.mjs").Layout} Layout */
/** @typedef {import("./picture.mjs").Plane} Plane */
/** @typedef {import("./curves.mjs").WeightCurve} WeightCurve */
/** @typedef {import("./curves.mjs").ActivationCurve} ActivationCurve */
/**
 * @typedef {object} Situation
 * @property {string} key
 * @property {string} title
 * @property {string} question
 * @property {string[] | null} choices null: tap a Link
 * @property {string | null} focus
 * @property {string} [panel]
 */
/**
 * @typedef {object} Scene
 * @property {string} title
 * @property {Record<string, string | number> | null} recipe
 * @property {Layout} layout
 * @property {number} samples
 * @property {number} stepsInEpoch
 * @property {number} momentsInStep
 * @property {Array<Array<number | null>>} points
 * @property {Array<Array<number | null>>} [unseen]
 * @property {number} lowestLabel
 * @property {string[]} held
 * @property {string} learningRate
 * @property {Situation | null} [situation]
 * @property {Array<{key: string, title: string}>} [situations]
 */
/**
 * @typedef {object} Moment
 * @property {number} count
 * @property {string} name
 * @property {string} verb
 * @property {string} phase
 * @property {string[]} others
 * @property {string} words
 * @property {string} formula
 * @property {import("./source.mjs").Source | null} source
 */
/**
 * @typedef {object} State
 * @property {number} step
 * @property {number} epoch
 * @property {string} words
 * @property {{position: number, words: string, inputs: number[], expected: string[]}} sample
 * @property {{before: string, now: string, numbers: Array<number | null>}} error
 * @property {import("./picture.mjs").NeuronNumbers[]} neurons
 * @property {import("./picture.mjs").LinkNumbers[]} links
 * @property {import("./picture.mjs").Done | null} done
 * @property {Moment | null} moment
 * @property {Array<[number, number | null]>} curve
 * @property {number | null} undoes how many steps Undo takes back; null: there is nothing to undo
 * @property {{points: string, unseen: string | null}} [right]
 * @property {Array<number | null>} [errors]
 */
/**
 * @typedef {object} Reply
 * @property {string | number} [id]
 * @property {string} [event]
 * @property {string} [words]
 * @property {boolean} [failed] Python can't start
 * @property {string} [name]
 * @property {string} [refused]
 * @property {Scene} [scene]
 * @property {State} [state]
 * @property {{name: string | null, text: string, curve?: WeightCurve, activation?: ActivationCurve | null}} [why]
 * @property {Plane} [plane]
 * @property {Record<string, string>} [recipe]
 * @property {boolean} [fitsAddress]
 * @property {{right: boolean, words: string}} [answer]
 */
/**
 * giveUp: refuses, without words, a message that waits for Python; whether there was one.
 * isPublic: whether the page's address opens in any browser.
 * @typedef {((message: object) => unknown) & { giveUp?: () => boolean, isPublic?: boolean }} Send
 */
/** @typedef {(onReply: (reply: Reply) => void) => Send} Connect */

export {};
