"""Law 3: the same seed gives the same bits, on every Python that lernmi supports."""

from __future__ import annotations

import ast
import hashlib
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import bits, layer_sizes, seeds, training_cases
from support.pythons import ROOT, pythons_at_hand, run_python

import lernmi
from lernmi import Network, Trainer
from lernmi.activations import leaky_relu
from lernmi.initial_weights import glorot, uniform

PROGRAM = """
import hashlib
from lernmi import Network, Trainer
from lernmi.activations import leaky_relu, sigmoid, tanh

found = hashlib.sha256()
for activation in (sigmoid, tanh, leaky_relu):
    for batch_size in (1, 3):
        network = Network([3, 4, 2], activation=activation, seed=7)
        samples = [([a / 7, b / 3, a * b / 9], [a / 4, b / 4]) for a in range(4) for b in range(3)]
        trainer = Trainer(network, learning_rate=0.3, batch_size=batch_size, seed=5)
        history = trainer.train(samples, 25)
        for layer in network.weights:
            for weight in layer:
                found.update(weight.hex().encode())
        for record in history:
            found.update(record.error.hex().encode())
print(found.hexdigest())
"""


@given(training_cases(), seeds, st.integers(1, 3))
def test_two_runs_with_one_seed_give_identical_weights(case, seed, batch_size):
    first, samples = case
    second = first.copy()
    for network in (first, second):
        Trainer(network, learning_rate=0.1, batch_size=batch_size, seed=seed).train(samples, 3)
    assert bits(first) == bits(second)


@given(layer_sizes, seeds, st.sampled_from([glorot, uniform(-0.5, 0.5)]))
def test_two_networks_with_one_seed_start_with_identical_weights(sizes, seed, start):
    one, other = (Network(sizes, initial_weights=start, seed=seed) for _ in range(2))
    assert bits(one) == bits(other)


@given(layer_sizes, seeds)
def test_a_different_seed_gives_different_weights(sizes, seed):
    assert bits(Network(sizes, seed=seed)) != bits(Network(sizes, seed=seed + 1))


PYTHONS = pythons_at_hand()


@pytest.mark.parametrize("version", sorted(PYTHONS))
def test_every_python_at_hand_gives_the_same_bits(version):
    here = run_python(sys.executable, "-c", PROGRAM)
    there = run_python(PYTHONS[version], "-c", PROGRAM)
    assert here.returncode == 0, here.stderr
    assert there.returncode == 0, there.stderr
    assert there.stdout == here.stdout


def test_starting_weights_are_the_same_on_every_platform():
    glorot_weights = Network([2, 2, 1], seed=3).weights
    uniform_weights = Network([1, 1], initial_weights=uniform(-0.5, 0.5), seed=3).weights
    assert [weight.hex() for weight in glorot_weights[0]] == [
        "0x0.0p+0",
        "0x0.0p+0",
        "-0x1.48a0f3707d2bap-1",
        "0x1.bbc1b5e9837a0p-4",
        "-0x1.46304374c094cp-2",
        "0x1.04a9090b62730p-2",
    ]
    assert [weight.hex() for weight in uniform_weights[0]] == [
        "-0x1.0c5300342457cp-2",
        "0x1.6a5368858d8d0p-5",
    ]


def test_training_without_exp_gives_the_same_bits_on_every_platform():
    network = Network([2, 3, 1], activation=leaky_relu, seed=1)
    samples = [([a / 7, b / 3], [a * b / 9]) for a in range(4) for b in range(3)]
    Trainer(network, learning_rate=0.3, batch_size=2, seed=5).train(samples, 20)
    text = " ".join([weight.hex() for layer in network.weights for weight in layer])
    assert hashlib.sha256(text.encode()).hexdigest() == (
        "89110f2a9441c89b8c92153ddff7fca7bd955d297960111fa9d942727d9c395e"
    )


def test_the_core_never_uses_the_built_in_sum():
    # Since Python 3.12, sum() over floats rounds differently.
    for path in sorted(Path(lernmi.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name):
                assert node.id not in ("sum", "fsum"), f"{path.relative_to(ROOT)}:{node.lineno}"


def test_the_default_seed_is_0():
    plain, seeded = Network([2, 3, 1]), Network([2, 3, 1], seed=0)
    assert bits(plain) == bits(seeded)
    samples = [([a / 3, b / 3], [a * b / 9]) for a in range(4) for b in range(4)]
    Trainer(plain, learning_rate=0.5).train(samples, 2)
    Trainer(seeded, learning_rate=0.5, seed=0).train(samples, 2)
    assert bits(plain) == bits(seeded)
