"""Many machines: a search for settings and a census of seeds on a Dask cluster.

Here the cluster is two processes on this machine. On a real one, only the Client's address is
different. This example needs scikit-learn and Dask (pip install 'dask[distributed]' scikit-learn).
"""

import sys

from lernmi import Network, Trainer
from lernmi.data import XOR
from lernmi.training import Census, Outcome, census

SEEDS = range(12)
SETTINGS = {"hidden_layers": [(), (6,)], "learning_rate": [0.001, 0.01]}


def attempt(seed):
    """Train XOR with two hidden Neurons; some seeds get stuck."""
    trainer = Trainer(Network([2, 2, 1], seed=seed), learning_rate=2.0, seed=seed)
    history = trainer.train(XOR, 1500, stop_when=lambda history: history[-1].error < 0.01)
    last = history[-1]
    return Outcome(seed, last.error < 0.01, last.epoch, last.error)


def show(outcome):
    """Print how one attempt ended, as soon as it does."""
    how = f"learned it in {outcome.epochs} epochs" if outcome.solved else "got stuck"
    print(f"   seed {outcome.seed}: {how}", flush=True)


def search():
    """Try each of the settings on the iris flowers, and return the accuracy of each."""
    inputs, species = load_iris(return_X_y=True)
    estimator = make_pipeline(StandardScaler(), LinkClassifier(epochs=20, random_state=0))
    grid = {f"linkclassifier__{name}": values for name, values in SETTINGS.items()}
    found = GridSearchCV(estimator, grid, cv=3, n_jobs=2).fit(inputs, species)
    return [
        (settings, float(score))
        for settings, score in zip(
            found.cv_results_["params"], found.cv_results_["mean_test_score"]
        )
    ]


def compare():
    """Run the census and the search on a cluster, then here, and compare the results."""
    # Only this machine can reach it, and it has no dashboard.
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        print(f"A cluster of {len(cluster.workers)} processes. A census of {len(SEEDS)} seeds:")
        with client.get_executor() as executor:
            there: Census = census(attempt, SEEDS, executor=executor, on_outcome=show)
        print(f"   {len(there.solved)} of {len(SEEDS)} learned XOR.")
        print()
        print("A search for settings, with three training runs for each:", flush=True)
        with joblib.parallel_config(backend="dask"):
            found_there = search()
        for settings, score in found_there:
            hidden_layers = settings["linkclassifier__hidden_layers"]
            learning_rate = settings["linkclassifier__learning_rate"]
            print(f"   hidden layers {hidden_layers}, learning rate {learning_rate}: {score:.3f}")
    print()
    print("Again, in this process alone:", flush=True)
    print(f"   the same census: {'yes' if census(attempt, SEEDS) == there else 'no'}")
    with joblib.parallel_config(backend="sequential"):
        print(f"   the same scores: {'yes' if search() == found_there else 'no'}")
    print()
    print("Try this: three hidden Neurons. How many of the seeds get stuck?")


# Each process of the cluster imports this file, and must not start another cluster.
if __name__ == "__main__":
    try:
        import joblib
        from distributed import Client, LocalCluster
        from sklearn.datasets import load_iris
        from sklearn.model_selection import GridSearchCV
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        from lernmi.bridges import LinkClassifier
    except ImportError:
        sys.exit("This example needs two packages: pip install scikit-learn 'dask[distributed]'")
    compare()
