"""All sentences of the narration in one place, so that they can be improved or translated.

Braces are filled in: with names, numbers, or a calculation such as "0.5 × 2 = 1".
"""

from __future__ import annotations

# The moments of a learning step: what happens, in words.
WORDS = {
    "input": "The inputs: each input Neuron outputs its input",
    "receive": "{name} receives an input and adds it to its total input",
    "propagate": "{name} delivers {input}'s output × its weight; {output} adds it",
    "activate": "{name} activates: output = {activation}(total input)",
    "compare": "{name} is compared with the expected output; {error} gives its sensitivity",
    "backpropagate": "{name} backpropagates: it works out three sensitivities",
    "nudge": "{name} is nudged: weight - learning rate × weight sensitivity",
}

# The same with the numbers filled in, line by line.
INPUT_OUTPUTS = "{name} outputs {{}}"
MORE_INPUTS = "and {count} more"
BIAS_OUTPUTS = "{name} always outputs 1"
TOTAL_INPUT_OF = "{name}'s total input"
OUTPUT = "output"
SLOPE = "slope"
OUTPUT_MINUS_EXPECTED = "sensitivity = output - expected"
PART_OF_THE_ERROR = "its part of the error"
COMPARES = "{name} outputs {{}}, expected {{}}: sensitivity {{}}"
PROBABILITY_MINUS_EXPECTED = "sensitivity = probability - expected"
OUTPUT_SENSITIVITY = "output sensitivity: {output}'s sensitivity × {output}'s slope"
WEIGHT_SENSITIVITY = "weight sensitivity: output sensitivity × {input}'s output"
SENT_BACK = "sent back to {input}, which adds it: output sensitivity × weight"
NOT_USED_BY_A_BIAS = "(Nothing uses it: {name} always outputs 1.)"
NOT_USED_BY_AN_INPUT = "(Nothing uses it: {name} is an input.)"
NEW_WEIGHT_IS = "new weight"
ABOUT = "= about {result}"
DIFFERENTLY = "calculated in a different way"
OTHERWISE = f"would be {{by_hand}}, but here it is {{result}}, {DIFFERENTLY}"

# What activations do.
SAME = "{}, the total input as it is"
OWN_OUTPUT = "{{}}, which is not what {activation} alone gives for {{}}"
ABOVE = "{}, the total input as it is, because it is above 0"
NOT_ABOVE = "{}, because the total input is not above 0"
SLOPE_OF_IDENTITY = "{}, because the output is the total input"
SLOPE_ABOVE = "{}, because the total input is above 0"
SLOPE_NOT_ABOVE = "{}, because the total input is not above 0"
SLOPE_OF_OTHERS = "{{}}, the slope of {activation} at {{}}"

# Where the way back begins.
OUTPUT_IS = {
    "high": "{name} outputs {{}}, which is too high: we want {{}}.",
    "low": "{name} outputs {{}}, which is too low: we want {{}}.",
    "none": "{name} outputs {{}}, and we want {{}}: exactly right.",
}
STANDS_FOR = "{name} outputs {{}}, which stands for probability {{}}"
PROBABILITY_IS = {
    "high": "That is too high: we want {}.",
    "low": "That is too low: we want {}.",
    "none": "That is exactly right: we want {}.",
}
OUTPUT_AND_EXPECTED = "{name} outputs {{}}, and we want {{}}."
ERROR_FUNCTION_SAYS = "{{}}, from the error function {error}"
FEEDS_NOTHING = "{name} feeds no other Neuron: its sensitivity is {{}}."

# A hidden Neuron gets its sensitivity from all Neurons that it feeds.
FEEDS_ONE = "{name} feeds only {others}:"
FEEDS = "{name} feeds {others}. What they send back adds up:"
FEEDS_OPPOSED = "{name} feeds {others}, and they disagree:"
SENDS_BACK = "{other} {how}sends back"
HOW_OUTPUT = {"high": "is too high and ", "low": "is too low and ", "none": ""}
HOW = {"high": "should be lower and ", "low": "should be higher and ", "none": ""}
SENT_ITS_WAY = "{other} sends something back in its own way: {link} is a {kind}."
OTHERS_SEND = "the other {count} send back"
OPPOSED = {
    "high": "Lowering {name} helps {helped} more than it hurts {hurt}.",
    "low": "Raising {name} helps {helped} more than it hurts {hurt}.",
    "none": "Changing {name} helps {helped} exactly as much as it hurts {hurt}.",
}
ADDED = "added"

