"""The programs that learn in `engines.py`: lernmi's engines, C, NumPy, PyTorch and others.

Each is a function `(sizes, samples, batch_size, learning_rate) -> Learner`, after which all is
ready: what it needs of the samples it has in a form of its own before the time starts. All begin
with the same weights, have sigmoids and half the sum of squares as the error, and nudge by the mean
over a batch. Only scikit-learn's MLPClassifier has weights of its own, softmax and the log loss.
"""

from __future__ import annotations

import ctypes
import importlib.util
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

# core.py sets the number of threads to one before it imports NumPy.
from core import micrograd, micrograd_learn, micrograd_prepare, micrograd_start, numpy, torch

from lernmi import Network, Trainer
from lernmi.support.engines import Workload

C_OPTIONS = ["-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC"]


def as_it_is(order: list[int]) -> Any:
    """Return the order as a list, like the Trainer's."""
    return order


class Learner(NamedTuple):
    """One way to learn, ready to start.

    learn: `learn(order)`, one pass over the samples at these positions.
    weights: returns all weights in Link order.
    outputs: `outputs(all_inputs)`, if a Network can't have its weights; else None.
    arranged: turns an order into the form that `learn` takes; not timed.
    """

    learn: Callable[[Any], object]
    weights: Callable[[], list[float]]
    outputs: Callable[[Any], Any] | None = None
    arranged: Callable[[list[int]], Any] = as_it_is


def matrices(sizes: list[int]) -> list[tuple[Any, Any]]:
    """Return a Network's starting weights (a row for each output) and biases for each layer."""
    layers = []
    for before, after, flat in zip(sizes, sizes[1:], Network(sizes).weights):
        rows = numpy.array(flat).reshape(before + 1, after)
        layers.append((rows[1:].T.copy(), rows[0].copy()))
    return layers


def link_order(layers: Any) -> list[float]:
    """Return weights and biases of all layers in Link order."""
    weights = []
    for matrix, biases in layers:
        weights += [*numpy.ravel(biases).tolist(), *numpy.asarray(matrix).T.ravel().tolist()]
    return weights


def columns_of(samples: Any) -> tuple[Any, Any]:
    """Return all inputs and all expected numbers, a row for each sample."""
    return (
        numpy.array([inputs for inputs, _ in samples], float),
        numpy.array([expected for _, expected in samples], float),
    )


def batches(order: Any, batch_size: int) -> Iterator[Any]:
    """Yield the order, batch by batch."""
    for start in range(0, len(order), batch_size):
        yield order[start : start + batch_size]


# lernmi


def by_engine(
    name: str, sizes: list[int], samples: Any, batch_size: int, learning_rate: float
) -> Learner:
    """One of lernmi's engines."""
    network = Network(sizes)
    engine = Trainer(network, learning_rate=learning_rate, engine=name).engine
    engine.load(Workload(network, samples, (), batch_size))

    def learn(order: list[int]) -> None:
        engine.learn(order, learning_rate)
        # The Trainer does this after each run.
        engine.store()

    return Learner(learn, lambda: [link.weight for link in network.links])


# C


