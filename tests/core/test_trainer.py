from __future__ import annotations

import _thread
import copy
import decimal
import functools
import itertools
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import XOR, bits, seeds, training_cases
from support.pythons import environment

import lernmi
from lernmi import Activation, Link, Network, Trainer
from lernmi.activations import identity
from lernmi.error_functions import ErrorFunction
from lernmi.support.whole_epochs import TrainingDiverged

rates = st.sampled_from([0.01, 0.1, 0.5])


def whole(outputs, expected):
    return 1


def first_output(outputs, expected):
    return outputs[0]


@given(training_cases(), rates, st.integers(1, 4), st.integers(1, 3))
def test_training_is_learning_batch_by_batch_with_the_mean(case, rate, batch_size, epochs):
    network, samples = case
    by_hand = network.copy()
    trainer = Trainer(network, learning_rate=rate, batch_size=batch_size, shuffle=False)
    trainer.train(samples, epochs)
    for epoch in range(epochs):
        error_sum = 0
        for start in range(0, len(samples), batch_size):
            batch = samples[start : start + batch_size]
            for inputs, expected in batch:
                by_hand.propagate(inputs)
                error_sum += by_hand.compare(expected)
                by_hand.backpropagate()
            by_hand.nudge(rate / len(batch))
        assert trainer.history[epoch].error == error_sum / len(samples)
    assert bits(network) == bits(by_hand)


def visits_of(samples_count: int, epochs: int, **options) -> list[list[float]]:
    """Return the samples visited in each epoch; the input of a sample is its number."""
    seen = []
    watching = Activation("watching", lambda x: seen.append(x) or x, lambda x, y: 1)
    network = Network([1, 1], input_activation=watching, output_activation=identity)
    samples = [([float(number)], [0.0]) for number in range(samples_count)]
    Trainer(network, learning_rate=1e-9, **options).train(samples, epochs)
    return [seen[at : at + samples_count] for at in range(0, len(seen), samples_count)]


@given(st.integers(1, 9), st.integers(1, 4), st.integers(1, 4), seeds, st.booleans())
def test_every_epoch_visits_each_sample_exactly_once(count, epochs, batch_size, seed, shuffle):
    visits = visits_of(count, epochs, batch_size=batch_size, seed=seed, shuffle=shuffle)
    assert len(visits) == epochs
    for epoch in visits:
        assert sorted(epoch) == list(range(count))
        if not shuffle:
            assert epoch == list(range(count))


def test_the_order_differs_from_epoch_to_epoch_and_from_seed_to_seed():
    first, second = visits_of(20, 2, seed=1)
    other, _ = visits_of(20, 2, seed=2)
    assert first != second
    assert first != other
    assert [first, second] == visits_of(20, 2, seed=1)


@given(training_cases(), st.integers(1, 3))
def test_measures_are_averaged_over_the_outputs_before_each_nudge(case, batch_size):
    network, samples = case
    by_hand = network.copy()
    history = Trainer(
        network,
        learning_rate=0.1,
        batch_size=batch_size,
        shuffle=False,
        measures=[first_output, whole],
    ).train(samples, 1)
    total = 0
    for start in range(0, len(samples), batch_size):
        batch = samples[start : start + batch_size]
        for inputs, expected in batch:
            total += by_hand.propagate(inputs)[0]
            by_hand.compare(expected)
            by_hand.backpropagate()
        by_hand.nudge(0.1 / len(batch))
    assert history[0].measures == {"first_output": total / len(samples), "whole": 1}


@given(training_cases())
def test_validation_uses_the_weights_after_the_epoch_and_changes_nothing(case):
    network, samples = case
    # Not the training samples, so that a mix-up would show.
    validation = [*samples[1:], samples[-1], samples[0]]
    other = network.copy()
    measures = [first_output]
    record = Trainer(network, learning_rate=0.1, measures=measures).train(
        samples, 1, validation=validation
    )[-1]
    without = Trainer(other, learning_rate=0.1, measures=measures).train(samples, 1)[-1]
    assert bits(network) == bits(other)
    assert without.validation_error is None
    assert without.validation_measures is None
    error_sum, measure_sum = 0, 0
    for inputs, expected in validation:
        measure_sum += network.propagate(inputs)[0]
        error_sum += network.compare(expected)
    assert record.validation_error == error_sum / len(validation)
    assert record.validation_measures == {"first_output": measure_sum / len(validation)}
    assert record.error == without.error


