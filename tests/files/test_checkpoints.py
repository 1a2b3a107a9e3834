"""A training run resumes from its checkpoint as if it had never stopped, or refuses to."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR, bits, polynomial, seeds, training_cases
from support.pythons import environment

from lernmi import Network, Trainer
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn
from lernmi.engines import ENGINES as FASTER
from lernmi.error_functions import ErrorFunction
from lernmi.files import load, load_preparation, resume, save, save_every
from lernmi.files.documents import json_text, seal_of
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.schedules import cosine, step
from lernmi.training.measures import absolute_error
from lernmi.training.stopping import EarlyStopping

ENGINES = ["links", *FASTER]
if importlib.util.find_spec("numba") is None:
    ENGINES.remove("numba")


class np_float(float):  # noqa: N801
    """A number like NumPy's, which lernmi turns into a plain float."""

    def item(self) -> float:
        return float(self)

    def __truediv__(self, other: float) -> np_float:
        return np_float(float(self) / other)


NUDGINGS = {
    "plain": lambda: None,
    "momentum": lambda: Nudging(momentum=0.9, l1=0.001, l2=0.001),
    "adam": Adam,
}


def trainer_of(network: Network, **more: Any) -> Trainer:
    settings = {"learning_rate": 0.3, "batch_size": 2, "seed": 5, **more}
    return Trainer(network, **settings)


