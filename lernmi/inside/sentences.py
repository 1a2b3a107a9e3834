"""All sentences of the narration, in one place, so that they can be made better or translated.

What stands in braces is filled in: names, numbers, or a sum such as "0.5 x 2 = 1".
"""

from __future__ import annotations

# The moments of a learning step: what happens, as a formula in words.
WORDS = {
    "receive": "{name} receives: total input = before + what comes",
    "propagate": "{name} propagates: {output}'s total input = before + {input}'s output × weight",
    "activate": "{name} activates: output = {activation}(total input)",
    "compare": "{name} is compared with what was expected; {error} gives its sensitivity",
    "backpropagate": "{name} backpropagates: it finds three sensitivities",
    "nudge": "{name} is nudged: weight = weight - learning rate × weight sensitivity",
}

# The same with the numbers put in, line by line.
RECEIVES = "{name}'s total input: {sum}"
PROPAGATES = "{output}'s total input: {sum}"
ACTIVATES = "{name}'s output: {text}"
SLOPE_IS = "{name}'s slope: {slope}"
COMPARES = "{name} gave {output}, expected {expected}: sensitivity {sensitivity}"
COMPARES_DIFFERENCE = "{name}'s sensitivity = output - expected: {sum}"
COMPARES_PROBABILITY = "{name} gave {output}, which stands for the probability {probability}"
PROBABILITY_DIFFERENCE = "{name}'s sensitivity = probability - expected: {sum}"
PART_OF_THE_ERROR = "its part of the error = difference × difference / 2: {sum}"
OUTPUT_SENSITIVITY = "output sensitivity = {output}'s sensitivity × slope: {sum}"
WEIGHT_SENSITIVITY = "weight sensitivity = output sensitivity × {input}'s output: {sum}"
SENT_BACK = "{input}'s sensitivity = before + output sensitivity × weight: {sum}"
ANOTHER_WAY = "{sum} would be {by_hand}, but it is {result}: this is done in another way"
NUDGES = "weight: {sum}"

# What activations do.
SAME = "the total input as it is, {output}"
OWN_OUTPUT = "{output}, which is not what {activation} alone makes of {x}"
ABOVE = "{name} = {output}, the total input as it is, since it is above 0"
NOT_ABOVE = "{name} = {output}, since the total input is not above 0"
SLOPE_OF_IDENTITY = "{slope}, since the output is the total input"
SLOPE_ABOVE = "{slope}, since the total input is above 0"
SLOPE_NOT_ABOVE = "{slope}, since the total input is not above 0"
SLOPE_OF_OTHERS = "{slope}, that of {activation} at {x}"

# Where the way back begins.
TOO_HIGH = "{name} gave {output}, expected {expected}: too high by {difference}."
TOO_LOW = "{name} gave {output}, expected {expected}: too low by {difference}."
JUST_RIGHT = "{name} gave {output}, as expected: its sensitivity is 0."
STANDS_FOR = "{name} gave {output}, which stands for the probability {probability}."
PROBABILITY_TOO_HIGH = "Expected {expected}: too high by {difference}."
PROBABILITY_TOO_LOW = "Expected {expected}: too low by {difference}."
PROBABILITY_JUST_RIGHT = "Expected {expected}: just right."
THAT_IS_ITS_SENSITIVITY = "That is {name}'s sensitivity: {sum}."
ERROR_FUNCTION_SAYS = (
    "{name} gave {output}, expected {expected}. The error function {error} gives it the "
    "sensitivity {sensitivity}."
)

FEEDS_NOTHING = "{name} feeds nothing: its sensitivity is {sensitivity}."

