"""The other Pythons on this machine that lernmi supports."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST = (3, 10)


def pythons_at_hand() -> dict[str, str]:
    """Return the paths of working Pythons from 3.10 on, by version such as "3.12".

    They are this one, those on the PATH, and those of pyenv.
    """
    candidates = [sys.executable]
    for minor in range(OLDEST[1], 30):
        found = shutil.which(f"python3.{minor}")
        if found:
            candidates.append(found)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates.extend(str(path) for path in sorted(pyenv.glob("versions/3.*/bin/python")))

    found_pythons: dict[str, str] = {}
    for candidate in candidates:
        answer = run_python(candidate, "-c", "import sys; print(*sys.version_info[:2])")
        if answer.returncode == 0:
            major, minor = (int(part) for part in answer.stdout.split())
            if (major, minor) >= OLDEST:
                found_pythons.setdefault(f"{major}.{minor}", candidate)
    return found_pythons


def other_pythons() -> list[tuple[str, str]]:
    """Return the version and path of each Python at hand except this one, the oldest first."""
    this = f"{sys.version_info.major}.{sys.version_info.minor}"
    others = [each for each in pythons_at_hand().items() if each[0] != this]
    return sorted(others, key=lambda each: [int(part) for part in each[0].split(".")])


def environment(**more: str) -> dict[str, str]:
    """Return the environment for another process, with this checkout on its path, and `more`.

    It prints UTF-8, on Windows too.
    """
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run_python(
    python: str, *arguments: str, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run `python` on this checkout, in the folder `cwd`, with `more` added to its environment.

    Raises subprocess.TimeoutExpired after 300 seconds, but nothing for an exit code other than 0.
    """
    return subprocess.run(
        [python, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        cwd=cwd,
        env=environment(**more),
    )
