"""The sentences of the live page that Python writes."""

SAMPLE = "{inputs} \u2192 {expected}"
NAMED_NUMBER = "{name} {number}"
AND_SO_ON = ".."
STEP_DONE = (
    "Step {step}, epoch {epoch}. It learned from {sample}: the error of this sample changed from "
    "{before} to {now}."
)
NEXT = "Step {step}. The next sample is {sample}."
READY = "The network has not learned yet. The first sample is {sample}."
EDITED = "You set a weight by hand after step {step}. The error of {sample} is now {now}."
SHARED = (
    "These weights come from an address, after step {step}. The error of {sample} is now {now}."
)
MOMENT = "Moment {count} of {total} in step {step}."
CURVE_WORDS = (
    "At weight {weight}, the error is {error}. The line's steepness is the weight sensitivity, "
    "{sensitivity}: +0.01 changes the error by about {change}."
)
CURVE_NUDGE = "Learning this sample moves the weight by {nudge}, to {after}."
CURVE_NO_NUDGE = "The sensitivity is 0, so a nudge doesn't move this weight."
DIVERGED = "In epoch {epoch} a number becomes too large. Try a smaller learning rate."
OWN_ERROR = "Your code raised {kind}: {problem}"
OWN_NETWORK = (
    "an address can't carry a network and samples of your own; save the network with "
    "lernmi.files.save(path, network)"
)
RIGHT = "{right} of {all}"
POINT = "({}, {})"
BIAS_OF = "{neuron}'s bias ({name})"

# Which weight will change most?
CHANGES_MOST = "Yes: {most} changes most, by {change}."
CHANGES_LESS = "{most} changes most, by {change}. {name} changes by {own}."
LESS_BY_ZERO = "{input} outputs 0 here, so this weight makes no difference now."
LESS_BY_INPUT = "Its input is nearer to 0: {one}, not {other}."
LESS_BY_SENSITIVITY = "Its output sensitivity is nearer to 0: {one}, not {other}."
IS_HELD = "This weight is held."
NOTHING_CHANGES = "No weight changes in this step: all weight sensitivities are 0."
HELD = "{name} is held at {weight} in this situation; move another weight"
HELD_NUDGE = "This weight is held, so a nudge doesn't move it."
ACTIVATION_WORDS = (
    "At total input {total}, {name} outputs {output}. The curve's steepness is the slope, {slope}: "
    "+0.1 raises the output by about {change}."
)

# What the server says: in the page,
STANDING = "Your debugger has stopped lernmi in {name}: {file}, line {line}, in {what}."
STANDING_NAMELESS = "Your debugger has stopped lernmi in {file}, line {line}, in {what}."
STANDING_ASIDE = " It is working out what the page shows, with a copy of the network."
NO_TOKEN = "This page's key is missing. Open the address that the terminal shows."
NOT_OPEN = "lernmi doesn't know this window any more. Reload the page."
TOO_MANY_PLACES = "one Python has room for {most} places on a page; reload the page"
NOT_JSON = "lernmi can't send its reply to the page: {problem}"
ENDED = "lernmi has ended. Start it again in the terminal, and open the new address."
# and in the terminal.
OPENED = """\
Play is open in your browser. If you can't see it, open this address:
  {address}
Press Ctrl-C here to end it."""
NOT_OPENED = """\
Open this address in your browser:
  {address}
Press Ctrl-C here to end it."""
HAS_ENDED = "Play has ended."
NOT_IN_A_BROWSER = (
    "play needs a web server, and Python in a browser can't be one; "
    "start it with Python on your computer"
)
NOT_THE_MAIN_THREAD = (
    "play must be called in the main thread, where debuggers and Ctrl-C reach it; got thread {name}"
)

# The exercises in a page: what Python replies,
EXERCISE_NUMBER = "the number of an exercise, from 1 to {most}"
WRITE_MORE = "Exercise {number}: {title} ({minutes} minutes)"
ALL_DONE = "That was the last one. Press Run, and watch it learn the digits."
LIKE_LINK = "Read lernmi/link.py: it is your Link, with comments."
HINT = "Exercise {number}, hint {step} of {most}"
SOLUTION = "Exercise {number}, the solution"
NOTHING_TO_WATCH = (
    "There is nothing to watch here: lernmi shows a network with your Link or Neuron."
)
WATCH_MISTAKE = "Your own code works in this network, and shows the mistake: {where}."
WATCH_MOMENT = (
    " Press Slow motion and go to moment {count}: there the calculation says what your code does "
    "differently."
)
WATCH_RIGHT = "Your own code works in this network. Watch it learn XOR."
NOT_WATCHING = "Press Watch first."
NO_LINES = "exercise {number} has no lines to put into order"
IN_ORDER = "Right: in this order, the lines pass lernmi's check."
TOO_EARLY = '"{line}" comes too early: another line has to come before it.'
CAN_STAY = " The lines above it can stay."
QUESTION = "What is the {label}?"
ABOUT_THE_NETWORK = (
    "The activation is identity, so each output is the total input. A bias Neuron outputs 1, but "
    "the weights of its Links are 0, so it adds nothing."
)
ABOUT_THE_ERROR = "The error of an output is half of (output \u2212 expected)\u00b2."
LEARNING_RATE = "The learning rate is {rate:g}."
PREDICTED = "Right."
NO_NUMBER = "Type a number first."
NO_NUMBERS = "Type a number first."
NO_SHEET = "Type the number of the worksheet first."
STOPPED_RUN = "It was stopped after {}."
PRINTED = "Your file printed:"
PRINTED_FIRST = "Your file printed this, and more:"
PRINTED_NOTHING = "Your file printed nothing."
# and what the page shows by itself.
PAGE_WORDS = {
    "stopped": "It was stopped after 3 seconds: does something loop for ever? Python starts again; "
    "your text is still here.",
    "checking": "lernmi is checking...",
    "running": "Your file is running...",
    "waiting": "This comes as soon as Python is here.",
    "nothing": "Press Check, and lernmi says here what is right, and if it isn't, which mistake "
    "it is.",
    "printed": PRINTED,
    "erase": "Erase everything that you wrote on this page, here and on this device?",
    "erased": "Your work is erased.",
    "kept": "This page keeps your work until you close it. Don't store it on a shared device.",
    "stored": "Your work is also stored on this device, until you erase it.",
}
