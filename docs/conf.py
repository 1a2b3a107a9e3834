"""Settings for Sphinx, which builds a site from these pages: `sphinx-build -W -n -b html docs OUT`.

The pages also read well on their own. `made_pages.py` makes what would otherwise be written twice
(the tour, the reference, the source files that pages link to), and `made_pictures.py` the pictures.
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
import made_play  # noqa: E402
import made_posters  # noqa: E402
import made_summaries  # noqa: E402

import lernmi  # noqa: E402  (the one in this checkout)

project = "lernmi"
author = "The lernmi authors"
project_copyright = "the lernmi authors, MIT License"
version = release = lernmi.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton", "sphinx_design"]
myst_enable_extensions = ["colon_fence"]
# Links to headings work as they do on GitHub: page.md#the-heading
myst_heading_anchors = 3
# Blocks without a language are commands, drawings made of letters, or printed output.
highlight_language = "none"

# Characters stay as they are in the files: f'(z), "it", --.
smartquotes = False

# The copy button copies what you type, without prompts and printed output.
copybutton_prompt_text = r">>> |\.\.\. |\(Pdb\) "
copybutton_prompt_is_regexp = True
copybutton_copy_empty_lines = False

# Signatures show types and defaults, with one parameter per line if they are long.
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
# Types from other packages and private names have no page here.
nitpick_ignore_regex = [("py:(class|data|exc|obj)", ".*")]
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
add_module_names = False
# Every page shows the whole table of contents. With every function in it, a build takes minutes.
toc_object_entries = False
# lernmi imports these only where it uses them, so Sphinx can read docstrings without them.
autodoc_mock_imports = [
    *["numba", "numpy", "matplotlib", "rich", "sympy", "torch", "onnx", "sklearn"],
]

html_theme = "furo"
html_title = f"lernmi {version}"
html_static_path = ["site.css", "site_play.js", "favicon.svg"]
html_css_files = ["site.css"]
html_js_files = [("site_play.js", {"defer": "defer"})]
html_favicon = "favicon.svg"
# Files that go next to the first page: the replay, the live page and its posters.
html_extra_path = ["made/files"]
html_copy_source = False
html_show_sphinx = False
# Blue is the colour of positive weights in the pictures, and of links.
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
    """Prepare a page for the site: links, replays, live pages, tabs, lists, the glossary."""
    page = Path(app.env.doc2path(docname))
    if made_pages.MADE in page.parents:
        return
    top = "../" * docname.count("/")
    text = made_posters.with_play(made_pages.with_replay(source[0], top), top)
    text = made_pages.with_site_links(text, page.parent)
    text = made_pages.with_packages(made_pages.with_tabs(text))
    if docname == "vocabulary":
        text = made_pages.as_glossary(text)
    source[0] = made_pages.without_empty_ends(text)


def read_docstring(
    app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]
) -> None:
    """Turn a docstring, which is plain text, into reStructuredText."""
    if what == "module":
        # The title of its page is already the name.
        lines[0] = lines[0].removeprefix(f"{name}: ")
    attributes = made_pages.attributes_of(thing) if what == "class" else set()
    lines[:] = made_pages.as_rst(lines, attributes)


def skip_fields(
    app: Any, what: str, name: str, thing: Any, skip: bool, options: Any
) -> bool | None:
    """Skip the fields of a NamedTuple: Python only describes them as "Alias for field number 0"."""
    return True if type(thing).__name__ == "_tuplegetter" else None


def complete_signature(
    app: Any, what: str, name: str, thing: Any, options: Any, signature: str, returns: str
) -> tuple[str, str] | None:
    """Return the parameters of a class for which Sphinx finds only (*args, ..)."""
    if what != "class" or not (signature or "").startswith("(*args"):
        return None
    return made_pages.signature_of(thing), returns


def setup(app: Any) -> None:
    """Make the pictures and pages before Sphinx looks for pages."""
    for what in made_pictures.make(made_pages.MADE_PICTURES):
        logging.getLogger(__name__).info(
            "some pictures were not redrawn, because this is missing: %s", what
        )
    made_pages.make()
    made_posters.make_posters(made_pages.MADE_FILES / "posters")
    package = None
    try:
        package = made_play.pyodide(made_pages.MADE)
    except (OSError, ValueError) as problem:
        logging.getLogger(__name__).info("the live page has no Python: %s", problem)
    made_play.make(made_pages.MADE_FILES / "play", package)
    app.connect("source-read", read_page)
    app.connect("autodoc-process-docstring", read_docstring)
    app.connect("autodoc-process-signature", complete_signature)
    app.connect("autodoc-skip-member", skip_fields)
    app.connect("html-page-context", made_summaries.add_description)
    app.connect("build-finished", made_summaries.write_llms_txt)
