"""A name is public if, and only if, `__all__` of its package lists it."""

from __future__ import annotations

import ast
import sys
from importlib import import_module

import pytest
from support.pythons import ROOT, run_python

import lernmi

sys.path.insert(0, str(ROOT / "docs"))
import made_pages

PACKAGE = ROOT / "lernmi"
PACKAGES = made_pages.public_packages()
# They import a module only when you ask for one of its names: it may need another package.
LAZY = ["lernmi.bridges", "lernmi.pictures"]
# For lernmi itself; nobody else needs to import them.
INTERNAL = {"command_line", "support", "writing"}
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    # Exercises and their solutions are not part of the library.
    if path.parent.name not in ("_files", "_solutions")
]


def place(name: str) -> tuple[bool, bool, str]:
    """Return the sort key of a name: constants first, then classes, then functions."""
    return not name.isupper(), not name[0].isupper(), name


def test_the_packages_with_public_names_are_all_but_the_internal_ones():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - INTERNAL
    assert set(PACKAGES) == {"lernmi", *[f"lernmi.{folder}" for folder in folders]}


def test_no_other_file_has_a_list_of_public_names():
    lists = [path for path in MODULES if "__all__ = " in path.read_text(encoding="utf-8")]
    assert {".".join(path.parent.relative_to(ROOT).parts) for path in lists} == set(PACKAGES)
    assert {path.name for path in lists} == {"__init__.py"}


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_are_sorted_and_each_is_there_once(package):
    names = import_module(package).__all__
    assert names == sorted(set(names), key=place)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_has_a_description(package):
    for path, names in made_pages.names_by_file(package).items():
        for name in names:
            node = made_pages.defined_in(path)[name]
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert ast.get_docstring(node), name
            else:
                assert made_pages.description(package, name, path), name


@pytest.mark.parametrize("package", [name for name in PACKAGES if name not in LAZY])
def test_every_public_name_can_be_imported(package):
    module = import_module(package)
    for path, names in made_pages.names_by_file(package).items():
        parts = path.with_suffix("").relative_to(ROOT).parts
        home = import_module(".".join(parts).removesuffix(".__init__"))
        for name in names:
            assert vars(module)[name] is vars(home)[name]


@pytest.mark.parametrize("package", LAZY)
def test_a_lazy_name_is_the_one_that_editors_find(package):
    found = {
        name: ".".join(path.with_suffix("").relative_to(ROOT).parts)
        for path, names in made_pages.names_by_file(package).items()
        for name in names
    }
    modules = import_module(package).MODULES
    assert {name: f"{package}.{module}" for name, module in modules.items()} == found


def test_a_picture_is_imported_when_you_ask_for_it():
    from lernmi import pictures
    from lernmi.pictures import error_curve

    assert error_curve.__module__ == "lernmi.pictures.training"
    with pytest.raises(AttributeError, match=r"lernmi\.pictures has no landscape; it has bou"):
        pictures.landscape  # noqa: B018


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_has_the_name_of_something_in_its_package(package):
    folder = ROOT.joinpath(*package.split("."))
    modules = {path.stem for path in folder.glob("*.py")}
    modules.update(path.parent.name for path in folder.glob("*/__init__.py"))
    assert modules.isdisjoint(import_module(package).__all__)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_in_a_module_has_the_modules_name(path):
    assert path.stem not in made_pages.defined_in(path)


def test_the_classes_of_the_core_are_only_in_lernmi_itself():
    for package in PACKAGES[1:]:
        assert set(lernmi.__all__).isdisjoint(import_module(package).__all__)


def test_importing_every_package_loads_only_the_standard_library():
    program = (
        f"import sys; before = set(sys.modules); import {', '.join(PACKAGES)}; "
        "print(*sorted(set(sys.modules) - before))"
    )
    answer = run_python(sys.executable, "-c", program)
    assert answer.returncode == 0, answer.stderr
    for name in answer.stdout.split():
        assert name.split(".")[0] in {"lernmi", *sys.stdlib_module_names}, name
        assert not name.startswith(("lernmi.command_line", *[f"{lazy}." for lazy in LAZY])), name
