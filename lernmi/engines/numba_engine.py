"""The engine "numba": the arithmetic of Links and Neurons as compiled code (extra `fast`: Numba).

This file moves numbers into arrays and back; the arithmetic is in kernels.py. Numba compiles it
once for each machine, in a few seconds, and stores the result.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from lernmi.activations import Activation, Number, identity, leaky_relu, relu, sigmoid, tanh
from lernmi.engines.link_weights import bring_back, fetched_weights
from lernmi.engines.plain_networks import plain_nudging, refuse, why_not_plain
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.activations import elu, gelu, silu, sine, softplus
from lernmi.functions.error_functions import (
    absolute,
    hinge,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.functions.nudging import Adam, Nudging
from lernmi.initial_weights import uniform
from lernmi.link import Link
from lernmi.network import Network
from lernmi.support.engines import LinksEngine, Workload
from lernmi.support.stored import (
    ByteRows,
    LabelRows,
    Sample,
    StoredSamples,
    largest_whole,
)
from lernmi.support.texts import short_text

# In the order of their numbers in kernels.py.
ACTIVATIONS: list[Activation] = [
    sigmoid,
    tanh,
    relu,
    leaky_relu,
    identity,
    softplus,
    elu,
    silu,
    gelu,
    sine,
]
ERROR_FUNCTIONS: list[ErrorFunction] = [
    squared_error,
    absolute,
    hinge,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
]
# Up to this number, floats hold every whole number.
LARGEST_WHOLE = 2**53
# For each set of functions, how compiled code differs from the Links on this machine.
compared: dict[tuple[Any, ...], str] = {}


class NumbaEngine:
    """The engine "numba", with the methods of LinksEngine and the same results.

    seconds_to_compile: the time to compile the code, or to load it, and to compare it with the
        Links; 0 if this process had already done it for these functions.

    Raises ImportError if Numba is not installed.
    """

    name = "numba"
    seconds_to_compile: float = 0.0
    network: Network
    links: list[Link]
    nudging: Nudging | Adam | None
    batch_size: int
    error_function: int
    has_whole_sensitivities: bool
    has_learned: bool
    # These are NumPy arrays, but this file imports NumPy only when it needs it.
    samples: Any
    places: Any
    sizes: Any
    neurons: Any
    link_layers: Any
    activations: Any
    weights: Any
    weight_sensitivities: Any
    totals: Any
    slopes: Any
    sensitivities: Any
    deltas: Any
    outputs: Any
    rows: Any
    counts: Any
    in_batch: Any

    def __init__(self) -> None:
        if find_spec("numba") is None:
            raise ImportError("the engine numba needs Numba: pip install numba")

    def why_not(self, workload: Workload) -> str:
        """Return why this engine can't do the work, or "" if it can."""
        network = workload.network
        return (
            why_not_plain(workload)
            or why_not_ready_made(network)
            or why_not_exact(network, workload.stored_samples() or workload.all_samples())
            or why_not_state(network, plain_nudging(workload))
            or self.why_not_same_bits(network)
        )

    def load(self, workload: Workload) -> None:
        """Take a workload; ValueError if this engine can't train it."""
        refuse(self.name, self.why_not(workload))
        self.take(workload)

    def take(self, workload: Workload) -> None:
        """Take a workload without checking it."""
        self.nudging = plain_nudging(workload)
        numpy, _ = numpy_and_kernels()
        self.network = network = workload.network
        self.links = network.links
        # The batch size may exceed the number of samples, but not the ints of compiled code.
        self.batch_size = min(workload.batch_size, 2**62)
        self.error_function = ERROR_FUNCTIONS.index(network.error_function)
        self.take_samples(workload)
        self.has_whole_sensitivities = may_have_whole_sensitivities(network)

        sizes = [len(layer.neurons) for layer in network.neuron_layers]
        neurons, links = [0], [0]
        for before, after in zip(sizes, sizes[1:]):
            neurons.append(neurons[-1] + before)
            links.append(links[-1] + (before + 1) * after)
        activations = [
            ACTIVATIONS.index(neuron.activation)
            for layer in network.neuron_layers
            for neuron in layer.neurons
        ]
        self.sizes = numpy.array(sizes, numpy.uint64)
        self.neurons = numpy.array(neurons, numpy.uint64)
        self.link_layers = numpy.array(links[:-1], numpy.uint64)
        self.activations = numpy.array(activations, numpy.int64)
        self.weights = numpy.zeros(len(self.links))
        self.weight_sensitivities = numpy.zeros(len(self.links))
        self.totals, self.slopes, self.sensitivities, self.deltas, self.outputs = (
            numpy.zeros(sum(sizes)) for _ in range(5)
        )
        self.rows = numpy.zeros(sum(sizes), numpy.uint64)
        self.counts = numpy.zeros(len(sizes), numpy.uint64)
        self.in_batch = numpy.zeros(sum(sizes), numpy.bool_)
        self.has_learned = False

    def learn(
        self, order: Sequence[int], learning_rate: Number
    ) -> tuple[list[Number], Sequence[list[Number]]]:
        """Learn from the samples at the positions in `order`, batch by batch.

        Returns the error and the outputs of each sample, as they were before its batch's nudge.
        Raises OverflowError if a square is too large for Adam, and ValueError for a learning rate
        with which compiled code would round and the Links wouldn't.
        """
        numpy, kernels = numpy_and_kernels()
        # If this raises before learning, `store` must write nothing back.
        self.has_learned = False
        self.fetch()
        positions = self.positions(order)
        self.refuse_inexact(learning_rate)
        batch_lengths = [min(self.batch_size, len(order)), len(order) % self.batch_size]
        # The plain nudge needs the learning rate divided by the batch length; a nudging doesn't.
        rates = [learning_rate, learning_rate]
        if self.nudging is None:
            rates = [
                learning_rate / length if length > 1 else learning_rate for length in batch_lengths
            ]
        batches = math.ceil(len(order) / self.batch_size)
        rule = self.rule(batches)
        errors = numpy.empty(len(order))
        outputs = numpy.empty((len(order), self.samples.expected.shape[1]))
        self.has_learned = True
        went_well = kernels.learn(
            self.sizes,
            self.neurons,
            self.link_layers,
            self.activations,
            self.weights,
            self.weight_sensitivities,
            self.totals,
            self.slopes,
            self.sensitivities,
            self.deltas,
            self.rows,
            self.outputs,
            self.counts,
            self.in_batch,
            self.samples,
            self.error_function,
            rule,
            numpy.array([rate * 1.0 for rate in rates], float),
            positions,
            self.batch_size,
            bool(numpy.any((self.weights == 0) & numpy.signbit(self.weights))),
            errors,
            outputs,
        )
        self.put_state_back(rule, batches)
        if not went_well:
            raise OverflowError("the square of a weight sensitivity is too large")
        return errors.tolist(), Rows(outputs)

    def propagate_all(self, order: Sequence[int]) -> Sequence[list[Number]]:
        """Return the outputs for the samples at the positions in `order`, without learning."""
        numpy, kernels = numpy_and_kernels()
        self.fetch()
        outputs = numpy.empty((len(order), self.samples.expected.shape[1]))
        kernels.propagate_all(
            self.sizes,
            self.neurons,
            self.link_layers,
            self.activations,
            self.weights,
            self.totals,
            self.slopes,
            self.rows,
            self.outputs,
            self.counts,
            self.samples,
            self.positions(order),
            outputs,
        )
        return Rows(outputs)

    def store(self) -> None:
        """Write the weights, and the output sensitivities of the last sample, back to the Links."""
        if not self.has_learned:
            return
        numpy, _ = numpy_and_kernels()
        deltas = numpy.split(self.deltas, self.neurons[1:].tolist())[1:]
        bring_back(self.network, self.weights.tolist(), [layer.tolist() for layer in deltas])

    # What these methods use.

    def fetch(self) -> None:
        """Take the weights from the Links."""
        self.weights[:] = fetched_weights(self.network, self.links)

    def positions(self, order: Sequence[int]) -> Any:
        """Return the rows of these samples as an array; IndexError if a position is too large.

        Compiled code doesn't check positions.
        """
        numpy, _ = numpy_and_kernels()
        positions = numpy.fromiter(order, numpy.uint64, len(order))
        if len(order) > 0 and positions.max() >= len(self.places):
            raise IndexError(
                f"positions must be below {len(self.places)}, the number of samples; got "
                f"{max(order)}"
            )
        return self.places[positions]

    def refuse_inexact(self, learning_rate: Number) -> None:
        """Raise ValueError for a Fraction if Links would multiply whole numbers by it."""
        if self.has_whole_sensitivities and not isinstance(learning_rate, (int, float)):
            raise ValueError(
                f'with engine "{self.name}", the learning rate must be a float here; got '
                f"{short_text(learning_rate)}, of type {type(learning_rate).__name__}"
            )

    def take_samples(self, workload: Workload) -> None:
        """Take the samples as arrays. Those of StoredSamples stay where they are."""
        numpy, kernels = numpy_and_kernels()
        input_neurons = workload.network.neuron_layers[0].neurons
        is_identity = all(neuron.activation is identity for neuron in input_neurons)
        numbers, codes = numpy.zeros((0, 0)), numpy.zeros((0, 0), numpy.uint8)
        eights = numpy.zeros((0, 0), numpy.uint64)
        table, labels = numpy.zeros(0), numpy.zeros(0, numpy.uint8)
        stored = workload.stored_samples()
        if stored is None or not is_identity:
            all_inputs, all_expected = copied_numbers(workload)
            numbers = numpy.frombuffer(all_inputs).reshape(-1, len(input_neurons))
            rows = numpy.frombuffer(all_expected).reshape(len(numbers), -1)
            self.places = numpy.arange(len(numbers), dtype=numpy.uint64)
        else:
            inputs, expected = stored.inputs, stored.expected
            if isinstance(inputs, ByteRows):
                codes = numpy.frombuffer(inputs.codes, numpy.uint8).reshape(-1, inputs.width)
                table = numpy.array(inputs.table, float)
                if inputs.width % 8 == 0 and table[0] == 0:
                    eights = codes.view(numpy.uint64)
            else:
                numbers = numpy.frombuffer(inputs.numbers).reshape(-1, inputs.width)
            if isinstance(expected, LabelRows):
                labels = numpy.frombuffer(expected.labels, numpy.uint8)
                rows = numpy.array(expected.table, float)
            else:
                rows = numpy.frombuffer(expected.numbers).reshape(-1, expected.width)
            self.places = numpy.array(stored.positions, numpy.uint64)
        # Compiled code is for arrays that can be changed, or for those that can't.
        for each in (numbers, codes, eights, table, rows, labels):
            each.setflags(write=False)
        self.samples = kernels.Samples(numbers, codes, eights, table, rows, labels)

    def rule(self, batches: int) -> Any:
        """Return the nudging's settings and state as a Rule, for the next `batches` batches."""
        numpy, kernels = numpy_and_kernels()
        nudging = self.nudging
        nothing = numpy.zeros(0)
        count = len(self.links)
        if nudging is None:
            return kernels.Rule(
                kernels.PLAIN, *(0.0, 0.0, 0.0), False, *(0.0,) * 5, *(nothing,) * 5
            )
        l1, l2 = float(nudging.l1), float(nudging.l2)
        has_l1 = type(nudging.l1) is float or nudging.l1 != 0
        if isinstance(nudging, Nudging):
            velocities = numpy.array([nudging.velocities.get(link, 0) for link in range(count)])
            return kernels.Rule(
                kernels.MOMENTUM,
                *(float(nudging.momentum), l1, l2, has_l1),
                *(0.0,) * 5,
                velocities.astype(float),
                *(nothing,) * 4,
            )
        nudges = nudging.nudges.get(0, 0)
        steps = range(nudges + 1, nudges + batches + 1)
        return kernels.Rule(
            kernels.ADAM,
            *(0.0, l1, l2, has_l1),
            float(nudging.mean_decay),
            float(1 - nudging.mean_decay),
            float(nudging.square_decay),
            float(1 - nudging.square_decay),
            float(nudging.smallest),
            nothing,
            numpy.array([nudging.means.get(link, 0.0) for link in range(count)], float),
            numpy.array([nudging.squares.get(link, 0.0) for link in range(count)], float),
            numpy.array([1 - nudging.mean_decay**step for step in steps], float),
            numpy.array([1 - nudging.square_decay**step for step in steps], float),
        )

    def put_state_back(self, rule: Any, batches: int) -> None:
        """Write the state after these batches back to the nudging."""
        nudging = self.nudging
        if nudging is None or batches == 0:
            return
        nudging.first_link = self.links[0]
        if isinstance(nudging, Nudging):
            nudging.velocities = dict(enumerate(rule.velocities.tolist()))
        else:
            nudges = nudging.nudges.get(0, 0) + batches
            nudging.means = dict(enumerate(rule.means.tolist()))
            nudging.squares = dict(enumerate(rule.squares.tolist()))
            nudging.nudges = {link: nudges for link in range(len(self.links))}

    def why_not_same_bits(self, network: Network) -> str:
        """Train a small network with Links and with compiled code, and return how results differ.

        The small network has the same functions as the real one. The results differ, for example,
        if compiled code has a different exp from Python's on this machine. This also compiles the
        code.
        """
        activations = [
            {neuron.activation for neuron in layer.neurons} for layer in network.neuron_layers[1:]
        ]
        hidden = sorted(set().union(*activations[:-1]), key=ACTIVATIONS.index)
        last = sorted(activations[-1], key=ACTIVATIONS.index)
        functions = [(each.function, each.slope) for each in (*hidden, *last)]
        key = (*functions, len(hidden), network.error_function.function)
        if key not in compared:
            started = perf_counter()
            try:
                import numba

                if getattr(numba.config, "DISABLE_JIT", False):
                    return "Numba's compiler is switched off (NUMBA_DISABLE_JIT)"
                compared[key] = self.difference(hidden or [sigmoid], last, network.error_function)
            except ImportError as problem:
                return f"Numba can't be imported ({problem})"
            self.seconds_to_compile = perf_counter() - started
        return compared[key]

    def difference(
        self, hidden: list[Activation], last: list[Activation], error: ErrorFunction
    ) -> str:
        """Return how the engines' results differ on a small network; "" if they don't."""
        outputs = max(2, len(last))
        network = Network(
            [3, 60, outputs],
            output_activation=last[0],
            error=error,
            initial_weights=uniform(-4, 4),
            seed=1,
        )
        for position, neuron in enumerate(network.neuron_layers[1].neurons):
            neuron.activation = hidden[position % len(hidden)]
        for position, neuron in enumerate(network.neuron_layers[2].neurons):
            neuron.activation = last[position % len(last)]
        expected = [0.0] * outputs
        expected[1] = 1.0
        if error is hinge:
            expected = [2 * label - 1 for label in expected]
        samples: list[Sample] = [
            ([0.3, 0.0, -0.9], expected),
            ([1.0, 0.6, 0.2], expected),
            ([-0.7, 0.1, 0.5], expected),
        ]
        twin = network.copy()
        outcomes: list[Any] = []
        for engine, its_network in ((LinksEngine(), network), (NumbaEngine(), twin)):
            results: list[Any] = []
            for batch_size, nudging in (
                (1, None),
                (2, Nudging(momentum=0.9, l1=0.001, l2=0.01)),
                (3, Adam()),
            ):
                # Not `load`, because `load` would call this method.
                take = getattr(engine, "take", engine.load)
                take(Workload(its_network, samples, (), batch_size, nudging))
                errors, outputs_before = engine.learn([0, 1, 2], 0.001)
                engine.store()
                results += [errors, list(outputs_before), list(engine.propagate_all([2, 0]))]
            outcomes.append((results, its_network.weights))
        if outcomes[0] == outcomes[1]:
            return ""
        names = ", ".join(sorted({activation.name for activation in (*hidden, *last)}))
        return (
            f"on this machine, compiled code gives different bits from Python for {names} and "
            f"{error.name}"
        )


