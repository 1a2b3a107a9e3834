"""Digests of samples: a checkpoint has them, because a training resumes only with the same samples.

A digest has the number of samples, and a SHA-256. Usually this is made of all numbers, as floats
of eight bytes. For many images it is made of the bytes that stand for their numbers, which takes a
twentieth of the time. Both kinds depend only on the numbers, not on how they are stored.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from lernmi.activations import Number
from lernmi.support.stored import (
    FEW_NUMBERS,
    ByteRows,
    LabelRows,
    NumberRows,
    Sample,
    StoredSamples,
)


def written_digest(samples: Sequence[Sample]) -> dict[str, Any]:
    """Return the digest to write: made of bytes for many images, otherwise of floats."""
    is_large = isinstance(samples, StoredSamples) and (
        len(samples) * samples.inputs.width >= FEW_NUMBERS
    )
    sha256 = sha256_of_bytes(samples) if is_large else None
    return {"count": len(samples), "sha256": sha256 or sha256_of_floats(samples)}


def is_digest_of(digest: Any, samples: Sequence[Sample]) -> bool:
    """Return whether this is a digest of the samples, of either kind."""
    ways = [sha256_of_floats, sha256_of_bytes]
    if isinstance(samples, StoredSamples):
        # First the one that `written_digest` has probably written.
        ways.reverse()
    return any({"count": len(samples), "sha256": way(samples)} == digest for way in ways)


def sha256_of_floats(samples: Sequence[Sample]) -> str:
    """Return the SHA-256 of all numbers."""
    digest = hashlib.sha256()
    for inputs, expected in zip(packed_inputs(samples), packed_expected(samples)):
        digest.update(inputs)
        digest.update(expected)
    return digest.hexdigest()


def sha256_of_bytes(samples: Sequence[Sample]) -> str | None:
    """Return the SHA-256 of the inputs as bytes, or None if they are not floats or too different.

    It is made of the different inputs, smallest first, and for each sample of the places of its
    inputs among them, and its expected numbers.
    """
    if isinstance(samples, StoredSamples) and isinstance(samples.inputs, ByteRows):
        rows = samples.inputs
        codes: Iterator[bytes] = map(rows.key, samples.positions)
        every_code = rows.codes
        if samples.positions != range(len(rows)):
            every_code = b"".join(map(rows.key, samples.positions))
        used = [code for code in range(len(rows.table)) if bytes([code]) in every_code]
        table = sorted([rows.table[code] for code in used])
        if set(map(type, table)) != {float}:
            return None
        places = {number: place for place, number in enumerate(table)}
        new_codes = bytes([places.get(number, 0) for number in rows.table]).ljust(256)
        all_codes = codes
        if new_codes != bytes(range(256)):
            all_codes = (row.translate(new_codes) for row in codes)
    else:
        numbers: set[Number] = set()
        for inputs, _ in samples:
            numbers.update(inputs)
            if len(numbers) > 256 or set(map(type, inputs)) != {float}:
                return None
        table = sorted(numbers)
        places = {number: place for place, number in enumerate(table)}
        all_codes = (bytes(map(places.__getitem__, inputs)) for inputs, _ in samples)
    digest = hashlib.sha256(b"bytes" + packed(table))
    for inputs_as_bytes, expected in zip(all_codes, packed_expected(samples)):
        digest.update(inputs_as_bytes)
        digest.update(expected)
    return digest.hexdigest()


def packed_inputs(samples: Sequence[Sample]) -> Iterator[bytes | memoryview]:
    """Return the inputs of each sample as bytes."""
    if isinstance(samples, StoredSamples) and isinstance(samples.inputs, NumberRows):
        rows = samples.inputs
        if not rows.whole_columns and sys.byteorder == "little":
            # The array has these bytes.
            memory, width = memoryview(rows.numbers).cast("B"), 8 * rows.width
            return (memory[place * width : (place + 1) * width] for place in samples.positions)
    return (packed(inputs) for inputs, _ in samples)


def packed_expected(samples: Sequence[Sample]) -> Iterator[bytes]:
    """Return the expected numbers of each sample as bytes."""
    if not isinstance(samples, StoredSamples):
        return (packed(expected) for _, expected in samples)
    rows = samples.expected
    if isinstance(rows, LabelRows):
        table = list(map(packed, rows.table))
        return (table[rows.labels[position]] for position in samples.positions)
    return (packed(rows.row(position)) for position in samples.positions)


def packed(numbers: Sequence[Number]) -> bytes:
    """Return numbers as bytes: floats as eight bytes each, anything else as Python writes it."""
    if set(map(type, numbers)) == {float}:
        return struct.pack(f"<{len(numbers)}d", *numbers)
    return repr(list(numbers)).encode()
