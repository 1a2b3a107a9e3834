"""The Network: layers of Neurons, with Links between them.

`Network.learn` is the whole of learning in four verbs: propagate, compare, backpropagate,
nudge. The second half of the file is the door, which checks what comes in; skip it at first.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from math import inf, isfinite
from random import Random
from threading import RLock, get_ident
from typing import Any

from lernmi.activations import Activation, Number, identity, sigmoid
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.initial_weights import InitialWeights, glorot
from lernmi.layers import LinkLayer, NeuronLayer, names
from lernmi.link import Link
from lernmi.neuron import BiasNeuron, Neuron, shown

# A network with more Links is refused, before it fills the memory. Set another limit if you like.
MOST_LINKS = 20_000_000
BYTES_PER_LINK = 150

# Most numbers on Neurons and Links; a copy may share them.
NEVER_COPIED = (float, int, type(None))
# A type that has any of these says itself how it is copied.
COPYING = {
    *("__deepcopy__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__"),
    *("__getstate__", "__setstate__", "__getattr__", "__getattribute__", "__setattr__", "__new__"),
}


class Network:
    """Layers of Neurons, every Neuron linked to all Neurons of the next layer.

    layer_sizes: how many Neurons stand in each layer, from the inputs to the outputs, such
        as [2, 3, 1]; bias Neurons are not counted.
    activation: of the hidden layers.
    output_activation: of the output layer; None for the same as `activation`.
    input_activation: identity, unless the inputs are to go through a function first.
    error: the ErrorFunction that `compare` uses.
    initial_weights: called for every Link in turn; see `lernmi.initial_weights`.
    input_names, output_names: one name for each input or output Neuron, instead of x1, x2..
        and y1, y2.. Hidden Neurons are h1, h2.. (h1_1, h1_2.., h2_1.. where there are several
        hidden layers), bias Neurons b1, b2..
    neuron_type, link_type: your own Neuron or Link, called as Neuron and Link are. Bias
        Neurons are always of the type BiasNeuron.
    seed: a whole number of at least 0; the same seed gives the same starting weights, everywhere.

    neuron_layers, link_layers: the NeuronLayers and LinkLayers, from the inputs to the outputs.
    error_function: what came as `error`.
    stage: what was done last with a sample: "ready" (for a new one), "propagated", "compared"
        or "backpropagated".
    turn: the Turn that lets one thread at a time use it; while a Trainer trains it, no other may.

    Raises TypeError or ValueError for anything else, and says what was expected; ValueError for
    more than `lernmi.network.MOST_LINKS` Links, a limit that you may set.
    """

    turn: Turn

    def __new__(cls, *args: Any, **options: Any) -> Network:
        """Give it a Turn, also where __init__ is not called: when it is copied or unpickled."""
        network = super().__new__(cls)
        network.turn = Turn()
        return network

    def __init__(
        self,
        layer_sizes: Sequence[int],
        *,
        activation: Activation = sigmoid,
        output_activation: Activation | None = None,
        input_activation: Activation = identity,
        error: ErrorFunction = squared_error,
        initial_weights: InitialWeights = glorot,
        input_names: Sequence[str] | None = None,
        output_names: Sequence[str] | None = None,
        neuron_type: type[Neuron] = Neuron,
        link_type: type[Link] = Link,
        seed: int = 0,
    ) -> None:
        if output_activation is None:
            output_activation = activation
        sizes = checked_sizes(layer_sizes)
        layer_names = names_by_layer(sizes, input_names, output_names)
        random = Random(checked_whole_number(seed, "seed", at_least=0))
        refuse_other_kinds("activation", activation, sigmoid)
        refuse_other_kinds("output_activation", output_activation, sigmoid)
        refuse_other_kinds("input_activation", input_activation, sigmoid)
        refuse_other_kinds("error", error, squared_error)
        refuse_unsuited(error, output_activation)
        refuse_uncallable("initial_weights", initial_weights)
        refuse_uncallable("neuron_type", neuron_type)
        refuse_uncallable("link_type", link_type)

        self.error_function = error
        self.stage = "ready"
        self.neuron_layers: list[NeuronLayer] = []
        self.link_layers: list[LinkLayer] = []

        hidden_layers = len(sizes) - 2
        activations = [input_activation] + [activation] * hidden_layers + [output_activation]
        for position, neuron_names in enumerate(layer_names):
            neurons = [neuron_type(name, activations[position]) for name in neuron_names]
            is_last = position == len(sizes) - 1
            bias = None if is_last else BiasNeuron(f"b{position + 1}")
            self.neuron_layers.append(NeuronLayer(neurons, bias))

        for before, after in zip(self.neuron_layers, self.neuron_layers[1:]):
            links = []
            for input_neuron in before.senders():
                for output_neuron in after.neurons:
                    weight = initial_weights(
                        random, len(before.neurons), len(after.neurons), input_neuron is before.bias
                    )
                    weight = checked_number(weight, "a starting weight")
                    links.append(link_type(input_neuron, output_neuron, weight))
            self.link_layers.append(LinkLayer(links))
        refuse_mixed_weights(self.weights, self.link_layers)

    # Learning, and its four verbs.

    def learn(
        self, inputs: Sequence[Number], expected: Sequence[Number], learning_rate: Number
    ) -> Number:
        """Learn from one sample, and return the error that there was before the nudge.

        inputs, expected: one number for each input and each output Neuron.
        learning_rate: a positive number; how far to move against the sensitivity.

        Raises ValueError or TypeError, and changes nothing, if a number is missing, is not
        finite, or is none that the error function takes, or if weight sensitivities are left
        over from something else.
        """
        with self.turn.lock:
            self.turn.refuse_other_threads()
            self.check_before_learning(inputs, expected, learning_rate)

            self.propagate(inputs)
            error = self.compare(expected)
            self.backpropagate()
            self.nudge(learning_rate)
            return error

    def propagate(self, inputs: Sequence[Number]) -> list[Number]:
        """Send `inputs` through the network and return the outputs, one for each output Neuron.

        Raises ValueError or TypeError unless there is one finite number for each input Neuron.
        """
        input_layer = self.neuron_layers[0]
        inputs = checked_numbers(inputs, input_layer.neurons, "inputs", a_weight(self.link_layers))
        with self.turn.lock:
            self.turn.refuse_other_threads()
            # If a number fails half way, no verb but this one can go on from here.
            self.stage = "ready"
            for neuron_layer in self.neuron_layers:
                neuron_layer.reset()
            input_layer.receive(inputs)
            input_layer.activate()
            for link_layer, neuron_layer in zip(self.link_layers, self.neuron_layers[1:]):
                link_layer.propagate()
                neuron_layer.activate()
            self.stage = "propagated"
            return self.neuron_layers[-1].outputs()

    def compare(self, expected: Sequence[Number]) -> Number:
        """Return the error, and hand every output Neuron its sensitivity.

        expected: one number for each output Neuron.

        Raises ValueError or TypeError unless it is, and ValueError if the error function can't
        take them, or unless a sample was just propagated.
        """
        output_layer = self.neuron_layers[-1]
        expected = checked_expected(expected, self, "expected", a_weight(self.link_layers))
        self.turn.refuse_other_threads()
        if self.stage != "propagated":
            raise ValueError(
                f"compare() needs outputs that were not compared yet, but the network's stage is "
                f"{self.stage!r}: propagate(inputs) comes first"
            )

        outputs = output_layer.outputs()
        error = self.error_function.function(outputs, expected)
        sensitivities = self.error_function.sensitivities(outputs, expected)
        self.stage = "ready"
        output_layer.receive_sensitivity(sensitivities)
        self.stage = "compared"
        return error

    def backpropagate(self) -> None:
        """Let every Link find its weight sensitivity, from the last layer back to the first.

        It is added to what the Link already has; no weight changes.

        Raises ValueError unless a sample was just compared.
        """
        self.turn.refuse_other_threads()
        if self.stage != "compared":
            raise ValueError(
                "backpropagate() needs outputs that were just compared, but the network's stage "
                f"is {self.stage!r}: propagate(inputs) and compare(expected) come first"
            )

        self.stage = "ready"
        for link_layer in reversed(self.link_layers):
            link_layer.backpropagate()
        self.stage = "backpropagated"

    def nudge(self, learning_rate: Number) -> None:
        """Move every weight: minus learning rate x weight sensitivity, which goes back to 0.

        Raises ValueError or TypeError if the learning rate is not a positive finite number, or
        if a sample is half way and there is nothing to nudge by yet.
        """
        weight = a_weight(self.link_layers)
        learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
        with self.turn.lock:
            self.turn.refuse_other_threads()
            half_way = self.stage in ("propagated", "compared")
            if half_way and first_left_over(self.link_layers) is None:
                raise ValueError(
                    f"nudge() needs weight sensitivities, but there are none and the network's "
                    f"stage is {self.stage!r}: compare(expected) and backpropagate() come first"
                )

            self.stage = "ready"
            for link_layer in self.link_layers:
                link_layer.nudge(learning_rate)

    # Looking at it.

    @property
    def neurons(self) -> list[Neuron]:
        """All Neurons, layer by layer, the bias first in each."""
        neurons = []
        for neuron_layer in self.neuron_layers:
            neurons.extend(neuron_layer.senders())
        return neurons

    @property
    def links(self) -> list[Link]:
        """All Links, layer by layer, in Link order."""
        links = []
        for link_layer in self.link_layers:
            links.extend(link_layer.links)
        return links

    def neuron(self, name: str) -> Neuron:
        """Return the Neuron of that name, or raise ValueError."""
        for neuron in self.neurons:
            if neuron.name == name:
                return neuron
        raise ValueError(f"there is no Neuron {shown(name)}; there are {self.neuron_names()}")

    def link(self, input_name: str, output_name: str) -> Link:
        """Return the Link that leads from one Neuron to the other, or raise ValueError."""
        input_neuron = self.neuron(input_name)
        output_neuron = self.neuron(output_name)
        for link in self.links:
            if link.input_neuron is input_neuron and link.output_neuron is output_neuron:
                return link
        raise ValueError(
            f"no Link leads from {input_name} to {output_name}; Links lead from one layer to the "
            f"next, and there are {self.neuron_names()}"
        )

    def neuron_names(self) -> str:
        """Return the Neurons' names for people to read, layer by layer."""
        return " | ".join([names(neuron_layer.senders()) for neuron_layer in self.neuron_layers])

    @property
    def weights(self) -> tuple[tuple[Number, ...], ...]:
        """All weights: for each LinkLayer a tuple of numbers, in Link order.

        To change a single one: `network.link("x1", "h1").weight = 0.3`. To set all, any nested
        sequence of the same shape will do, of any type of number; everything is checked before
        the first weight changes (ValueError, TypeError), and a sample half way is dropped.
        """
        return tuple(
            [tuple([link.weight for link in link_layer.links]) for link_layer in self.link_layers]
        )

    @weights.setter
    def weights(self, weights: Sequence[Sequence[Number]]) -> None:
        weights = plain(weights)
        count = len(self.link_layers)
        if not is_list(weights) or len(weights) != count:
            raise ValueError(
                f"weights should be {count} lists, one for each LinkLayer, "
                f"but this came: {shown(weights)}"
            )
        checked = []
        for position, link_layer in enumerate(self.link_layers):
            what = f"weights[{position}]"
            checked.append(checked_numbers(weights[position], link_layer.links, what))
        refuse_mixed_weights(checked, self.link_layers)

        with self.turn.lock:
            self.turn.refuse_other_threads()
            self.stage = "ready"
            for link_layer, layer_weights in zip(self.link_layers, checked):
                for link, weight in zip(link_layer.links, layer_weights):
                    link.weight = weight

    def copy(self) -> Network:
        """Return a network of its own with the same state: what one does, the other doesn't see."""
        with self.turn.lock:
            self.turn.refuse_other_threads()
            return copy.deepcopy(self, copied_parts(self))

    def forget(self) -> None:
        """Drop left-over weight sensitivities and a sample that was half way; weights stay."""
        with self.turn.lock:
            self.turn.refuse_other_threads()
            self.stage = "ready"
            for link in self.links:
                link.weight_sensitivity = 0

    def __repr__(self) -> str:
        sizes = "-".join([str(len(neuron_layer.neurons)) for neuron_layer in self.neuron_layers])
        return f"Network {sizes} with {len(self.links)} Links, stage {self.stage}"

    def check_before_learning(
        self, inputs: Sequence[Number], expected: Sequence[Number], learning_rate: Number
    ) -> None:
        """Raise what `learn` would refuse, before it changes anything."""
        weight = a_weight(self.link_layers)
        expected = checked_expected(expected, self, "expected", weight)
        learning_rate = checked_learning_rate(learning_rate, "learning_rate", weight)
        if type(weight) is not float:
            # What goes with a float goes together. With other weights it may not.
            inputs = checked_numbers(inputs, self.neuron_layers[0].neurons, "inputs", weight)
            numbers = [*placed("inputs", inputs), *placed("expected", expected)]
            refuse_mixture([*numbers, ("learning_rate", learning_rate)])
        self.refuse_unsuited_outputs()
        self.refuse_left_overs()

    def refuse_unsuited_outputs(self) -> None:
        """Raise ValueError if the error function can't judge outputs of these activations.

        Either may have been set to something else since the network was built.
        """
        for neuron in self.neuron_layers[-1].neurons:
            refuse_unsuited(self.error_function, neuron.activation)

    def refuse_left_overs(self) -> None:
        """Raise ValueError if any weight sensitivity is not 0: it would be mixed into the next."""
        link = first_left_over(self.link_layers)
        if link is not None:
            raise ValueError(
                f"weight sensitivities are left over ({link.name} has "
                f"{shown(link.weight_sensitivity)}) and would be mixed into this sample's: "
                "nudge(learning_rate) uses them up, forget() drops them"
            )


