"""The structure: what is public, what may import what, and that every folder is optional."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from pathlib import Path

import pytest
from support.pythons import ROOT, run_python

import lernmi

PACKAGE = Path(lernmi.__file__).parent
# The files to read, in this order.
CORE = [
    "activations",
    "error_functions",
    "initial_weights",
    "neuron",
    "link",
    "layers",
    "network",
    "trainer",
]
# All files of the core, in the order in which they import each other.
ORDER = [
    "support.texts",
    "support.naming",
    "activations",
    "support.judging",
    "error_functions",
    "initial_weights",
    "neuron",
    "link",
    "support.numbers",
    "layers",
    "support.turns",
    "support.parts",
    "support.checks",
    "network",
    "support.stored",
    "support.samples",
    "support.records",
    "support.interrupts",
    "support.engines",
    "support.states",
    "support.whole_epochs",
    "trainer",
]
FOLDERS = sorted({path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"support"})
# The folders that the core uses if they are there.
LOOKED_FOR = {"support.checks": "lernmi.functions", "support.engines": "lernmi.engines"}


def imported_by(path: Path) -> set[str]:
    """Return the full names of all modules that a file imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node).startswith("import_module('"):
            found.add(ast.literal_eval(node.args[0]))
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports say the whole name"
            found.add(str(node.module))
    return found


def test_the_exported_names_are_these():
    assert lernmi.__all__ == ["Activation", "BiasNeuron", "Link", "Network", "Neuron", "Trainer"]
    for name in lernmi.__all__:
        assert getattr(lernmi, name).__name__ == name


def test_the_core_is_these_eight_files():
    found = {path.stem for path in PACKAGE.glob("*.py")}
    assert found == {*CORE, "__init__", "__main__"}


def test_the_order_has_every_file_of_the_core():
    paths = [*PACKAGE.glob("*.py"), *PACKAGE.glob("support/*.py")]
    found = {".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in paths}
    assert found - {"__init__", "__main__", "support.__init__"} == set(ORDER)
    assert [name for name in ORDER if "." not in name] == CORE


@pytest.mark.parametrize("module", ORDER)
def test_a_file_of_the_core_imports_only_what_comes_before_it(module):
    before = {f"lernmi.{name}" for name in ORDER[: ORDER.index(module)]}
    before.add(LOOKED_FOR.get(module, ""))
    for name in imported_by(PACKAGE / f"{module.replace('.', '/')}.py"):
        if name.split(".")[0] == "lernmi":
            assert name in before
        else:
            assert name.split(".")[0] in sys.stdlib_module_names


def test_a_folder_imports_only_from_the_floors_below_its_own():
    floors = [["writing"], ["functions"], ["engines", "training"], ["data", "inside"]]
    floors += [["pictures", "files", "exercises", "bridges"], ["play"], ["command_line"]]
    assert sorted([folder for floor in floors for folder in floor]) == FOLDERS
    below = {"lernmi", "lernmi.support", *[f"lernmi.{name}" for name in CORE]}
    for floor in floors:
        for folder in floor:
            for path in PACKAGE.glob(f"{folder}/**/*.py"):
                for name in imported_by(path):
                    ours = ".".join(name.split(".")[:2])
                    if ours.split(".")[0] == "lernmi":
                        assert ours in {*below, f"lernmi.{folder}"}, f"{path} imports {name}"
                        assert name != "lernmi.trainer" or folder not in ("functions", "engines")
        below.update([f"lernmi.{folder}" for folder in floor])


def test_the_reading_table_names_the_core_in_its_order():
    table = [line.split()[0] for line in (lernmi.__doc__ or "").splitlines() if ".py " in line]
    assert table == [f"{name}.py" for name in CORE]
    page = (ROOT / "docs" / "read_the_core.md").read_text(encoding="utf-8")
    places = [page.index(f"lernmi/{name}.py)") for name in CORE]
    assert places == sorted(places)


@pytest.mark.parametrize(("names", "limit"), [(CORE[:-1], 750), (CORE[-1:], 250)])
def test_the_files_to_read_are_short(names, limit):
    texts = [(PACKAGE / f"{name}.py").read_text(encoding="utf-8") for name in names]
    assert sum([len(text.splitlines()) for text in texts]) <= limit


def test_the_license_names_every_file_under_a_different_license():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '\nlicense = "MIT AND CC-BY-4.0"\nlicense-files = ["LICENSE"]\n' in project
    # Older versions don't know such an expression.
    assert 'requires = ["hatchling>=1.27"]' in project
    license = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert license.startswith("lernmi is under two licenses, MIT AND CC-BY-4.0:")
    assert "\nMIT License\n\nCopyright (c) " in license
    named = re.findall(r"^  - (\S+): .*\n.*(https://doi.org/10.24432/\w+)", license, re.MULTILINE)
    assert [path for path, _ in named] == ["lernmi/data/digits.csv.gz", "examples/iris.csv"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`MIT AND CC-BY-4.0` ([what is under which](LICENSE))" in readme
    for path, source in named:
        assert (ROOT / path).is_file()
        assert source in readme
    assert named[0][1] in (PACKAGE / "data" / "digits.py").read_text(encoding="utf-8")


def test_importing_lernmi_loads_nothing_but_the_core_and_the_standard_library():
    program = (
        "import sys; before = set(sys.modules); import lernmi; "
        "print(*sorted(set(sys.modules) - before))"
    )
    answer = run_python(sys.executable, "-c", program)
    assert answer.returncode == 0, answer.stderr
    loaded = answer.stdout.split()
    ours = {name for name in loaded if name.split(".")[0] == "lernmi"}
    assert ours == {"lernmi", "lernmi.support", *[f"lernmi.{name}" for name in ORDER]}
    for name in set(loaded) - ours:
        assert name.split(".")[0] in sys.stdlib_module_names, name


def test_the_command_line_loads_nothing_but_lernmi_and_the_standard_library():
    program = (
        "import sys; before = set(sys.modules); from lernmi.command_line.main import run; "
        "run(['train', 'not', '--epochs', '1']); "
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    answer = run_python(sys.executable, "-c", program)
    assert answer.returncode == 0, answer.stderr
    for name in answer.stderr.split():
        assert name.split(".")[0] in {"lernmi", *sys.stdlib_module_names}, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_without_a_folder_the_core_still_learns(folder):
    program = (
        f"import sys; sys.modules['lernmi.{folder}'] = None; import lernmi; "
        "network = lernmi.Network([2, 3, 1]); trainer = lernmi.Trainer(network, learning_rate=2); "
        "samples = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]; "
        "first, *_, last = trainer.train(samples, 50); print(last.error < first.error)"
    )
    answer = run_python(sys.executable, "-c", program)
    assert answer.stdout == "True\n", answer.stderr


@pytest.mark.slow
def test_without_any_folder_the_core_still_passes_its_tests(tmp_path):
    ignored = shutil.ignore_patterns("__pycache__", *FOLDERS)
    shutil.copytree(PACKAGE, tmp_path / "lernmi", ignore=ignored)
    for folder in ("core", "laws", "support"):
        shutil.copytree(ROOT / "tests" / folder, tmp_path / "tests" / folder)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    answer = run_python(
        sys.executable,
        *["-m", "pytest", "-q", "-x", "-n", "0", "--rootdir", str(tmp_path)],
        *["-p", "no:cacheprovider", "-k", "not every_python and not every_line and not 10000"],
        # Python looks for lernmi in its current folder first.
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path),
        HYPOTHESIS_PROFILE="quick",
    )
    assert answer.returncode == 0, answer.stdout[-3000:]
