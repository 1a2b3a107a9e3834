"""Print how many of lernmi's names have a type that pyright knows fully; fail below 97 %.

Editors can complete and check names with a known type.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

LEAST = 97
COMMAND = [sys.executable, "-m", "pyright", "--verifytypes", "lernmi", "--ignoreexternal"]

# For this check, pyright has no option to choose a Python: it takes the first one on PATH.
places = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
ran = subprocess.run(
    [*COMMAND, "--outputjson"], capture_output=True, text=True, env={**os.environ, "PATH": places}
)
if ran.returncode not in (0, 1):
    raise SystemExit(ran.stdout + ran.stderr)
completeness = json.loads(ran.stdout)["typeCompleteness"]
names = [each for each in completeness["symbols"] if each["isExported"]]
if not names:
    raise SystemExit("pyright can't find lernmi: pip install -e .")
percentage = 100 * completeness["completenessScore"]
print(f"pyright knows the types of {percentage:.1f} % of {len(names):,} names")
if percentage < LEAST:
    for each in names:
        if not each["isTypeKnown"] or each["isTypeAmbiguous"]:
            messages = [one["message"].splitlines()[0] for one in each["diagnostics"]]
            print(f"{each['name']}: {'; '.join(messages) or 'the type of one of its parts'}")
    raise SystemExit(f"pyright must know at least {LEAST} %; got {percentage:.1f} %")