class Turn:
    """Whose turn it is to use a network, where there are several threads.

    lock: held while a verb reads or changes weights, and by `learn` for all four; another thread
        waits meanwhile.
    trainers: the Trainers that are training the network now, one in a callback of the other.
        Until they end, other threads are refused.
    thread: the number of the thread in which they train.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.trainers: list[object] = []
        self.thread = 0

    def __reduce__(self) -> tuple[type[Turn], tuple[()]]:
        # A network that was copied or unpickled is not in use.
        return Turn, ()

    def refuse_other_threads(self) -> None:
        """Raise ValueError if a Trainer is training the network in another thread."""
        if self.trainers and self.thread != get_ident():
            raise ValueError(
                "a Trainer is training this network in another thread; give each thread a "
                "network.copy() of its own, made before the training or in its on_epoch"
            )

    @contextmanager
    def training(self, trainer: object) -> Iterator[None]:
        """Note that a Trainer is training the network, or raise ValueError if it can't now."""
        is_noted = False
        try:
            with self.lock:
                if trainer in self.trainers:
                    raise ValueError(
                        "this Trainer is training already; call train() when that has ended"
                    )
                self.refuse_other_threads()
                self.thread = get_ident()
                before = self.trainers
                self.trainers = [*before, trainer]
                is_noted = True
            yield
        finally:
            # Here, since Ctrl-C may come as soon as it is noted. Where it is not, there is an
            # exception, which coverage doesn't follow.
            if is_noted:  # pragma: no branch
                self.trainers = before


