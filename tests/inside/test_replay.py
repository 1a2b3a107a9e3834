"""A replay is one page that needs nothing else, with the numbers that the real objects had."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from support.networks import float_cases
from support.published import mazur

from lernmi import Activation, Link, Network
from lernmi.activations import identity
from lernmi.data.logic import XOR
from lernmi.data.published import MAZUR
from lernmi.functions.error_functions import softmax_cross_entropy
from lernmi.inside.diagram import brief, sensitivity_of
from lernmi.inside.explanations import explain
from lernmi.inside.moment_by_moment import moments, source_of
from lernmi.inside.replays import (
    MODULES,
    MOST_MOMENTS,
    PAGE,
    evenly,
    joined_modules,
    lines_by_part,
    replay,
)
from lernmi.neuron import BiasNeuron

MAZURS_SAMPLE = (MAZUR.inputs, MAZUR.expected)


class Page(HTMLParser):
    """Parses a page as a browser does: the elements, with their attributes, and the data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any]]] = []
        self.json = ""
        self.in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.elements.append((tag, dict(attributes)))
        self.in_data = dict(attributes).get("id") == "data"

    def handle_endtag(self, tag: str) -> None:
        self.in_data = False

    def handle_data(self, text: str) -> None:
        if self.in_data:
            self.json += text

    @property
    def data(self) -> Any:
        return json.loads(self.json)


def test_the_numbers_and_sentences_of_every_moment_are_the_librarys():
    network = Network([2, 3, 1], seed=4)
    data = Page(replay(network, XOR, learning_rate=0.5, epochs=2).html).data
    twin = network.copy()
    assert data["steps"] == len(data["recorded"]) == 8
    for place, step in enumerate(data["recorded"]):
        sample = XOR[place % 4]
        assert step["weights"] == [[link.weight, brief(link.weight)] for link in twin.links]
        assert data["names"][-len(twin.links) :] == [link.name for link in twin.links]
        texts = dict(zip(data["names"], step["explanations"]))
        assert texts["h1"] == str(explain(twin, sample, "h1", learning_rate=0.5))
        assert texts["x1->h2"] == str(explain(twin, sample, "x1", "h2", learning_rate=0.5))
        real = list(moments(twin, *sample, 0.5))
        assert len(real) == len(step["moments"]) - 1
        again = step["moments"][-1]
        twin.propagate(sample[0])
        assert again["result"] == twin.compare(sample[1])
        twin.forget()
        for moment, shown in zip(real, step["moments"]):
            assert shown["words"] == moment.words
            assert shown["formula"] == moment.formula
            assert shown["result"] == moment.result
            if moment.verb == "input":
                assert shown["name"] is None
            else:
                assert data["names"][shown["name"]] == moment.name
            source = data["sources"][shown["source"]]
            assert source["first"] == moment.source.first_line
            assert f"def {moment.method.__name__}" in "\n".join(source["lines"])


def pictures(data: Any) -> Iterator[dict[str, list[str]]]:
    """Return what the page draws at each moment: each name's number, and its sensitivity."""
    neurons = len(data["names"]) - data["links"]
    for step in data["recorded"]:
        state = [{"output": "", "total": "", "back": "", "weight": ""} for _ in data["names"]]
        for place, (_, text) in enumerate(step["weights"], neurons):
            state[place]["weight"] = text
        for moment in step["moments"]:
            for place, what, _, text in moment["sets"]:
                state[place][what] = text
            yield {
                name: [texts["weight"] or texts["output"] or texts["total"], texts["back"]]
                for name, texts in zip(data["names"], state)
            }


def picture_of(network: Network, waiting: set[str]) -> dict[str, list[str]]:
    """Return the same for the real objects. waiting: outputs that the page hasn't compared yet."""
    texts = {}
    for neuron in network.neurons:
        # Before anything arrives, the total is the integer 0.
        total = "" if type(neuron.total_input) is int else brief(neuron.total_input)
        back = "" if neuron.name in waiting else sensitivity_of(neuron)
        texts[neuron.name] = [brief(neuron.output) or total, back]
    for link in network.links:
        texts[link.name] = [brief(link.weight), sensitivity_of(link)]
    return texts


