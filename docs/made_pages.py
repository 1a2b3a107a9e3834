"""Make the pages that nobody writes by hand: the tour, the reference, the linked source files.

They go into `docs/made/`, which isn't part of the repository. Their content comes from
`examples/README.md`, the examples and their output, the docstrings, and the parsers of the command
line. `conf.py` calls `make`.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Set
from importlib import import_module
from pathlib import Path

from made_command_line import command_line

from lernmi import Activation
from lernmi.data import MAZUR, PublishedExample
from lernmi.functions import ErrorFunction
from lernmi.inside import replay

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
MADE = DOCS / "made"
MADE_PICTURES = MADE / "pictures"
# Files that are copied to the top of the site.
MADE_FILES = MADE / "files"
PACKAGE = ROOT / "lernmi"
EXAMPLES = ROOT / "examples"

# The recorded learning step, as a page of its own.
REPLAY = "one_step.html"

# The files of the core, in the order of the package's docstring.
CORE = re.findall(r"^    (\w+)\.py ", (PACKAGE / "__init__.py").read_text(encoding="utf-8"), re.M)
# The reference leaves out what lernmi's classes inherit from these.
OTHERS_CLASSES = "BaseException, list, tuple, BaseEstimator, ClassifierMixin, RegressorMixin"

# These need more than lernmi, so a build doesn't run them.
NOT_RUN = ("16_outgrow", "17_many_machines")

LANGUAGES = {".py": "python", ".json": "json", ".c": "c", ".css": "css", ".js": "js"}


def make() -> None:
    """Write all pages, and remove old ones that are no longer needed.

    Pages that didn't change keep their time, so that Sphinx skips them.
    """
    pages = {**tour(), **reference()}
    pages["engines"] = page_from(PACKAGE / "engines" / "README.md")
    pages.update(source_pages([*DOCS.glob("*.md"), *DOCS.glob("*/*.md")], pages))
    wanted = set()
    for name, text in pages.items():
        path = MADE / f"{name}.md"
        wanted.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in set(MADE.rglob("*.md")) - wanted:
        path.unlink()
    MADE_FILES.mkdir(exist_ok=True)
    sample = (MAZUR.inputs, MAZUR.expected)
    title = "One learning step, moment by moment"
    replay(MAZUR.network(), [sample], learning_rate=0.5, title=title).save(MADE_FILES / REPLAY)


# Links


def site_page(path: Path) -> str:
    """Return the link to the page for a file outside docs/, from the top of the site."""
    if path == ROOT / "README.md":
        return "/index.md"
    if path == EXAMPLES / "README.md":
        return "/made/tour/index.md"
    if path.parent == EXAMPLES and path.stem[:2].isdigit():
        return f"/made/tour/{path.stem}.md"
    if path == PACKAGE / "engines" / "README.md":
        return "/made/engines.md"
    name = path.relative_to(ROOT).as_posix()
    return f"/made/source/{name}/index.md" if path.is_dir() else f"/made/source/{name}.md"


def links_in(text: str) -> list[re.Match[str]]:
    """Return the links to files outside code blocks, with the groups `path` and `anchor`."""
    blocks = [block.span() for block in re.finditer(r"^```.*?^```", text, re.M | re.S)]
    found = re.finditer(r"\]\((?!\w+:|[#/])(?P<path>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)", text)
    return [
        link for link in found if not any(first <= link.start() < last for first, last in blocks)
    ]


def with_site_links(text: str, folder: Path) -> str:
    """Return a page with its links changed to those of the site.

    folder: the page's folder.
    """
    for link in reversed(links_in(text)):
        path = (folder / link["path"]).resolve()
        if (MADE_PICTURES / path.name).exists() and path.parent == DOCS / "pictures":
            page = f"/made/pictures/{path.name}"
        elif DOCS in path.parents:
            page = f"/{path.relative_to(DOCS).as_posix()}"
        else:
            page = site_page(path)
        text = f"{text[: link.start()]}]({page}{link['anchor'] or ''}){text[link.end() :]}"
    return text


def page_from(path: Path) -> str:
    """Return a Markdown file from outside docs/ as a page of the site."""
    return with_site_links(path.read_text(encoding="utf-8"), path.parent)


def source_pages(readers: list[Path], others: dict[str, str]) -> dict[str, str]:
    """Return pages, by name, that show the whole core and the files that other pages link to.

    readers: the pages in docs/ that have the links.
    """
    linked = {PACKAGE / f"{name}.py" for name in CORE}
    texts = [*readers, EXAMPLES / "README.md", PACKAGE / "engines" / "README.md"]
    for page in texts:
        if MADE not in page.parents:
            for link in links_in(page.read_text(encoding="utf-8")):
                linked.add((page.parent / link["path"]).resolve())
    linked = {path for path in linked if DOCS not in path.parents}
    for folder in [path for path in linked if path.is_dir()]:
        linked.update(folder.glob("*.py"))

    pages = {}
    for path in sorted(linked):
        name = site_page(path).removeprefix("/made/").removesuffix(".md")
        if name.startswith("source/"):
            pages[name] = source_page(path)
    return pages


def source_page(path: Path) -> str:
    """Return a page that shows one file, or lists a folder."""
    name = path.relative_to(ROOT).as_posix()
    page = "---\norphan: true\n---\n\n"
    if path.is_dir():
        files = sorted(path.glob("*.py"))
        return f"{page}# {name}/\n\n" + "".join(
            f"- [{each.name}]({site_page(each)})\n" for each in files
        )
    if path.suffix == ".md":
        return page + page_from(path)
    language = LANGUAGES.get(path.suffix, "none")
    return f"{page}# {name}\n\n" + file_directive(path, f":language: {language}", ":linenos:")


def file_directive(path: Path, *options: str) -> str:
    """Return a directive that shows a file, or part of it with options such as ":lines: 1-9"."""
    name = path.relative_to(ROOT).as_posix()
    return "\n".join([f"```{{literalinclude}} /../{name}", *options, "```\n\n"])


# The tour: a page for each example


def tour() -> dict[str, str]:
    """Return the pages of the tour, by name, from the table and answers in examples/README.md."""
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    before, _, after = readme.partition("\n| run it |")
    after = after.partition("\n\n")[2]
    notes, _, answers = after.partition("\n## Answers")
    about_data = answers.partition("\n## The data of 13\n")[2]

    rows = {}
    for line in readme.splitlines():
        if line.startswith("| `python3"):
            command, shows, can, read = (cell.strip() for cell in line.strip("|").split("|"))
            rows[re.findall(r"examples\.(\d+)", command)[0]] = command, shows, can, read
    pages = {}
    listed = []
    details = r"<details><summary>(\d+), (.*?): (.*?)</summary>\s*(.*?)\s*</details>"
    for number, title, question, answer in re.findall(details, answers, re.S):
        [path] = EXAMPLES.glob(f"{number}_*")
        title = f"{number}. {title[0].upper()}{title[1:]}"
        page = f"# {title}\n\n"
        if number in rows:
            command, shows, can, read = rows[number]
            page += f"{shows[0].upper()}{shows[1:]}.\n\nRun it from the top folder of lernmi:\n\n"
            page += f"    {command.strip('`')}\n\n{file_directive(path, ':language: python')}"
            if path.stem not in NOT_RUN:
                page += f"## What it prints\n\n{block(output_of(path))}"
            page += f"Afterwards you can {can}.\n\n## Read in the core\n\n"
            page += with_site_links(f"{read}\n\n{core_directives(read)}", EXAMPLES)
            listed.append(f"- [{title}]({path.stem}.md): {shows}")
        else:
            page += notebook(path)
            listed.append(f"- [{title}]({path.stem}.md): the same in pictures")
        page += '## Answer to "Try this"\n\n'
        page += f"<details><summary>{question}</summary>\n\n{answer}\n\n</details>\n"
        if number == "13":
            page += f"\n## The data\n\n{about_data}"
        pages[f"tour/{path.stem}"] = page
    names = "\n".join(name.removeprefix("tour/") for name in pages)
    pages["tour/index"] = (
        with_site_links(before, EXAMPLES)
        + "\n\n"
        + "\n".join(listed)
        + f"\n\n{with_site_links(notes, EXAMPLES)}\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
    )
    return pages


@functools.cache
def newest_source() -> float:
    """Return the time of the last change to lernmi, the examples, or these scripts."""
    files = [*PACKAGE.rglob("*.*"), *EXAMPLES.glob("*.*"), *DOCS.glob("*.py")]
    return max(path.stat().st_mtime for path in files if path.suffix != ".pyc")


def output_of(path: Path) -> str:
    """Return an example's output. Runs the example if anything has changed since the last run."""
    kept = MADE / "printed" / f"{path.stem}.txt"
    if not kept.exists() or kept.stat().st_mtime < newest_source():
        answer = subprocess.run(
            [sys.executable, "-m", f"examples.{path.stem}"],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            check=True,
        )
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(answer.stdout)
    return kept.read_text(encoding="utf-8")


