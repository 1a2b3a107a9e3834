"""All words on the worksheets, keys and cards, in one place.

The code fills in the braces. On paper, "x" between spaces becomes a times sign, "->" an arrow, and
"^2" a superscript 2. On the cards, "[ ]" becomes a box to write in.
"""

from __future__ import annotations

LICENCE = "lernmi, learn how a neural network learns. CC BY 4.0: copy it, change it, name lernmi."
SHEETS_TITLE = "lernmi: worksheets {numbers}"
KEYS_TITLE = "lernmi: key to worksheets {numbers}"

# The head of a sheet.
TITLE = "Worksheet {number}"
KEY_TITLE = "Key to worksheet {number}"
CARDS_SHEET_TITLE = "Worksheet of the cards"
NAME = "Name"
DATE = "Date"
TASK = (
    "You are the network: give an answer, find out how wrong it is, and change the weights. A "
    "sensitivity is how strongly the error responds to a number: raise the number by a tiny bit, "
    "and the error changes by sensitivity x that bit. A slope is how strongly an output responds "
    "to the total input."
)
EXACT = "You needn't round anything, except in step 5."
ROUNDED = (
    "Round each result to four decimals (a sum only at its end), and calculate with the rounded "
    "number."
)
KEY_EXACT = "Nothing is rounded here, except in step 5."
KEY_ROUNDED = (
    "Each result is rounded to four decimals, and the next step uses the rounded number. If you "
    "kept more decimals, your last one may differ a little: that is right, too."
)

# What is given.
GIVEN = "Given"
INPUTS = "inputs"
EXPECTED = "expected"
LEARNING_RATE = "learning rate"
BIASES = "{names}: bias Neurons, always 1"
ACTIVATION = "{names}: {activation}"
ACTIVATIONS = {
    "identity": ("output = total input, slope = 1",),
    "relu": ("above 0: output = total input,", "slope = 1; otherwise both are 0"),
    "sigmoid": ("output = 1 / (1 + e^-total input)", "slope = output x (1 - output)"),
}

# The steps, with their formulas: what is computed, and how.
FORWARDS = "1. Forwards"
FORWARDS_FORMULAS = (
    ("what a Link delivers", "output of the Neuron where it starts x weight"),
    ("total input (z)", "sum of all that Links deliver to the Neuron"),
    ("output (a), slope (f')", "as the activation says: see the box above"),
)
FORWARDS_COLUMNS = ("Neuron", "what the Links deliver", "total input", "output", "slope")
COMPARE = "2. How wrong?"
COMPARE_FORMULAS = (("error (loss)", "(output - expected)^2 / 2"),)
COMPARE_FORMULAS_FOR_SEVERAL = (
    ("error (loss)", "(output - expected)^2 / 2 for each output, added up"),
)
BACKWARDS = "3. Backwards"
BACKWARDS_FORMULAS = (
    ("sensitivity (dE/da) of an output Neuron", "output - expected"),
    (
        "sensitivity of a hidden Neuron",
        "sum of what its Links send back: for each Link, the next Neuron's total input "
        "sensitivity x weight",
    ),
    ("total input sensitivity (delta)", "sensitivity x slope"),
)
BACKWARDS_COLUMNS = (
    "Neuron",
    "difference, or what the Links send back",
    "sensitivity",
    "total input sensitivity",
)
NUDGE = "4. The nudge"
NUDGE_FORMULAS = (
    (
        "weight sensitivity (gradient, dE/dw)",
        "total input sensitivity at the Link's end x output at its start",
    ),
    ("new weight", "weight - learning rate x weight sensitivity"),
)
LINK_COLUMNS = ("Link", "weight sensitivity", "weight", "new weight")
AGAIN = "5. Did it help?"
AGAIN_RULE = "Go forwards again, with the new weights. What are the outputs and the error now?"
NOW = "{name} now"
ERROR = "error"

# The role play.
CARDS_TITLE = "lernmi: a class plays a network"
FROM = "from"
TO = "to"
NEURON_KINDS = {
    "input": "input Neuron",
    "hidden": "hidden Neuron",
    "output": "output Neuron",
    "bias": "bias Neuron",
    "link": "Link",
}
MY_WEIGHT = "{kind}, weight {weight}"
FORWARDS_HEADING = "Forwards"
BACKWARDS_HEADING = "On the way back"
NUDGE_HEADING = "The nudge"