def test_the_learning_rate_can_depend_on_the_epoch():
    network = Network([2, 2, 1])
    by_hand = network.copy()
    asked = []

    def rate(epoch):
        asked.append(epoch)
        return 1 / epoch

    trainer = Trainer(network, learning_rate=rate, shuffle=False)
    trainer.train(XOR, 2)
    trainer.train(XOR, 1)
    assert asked == [1, 2, 3]
    assert [record.learning_rate for record in trainer.history] == [1, 1 / 2, 1 / 3]
    for epoch in asked:
        for inputs, expected in XOR:
            by_hand.learn(inputs, expected, 1 / epoch)
    assert bits(network) == bits(by_hand)


def test_a_nudging_is_called_once_for_each_link_and_batch():
    network = Network([2, 2, 1])
    calls = []

    def nudging(link, position, learning_rate, batch_length):
        assert link is network.links[position]
        assert link.weight_sensitivity != 0 or link.input_neuron.output == 0
        calls.append((position, learning_rate, batch_length))
        link.weight -= learning_rate * link.weight_sensitivity / batch_length

    plain = network.copy()
    Trainer(network, learning_rate=0.5, batch_size=3, nudging=nudging, seed=1).train(XOR, 2)
    wanted = []
    for length in (3, 1, 3, 1):
        wanted += [(position, 0.5, length) for position in range(9)]
    assert calls == wanted
    assert [link.weight_sensitivity for link in network.links] == [0] * 9
    Trainer(plain, learning_rate=0.5, batch_size=3, seed=1).train(XOR, 2)
    for found, wanted_weight in zip(network.links, plain.links):
        assert found.weight == pytest.approx(wanted_weight.weight, rel=1e-12)


def test_training_stops_when_stop_when_returns_true():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    history = trainer.train(XOR, 100, stop_when=lambda history: len(history) == 3)
    assert history is trainer.history
    assert [record.epoch for record in history] == [1, 2, 3]
    trainer.train(XOR, 2)
    assert trainer.epochs_done == 5


def test_on_epoch_gets_each_record_when_the_history_has_it():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    seen = []

    def on_epoch(record):
        assert trainer.history[-1] is record
        seen.append(record.epoch)

    trainer.train(XOR, 3, on_epoch=on_epoch)
    assert seen == [1, 2, 3]


def test_progress_grows_to_the_whole_epoch_and_ends_with_the_numbers_of_the_record():
    network = Network([50, 100, 1])
    samples = [([number / 100] * 50, [0.5]) for number in range(40)]
    trainer = Trainer(network, learning_rate=0.1, batch_size=3, measures=[first_output])
    seen = []
    trainer.train(samples, 2, on_progress=seen.append)
    for epoch in (1, 2):
        done = [progress.done for progress in seen if progress.epoch == epoch]
        assert done == sorted(set(done))
        # The first run is a single batch. On a fast machine, a later one may be a whole epoch.
        assert len(done) >= 2 or epoch > 1
        assert all(count % 3 == 0 for count in done[:-1])
        assert done[-1] == 40
        last = [progress for progress in seen if progress.epoch == epoch][-1]
        record = trainer.history[epoch - 1]
        assert (last.error, last.measures) == (record.error, record.measures)
        assert last.samples == 40


def test_with_fractions_training_is_exact():
    network = Network([1, 1], activation=identity)
    network.weights = [[Fraction(1, 2), Fraction(1, 3)]]
    history = Trainer(network, learning_rate=Fraction(1, 10), shuffle=False).train(
        [([Fraction(3)], [Fraction(1)])], 1
    )
    # Output 1/2 + 1 = 3/2, sensitivity 1/2; the weights go down by 1/20 and 3/20.
    assert history[0].error == Fraction(1, 8)
    assert network.weights == ((Fraction(9, 20), Fraction(11, 60)),)


