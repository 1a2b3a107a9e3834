"""Compare a learning step in moments with a plain step, and time an explanation.

Compare only ratios of one run. From the root of the repository:

    python tests/benchmarks/inside.py
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from lernmi import Network
from lernmi.data.logic import XOR
from lernmi.inside.explanations import explain
from lernmi.inside.moment_by_moment import moments

ROUNDS = 7


def seconds(act: Callable[[], object]) -> float:
    """Return the shortest of several times."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        act()
        times.append(perf_counter() - started)
    return min(times)


def main() -> None:
    """Print the ratios; the target for moments is at most 20."""
    print("shape       plain step   with moments         and their texts")
    for sizes in ([2, 3, 1], [64, 32, 10]):
        inputs, expected = [0.1] * sizes[0], [0.5] * sizes[-1]
        network = Network(sizes)
        count = 200 if sizes == [2, 3, 1] else 5

        def plain_step(network=network, inputs=inputs, expected=expected, count=count):
            for _ in range(count):
                network.learn(inputs, expected, 0.1)

        def step_in_moments(network=network, inputs=inputs, expected=expected, count=count):
            for _ in range(count):
                for _ in moments(network, inputs, expected, 0.1):
                    pass

        def step_with_texts(network=network, inputs=inputs, expected=expected):
            for moment in moments(network, inputs, expected, 0.1):
                str(moment)

        step = seconds(plain_step) / count
        with_moments = seconds(step_in_moments) / count
        with_texts = seconds(step_with_texts)
        print(
            f"{'-'.join(map(str, sizes)):10} {1e6 * step:8.1f} us  {1e6 * with_moments:9.1f} us "
            f"= {with_moments / step:4.1f} ×  {1e6 * with_texts:9.0f} us = "
            f"{with_texts / step:5.0f} ×"
        )
    network = Network([2, 3, 1])
    took = seconds(lambda: explain(network, XOR[1], "x2", "h1"))
    print(f"explain(2-3-1, a Link): {1e3 * took:.2f} ms")


if __name__ == "__main__":
    main()
