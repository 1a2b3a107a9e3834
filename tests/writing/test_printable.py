"""printable() shows every visible character unchanged, and an escape for every other."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lernmi.writing.safe_text import printable

# As in names, labels and programs all over the world.
ORDINARY = [
    "Grüße, Ærøskøbing, Ñandú, Łódź, İstanbul",
    "Ελληνικά, Кириллица, עברית, العربية, हिन्दी",
    "漢字かな交じり文, 한국어, ไทย",
    "👍 🧠 ❤️ 5 \u00d7 3 \u2212 2 → x1",
    r"C:\new\table.csv, \x1b",
    "x̄",
]
HIDDEN = {
    "\x1b[2J": r"\x1b[2J",
    "a\nb\r\tc": r"a\nb\r\tc",
    "\x00\x07\x7f\x9b": r"\x00\x07\x7f\x9b",
    "\u202egpj.\u202c": r"\u202egpj.\u202c",
    "\u2066\u2067\u2068\u2069": r"\u2066\u2067\u2068\u2069",
    "\u200e\u200f\u061c": r"\u200e\u200f\u061c",
    "a\u200bb\u200cc\u200dd\u2060e\ufeff": r"a\u200bb\u200cc\u200dd\u2060e\ufeff",
    "\u2028\u2029": r"\u2028\u2029",
    "\u3164\u115f\u1160\uffa0": r"\u3164\u115f\u1160\uffa0",
    "\udcff": r"\udcff",
    "\U000e0041\U000e0101": r"\U000e0041\U000e0101",
}


signs = st.integers(0, sys.maxunicode).map(chr) | st.sampled_from("".join([*HIDDEN, *ORDINARY]))


@given(st.lists(signs).map("".join))
@example("".join([*HIDDEN, *ORDINARY]))
def test_every_character_of_the_result_is_visible(text):
    shown = printable(text)
    assert shown.isprintable()
    assert printable(shown) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_stays_the_same(text):
    assert printable(text) == text


@pytest.mark.parametrize("text", HIDDEN)
def test_hidden_characters_become_pythons_escapes(text):
    assert printable(text) == HIDDEN[text]


@given(st.lists(signs.filter(lambda sign: sign != "\\")).map("".join))
def test_two_texts_without_a_backslash_never_look_the_same(text):
    """Decoding the escapes gives the text back."""
    escapes = printable(text).encode("ascii", errors="backslashreplace")
    assert escapes.decode("unicode_escape") == text


def test_every_control_and_format_character_is_escaped():
    for number in range(sys.maxunicode + 1):
        sign = chr(number)
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            assert printable(sign) != sign, hex(number)