@pytest.mark.parametrize("rate", [1, Fraction(1, 2)])
def test_with_fractions_a_batch_of_one_stays_exact(rate):
    network = Network([1, 1], activation=identity)
    network.weights = [[Fraction(1, 2), Fraction(1, 3)]]
    Trainer(network, learning_rate=rate).train([([3], [1])], 2)
    for link in network.links:
        assert isinstance(link.weight, Fraction)


def test_with_decimals_the_learning_rate_can_be_an_integer():
    network = Network([1, 1], activation=identity)
    network.weights = [[Decimal("0.5"), Decimal("0.25")]]
    Trainer(network, learning_rate=1).train([([Decimal(2)], [Decimal(1)])], 1)
    # The output is 0.5 + 0.5, as expected, so nothing changes.
    assert network.weights == ((Decimal("0.5"), Decimal("0.25")),)


@given(training_cases(), st.integers(0, 2))
def test_when_training_diverges_everything_is_as_before_that_epoch(case, good_epochs):
    network, samples = case
    exploding = Activation("exploding", lambda x: x * x * x + x + 3, lambda x, y: 3 * x * x + 1)
    for neuron in network.neuron_layers[-1].neurons:
        neuron.activation = exploding
    trainer = Trainer(network, learning_rate=lambda epoch: 1e-9 if epoch <= good_epochs else 1e9)
    trainer.train(samples, good_epochs)
    before, state = bits(network), trainer.state()
    with pytest.raises(TrainingDiverged, match="smaller learning rate") as caught:
        for _ in range(20):
            before, state = bits(network), trainer.state()
            trainer.train(samples, 1)
    assert caught.value.epoch == trainer.epochs_done + 1
    assert pickle.loads(pickle.dumps(caught.value)).epoch == caught.value.epoch
    assert f"epoch {caught.value.epoch}" in str(caught.value)
    assert bits(network) == before
    assert trainer.state() == state
    assert network.stage == "ready"
    network.refuse_left_overs()


def test_an_overflow_counts_as_divergence_and_any_other_error_does_not():
    def overflowing(x):
        return math.exp(1000)

    def failing(x):
        raise ZeroDivisionError("mine")

    for function, error in [(overflowing, TrainingDiverged), (failing, ZeroDivisionError)]:
        network = Network([2, 1], activation=Activation("mine", function, lambda x, y: 1))
        before = bits(network)
        with pytest.raises(error):
            Trainer(network, learning_rate=0.1).train(XOR, 1)
        assert bits(network) == before


def test_a_decimal_that_overflows_counts_as_divergence():
    exploding = Activation("exploding", lambda x: (x + 2) ** 999_999, lambda x, y: 1)
    network = Network([1, 1], activation=exploding)
    network.weights = [[Decimal(1), Decimal(1)]]
    with decimal.localcontext() as context:
        context.Emax = 999
        with pytest.raises(TrainingDiverged):
            Trainer(network, learning_rate=Decimal(1)).train([([Decimal(2)], [Decimal(1)])], 1)
    assert network.weights == ((1, 1),)
    network.refuse_left_overs()


def test_an_overflow_in_validation_counts_as_divergence_too():
    exponential = Activation("exponential", math.exp, lambda x, y: y)
    network = Network([1, 1], activation=exponential)
    trainer = Trainer(network, learning_rate=0.001)
    before, state = bits(network), trainer.state()
    with pytest.raises(TrainingDiverged) as caught:
        trainer.train([([0.1], [1.0])], 1, validation=[([1e6], [0.0])])
    assert isinstance(caught.value.__cause__, OverflowError)
    assert bits(network) == before
    assert trainer.state() == state


