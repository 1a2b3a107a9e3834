"""Find MNIST's four files in the folders and under the names that people have.

Some programs that unpack them make a folder for each file, or turn the dash before idx into a dot.
torchvision has them in MNIST/raw, and EMNIST's names begin with the name of the set.
"""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path
from typing import NamedTuple

SOURCES = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/ or "
    "https://ossci-datasets.s3.amazonaws.com/mnist/"
)
NAME = re.compile(
    r"(?P<set>.*?)(?P<part>train|t10k|test)-(?P<kind>images|labels)[-.]idx[13]-ubyte(\.gz)?",
    re.IGNORECASE,
)
# The starts of names, the best first. Other sets of EMNIST have letters, too.
SETS_OF_DIGITS = ("", "emnist-mnist-", "emnist-digits-")
# MNIST/raw is two folders down.
LEVELS = 2
# How a file begins, and what it is then.
BEGINNINGS = (
    (b"\x80", "a pickle, which can run any program when it is opened"),
    (b"PK\x03\x04", "a packed folder, which you have to unpack first"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"PAR1", "a Parquet file"),
    (b"version https://git-lfs", "a pointer of Git LFS, without the data"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML document, perhaps a server's error message"),
)
# How much of a file to read to find out what it is.
BEGINNING = 256


class DataSet(NamedTuple):
    """Where the files of one data set are.

    folder: the folder of all of them.
    start: the start of their names, such as "emnist-digits-".
    """

    folder: Path
    start: str


def find_files(place: str | Path) -> dict[tuple[str, str], Path]:
    """Return the files of MNIST at a place, by part and kind, such as ("t10k", "labels").

    place: a folder, or one of the files. If the folder has no such files, those of the folders in
        it count, up to two levels down.

    Raises FileNotFoundError if there is no such place, and ValueError for a file of another kind,
    and if the folder has several data sets.
    """
    place = Path(place)
    if not place.exists():
        raise FileNotFoundError(
            f"no folder named {place}; put MNIST's four files there, or give another folder "
            f"(download them from {SOURCES})"
        )
    if place.is_file() and not NAME.fullmatch(place.name):
        raise ValueError(
            f"{place} is {what_it_is(place) or 'not a file of MNIST'}. Give the folder of MNIST's "
            f"four files (download them from {SOURCES})"
        )
    found: dict[DataSet, dict[tuple[str, str], Path]] = {}
    folder = place if place.is_dir() else data_set_of(place).folder
    for path in sorted(files_in(folder, LEVELS), key=best_first):
        if match := NAME.fullmatch(path.name):
            part = "train" if match["part"].lower() == "train" else "t10k"
            found.setdefault(data_set_of(path), {}).setdefault((part, match["kind"].lower()), path)
    if place.is_file():
        return found[data_set_of(place)]
    best = min([rank(place, each) for each in found], default=None)
    chosen = [each for each in found if rank(place, each) == best]
    if len(chosen) > 1:
        folders = ", ".join(sorted([f"{each.folder}" for each in chosen]))
        raise ValueError(f"{place} has several data sets; give one of these folders: {folders}")
    return found[chosen[0]] if chosen else {}


def files_in(folder: Path, levels: int) -> list[Path]:
    """Return the files in a folder, and in the folders in it, so many levels down."""
    try:
        inside = list(folder.iterdir())
    except OSError:
        # A folder that nobody may read, somewhere below the one that was asked for.
        return []
    found = [path for path in inside if path.is_file()]
    for path in inside:
        if levels > 0 and path.is_dir():
            found += files_in(path, levels - 1)
    return found


def data_set_of(path: Path) -> DataSet:
    """Return which data set a file belongs to."""
    match = NAME.fullmatch(path.name)
    assert match is not None
    folder = path.parent
    # A folder of the file's own name was made to unpack it.
    return DataSet(folder.parent if NAME.fullmatch(folder.name) else folder, match["set"].lower())


def best_first(path: Path) -> tuple[int, bool, bool, str]:
    """Return a key that sorts unpacked files, and the names of the originals, to the front."""
    return len(path.parts), path.name.endswith(".gz"), ".idx" in path.name, f"{path}"


def rank(place: Path, data_set: DataSet) -> tuple[int, int]:
    """Return the levels down to a data set, and the place of its name among the sets of digits."""
    names = [*SETS_OF_DIGITS, data_set.start]
    return len(data_set.folder.relative_to(place).parts), names.index(data_set.start)


def missing(place: str | Path, part: str, kind: str) -> str:
    """Return the message that a file is missing, and what the folder has instead."""
    name = f"{part}-{kind}-idx{3 if kind == 'images' else 1}-ubyte.gz"
    words = f"no {name} in {place}: download it from {SOURCES} and put it there"
    others = []
    for path in sorted(files_in(Path(place), 0)):
        what = what_it_is(path) if "mnist" in path.name.lower() else ""
        if what:
            others.append(f"{path.name} is {what}")
    if others:
        return f"{words}. ({'; '.join(others)})"
    return f"{words} (compressed or unpacked)"


def what_it_is(path: Path) -> str:
    """Return what the content of a file looks like, such as "a web page", or "" if unknown."""
    try:
        with path.open("rb") as file:
            start = file.read(BEGINNING)
        if start.startswith(b"\x1f\x8b"):
            with gzip.open(path, "rb") as unpacked:
                start = unpacked.read(BEGINNING)
    except (OSError, EOFError, zlib.error):
        return ""
    for beginning, what in BEGINNINGS:
        if start.lstrip().lower().startswith(beginning.lower()):
            return what
    if b"," in start and all(32 <= byte < 127 or byte in b"\t\r\n" for byte in start):
        return "a table, which `train` takes by its own name"
    return ""
