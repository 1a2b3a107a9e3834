"""Networks as estimators of scikit-learn (extra `sklearn`).

    LinkClassifier(hidden_layers=(8,), epochs=50, random_state=0).fit(inputs, labels)

They go wherever estimators go: into pipelines, cross-validation, searches. Inside is an ordinary
Network, `network_`, with a name for every Neuron and Link. Nothing is scaled inside, so that this
network takes the numbers that came: put a StandardScaler before it, and around LinkRegressor a
TransformedTargetRegressor if amounts are not of about the size 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
    from sklearn.utils import check_random_state
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError as problem:
    raise ImportError(
        "LinkClassifier and LinkRegressor need scikit-learn 1.6 or newer: "
        f"pip install scikit-learn ({problem})"
    ) from None

# scikit-learn needs NumPy, so it is here.
import numpy

from lernmi.activations import Activation, Number, identity
from lernmi.data.preparation import name_of_its_own
from lernmi.error_functions import ErrorFunction, squared_error
from lernmi.functions.error_functions import softmax_cross_entropy, softmax_probabilities
from lernmi.functions.nudging import Nudging
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.network import Network
from lernmi.support.engines import Workload, new_engine
from lernmi.support.numbers import is_list
from lernmi.support.records import History
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text
from lernmi.trainer import Trainer


class LinkEstimator(BaseEstimator):
    """What LinkClassifier and LinkRegressor have in common.

    hidden_layers: how many Neurons each hidden layer has; () for none.
    activation: of the hidden layers: a name, such as "tanh" or "relu", or an Activation. That of
        the outputs is always identity.
    learning_rate: a positive number, or a function of the epoch's number (1, 2..).
    epochs: how many times all samples are shown; 0 or more.
    batch_size: how many are looked at before each nudge; at least 1.
    momentum: which part of the last nudge is made again, from 0 to below 1.
    engine: who does the arithmetic, "links", "lists", "numba" or "auto"; the results are the same
        to the last bit.
    random_state: a whole number, 0 or more, for the same starting weights and the same order of
        the samples each time, and those that Network and Trainer have with it as their seed; or a
        RandomState of NumPy; None for others each time.

    After `fit`:
    network_: the Network. Its inputs have the names of the columns, if a pandas frame came (and
        a name of their own where one occurs twice, or Neurons are called so anyway).
    history_: the History of the training, with the error of each epoch.
    n_iter_: how many epochs there were.
    n_features_in_, feature_names_in_: how many columns there were, and their names.
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
        all_expected: list[list[float]],
        output_names: Sequence[str] | None,
        error: ErrorFunction,
    ) -> None:
        """Set `network_`, `history_` and `n_iter_`, by training a new Network.

        all_inputs: an array with a row for each sample.
        all_expected: a list of numbers for each sample, one for each output.
        output_names: one for each output, or None for the usual ones.
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
            [all_inputs.shape[1], *self.hidden_layers, len(all_expected[0])],
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
        samples = list(zip(all_inputs.tolist(), all_expected))
        self.history_: History = trainer.train(samples, self.epochs)
        self.network_ = network
        self.n_iter_: int = trainer.epochs_done

    def outputs_for(self, table: Any) -> Sequence[list[Number]]:
        """Return the network's outputs for each row, a list with one number for each output.

        Raises NotFittedError before `fit`, ValueError for a table with other columns or with
        numbers for which the outputs are not finite.
        """
        check_is_fitted(self, "network_")
        rows = validate_data(self, table, dtype=numpy.float64, reset=False).tolist()
        engine = new_engine(self.engine)
        # An engine takes samples, but nothing is compared here.
        nothing = [0.0] * len(self.network_.neuron_layers[-1].neurons)
        samples: list[Sample] = [(row, nothing) for row in rows]
        engine.load(Workload(self.network_, samples))
        outputs: Sequence[list[Number]] = engine.propagate_all(range(len(rows)))
        for position, of_row in enumerate(outputs):
            if not numpy.isfinite(of_row).all():
                raise ValueError(
                    f"the numbers of row {position} are too large for this network: its outputs "
                    "are no finite numbers; scale the inputs"
                )
        return outputs


class LinkClassifier(ClassifierMixin, LinkEstimator):
    """Says which of several labels a row has: a Network with an output for each label.

    Its error function is softmax_cross_entropy. What it is made from, and has after `fit`, is as
    for LinkEstimator; and then, too:
    classes_: the labels, in the order of the outputs.
    """

    def fit(self, X: Any, y: Any) -> LinkClassifier:  # noqa: N803
        """Train on a table with a row for each sample, and a label for each; return itself.

        Raises ValueError or TypeError for tables and labels that are none, for labels of a single
        class, and for settings that are none; TrainingDiverged if the numbers explode on the way.
        """
        # If this fails there is none: the old one knows other labels and columns.
        self.__dict__.pop("network_", None)
        rows, labels = validate_data(self, X, y, dtype=numpy.float64)
        check_classification_targets(labels)
        classes, places = numpy.unique(labels, return_inverse=True)
        self.classes_: Any = classes
        if len(self.classes_) < 2:
            raise ValueError(
                "there must be labels of two classes at least, but all samples are of one class: "
                f"{short_text(self.classes_[0])}"
            )
        expected = numpy.eye(len(self.classes_))[places].tolist()
        names = [str(label) for label in self.classes_]
        self.train_network(rows, expected, names, softmax_cross_entropy)
        return self

    def predict_proba(self, X: Any) -> Any:  # noqa: N803
        """Return for each row how probable each label is, in the order of `classes_`.

        An array with a row for each sample and a column for each label; each number from 0 to 1,
        each row together 1. Raises NotFittedError before `fit`, ValueError for a table that
        doesn't fit.
        """
        return numpy.array([softmax_probabilities(outputs) for outputs in self.outputs_for(X)])

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the most probable label for each row, as an array; raises as `predict_proba`."""
        # Not by the probabilities: several can be so near to 1 or 0 that they are equal.
        places = numpy.argmax(self.outputs_for(X), axis=1)
        return self.classes_[places]


