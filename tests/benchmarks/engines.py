"""Measures the engines beside plain C that is compiled on the spot.

Run it from the repository root, with a folder that has MNIST's t10k files:

    python tests/benchmarks/engines.py FOLDER

All do the same sums from the same starting weights, and their weights are compared bit by bit
after each run. A figure is the best of some rounds, in microseconds a sample; ratios are to C.
"""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy  # noqa: E402

from lernmi import Network, Trainer  # noqa: E402
from lernmi.data.digits import load_digits  # noqa: E402
from lernmi.data.mnist import load_mnist  # noqa: E402

XOR = [([0.0, 0.0], [0.0]), ([0.0, 1.0], [1.0]), ([1.0, 0.0], [1.0]), ([1.0, 1.0], [0.0])]
LEARNING_RATE = 0.5
ROUNDS = 7
# Of the slow ones, so many samples are enough.
FEW = {"links": 200, "lists": 500}
OPTIONS = ["-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC"]


def compiled_c() -> Any:
    """Return engines.c as a library, or None where there is no C compiler."""
    folder = tempfile.mkdtemp()
    source = Path(__file__).with_suffix(".c")
    try:
        command = ["cc", *OPTIONS, str(source), "-o", f"{folder}/engines.so", "-lm"]
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return ctypes.CDLL(f"{folder}/engines.so")


def by_c(
    library: Any, sizes: list[int], samples: Any, batch_size: int
) -> tuple[float, list[float]]:
    """Return the seconds for one pass, and the weights after it."""
    weights = numpy.array([link.weight for link in Network(sizes).links])
    inputs = numpy.array([inputs for inputs, _ in samples], float)
    expected = numpy.array([expected for _, expected in samples], float)
    arrays = [
        weights,
        numpy.zeros_like(weights),
        inputs,
        expected,
        numpy.arange(len(samples)),
        numpy.zeros(len(samples)),
    ]
    *first, errors = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
    shape = (ctypes.c_int * len(sizes))(*sizes)
    count = ctypes.c_long(len(samples))
    started = time.perf_counter()
    library.learn(
        len(sizes), shape, *first, count, batch_size, ctypes.c_double(LEARNING_RATE), errors
    )
    return time.perf_counter() - started, weights.tolist()


def by_engine(
    name: str, sizes: list[int], samples: Any, batch_size: int
) -> tuple[float, list[float]]:
    """Return the seconds for one pass, and the weights after it."""
    network = Network(sizes)
    engine = Trainer(network, learning_rate=LEARNING_RATE, engine=name).engine
    engine.load(network, samples, batch_size, None)
    order = range(len(samples))
    started = time.perf_counter()
    engine.learn(order, LEARNING_RATE)
    seconds = time.perf_counter() - started
    engine.store()
    return seconds, [link.weight for link in network.links]


def main() -> None:
    """Measure everything, and print the table."""
    library = compiled_c()
    if library is None:
        sys.exit("this needs a C compiler, called cc")
    images = load_mnist(sys.argv[1], "t10k")[:4000]
    print(f"{platform.platform()}, Python {platform.python_version()}, numpy {numpy.__version__}")
    print(f"{'shape':<12}{'batch':>6}  {'':<8}{'us/sample':>10}{'ratio to C':>12}")
    for sizes, samples in (
        ([2, 3, 1], XOR * 20_000),
        ([64, 32, 10], load_digits() * 5),
        ([784, 30, 10], images),
        ([784, 100, 10], images),
    ):
        for batch_size in (1, 10, 32):
            rounds = [by_c(library, sizes, samples, batch_size) for _ in range(ROUNDS)]
            c_time = min(seconds for seconds, _ in rounds) / len(samples)
            print(f"{'-'.join(map(str, sizes)):<12}{batch_size:>6}  {'C':<8}{c_time * 1e6:>10.3f}")
            for name in ("numba", "lists", "links"):
                some = samples[: FEW.get(name, len(samples))]
                _, weights = by_c(library, sizes, some, batch_size)
                own = [by_engine(name, sizes, some, batch_size) for _ in range(ROUNDS)]
                if own[0][1] != weights:
                    sys.exit(f"{name} has other weights than C")
                its_time = min(seconds for seconds, _ in own) / len(some)
                ratio = its_time / c_time
                print(f"{'':<20}{name:<8}{its_time * 1e6:>10.3f}{ratio:>12.3g}", flush=True)


if __name__ == "__main__":
    main()
