from __future__ import annotations

from hypothesis import given
from support.networks import bits, float_cases

from lernmi import Link, Network
from lernmi.data.published import MAZUR
from lernmi.inside.numbers import significant
from lernmi.inside.table import trace_table

SAMPLE = (MAZUR.inputs, MAZUR.expected)


@given(float_cases())
def test_a_filled_table_holds_every_number_of_the_step_and_nothing_changes(case):
    network, inputs, expected = case
    before = bits(network), network.stage
    text = trace_table(network, (inputs, expected), 0.1)
    assert (bits(network), network.stage) == before
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines() if "->" in line}
    network.propagate(inputs)
    error = network.compare(expected)
    network.backpropagate()
    for link in network.links:
        wanted = [link.weight, link.output_sensitivity, link.weight_sensitivity]
        assert rows[link.name][:3] == [significant(number) for number in wanted]
    network.nudge(0.1)
    for link in network.links:
        assert rows[link.name][3] == significant(link.weight)
    assert f"error: {significant(error)}" in text
    for neuron in network.neurons:
        line = next(line for line in text.splitlines() if line.split()[:1] == [neuron.name])
        numbers = [neuron.total_input, neuron.output, neuron.slope, neuron.sensitivity]
        texts = [significant(number) for number in numbers]
        assert line.split()[1:] == texts


def test_an_empty_table_shows_only_the_given_numbers():
    network = MAZUR.network()
    empty = trace_table(network, SAMPLE, 0.5, filled=False).splitlines()
    filled = trace_table(network, SAMPLE, 0.5).splitlines()
    assert len(empty) == len(filled)
    for before, after in zip(empty, filled):
        for text, number in zip(before.split(), after.split()):
            assert text in (number, "." * 12)
    numbers = " ".join(empty)
    assert "0.4 " in numbers
    assert "0.7513651" not in numbers
    assert max(len(line) for line in empty + filled) <= 80


def test_a_table_says_what_is_expected_and_how_far_to_nudge():
    text = trace_table(Network([1, 1]), ([1], [0.5]), 0.25, filled=False)
    assert "expected: y1 0.5; learning rate 0.25" in text
    assert "error: ............" in text
    assert "sigmoid(x) = 1 / (1 + e^-x); slope = output × (1 - output)" in text
    assert "error = half the sum of (output - expected)^2" in text


def test_links_with_the_same_name_have_a_row_each_and_long_names_fit():
    network = Network([1, 1], input_names=["sepal width in cm"])
    x1, y1 = network.neuron("sepal width in cm"), network.neuron("y1")
    network.link_layers[0].links += [Link(x1, y1, 0.7), Link(x1, y1, 0.2)]
    text = trace_table(network, ([1], [0.5]), 0.25)
    rows = [line.split("->y1")[1].split() for line in text.splitlines() if "->y1" in line]
    assert [row[0] for row in rows[2:]] == ["0.7", "0.2"]
    assert len({row[3] for row in rows}) == 4
