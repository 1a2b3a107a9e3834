"""What an error function refuses to judge."""

from __future__ import annotations

from collections.abc import Sequence

from lernmi.activations import Activation, Number
from lernmi.support.naming import Named


class Judge(Named):
    """Judges any outputs. An ErrorFunction that can't take every number overrides these."""

    def why_not_activation(self, activation: Activation) -> str:
        """Return why it can't judge outputs of this activation; "" if it can."""
        return ""

    def why_not_expected(self, expected: Sequence[Number]) -> str:
        """Return why no sample can expect these numbers; "" if one can."""
        return ""
