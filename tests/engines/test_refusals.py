"""An engine refuses what it can't do with the same results, before anything changes."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

import pytest
from support.pythons import run_python

from lernmi import Activation, BiasNeuron, Link, Network, Neuron, Trainer
from lernmi.activations import identity, relu, sigmoid
from lernmi.engines.plain_networks import why_not_plain
from lernmi.error_functions import ErrorFunction
from lernmi.functions.error_functions import absolute
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.ready_made import ACTIVATIONS, ERROR_FUNCTIONS
from lernmi.layers import LinkLayer, NeuronLayer
from lernmi.support.engines import LinksEngine, Workload

needs_numba = pytest.mark.skipif(find_spec("numba") is None, reason="Numba is not installed")
SAMPLES = [([0.5, 0.25], [1.0]), ([1, 0], [0])]


def own_nudging(link: Any, position: int, learning_rate: float, batch_length: int) -> None:
    link.weight = link.weight - 0.1


class OwnLink(Link):
    __slots__ = ()


class OwnNeuron(Neuron):
    __slots__ = ()


class OwnNetwork(Network):
    pass


class OwnLayer(NeuronLayer):
    pass


class OwnLinkLayer(LinkLayer):
    pass


class OwnNudging(Nudging):
    pass


def rewired(network: Network) -> None:
    links = network.link_layers[0].links
    links[2], links[3] = links[3], links[2]


def without_a_link(network: Network) -> None:
    del network.link_layers[0].links[-1]


def without_a_link_layer(network: Network) -> None:
    del network.link_layers[-1]


def with_a_neuron_twice(network: Network) -> None:
    network.neuron_layers[1].neurons[1] = network.neuron_layers[1].neurons[0]


def with_weight(weight: Any) -> Callable[[Network], None]:
    def change(network: Network) -> None:
        network.link("x1", "h2").weight = weight

    return change


def with_its_own(verb: str, of: Callable[[Network], Any]) -> Callable[[Network], None]:
    def change(network: Network) -> None:
        setattr(of(network), verb, lambda *numbers: None)

    return change


def with_type(of: Callable[[Network], Any], own: type) -> Callable[[Network], None]:
    def change(network: Network) -> None:
        of(network).__class__ = own

    return change


def with_bias(number: float) -> Callable[[Network], None]:
    def change(network: Network) -> None:
        network.neuron_layers[0].bias.output = number

    return change


def without_bias(network: Network) -> None:
    network.neuron_layers[0].bias = None


def with_bias_at_the_end(network: Network) -> None:
    network.neuron_layers[-1].bias = BiasNeuron("b3")


def first_layer(network: Network) -> Any:
    return network.neuron_layers[0]


def last_links(network: Network) -> Any:
    return network.link_layers[-1]


REFUSED_NETWORKS = [
    (with_type(lambda network: network.links[3], OwnLink), "x1->h2 .*OwnLink"),
    (with_type(lambda network: network.neuron("h1"), OwnNeuron), "h1 .*OwnNeuron"),
    (with_type(lambda network: network, OwnNetwork), "OwnNetwork"),
    (with_type(first_layer, OwnLayer), "OwnLayer"),
    (with_type(last_links, OwnLinkLayer), "OwnLinkLayer"),
    (rewired, "rewired: x1->h2 .*x1->h1"),
    (without_a_link, "rewired: .*6 Links; got 5"),
    (without_a_link_layer, "3 NeuronLayers and 1 LinkLayers"),
    (with_a_neuron_twice, "in two places"),
    (with_bias(2), "b1 .*output 1"),
    (without_bias, "has no bias"),
    (with_bias_at_the_end, "has a bias that leads nowhere"),
    (with_its_own("nudge", lambda network: network), "its own nudge"),
    (with_its_own("compare", lambda network: network), "its own compare"),
    (with_its_own("outputs", lambda network: network.neuron_layers[-1]), "its own outputs"),
    (with_its_own("propagate", last_links), "its own propagate"),
    (with_weight(Fraction(1, 3)), "x1->h2 .*1/3, of type Fraction"),
    (with_weight(1), "x1->h2 .*1, of type int"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED_NETWORKS)
def test_anything_but_a_plain_network_is_refused_by_name(change, words):
    network = Network([2, 2, 1])
    change(network)
    assert re.search(words, why_not_plain(Workload(network, SAMPLES)))


def test_a_plain_network_is_not_refused():
    assert why_not_plain(Workload(Network([2, 2, 1]), SAMPLES, SAMPLES)) == ""


def test_a_replaced_method_of_lernmis_own_type_is_refused(engine, monkeypatch):
    def nudge(self, learning_rate):
        self.weight = self.weight - learning_rate

    monkeypatch.setattr(Link, "nudge", nudge)
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine=engine)
    if engine == "auto":
        trainer.train(SAMPLES, 1)
        assert trainer.engine.chosen.name == "links"
    else:
        with pytest.raises(ValueError, match=r"Link\.nudge is not lernmi's own"):
            trainer.train(SAMPLES, 1)


REFUSED_SETTINGS = [
    (
        {"samples": [([Fraction(1, 2), 0], [1])]},
        r"samples\[0\], inputs\[0\] .*1/2, of type Fraction",
    ),
    ({"validation": [*SAMPLES, ([0, 0], [Fraction(1, 3)])]}, r"validation\[2\], expected\[0\]"),
    ({"nudging": own_nudging}, "must be a Nudging or an Adam"),
    ({"nudging": OwnNudging()}, "must be a Nudging or an Adam"),
]


@pytest.mark.parametrize(("settings", "words"), REFUSED_SETTINGS)
def test_work_that_only_the_objects_can_do_is_refused_before_training(settings, words, engine):
    network = Network([2, 2, 1])
    before = repr(network.weights)
    nudging = settings.get("nudging")
    trainer = Trainer(network, learning_rate=0.1, engine=engine, nudging=nudging)
    samples, validation = settings.get("samples", SAMPLES), settings.get("validation")
    if engine == "auto":
        trainer.train(samples, 1, validation=validation)
        assert trainer.engine.chosen.name == "links"
        return
    with pytest.raises(ValueError, match=words) as refusal:
        trainer.train(samples, 1, validation=validation)
    assert f'engine "{engine}"' in str(refusal.value)
    assert 'Use engine="links"' in str(refusal.value)
    assert repr(network.weights) == before
    assert list(trainer.history) == []


@needs_numba
def test_numba_names_a_function_of_your_own_and_auto_takes_lists():
    square = Activation("square", lambda x: x * x, lambda x, output: 2 * x)
    own = ErrorFunction("own", lambda o, e: o[0] - e[0], lambda o, e: [1.0])
    for network, name in (
        (Network([2, 20, 1], activation=square), "square"),
        (Network([2, 20, 1], error=own), "own"),
    ):
        with pytest.raises(ValueError, match=f"no compiled code for .*{name}"):
            Trainer(network, learning_rate=0.1, engine="numba").train(SAMPLES, 1)
        trainer = Trainer(network, learning_rate=0.1, engine="auto")
        trainer.train(SAMPLES, 1)
        assert trainer.engine.chosen.name == "lists"
        assert name in trainer.engine.why


@needs_numba
def test_auto_takes_numba_if_it_can():
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="auto")
    trainer.train(SAMPLES, 1)
    assert trainer.engine.chosen.name == "numba"
    assert trainer.engine.why == "the fastest"


def test_without_numba_the_error_says_what_to_install(monkeypatch):
    import lernmi.engines.numba_engine as module

    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match="pip install numba"):
        Trainer(Network([2, 1]), learning_rate=0.1, engine="numba")
    for sizes, name in (([2, 20, 1], "lists"), ([2, 3, 1], "links")):
        trainer = Trainer(Network(sizes), learning_rate=0.1, engine="auto")
        trainer.train(SAMPLES, 1)
        assert trainer.engine.chosen.name == name
        assert "pip install numba" in trainer.engine.why


@pytest.mark.parametrize("make", [lambda: Nudging(momentum=0.5), lambda: Adam()])
def test_another_networks_nudging_is_refused(make, engine):
    nudging = make()
    Trainer(Network([2, 1]), learning_rate=0.1, engine=engine, nudging=nudging).train(SAMPLES, 1)
    other = Trainer(Network([2, 1]), learning_rate=0.1, engine=engine, nudging=nudging)
    with pytest.raises(ValueError, match="another network"):
        other.train(SAMPLES, 1)


# Refused only by numba.


@needs_numba
@pytest.mark.parametrize(
    ("settings", "number", "refuses"),
    [
        ({"output_activation": identity, "error": absolute}, 2**26, True),
        ({"output_activation": identity, "error": absolute}, 2**25, False),
        ({"output_activation": relu}, -(2**26), True),
        ({"output_activation": relu}, float(2**26), False),
        ({"output_activation": identity}, 2**53, False),
        ({"output_activation": identity}, 2**53 + 1, True),
    ],
)
def test_whole_numbers_too_large_for_exact_sums_of_floats_are_refused(settings, number, refuses):
    samples = [([number], [1]), ([2], [0]), ([1], [0])]
    trainer = Trainer(Network([1, 1], **settings), learning_rate=1e-9, engine="numba")
    if not refuses:
        trainer.train(samples, 1)
        return
    with pytest.raises(ValueError, match=rf"as large as {abs(number)}, and floats would round"):
        trainer.train(samples, 1)


@needs_numba
def test_a_bit_that_differs_on_this_machine_is_noticed_and_refused(monkeypatch):
    def sigmoid_of_another_machine(total_input):
        return math.nextafter(1 / (1 + math.exp(-total_input)), 1)

    monkeypatch.setattr(sigmoid, "function", sigmoid_of_another_machine)
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="numba")
    with pytest.raises(ValueError, match="different bits from Python for sigmoid"):
        trainer.train(SAMPLES, 1)


@needs_numba
@pytest.mark.parametrize("way", ["batches", "momentum", "Adam", "outputs"])
def test_a_bit_that_differs_in_any_way_of_learning_is_noticed(way, monkeypatch):
    links = LinksEngine

    class Other(links):
        """Links that are a last bit off in one way."""

        def nudge(self, learning_rate, batch_length):
            kind = {None: "batches", Nudging: "momentum", Adam: "Adam"}
            rule = kind[self.workload.nudging and type(self.workload.nudging)]
            super().nudge(learning_rate, batch_length)
            if rule == way:
                link = self.links[0]
                link.weight = math.nextafter(link.weight, 9)

        def propagate_all(self, order):
            outputs = super().propagate_all(order)
            if way == "outputs":
                outputs[0][0] = math.nextafter(outputs[0][0], 9)
            return outputs

    import lernmi.engines.numba_engine as module

    monkeypatch.setattr(module, "LinksEngine", Other)
    monkeypatch.setattr(module, "compared", {})
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="numba")
    with pytest.raises(ValueError, match="different bits from Python"):
        trainer.train(SAMPLES, 1)


@needs_numba
def test_a_broken_numba_is_named(monkeypatch):
    import lernmi.engines.numba_engine as module

    monkeypatch.setattr(module, "compared", {})
    monkeypatch.setitem(sys.modules, "numpy", None)
    trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="auto")
    trainer.train(SAMPLES, 1)
    assert "Numba can't be imported" in trainer.engine.why


@needs_numba
def test_a_nudging_with_a_state_that_arrays_cannot_hold_is_refused():
    halves = Nudging(momentum=0.5)
    halves.velocities = dict.fromkeys(range(9), Fraction(1, 2))
    short = Nudging(momentum=0.5)
    short.velocities = {0: 0.5}
    uneven = Adam()
    uneven.nudges = {0: 1, 1: 2}
    exact = Nudging(momentum=Decimal("0.5"))
    for nudging, words in (
        (halves, "remembers 1/2, of type Fraction"),
        (short, "remember all 9 Links; got 1"),
        (uneven, "some Links more often than others"),
        (exact, "momentum must be .*of type Decimal"),
    ):
        trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="numba", nudging=nudging)
        with pytest.raises(ValueError, match=words):
            trainer.train(SAMPLES, 1)


@needs_numba
def test_without_a_cache_numba_compiles_each_time(tmp_path):
    # Without a place to write to, Numba refuses to cache anything.
    script = """