@given(
    training_cases(),
    seeds,
    st.sampled_from(list(NUDGINGS)),
    st.sampled_from(ENGINES),
    st.sampled_from(ENGINES),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_resuming_from_a_checkpoint_gives_the_same_as_training_in_one_go(
    tmp_path_factory, case, seed, nudging, engine, other_engine, first, then
):
    network, samples = case
    path = tmp_path_factory.mktemp("run") / "run.json"
    settings = {"learning_rate": cosine(0.1, end=0.01, epochs=5), "measures": [absolute_error]}
    whole = trainer_of(
        network.copy(), seed=seed, nudging=NUDGINGS[nudging](), engine=engine, **settings
    )
    whole.train(samples, first + then, validation=samples)

    killed = trainer_of(
        network.copy(), seed=seed, nudging=NUDGINGS[nudging](), engine=engine, **settings
    )
    saving = save_every(1, path, killed, samples, samples)
    killed.train(samples, first, validation=samples, on_epoch=saving)

    # A new process may begin with any weights and any order.
    other = trainer_of(
        network.copy(), seed=9, nudging=NUDGINGS[nudging](), engine=other_engine, **settings
    )
    resume(path, other, samples, samples)
    assert other.epochs_done == first
    other.train(samples, then, validation=samples)
    assert bits(other.network) == bits(whole.network)
    assert other.state() == whole.state()


def test_trainings_with_fractions_and_functions_of_your_own_resume_exactly(tmp_path):
    square = polynomial([Fraction(0), Fraction(1, 2), Fraction(1)])

    def trainer() -> Trainer:
        network = Network([1, 2, 1], activation=square, output_activation=square)
        network.weights = [[Fraction(1, n) for n in range(2, 6)], [Fraction(1, 3)] * 3]
        return trainer_of(network, learning_rate=Fraction(1, 10), batch_size=1)

    samples = [([Fraction(1, 2)], [Fraction(1, 3)])]
    whole, killed, other = trainer(), trainer(), trainer()
    whole.train(samples, 2)
    killed.train(samples, 1, on_epoch=save_every(1, tmp_path / "run.json", killed, samples))
    resume(tmp_path / "run.json", other, samples)
    other.train(samples, 1)
    assert bits(other.network) == bits(whole.network)
    assert repr(other.history) == repr(whole.history)


@pytest.mark.parametrize("killed_after", range(1, 31))
def test_early_stopping_resumes_too_and_ends_with_the_same_best_weights(killed_after, tmp_path):
    path = tmp_path / "run.json"
    validation = [([0.0, 1.0], [0.2]), ([1.0, 1.0], [0.9])]

    def trained(epochs: int, keeps: bool, goes_on: bool) -> tuple[Trainer, EarlyStopping]:
        trainer = trainer_of(Network([2, 3, 1], seed=3), learning_rate=1.5)
        stopping = EarlyStopping(trainer, patience=4)
        if goes_on:
            resume(path, trainer, XOR, validation, stopping=stopping)
        if not stopping.is_over:
            saving = save_every(1, path, trainer, XOR, validation, stopping=stopping)
            trainer.train(
                XOR,
                epochs - trainer.epochs_done,
                validation=validation,
                stop_when=stopping,
                on_epoch=saving if keeps else None,
            )
        stopping.put_back()
        return trainer, stopping

    whole, through = trained(30, keeps=False, goes_on=False)
    assert through.is_over and whole.epochs_done < 30
    trained(killed_after, keeps=True, goes_on=False)
    other, later = trained(30, keeps=True, goes_on=True)
    assert bits(other.network) == bits(whole.network)
    assert other.history == whole.history
    assert (later.best_epoch, later.best_error) == (through.best_epoch, through.best_error)
    assert load(path).weights == whole.network.weights


def test_a_checkpoint_is_loaded_as_a_network_with_its_preparation(tmp_path):
    preparation = Preparation.of_columns(
        [NumberColumn("a", 0.0, 2.0, None), TextColumn("b", ["x"], ("",), None, False)],
        NumberColumn("c", 1.0, 3.0, None),
        ".",
    )
    trainer = trainer_of(Network([2, 2, 1]))
    saving = save_every(2, tmp_path / "run.json", trainer, XOR, preparation=preparation)
    trainer.train(XOR, 4, on_epoch=saving)
    weights = trainer.network.weights
    trainer.train(XOR, 1, on_epoch=saving)
    assert load(tmp_path / "run.json").weights == weights
    assert vars(load_preparation(tmp_path / "run.json")) == vars(preparation)


def test_an_infinite_error_is_restored(tmp_path):
    path = tmp_path / "run.json"
    trainers = [trainer_of(Network([2, 1])) for _ in range(2)]
    saving = save_every(1, path, trainers[0], XOR, XOR)

    def save_as_infinite(record):
        # Training may write such a checkpoint just before this error ends it.
        trainers[0].history[-1] = record._replace(validation_error=float("inf"))
        saving(record)

    trainers[0].train(XOR, 1, validation=XOR, on_epoch=save_as_infinite)
    resume(path, trainers[1], XOR, XOR)
    assert trainers[1].history[-1].validation_error == float("inf")
    assert trainers[1].history == trainers[0].history


# Refusals.


def began(path: Path, **more: Any) -> dict[str, Any]:
    trainer = trainer_of(Network([2, 3, 1], seed=1), **more)
    trainer.train(XOR, 3, on_epoch=save_every(1, path, trainer, XOR))
    return json.loads(path.read_text(encoding="utf-8"))


def refusal(path: Path, trainer: Trainer, samples: Any = XOR, **more: Any) -> str:
    """Return the message of the refusal, after checking that nothing has changed."""
    before = (bits(trainer.network), repr(trainer.state()), trainer.network.stage)
    with pytest.raises(ValueError) as problem:
        resume(path, trainer, samples, **more)
    assert (bits(trainer.network), repr(trainer.state()), trainer.network.stage) == before
    return str(problem.value)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"learning_rate": 0.2}, "learning_rate 0.3; got 0.2"),
        ({"learning_rate": step(0.3, factor=0.5, every=900)}, "learning_rate 0.3; got"),
        ({"batch_size": 3}, "batch_size 2; got 3"),
        ({"shuffle": False}, "shuffle True; got False"),
        ({"nudging": Adam()}, "nudging None; got 'Adam"),
        ({"measures": [absolute_error]}, "measures"),
    ],
)
def test_different_settings_are_refused(settings, words, tmp_path):
    began(tmp_path / "run.json")
    trainer = trainer_of(Network([2, 3, 1], seed=1), **settings)
    assert words in refusal(tmp_path / "run.json", trainer)


def test_a_different_nudging_or_schedule_is_refused(tmp_path):
    path = tmp_path / "run.json"
    began(path, nudging=Nudging(momentum=0.9), learning_rate=step(0.3, factor=0.5, every=900))
    same = {"nudging": Nudging(momentum=0.9), "learning_rate": step(0.3, factor=0.5, every=900)}
    resume(path, trainer_of(Network([2, 3, 1]), **same), XOR)
    for other, words in (
        ({"nudging": Nudging(momentum=0.8)}, "momentum=0.9"),
        (
            {"learning_rate": step(0.3, factor=0.5, every=901)},
            "a schedule of different learning rates",
        ),
    ):
        assert words in refusal(path, trainer_of(Network([2, 3, 1]), **{**same, **other}))


