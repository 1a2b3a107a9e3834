"""Writing a file so that it is there as a whole, or as it was before."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lernmi.writing.system_errors import writing

if sys.platform != "win32":
    import fcntl

# Of the file that is written before it takes the other's place.
UNFINISHED = ".lernmi-unfinished-"


def refuse_unwritable(path: str | Path) -> None:
    """Raise what would go wrong at writing, before there is anything that could be lost.

    Raises ValueError and OSError as `write_whole` does.
    """
    with writing(path):
        target = target_of(path)
        rights_for(target)
        with tempfile.TemporaryFile(dir=target.parent):
            pass


def write_whole(path: str | Path, content: str | bytes, replaces: bool = True) -> None:
    """Write a file of text or bytes: into another one first, which then takes its place.

    Whatever happens on the way (a full disk, a power cut), the file is as it was, or whole and new.
    If `path` is a link to a file, that file is written. Who may read it stays as it was. Another
    name of the same file (a hard link) keeps the old content.

    replaces: whether a file that is there is replaced; else FileExistsError is raised.

    Raises ValueError if something else than a plain file is there, if there is no folder for it, or
    if the text or the name has characters that no file can have. Raises OSError if the system
    refuses, or if a file is there that may only be read: of the type and with the errno that the
    system gives, and with a sentence as `strerror`. Nothing is left behind then. A process that is
    killed leaves its unfinished file behind; the next writing in that folder removes it.
    """
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as problem:
        sign = ascii(problem.object[problem.start])
        raise ValueError(
            f"{path} could not be written: its text has the character {sign}, which UTF-8 can't "
            "hold"
        ) from None
    with writing(path):
        target = target_of(path)
        mode = rights_for(target)
        remove_left_overs(target.parent)
        handle, name = new_file(target.parent)
        other = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                # Only now it is on the disk, and not somewhere on the way.
                os.fsync(file.fileno())
                other.chmod(mode)
                if sys.platform != "win32":
                    # While it is still held: nobody takes it for a left-over.
                    take_place(other, target, replaces)
            if sys.platform == "win32":
                take_place(other, target, replaces)
        except BaseException:
            # It is not there any more if Ctrl-C came just after it had taken its place.
            other.unlink(missing_ok=True)
            raise


@contextmanager
def folder_for_files(path: str | Path) -> Iterator[None]:
    """Make a folder, with those that it stands in, for what is written in here.

    Folders that were made for it and are empty in the end are removed again. Raises OSError, as
    `write_whole` does, if none can be made.
    """
    folder = Path(path)
    made: list[Path] = []
    try:
        with writing(path):
            made += [each for each in (folder, *folder.parents) if not each.exists()]
            folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for each in made:
            # It has something in it, or was not made.
            with suppress(OSError):
                each.rmdir()


def target_of(path: str | Path) -> Path:
    """Return the file itself, at the end of all links; it need not be there yet.

    Raises ValueError if it is there and no plain file, if there is no folder for it, or if no file
    can have this name.
    """
    try:
        target = Path(os.path.realpath(path))
        os.fsencode(target)
    except ValueError:
        raise ValueError(f"{str(path)!a} can't be the name of a file") from None
    # What /dev/stdout leads to has no name of its own.
    for each in (Path(path), target):
        if each.exists() and not each.is_file():
            raise ValueError(f"{path} is no plain file, so nothing can be kept there")
    if not target.parent.is_dir():
        raise ValueError(f"{path}: there is no folder {target.parent}")
    return target


def rights_for(target: Path) -> int:
    """Return who may read and write the file: as it is now, or as any new one.

    Raises OSError if it may only be read. (A new one could take its place all the same.)
    """
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        # A file made as a temporary one has fewer rights.
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def take_place(other: Path, target: Path, replaces: bool) -> None:
    """Let a finished file take its place; FileExistsError if another is there that should stay."""
    if replaces:
        other.replace(target)
        return
    # Of all who want this name, one gets it. (Links would do the same, but not on every disk.)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        other.replace(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


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
    try:
        left_overs = [each for each in folder.iterdir() if each.name.startswith(UNFINISHED)]
    except OSError:
        # It may be written, but not read.
        return
    for left_over in left_overs:
        # It is being written, belongs to somebody else, or is gone.
        with suppress(OSError):
            if sys.platform == "win32":
                # It refuses to remove what is open somewhere.
                left_over.unlink()
            else:
                with left_over.open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    left_over.unlink()
