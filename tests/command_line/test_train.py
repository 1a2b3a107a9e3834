"""`train`, as you type it, and mistakes on the command line."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import threading
from importlib.util import find_spec

import pytest
from support.command_line import lernmi
from support.pythons import ROOT, environment, run_python

from lernmi.command_line.main import is_about_the_reader
from lernmi.command_line.progress import RichBar
from lernmi.command_line.tasks import TASKS
from lernmi.command_line.train import COMPILING, announce_compiling
from lernmi.files import load


def assert_refused(answer: subprocess.CompletedProcess[str], mentions: str) -> None:
    """Check that a command ended with exit code 2 and one line, no more."""
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1, answer.stderr
    assert answer.stderr.startswith("lernmi: ")
    assert re.search(mentions, answer.stderr), answer.stderr
    assert len(answer.stderr) < 400


def test_at_least_94_percent_of_the_digits_are_read():
    answer = lernmi("train", "digits")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    result = re.search(r"reads (\d+) of the 360 unseen digits .*: ([\d.]+) %", answer.stdout)
    assert result, answer.stdout
    assert float(result[2]) == round(100 * int(result[1]) / 360, 1) >= 94
    mistaken = re.findall(r"an? (\d) read as (\d): (once|twice|(\d+) times)", answer.stdout)
    counts = {"once": 1, "twice": 2}
    wrong = 0
    for truth, guess, often, number in mistaken:
        assert truth != guess
        wrong += counts.get(often) or int(number)
    assert wrong == 360 - int(result[1])
    assert len(re.findall(r"^epoch +\d+ of 10   error", answer.stdout, re.MULTILINE)) == 10
    assert answer.stdout.count("read as") == len(mistaken) + 4
    assert "\r" not in answer.stdout
    assert "\x1b" not in answer.stdout
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


def test_the_result_comes_last_followed_only_by_a_question_and_one_next_step():
    of_xor = "play xor   (a new network, in your browser)"
    for what, step in (("digits", "step"), ("xor", of_xor)):
        answer = lernmi("train", what, "--epochs", "300" if what == "xor" else "1")
        *_, result, question, _ = re.split(r"\n\n|\n(?=Next: )", answer.stdout)
        assert re.search(r"96.7 %|rows are right|unseen digits", result), answer.stdout
        assert re.search(r"each Link moved its weight.*\?", question.replace("\n", " "))
        assert answer.stdout.endswith(f"\nNext: python3 -m lernmi {step}\n")
        assert answer.stdout.count("Next:") == 1


def test_engines_and_settings_are_printed_only_when_asked_for():
    plain = lernmi("train", "gauss", "--epochs", "2").stdout
    assert not re.search("engine|numba|bits|squared_error|seed 0|batch", plain, re.I)
    verbose = lernmi("train", "gauss", "--epochs", "2", "-v").stdout
    for words in ("Engine: ", "Hidden Neurons: tanh", "squared_error", "Learning rate 0.03"):
        assert words in verbose
    assert "2 epochs, batch size 10, seed 0." in verbose


GATES = ["not", "and", "or", "nand", "xor", "parity3", "parity4"]
SHAPES = ["circle", "exclusive-or", "gauss", "moons", "spiral"]
HEIGHTS = ["plane", "six-gaussians"]


def long_ones_as_slow(names):
    """Return the names, with those that take long to learn marked as slow."""
    return [
        pytest.param(name, marks=pytest.mark.slow)
        if name in ("parity3", "parity4", *SHAPES, "six-gaussians") and name != "gauss"
        else name
        for name in names
    ]


def test_these_can_be_learned_by_name():
    assert sorted(TASKS) == sorted(["digits", "mnist", *GATES, *SHAPES, *HEIGHTS])


@pytest.mark.parametrize("gate", long_ones_as_slow(GATES))
def test_every_logic_function_is_learned_with_its_default_settings(gate):
    answer = lernmi("train", gate)
    assert answer.returncode == 0, answer.stderr
    assert "rows are right" in answer.stdout
    assert "wrong" not in answer.stdout
    rows = re.findall(r"^([01 ]*[01]) {3,}([01]) +([\d.]+)$", answer.stdout, re.MULTILINE)
    assert f"All {len(rows)} rows" in answer.stdout
    assert len(rows) == 2 ** len(rows[0][0].split())
    for _, expected, output in rows:
        assert abs(float(output) - int(expected)) < 0.5


@pytest.mark.parametrize("shape", long_ones_as_slow(SHAPES))
def test_each_set_of_points_is_learned_with_its_default_settings(shape):
    answer = lernmi("train", shape)
    assert answer.returncode == 0, answer.stderr
    result = re.search(r"gets (\d+) of the 250 unseen points right: ([\d.]+) %", answer.stdout)
    assert result, answer.stdout
    assert float(result[2]) == round(100 * int(result[1]) / 250, 1) >= 95
    lines = answer.stdout[answer.stdout.index("The network's answers:") :].splitlines()[1:20]
    answers = "".join(line[:38] for line in lines)
    assert len(answers) == 38 * 19
    assert set(answers) == {".", "#"}
    assert "x" not in "".join(line[42:] for line in lines) or float(result[2]) < 100
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


@pytest.mark.parametrize("land", long_ones_as_slow(HEIGHTS))
def test_each_set_of_heights_is_learned_with_its_default_settings(land):
    answer = lernmi("train", land)
    assert answer.returncode == 0, answer.stderr
    pattern = r"off by ([\d.]+) on average.*explains: ([\d.]+)\."
    result = re.search(pattern, answer.stdout, re.DOTALL)
    assert result, answer.stdout
    assert float(result[1]) < 0.1
    assert 0.85 < float(result[2]) <= 1
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


@pytest.mark.parametrize(
    "options",
    [
        ["--activation", "tanh"],
        ["--activation", "gelu", "--momentum", "0.5"],
        ["--error", "sigmoid_cross_entropy"],
        ["--error", "hinge"],
        ["--activation", "silu", "--adam", "--learning-rate", "0.05", "--l2", "0.0001"],
        ["--output-activation", "identity", "--schedule", "warm-up"],
    ],
)
def test_xor_is_learned_with_other_functions_and_other_nudges_too(options):
    answer = lernmi("train", "xor", "--verbose", *options)
    assert answer.returncode == 0, answer.stderr
    assert "All 4 rows are right" in answer.stdout, answer.stdout
    for option in options[1::2]:
        assert option in answer.stdout or option.startswith("--") or options[0] == "--adam"


def test_xor_is_stuck_from_zero_weights():
    answer = lernmi("train", "xor", "--initial-weights", "zeros", "--epochs", "200")
    assert "Try: --initial-weights glorot" in answer.stdout
    # No other seed would help.
    assert "--seed" not in answer.stdout
    weights = set(re.findall(r"^  h\d->y1 +weight (\S+)$", answer.stdout, re.MULTILINE))
    assert len(weights) == 1


def test_a_cross_entropy_prints_probabilities():
    answer = lernmi("train", "digits", "--epochs", "2", "--error", "softmax_cross_entropy")
    assert "that digit's probability" in answer.stdout
    sure = [float(share) for share in re.findall(r"read as \d \(([\d.]+)\)", answer.stdout)]
    assert len(sure) == 4
    assert all(0 <= share <= 1 for share in sure)
    answer = lernmi("train", "xor", "--error", "sigmoid_cross_entropy")
    rows = re.findall(r"^[01] [01] +[01] +(\S+)$", answer.stdout, re.MULTILINE)
    assert len(rows) == 4
    assert all(0 <= float(row) <= 1 for row in rows)


def test_the_schedule_and_the_nudges_are_used_and_printed():
    plain = lernmi("train", "xor", "-v", "--epochs", "50").stdout
    for option in (
        ["--schedule", "cosine"],
        ["--momentum", "0.5"],
        ["--adam", "--l2", "0.01"],
    ):
        other = lernmi("train", "xor", "-v", "--epochs", "50", *option).stdout
        assert re.search(r"schedule: \S+\.|Nudges: \w+\(", other)
        assert ("--schedule" in option) == bool(
            re.search(r"epoch +1 of 50 .*   rate \S+$", other, re.M)
        )
        assert other[other.index("inputs  ") :] != plain[plain.index("inputs  ") :]


def test_validation_samples_are_held_out_and_stop_the_training_in_time():
    answer = lernmi(
        *["train", "moons", "--validation", "0.2", "--patience", "5", "--noise", "0.5"],
        *["--count", "100", "--learning-rate", "0.5"],
    )
    opening = answer.stdout.split("Network")[0].replace("\n", " ")
    assert "from 40 points. Held out: 50 for the test, 10 for validation. " in opening
    assert re.search(r"epoch +1 of 200 .*   validation [\d.]+ +[\d.]+ % right", answer.stdout)
    best = re.search(r"Epoch (\d+) had the smallest validation error \(([\d.]+)\)", answer.stdout)
    assert best, answer.stdout
    assert int(best[1]) < 195
    assert "epoch 200 of 200" not in answer.stdout
    # The epoch in which it stopped is printed, whichever it is.
    assert f"epoch {int(best[1]) + 5:3} of 200   error" in answer.stdout


def written_mnist(folder, part, count):
    """Write a part of MNIST; the larger the digit, the more pixels of its image are black."""
    digits = [position % 10 for position in range(count)]
    images = b"".join(bytes([255] * 70 * digit).ljust(784, b"\0") for digit in digits)
    header = bytes([0, 0, 8, 3]) + count.to_bytes(4, "big") + bytes([0, 0, 0, 28, 0, 0, 0, 28])
    (folder / f"{part}-images-idx3-ubyte").write_bytes(header + images)
    header = bytes([0, 0, 8, 1]) + count.to_bytes(4, "big")
    (folder / f"{part}-labels-idx1-ubyte").write_bytes(header + bytes(digits))


@pytest.mark.slow
def test_mnist_is_learned_from_a_folder(tmp_path):
    written_mnist(tmp_path, "t10k", 50)
    file = tmp_path / "mnist.json"
    answer = lernmi(
        *["train", "mnist", "--data", str(tmp_path), "--epochs", "1"], *["--save", str(file)]
    )
    assert answer.returncode == 0, answer.stderr
    outputs = load(file).neuron_layers[-1].neurons
    assert [neuron.name for neuron in outputs] == list("0123456789")
    assert "Only the t10k files are in" in answer.stdout
    assert "Learning to read 40 handwritten digits of 28×28 pixels. 10 more" in answer.stdout
    assert "Network 784-30-10" in answer.stdout
    assert "of the 10 unseen digits correctly" in answer.stdout
    assert f"predict {file} --inputs ..." in answer.stdout
    lines = answer.stdout.splitlines()
    assert max(len(line) for line in lines if str(tmp_path) not in line) <= 80
    written_mnist(tmp_path, "train", 40)
    answer = lernmi(
        *["train", "mnist", "--data", str(tmp_path), "--layers", "784-2-10"],
        *["--epochs", "1", "--count", "20"],
    )
    assert "Learning to read 20 handwritten digits of 28×28 pixels. 50 more" in answer.stdout
    answer = lernmi("train", "mnist", "--data", str(tmp_path), "--count", "41")
    assert_refused(answer, "--count must be at most 40")


OWN = "".join(
    f"{length},{length % 7},{'Ulm' if length % 2 else 'Bonn'},{'odd' if length % 2 else 'even'}\n"
    for length in range(60)
)


def test_a_table_is_learned(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("length,rest,town,kind\n" + OWN)
    answer = lernmi("train", str(path))
    assert answer.returncode == 0, answer.stderr
    assert "60 rows; the first line has the column names" in answer.stdout
    assert "Number inputs: length, rest." in answer.stdout
    assert "Word input: town, 2 different: Bonn, Ulm." in answer.stdout
    assert "To learn: kind, labels, 2 different: even, odd." in answer.stdout
    opening = answer.stdout.split("60 rows")[0].replace("\n", " ")
    assert "Learning to predict kind from 48 rows of " in opening
    assert "12 more are held out." in opening
    assert "It gets 12 of the 12 unseen rows right: 100.0 %." in answer.stdout
    assert answer.stdout.endswith("--save, which saves the network in own.json\n")
    assert re.search(r"^even +\d+ +100 % +100 %$", answer.stdout, re.MULTILINE)
    assert max(len(line) for line in answer.stdout.splitlines() if "own.csv" not in line) <= 80


def test_amounts_in_a_table_are_learned_and_reported_in_their_own_units(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(OWN)
    answer = lernmi(
        *["train", str(path), "--expected", "column1", "--ignore", "column4"],
        *["--text", "column2", "--epochs", "20"],
    )
    assert answer.returncode == 0, answer.stderr
    assert "60 rows; the first line is one of them" in answer.stdout
    assert "To learn: column1, an amount." in answer.stdout
    result = re.search(
        r"it is off by ([\d.]+) on average\.\n.*column1 ranges from (\d+) to (\d+)", answer.stdout
    )
    assert result
    assert 0 <= int(result[2]) < 15 < 45 < int(result[3]) < 60
    assert 1 < float(result[1]) < 40
    # While learning, too, this is in the table's units.
    assert 1 < float(re.findall(r"off by ([\d.]+)\n", answer.stdout)[-1]) < 40
    lines = re.findall(r"^  line (\d+): (\S+); it is (\S+)$", answer.stdout, re.MULTILINE)
    assert len(lines) == 5
    for line, _, truth in lines:
        assert int(truth) == int(line) - 1
    distances = [abs(float(answered) - float(truth)) for _, answered, truth in lines]
    assert distances == sorted(distances, reverse=True)


def test_labels_that_the_terminal_cannot_show_are_printed_as_escapes(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(OWN.replace("even", "\u5076\u6570"), encoding="utf-8")
    answer = lernmi("train", str(path), "--epochs", "2", PYTHONIOENCODING="cp1252")
    assert answer.returncode == 0, answer.stderr
    assert "\\u5076\\u6570" in answer.stdout


def test_a_mistake_in_a_table_is_one_clear_line(tmp_path):
    path = tmp_path / "own.csv"
    lines = OWN.splitlines()
    lines[6] = "6,six,Ulm,even"
    path.write_text("\n".join(lines))
    assert_refused(lernmi("train", str(path)), "own.csv, line 7, column column2.* number")
    lines[6] = "6,,Ulm,even"
    path.write_text("\n".join(lines))
    assert_refused(lernmi("train", str(path)), "own.csv, line 7, column column2.* empty")
    answer = lernmi("train", str(path), "--missing", "mean", "--epochs", "1")
    assert answer.returncode == 0, answer.stderr
    assert "1 missing input filled in." in answer.stdout


def test_numbers_that_seem_to_be_labels_are_taken_as_labels_unless_an_option_says_amount(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(OWN.replace("even", "2").replace("odd", "1"))
    answer = lernmi("train", str(path), "--epochs", "1")
    assert "To learn: column4, labels, 2 different: 1, 2." in answer.stdout
    assert "(1, 2; if they are amounts: --amount column4)." in answer.stdout.replace("\n", " ")
    answer = lernmi("train", str(path), "--epochs", "1", "--amount", "column4")
    assert "column4, an amount (if its numbers are labels: --text column4)." in (
        answer.stdout.replace("\n", " ")
    )


def test_only_the_three_costliest_guesses_are_printed_without_verbose(tmp_path):
    path = tmp_path / "own.csv"
    rows = [f"{n},${n % 7}.50,{n % 5}%,{'aA'[n % 2]}" for n in range(40)]
    path.write_text("\n".join(["# by hand", "id,price,tax,kind", *rows]), encoding="utf-8")
    short, long = [
        lernmi("train", str(path), "--epochs", "1", *option).stdout.replace("\n", " ")
        for option in ([], ["--verbose"])
    ]
    guesses = [
        "id only tells the rows apart, so it is left out (if it means something: --amount id).",
        "Line 1 is left out as a comment, because of the #.",
        "Read as numbers: price, $0.50 as 0.5; tax, 0% as 0 (if it is text: --text price).",
        "'A' and 'a' are different labels, although only upper and lower case differ.",
    ]
    assert [guess in short for guess in guesses] == [True, True, True, False]
    assert "(1 more remark with --verbose)" in short
    assert all(guess in long for guess in guesses) and "more remark" not in long


def test_quiet_prints_only_the_result(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("length,rest,town,kind\n" + OWN)
    answer = lernmi("train", str(path), "--quiet")
    assert answer.stdout == "It gets 12 of the 12 unseen rows right: 100.0 %.\n"
    assert_refused(lernmi("train", str(path), "--quiet", "--verbose"), "--quiet prints only one")


def test_the_same_seed_prints_the_same_and_a_different_seed_does_not():
    same = [lernmi("train", "xor", "--epochs", "50", "--seed", "4").stdout for _ in range(2)]
    other = lernmi("train", "xor", "--epochs", "50", "--seed", "5").stdout
    assert same[0] == same[1]
    assert same[0] != other


def test_names_may_be_typed_in_capitals():
    assert lernmi("train", "NOT").stdout == lernmi("train", "not").stdout


def test_poor_results_come_with_advice():
    few = ["--epochs", "1", "--layers", "64-5-10"]
    # Here, the doctor knows more.
    answer = lernmi("train", "digits", *few, "--learning-rate", "0.0001")
    assert re.search(r"^Try: --learning-rate [\d.]+$", answer.stdout, re.MULTILINE)
    assert "Next:" not in answer.stdout
    # Nothing ails this one, but a copy has tried what helps.
    answer = lernmi("train", "circle", "--epochs", "2", "--layers", "2-8-1")
    assert re.search(r"^Try: .*--learning-rate 0\.3\nand --epochs \d+\.$", answer.stdout, re.M)
    # Here nothing more can be learned, because of the noise.
    answer = lernmi("train", "circle", "--epochs", "40", "--count", "1000", "--noise", "0.5")
    assert "\nTry more hidden Neurons (--layers) or a different" in answer.stdout


def test_options_are_used_and_printed():
    answer = lernmi(
        *["train", "xor", "-v", "--layers", "2-5-3-1", "--learning-rate", "0.25", "--epochs", "7"],
        *["--batch-size", "2", "--seed", "9"],
    )
    assert answer.returncode == 0
    assert "Network 2-5-3-1: 37 Links" in answer.stdout
    assert "Learning rate 0.25, 7 epochs, batch size 2, seed 9." in answer.stdout
    assert "epoch 7 of 7" in answer.stdout


def test_wrong_rows_are_marked_and_counted():
    answer = lernmi("train", "xor", "--layers", "2-1")
    assert answer.returncode == 0
    assert "<- wrong" in answer.stdout
    assert re.search(r"^[0-3] of the 4 rows are right\.$", answer.stdout, re.M)
    assert "Next:" not in answer.stdout


@pytest.mark.parametrize(
    "arguments, mentions",
    [
        (["trian"], r"unknown command trian; did you mean train\?$"),
        (["Digits"], r"unknown command Digits; did you mean train digits\?$"),
        (["fit"], r"did you mean train\?$"),
        (["cats"], "unknown command cats; the commands are play, step, train, .*lernmi --help"),
        (["--versoin"], r"unknown option --versoin; did you mean --version\?$"),
        (["train", "cats"], "digits.*cats.*train --help"),
        (["train", "circel"], r"'circel'; did you mean circle\?$"),
        (["train", "README.md"], "README.md is not a CSV file"),
        (["train", "mnist"], "no folder named mnist; put MNIST's four files.*--data .*https://"),
        (["train", "mnist", "--data", "nowhere"], "no folder named nowhere"),
        (["train", "xor", "--data", "x"], "--data has no effect on xor; it is for mnist"),
        (["train", "xor", "--noise", "0.1"], "--noise has no effect on xor; it is for circle"),
        (["train", "circle", "--missing", "mean"], "--missing has no effect .* for CSV"),
        (["train", "circle", "--noise", "0.6"], "--noise.*from 0 to 0.5"),
        (["train", "xor", "--error", "hing"], r"--error can't be 'hing'; did you mean hinge\?$"),
        (["train", "xor", "--error", "mse"], "--error must be one of .*hinge.*; got 'mse'"),
        (["train", "xor", "--activation", "step"], "--activation.*softplus"),
        (["train", "xor", "--momentum", "1"], "--momentum.*from 0 to below 1"),
        (["train", "xor", "--l2", "-1"], "--l2"),
        (["train", "xor", "--l2=-1"], "--l2.*0 or more"),
        (["train", "xor", "--adam", "--momentum", "0.9"], "leave out --momentum"),
        (["train", "xor", "--validation", "1"], "--validation.*between 0 and 1"),
        (["train", "xor", "--patience", "3"], "--patience.*add --validation"),
        (["train", "xor", "--error", "softmax_cross_entropy"], "doesn't fit xor.*two or more"),
        (["train", "xor", "--validation", "0.2"], "--validation is not for xor"),
        (
            [
                *["train", "xor", "--error", "sigmoid_cross_entropy"],
                *["--output-activation", "sigmoid"],
            ],
            "sigmoid_cross_entropy doesn't go with sigmoid.*output activation identity",
        ),
        (["train", "plane", "--error", "hinge"], "hinge is for labels; plane has amounts"),
        (["train", "xor", "--layers", "two"], "--layers.*64-30-10.*'two'"),
        (
            ["train", "xor", "--layers", "2-99999999-1"],
            r"layer_sizes.*too many Links: 399999997\. ",
        ),
        (["train", "xor", "--seeds", "999999999"], "--seeds.*at most 1,000,000.*'999999999'"),
        (["train", "xor", "--layers", "2-0-1"], "--layers.*at least 1.*'2-0-1'"),
        (["train", "xor", "--layers", "3-1"], "--layers.*begin with 2 and end with 1"),
        (["train", "xor", "--layers", "2"], "--layers.*begin with 2 and end with 1"),
        (["train", "xor", "--learning-rate", "fast"], "--learning-rate.*above 0.*'fast'"),
        (["train", "xor", "--learning-rate", "0"], "--learning-rate.*above 0"),
        (["train", "xor", "--learning-rate", "nan"], "--learning-rate.*'nan'"),
        (["train", "xor", "--learning-rate", "inf"], "--learning-rate.*'inf'"),
        (["train", "xor", "--learning-rate=-1"], "--learning-rate.*above 0"),
        (["train", "xor", "--epochs", "0"], "--epochs.*at least 1"),
        (["train", "xor", "--epochs", "1.5"], "--epochs.*whole number.*'1.5'"),
        (["train", "xor", "--batch-size", "0"], "--batch-size.*at least 1"),
        (["train", "xor", "--seed", "-1"], "--seed"),
        (["train", "xor", "--seed=-1"], "--seed.*at least 0.*'-1'"),
        (["train", "xor", "--frob", "9"], r"unknown option --frob \(see: .*train --help"),
        (["train", "xor", "--epoch", "9"], r"unknown option --epoch; did you mean --epochs\?$"),
        (["train", "--lr=0.1"], r"unknown option --lr; did you mean --learning-rate\?$"),
        (["train", "xor", "--learning_rate", "1"], r"_rate; did you mean --learning-rate\?$"),
        (["train", "xor", "--hidden", "4"], r"--layers\? .* sizes of all layers, .* 2-5-1$"),
        (["train", "xor", "--target", "y"], r"did you mean --expected\?$"),
        (["train", "xor", "--batch", "2"], r"did you mean --batch-size\?$"),
        (["train", "xor", "--optimizer", "adam"], r"did you mean --adam or --momentum\?$"),
        (["train", "xor", "--device", "cpu"], r"did you mean --engine\?$"),
        (["train", "xor", "--out", "xor.json"], r"did you mean --save\?$"),
        (["step", "--out", "mazur.html"], r"did you mean --html\?$"),
        (["show", "xor", "--out", "xor.svg"], "unknown option --out; give OUT without --out$"),
        (["train", "xor", "circle"], "unexpected word circle"),
        (["train", "xor", "-e", "9"], r"unknown option -e \("),
        (["train", "xor", "--epochs"], "--epochs needs a number of epochs, such as --epochs 100"),
        (["step", "--table"], "--table needs empty or filled"),
        (["exercises", "--hint"], "--hint needs the number of an exercise, such as --hint 7"),
        (["train"], "train needs the name of what to learn, such as: .* train digits$"),
        (["check"], "check needs a file, a folder or .* such as: .* check my_exercises$"),
        (["predict"], "predict needs the file of a saved network, such as: .* predict xor.json"),
        (["show"], "show needs the name or the file of a network, such as: .* show mazur$"),
        (["train", "xor", "--epochs", "9" * 5000], "--epochs.*999"),
        (["train", "xor", f"--{'e' * 5000}"], "unknown option --eee"),
        (["--frob"], r"unknown option --frob \(see: .*lernmi --help"),
    ],
)
def test_arguments_that_do_not_fit_get_one_clear_line_and_exit_code_2(arguments, mentions):
    assert_refused(lernmi(*arguments), mentions)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        *[
            [verb, "--help"]
            for verb in ["play", "step", "train", "exercises", "check", "predict", "show"]
        ],
    ],
)
def test_help_teaches_and_survives_a_windows_console(arguments):
    answer = lernmi(*arguments, PYTHONIOENCODING="cp1252")
    assert answer.returncode == 0
    verb = next(iter(arguments), "--help")
    begin = "python3 -m lernmi play" if verb == "--help" else f"python3 -m lernmi {verb}"
    assert begin in answer.stdout
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80
    if "train" in arguments:
        for name in TASKS:
            assert name in answer.stdout
        assert "learning rate × weight sensitivity" in answer.stdout


def test_the_help_lists_exactly_the_commands():
    verbs = re.findall(r"^    (\w+) ", lernmi("--help").stdout, re.MULTILINE)
    assert verbs == ["play", "step", "train", "exercises", "check", "predict", "show"]


def test_the_version_is_printed():
    assert re.fullmatch(r"lernmi \d+\.\d+\.\d+\n", lernmi("--version").stdout)


def test_all_output_survives_a_pipe_in_cp1252():
    answer = lernmi(
        *["train", "digits", "--epochs", "1", "--layers", "64-5-10"],
        PYTHONIOENCODING="cp1252:strict",
    )
    assert answer.returncode == 0, answer.stderr
    assert "8×8 pixels" in answer.stdout
    answer = lernmi(
        *["train", "digits", "--epochs", "1", "--layers", "64-5-10"],
        PYTHONIOENCODING="ascii:strict",
    )
    assert answer.returncode == 0, answer.stderr
    assert "8x8 pixels" in answer.stdout


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "lernmi", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
def test_ctrl_c_ends_with_what_was_learned_so_far():
    process = started("train", "digits", "--epochs", "100000", "--layers", "64-5-10")
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("epoch"):
                break
        process.send_signal(signal.SIGINT)
        answer, complaints = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert complaints == ""
    assert process.returncode == 130
    assert re.search(r"^Stopped after [\d,]+ whole epochs?\.", answer, re.M)
    assert "unseen digits" in answer


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals on Windows")
@pytest.mark.parametrize("arguments", [["train", "gaus"], ["show", "foo"], ["train", "--sped"]])
def test_what_is_refused_is_wrapped_at_words_in_a_terminal_and_one_line_elsewhere(arguments):
    pty = pytest.importorskip("pty")
    inner, outer = pty.openpty()
    command = [sys.executable, "-m", "lernmi", *arguments]
    assert subprocess.run(command, stderr=outer, env=environment(), timeout=60).returncode == 2
    os.close(outer)
    lines = os.read(inner, 4096).decode().splitlines()
    os.close(inner)
    assert max(len(line) for line in lines) <= 80
    assert " ".join(lines) + "\n" == lernmi(*arguments).stderr


@pytest.mark.skipif(os.name == "nt", reason="`head` and its kind are not on Windows")
def test_a_reader_that_closes_the_pipe_causes_no_error():
    with started("train", "digits", "--epochs", "1") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_on_windows_a_closed_pipe_is_an_invalid_argument_without_a_name(monkeypatch):
    closed = OSError(errno.EINVAL, "Invalid argument")
    named = OSError(errno.EINVAL, "Invalid argument", "xor.csv")
    monkeypatch.setattr(sys, "platform", "win32")
    assert is_about_the_reader(closed) and not is_about_the_reader(named)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not is_about_the_reader(closed) and is_about_the_reader(BrokenPipeError())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
def test_without_any_standard_output_it_still_trains():
    command = f"{sys.executable} -m lernmi train not >&-"
    answer = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
    )
    assert answer.stderr == ""
    assert answer.returncode == 0


def test_training_that_diverges_is_one_clear_line():
    answer = lernmi("train", "plane", "--activation", "relu", "--learning-rate", "100")
    assert_refused(answer, r"training diverged in epoch \d: .* smaller learning rate ")


def in_a_terminal(*arguments: str, **more: str) -> str:
    """Run Python in a real pseudo-terminal and return all that it wrote there."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on Windows")
    inner, outer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=outer,
        stdout=outer,
        stderr=outer,
        env=environment(**{"TERM": "xterm", **more}),
        close_fds=True,
    )
    os.close(outer)
    written = b""
    while True:
        try:
            part = os.read(inner, 65536)
        except OSError:  # the other end was closed
            part = b""
        if not part:
            break
        written += part
    os.close(inner)
    assert process.wait(timeout=60) == 0, written
    return written.decode()


