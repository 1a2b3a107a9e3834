"""How Sphinx makes a site of these pages: `sphinx-build -W -n -b html docs OUT`.

The pages stay as they are, and are read on their own just as well. What would otherwise be written
twice (the tour, the reference, the source beside its links) is made by `made_pages.py`, and all
pictures by `made_pictures.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sphinx.util import logging

DOCS = Path(__file__).resolve().parent
sys.path[:0] = [str(DOCS), str(DOCS.parent)]

import made_pages  # noqa: E402
import made_pictures  # noqa: E402
import made_summaries  # noqa: E402

import lernmi  # noqa: E402  (the one of this folder)

project = "lernmi"
author = "The lernmi authors"
project_copyright = "the lernmi authors, MIT License"
version = release = lernmi.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton", "sphinx_design"]
myst_enable_extensions = ["colon_fence"]
# A heading can be linked to as on other sites that show Markdown: page.md#the-heading
myst_heading_anchors = 3
# Blocks that don't say what they are: commands, drawings made of letters, what a program prints.
highlight_language = "none"

# Signs stay as they are in the files: f'(z), "it", --.
smartquotes = False

# A button copies what you would type: no prompts, and nothing that is printed.
copybutton_prompt_text = r">>> |\.\.\. |\(Pdb\) "
copybutton_prompt_is_regexp = True
copybutton_copy_empty_lines = False

# Types and defaults stand in the signatures, one parameter on a line.
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
# The types of other packages, and names that are not public, have no page here.
nitpick_ignore_regex = [("py:(class|data|exc|obj)", ".*")]
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
add_module_names = False
# Each page has the whole table of contents beside it: with every function, that takes minutes.
toc_object_entries = False
# Imported only where they are used, and not needed to read a docstring.
autodoc_mock_imports = [
    *["numba", "numpy", "matplotlib", "rich", "sympy", "torch", "onnx", "sklearn"],
]

html_theme = "furo"
html_title = f"lernmi {version}"
html_static_path = ["site.css", "favicon.svg"]
html_css_files = ["site.css"]
html_favicon = "favicon.svg"
# Beside the first page: the replay.
html_extra_path = ["made/files"]
html_copy_source = False
html_show_sphinx = False
# The colours of the pictures: blue is above 0, and what is to be clicked.
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#1f5fa8",
        "color-brand-content": "#1f5fa8",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7db4f0",
        "color-brand-content": "#7db4f0",
    },
}


def read_page(app: Any, docname: str, source: list[str]) -> None:
    """Lead links to files outside docs/ to pages of the site; show the words as a glossary."""
    page = Path(app.env.doc2path(docname))
    if made_pages.MADE in page.parents:
        return
    top = "../" * docname.count("/")
    text = made_pages.with_replay(source[0], top)
    text = made_pages.with_site_links(text, page.parent)
    text = made_pages.with_packages(made_pages.with_tabs(text))
    if docname == "vocabulary":
        text = made_pages.as_glossary(text)
    source[0] = made_pages.without_empty_ends(text)


def read_docstring(
    app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]
) -> None:
    """Turn a docstring, which is plain text, into what Sphinx expects."""
    if what == "module":
        # Its page has the name as its title.
        lines[0] = lines[0].removeprefix(f"{name}: ")
    attributes = made_pages.attributes_of(thing) if what == "class" else set()
    lines[:] = made_pages.as_rst(lines, attributes)


def leave_out(app: Any, what: str, name: str, thing: Any, skip: bool, options: Any) -> bool | None:
    """Leave out the fields of a NamedTuple: Python says "Alias for field number 0" of them."""
    return True if type(thing).__name__ == "_tuplegetter" else None


def sign(
    app: Any, what: str, name: str, thing: Any, options: Any, signature: str, returns: str
) -> tuple[str, str] | None:
    """Show what a class takes, where Sphinx only finds (*args, ..)."""
    if what != "class" or not (signature or "").startswith("(*args"):
        return None
    return made_pages.signature_of(thing), returns


def setup(app: Any) -> None:
    """Make the pictures and pages before Sphinx looks which there are."""
    for what in made_pictures.make(made_pages.MADE_PICTURES):
        logging.getLogger(__name__).info("some pictures are shown as they were, without %s", what)
    made_pages.make()
    app.connect("source-read", read_page)
    app.connect("autodoc-process-docstring", read_docstring)
    app.connect("autodoc-process-signature", sign)
    app.connect("autodoc-skip-member", leave_out)
    app.connect("html-page-context", made_summaries.add_description)
    app.connect("build-finished", made_summaries.write_llms_txt)