def copied_parts(network: Network) -> dict[int, Any]:
    """Return copies of the Neurons and Links by id, as `copy.deepcopy` wants to know them.

    It copies everything else. For a million Links it would take ten times as long, and a gigabyte,
    to find out for each what is to be copied.
    """
    copies: dict[int, Any] = {}
    names_by_kind: dict[type, tuple[str, ...]] = {}
    for part in (*network.neurons, *network.links):
        kind = type(part)
        if kind not in names_by_kind:
            names_by_kind[kind] = copied_attributes(kind)
        if names_by_kind[kind] and id(part) not in copies:
            twin = copies[id(part)] = object.__new__(kind)
            for name in names_by_kind[kind]:
                # One that was never set is not there.
                if hasattr(part, name):
                    value = getattr(part, name)
                    if type(value) not in NEVER_COPIED:
                        value = copies.get(id(value)) or copy.deepcopy(value, copies)
                    setattr(twin, name, value)
            own = getattr(part, "__dict__", None)
            if own:
                vars(twin).update(copy.deepcopy(own, copies))
    return copies


def copied_attributes(kind: type) -> tuple[str, ...]:
    """Return the slots of a Neuron or Link of this type; none if only `copy` knows how to copy it.

    So it is for a type of your own that has more slots, or says itself how it is copied.
    """
    for base in (Link, Neuron):
        if issubclass(kind, base):
            own_names = [vars(own) for own in kind.__mro__ if own not in (base, object)]
            special = COPYING.union(base.__slots__)
            if not any(names.get("__slots__") or special & set(names) for names in own_names):
                return base.__slots__
    return ()


