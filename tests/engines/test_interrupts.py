"""Ctrl-C during training leaves the network between two batches."""

from __future__ import annotations

import signal
import threading
from typing import Any

import pytest

from lernmi import Activation, Network, Trainer
from lernmi.support.engines import LinksEngine, Workload

BATCH_SIZE = 7
SAMPLES = [
    ([(place % 9) / 9, (place % 5) / 5, (place % 2) * 1.0], [(place % 3) / 3, (place % 4) / 4])
    for place in range(200)
]


def is_between_two_batches(network: Network, start: Network, trainer: Trainer) -> bool:
    """Return whether Links reach the same weights after some whole number of batches."""
    its_trainer = Trainer(start, learning_rate=0.5, batch_size=BATCH_SIZE, seed=3)
    its_trainer.train(SAMPLES, trainer.epochs_done)
    order = list(range(len(SAMPLES)))
    its_trainer.random.shuffle(order)
    engine = LinksEngine()
    engine.load(Workload(start, SAMPLES, (), BATCH_SIZE))
    for begin in range(0, len(SAMPLES) + BATCH_SIZE, BATCH_SIZE):
        if start.weights == network.weights:
            return True
        engine.learn(order[begin : begin + BATCH_SIZE], 0.5)
    return False


def test_ctrl_c_at_any_moment_waits_for_the_end_of_a_batch(engine):
    network = Network([3, 4, 2], seed=2)
    start = network.copy()
    trainer = Trainer(network, learning_rate=0.5, batch_size=BATCH_SIZE, seed=3, engine=engine)
    # Compile before the clock starts.
    trainer.engine.load(Workload(network, SAMPLES, (), BATCH_SIZE))
    ended = threading.Event()

    def interrupt() -> None:
        # Repeatedly, because Python drops an interrupt during a garbage collection.
        while not ended.wait(0.05):
            signal.raise_signal(signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            trainer.train(SAMPLES, 10**9)
        ended.set()
    finally:
        ended.set()
        thread.join()
    assert is_between_two_batches(network, start, trainer)
    assert [link.weight_sensitivity for link in network.links] == [0] * len(network.links)
    # And training can continue, with this engine and with the Links.
    trainer.train(SAMPLES, 1)
    network.learn(*SAMPLES[0], 0.5)


@pytest.mark.parametrize("name", ["links", "lists"])
@pytest.mark.parametrize("call", [1, 40, 1234, 5000])
def test_ctrl_c_in_the_middle_of_a_sample_waits_for_the_end_of_its_batch(name, call):
    calls = 0

    def function(total_input: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            signal.raise_signal(signal.SIGINT)
        return total_input / (1 + abs(total_input))

    def slope(total_input: Any, output: Any) -> Any:
        return (1 - abs(output)) ** 2

    softsign = Activation("softsign", function, slope)
    network = Network([3, 4, 2], activation=softsign, seed=2)
    start = network.copy()
    trainer = Trainer(network, learning_rate=0.5, batch_size=BATCH_SIZE, seed=3, engine=name)
    with pytest.raises(KeyboardInterrupt):
        trainer.train(SAMPLES, 10**9)
    assert is_between_two_batches(network, start, trainer)