from numba.core import caching
caching.CacheImpl._locator_classes = []
from lernmi import Network, Trainer
trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="numba")
trainer.train([([0.5, 0.25], [1.0])], 1)
assert trainer.engine.seconds_to_compile > 0
"""
    completed = run_python(sys.executable, "-c", script)
    assert completed.returncode == 0, completed.stderr


@needs_numba
def test_a_fraction_as_learning_rate_is_refused_if_links_would_be_exact():
    network = Network([1, 1], output_activation=identity, error=absolute)
    trainer = Trainer(network, learning_rate=Fraction(1, 10), batch_size=7, engine="numba")
    with pytest.raises(ValueError, match="learning rate must be a float here; got 1/10"):
        trainer.train([([1], [9.0])] * 5 + [([-1], [-9.0])] * 2, 1)
    plain = Trainer(Network([1, 1]), learning_rate=Fraction(1, 10), engine="numba")
    plain.train([([1], [0.5])], 1)


@needs_numba
def test_a_wrong_number_of_inputs_is_an_error_even_without_the_trainers_checks():
    engine = Trainer(Network([2, 1]), learning_rate=0.1, engine="numba").engine
    with pytest.raises(ValueError, match="each sample must have 2 inputs"):
        engine.load(Workload(Network([2, 1]), [([1.0] * 3, [1.0])]))


@needs_numba
def test_auto_does_not_take_numba_with_its_compiler_switched_off():
    script = """
from lernmi import Network, Trainer
trainer = Trainer(Network([2, 2, 1]), learning_rate=0.1, engine="auto")
trainer.train([([0.5, 0.25], [1.0])], 1)
print(trainer.engine.why)
"""
    completed = run_python(sys.executable, "-c", script, NUMBA_DISABLE_JIT="1")
    assert "NUMBA_DISABLE_JIT" in completed.stdout, completed.stderr


def test_numba_has_all_of_lernmis_functions():
    module = pytest.importorskip("lernmi.engines.numba_engine")
    assert set(module.ACTIVATIONS) == set(ACTIVATIONS.values())
    assert set(module.ERROR_FUNCTIONS) == set(ERROR_FUNCTIONS.values())


@needs_numba
def test_a_number_of_many_digits_is_refused_with_a_short_message():
    trainer = Trainer(Network([2, 1]), learning_rate=0.1, engine="numba")
    with pytest.raises(ValueError, match="whole numbers as large as 1000") as refusal:
        trainer.train([([10**300, 1], [1])], 1)
    assert len(str(refusal.value)) < 250
