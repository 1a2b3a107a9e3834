"""Cells of a CSV file that people open in a spreadsheet."""

from __future__ import annotations

import re
from typing import Any

# A spreadsheet takes a text that begins so for a formula, which can run programs and send data
# away. The last four are the wide forms of = + - @ that East Asian keyboards give.
BEGINS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"[-+]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][-+]?[0-9]+)?")


def spreadsheet_cell(value: Any) -> Any:
    """Return a value for a cell of a CSV file such that no spreadsheet takes it for a formula.

    A text that begins with =, +, -, @, a tab or a new line gets a ' before it, which spreadsheets
    take for: this is text. A number such as -1.5 stays as it is, whether text or not. (OWASP calls
    this CSV injection: https://owasp.org/www-community/attacks/CSV_Injection.)
    """
    is_text = isinstance(value, str) and not NUMBER.fullmatch(value)
    return f"'{value}" if is_text and value.startswith(BEGINS_A_FORMULA) else value
