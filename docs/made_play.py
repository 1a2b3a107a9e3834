"""Make the live page that needs no installation: `play/` of the site, with Python in the browser.

    python docs/made_play.py [FOLDER]

Without a folder, this only downloads Pyodide, and fails if it can't. `conf.py` calls `make`.

The page is the one that `lernmi play` serves. Python is Pyodide, unchanged, from the npm registry.
It isn't part of the repository: the build downloads it once, into docs/made/, and compares its
checksum. LERNMI_PYODIDE can name the file, where there is no network.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path
from urllib.request import urlopen

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
PACKAGE = ROOT / "lernmi"
OWN = DOCS / "play_page"
sys.path[:0] = [str(DOCS), str(ROOT)]

from made_pages import MADE, newest_source  # noqa: E402
from made_recording import recordings  # noqa: E402

import lernmi  # noqa: E402
from lernmi.exercises.ladder import LADDER  # noqa: E402
from lernmi.play.desk import first_text, folder_as_zip  # noqa: E402
from lernmi.play.server import assets  # noqa: E402
from lernmi.play.task_texts import hint_texts, page_texts  # noqa: E402

# To upgrade: `npm view pyodide@VERSION dist.integrity` prints the checksum.
VERSION = "314.0.7"
SHA512 = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
ADDRESS = f"https://registry.npmjs.org/pyodide/-/pyodide-{VERSION}.tgz"
SECONDS = 30
# Its list of other packages is needed, too, but empty: lernmi uses none of them.
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PACKAGES = "pyodide-lock.json"
LICENCES = ("pyodide_licence.txt", "python_licence.txt")
# The page may load its own files, and nothing else; a worker that it makes obeys the same rules.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "connect-src 'self'; img-src 'self' data:; worker-src blob:; base-uri 'none'; "
    "form-action 'none'"
)
NOT_DOWNLOADED = "this copy of the page was made without it"
NOT_SERVED = (
    "This page needs a web server, because browsers don't let a file load its parts. In the "
    "folder of the site, type: python3 -m http.server"
)
# The page with the exercises; Watch opens a frame in it.
EXERCISES = (
    "exercises.html",
    "exercises.css",
    "exercises.mjs",
    "on_paper.mjs",
    "zip.mjs",
    "elements.mjs",
    "watch.html",
    "watch.mjs",
)
# The files of the page that only the local server needs.
LOCAL = ("/", "/connect.mjs", "/connect_local.mjs")


def make(folder: Path, package: bytes | None) -> None:
    """Make the page in `folder`.

    package: Pyodide's package, or None: then the page has only the recordings, and says why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {path[1:]: each.content for path, each in assets().items() if path not in LOCAL}
    files["index.html"] = page()
    files["connect.mjs"] = (OWN / "connect_pyodide.mjs").read_bytes()
    for name in ("recorded.mjs", "worker.mjs"):
        files[name] = (OWN / name).read_bytes()
    name, files[name] = wheel()
    files["python_files.mjs"] = python_files(name, package is not None)
    files.update(exercise_page())
    for name, content in files.items():
        is_script = name.endswith(".mjs")
        write(folder / name, without_comments(content) if is_script else content)
    record(folder / "recorded")
    unpacked = folder / f"pyodide-{VERSION}"
    if package is not None:
        unpack_pyodide(package, unpacked)
    # What an earlier build has left: another wheel, or another Pyodide.
    for path in set(folder.iterdir()) - {folder / name for name in (*files, "recorded")}:
        if path.is_dir() and path != unpacked:
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def record(folder: Path) -> None:
    """Make the recordings, which takes some seconds, unless they are newer than all sources."""
    made = [path.stat().st_mtime for path in folder.glob("*.json")]
    if not made or min(made) <= newest_source():
        folder.mkdir(exist_ok=True)
        for name, content in recordings().items():
            (folder / f"{name}.json").write_bytes(content)