@cache
def c_library() -> Any:
    """Return engines.c as a library, or None without a C compiler."""
    source = Path(__file__).with_name("engines.c")
    target = f"{tempfile.mkdtemp()}/engines.so"
    try:
        subprocess.run(["cc", *C_OPTIONS, str(source), "-o", target, "-lm"], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return ctypes.CDLL(target)


def by_c(
    with_lists: bool, sizes: list[int], samples: Any, batch_size: int, learning_rate: float
) -> Learner:
    """Plain C, compiled here: it shows what one processor core can do with these bits.

    with_lists: whether the time includes that a list of positions becomes an array, and that the
        errors become a list, as an engine has to hand them over.
    """
    weights = numpy.array([link.weight for link in Network(sizes).links])
    arrays = [weights, numpy.zeros_like(weights), *columns_of(samples)]
    shape = (ctypes.c_int * len(sizes))(*sizes)

    def learn(order: Any) -> Any:
        errors = numpy.empty(len(order))
        positions = numpy.fromiter(order, int, len(order)) if with_lists else order
        c_library().learn(
            len(sizes),
            shape,
            *[ctypes.c_void_p(array.ctypes.data) for array in [*arrays, positions]],
            ctypes.c_long(len(order)),
            batch_size,
            ctypes.c_double(learning_rate),
            ctypes.c_void_p(errors.ctypes.data),
        )
        return errors.tolist() if with_lists else errors

    return Learner(learn, weights.tolist, arranged=as_it_is if with_lists else numpy.array)


# NumPy


def by_numpy(sizes: list[int], samples: Any, batch_size: int, learning_rate: float) -> Learner:
    """NumPy as in Nielsen's book: one sample at a time, each as a column."""
    layers = [(matrix, biases.reshape(-1, 1)) for matrix, biases in matrices(sizes)]
    all_inputs, all_expected = columns_of(samples)
    all_inputs = all_inputs.reshape(len(samples), -1, 1)
    all_expected = all_expected.reshape(len(samples), -1, 1)

    def learn(order: Any) -> None:
        for batch in batches(order, batch_size):
            sums = [(numpy.zeros_like(m), numpy.zeros_like(b)) for m, b in layers]
            for position in batch:
                columns = [all_inputs[position]]
                for matrix, biases in layers:
                    totals = numpy.dot(matrix, columns[-1]) + biases
                    columns.append(1 / (1 + numpy.exp(-totals)))
                sensitivities = columns[-1] - all_expected[position]
                for layer in reversed(range(len(layers))):
                    outputs = columns[layer + 1]
                    deltas = sensitivities * outputs * (1 - outputs)
                    of_matrix, of_biases = sums[layer]
                    of_matrix += numpy.dot(deltas, columns[layer].T)
                    of_biases += deltas
                    if layer > 0:
                        sensitivities = numpy.dot(layers[layer][0].T, deltas)
            rate = learning_rate / len(batch)
            for (matrix, biases), (of_matrix, of_biases) in zip(layers, sums):
                matrix -= rate * of_matrix
                biases -= rate * of_biases

    return Learner(learn, lambda: link_order(layers))


# PyTorch


def by_torch(sizes: list[int], samples: Any, batch_size: int, learning_rate: float) -> Learner:
    """PyTorch's autograd with its usual float32, a batch as a matrix."""
    layers = []
    for matrix, biases in matrices(sizes):
        pair = [torch.tensor(numbers, dtype=torch.float32) for numbers in (matrix, biases)]
        layers.append([numbers.requires_grad_() for numbers in pair])
    tensors = [torch.tensor(numbers, dtype=torch.float32) for numbers in columns_of(samples)]
    all_inputs, all_expected = tensors

    def learn(order: Any) -> None:
        for batch in order.split(batch_size):
            values = all_inputs[batch]
            for matrix, biases in layers:
                values = torch.sigmoid(torch.addmm(biases, values, matrix.T))
            error = ((values - all_expected[batch]) ** 2).sum() / (2 * len(batch))
            error.backward()
            with torch.no_grad():
                for layer in layers:
                    for numbers in layer:
                        numbers -= learning_rate * numbers.grad
                        numbers.grad = None

    return Learner(
        learn,
        lambda: link_order([[numbers.detach().numpy() for numbers in layer] for layer in layers]),
        arranged=torch.tensor,
    )


# scikit-learn


def by_sklearn(sizes: list[int], samples: Any, batch_size: int, learning_rate: float) -> Learner:
    """scikit-learn's MLPClassifier, with plain nudges."""
    from sklearn.neural_network import MLPClassifier

    classifier = MLPClassifier(
        sizes[1:-1],
        activation="logistic",
        solver="sgd",
        alpha=0,
        momentum=0,
        batch_size=batch_size,
        learning_rate_init=learning_rate,
        shuffle=False,
        random_state=0,
    )
    inputs, expected = columns_of(samples)
    has_one_output = expected.shape[1] == 1
    labels = expected[:, 0].astype(int) if has_one_output else expected.argmax(axis=1)
    classes = numpy.arange(2 if has_one_output else sizes[-1])

    def learn(order: Any) -> None:
        classifier.partial_fit(inputs[order], labels[order], classes=classes)

    return Learner(
        learn,
        lambda: link_order(zip([m.T for m in classifier.coefs_], classifier.intercepts_)),
        classifier.predict_proba,
        numpy.array,
    )


# micrograd


def by_micrograd(sizes: list[int], samples: Any, batch_size: int, learning_rate: float) -> Learner:
    """micrograd, with an object for each number as in lernmi, one sample at a time."""
    layers = micrograd_start(sizes, Network(sizes).weights)
    prepared = [(micrograd_prepare(inputs), expected) for inputs, expected in samples]

    def learn(order: Any) -> None:
        for position in order:
            micrograd_learn(layers, *prepared[position], learning_rate)

    def weights() -> list[float]:
        matrices_of_layers = []
        for neurons in layers:
            rows = [[weight.data for weight in of_neuron] for of_neuron, _ in neurons]
            matrices_of_layers.append((rows, [bias.data for _, bias in neurons]))
        return link_order(matrices_of_layers)

    return Learner(learn, weights)


def all_learners(batch_size: int) -> dict[str, Any]:
    """Return the programs that are installed and can take such batches, by name, C first."""
    found = {
        "C": partial(by_c, False),
        "C with lists": partial(by_c, True),
        "numba": partial(by_engine, "numba"),
        "lists": partial(by_engine, "lists"),
        "links": partial(by_engine, "links"),
        "NumPy": by_numpy,
    }
    if torch is not None:
        torch.set_num_threads(1)
        found["PyTorch"] = by_torch
    if importlib.util.find_spec("sklearn") is not None:
        found["scikit-learn"] = by_sklearn
    if micrograd is not None and batch_size == 1:
        found["micrograd"] = by_micrograd
    return found
