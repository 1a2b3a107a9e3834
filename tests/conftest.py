"""Settings for Hypothesis: the same examples in every run, and no deadline on slow machines.

A test with an `engine` argument runs once for each engine, or only for `--engine NAME`.

`HYPOTHESIS_PROFILE=quick` tries only a few examples, `ci` more than usual, `thorough` very many.
"""

from __future__ import annotations

import os
import signal
from importlib import import_module
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

SETTINGS = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
settings.register_profile("default", max_examples=10, **SETTINGS)
settings.register_profile("ci", max_examples=60, **SETTINGS)
settings.register_profile("quick", max_examples=5, **SETTINGS)
settings.register_profile("thorough", max_examples=2000, **{**SETTINGS, "derandomize": False})
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# All engines except "links", or none if the folder is missing.
ENGINES = []
if find_spec("lernmi.engines") and find_spec("lernmi.training"):
    ENGINES = list(import_module("lernmi.engines").ENGINES)


# A shell's background process ignores Ctrl-C, and so would the processes that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and not hasattr(config, "workerinput"):
        # Many tests start Python, and each of these processes would compile lernmi again.
        folder = TemporaryDirectory(prefix="lernmi-compiled-")
        config.add_cleanup(folder.cleanup)
        os.environ["PYTHONPYCACHEPREFIX"] = folder.name


def pytest_addoption(parser: Any) -> None:
    parser.addoption(
        "--engine",
        action="append",
        choices=["links", *ENGINES],
        help="test this engine only; can be repeated [default: all]",
    )


def pytest_generate_tests(metafunc: Any) -> None:
    if "engine" in metafunc.fixturenames:
        names = []
        for name in metafunc.config.getoption("engine") or ENGINES:
            # Without Numba, "auto" is "lists".
            is_missing = name in ("numba", "auto") and find_spec("numba") is None
            skip = pytest.mark.skipif(is_missing, reason="Numba is not installed")
            names.append(pytest.param(name, marks=skip))
        metafunc.parametrize("engine", names)