@pytest.mark.parametrize("found", [math.inf, math.nan, Decimal("inf")])
def test_a_validation_error_that_is_not_finite_counts_as_divergence_and_is_named(found):
    error = ErrorFunction(
        "endless", lambda outputs, expected: found if expected[0] else 0, lambda *_: [0.1]
    )
    network = Network([1, 1], error=error)
    trainer = Trainer(network, learning_rate=0.1)
    before, state = bits(network), trainer.state()
    with pytest.raises(
        TrainingDiverged,
        match=f"the validation error is {str(found)[:3]}.* validation samples for large numbers",
    ):
        trainer.train([([1], [0])], 1, validation=[([1], [0]), ([1], [1])])
    assert bits(network) == before
    assert trainer.state() == state
    network.refuse_left_overs()


def test_weights_that_are_not_finite_are_refused_before_training():
    network = Network([2, 1])
    network.link("x2", "y1").weight = math.nan
    trainer = Trainer(network, learning_rate=0.1)
    with pytest.raises(ValueError, match="the weight of x2->y1 is nan"):
        trainer.train(XOR, 1)
    assert trainer.epochs_done == 0


@pytest.mark.parametrize("failure", [ValueError("mine"), KeyboardInterrupt()])
def test_whatever_stops_a_training_no_weight_sensitivities_are_left_over(failure):
    uses = []

    def failing(x):
        uses.append(x)
        if len(uses) == 7:
            raise failure
        return x

    network = Network([2, 1], activation=Activation("failing", failing, lambda x, y: 1))
    with pytest.raises(type(failure)):
        Trainer(network, learning_rate=0.1, batch_size=4).train(XOR, 5)
    assert network.stage == "ready"
    network.refuse_left_overs()


def test_samples_may_be_arrays():
    numpy = pytest.importorskip("numpy", reason="NumPy is not installed: pip install numpy")
    pairs = [([0, 1], [1, 0]), ([1, 1], [0, 1])]
    plain, given_arrays, given_array = (Network([2, 2]) for _ in range(3))
    Trainer(plain, learning_rate=0.5).train(pairs, 2)
    Trainer(given_arrays, learning_rate=0.5).train([numpy.array(pair) for pair in pairs], 2)
    Trainer(given_array, learning_rate=0.5).train(numpy.array(pairs), 2)
    assert bits(given_arrays) == bits(given_array) == bits(plain)


def test_when_training_diverges_the_nudging_gets_its_old_state_back():
    class Counting:
        count = 0

        def __call__(self, link, position, learning_rate, batch_length):
            self.count += 1
            link.weight = math.inf if self.count > 23 else link.weight

        def state(self):
            return self.count

        def restore(self, state):
            self.count = state

    nudging = Counting()
    trainer = Trainer(Network([2, 1]), learning_rate=0.1, nudging=nudging)
    trainer.train(XOR, 1)
    with pytest.raises(TrainingDiverged, match="the weight of x2->y1 is inf"):
        trainer.train(XOR, 1)
    assert nudging.count == 12


class InterruptedAt:
    """An activation that sends a real Ctrl-C to this process when it is used the n-th time."""

    def __init__(self, use: int) -> None:
        self.uses = 0
        self.use = use

    def __call__(self, x):
        self.uses += 1
        if self.uses == self.use:
            signal.raise_signal(signal.SIGINT)
        return x / (1 + abs(x))


@pytest.mark.parametrize("use", range(1, 60))
def test_ctrl_c_leaves_the_network_at_the_end_of_a_whole_batch(use):
    def network_with(function):
        return Network([2, 3, 1], activation=Activation("soft", function, lambda x, y: 0.25))

    network = network_with(InterruptedAt(use))
    trainer = Trainer(network, learning_rate=0.5, batch_size=3)
    with pytest.raises(KeyboardInterrupt):
        trainer.train(XOR, 50)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    network.refuse_left_overs()
    assert network.stage == "ready"

    # All weights that the same training has after whole batches.
    whole_ones = []
    other = network_with(lambda x: x / (1 + abs(x)))
    reference = Trainer(other, learning_rate=0.5, batch_size=3)

    def note_weights(progress):
        whole_ones.append((bits(other), progress.epoch - 1))
        reference.training.batches_at_once = 1

    reference.train(XOR, 10, on_progress=note_weights)
    assert (bits(network), len(trainer.history)) in whole_ones
    trainer.train(XOR, 1)


