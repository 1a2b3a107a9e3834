"""The content of the golden pack, shared by the script that wrote it and by its test.

The imports below are the one place that knows where in lernmi things are. When modules move, edit
these lines. Never edit anything else here: the pack in `pack/` was made with it, once.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from lernmi import Activation, BiasNeuron, Network, Neuron, Trainer
from lernmi.activations import identity, leaky_relu, relu, sigmoid, tanh
from lernmi.data.digits import load_digits, training_and_test_digits
from lernmi.data.logic import XOR, parity
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn
from lernmi.data.published import MAZUR, PUBLISHED
from lernmi.data.samples import split, with_labels
from lernmi.data.shapes import circle, exclusive_or, gauss, moons, plane, six_gaussians, spiral
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.exercises.classroom import files_of, put_files, standing
from lernmi.exercises.homework import check_homework, read_homework
from lernmi.exercises.sheets import sheet
from lernmi.files import load, load_preparation, resume, save, save_every, to_python
from lernmi.functions.error_functions import (
    absolute,
    hinge,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from lernmi.functions.initial_weights import he, normal, zeros
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.functions.schedules import cosine, step, warm_up
from lernmi.initial_weights import uniform
from lernmi.support.records import EpochRecord, History, Progress
from lernmi.training.many_starts import Outcome
from lernmi.training.measures import (
    absolute_error,
    accuracy,
    accuracy_between,
    accuracy_for,
    confusions,
    precision_and_recall,
    r_squared,
    results,
)
from lernmi.training.stopping import EarlyStopping

PACK = Path(__file__).parent / "pack"

# The script and the test take these names from here, so that only this file knows their modules.
__all__ = [
    "ACTIVATIONS",
    "ACTIVATION_NAMES",
    "CHECKPOINTS",
    "ERROR_FUNCTIONS",
    "EXPECTED",
    "EXPORTED",
    "NETWORKS",
    "OWN_ACTIVATIONS",
    "OWN_ERROR_FUNCTIONS",
    "PACK",
    "PICKLED_TRAININGS",
    "PRODUCT",
    "SETTINGS",
    "STATE",
    "XOR",
    "Training",
    "as_bits",
    "data_sets",
    "digest",
    "files_in_pack",
    "files_of",
    "libm_digests",
    "load",
    "load_preparation",
    "measured",
    "objects_with_reprs",
    "pickled_things",
    "preparation_of_flowers",
    "put_files",
    "record_of",
    "resume",
    "save",
    "standing",
    "to_python",
    "verdict_on",
    "weights_from",
    "weights_of",
]


# Exact numbers as text.


def as_bits(value: Any) -> Any:
    """Return a value with every number in it as text with all its bits."""
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, Fraction):
        # Python refuses to write very long ints in decimal digits.
        return f"{value.numerator:x}/{value.denominator:x}"
    if isinstance(value, dict):
        return {str(key): as_bits(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_bits(each) for each in value]
    return value if value is None or isinstance(value, str) else repr(value)


def digest(value: Any) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of a value's bits."""
    return hashlib.sha256(json.dumps(as_bits(value)).encode("ascii")).hexdigest()[:12]


def weights_of(network: Network) -> Any:
    """Return the bits of all weights, a list for each layer of Links."""
    return as_bits(network.weights)


