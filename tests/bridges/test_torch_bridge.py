"""To PyTorch and back: the same outputs, sensitivities and weights."""

from __future__ import annotations

import math
import warnings
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import layer_sizes, numbers, seeds, small_floats

from lernmi import Activation, Link, Network, Trainer
from lernmi.activations import identity, relu, sigmoid, tanh
from lernmi.error_functions import squared_error
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.functions.nudging import Adam, Nudging
from lernmi.functions.ready_made import ACTIVATIONS
from lernmi.initial_weights import uniform

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
nn = torch.nn

from lernmi.bridges.torch_bridge import (  # noqa: E402
    MODULES,
    Sine,
    contents_for_file,
    file_of,
    from_torch,
    how_to_build,
    is_file_of_lernmi,
    to_torch,
)

activations = st.sampled_from(list(ACTIVATIONS.values()))


@st.composite
def networks(draw):
    sizes = draw(layer_sizes)
    network = Network(sizes, initial_weights=uniform(-2, 2), seed=draw(seeds))
    for layer in network.neuron_layers:
        activation = draw(activations)
        for neuron in layer.neurons:
            neuron.activation = activation
    return network


@st.composite
def cases(draw):
    network = draw(networks())
    inputs, outputs = network.neuron_layers[0].neurons, network.neuron_layers[-1].neurons
    return (
        network,
        numbers(draw, small_floats, len(inputs)),
        numbers(draw, small_floats, len(outputs)),
    )


def tensor(numbers):
    return torch.tensor(numbers, dtype=torch.float64)


def assert_near(ours, theirs, part=1e-12):
    scale = max(1, *[abs(number) for number in theirs])
    assert len(ours) == len(theirs)
    for our, their in zip(ours, theirs):
        assert abs(our - their) <= part * scale


def gradient(module):
    """Return PyTorch's weight sensitivities in Link order."""
    found = []
    for layer in module:
        if type(layer) is nn.Linear:
            found.extend(layer.bias.grad.tolist())
            found.extend(layer.weight.grad.T.flatten().tolist())
    return found


def test_every_activation_has_a_module():
    assert set(MODULES) == set(ACTIVATIONS.values())


@given(cases())
def test_outputs_error_and_every_weight_sensitivity_are_the_same(case):
    network, inputs, expected = case
    module = to_torch(network)
    outputs = module(tensor(inputs))
    assert_near(network.propagate(inputs), outputs.tolist())
    error = ((outputs - tensor(expected)) ** 2).sum() / 2
    error.backward()
    network.compare(expected)
    network.backpropagate()
    assert_near([link.weight_sensitivity for link in network.links], gradient(module), 1e-11)


@given(networks())
def test_to_pytorch_and_back_gives_the_same_network(network):
    back = from_torch(to_torch(network))
    assert back.weights == network.weights
    for layer, its_layer in zip(network.neuron_layers, back.neuron_layers):
        assert [each.activation for each in layer.neurons] == [
            each.activation for each in its_layer.neurons
        ]


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=list(ACTIVATIONS))
def test_an_activation_is_the_same_far_from_0_too(activation):
    network = Network([1, 1], activation=activation)
    network.weights = [[0, 1]]
    module = to_torch(network)
    for number in (-800.0, -38.5, -25.0, -20.001, -1e-9, 0.0, 1e-9, 19.9, 20.001, 38.5, 800.0):
        assert_near(network.propagate([number]), module(tensor([number])).tolist(), 1e-14)


