"""Each name leads to its bridge, and nothing is imported before it is used."""

from __future__ import annotations

import sys

import pytest
from support.pythons import run_python

import lernmi.bridges


def test_nothing_is_imported_before_it_is_used():
    code = (
        "import sys, lernmi.bridges\n"
        "print([name for name in ('torch', 'onnx', 'sklearn', 'numpy') if name in sys.modules])"
    )
    assert run_python(sys.executable, "-c", code).stdout == "[]\n"


@pytest.mark.parametrize(("name", "module"), list(lernmi.bridges.MODULES.items()))
def test_each_name_leads_to_its_bridge_or_says_what_to_install(name, module):
    package = {"torch_bridge": "torch", "onnx_bridge": "onnx", "sklearn_bridge": "sklearn"}[module]
    without = (
        f"import sys; sys.modules[{package!r}] = None\n"
        f"try:\n    from lernmi.bridges import {name}\n"
        "except ImportError as problem:\n    print(problem)"
    )
    answer = run_python(sys.executable, "-c", without).stdout
    installed = "scikit-learn" if package == "sklearn" else package
    assert f"pip install {installed} (" in answer and answer.count("\n") == 1
    pytest.importorskip(package, reason=f"{package} is not installed")
    assert getattr(lernmi.bridges, name).__name__ == name


def test_dir_lists_the_bridges_names():
    assert set(lernmi.bridges.__all__) == set(lernmi.bridges.MODULES)


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match=r"lernmi.bridges has no to_paper; .*LinkClassifier"):
        _ = lernmi.bridges.to_paper
