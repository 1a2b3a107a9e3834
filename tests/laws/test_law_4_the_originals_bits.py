"""Law 4: with its settings, lernmi gives the weights of the original program, bit for bit.

The numbers come from Sam Russell's Ruby program: XOR, 2-3-1, learning rate 0.1, samples in a fixed
order, input Neurons with the sigmoid. They are doubles in big-endian hexadecimal, in Link order,
for each LinkLayer.
"""

from __future__ import annotations

import platform
import struct

import pytest

from lernmi import Network, Trainer
from lernmi.activations import sigmoid

SAMPLES = [([0.0, 0.0], [0.0]), ([1.0, 0.0], [1.0]), ([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])]

START = [
    [
        "bfb53e0bc0170fe8",
        "3fcc3397ceebc144",
        "bfdffe2046f999e4",
        "bfc94d2a9003ee18",
        "bfd69b8d2e1c7d62",
        "bfda171fdcd3cd7c",
        "bfd414500ce58f0e",
        "bfc3c4aa8548b864",
        "bfba6d7262101060",
    ],
    ["bfb53e0bc0170fe8", "3fcc3397ceebc144", "bfdffe2046f999e4", "bfc94d2a9003ee18"],
]

AFTER_EPOCHS = {
    1: [
        [
            "bfb5279bb5408eb2",
            "3fcc15df1bc760d8",
            "bfe001a0bae6d11d",
            "bfc946639cadaf0a",
            "bfd6a4bb73c3b982",
            "bfda1a5103af8293",
            "bfd410dfc55ef5e4",
            "bfc3d6d62d4b26a2",
            "bfba7a3cabab874b",
        ],
        ["bfb374e12ad49e43", "3fcc8f538add9c87", "bfdfc74ac61e949e", "bfc906cada65e645"],
    ],
    100: [
        [
            "bfb300afd4ad46e0",
            "3fc8f1cbb80743ab",
            "bfe047e1c979d650",
            "bfc8a456c783cf04",
            "bfd7a1d153051e8e",
            "bfda75217dcd65ac",
            "bfd3bca82be13858",
            "bfc5c069707b8c76",
            "bfbbe41839a205f8",
        ],
        ["3fbb2f892ade827a", "3fd2f0e04775c9cd", "bfda2c185ec75fb6", "bfc1dbc6b0a5420a"],
    ],
    10_000: [
        [
            "bfd46832e09ba72b",
            "bfc1964e69d6b286",
            "bfe5c6d5b1d66a37",
            "bfd5a6847b85d224",
            "bfe44aad9eaa7321",
            "bfe191c49d875402",
            "bfdc63443cf9b8ff",
            "bfdaa79546c98a12",
            "bfcfc0ee39dab43e",
        ],
        ["3fb45dc791790d72", "3fc9491b1259c87f", "bfd57af6a541dadc", "bfc31b6dfd5c6214"],
    ],
}


# exp differs in the last bit between C libraries. The numbers come from this one.
SAME_MATHS = platform.machine() == "x86_64" and platform.libc_ver()[0] == "glibc"


def doubles(layers: list[list[str]]) -> list[list[float]]:
    return [[struct.unpack(">d", bytes.fromhex(text))[0] for text in layer] for layer in layers]


@pytest.mark.parametrize("epochs", [1, 100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_training_xor_gives_the_weights_of_the_original(epochs):
    network = Network([2, 3, 1], input_activation=sigmoid)
    network.weights = doubles(START)
    Trainer(network, learning_rate=0.1, shuffle=False).train(SAMPLES, epochs)
    for found, wanted in zip(network.weights, doubles(AFTER_EPOCHS[epochs])):
        if SAME_MATHS:
            assert list(found) == wanted
        else:
            assert list(found) == pytest.approx(wanted, rel=0, abs=1e-9)