def core_objects() -> dict[str, Path]:
    """Return the functions, classes and methods (`Link.nudge`) of the core, with their files."""
    found = {}
    for name in CORE:
        path = PACKAGE / f"{name}.py"
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[node.name] = path
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef):
                        found[f"{node.name}.{part.name}"] = path
    return found


def core_directives(read: str) -> str:
    """Show the code that a cell of the table names in backticks: `Link`, then its `propagate`."""
    objects = core_objects()
    names: list[str] = []
    for name in re.findall(r"`([\w.]+)`", read):
        if name not in objects:
            # A method alone belongs to the class before it, or to the only class that has it.
            ending = f".{name}"
            candidates = [each for each in objects if each.endswith(ending)]
            of_the_last = [each for each in candidates if names and each == names[-1] + ending]
            of_the_last += [
                each for each in candidates if names and each == names[-1].split(".")[0] + ending
            ]
            if not (of_the_last or len(candidates) == 1):
                continue
            name = (of_the_last or candidates)[0]
        # If the cell names methods of a class, show only those.
        if names and name.startswith(f"{names[-1]}."):
            names.pop()
        if name not in names:
            names.append(name)
    return "".join(
        file_directive(
            objects[name],
            ":language: python",
            f":pyobject: {name}",
            f":caption: {name}",
            f":dedent: {4 if '.' in name else 0}",
        )
        for name in names
    )


