// Puts the live page in the place of its poster when somebody presses Start. Before that, nothing of
// it loads.

// The frames of this page share one Python (play/connect.mjs).
window.lernmiPython = {};

for (const start of document.querySelectorAll("figure.play a.start")) {
  start.addEventListener("click", (event) => {
    // A file can't load modules: there, the link leads to the page, which says so.
    if (location.protocol === "file:" || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.title = "The live page of lernmi";
    frame.src = start.href;
    start.closest(".poster").replaceWith(frame);
    frame.focus();
  });
}
