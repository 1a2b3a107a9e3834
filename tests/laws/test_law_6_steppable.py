"""Law 6: the path from `learn` to the arithmetic is plain and short, and every object is named."""

from __future__ import annotations

import ast
import gc
import inspect
import sys
import textwrap
from pathlib import Path

from hypothesis import given, settings
from support.networks import float_cases

import lernmi
from lernmi import Link, Network, Neuron
from lernmi.layers import LinkLayer, NeuronLayer

CORE = str(Path(lernmi.__file__).parent)
MOST_FRAMES = 5

FORBIDDEN = (
    ast.GeneratorExp,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.Lambda,
    ast.Yield,
    ast.YieldFrom,
    ast.Await,
    ast.AsyncFor,
    ast.AsyncWith,
    ast.Try,
    ast.NamedExpr,
)


def frames_of_learn(network: Network, inputs: list, expected: list) -> list[list]:
    """Run `learn`, and return for every call in it the frames that lead to it, learn first."""
    found = []

    def note_calls(frame, event, argument):
        if event == "call":
            frames = []
            at = frame
            while at is not None and at.f_code is not Network.learn.__code__:
                frames.append(at)
                at = at.f_back
            if at is not None:
                found.append([(at.f_code, dict(at.f_locals))])
                found[-1] += [(one.f_code, dict(one.f_locals)) for one in reversed(frames)]

    before = sys.getprofile()
    # A garbage collection calls its callbacks, which are not part of learning.
    gc.disable()
    sys.setprofile(note_calls)
    try:
        network.learn(inputs, expected, 0.1)
    finally:
        sys.setprofile(before)
        gc.enable()
    return found


@settings(max_examples=20)
@given(float_cases())
def test_at_most_five_frames_lead_from_learn_to_any_line(case):
    for frames in frames_of_learn(*case):
        names = [code.co_name for code, _ in frames]
        assert len(frames) <= MOST_FRAMES, names


@settings(max_examples=20)
@given(float_cases())
def test_every_frame_under_learn_is_a_plain_named_function(case):
    plain = inspect.CO_OPTIMIZED | inspect.CO_NEWLOCALS | inspect.CO_NESTED
    plain |= getattr(inspect, "CO_NOFREE", 0) | inspect.CO_VARARGS
    plain |= 0x1000000  # from __future__ import annotations
    plain |= 0x4000000  # 3.13: this function has a docstring
    plain |= 0x8000000  # 3.14: this function is a method
    for frames in frames_of_learn(*case):
        for code, _ in frames:
            assert code.co_filename.startswith(CORE)
            assert not code.co_name.startswith(("<", "__")), code
            assert not code.co_freevars, f"{code} is a closure"
            assert not code.co_flags & ~plain, f"{code} is a generator or coroutine"


def test_no_forbidden_construct_is_on_the_path():
    network = Network([2, 2, 1])
    codes = set()
    for frames in frames_of_learn(network, [0.5, 0.25], [1.0]):
        codes.update(code for code, _ in frames)
    names = {code.co_name for code in codes}
    assert {"learn", "propagate", "receive", "activate", "backpropagate", "nudge"} <= names
    checks = {"is_list", "checked_number", "checked_numbers"}
    for code in codes:
        if code.co_name in checks | {"sigmoid_output"}:
            # Input checks are not on the path itself. Where exp may overflow, `try` is the plain
            # way.
            continue
        lines, _ = inspect.getsourcelines(code)
        tree = ast.parse(textwrap.dedent("".join(lines)))
        function = tree.body[0]
        assert isinstance(function, ast.FunctionDef)
        assert function.decorator_list == [], f"{code.co_name} is decorated"
        for node in ast.walk(function):
            assert not isinstance(node, FORBIDDEN), f"{code.co_name} line {node.lineno}"


def test_a_stop_anywhere_in_a_neuron_or_link_shows_by_name_whose_turn_it_is():
    network = Network([2, 2, 1])
    seen = set()
    for frames in frames_of_learn(network, [0.5, 0.25], [1.0]):
        owner = frames[-1][1].get("self")
        if isinstance(owner, (Neuron, Link)):
            assert owner.name in repr(owner)
            seen.add(owner.name)
        if isinstance(owner, Link):
            layer = frames[-2][1]
            assert isinstance(layer["self"], LinkLayer)
            assert layer["link"] is owner
        if isinstance(owner, Neuron) and isinstance(frames[-2][1].get("self"), NeuronLayer):
            assert frames[-2][1]["neuron" if "neuron" in frames[-2][1] else "self"]
    assert seen >= {"x1", "b1", "h1", "y1", "x1->h2", "b2->y1"}


def test_each_verb_of_the_network_takes_a_short_path():
    network = Network([1, 1, 1])
    ways = set()
    for frames in frames_of_learn(network, [0.5], [1.0]):
        ways.add(" > ".join([code.co_name for code, _ in frames]))
    assert "learn > propagate > propagate > propagate > receive" in ways
    assert "learn > propagate > activate > activate > sigmoid_output" in ways
    assert "learn > compare > differences" in ways
    assert "learn > backpropagate > backpropagate > backpropagate > receive_sensitivity" in ways
    assert "learn > nudge > nudge > nudge" in ways


def test_learn_is_checks_and_four_verbs_and_each_verb_begins_with_its_checks():
    verbs = {"propagate": "propagating", "compare": "comparing"}
    verbs |= {"backpropagate": "backpropagating", "nudge": "nudging"}
    assert calls_in(Network.learn) == [
        "checks.check_before_learning",
        *[f"self.{verb}" for verb in verbs],
    ]
    for verb, doing in verbs.items():
        assert calls_in(getattr(Network, verb))[0] == f"checks.check_before_{doing}"


def calls_in(method) -> list[str]:
    """Return what `method` calls, in the order of its lines."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    return [ast.unparse(call.func) for call in calls]