# Starts a command that reports its progress after each batch, however fast the machine is.
REPORTS_OFTEN = """
import sys
from lernmi.command_line.main import run
from lernmi.command_line.progress import LiveLine, RichBar

LiveLine.seconds_between_reports = RichBar.seconds_between_reports = 0
raise SystemExit(run(sys.argv[1:]))
"""


def test_the_live_line_of_a_terminal_leaves_nothing_behind(tmp_path):
    # A `rich` that can't be imported, found before the real one.
    (tmp_path / "rich.py").write_text("raise ImportError('not installed')\n")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    written = in_a_terminal(
        *["-c", REPORTS_OFTEN, "train", "digits", "--epochs", "2", "--layers", "64-5-10"],
        *["--engine", "lists"],
        PYTHONPATH=path,
    )
    live = re.findall(r"\repoch 1/2, ([\d,]+)/1,437   error [\d.]+ +[\d.]+ % right", written)
    assert live
    assert "s left" in written
    assert "\x1b" not in written
    # What stays on the screen: each carriage return lets the line be overwritten.
    for line in written.replace("\r\n", "\n").split("\n"):
        assert "s left" not in line.split("\r")[-1]


def test_pictures_of_digits_fit_into_a_narrow_terminal():
    written = in_a_terminal(
        *["-m", "lernmi", "train", "digits", "--epochs", "1"],
        *["--layers", "64-5-10", "--engine", "lists"],
        COLUMNS="40",
        TERM="dumb",
    )
    drawn = [line for line in written.splitlines() if "@@" in line]
    assert drawn
    assert max(len(line) for line in drawn) <= 40