# One Link.
LINK_TITLE = "{name}, weight {weight}"
SENSITIVITY = "sensitivity"
SENSITIVITY_OF = "{name}'s sensitivity"
SLOPE_OF = "{name}'s slope"
OUTPUT_SENSITIVITY_IS = "output sensitivity"
WEIGHT_SENSITIVITY_IS = "weight sensitivity"
SENT_BACK_TO = "sent back to {input}"
WEIGHT_COUNTS_ITS_WAY = "The Link delivers in its own way: it is a {kind}."
POSITIVE = "Positive: a larger weight makes a larger error."
NEGATIVE = "Negative: a larger weight makes a smaller error."
ZERO_BECAUSE_OF_INPUT = "{input} outputs 0, so this weight makes no difference now."
ZERO_BECAUSE_OF_SLOPE = "{output}'s slope is 0, so no sensitivity passes through it."
ZERO = "0: for this sample, a tiny change of the weight makes no difference."
LATER_THE_NUDGE = "When every Link is done, the nudge:"
TRY = "Try it: with weight {weight} the error {changes}."
PREDICTED = "The sensitivity predicted"
RISES = "rises by {change}"
FALLS = "falls by {change}"
STAYS = "stays the same"
WHY_NOT = {
    "curve": "(The smaller the step, the smaller the difference: the sensitivity is right.)",
    "too small": "(The change is too small to see in the error's last digits.)",
    "bend": "(The prediction fails because the error has a bend here.)",
    "unclear": "(The prediction fails for steps of this size.)",
}
BEND_OF_OUTPUT = (
    "The error has a bend here: it responds differently to raising {name} and to lowering it."
)
WRONG_WEIGHT = (
    "The weight sensitivity doesn't match the error: it predicts {predicted}, but the "
    "measured value is {tried}."
)
WRONG_OUTPUT = (
    "{name}'s sensitivity doesn't match the error: it predicts {predicted}, but the "
    "measured value is {tried}."
)
WRONG_SLOPE = (
    "{name}'s slope doesn't match its output: it predicts {predicted}, but the "
    "measured value is {tried}. Check the slope of {activation}."
)
WRONG_ERROR = (
    "The sensitivities of {error} don't match the error: {name}'s predicts {predicted}, but "
    "the measured value is {tried}."
)
WRONG_NETWORK = (
    "The weight sensitivities don't match the error: for small learning rates they predict a "
    "drop of {predicted} × learning rate, but the measured value is {tried}."
)
TRIED_BOTH = "{below} if you lower it and {above} if you raise it"
OWN_WAY = "{name} is a {kind}, which works this out in its own way."
WITH_DECIMALS = "{text} ({decimals})"
WITH_ABOUT = "{text} (about {decimals})"

# A Link without its network.
BARE_TITLE = "{name}, weight {weight} (as it is now, without its network)"
NOT_YET = "{name} has not backpropagated yet, so there is nothing to explain."
DOES_NOT_FIT = (
    "{name}'s numbers don't belong to one sample: its {what} is {found}, but {sum}. Something was "
    "propagated, nudged or changed in between, or it has added up several samples."
)
DOES_NOT_FIT_OWN = (
    "{name}'s {what} is {found}, but {sum}. Either its numbers don't belong to one sample, or it "
    "works in its own way: it is a {kind}."
)
CANT_TRY = "(There is nothing to try: the error can't be computed at weights close to this one.)"

# One Neuron.
NEURON_TITLE = "{name}, {activation}"
INPUT_TITLE = "{name}, an input"
BIAS_TITLE = "{name}, a bias Neuron"
INPUT_RECEIVES = "{name} receives {{}}."
NO_LINKS = "No Link leads to {name}: its total input is {{}}."
BIAS_OUTPUTS_ONE = "{name} always outputs 1; no Link leads to it."
DELIVERS = "{link} delivers"
DELIVERS_ITS_WAY = "{link} delivers in its own way: it is a {kind}."
OTHERS_DELIVER = "the other {count} deliver"
TOTAL_INPUT = "total input"
SENSITIVITY_SIGN = {
    "high": "Positive: raising {name} raises the error.",
    "low": "Negative: raising {name} lowers the error.",
    "none": "0: for this sample, a tiny change of {name} makes no difference.",
}

