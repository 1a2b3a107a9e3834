"""Print how many mutants of the core the tests noticed, and which survivors have no explanation.

`bash .ci/thorough mutants` runs this in the folder where mutmut ran. Tests must notice at least
95 % of the mutants. Each survivor must be in tests/core/surviving_mutants.md with its changed line.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXPLAINED = Path("tests/core/surviving_mutants.md")
# All other states count as noticed, also a test that hangs or ends with Ctrl-C.
UNNOTICED = ("survived", "no tests")


def mutmut_output(*arguments: str) -> list[str]:
    """Return the lines that mutmut prints."""
    answer = subprocess.run(["mutmut", *arguments], capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


def main() -> int:
    """Print the results, and return the exit code."""
    states = dict([line.strip().split(": ") for line in mutmut_output("results", "--all", "true")])
    tried = {name: state for name, state in states.items() if state != "not checked"}
    survivors = [name for name, state in tried.items() if state in UNNOTICED]
    noticed = 100 * (1 - len(survivors) / len(tried))
    print(f"{len(tried)} of {len(states)} mutants tried, {noticed:.1f} % noticed")

    explained = EXPLAINED.read_text(encoding="utf-8")
    unexplained = 0
    for name in survivors:
        lines = mutmut_output("show", name)
        changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("---", "+++")]
        if not all(line[1:].strip() in explained for line in changed if line[0] == "+"):
            unexplained += 1
            print("\n".join([name, *changed]))
    print(f"{len(survivors)} survived, {unexplained} of them without an explanation in {EXPLAINED}")
    return 0 if noticed >= 95 and unexplained == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
