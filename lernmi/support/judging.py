"""What an error function refuses to judge: nothing, unless it says why."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Activation, Number
from lernmi.support.naming import Named


class Judge(Named):
    """Something named that judges outputs: an error function that is choosy overrides these."""

    def why_not_activation(self, activation: Activation) -> str:
        """Say why it can't judge outputs of this activation; nothing if it can."""
        return ""

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Say why no sample can expect these numbers; nothing if one can."""
        return ""