# The door: what may come in. Everything is refused before anything is changed.


def first_left_over(link_layers: Sequence[LinkLayer]) -> Link | None:
    """Return the first Link whose weight sensitivity is not 0, or None."""
    for link_layer in link_layers:
        for link in link_layer.links:
            if link.weight_sensitivity != 0:
                return link
    return None


def plain(value: Any) -> Any:
    """Return NumPy arrays, tensors and NumPy scalars as plain Python lists and numbers.

    They are known by their methods, so that NumPy need not be there. A float32 that reached a
    weight would round all that comes after it.
    """
    if type(value) is int:
        # The usual case of what is asked here.
        return value
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "item"):
        return value.item()
    return value


def is_list(value: Any) -> bool:
    """Say whether `value` is a list, a tuple, or another sequence that is not text."""
    if isinstance(value, (list, tuple)):
        # The usual case, without the detour through abc, which a debugger would step into.
        return True
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))


def checked_numbers(
    values: Any,
    receivers: Sequence[Neuron] | Sequence[Link],
    what: str,
    weight: Number | None = None,
) -> list[Number]:
    """Return `values` as a new list of plain numbers, one for each of the `receivers`.

    what: what to call them in a refusal, such as "inputs".
    weight: a number that they have to go with; None if there is none.

    Raises TypeError for what is not a list or not a number, ValueError for a wrong count and
    for numbers that are not finite; and what `refuse_mixed` does.
    """
    if type(values) is not list:
        # Of the usual case nothing has to be asked.
        values = plain(values)
        if not is_list(values):
            raise TypeError(
                f"{what} should be a list with one number for each of {names(receivers)}, "
                f"but {shown(values)} came"
            )
    if len(values) != len(receivers):
        raise ValueError(
            f"{what} should have one number for each of {names(receivers)} "
            f"({len(receivers)} in all), but {len(values)} came: {shown(values)}"
        )
    usual = float if weight is None or type(weight) is float else None
    numbers = []
    for position, value in enumerate(values):
        if type(value) is usual and isfinite(value):
            # The usual case, before a sentence is made for the others.
            numbers.append(value)
        else:
            where = f"{what}[{position}] (for {receivers[position].name})"
            number = checked_number(value, where)
            refuse_mixed(number, weight, where)
            numbers.append(number)
    return numbers