@pytest.mark.parametrize(
    "samples",
    [
        XOR[:3],
        XOR[::-1],
        [*XOR[:3], ([1, 1], [1e-300])],
        [([float(number) for number in inputs], expected) for inputs, expected in XOR],
    ],
)
def test_different_samples_are_refused(samples, tmp_path):
    began(tmp_path / "run.json")
    words = refusal(tmp_path / "run.json", trainer_of(Network([2, 3, 1])), samples)
    assert "began with different samples" in words
    words = refusal(tmp_path / "run.json", trainer_of(Network([2, 3, 1])), validation=XOR)
    assert "began with different validation" in words


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Network([2, 4, 1]), "its sizes must be '2-3-1'; got '2-4-1'"),
        (lambda: Network([2, 3, 1], input_names=["a", "b"]), r"names in layers[0]"),
        (lambda: Network([2, 3, 1], activation=polynomial([0, 1])), "activations in layers[1]"),
        (lambda: Network([2, 3, 1], error=ErrorFunction("e", max, max)), "error function"),
    ],
)
def test_a_different_network_is_refused(make, words, tmp_path):
    began(tmp_path / "run.json")
    assert words in refusal(tmp_path / "run.json", trainer_of(make()))


class Named:
    """A custom nudging: a method of an object with a setting."""

    def __init__(self, factor: float) -> None:
        self.factor = factor

    def __repr__(self) -> str:
        return f"Named({self.factor})"

    def go(self, link: Any, position: int, learning_rate: float, batch_length: int) -> None:
        link.weight = link.weight - self.factor * learning_rate * link.weight_sensitivity


class LikeMomentum(Nudging):
    """A different rule with the same repr as the usual one."""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Named(1).go, Named(9).go),
        (partial(Named.go, Named(1)), partial(Named.go, Named(9))),
        (Nudging(momentum=0.9), LikeMomentum(momentum=0.9)),
    ],
)
def test_custom_nudgings_are_compared_by_type_and_by_repr(first, second, tmp_path):
    path = tmp_path / "run.json"
    began(path, nudging=first)
    assert "nudging" in refusal(path, trainer_of(Network([2, 3, 1]), nudging=second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (lambda epoch: np_float(0.5), lambda epoch: np_float(2.5) / epoch),
        (1, 1.0),
        (lambda epoch: [0.5, 0.4, 0.3, 0.2][epoch - 1], lambda epoch: [0.5, 0.4, 0.3][epoch - 1]),
    ],
)
def test_learning_rates_are_compared_exactly_and_with_their_types(first, second, tmp_path):
    path = tmp_path / "run.json"
    began(path, learning_rate=first)
    resume(path, trainer_of(Network([2, 3, 1]), learning_rate=first), XOR)
    assert "began with" in refusal(path, trainer_of(Network([2, 3, 1]), learning_rate=second))


def test_saving_does_not_change_early_stopping(tmp_path):
    validation = [([0.0, 1.0], [0.2]), ([1.0, 1.0], [0.9])]

    def trained(saves: bool) -> Any:
        trainer = trainer_of(Network([2, 3, 1], seed=3), learning_rate=1.5)
        trainer.train(XOR, 3, validation=validation)
        stopping = EarlyStopping(trainer, patience=4)
        saving = None
        if saves:
            path = tmp_path / "run.json"
            saving = save_every(1, path, trainer, XOR, validation, stopping=stopping)
        trainer.train(XOR, 30, validation=validation, stop_when=stopping, on_epoch=saving)
        return bits(trainer.network), stopping.best_epoch, trainer.epochs_done

    assert trained(saves=True) == trained(saves=False)


def test_a_training_that_had_stopped_is_restored_with_its_best_weights(tmp_path):
    validation = [([0.0, 1.0], [0.2]), ([1.0, 1.0], [0.9])]
    pairs = []
    for _ in range(2):
        trainer = trainer_of(Network([2, 3, 1], seed=3), learning_rate=1.5)
        pairs.append((trainer, EarlyStopping(trainer, patience=4)))
    (whole, stopping), (other, later) = pairs
    saving = save_every(1, tmp_path / "run.json", whole, XOR, validation, stopping=stopping)
    whole.train(XOR, 30, validation=validation, stop_when=stopping, on_epoch=saving)
    resume(tmp_path / "run.json", other, XOR, validation, stopping=later)
    assert later.is_over and bits(other.network) == bits(whole.network)