# A hidden Neuron hears from all Neurons that it feeds.
FEEDS_ONE = "{name} feeds {others}."
FEEDS = "{name} feeds {others}. All of it happens at once, so what they send back adds."
SENT = "{other} ({how}) sent {sum}."
SENT_ITS_WAY = "{other} sent something, in a way of its own: {link} is a {kind}."
ALL_TOGETHER = "All together: {name}'s sensitivity is {sensitivity}."
AND_OTHERS = "The other {count} sent {sum} together."
ADDS = "{name} adds: sensitivity {sum}."
ADDS_ALL = "{name} adds them all: sensitivity {sensitivity}."
THE_ONLY_ONE = "That is all: {name}'s sensitivity is {sensitivity}."
OPPOSED = "They pull in opposite directions; {winner} pulls harder."
HOW = {"high": "wants less of it", "low": "wants more of it", "none": "doesn't care"}

# One Link.
LINK_TITLE = "{name}, weight {weight}"
SLOPE = "{name}'s slope here: {text}."
SENSITIVITY_TIMES_SLOPE = "Output sensitivity = sensitivity × slope: {sum}."
WEIGHT_COUNTS_ITS_WAY = "The Link delivers in a way of its own: it is a {kind}."
COUNTS = "The Link delivers {input}'s output × weight, so the weight counts {output} times."
WEIGHT_SENSITIVITY_IS = "Weight sensitivity: {sum}."
POSITIVE = "Positive: a larger weight, a larger error."
NEGATIVE = "Negative: a larger weight, a smaller error."
ZERO_BECAUSE_OF_INPUT = "{input} gave 0, so its weight made no difference this time."
ZERO_BECAUSE_OF_SLOPE = "{output}'s slope is 0, so nothing comes through."
ZERO = "0: for this sample a tiny change of it makes no difference."
COUNTS_BACK = "{input} counts {weight} times (the weight). Sent back to {input}: {sum}."
TO_A_BIAS = "{input} always gives 1, so nothing can come of what would be sent back to it."
LATER_THE_NUDGE = "Later, when every Link is done, the nudge: {sum}."
TRY = "Try weight {weight}: the error {changes}; promised {sum}."
RISES = "rises by {change}"
FALLS = "falls by {change}"
STAYS = "stays as it is"
WHY_NOT = {
    "curve": "(The difference shrinks faster than the step: for smaller steps the promise holds.)",
    "too small": "(So small a change is lost in the last digits of the error.)",
    "bend": "(The promise doesn't hold for steps of this size: there is a bend just here.)",
    "unclear": "(The promise doesn't hold for steps of this size.)",
}
BEND_OF_OUTPUT = (
    "There is a bend just here: the error responds to more of {name} in one way, and to less of it "
    "in another."
)
WRONG_WEIGHT = (
    "The weight sensitivity is not what the error does: it says {promised}, but trying gives "
    "{tried}."
)
WRONG_OUTPUT = (
    "{name}'s sensitivity is not what the error does: it says {promised}, but trying gives {tried}."
)
WRONG_SLOPE = (
    "{name}'s slope is not what its output does: it says {promised}, but trying gives {tried}. "
    "Look at the slope of {activation}."
)
WRONG_ERROR = (
    "The sensitivities of {error} are not what the error does: {name}'s says {promised}, but "
    "trying gives {tried}."
)
WRONG_NETWORK = (
    "The weight sensitivities are not what the error does: for small learning rates they promise a "
    "drop of {promised} × learning rate, but trying gives {tried}."
)
TRIED_BOTH = "{below} for less of it and {above} for more"
OWN_WAY = "{name} is a {kind}, which works it out in its own way."
WITH_DECIMALS = "{text} ({decimals})"
WITH_ABOUT = "{text} (about {decimals})"

# A bare Link.
BARE_TITLE = "{name}, weight {weight} (as it stands, without its network)"
NOT_YET = "{name} has not been backpropagated through: there is nothing to explain yet."
DOES_NOT_FIT = (
    "{name}'s numbers don't belong to one sample: its {what} is {found}, but {sum}. Something was "
    "propagated, nudged or changed in between, or several samples are added up."
)

DOES_NOT_FIT_OWN = (
    "{name}'s {what} is {found}, but {sum}. Either its numbers don't belong to one sample, or it "
    "works in its own way: it is a {kind}."
)

