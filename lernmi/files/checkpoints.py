"""Checkpoints: a training under way in a file, so that it can go on as if nothing had stopped it.

    trainer.train(samples, 100, on_epoch=save_every(10, "run.json", trainer, samples))

and in another process, after the same network, Trainer and samples were made again:

    resume("run.json", trainer, samples)
    trainer.train(samples, 100 - trainer.epochs_done, on_epoch=...)

A checkpoint holds the network, as a file of its own would, what `Trainer.state()` says, and what
the training was begun with: a training can only go on with the same samples and settings. The
engine is none of them, since every engine gives the same bits; nor is the seed, which the state of
the random generator stands for.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lernmi.activations import Number
from lernmi.data.preparation import Preparation
from lernmi.files.checks import checked_keys, checked_list, told
from lernmi.files.documents import CHECKPOINT, VERSIONS, read_document, seal_of, write_document
from lernmi.files.networks import (
    checked_layers,
    checked_weights,
    content_of,
    network_in,
    weights_to_json,
)
from lernmi.files.numbers import number_to_json, state_from_json, state_to_json
from lernmi.functions.nudging import Adam, Nudging
from lernmi.network import Network
from lernmi.support.engines import restore_state, state_of
from lernmi.support.numbers import checked_whole_number
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample, checked_samples
from lernmi.trainer import Trainer
from lernmi.training.stopping import EarlyStopping
from lernmi.writing.whole_files import refuse_unwritable

# A schedule is a function; two are taken for the same if they agree for so many epochs.
EPOCHS_COMPARED = 10_000
KEYS = (
    "format",
    "version",
    "network",
    "settings",
    "samples",
    "validation",
    "training",
    "stopping",
    "seal",
)


def save_every(
    epochs: int,
    path: str | Path,
    trainer: Trainer,
    samples: Sequence[Sample],
    validation: Sequence[Sample] | None = None,
    *,
    preparation: Preparation | None = None,
    stopping: EarlyStopping | None = None,
) -> Callable[[EpochRecord], None]:
    """Return a function for `train(on_epoch=...)` that keeps the training in a file.

    epochs: after every so many epochs it is written, at least 1: with 10, after the epochs 10, 20,
        30.. of the Trainer, and not after a last one in between. At any moment the last one written
        is whole.
    path: the file. `load` reads it, too, and returns the network.
    trainer, samples, validation: what trains, and what is given to `train`.
    preparation: how rows of a table become samples, to be kept with the network.
    stopping: the EarlyStopping that is given to `train` as `stop_when`, if there is one. The
        network in the file is then the best one so far.

    Raises TypeError or ValueError, now, for what a file can't keep, or if there is no such folder,
    OSError if none can be written there. The function raises OSError if the file can't be written,
    and TypeError or ValueError for what it can't keep any more, which ends the training; the
    network, the history and the last checkpoint stay as they are.
    """
    epochs = checked_whole_number(epochs, "epochs", at_least=1)
    given = digests_of(trainer, samples, validation)
    refuse_unwritable(path)
    # Wherever the program goes meanwhile.
    path = Path(path).absolute()
    # A schedule is asked for its many learning rates once, and not at each writing.
    schedule = trainer.learning_rate
    digest = schedule_digest(schedule) if callable(schedule) else None
    # What can't be kept is refused before anything is learned.
    checkpoint_of(trainer, given, settings_of(trainer, stopping, digest), preparation, stopping)

    def on_epoch(record: EpochRecord) -> None:
        if record.epoch % epochs == 0:
            if stopping is not None:
                # train() shows it the epoch only after this.
                stopping.look_at(trainer.history)
            # It may have been set to another one since.
            known = digest if trainer.learning_rate is schedule else None
            settings = settings_of(trainer, stopping, known)
            write_document(path, checkpoint_of(trainer, given, settings, preparation, stopping))

    return on_epoch


def resume(
    path: str | Path,
    trainer: Trainer,
    samples: Sequence[Sample],
    validation: Sequence[Sample] | None = None,
    *,
    stopping: EarlyStopping | None = None,
) -> None:
    """Bring a Trainer and its network to where they were when a checkpoint was written.

    All is given as it was to `save_every`; the engine may be another. `stopping` gets back what it
    had seen; if it was over, the network gets its best weights. What remains is to go on:
    `trainer.train(samples, all_epochs - trainer.epochs_done, ...)`, unless `stopping.is_over`.

    Raises ValueError, and changes nothing, if samples, settings or the network are not those that
    the training began with, or if the file is not as it was written; TypeError for what is no
    Trainer or no samples; OSError if it can't be read.
    """
    given = digests_of(trainer, samples, validation)
    if trainer.is_training:
        raise ValueError("this Trainer is training; resume before calling train()")
    document = read_document(path)
    if document["format"] != CHECKPOINT:
        raise ValueError(
            f"{path} holds a network, but not how its training stood: nothing to go on from; "
            "load() reads it"
        )
    try:
        restore(document, trainer, given, stopping)
    except RecursionError:
        raise ValueError(f"{path}: lists stand in lists, too deep for a checkpoint") from None
    except ValueError as problem:
        raise ValueError(f"{path}: {problem}") from None


# Writing.


def checkpoint_of(
    trainer: Trainer,
    given: dict[str, Any],
    settings: dict[str, Any],
    preparation: Preparation | None,
    stopping: EarlyStopping | None,
) -> dict[str, Any]:
    """Return what stands in a checkpoint."""
    network = content_of(trainer.network, preparation)
    stopped = None
    if stopping is not None:
        stopped = {**stopping_to_json(stopping), "last_weights": network["weights"]}
        if stopping.best_weights is not None:
            network["weights"] = weights_to_json(trainer.network, stopping.best_weights)
    content = {
        "format": CHECKPOINT,
        "version": VERSIONS[CHECKPOINT],
        "network": network,
        "settings": settings,
        **given,
        "training": state_to_json(trainer.state(), "the state of the training"),
        "stopping": stopped,
    }
    return {**content, "seal": seal_of(content)}


def stopping_to_json(stopping: EarlyStopping) -> dict[str, Any]:
    """Return what an EarlyStopping has seen, but for the best weights."""
    return {
        "best_error": state_to_json(stopping.best_error, "the best validation error"),
        "best_epoch": stopping.best_epoch,
        "epochs_no_better": stopping.epochs_no_better,
        "epoch_seen": stopping.epoch_seen,
    }


def settings_of(
    trainer: Trainer, stopping: EarlyStopping | None, digest: str | None = None
) -> dict[str, Any]:
    """Return the settings that a training has to go on with, as JSON can have them.

    digest: that of the learning rate, if it is a schedule and the digest is known already.
    """
    if callable(trainer.learning_rate):
        learning_rate = {"schedule": digest or schedule_digest(trainer.learning_rate)}
    else:
        learning_rate = number_to_json(trainer.learning_rate, "the learning rate")
    return {
        "learning_rate": learning_rate,
        "batch_size": trainer.batch_size,
        "shuffle": trainer.shuffle,
        "nudging": None if trainer.nudging is None else name_of(trainer.nudging),
        "measures": list(trainer.measures),
        "patience": None if stopping is None else stopping.patience,
    }


def schedule_digest(schedule: Callable[[int], Number]) -> str:
    """Return a digest (SHA-256) of a schedule's learning rates for the first 10,000 epochs."""
    rates = []
    for epoch in range(1, EPOCHS_COMPARED + 1):
        try:
            rate = schedule(epoch)
        except Exception:
            # It has no more: the end of a list, say.
            break
        rates.append(number_to_json(rate, "the learning rate"))
    return hashlib.sha256(json.dumps(rates).encode("ascii")).hexdigest()


