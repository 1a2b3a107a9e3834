// Runs lernmi in Pyodide under Node: node python_in_node.mjs FOLDER PYODIDE WHEEL, with messages as
// JSON on standard input. Prints the replies, and the seconds of CPU that each part took.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, version, wheel] = process.argv.slice(2);
const messages = JSON.parse(readFileSync(0, "utf8"));
const seconds = {};
let before = process.cpuUsage();

function note(what) {
  const { user, system } = process.cpuUsage(before);
  seconds[what] = (user + system) / 1e6;
  before = process.cpuUsage();
}

const indexURL = `${folder}/${version}/`;
const { loadPyodide } = await import(pathToFileURL(`${indexURL}pyodide.mjs`).href);
const python = await loadPyodide({ indexURL });
python.runPython("1 + 1");
note("Pyodide");
python.unpackArchive(new Uint8Array(readFileSync(`${folder}/${wheel}`)), "wheel");
const answer = python.runPython("from lernmi.play.places import Places\nPlaces().answer");
note("lernmi");
const replies = messages.map((message) => JSON.parse(answer("play-node", JSON.stringify(message))));
note("messages");
console.log(JSON.stringify({ replies, seconds }));