# The whole network.
NETWORK_TITLE = "{network}: which Links cause the error?"
ERROR_IS = "The error is {error}."
PREDICTED_DROP = "Predicted drop after a nudge: learning rate × sum of squared weight sensitivities"
REAL_DROP = "Actual drop: {drop}"
REAL_RISE = "But the error rises, by {rise}."
TOO_FAR = "But the error rises, by {rise}: the nudge goes too far. Try a smaller learning rate."
SHARES = "Share of each Link:"
SHARE = "{share} {name}"
SHARE_OF_OTHERS = "{share} the other {count} together"
NEURON_SHARES = "Share of each Neuron (all Links that lead to it):"
NO_SHARES = "All weight sensitivities are 0 or almost 0: a nudge would change nothing."

# The check of gradients.
ALL_RIGHT = "All {count} weight sensitivities are right, {how}."
SOME_WRONG = "{wrong} of {count} weight sensitivities are wrong."
EXACTLY = "exactly"
AS_NEAR_AS_CAN_BE = "as far as measuring can tell"
BENDS = (
    "{count} of them are at a bend, where the slope jumps: any number between the left and the "
    "right slope is correct."
)
CANT_BE_TOLD = "{count} of them can't be checked: too small, too large, or at several bends."
LEFT_OUT = (
    "{count} of {all} samples left out, because they are exactly at a bend (of relu, for example), "
    "which has two slopes."
)
THE_WORST = "The worst:"
DIFFER_MOST = "Those that differ most:"
CHECKED = "  {name}  backpropagated {backpropagated}, measured {tried}"
IS_WRONG = "   <- wrong"
CANT_TELL = "   (can't be checked)"
AT_A_BEND = "   (bend: {left} to the left, {right} to the right)"

# The table of a learning step.
NEURON_COLUMNS = ("Neuron", "total input", "output", "slope", "sensitivity")
LINK_COLUMNS = ("Link", "weight", "output sens.", "weight sens.", "new weight")
TABLE_EXPECTED = "expected: {expected}; learning rate {learning_rate}"
TABLE_ERROR = "error: {error}"
TABLE_FORMULAS = {
    "sigmoid": "sigmoid(x) = 1 / (1 + e^-x); slope = output × (1 - output)",
    "tanh": "tanh(x); slope = 1 - output × output",
    "identity": "identity: output = total input; slope = 1",
    "relu": "relu(x) = x above 0, else 0; slope = 1 above 0, else 0",
    "squared_error": "error = half the sum of (output - expected)^2; an output Neuron's "
    "sensitivity = output - expected",
    "output_itself": "error = the output itself; an output Neuron's sensitivity = 1",
}

# Going through a learning step: what happens, by verb.
PHASES = {
    "input": "Forwards: the inputs",
    "receive": "Forwards: the inputs",
    "propagate": "Forwards: Links deliver, Neurons add and activate",
    "activate": "Forwards: Links deliver, Neurons add and activate",
    "compare": "The outputs are compared with the expected ones",
    "backpropagate": "Backwards: Links send sensitivities back, last layer first",
    "nudge": "The nudges: every weight moves against its sensitivity",
}
PROMPT = "[{number}/{count}] Enter, b, j NAME, e NAME, ? > "
STEP_TITLE = "{what}: one learning step of a {sizes} network"
STEP_PUBLISHED = "from {author}, {year}; see also: {command} step {what} --published"
STEP_PLAY = "in your browser: {command} play {what}"
STEP_GIVEN = "inputs {inputs}; expected {expected}; learning rate {learning_rate}"
STEP_LINKS = "Links"
STEP_WANTED = "{name}, we want {expected}"
STEP_MORE_ROWS = "and {count} more"
STEP_WORDS = (
    ("{link}", "the Link from {input} to {output}, with its weight"),
    ("{biases}", "bias: always outputs 1"),
    ("total input", "the sum of what all Links deliver to a Neuron"),
    ("slope", "how strongly a Neuron's output responds to its total input"),
    ("sensitivity", "how strongly the error responds to a number"),
    ("", "(with 3: raise it by 0.01, and the error rises by about 0.03)"),
)
STEP_BEFORE = "That was one learning step. The error over all outputs was {error}."
STEP_AFTER = "With the new weights it is {error}."
STEP_NEXT = "Next: {command} exercises my_exercises"
STEP_END = "(The end. Enter or q: quit, b: back, j NAME: jump)"
NEW_WEIGHT = "{link} now starts with {weight}; everything from here on is new:"

