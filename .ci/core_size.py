"""Print the size of the core: all lines, and lines of code.

tests/test_package.py checks the two limits.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^    (\w+\.py) ", re.MULTILINE)


def code_lines(text: str) -> int:
    """Return the number of lines of code, without docstrings, comments and blank lines."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING):
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def print_size(what: str, paths: list[Path]) -> None:
    """Print how many lines these files have in total."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    lines = sum([len(text.splitlines()) for text in texts])
    code = sum([code_lines(text) for text in texts])
    print(f"{what:45} {lines:5} {code:5}")


# The package's docstring lists the eight files.
names = ROW.findall((ROOT / "lernmi" / "__init__.py").read_text(encoding="utf-8"))
files = [ROOT / "lernmi" / name for name in names]
support = sorted((ROOT / "lernmi" / "support").glob("*.py"))
for path in files:
    print_size(path.name, [path])
print_size("seven files to the end of learn (limit 750)", files[:-1])
print_size("trainer.py (limit 250)", files[-1:])
print_size("support/", support)
print_size("the whole core", files + support)
