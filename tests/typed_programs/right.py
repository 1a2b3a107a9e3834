# pyright: strict
"""A typed program: the comment after an expression is its type. It is checked, not run."""

from collections.abc import Sequence

from lernmi import Network, Trainer
from lernmi.activations import Activation, Number
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.layers import LinkLayer
from lernmi.link import Link
from lernmi.neuron import Neuron
from lernmi.support.records import EpochRecord, History


class SlowLink(Link):
    """A Link that learns half as fast."""

    def nudge(self, learning_rate: Number) -> None:
        """Move the weight."""
        super().nudge(learning_rate / 2)


def furthest(outputs: Sequence[Number], expected: Sequence[Number]) -> Number:
    """Return the largest difference between an output and its expected number."""
    return max(abs(output - wanted) for output, wanted in zip(outputs, expected))


def report(record: EpochRecord) -> None:
    """Show the types of a record."""
    reveal_type(record.error)  # float
    reveal_type(record.validation_error)  # float | None
    reveal_type(record.measures)  # dict[str, float]


def is_good_enough(history: History) -> bool:
    """Return whether to stop."""
    return history[-1].error < 0.01


square = Activation("square", lambda x: x * x, lambda x, output: 2 * x)
network = Network([2, 3, 1], activation=square, error=squared_error, link_type=SlowLink, seed=1)
reveal_type(network)  # Network
reveal_type(network.propagate([0, 1]))  # list[float]
reveal_type(network.compare([1]))  # float
reveal_type(network.learn([0, 0.5], [1], learning_rate=0.5))  # float
reveal_type(network.copy())  # Network

link = network.link("x1", "h1")
reveal_type(link)  # Link
reveal_type(link.weight)  # float
reveal_type(link.weight_sensitivity)  # float
reveal_type(link.output_sensitivity)  # float
reveal_type(link.output_neuron.output)  # float
reveal_type(network.neuron("h1").activation.function(0.5))  # float
reveal_type(network.neuron("h1").activation.slope(0.5, 0.25))  # float
reveal_type(network.error_function.function([0.5], [1]))  # float
reveal_type(network.weights)  # tuple[tuple[float, ...], ...]

neurons: list[Neuron] = network.neuron_layers[0].neurons
link_layers: list[LinkLayer] = network.link_layers
error_function: ErrorFunction = network.error_function

trainer = Trainer(network, learning_rate=0.5, measures=[furthest])
history = trainer.train([([0, 1], [1])], 10, on_epoch=report, stop_when=is_good_enough)
reveal_type(history)  # History
reveal_type(history[-1].learning_rate)  # float
reveal_type(trainer.epochs_done)  # int
