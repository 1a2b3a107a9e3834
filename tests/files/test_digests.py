"""A checkpoint's digest depends on the numbers of the samples, not on how they are stored."""

from __future__ import annotations

import hashlib
import struct
from array import array
from typing import Any

import pytest

from lernmi import Network, Trainer
from lernmi.files import digests, resume, save_every
from lernmi.support.stored import ByteRows, LabelRows, NumberRows, StoredSamples

LABELS = [[0, 1], [1, 0]]


def images(table: Any = (0.0, 0.75, 0.5), codes: Any = range(12)) -> StoredSamples:
    """Return six images of four pixels, and their labels."""
    return StoredSamples(
        ByteRows(bytes([code % 3 for code in [*codes, *codes]]), 4, table),
        LabelRows(b"\0\1\1\0\1\1", LABELS),
    )


def as_lists(samples: Any) -> list[Any]:
    """Return the same samples as plain lists."""
    return [(list(inputs), list(expected)) for inputs, expected in samples]


def digest_of_0_2(samples: Any) -> str:
    """Return the digest as lernmi 0.2 made it."""
    digest = hashlib.sha256()
    for sample in samples:
        for numbers in sample:
            if {type(number) for number in numbers} == {float}:
                digest.update(struct.pack(f"<{len(numbers)}d", *numbers))
            else:
                digest.update(repr(list(numbers)).encode())
    return digest.hexdigest()


def test_lists_and_few_stored_samples_have_the_digest_that_they_always_had():
    numbers = NumberRows(array("d", [0.5, 1, 2.5, 3] * 6), 4, [1, 3])
    wholes = NumberRows(array("d", [1, 0] * 6), 2, [0, 1])
    floats = StoredSamples(NumberRows(numbers.numbers, 4), wholes)
    for samples in (images(), images((0, 1, 2)), StoredSamples(numbers, wholes), floats):
        for some in (samples, samples[1:4], as_lists(samples)):
            wanted = {"count": len(some), "sha256": digest_of_0_2(some)}
            assert digests.written_digest(some) == wanted
            assert digests.is_digest_of(wanted, some)


def test_the_digest_of_many_images_fits_the_same_numbers_however_they_are_stored(monkeypatch):
    monkeypatch.setattr(digests, "FEW_NUMBERS", 0)
    samples = images()
    digest = digests.written_digest(samples)
    assert digest["sha256"] != digest_of_0_2(samples)
    numbers = array("d", [number for inputs, _ in samples for number in inputs])
    twins = [
        samples,
        as_lists(samples),
        StoredSamples(NumberRows(numbers, 4), samples.expected),
        # The same numbers with other bytes, and a number that no image has.
        images((0.0, 0.5, 0.75, 9.0), [{1: 2, 2: 1}.get(code % 3, 0) for code in range(12)]),
    ]
    for twin in twins:
        assert digests.is_digest_of(digest, twin)
        assert digests.is_digest_of({"count": 6, "sha256": digest_of_0_2(samples)}, twin)
    # As many samples as are stored, but not all of them: the digest knows only what is there.
    doubled = images(codes=[0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 1, 0])
    doubled = doubled[::3] + doubled[::3] + doubled[::3]
    assert digests.is_digest_of(digests.written_digest(doubled), as_lists(doubled))
    others = [
        images((0.0, 0.75, 0.25)),
        images(codes=[0, 0, *range(10)]),
        samples[::-1],
        samples[:5],
        StoredSamples(samples.inputs, LabelRows(b"\1\1\1\0\1\1", LABELS)),
    ]
    for other in others:
        for some in (other, as_lists(other)):
            assert not digests.is_digest_of(digest, some)


@pytest.mark.parametrize("is_large", [False, True], ids=["few", "many"])
def test_a_training_resumes_with_the_same_samples_however_they_are_stored(
    tmp_path, monkeypatch, is_large
):
    if is_large:
        monkeypatch.setattr(digests, "FEW_NUMBERS", 0)
    samples = images()
    kinds = [samples, as_lists(samples)]
    for saved_as in kinds:
        trainer = Trainer(Network([4, 2]), learning_rate=0.5)
        saving = save_every(1, tmp_path / "run.json", trainer, saved_as, saved_as[:2])
        trainer.train(saved_as, 2, validation=saved_as[:2], on_epoch=saving)
        for resumed_as in kinds:
            other = Trainer(Network([4, 2]), learning_rate=0.5)
            resume(tmp_path / "run.json", other, resumed_as, resumed_as[:2])
            assert other.network.weights == trainer.network.weights
            with pytest.raises(ValueError, match="different validation"):
                resume(tmp_path / "run.json", other, resumed_as, resumed_as[1:3])
            with pytest.raises(ValueError, match="different validation"):
                resume(tmp_path / "run.json", other, resumed_as)
