"""Cells of CSV files that people may open in a spreadsheet."""

from __future__ import annotations

import re
from typing import Any

# A spreadsheet takes text that begins like this for a formula, and a formula can run programs and
# send data away. The last four are the wide forms of = + - @ on East Asian keyboards.
BEGINS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"[-+]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][-+]?[0-9]+)?")


def spreadsheet_cell(value: Any) -> Any:
    """Return a value for a cell of a CSV file that no spreadsheet takes for a formula.

    Text that begins with =, +, -, @, a tab or a new line gets a ' in front, the spreadsheets' mark
    for text. A number such as -1.5 stays as it is, even as text. (OWASP calls this CSV injection:
    https://owasp.org/www-community/attacks/CSV_Injection.)
    """
    is_text = isinstance(value, str) and not NUMBER.fullmatch(value)
    return f"'{value}" if is_text and value.startswith(BEGINS_A_FORMULA) else value