# The drawing of a network.
DIAGRAM_TITLE = "Network {network}"
DIAGRAM_INPUTS = "inputs"
DIAGRAM_HIDDEN = "hidden"
DIAGRAM_OUTPUTS = "outputs"
DIAGRAM_LEFT_OUT = "and {count} more"
DIAGRAM_MORE_LINKS = "and {count} more Links"
DIAGRAM_LINK = "Link {name}: weight {weight}"
DIAGRAM_LINK_BACK = ", weight sensitivity {sensitivity}"
DIAGRAM_NEURON = "{name} ({kind})"
DIAGRAM_OUTPUT = ": output {output}"
DIAGRAM_NEURON_BACK = ", sensitivity {sensitivity}"
DIAGRAM_ROW_BACK = "weight sensitivity {sensitivity}"
DIAGRAM_POSITIVE = "weight above 0"
DIAGRAM_NEGATIVE = "weight below 0"
DIAGRAM_ZERO = "weight 0"
DIAGRAM_WIDTH = "wider: larger weight"
DIAGRAM_NO_NUMBERS = "point at a Link to see its weight"
DIAGRAM_EARLIER = "outputs, sensitivities: last sample; weights may be newer"
DIAGRAM_BACK = "on the way back: sensitivities (for a Link, of its weight)"

# The replay page.
REPLAY_TITLE = "A network learns ({network})"
REPLAY_OF_ONE_STEP = "{what}: one learning step"
REPLAY_OF_EPOCHS = "{what}: {epochs} epochs of learning"
REPLAY_WHERE = (
    "Learning step {step} of {steps} (epoch {epoch}, sample {sample} of {samples}): inputs "
    "{inputs}; expected {expected}; learning rate {learning_rate}"
)
REPLAY_WHERE_ALONE = "Inputs {inputs}; expected {expected}; learning rate {learning_rate}"
REPLAY_ERROR = "error {before}"
REPLAY_NEW_ERROR = "error {before} \u2192 {after}"
REPLAY_FRAME = "replay of a training run"
REPLAY_NO_EXPLANATION = "(This can't be explained here: {problem})"
REPLAY_AGAIN = "Once more, with the new weights"
REPLAY_AGAIN_WORDS = "The same sample again: did it help?"
REPLAY_AGAIN_ERRORS = "error before: {before}\nerror now: {after}\noutputs now: {outputs}"
REPLAY_SOME_STEPS = "Recorded moment by moment: {recorded} of {steps} learning steps."
REPLAY_SOME_ERRORS = "The curve shows {shown} of {count} points."
REPLAY_ERRORS = ("The error before each learning step", "The mean error of each epoch")
REPLAY_COUNTED = ("learning steps", "epochs")
REPLAY_SOME_LINKS = "{drawn} of {links} Links are drawn; only their moments are shown."
REPLAY_NOT_EXPLAINED = "Links are explained only in networks of up to {most} Links."

# In a notebook.
SHOWN_ELSEWHERE = "(a picture that only a notebook can show)"
CURVE = "The error of each epoch"

