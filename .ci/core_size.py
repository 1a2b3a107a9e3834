"""Print how long the core is, file by file, so that nobody is surprised when it grows.

With --readme, write the line counts into the README's reading table as well.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
ROW = re.compile(r"^\| \[(\w+\.py)\]\(lernmi/\w+\.py\) \| \d+ \|", re.MULTILINE)


def source(name: str) -> str:
    """Return the text of a file of the core."""
    return (ROOT / "lernmi" / name).read_text(encoding="utf-8")


def code_lines(text: str) -> int:
    """Return how many lines hold code: no docstrings, comments or blank lines."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING):
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def counted(row: re.Match[str]) -> str:
    """Return the beginning of a row of the reading table, with the file's line count."""
    return f"| [{row[1]}](lernmi/{row[1]}) | {len(source(row[1]).splitlines())} |"


readme = README.read_text(encoding="utf-8")
total_lines, total_code = 0, 0
for name in ROW.findall(readme):
    lines, code = len(source(name).splitlines()), code_lines(source(name))
    total_lines, total_code = total_lines + lines, total_code + code
    print(f"{name:20} {lines:5} {code:5}")
print(f"{'together':20} {total_lines:5} {total_code:5}")
if "--readme" in sys.argv:
    README.write_text(ROW.sub(counted, readme), encoding="utf-8")
