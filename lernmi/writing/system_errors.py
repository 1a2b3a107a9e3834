"""Turn the system's errors about files into sentences that name the file."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REASONS = {
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EEXIST: "it already exists",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.EIO: "the disk or device reports an error",
    errno.EISDIR: "it is a folder",
    errno.ELOOP: "it is a link that leads back to itself",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOENT: "no such file or folder",
    errno.ENOSPC: "no space left on the device",
    errno.ENOTDIR: "part of its path is a file, not a folder",
    errno.EROFS: "the disk is read-only",
}
NOT_WRITTEN = " could not be written: "


def sentence_about(problem: Exception) -> str:
    """Return what is wrong, with the file's name if it is known, and without error numbers."""
    if not isinstance(problem, OSError) or problem.errno is None or problem.strerror is None:
        # The message is lernmi's own, or a library's.
        return str(problem)
    if NOT_WRITTEN in problem.strerror:
        return f"{problem.strerror}."
    if problem.filename is None:
        return f"the system reports: {reason_of(problem)}"
    if problem.errno == errno.ENOENT:
        return f"no file or folder named {problem.filename}"
    return f"{problem.filename} could not be opened: {reason_of(problem)}"


def reason_of(problem: OSError) -> str:
    """Return the system's reason, as the end of a sentence."""
    words = problem.strerror or "it gives no reason"
    return REASONS.get(problem.errno or 0, words[0].lower() + words[1:])


@contextmanager
def reading(path: str | Path) -> Iterator[None]:
    """Add the file's name to an OSError from this block, if the error has no name."""
    try:
        yield
    except OSError as problem:
        if problem.errno is not None and problem.filename is None:
            problem.filename = f"{path}"
        raise


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Make an OSError from this block say which file, why, and what happened to the file.

    The type and errno stay. The sentence is in `strerror`, the path in `filename`.
    """
    try:
        yield
    except OSError as problem:
        outcome = "The file is unchanged" if os.access(path, os.F_OK) else "No file was written"
        sentence = f"{path}{NOT_WRITTEN}{reason_of(problem)}. {outcome}"
        raise OSError(problem.errno, sentence, f"{path}") from None
