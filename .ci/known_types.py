"""Print for how many names of lernmi pyright knows the whole type, and fail below 97 of 100.

What has a known type, an editor can complete and check.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

LEAST = 97
COMMAND = [sys.executable, "-m", "pyright", "--verifytypes", "lernmi", "--ignoreexternal"]

# Here pyright has no option for the Python whose packages it looks at: it takes the first one.
places = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
ran = subprocess.run(
    [*COMMAND, "--outputjson"], capture_output=True, text=True, env={**os.environ, "PATH": places}
)
if ran.returncode not in (0, 1):
    raise SystemExit(ran.stdout + ran.stderr)
completeness = json.loads(ran.stdout)["typeCompleteness"]
names = [each for each in completeness["symbols"] if each["isExported"]]
if not names:
    raise SystemExit("pyright finds no lernmi: pip install -e .")
percentage = 100 * completeness["completenessScore"]
print(f"pyright knows the types of {percentage:.1f} % of {len(names):,} names")
if percentage < LEAST:
    for each in names:
        if not each["isTypeKnown"] or each["isTypeAmbiguous"]:
            messages = [one["message"].splitlines()[0] for one in each["diagnostics"]]
            print(f"{each['name']}: {'; '.join(messages) or 'something that it is made of'}")
    raise SystemExit(f"at least {LEAST} % should be known")