def checked_expected(
    values: Any, network: Network, what: str, weight: Number | None = None
) -> list[Number]:
    """Return `values` as a new list of numbers that the network's outputs can be compared with.

    Raises what `checked_numbers` does, and ValueError if the error function can't take them.
    """
    numbers = checked_numbers(values, network.neuron_layers[-1].neurons, what, weight)
    reason = network.error_function.why_not_expected(numbers)
    if reason:
        raise ValueError(f"{what} can't be {shown(numbers)}: {reason}")
    return numbers


def checked_number(value: Any, what: str) -> Number:
    """Return `value` as a plain number.

    A number is whatever can be added to 0, since that is where every Neuron's sum begins;
    except complex numbers, which have no order, so that no error could be the smaller one.

    Raises TypeError for anything else, and ValueError for floats and Decimals that are not
    finite.
    """
    number = plain(value)
    if not is_finite(number):
        raise ValueError(f"{what} should be a finite number, but {shown(number)} came")
    try:
        0 + number
    except (TypeError, ValueError):
        number = None
    # What still has tolist after it was asked for it (NumPy's longdouble) has no equal in Python.
    if number is None or isinstance(number, complex) or hasattr(number, "tolist"):
        kind = type(value).__name__
        raise TypeError(f"{what} should be a number, but {shown(value)} came (of type {kind})")
    return number