def notebook(path: Path) -> str:
    """Return the text and the code of a notebook, without its output."""
    text = "In Jupyter or any other program for notebooks, open `examples/14_notebook.ipynb`.\n\n"
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        content = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            # The page already has a title.
            text += re.sub(r"^# (.*)", r"**\1**", content) + "\n\n"
        else:
            language = "none" if content.startswith("%") else "python"
            text += f"```{language}\n{content}\n```\n\n"
    return text


# The reference


def reference() -> dict[str, str]:
    """Return a page for each package with public names, and the command line's, by name."""
    pages = {"reference/command_line": command_line()}
    # Show a file's docstring once, on the first page with a name from it.
    shown: set[Path] = set()
    for package in public_packages():
        page = f"# {package}\n\n{rst(f'.. automodule:: {package}', '   :no-members:')}"
        for path, names in names_by_file(package).items():
            page += f"## {path.relative_to(PACKAGE).as_posix()}\n\n"
            if path not in shown and path.name != "__init__.py":
                page += about_file(path)
            shown.add(path)
            page += "".join(directive_for(package, name, path) for name in names)
        pages[f"reference/{package.removeprefix('lernmi.')}"] = page
    return pages


def public_packages() -> list[str]:
    """Return the packages that list public names in `__all__`; lernmi itself comes first."""
    return [
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in sorted(PACKAGE.rglob("__init__.py"))
        if re.search("^__all__ = ", path.read_text(encoding="utf-8"), re.M)
    ]