def assert_it_draws_what_is_there(network: Network, samples: Any) -> None:
    """Compare the whole picture at each moment with a twin that goes through the moments."""
    data = Page(replay(network, samples, learning_rate=0.1).html).data
    drawn = pictures(data)
    twin = network.copy()
    twin.forget()
    biases = {neuron.name for neuron in twin.neurons if isinstance(neuron, BiasNeuron)}

    def compare(waiting: set[str]) -> None:
        found = next(drawn)
        for name, texts in picture_of(twin, waiting).items():
            if name in biases:
                # They always output 1.
                assert found[name][1] == texts[1]
            else:
                assert found[name] == texts, name

    for inputs, expected in samples:
        waiting = {neuron.name for neuron in twin.neuron_layers[-1].neurons}
        for moment in moments(twin, inputs, expected, 0.1):
            if moment.verb == "compare":
                # lernmi compares all outputs at once; the page shows one after the other.
                waiting.discard(moment.name)
            compare(waiting)
        twin.propagate(inputs)
        compare(set())
        twin.stage = "ready"
    assert next(drawn, None) is None


@settings(max_examples=8)
@given(float_cases())
def test_every_number_drawn_at_every_moment_comes_from_the_real_objects(case):
    network, inputs, expected = case
    network.learn(inputs, expected, 0.1)
    assert_it_draws_what_is_there(network, [(inputs, expected), ([0.5] * len(inputs), expected)])


def test_links_with_unusual_behaviour_are_drawn_as_they_are():
    class TooEarly(Link):
        def backpropagate(self):
            super().backpropagate()
            self.weight = self.weight - 0.1 * self.weight_sensitivity

    class Keeping(Link):
        def nudge(self, learning_rate):
            self.weight = self.weight - learning_rate * self.weight_sensitivity

    for link_type in (TooEarly, Keeping):
        network = Network([2, 2, 1], link_type=link_type, seed=1)
        assert_it_draws_what_is_there(network, [([0.5, 1.5], [1.0])])


def test_the_changes_in_the_picture_lead_from_one_step_to_the_next():
    data = Page(replay(Network([2, 2, 1], seed=1), XOR, learning_rate=1.0, epochs=3).html).data
    neurons = len(data["names"]) - data["links"]
    for step, following in zip(data["recorded"], data["recorded"][1:]):
        weights = list(step["weights"])
        for moment in step["moments"]:
            for name, what, number, text in moment["sets"]:
                if what == "weight":
                    weights[name - neurons] = [number, text]
        assert weights == following["weights"]


def test_a_replay_leaves_the_network_unchanged():
    network = MAZUR.network()
    before = repr(network.neurons + network.links)
    replay(network, [MAZURS_SAMPLE], learning_rate=0.5)
    assert repr(network.neurons + network.links) == before


def test_a_replay_is_one_page_that_loads_nothing_else():
    html = replay(MAZUR.network(), [MAZURS_SAMPLE], learning_rate=0.5).html
    for tag, attributes in Page(html).elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        for name in ("src", "href", "xlink:href", "action", "srcset"):
            assert name not in attributes
        assert not any(name.startswith("on") for name in attributes)
    # The only address is the name of SVG, which nobody asks a server for.
    assert set(re.findall(r"https?://[^\s\"'<]+", html)) == {"http://www.w3.org/2000/svg"}
    # Circles are cut out by a name within the page.
    assert set(re.findall(r"url\((.)", html)) <= {"#"} and "@import" not in html
    assert "default-src 'none'" in html


def test_no_path_of_this_machine_is_in_it():
    html = replay(MAZUR.network(), [MAZURS_SAMPLE], learning_rate=0.5).html
    sources = Page(html).data["sources"]
    assert {source["file"] for source in sources} == {
        *("lernmi/neuron.py", "lernmi/link.py", "lernmi/error_functions.py")
    }
    assert "/home/" not in html and "site-packages" not in html


