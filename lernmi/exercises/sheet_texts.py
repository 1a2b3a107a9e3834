"""All texts of the work sheets, keys and cards, in one place.

What stands in braces is filled in. On paper "x" between spaces becomes a times sign, "->" an arrow,
"^2" a small two, and on the cards "[ ]" a box to write in.
"""

from __future__ import annotations

LICENCE = "lernmi, learn how a neural network learns. CC BY 4.0: copy it, change it, name lernmi."
SHEETS_TITLE = "lernmi: work sheets {numbers}"
KEYS_TITLE = "lernmi: key to work sheets {numbers}"

# The head of a sheet.
TITLE = "Work sheet {number}"
KEY_TITLE = "Key to work sheet {number}"
CARDS_SHEET_TITLE = "Work sheet of the cards"
NAME = "Name"
DATE = "Date"
TASK = (
    "A network gives an answer, sees how wrong it is, and changes its weights to be less wrong. Do "
    "what it does: a Link multiplies, a Neuron adds, and on the way back the same Links carry "
    "sensitivity: how many times as much the error rises if a number rises a little."
)
EXACT = "Nothing has to be rounded, except in step 5."
ROUNDED = "Use a pocket calculator and round every number to four decimals."
KEY_EXACT = "Nothing had to be rounded here, except in step 5."
KEY_ROUNDED = (
    "These numbers were rounded at the end. Who rounds every number on the way may find the last "
    "decimal a little different."
)

# What is given.
GIVEN = "Given"
INPUTS = "inputs"
EXPECTED = "expected"
LEARNING_RATE = "learning rate"
BIASES = "{names}: bias Neurons, always 1"
ACTIVATION = "{names}: {activation}"
ACTIVATIONS = {
    "identity": "output = total input; slope = 1",
    "relu": "above 0: output = total input, slope = 1; else: both are 0",
    "sigmoid": "output = 1 / (1 + e^-total input); slope = output x (1 - output)",
}

# The steps, with their rules.
FORWARDS = "1. Forwards"
FORWARDS_RULE = (
    "A Link delivers: output of the Neuron that it comes from x weight. Total input (textbooks: z) "
    "= all that is delivered to a Neuron, added. Its activation makes the output (a) of it. Slope "
    "(f'): how many times as much the output rises if the total input rises a little."
)
FORWARDS_COLUMNS = ("Neuron", "what the Links deliver", "total input", "output", "slope")
COMPARE = "2. How wrong?"
COMPARE_RULE = "Error (textbooks: loss) = half of (output - expected) squared."
COMPARE_RULES = (
    "Error (textbooks: loss) = half of (output - expected) squared, of both outputs, added."
)
BACKWARDS = "3. Backwards"
BACKWARDS_RULE = (
    "Sensitivity (dE/da) of an output Neuron = output - expected; of a hidden one = output "
    "sensitivity x weight of the Links that lead away, added. Output sensitivity (delta) of the "
    "Links that lead to a Neuron = its sensitivity x slope."
)
BACKWARDS_COLUMNS = (
    "Neuron",
    "difference, or what the Links send back",
    "sensitivity",
    "output sens. of Links to it",
)
NUDGE = "4. The nudge"
NUDGE_RULE = (
    "Weight sensitivity (gradient, dE/dw) = output sensitivity (from step 3) x output of the "
    "Neuron that the Link comes from. New weight = weight - learning rate x weight sensitivity."
)
LINK_COLUMNS = ("Link", "weight sens.", "weight", "new weight")
AGAIN = "5. Has it helped?"
AGAIN_RULE = "Forwards once more, with the new weights:"
OUTPUT_OF = "{name} gives"
ERROR = "error"

# The role play.
CARDS_TITLE = "lernmi: a class plays a network"
NEURON_KINDS = {
    "input": "input Neuron",
    "hidden": "hidden Neuron",
    "output": "output Neuron",
    "bias": "bias Neuron",
    "link": "Link",
}
MY_WEIGHT = "{kind}, weight {weight}"
SAYS_FORWARDS = "Forwards"
SAYS_BACKWARDS = "On the way back"
SAYS_NUDGE = "The nudge"

