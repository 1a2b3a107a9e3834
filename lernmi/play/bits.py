"""The exact bits of a network's weights, as text for an address."""

from __future__ import annotations

import base64
import binascii
import math
import struct
from collections.abc import Sequence

from lernmi.activations import Number
from lernmi.network import Network
from lernmi.support.texts import short_text


def bits_of(weights: Sequence[Sequence[Number]]) -> str:
    """Return all weights of a network, 8 bytes each, as URL-safe base64.

    Raises ValueError for weights that are not floats.
    """
    numbers = [weight for layer in weights for weight in layer]
    for number in numbers:
        if not isinstance(number, float):
            raise ValueError(
                f"only weights that are floats can be shared; one of them is {short_text(number)}"
            )
    packed = struct.pack(f"<{len(numbers)}d", *numbers)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def weights_from_bits(text: object, network: Network) -> Sequence[Sequence[Number]]:
    """Return the weights that `bits_of` wrote, in the shape of this network's weights.

    Raises ValueError for anything else.
    """
    shape = [len(layer.links) for layer in network.link_layers]
    count = sum(shape)
    # Four characters for three bytes; checked before anything is decoded.
    characters = math.ceil(8 * count * 4 / 3)
    if not isinstance(text, str) or len(text) != characters:
        got = f"{len(text):,} characters" if isinstance(text, str) else short_text(text)
        raise ValueError(f"weights for this network are {characters:,} characters long; got {got}")
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        numbers = iter(struct.unpack(f"<{count}d", packed))
    except (binascii.Error, ValueError, struct.error):
        raise ValueError("weights must be those of an address that lernmi wrote") from None
    return [[next(numbers) for _ in range(size)] for size in shape]
