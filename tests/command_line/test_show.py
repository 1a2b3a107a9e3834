"""`show` draws a network, and `step --html` writes a page."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree

import pytest
from support.command_line import lernmi
from support.published import mazur
from support.pythons import ROOT, run_python

from lernmi import Network, Trainer
from lernmi.data.logic import XOR
from lernmi.data.published import PUBLISHED
from lernmi.files import load, save
from lernmi.functions.activations import sine
from lernmi.inside.diagram import draw

IRIS = str(ROOT / "examples" / "iris.csv")


def test_mazurs_network_is_shown_with_the_numbers_of_its_sample():
    network = mazur()
    text = lernmi("show", "mazur").stdout
    assert text == f"{draw(network)}\n"
    # A Link has two sensitivities, so the drawing names the one it shows.
    assert "    h1->y1         0.4  +++++++     weight sensitivity 0.08217\n" in text


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_example_is_shown_with_its_sample_and_written_as_python(name, tmp_path):
    example = PUBLISHED[name]
    network = example.network()
    example.work_through(network)
    shown = lernmi("show", name, PYTHONIOENCODING="cp1252")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == f"{draw(network)}\n"
    assert max(len(line) for line in shown.stdout.splitlines()) <= 80
    path = tmp_path / "network.py"
    assert lernmi("show", name, str(path)).returncode == 0
    answer = run_python(sys.executable, str(path), *[str(number) for number in example.inputs])
    outputs = network.neuron_layers[-1].outputs()
    assert [float(text) for text in answer.stdout.split()] == outputs


def test_a_shape_is_drawn_into_a_file(tmp_path):
    answer = lernmi("show", "3-20-2", str(tmp_path / "network.svg"), "--seed", "7")
    assert answer.returncode == 0, answer.stderr
    drawn = (tmp_path / "network.svg").read_text(encoding="utf-8")
    assert drawn == draw(Network([3, 20, 2], seed=7)).svg
    ElementTree.fromstring(drawn)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["foo"], "WHAT must be one of mazur, han"),
        (["3-0"], "WHAT must be one of mazur, han"),
        (["xor", "out.png"], "must end in .svg or .py or .pt or .onnx"),
        (["2-1", "--sample", "2"], "are for gates"),
        (["mazur", "--layers", "2-3-2"], "has its own network"),
        (["xor", "--sample", "5"], "at most 4"),
        (["xor.svg"], "give the network before the file xor.svg, as in: show xor xor.svg"),
        (["2-1", "--epochs", "5"], "are for gates"),
        (["Missing.json"], "there is no file Missing.json"),
        (["100000-100000"], "10,000,100,000 Links, too many to draw"),
    ],
)
def test_an_object_that_cannot_be_drawn_is_refused_in_one_line(arguments, words, tmp_path):
    answer = lernmi("show", *arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert words in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_page_of_one_step_and_of_many(tmp_path):
    for name, more in (("one.html", []), ("many.html", ["--epochs", "300"])):
        answer = lernmi("step", "xor", "--html", name, *more, cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
        assert f"{name}: 0." in answer.stdout
        assert ("Recorded moment by moment" in answer.stdout) == bool(more)
        html = (tmp_path / name).read_text(encoding="utf-8")
        assert html.startswith("<!doctype html>")
        assert '"steps":1200' in html if more else '"steps":1,' in html


def test_a_page_without_a_name_is_named_after_the_network(tmp_path):
    answer = lernmi("step", "mazur", "--html", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert [each.name for each in tmp_path.iterdir()] == ["mazur.html"]


def test_a_page_into_a_file_of_another_kind_is_refused(tmp_path):
    answer = lernmi("step", "xor", "--html", "page.svg", cwd=tmp_path)
    assert (answer.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "must end in .html" in answer.stderr
    answer = lernmi("step", "xor", "--epochs", "3", cwd=tmp_path)
    assert answer.returncode == 2 and "--epochs needs --html" in answer.stderr


def test_a_gate_can_be_drawn_after_training(tmp_path):
    settings = ["--layers", "2-4-1", "--epochs", "1000", "--seed", "0"]
    answer = lernmi("show", "xor", *settings, cwd=tmp_path)
    network = Network([2, 4, 1], seed=0)
    Trainer(network, learning_rate=2.0).train(XOR, 1000)
    network.propagate([0, 1])
    network.compare([1])
    network.backpropagate()
    assert answer.stdout == f"{draw(network)}\n"


def test_a_saved_network_is_drawn(tmp_path):
    answer = lernmi("train", "xor", "--epochs", "200", "--save", "Xor.json", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "The network is in Xor.json" in answer.stdout
    network = load(tmp_path / "Xor.json")
    assert lernmi("show", "Xor.json", cwd=tmp_path).stdout == f"{draw(network)}\n"
    assert lernmi("show", "Xor.json", "xor.svg", cwd=tmp_path).returncode == 0
    assert (tmp_path / "xor.svg").read_text(encoding="utf-8") == draw(network).svg
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    answer = lernmi("show", "bad.json", cwd=tmp_path)
    assert answer.returncode == 2 and "bad.json: line 1, column 2" in answer.stderr
    answer = lernmi("train", "xor", "--save", "nowhere/xor.json", cwd=tmp_path)
    assert answer.returncode == 2 and "no folder named" in answer.stderr
    assert "epoch " not in answer.stdout


def test_a_network_is_written_as_plain_python_that_gives_the_same_outputs(tmp_path):
    network = Network([2, 3, 1], seed=5)
    save(tmp_path / "net.json", network)
    answer = lernmi("show", "net.json", "net.PY", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Try: python3 net.PY 0.5 0.5" in answer.stdout
    run = subprocess.run(
        [sys.executable, "-I", "net.PY", "0.5", "0.5"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert run.stdout == f"{network.propagate([0.5, 0.5])[0]}\n"
    # It overwrites its own file, but not somebody's program.
    assert lernmi("show", "net.json", "net.PY", cwd=tmp_path).returncode == 0
    (tmp_path / "mine.py").write_text("print(1)", encoding="utf-8")
    answer = lernmi("show", "net.json", "mine.py", cwd=tmp_path)
    assert "contains another program, which would be lost" in answer.stderr
    assert (tmp_path / "mine.py").read_text(encoding="utf-8") == "print(1)"


def test_a_network_is_written_for_pytorch_with_lines_that_load_it(tmp_path):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    network = Network([2, 3, 3, 3, 1], activation=sine, seed=5)
    save(tmp_path / "net.json", network)
    answer = lernmi("show", "net.json", "net.pt", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80
    first, *lines = answer.stdout.splitlines()
    assert first == "net.pt: 37 weights, in float64. To load them in PyTorch:"
    program = [line.removeprefix("  ") for line in lines]
    program.append("print(module(torch.tensor([0.5, -1.5], dtype=torch.float64)).item())")
    run = run_python(sys.executable, "-c", "\n".join(program), cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert abs(float(run.stdout) - network.propagate([0.5, -1.5])[0]) < 1e-14
    # It overwrites its own file, but not somebody's weights.
    assert lernmi("show", "mazur", "net.pt", cwd=tmp_path).returncode == 0
    torch.save(torch.nn.Linear(2, 1).state_dict(), tmp_path / "mine.pt")
    before = (tmp_path / "mine.pt").read_bytes()
    answer = lernmi("show", "net.json", "mine.pt", cwd=tmp_path)
    assert answer.returncode == 2 and "lernmi didn't write it" in answer.stderr
    assert (tmp_path / "mine.pt").read_bytes() == before


def test_a_network_is_written_as_onnx_with_lines_that_run_it(tmp_path):
    pytest.importorskip("onnx", reason="onnx is not installed: pip install onnx")
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    answer = lernmi("train", IRIS, "--epochs", "2", "--save", "iris.json", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    network = load(tmp_path / "iris.json")
    answer = lernmi("show", "iris.json", "iris.onnx", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80
    first, *lines, about, rows = answer.stdout.splitlines()
    assert first.startswith("iris.onnx: ")
    assert about == "It needs prepared numbers, not rows of the table:"
    assert rows == "load_preparation(FILE).inputs_for(row) returns them."
    program = "\n".join([line.removeprefix("  ") for line in lines] + ["print(*outputs[0])"])
    run = run_python(sys.executable, "-c", program, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    for theirs, ours in zip(run.stdout.split(), network.propagate([0.5] * 4)):
        assert abs(float(theirs) - ours) < 1e-14
    assert lernmi("show", "mazur", "iris.onnx", cwd=tmp_path).returncode == 0
    (tmp_path / "mine.onnx").write_text("mine", encoding="utf-8")
    answer = lernmi("show", "iris.json", "mine.onnx", cwd=tmp_path)
    assert answer.returncode == 2 and "lernmi didn't write it" in answer.stderr
    assert (tmp_path / "mine.onnx").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("ending", "package"), [("pt", "torch"), ("onnx", "onnx")])
def test_without_the_package_one_line_says_what_to_install(ending, package, tmp_path, monkeypatch):
    # With None in sys.modules, Python can't import the package.
    monkeypatch.setitem(sys.modules, package, None)
    for module in [name for name in sys.modules if name.startswith("lernmi.bridges")]:
        monkeypatch.delitem(sys.modules, module)
    answer = lernmi("show", "xor", f"xor.{ending}", cwd=tmp_path)
    assert answer.returncode == 2
    assert f"pip install {package} (" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert not (tmp_path / f"xor.{ending}").exists()
