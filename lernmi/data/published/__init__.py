"""Worked examples by other authors, with the numbers that they printed, to check by hand.

    example.py      what a published example is, and the verdict on each of its numbers
    rounding.py     how much rounding on the way can change a result
    mazur.py ...    one file for each author

`PUBLISHED` lists them by the short names that `python3 -m lernmi step` and `show` take.
"""

from __future__ import annotations

from lernmi.data.published.brownlee import BROWNLEE
from lernmi.data.published.cs231n import CS231N
from lernmi.data.published.example import PublishedExample
from lernmi.data.published.giri import GIRI
from lernmi.data.published.han import HAN
from lernmi.data.published.karpathy import KARPATHY
from lernmi.data.published.mazur import MAZUR
from lernmi.data.published.miller import MILLER
from lernmi.data.published.rashid import RASHID
from lernmi.data.published.zhou import ZHOU

#: The published examples by their short names, such as `PUBLISHED["mazur"]`.
PUBLISHED: dict[str, PublishedExample] = {
    "mazur": MAZUR,
    "han": HAN,
    "cs231n": CS231N,
    "miller": MILLER,
    "rashid": RASHID,
    "giri": GIRI,
    "zhou": ZHOU,
    "brownlee": BROWNLEE,
    "karpathy": KARPATHY,
}