@pytest.mark.parametrize("how", ["plain", "momentum", "adam", "softmax"])
def test_training_continues_in_pytorch_as_in_lernmi(how):
    error = softmax_cross_entropy if how == "softmax" else squared_error
    network = Network([2, 3, 2], activation=tanh, output_activation=identity, error=error, seed=3)
    samples = [([0.5, -1.0], [1, 0]), ([1.5, 0.25], [0, 1]), ([-0.5, 0.75], [1, 0])]
    module = to_torch(network)
    nudging, rate = None, 0.1
    optimiser = torch.optim.SGD(module.parameters(), lr=rate)
    if how == "momentum":
        nudging = Nudging(momentum=0.9)
        optimiser = torch.optim.SGD(module.parameters(), lr=rate, momentum=0.9)
    if how == "adam":
        nudging = Adam()
        optimiser = torch.optim.Adam(module.parameters(), lr=rate)
    trainer = Trainer(network, learning_rate=rate, batch_size=3, shuffle=False, nudging=nudging)
    trainer.train(samples, 20)
    all_inputs = tensor([inputs for inputs, _ in samples])
    all_expected = tensor([expected for _, expected in samples])
    for _ in range(20):
        optimiser.zero_grad()
        outputs = module(all_inputs)
        if how == "softmax":
            loss = nn.CrossEntropyLoss()(outputs, all_expected)
        else:
            loss = ((outputs - all_expected) ** 2).sum(dim=1).mean() / 2
        loss.backward()
        optimiser.step()
    for ours, theirs in zip(network.weights, from_torch(module, error).weights):
        assert_near(ours, theirs, 1e-11)


def test_the_module_shares_nothing_and_uses_up_no_random_numbers_of_pytorch():
    network = Network([2, 2])
    before = torch.random.get_rng_state()
    module = to_torch(network)
    assert torch.equal(torch.random.get_rng_state(), before)
    weights = network.weights
    with torch.no_grad():
        module[0].weight.fill_(9.0)
    assert network.weights == weights


# Models by others.

SHARED = nn.ReLU()
FOREIGN = {
    "a single layer": nn.Linear(3, 2),
    "no bias": nn.Sequential(nn.Linear(3, 4, bias=False), nn.Tanh(), nn.Linear(4, 1, bias=False)),
    "in one another": nn.Sequential(
        nn.Sequential(nn.Linear(3, 5), nn.SiLU()),
        nn.Sequential(nn.Sequential(nn.Linear(5, 4), nn.GELU()), nn.Linear(4, 2)),
    ),
    "one module twice": nn.Sequential(
        nn.Linear(3, 5), SHARED, nn.Linear(5, 5), SHARED, nn.Linear(5, 2), SHARED
    ),
    "switched off": nn.Sequential(
        nn.Flatten(), nn.Linear(3, 9), nn.ELU(), nn.Dropout(0.5), nn.Linear(9, 2), nn.Identity()
    ).eval(),
    "inputs first": nn.Sequential(nn.Tanh(), nn.Linear(3, 3), nn.Softplus(), nn.Linear(3, 1)),
    "in float64": nn.Sequential(nn.Linear(3, 6), Sine(), nn.Linear(6, 2), nn.Sigmoid()).double(),
    "in half of float32": nn.Sequential(
        nn.Linear(3, 6), nn.LeakyReLU(0.01), nn.Linear(6, 2)
    ).half(),
    "with names": nn.Sequential(),
}
FOREIGN["with names"].add_module("first", nn.Linear(3, 2))
FOREIGN["with names"].add_module("bend", nn.LeakyReLU())


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_model_is_converted_exactly(name):
    module = FOREIGN[name]
    network = from_torch(module)
    inputs = [0.25, -1.5, 0.75]
    # The same calculation in float64, with exactly the same weights.
    kept = {key: value.clone() for key, value in module.state_dict().items()}
    theirs = module.double()(tensor([inputs]))[0].tolist()
    assert_near(network.propagate(inputs), theirs)
    for key, value in module.state_dict().items():
        assert torch.equal(value, kept[key].double())
    network.learn(inputs, [0.0] * len(theirs), 0.1)


def test_without_a_bias_the_bias_weights_are_0():
    network = from_torch(nn.Linear(2, 3, bias=False))
    assert network.weights[0][:3] == (0.0, 0.0, 0.0)


class OwnModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 3)

    def forward(self, inputs):
        return self.first(inputs) * 2


class OwnLinear(nn.Linear):
    pass


def hooked():
    linear = nn.Linear(2, 2)
    linear.register_forward_hook(lambda module, inputs, outputs: outputs * 2)
    return linear


def patched():
    linear = nn.Linear(2, 2)
    linear.forward = lambda inputs: inputs
    return linear