@pytest.mark.parametrize("nudges", range(1, 40, 3))
def test_ctrl_c_while_half_of_the_links_are_nudged_waits_for_the_others(nudges):
    done = []

    class InterruptingLink(Link):
        def nudge(self, learning_rate):
            done.append(self)
            if len(done) == nudges:
                signal.raise_signal(signal.SIGINT)
            super().nudge(learning_rate)

    network = Network([2, 2, 1], link_type=InterruptingLink)
    with pytest.raises(KeyboardInterrupt):
        Trainer(network, learning_rate=0.5).train(XOR, 50)
    assert len(done) % len(network.links) == 0
    network.refuse_left_overs()


def test_when_something_hangs_a_second_ctrl_c_stops_it():
    class HangingLink(Link):
        def propagate(self):
            signal.raise_signal(signal.SIGINT)
            started = time.monotonic()
            while time.monotonic() - started < 1.1:
                signal.raise_signal(signal.SIGINT)
            raise AssertionError("Ctrl-C did not stop this")

    network = Network([2, 1], link_type=HangingLink)
    with pytest.raises(KeyboardInterrupt):
        Trainer(network, learning_rate=0.5).train(XOR, 1)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    network.refuse_left_overs()


def test_a_training_in_a_callback_of_another_is_protected_too():
    done = []

    class InterruptingLink(Link):
        def nudge(self, learning_rate):
            done.append(self)
            if len(done) == 5:
                signal.raise_signal(signal.SIGINT)
            super().nudge(learning_rate)

    inner = Network([2, 2, 1], link_type=InterruptingLink)

    def train_inner(record):
        Trainer(inner, learning_rate=0.5).train(XOR, 5)

    with pytest.raises(KeyboardInterrupt):
        Trainer(Network([2, 1]), learning_rate=0.5).train(XOR, 5, on_epoch=train_inner)
    assert len(done) % len(inner.links) == 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("callback", ["on_epoch", "on_progress", "stop_when"])
def test_ctrl_c_in_a_callback_comes_at_once(callback):
    reached = []

    def press(argument):
        signal.raise_signal(signal.SIGINT)
        reached.append("too far")

    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    with pytest.raises(KeyboardInterrupt):
        trainer.train(XOR, 5, **{callback: press})
    assert reached == []
    assert len(trainer.history) == (0 if callback == "on_progress" else 1)
    trainer.train(XOR, 1)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_from_another_thread_stops_training_too():
    network = Network([20, 20, 1])
    trainer = Trainer(network, learning_rate=0.1)
    stopped = threading.Event()

    def interrupt():
        # Again after a while: Python drops an interrupt in a garbage collector's callback.
        seconds = 0.2
        while not stopped.wait(seconds):
            _thread.interrupt_main()
            seconds = 10

    interrupter = threading.Thread(target=interrupt)
    interrupter.start()
    with pytest.raises(KeyboardInterrupt):
        trainer.train([([0.5] * 20, [0.5])], 10**9)
    stopped.set()
    interrupter.join()
    assert trainer.epochs_done > 0
    network.refuse_left_overs()


def test_training_works_in_a_thread_where_no_handler_can_be_set():
    network, other = Network([2, 2, 1]), Network([2, 2, 1])
    worker = threading.Thread(target=Trainer(network, learning_rate=0.5).train, args=(XOR, 5))
    worker.start()
    worker.join()
    Trainer(other, learning_rate=0.5).train(XOR, 5)
    assert bits(network) == bits(other)


def test_your_own_signal_handler_stays_in_charge():
    pressed = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
        trainer.train(XOR, 2, on_epoch=lambda record: signal.raise_signal(signal.SIGINT))
        assert len(pressed) == 2
    finally:
        signal.signal(signal.SIGINT, before)


