"""Write files so that each one is complete, or unchanged."""

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

# The names of unfinished files begin like this, until they replace their target.
UNFINISHED = ".lernmi-unfinished-"


def refuse_unwritable(path: str | Path) -> None:
    """Raise the error that writing would raise, before there is any work to lose.

    Raises ValueError and OSError as `write_whole` does.
    """
    with writing(path):
        target = target_of(path)
        permissions_for(target)
        with tempfile.TemporaryFile(dir=target.parent):
            pass


def write_whole(path: str | Path, content: str | bytes, replaces: bool = True) -> None:
    """Write text or bytes to a temporary file first, which then replaces the target.

    Whatever happens on the way (a full disk, a power cut), the file is either unchanged, or new and
    complete. If `path` is a link, this writes the file that it leads to. The permissions stay the
    same. A hard link to the same file keeps the old content.

    replaces: whether to replace an existing file; otherwise it raises FileExistsError.

    Raises ValueError if `path` is something other than a regular file, if its folder doesn't exist,
    or if the text or the name has characters that a file can't have. Raises OSError if the system
    refuses, or if the existing file is read-only; its type and errno are the system's, and its
    `strerror` is a sentence. Errors leave no temporary file behind. A killed process leaves one,
    which the next write in that folder removes.
    """
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as problem:
        character = ascii(problem.object[problem.start])
        raise ValueError(
            f"{path} could not be written: UTF-8 can't hold the character {character} of its text"
        ) from None
    with writing(path):
        target = target_of(path)
        mode = permissions_for(target)
        remove_left_overs(target.parent)
        handle, name = new_file(target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                # Until this call returns, the data may not be on the disk.
                os.fsync(file.fileno())
                temporary.chmod(mode)
                if sys.platform != "win32":
                    # Rename it while it is still locked, so that no other process removes it as a
                    # leftover.
                    put_in_place(temporary, target, replaces)
            if sys.platform == "win32":
                put_in_place(temporary, target, replaces)
        except BaseException:
            # The temporary file is gone if it had just replaced the target when Ctrl-C came.
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def folder_for_files(path: str | Path) -> Iterator[None]:
    """Make a folder and its parent folders for the files that this block writes.

    At the end, removes those of the folders that are new and still empty. Raises OSError, as
    `write_whole` does, if the system can't make the folder.
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
            # This fails if the folder has files in it, or couldn't be made.
            with suppress(OSError):
                each.rmdir()


def target_of(path: str | Path) -> Path:
    """Return the file at the end of all links; it need not exist yet.

    Raises ValueError if it exists and isn't a regular file, if its folder doesn't exist, or if the
    system allows no such file name.
    """
    try:
        target = Path(os.path.realpath(path))
        os.fsencode(target)
        if "\0" in str(target):
            # Windows notices this only when it opens the file.
            raise ValueError("null character")
    except ValueError:
        raise ValueError(f"{str(path)!a} is not a valid file name") from None
    # /dev/stdout may lead to something without a name.
    for each in (Path(path), target):
        if each.exists() and not each.is_file():
            raise ValueError(f"{path} is not a regular file, so lernmi can't write it")
    if not target.parent.is_dir():
        raise ValueError(f"{path}: no folder named {target.parent}")
    return target


def permissions_for(target: Path) -> int:
    """Return the file's permissions, or those of any new file if it doesn't exist yet.

    Raises OSError if the file is read-only, although the system would let a new file replace it.
    """
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        # Temporary files have stricter permissions than other new files.
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def put_in_place(temporary: Path, target: Path, replaces: bool) -> None:
    """Rename a finished file to its target, or raise FileExistsError if it mustn't replace it."""
    if replaces:
        temporary.replace(target)
        return
    # Only one of several processes can make this file. (Hard links would do, too, but not every
    # disk has them.)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        temporary.replace(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def new_file(folder: Path) -> tuple[int, str]:
    """Return a new, open file and its name. It stays locked until this process closes it."""
    while True:
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
        if sys.platform != "win32":
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
            except OSError:
                # This disk has no locks, so no process removes leftovers there either.
                pass
        if os.fstat(handle).st_nlink:
            return handle, name
        # Another process removed it as a leftover before it was locked.
        os.close(handle)


def remove_left_overs(folder: Path) -> None:
    """Remove the unfinished files of killed processes, but none that is being written."""
    try:
        left_overs = [each for each in folder.iterdir() if each.name.startswith(UNFINISHED)]
    except OSError:
        # We may write to this folder, but not list it.
        return
    for left_over in left_overs:
        # It may be in use, belong to someone else, or be gone.
        with suppress(OSError):
            if sys.platform == "win32":
                # Windows refuses to remove an open file.
                left_over.unlink()
            else:
                with left_over.open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    left_over.unlink()
