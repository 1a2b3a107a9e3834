"""Networks as scikit-learn estimators (extra `sklearn`).

    LinkClassifier(hidden_layers=(8,), epochs=50, random_state=0).fit(inputs, labels)

Use them like any estimator: in pipelines, cross-validation and searches. Each has an ordinary
Network, `network_`, with a name for every Neuron and Link. They scale nothing, so that the network
gets exactly your numbers. Put a StandardScaler in front, and a TransformedTargetRegressor around
LinkRegressor unless the amounts are about 1 in size.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Sequence
from typing import Any

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.utils import check_random_state
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError as problem:
    raise ImportError(
        "LinkClassifier and LinkRegressor need scikit-learn 1.6 or newer: "
        f"pip install scikit-learn ({problem})"
    ) from None

# scikit-learn needs NumPy, so NumPy is installed.
import numpy

from lernmi.activations import Activation, Number, identity
from lernmi.data.preparation import unused_name
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.error_functions import softmax_cross_entropy, softmax_probabilities
from lernmi.functions.nudging import Nudging
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.inside.doctor import examine
from lernmi.network import Network
from lernmi.support.engines import Workload, new_engine
from lernmi.support.numbers import is_list
from lernmi.support.records import History
from lernmi.support.stored import LabelRows, NumberRows, StoredSamples
from lernmi.support.texts import short_text
from lernmi.trainer import Trainer

# An amount is the same for all rows if predictions differ by less than this fraction of the
# differences between the expected amounts.
HARDLY_DIFFERENT = 0.01


class LinkEstimator(BaseEstimator):
    """The base class of LinkClassifier and LinkRegressor.

    hidden_layers: number of Neurons in each hidden layer; () for none.
    activation: activation of the hidden layers, by name ("tanh", "relu" and so on) or as an
        Activation. The outputs always have the activation identity.
    learning_rate: a positive number, or a function of the epoch's number (1, 2, ...).
    epochs: number of passes over all samples; 0 or more.
    batch_size: number of samples before each nudge; at least 1.
    momentum: fraction of the previous step to keep, from 0 to below 1.
    engine: "links", "lists", "numba" or "auto". The results are the same to the last bit.
    random_state: a seed of 0 or more for Network and Trainer, which gives the same starting weights
        and the same order of samples each time; or a NumPy RandomState; or None for different ones
        each time.

    After `fit`:
    network_: the Network. If you fit it with a pandas frame, its inputs have the names of the
        columns. (If a name occurs twice, or another Neuron usually has it, lernmi makes it longer.)
    history_: the History of the training, with the error of each epoch.
    n_iter_: number of epochs trained.
    n_features_in_, feature_names_in_: number and names of the columns.
    """

    def __init__(
        self,
        hidden_layers: Sequence[int] = (10,),
        *,
        activation: str | Activation = "tanh",
        learning_rate: Any = 0.01,
        epochs: int = 100,
        batch_size: int = 10,
        momentum: Number = 0.9,
        engine: str = "auto",
        random_state: Any = None,
    ) -> None:
        self.hidden_layers = hidden_layers
        self.activation = activation
        self.learning_rate = learning_rate
        self.epochs = epochs
        self.batch_size = batch_size
        self.momentum = momentum
        self.engine = engine
        self.random_state = random_state

    def train_network(
        self,
        all_inputs: Any,
        expected: NumberRows | LabelRows,
        output_names: Sequence[str] | None,
        error: ErrorFunction,
    ) -> None:
        """Train a new Network, and set `network_`, `history_` and `n_iter_`.

        all_inputs: an array with a row for each sample.
        expected: for each sample a number for each output.
        output_names: one name for each output, or None for the usual ones.
        """
        if not is_list(self.hidden_layers):
            raise TypeError(
                "hidden_layers must be a list such as (10,), one number for each hidden layer; "
                f"got {short_text(self.hidden_layers)}"
            )
        activation = self.activation
        if not isinstance(activation, Activation):
            if not isinstance(activation, str) or activation not in ACTIVATIONS:
                raise ValueError(
                    f"activation must be one of {', '.join(ACTIVATIONS)}, or an Activation; "
                    f"got {short_text(activation)}"
                )
            activation = ACTIVATIONS[activation]
        taken: set[str] = set()
        seed = seed_from(self.random_state)
        network = Network(
            [all_inputs.shape[1], *self.hidden_layers, expected.width],
            activation=activation,
            output_activation=identity,
            error=error,
            input_names=neuron_names(getattr(self, "feature_names_in_", None), taken),
            output_names=neuron_names(output_names, taken),
            seed=seed,
        )
        trainer = Trainer(
            network,
            learning_rate=self.learning_rate,
            batch_size=self.batch_size,
            seed=seed,
            engine=self.engine,
            nudging=Nudging(momentum=self.momentum) if self.momentum else None,
        )
        samples = StoredSamples(number_rows(all_inputs), expected)
        self.history_: History = trainer.train(samples, self.epochs)
        self.network_ = network
        self.n_iter_: int = trainer.epochs_done
        if self.n_iter_ and self.answers_the_same(all_inputs, expected):
            self.warn_with_reason(trainer, samples)

    def answers_the_same(self, all_inputs: Any, expected: NumberRows | LabelRows) -> bool:
        """Return whether it predicts the same label, or nearly the same amount, for all rows."""
        outputs = numpy.array(self.outputs_of(all_inputs))
        if outputs.shape[1] > 1:
            return len(set(outputs.argmax(axis=1))) == 1
        low, high = expected.extremes(0, range(len(expected)))
        return bool(numpy.ptp(outputs) < HARDLY_DIFFERENT * (high - low))

    def warn_with_reason(self, trainer: Trainer, samples: StoredSamples) -> None:
        """Warn with the doctor's first finding, if there is one."""
        rate = trainer.learning_rate
        diagnosis = examine(
            trainer.network,
            samples,
            learning_rate=None if callable(rate) else rate,
            batch_size=trainer.batch_size,
            history=trainer.history,
            nudging=trainer.nudging,
        )
        if diagnosis.findings:
            message = f"the network predicts the same for all rows. {diagnosis.findings[0]}"
            warnings.warn(message, ConvergenceWarning, stacklevel=4)

    def outputs_for(self, table: Any) -> Sequence[list[Number]]:
        """Return the network's outputs for each row, a list with one number for each output.

        Raises NotFittedError before `fit`. Raises ValueError for a table with different columns,
        and for numbers so large that the outputs aren't finite.
        """
        check_is_fitted(self, "network_")
        outputs = self.outputs_of(validate_data(self, table, dtype=numpy.float64, reset=False))
        are_finite = numpy.isfinite(outputs).all(axis=1)
        if not are_finite.all():
            raise ValueError(
                f"the numbers of row {are_finite.argmin()} are too large for this network: its "
                "outputs aren't finite. Scale the inputs"
            )
        return outputs

    def outputs_of(self, all_inputs: Any) -> Sequence[list[Number]]:
        """Return the network's outputs for each row of an array."""
        inputs = number_rows(all_inputs)
        engine = new_engine(self.engine)
        # An engine needs samples, although this method compares nothing.
        nothing = [0.0] * len(self.network_.neuron_layers[-1].neurons)
        samples = StoredSamples(inputs, LabelRows(bytes(len(inputs)), [nothing]))
        engine.load(Workload(self.network_, samples))
        return list(engine.propagate_all(range(len(samples))))


