"""How Sphinx builds this folder: `nox -s docs`. Every warning is an error, a link to nothing among them."""

from importlib.metadata import version as version_of

project = "stackrig"
author = "the stackrig developers"
copyright = "the stackrig developers"  # noqa: A001  # Sphinx's name
release = version = version_of("stackrig")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
myst_heading_anchors = 3
default_role = "code"  # docstrings write `code` with one backtick, as Markdown does

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False

html_theme = "furo"
html_title = "stackrig"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
copybutton_exclude = ".linenos, .gp"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