CANT_TRY = "(No weight near by can be tried: the error can't be computed there.)"

# One Neuron.
NEURON_TITLE = "{name}, {activation}"
INPUT_TITLE = "{name}, an input"
BIAS_TITLE = "{name}, a bias Neuron"
INPUT_RECEIVES = "{name} was given {value}."
NO_LINKS = "No Link leads to {name}: its total input is {value}."
BIAS_GIVES = "{name} always gives 1; no Link leads to it."
DELIVERS = "{link} delivers {sum}."
DELIVERS_ITS_WAY = "{link} delivers in a way of its own: it is a {kind}."
OTHERS_DELIVER = "The other {count} deliver {sum} together."
TOTAL = "Total input: {sum}."
TOTAL_OF_ALL = "Total input, all together: {total}."
OUTPUT = "Output: {text}."
SENSITIVITY_SIGN = {
    "high": "Positive: more of {name}, a larger error.",
    "low": "Negative: more of {name}, a smaller error.",
    "none": "0: for this sample a tiny change of {name} makes no difference.",
}

# The whole network.
NETWORK_TITLE = "{network}: whose fault is it?"
ERROR_IS = "The error is {error}."
PROMISE = (
    "A nudge with learning rate {learning_rate} promises a drop of learning rate × the sum of all "
    "weight sensitivities squared: {sum}."
)
REAL_DROP = "The real drop: {drop}."
REAL_RISE = "But the error rises, by {rise}."
TOO_FAR = "But the error rises, by {rise}: the nudge goes too far. Try a smaller learning rate."
SHARES = "Each Link's share of the promise:"
SHARE = "{share} {name}"
SHARE_OF_OTHERS = "{share} the other {count} together"
NEURON_SHARES = "And of the Neurons, by the Links that lead to them:"
NO_SHARES = "All weight sensitivities are 0, or next to it: a nudge would change nothing."

# The check of gradients.
ALL_RIGHT = "All {count} weight sensitivities are right, {how}."
SOME_WRONG = "{wrong} of {count} weight sensitivities are wrong."
EXACTLY = "exactly"
AS_NEAR_AS_CAN_BE = "as near as trying can tell"
BENDS = (
    "{count} of them are at a bend, where the slope jumps: any number between left and right is "
    "right there."
)
CANT_BE_TOLD = "{count} of them can't be told by trying: too small, too large, or at several bends."
LEFT_OUT = "{count} of {all} samples left out: right at a bend (of relu, say) there are two slopes."
THE_WORST = "The worst:"
DIFFER_MOST = "Those that differ most:"
CHECKED = "  {name}  backpropagated {backpropagated}, tried {tried}"
IS_WRONG = "   <- wrong"
CANT_TELL = "   (can't be told)"
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
    "receive": "Forwards: the inputs",
    "propagate": "Forwards: Links deliver, Neurons add and activate",
    "activate": "Forwards: Links deliver, Neurons add and activate",
    "compare": "The outputs are compared with what was expected",
    "backpropagate": "Backwards: Links send sensitivity back, the last layer first",
    "nudge": "The nudges: every weight moves against its sensitivity",
}
PROMPT = "Enter: next, b: back, j NAME: jump, e NAME: explain, h: what else, q: quit > "
STEP_TITLE = "{what}: one learning step of a {sizes} network"
STEP_PUBLISHED = "from {author}, {year}; number by number: step {what} --published"
STEP_GIVEN = "inputs {inputs}; expected {expected}; learning rate {learning_rate}"
STEP_WORDS = (
    "sensitivity: how many times as much the error rises if this number rises a little",
    "slope: how many times as much a Neuron's output rises if its total input rises a little",
    "{biases}: bias Neurons, which always give 1",
    "Factors are shown with more digits where the last one of the result needs it.",
)
STEP_MOMENTS = "{count} moments"
STEP_BEFORE = "That was one learning step. The error was {error}, all outputs together."
STEP_AFTER = "With the new weights it is {error}."
STEP_END = "(It is over. Enter or q: quit, b: back, j NAME: jump)"
NEW_WEIGHT = "{link} now begins with {weight}; all that follows is new:"

