"""One question for each mistake: answer it, and you see what is wrong.

Where the same question fits several mistakes, they share it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lernmi.exercises.catalogue import Mistake

# For each method or function: the questions, each with the names of the mistakes that it fits.
QUESTIONS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Link.propagate": {
        "Who should get the product of input and weight, and which of its methods takes it?": [
            "nothing delivered",
        ],
        "Two Links lead to y1. What is left of the first one's delivery after the second?": [
            "delivered over the others",
        ],
        "Double the weight. Does what you deliver double, too?": [
            "weight left out forwards",
            "weight added forwards",
            "weight squared forwards",
        ],
        "Double the input. Does what you deliver double, too?": ["only the weight delivered"],
        "The input Neuron has already activated. Which of its numbers is its answer?": [
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
        "The nudge reads self.weight_sensitivity. Who puts a number there?": [
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
        "Your Link delivers 0.01 more. How much more is y1's output, and what does that cost?": [
            "slope missing on the way back",
        ],
        "If input and output sensitivity are above 0, does a larger weight raise the error?": [
            "wrong sign",
        ],
        "If y1 is too high and you deliver more, does the error rise or fall?": [
            "wrong sign of all",
        ],
        "If the weight is above 0 and delivering more is bad, is more input good or bad?": [
            "wrong sign sent back",
        ],
        "Raise the input Neuron's output by 1. By how much does what you deliver rise?": [
            "weight missing on the way back",
            "input on the way back",
            "weight added on the way back",
            "weight sensitivity sent back",
            "input Neuron's slope sent back",
        ],
        "h1 feeds y1 and y2, and both answer. Which of the two answers is left in your h1?": [
            "sent over the others",
        ],
        "If a weight is -1 and the input rises, does what you deliver rise or fall?": [
            "minus of a weight lost",
        ],
        "If y1 wants less of h1 and y2 more, what is left of the two if you ignore the signs?": [
            "signs lost on the way back",
        ],
        "Two samples come before one nudge. What is left of the first one's weight sensitivity?": [
            "weight sensitivity overwritten",
        ],
        "Raise the weight by 1. By how much does what you deliver rise?": [
            "input left out",
            "output Neuron's output",
            "total input in place of the output",
            "output Neuron's total input",
            "weight in place of the input",
            "input added",
            "weight in the weight sensitivity",
        ],
        "What you deliver goes into the output Neuron. Whose slope does it go through?": [
            "slope of the wrong Neuron",
        ],
        "Sigmoid's slope is output × (1 - output). Is the number you put in an output?": [
            "slope at the output",
            "slope with the total input",
            "z(1 - z) by hand in Link",
            "output for the total input in Link",
            "slope's arguments swapped in Link",
            "sigmoid of the output by hand in Link",
        ],
        "How often does what you deliver pass through the output Neuron: once or twice?": [
            "slope twice",
        ],
        "Would your Link still be right if the Neuron used another activation?": [
            "slope of sigmoid by hand in Link",
            "slope of tanh by hand in Link",
            "sigmoid of the total input by hand in Link",
        ],
        "Where the output is 0.5, sigmoid's slope is 0.25, its largest. What is yours there?": [
            "1 - output by hand in Link",
            "output x (1 + output) by hand in Link",
            "output in place of the slope",
        ],
        "Raise the weight by 1, then the input by 1: by how much does what you deliver rise?": [
            "swapped",
        ],
        "Your input Neuron waits for its sensitivity. What have you sent it?": [
            "sent to the wrong Neuron",
            "nothing sent back",
        ],
        "When this method ends, who knows what it has found?": ["nothing set"],
        "If y1 outputs just what is expected, should its Links change? What does yours do?": [
            "output in place of the sensitivity",
            "sensitivity left out",
        ],
        "A bias outputs 1. Raise the weight of its Link by 1: does anything change at y1?": [
            "bias without a weight sensitivity",
        ],
        "Which weights made this error, and which ones does it go back through in your network?": [
            "nudged on the way",
        ],
        "Sensitivity 0.5, slope 0.2: deliver 0.01 more, and the error rises by how much?": [
            "everything doubled",
            "weight sensitivity doubled",
            "slope added",
        ],
    },
    "Link.nudge": {
        "After your nudge, which number is in self.weight?": ["weight not moved"],
        "If a larger weight makes a larger error, where should the weight go?": [
            "nudged upwards",
        ],
        "Halve the learning rate. Does the weight move half as far?": [
            "learning rate squared",
            "learning rate added",
            "learning rate forgotten",
            "divided by the learning rate",
        ],
        "The next sample adds to self.weight_sensitivity. What is in there already?": [
            "never reset",
        ],
        "Should a Link whose input was 0 move? Which of your two sensitivities knows that input?": [
            "nudged by the output sensitivity",
        ],
        "Should a weight that hardly matters move as far as one that matters a lot?": [
            "only the sign",
        ],
        "If the weight was 0.8 and the nudge is 0.01, where should the weight be now?": [
            "old weight forgotten",
            "a part of the weight",
            "nudged twice",
        ],
        "The bias has a weight, too. What makes its Link different from the others?": [
            "bias not nudged",
        ],
    },
    "Neuron.reset": {
        "The second sample begins. What is left in this Neuron from the first one?": [
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
        "Where between the total input and the output is the activation at work?": [
            "not activated",
            "not activated, with the slope of what should have been",
            "activated twice",
        ],
        "What should an input Neuron output, whose activation is identity?": ["always sigmoid"],
        "Total input 2, activation identity: what should come out?": [
            "activated with the wrong sign",
            "slope in place of the output",
        ],
        "Would your Neuron still be right with another activation?": [
            "slope of sigmoid by hand in Neuron",
            "slope of tanh by hand in Neuron",
            "sigmoid of the total input by hand in Neuron",
        ],
        "activation.slope takes two numbers: total input, then output. Which two do you give?": [
            "output for the total input in Neuron",
            "slope's arguments swapped in Neuron",
            "Neuron's slope at the output",
            "Neuron's slope with the total input",
            "z(1 - z) by hand in Neuron",
            "sigmoid of the output by hand in Neuron",
        ],
        "Where the output is 0.5, sigmoid's slope is 0.25, its largest. What is yours there?": [
            "output x (1 + output) by hand in Neuron",
            "output as the Neuron's slope",
            "1 - output as the Neuron's slope",
            "Neuron's slope squared",
        ],
        "Raise the total input by 0.01. Does sigmoid's output rise by 0.01, less, or fall?": [
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
        "If one output is too high by 0.4, what is half of 0.4 squared?": [
            "error not halved",
            "differences not squared",
            "absolute differences",
        ],
        "If y1 is too high by 1 and y2 right, what is your error? And the other way round?": [
            "only the first output in the error",
        ],
        "If a second output is wrong, too, does the error rise?": [
            "mean error",
            "mean squared error",
        ],
        "If y1 is too high by 1 and y2 too low by 1, is that an error of 0?": ["square of the sum"],
    },
    "ErrorFunction.sensitivities": {
        "Is this output too high or too low? Raise it a little: does the error rise or fall?": [
            "expected minus output",
        ],
        "The error is half of d². Raise d by 0.01: by about how much does half of d² rise?": [
            "sensitivities doubled",
            "sensitivities halved",
            "sensitivities divided",
            "squared sensitivities",
            "only the sign of the difference",
        ],
        "y2 is wrong, too. What does it get from you?": ["only the first output"],
        "The Links multiply by the slope. How often is it in your numbers then?": [
            "slope in the sensitivities",
        ],
        "If y1 is just right and y2 is too high, which sensitivity should y1 have?": [
            "the sum for all"
        ],
    },
    "Network.backpropagate": {
        "Which Neurons know their sensitivity first, after compare? So which Links can begin?": [
            "loop forwards",
        ],
        "Should the Links that come from the inputs learn anything? Who tells them?": [
            "first layer left out",
        ],
    },
    "Network.learn": {
        "Which weights made this error: the ones before the nudge, or the new ones?": [
            "weight after the nudge",
            "error after the nudge",
        ],
        "What does the caller of learn get back?": ["no error returned"],
        "Halve the learning rate. Does every weight move half as far?": [
            "nudge made twice",
            "learn with the learning rate squared",
            "learn without the learning rate",
        ],
    },
    "learn_batch": {
        "The next batch adds to what is in the Links. What should be in there then?": [
            "batch not reset",
        ],
        "The batch has three samples. How many of them do you propagate?": [
            "only the first sample",
            "only the last sample, not divided",
            "last sample skipped",
        ],
        "Halve the learning rate. Does every weight move half as far?": [
            "batch without the learning rate",
            "batch with the learning rate squared",
        ],
        "If a larger weight makes a larger error, where should the weight go?": [
            "batch upwards",
        ],
        "The bias has a weight, too. What makes its Link different from the others?": [
            "batch without the bias",
        ],
        "The same sample three times in a batch: should the nudge be larger than for one?": [
            "not divided",
            "divided twice",
            "multiplied by the length",
        ],
        "Which weights does the second sample meet: the old ones, or nudged ones?": [
            "nudged after each sample",
            "nudged after each sample by a part",
        ],
        "Who adds up the weight sensitivities, and what happens to the sum in your loop?": [
            "only the last sample",
        ],
    },
    "tried": {
        "Try twice the change. Should the answer stay about the same? What does yours do?": [
            "not divided by the change",
            "multiplied by the change",
            "upside down",
            "error afterwards",
            "both ways, divided once",
        ],
        "If the error rises from 1 to 3, by how much did it change: 2 or -2?": [
            "before minus after"
        ],
        "The change may be below 0. What happens to its sign in your division?": [
            "divided by the size of the change",
        ],
        "The next trial begins with this Link. Which weight does it find?": ["weight not put back"],
        "What would you do if nobody had written backpropagate yet?": ["backpropagation asked"],
    },
    "tried_slope": {
        "Try twice the change. Should the slope stay about the same? What does yours do?": [
            "not divided by the change",
            "multiplied by the change",
            "upside down",
        ],
        "If the output rises from 0.5 to 0.6, by how much did it change: 0.1 or -0.1?": [
            "before minus after",
        ],
        "Is sigmoid equally steep everywhere?": ["no sigmoid"],
    },
    "slope": {
        "Where the output is 0.5, the slope is 0.25, its largest. What is yours there?": [
            "slope at the output",
            "plus in place of minus",
            "only 1 - output",
            "only the output",
            "applied twice",
            "tanh's slope",
        ],
        "Near 0 and near 1 sigmoid is almost flat. What does your formula give at 0.99?": [
            "output squared",
            "always the same",
        ],
        "Raise x, and sigmoid's output rises. Can its slope be below 0?": ["wrong sign"],
    },
    "chain": {
        "x1 rises by 0.01, h1 by 2 × 0.01. And y1, which rises 3 × as much as h1?": [
            "slopes added",
            "change added",
            "everything added",
            "divided",
        ],
        "Twice the change at the beginning: what happens at the end?": ["change left out"],
        "A path has several slopes. How many does your loop use: is `return` inside it?": [
            "only the first",
            "only the last",
        ],
    },
    "fork": {
        "If two paths bring back 2 and 3, both at once, what do they bring together?": [
            "multiplied",
            "mean of the paths",
        ],
        "Raise this Neuron's output by 1. By how much does each of its Links deliver more?": [
            "weights left out",
            "weights added",
            "sums multiplied",
        ],
        "This Neuron feeds several others. How many of them does your answer hear?": [
            "only the first path",
            "only the last path",
        ],
        "If one path says more and the other less, can they cancel out in your answer?": [
            "signs lost",
        ],
    },
    "too_early": {
        "When the sensitivity goes back through a Link, has this Link been nudged already?": [
            "not too early",
        ],
    },
    "MyMomentum": {
        "If the weight sensitivity is 0 in a batch, should the weight stop at once?": [
            "no momentum",
        ],
        "Momentum 0.5, and the weight sensitivity stays 0. What is the velocity 3 steps later?": [
            "velocity not kept",
        ],
        "velocity = momentum × velocity + mean weight sensitivity. What is in yours?": [
            "weight sensitivity damped",
            "both times momentum",
            "momentum with the wrong sign",
        ],
        "Halve the learning rate. Does every weight move half as far?": [
            "learning rate twice",
            "learning rate left out",
        ],
        "If the velocity is above 0, a larger weight made a larger error. Where should it go?": [
            "upwards",
        ],
        "The same sample twice in a batch: should the velocity be larger than for one?": [
            "not divided by the batch",
        ],
        "Two Links have different weight sensitivities. Whose velocity does the second one find?": [
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
        "Which of the outputs should get the largest probability?": ["wrong sign"],
    },
    "cross_entropy": {
        "If the expected one has the probability 1, which error should that be?": [
            "without the logarithm",
            "logarithm of the outputs",
            "squared error",
        ],
        "A probability is below 1, so its logarithm is below 0. Can an error be below 0?": [
            "minus forgotten",
        ],
        "Which logarithm does math.log take, and which one do you?": [
            "logarithm to the base 2",
            "logarithm to the base 10",
        ],
        "`expected` has one 1. Which of the probabilities should count, and how often?": [
            "all logarithms",
            "divided by the number",
        ],
    },
    "sensitivities": {
        "Is this probability too high or too low? Raise its output: does the error rise?": [
            "expected minus probability",
        ],
        "Raise one output by 0.000001, and ask for the error again. What do you find?": [
            "outputs in place of probabilities",
            "slope of sigmoid",
            "derivative of the logarithm",
            "only probabilities",
        ],
        "A wrong output rises, and takes probability from the right one. Should it hear of that?": [
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
    """Return the question about a mistake; nothing if there is none."""
    return BY_MISTAKE.get((mistake.method, mistake.name), "")
