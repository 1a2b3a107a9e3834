"""Recipes: what the live page learns, as a few words and numbers that fit into an address.

    recipe = read_recipe({"learn": "xor", "layers": "2-3-1"})
    network, samples = recipe.network(), recipe.samples()

The same recipe always gives the same network and samples. An address carries only such words and
numbers, never code, and `read_recipe` refuses what doesn't fit before anything is built.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lernmi.activations import Activation, Number, relu, sigmoid, tanh
from lernmi.data import logic, shapes
from lernmi.data.published.mazur import MAZUR
from lernmi.data.samples import with_labels
from lernmi.network import Network
from lernmi.support.numbers import checked_learning_rate, checked_number, checked_whole_number
from lernmi.support.samples import Sample
from lernmi.support.texts import refusal, short_text

GATES = {
    "and": logic.AND,
    "or": logic.OR,
    "nand": logic.NAND,
    "xor": logic.XOR,
}
SHAPES: dict[str, Callable[[int, float, int], list[Sample]]] = {
    "circle": shapes.circle,
    "gauss": shapes.gauss,
    "moons": shapes.moons,
    "spiral": shapes.spiral,
}
ACTIVATIONS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}

# Larger networks and data sets are for `train`: here every Neuron is drawn.
MOST_LAYERS, MOST_NEURONS = 6, 64
MOST_POINTS = 2000
MOST_BATCH = 1000
# Above this, no network of this kind still learns.
MOST_RATE = 1000
# The longest value in an address, apart from the weights.
MOST_CHARACTERS = 40


class Recipe(NamedTuple):
    """What to learn, and with which settings.

    With the default seed, XOR begins with inputs that aren't all 0, and is solved in 150 epochs.

    learn: "xor" or another gate, a shape such as "circle", or "mazur" (the published example).
    layers: the layer sizes, such as "2-2-1".
    activation: "sigmoid", "tanh" or "relu", for the hidden layers. The output layer has sigmoid,
        or tanh if the hidden layers have tanh; "mazur" has its own.
    rate: the learning rate, above 0. batch: samples per nudge.
    seed: the random seed for the starting weights, the order of the samples and the points.
    points: the number of points of a shape. noise: how noisy they are, from 0 to 0.5.
    """

    learn: str = "xor"
    layers: str = "2-2-1"
    activation: str = "sigmoid"
    rate: float = 1.0
    batch: int = 1
    seed: int = 59
    points: int = 200
    noise: float = 0.0

    def network(self) -> Network:
        """Return the network with its starting weights."""
        if self.learn == "mazur":
            return MAZUR.network()
        return Network(
            layer_sizes(self.layers),
            activation=ACTIVATIONS[self.activation],
            output_activation=self.output_activation(),
            seed=self.seed,
        )

    def output_activation(self) -> Activation:
        """Return the activation of the output layer."""
        return tanh if self.activation == "tanh" else sigmoid

    def samples(self) -> Sequence[Sample]:
        """Return the samples, with labels that suit the output activation."""
        if self.learn == "mazur":
            return [(MAZUR.inputs, MAZUR.expected)]
        if self.learn in SHAPES:
            samples = SHAPES[self.learn](self.points, self.noise, self.seed)
        else:
            samples = GATES[self.learn]
        low, high = (-1.0, 1.0) if self.activation == "tanh" else (0.0, 1.0)
        floats = [([float(x) for x in inputs], expected) for inputs, expected in samples]
        return with_labels(floats, low, high)

    def as_wishes(self) -> dict[str, str]:
        """Return what differs from the defaults of its data, as an address has it."""
        usual = DEFAULTS[self.learn]
        wishes = {"learn": self.learn}
        for name, value in self._asdict().items():
            if value != getattr(usual, name):
                wishes[name] = str(value)
        return wishes


# The defaults for each kind of data.
DEFAULTS = {
    "xor": Recipe(),
    "and": Recipe("and", "2-1", seed=0),
    "or": Recipe("or", "2-1", seed=0),
    "nand": Recipe("nand", "2-1", seed=0),
    "mazur": Recipe("mazur", "2-2-2", rate=MAZUR.learning_rate, seed=0),
    "circle": Recipe("circle", "2-4-1", "tanh", rate=0.03, seed=0),
    "gauss": Recipe("gauss", "2-1", "tanh", rate=0.03, seed=0),
    "moons": Recipe("moons", "2-6-1", "tanh", rate=0.1, seed=0),
    "spiral": Recipe("spiral", "2-8-8-1", "tanh", rate=0.03, seed=0),
}


def read_recipe(wishes: Mapping[str, Any]) -> Recipe:
    """Return the recipe that an address or the page asks for.

    wishes: values for the fields of Recipe, as strings or numbers; the others have the defaults of
        the data.

    Raises ValueError or TypeError for an unknown field, and for a value that doesn't fit.
    """
    for name, value in wishes.items():
        if name not in Recipe._fields:
            raise ValueError(refusal("a recipe's field", " or ".join(Recipe._fields), name))
        if isinstance(value, str) and len(value) > MOST_CHARACTERS:
            raise ValueError(f"{name} must be at most {MOST_CHARACTERS} characters long")
    learn = one_of(wishes.get("learn", "xor"), "learn", list(DEFAULTS))
    usual = DEFAULTS[learn]
    wished = {**usual._asdict(), **wishes}
    recipe = Recipe(
        learn,
        checked_layers(wished["layers"], learn),
        one_of(wished["activation"], "activation", list(ACTIVATIONS)),
        number_in(wished["rate"], "rate", MOST_RATE),
        whole_number_in(wished["batch"], "batch", 1, MOST_BATCH),
        whole_number_in(wished["seed"], "seed", 0, 2**32),
        whole_number_in(wished["points"], "points", 2, MOST_POINTS),
        noise_in(wished["noise"]),
    )
    if learn == "mazur" and recipe._replace(rate=usual.rate) != usual:
        raise ValueError("mazur has its own network and sample; only its rate can change")
    return recipe


# What is in a recipe.


def layer_sizes(layers: str) -> list[int]:
    """Return layer sizes such as "2-3-1" as numbers."""
    return [int(size) for size in layers.split("-")]


def checked_layers(layers: Any, learn: str) -> str:
    """Return the layer sizes as they are written, or raise ValueError."""
    first, last = (2, 2) if learn == "mazur" else (2, 1)
    example = f"{first}-2-{last}"
    text = layers if isinstance(layers, str) else short_text(layers)
    sizes = text.split("-")
    is_right = all(size.isascii() and size.isdigit() and len(size) <= 4 for size in sizes)
    if not is_right or not 2 <= len(sizes) <= MOST_LAYERS:
        raise ValueError(
            f"layers must be 2 to {MOST_LAYERS} numbers, such as {example}; got {short_text(text)}"
        )
    numbers = layer_sizes(text)
    if not all(1 <= number <= MOST_NEURONS for number in numbers):
        raise ValueError(f"each layer must have 1 to {MOST_NEURONS} Neurons; got {text}")
    if (numbers[0], numbers[-1]) != (first, last):
        raise ValueError(
            f"layers for {learn} must begin with {first} and end with {last}, such as {example}; "
            f"got {text}"
        )
    return "-".join([str(number) for number in numbers])


def one_of(value: Any, what: str, names: list[str]) -> str:
    """Return a name from a list, or raise ValueError."""
    if not isinstance(value, str) or value not in names:
        raise ValueError(refusal(what, " or ".join(names), value))
    return value


def whole_number_in(value: Any, what: str, least: int, most: int) -> int:
    """Return a whole number, perhaps written as a string; ValueError or TypeError otherwise."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    number = checked_whole_number(value, what, at_least=least)
    if number > most:
        raise ValueError(f"{what} must be at most {most:,}; got {short_text(number)}")
    return number


def number_in(value: Any, what: str, most: float) -> float:
    """Return a number above 0, perhaps written as a string; ValueError or TypeError otherwise."""
    number: Number = checked_learning_rate(as_number(value, what))
    if number > most:
        raise ValueError(f"{what} must be at most {most:g}; got {short_text(number)}")
    return number


def noise_in(value: Any) -> float:
    """Return the noise, from 0 to 0.5; ValueError or TypeError otherwise."""
    number = checked_number(as_number(value, "noise"), "noise")
    if not 0 <= number <= 0.5:
        raise ValueError(refusal("noise", "from 0 to 0.5", number))
    return float(number)


def as_number(value: Any, what: str) -> Any:
    """Return a number that is written as a string; anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        return float(value)
    except ValueError:
        raise ValueError(refusal(what, "a number", value)) from None
