"""A census and a search on a Dask cluster give the same results as on one machine."""

from __future__ import annotations

import os

import pytest

from lernmi import Network, Trainer
from lernmi.data.logic import XOR
from lernmi.training.many_starts import Outcome, census

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install 'dask[distributed]'"
)
pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install scikit-learn")

import joblib  # noqa: E402
from sklearn.datasets import load_iris  # noqa: E402
from sklearn.model_selection import GridSearchCV  # noqa: E402

from lernmi.bridges.sklearn_bridge import LinkClassifier  # noqa: E402


@pytest.fixture(scope="module")
def client():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_census_on_a_cluster_gives_the_same_results_as_on_one_machine(client):
    # Dask sends a function inside a test together with its code.
    def attempt(seed):
        trainer = Trainer(Network([2, 2, 1], seed=seed), learning_rate=2.0, seed=seed)
        last = trainer.train(XOR, 200)[-1]
        return Outcome(seed, last.error < 0.05, last.epoch, last.error)

    def where(seed):
        return Outcome(seed, True, os.getpid(), 0.0)

    seen = []
    with client.get_executor() as executor:
        there = census(attempt, range(6), executor=executor, on_outcome=seen.append)
        processes = census(where, range(6), executor=executor)
    assert there == census(attempt, range(6))
    assert tuple(seen) == there.outcomes
    assert os.getpid() not in {outcome.epochs for outcome in processes.outcomes}


def test_an_error_of_an_attempt_on_the_cluster_is_raised_locally(client):
    def attempt(seed):
        raise ValueError(f"seed {seed} is bad")

    with (
        client.get_executor() as executor,
        pytest.raises(ValueError, match="seed 3 is bad"),
    ):
        census(attempt, [3], executor=executor)


def test_a_search_on_a_cluster_gives_the_same_results_as_on_one_machine(client):
    inputs, species = load_iris(return_X_y=True)
    inputs = inputs - inputs.mean(axis=0)
    estimator = LinkClassifier((3,), engine="lists", random_state=0, epochs=5)

    def where(estimator, inputs, species):
        return os.getpid()

    def search(**settings):
        grid = {"learning_rate": [0.01, 0.03], "activation": ["tanh", "relu"]}
        search = GridSearchCV(estimator, grid, cv=2, refit=False, n_jobs=2, **settings)
        return search.fit(inputs, species).cv_results_

    with joblib.parallel_config(backend="dask"):
        there = search()
        processes = search(scoring=where)
    with joblib.parallel_config(backend="sequential"):
        here = search()
    for fold in ("split0_test_score", "split1_test_score"):
        assert there[fold].tolist() == here[fold].tolist()
        assert os.getpid() not in processes[fold]