class Fragile:
    """A nudging with a restore that fails halfway."""

    seen = 0

    def __call__(self, link: Any, position: int, learning_rate: float, batch_length: int) -> None:
        link.weight = link.weight - learning_rate * link.weight_sensitivity

    def __repr__(self) -> str:
        return "Fragile()"

    def state(self) -> dict[str, int]:
        return {"seen": self.seen}

    def restore(self, state: dict[str, int]) -> None:
        self.seen = state["seen"]
        if self.seen:
            raise KeyError("gone")


def test_if_a_nudging_cannot_take_its_state_nothing_changes(tmp_path):
    path = tmp_path / "run.json"
    began(path, nudging=Fragile())
    content = json.loads(path.read_text(encoding="utf-8"))
    content = with_value(content, 5, "training", "nudging_state", "seen")
    path.write_text(json.dumps(content), encoding="utf-8")
    trainer = trainer_of(Network([2, 3, 1]), nudging=Fragile())
    assert "gone" in refusal(path, trainer)
    assert trainer.nudging.seen == 0


@pytest.mark.parametrize("deep", ["[" * 900 + "]" * 900, '{"a":' * 300 + "1" + "}" * 300])
def test_deeply_nested_lists_are_refused_with_a_message(deep, tmp_path):
    path = tmp_path / "run.json"
    content = began(path)
    content["training"]["nudging_state"] = "HERE"
    path.write_text(json.dumps(content).replace('"HERE"', deep), encoding="utf-8")
    words = refusal(path, trainer_of(Network([2, 3, 1])))
    assert "too deep" in words or "its seal doesn't fit" in words


def test_changing_the_working_directory_does_not_change_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    trainer = trainer_of(Network([2, 3, 1]))
    saving = save_every(1, "run.json", trainer, XOR)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    trainer.train(XOR, 1, on_epoch=saving)
    assert (tmp_path / "run.json").exists()
    assert list((tmp_path / "other").iterdir()) == []


def test_a_network_without_its_training_is_refused(tmp_path):
    save(tmp_path / "net.json", Network([2, 3, 1]))
    words = refusal(tmp_path / "net.json", trainer_of(Network([2, 3, 1])))
    assert "is not a checkpoint" in words


def test_what_a_file_cannot_keep_is_refused_before_training_begins(tmp_path):
    trainer = trainer_of(Network([2, 1]))
    trainer.network.links[0].weight = 1j
    with pytest.raises(TypeError, match="must be a float, int, Fraction or Decimal; got"):
        save_every(1, tmp_path / "run.json", trainer, XOR)
    with pytest.raises(ValueError, match="no folder named"):
        save_every(1, tmp_path / "no" / "run.json", trainer, XOR)
    with pytest.raises(ValueError, match="epochs must be at least 1; got 0"):
        save_every(0, tmp_path / "run.json", trainer, XOR)
    with pytest.raises(TypeError, match="trainer must be a Trainer; got 5"):
        save_every(1, tmp_path / "run.json", 5, XOR)
    assert list(tmp_path.iterdir()) == []


def with_value(content: dict[str, Any], value: Any, *keys: Any) -> dict[str, Any]:
    """Return the content with a different value at one place, and a valid seal."""
    content = json.loads(json.dumps(content))
    place = content
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return {**content, "seal": seal_of(content)}


