"""lernmi's files: JSON documents that name their format and its version.

You may read and edit the file of a network. A checkpoint must be exactly as lernmi wrote it, so it
has a seal, a checksum of its content. (You can load the network in it without a valid seal.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lernmi.files.checks import short_value
from lernmi.files.numbers import MOST_DIGITS
from lernmi.writing.system_errors import reading
from lernmi.writing.whole_files import write_whole

NETWORK = "lernmi network"
CHECKPOINT = "lernmi checkpoint"
VERSIONS = {NETWORK: 2, CHECKPOINT: 1}
# Reading a file takes up to about forty times its size in memory.
LARGEST_FILE = 64 * 1024 * 1024
# The deepest nesting of lists and objects. Only a nudging of your own could need more.
DEEPEST = 100


def write_document(path: str | Path, content: dict[str, Any]) -> None:
    """Write a complete file, or none.

    Raises ValueError if the file would be too large to read again, if its lists are nested too
    deep, or if `path` can't be a file. Raises OSError if the system can't write it.
    """
    if not is_within(content, DEEPEST):
        raise ValueError(f"{path}: its lists are nested too deep for a file")
    text = f"{json_text(content)}\n"
    size = len(text.encode("utf-8"))
    if size > LARGEST_FILE:
        raise ValueError(
            f"{path}: this network is too large for a file. It needs {size:,} bytes, and lernmi "
            f"reads at most {LARGEST_FILE:,}"
        )
    write_whole(path, text)


def read_document(path: str | Path) -> dict[str, Any]:
    """Return the content of a file: a network or a checkpoint, of a known version.

    Raises ValueError, which names the file and the place in it, for anything else. Raises OSError
    if the system can't read the file.
    """
    path = Path(path)
    if path.exists() and not path.is_file():
        raise ValueError(f"{path} is not a regular file")
    with reading(path), path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(f"{path} is too large: lernmi reads at most {LARGEST_FILE:,} bytes")
    try:
        # Some editors write a byte order mark at the beginning.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValueError(f"{path} is not UTF-8 text ({problem})") from None
    try:
        return document_in(text)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None


def refuse_foreign(path: str | Path) -> None:
    """Raise ValueError if writing would overwrite a file that isn't lernmi's."""
    path = Path(path)
    if path.is_file() and path.stat().st_size:
        with reading(path), path.open("rb") as file:
            begin = file.read(200)
        if b'"format": "lernmi' not in begin.replace(b'":"', b'": "'):
            raise ValueError(
                f"{path} already exists, and it isn't a lernmi network. Choose a different name "
                "so as not to lose it"
            )


def document_in(text: str) -> dict[str, Any]:
    """Return the content of a file, given its text, or raise ValueError if it isn't lernmi's."""
    return checked_document(parsed(text), [NETWORK, CHECKPOINT])


def checked_document(content: Any, formats: Iterable[str]) -> dict[str, Any]:
    """Return the content, or raise ValueError for an unknown format or version."""
    if not isinstance(content, dict) or content.get("format") not in list(formats):
        raise ValueError(
            f'this is not the file of a network: it must begin with "format": "{NETWORK}"'
        )
    newest = VERSIONS[content["format"]]
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise ValueError(f"version must be {newest}; got {short_value(version)}")
    if version > newest:
        raise ValueError(
            f"this file has version {short_value(version)}, and this lernmi reads versions up to "
            f"{newest}. Update lernmi"
        )
    return content


def seal_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of everything but the seal. The layout of the file doesn't matter."""
    rest = {key: value for key, value in content.items() if key != "seal"}
    plain = json.dumps(rest, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


# Reading and writing JSON.


def parsed(text: str) -> Any:
    """Return the content of JSON, or raise ValueError, with line and column, if it isn't JSON."""

    def no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key, value in pairs:
            if key in content:
                raise ValueError(f"the key {short_value(key)} occurs twice in one object")
            content[key] = value
        return content

    def no_constant(name: str) -> Any:
        raise ValueError(f"every number must be finite; got {name}")

    def finite(digits: str) -> float:
        number = float(digits)
        if number in (float("inf"), float("-inf")):
            raise ValueError(f"{digits} is too large for a float")
        return number

    try:
        return json.loads(
            text, object_pairs_hook=no_doubles, parse_constant=no_constant, parse_float=finite
        )
    except json.JSONDecodeError as problem:
        is_cut = problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated")
        raise ValueError(
            f"line {problem.lineno}, column {problem.colno}: {problem.msg}"
            + (" (the file may be cut short)" if is_cut else "")
        ) from None
    except ValueError as problem:
        if "digits" not in str(problem):
            raise
        raise ValueError(f"a whole number has more than {MOST_DIGITS} digits") from None
    except RecursionError:
        raise ValueError("its lists are nested too deep for a network") from None


def json_text(content: Any, indent: str = "") -> str:
    """Return JSON text with one line for each entry.

    An entry is a Neuron, the Links that come from one Neuron, or an epoch.
    """
    if is_within(content, 2 if isinstance(content, dict) else 1):
        return json.dumps(content, ensure_ascii=False, allow_nan=False)
    deeper = f"{indent}  "
    if isinstance(content, dict):
        items = [
            f"{deeper}{json.dumps(key, ensure_ascii=False)}: {json_text(each, deeper)}"
            for key, each in content.items()
        ]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    items = [f"{deeper}{json_text(each, deeper)}" for each in content]
    return "[\n" + ",\n".join(items) + f"\n{indent}]"


def is_within(content: Any, depth: int) -> bool:
    """Return whether lists and objects are nested at most so deep; 0 is a string or a number."""
    if not isinstance(content, (dict, list)):
        return True
    if depth == 0:
        return False
    for each in content.values() if isinstance(content, dict) else content:
        # Most are numbers, and a call for each would take long.
        if isinstance(each, (dict, list)) and not is_within(each, depth - 1):
            return False
    return True
