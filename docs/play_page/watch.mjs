// @ts-check
// The live page in a frame of the exercise page, which passes its messages to the learner's network.

import { mount } from "./play.mjs";

const above = /** @type {any} */ (window.parent);
mount(/** @type {HTMLElement} */ (document.getElementById("play")), above.lernmiWatch, { address: false });
