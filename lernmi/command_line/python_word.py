"""How Python is called in a command that one types: `py` on Windows, elsewhere `python3`."""

import os

PYTHON = "py" if os.name == "nt" else "python3"