# The drawing of a network.
DIAGRAM_TITLE = "Network {network}"
DIAGRAM_INPUTS = "inputs"
DIAGRAM_HIDDEN = "hidden"
DIAGRAM_OUTPUTS = "outputs"
DIAGRAM_LEFT_OUT = "and {count} more"
DIAGRAM_MORE_LINKS = "and {count} Links more"
DIAGRAM_LINK = "Link {name}: weight {weight}"
DIAGRAM_LINK_BACK = ", weight sensitivity {sensitivity}"
DIAGRAM_NEURON = "{name} ({kind})"
DIAGRAM_OUTPUT = ": output {output}"
DIAGRAM_NEURON_BACK = ", sensitivity {sensitivity}"
DIAGRAM_ROW_BACK = "weight sensitivity {sensitivity}"
DIAGRAM_POSITIVE = "weight above 0"
DIAGRAM_NEGATIVE = "weight below 0"
DIAGRAM_ZERO = "weight 0"
DIAGRAM_WIDTH = "the wider, the larger the weight"
DIAGRAM_NO_NUMBERS = "point at a Link to see its weight"
DIAGRAM_EARLIER = "outputs, sensitivities: of the last sample; weights may be newer"
DIAGRAM_BACK = "on the way back: sensitivities (a Link's: of its weight)"

# The replay page.
REPLAY_TITLE = "A network learns ({network})"
REPLAY_FRAME = "replay of a training"
REPLAY_NO_EXPLANATION = "(This can't be explained here: {problem})"
REPLAY_AGAIN = "Once more, with the new weights"
REPLAY_AGAIN_WORDS = "The same sample again: has it helped?"
REPLAY_AGAIN_ERRORS = "error before: {before}\nerror now: {after}\noutputs now: {outputs}"
REPLAY_SOME_STEPS = "Recorded moment by moment: {recorded} of {steps} learning steps."
REPLAY_SOME_ERRORS = "The curve shows {shown} of {count} points."
REPLAY_ERRORS = ("The error before each learning step", "The mean error of each epoch")
REPLAY_SOME_LINKS = "{drawn} of {links} Links are drawn, and only their moments are shown."
REPLAY_NOT_EXPLAINED = "Links are explained in networks of up to {most} Links only."

# In a notebook.
SHOWN_ELSEWHERE = "(a picture, which only a notebook can show)"
CURVE = "The error of each epoch"

