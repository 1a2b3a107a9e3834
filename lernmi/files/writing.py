"""Writing a file so that it is there as a whole, or as it was before."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: str | Path, text: str) -> None:
    """Write a file of text: into another one first, which then takes its place.

    Whatever happens on the way (a full disk, a power cut), the file is as it was, or whole and new.

    Raises OSError, and leaves nothing behind, if it can't be written.
    """
    path = Path(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    other = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            # Only now it is on the disk, and not somewhere on the way.
            os.fsync(file.fileno())
        other.chmod(0o666 & ~current_mask())
        other.replace(path)
    except BaseException:
        other.unlink()
        raise


def current_mask() -> int:
    """Return which rights new files are not to have; a file made as a temporary one has fewer."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
