"""MNIST: 70,000 handwritten digits of 28×28 pixels, read from files that you download.

Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits". The files
are in the IDX format described there: a few bytes that say how many numbers follow, then the
numbers, one byte each. Data sets of the same format and size work too, such as Fashion-MNIST.
"""

from __future__ import annotations

import gzip
import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BufferedIOBase
from pathlib import Path

from lernmi.data.mnist_files import find_files, missing, what_it_is
from lernmi.data.samples import one_hot, split
from lernmi.support.numbers import checked_whole_number
from lernmi.support.stored import ByteRows, LabelRows, Sample, StoredSamples
from lernmi.support.texts import short_text
from lernmi.writing.system_errors import reading

WIDTH = 28
FULL_INK = 255
# EMNIST's 240,000 digits have 188,160,000 bytes.
MOST_BYTES = 200_000_000
PIECE = 500_000


def load_mnist(
    folder: str | Path,
    part: str,
    count: int | None = None,
    *,
    on_progress: Callable[[int, int], object] | None = None,
) -> StoredSamples:
    """Return the samples of one part, in the order of the files, as a read-only sequence.

    Inputs: 784 pixels, row by row, from 0 (paper) to 1 (full ink). Expected: ten numbers, 1 at
    the position of the digit and 0 elsewhere.

    folder: the folder of the files `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, or the
        same with `t10k` instead of `train`; or one of these files. They may be compressed with
        gzip, be in folders of their own, in MNIST/raw, and have EMNIST's names. (EMNIST's images
        have rows and columns exchanged; lernmi reads them as they are.)
    part: "train" (60,000 digits) or "t10k" (10,000, for the test).
    count: number of samples, from the beginning, at least 1, or None for all.
    on_progress: called many times, with the number of images read so far and of all images.

    Raises FileNotFoundError, which says where to get the file, if one is missing. Raises ValueError
    for a broken file, without taking memory for the size that the file claims. Raises ValueError or
    TypeError for any other part, and for a count above the size of the part.
    """
    if part not in ("train", "t10k"):
        raise ValueError(f'part must be "train" or "t10k"; got {short_text(part)}')
    paths = find_files(folder)
    for kind in ("images", "labels"):
        if (part, kind) not in paths:
            raise FileNotFoundError(missing(folder, part, kind))
    images_path, labels_path = paths[part, "images"], paths[part, "labels"]
    with unpacked_file(images_path) as images, unpacked_file(labels_path) as labels:
        image_count, rows, columns = sizes_of(images, images_path, dimensions=3)
        [label_count] = sizes_of(labels, labels_path, dimensions=1)
        if (rows, columns) != (WIDTH, WIDTH):
            raise ValueError(
                f"{images_path} must hold images of {WIDTH}×{WIDTH} pixels; its header says "
                f"{rows}×{columns}"
            )
        if label_count != image_count:
            raise ValueError(
                f"{labels_path} must hold one label for each of the {image_count} images in "
                f"{images_path.name}; its header says {label_count}"
            )
        size = rows * columns
        pixels = bytearray()
        for piece in pieces(images, images_path, image_count * size):
            pixels += piece
            if on_progress is not None:
                on_progress(len(pixels) // size, image_count)
        digits = b"".join(pieces(labels, labels_path, label_count))
    if count is None:
        count = image_count
    elif checked_whole_number(count, "count", at_least=1) > image_count:
        raise ValueError(
            f"count must be at most {image_count}, the size of {part}; got {short_text(count)}"
        )

    digits = digits[:count]
    if max(digits) > 9:
        position = next(place for place, digit in enumerate(digits) if digit > 9)
        raise ValueError(
            f"{labels_path} must hold digits from 0 to 9; label {position} is {digits[position]}, "
            "so these may be letters"
        )
    del pixels[count * size :]
    inks = [value / FULL_INK for value in range(FULL_INK + 1)]
    expected = [list(map(float, one_hot(digit, 10))) for digit in range(10)]
    return StoredSamples(ByteRows(pixels, size, inks), LabelRows(digits, expected))


def training_and_test_mnist(
    folder: str | Path,
    seed: int = 0,
    *,
    on_progress: Callable[[int, int], object] | None = None,
) -> tuple[Sequence[Sample], Sequence[Sample]]:
    """Return the samples to learn from, and the samples to test with.

    If the folder has only one of the two parts, the test gets a fifth of it, chosen at random. The
    seed (a whole number of at least 0) matters only then. `on_progress` is for `load_mnist`.

    Raises what `load_mnist` raises, and TypeError or ValueError for a bad seed if it is used.
    """
    if not has_part(folder, "t10k"):
        return split(load_mnist(folder, "train", on_progress=on_progress), 0.2, seed)
    if not has_part(folder, "train"):
        return split(load_mnist(folder, "t10k", on_progress=on_progress), 0.2, seed)
    training = load_mnist(folder, "train", on_progress=on_progress)
    return training, load_mnist(folder, "t10k", on_progress=on_progress)


def has_part(folder: str | Path, part: str) -> bool:
    """Return whether the folder has the images of a part."""
    return (part, "images") in find_files(folder)


# The files and their headers.


def unpacked_file(path: Path) -> BufferedIOBase:
    """Return the file, opened for reading; if it is a gzip file, reading unpacks it."""
    with reading(path), path.open("rb") as file:
        is_compressed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if is_compressed else path.open("rb")


def sizes_of(file: BufferedIOBase, path: Path, dimensions: int) -> list[int]:
    """Return the sizes in the header of an IDX file of bytes, or raise ValueError."""
    start = read(file, path, 4)
    if start != bytes([0, 0, 8, dimensions]):
        what = what_it_is(path)
        if not start:
            reason = "it is empty"
        else:
            reason = f"it is {what}" if what else f"it begins with {start.hex(' ')}"
        raise ValueError(
            f"{path} must be an IDX file of bytes with {dimensions} dimension"
            f"{'s' if dimensions > 1 else ''}; {reason}"
        )
    header = read(file, path, 4 * dimensions)
    if len(header) < 4 * dimensions:
        raise ValueError(f"{path} is cut short: it ends within its header")
    sizes = [int.from_bytes(header[at : at + 4], "big") for at in range(0, len(header), 4)]
    if 0 in sizes:
        raise ValueError(f"{path} holds no data: the sizes in its header are {sizes}")
    if math.prod(sizes) > MOST_BYTES:
        raise ValueError(
            f"{path} is too large: its header says {' × '.join(map(str, sizes))} bytes, and "
            f"lernmi reads at most {MOST_BYTES:,}"
        )
    return sizes


def pieces(file: BufferedIOBase, path: Path, count: int) -> Iterator[bytes]:
    """Yield exactly `count` bytes, the rest of the file, or raise ValueError."""
    done = 0
    # Piece by piece, because the header may claim far more than the file has.
    while piece := read(file, path, min(PIECE, count + 1 - done)):
        done += len(piece)
        if done > count:
            raise ValueError(f"{path} must hold {count:,} numbers; got more")
        yield piece
    if done < count:
        raise ValueError(f"{path} is cut short: it must hold {count:,} numbers; got only {done:,}")


def read(file: BufferedIOBase, path: Path, count: int) -> bytes:
    """Return the next `count` bytes, or fewer at the end; ValueError if unpacking fails."""
    try:
        with reading(path):
            return file.read(count)
    except EOFError:
        raise ValueError(f"{path} is cut short: the end of its gzip data is missing") from None
    except (gzip.BadGzipFile, zlib.error) as problem:
        raise ValueError(f"{path} can't be unpacked: {problem}") from problem
