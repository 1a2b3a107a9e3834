"""Look inside: every number can say where it came from.

    moment_by_moment.py one learning step, as a sequence of small records
    explanations.py     explain a Link, a Neuron or a whole network, with its numbers
    shares.py           which Links cause the error, and how much of it each one causes
    check.py            is backpropagation right? compare weight sensitivities with measured ones
    algebra.py          outputs, error and sensitivities as formulas (needs SymPy)
    doctor.py           why a network doesn't learn
    patients.py         what the doctor looks at, and what it reports
    ailments_of_samples.py, ailments_of_networks.py, ailments_of_training.py
                        what can be wrong: one function for each ailment
    simple_rules.py     how well a straight line or similar samples predict
    second_tries.py     train a copy with something changed
    cures.py            which change helps a network that doesn't learn
    what_if.py          how the error changes with one or two weights
    table.py            one learning step as a table, or as a worksheet
    diagram.py          draw a network, as SVG or as text
    layout.py           where a page draws each Neuron and Link
    replays.py          a training run as a web page to play, forwards and back (see page/)
    notebook.py         show all of these in a notebook
    calculations.py     align calculations, with digits that you can check by hand
    formulas.py         formulas of the activations, with the numbers filled in
    dual_numbers.py     numbers that also calculate how they change
    numbers.py          numbers as people read them
    sentences.py        all sentences that explanations and pages use

Nothing here does the arithmetic of learning: the real Neurons and Links do.
"""

from lernmi.inside.algebra import Algebra
from lernmi.inside.check import Checked, GradientCheck, check_gradients
from lernmi.inside.diagram import Diagram, draw
from lernmi.inside.doctor import Diagnosis, examine
from lernmi.inside.explanations import Explanation, explain
from lernmi.inside.moment_by_moment import Moment, Source, moments
from lernmi.inside.notebook import Shown, show
from lernmi.inside.patients import Finding
from lernmi.inside.replays import Replay, replay
from lernmi.inside.shares import Share, link_shares, neuron_shares
from lernmi.inside.table import trace_table
from lernmi.inside.what_if import WeightCurve, WeightSurface, weight_curve, weight_surface

__all__ = [
    "Algebra",
    "Checked",
    "Diagnosis",
    "Diagram",
    "Explanation",
    "Finding",
    "GradientCheck",
    "Moment",
    "Replay",
    "Share",
    "Shown",
    "Source",
    "WeightCurve",
    "WeightSurface",
    "check_gradients",
    "draw",
    "examine",
    "explain",
    "link_shares",
    "moments",
    "neuron_shares",
    "replay",
    "show",
    "trace_table",
    "weight_curve",
    "weight_surface",
]