def names_by_file(package: str) -> dict[Path, list[str]]:
    """Return a package's public names, file by file, in the order of definition.

    The files of the core come first, then those that the package's docstring lists.
    """
    init = ROOT.joinpath(*package.split(".")) / "__init__.py"
    text = init.read_text(encoding="utf-8")
    public = import_module(package).__all__
    files: dict[Path, list[str]] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("lernmi"):
            path = ROOT.joinpath(*str(node.module).split("."))
            path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
            names = [name.name for name in node.names if name.name in public]
            if names:
                files[path] = names
    imported = [name for names in files.values() for name in names]
    here = [name for name in public if name not in imported]
    if here:
        files[init] = here

    def place(path: Path) -> tuple[bool, int]:
        if path.parent == PACKAGE and path != init:
            return False, CORE.index(path.stem)
        found = text.find(f" {path.name} ") if path.parent == init.parent else -1
        return True, found if found >= 0 else len(text)

    return {
        path: sorted(files[path], key=lambda name: defined_in(path)[name].lineno)
        for path in sorted(files, key=place)
    }


def defined_in(path: Path) -> dict[str, ast.stmt]:
    """Return the functions, classes and values that a file defines."""
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update((target.id, node) for target in targets if isinstance(target, ast.Name))
    return found


def about_file(path: Path) -> str:
    """Return a file's docstring, with a link to the source for a file of the core."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    link = f"The source: [{path.name}]({site_page(path)}).\n\n" if path.parent == PACKAGE else ""
    return link + rst(*as_rst(text.split("\n")))


def directive_for(package: str, name: str, path: Path) -> str:
    """Return the directive that documents a public name, which `path` defines."""
    node = defined_in(path)[name]
    if isinstance(node, ast.FunctionDef):
        return rst(f".. autofunction:: {package}.{name}")
    if isinstance(node, ast.ClassDef):
        # Include what it inherits from classes of lernmi, as Network does from Parts.
        return rst(f".. autoclass:: {package}.{name}", f"   :inherited-members: {OTHERS_CLASSES}")
    text = as_rst(description(package, name, path).split("\n"))
    lines = [f".. py:data:: {name}", f"   :module: {package}", "", *[f"   {line}" for line in text]]
    return rst(*lines)


def description(package: str, name: str, path: Path) -> str:
    """Return the description of a value: its `#:` comment, or the docstrings of its parts."""
    lines = path.read_text(encoding="utf-8").splitlines()[: defined_in(path)[name].lineno - 1]
    comment = list(itertools.takewhile(lambda line: line.startswith("#:"), reversed(lines)))
    if comment:
        return "\n".join(line.removeprefix("#:").strip() for line in reversed(comment))
    value = getattr(import_module(package), name)
    if isinstance(value, Activation):
        parts = {"output": value.function, "slope": value.slope}
    elif isinstance(value, ErrorFunction):
        parts = {"error": value.function, "sensitivities": value.sensitivities}
    elif isinstance(value, PublishedExample):
        return f'{value.author}, "{value.title}" ({value.year}): {value.about}.'
    else:
        return ""
    return "\n\n".join(
        f"*{part.capitalize()}*: {inspect.getdoc(function).removeprefix('Return ')}"
        for part, function in parts.items()
    )


def attributes_of(kind: type) -> set[str]:
    """Return the attributes of a class of lernmi, without properties."""
    found: set[str] = set()
    for base in kind.__mro__:
        if base.__module__.split(".")[0] == "lernmi":
            found.update(inspect.get_annotations(base))
            source = textwrap.dedent(inspect.getsource(base))
            found.update(re.findall(r"^ +self\.(\w+)(?:: .*)? = ", source, re.M))
    return {name for name in found if not isinstance(getattr(kind, name, None), property)}


def signature_of(kind: type) -> str:
    """Return the parameters of a class's `__init__`; "" for a protocol, which nobody calls."""
    if getattr(kind, "_is_protocol", False):
        return ""
    [definition] = ast.parse(textwrap.dedent(inspect.getsource(kind.__init__))).body
    assert isinstance(definition, ast.FunctionDef)
    del definition.args.args[0]  # self
    # Sphinx shows Number as float everywhere else.
    return re.sub(r"\bNumber\b", "float", f"({ast.unparse(definition.args)})")