def is_finite(number: Number) -> bool:
    """Say whether `number` is finite; of types other than float and Decimal that is believed."""
    if isinstance(number, float):
        return isfinite(number)
    if isinstance(number, Decimal):
        return number.is_finite()
    return True


def checked_learning_rate(
    learning_rate: Any, what: str = "learning_rate", weight: Number | None = None
) -> Number:
    """Return `learning_rate`; ValueError or TypeError unless it is a finite number above 0.

    weight: a number that it has to go with; None if there is none.
    """
    if type(learning_rate) is type(weight) is float and 0 < learning_rate < inf:
        # The usual case, asked once for each nudge.
        return learning_rate
    number = checked_number(learning_rate, what)
    if isinstance(number, bool) or not number > 0:
        raise ValueError(f"{what} should be above 0, such as 0.1, but {shown(number)} came")
    refuse_mixed(number, weight, what)
    return number


def a_weight(link_layers: Sequence[LinkLayer]) -> Number:
    """Return the first weight that doesn't go with all numbers, as whole ones do; or else 0."""
    links = link_layers[0].links
    if links and type(links[0].weight) is float:
        # The usual case, asked for every sample.
        return links[0].weight
    for link_layer in link_layers:
        for link in link_layer.links:
            weight = link.weight
            if not isinstance(weight, int) or is_too_large(weight):
                return weight
    return 0


def is_too_large(number: Number) -> bool:
    """Say whether it is an exact number that is too large to be a float."""
    largest = sys.float_info.max
    return isinstance(number, (int, Fraction)) and not -largest <= number <= largest


def refuse_mixed(number: Number, other: Number, what: str) -> None:
    """Raise ValueError if Python can't calculate with these two numbers together."""
    if isinstance(number, int) and -1e300 < number < 1e300:
        # Whole numbers go with all others; the usual case of those that are no floats.
        return
    for one, two in ((number, other), (other, number)):
        if isinstance(one, Decimal) and isinstance(two, (float, Fraction)):
            kind, other_kind = type(number).__name__, type(other).__name__
            raise ValueError(
                f"{what} is {shown(number)}, a {kind}, but it meets {shown(other)}, a "
                f"{other_kind}, and Python can't mix the two: use {other_kind}s for all numbers, "
                f"or {kind}s for all"
            )
        if isinstance(one, float) and is_too_large(two):
            kind, other_kind = "a float", "too large for a float"
            if two is number:
                kind, other_kind = other_kind, kind
            raise ValueError(
                f"{what} is {shown(number)}, {kind}, but it meets {shown(other)}, {other_kind}: "
                "use smaller numbers, or Fractions for all"
            )


def refuse_mixture(numbers: Sequence[tuple[str, Number]]) -> None:
    """Raise ValueError if Python can't calculate with all these numbers together.

    numbers: each with what to call it.
    """
    one_of_each = {(type(number), is_too_large(number)): number for _, number in numbers}
    for what, number in numbers:
        for other in one_of_each.values():
            refuse_mixed(number, other, what)


def placed(what: str, numbers: Sequence[Number]) -> list[tuple[str, Number]]:
    """Return each number with its place, such as "inputs[1]"."""
    return [(f"{what}[{position}]", number) for position, number in enumerate(numbers)]


def refuse_mixed_weights(
    weights: Sequence[Sequence[Number]], link_layers: Sequence[LinkLayer]
) -> None:
    """Raise ValueError if Python can't calculate with all these weights together."""
    if len({type(weight) for layer in weights for weight in layer}) > 1:
        numbers = []
        for position, (layer, link_layer) in enumerate(zip(weights, link_layers)):
            for (what, number), link in zip(
                placed(f"weights[{position}]", layer), link_layer.links
            ):
                numbers.append((f"{what} (for {link.name})", number))
        refuse_mixture(numbers)