@pytest.mark.parametrize(
    ("value", "keys", "words"),
    [
        ({}, ["training"], "training has no 'epochs_done'"),
        (7, ["training", "epochs_done"], "epochs_done is 7"),
        (None, ["training", "epochs_done"], "epochs_done must be a whole number"),
        ([3, [1, 2], None], ["training", "random_state"], "restore() needs what state() returned"),
        ("x", ["training", "history", 1, "error"], "history[1] must contain numbers; got 'x'"),
        (1, ["training", "history", 1, "epoch"], "history[1].epoch must be above 1"),
        (True, ["training", "history", 1, "epoch"], "epoch must be a whole number"),
        ([1], ["training", "history", 1, "measures"], "must have measures by name"),
        ([0.5], ["training", "nudging_state", "velocities"], "must have 13 numbers"),
        ({"float": "x"}, ["training", "history", 0, "error"], "must be a finite number"),
        ({"velocities": "x"}, ["training", "nudging_state"], "restore() needs what state()"),
        (2, ["version"], "version 2, and this lernmi reads versions up to 1"),
        (5, ["network"], "not the file of a network"),
        (1, ["network", "weights", 0, 0, "to"], "weights[0][0].to must be an object"),
        (None, ["settings"], "settings must be an object"),
    ],
)
def test_a_made_up_checkpoint_is_refused_with_the_place(value, keys, words, tmp_path):
    path = tmp_path / "run.json"
    content = began(path, nudging=Nudging(momentum=0.9))
    path.write_text(json.dumps(with_value(content, value, *keys)), encoding="utf-8")
    trainer = trainer_of(Network([2, 3, 1]), nudging=Nudging(momentum=0.9))
    assert words in refusal(path, trainer)


def test_a_damaged_checkpoint_never_resumes_with_different_numbers(tmp_path):
    path = tmp_path / "run.json"
    content = began(path, nudging=Nudging(momentum=0.9))
    good = trainer_of(Network([2, 3, 1]), nudging=Nudging(momentum=0.9))
    resume(path, good, XOR)
    text = json_text(content)
    # The random state is most of the file.
    begin, end = text.index("random_state"), text.index("nudging_state")
    dice = random.Random(1)
    for _ in range(600):
        place = dice.randrange(len(text))
        if begin < place < end and dice.random() < 0.9:
            continue
        kind = dice.randrange(3)
        if kind == 0:
            damaged = text[:place] + text[place + dice.randrange(1, 9) :]
        elif kind == 1:
            damaged = text[:place] + dice.choice('0123456789eE+-.",:{}[]n') + text[place + 1 :]
        else:
            damaged = text[:place]
        path.write_text(damaged, encoding="utf-8")
        trainer = trainer_of(Network([2, 3, 1]), nudging=Nudging(momentum=0.9))
        try:
            resume(path, trainer, XOR)
        except ValueError as problem:
            assert str(problem).startswith(f"{path}")
        else:
            # For example, a blank is gone.
            assert trainer.state() == good.state()
            assert bits(trainer.network) == bits(good.network)


def test_version_1_of_a_checkpoint_stays_readable():
    """Version 1 wrote this file: never change it."""
    trainer = trainer_of(Network([2, 2, 1]), nudging=Nudging(momentum=0.5))
    resume(Path(__file__).parent / "checkpoint_1.json", trainer, XOR)
    trainer.train(XOR, 2)
    whole = trainer_of(Network([2, 2, 1], seed=4), nudging=Nudging(momentum=0.5))
    whole.train(XOR, 4)
    assert bits(trainer.network) == bits(whole.network)


# Killing real processes.

KILLED = """
import sys
from pathlib import Path
from lernmi import Network, Trainer
from lernmi.files import resume, save_every
from lernmi.functions.nudging import Adam

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
path, engine = sys.argv[1:]
trainer = Trainer(
    Network([2, 5, 1], seed=1), learning_rate=0.01, batch_size=3, engine=engine, nudging=Adam()
)
if Path(path).exists():
    resume(path, trainer, XOR)
saving = save_every(1, path, trainer, XOR)
print("ready", flush=True)
trainer.train(XOR, 200 - trainer.epochs_done, on_epoch=saving)
print(trainer.network.weights)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_process_that_is_killed_again_and_again_ends_with_the_same_bits(tmp_path):
    whole = Trainer(Network([2, 5, 1], seed=1), learning_rate=0.01, batch_size=3, nudging=Adam())
    whole.train(XOR, 200)
    path = tmp_path / "run.json"
    dice = random.Random(1)
    kills = 0
    for attempt in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path), dice.choice(["links", "lists"])],
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        try:
            # The last one may take any time.
            answer, _ = process.communicate(timeout=dice.random() * 0.06 if attempt < 5 else 300)
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += process.returncode != 0
    assert kills > 0
    assert answer == f"{whole.network.weights}\n"
    assert [each.name for each in tmp_path.iterdir()] == ["run.json"]
