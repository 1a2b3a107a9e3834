from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lernmi import BiasNeuron
from lernmi.activations import identity, relu, sigmoid
from lernmi.exercises import check, sheet_texts
from lernmi.exercises.homework import QUANTITIES, numbers_in, numbers_on_the_sheet
from lernmi.exercises.sheet_numbers import CARDS, LEVELS, WITH_A_DEAD_NEURON
from lernmi.exercises.sheets import cards_html, four_decimals, key_html, sheet, sheets_html, step_of

# The first ones all differ in kind; any of the others will do.
NUMBERS = st.one_of(st.integers(1, 30), st.integers(1, 10**9))
EXACT = st.integers(1, 8)
# For tests that make whole pages.
FEWER = settings(max_examples=max(2, settings().max_examples // 4))


def after_the_way_back(one, network=None):
    network = network or one.network()
    network.propagate(one.inputs)
    network.compare(one.expected)
    network.backpropagate()
    return network


# The numbers.


@given(NUMBERS)
def test_the_same_number_gives_the_same_sheet_and_a_fresh_network(number):
    one, other = sheet(number), sheet(number)
    assert one == other
    first, second = one.network(), one.network()
    assert first is not second
    assert first.stage == "ready"
    assert first.weights == second.weights == one.weights


def test_sheets_stay_as_they_were_printed():
    """Keys that teachers have printed must stay right."""
    assert sheet(1).weights == ((-1.5, 1.5), (1.0, -1.0))
    assert sheet(6).weights == ((-2.0, 2.0, -0.5, 1.5, 1.0, 0.5), (1.5, 0.5, -0.5))
    assert sheet(6)[5:] == ((-1.0, 2.0), (-2.0,), 0.1)
    assert sheet(25).weights == (
        (-0.8, -0.3, 0.5, -1.0, 0.6, 0.8),
        (0.8, -1.2, 1.1, -0.7, -0.8, 0.9),
    )
    assert sheet(25)[5:] == ((-1.0, 1.5), (0.9, 0.0), 0.5)


def test_no_two_sheets_are_the_same():
    sheets = [sheet(number)[1:] for number in range(1, 61)]
    assert len(set(map(repr, sheets))) == len(sheets)


def test_sheets_become_harder_up_to_25():
    assert len(LEVELS) == 25
    sizes = [sheet(number).layer_sizes for number in range(1, 26)]
    assert sizes[0] == (1, 1, 1)
    assert sizes[-1] == (2, 2, 2)
    assert sizes.count((2, 2, 1)) > 25 / 2
    for number in range(1, 26):
        assert (sheet(number).activation is sigmoid) == (number > 8)
    assert sheet(26).layer_sizes == sheet(1000).layer_sizes == (2, 2, 2)


@given(NUMBERS)
def test_given_numbers_are_friendly(number):
    one = sheet(number)
    given_numbers = [*one.inputs, *one.expected, *[w for layer in one.weights for w in layer]]
    for given_number in given_numbers:
        assert given_number == round(given_number, 1)
        assert abs(given_number) <= 3
    assert all(weight != 0 for layer in one.weights for weight in layer)
    assert one.learning_rate in (0.1, 0.5, 1.0)


@given(NUMBERS)
def test_no_sheet_is_degenerate(number):
    one = sheet(number)
    network = after_the_way_back(one)
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            assert 0.09 < abs(neuron.total_input) < 3.01
            if neuron.activation is sigmoid:
                assert 0.1 < neuron.output < 0.9
    dead = [neuron for neuron in network.neuron_layers[1].neurons if neuron.slope == 0]
    assert len(dead) == (number in WITH_A_DEAD_NEURON)
    for link in network.links:
        if link.input_neuron in dead or link.output_neuron in dead:
            assert link.weight_sensitivity == 0
        else:
            assert abs(link.weight_sensitivity) > 0.009
    alive = [link for link in network.links if link.weight_sensitivity != 0]
    assert len(alive) > len(network.links) / 2


@given(NUMBERS)
def test_the_error_falls(number):
    step = step_of(sheet(number))
    assert step.error_again < step.error


@given(EXACT)
def test_on_the_first_sheets_nothing_has_to_be_rounded(number):
    one = sheet(number)
    network = one.network()
    network.weights = [[Fraction(str(w)) for w in layer] for layer in one.weights]
    network.propagate([Fraction(str(x)) for x in one.inputs])
    error = network.compare([Fraction(str(y)) for y in one.expected])
    network.backpropagate()
    numbers = [error]
    for neuron in network.neurons:
        numbers += [neuron.total_input, neuron.output, neuron.slope, neuron.sensitivity]
    for link in network.links:
        numbers += [link.output_sensitivity, link.weight_sensitivity]
    network.nudge(Fraction(str(one.learning_rate)))
    numbers += [link.weight for link in network.links]
    assert all((10_000 * number).denominator == 1 for number in map(Fraction, numbers))


def rounded(number):
    return Decimal(number).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def decimals(numbers):
    return [Decimal(str(each)) for each in numbers]


@FEWER
@given(NUMBERS)
def test_rounding_each_result_as_the_sheet_says_gives_exactly_the_digits_of_the_key(number):
    """Calculate as on paper, with names, a dictionary and decimals, and without lernmi."""
    one = sheet(number)
    rate, all_expected = Decimal(str(one.learning_rate)), decimals(one.expected)
    names = {1: ["x1"], 2: ["x1", "x2"]}[one.layer_sizes[0]]
    hidden = ["h1", "h2"][: one.layer_sizes[1]]
    outputs = ["y1", "y2"][: one.layer_sizes[2]]
    weights = {}
    for before, after, layer in (
        (["b1", *names], hidden, one.weights[0]),
        (["b2", *hidden], outputs, one.weights[1]),
    ):
        pairs = [(sender, receiver) for sender in before for receiver in after]
        weights.update(zip(pairs, decimals(layer)))
    given_outputs = {"b1": 1, "b2": 1, **dict(zip(names, decimals(one.inputs)))}

    def forwards(weights):
        total, shown, slope = {}, dict(given_outputs), {}
        for neuron in hidden + outputs:
            delivered = [
                shown[sender] * weight
                for (sender, receiver), weight in weights.items()
                if receiver == neuron
            ]
            total[neuron] = rounded(sum(delivered))
            kind = one.activation if neuron in hidden else one.output_activation
            if kind.name == "sigmoid":
                shown[neuron] = rounded(1 / (1 + math.exp(-total[neuron])))
                slope[neuron] = rounded(shown[neuron] * (1 - shown[neuron]))
            else:
                is_off = kind.name == "relu" and total[neuron] <= 0
                shown[neuron], slope[neuron] = (0, 0) if is_off else (total[neuron], 1)
        squares = [(shown[name] - wanted) ** 2 for name, wanted in zip(outputs, all_expected)]
        return total, shown, slope, rounded(sum(squares) / 2)

    total, shown, slope, error = forwards(weights)
    html = key_html([number])
    key = rows(html)
    sensitivity = {name: shown[name] - wanted for name, wanted in zip(outputs, all_expected)}
    passed_on = {}
    for neuron in outputs + hidden:
        if neuron in hidden:
            sensitivity[neuron] = rounded(
                sum(passed_on[other] * weights[neuron, other] for other in outputs)
            )
        passed_on[neuron] = rounded(sensitivity[neuron] * slope[neuron])
        found = [total[neuron], shown[neuron], slope[neuron]]
        assert decimals(key[neuron][0][2:]) == found
        assert decimals(key[neuron][1][2:]) == [sensitivity[neuron], passed_on[neuron]]
    new_weights = {}
    for (sender, receiver), weight in weights.items():
        its = rounded(passed_on[receiver] * shown[sender])
        new_weights[sender, receiver] = rounded(weight - rate * its)
        [cells] = key[f"{sender}->{receiver}"]
        assert decimals(cells[1:]) == [its, weight, new_weights[sender, receiver]]
    _, shown, _, error_again = forwards(new_weights)
    again = [shown[neuron] for neuron in hidden + outputs]
    assert decimals(answer_boxes(html)[1:]) == [error, *again, error_again]


@pytest.mark.parametrize("number", [0, -1])
def test_there_is_no_sheet_before_the_first(number):
    with pytest.raises(ValueError, match="number must be at least 1"):
        sheet(number)


@pytest.mark.parametrize("number", [1.5, "1", True, None])
def test_a_number_is_a_whole_number(number):
    with pytest.raises(TypeError, match="whole number"):
        sheet(number)


@pytest.mark.parametrize("pages", [sheets_html, key_html])
def test_anything_but_a_list_of_numbers_is_refused(pages):
    with pytest.raises(TypeError, match="numbers must be a list of whole numbers"):
        pages(3)
    with pytest.raises(TypeError, match="numbers must be a list of whole numbers"):
        pages("1-25")
    with pytest.raises(ValueError, match="at least one sheet"):
        pages([])


# The pages.


def text(html):
    """Return what people read on paper, in the characters of a keyboard."""
    plain = unescape(re.sub(r"<[^>]*>", "", html))
    return plain.replace("\u2212", "-").replace("\u00d7", "x").replace("\u2192", "->")


def rows(html):
    """Return the cells of all rows by the row's name, table after table."""
    found: dict[str, list[list[str]]] = {}
    for name, cells in re.findall(r'<tr data-name="([^"]*)">(.*?)</tr>', html):
        texts = [text(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)]
        found.setdefault(unescape(name), []).append(texts)
    return found


def answer_boxes(html):
    return [text(box) for box in re.findall(r'<span class="box [^"]*">(.*?)</span>', html)]


@FEWER
@given(NUMBERS)
def test_every_number_in_the_key_is_the_objects_number(number):
    one = sheet(number)
    html = key_html([number])
    found = rows(html)
    network = after_the_way_back(one, one.network_on_paper())
    error = one.network_on_paper()
    error.propagate(one.inputs)
    numbers = [four_decimals(error.compare(one.expected))]
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            forwards, backwards = found[neuron.name]
            numbers_forwards = [neuron.total_input, neuron.output, neuron.slope]
            assert forwards[0] == neuron.name
            assert forwards[2:] == [four_decimals(each) for each in numbers_forwards]
            assert backwards[2:] == [
                four_decimals(neuron.sensitivity),
                four_decimals(neuron.sensitivity * neuron.slope),
            ]
    before = network.copy()
    network.nudge(one.learning_rate)
    for link, nudged in zip(before.links, network.links):
        [cells] = found[link.name]
        assert cells == [
            link.name,
            four_decimals(link.weight_sensitivity),
            four_decimals(link.weight),
            four_decimals(nudged.weight),
        ]
    network.propagate(one.inputs)
    for layer in network.neuron_layers[1:]:
        numbers += [four_decimals(neuron.output) for neuron in layer.neurons]
    numbers.append(four_decimals(network.compare(one.expected)))
    assert answer_boxes(html)[1:] == numbers
    adders = sum(one.layer_sizes[1:])
    assert len(found) == adders + len(before.links)


@FEWER
@given(NUMBERS)
def test_every_calculation_in_the_key_gives_the_number_beside_it(number):
    one = sheet(number)
    for name, tables in rows(key_html([number])).items():
        if "->" not in name:
            for cells in tables:
                value = eval(cells[1].replace(" x ", " * "))
                assert four_decimals(value) in (cells[2], cells[2].rstrip("0"))
    html = key_html([number])
    working, error = answer_boxes(html)[:2]
    value = eval(working.replace("\u00b2", "**2"))
    assert four_decimals(value) == error
    assert len(one.expected) == working.count("/ 2")


@FEWER
@given(st.integers(9, 1000))
def test_the_numbers_of_a_key_and_the_exact_ones_are_both_right(number):
    one = sheet(number)
    for network in (one.network_on_paper(), one.network()):
        numbers = numbers_in(network, one)
        given_numbers = {label: f"{numbers[label]:.4f}" for label in numbers_on_the_sheet(one)}
        finding = check({"homework": f"sheet {number}", **given_numbers})
        assert finding.is_right, finding


def test_the_right_number_that_lernmi_gives_is_the_one_in_the_key():
    words = check({"homework": "sheet 11", "y1 total input": "5.4321"}).words
    assert "The right number is -0.2167." in words
    assert rows(key_html([11]))["y1"][0][2] == "-0.2167"


def test_a_number_on_paper_keeps_its_digits_in_a_copy():
    step = step_of(sheet(11))
    slope = step.before.neuron("h2").slope
    assert slope == 0.226 and four_decimals(slope) == "0.2260"
    assert four_decimals(step.before.copy().neuron("h2").slope) == "0.2260"


@pytest.mark.parametrize("number", [8, 11, 25])
def test_lernmi_accepts_all_numbers_of_a_key_under_the_names_on_the_sheet(number):
    html = key_html([number])
    homework = {"homework": f"sheet {number}"}
    for name, tables in rows(html).items():
        for cells in tables:
            columns = sheet_texts.BACKWARDS_COLUMNS
            if len(cells) == len(sheet_texts.FORWARDS_COLUMNS):
                columns = sheet_texts.FORWARDS_COLUMNS
            elif "->" in name:
                columns = sheet_texts.LINK_COLUMNS
            wanted = [pair for pair in zip(columns, cells) if pair[0] in QUANTITIES]
            homework.update({f"{name} {column}": cell for column, cell in wanted})
    labels = re.findall(r'<span>([^<]+) <span class="box  answer">', html)
    homework.update(zip(labels, answer_boxes(html)[1:]))
    count = {8: 38, 11: 38, 25: 50}[number]
    assert check(homework).words == f"All {count} numbers are right."


@FEWER
@given(NUMBERS)
def test_the_empty_sheet_gives_only_what_is_given(number):
    one = sheet(number)
    html, key = sheets_html([number]), key_html([number])
    found = rows(html)
    assert found.keys() == rows(key).keys()
    network = one.network()
    for link in network.links:
        assert found[link.name] == [[link.name, "", four_decimals(link.weight), ""]]
    for layer in network.neuron_layers[1:]:
        for neuron in layer.neurons:
            assert found[neuron.name] == [[neuron.name, "", "", "", ""], [neuron.name, "", "", ""]]
    assert set(answer_boxes(html)) == {""}
    in_neurons = re.findall(r'<text class="output"[^>]*>([^<]*)</text>', html)
    known = [four_decimals(x) for x in one.inputs] + ["1", "1"] + [""] * sum(one.layer_sizes[1:])
    assert sorted(text(each) for each in in_neurons) == sorted(known)
    # And nowhere else, in a comment or an attribute.
    step = step_of(one)
    for answer in (step.error, step.error_again, *[link.weight for link in step.after.links]):
        if len(four_decimals(answer)) >= 5:
            assert four_decimals(answer) not in html.replace("\u2212", "-")


@FEWER
@given(NUMBERS)
def test_picture_and_box_show_what_is_given(number):
    one = sheet(number)
    html = sheets_html([number])
    at_links = re.findall(r'<text class="weight"[^>]*>([^<]*)</text>', html)
    weights = [four_decimals(weight) for layer in one.weights for weight in layer]
    assert [text(each) for each in at_links] == weights
    words = text(html)
    for place, value in enumerate(one.inputs, start=1):
        assert f"x{place} = {four_decimals(value)}" in words
    for place, value in enumerate(one.expected, start=1):
        assert f"y{place} = {four_decimals(value)}" in words
    assert f"learning rate: {four_decimals(one.learning_rate)}" in words
    for activation in {one.activation.name, one.output_activation.name}:
        assert f": {activation}" in words


@pytest.mark.parametrize(
    "html", [sheets_html([1, 8, 25]), key_html([1, 8, 25]), cards_html()], ids=["s", "k", "c"]
)
def test_a_page_needs_nothing_else_and_every_paper_has_the_licence(html):
    for sign in ("<script", "http:", "https:", "url(", "@import", "<img", "<a ", " src=", "href"):
        assert sign not in html
    assert "CC BY 4.0" in sheet_texts.LICENCE and "lernmi" in sheet_texts.LICENCE
    assert html.count('class="page"') == html.count('class="licence"') > 1
    assert "{" not in re.sub(r"<style>.*?</style>", "", html, flags=re.S)


def test_textbook_terms_are_next_to_those_of_lernmi():
    words = text(sheets_html([9]))
    for word in ("z", "a", "f'", "loss", "dE/da", "delta", "gradient, dE/dw"):
        assert word in words


def test_the_title_says_which_sheets_they_are():
    assert "<title>lernmi: worksheets 1 to 3</title>" in sheets_html(range(1, 4))
    assert "<title>lernmi: key to worksheets 3, 5</title>" in key_html(iter([3, 5]))
    assert "<h1>Worksheet 3</h1>" in sheets_html([3])
    assert "<h1>Key to worksheet 3</h1>" in key_html([3])


@pytest.mark.parametrize(
    ("number", "shown"),
    [(2.0, "2"), (0, "0"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (0.25, "0.25"), (0.12345, "0.1235")]
    + [(0.78125, "0.7813"), (-1.5, "-1.5"), (10, "10"), (0.9882349, "0.9882")]
    + [(0.24698, "0.2470"), (-0.99999, "-1.0000"), (-0.00001, "0.0000")],
)
def test_a_rounded_number_has_four_decimals_and_an_exact_one_as_many_as_it_needs(number, shown):
    assert four_decimals(number) == shown


# The cards.


def test_the_cards_need_mental_arithmetic_only():
    """Numbers have at most one decimal; products and the error with the new weights have two."""
    network = CARDS.network()
    network.weights = [[Fraction(str(w)) for w in layer] for layer in CARDS.weights]
    inputs = [Fraction(str(x)) for x in CARDS.inputs]
    expected = [Fraction(str(y)) for y in CARDS.expected]
    network.propagate(inputs)
    numbers = [network.compare(expected)]
    numbers += [link.input_neuron.output * link.weight for link in network.links]
    network.backpropagate()
    for link in network.links:
        numbers += [link.output_sensitivity, link.weight_sensitivity]
        if link.input_neuron.name.startswith("h"):
            numbers.append(link.output_sensitivity * link.weight)
    numbers += [neuron.sensitivity for neuron in network.neurons if neuron.name[0] in "hy"]
    network.nudge(Fraction(1, 10))
    numbers += [link.weight for link in network.links]
    numbers += network.propagate(inputs)
    numbers += [neuron.output for neuron in network.neuron_layers[1].neurons]
    assert all(Fraction(10 * number).denominator == 1 for number in numbers)
    products = [link.input_neuron.output * link.weight for link in network.links]
    error = network.compare(expected)
    assert all(Fraction(100 * number).denominator == 1 for number in [*products, error])
    assert error < numbers[0] / 2


def test_on_the_cards_paths_meet():
    """Two numbers come back to each hidden Neuron; at one of them they have opposite signs."""
    network = after_the_way_back(CARDS)
    sent = [
        [link.output_sensitivity * link.weight for link in network.links if link.input_neuron is h]
        for h in network.neuron_layers[1].neurons
    ]
    assert all(len(numbers) == 2 and 0 not in numbers for numbers in sent)
    assert min(first * second for first, second in sent) < 0


def cards():
    found = re.findall(r'<article class="card" data-name="([^"]*)">(.*?)</article>', cards_html())
    return {unescape(name): text(html) for name, html in found}


def test_there_is_a_card_for_everyone_in_the_network():
    network = CARDS.network()
    assert [len(layer.neurons) for layer in network.neuron_layers] == [2, 2, 2]
    everyone = [each.name for each in [*network.neurons, *network.links]]
    assert sorted(cards()) == sorted(everyone)
    # The cards say in words what these do.
    assert network.neuron("h1").activation is relu
    assert network.neuron("y1").activation is identity
    assert f"You need {len(everyone)} people" in text(cards_html())


def test_cards_and_links_are_in_the_order_of_the_picture():
    places = re.findall(r'class="name" x="(\d+)" y="([\d.]+)">(\w+)<', cards_html())
    by_place = sorted([(int(x), float(y), name) for x, y, name in set(places)])
    drawn = [name for _, _, name in by_place]
    assert drawn == ["x1", "x2", "b1", "h1", "h2", "b2", "y1", "y2"]
    names = list(cards())
    assert names[: len(drawn)] == drawn
    senders = [name.split("->")[0] for name in names[len(drawn) :]]
    assert senders == sorted(senders, key=drawn.index)
    assert "I add up what x1->h1, x2->h1, b1->h1 hand me" in cards()["h1"]
    assert "x1, x2, b1; h1, h2, b2; y1, y2" in text(cards_html())


def test_a_card_knows_its_neighbours_and_its_weight():
    network = CARDS.network()
    for link in network.links:
        words = cards()[link.name]
        assert f"weight {four_decimals(link.weight)}" in words
        assert f"multiply the number that {link.input_neuron.name} shows by my weight" in words
        assert f"  for {link.output_neuron.name}" in words
        hands_back = f"  back to {link.input_neuron.name}" in words
        assert hands_back == link.input_neuron.name.startswith("h")
    for neuron in network.neurons:
        words = cards()[neuron.name]
        for link in network.links:
            if neuron in (link.input_neuron, link.output_neuron):
                assert link.name in words
        assert ("always show 1" in words) == isinstance(neuron, BiasNeuron)


def test_the_teachers_page_has_the_numbers_of_the_step():
    step = step_of(CARDS)
    teachers, sheet_of_the_cards = cards_html().split('<article class="page"')[1:3]
    words = text(teachers)
    for neuron in step.again.neurons:
        if neuron.name[0] in "hy":
            assert f"{neuron.name} = {four_decimals(neuron.output)}" in words.split("Now ")[1]
    assert f"fallen from {four_decimals(step.error)} to {four_decimals(step.error_again)}" in words
    found = rows(teachers)
    for neuron in step.before.neurons:
        if neuron.name[0] in "hy":
            assert found[neuron.name][0][2] == four_decimals(neuron.total_input)
            assert found[neuron.name][1][2] == four_decimals(neuron.sensitivity)
    for link, nudged in zip(step.before.links, step.after.links):
        assert found[link.name][0][1] == four_decimals(link.weight_sensitivity)
        assert found[link.name][0][3] == four_decimals(nudged.weight)
    # Those who have no card do the same step.
    empty = rows(sheet_of_the_cards)
    assert empty.keys() == found.keys()
    assert {cells[0][2] for name, cells in empty.items() if "->" not in name} == {""}


def test_the_answers_on_the_teachers_page_are_true():
    network = after_the_way_back(CARDS)
    one, other = network.link("b1", "h1"), network.link("b1", "h2")
    assert one.weight == other.weight
    assert one.weight_sensitivity < 0 < other.weight_sensitivity
    network.nudge(10 * CARDS.learning_rate)
    outputs = network.propagate(CARDS.inputs)
    error = network.compare(CARDS.expected)
    y1, y2, wrong = map(four_decimals, [*outputs, error])
    assert f"y1 = {y1}, y2 = {y2}, and the error would be {wrong}" in text(cards_html())


def test_a_name_and_its_number_stay_on_one_line():
    for html in (cards_html(), sheets_html([25])):
        parts = re.sub(r'<span class="whole">.*?</span>', "", html.split("</style>")[1])
        assert not re.search(r"\b[a-z]+\d? = \u2212?\d", parts)


def test_the_minutes_of_the_teachers_page_add_up():
    words = text(cards_html()).split("To talk about")[0]
    minutes = [int(number) for number in re.findall(r"(\d+) minutes: ", words)]
    assert len(minutes) == 6
    assert f"{sum(minutes)} minutes, these cards" in words


def test_with_the_fewest_people_everybody_has_one_task():
    """One person plays both bias Neurons, and one all Links to each Neuron that adds."""
    network = CARDS.network()
    adding = [neuron for layer in network.neuron_layers[1:] for neuron in layer.neurons]
    people = {
        neuron.name[0] if neuron.name[0] == "b" else neuron.name for neuron in network.neurons
    }
    assert f"down to {len(people) + len(adding)}" in text(cards_html())


def test_every_text_is_used():
    source = Path(sheet_texts.__file__).with_name("sheets.py").read_text(encoding="utf-8")
    for name in vars(sheet_texts):
        if name.isupper():
            assert f"texts.{name}" in source, name