def name_of(nudging: Any) -> str:
    """Return what a nudging is called: the name of its type, and what it says of itself."""
    # Where something lies in memory is different each time.
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", repr(nudging))
    name = type(nudging).__qualname__
    return text if text.startswith(f"{name}(") else f"{name}: {text}"


def digests_of(
    trainer: Trainer, samples: Sequence[Sample], validation: Sequence[Sample] | None
) -> dict[str, Any]:
    """Return the digests of the samples; TypeError or ValueError if they don't fit the network."""
    if not isinstance(trainer, Trainer):
        raise TypeError(f"a checkpoint is of a Trainer; got {told(trainer)}")
    network = trainer.network
    return {
        "samples": digest_of(samples, network, "samples"),
        "validation": None if validation is None else digest_of(validation, network, "validation"),
    }


def digest_of(samples: Sequence[Sample], network: Network, what: str) -> dict[str, Any]:
    """Return how many samples there are, and the SHA-256 of all their numbers."""
    checked = checked_samples(samples, network, what)
    digest = hashlib.sha256()
    for inputs, expected in checked:
        for numbers in (inputs, expected):
            if {type(number) for number in numbers} == {float}:
                digest.update(struct.pack(f"<{len(numbers)}d", *numbers))
            else:
                digest.update(repr(numbers).encode())
    return {"count": len(checked), "sha256": digest.hexdigest()}


