"""MNIST: 70,000 handwritten digits, 28x28 pixels each, from files in a folder of yours.

Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits". The files
are in IDX format, as described there: a few bytes that say how many numbers follow, then the
numbers, one byte each. Sets of the same format and size, such as Fashion-MNIST, can be read too.
"""

from __future__ import annotations

import gzip
import math
import zlib
from io import BufferedIOBase
from pathlib import Path

from lernmi.data.samples import split
from lernmi.support.numbers import checked_whole_number
from lernmi.support.samples import Sample
from lernmi.support.texts import short_text
from lernmi.writing.system_errors import reading

WIDTH = 28
FULL_INK = 255
SOURCES = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/ or "
    "https://ossci-datasets.s3.amazonaws.com/mnist/"
)
# More than twice of what the largest of the four files holds.
MOST_BYTES = 100_000_000
PIECE = 500_000


def load_mnist(folder: str | Path, part: str, count: int | None = None) -> list[Sample]:
    """Return the samples of one part, in the order of the files.

    Inputs: 784 pixels, row by row, from 0 (paper) to 1 (full ink). Expected: ten numbers, 1 at
    the place of the digit and 0 elsewhere.

    folder: where the files are, compressed with gzip or not: `train-images-idx3-ubyte` and
        `train-labels-idx1-ubyte`, or the same with `t10k` in place of `train`.
    part: "train" (60,000 digits) or "t10k" (10,000, for the test).
    count: how many, from the beginning, at least 1; None for all.

    Raises FileNotFoundError if a file is missing, and says where to get it; ValueError if one is
    not what it should be, before memory is taken for what it claims to hold; ValueError or
    TypeError for another part, or a count that the part doesn't have.
    """
    if part not in ("train", "t10k"):
        raise ValueError(f'part must be "train" or "t10k"; got {short_text(part)}')
    images_path = found_file(folder, part, "images-idx3-ubyte")
    labels_path = found_file(folder, part, "labels-idx1-ubyte")
    with opened(images_path) as images, opened(labels_path) as labels:
        in_all, rows, columns = sizes_of(images, images_path, dimensions=3)
        [label_count] = sizes_of(labels, labels_path, dimensions=1)
        if (rows, columns) != (WIDTH, WIDTH):
            raise ValueError(
                f"{images_path} must hold images of {WIDTH}x{WIDTH} pixels, but it says "
                f"{rows}x{columns}"
            )
        if label_count != in_all:
            raise ValueError(
                f"{labels_path} must have a label for each of the {in_all} images in "
                f"{images_path.name}, but it says {label_count}"
            )
        pixels = all_bytes(images, images_path, in_all * rows * columns)
        digits = all_bytes(labels, labels_path, label_count)
    if count is None:
        count = in_all
    elif checked_whole_number(count, "count", at_least=1) > in_all:
        raise ValueError(f"count must be at most {in_all}, as {part} has; got {count}")

    inks = [value / FULL_INK for value in range(FULL_INK + 1)]
    samples: list[Sample] = []
    for position in range(count):
        digit = digits[position]
        if digit > 9:
            raise ValueError(
                f"{labels_path} must hold digits from 0 to 9, but label {position} is {digit}"
            )
        start = position * rows * columns
        inputs = [inks[value] for value in pixels[start : start + rows * columns]]
        expected = [0.0] * 10
        expected[digit] = 1.0
        samples.append((inputs, expected))
    return samples


def training_and_test_mnist(folder: str | Path, seed: int = 0) -> tuple[list[Sample], list[Sample]]:
    """Return the samples to learn from, and those to be tested with.

    If only one of the two parts is in the folder, a fifth of it, drawn by lot from the seed (a
    whole number of at least 0), is kept back for the test. Else the seed changes nothing.

    Raises what `load_mnist` does, and TypeError or ValueError for another seed that it needs.
    """
    if not has_part(folder, "t10k"):
        return split(load_mnist(folder, "train"), 0.2, seed)
    if not has_part(folder, "train"):
        return split(load_mnist(folder, "t10k"), 0.2, seed)
    return load_mnist(folder, "train"), load_mnist(folder, "t10k")


def has_part(folder: str | Path, part: str) -> bool:
    """Say whether the images of a part are in the folder."""
    return any(path.is_file() for path in candidates(folder, part, "images-idx3-ubyte"))


# The files, and what stands at their beginning.


def candidates(folder: str | Path, part: str, kind: str) -> list[Path]:
    """Return the paths under which a file of MNIST is looked for, best first."""
    # Some programs that unpack the files write a dot for the dash.
    names = [f"{part}-{kind}", f"{part}-{kind.replace('-idx', '.idx')}"]
    return [Path(folder) / (name + end) for name in names for end in ("", ".gz")]


def found_file(folder: str | Path, part: str, kind: str) -> Path:
    """Return the path of a file of MNIST, or raise FileNotFoundError."""
    for path in candidates(folder, part, kind):
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"there is no {part}-{kind}.gz in {folder}: get it from {SOURCES} and put it there "
        "(as it is, or unpacked)"
    )


def opened(path: Path) -> BufferedIOBase:
    """Return the file, ready for reading; what gzip has compressed is unpacked on the way."""
    with reading(path), path.open("rb") as file:
        is_compressed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if is_compressed else path.open("rb")


def sizes_of(file: BufferedIOBase, path: Path, dimensions: int) -> list[int]:
    """Return the sizes that an IDX file of bytes gives at its beginning, or raise ValueError."""
    start = read(file, path, 4)
    if start != bytes([0, 0, 8, dimensions]):
        raise ValueError(
            f"{path} must be an IDX file of bytes in {dimensions} dimension"
            f"{'s' if dimensions > 1 else ''}, but it begins with {start.hex(' ') or 'nothing'}"
        )
    header = read(file, path, 4 * dimensions)
    if len(header) < 4 * dimensions:
        raise ValueError(f"{path} is cut short: it ends where it should say how much it holds")
    sizes = [int.from_bytes(header[at : at + 4], "big") for at in range(0, len(header), 4)]
    if 0 in sizes:
        raise ValueError(f"{path} says that it holds nothing: its sizes are {sizes}")
    if math.prod(sizes) > MOST_BYTES:
        raise ValueError(
            f"{path} says that it holds {' x '.join(map(str, sizes))} bytes, which is more than "
            f"is read here (at most {MOST_BYTES:,})"
        )
    return sizes


def all_bytes(file: BufferedIOBase, path: Path, count: int) -> bytes:
    """Return just as many bytes as the file should still hold, or raise ValueError."""
    content = bytearray()
    # Piece by piece: to be asked for all at once, memory would be taken for a mere claim.
    while piece := read(file, path, min(PIECE, count + 1 - len(content))):
        content += piece
    if len(content) < count:
        raise ValueError(
            f"{path} is cut short: it must hold {count:,} numbers, but has only {len(content):,}"
        )
    if len(content) > count:
        raise ValueError(f"{path} must hold {count:,} numbers, but it goes on after them")
    return bytes(content)


def read(file: BufferedIOBase, path: Path, count: int) -> bytes:
    """Return the next `count` bytes, or what is left; ValueError for what can't be unpacked."""
    try:
        with reading(path):
            return file.read(count)
    except EOFError:
        raise ValueError(f"{path} is cut short: gzip's end is missing") from None
    except (gzip.BadGzipFile, zlib.error) as problem:
        raise ValueError(f"{path} can't be unpacked: {problem}") from problem