PROGRAM = """
import sys
from lernmi import Network, Trainer
network = Network([30, 30, 1])
trainer = Trainer(network, learning_rate=0.1)
print("ready", flush=True)
try:
    trainer.train([([0.5] * 30, [0.5])] * 50, 10**6)
except KeyboardInterrupt:
    network.refuse_left_overs()
    trainer.train([([0.5] * 30, [0.5])], 1)
    print("stopped", trainer.epochs_done > 0)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
def test_ctrl_c_from_outside_stops_a_real_process():
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        answer, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert answer == "stopped True\n"


@pytest.fixture
def engines_folder(monkeypatch, tmp_path):
    """The path of a folder to be used instead of lernmi/engines; it doesn't exist yet."""
    kept = {name: module for name, module in sys.modules.items() if name[:14] == "lernmi.engines"}
    for name in kept:
        del sys.modules[name]
    monkeypatch.setattr(lernmi, "engines", None, raising=False)
    monkeypatch.setattr(lernmi, "__path__", [str(tmp_path)])
    yield tmp_path / "engines"
    sys.modules.pop("lernmi.engines", None)
    sys.modules.update(kept)


def test_an_engine_is_found_by_name_in_the_engines_folder(engines_folder):
    engines_folder.mkdir()
    text = "from lernmi.trainer import LinksEngine\nclass Own(LinksEngine): name = 'own'\n"
    text += "ENGINES = {'own': Own, 'more': Own}\n"
    (engines_folder / "__init__.py").write_text(text, encoding="utf-8")
    trainer = Trainer(Network([2, 1]), learning_rate=0.5, engine="own")
    assert trainer.engine.name == "own"
    with pytest.raises(ValueError, match=r"^engine must be links or own or more; got 'odd'$"):
        Trainer(Network([2, 1]), learning_rate=0.5, engine="odd")


def test_without_the_engines_folder_only_links_is_left(engines_folder):
    with pytest.raises(ValueError, match=r"^engine must be links; got 'own'$"):
        Trainer(Network([2, 1]), learning_rate=0.5, engine="own")


def test_without_the_functions_folder_only_links_is_left(engines_folder):
    engines_folder.mkdir()
    text = "raise ModuleNotFoundError('no such folder', name='lernmi.functions')\n"
    (engines_folder / "__init__.py").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^engine must be links; got 'own'$"):
        Trainer(Network([2, 1]), learning_rate=0.5, engine="own")


@pytest.mark.parametrize("name", ["a_package_that_nobody_has", "lernmi.engines.no_such"])
def test_any_other_module_that_an_engine_lacks_is_reported(engines_folder, name):
    engines_folder.mkdir()
    (engines_folder / "__init__.py").write_text(f"import {name}\n", encoding="utf-8")
    with pytest.raises(ModuleNotFoundError, match=name):
        Trainer(Network([2, 1]), learning_rate=0.5, engine="own")


def test_its_repr_says_in_one_line_how_far_it_is():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5, measures=[whole])
    assert repr(trainer.history) == "History of no epochs yet"
    trainer.train(XOR, 2, validation=XOR)
    assert repr(trainer) == (
        "Trainer of a Network 2-2-1 with 9 Links, stage propagated: learning rate 0.5, "
        "batch size 1, engine links, epochs done 2"
    )
    assert repr(trainer.history[0]).startswith("epoch 1: error 0.")
    assert ", whole 1; validation error 0." in repr(trainer.history[0])
    assert repr(trainer.history).startswith("History of 2 epochs: first epoch 1: error 0.")


def too_high(outputs, expected):
    return outputs[0] - expected[0]


@given(training_cases())
def test_a_measure_gets_the_outputs_and_the_expected_numbers(case):
    network, samples = case
    trainer = Trainer(
        network, learning_rate=0.1, batch_size=len(samples), shuffle=False, measures=[too_high]
    )
    for measured in ("measures", "validation_measures"):
        total = 0
        for inputs, expected in samples:
            total += network.propagate(inputs)[0] - expected[0]
        if measured == "measures":
            trainer.train(samples, 1, validation=samples)
        assert getattr(trainer.history[0], measured) == {"too_high": total / len(samples)}