def test_with_rich_there_is_a_bar_and_the_same_lines_stay():
    pytest.importorskip("rich", reason="rich is not installed: pip install rich")
    written = in_a_terminal(
        *["-c", REPORTS_OFTEN, "train", "digits", "--epochs", "2", "--layers", "64-5-10"],
        *["--engine", "lists"],
        COLUMNS="120",
    )
    assert "\x1b[" in written
    assert re.search(r"epoch 1/2, [\d,]+/1,437 +error", written)
    assert re.search(r"epoch 2 of 2   error [\d.]+ +[\d.]+ % right", written)
    assert "unseen digits" in written


def test_the_bar_starts_no_thread_that_an_interrupt_could_block():
    pytest.importorskip("rich", reason="rich is not installed: pip install rich")
    before = threading.active_count()
    with RichBar(2):
        assert threading.active_count() == before


def test_all_commands_work_where_no_thread_can_be_started(tmp_path):
    # Python itself refuses threads here, as some systems do.
    code = f"""
import threading
def start(self): raise RuntimeError("can't start new thread")
threading.Thread.start = start
from lernmi.command_line.main import run
file = {str(tmp_path / "xor.json")!r}
few = ["--epochs", "1", "--learning-rate", "3"]
for command in (["train", "xor", "--save", file], ["train", "digits", *few],
        ["check", "xor"], ["predict", file, "--inputs", "0", "1"], ["show", file]):
    print("exit code", run(command))
"""
    answer = run_python(sys.executable, "-c", code)
    assert (answer.stderr, answer.returncode) == ("", 0)
    assert re.findall(r"^exit code (\d)", answer.stdout, re.M) == 5 * ["0"]


