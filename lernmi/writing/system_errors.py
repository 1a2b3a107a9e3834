"""What the system says of files, as sentences that name the file."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REASONS = {
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EEXIST: "it is there already",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EIO: "the disk or device reports an error",
    errno.EISDIR: "it is a folder",
    errno.ELOOP: "it is a link that leads back to itself",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOSPC: "no space left on the device",
    errno.ENOTDIR: "what must be its folder is a file",
    errno.EROFS: "nothing can be written on this disk",
}
NOT_WRITTEN = " could not be written: "


def sentence_about(problem: Exception) -> str:
    """Return what is wrong, with the file's name where it is known, and no number of the system."""
    if not isinstance(problem, OSError) or problem.errno is None or problem.strerror is None:
        # In lernmi's own words, or those of a library.
        return str(problem)
    if NOT_WRITTEN in problem.strerror:
        return f"{problem.strerror}."
    if problem.filename is None:
        return f"the system refuses: {reason_of(problem)}"
    if problem.errno == errno.ENOENT:
        return f"there is no file or folder {problem.filename}"
    return f"{problem.filename} could not be opened: {reason_of(problem)}"


def reason_of(problem: OSError) -> str:
    """Return why the system refuses, as the end of a sentence."""
    words = problem.strerror or "it gives no reason"
    return REASONS.get(problem.errno or 0, words[0].lower() + words[1:])


@contextmanager
def reading(path: str | Path) -> Iterator[None]:
    """Let an OSError that is raised in here have the file's name, also where only reading fails."""
    try:
        yield
    except OSError as problem:
        if problem.errno is not None and problem.filename is None:
            problem.filename = f"{path}"
        raise


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Let an OSError that is raised in here say which file, why, and what has become of it.

    Its type and errno stay. What it says is in `strerror`, and `filename` is the path.
    """
    try:
        yield
    except OSError as problem:
        outcome = "The file is unchanged" if os.access(path, os.F_OK) else "No file was written"
        sentence = f"{path}{NOT_WRITTEN}{reason_of(problem)}. {outcome}"
        raise OSError(problem.errno, sentence, f"{path}") from None