def test_a_measure_without_a_name_is_refused():
    for measure in (functools.partial(too_high, [1]), math):
        with pytest.raises(TypeError, match="a measure must be a function with a name"):
            Trainer(Network([1, 1]), learning_rate=0.1, measures=[measure])


def test_an_error_that_is_not_finite_is_divergence_even_where_all_weights_are_finite():
    network = Network([1, 1], activation=identity)
    network.weights = [[0.0, 1e160]]
    before = bits(network)
    with pytest.raises(TrainingDiverged, match=r"^training diverged in epoch 1: the error \w+ inf"):
        Trainer(network, learning_rate=1e-3).train([([1.0], [0.0])], 1)
    assert bits(network) == before


@pytest.mark.parametrize("rate", [0.125, lambda epoch: 0.125])
def test_divergence_says_what_happened_what_to_try_and_how_the_network_is(rate):
    cubic = Activation("cubic", lambda x: math.exp(1000), lambda x, y: 1)
    with pytest.raises(TrainingDiverged) as caught:
        Trainer(Network([2, 1], activation=cubic), learning_rate=rate).train(XOR, 1)
    said = str(caught.value)
    assert said.startswith("training diverged in epoch 1: a number became too large.")
    assert "a smaller learning rate than 0.125, " in said
    assert said.endswith("The network is as it was before that epoch.")


@pytest.mark.parametrize("epoch", [1, 2])
def test_ctrl_c_in_your_learning_rate_function_comes_at_once(epoch):
    reached = []

    def rate(number):
        if number == epoch:
            signal.raise_signal(signal.SIGINT)
            reached.append("too far")
        return 0.5

    trainer = Trainer(Network([2, 2, 1]), learning_rate=rate)
    with pytest.raises(KeyboardInterrupt):
        trainer.train(XOR, 5)
    assert reached == []
    assert trainer.epochs_done == epoch - 1


def test_the_reprs_of_records_and_histories_show_their_numbers():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=lambda epoch: 0.5, measures=[whole])
    history = trainer.train(XOR, 3, validation=XOR)
    for record in history:
        assert repr(record) == (
            f"epoch {record.epoch}: error {record.error:.7g}, whole 1; "
            f"validation error {record.validation_error:.7g}, whole 1"
        )
    assert repr(history) == f"History of 3 epochs: first {history[0]!r}; last {history[2]!r}"
    assert ": learning rate by epoch, batch size 1," in repr(trainer)


def test_ctrl_c_at_every_single_line_of_a_training_leaves_whole_batches():
    whole_ones = []
    for epochs in range(3):
        network = Network([2, 1])
        Trainer(network, learning_rate=0.5).train(XOR[:1], epochs)
        whole_ones.append(bits(network))

    pressed_in = set()
    for line in itertools.count(1):
        seen = []

        def press_at_line(frame, event, argument, line=line, seen=seen):
            path = frame.f_code.co_filename
            if not path.endswith(("trainer.py", "interrupts.py", "records.py", "whole_epochs.py")):
                return None
            if event == "line":
                seen.append(frame.f_code.co_name)
                if len(seen) == line:
                    signal.raise_signal(signal.SIGINT)
            return press_at_line

        network = Network([2, 1])
        trainer = Trainer(network, learning_rate=0.5)
        before = sys.gettrace()
        interrupted = False
        try:
            sys.settrace(press_at_line)
            trainer.train(XOR[:1], 2, validation=XOR[:1])
        except KeyboardInterrupt:
            interrupted = True
        finally:
            sys.settrace(before)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        network.refuse_left_overs()
        assert bits(network) in whole_ones
        if len(seen) < line:
            break
        assert interrupted, f"in {seen[-1]}"
        pressed_in.add(seen[line - 1])
    assert not interrupted
    said = " ".join(sorted(pressed_in))
    for name in ("train", "begin_epoch", "learn", "end_epoch", "add", "__enter__", "__exit__"):
        assert name in said


