// @ts-check
// Replies to the first presses while Python is on its way, from a recording of what Python replied
// when the site was made (docs/made_recording.py). It knows some places of some openings; for
// anything else, `reply` returns null, and the message waits for Python.

/** @typedef {{ verb: string, [argument: string]: any }} Message */
/** @typedef {{ state: any, looks?: Record<string, object>, judged?: object }} Recorded */
/**
 * @typedef {object} Recording
 * @property {Array<{ right: boolean, words: string, opens?: string }>} answers
 * @property {Record<string, { recipe: Record<string, string>, scene: any }>} scenes by variant
 * @property {Record<string, Record<string, Recorded>>} places by variant, then "step.moment"
 */
/** @typedef {{ variant: string, step: number, moment: number }} Place */

// With a Session, these change the place, too, but to one that nobody has recorded.
const NOT_RECORDED = ["set"];

/**
 * Return the name of the recording of an opening, or null.
 * @param {Record<string, string>} [recipe]
 */
function nameOf(recipe = {}) {
  const { learn, situation, ...more } = recipe;
  const name = situation ?? learn ?? "xor";
  const isKnown = situation === undefined ? name === "xor" : learn === undefined && /^[a-z-]+$/.test(name);
  return isKnown && Object.keys(more).length === 0 ? name : null;
}

/** @param {(name: string) => Promise<Recording>} load */
export function newRecording(load) {
  /** @type {Recording | null} */
  let recording = null;
  /** @type {Place} */
  let place = { variant: "", step: 0, moment: 0 };
  /** @type {Place[]} */
  let undos = [];
  // The recipe that was opened last, and the messages since then that Python has to follow, too.
  /** @type {Record<string, string> | undefined} */
  let opened;
  /** @type {Message[]} */
  let moves = [];

  /** @param {Place} at */
  const found = (at) => recording?.places[at.variant][`${at.step}.${at.moment}`];
  const scene = () => recording?.scenes[place.variant];
  const state = () => ({ ...found(place)?.state, undoes: undos.length ? place.step - undos[undos.length - 1].step : null });

  /** Whether Undo leads to this place. @param {Place} at */
  function isLast(at) {
    const last = undos[undos.length - 1];
    return last !== undefined && last.step === at.step && last.moment === at.moment;
  }

  /** @param {Message} message @param {Place} to @param {boolean} [continues] */
  function move(message, to, continues = false) {
    if (found(to) === undefined) {
      return null;
    }
    if (!isLast(place) && !(continues && undos.length > 0)) {
      undos.push(place);
    }
    place = to;
    if (isLast(place)) {
      // Nothing has moved, so there is nothing to undo.
      undos.pop();
    }
    moves.push(message);
    return { state: state() };
  }

  /** @param {Message} message */
  async function open(message) {
    const recipe = message.recipe ?? opened;
    const name = nameOf(recipe);
    const loaded = name === null ? null : await load(name).catch(() => null);
    if (loaded === null) {
      return null;
    }
    recording = loaded;
    opened = recipe;
    place = { variant: "", step: 0, moment: 0 };
    undos = [];
    moves = [{ verb: "open", recipe: recipe ?? {} }];
    return { scene: scene()?.scene, state: state() };
  }

  /** @param {Message} message */
  function answer(message) {
    if (typeof message.choice === "string") {
      // A Link that somebody expects to change most.
      const guessed = found(place)?.looks?.[`answer ${message.choice}`];
      return guessed ? { ...guessed, state: state() } : null;
    }
    const words = recording?.answers[message.choice];
    if (words === undefined) {
      return null;
    }
    const { opens, ...reply } = words;
    moves.push(message);
    if (opens === undefined || opens === place.variant) {
      return { answer: reply, state: state() };
    }
    place = { variant: opens, step: 0, moment: 0 };
    undos = [];
    return { answer: reply, scene: scene()?.scene, state: state() };
  }

  function undo() {
    const before = undos.pop();
    if (before === undefined) {
      return null;
    }
    place = before;
    moves.push({ verb: "undo" });
    return { state: state() };
  }

  /** Where a message leads: between two steps, or within one. @param {Message} message */
  function target({ verb, steps = 1, epochs = 0, step = 0, count = 1 }) {
    const { stepsInEpoch, momentsInStep } = scene()?.scene;
    const walks = place.moment > 0 ? 1 : 0;
    let to = { ...place, moment: 0 };
    if (verb === "moment") {
      const moment = Math.max(0, place.moment + count);
      to = moment > momentsInStep ? { ...to, step: place.step + 1 } : { ...to, moment };
    } else if (verb === "learn") {
      to.step = epochs ? (Math.floor(place.step / stepsInEpoch) + epochs) * stepsInEpoch : place.step + steps;
    } else if (verb === "back") {
      const left = epochs ? (Math.ceil((place.step + walks) / stepsInEpoch) - epochs) * stepsInEpoch : place.step - steps + walks;
      to.step = Math.max(0, left);
    } else {
      to.step = step;
    }
    return to;
  }

  /** @param {Message} message @returns {object | null} */
  function look({ verb, name, over = "", low = "", high = "", cells }) {
    const here = found(place);
    if (verb === "share") {
      const recipe = { ...scene()?.recipe, ...(place.step > 0 ? { step: String(place.step) } : {}) };
      return { recipe, fitsAddress: true };
    }
    if (verb === "judge") {
      return here?.judged ? { state: { ...state(), ...here.judged } } : null;
    }
    const key = verb === "plane" ? `plane ${cells}` : `why ${name ?? ""} ${over} ${low} ${high}`;
    return here?.looks?.[key] ?? null;
  }

  return {
    /** The messages that bring Python to the same place. */
    moves: () => moves,

    /**
     * Return the reply to a message, or null.
     * @param {Message} message without its id
     * @returns {Promise<object | null>}
     */
    async reply(message) {
      const { verb } = message;
      if (verb === "open") {
        return open(message);
      }
      if (recording === null || NOT_RECORDED.includes(verb) || message.ms) {
        return null;
      }
      if (verb === "answer") {
        return answer(message);
      }
      if (verb === "undo") {
        return undo();
      }
      if (["learn", "moment", "back", "go"].includes(verb)) {
        return move(message, target(message), message.continues);
      }
      return look(message);
    },
  };
}
