"""Every example runs, says what its table says, and ends with something to try."""

from __future__ import annotations

import os
import re
import sys
from importlib.util import find_spec

import pytest
from support.pythons import ROOT, run_python

EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("[0-9]*.py"))

# What each one must print: the numbers that it is there for.
SAYS = {
    "01_one_link": ["× 2.0 = -0.1057542", "changes by -0.0010450", "= -0.0010575"],
    "02_chain": ["2.0 × 6 = 12.0", "2.0 × 0.5 × 2 = 2.0", "2.00050"],
    "03_fork": ["its sensitivity is -5.5", "changes by -0.05454"],
    "04_not": ["  500  0.0007", "NOT 0"],
    "05_and_or": ["1 AND 1: total input  +3.06", "0 OR 0: total input  -3.24"],
    "06_xor": ["epoch 2000: error 0.000", " 1  1 | 0.03"],
    "07_published_example": [
        "weight sensitivity 0.082167041  0.0821670406\n",
        "0.291027924  0.2910277737",
        "0.000035085  0.0000351019",
    ],
    "08_digits": ["epoch 6: 97.5 % right", "347 of 360", "1.866 = +1.815"],
    "09_learning_rate": ["0.5 |  +0.00 |   +0.00", "diverged in epoch 1942", "error 4.871"],
    "10_circle": ["epoch 300: error 0.0", "100.0 % of the test points are right\n", "h4 > 0 where"],
    "11_spiral": ["500 points, 499 are right"],
    "12_regression": [
        "  481   0.0",
        "epoch 285",
        "0.830",
    ],
    "13_own_table": ["11 × virginica, predicted virginica", "versicolor: 59.7 %", "'1.7 cm'"],
    "15_stuck": ["  h1, h2, h3, h4\n", "0.0934", "Nothing is wrong", "0.0004"],
    "16_outgrow": ["(1e-12): yes", "step 600: error 0.0001", "   h1->y1: weight 5.2"],
    "17_many_machines": [
        "A cluster of 2 processes",
        "seed 3: got stuck",
        "the same census: yes",
        "the same scores: yes",
    ],
}

LONG = ["06_xor", "07_published_example", "08_digits", "10_circle", "11_spiral", "12_regression"]
# What they need besides Python.
NEEDS = {"16_outgrow": ["torch"], "17_many_machines": ["sklearn", "distributed"]}


def test_the_ladder_is_the_one_in_its_readme():
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `python3 -m examples\.(\w+)`", readme, re.MULTILINE) == EXAMPLES
    assert list(SAYS) == EXAMPLES


# Starts an example with the fastest engine, which prints what the Links print.
FASTER = """
import functools, runpy, sys
import lernmi
lernmi.Trainer = functools.partial(lernmi.Trainer, engine="auto")
runpy.run_module(f"examples.{sys.argv[1]}", run_name="__main__")
"""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name in LONG else ()) for name in EXAMPLES],
)
def test_an_example_prints_what_it_is_there_for(name):
    check_example(name, "-c", FASTER, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["08_digits", "10_circle", "11_spiral"])
def test_a_long_example_prints_the_same_when_typed(name):
    check_example(name, "-m", f"examples.{name}")


def check_example(name, *arguments):
    answer = run_python(sys.executable, *arguments, cwd=ROOT)
    if any(find_spec(package) is None for package in NEEDS.get(name, [])):
        pytest.skip(f"{name} needs {' and '.join(NEEDS[name])}")
    assert answer.returncode == 0, answer.stderr
    # On a busy machine, Dask may warn that a process takes long to end.
    warnings = [line for line in answer.stderr.splitlines() if " - distributed." not in line]
    assert warnings == []
    for said in SAYS[name]:
        assert said in answer.stdout
    for share in re.findall(r"are right: ([\d.]+) %", answer.stdout):
        assert float(share) >= 95
    assert answer.stdout.splitlines()[-1].startswith("Try this: ")
    # What every terminal and every file of a console program can show.
    answer.stdout.encode("cp1252")
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


@pytest.mark.parametrize(
    ("name", "missing", "command"),
    [
        ("16_outgrow", "torch", "pip install torch"),
        ("17_many_machines", "joblib", "pip install scikit-learn 'dask[distributed]'"),
    ],
)
def test_an_example_without_its_packages_says_in_one_short_line_what_to_install(
    name, missing, command, tmp_path
):
    # A package with that name that can't be imported comes before all others.
    (tmp_path / f"{missing}.py").write_text("raise ImportError", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    answer = run_python(sys.executable, "-m", f"examples.{name}", cwd=ROOT, PYTHONPATH=path)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.endswith(f": {command}\n")
    assert answer.stderr.count("\n") == 1 and len(answer.stderr) <= 81


def test_an_example_can_be_run_as_a_file_too():
    answer = run_python(sys.executable, str(ROOT / "examples" / "02_chain.py"))
    assert answer.returncode == 0, answer.stderr