def checked_whole_number(value: Any, what: str, at_least: int) -> int:
    """Return `value` as an int; TypeError if it is no whole number, ValueError if too small."""
    number = plain(value)
    if isinstance(number, bool) or not isinstance(number, int):
        kind = type(value).__name__
        raise TypeError(
            f"{what} should be a whole number, but {shown(value)} came (of type {kind})"
        )
    if number < at_least:
        raise ValueError(f"{what} should be at least {at_least}, but {shown(number)} came")
    return number


def refuse_other_kinds(what: str, value: object, example: Activation | ErrorFunction) -> None:
    """Raise TypeError unless `value` is of the same type as `example`."""
    if not isinstance(value, type(example)):
        kind = type(example)
        raise TypeError(
            f"{what} should be an {kind.__name__}, such as {example.name} from {kind.__module__}, "
            f"but {shown(value)} came"
        )


def refuse_unsuited(error: ErrorFunction, output_activation: Activation) -> None:
    """Raise ValueError if the error function can't judge outputs of that activation."""
    reason = error.why_not_activation(output_activation)
    if reason:
        raise ValueError(f"{error.name} doesn't go with {output_activation.name}: {reason}")


def refuse_uncallable(what: str, value: object) -> None:
    """Raise TypeError unless `value` can be called."""
    if not callable(value):
        raise TypeError(f"{what} should be something to be called, but {shown(value)} came")


def checked_sizes(layer_sizes: Any) -> list[int]:
    """Return a list of ints; ValueError or TypeError unless two or more came, all at least 1."""
    layer_sizes = plain(layer_sizes)
    if not is_list(layer_sizes):
        raise TypeError(
            f"layer_sizes should be a list such as [2, 3, 1], but {shown(layer_sizes)} came"
        )
    if len(layer_sizes) < 2:
        raise ValueError(
            "layer_sizes should have an input and an output layer at least, such as [2, 1], "
            f"but {shown(layer_sizes)} came"
        )
    sizes = []
    for position, size in enumerate(layer_sizes):
        sizes.append(checked_whole_number(size, f"layer_sizes[{position}]", at_least=1))
    links = 0
    for before, after in zip(sizes, sizes[1:]):
        links += (before + 1) * after
    if links > MOST_LINKS:
        raise ValueError(
            f"layer_sizes {shown(sizes)} would make too many Links ({shown(links)}; the limit is "
            f"{MOST_LINKS:,}, and each takes some {BYTES_PER_LINK} bytes): use smaller layers, or "
            "set lernmi.network.MOST_LINKS to another limit"
        )
    return sizes


def names_by_layer(
    sizes: Sequence[int], input_names: Iterable[str] | None, output_names: Iterable[str] | None
) -> list[list[str]]:
    """Return the names of the Neurons of each layer, without the bias.

    Raises ValueError if a given list has the wrong length or a name occurs twice, bias
    Neurons included, and TypeError for what is not a list of printable texts.
    """
    hidden_layers = len(sizes) - 2
    layers = [checked_names(input_names, numbered("x", sizes[0]), "input_names")]
    for position, size in enumerate(sizes[1:-1], start=1):
        layers.append(numbered("h" if hidden_layers == 1 else f"h{position}_", size))
    layers.append(checked_names(output_names, numbered("y", sizes[-1]), "output_names"))

    seen = {f"b{position}" for position in range(1, len(sizes))}
    for layer in layers:
        for name in layer:
            if name in seen:
                raise ValueError(f"every Neuron needs a name of its own, but {name!r} occurs twice")
            seen.add(name)
    return layers


def numbered(start: str, count: int) -> list[str]:
    """Return names such as x1, x2, x3."""
    return [f"{start}{number}" for number in range(1, count + 1)]


def checked_names(given: Any, usual: list[str], what: str) -> list[str]:
    """Return the given names as a list, or the usual ones if none are given."""
    if given is None:
        return usual
    if not is_list(given):
        raise TypeError(f"{what} should be a list of {len(usual)} names, but {shown(given)} came")
    if len(given) != len(usual):
        raise ValueError(
            f"{what} should be {len(usual)} in all, but {len(given)} came: {shown(given)}"
        )
    for name in given:
        if not isinstance(name, str) or not name.isprintable() or not name.strip():
            raise TypeError(f"{what} should be printable texts, but {shown(name)} came")
    return list(given)
