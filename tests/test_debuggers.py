"""Real debuggers step through one learning step: pdb, and debugpy as VS Code uses it.

The tests try what docs/step_in_a_debugger.md shows and promises. The numbers are those of Matt
Mazur's "A Step by Step Backpropagation Example" (2015).
"""

from __future__ import annotations

import inspect
import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.debug_adapter import DebugAdapter
from support.pythons import pythons_at_hand

import lernmi
from lernmi import BiasNeuron, Link, Network
from lernmi.activations import identity, sigmoid
from lernmi.error_functions import squared_error

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "step_in_a_debugger.md").read_text(encoding="utf-8")
LAUNCH = ROOT / ".vscode" / "launch.json"

# The debugged program imports lernmi from where this file does.
LERNMI = Path(lernmi.__file__).resolve().parent.parent

# Much more than any test needs, unless a debugger hangs.
SECONDS = 60

# The numbers of two Links, to seven decimals: an output Link, and a hidden one.
PUBLISHED = {
    "h1->y1": {
        "output_neuron.sensitivity": "0.7413651",
        "output_neuron.slope": "0.1868156",
        "output_sensitivity": "0.1384986",
        "input_neuron.output": "0.5932700",
        "weight_sensitivity": "0.0821670",
        "input_sensitivity": "0.0553994",
    },
    "x1->h1": {
        "output_neuron.sensitivity": "0.0363503",
        "output_neuron.slope": "0.2413007",
        "output_sensitivity": "0.0087714",
        "input_neuron.output": "0.0500000",
        "weight_sensitivity": "0.0004386",
        "input_sensitivity": "0.0013157",
    },
}

# From the innermost frame to the outermost.
FIVE_FRAMES = [
    ("receive_sensitivity", "neuron.py"),
    ("backpropagate", "link.py"),
    ("backpropagate", "layers.py"),
    ("backpropagate", "network.py"),
    ("learn", "network.py"),
]


