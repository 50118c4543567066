"""Reads notebooks as Jupyter does: `check.py FILE...` exits with 1 after the first one that nbformat finds invalid or nbconvert cannot show."""

import sys
import warnings

import nbformat
from nbconvert import HTMLExporter

warnings.simplefilter("error")

exporter = HTMLExporter()
for file in sys.argv[1:]:
    notebook = nbformat.read(file, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    html, _ = exporter.from_notebook_node(notebook)
    print(file, len(notebook.cells), len(html))
