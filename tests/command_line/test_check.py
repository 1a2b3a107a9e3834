"""`check` trains and says what is wrong, and `train` says in one line that something is."""

from __future__ import annotations

import re

import pytest
from support.command_line import lernmi

from lernmi import Network, Trainer
from lernmi.command_line.main import run
from lernmi.data.logic import XOR
from lernmi.files import save
from lernmi.functions.initial_weights import zeros

STUCK = ["xor", "--layers", "2-2-1", "--seed", "3"]


def test_check_says_what_is_wrong_with_evidence_and_advice():
    answer = lernmi("check", *STUCK)
    assert answer.returncode == 0, answer.stderr
    assert "Training has stalled" in answer.stdout
    assert "epoch 1000: error 0.09" in answer.stdout
    assert "Try: more hidden Neurons: --layers 2-8-1 instead of 2-2-1." in answer.stdout
    assert all(len(line) <= 80 for line in answer.stdout.splitlines())


def test_a_healthy_network_gets_a_clean_bill():
    answer = lernmi("check", "xor")
    assert answer.stdout.endswith("Nothing is wrong: it has learned these samples.\n")


def test_a_training_that_diverges_is_examined_where_it_ended():
    answer = lernmi("check", "plane", "--learning-rate", "50", "--activation", "identity")
    assert "training diverged in epoch 1" in answer.stdout
    assert "Nudges go too far: with learning rate 50" in answer.stdout
    assert answer.returncode == 0


@pytest.mark.parametrize(("arguments", "is_said"), [(STUCK, True), (["xor"], False)])
def test_train_says_in_one_line_if_something_is_wrong(arguments, is_said):
    answer = lernmi("train", *arguments)
    assert ("A look inside: Training has stalled" in answer.stdout) == is_said
    assert ("with check instead of train" in answer.stdout) == is_said


def test_train_warns_once_while_the_error_rises():
    settings = ["--momentum", "0.95", "--learning-rate", "0.3", "--output-activation", "identity"]
    answer = lernmi("train", "circle", *settings, "--epochs", "12")
    assert answer.stdout.count("The error rises instead of falling") in (1, 2)
    assert re.search(r"^epoch \d+: The error rises", answer.stdout, re.MULTILINE)
    assert "rises instead" not in lernmi("train", "circle", "--epochs", "12").stdout


def test_a_network_that_was_saved_is_examined_as_it_is(tmp_path):
    for name, made in (("sick", {"initial_weights": zeros}), ("well", {"seed": 0})):
        network = Network([2, 4, 1], **made)
        Trainer(network, learning_rate=2.0).train(XOR, 1000)
        save(tmp_path / f"{name}.json", network)
    answer = lernmi("check", "xor", "--network", str(tmp_path / "sick.json"))
    assert answer.returncode == 0, answer.stderr
    assert "exact copies of each other" in answer.stdout and "  h1, h2, h3, h4\n" in answer.stdout
    answer = lernmi("check", "xor", "--network", str(tmp_path / "well.json"))
    assert answer.stdout == "Nothing is wrong: it has learned these samples.\n"
    answer = lernmi("check", "digits", "--network", str(tmp_path / "well.json"))
    assert answer.returncode == 2 and "must begin with 64 and end with 10" in answer.stderr


LINEAR = "No hidden Neuron bends"
PENALISED = "The penalty is too strong"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param("xor --l2 0.1", PENALISED, marks=pytest.mark.slow),
        ("xor --l1 0.1", PENALISED),
        pytest.param("circle --l2 1 --count 60", PENALISED, marks=pytest.mark.slow),
        ("xor --activation identity --layers 2-4-1 --output-activation sigmoid", LINEAR),
        pytest.param("xor --activation identity --layers 2-4-1", LINEAR, marks=pytest.mark.slow),
        ("xor --activation identity --layers 2-4-1 --learning-rate 0.05", LINEAR),
        ("xor --layers 2-1", LINEAR),
        pytest.param("circle --activation identity --count 60", LINEAR, marks=pytest.mark.slow),
        ("xor --layers 2-6-6-6-6-6-6-6-6-1 --epochs 5", "Sensitivities vanish on the way back"),
    ],
)
def test_the_obstacle_is_named_and_only_slopes_make_sensitivities_vanish(arguments, said, capsys):
    assert run(["check", *arguments.split()]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert said in text
    assert ("vanish" in text) == ("vanish" in said)