def rst(*lines: str) -> str:
    """Return lines of reStructuredText as a block of a Markdown page."""
    text = "\n".join(lines)
    return f"```{{eval-rst}}\n{text}\n```\n\n"


def block(text: str) -> str:
    """Return text as a block without highlighting."""
    shown = text.strip("\n")
    return f"```none\n{shown}\n```\n\n"


def as_rst(lines: list[str], attributes: Set[str] = frozenset()) -> list[str]:
    """Turn a docstring into reStructuredText: code as code, `name: what it is` as a list.

    attributes: names that the search should find as attributes of a class.
    """
    text = "\n".join(lines)
    # Lines about files become a list.
    text = re.sub(
        r"(?:^ *\w+(?:\.py|/) +\S.*$\n?){2,}",
        lambda piece: re.sub(r"^ *(\w+(?:\.py|/)) +", r"- `\1`: ", piece[0], flags=re.M),
        text,
        flags=re.M,
    )
    # JSON becomes a block.
    text = re.sub(
        r"^\{\n.*?^\}$", lambda piece: piece[0].replace("\n", "\n    "), text, flags=re.M | re.S
    )
    text = re.sub(r"^\{$", "    {", text, flags=re.M)

    found: list[str] = []
    # The lines of code blocks, which stay as they are.
    code: set[int] = set()
    kind = ""
    for line in text.split("\n"):
        is_indented = line.startswith("    ")
        entry = re.match(r"([a-z_]\w*(?:, [a-z_]\w*)*): (.*)", line)
        goes_on = not line or (is_indented and kind) or (kind == "bullets" and line[:2] == "  ")
        before, kind = kind, kind if goes_on else ""
        names = entry[1].split(", ") if entry else []
        # A parameter may have the same name as an attribute, which the docstring describes later.
        later = text[text.index(line) + len(line) :] if entry else ""
        is_last = not any(re.search(rf"^{name}: ", later, re.M) for name in names)
        if entry and attributes.issuperset(names) and is_last:
            found.extend(["", f".. py:attribute:: {names[0]}"])
            found.extend([f"                  {name}" for name in names[1:]])
            found.append("")
            line, kind = f"   {entry[2]}", "attribute"
        elif entry:
            listed = ", ".join(f"``{name}``" for name in names)
            line, kind = f"- {listed}: {entry[2]}", "list"
        elif is_indented and kind == "list":
            line = line[2:]
        elif is_indented and kind == "attribute":
            line = line[1:]
        elif is_indented and kind != "block" and not (found and found[-1]):
            # A drawing, a table or code stays as it is.
            found.extend(["::", ""])
            kind = "block"
        elif line.startswith("- "):
            kind = "bullets"
        if line and kind != before and found and found[-1]:
            found.append("")
        if kind == "block":
            code.add(len(found))
        found.append(line)
    pieces = itertools.groupby(range(len(found)), key=code.__contains__)
    return [
        line
        for is_code, places in pieces
        for line in escaped_outside_code([found[place] for place in places], is_code)
    ]


def escaped_outside_code(lines: list[str], is_code: bool) -> list[str]:
    """Return lines with `code` marked as in reStructuredText, and special characters escaped.

    is_code: whether the lines are a code block, which stays as it is.
    """
    if is_code:
        return lines
    text = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", "\n".join(lines))
    # Outside code, escape characters with a special meaning.
    parts = re.split(r"(``[^`]+``)", text)
    parts[::2] = [re.sub(r"([|*\\])", r"\\\1", part) for part in parts[::2]]
    text = "".join(parts)
    # *Emphasis* stays.
    text = re.sub(r"\\\*(\w[^*`\\]*[\w?!])\\\*", r"*\1*", text)
    return text.split("\n")


