"""The files of lernmi: JSON texts that say what they hold, and in which version of the format.

A network is there to be read and edited. Who goes on from a checkpoint wants to be sure that every
digit is as it was written, so it bears a seal. (The network in it can be loaded without.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lernmi.files.checks import told
from lernmi.files.numbers import MOST_DIGITS
from lernmi.writing.system_errors import reading
from lernmi.writing.whole_files import write_whole

NETWORK = "lernmi network"
CHECKPOINT = "lernmi checkpoint"
VERSIONS = {NETWORK: 2, CHECKPOINT: 1}
# Reading takes up to some forty times as much memory as the file is large.
LARGEST_FILE = 64 * 1024 * 1024
# So many lists and objects may stand in each other; only a nudging of one's own could need more.
DEEPEST = 100


def write_document(path: str | Path, content: dict[str, Any]) -> None:
    """Write a file, whole or not at all.

    Raises ValueError if it is larger than what would be read again or lists stand in lists too
    deep, or if no file can be there; OSError if it can't be written.
    """
    if depth_of(content) > DEEPEST:
        raise ValueError(f"{path}: lists stand in lists, too deep for a file")
    text = f"{laid_out(content)}\n"
    size = len(text.encode("utf-8"))
    if size > LARGEST_FILE:
        raise ValueError(
            f"{path} would have {size:,} bytes, and more than {LARGEST_FILE:,} are not read again: "
            "this network is too large for a file"
        )
    write_whole(path, text)


def read_document(path: str | Path) -> dict[str, Any]:
    """Return what a file holds, which is a network or a checkpoint of a version that is known.

    Raises ValueError, which names the file and the place in it, for anything else; OSError if it
    can't be read.
    """
    path = Path(path)
    if path.exists() and not path.is_file():
        raise ValueError(f"{path} is no plain file")
    with reading(path), path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(f"{path} has more than {LARGEST_FILE:,} bytes, which is not read")
    try:
        # Some editors begin with a mark that says that it is UTF-8.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValueError(f"{path} is no text in UTF-8 ({problem})") from None
    try:
        return document_in(text)
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None


def refuse_foreign(path: str | Path) -> None:
    """Raise ValueError if a file is there already that is none of lernmi's, and would be lost."""
    path = Path(path)
    if path.is_file() and path.stat().st_size:
        with reading(path), path.open("rb") as file:
            begin = file.read(200)
        if b'"format": "lernmi' not in begin.replace(b'":"', b'": "'):
            raise ValueError(
                f"{path} is there already, and holds something else than a network, which would "
                "be lost: choose another name"
            )


def document_in(text: str) -> dict[str, Any]:
    """Return what the text of a file holds; ValueError if that is none of lernmi's."""
    return checked_document(parsed(text), [NETWORK, CHECKPOINT])


def checked_document(content: Any, formats: Iterable[str]) -> dict[str, Any]:
    """Return it, or raise ValueError unless it has one of these formats, in a known version."""
    if not isinstance(content, dict) or content.get("format") not in list(formats):
        raise ValueError(f'this is no file of a network: it must begin with "format": "{NETWORK}"')
    newest = VERSIONS[content["format"]]
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise ValueError(f"version must be {newest}; got {told(version)}")
    if version > newest:
        raise ValueError(
            f"this file is of version {told(version)}, and this lernmi reads up to {newest}: get "
            "a newer lernmi"
        )
    return content


def seal_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of all but the seal, however it is laid out."""
    rest = {key: value for key, value in content.items() if key != "seal"}
    plain = json.dumps(rest, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


# JSON, from and to text.


def parsed(text: str) -> Any:
    """Return what JSON text holds; ValueError with line and column for what is none."""

    def no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key, value in pairs:
            if key in content:
                raise ValueError(f"{told(key)} stands twice in one place")
            content[key] = value
        return content

    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} stands where a finite number should")

    def finite(digits: str) -> float:
        number = float(digits)
        if number in (float("inf"), float("-inf")):
            raise ValueError(f"{digits} is larger than a float can be")
        return number

    try:
        return json.loads(
            text, object_pairs_hook=no_doubles, parse_constant=no_constant, parse_float=finite
        )
    except json.JSONDecodeError as problem:
        is_cut = problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated")
        raise ValueError(
            f"line {problem.lineno}, column {problem.colno}: {problem.msg}"
            + ("; is the file cut short?" if is_cut else "")
        ) from None
    except ValueError as problem:
        if "digits" not in str(problem):
            raise
        raise ValueError(f"a whole number has more than {MOST_DIGITS} digits") from None
    except RecursionError:
        raise ValueError("lists stand in lists, too deep for a network") from None


def laid_out(content: Any, indent: str = "") -> str:
    """Return JSON in which what belongs together stands in one line.

    That is an entry for a Neuron, for the Links that come from one, or for an epoch.
    """
    depth = depth_of(content)
    if depth < 2 or (isinstance(content, dict) and depth == 2):
        return json.dumps(content, ensure_ascii=False, allow_nan=False)
    deeper = f"{indent}  "
    if isinstance(content, dict):
        items = [
            f"{deeper}{json.dumps(key, ensure_ascii=False)}: {laid_out(each, deeper)}"
            for key, each in content.items()
        ]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    items = [f"{deeper}{laid_out(each, deeper)}" for each in content]
    return "[\n" + ",\n".join(items) + f"\n{indent}]"


def depth_of(content: Any) -> int:
    """Return how many lists and objects stand in each other; 0 for a text or a number."""
    if not isinstance(content, (dict, list)):
        return 0
    things = content.values() if isinstance(content, dict) else content
    nested = [depth_of(each) for each in things if isinstance(each, (dict, list))]
    return 1 + max(nested, default=0)