# The doctor.
DOCTOR_HEALTHY = "Nothing is wrong: it has learned these samples."
DOCTOR_NOT_YET = (
    "Nothing is wrong with it; it has only not learned these samples yet ({left} % of the "
    "differences between the expected numbers is left). Let it learn for longer, or add hidden "
    "Neurons."
)
DOCTOR_NOT_AT_ALL = (
    "Nothing is wrong with it; it has only not begun to learn these samples: its answers are worse "
    "than always the mean would be. Let it learn, or look at the samples: are they the right ones?"
)
DOCTOR_TRY = "Try: {cure}"
AND_MORE = "and {count} more"
DOCTOR_OVERFLOW = "Numbers become so large on the way that they can't be held."
DOCTOR_OVERFLOW_CURE = "a smaller learning rate; inputs of about -1 to 1; starting weights near 0."
LEFT_OVER = "Weight sensitivities are left over, and would be mixed with the next sample's."
LEFT_OVER_CURE = "nudge() after backpropagate(), or forget() to drop them."
NOT_FINITE = "Weights are no finite numbers any more, and nothing can be learned from there."
NOT_FINITE_CURE = "begin anew, with a smaller learning rate, a tenth perhaps."
COPIES = "Some hidden Neurons are exact copies of each other: they always learn the same."
COPIES_CURE = "random starting weights (the usual ones are), not zeros or all the same."
OUT_OF_REACH = "What is expected is out of the outputs' reach."
OUT_OF_REACH_OF = "{name} must be {wanted}, but {activation} gives {low} to {high}"
OUT_OF_REACH_CURE = "output_activation identity for amounts, or scale what is expected."
UNLIKE_INPUTS = (
    "Inputs are large, tiny, far from 0, or of wildly different scale: one learning rate can't "
    "suit all their weights."
)
INPUT_SIZE = "{name}: up to {size}"
INPUT_FAR_AWAY = "{name}: from {low} to {high}, which is far from 0 for such small differences"
AMOUNTS = "What is expected is large or tiny, and so are errors and nudges."
AMOUNTS_CURE = (
    "scale what is expected to about -1 to 1 (a Preparation does it), and the answers back."
)
CONTRADICTIONS = "Samples contradict each other: the same inputs, and something else expected."
CONTRADICTION = "samples {one} and {other}"
CONTRADICTIONS_CURE = "look at the data; more inputs that tell these samples apart."
RISING = "The error rises instead of falling: it is about to diverge."
RISING_CURE = "a tenth of the learning rate (less with momentum)."
UNLIKE_INPUTS_CURE = "scale each input to about -1 to 1 (a Preparation does it)."
DEAD = "Some Neurons are dead: they give 0 for every sample, and nothing comes back through them."
DEAD_NEURON = (
    "{name}: 0 for all {count} samples that were looked at, slope 0 ({dead} of {all} in its layer)"
)
DEAD_CURE = "a smaller learning rate, he weights, or leaky_relu; and begin anew."
SATURATED = "Some Neurons are saturated: their slope is next to 0, and so is what comes back."
SATURATED_NEURON = "{name}: outputs from {low} to {high}, slope at most {slope}"
SATURATED_CURE = "smaller starting weights or inputs, a smaller learning rate, or begin anew."
VANISHING = "Sensitivities vanish on the way back: the first layer hardly learns."
VANISHING_CURE = "fewer layers, relu or tanh, and he or glorot weights."
NOTHING_COMES_BACK = "Nothing comes back to the first layer: a layer's weights are all 0."
ALL_ZERO = "layer of Links {number} of {count}: all weights are 0"
NOTHING_COMES_BACK_CURE = "random starting weights: through weights of 0 nothing comes back."
EXPLODING = "Sensitivities explode on the way back: the first layer is thrown about."
EXPLODING_CURE = "smaller starting weights (glorot, he), a smaller learning rate."
LAYER_SIZE = "layer of Links {number} of {count}: output sensitivities of about {size}"
OVERSHOOTING = (
    "Nudges go too far: with learning rate {learning_rate}, for {count} of {tried} samples the "
    "error is larger after the nudge than before."
)
OVERSHOT = "sample {number}: {before} before, {after} after"
OVERSHOOTING_CURE = "a tenth of the learning rate."
PLATEAU = "It stands still: hardly anything is taken off the error, though much is left."
ERROR_OF_EPOCH = "epoch {epoch}: error {error}"
PLATEAU_PROMISE = "error {error}; the largest mean weight sensitivity is {largest}"
NO_BEND = (
    "It stands still, and no hidden Neuron bends: without that, a network can only draw a straight "
    "line (or plane), whatever its weights."
)
NO_HIDDEN_LAYER = "there is no hidden layer"
ALL_IDENTITY = "hidden Neurons: {count}, all with the activation identity"
NO_BEND_CURE = "a hidden layer with sigmoid, tanh or relu."
PENALISED = (
    "It stands still, and the penalty is too strong: it pulls weights to 0 harder than the error "
    "pulls them away."
)
PULLED_WEIGHTS = (
    "layer of Links {number} of {count}: weights up to {largest}, with penalties l1 {l1}, l2 {l2}"
)
PENALISED_CURE = "no penalty at first, and later a much smaller one; and start again."
PLATEAU_CURE = "another seed, more hidden Neurons, other learning rates; some wake up after long."