def test_compiling_prints_one_line_and_a_cached_function_none(capsys):
    numba = pytest.importorskip("numba", reason="Numba is not installed: pip install numba")
    functions = [numba.njit(lambda number: number), numba.njit(lambda number: number + 1)]
    for _ in range(2):
        with announce_compiling():
            for function in functions:
                function(1)
    assert capsys.readouterr().out == f"{COMPILING}\n"


def test_every_engine_prints_the_same_figures_and_verbose_says_which_it_is():
    settings = ("train", "gauss", "--epochs", "5", "--layers", "2-16-1")
    by_links = lernmi(*settings, "--engine", "links").stdout
    assert lernmi(*settings, "--engine", "lists").stdout == by_links
    # This line is only there if something has to be compiled.
    assert lernmi(*settings).stdout.replace(f"{COMPILING}\n", "") == by_links
    verbose = lernmi(*settings, "-v", "--engine", "links").stdout
    assert "Engine: links (the objects themselves)." in verbose
    verbose = lernmi(*settings, "-v").stdout
    [about_engine] = re.findall(r"^Engine: .*?\n(?=\n)", verbose, re.M | re.S)
    assert max(len(line) for line in about_engine.splitlines()) <= 80
    words = " ".join(about_engine.split())
    assert re.match(r"Engine: (numba|lists) \(same results as the Links, faster", words)
    assert words.startswith("Engine: numba") or "pip install numba" in words


