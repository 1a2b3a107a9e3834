"""A Preparation as JSON: how the cells of each column of a table become numbers.

{
  "decimal": ".",
  "inputs": [
    {"column": "petal length", "kind": "number", "shift": 3.7, "scale": 1.8, "fill": null},
    {"column": "height", "kind": "number", "shift": 170, "scale": 9.5, "fill": null, "unit": "cm"},
    {"column": "colour", "kind": "text", "texts": ["blue", "red"], "missing": [""],
     "fill": null}
  ],
  "output": {"column": "species", "kind": "text", ...}
}
"""

from __future__ import annotations

from typing import Any

from lernmi.data.preparation import MOST_TEXTS, Column, NumberColumn, Preparation, TextColumn
from lernmi.files.checks import checked_keys, checked_list, checked_text, short_value
from lernmi.files.numbers import number_from_json, number_to_json

KEYS = {
    "number": ("column", "kind", "shift", "scale", "fill"),
    "text": ("column", "kind", "texts", "missing", "fill"),
}


def preparation_to_json(preparation: Preparation) -> dict[str, Any]:
    """Return a Preparation in a form that JSON can hold, or raise TypeError or ValueError."""
    if type(preparation) is not Preparation:
        raise TypeError(f"preparation must be a Preparation; got {short_value(preparation)}")
    content = {
        "decimal": preparation.decimal,
        "inputs": [column_to_json(column) for column in preparation.inputs],
        "output": column_to_json(preparation.output),
    }
    # Don't write anything that reading would refuse.
    preparation_from_json(content)
    return content


def column_to_json(column: Column) -> dict[str, Any]:
    """Return one column in a form that JSON can hold."""
    if isinstance(column, NumberColumn):
        content = {
            "column": column.name,
            "kind": "number",
            "shift": number_to_json(column.shift, f"the shift of column {column.name}"),
            "scale": number_to_json(column.scale, f"the scale of column {column.name}"),
            "fill": column.fill,
        }
        # Files of earlier versions have no units.
        return {**content, "unit": column.unit} if column.unit else content
    return {
        "column": column.name,
        "kind": "text",
        "texts": list(column.texts),
        "missing": list(column.missing),
        "fill": column.fill,
    }


def preparation_from_json(value: Any) -> Preparation:
    """Return the Preparation in a file, or raise ValueError, which names the mistake."""
    place = "preparation"
    checked_keys(value, ("decimal", "inputs", "output"), place)
    if value["decimal"] not in (".", ","):
        raise ValueError(f'{place}.decimal must be "." or ","; got {short_value(value["decimal"])}')
    inputs = [
        column_from_json(column, f"{place}.inputs[{number}]", is_expected=False)
        for number, column in enumerate(checked_list(value["inputs"], f"{place}.inputs", 1))
    ]
    output = column_from_json(value["output"], f"{place}.output", is_expected=True)
    seen = set()
    for column in [*inputs, output]:
        if column.name in seen:
            raise ValueError(f"{place} has two columns with the name {short_value(column.name)}")
        seen.add(column.name)
    return Preparation.of_columns(inputs, output, value["decimal"])


def column_from_json(value: Any, where: str, is_expected: bool) -> Column:
    """Return a NumberColumn or a TextColumn, or raise ValueError."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in KEYS:
        raise ValueError(f'{where}.kind must be "number" or "text"; got {short_value(kind)}')
    has_unit = kind == "number" and "unit" in value
    checked_keys(value, (*KEYS[kind], *(["unit"] if has_unit else [])), where)
    name = checked_text(value["column"], f"{where}.column")
    if kind == "number":
        shift = float_from_json(value["shift"], f"{where}.shift")
        scale = float_from_json(value["scale"], f"{where}.scale")
        if not scale > 0:
            raise ValueError(f"{where}.scale must be above 0; got {scale}")
        fill = value["fill"]
        if fill is not None:
            fill = float_from_json(fill, f"{where}.fill")
        unit = checked_text(value["unit"], f"{where}.unit") if has_unit else ""
        return NumberColumn(name, shift, scale, fill, unit)
    texts = checked_texts(value["texts"], f"{where}.texts", 2 if is_expected else 1)
    missing = checked_texts(value["missing"], f"{where}.missing", 0)
    fill = value["fill"]
    if fill is not None and fill not in texts:
        raise ValueError(f"{where}.fill must be one of {where}.texts; got {short_value(fill)}")
    return TextColumn(name, texts, tuple([text.lower() for text in missing]), fill, is_expected)


def float_from_json(value: Any, where: str) -> float:
    """Return a finite float, or raise ValueError."""
    number = number_from_json(value, where)
    try:
        return float(number)
    except OverflowError:
        raise ValueError(f"{where} is too large for a float") from None


def checked_texts(value: Any, where: str, at_least: int) -> list[str]:
    """Return a list of different strings, or raise ValueError."""
    texts = checked_list(value, where, at_least)
    if len(texts) > MOST_TEXTS:
        raise ValueError(f"{where} must have at most {MOST_TEXTS} items; got {len(texts)}")
    for position, text in enumerate(texts):
        if not isinstance(text, str) or not text.isprintable():
            raise ValueError(f"{where}[{position}] must be printable text; got {short_value(text)}")
        if text in texts[:position]:
            raise ValueError(f"{where} has {short_value(text)} twice")
    return texts
