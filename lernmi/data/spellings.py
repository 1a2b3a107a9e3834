"""Numbers as people spell them: with thousands signs, units, other digits or a D in the exponent.

These functions look at one cell. Whether a column may be read like this, all of its cells decide.
"""

from __future__ import annotations

import re
import unicodedata

# In front of a number, only these are units: other letters there make codes, such as K123.
CURRENCIES = "$€£¥₹"
IN_FRONT = rf"[{CURRENCIES}]|(?:CHF|EUR|GBP|INR|JPY|Rs\.?|USD) ?"
# A unit begins with a letter or one of these signs, and may end with a power, as in kg/m2.
UNIT = rf"(?:[^\W\d_]|[%‰°\u2032\u2033\"{CURRENCIES}])[^\d,;:]{{0,15}}[23]?"
SPELLED = re.compile(
    rf"""(?P<sign>[+-]?)\ ?
    (?P<front>{IN_FRONT})?\ ?
    (?P<second_sign>[+-]?)
    (?P<number>(?:[0-9](?:[0-9.,' ]*[0-9])?|[.,][0-9]+)[.]?)
    (?P<exponent>[eEdD][+-][0-9]{{1,3}}|[eE][0-9]{{1,3}})?\ ?
    (?P<unit>{UNIT})?""",
    re.VERBOSE,
)
HEXADECIMAL = re.compile("0[xX][0-9a-fA-F]{1,13}")
# Blanks and apostrophes between thousands, in groups of three.
THOUSANDS = re.compile("[1-9][0-9]{0,2}((?: [0-9]{3})+|(?:'[0-9]{3})+)(?:[.,][0-9]+)?")
# Zeros in front are parts of a code, such as 007.
CODE = re.compile("0[0-9]")
# Powers of ten that people write as letters.
POWERS = {"k": "e3", "K": "e3", "M": "e6", "bn": "e9"}
ORDINALS = ("st", "nd", "rd", "th")
MINUS_SIGNS = ("\u2212", "\u2013")
USUAL_SIGNS = str.maketrans({"\u2009": " ", "\u202f": " ", "\u00a0": " ", "’": "'", "\u066c": "'"})


def with_usual_signs(cell: str, decimal: str) -> str:
    """Return a cell with digits from 0 to 9, and with the signs of the keyboard.

    decimal: the decimal sign.
    """
    if cell.isascii():
        return cell
    if cell[0] in MINUS_SIGNS:
        cell = f"-{cell[1:]}"
    digits = [f"{unicodedata.decimal(sign)}" if sign.isdecimal() else sign for sign in cell]
    # Arabic has a decimal sign of its own.
    return "".join(digits).translate(USUAL_SIGNS).replace("\u066b", decimal)


def unit_and_number(cell: str, decimal: str) -> tuple[str, str] | None:
    """Return the unit of a number, and the number as it is usually spelled.

    decimal: the decimal sign; the number that is returned has it, too.

    The unit is "" if there is none, and the number may still have commas or points between
    thousands. Returns None if the cell is no such thing.
    """
    cell = with_usual_signs(cell, decimal)
    if HEXADECIMAL.fullmatch(cell):
        return "0x", str(int(cell, 16))
    found = SPELLED.fullmatch(cell)
    if not found:
        return None
    number, unit = found["number"], (found["unit"] or "").strip()
    if set(" '") & set(number):
        if not THOUSANDS.fullmatch(number):
            return None
        number = number.replace(" ", "").replace("'", "")
    if unit and CODE.match(number):
        return None
    exponent = (found["exponent"] or "").upper().replace("D", "E")
    # After a blank, as in 273 K, the K means kelvin.
    is_kelvin = unit == "K" and cell.endswith(" K") and not found["front"]
    if unit in POWERS and not is_kelvin:
        if exponent:
            return None
        exponent, unit = POWERS[unit], ""
    if unit in ORDINALS:
        unit = ORDINALS[-1]
    sign = found["sign"] + found["second_sign"]
    return (found["front"] or "").strip() + unit, f"{sign}{number}{exponent}"
