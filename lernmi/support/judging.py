"""What an error function refuses: here, so that a debugger skips it."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Activation, Number
from lernmi.support.naming import Named


class Judge(Named):
    """Something named that judges outputs; an error function may override these methods."""

    def why_not_activation(self, activation: Activation) -> str:
        """Return why it can't judge outputs of this activation; "" if it can."""
        return ""

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Return why no sample can expect these numbers; "" if one can."""
        return ""
