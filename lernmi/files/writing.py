"""Writing a file so that it is there as a whole, or as it was before."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def refuse_unwritable(path: str | Path) -> None:
    """Raise what would go wrong at writing, before there is anything that could be lost.

    Raises ValueError if something else than a plain file stands there, OSError if nothing can be
    written into the folder.
    """
    target = target_of(path)
    with tempfile.TemporaryFile(dir=target.parent):
        pass


def write_whole(path: str | Path, text: str) -> None:
    """Write a file of text: into another one first, which then takes its place.

    Whatever happens on the way (a full disk, a power cut), the file is as it was, or whole and new.
    If `path` is a link to a file, that file is written. Who may read it stays as it was.

    Raises ValueError or OSError, and leaves nothing behind, if it can't be written.
    """
    target = target_of(path)
    if target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
    else:
        mode = 0o666 & ~current_mask()
    handle, name = tempfile.mkstemp(prefix=".lernmi.", dir=target.parent)
    other = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            # Only now it is on the disk, and not somewhere on the way.
            os.fsync(file.fileno())
        other.chmod(mode)
        other.replace(target)
    except BaseException:
        # It is not there any more if Ctrl-C came just after it had taken its place.
        other.unlink(missing_ok=True)
        raise


def target_of(path: str | Path) -> Path:
    """Return the file itself, at the end of all links; ValueError if it is no plain file."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise ValueError(f"{path} is no plain file, so nothing can be kept there")
    if not target.parent.is_dir():
        raise ValueError(f"{path}: there is no folder {target.parent}")
    return target


def current_mask() -> int:
    """Return which rights new files are not to have; a file made as a temporary one has fewer."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