def fences(language: str) -> list[str]:
    """Return the guide's code blocks in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)


SCRIPT = fences("python")[0]
WEIGHTS_IN_HEX = 'print("hex:", *[link.weight.hex() for link in network.links])\n'


def source_line(method: Any, text: str) -> int:
    """Return the number of the line of `method` that contains `text`."""
    lines, first = inspect.getsourcelines(method)
    (found,) = [number for number, line in enumerate(lines, start=first) if text in line]
    return found


FIRST_LINE = source_line(Link.backpropagate, "input_neuron = self.input_neuron")
LAST_LINE = source_line(Link.backpropagate, "input_neuron.receive_sensitivity(")


def environment(home: Path) -> dict[str, str]:
    """Return an environment that finds lernmi, without the personal settings of the user."""
    return {
        **os.environ,
        "PYTHONPATH": str(LERNMI),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def run(
    folder: Path, script: str, *debugger: str, typed: str = "", python: str = sys.executable
) -> str:
    """Run `script` with `typed` as its input, and return what it prints."""
    (folder / "step.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [python, *debugger, "step.py"],
        cwd=folder,
        env=environment(folder),
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def answers(folder: Path, commands: list[str], script: str = SCRIPT) -> list[str]:
    """Return what pdb prints at first, and after each command."""
    typed = "".join([f"{command}\n" for command in [*commands, "q"]])
    printed = run(folder, script, "-m", "pdb", typed=typed)
    first, *others = printed.split("(Pdb) ")
    assert len(others) == len(commands) + 1, printed
    return [first, *others[:-1]]


def hex_weights(printed: str) -> list[str]:
    (weights,) = re.findall(r"^hex: (.*)$", printed, flags=re.MULTILINE)
    return weights.split()


# pdb


@pytest.mark.parametrize("name", PUBLISHED)
def test_pdb_stops_in_the_named_link_and_shows_the_published_numbers(
    name: str, tmp_path: Path
) -> None:
    numbers = PUBLISHED[name]
    look = [f"p f'{{{expression}:.7f}}'" for expression in numbers]
    commands = ["n", f'break lernmi.Link.backpropagate, self.name == "{name}"', "c", "p self.name"]
    printed = answers(tmp_path, [*commands, f"until {LAST_LINE}", *look])
    assert printed[4].strip() == repr(name)
    printed_numbers = [text.strip().strip("'") for text in printed[-len(look) :]]
    assert dict(zip(numbers, printed_numbers)) == numbers


def test_from_learn_to_the_addition_pdb_shows_five_frames(tmp_path: Path) -> None:
    commands = ["n", "break lernmi.Neuron.receive_sensitivity, self.name == 'h1'", "c", "w"]
    where = answers(tmp_path, commands)[-1]
    frames = re.findall(r"(\w+\.py)\(\d+\)(\S+)\(\)", where)
    frames = [(method, file) for file, method in reversed(frames)]
    assert frames[:5] == FIVE_FRAMES
    assert frames[5] == ("<module>", "step.py")


def test_a_run_under_pdb_ends_with_the_same_weights(tmp_path: Path) -> None:
    script = SCRIPT + WEIGHTS_IN_HEX
    look = ["pp locals()", "p self.name", "up", "p self, link", "up", "p self, link_layer", "up"]
    look += ["p self.weights, self.neurons, self.links, self.neuron_layers, self.link_layers"]
    twelve_times = ["c", *look] * 12
    commands = ["n", "break lernmi.Link.backpropagate", *twelve_times, "c"]
    printed = answers(tmp_path, commands, script)
    assert [text for text in printed if "***" in text] == []
    assert hex_weights(printed[-1]) == hex_weights(run(tmp_path, script))


def test_pdb_prints_what_the_guide_shows(tmp_path: Path) -> None:
    pieces = [piece for piece in fences("text") if "(Pdb) " in piece]
    first, *others = "".join(pieces).split("(Pdb) ")
    commands = [other.partition("\n")[0] for other in others]
    promised = [first, *[other.partition("\n")[2] for other in others]]
    printed = answers(tmp_path, commands)
    for command, expected, found in zip(["", *commands], promised, printed):
        assert_alike(without_places(found), without_places(expected), command)


def test_the_script_prints_what_the_guide_shows(tmp_path: Path) -> None:
    (promised,) = [piece for piece in fences("text") if "(Pdb) " not in piece]
    assert_alike(run(tmp_path, SCRIPT), promised, "python step.py")


def test_every_number_with_seven_decimals_in_the_guide_is_right() -> None:
    network = Network([2, 2, 2])
    network.weights = [[0.35, 0.35, 0.15, 0.25, 0.20, 0.30], [0.60, 0.60, 0.40, 0.50, 0.45, 0.55]]
    network.propagate([0.05, 0.10])
    network.compare([0.01, 0.99])
    network.backpropagate()
    numbers = []
    for neuron in network.neurons:
        numbers += [neuron.output, neuron.slope, neuron.sensitivity]
    for link in network.links:
        numbers += [link.output_sensitivity, link.weight_sensitivity]
        numbers += [link.output_sensitivity * link.weight]
    known = {f"{abs(number):.7f}" for number in numbers}
    prose = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
    in_the_guide = re.findall(r"\b\d\.\d{7}\b", prose)
    assert len(in_the_guide) > 10
    assert [number for number in in_the_guide if number not in known] == []
    for numbers_of_link in PUBLISHED.values():
        for number in numbers_of_link.values():
            assert number in in_the_guide or number == "0.0500000"


def without_places(printed: str) -> str:
    """Return pdb's output without folders, line numbers and its own frames."""
    own = r"^  .*bdb\.py\(.*\n-> exec\(.*\n  <string>\(1\)<module>\(\)\n"
    printed = re.sub(own, "", printed, flags=re.MULTILINE)
    place = r"^(> |  |.* at ).*?(lernmi[\\/]\w+\.py|step\.py)([(:])(?:\d+|\.\.\.)"
    return re.sub(place, r"\1\2\3", printed, flags=re.MULTILINE).replace("\\", "/")


def assert_alike(found: str, expected: str, what: str) -> None:
    """Assert that both texts are the same, except for the last digits of long numbers."""
    number = r"-?\d+\.\d{7,}"
    assert re.sub(number, "#", found) == re.sub(number, "#", expected), what
    for one, other in zip(re.findall(number, found), re.findall(number, expected)):
        assert math.isclose(float(one), float(other), rel_tol=1e-9), what


# How many steps it takes to step through learning, and nothing else

MOST_STEPS = 130
PYTHONS = pythons_at_hand()
THIS_VERSION = "{}.{}".format(*sys.version_info)
VERSIONS = [
    pytest.param(version, marks=() if version == THIS_VERSION else pytest.mark.slow)
    for version in PYTHONS
]

LEARN = """\
from lernmi import Network

network = Network([2, 2, 1])
network.learn([0.5, 0.25], [1.0], learning_rate=0.1)
"""