def numpy_and_kernels() -> tuple[Any, Any]:
    """Import NumPy and the compiled code, and return both modules.

    An engine doesn't keep them, because then it couldn't be copied or sent to another process.
    """
    import numpy

    from lernmi.engines import kernels

    return numpy, kernels


def copied_numbers(workload: Workload) -> tuple[array[float], array[float]]:
    """Return the outputs of the input Neurons, and the expected numbers, as floats."""
    sizes = [len(layer.neurons) for layer in workload.network.neuron_layers]
    activations = [neuron.activation for neuron in workload.network.neuron_layers[0].neurons]
    is_identity = all(activation is identity for activation in activations)
    all_inputs, all_expected = array("d"), array("d")
    for inputs, expected in workload.all_samples():
        if len(inputs) != sizes[0] or len(expected) != sizes[-1]:
            # Otherwise compiled code would read and write outside its arrays.
            raise ValueError(f"each sample must have {sizes[0]} inputs")
        if not is_identity:
            inputs = [each.function(0 + value) for each, value in zip(activations, inputs)]
        all_inputs.extend(inputs)
        all_expected.extend(expected)
    return all_inputs, all_expected


class Rows(Sequence[list[Number]]):
    """The rows of an array as lists. It makes a list only when you access the row."""

    def __init__(self, array: Any) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, place: Any) -> Any:
        return self.array[place].tolist()

    def __iter__(self) -> Iterator[list[Number]]:
        return iter(self.array.tolist())