def test_a_long_training_stays_below_a_megabyte_and_says_what_was_left_out():
    recorded = replay(Network([2, 3, 1], seed=1), XOR, learning_rate=2.0, epochs=1000)
    data = Page(recorded.html).data
    assert len(recorded.html) < 1_000_000
    steps = [step["step"] for step in data["recorded"]]
    assert steps[0] == 1 and steps[-1] == 4000 == data["steps"]
    # Whole epochs, so that the same samples can be compared.
    assert [step["sample"] for step in data["recorded"]] == [1, 2, 3, 4] * (len(steps) // 4)
    assert sum([len(step["moments"]) - 1 for step in data["recorded"]]) <= MOST_MOMENTS
    assert recorded.notes == (
        f"Recorded moment by moment: {len(steps)} of 4000 learning steps.",
        "The curve shows 500 of 1000 points.",
    )
    for note in recorded.notes:
        assert note in recorded.html


def test_the_joined_script_imports_and_exports_nothing_and_has_each_name_once():
    script = joined_modules([PAGE / name for name in MODULES])
    assert not re.search(r"^\s*(import|export)\b", script, re.M)
    # Types that a comment imports are gone with the comment.
    assert "import(" not in script
    declared = r"^(?:async )?(?:const|let|function|class) (\w+|\[.*?\]|\{.*?\})"
    names = re.findall(declared, script, re.M)
    assert {"Picture", "drawErrors", "showFormula", "go"} <= set(names)
    assert len(names) == len(set(names))
    assert script in replay(MAZUR.network(), [MAZURS_SAMPLE]).html


def test_modules_are_joined_without_imports_exports_and_comments(tmp_path):
    one, other = tmp_path / "one.mjs", tmp_path / "other.mjs"
    one.write_text("// @ts-check\n/** A number. */\nexport const one = 1; // stays\n")
    other.write_text(
        'import {\n  one,\n} from "./one.mjs";\n/**\n * @param {number} n\n */\n'
        "export function more(n) {\n  // Why.\n  return /** @type {any} */ (n) + one;\n}\n"
    )
    assert joined_modules([one, other]) == (
        "const one = 1; // stays\n\nfunction more(n) {\n  return /** @type {any} */ (n) + one;\n}\n"
    )


def test_each_calculation_of_the_way_back_has_its_lines_its_changes_and_its_code():
    network = MAZUR.network()
    data = Page(replay(network, [MAZURS_SAMPLE], learning_rate=0.5).html).data
    back = [each for each in data["recorded"][0]["moments"] if each["verb"] == "backpropagate"]
    assert len(back) == 12
    for moment in back:
        lines = moment["formula"].split("\n")
        ends = [end for end, _ in moment["parts"]]
        assert ends[:2] == [2, 4] and ends[2] == len(lines)
        for first, words in ((0, "output sens"), (2, "weight sens"), (4, "sent back")):
            assert lines[first].startswith(words) and " = " in lines[first + 1]
        # First nothing changes in the picture, then the Link, then its input Neuron.
        assert [count for _, count in moment["parts"]] == [0, 1, 2]
        link, neuron = (data["names"][change[0]] for change in moment["sets"])
        assert link == data["names"][moment["name"]] and link.startswith(f"{neuron}->")
    network.learn(*MAZURS_SAMPLE, 0.5)
    link = network.link("h1", "y1")
    factors = next(each for each in back if data["names"][each["name"]] == "h1->y1")["factors"]
    assert factors == [
        "0.7414",
        "0.1868",
        brief(link.output_sensitivity),
        "0.5933",
        "0.4",
        "0.0554",
    ]
    source = source_of(Link.backpropagate)
    lines = data["sources"][back[0]["source"]]["lines"]
    code = [[lines[n - source.first_line].strip() for n in part] for part in lines_by_part(source)]
    assert [len(part) for part in code] == [2, 2, 2]
    assert "output_neuron.slope" in code[0][0] and "input_neuron.output" in code[1][0]
    assert "self.weight" in code[2][0] and "receive_sensitivity" in code[2][1]


def test_the_page_says_which_step_it_shows_and_what_is_expected():
    data = Page(replay(Network([2, 2, 1], seed=1), XOR, learning_rate=0.5, epochs=2).html).data
    step = data["recorded"][5]
    assert step["where"] == (
        "Learning step 6 of 8 (epoch 2, sample 2 of 4): inputs 0, 1; expected 1; learning rate 0.5"
    )
    assert step["expected"] == ["1"]
    again = step["moments"][-1]["result"]
    assert step["newError"] == f"{step['error']} \u2192 {brief(again)}"


def test_the_weights_on_the_way_are_those_that_learning_had():
    network = Network([2, 2, 1], seed=1)
    data = Page(replay(network, XOR, learning_rate=0.5, epochs=300).html).data
    assert data["weights"][0][0] == 1 and data["weights"][-1][0] == 1200
    assert 100 <= len(data["weights"]) <= 200
    on_the_way = dict(data["weights"])
    twin = network.copy()
    for step in range(1, 1201):
        if step in on_the_way:
            assert on_the_way[step] == [link.weight for link in twin.links]
        twin.learn(*XOR[(step - 1) % 4], 0.5)


def test_the_curve_has_the_mean_error_of_each_epoch():
    network = Network([2, 2, 1], seed=1)
    data = Page(replay(network, XOR, learning_rate=0.5, epochs=3).html).data
    twin = network.copy()
    for epoch in range(3):
        errors = [twin.learn(*sample, 0.5) for sample in XOR]
        assert data["errors"][epoch] == [epoch + 1, sum(errors) / 4]
    assert data["hasEpochs"] and data["errorsOf"] == "The mean error of each epoch"
    once = Page(replay(network, XOR, learning_rate=0.5).html).data
    assert [step for step, _ in once["errors"]] == [1, 2, 3, 4] and not once["hasEpochs"]


def test_a_replay_of_a_large_network_says_how_many_links_it_draws():
    network = Network([784, 30, 10], seed=1)
    recorded = replay(network, [([0.5] * 784, [0] * 9 + [1])], learning_rate=0.5)
    assert len(recorded.html) < 1_000_000
    assert "162 of 23,860 Links are drawn; only their moments are shown." in recorded.notes
    data = Page(recorded.html).data
    names = set(data["names"])
    assert "x784->h30" in names and "x400->h1" not in names


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "</script><b>", "{{ data }}", "\ud800"]
)
def test_a_name_is_only_a_name(name):
    plain = Page(replay(Network([1, 1]), [([1], [1])], learning_rate=0.5).html)
    network = Network([1, 1])
    network.neuron("x1").name = name
    page = Page(replay(network, [([1], [1])], learning_rate=0.5, title=name).html)
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert name in page.data["names"]