@pytest.mark.skipif(find_spec("numba") is not None, reason="Numba is installed")
def test_without_numba_its_engine_is_refused_in_one_line():
    assert_refused(lernmi("train", "digits", "--engine", "numba"), "pip install numba")


def test_a_table_with_things_around_its_rows_is_learned_and_each_guess_has_its_option(tmp_path):
    rows = "".join([f"{n},5;{n % 3}.{n:03};{'ab'[n % 2]}\n" for n in range(10, 40)])
    path = tmp_path / "own.csv"
    path.write_text(
        f"Sizes\n\nx;y;kind\ncm;kg;\n{rows}broken;1.000;a\nbroken;1.001;b\n\nSource: us\n".replace(
            ";0.", ";1."
        ),
        encoding="utf-8",
    )
    answer = lernmi("train", str(path), "--epochs", "2", "-v")
    assert_refused(answer, "broken, 2 times here, .*: --empty broken --missing median$")
    saved = tmp_path / "n.json"
    options = ["--empty", "broken", "--missing", "median"]
    answer = lernmi("train", str(path), "--epochs", "2", "-v", "--save", str(saved), *options)
    assert answer.returncode == 0
    text = " ".join(answer.stdout.split())
    assert "32 rows; line 3 has the column names" in text and "2 missing inputs filled in" in text
    for guess in (
        "Lines 1 to 2 are left out as a title: 'Sizes' (if line 1 has the names: --header yes).",
        "Line 4 is left out, as units or explanations: 'cm' (if it is a row: --header yes).",
        "The decimal sign is a comma (if it is a point: --decimal .).",
        "separate thousands: 1.010 is 1010 (if they are decimal points: --decimal .).",
        "Line 38 is left out, as a note below the table: 'Source: us'.",
    ):
        assert guess in text
    answer = lernmi("predict", str(saved), str(path))
    assert answer.returncode == 2 and "column x must be a number; got 'broken'" in answer.stderr
    assert len(lernmi("predict", str(saved), str(path), *options[:2]).stdout.splitlines()) == 33