def why_not_ready_made(network: Network) -> str:
    """Name an activation or error function that kernels.py doesn't have; "" if it has them all."""
    for neuron_layer in network.neuron_layers:
        for neuron in neuron_layer.neurons:
            if neuron.activation not in ACTIVATIONS:
                return (
                    f"there is no compiled code for {neuron.name}'s activation "
                    f'{neuron.activation.name} (the engine "lists" takes any)'
                )
    if network.error_function not in ERROR_FUNCTIONS:
        return (
            f"there is no compiled code for the error function {network.error_function.name} "
            '(the engine "lists" takes any)'
        )
    return ""


def why_not_exact(network: Network, samples: Sequence[Sample]) -> str:
    """Return why whole numbers are too large for floats; "" if they aren't.

    Python calculates exactly with ints, and floats must give the same. A batch adds up ints if
    outputs or sensitivities are ints, as with relu, or with an error function with slope 1 or -1.
    No such sum can be larger than the square of the largest int × outputs × samples.
    """
    if isinstance(samples, StoredSamples):
        largest = max(1, samples.inputs.largest_whole(), samples.expected.largest_whole())
    else:
        largest = max([largest_whole(numbers) for sample in samples for numbers in sample] + [1])
    size = largest
    if may_have_whole_sensitivities(network):
        size = largest**2 * len(network.neuron_layers[-1].neurons) * len(samples)
    if size <= LARGEST_WHOLE:
        return ""
    return (
        f"the samples have whole numbers as large as {short_text(largest)}, and floats would round "
        "their sums (write them as floats, such as 2.0)"
    )


