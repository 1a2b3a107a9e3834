"""Everything around a training run.

measures.py     how well a network does
stopping.py     early stopping
many_starts.py  a census: how often a network learns, from many starts
records.py      the history as a table
"""

import sys
from importlib import import_module

# Pickles of lernmi 0.1.0 name modules as they were called then.
MOVED = {
    "activations": "lernmi.functions.activations",
    "error_functions": "lernmi.functions.error_functions",
    "initial_weights": "lernmi.functions.initial_weights",
    "nudging": "lernmi.functions.nudging",
    "census": "lernmi.training.many_starts",
}
for old_name, module_name in MOVED.items():
    sys.modules[f"lernmi.training.{old_name}"] = import_module(module_name)