# The same, but it prints where a debugger that skips the checks would stop. For each stop: the
# event, the file, the line, the function, and the name of the Neuron or Link.
COUNT = """\
import json
import sys
from pathlib import Path

from lernmi import Network

stops = []


def trace(frame, event, argument):
    if frame.f_globals["__name__"].startswith("lernmi.support."):
        return None
    code = frame.f_code
    name = getattr(frame.f_locals.get("self"), "name", "")
    stops.append([event, Path(code.co_filename).name, frame.f_lineno, code.co_name, name])
    return trace


network = Network([2, 2, 1])
sys.settrace(trace)
network.learn([0.5, 0.25], [1.0], learning_rate=0.1)
sys.settrace(None)
print(json.dumps(stops))
"""


def stops_in_learn(folder: Path, python: str = sys.executable) -> list[list[Any]]:
    """Return what COUNT prints."""
    return json.loads(run(folder, COUNT, python=python))


def until_the_first_link(stops: list[list[Any]]) -> list[list[Any]]:
    """Return the stops up to the first line of the first Link's `propagate`."""
    for position, (event, file, _, function, *_) in enumerate(stops):
        if (event, file, function) == ("line", "link.py", "propagate"):
            return stops[: position + 1]
    raise AssertionError("it never reached a Link")


def stops_of_pdb(printed: str) -> list[list[Any]]:
    """Return the event, the file, the line and the function of each stop of pdb."""
    stops = []
    pattern = r"(?:--(Call|Return)--\n|\(Pdb\) )> (.+)\((\d+)\)(\w+)\(\)"
    for event, path, line, function in re.findall(pattern, printed):
        stops.append([event.lower() or "line", Path(path).name, int(line), function])
    return stops


@pytest.mark.parametrize("version", VERSIONS)
def test_at_most_130_steps_lead_from_learn_to_the_first_link(version: str, tmp_path: Path) -> None:
    stops = stops_in_learn(tmp_path, PYTHONS[version])
    assert len(until_the_first_link(stops)) <= MOST_STEPS


def test_without_the_checks_every_verb_of_every_neuron_and_link_is_stepped_through(
    tmp_path: Path,
) -> None:
    network = Network([2, 2, 1])
    expected = set()
    for neuron in network.neurons:
        expected |= {(neuron.name, "reset"), (neuron.name, "receive_sensitivity")}
        if not isinstance(neuron, BiasNeuron):
            expected |= {(neuron.name, "receive"), (neuron.name, "activate")}
    for link in network.links:
        expected |= {(link.name, verb) for verb in ("propagate", "backpropagate", "nudge")}
    stops = stops_in_learn(tmp_path)
    walked = {
        (name, function)
        for event, file, _, function, name in stops
        if event == "line" and file in ("neuron.py", "link.py")
    }
    assert walked == expected


def test_without_the_checks_nothing_but_verbs_and_their_formulas_is_stepped_through(
    tmp_path: Path,
) -> None:
    verbs = {"learn", "propagate", "compare", "backpropagate", "nudge"}
    verbs |= {"reset", "receive", "activate", "outputs", "receive_sensitivity"}
    formulas = set()
    for activation in (identity, sigmoid):
        formulas |= {activation.function.__name__, activation.slope.__name__}
    formulas |= {squared_error.function.__name__, squared_error.sensitivities.__name__}
    assert {function for _, _, _, function, _ in stops_in_learn(tmp_path)} == verbs | formulas


@pytest.mark.parametrize("version", VERSIONS)
def test_pdb_steps_through_the_learning_and_nothing_else_as_the_guide_says(
    version: str, tmp_path: Path
) -> None:
    python = PYTHONS[version]
    stops = [stop[:4] for stop in stops_in_learn(tmp_path, python)]

    (command,) = re.findall(r'^    python3 -c "(.*)"$', GUIDE, flags=re.MULTILINE)
    commands = re.findall(r"^    \(Pdb\) (.*)$", GUIDE, flags=re.MULTILINE)
    typed = "\n".join(commands + ["s"] * len(stops) + ["q", ""])
    found = stops_of_pdb(run(tmp_path, LEARN, "-c", command, typed=typed, python=python))
    # The breakpoint stops at the first line of `learn`, after its call.
    assert found[: len(stops) - 1] == stops[1:]

    (line,) = re.findall(r"`(import pdb; .*set_trace\(\))`", GUIDE)
    script = LEARN.replace("network.learn", f"{line}\nnetwork.learn")
    typed = "\n".join(["s"] * (len(stops) + 1) + ["c", ""])
    found = stops_of_pdb(run(tmp_path, script, typed=typed, python=python))
    start = found.index(stops[0])
    assert found[start : start + len(stops)] == stops