def without_inputs():
    with warnings.catch_warnings():
        # PyTorch warns about it, too.
        warnings.simplefilter("ignore")
        return nn.Linear(0, 2)


def after(*modules):
    return nn.Sequential(nn.Linear(2, 2), *modules)


REFUSED = [
    (
        after(nn.Sequential(nn.Conv2d(1, 2, 3))),
        "Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1)) at 1.0",
    ),
    (after(nn.BatchNorm1d(2)), "at 1: it must be one of Linear, Identity, Sigmoid"),
    (after(nn.GELU(approximate="tanh")), "only the exact one"),
    (after(nn.ELU(alpha=0.5)), "only alpha=1"),
    (after(nn.LeakyReLU(0.2)), "LeakyReLU(negative_slope=0.2) at 1: only the slope 0.01"),
    (after(nn.Softplus(beta=2)), "only beta=1"),
    (after(nn.Softplus(threshold=5)), "a threshold of 20 or more"),
    (after(nn.Softmax(dim=1)), "leave it out, and pass error=softmax_cross_entropy"),
    (after(nn.LogSoftmax(dim=1)), "leave it out, and pass error=softmax_cross_entropy"),
    (after(nn.Dropout(0.5)), "switch it off first with module.eval()"),
    (after(nn.Flatten(0)), "Flatten"),
    (after(nn.ReLU(), nn.Tanh()), "Tanh() at 2 right after ReLU() at 1"),
    (after(nn.Linear(3, 1)), "at 1 takes 3 numbers; the layer before it outputs 2"),
    (nn.Sequential(), "at least one torch.nn.Linear; got none"),
    (nn.Sequential(nn.ReLU()), "at least one torch.nn.Linear; got none"),
    (OwnModel(), "pass the layers in it"),
    (OwnLinear(2, 2), "it must be one of Linear"),
    (hooked(), "has hooks"),
    (nn.Sequential(hooked(), nn.ReLU()), "at 0 has hooks"),
    (nn.DataParallel(nn.Linear(2, 2)), "pass the layers in it"),
    (nn.ModuleList([nn.Linear(2, 2)]), "pass the layers in it"),
    (patched(), "its own forward"),
    (nn.utils.parametrizations.weight_norm(nn.Linear(2, 2)), "can't take Parametrized"),
    (nn.Linear(2, 2, device="meta"), "no numbers yet"),
    (
        nn.Linear(2, 2, dtype=torch.complex64),
        "must be floats in a plain table; got torch.complex64",
    ),
    (without_inputs(), "at least one Neuron"),
]