def write(path: Path, content: bytes) -> None:
    """Write a file, unless it already has this content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def page() -> bytes:
    """Return index.html, which says what it may load, and why it stays empty without a server."""
    text = with_policy(assets()["/"].content.decode(), POLICY)
    return text.replace('<div id="play">', f'<div id="play"><p>{NOT_SERVED}</p>').encode()


def exercise_page() -> dict[str, bytes]:
    """Return the files of the page with the exercises, by their names."""
    files = {name: (OWN / name).read_bytes() for name in EXERCISES}
    for name in files:
        if name.endswith(".html"):
            files[name] = with_policy(files[name].decode(), f"{POLICY}; frame-src 'self'").encode()
    text = json.dumps(page_texts(), ensure_ascii=False, separators=(",", ":"))
    files["exercises.json"] = text.encode()
    files["hints.json"] = json.dumps(hint_texts(), ensure_ascii=False).encode()
    files["my_exercises.zip"] = folder_as_zip({each.number: first_text(each) for each in LADDER})
    return files


def with_policy(text: str, policy: str) -> str:
    """Return the text of a page that says what it may load."""
    head = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return text.replace('<meta charset="utf-8">', head)


def without_comments(script: bytes) -> bytes:
    """Return JavaScript without the lines that are only comments, and without its types.

    They are a sixth of what a visitor would load. The wheel has the files as they were written.
    """
    text = re.sub(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", "", script.decode(), flags=re.M | re.S)
    text = re.sub(r"/\*\* @type .*?\*/ ?", "", text)
    return re.sub(r"^[ \t]*//.*\n", "", text, flags=re.M).encode()


def python_files(wheel_name: str, is_complete: bool) -> bytes:
    """Return the module that names the files of Python, or says why there are none."""
    why = "" if is_complete else NOT_DOWNLOADED
    values = {"PYODIDE": f"./pyodide-{VERSION}/", "WHEEL": f"./{wheel_name}", "MISSING": why}
    lines = [f"export const {name} = {json.dumps(value)};\n" for name, value in values.items()]
    return "".join(["// Where the files of Python are, beside this one.\n", *lines]).encode()


def wheel() -> tuple[str, bytes]:
    """Return the name and the content of lernmi's wheel; the same files give the same bytes."""
    version = lernmi.__version__
    about = f"lernmi-{version}.dist-info"
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    files[f"{about}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: lernmi\nVersion: {version}\n".encode()
    )
    files[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{about}/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    record = []
    for name, content in files.items():
        checksum = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        record.append(f"{name},sha256={checksum},{len(content)}\n")
    record.append(f"{about}/RECORD,,\n")
    files[f"{about}/RECORD"] = "".join(record).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Without a time of its own, each file has the same one.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
    return f"lernmi-{version}-py3-none-any.whl", packed.getvalue()


def pyodide(kept: Path) -> bytes:
    """Return Pyodide's package; OSError or ValueError if it can't be had.

    kept: the folder where it is kept. LERNMI_PYODIDE names another file.
    """
    given = os.environ.get("LERNMI_PYODIDE")
    path = Path(given) if given else kept / f"pyodide-{VERSION}.tgz"
    if path.exists():
        return checked(path.read_bytes(), str(path))
    if given:
        raise FileNotFoundError(f"LERNMI_PYODIDE names {given}, which doesn't exist")
    with urlopen(ADDRESS, timeout=SECONDS) as answer:
        content = checked(answer.read(), ADDRESS)
    write(path, content)
    return content


def checked(content: bytes, where: str) -> bytes:
    """Return Pyodide's package; ValueError if it isn't the one that is expected."""
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != SHA512:
        raise ValueError(f"{where} isn't Pyodide {VERSION}: its checksum differs")
    return content


def unpack_pyodide(content: bytes, folder: Path) -> None:
    """Write the needed files of Pyodide's package, and its licences, into a folder."""
    folder.mkdir(exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as package:
        for name in (*FILES, PACKAGES):
            member = package.extractfile(f"package/{name}")
            assert member is not None
            found = member.read()
            if name == PACKAGES:
                found = json.dumps({**json.loads(found), "packages": {}}).encode()
            write(folder / name, found)
    for name in LICENCES:
        shutil.copyfile(OWN / name, folder / name)


def main() -> None:
    """Download Pyodide; with a folder, also make the page there."""
    try:
        package = pyodide(MADE)
    except (OSError, ValueError) as problem:
        sys.exit(f"Pyodide can't be downloaded: {problem}")
    if len(sys.argv) > 1:
        make(Path(sys.argv[1]), package)


if __name__ == "__main__":
    main()
