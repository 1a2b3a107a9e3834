// @ts-check
// Opens the page. How it reaches Python is the business of connect.mjs, which each place brings.

import { connect } from "./connect.mjs";
import { mount } from "./play.mjs";

mount(/** @type {HTMLElement} */ (document.getElementById("play")), connect);