INPUT_FORWARDS = (
    "My number is {output}. I hold it up for {links}.",
    "I show: [{output}]",
)
INPUT_BACKWARDS = ("Nothing comes back to me, because nobody can change my number.",)
BIAS_FORWARDS = (
    "I always show 1. I hold it up for {links}.",
    "I show: [1]",
)
BIAS_BACKWARDS = (
    "Nothing comes back to me, because I always show 1. But my Links have weights that learn.",
)
NEURON_FORWARDS = (
    "I add up what {links} hand me. The sum is my total input.",
    "{boxes} = [ ]",
)
HIDDEN_SHOWS = (
    "I hold up my output: the total input if it is above 0, otherwise 0. My slope is 1 if it is "
    "above 0, otherwise 0.",
    "I show: [ ]  slope: [ ]",
)
OUTPUT_SHOWS = (
    "My output is the total input itself, so my slope is 1. I say my answer aloud.",
    "I show: [ ]  slope: [1]",
)
HIDDEN_BACKWARDS = (
    "I add up what {links} hand back. The sum is my sensitivity. I show it, and my slope, to the "
    "Links that lead to me.",
    "{boxes} = [ ]",
)
OUTPUT_BACKWARDS = (
    "My sensitivity is output - expected. I show it, and my slope, to the Links that lead to me.",
    "[ ] - [{expected}] = [ ]",
)
NEURON_NUDGE = "I change nothing: only Links have weights."
SHOWS_AGAIN = "Then I show the same number again."
ADDS_AGAIN = "Again: {boxes} = [ ]"
LINK_FORWARDS = (
    "I multiply the number that {input} shows by my weight. I hand the product to {output}.",
    "{input} shows [ ] x [{weight}] = [ ] for {output}",
)
LINK_BACKWARDS = (
    "{output} shows its sensitivity and its slope. Their product is my output sensitivity. That x "
    "the number that {input} showed is my weight sensitivity.",
    "[ ] x [ ] = [ ] output sensitivity",
    "[ ] x [ ] = [ ] weight sensitivity",
)
LINK_SENDS_BACK = "output sens. [ ] x [{weight}] = [ ] back to {input}"
LINK_SENDS_NOTHING = "I hand nothing back: {input} is {kind}."
LINK_NUDGE = (
    "My weight - learning rate x weight sensitivity:",
    "[{weight}] - [{learning_rate}] x [ ] = [ ] new weight",
    "Again: {input} shows [ ] x [ ] = [ ]",
)
KINDS_THAT_LEARN_NOTHING = {"input": "an input Neuron", "bias": "a bias Neuron"}

TEACHER_TITLE = "A class plays a network: for the teacher"
TEACHER_NEEDS = (
    "You need {people} people, 27 minutes, these cards (cut them apart), pens, and scrap paper for "
    "numbers to hold up and hand over. With fewer people (down to {fewest}), one person plays all "
    "Links that lead to the same Neuron, or both bias Neurons. With more, the others do the sheet "
    "on the next page: it has the same numbers."
)
TEACHER_STEPS = (
    (
        "4 minutes: take your places.",
        "Neurons stand in columns, as in the picture: {layers}. Each Link stands between its two "
        "Neurons. Everybody reads their card.",
    ),
    (
        "7 minutes: forwards.",
        "Say what is expected: {expected}. Let everybody guess: too high, or too low? {inputs} and "
        "{biases} hold up their numbers. The Links to {hidden} multiply and hand over. {hidden} "
        "add up and hold up their outputs. Then the Links to {outputs} do the same, and then "
        "{outputs}.",
    ),
    (
        "3 minutes: how wrong?",
        "On the board: the error is (output - expected)^2 / 2 for each output, added up: {error}.",
    ),
    (
        "8 minutes: backwards.",
        "{outputs} show their sensitivities and slopes. The Links that lead to them multiply, "
        "write down, and hand back. {hidden} add up, and show the sums and their slopes. Then the "
        "Links that lead to {hidden} multiply and write down. Ask: which weights should go up?",
    ),
    (
        "2 minutes: the nudge.",
        "Only now, and all at once, the Links change their weights. Nobody has seen the whole "
        "network, and yet every Link knows what to do.",
    ),
    (
        "3 minutes: did it help?",
        "Forwards again with the new weights, quickly. Now {hidden_again}; {outputs_again}. "
        "The error has fallen from {error} to {error_again}.",
    ),
)
TEACHER_QUESTIONS = (
    "To talk about: (1) b1->h1 and b1->h2 had the same weight and saw the same number. Why did "
    "one go up, and the other down? (They lead to different Neurons.) (2) Why must a Link "
    "remember the number that the Neuron at its start showed? (Raise the weight by 1, and the "
    "Link delivers that much more.) (3) Why does a hidden Neuron add up what comes back? (All its"
    " paths act at once. Where paths meet, they add.) (4) What if the learning rate were ten "
    "times as large? (Much too far: {hidden_far}; {outputs_far}, and the error would be "
    "{error_far}.)"
)
TEACHER_NUMBERS = "The numbers that you should get"