class LinkRegressor(RegressorMixin, LinkEstimator):
    """Says an amount for each row: a Network with one output, and the squared error.

    What it is made from, and has after `fit`, is as for LinkEstimator.
    """

    def fit(self, X: Any, y: Any) -> LinkRegressor:  # noqa: N803
        """Train on a table with a row for each sample, and an amount for each; return itself.

        Raises ValueError or TypeError for tables and amounts that are none, and for settings that
        are none; TrainingDiverged if the numbers explode on the way.
        """
        # If this fails there is none: the old one knows other labels and columns.
        self.__dict__.pop("network_", None)
        rows, amounts = validate_data(self, X, y, dtype=numpy.float64, y_numeric=True)
        expected = amounts.astype(numpy.float64).reshape(-1, 1).tolist()
        name = getattr(y, "name", None)
        names = [name] if isinstance(name, str) else None
        self.train_network(rows, expected, names, squared_error)
        return self

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the amount for each row, as an array.

        Raises NotFittedError before `fit`, ValueError for a table that doesn't fit.
        """
        return numpy.array(self.outputs_for(X))[:, 0]


def seed_from(random_state: Any) -> int:
    """Return a seed for Network and Trainer: a whole number as it is, else one that is drawn."""
    if isinstance(random_state, (int, numpy.integer)):
        return int(random_state)
    return int(check_random_state(random_state).randint(2**31 - 1))


def neuron_names(given: Any, taken: set[str]) -> list[str] | None:
    """Return names for Neurons, None for the usual ones if these are not fit to be printed.

    taken: names that are taken; these are added.
    """
    if given is None:
        return None
    for name in given:
        if not name.isprintable() or not name.strip():
            return None
    return [name_of_its_own(name, name, taken) for name in given]