# What the site shows differently from plain Markdown


def with_replay(text: str, top: str) -> str:
    """Replace <!-- replay --> and the picture after it by the replay.

    top: how a link from the page to the top of the site begins, such as "../".

    Readers of the plain Markdown see the picture.
    """
    html = (
        '```{raw} html\n<figure class="replay">\n'
        f'<iframe src="{top}{REPLAY}" loading="lazy" '
        'title="A replay of one learning step: press Play, or go moment by moment"></iframe>\n'
        f'<figcaption><a href="{top}{REPLAY}" target="_blank">Open the replay in its own window</a>'
        "</figcaption>\n</figure>\n```"
    )
    return re.sub(r"^<!-- replay -->\s*!\[[^\]]*\]\([^)]*\)$", lambda _: html, text, flags=re.M)


def with_tabs(text: str) -> str:
    """Turn the sections between <!-- tabs: TITLE --> and <!-- end of tabs --> into tabs.

    "## In pdb" becomes a tab "pdb", and links to the section still find it.
    """
    found = re.search(r"^<!-- tabs: (.*) -->\n(.*?)^<!-- end of tabs -->\n", text, re.M | re.S)
    if found is None:
        return text
    tabs = [f"## {found[1]}\n\n:::::{{tab-set}}\n"]
    for section in re.split(r"^## ", found[2], flags=re.M)[1:]:
        heading, _, content = section.partition("\n")
        # The anchor that Markdown makes from a heading.
        place = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        label = heading.removeprefix("In ")
        tabs.append(f"::::{{tab-item}} {label}\n:name: {place}\n\n{content.strip()}\n::::\n")
    tabs.append(":::::\n")
    return text[: found.start()] + "".join(tabs) + text[found.end() :]


def with_packages(text: str) -> str:
    """Replace <!-- packages --> by a list of the packages, with a line about each."""
    rows = []
    for package in public_packages():
        about = inspect.getdoc(import_module(package)) or ""
        first = " ".join(about.partition("\n\n")[0].split())
        # "lernmi: ..", "Bridges: ..": the name is already there.
        name = package.rpartition(".")[2]
        first = re.sub(rf"^{name}: ", "", first, flags=re.IGNORECASE)
        page = f"/made/reference/{package.removeprefix('lernmi.')}.md"
        rows.append(f"- [{package}]({page}): {first[:1].upper()}{first[1:]}\n")
    return text.replace("<!-- packages -->\n", "".join(rows))


def without_empty_ends(text: str) -> str:
    """Remove the empty line at the end of a session, and <BLANKLINE>: only the tests need them."""
    text = re.sub(r"^<BLANKLINE>$", "", text, flags=re.M)
    return re.sub(r"^(```\w.*?)\n+^```$", r"\1\n```", text, flags=re.M | re.S)


def as_glossary(text: str) -> str:
    """Turn the table of docs/vocabulary.md into a glossary: its columns don't fit on a phone."""
    rows = re.findall(r"^\| (.*?) \| (.*?) \|$", text, re.M)
    entries = []
    for mine, rest in rows[1:]:
        textbooks, _, meaning = rest.partition(" | ") if " | " in rest else ("", "", rest)
        also = f"In textbooks: {textbooks.strip()}. " if textbooks.strip() else ""
        meaning = meaning.lstrip("| ")
        entries.append(f"{mine}\n  {also}{meaning[0].upper()}{meaning[1:]}.\n")
    table = re.search(r"^\|.*^\|[^\n]*\n", text, re.M | re.S)
    assert table is not None
    glossary = "```{glossary}\n" + "\n".join(entries) + "```\n"
    return text[: table.start()] + glossary + text[table.end() :]
