"""Data to learn from.

    logic.py        logic gates and parity
    digits.py       handwritten digits, included with lernmi
    mnist.py        MNIST, from your own files
    shapes.py       points in the plane, as in TensorFlow Playground
    published/      worked examples by other authors, with a verdict on every number
    tables.py       read CSV files as text (table_forms.py, table_files.py and cells.py help)
    preparation.py  turn table rows into numbers
    meanings.py     guess what the columns of a table mean
    samples.py      split samples, make and change labels

A data set is a list of samples. Each sample is a pair `(inputs, expected)`: two lists of numbers.
MNIST and tables are read-only; `list(samples)` is a list that you can change.
"""

from lernmi.data.digits import load_digits, training_and_test_digits
from lernmi.data.logic import AND, NAND, NOT, OR, XOR, parity
from lernmi.data.mnist import load_mnist, training_and_test_mnist
from lernmi.data.preparation import NumberColumn, Preparation, TextColumn
from lernmi.data.published import PUBLISHED
from lernmi.data.published.brownlee import BROWNLEE
from lernmi.data.published.cs231n import CS231N
from lernmi.data.published.example import Finding, PublishedExample, PublishedNumber
from lernmi.data.published.giri import GIRI
from lernmi.data.published.han import HAN
from lernmi.data.published.karpathy import KARPATHY
from lernmi.data.published.mazur import MAZUR
from lernmi.data.published.miller import MILLER
from lernmi.data.published.rashid import RASHID
from lernmi.data.published.zhou import ZHOU
from lernmi.data.samples import one_hot, split, with_labels
from lernmi.data.shapes import circle, exclusive_or, gauss, moons, plane, six_gaussians, spiral
from lernmi.data.tables import Row, Table, read_table

__all__ = [
    "AND",
    "BROWNLEE",
    "CS231N",
    "GIRI",
    "HAN",
    "KARPATHY",
    "MAZUR",
    "MILLER",
    "NAND",
    "NOT",
    "OR",
    "PUBLISHED",
    "RASHID",
    "XOR",
    "ZHOU",
    "Finding",
    "NumberColumn",
    "Preparation",
    "PublishedExample",
    "PublishedNumber",
    "Row",
    "Table",
    "TextColumn",
    "circle",
    "exclusive_or",
    "gauss",
    "load_digits",
    "load_mnist",
    "moons",
    "one_hot",
    "parity",
    "plane",
    "read_table",
    "six_gaussians",
    "spiral",
    "split",
    "training_and_test_digits",
    "training_and_test_mnist",
    "with_labels",
]