@pytest.mark.parametrize(("module", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_an_unknown_module_is_refused_with_its_place(module, words):
    with pytest.raises(ValueError) as refusal:
        from_torch(module)
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_other_objects_and_weights_that_are_not_finite_are_refused():
    with pytest.raises(TypeError, match="got 7"):
        from_torch(7)
    linear = nn.Linear(2, 1)
    with torch.no_grad():
        linear.weight[0, 1] = float("nan")
    with pytest.raises(ValueError, match=r"\(for x2->y1\) must be a finite number; got nan"):
        from_torch(linear)
    with pytest.raises(ValueError, match="doesn't go with relu"):
        from_torch(after(nn.ReLU()), softmax_cross_entropy)


class Doubled(Link):
    def propagate(self):
        self.output_neuron.receive(2 * self.weight * self.input_neuron.output)


def test_a_network_that_layers_cannot_hold_is_refused():
    with pytest.raises(TypeError, match="only a Network can go to PyTorch; got 3"):
        to_torch(3)
    with pytest.raises(ValueError, match=r"PyTorch can't represent this network: b1->y1 .*Doubled"):
        to_torch(Network([2, 1], link_type=Doubled))
    network = Network([2, 2, 1])
    network.neuron("h2").activation = relu
    with pytest.raises(ValueError, match="got sigmoid for h1 and relu for h2"):
        to_torch(network)
    network = Network([2, 2, 1])
    network.link_layers[0].links.pop()
    with pytest.raises(ValueError, match="it is rewired"):
        to_torch(network)
    network = Network([2, 1])
    network.link("x2", "y1").weight = Fraction(1, 3)
    with pytest.raises(
        ValueError, match="the weight of x2->y1 must be a float; got 1/3, of type Fraction"
    ):
        to_torch(network)
    network.link("x2", "y1").weight = 2**60 + 1
    with pytest.raises(ValueError, match="of type int"):
        to_torch(network)
    mine = Activation("sigmoid", lambda x: 2 * x, lambda x, y: 2)
    with pytest.raises(ValueError, match="can't represent x1's activation sigmoid"):
        to_torch(Network([2, 1], input_activation=mine))


# Files.


@given(networks())
def test_the_printed_lines_build_the_same_module(network):
    module = to_torch(network)
    again = eval(how_to_build(module), {"torch": torch, "Sine": Sine})
    again.load_state_dict(module.state_dict())
    assert repr(again) == repr(module)
    inputs = tensor([0.5] * len(network.neuron_layers[0].neurons))
    assert again(inputs).tolist() == module(inputs).tolist()


def test_a_file_holds_only_data_and_is_recognised(tmp_path):
    network = Network([2, 3, 1], activation=sigmoid)
    path = tmp_path / "net.pt"
    path.write_bytes(file_of(contents_for_file(network)))
    assert is_file_of_lernmi(path)
    content = torch.load(path, weights_only=True)
    module = eval(content["built"], {"torch": torch})
    module.load_state_dict(content["state_dict"])
    assert from_torch(module).weights == network.weights
    torch.save(module.state_dict(), path)
    assert not is_file_of_lernmi(path)
    torch.save(module, path)
    assert not is_file_of_lernmi(path)
    path.write_text("something else", encoding="utf-8")
    assert not is_file_of_lernmi(path)


def stale_shape():
    linear = torch.nn.Linear(3, 2)
    linear.weight = torch.nn.Parameter(torch.randn(1, 7))
    linear.bias = torch.nn.Parameter(torch.randn(1))
    return linear


def endless():
    module = torch.nn.Sequential(torch.nn.Linear(1, 1))
    module.add_module("again", module)
    return module


def with_none():
    module = torch.nn.Sequential(torch.nn.Linear(1, 1))
    module.add_module("nothing", None)
    return module


def meta_bias():
    linear = torch.nn.Linear(1, 1)
    linear.bias = torch.nn.Parameter(torch.empty(1, device="meta"))
    return linear


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (stale_shape, "must have the shape (2, 3); got (1, 7)"),
        (endless, "nested too deep, or contains itself"),
        (with_none, "nothing must be a module; got None"),
        (meta_bias, "the bias of Linear(in_features=1, out_features=1, bias=True) has no numbers"),
        (
            lambda: torch.nn.utils.parametrizations.weight_norm(torch.nn.Linear(1, 1)),
            "remove_parametrizations",
        ),
        (lambda: torch.nn.LazyLinear(2), "send one sample through it first"),
    ],
)
def test_a_broken_module_is_refused_with_advice(make, words):
    with pytest.raises(ValueError) as problem:
        from_torch(make())
    assert words in str(problem.value)


def test_a_softmax_in_the_middle_is_not_taken_for_an_error_function():
    module = torch.nn.Sequential(
        torch.nn.Linear(3, 3), torch.nn.Softmax(dim=-1), torch.nn.Linear(3, 2)
    )
    with pytest.raises(ValueError) as problem:
        from_torch(module)
    assert "softmax_cross_entropy" not in str(problem.value)
    with pytest.raises(TypeError, match="error must be an ErrorFunction"):
        from_torch(torch.nn.Linear(1, 1), error="softmax_cross_entropy")


def test_large_weights_go_there_and_back_and_infinite_ones_do_not():
    linear = torch.nn.Linear(1, 1).double()
    linear.weight.data.fill_(1e305)
    network = from_torch(linear)
    assert from_torch(to_torch(network)).weights == network.weights
    network.links[0].weight = math.inf
    with pytest.raises(ValueError, match="must be a finite number; got inf"):
        to_torch(network)
