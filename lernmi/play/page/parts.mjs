// @ts-check
// The parts of the page, and the words on them.

// What can be learned, in the order of the list.
export const LEARN = ["xor", "and", "or", "nand", "mazur", "circle", "gauss", "moons", "spiral"];

export const PAGE = `
<header>
  <h1><span class="brand">lernmi</span> <span data-text="title"></span></h1>
  <button data-do="menu" class="quiet" aria-expanded="false">More</button>
  <nav aria-label="More">
    <select data-part="situations" aria-label="Situation" hidden></select>
    <button data-do="slow" data-part="slow" class="quiet" aria-pressed="false">Slow motion</button>
    <button data-do="change" data-part="change" class="quiet">Change...</button>
    <button data-do="share" data-part="share" class="quiet">Share</button>
    <button data-do="help" data-part="help" class="quiet" aria-label="Help: keys">?</button>
  </nav>
</header>
<section class="question" aria-label="Question">
  <p data-text="question"></p>
  <div class="choices"></div>
  <button data-do="skip" class="quiet">Skip</button>
</section>
<nav class="tabs" aria-label="Panels"></nav>
<main>
  <section class="net-panel" aria-label="Network"><div class="holder"></div><p class="phase" data-text="phase" aria-hidden="true"></p></section>
  <p class="near"><span data-text="sample"></span><button data-do="near" class="quiet" hidden></button></p>
  <section class="points-panel" data-part="points" aria-label="Points">
    <div class="plane"><canvas width="40" height="40"></canvas><svg viewBox="0 0 320 320" role="img"></svg></div>
    <div class="beside"><p class="legend"></p><p data-text="right"></p><button data-do="unseen" class="quiet" aria-pressed="false">Unseen points</button><h2>This sample</h2><p data-text="samples"></p></div>
  </section>
  <section class="error-panel" data-part="error" aria-label="Error">
    <svg class="curves" role="img" aria-label="Mean error of each epoch"></svg>
    <p class="hint" data-text="hint"></p>
    <p><button data-do="epoch" class="quiet"></button></p>
  </section>
  <section class="weight-panel" data-part="why" aria-label="This weight">
    <p class="hint">Tap a Link: you see how the error depends on its weight, and you can change it.</p>
    <div class="one">
      <svg class="curves" role="img"></svg>
      <div class="drag">
        <button data-do="less" class="quiet" aria-label="Weight 0.01 less">&minus;0.01</button>
        <input type="range" step="any" aria-label="Weight">
        <button data-do="more" class="quiet" aria-label="Weight 0.01 more">+0.01</button>
      </div>
      <p class="over"><span data-text="weight"></span>
        <button data-do="over" class="quiet" aria-pressed="false">All samples</button></p>
      <p class="words" data-text="curve"></p>
    </div>
  </section>
  <section class="why-panel" data-part="why" aria-label="Why">
    <h2 data-text="why">Why</h2>
    <svg class="curves" role="img" aria-label="Activation"></svg>
    <pre tabindex="0" role="region" aria-label="Explanation"></pre>
  </section>
  <section class="moment-panel" aria-label="Slow motion">
    <div class="steps">
      <button data-do="momentBack" class="quiet" aria-label="One moment back">&#9664;</button>
      <button data-do="moment">Next moment</button>
      <span data-text="count"></span>
      <button data-do="slow" class="quiet">Close</button>
    </div>
    <h2 data-text="momentPhase"></h2>
    <div class="formula"></div>
    <details data-part="code"><summary>Show the code</summary><h3></h3><pre tabindex="0" role="region" aria-label="Code"></pre></details>
  </section>
</main>
<p class="loading" data-text="loading" role="status"></p>
<p class="message" data-text="message"></p>
<footer>
  <button data-do="undo" class="quiet">Undo</button>
  <button data-do="step" class="main">Learn one step</button>
  <button data-do="play">Play</button>
  <select class="speed" data-part="speed" aria-label="Speed"><option value="slow">slow</option><option value="normal" selected>normal</option><option value="fast">fast</option></select>
  <p class="now"><span data-text="step"></span><b><small data-text="whose"></small> <span data-text="error"></span></b></p>
</footer>
<p class="live" aria-live="polite"></p>
<dialog class="change" aria-label="Change">
  <form>
    <h2>Change</h2>
    <p>A new network begins from its starting weights. An empty field has the usual value.</p>
    <label>Learn <select name="learn"></select></label>
    <label>Layers <input name="layers" autocomplete="off"></label>
    <label>Activation <select name="activation"><option value="">usual</option><option>sigmoid</option><option>tanh</option><option>relu</option></select></label>
    <label>Learning rate <input name="rate" inputmode="decimal" autocomplete="off"></label>
    <label>Samples per nudge <input name="batch" inputmode="numeric" autocomplete="off"></label>
    <label>Seed <input name="seed" inputmode="numeric" autocomplete="off"></label>
    <label>Points <input name="points" inputmode="numeric" autocomplete="off"></label>
    <label>Noise <input name="noise" inputmode="decimal" autocomplete="off"></label>
    <p class="refused" role="alert"></p>
    <p class="buttons"><button type="submit" class="main">Start</button><button type="button" data-do="close">Cancel</button></p>
  </form>
  <label class="file">Or open a file that Share saved <input type="file" name="file" accept=".json"></label>
  <label class="switch"><input type="checkbox" name="planes"> Small pictures in the hidden Neurons: what each outputs for every point</label>
</dialog>
<dialog class="help" aria-label="Help">
  <h2>Keys</h2>
  <dl>
    <dt>Space</dt><dd>play, pause</dd>
    <dt>&rarr; &larr;</dt><dd>learn one step; one step back (in slow motion: one moment)</dd>
    <dt>Page Down, Page Up</dt><dd>learn all samples once; back to before that</dd>
    <dt>Home</dt><dd>back to the beginning</dd>
    <dt>m</dt><dd>slow motion: the next moment</dd>
    <dt>Tab, Enter</dt><dd>choose a Neuron or a Link</dd>
    <dt>+ and &minus;</dt><dd>change the weight of the chosen Link by 0.01</dd>
    <dt>u</dt><dd>undo</dd>
    <dt>Escape</dt><dd>let go of the Neuron or Link</dd>
    <dt>?</dt><dd>this list</dd>
  </dl>
  <h2>Colours</h2>
  <p>Blue: a positive weight, a high output. Orange, dashed: a negative weight, a low output. A thick line is a large weight. Chevrons and rounded labels are sensitivities, on their way back.</p>
  <p class="buttons"><button type="button" data-do="close" class="main">Close</button></p>
</dialog>`;

// What happens while a step moves, for those who see it the first time.
/** @type {Record<string, string>} */
export const PHASES = {
  Forwards: "Forwards: each Link delivers value \u00d7 weight. A Neuron adds up what it gets; its activation squeezes the sum.",
  Compare: "Compare: how far is the output from what we want?",
  Backwards: "Backwards: a sensitivity runs back, \u00d7 slope at a Neuron, \u00d7 weight at a Link. Where paths meet, they add.",
  Nudge: "Nudge: each weight moves a little, against its sensitivity.",
};

// The tabs of a phone; a desk has the last three.
export const VIEWS = [["network", "Network"], ["points", "Points"], ["error", "Error"], ["weight", "This weight"], ["why", "Why"]];
