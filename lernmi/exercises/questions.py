"""One question for each mistake: answer it, and you see what is wrong.

Mistakes share a question if it fits all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lernmi.exercises.catalogue import Mistake

# For each method or function: the questions, each with the names of the mistakes that it fits.
QUESTIONS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Link.propagate": {
        "Which object should get input × weight? Which of its methods should your Link call?": [
            "nothing delivered",
        ],
        "Two Links deliver to y1. What happens to the first value when the second arrives?": [
            "delivered over the others",
        ],
        "Double the weight. Does the delivered value double, too?": [
            "weight left out forwards",
            "weight added forwards",
            "weight squared forwards",
        ],
        "Double the input. Does the delivered value double, too?": ["only the weight delivered"],
        "The input Neuron has already activated. Which of its numbers should the Link use?": [
            "total input delivered",
            "activated once more",
        ],
        "Input 1, weight 2: what should arrive at the output Neuron, 2 or -2?": ["sign forwards"],
        "A bias outputs 1, and its Link has a weight. What should this Link deliver?": [
            "bias left out",
            "bias summed",
            "bias without its weight",
        ],
    },
    "Link.backpropagate": {
        "The nudge reads self.weight_sensitivity. Which method should set it?": [
            "weight sensitivity not kept",
        ],
        "Deliver 0.01 more to y1. Does its output rise by 0.01, or by less?": [
            "slope missing",
            "slope missing at the outputs",
            "slope missing in the weight sensitivity",
            "slope missing in the outputs' weight sensitivities",
        ],
        "Deliver 0.01 more to h1. Does its output rise by 0.01, or by less?": [
            "slope missing at hidden Neurons",
        ],
        "Your Link delivers 0.01 more. By how much does y1's output rise, and by how much does "
        "that change the error?": [
            "slope missing on the way back",
        ],
        "If input and output sensitivity are above 0, does a larger weight raise the error?": [
            "wrong sign",
        ],
        "If y1's output is too high and the Link delivers more, does the error rise or fall?": [
            "wrong sign of all",
        ],
        "The weight is above 0, and delivering more raises the error. Does more input raise it?": [
            "wrong sign sent back",
        ],
        "Raise the input Neuron's output by 1. By how much does the delivered value rise?": [
            "weight missing on the way back",
            "input on the way back",
            "weight added on the way back",
            "weight sensitivity sent back",
            "input Neuron's slope sent back",
        ],
        "h1 gets two sensitivities. What happens to the first when the second arrives?": [
            "sent over the others",
        ],
        "If a weight is -1 and the input rises, does the delivered value rise or fall?": [
            "minus of a weight lost",
        ],
        "If one Link sends back 3 and another -3, what is their sum? And without the signs?": [
            "signs lost on the way back",
        ],
        "Two samples come before one nudge. What happens to the first one's weight sensitivity?": [
            "weight sensitivity overwritten",
        ],
        "Raise the weight by 1. By how much does the delivered value rise?": [
            "input left out",
            "output Neuron's output",
            "total input in place of the output",
            "output Neuron's total input",
            "weight in place of the input",
            "input added",
            "weight in the weight sensitivity",
        ],
        "The Link delivers its value to the output Neuron. Which Neuron's slope do you need?": [
            "slope of the wrong Neuron",
        ],
        "Sigmoid's slope is output × (1 - output). Which number do you use as the output?": [
            "slope at the output",
            "slope with the total input",
            "z(1 - z) by hand in Link",
            "output for the total input in Link",
            "slope's arguments swapped in Link",
            "sigmoid of the output by hand in Link",
        ],
        "How often does the delivered value pass through the output Neuron: once or twice?": [
            "slope twice",
        ],
        "Would your Link still be right if the Neuron had a different activation?": [
            "slope of sigmoid by hand in Link",
            "slope of tanh by hand in Link",
            "sigmoid of the total input by hand in Link",
        ],
        "Sigmoid is steepest at output 0.5, where its slope is 0.25. What is your slope there?": [
            "1 - output by hand in Link",
            "output x (1 + output) by hand in Link",
            "output in place of the slope",
        ],
        "Raise the weight by 1, or the input by 1. By how much does the delivered value rise?": [
            "swapped",
        ],
        "The input Neuron needs a sensitivity. Does your Link send it one?": [
            "sent to the wrong Neuron",
            "nothing sent back",
        ],
        "Where does your method store its results?": ["nothing set"],
        "If y1 outputs exactly what is expected, should its Links change? Do yours?": [
            "output in place of the sensitivity",
            "sensitivity left out",
        ],
        "A bias outputs 1. Raise the weight of its Link by 1: does anything change at y1?": [
            "bias without a weight sensitivity",
        ],
        "The old weights led to this error. Do all your Links backpropagate with the old ones?": [
            "nudged on the way",
        ],
        "Sensitivity 0.5, slope 0.2: if you deliver 0.01 more, by how much does the error rise?": [
            "everything doubled",
            "weight sensitivity doubled",
            "slope added",
        ],
    },
    "Link.nudge": {
        "What is self.weight after your nudge? What should it be?": ["weight not moved"],
        "If a larger weight raises the error, should the weight go up or down?": [
            "nudged upwards",
        ],
        "Halve the learning rate. Does the weight move half as far?": [
            "learning rate squared",
            "learning rate added",
            "learning rate forgotten",
            "divided by the learning rate",
        ],
        "The next sample adds to self.weight_sensitivity. What should it be before that?": [
            "never reset",
        ],
        "If a Link's input was 0, should its weight move? Which of the two sensitivities contains "
        "that input?": [
            "nudged by the output sensitivity",
        ],
        "Should a weight that hardly matters move as far as one that matters a lot?": [
            "only the sign",
        ],
        "If the weight was 0.8 and the nudge lowers it by 0.01, what should the weight be now?": [
            "old weight forgotten",
            "a part of the weight",
            "nudged twice",
        ],
        "The bias's Link has a weight, too. Should it learn like the other weights?": [
            "bias not nudged",
        ],
    },
    "Neuron.reset": {
        "The second sample begins. What happens to this Neuron's numbers from the first one?": [
            "total input not reset",
            "sensitivity not reset",
            "nothing reset",
        ],
    },
    "Neuron.receive": {
        "If three Links deliver 1, 2 and 3, what should the total input be, and what is yours?": [
            "total input overwritten",
            "total input multiplied",
            "total input subtracted",
            "the largest wins",
        ],
    },
    "Neuron.activate": {
        "What turns the total input into the output? How often does your Neuron use it?": [
            "not activated",
            "not activated, with the slope of what should have been",
            "activated twice",
        ],
        "An input Neuron's activation is identity. What should it output?": ["always sigmoid"],
        "Total input 2, activation identity: what should the output be?": [
            "activated with the wrong sign",
            "slope in place of the output",
        ],
        "Would your Neuron still be right with a different activation?": [
            "slope of sigmoid by hand in Neuron",
            "slope of tanh by hand in Neuron",
            "sigmoid of the total input by hand in Neuron",
        ],
        "activation.slope takes two numbers: total input, then output. Which two do you pass?": [
            "output for the total input in Neuron",
            "slope's arguments swapped in Neuron",
            "Neuron's slope at the output",
            "Neuron's slope with the total input",
            "z(1 - z) by hand in Neuron",
            "sigmoid of the output by hand in Neuron",
        ],
        "Sigmoid is steepest at output 0.5, where its slope is 0.25. What is your slope there?": [
            "output x (1 + output) by hand in Neuron",
            "output as the Neuron's slope",
            "1 - output as the Neuron's slope",
            "Neuron's slope squared",
        ],
        "Raise the total input by 0.01. Does sigmoid's output rise by 0.01, by less, or fall?": [
            "Neuron's slope always 1",
            "Neuron's slope with the wrong sign",
        ],
    },
    "Neuron.receive_sensitivity": {
        "If two Links send back 3 and -1, what should the sensitivity be, and what is yours?": [
            "sensitivity overwritten",
            "sensitivity subtracted",
            "sensitivity multiplied",
        ],
        "Which class multiplies by a Neuron's slope, and how often should that happen?": [
            "slope already in the sensitivity",
        ],
    },
    "ErrorFunction.function": {
        "If one output is 0.4 too high and the others are right, is your error half of 0.4²?": [
            "error not halved",
            "differences not squared",
            "absolute differences",
        ],
        "If y1 is 1 too high and y2 is right, what is your error? And the other way round?": [
            "only the first output in the error",
        ],
        "If a second output is just as wrong, should the error rise? Does yours?": [
            "mean error",
            "mean squared error",
        ],
        "If y1 is 1 too high and y2 is 1 too low, should the error be 0?": ["square of the sum"],
    },
    "ErrorFunction.sensitivities": {
        "Is this output too high or too low? Raise it a little: does the error rise or fall?": [
            "expected minus output",
        ],
        "Let d be output - expected. Raise d by 0.01: by about how much does half of d² rise?": [
            "sensitivities doubled",
            "sensitivities halved",
            "sensitivities divided",
            "squared sensitivities",
            "only the sign of the difference",
        ],
        "If y2 is wrong, too, which sensitivity do you return for it?": ["only the first output"],
        "The Links multiply by the slope. Should your sensitivities contain it, too?": [
            "slope in the sensitivities",
        ],
        "If y1 is exactly right and y2 is too high, what should y1's sensitivity be?": [
            "the sum for all"
        ],
    },
    "Network.backpropagate": {
        "Which Neurons already have a sensitivity after compare? So which Links can begin?": [
            "loop forwards",
        ],
        "Should the Links that come from the inputs learn, too? Does your loop reach them?": [
            "first layer left out",
        ],
    },
    "Network.learn": {
        "Which weights led to this error: the old ones, or those after the nudge?": [
            "weight after the nudge",
            "error after the nudge",
        ],
        "What should `learn` return? What does yours return?": ["no error returned"],
        "Halve the learning rate. Does every weight move half as far?": [
            "nudge made twice",
            "learn with the learning rate squared",
            "learn without the learning rate",
        ],
    },
    "learn_batch": {
        "The next batch adds to the weight sensitivities. What should they be before that?": [
            "batch not reset",
        ],
        "How many samples are in the batch? How many of them count in your nudge?": [
            "only the first sample",
            "only the last sample, not divided",
            "last sample skipped",
        ],
        "Halve the learning rate. Does every weight move half as far?": [
            "batch without the learning rate",
            "batch with the learning rate squared",
        ],
        "If a larger weight raises the error, should the weight go up or down?": [
            "batch upwards",
        ],
        "The bias's Link has a weight, too. Should it learn like the other weights?": [
            "batch without the bias",
        ],
        "If a batch contains the same sample three times, should the nudge be larger than for that "
        "sample alone?": [
            "not divided",
            "divided twice",
            "multiplied by the length",
        ],
        "When the second sample goes through, are the weights still the old ones?": [
            "nudged after each sample",
            "nudged after each sample by a part",
        ],
        "The Links add up their weight sensitivities. What happens to the sums in your loop?": [
            "only the last sample",
        ],
    },
    "tried": {
        "Double the change. Should the answer stay about the same? Does yours?": [
            "not divided by the change",
            "multiplied by the change",
            "upside down",
            "error afterwards",
            "both ways, divided once",
        ],
        "If the error rises from 1 to 3, by how much does it change: 2 or -2?": [
            "before minus after"
        ],
        "The change may be below 0. What happens to its sign in your division?": [
            "divided by the size of the change",
        ],
        "What is the Link's weight when `tried` returns? What should it be?": [
            "weight not put back",
        ],
        "How would you find the answer if backpropagate didn't exist yet?": [
            "backpropagation asked"
        ],
    },
    "tried_slope": {
        "Double the change. Should the slope stay about the same? Does yours?": [
            "not divided by the change",
            "multiplied by the change",
            "upside down",
        ],
        "If the output rises from 0.5 to 0.6, by how much does it change: 0.1 or -0.1?": [
            "before minus after",
        ],
        "Is sigmoid equally steep everywhere?": ["no sigmoid"],
    },
    "slope": {
        "Sigmoid is steepest at output 0.5, where its slope is 0.25. What is your slope there?": [
            "slope at the output",
            "plus in place of minus",
            "only 1 - output",
            "only the output",
            "applied twice",
            "tanh's slope",
        ],
        "Sigmoid is almost flat at outputs near 0 or 1. What does your formula return for 0.99?": [
            "output squared",
            "always the same",
        ],
        "Raise x, and sigmoid's output rises. Can its slope be below 0?": ["wrong sign"],
    },
    "chain": {
        "Slopes 2 and 3: if x1 rises by 0.01, h1 rises by 2 × 0.01. By how much does y1 rise?": [
            "slopes added",
            "change added",
            "everything added",
            "divided",
        ],
        "Double the change at the beginning. What happens to the change at the end?": [
            "change left out"
        ],
        "A path has several slopes. How many does your loop use? Is `return` inside the loop?": [
            "only the first",
            "only the last",
        ],
    },
    "fork": {
        "If one path brings back 2 and another 3, what do they bring back together?": [
            "multiplied",
            "mean of the paths",
        ],
        "Raise this Neuron's output by 1. How much more does each of its Links deliver?": [
            "weights left out",
            "weights added",
            "sums multiplied",
        ],
        "This Neuron feeds several others. How many of them does your answer include?": [
            "only the first path",
            "only the last path",
        ],
        "If one path raises the error and another lowers it, can they cancel in your answer?": [
            "signs lost",
        ],
    },
    "too_early": {
        "When the sensitivity goes back through a Link, has this Link already been nudged?": [
            "not too early",
        ],
    },
    "MyMomentum": {
        "If the weight sensitivity is 0 in a batch, should the weight stop at once?": [
            "no momentum",
        ],
        "Momentum 0.5, weight sensitivity 0: what does a velocity of 8 become in 3 steps?": [
            "velocity not kept",
        ],
        "velocity = momentum × velocity + mean weight sensitivity. What is your formula?": [
            "weight sensitivity damped",
            "both times momentum",
            "momentum with the wrong sign",
        ],
        "Halve the learning rate. Does every weight move half as far?": [
            "learning rate twice",
            "learning rate left out",
        ],
        "If the velocity is above 0, should the weight go up or down?": [
            "upwards",
        ],
        "If a batch contains the same sample twice, should the velocity be larger than for that "
        "sample alone?": [
            "not divided by the batch",
        ],
        "Two Links have different weight sensitivities. Should they share one velocity?": [
            "one velocity for all",
        ],
    },
    "softmax": {
        "What do your probabilities add up to?": [
            "not divided",
            "divided by the largest",
            "sigmoid of each",
        ],
        "If an output is below 0, can its probability be below 0?": [
            "no exponential",
            "logarithms",
        ],
        "Should the largest output have the largest or the smallest probability?": ["wrong sign"],
    },
    "cross_entropy": {
        "If the expected label has probability 1, what should the error be?": [
            "without the logarithm",
            "logarithm of the outputs",
            "squared error",
        ],
        "A probability is below 1, so its logarithm is below 0. Can an error be below 0?": [
            "minus forgotten",
        ],
        "Which logarithm does math.log compute? Which one do you use?": [
            "logarithm to the base 2",
            "logarithm to the base 10",
        ],
        "`expected` contains a single 1. Which probability should count, and how often?": [
            "all logarithms",
            "divided by the number",
        ],
    },
    "sensitivities": {
        "Is this probability too high or too low? Raise its output: does the error rise?": [
            "expected minus probability",
        ],
        "Raise one output by 0.000001, and compute the error again. By how much does it change?": [
            "outputs in place of probabilities",
            "slope of sigmoid",
            "derivative of the logarithm",
            "only probabilities",
        ],
        "Raise a wrong output, and the right probability falls. Can its sensitivity be 0?": [
            "only the expected one",
        ],
    },
}
BY_MISTAKE = {
    (method, name): question
    for method, questions in QUESTIONS.items()
    for question, names in questions.items()
    for name in names
}


def question_about(mistake: Mistake) -> str:
    """Return the question about a mistake, or "" if there is none."""
    return BY_MISTAKE.get((mistake.method, mistake.name), "")