def weights_from(bits: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return the floats that `weights_of` wrote."""
    return [[float.fromhex(text) for text in of_layer] for of_layer in bits]


# exp and the like come from the machine's C library, and may differ in the last bit.


def libm_digests() -> dict[str, str]:
    """Return a digest of 1,200 results for each function of the C library that lernmi uses."""
    arguments = [number / 64 + 1 / 3 for number in range(-600, 600)]
    positive = [abs(argument) + 1e-3 for argument in arguments]
    functions: dict[str, tuple[Callable[[float], float], list[float]]] = {
        "exp": (math.exp, arguments),
        "expm1": (math.expm1, arguments),
        "tanh": (math.tanh, arguments),
        "sin": (math.sin, arguments),
        "cos": (math.cos, arguments),
        "erfc": (math.erfc, arguments),
        "log": (math.log, positive),
        "log1p": (math.log1p, positive),
        "pow": (lambda number: 0.999 ** round(number * 10), positive),
        "hypot": (lambda number: math.hypot(number, 1.7), positive),
    }
    return {
        name: digest([function(argument) for argument in its_arguments])
        for name, (function, its_arguments) in functions.items()
    }


# A Preparation.


def preparation_of_flowers() -> Preparation:
    """Return a Preparation with three inputs and two labels."""
    return Preparation.of_columns(
        [
            NumberColumn("length", 3.75, 1.7, 3.5),
            TextColumn("colour", ["blue", "red"], ["", "?"], None, False),
        ],
        TextColumn("kind", ["rose", "tulip"], [""], None, True),
        ",",
    )


# Trainings.


class Training(NamedTuple):
    """One tiny training.

    sizes: the sizes of the layers. network: other arguments of Network.
    change: a function that changes the network before it learns, such as its weights.
    samples, validation, epochs: what it learns from, and for how long.
    trainer: arguments of the Trainer.
    nudging: makes a new nudging, because each belongs to one network.
    measures: makes the measures for a network.
    patience: the patience of early stopping; None without it.
    preparation: kept in its checkpoint.
    is_exact: whether it needs only +, -, x, /, and square roots, which every machine rounds alike.
    engines: the engines that can train it.
    """

    sizes: Sequence[int]
    samples: Sequence[Any]
    epochs: int = 2
    validation: Sequence[Any] | None = None
    network: Mapping[str, Any] = {}
    change: Callable[[Network], object] = lambda network: None
    trainer: Mapping[str, Any] = {}
    nudging: Callable[[], Any] = lambda: None
    measures: Callable[[Network], Sequence[Any]] = lambda network: ()
    patience: int | None = None
    preparation: Preparation | None = None
    is_exact: bool = False
    engines: Sequence[str] = ("links", "lists", "numba")

    def saving(
        self,
        epochs: int,
        path: Path,
        trainer: Trainer,
        stopping: EarlyStopping | None,
    ) -> Callable[[EpochRecord], None]:
        """Return the function that writes checkpoints."""
        return save_every(
            epochs,
            path,
            trainer,
            self.samples,
            self.validation,
            preparation=self.preparation,
            stopping=stopping,
        )

    def begun(self, engine: str = "links", **more: Any) -> tuple[Trainer, EarlyStopping | None]:
        """Return a new, untrained Trainer and its early stopping."""
        network = Network(self.sizes, **self.network)
        self.change(network)
        settings = {"learning_rate": 0.1, "engine": engine, **self.trainer, **more}
        trainer = Trainer(
            network, nudging=self.nudging(), measures=self.measures(network), **settings
        )
        stopping = None
        if self.patience is not None:
            stopping = EarlyStopping(trainer, patience=self.patience)
        return trainer, stopping

    def train(
        self,
        trainer: Trainer,
        stopping: EarlyStopping | None,
        epochs: int,
        on_epoch: Callable[[EpochRecord], None] | None = None,
    ) -> None:
        """Train some epochs."""
        trainer.train(
            self.samples,
            epochs,
            validation=self.validation,
            stop_when=stopping,
            on_epoch=on_epoch,
        )

    def done(self, engine: str = "links") -> Trainer:
        """Return a Trainer after all its epochs."""
        trainer, stopping = self.begun(engine)
        self.train(trainer, stopping, self.epochs)
        return trainer


def record_of(trainer: Trainer) -> list[str]:
    """Return the record of a training.

    It is a digest of all weights, one of the history, and the last weight in clear.
    """
    history = [record._asdict() for record in trainer.history]
    last = trainer.network.links[-1].weight
    return [digest(trainer.network.weights), digest(history), digest_or_float(last)]


def digest_or_float(number: Any) -> str:
    """Return a float's bits, and the digest of any other number, because Fractions get long."""
    return number.hex() if isinstance(number, float) else digest(number)


# The product: each activation × error function × nudging, one sample at a time and in batches.

# lernmi's functions at that commit; new ones may join.
ACTIVATION_NAMES = (
    *("sigmoid", "tanh", "relu", "leaky_relu", "identity"),
    *("softplus", "elu", "silu", "gelu", "sine"),
)
EXACT_ACTIVATIONS = ("relu", "leaky_relu", "identity")
EXACT_ERROR_FUNCTIONS = ("squared_error", "absolute", "hinge")
INPUTS = [[0.25, -1.0], [0.0, 0.7], [-1.5, 0.3], [0.6, 0.4]]
EXPECTED = {
    "squared_error": [[0.3, -0.2], [1.0, 0.0], [-0.5, 0.9], [0.1, 0.4]],
    "absolute": [[0.3, -0.2], [1.0, 0.0], [-0.5, 0.9], [0.1, 0.4]],
    "hinge": [[1, -1], [-1, -1], [1, 1], [-1, 1]],
    "sigmoid_cross_entropy": [[1, 0], [0.25, 1], [0, 0], [1, 1]],
    "softmax_cross_entropy": [[1, 0], [0.25, 0.75], [0, 1], [0.5, 0.5]],
}
NUDGINGS: dict[str, Callable[[], Any]] = {
    "plain": lambda: None,
    "momentum": lambda: Nudging(momentum=0.9),
    "l1": lambda: Nudging(l1=0.01),
    "l2": lambda: Nudging(l2=0.1),
    "momentum, l1, l2": lambda: Nudging(momentum=0.5, l1=0.001, l2=0.01),
    "adam": Adam,
    "adam without memory": lambda: Adam(mean_decay=0, square_decay=0, smallest=1e-3),
    "adam, l1, l2": lambda: Adam(mean_decay=0.8, square_decay=0.99, l1=0.001, l2=0.01),
}


def product() -> dict[str, Training]:
    """Return the trainings of the product by name."""
    trainings = {}
    for activation in ACTIVATION_NAMES:
        for error, expected in EXPECTED.items():
            output = "identity" if error.endswith("cross_entropy") else activation
            for nudging, make in NUDGINGS.items():
                # The last batch of 3 has only one sample, and dividing by 3 rounds.
                for batch_size in (1, 3):
                    is_exact = activation in EXACT_ACTIVATIONS and error in EXACT_ERROR_FUNCTIONS
                    trainings[f"{activation} / {error} / {nudging} / {batch_size}"] = Training(
                        sizes=[2, 3, 2],
                        samples=list(zip(INPUTS, expected)),
                        network={
                            "activation": ACTIVATIONS[activation],
                            "output_activation": ACTIVATIONS[output],
                            "error": ERROR_FUNCTIONS[error],
                            "initial_weights": uniform(-1, 1),
                            # With this input, no two trainings give the same weights.
                            "seed": 0,
                        },
                        trainer={"batch_size": batch_size},
                        nudging=make,
                        is_exact=is_exact and not nudging.startswith("adam"),
                    )
    return trainings


PRODUCT = product()


# All other settings, each in its own training.

SEVEN = [
    ([0.5, -1.0], [0.2]),
    ([0.0, 0.25], [0.9]),
    ([1.5, 1.0], [0.4]),
    ([-0.75, 0.0], [0.1]),
    ([0.3, 0.3], [0.7]),
    ([-1.0, -1.0], [0.5]),
    ([2.0, -0.5], [0.0]),
]
THREE = SEVEN[:3]
LATER = SEVEN[4:]
CLASSES = [(inputs, [1, 0] if inputs[0] > 0 else [0, 1]) for inputs, _ in SEVEN]
LABELS = [(inputs, [1] if inputs[0] > 0 else [-1]) for inputs, _ in SEVEN]
WIDE = [
    ([(start + place * place) % 5 / 4 for place in range(9)], [0.5, -0.25, 1])
    for start in (0, 1, 3, 4)
]
HALF = Fraction(1, 2)
FRACTIONS = [([Fraction(1, 3), HALF], [Fraction(1, 5)]), ([Fraction(-2, 3), 1], [Fraction(2)])]
DECIMALS = [([Decimal("0.1"), Decimal("-2.5")], [Decimal("0.3")]), ([1, 0], [Decimal(1)])]


def with_fractions(network: Network) -> None:
    network.weights = [
        [Fraction(place - 1, place + 2) for place, _ in enumerate(layer.links)]
        for layer in network.link_layers
    ]


def with_decimals(network: Network) -> None:
    network.weights = [
        [Decimal(place - 3) / 8 for place, _ in enumerate(layer.links)]
        for layer in network.link_layers
    ]


def with_minus_zero(network: Network) -> None:
    network.links[0].weight = -0.0
    network.links[4].weight = -0.0


def with_mixed_activations(network: Network) -> None:
    for neuron, activation in zip(network.neuron_layers[1].neurons, (tanh, relu, sigmoid)):
        neuron.activation = activation


def square_output(total_input: Any) -> Any:
    return total_input * total_input


def square_slope(total_input: Any, output: Any) -> Any:
    return 2 * total_input


def fourth_powers(outputs: Sequence[Any], expected: Sequence[Any]) -> Any:
    total: Any = 0
    for output, wanted in zip(outputs, expected):
        difference = output - wanted
        total += difference * difference * difference * difference
    return total


def fourth_powers_sensitivities(outputs: Sequence[Any], expected: Sequence[Any]) -> list[Any]:
    return [
        4 * (output - wanted) * (output - wanted) * (output - wanted)
        for output, wanted in zip(outputs, expected)
    ]


SQUARE = Activation("square", square_output, square_slope)
FOURTH_POWERS = ErrorFunction("fourth_powers", fourth_powers, fourth_powers_sensitivities)
OWN_ACTIVATIONS = [SQUARE]
OWN_ERROR_FUNCTIONS = [FOURTH_POWERS]

LEAKY = {"activation": leaky_relu}
SETTINGS: dict[str, Training] = {
    "batch of 3 of 7": Training([2, 3, 1], SEVEN, trainer={"batch_size": 3}),
    "batch larger than all": Training([2, 3, 1], SEVEN, trainer={"batch_size": 50}),
    "exact batch of 4 of 7": Training(
        [2, 3, 1], SEVEN, network=LEAKY, trainer={"batch_size": 4}, is_exact=True
    ),
    "not shuffled": Training([2, 3, 1], SEVEN, trainer={"shuffle": False}),
    "not shuffled, exact": Training(
        [2, 3, 1], SEVEN, network=LEAKY, trainer={"shuffle": False}, is_exact=True
    ),
    "shuffled with seed 3": Training([2, 3, 1], SEVEN, epochs=5, trainer={"seed": 3}),
    "shuffled with seed 3, exact": Training(
        [2, 3, 1], SEVEN, epochs=5, network=LEAKY, trainer={"seed": 3}, is_exact=True
    ),
    "no epochs": Training([2, 3, 1], SEVEN, epochs=0, is_exact=True),
    "starting weights with seed 12": Training(
        [2, 3, 1], SEVEN, epochs=0, network={"seed": 12}, is_exact=True
    ),
    "starting weights he": Training(
        [2, 3, 1], SEVEN, epochs=0, network={"initial_weights": he, "seed": 1}
    ),
    "starting weights normal": Training(
        [2, 3, 1], SEVEN, epochs=0, network={"initial_weights": normal(0.5), "seed": 1}
    ),
    "starting weights zeros": Training([2, 3, 1], SEVEN, network={"initial_weights": zeros}),
    "starting weights uniform": Training(
        [2, 3, 1],
        SEVEN,
        epochs=0,
        network={"initial_weights": uniform(-0.5, 0.5), "seed": 2**40},
        is_exact=True,
    ),
    "validation": Training([2, 3, 1], THREE, epochs=3, validation=LATER),
    "validation, exact": Training(
        [2, 3, 1], THREE, epochs=3, validation=LATER, network=LEAKY, is_exact=True
    ),
    "early stopping": Training(
        [2, 3, 1], THREE, epochs=40, validation=LATER, trainer={"learning_rate": 2}, patience=2
    ),
    "learning rate 1": Training([2, 3, 1], SEVEN, trainer={"learning_rate": 1}),
    "schedule step": Training(
        [2, 3, 1], THREE, epochs=6, trainer={"learning_rate": step(0.5, factor=0.1, every=2)}
    ),
    "schedule cosine": Training(
        [2, 3, 1], THREE, epochs=6, trainer={"learning_rate": cosine(0.5, end=0.01, epochs=5)}
    ),
    "schedule warm_up": Training(
        [2, 3, 1],
        THREE,
        epochs=6,
        network=LEAKY,
        trainer={"learning_rate": warm_up(4, 0.2)},
        is_exact=True,
    ),
    "schedule warm_up of a schedule": Training(
        [2, 3, 1],
        THREE,
        epochs=6,
        trainer={"learning_rate": warm_up(3, cosine(0.5, end=0.01, epochs=6))},
    ),
    "schedule of one's own": Training(
        [2, 3, 1],
        THREE,
        epochs=4,
        network=LEAKY,
        trainer={"learning_rate": lambda epoch: 0.3 / epoch},
        is_exact=True,
    ),
    "measures": Training(
        [2, 3, 2],
        CLASSES,
        validation=CLASSES[:2],
        network={"error": softmax_cross_entropy, "output_activation": identity},
        measures=lambda network: [accuracy, absolute_error],
    ),
    "measures between labels": Training(
        [2, 3, 1],
        LABELS,
        network={"error": hinge, **LEAKY},
        measures=lambda network: [accuracy_between(-1, 1), absolute_error],
        is_exact=True,
    ),
    "measures of probabilities": Training(
        [2, 3, 1],
        XOR,
        network={"error": sigmoid_cross_entropy, "output_activation": identity},
        measures=lambda network: [accuracy_for(network)],
    ),
    "all at once": Training(
        [2, 4, 3, 1],
        SEVEN,
        epochs=4,
        validation=THREE,
        network={"activation": tanh, "output_activation": sigmoid, "seed": 5},
        trainer={
            "batch_size": 3,
            "seed": 9,
            "learning_rate": warm_up(2, step(0.4, factor=0.5, every=2)),
        },
        nudging=lambda: Nudging(momentum=0.8, l1=0.001, l2=0.002),
        measures=lambda network: [absolute_error],
    ),
    "inputs through sigmoid": Training([2, 3, 1], XOR, network={"input_activation": sigmoid}),
    "inputs through relu, exact": Training(
        [2, 3, 1], SEVEN, network={"input_activation": relu, **LEAKY}, is_exact=True
    ),
    "several activations in a layer": Training([2, 3, 1], SEVEN, change=with_mixed_activations),
    "one Link layer": Training([2, 1], SEVEN),
    "one of each": Training([1, 1], [([0.5], [1])], network=LEAKY, is_exact=True),
    "three hidden layers": Training([2, 3, 2, 3, 1], SEVEN, network={"activation": tanh}),
    "wide": Training([9, 10, 3], WIDE, network={"activation": tanh}),
    "wide, exact": Training([9, 10, 3], WIDE, network=LEAKY, is_exact=True),
    "wide, exact, in batches": Training(
        [9, 10, 3], WIDE, network=LEAKY, trainer={"batch_size": 3}, is_exact=True
    ),
    "weights of minus zero": Training(
        [2, 3, 1],
        [([0, 0], [0]), ([0.0, 1], [1])],
        network={"activation": relu},
        change=with_minus_zero,
        is_exact=True,
    ),
    "xor": Training([2, 3, 1], XOR, epochs=20, trainer={"learning_rate": 2}),
    "digits": Training([64, 8, 10], load_digits()[:20], trainer={"learning_rate": 0.5}),
    "fractions": Training(
        [2, 2, 1],
        FRACTIONS,
        network={"activation": relu, "output_activation": identity},
        change=with_fractions,
        trainer={"learning_rate": Fraction(1, 10), "batch_size": 2},
        is_exact=True,
        engines=("links",),
    ),
    "fractions, each sample by itself": Training(
        [2, 2, 1],
        FRACTIONS,
        network={"activation": SQUARE, "output_activation": identity},
        change=with_fractions,
        trainer={"learning_rate": Fraction(1, 10)},
        validation=FRACTIONS[:1],
        measures=lambda network: [absolute_error],
        is_exact=True,
        engines=("links",),
    ),
    "fractions with momentum and penalties": Training(
        [2, 2, 1],
        FRACTIONS,
        network={"activation": identity},
        change=with_fractions,
        trainer={"learning_rate": Fraction(1, 10)},
        nudging=lambda: Nudging(momentum=HALF, l1=Fraction(1, 100), l2=Fraction(1, 10)),
        is_exact=True,
        engines=("links",),
    ),
    "fractions with the error function absolute": Training(
        [2, 2, 1],
        FRACTIONS,
        network={"activation": relu, "output_activation": identity, "error": absolute},
        change=with_fractions,
        trainer={"learning_rate": HALF},
        is_exact=True,
        engines=("links",),
    ),
    "decimals": Training(
        [2, 2, 1],
        DECIMALS,
        network={"activation": relu, "output_activation": identity},
        change=with_decimals,
        trainer={"learning_rate": Decimal("0.1"), "batch_size": 2},
        nudging=lambda: Nudging(momentum=Decimal("0.5")),
        is_exact=True,
        engines=("links",),
    ),
    "an activation and an error function of one's own": Training(
        [2, 3, 1],
        SEVEN,
        network={"activation": SQUARE, "output_activation": leaky_relu, "error": FOURTH_POWERS},
        is_exact=True,
        engines=("links", "lists"),
    ),
    "a nudging of one's own": Training(
        [2, 3, 1], SEVEN, nudging=lambda: by_sign, network=LEAKY, is_exact=True, engines=("links",)
    ),
}


def by_sign(link: Any, position: int, learning_rate: Any, batch_length: int) -> None:
    """A custom nudging: always the same amount, less for each later Link."""
    sign = (link.weight_sensitivity > 0) - (link.weight_sensitivity < 0)
    link.weight = link.weight - learning_rate * sign / (position + 1)


# A training with a state that goes through JSON half way.

STATE = Training(
    [2, 3, 1],
    SEVEN,
    epochs=4,
    validation=THREE,
    trainer={"batch_size": 2, "seed": 4, "learning_rate": 0.05},
    nudging=Adam,
    measures=lambda network: [absolute_error],
)


# Networks in files.


def with_every_activation(network: Network) -> None:
    for neuron, name in zip(network.neuron_layers[1].neurons, ACTIVATION_NAMES):
        neuron.activation = ACTIVATIONS[name]


NAMES = ["Bias \u00e4", "\u03b1", "x 2", "\u4e2d", "h", "\U0001f600", '"q"\\', "<y>", "\u00df"]


def with_names(network: Network) -> None:
    for neuron, name in zip(network.neurons, NAMES):
        neuron.name = name


def with_odd_numbers(network: Network) -> None:
    network.weights = [[1e-320, -0.0, 1e300, 10**30, -7, 0.1], [1 / 3, 5e-324, 2.0]]


def network_of(training: Training) -> Network:
    """Return the network at the beginning of a training."""
    return training.begun()[0].network


NETWORKS: dict[str, Callable[[], tuple[Network, Preparation | None]]] = {
    "plain": lambda: (SETTINGS["xor"].done().network, None),
    "fractions": lambda: (network_of(SETTINGS["fractions"]), None),
    "decimals": lambda: (SETTINGS["decimals"].done().network, None),
    "odd_numbers": lambda: (
        network_of(Training([2, 2, 1], [], network=LEAKY, change=with_odd_numbers)),
        None,
    ),
    "names": lambda: (
        network_of(Training([2, 2, 1, 1], [], network={"seed": 3}, change=with_names)),
        None,
    ),
    "named_inputs": lambda: (
        Network([2, 1], input_names=["left", "right"], output_names=["both"], error=absolute),
        None,
    ),
    "every_activation": lambda: (
        network_of(
            Training(
                [2, 10, 2],
                [],
                network={"input_activation": tanh, "error": absolute, "seed": 2},
                change=with_every_activation,
            )
        ),
        None,
    ),
    "preparation": lambda: (
        Network(
            [3, 3, 2],
            input_names=preparation_of_flowers().input_names,
            output_names=preparation_of_flowers().output_names,
            activation=tanh,
            output_activation=identity,
            error=softmax_cross_entropy,
        ),
        preparation_of_flowers(),
    ),
    "sigmoid_cross_entropy": lambda: (
        Network([2, 2, 1], output_activation=identity, error=sigmoid_cross_entropy),
        None,
    ),
    "hinge": lambda: (Network([2, 2, 1], activation=leaky_relu, error=hinge), None),
    "own_functions": lambda: (
        Network([2, 2, 1], activation=SQUARE, error=FOURTH_POWERS, output_activation=relu),
        None,
    ),
}

# The pack also has these as plain Python, with their outputs for some inputs.
EXPORTED: dict[str, list[list[Any]]] = {
    "plain": [[0, 1], [0.25, -3.5]],
    "every_activation": [[0.7, -0.3], [-40.0, 2.5], [0, 0]],
    "preparation": [[-0.2, 1, 0], [0.5, 0, 1]],
    "fractions": [[Fraction(2, 3), Fraction(-1, 7)], [1, 2]],
    "decimals": [[Decimal("0.1"), Decimal("7")], [1, 2]],
    "hinge": [[0.5, -1.0], [3, 0.25]],
}


# Trainings with a checkpoint after their second epoch.

CHECKPOINTS: dict[str, Training] = {
    "plain": Training([2, 2, 1], SEVEN, epochs=4, trainer={"batch_size": 3, "seed": 1}),
    "not_shuffled": Training(
        [2, 2, 1], SEVEN, epochs=4, network=LEAKY, trainer={"shuffle": False}, is_exact=True
    ),
    "momentum": Training(
        [2, 2, 1],
        SEVEN,
        epochs=4,
        network=LEAKY,
        nudging=lambda: Nudging(momentum=0.9, l1=0.001, l2=0.01),
        is_exact=True,
    ),
    "adam": Training(
        [2, 2, 1], SEVEN, epochs=4, trainer={"learning_rate": 0.01}, nudging=lambda: Adam(l2=0.01)
    ),
    "validation_and_measures": Training(
        [2, 2, 2],
        CLASSES,
        epochs=4,
        validation=CLASSES[:3],
        network={"error": softmax_cross_entropy, "output_activation": identity},
        measures=lambda network: [accuracy, absolute_error],
    ),
    "schedule_step": Training(
        [2, 2, 1],
        SEVEN,
        epochs=4,
        trainer={"learning_rate": step(0.5, factor=0.5, every=2)},
    ),
    "schedule_cosine": Training(
        [2, 2, 1],
        SEVEN,
        epochs=4,
        trainer={"learning_rate": warm_up(2, cosine(0.5, end=0.01, epochs=6))},
    ),
    # Best after epoch 1, stopped after epoch 4.
    "early_stopping": Training(
        [2, 2, 1],
        THREE,
        epochs=40,
        validation=LATER,
        trainer={"learning_rate": 1, "shuffle": False},
        patience=3,
    ),
    "fractions": Training(
        [2, 2, 1],
        FRACTIONS,
        epochs=3,
        network={"activation": relu, "output_activation": identity},
        change=with_fractions,
        trainer={"learning_rate": Fraction(1, 10)},
        nudging=lambda: Nudging(momentum=HALF),
        is_exact=True,
        engines=("links",),
    ),
    "preparation": Training(
        [3, 2, 2],
        [([0.5, 1, 0], [1, 0]), ([-1.25, 0, 1], [0, 1])],
        epochs=4,
        network={"error": softmax_cross_entropy, "output_activation": identity},
        preparation=preparation_of_flowers(),
    ),
    "own_functions": Training(
        [2, 2, 1],
        SEVEN,
        epochs=4,
        network={"activation": SQUARE, "output_activation": leaky_relu, "error": FOURTH_POWERS},
        is_exact=True,
        engines=("links", "lists"),
    ),
}


# Data.


def data_sets() -> dict[str, tuple[bool, Any]]:
    """Return, by name, whether the data needs no function of the C library, and the data."""
    sheets = [sheet(number) for number in (1, 8, 15, 25)]
    return {
        "digits": (True, load_digits()[::60]),
        "digits, drawn": (True, [part[::100] for part in training_and_test_digits(3)]),
        "parity": (True, parity(4)),
        "split": (True, split(list(range(10)), 0.3, 4)),
        "labels": (True, with_labels(XOR, -0.5, 0.5)),
        "circle": (False, circle(20, 0.2, 1)),
        "exclusive_or": (True, exclusive_or(20, 0.2, 1)),
        "gauss": (False, gauss(20, 0.2, 1)),
        "spiral": (False, spiral(20, 0.2, 1)),
        "moons": (False, moons(20, 0.2, 1)),
        "plane": (True, plane(20, 0.2, 1)),
        "six_gaussians": (False, six_gaussians(20, 0.2, 1)),
        "work sheets": (
            False,
            [
                [one.layer_sizes, one.weights, one.inputs, one.expected, one.learning_rate]
                for one in sheets
            ],
        ),
        "published examples": (
            True,
            [
                [name, example.network().weights, example.inputs, example.expected]
                for name, example in PUBLISHED.items()
            ],
        ),
    }


def measured() -> dict[str, Any]:
    """Return the measures of an untrained network on many samples.

    Its activation is leaky_relu, which needs no function of the C library.
    """
    two = results(Network([2, 3, 2], activation=leaky_relu, seed=6), CLASSES)
    one = results(Network([2, 3, 1], activation=leaky_relu, seed=6), SEVEN)
    counts = confusions(two)
    return {
        "results": as_bits(one),
        "confusions": as_bits(sorted(counts.items())),
        "precision and recall": as_bits(precision_and_recall(counts)),
        "R squared": as_bits(r_squared(one)),
    }


# Pickles.


def pickled_things() -> dict[str, Any]:
    """Return the pickled objects by name."""
    propagated, compared = MAZUR.network(), MAZUR.network()
    propagated.propagate(MAZUR.inputs)
    compared.propagate(MAZUR.inputs)
    compared.compare(MAZUR.expected)
    things: dict[str, Any] = {
        "networks": {
            "propagated": propagated,
            "compared": compared,
            "fractions": network_of(SETTINGS["fractions"]),
            "every activation": NETWORKS["every_activation"]()[0],
        },
        "ready_made": {
            "activations": [ACTIVATIONS[name] for name in ACTIVATION_NAMES],
            "error functions": [ERROR_FUNCTIONS[name] for name in EXPECTED],
        },
        "preparation": preparation_of_flowers(),
        "outcome": Outcome(3, True, 17, 0.25),
    }
    for name, training in PICKLED_TRAININGS.items():
        trainer, stopping = training.begun(training.engines[0])
        # "auto" has not chosen yet, because its choice might need NumPy for unpickling.
        if name != "trainer_auto":
            training.train(trainer, stopping, 2)
        things[name] = {"trainer": trainer, "stopping": stopping}
    return things


PICKLED_TRAININGS: dict[str, Training] = {
    "trainer_links": STATE,
    "trainer_lists": CHECKPOINTS["validation_and_measures"]._replace(engines=["lists"]),
    "trainer_momentum": CHECKPOINTS["momentum"]._replace(engines=["lists"]),
    "trainer_stopping": CHECKPOINTS["early_stopping"],
    "trainer_fractions": CHECKPOINTS["fractions"],
    "trainer_auto": CHECKPOINTS["not_shuffled"]._replace(engines=["auto"]),
}


# Homework.


def verdict_on(path: Path) -> dict[str, Any] | str:
    """Return the findings in a homework file, without the sentences.

    They are: whether all is right, the first wrong number (and whether it is wrong alone), and the
    mistakes. "refused" means homework that can't be read, "none" means a file that isn't homework.
    """
    try:
        numbers = read_homework(path)
        if numbers is None:
            return "none"
        finding = check_homework(numbers)
    except ValueError:
        return "refused"
    first = None
    for label, number in numbers.items():
        alone = {"homework": numbers["homework"], label: number}
        if (
            label not in ("homework", "name", "class", "date")
            and not check_homework(alone).is_right
        ):
            first = label
            break
    return {"right": finding.is_right, "first wrong": first, "mistakes": list(finding.mistakes)}


# Reprs.


def objects_with_reprs() -> dict[str, Any]:
    """Return the objects with a recorded repr, by name."""
    fresh, done = MAZUR.network(), MAZUR.network()
    done.propagate(MAZUR.inputs)
    done.compare(MAZUR.expected)
    done.backpropagate()
    exact = SETTINGS["fractions"].done()
    deep = Network([2, 13, 14, 1])
    trained = SETTINGS["validation, exact"].done()
    own = SETTINGS["measures between labels"].done()
    things: dict[str, Any] = {
        "network": fresh,
        "network, backpropagated": done,
        "network, deep": deep,
        "neuron, fresh": Neuron("n", sigmoid),
        "neuron": done.neuron("h1"),
        "neuron, output": done.neuron("y2"),
        "neuron, fraction": exact.network.neuron("h1"),
        "bias neuron": BiasNeuron("b1"),
        "bias neuron, done": done.neuron("b1"),
        "link, fresh": fresh.link("x1", "h1"),
        "link": done.link("h1", "y1"),
        "link, fraction": exact.network.links[0],
        "neuron layer": fresh.neuron_layers[0],
        "neuron layer, outputs": fresh.neuron_layers[-1],
        "neuron layer, many": deep.neuron_layers[1],
        "link layer": fresh.link_layers[0],
        "link layer, many": deep.link_layers[1],
        "error function": squared_error,
        "activation of one's own": SQUARE,
        "error function of one's own": FOURTH_POWERS,
        "trainer, fresh": Trainer(fresh, learning_rate=0.5),
        "trainer": trained,
        "trainer, by epoch": SETTINGS["schedule warm_up"].begun("lists")[0],
        "trainer, auto": Trainer(fresh, learning_rate=Fraction(1, 3), batch_size=7, engine="auto"),
        "epoch record": own.history[0],
        "epoch record, validated": trained.history[0],
        "history, empty": History(),
        "history, one": History(own.history[:1]),
        "history": trained.history,
        "history, fractions": SETTINGS["fractions"].done().history,
        "progress": Progress(1, 2, 3, 0.5, {"accuracy": 0.25}),
        "nudging": Nudging(),
        "nudging, all": Nudging(momentum=0.9, l1=0.001, l2=Fraction(1, 3)),
        "adam": Adam(),
        "adam, all": Adam(mean_decay=0.5, square_decay=0.9, smallest=1e-3, l1=0.1, l2=2),
        "preparation": preparation_of_flowers(),
        "number column": preparation_of_flowers().inputs[0],
        "text column": preparation_of_flowers().output,
        "outcome": Outcome(3, True, 17, 0.25),
        "weights": fresh.weights,
        "state, keys": list(trained.state()),
        "epoch record, keys": list(trained.history[0]._asdict()),
    }
    for name in ACTIVATION_NAMES:
        things[f"activation {name}"] = ACTIVATIONS[name]
    for name in EXPECTED:
        things[f"error function {name}"] = ERROR_FUNCTIONS[name]
    return things


# The files of the pack.


def files_in_pack() -> dict[str, str]:
    """Return the SHA-256 of each file of the pack by its path, without the list itself."""
    return {
        path.relative_to(PACK).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(PACK.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS" and "__pycache__" not in path.parts
    }
