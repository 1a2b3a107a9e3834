"""Writing a file so that it is there as a whole, or as it was before."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# Of the file that is written before it takes the other's place.
UNFINISHED = ".lernmi-unfinished-"


def refuse_unwritable(path: str | Path) -> None:
    """Raise what would go wrong at writing, before there is anything that could be lost.

    Raises ValueError if something else than a plain file stands there or there is no such folder,
    OSError if nothing can be written into the folder.
    """
    target = target_of(path)
    with tempfile.TemporaryFile(dir=target.parent):
        pass


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write a file of text or bytes: into another one first, which then takes its place.

    Whatever happens on the way (a full disk, a power cut), the file is as it was, or whole and new.
    If `path` is a link to a file, that file is written. Who may read it stays as it was.

    Raises ValueError or OSError, and leaves nothing behind, if it can't be written. A process that
    is killed leaves its unfinished file behind; the next writing in that folder removes it.
    """
    target = target_of(path)
    remove_left_overs(target.parent)
    if target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
    else:
        mode = 0o666 & ~current_mask()
    try:
        handle, name = new_file(target.parent)
        other = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                # Only now it is on the disk, and not somewhere on the way.
                os.fsync(file.fileno())
                other.chmod(mode)
                if sys.platform != "win32":
                    # While it is still held: nobody takes it for a left-over.
                    other.replace(target)
            if sys.platform == "win32":
                other.replace(target)
        except BaseException:
            # It is not there any more if Ctrl-C came just after it had taken its place.
            other.unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise OSError(
            problem.errno, f"{path} can't be written ({problem.strerror}); it is as it was before"
        ) from None


def target_of(path: str | Path) -> Path:
    """Return the file itself, at the end of all links; it need not be there yet.

    Raises ValueError if it is there and no plain file, or if there is no folder for it.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise ValueError(f"{path} is no plain file, so nothing can be kept there")
    if not target.parent.is_dir():
        raise ValueError(f"{path}: there is no folder {target.parent}")
    return target


def new_file(folder: Path) -> tuple[int, str]:
    """Return an open file that is held by this process until it is closed, and its name."""
    while True:
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
        if sys.platform != "win32":
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
            except OSError:
                # Nothing can be held on this disk, so no left-over is removed there either.
                pass
        if os.fstat(handle).st_nlink:
            return handle, name
        # Before it was held, another process took it for a left-over.
        os.close(handle)


def remove_left_overs(folder: Path) -> None:
    """Remove what writings that were killed left behind, and nothing that is being written."""
    for left_over in folder.iterdir():
        if left_over.name.startswith(UNFINISHED):
            try:
                if sys.platform == "win32":
                    # It refuses to remove what is open somewhere.
                    left_over.unlink()
                else:
                    with left_over.open("rb") as file:
                        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        left_over.unlink()
            except OSError:
                # It is being written, belongs to somebody else, or is gone.
                pass


def current_mask() -> int:
    """Return which rights new files are not to have; a file made as a temporary one has fewer."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
