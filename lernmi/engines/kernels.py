"""The Links' arithmetic as compiled code, for the engine "numba". Importing this file needs Numba.

The code calculates in the same order as the Neurons and Links, without rearranging anything: no
fast-math, and no multiplication and addition rounded as one. It is fast because numbers are side
by side in arrays, and because the inner loops go over output Neurons. Each of these has its own
sum, so a processor may calculate several at a time without changing a bit.

The code skips products with an output of exactly 0. They would add 0 to sums that are never -0,
which changes nothing. (Sums begin at 0, and 0 + -0 is 0.) Most inputs of an image are 0.

Neurons are counted layer by layer, without the bias Neurons. The arrays:

    sizes        number of Neurons in each layer
    neurons      first position of each layer's Neurons
    links        first position of each Link layer's weights. They are in Link order: a row for the
                 bias Neuron, then one for each input Neuron, with a weight for each output Neuron
    activations  one for each Neuron
    weights, weight_sensitivities
                 one for each Link; the sensitivities are added up over the batch
    totals, slopes, sensitivities, deltas
                 one for each Neuron; a delta is the output sensitivity of the Links that lead to it
    rows, outputs, counts
                 senders are the Neurons with an output other than 0. For each sender: its row in
                 `weights`, and its output. Each layer has `counts` senders, starting at the layer's
                 first position
    in_batch     for each row of weights, whether it got a weight sensitivity in this batch

Positions are unsigned ints. With signed ints, the code would check whether each index counts from
the end. (Don't mix the two: unsigned plus signed gives a float.)
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from numba import njit
from numpy import uint64

if TYPE_CHECKING:
    from numpy import float64, integer
    from numpy.typing import NDArray

    # Arrays of floats and of ints.
    Floats: TypeAlias = NDArray[float64]
    Wholes: TypeAlias = NDArray[integer[Any]]

# Compiled code knows activations, error functions and nudges by these numbers.
SIGMOID, TANH, RELU, LEAKY_RELU, IDENTITY, SOFTPLUS, ELU, SILU, GELU, SINE = range(10)
SQUARED, ABSOLUTE, HINGE, SIGMOID_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY = range(5)
PLAIN, MOMENTUM, ADAM = range(3)

ZERO, ONE, TWO, THREE, FOUR = uint64(0), uint64(1), uint64(2), uint64(3), uint64(4)
EIGHT = uint64(8)

# No checks for division by 0, because it can't happen here. No reference counts of arrays, because
# they took as long as XOR's whole step when measured.
OPTIONS: Any = {"error_model": "numpy", "_nrt": False}
# Inline these functions, because passing many arrays is slow.
part: Any = njit(forceinline=True, **OPTIONS)


def compiled(function: Any) -> Any:
    """Return a function that Numba compiles at its first call, and stores for later runs."""
    try:
        return njit(cache=True, **OPTIONS)(function)
    except RuntimeError:
        # Without a folder for its cache, Numba has to compile again in each process.
        return njit(**OPTIONS)(function)


class Samples(NamedTuple):
    """The inputs and the expected numbers of many samples.

    numbers: a row of inputs for each sample; no rows if the inputs are bytes.
    codes: a row of bytes for each sample; no rows if the inputs are numbers.
    eights: the same bytes, eight in one int; no rows if a row isn't a multiple of eight bytes, or
        if the byte 0 doesn't stand for 0.
    table: the input that each byte stands for.
    expected: rows of expected numbers: one for each sample, or one for each label.
    labels: the row of `expected` for each sample; empty if each sample has its own row.
    """

    numbers: Floats
    codes: Wholes
    eights: Wholes
    table: Floats
    expected: Floats
    labels: Wholes


class Rule(NamedTuple):
    """How to nudge weights. An unused setting is 0, or an empty array.

    kind: PLAIN, MOMENTUM or ADAM.
    momentum, l1, l2, mean_decay, square_decay, smallest: see lernmi/functions/nudging.py.
    has_l1: False if l1 is the int 0, because an int can't be -0.
    new_mean, new_square: 1 - mean_decay and 1 - square_decay.
    velocities, means, squares: the nudging's state for each Link.
    mean_parts, square_parts: 1 - mean_decay^nudges and 1 - square_decay^nudges, for each batch.
        (Python calculates the powers, because compiled code may round them differently.)
    """

    kind: int
    momentum: float
    l1: float
    l2: float
    has_l1: bool
    mean_decay: float
    new_mean: float
    square_decay: float
    new_square: float
    smallest: float
    velocities: Floats
    means: Floats
    squares: Floats
    mean_parts: Floats
    square_parts: Floats


@compiled
def learn(
    sizes: Wholes,
    neurons: Wholes,
    links: Wholes,
    activations: Wholes,
    weights: Floats,
    weight_sensitivities: Floats,
    totals: Floats,
    slopes: Floats,
    sensitivities: Floats,
    deltas: Floats,
    rows: Wholes,
    outputs: Floats,
    counts: Wholes,
    in_batch: Any,
    samples: Samples,
    error_function: int,
    rule: Rule,
    learning_rates: Floats,
    order: Wholes,
    batch_size: int,
    has_minus_zero: bool,
    errors: Floats,
    all_outputs: Floats,
) -> bool:
    """Learn from the samples at the positions in `order`, batch by batch.

    learning_rates: two factors for weight sensitivities. The first is for whole batches, the
        second for a shorter batch at the end.
    has_minus_zero: whether a weight is -0. Subtracting -0 would turn it into 0. A Link never
        subtracts -0, because its sum starts at 0. So then a single sample is nudged as a batch.
    errors, all_outputs: this fills them with each sample's error and outputs, as they were before
        its batch's nudge.

    Returns False if a number became too large for Adam, otherwise True.
    """
    last = len(sizes) - 1
    at_once = rule.kind == PLAIN and batch_size == 1 and not has_minus_zero
    batch = 0
    start = 0
    while start < len(order):
        end = min(start + batch_size, len(order))
        for place in range(start, end):
            sample = order[place]
            take_inputs(samples, sample, rows, outputs, counts)
            for layer in range(1, len(sizes)):
                propagate(
                    layer, sizes, neurons, links, activations, weights, totals, slopes,
                    rows, outputs, counts, all_outputs, place,
                )  # fmt: skip
            expected_row = sample
            if len(samples.labels) > 0:
                expected_row = uint64(samples.labels[sample])
            errors[place] = compare(
                error_function, sizes[last], neurons[last], all_outputs, place, samples.expected,
                expected_row, sensitivities,
            )  # fmt: skip
            for layer in range(last, 0, -1):
                backpropagate(layer, sizes, neurons, links, weights, slopes, sensitivities, deltas)
                if at_once:
                    nudge_at_once(
                        layer, sizes, neurons, links, weights, deltas, rows, outputs, counts,
                        learning_rates[0],
                    )  # fmt: skip
                else:
                    add_weight_sensitivities(
                        layer, sizes, neurons, links, weight_sensitivities, deltas, rows, outputs,
                        counts, in_batch,
                    )  # fmt: skip
        if rule.kind == MOMENTUM:
            nudge_with_momentum(
                sizes, links, weights, weight_sensitivities, rule, learning_rates[0], end - start
            )
        elif rule.kind == ADAM:
            if not nudge_as_adam(
                sizes, links, weights, weight_sensitivities, rule, learning_rates[0],
                end - start, batch,
            ):  # fmt: skip
                return False
        elif not at_once:
            nudge(
                sizes, neurons, links, weights, weight_sensitivities, in_batch,
                learning_rates[0] if end - start == batch_size else learning_rates[1],
            )  # fmt: skip
        batch += 1
        start = end
    return True


@compiled
def propagate_all(
    sizes: Wholes,
    neurons: Wholes,
    links: Wholes,
    activations: Wholes,
    weights: Floats,
    totals: Floats,
    slopes: Floats,
    rows: Wholes,
    outputs: Floats,
    counts: Wholes,
    samples: Samples,
    order: Wholes,
    all_outputs: Floats,
) -> None:
    """Fill `all_outputs` with the outputs for the samples in `order`, without learning."""
    for place in range(uint64(len(order))):
        take_inputs(samples, order[place], rows, outputs, counts)
        for layer in range(1, len(sizes)):
            propagate(
                layer, sizes, neurons, links, activations, weights, totals, slopes,
                rows, outputs, counts, all_outputs, place,
            )  # fmt: skip


@part
def take_inputs(
    samples: Samples, sample: int, rows: Wholes, outputs: Floats, counts: Wholes
) -> None:
    """Make the inputs of one sample, except those that are 0, the senders of the input layer."""
    count = ZERO
    # Writing each one, and counting only some, is faster than a jump.
    if len(samples.eights) > 0:
        for place in range(uint64(samples.eights.shape[1])):
            if samples.eights[sample, place] != ZERO:
                for column in range(place * EIGHT, place * EIGHT + EIGHT):
                    output = samples.table[samples.codes[sample, column]]
                    rows[count] = column + ONE
                    outputs[count] = output
                    count += uint64(output != 0.0)
    elif len(samples.codes) > 0:
        for column in range(uint64(samples.codes.shape[1])):
            output = samples.table[samples.codes[sample, column]]
            rows[count] = column + ONE
            outputs[count] = output
            count += uint64(output != 0.0)
    else:
        for column in range(uint64(samples.numbers.shape[1])):
            output = samples.numbers[sample, column]
            rows[count] = column + ONE
            outputs[count] = output
            count += uint64(output != 0.0)
    counts[0] = count


@part
def propagate(
    layer: int,
    sizes: Wholes,
    neurons: Wholes,
    links: Wholes,
    activations: Wholes,
    weights: Floats,
    totals: Floats,
    slopes: Floats,
    rows: Wholes,
    outputs: Floats,
    counts: Wholes,
    all_outputs: Floats,
    place: int,
) -> None:
    """Calculate the totals, outputs and slopes of a layer, and list its senders."""
    first, receivers, bias_row = neurons[layer], sizes[layer], links[layer - 1]
    for column in range(receivers):
        totals[first + column] = 0.0 + weights[bias_row + column]
    sender = neurons[layer - 1]
    end = sender + counts[layer - 1]
    # Four senders at a time, to load and store each total only once for all four.
    while sender + FOUR <= end:
        row1 = bias_row + rows[sender] * receivers
        row2 = bias_row + rows[sender + ONE] * receivers
        row3 = bias_row + rows[sender + TWO] * receivers
        row4 = bias_row + rows[sender + THREE] * receivers
        output1, output2 = outputs[sender], outputs[sender + ONE]
        output3, output4 = outputs[sender + TWO], outputs[sender + THREE]
        for column in range(receivers):
            total = totals[first + column]
            total += output1 * weights[row1 + column]
            total += output2 * weights[row2 + column]
            total += output3 * weights[row3 + column]
            total += output4 * weights[row4 + column]
            totals[first + column] = total
        sender += FOUR
    while sender < end:
        row = bias_row + rows[sender] * receivers
        output = outputs[sender]
        for column in range(receivers):
            totals[first + column] += output * weights[row + column]
        sender += ONE

    next_sender = first
    is_last = layer == len(sizes) - 1
    for column in range(receivers):
        activation, total = activations[first + column], totals[first + column]
        output = output_of(activation, total)
        slopes[first + column] = slope_of(activation, total, output)
        if is_last:
            all_outputs[place, column] = output
        else:
            rows[next_sender] = column + ONE
            outputs[next_sender] = output
            next_sender += uint64(output != 0.0)
    counts[layer] = next_sender - first


@part
def backpropagate(
    layer: int,
    sizes: Wholes,
    neurons: Wholes,
    links: Wholes,
    weights: Floats,
    slopes: Floats,
    sensitivities: Floats,
    deltas: Floats,
) -> None:
    """Calculate the deltas of a layer, and from them the sensitivities of the layer before.

    Training doesn't need the sensitivities of the inputs.
    """
    first, receivers, row = neurons[layer], sizes[layer], links[layer - 1]
    for neuron in range(first, first + receivers):
        deltas[neuron] = sensitivities[neuron] * slopes[neuron]
    if layer > 1:
        for sender in range(neurons[layer - 1], first):
            row += receivers
            sensitivity = 0.0
            for column in range(receivers):
                sensitivity += deltas[first + column] * weights[row + column]
            sensitivities[sender] = sensitivity


@part
def nudge_at_once(
    layer: int,
    sizes: Wholes,
    neurons: Wholes,
    links: Wholes,
    weights: Floats,
    deltas: Floats,
    rows: Wholes,
    outputs: Floats,
    counts: Wholes,
    learning_rate: float,
) -> None:
    """Nudge the weights of the Links that lead to a layer, after a single sample."""
    first, receivers, bias_row = neurons[layer], sizes[layer], links[layer - 1]
    for column in range(receivers):
        weights[bias_row + column] -= learning_rate * deltas[first + column]
    for sender in range(neurons[layer - 1], neurons[layer - 1] + counts[layer - 1]):
        row = bias_row + rows[sender] * receivers
        output = outputs[sender]
        for column in range(receivers):
            weights[row + column] -= learning_rate * (deltas[first + column] * output)


@part
def add_weight_sensitivities(
    layer: int,
    sizes: Wholes,
    neurons: Wholes,
    links: Wholes,
    weight_sensitivities: Floats,
    deltas: Floats,
    rows: Wholes,
    outputs: Floats,
    counts: Wholes,
    in_batch: Any,
) -> None:
    """Add the weight sensitivities of one sample, for the Links that lead to a layer."""
    first, receivers, bias_row = neurons[layer], sizes[layer], links[layer - 1]
    for column in range(receivers):
        weight_sensitivities[bias_row + column] += deltas[first + column]
    for sender in range(neurons[layer - 1], neurons[layer - 1] + counts[layer - 1]):
        in_batch[neurons[layer - 1] + rows[sender] - ONE] = True
        row = bias_row + rows[sender] * receivers
        output = outputs[sender]
        for column in range(receivers):
            weight_sensitivities[row + column] += deltas[first + column] * output


@part
def nudge(
    sizes: Wholes,
    neurons: Wholes,
    links: Wholes,
    weights: Floats,
    weight_sensitivities: Floats,
    in_batch: Any,
    learning_rate: float,
) -> None:
    """Nudge the weights of all rows that got weight sensitivities, and reset these to 0."""
    for layer in range(1, len(sizes)):
        receivers, row = sizes[layer], links[layer - 1]
        nudge_row(row, receivers, weights, weight_sensitivities, learning_rate)
        for sender in range(neurons[layer - 1], neurons[layer]):
            row += receivers
            if in_batch[sender]:
                in_batch[sender] = False
                nudge_row(row, receivers, weights, weight_sensitivities, learning_rate)


@part
def nudge_row(
    row: int,
    receivers: int,
    weights: Floats,
    weight_sensitivities: Floats,
    learning_rate: float,
) -> None:
    """Nudge the weights of one row."""
    for link in range(row, row + receivers):
        weights[link] -= learning_rate * weight_sensitivities[link]
        weight_sensitivities[link] = 0.0


@part
def nudge_with_momentum(
    sizes: Wholes,
    links: Wholes,
    weights: Floats,
    weight_sensitivities: Floats,
    rule: Rule,
    learning_rate: float,
    batch_length: int,
) -> None:
    """Nudge all weights as `Nudging` does."""
    velocities = rule.velocities
    for layer in range(1, len(sizes)):
        first, receivers = links[layer - 1], sizes[layer]
        for link in range(first, first + (sizes[layer - 1] + ONE) * receivers):
            mean = weight_sensitivities[link] / batch_length
            if link >= first + receivers:
                mean = with_penalties(mean, weights[link], rule.l1, rule.l2, rule.has_l1)
            velocity = rule.momentum * velocities[link] + mean
            velocities[link] = velocity
            weights[link] -= learning_rate * velocity
            weight_sensitivities[link] = 0.0


@part
def nudge_as_adam(
    sizes: Wholes,
    links: Wholes,
    weights: Floats,
    weight_sensitivities: Floats,
    rule: Rule,
    learning_rate: float,
    batch_length: int,
    batch: int,
) -> bool:
    """Nudge all weights as `Adam` does; return False if a square is too large (Adam raises)."""
    means, squares = rule.means, rule.squares
    mean_part, square_part = rule.mean_parts[batch], rule.square_parts[batch]
    for layer in range(1, len(sizes)):
        first, receivers = links[layer - 1], sizes[layer]
        for link in range(first, first + (sizes[layer - 1] + ONE) * receivers):
            mean = weight_sensitivities[link] / batch_length
            if link >= first + receivers:
                mean = with_penalties(mean, weights[link], rule.l1, rule.l2, rule.has_l1)
            running_mean = rule.mean_decay * means[link] + rule.new_mean * mean
            running_square = rule.square_decay * squares[link] + rule.new_square * mean * mean
            if running_square == math.inf:
                return False
            means[link] = running_mean
            squares[link] = running_square
            size = math.sqrt(running_square / square_part) + rule.smallest
            weights[link] -= learning_rate * (running_mean / mean_part) / size
            weight_sensitivities[link] = 0.0
    return True


@part
def with_penalties(mean: float, weight: float, l1: float, l2: float, has_l1: bool) -> float:
    """Return a mean weight sensitivity plus the penalties."""
    mean = mean + l2 * weight
    if not has_l1:
        # Links add the int 0 here, so -0 becomes 0.
        return mean + 0.0
    sign = 0.0
    if weight > 0:
        sign = 1.0
    elif weight < 0:
        sign = -1.0
    return mean + l1 * sign


# Activations and error functions, as in lernmi/activations.py, lernmi/error_functions.py and the
# files with these names in lernmi/functions.


@part
def sigmoid(total: float) -> float:
    """Return 1 / (1 + e^-x). If e^-x is too large for a float, it is infinite, which gives 0."""
    return 1 / (1 + math.exp(-total))


@part
def normal_share_below(number: float) -> float:
    """Return the share of a normal distribution below a number."""
    return math.erfc(-number / math.sqrt(2)) / 2


@part
def output_of(activation: int, total: float) -> float:
    """Return the output for a total input."""
    if activation == SIGMOID:
        return sigmoid(total)
    if activation == TANH:
        return math.tanh(total)
    if activation == RELU:
        return 0.0 if total < 0 else total
    if activation == LEAKY_RELU:
        return total * 0.01 if total < 0 else total
    if activation == SOFTPLUS:
        return max(total, 0.0) + math.log1p(math.exp(-abs(total)))
    if activation == ELU:
        return total if total > 0 else math.expm1(total)
    if activation == SILU:
        return total * sigmoid(total)
    if activation == GELU:
        return total * normal_share_below(total)
    if activation == SINE:
        return math.sin(total)
    return total


@part
def slope_of(activation: int, total: float, output: float) -> float:
    """Return the slope for a total input and its output."""
    if activation == SIGMOID:
        return output * (1 - output)
    if activation == TANH:
        return (1 - output) * (1 + output)
    if activation == RELU:
        return 1.0 if total > 0 else 0.0
    if activation == LEAKY_RELU:
        return 1.0 if total > 0 else 0.01
    if activation == SOFTPLUS:
        return sigmoid(total)
    if activation == ELU:
        return 1.0 if total > 0 else math.exp(total)
    if activation == SILU:
        share = sigmoid(total)
        return share + total * share * sigmoid(-total)
    if activation == GELU:
        density = math.exp(-total * total / 2) / math.sqrt(2 * math.pi)
        return normal_share_below(total) + total * density
    if activation == SINE:
        return math.cos(total)
    return 1.0


@part
def compare(
    error_function: int,
    count: int,
    first: int,
    all_outputs: Floats,
    place: int,
    all_expected: Floats,
    sample: int,
    sensitivities: Floats,
) -> float:
    """Return the error of `count` outputs, and write their sensitivities into `sensitivities`.

    first: the index of the first output and of its sensitivity.
    """
    if error_function == SOFTMAX_CROSS_ENTROPY:
        return compare_by_softmax(
            count, first, all_outputs, place, all_expected, sample, sensitivities
        )
    error = 0.0
    for column in range(count):
        output, wanted = all_outputs[place, column], all_expected[sample, column]
        sensitivity = 0.0
        if error_function == SQUARED:
            difference = output - wanted
            error += difference * difference
            sensitivity += difference
        elif error_function == ABSOLUTE:
            error += abs(output - wanted)
            if output > wanted:
                sensitivity += 1.0
            elif output < wanted:
                sensitivity -= 1.0
        elif error_function == HINGE:
            missing = 1 - wanted * output
            if not missing <= 0:
                error += missing
            if wanted * output < 1:
                sensitivity -= wanted
        elif error_function == SIGMOID_CROSS_ENTROPY:
            error += max(output, 0.0) - output * wanted + math.log1p(math.exp(-abs(output)))
            sensitivity += sigmoid(output) - wanted
        sensitivities[first + column] = sensitivity
    return error / 2 if error_function == SQUARED else error


@njit(**OPTIONS)
def compare_by_softmax(
    count: int,
    first: int,
    all_outputs: Floats,
    place: int,
    all_expected: Floats,
    sample: int,
    sensitivities: Floats,
) -> float:
    """Do what `compare` does, for softmax_cross_entropy."""
    largest = all_outputs[place, 0]
    for column in range(count):
        if all_outputs[place, column] > largest:
            largest = all_outputs[place, column]
    total = 0.0
    for column in range(count):
        # Store it in the sensitivity's place for now.
        power = math.exp(all_outputs[place, column] - largest)
        sensitivities[first + column] = power
        total += power
    error = 0.0
    for column in range(count):
        wanted = all_expected[sample, column]
        if wanted != 0:
            error += wanted * (math.log(total) - (all_outputs[place, column] - largest))
        probability = sensitivities[first + column] / total
        sensitivities[first + column] = probability - wanted
    return error