def test_ctrl_c_while_a_diverged_epoch_is_undone_does_not_stop_half_way():
    class Exploding:
        count = 0

        def __call__(self, link, position, learning_rate, batch_length):
            self.count += 1
            link.weight = math.inf

        def state(self):
            return self.count

        def restore(self, state):
            signal.raise_signal(signal.SIGINT)
            self.count = state

    network, nudging = Network([2, 1]), Exploding()
    before = bits(network)
    with pytest.raises(TrainingDiverged):
        Trainer(network, learning_rate=0.1, nudging=nudging).train(XOR, 1)
    assert nudging.count == 0
    assert bits(network) == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_progress_comes_every_few_hundredths_of_a_second(monkeypatch):
    # With a fake clock that only the samples advance: the same on every machine.
    clock = {"now": 100.0, "seconds for a sample": 0.001}

    def slow(x):
        clock["now"] += clock["seconds for a sample"]
        return x

    monkeypatch.setattr("lernmi.trainer.perf_counter", lambda: clock["now"])
    network = Network([1, 1], activation=Activation("slow", slow, lambda x, y: 1))
    trainer = Trainer(network, learning_rate=1e-9)
    samples = [([0.0], [0.0])] * 191

    def runs(samples, slow_from):
        done = [0]

        def on_progress(progress):
            done.append(progress.done)
            if progress.done == slow_from:
                clock["seconds for a sample"] = 0.25

        trainer.train(samples, 1, on_progress=on_progress)
        return [after - before for before, after in zip(done, done[1:])]

    assert runs(samples[:1], None) == [1]
    assert runs(samples, None) == [1, 2, 4, 8, 16, 32, 32, 32, 32, 32]
    assert runs(samples[:132], 63) == [1, 2, 4, 8, 16, 32, 32, 16, 8, 4, 2, *[1] * 7]


def test_the_repr_of_a_history_of_one_epoch_shows_it_once():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    history = trainer.train(XOR, 1)
    assert repr(history) == f"History of one epoch: {history[0]!r}"


def pickled(trainer: Trainer) -> Trainer:
    return pickle.loads(pickle.dumps(trainer))


@pytest.mark.parametrize("copied", [copy.deepcopy, pickled])
@pytest.mark.parametrize("callback", ["on_epoch", "on_progress", "stop_when"])
def test_a_trainer_copied_in_a_callback_continues_from_there(callback, copied):
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    kept = []

    def keep(argument):
        if len(kept) < 2:
            fresh = Trainer(trainer.network.copy(), learning_rate=0.5)
            fresh.restore(copied(trainer).state())
            kept.append((copied(trainer), fresh))

    trainer.train(XOR, 2, **{callback: keep})
    for other, fresh in kept:
        assert not other.is_training
        other.train(XOR, 3)
        fresh.network.forget()
        fresh.train(XOR, 3)
        assert bits(other.network) == bits(fresh.network)
        assert other.state() == fresh.state()


def test_a_shallow_copy_of_a_trainer_trains_the_same_network_in_a_callback_too():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
    kept = []

    def train_copy(record):
        kept.append(copy.copy(trainer))
        kept[0].train(XOR, 0)

    trainer.train(XOR, 1, on_epoch=train_copy)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert len(kept[0].train(XOR, 1)) == 2


def test_a_trainer_can_be_pickled_under_your_own_signal_handler():
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        trainer = Trainer(Network([2, 2, 1]), learning_rate=0.5)
        kept = []
        trainer.train(XOR, 1, on_progress=lambda progress: kept.append(pickled(trainer)))
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(kept[0].train(XOR, 1)) == 1


def test_a_trainer_that_is_training_refuses_to_train():
    network = Network([2, 1])
    trainer = Trainer(network, learning_rate=0.1)
    samples = [([0, 1], [1])]
    with pytest.raises(
        ValueError, match=r"^this Trainer is already training; call train\(\) when that has ended$"
    ):
        trainer.train(samples, 1, on_epoch=lambda record: trainer.train(samples, 1))
    assert len(trainer.train(samples, 1)) == 2