def test_a_network_with_something_left_over_can_be_replayed_too():
    network = mazur()
    fresh = replay(MAZUR.network(), [MAZURS_SAMPLE])
    assert Page(replay(network, [MAZURS_SAMPLE]).html).data == Page(fresh.html).data


def test_nan_and_infinity_are_shown_as_they_are():
    network = Network([1, 1])
    network.link("x1", "y1").weight = float("nan")
    data = Page(replay(network, [([1], [1])]).html).data
    assert data["recorded"][0]["weights"][1] == [None, "nan"]


def test_arguments_that_do_not_fit_are_refused_as_by_learn(tmp_path):
    with pytest.raises(ValueError, match=r"must end in \.html"):
        replay(Network([1, 1]), [([1], [1])]).save(tmp_path / "page.txt")
    assert list(tmp_path.iterdir()) == []
    network = Network([2, 1])
    with pytest.raises(ValueError, match=r"samples\[0\], inputs"):
        replay(network, [([1], [1])], learning_rate=0.5)
    with pytest.raises(ValueError, match="learning_rate"):
        replay(network, [([1, 0], [1])], learning_rate=0)
    with pytest.raises(ValueError, match="epochs"):
        replay(network, [([1, 0], [1])], learning_rate=0.5, epochs=0)


@pytest.mark.parametrize("count", [1, 2, 7, 100])
@pytest.mark.parametrize("most", [2, 3, 50])
def test_some_of_many_are_evenly_spread_with_first_and_last(count, most):
    chosen = sorted(evenly(count, most))
    assert len(chosen) == min(count, most)
    assert chosen[0] == 0 and chosen[-1] == count - 1
    gaps = {after - before for before, after in zip(chosen, chosen[1:])}
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_two_of_the_same_name_are_refused():
    network = Network([2, 2, 1], input_names=["x1", "x1->h1"])
    with pytest.raises(ValueError, match=r"two are called 'x1->h1'"):
        replay(network, XOR)


def test_sources_are_found_even_for_typed_code_and_named_with_their_folder():
    network = Network([2, 2], error=softmax_cross_entropy, output_activation=identity)
    sources = Page(replay(network, [([1, 0], [1, 0])]).html).data["sources"]
    assert "lernmi/functions/error_functions.py" in [source["file"] for source in sources]
    for source in sources:
        assert source["lines"][0].startswith("def ")


def test_a_replay_says_what_it_cannot_explain_and_shows_the_rest():
    def fussy(total_input):
        if total_input != 0.5:
            raise LookupError("only 0.5 will do")
        return total_input

    activation = Activation("fussy", fussy, lambda total_input, output: 1.0)
    network = Network([1, 1], output_activation=activation)
    network.weights = [[0.5, 0.0]]
    data = Page(replay(network, [([0], [0.5])]).html).data
    assert "(This can't be explained here: only 0.5 will do)" in data["recorded"][0]["explanations"]


def test_no_character_in_the_data_can_end_its_element():
    network = Network([1, 1])
    network.neuron("x1").name = "</script x><!--<script "
    html = replay(network, [([1], [1])]).html
    begin = html.index('id="data">')
    assert not set("<>&") & set(html[begin + 10 : html.index("</script>", begin)])