# The doctor.
DOCTOR_HEALTHY = "Nothing is wrong: it has learned these samples."
DOCTOR_NOT_YET = (
    "Nothing is wrong; it just has not learned these samples yet: {left} % of the variation "
    "between the expected numbers is still unexplained. Train for longer, or add hidden Neurons."
)
DOCTOR_NOT_AT_ALL = (
    "Nothing is wrong; it just has not begun to learn these samples: always predicting the mean "
    "would be better. Train it, and check that these are the right samples."
)
DOCTOR_NOISE = (
    "Nothing is wrong: what is left may be noise. The network leaves {left} % of the variation "
    "between the expected numbers unexplained, and so do similar samples: they differ as much "
    "({noise} %). Other inputs may tell more."
)
DOCTOR_TRY = "Try: {cure}"
AND_MORE = "and {count} more"
DOCTOR_OVERFLOW = "Numbers become too large for a float."
DOCTOR_OVERFLOW_CURE = "a smaller learning rate; inputs of about -1 to 1; starting weights near 0."
LEFT_OVER = (
    "There are leftover weight sensitivities, which would mix with those of the next sample."
)
LEFT_OVER_CURE = "nudge() after backpropagate(), or forget() to drop them."
NOT_FINITE = "Some weights are no longer finite numbers, so nothing more can be learned."
NOT_FINITE_CURE = "start again with a smaller learning rate, perhaps a tenth."
COPIES = "Some hidden Neurons are exact copies of each other: they always learn the same."
COPIES_CURE = "random starting weights (the default), not zeros or all the same."
OUT_OF_REACH = "The outputs can't reach the expected numbers."
OUT_OF_REACH_OF = "{name} must be {wanted}, but {activation} outputs {low} to {high}"
OUT_OF_REACH_CURE = (
    "output_activation=identity, which reaches any amount; or scale the expected numbers."
)
OUT_OF_REACH_TANH_CURE = "output_activation=tanh, which reaches from -1 to 1; or labels 0 and 1."
IN_ORDER = (
    "The samples are sorted by label and not shuffled: while the network learns the last label, it "
    "forgets the first ones."
)
IN_ORDER_CHANGES = (
    "from one sample to the next, the label changes {changes} times in {count} samples; in a "
    "random order, about {usual} times"
)
IN_ORDER_CURE = "shuffle=True, which is a Trainer's default."
CLASS_NUMBERS = (
    "One output must give the number of a class, as if classes were amounts: to get from class 1 "
    "to class 3, it must pass class 2."
)
CLASS_NUMBERS_OF = "{name} must be one of {numbers}"
CLASS_NUMBERS_CURE = (
    "one output for each label, so {count} outputs (one_hot makes the expected numbers), with "
    "softmax_cross_entropy and output_activation=identity. In a table: --text COLUMN."
)
IMBALANCE = "One label or more is nearly never the answer, because few samples have it."
RECALL_OF = "{name}: {right} of {count} samples with this label get it as the answer"
IMBALANCE_CURE = (
    "repeat the samples of the rare label {often} times, or collect more of them; then many of "
    "them are found, at the price of some false alarms."
)
UNLIKE_INPUTS = (
    "Inputs are large, tiny, far from 0, or of very different scale: no single learning rate "
    "suits all their weights."
)
INPUT_SIZE = "{name}: up to {size}"
INPUT_FAR_AWAY = "{name}: from {low} to {high}, which is far from 0 for such small differences"
AMOUNTS = "The expected numbers are very large or tiny, and so are errors and nudges."
AMOUNTS_CURE = (
    "scale the expected numbers to -1 to 1 (a Preparation does it), and scale the outputs back."
)
OUTLIER = "One number is so far from all others that they look the same beside it."
OUTLIER_OF = "sample {number}: {name} is {value}; for most samples, it is from {low} to {high}"
OUTLIER_CURE = (
    "correct or remove sample {number}, before any scaling (a slip of the comma, or a wrong unit?)."
)
FROZEN = "No weight ever changes: all Links keep their weights when they are nudged."
FROZEN_KIND = "{count} Links of the type {kind}, which has its own nudge"
FROZEN_CURE = "link_type=Link, or a nudge that changes the weight."
CONTRADICTIONS = "Samples contradict each other: same inputs, different expected numbers."
CONTRADICTION = "samples {one} and {other}"
CONTRADICTIONS_CURE = "check the data; add inputs that tell these samples apart."
RISING = "The error rises instead of falling: training is about to diverge."
RISING_CURE = "a tenth of the learning rate (less with momentum)."
UNLIKE_INPUTS_CURE = "scale each input to about -1 to 1 (a Preparation does it)."
DEAD = (
    "Some Neurons are dead: they output 0 for every sample, and no sensitivity gets through them."
)
DEAD_NEURON = "{name}: 0 for all {count} samples tried, slope 0 ({dead} of {all} in its layer)"
DEAD_CURE = "starting weights from he, a smaller learning rate, or leaky_relu; then start again."
DEAD_OUTPUT_CURE = "output_activation=sigmoid for the labels 0 and 1, or identity for amounts."
SATURATED = "Some Neurons are saturated: their slope is almost 0, so they hardly learn."
SATURATED_NEURON = "{name}: outputs from {low} to {high}, slope at most {slope}"
SATURATED_CURE = "smaller starting weights or inputs, a smaller learning rate, or start again."
VANISHING = "Sensitivities vanish on the way back: the first layer hardly learns."
VANISHING_CURE = (
    "fewer layers: {fewer} instead of {sizes}; or tanh or relu, with weights from glorot or he."
)
SMALL_WEIGHTS = (
    "The weights are so small that each layer passes on only a fraction of what it gets."
)
SMALL_WEIGHTS_OF = "layer of Links {number} of {count}: weights up to {largest}; usual: {usual}"
SMALL_WEIGHTS_CURE = "starting weights from glorot (or he, for relu)."
NOTHING_COMES_BACK = "No sensitivity reaches the first layer: one layer's weights are all 0."
ALL_ZERO = "layer of Links {number} of {count}: all weights are 0"
NOTHING_COMES_BACK_CURE = "random starting weights: weights of 0 send nothing back."
EXPLODING = "Sensitivities explode on the way back: the first layer's weights jump around."
EXPLODING_CURE = "smaller starting weights (glorot, he), a smaller learning rate."
LAYER_SIZE = "layer of Links {number} of {count}: output sensitivities of about {size}"
OVERSHOOTING = (
    "Nudges go too far: with learning rate {learning_rate}, for {count} of {tried} samples the "
    "error is larger after the nudge than before."
)
OVERSHOT = "sample {number}: {before} before, {after} after"
OVERSHOOTING_CURE = "a tenth of the learning rate."
TOO_LARGE = "The learning rate {learning_rate} is too large: nudges go too far."
RATES_TRIED = (
    "tried with copies that start again: learning rate {one} leaves {same} % of the variation "
    "unexplained, {other} leaves {better} %"
)
RATE_CURE = "learning rate {rate}."
SLOW = "The learning rate {learning_rate} is far too small: the error hardly falls."
LARGER_TRIED = (
    "tried with a copy: with learning rate {rate}, the unexplained part of the variation falls "
    "from {before} % to {after} %"
)
FEW_NUDGES = "There were only a few nudges: each batch has many samples, and each gives one nudge."
NUDGES = "{nudges} nudges in {epochs} epochs, with a batch size of {batch_size}"
PLATEAU = "Training has stalled: the error is still large but hardly falls."
ERROR_OF_EPOCH = "epoch {epoch}: error {error}"
RULE_LEAVES = (
    "it leaves {left} % of the variation unexplained; a simple rule (a straight line, or the mean "
    "of the five most similar samples) leaves {simple} %"
)
PLATEAU_SIZES = "error {error}; the largest mean weight sensitivity is {largest}"
NO_BEND = (
    "No hidden Neuron bends: without a bend, a network can only draw a straight line (or plane), "
    "whatever its weights."
)
NO_HIDDEN_LAYER = "there is no hidden layer"
ALL_IDENTITY = "hidden Neurons: {count}, all with the activation identity"
BEST_LINE = "the best straight line (or plane) leaves {left} % of the variation unexplained"
NO_BEND_CURE = "activation=tanh in the hidden layers (or sigmoid, or relu)."
NO_LAYER_CURE = "a hidden layer: {sizes} instead of {before}, with activation=tanh."
PENALISED = "The penalty is too strong: it holds the weights near 0."
PENALTY_TRIED = (
    "tried with copies that start again: with the penalties l1 {l1}, l2 {l2}, {with_it} % of the "
    "variation is left unexplained; without them, {without} %"
)
PENALISED_CURE = "no penalty at first, and later a much smaller one; start again."
PLATEAU_CURE = (
    "another seed, more hidden Neurons, or other learning rates. Some networks recover after many "
    "epochs."
)
# Cures that have been tried, as a list of settings.
MORE_NEURONS = "more hidden Neurons: {sizes} instead of {before}"
FEWER_LAYERS = "fewer layers: {sizes} instead of {before}"
A_HIDDEN_LAYER = "a hidden layer: {sizes} instead of {before}"
HIDDEN_ACTIVATION = "activation={name} in the hidden layers"
OUTPUT_ACTIVATION = "output_activation={name}"
INITIAL_WEIGHTS = "initial weights from {name}"
SCALE_INPUTS = "scale each input to mean 0 and standard deviation 1 (a Preparation does it)"
SCALE_EXPECTED = (
    "scale the expected numbers to {low} to 1 (a Preparation does it), and scale the outputs back"
)
NO_PENALTY = "no penalty at first ({names})"
SHUFFLE = "shuffle=True"
RATE = "learning rate {rate}"
BATCH_SIZE = "batch size {size}"
EPOCHS = "{epochs} epochs"
ANOTHER_SEED = "another seed"
TRIED = "tried with a copy: after {epochs} epochs, {left} % of the variation is left"
