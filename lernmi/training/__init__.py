"""Everything around a training run.

measures.py     accuracy, R^2 and other measures of how well a network does
stopping.py     early stopping
many_starts.py  a census: train from many random starts, and count how often it works
records.py      the history as a table
"""

import sys
from importlib import import_module

from lernmi.support.engines import NudgingRule
from lernmi.support.records import EpochRecord, History, Progress
from lernmi.support.whole_epochs import TrainingDiverged
from lernmi.trainer import Training
from lernmi.training.many_starts import Census, Outcome, census
from lernmi.training.measures import (
    PrecisionAndRecall,
    absolute_error,
    accuracy,
    accuracy_between,
    accuracy_for,
    class_of,
    confusions,
    place_of_largest,
    precision_and_recall,
    r_squared,
    results,
)
from lernmi.training.records import history_rows, write_history
from lernmi.training.stopping import EarlyStopping

__all__ = [
    "Census",
    "EarlyStopping",
    "EpochRecord",
    "History",
    "NudgingRule",
    "Outcome",
    "PrecisionAndRecall",
    "Progress",
    "Training",
    "TrainingDiverged",
    "absolute_error",
    "accuracy",
    "accuracy_between",
    "accuracy_for",
    "census",
    "class_of",
    "confusions",
    "history_rows",
    "place_of_largest",
    "precision_and_recall",
    "r_squared",
    "results",
    "write_history",
]

# Pickles made by lernmi 0.1.0 use the old names of these modules.
MOVED = {
    "activations": "lernmi.functions.activations",
    "error_functions": "lernmi.functions.error_functions",
    "initial_weights": "lernmi.functions.initial_weights",
    "nudging": "lernmi.functions.nudging",
    "census": "lernmi.training.many_starts",
}
sys.modules.update(
    {f"lernmi.training.{old_name}": import_module(name) for old_name, name in MOVED.items()}
)