# VS Code


def this_file_configuration(program: Path) -> dict[str, Any]:
    """Return the configuration "this file" of .vscode/launch.json, filled in as VS Code does."""
    if not LAUNCH.exists():
        pytest.skip("no .vscode/launch.json here, such as in a source package: nothing to start")
    text = LAUNCH.read_text(encoding="utf-8")
    (configuration,) = [
        one for one in json.loads(text)["configurations"] if one["name"] == "this file"
    ]
    configuration["program"] = configuration["program"].replace("${file}", str(program))
    path = configuration["env"]["PYTHONPATH"]
    configuration["env"]["PYTHONPATH"] = path.replace("${workspaceFolder}", str(LERNMI))
    # Without VS Code's terminal, the output comes as messages.
    configuration["console"] = "internalConsole"
    return configuration


@pytest.fixture(scope="module")
def debugpy() -> None:
    """Skip the test if VS Code's debugger is missing."""
    pytest.importorskip(
        "debugpy", reason="debugpy, VS Code's debugger, is not installed: pip install debugpy"
    )


@pytest.fixture(scope="module")
def seen_in_vs_code(
    debugpy: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """Debug one learning step as VS Code does, and return everything that it shows."""
    folder = tmp_path_factory.mktemp("vs_code")
    program = folder / "step.py"
    script = SCRIPT + WEIGHTS_IN_HEX
    configuration = this_file_configuration(program)
    seen = SimpleNamespace(plain_weights=hex_weights(run(folder, script)))
    adapter = DebugAdapter(folder)
    try:
        watch_one_step(adapter, configuration, seen)
    finally:
        adapter.close()
    yield seen


def watch_one_step(
    adapter: DebugAdapter, configuration: dict[str, Any], seen: SimpleNamespace
) -> None:
    """Stop at x1->h1, step to its last line and into the Neuron, look at everything, continue."""
    stop = {"line": FIRST_LINE, "condition": 'self.name == "x1->h1"'}
    seen.breakpoints = adapter.launch(configuration, {inspect.getsourcefile(Link): stop})

    seen.reason = adapter.wait_for_stop()["reason"]
    seen.frames = adapter.frames()
    seen.first_locals = adapter.local_names(seen.frames[0])
    for _ in range(20):
        if adapter.frames()[0]["line"] == LAST_LINE:
            break
        adapter.step("next")

    frames = adapter.frames()
    seen.locals = adapter.local_names(frames[0])
    seen.self = adapter.variables(seen.locals["self"]["variablesReference"])
    seen.watched = {}
    for expression in PUBLISHED["x1->h1"]:
        seen.watched[expression] = adapter.value(expression, frames[0])
    seen.link_in_layer = adapter.local_names(frames[1])["link"]["value"]
    for frame in frames[:4]:
        for variable in adapter.local_names(frame).values():
            if variable["variablesReference"]:
                adapter.variables(variable["variablesReference"])

    adapter.step("stepIn")
    seen.frames_in_neuron = adapter.frames()
    adapter.ask("continue", threadId=adapter.thread)
    seen.exit_code = adapter.wait_for(type="event", event="exited")["body"]["exitCode"]
    adapter.wait_for(type="event", event="terminated")
    seen.stops = 0
    seen.output = ""
    for message in adapter.seen:
        if message.get("event") == "stopped" and message["body"]["reason"] == "breakpoint":
            seen.stops += 1
        if message.get("event") == "output" and message["body"]["category"] == "stdout":
            seen.output += message["body"]["output"]


def methods_and_files(frames: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the method and the file's name of each frame."""
    return [(frame["name"], Path(frame["source"]["path"]).name) for frame in frames]


def test_vs_code_stops_once_in_the_link_that_the_condition_names(
    seen_in_vs_code: SimpleNamespace,
) -> None:
    assert [one["verified"] for one in seen_in_vs_code.breakpoints] == [True]
    assert seen_in_vs_code.reason == "breakpoint"
    assert seen_in_vs_code.stops == 1


def test_vs_code_shows_the_frames_from_learn_to_the_link_and_then_to_the_neuron(
    seen_in_vs_code: SimpleNamespace,
) -> None:
    at_the_stop = methods_and_files(seen_in_vs_code.frames)
    assert at_the_stop[:5] == [*FIVE_FRAMES[1:], ("<module>", "step.py")]
    in_the_neuron = methods_and_files(seen_in_vs_code.frames_in_neuron)
    assert in_the_neuron[:6] == [*FIVE_FRAMES, ("<module>", "step.py")]


def test_vs_code_shows_by_name_which_link_and_which_neurons_are_at_work(
    seen_in_vs_code: SimpleNamespace,
) -> None:
    assert list(seen_in_vs_code.first_locals) == ["self"]
    name_and_weight = "x1->h1: weight 0.15"
    assert seen_in_vs_code.first_locals["self"]["value"].startswith(name_and_weight)
    assert seen_in_vs_code.link_in_layer.startswith(name_and_weight)
    assert seen_in_vs_code.locals["input_neuron"]["value"].startswith("x1: ")
    assert seen_in_vs_code.locals["output_neuron"]["value"].startswith("h1: ")
    assert seen_in_vs_code.self["name"]["value"] == "'x1->h1'"
    assert seen_in_vs_code.self["weight"]["value"] == "0.15"


def test_vs_code_shows_the_published_numbers_under_their_names(
    seen_in_vs_code: SimpleNamespace,
) -> None:
    for name in ("output_sensitivity", "weight_sensitivity", "input_sensitivity"):
        number = float(seen_in_vs_code.locals[name]["value"])
        assert f"{number:.7f}" == PUBLISHED["x1->h1"][name], name
    for expression, value in seen_in_vs_code.watched.items():
        assert f"{float(value):.7f}" == PUBLISHED["x1->h1"][expression], expression


def test_a_run_in_vs_code_that_looks_at_everything_ends_with_the_same_weights(
    seen_in_vs_code: SimpleNamespace,
) -> None:
    assert seen_in_vs_code.exit_code == 0
    assert hex_weights(seen_in_vs_code.output) == seen_in_vs_code.plain_weights


@pytest.mark.slow
def test_vs_code_steps_through_the_learning_and_nothing_else(debugpy: None, tmp_path: Path) -> None:
    events = [event for event, *_ in until_the_first_link(stops_in_learn(tmp_path))]
    program = tmp_path / "step.py"
    program.write_text(LEARN, encoding="utf-8")
    first_line = source_line(Link.propagate, "delivered = ")
    breakpoints = {
        str(program): {"line": LEARN.count("\n")},
        inspect.getsourcefile(Link): {"line": first_line},
    }
    adapter = DebugAdapter(tmp_path)
    try:
        adapter.launch(this_file_configuration(program), breakpoints)
        adapter.wait_for_stop()
        steps = 1
        # When a step ends at the breakpoint in the Link, the reason is "breakpoint".
        while adapter.step("stepIn") == "step" and steps <= MOST_STEPS:
            steps += 1
    finally:
        adapter.close()
    # It stops at each line, and after most returns also at the line of the call.
    assert events.count("line") <= steps <= events.count("line") + events.count("return")
    assert steps <= MOST_STEPS


@pytest.mark.skipif(not LAUNCH.exists(), reason="no .vscode/launch.json here")
def test_every_configuration_of_vs_code_skips_the_checks() -> None:
    configurations = json.loads(LAUNCH.read_text(encoding="utf-8"))["configurations"]
    for configuration in configurations:
        assert configuration["rules"] == [{"path": "**/lernmi/support/**", "include": False}]


def test_the_launch_json_of_the_guide_is_the_configuration_this_file(
    tmp_path: Path,
) -> None:
    (text,) = fences("json")
    (in_the_guide,) = json.loads(text)["configurations"]
    in_the_guide["program"] = in_the_guide["program"].replace("${file}", str(tmp_path))
    in_the_guide["console"] = "internalConsole"
    configuration = this_file_configuration(tmp_path)
    # An installed lernmi needs no path.
    del configuration["env"]
    assert in_the_guide == configuration


@pytest.mark.skipif(
    not (LAUNCH.exists() and (ROOT / "examples").exists()),
    reason="no .vscode/launch.json or no examples here",
)
def test_vs_code_offers_exactly_the_examples_that_there_are() -> None:
    (pick,) = json.loads(LAUNCH.read_text(encoding="utf-8"))["inputs"]
    examples = sorted([path.name for path in (ROOT / "examples").glob("[0-9]*.py")])
    assert pick["options"] == examples
    assert pick["default"] in examples
