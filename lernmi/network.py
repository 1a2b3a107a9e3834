"""A Network is layers of Neurons, with Links between them.

`Network.learn` is all of learning in four verbs: propagate, compare, backpropagate, nudge. Each
verb first checks its arguments (`support/checks.py`). `support/parts.py` finds Neurons and Links.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import lernmi.support.checks as checks
from lernmi.activations import Activation, Number, identity, sigmoid
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.initial_weights import InitialWeights, glorot
from lernmi.layers import LinkLayer, NeuronLayer
from lernmi.link import Link
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.support.numbers import checked_number, checked_whole_number
from lernmi.support.parts import Parts, refuse_mixed_weights, refuse_unsuited


class Network(Parts):
    """A fully connected network: a Link leads from each Neuron to every Neuron of the next layer.

    layer_sizes: the number of Neurons in each layer, inputs first, without bias Neurons, such as
        [2, 3, 1].
    activation: the Activation of the hidden layers.
    output_activation: the Activation of the output layer, or None for the same as `activation`.
    input_activation: the Activation of the input layer.
    error: the ErrorFunction that `compare` uses.
    initial_weights: a function that returns a Link's weight; see `lernmi.initial_weights`.
    input_names, output_names: names to use instead of x1, x2, ... and y1, y2, ... Hidden Neurons
        are h1, h2, ... (in several layers h1_1, h1_2, ..., h2_1, ...), bias Neurons b1, b2, ...
    neuron_type, link_type: your own Neuron or Link class, called with the same arguments. Bias
        Neurons are always BiasNeurons.
    seed: the random seed, 0 or more. It gives the same starting weights on every machine.

    neuron_layers, link_layers: the NeuronLayers and LinkLayers, inputs first.
    error_function: the ErrorFunction passed as `error`.
    stage: how far the current sample is: "propagated", "compared" or "backpropagated"; "ready" if
        the next one can come.
    turn: the Turn that lets one thread at a time use the network.

    Raises TypeError or ValueError for anything else, and ValueError for more Links than
    `lernmi.support.checks.MOST_LINKS`, a limit that you can change.
    """

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
        names = checks.checked_layer_names(layer_sizes, input_names, output_names)
        random = Random(checked_whole_number(seed, "seed", at_least=0))
        checks.refuse_wrong_type(Activation, sigmoid, "activation", activation)
        checks.refuse_wrong_type(Activation, sigmoid, "output_activation", output_activation)
        checks.refuse_wrong_type(Activation, sigmoid, "input_activation", input_activation)
        checks.refuse_wrong_type(ErrorFunction, squared_error, "error", error)
        refuse_unsuited(error, output_activation)
        checks.refuse_uncallable(initial_weights=initial_weights)
        checks.refuse_uncallable(neuron_type=neuron_type, link_type=link_type)

        self.error_function = error
        self.stage: str = "ready"
        self.neuron_layers: list[NeuronLayer] = []
        self.link_layers: list[LinkLayer] = []

        hidden_layers = len(names) - 2
        activations = [input_activation] + [activation] * hidden_layers + [output_activation]
        for position, layer_names in enumerate(names):
            neurons = [neuron_type(name, activations[position]) for name in layer_names]
            is_last = position == len(names) - 1
            bias = None if is_last else BiasNeuron(f"b{position + 1}")
            self.neuron_layers.append(NeuronLayer(neurons, bias))

        for before, after in zip(self.neuron_layers, self.neuron_layers[1:]):
            sizes = len(before.neurons), len(after.neurons)
            links = []
            for input_neuron in before.senders():
                for output_neuron in after.neurons:
                    weight = initial_weights(random, *sizes, input_neuron is before.bias)
                    weight = checked_number(weight, "a starting weight")
                    links.append(link_type(input_neuron, output_neuron, weight))
            self.link_layers.append(LinkLayer(links))
        refuse_mixed_weights(self.weights, self.link_layers)

    def learn(
        self, inputs: Sequence[Number], expected: Sequence[Number], learning_rate: Number
    ) -> Number:
        """Learn from one sample, and return the error before the nudge.

        inputs, expected: one number for each input Neuron, and one for each output Neuron.
        learning_rate: the size of the nudge, a number above 0.

        Raises ValueError or TypeError, and changes nothing, if a number is missing, is not finite
        or doesn't suit the error function, or if weight sensitivities are left over.
        """
        with self.turn.lock:
            checks.check_before_learning(self, inputs, expected, learning_rate)

            self.propagate(inputs)
            error = self.compare(expected)
            self.backpropagate()
            self.nudge(learning_rate)
            return error

    def propagate(self, inputs: Sequence[Number]) -> list[Number]:
        """Send `inputs` through the network, and return the output of each output Neuron.

        Raises ValueError or TypeError unless there is one finite number for each input Neuron.
        """
        with self.turn.lock:
            inputs = checks.check_before_propagating(self, inputs)

            # If the arithmetic fails halfway, only propagate() can follow.
            self.stage = "ready"
            for neuron_layer in self.neuron_layers:
                neuron_layer.reset()
            input_layer = self.neuron_layers[0]
            input_layer.receive(inputs)
            input_layer.activate()
            for link_layer, neuron_layer in zip(self.link_layers, self.neuron_layers[1:]):
                link_layer.propagate()
                neuron_layer.activate()
            self.stage = "propagated"
            return self.neuron_layers[-1].outputs()

    def compare(self, expected: Sequence[Number]) -> Number:
        """Return the error, and give every output Neuron its sensitivity.

        expected: one number for each output Neuron.

        Raises ValueError or TypeError for anything else and for numbers that don't suit the error
        function; ValueError unless you have just propagated a sample.
        """
        expected = checks.check_before_comparing(self, expected)

        output_layer = self.neuron_layers[-1]
        outputs = output_layer.outputs()
        error = self.error_function.function(outputs, expected)
        sensitivities = self.error_function.sensitivities(outputs, expected)
        self.stage = "ready"
        output_layer.receive_sensitivity(sensitivities)
        self.stage = "compared"
        return error

    def backpropagate(self) -> None:
        """Let every Link add to its weight sensitivity, last layer first.

        No weight changes yet. Raises ValueError unless you have just compared a sample.
        """
        checks.check_before_backpropagating(self)

        self.stage = "ready"
        for link_layer in reversed(self.link_layers):
            link_layer.backpropagate()
        self.stage = "backpropagated"

    def nudge(self, learning_rate: Number) -> None:
        """Subtract learning rate × weight sensitivity from each weight; sensitivities become 0.

        Raises ValueError or TypeError unless the learning rate is a finite number above 0, and
        ValueError if a sample is unfinished and no Link has a weight sensitivity yet.
        """
        with self.turn.lock:
            learning_rate = checks.check_before_nudging(self, learning_rate)

            self.stage = "ready"
            for link_layer in self.link_layers:
                link_layer.nudge(learning_rate)
