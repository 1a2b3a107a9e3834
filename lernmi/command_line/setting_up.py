"""The network and the Trainer for a task, from the options and the task's defaults."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from lernmi.activations import (
    Activation,
    Number,
    identity,
    sigmoid,
    tanh,
)
from lernmi.command_line.option_types import weights_called
from lernmi.command_line.progress import counted
from lernmi.command_line.tasks import TABLE_OPTIONS, TASKS, Data, Task, task_called
from lernmi.data.samples import split, with_labels
from lernmi.error_functions import ErrorFunction
from lernmi.functions import schedules
from lernmi.functions.activations import sine
from lernmi.functions.error_functions import CrossEntropy, hinge
from lernmi.functions.initial_weights import he
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.initial_weights import InitialWeights, glorot
from lernmi.inside.second_tries import LIKE_RELU
from lernmi.network import Network
from lernmi.support.records import Measure
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer
from lernmi.training.measures import absolute_error, accuracy_between, accuracy_for
from lernmi.training.stopping import EarlyStopping

# A task's learning rate may be too large for another activation or error function. If it is above
# LARGE_RATE, lernmi divides it by CAUTION.
LARGE_RATE = 0.1
CAUTION = 4
# Adam's steps are about this large, whatever the sensitivities are.
ADAMS_RATE = 0.01
# More remarks about a table would hide the most important ones.
MOST_GUESSES = 3


class Settings(NamedTuple):
    """Everything that training needs.

    learning_rate: the rate before any schedule, from the options or from `usual_rate`.
    training, validation, test: the samples, with labels that suit the outputs. None if there is no
        validation.
    stopping: the EarlyStopping of --patience, or None without it.
    initial_weights: the network's.
    """

    network: Network
    trainer: Trainer
    epochs: int
    learning_rate: float
    training: Sequence[Sample]
    validation: Sequence[Sample] | None
    test: Sequence[Sample]
    stopping: EarlyStopping | None
    initial_weights: InitialWeights


def data_and_settings(options: argparse.Namespace) -> tuple[Data, Settings]:
    """Return the data and the settings that the options ask for, or raise ValueError."""
    if options.what.lower() in TASKS:
        options.what = options.what.lower()
    task = task_called(options.what, options.verb)
    refuse_foreign_options(options, task)
    data = task.data(options)
    return data, settings_for(options.what, task, data, options)


def refuse_foreign_options(options: argparse.Namespace, task: Task) -> None:
    """Raise ValueError for an option that has no effect on this task."""
    for name in ("data", "count", "noise", *TABLE_OPTIONS):
        if getattr(options, name) is not None and name not in task.takes:
            takers = [each for each, other in TASKS.items() if name in other.takes]
            raise ValueError(
                f"--{name} has no effect on {options.what}; it is for "
                + (", ".join(takers) if takers else "CSV files")
            )


def settings_for(what: str, task: Task, data: Data, options: argparse.Namespace) -> Settings:
    """Return the Settings for a task, from the options and its defaults, or raise ValueError."""
    error = ERROR_FUNCTIONS[options.error] if options.error else data.error
    activation = ACTIVATIONS[options.activation] if options.activation else task.activation
    if options.output_activation:
        output_activation = ACTIVATIONS[options.output_activation]
    else:
        output_activation = usual_output_activation(activation, error, data.has_labels)

    labels = usual_labels(error, output_activation)
    training, test = data.training, data.test
    validation: Sequence[Sample] | None = None
    if not data.has_labels and (isinstance(error, CrossEntropy) or error is hinge):
        raise ValueError(f"--error {error.name} is for labels; {what} has amounts to learn")
    if data.has_labels:
        training = with_labels(training, *labels)
        test = with_labels(test, *labels)
    inputs, outputs = len(training[0][0]), len(training[0][1])
    reason = error.why_not_expected(training[0][1])
    if reason:
        raise ValueError(f"--error {error.name} doesn't fit {what}: {reason}")
    if options.patience is not None and options.validation is None:
        raise ValueError("--patience needs a validation error: add --validation SHARE")
    if options.validation is not None:
        if not test:
            raise ValueError(
                f"--validation is not for {what}: the network needs every row of the truth table"
            )
        training, validation = split(training, options.validation, options.seed)

    sizes = options.layers or [inputs, *task.hidden, outputs]
    refuse_other_ends(sizes, inputs, outputs, what)
    initial_weights = task.initial_weights
    if options.initial_weights:
        initial_weights = weights_called(options.initial_weights)
    elif activation in LIKE_RELU and initial_weights is glorot:
        initial_weights = he
    network = Network(
        sizes,
        activation=activation,
        output_activation=output_activation,
        error=error,
        initial_weights=initial_weights,
        input_names=data.input_names,
        output_names=data.output_names,
        seed=options.seed,
    )

    epochs = options.epochs or task.epochs
    own_output = usual_output_activation(task.activation, data.error, data.has_labels)
    own_functions = (task.activation, own_output, data.error)
    has_own_functions = (activation, output_activation, error) == own_functions
    nudging = nudging_for(task, options)
    learning_rate = options.learning_rate or usual_rate(task, has_own_functions, nudging)
    trainer = Trainer(
        network,
        learning_rate=schedule_of(options.schedule, learning_rate, epochs),
        batch_size=options.batch_size or task.batch_size,
        seed=options.seed,
        engine=options.engine or task.engine,
        nudging=nudging,
        measures=[data.measure or measure_for(network, data.has_labels, labels)],
    )
    stopping = None
    if options.patience is not None:
        stopping = EarlyStopping(trainer, patience=options.patience)
    return Settings(
        network,
        trainer,
        epochs,
        learning_rate,
        training,
        validation,
        test,
        stopping,
        initial_weights,
    )


def lines_about_guesses(data: Data, is_verbose: bool) -> list[str]:
    """Return what lernmi guessed about the data: all with --verbose, otherwise the costliest."""
    shown = data.guesses if is_verbose else data.guesses[:MOST_GUESSES]
    unsaid = len(data.guesses) - len(shown)
    return [*shown, *([f"({counted(unsaid, 'more remark')} with --verbose)"] if unsaid else [])]


def line_about_network(network: Network) -> str:
    """Return the sizes of a network, and how many Links it has."""
    sizes = "-".join([str(len(layer.neurons)) for layer in network.neuron_layers])
    return f"Network {sizes}: {len(network.links):,} Links, each with its own weight."


def lines_about_settings(settings: Settings, options: argparse.Namespace) -> list[str]:
    """Return the settings, which --verbose prints."""
    network, trainer = settings.network, settings.trainer
    functions = (
        f"Outputs: {network.neuron_layers[-1].neurons[0].activation.name}. Error function: "
        f"{network.error_function.name}."
    )
    if len(network.neuron_layers) > 2:
        hidden = network.neuron_layers[1].neurons[0].activation.name
        functions = f"Hidden Neurons: {hidden}. {functions}"
    lines = [
        functions,
        f"Learning rate {settings.learning_rate:g}, {counted(settings.epochs, 'epoch')}, batch "
        f"size {trainer.batch_size}, seed {options.seed}.",
    ]
    if options.schedule:
        lines.append(f"Learning rate schedule: {options.schedule}.")
    if trainer.nudging is not None:
        lines.append(f"Nudges: {trainer.nudging!r}.")
    return lines


def usual_output_activation(
    activation: Activation, error: ErrorFunction, has_labels: bool
) -> Activation:
    """Return the default activation of the outputs.

    Amounts, cross-entropies and hinge need the total input unchanged: identity. Otherwise labels
    need outputs that stay near them: sigmoid if the hidden Neurons have it, else tanh.
    """
    if not has_labels or isinstance(error, CrossEntropy) or error is hinge:
        return identity
    return sigmoid if activation is sigmoid else tanh


def usual_labels(error: ErrorFunction, output_activation: Activation) -> tuple[int, int]:
    """Return the two labels that suit the outputs: -1 and 1 if outputs reach both, else 0 and 1.

    With a cross-entropy, outputs become probabilities, which are from 0 to 1.
    """
    if error is hinge:
        return (-1, 1)
    if isinstance(error, CrossEntropy) or output_activation not in (tanh, sine, identity):
        return (0, 1)
    return (-1, 1)


def usual_rate(task: Task, has_own_functions: bool, nudging: Any) -> float:
    """Return the default learning rate: the task's, or a smaller one for other functions.

    has_own_functions: whether activations and error function are the task's defaults; if not,
        lernmi divides a rate above 0.1 by 4.
    nudging: Adam's rate is 0.01 at most. Momentum makes steps in one direction
        1 / (1 - momentum) times as long (1 + momentum + momentum^2 + ...), so lernmi divides the
        rate by that.
    """
    learning_rate = task.learning_rate
    if isinstance(nudging, Adam):
        return min(learning_rate, ADAMS_RATE)
    if not has_own_functions and learning_rate > LARGE_RATE:
        learning_rate = learning_rate / CAUTION
    if isinstance(nudging, Nudging):
        learning_rate = learning_rate * (1 - nudging.momentum)
    return learning_rate


def measure_for(network: Network, has_labels: bool, labels: tuple[int, int]) -> Measure:
    """Return the measure to print: the accuracy of labels, or how far amounts are off."""
    if not has_labels:
        return absolute_error
    has_one_output = len(network.neuron_layers[-1].neurons) == 1
    if has_one_output and not isinstance(network.error_function, CrossEntropy):
        return accuracy_between(*labels)
    return accuracy_for(network)


def nudging_for(task: Task, options: argparse.Namespace) -> Any:
    """Return the nudging that the options ask for, or the task's default; None for plain nudges.

    Raises ValueError for --adam and --momentum together.
    """
    penalties = {"l1": options.l1 or 0, "l2": options.l2 or 0}
    if options.adam:
        if options.momentum is not None:
            raise ValueError("--adam has its own kind of momentum: leave out --momentum")
        return Adam(**penalties)
    if (options.momentum, options.l1, options.l2) != (None, None, None):
        return Nudging(momentum=options.momentum or 0, **penalties)
    return None if task.nudging is None else task.nudging()


def schedule_of(name: str | None, rate: float, epochs: int) -> Number | Callable[[int], Number]:
    """Return the learning rate for the Trainer: a number, or a schedule.

    name: "step" (halved after each fifth of the epochs), "cosine" (down to a hundredth), "warm-up"
        (rising in the first tenth), or None.
    """
    if name == "step":
        return schedules.step(rate, factor=0.5, every=max(1, epochs // 5))
    if name == "cosine":
        return schedules.cosine(rate, end=rate / 100, epochs=max(2, epochs))
    if name == "warm-up":
        return schedules.warm_up(max(1, epochs // 10), rate)
    return rate


def refuse_other_ends(sizes: Sequence[int], inputs: int, outputs: int, what: str) -> None:
    """Raise ValueError if the first or the last layer doesn't fit the samples."""
    if len(sizes) < 2 or sizes[0] != inputs or sizes[-1] != outputs:
        raise ValueError(
            f"--layers for {what} must begin with {inputs} and end with {outputs}, such as "
            f"{inputs}-5-{outputs}; got {'-'.join(map(str, sizes))}"
        )