# Reading.


def restore(
    document: dict[str, Any],
    trainer: Trainer,
    given: dict[str, Any],
    stopping: EarlyStopping | None,
) -> None:
    """Bring all to where it was; ValueError, and no change, if it doesn't fit together."""
    checked_keys(document, KEYS, "the file")
    network = trainer.network
    content = network_in(document)
    refuse_other_network(content, content_of(network))
    for what in ("samples", "validation"):
        if document[what] != given[what]:
            raise ValueError(
                f"the training was begun with other {what}; it can only go on with the same, in "
                "the same order"
            )
    state = checked_state(document["training"], trainer)
    refuse_other_settings(document["settings"], settings_of(trainer, stopping))
    names, _, biases = checked_layers(content["layers"])
    weights = checked_weights(content["weights"], names, biases, "weights")
    if stopping is not None:
        seen = checked_stopping(document["stopping"])
        last = seen.pop("last_weights")
        last_weights = checked_weights(last, names, biases, "stopping.last_weights")
    if document["seal"] != seal_of(document):
        raise ValueError(
            "something in this checkpoint is not as it was written (its seal doesn't fit), so it "
            "can't be known that all goes on as before; load() still reads the network"
        )

    restore_trainer(trainer, state)
    if stopping is None:
        network.weights = weights
        return
    network.weights = last_weights
    for name, value in seen.items():
        setattr(stopping, name, value)
    stopping.best_weights = None
    if stopping.best_epoch:
        stopping.best_weights = tuple([tuple(of_layer) for of_layer in weights])
    if stopping.is_over:
        stopping.put_back()


def restore_trainer(trainer: Trainer, state: dict[str, Any]) -> None:
    """Give a Trainer its state back; ValueError, and no change, if its nudging can't take it."""
    before = state_of(trainer.nudging)
    try:
        trainer.restore(state)
    except Exception as problem:
        restore_state(trainer.nudging, before)
        raise ValueError(f"training: {problem}") from problem


def refuse_other_network(there: dict[str, Any], here: dict[str, Any]) -> None:
    """Raise ValueError unless two networks differ at most in their weights."""
    names, functions, biases = checked_layers(there["layers"])
    other_names, other_functions, other_biases = checked_layers(here["layers"])
    pairs = [
        (
            "sizes",
            *["-".join([f"{len(layer)}" for layer in each]) for each in (names, other_names)],
        ),
        ("biases", biases, other_biases),
        ("error function", there["error_function"], here["error_function"]),
    ]
    for number, layer in enumerate(zip(names, other_names, functions, other_functions)):
        pairs.append((f"names in layers[{number}]", *layer[:2]))
        pairs.append((f"activations in layers[{number}]", *layer[2:]))
    for what, one, other in pairs:
        if one != other:
            raise ValueError(
                f"the training was of another network: its {what} were {told(one)}, but here they "
                f"are {told(other)}"
            )


