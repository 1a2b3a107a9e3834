"""Outputs and expected numbers that an error function can't judge."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Activation, Number
from lernmi.support.naming import Named


class Judge(Named):
    """The base class of ErrorFunction: it can judge any numbers.

    Override these methods in an ErrorFunction that can't.
    """

    def why_not_activation(self, activation: Activation) -> str:
        """Return why it can't judge outputs of this activation, or "" if it can."""
        return ""

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Return why a sample can't expect these numbers, or "" if it can."""
        return ""
