"""Print how long the core is, file by file, so that nobody is surprised when it grows."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

CORE = ["activations", "error_functions", "initial_weights", "neuron", "link", "layers"]
CORE += ["network", "trainer"]
PACKAGE = Path(__file__).resolve().parents[1] / "lernmi"


def code_lines(text: str) -> int:
    """Return how many lines hold code that is not a docstring."""
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING):
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


total_all, total_code = 0, 0
for name in CORE:
    source = (PACKAGE / f"{name}.py").read_text(encoding="utf-8")
    every, code = len(source.splitlines()), code_lines(source)
    total_all, total_code = total_all + every, total_code + code
    print(f"{name + '.py':20} {every:5} {code:5}")
print(f"{'together':20} {total_all:5} {total_code:5}")
