"""Measure lernmi's start: milliseconds of processor time beyond bare Python's.

    python tests/benchmarks/starting.py

It prints the median of eleven starts each, alternating with bare Python.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from statistics import median

STARTS = 11
COMMANDS = {
    "import lernmi": ["-c", "import lernmi"],
    "lernmi --version": ["-m", "lernmi", "--version"],
    "lernmi --help": ["-m", "lernmi", "--help"],
    **{
        f"lernmi {verb} --help": ["-m", "lernmi", verb, "--help"]
        for verb in ("play", "step", "train", "exercises", "check", "predict", "show")
    },
}


def processor_milliseconds(arguments: list[str]) -> float:
    """Return the processor time of a Python with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


for name, arguments in COMMANDS.items():
    bare, ours = [], []
    for _ in range(STARTS):
        bare.append(processor_milliseconds(["-c", "pass"]))
        ours.append(processor_milliseconds(arguments))
    more = median(ours) - median(bare)
    print(f"{name:24} {more:4.0f} ms more than bare Python ({median(bare):.0f} ms)")