def refuse_other_settings(there: Any, here: dict[str, Any]) -> None:
    """Raise ValueError if a training can't go on, having begun with other settings."""
    checked_keys(there, list(here), "settings")
    for name, value in here.items():
        # As text, since 1 and 1.0 are not the same beside Fractions.
        if json.dumps(there[name]) != json.dumps(value):
            if "schedule" in f"{value}" and "schedule" in f"{there[name]}":
                raise ValueError(
                    "the schedule gives other learning rates than those that the training was "
                    "begun with"
                )
            raise ValueError(
                f"the training was begun with {name} {told(there[name])}, but here it is "
                f"{told(value)}; it can only go on with the same"
            )


def checked_state(value: Any, trainer: Trainer) -> dict[str, Any]:
    """Return what `Trainer.restore` takes; ValueError, with the place, for anything else."""
    keys = ("epochs_done", "random_state", "nudging_state", "history")
    state: dict[str, Any] = state_from_json(checked_keys(value, keys, "training"), "training")
    refuse_no_whole_number(state["epochs_done"], "training.epochs_done")
    newest = 0
    for number, record in enumerate(checked_list(state["history"], "training.history", 0)):
        where = f"training.history[{number}]"
        checked_record(record, where)
        if record["epoch"] <= newest:
            raise ValueError(f"{where}.epoch must be above {newest}; got {record['epoch']}")
        newest = record["epoch"]
    links = len(trainer.network.links)
    if isinstance(trainer.nudging, (Nudging, Adam)) and isinstance(state["nudging_state"], dict):
        for name, numbers in state["nudging_state"].items():
            if isinstance(numbers, list) and len(numbers) not in (0, links):
                raise ValueError(
                    f"training.nudging_state.{name} must have {links} numbers, one for each "
                    f"Link; got {len(numbers)}"
                )
    return state


def checked_record(record: Any, where: str) -> None:
    """Raise ValueError unless this is what an EpochRecord has."""
    checked_keys(record, EpochRecord._fields, where)
    refuse_no_whole_number(record["epoch"], f"{where}.epoch")
    numbers = [record["learning_rate"], record["error"]]
    measures = [record["measures"]]
    if record["validation_measures"] is not None:
        numbers.append(record["validation_error"])
        measures.append(record["validation_measures"])
    for each in measures:
        if not isinstance(each, dict):
            raise ValueError(f"{where} must have measures by name; got {told(each)}")
        numbers.extend(each.values())
    for number in numbers:
        refuse_no_number(number, where)


def checked_stopping(value: Any) -> dict[str, Any]:
    """Return what an EarlyStopping had seen, and the last weights; ValueError for anything else."""
    keys = ("best_error", "best_epoch", "epochs_no_better", "epoch_seen", "last_weights")
    checked_keys(value, keys, "stopping")
    for name in ("best_epoch", "epochs_no_better", "epoch_seen"):
        refuse_no_whole_number(value[name], f"stopping.{name}")
    best_error = state_from_json(value["best_error"], "stopping.best_error")
    refuse_no_number(best_error, "stopping.best_error")
    return {**value, "best_error": best_error}


def refuse_no_whole_number(value: Any, where: str) -> None:
    """Raise ValueError unless this is a whole number of at least 0."""
    if type(value) is not int or value < 0:
        raise ValueError(f"{where} must be a whole number; got {told(value)}")


def refuse_no_number(value: Any, where: str) -> None:
    """Raise ValueError unless this is a number, finite or not."""
    if value is None or isinstance(value, (bool, str, list, dict)):
        raise ValueError(f"{where} must hold numbers; got {told(value)}")
