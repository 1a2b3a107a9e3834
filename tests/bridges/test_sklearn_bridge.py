"""The estimators pass scikit-learn's own checks, and hold an ordinary Network."""

from __future__ import annotations

import pickle

import pytest

from lernmi import Activation, Network, Trainer
from lernmi.activations import identity, tanh
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.functions.nudging import Nudging
from lernmi.support.whole_epochs import TrainingDiverged

pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install scikit-learn")
numpy = pytest.importorskip("numpy")

from sklearn.base import clone  # noqa: E402
from sklearn.compose import TransformedTargetRegressor  # noqa: E402
from sklearn.datasets import load_diabetes, load_iris, make_friedman1  # noqa: E402
from sklearn.exceptions import ConvergenceWarning, NotFittedError  # noqa: E402
from sklearn.model_selection import GridSearchCV, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.utils.estimator_checks import parametrize_with_checks  # noqa: E402

from lernmi.bridges.sklearn_bridge import LinkClassifier, LinkRegressor  # noqa: E402


# No check is excluded. (One skips itself without SCIPY_ARRAY_API=1 in the environment.)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@parametrize_with_checks([LinkClassifier(), LinkRegressor()])
def test_scikit_learns_own_checks_pass(estimator, check):
    check(estimator)


def scaled_iris():
    inputs, species = load_iris(return_X_y=True)
    return StandardScaler().fit_transform(inputs), species


def test_an_estimators_network_is_the_one_that_a_trainer_trains_to_the_last_bit():
    inputs, species = scaled_iris()
    classifier = LinkClassifier((6,), learning_rate=0.05, epochs=5, momentum=0.5, random_state=7)
    classifier.fit(inputs, species)
    network = Network(
        [4, 6, 3],
        activation=tanh,
        output_activation=identity,
        error=softmax_cross_entropy,
        seed=7,
    )
    trainer = Trainer(
        network, learning_rate=0.05, batch_size=10, seed=7, nudging=Nudging(momentum=0.5)
    )
    expected = [[float(place == each) for place in range(3)] for each in species]
    trainer.train(list(zip(inputs.tolist(), expected)), 5)
    assert classifier.network_.weights == network.weights
    assert classifier.history_ == trainer.history
    assert classifier.n_iter_ == 5
    for row, probabilities in zip(inputs.tolist(), classifier.predict_proba(inputs)):
        outputs = classifier.network_.propagate(row)
        assert list(probabilities) == softmax_cross_entropy.outputs_to_probabilities(outputs)


def test_every_engine_gives_the_same_results(engine):
    inputs, species = scaled_iris()
    found = LinkClassifier(epochs=3, random_state=0, engine=engine).fit(inputs, species)
    by_links = LinkClassifier(epochs=3, random_state=0, engine="links").fit(inputs, species)
    assert found.network_.weights == by_links.network_.weights
    assert (found.predict_proba(inputs) == by_links.predict_proba(inputs)).all()


def test_estimators_work_in_pipelines_cross_validation_and_searches():
    inputs, species = load_iris(return_X_y=True)
    pipeline = make_pipeline(StandardScaler(), LinkClassifier(epochs=40, random_state=0))
    assert cross_val_score(pipeline, inputs, species).mean() > 0.93
    grid = {
        "linkclassifier__hidden_layers": [(), (4, 4)],
        "linkclassifier__activation": ["tanh", "relu"],
    }
    search = GridSearchCV(pipeline, grid, cv=2).fit(inputs, species)
    assert len(search.cv_results_["params"]) == 4
    assert search.best_score_ > 0.9

    inputs, amounts = make_friedman1(300, random_state=0)
    regressor = TransformedTargetRegressor(
        LinkRegressor(epochs=60, random_state=0), transformer=StandardScaler()
    )
    assert cross_val_score(make_pipeline(StandardScaler(), regressor), inputs, amounts).mean() > 0.7


def test_frames_and_words_as_labels_give_the_neurons_their_names():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    inputs, species = load_iris(return_X_y=True, as_frame=True)
    words = species.map({0: "setosa", 1: "versicolor", 2: "virginica"})
    classifier = LinkClassifier((3,), epochs=20, random_state=0).fit(inputs - inputs.mean(), words)
    assert list(classifier.classes_) == ["setosa", "versicolor", "virginica"]
    assert list(classifier.feature_names_in_) == list(inputs.columns)
    assert classifier.network_.link("petal width (cm)", "h1").name == "petal width (cm)->h1"
    assert classifier.network_.neuron("virginica") is classifier.network_.neurons[-1]
    guesses = classifier.predict(inputs - inputs.mean())
    assert set(guesses) <= set(words)
    assert classifier.score(inputs - inputs.mean(), words) > 0.9

    # Usual names of Neurons, names that occur twice, and one that can't be printed.
    frame = pandas.DataFrame({"h1": [0.0, 1.0], "yes": [1.0, 0.0]})
    network = LinkClassifier((2,), epochs=1).fit(frame, ["yes", "no"]).network_
    assert network.neuron_names() == "b1, column h1, yes | b2, h1, h2 | no, column yes"
    frame.columns = ["a\nb", "c"]
    network = LinkClassifier((2,), epochs=1).fit(frame, ["yes", "no"]).network_
    assert network.neuron_names().startswith("b1, x1, x2 | ")
    amounts = pandas.Series([1.0, 2.0], name="price")
    assert LinkRegressor((), epochs=1).fit(frame, amounts).network_.neuron("price")