class LinkClassifier(ClassifierMixin, LinkEstimator):
    """A classifier: a Network with one output for each label.

    Its error function is softmax_cross_entropy. For its parameters and attributes, see
    LinkEstimator. After `fit`, it also has:
    classes_: the labels, in the order of the outputs.
    """

    def fit(self, X: Any, y: Any) -> LinkClassifier:  # noqa: N803
        """Train on a table with a row and a label for each sample, and return the estimator.

        Raises ValueError or TypeError for unsuitable tables, labels and settings, and for labels of
        a single class. Raises TrainingDiverged if the numbers explode during training. Warns with
        a ConvergenceWarning, and the doctor's first finding, if the network predicts the same label
        for all rows.
        """
        # If fitting fails, don't keep the old network, which has different labels and columns.
        self.__dict__.pop("network_", None)
        rows, labels = validate_data(self, X, y, dtype=numpy.float64)
        check_classification_targets(labels)
        classes, places = numpy.unique(labels, return_inverse=True)
        self.classes_: Any = classes
        if len(self.classes_) < 2:
            raise ValueError(
                "the labels must have two classes or more; got one class: "
                f"{short_text(self.classes_[0])}"
            )
        one_hot = numpy.eye(len(self.classes_))
        expected: NumberRows | LabelRows
        if len(one_hot) <= 256:
            expected = LabelRows(places.astype(numpy.uint8).tobytes(), one_hot.tolist())
        else:
            expected = number_rows(one_hot[places])
        names = [str(label) for label in self.classes_]
        self.train_network(rows, expected, names, softmax_cross_entropy)
        return self

    def predict_proba(self, X: Any) -> Any:  # noqa: N803
        """Return the probability of each label for each row, in the order of `classes_`.

        It is an array with a row for each sample and a column for each label. Each number is from 0
        to 1, and each row adds up to 1. Raises NotFittedError before `fit`, ValueError for a table
        that doesn't fit.
        """
        return numpy.array([softmax_probabilities(outputs) for outputs in self.outputs_for(X)])

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the most probable label for each row, as an array; raises as `predict_proba`."""
        # Compare the outputs, not the probabilities: several of these can be equal after rounding.
        places = numpy.argmax(self.outputs_for(X), axis=1)
        return self.classes_[places]


class LinkRegressor(RegressorMixin, LinkEstimator):
    """A regressor: a Network with one output and the squared error.

    For its parameters and attributes, see LinkEstimator.
    """

    def fit(self, X: Any, y: Any) -> LinkRegressor:  # noqa: N803
        """Train on a table with a row and an amount for each sample, and return the estimator.

        Raises ValueError or TypeError for unsuitable tables, amounts and settings. Raises
        TrainingDiverged if the numbers explode during training. Warns with a ConvergenceWarning,
        and the doctor's first finding, if the network predicts about the same amount for all rows.
        """
        # If fitting fails, don't keep the old network, which has different columns.
        self.__dict__.pop("network_", None)
        rows, amounts = validate_data(self, X, y, dtype=numpy.float64, y_numeric=True)
        expected = number_rows(amounts.reshape(-1, 1))
        name = getattr(y, "name", None)
        names = [name] if isinstance(name, str) else None
        self.train_network(rows, expected, names, squared_error)
        return self

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the amount for each row, as an array.

        Raises NotFittedError before `fit`, ValueError for a table that doesn't fit.
        """
        return numpy.array(self.outputs_for(X))[:, 0]


def number_rows(table: Any) -> NumberRows:
    """Return a copy of a table's numbers."""
    numbers = array("d")
    numbers.frombytes(numpy.ascontiguousarray(table, numpy.float64).data.cast("B"))
    return NumberRows(numbers, table.shape[1])


def seed_from(random_state: Any) -> int:
    """Return a seed for Network and Trainer: the whole number itself, or a random one."""
    if isinstance(random_state, (int, numpy.integer)):
        return int(random_state)
    return int(check_random_state(random_state).randint(2**31 - 1))


def neuron_names(given: Any, taken: set[str]) -> list[str] | None:
    """Return names for Neurons, or None (for the usual names) if some can't be printed.

    taken: names that are already taken. Adds the new ones.
    """
    if given is None:
        return None
    for name in given:
        if not name.isprintable() or not name.strip():
            return None
    return [unused_name(name, name, taken) for name in given]