def may_have_whole_sensitivities(network: Network) -> bool:
    """Return whether the outputs' sensitivities may be ints."""
    activations = [neuron.activation for neuron in network.neuron_layers[-1].neurons]
    return network.error_function in (absolute, hinge) or relu in activations


def why_not_state(network: Network, nudging: Nudging | Adam | None) -> str:
    """Name a setting or state of a nudging that arrays can't hold; "" if they can hold all."""
    if nudging is None:
        return ""
    settings = ("momentum", "l1", "l2", "mean_decay", "square_decay", "smallest")
    for name in settings:
        value = getattr(nudging, name, 0)
        if not isinstance(value, (int, float, Fraction)):
            return (
                f"{name} must be a float; got {short_text(value)}, of type {type(value).__name__}"
            )
    count = len(network.links)
    kept = (
        [nudging.velocities] if isinstance(nudging, Nudging) else [nudging.means, nudging.squares]
    )
    for by_position in kept:
        if len(by_position) not in (0, count):
            return f"the nudging must remember all {count} Links; got {len(by_position)}"
        for value in by_position.values():
            if type(value) not in (float, int):
                return f"the nudging remembers {short_text(value)}, of type {type(value).__name__}"
    if isinstance(nudging, Adam) and len(set(nudging.nudges.values())) > 1:
        return "this Adam has nudged some Links more often than others"
    return ""