def test_copied_and_pickled_estimators_predict_the_same():
    inputs, species = scaled_iris()
    classifier = LinkClassifier(activation="gelu", epochs=3, random_state=0).fit(inputs, species)
    again = pickle.loads(pickle.dumps(classifier))
    assert (again.predict_proba(inputs) == classifier.predict_proba(inputs)).all()
    assert again.history_ == classifier.history_
    with pytest.raises(NotFittedError):
        clone(classifier).predict(inputs)


def test_random_states_decide_weights_and_order():
    inputs, species = scaled_iris()

    def weights(random_state):
        classifier = LinkClassifier(epochs=1, random_state=random_state)
        return classifier.fit(inputs, species).network_.weights

    assert weights(3) == weights(numpy.int64(3)) != weights(4)
    assert weights(numpy.random.RandomState(1)) == weights(numpy.random.RandomState(1))
    assert weights(None) != weights(None)


def test_no_hidden_layers_no_momentum_and_your_own_activation_and_schedule():
    inputs, species = scaled_iris()
    plain = LinkClassifier((), momentum=0, epochs=3, random_state=0).fit(inputs, species)
    assert len(plain.network_.links) == 15
    cubic = Activation("cubic", lambda x: x + x**3 / 9, lambda x, y: 1 + x * x / 3)
    own = LinkClassifier(
        (2,), activation=cubic, learning_rate=lambda epoch: 0.01 / epoch, epochs=2, random_state=0
    ).fit(inputs, species)
    assert own.network_.neuron("h1").activation is cubic
    assert [record.learning_rate for record in own.history_] == [0.01, 0.005]


def test_wrong_settings_and_labels_are_refused():
    inputs, species = scaled_iris()
    for settings, kind, words in (
        ({"activation": "tan"}, ValueError, "activation must be one of sigmoid, tanh"),
        ({"activation": 3}, ValueError, "or an Activation; got 3"),
        ({"hidden_layers": 10}, TypeError, "hidden_layers must be a list such as"),
        ({"hidden_layers": (0,)}, ValueError, "must be at least 1; got 0"),
        ({"learning_rate": -1}, ValueError, "learning_rate must be above 0"),
        ({"engine": "steam"}, ValueError, "engine must be links or lists"),
        ({"random_state": -1}, ValueError, "seed must be at least 0"),
    ):
        with pytest.raises(kind, match=words):
            LinkClassifier(**settings).fit(inputs, species)
    with pytest.raises(ValueError, match="two classes or more; got one class"):
        LinkClassifier().fit(inputs[:50], species[:50])
    with pytest.raises(TrainingDiverged, match="Try a smaller learning rate"):
        LinkRegressor(activation="relu", random_state=0).fit(inputs * 1e4, species * 1e6)


def test_a_failed_refit_leaves_no_old_network():
    rows, labels = [[0.0, 1.0], [1.0, 0.0]] * 5, ["a", "b"] * 5
    estimator = LinkClassifier((2,), epochs=2, random_state=0).fit(rows, labels)
    estimator.set_params(learning_rate=-1)
    with pytest.raises(ValueError, match="learning_rate must be above 0"):
        estimator.fit(rows, ["p", "q"] * 5)
    with pytest.raises(NotFittedError):
        estimator.predict(rows)


def test_outputs_that_are_not_finite_are_refused_with_their_row():
    rows, labels = [[0.0, 1.0], [1.0, 0.0]] * 5, ["a", "b"] * 5
    estimator = LinkClassifier((), activation="relu", epochs=2, random_state=0).fit(rows, labels)
    for link in estimator.network_.links:
        link.weight = 2.0
    with pytest.raises(ValueError, match="row 1 are too large for this network"):
        estimator.predict([[0.0, 1.0], [1.7e308, 1.7e308]])


def test_fit_warns_with_the_reason_if_the_network_predicts_the_same_for_all():
    inputs, amounts = load_diabetes(return_X_y=True)
    with pytest.warns(ConvergenceWarning, match="the same for all rows. The expected numbers are"):
        LinkRegressor(epochs=20, random_state=0).fit(inputs, amounts)
    inputs, species = load_iris(return_X_y=True)
    with pytest.warns(ConvergenceWarning, match="for all rows. Inputs are large"):
        LinkClassifier(epochs=20, random_state=0).fit(inputs + 100, species)


@pytest.mark.filterwarnings("error")
def test_fit_warns_of_nothing_where_the_network_learns_or_there_is_nothing_to_learn():
    inputs, species = scaled_iris()
    LinkClassifier(epochs=10, random_state=0).fit(inputs, species)
    LinkRegressor(epochs=10, random_state=0).fit(inputs, species)
    LinkClassifier(epochs=0, random_state=0).fit(inputs, species)