INPUT_FORWARDS = (
    "I am given {output}. I hold it up for {links} to see.",
    "I show: [{output}]",
)
INPUT_BACKWARDS = ("Nothing comes back to me: nobody can change what I am given.",)
BIAS_FORWARDS = (
    "I always show 1, whatever the inputs are. I hold it up for {links} to see.",
    "I show: [1]",
)
BIAS_BACKWARDS = ("Nothing comes back to me: I am always 1. But my Links have weights that learn.",)
NEURON_FORWARDS = (
    "I add what {links} hand me. That is my total input.",
    "{boxes} = [ ]",
)
HIDDEN_SHOWS = (
    "I hold up my output: the total input if it is above 0, else 0. My slope is 1 above 0, else 0.",
    "I show: [ ]  slope: [ ]",
)
OUTPUT_SHOWS = (
    "My output is the total input as it is, so my slope is 1. I say my answer aloud.",
    "I show: [ ]  slope: [1]",
)
HIDDEN_BACKWARDS = (
    "I add what {links} hand back: my sensitivity. I show it and my slope to the Links that lead "
    "to me.",
    "{boxes} = [ ]",
)
OUTPUT_BACKWARDS = (
    "My sensitivity is output - expected. I show it and my slope to the Links that lead to me.",
    "[ ] - [{expected}] = [ ]",
)
NEURON_NUDGE = "I have nothing to change: only Links have weights."
SHOWS_AGAIN = "Then I show the same number once more."
ADDS_AGAIN = "Once more: {boxes} = [ ]"
LINK_FORWARDS = (
    "I multiply what {input} shows me by my weight.",
    "{input} shows [ ] x [{weight}] = [ ] handed to {output}",
)
LINK_BACKWARDS = (
    "Sensitivity x slope of {output} is my output sensitivity. That x what {input} showed me is my "
    "weight sensitivity.",
    "[ ] x [ ] = [ ] output sensitivity",
    "[ ] x [ ] = [ ] weight sensitivity",
)
LINK_SENDS_BACK = "output sens. [ ] x [{weight}] = [ ] back to {input}"
LINK_SENDS_NOTHING = "I hand nothing back to {input}: it is {kind}."
LINK_NUDGE = (
    "My weight - learning rate x weight sensitivity:",
    "[{weight}] - [{learning_rate}] x [ ] = [ ] new weight",
    "Once more: {input} shows [ ] x [ ] = [ ]",
)
KINDS_THAT_LEARN_NOTHING = {"input": "an input", "bias": "a bias Neuron"}

TEACHER_TITLE = "A class plays a network: for the teacher"
TEACHER_NEEDS = (
    "You need {people} people, 27 minutes, these cards (cut them out), pens, and scrap paper for "
    "the numbers that are held up and handed on. With fewer people (down to {fewest}) one plays "
    "several Links that lead to the same Neuron, or both bias Neurons; with more, the others do "
    "the sheet on the next page: it has the same numbers."
)
TEACHER_STEPS = (
    (
        "4 minutes: take your places.",
        "Neurons stand in columns, as in the picture: {layers}. Each Link stands between its two "
        "Neurons. All read their cards.",
    ),
    (
        "7 minutes: forwards.",
        "Say what is expected: {expected}. Let all guess: too high, too low? Then {inputs} and "
        "{biases} hold up their numbers. The Links to {hidden} multiply and hand over; {hidden} "
        "add and hold up their outputs; then the Links to {outputs}, then {outputs}.",
    ),
    (
        "3 minutes: how wrong?",
        "On the board: the error is half of (output - expected) squared, of both added: {error}.",
    ),
    (
        "8 minutes: backwards.",
        "{outputs} show their sensitivities and slopes; the Links that lead to them multiply, "
        "note, and hand back; {hidden} add; then the Links that lead to them multiply and note. "
        "Ask: who is told to become larger, who smaller?",
    ),
    (
        "2 minutes: the nudge.",
        "Only now, and all at once, the Links change their weights. Nobody has seen the whole "
        "network, and yet all know what to do.",
    ),
    (
        "3 minutes: has it helped?",
        "Forwards once more with the new weights, quickly. Now {hidden_again}; {outputs_again}. "
        "The error has fallen from {error} to {error_again}.",
    ),
)
TEACHER_QUESTIONS = (
    "To talk about: b1->h1 and b1->h2 had the same weight, and saw the same number. Why is one "
    "larger now, the other smaller? (They lead to other Neurons.) Why does a Link need what its "
    "Neuron showed forwards? (Its weight counts so many times.) Why does a hidden Neuron add what "
    "comes back? (All of it happens at once: where paths meet, they add.) What if the learning "
    "rate were ten times as large? (Much too far: {hidden_far}; {outputs_far}, and the error would "
    "be {error_far}.)"
)
TEACHER_NUMBERS = "The numbers that come out"
