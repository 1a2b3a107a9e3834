"""Checkpoints: save an unfinished training to a file, and resume it as if it had never stopped.

    trainer.train(samples, 100, on_epoch=save_every(10, "run.json", trainer, samples))

Later, in a new process, make the same network, Trainer and samples again:

    resume("run.json", trainer, samples)
    trainer.train(samples, 100 - trainer.epochs_done, on_epoch=...)

A checkpoint contains the network (as its own file would), `Trainer.state()`, and checksums of the
samples and settings, because a training run can only resume with the same ones. The engine may
differ, because every engine gives the same bits. So may the seed, because the state of the random
generator replaces it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lernmi.activations import Number
from lernmi.data.preparation import Preparation
from lernmi.files.checks import checked_keys, checked_list, short_value
from lernmi.files.digests import is_digest_of, written_digest
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
from lernmi.support.engines import restore_state, state_of
from lernmi.support.numbers import checked_whole_number
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample, checked_samples
from lernmi.trainer import Trainer
from lernmi.training.stopping import EarlyStopping
from lernmi.writing.whole_files import refuse_unwritable

# A schedule is a function. Two schedules count as the same if they agree for this many epochs.
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
    """Return a function for `train(on_epoch=...)` that saves the training to a file.

    epochs: number of epochs between two writes, at least 1. With 10 it writes after the Trainer's
        epochs 10, 20, 30 and so on, but not after a last epoch in between. The file is always
        complete.
    path: the file. `load` reads it, too, and returns the network.
    trainer, samples, validation: the Trainer, and what you pass to its `train`.
    preparation: the Preparation to save with the network.
    stopping: the EarlyStopping that you pass to `train` as `stop_when`. The network in the file is
        then the best one so far.

    Raises TypeError or ValueError at once for anything that can't be saved, and if the folder
    doesn't exist. Raises OSError at once if the system can't write there. The returned function
    raises OSError if the system can't write the file, and TypeError or ValueError for anything that
    can no longer be saved. Such an error ends the training, but the network, the history and the
    last checkpoint stay the same.
    """
    epochs = checked_whole_number(epochs, "epochs", at_least=1)
    checked = checked_parts(trainer, samples, validation)
    given = {what: part and written_digest(part) for what, part in checked.items()}
    refuse_unwritable(path)
    # The program may change its working directory.
    path = Path(path).absolute()
    # Compute the schedule's many learning rates once, not at each write.
    schedule = trainer.learning_rate
    digest = schedule_digest(schedule) if callable(schedule) else None
    # Raise errors before the training begins.
    checkpoint_of(trainer, given, settings_of(trainer, stopping, digest), preparation, stopping)

    def on_epoch(record: EpochRecord) -> None:
        if record.epoch % epochs == 0:
            if stopping is not None:
                # train() calls stopping only after this function.
                stopping.look_at(trainer.history)
            # The program may have set a different schedule.
            known_digest = digest if trainer.learning_rate is schedule else None
            settings = settings_of(trainer, stopping, known_digest)
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
    """Restore a Trainer and its network to their state in a checkpoint.

    Pass the same things as to `save_every`; only the engine may differ. `stopping` gets its state
    back. If it had ended the training, the network gets the best weights. Then continue with
    `trainer.train(samples, all_epochs - trainer.epochs_done, ...)`, unless `stopping.is_over`.

    Raises ValueError, and changes nothing, if the samples, the settings or the network differ from
    those that the training began with, or if the file isn't as lernmi wrote it. Raises TypeError
    for anything but a Trainer and samples, and OSError if the system can't read the file.
    """
    checked = checked_parts(trainer, samples, validation)
    if trainer.is_training:
        raise ValueError("this Trainer is training; call resume() before train()")
    document = read_document(path)
    if document["format"] != CHECKPOINT:
        raise ValueError(
            f"{path} is not a checkpoint: it has a network, but not the state of its training. "
            "Load it with load()"
        )
    try:
        restore(document, trainer, checked, stopping)
    except RecursionError:
        raise ValueError(f"{path}: its lists are nested too deep for a checkpoint") from None
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
    """Return the content of a checkpoint."""
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
    """Return what an EarlyStopping has seen, without the best weights."""
    return {
        "best_error": state_to_json(stopping.best_error, "the best validation error"),
        "best_epoch": stopping.best_epoch,
        "epochs_no_better": stopping.epochs_no_better,
        "epoch_seen": stopping.epoch_seen,
    }


def settings_of(
    trainer: Trainer, stopping: EarlyStopping | None, digest: str | None = None
) -> dict[str, Any]:
    """Return the settings that a training run must resume with, in a form that JSON can hold.

    digest: the digest of the learning rate's schedule, if it is already known.
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
            # The schedule has no more rates, for example at the end of a list.
            break
        rates.append(number_to_json(rate, "the learning rate"))
    return hashlib.sha256(json.dumps(rates).encode("ascii")).hexdigest()


def name_of(nudging: Any) -> str:
    """Return the name of a nudging's type, and its repr."""
    # Leave out addresses in memory, because they differ each time.
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", repr(nudging))
    name = type(nudging).__qualname__
    return text if text.startswith(f"{name}(") else f"{name}: {text}"


def checked_parts(
    trainer: Trainer, samples: Sequence[Sample], validation: Sequence[Sample] | None
) -> dict[str, Sequence[Sample] | None]:
    """Return both kinds of samples, or raise TypeError or ValueError if they don't fit."""
    if not isinstance(trainer, Trainer):
        raise TypeError(f"trainer must be a Trainer; got {short_value(trainer)}")
    parts: dict[str, Sequence[Sample] | None] = {"samples": None, "validation": None}
    parts["samples"] = checked_samples(samples, trainer.network, "samples")
    if validation is not None:
        parts["validation"] = checked_samples(validation, trainer.network, "validation")
    return parts


# Reading.


def restore(
    document: dict[str, Any],
    trainer: Trainer,
    checked: dict[str, Sequence[Sample] | None],
    stopping: EarlyStopping | None,
) -> None:
    """Restore everything, or raise ValueError and change nothing if something doesn't fit."""
    checked_keys(document, KEYS, "the file")
    network = trainer.network
    content = network_in(document)
    refuse_other_network(content, content_of(network))
    for what, part in checked.items():
        if not (document[what] is None if part is None else is_digest_of(document[what], part)):
            raise ValueError(
                f"the training began with different {what}. To resume it, pass the same {what} in "
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
            "this checkpoint was changed after lernmi wrote it (its seal doesn't fit), so the "
            "training can't resume from it. You can still get the network with load()"
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
    """Restore a Trainer's state, or raise ValueError and change nothing if its nudging refuses."""
    before = state_of(trainer.nudging)
    try:
        trainer.restore(state)
    except Exception as problem:
        restore_state(trainer.nudging, before)
        raise ValueError(f"training: {problem}") from problem


def refuse_other_network(there: dict[str, Any], here: dict[str, Any]) -> None:
    """Raise ValueError unless the two networks are the same apart from their weights."""
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
                f"the checkpoint is for a different network: its {what} must be "
                f"{short_value(one)}; got {short_value(other)}"
            )


def refuse_other_settings(there: Any, here: dict[str, Any]) -> None:
    """Raise ValueError unless the training began with the same settings."""
    checked_keys(there, list(here), "settings")
    for name, value in here.items():
        # Compare them as text, because 1 and 1.0 give different results with Fractions.
        if json.dumps(there[name]) != json.dumps(value):
            if "schedule" in f"{value}" and "schedule" in f"{there[name]}":
                raise ValueError(
                    "the training began with a schedule of different learning rates. To resume "
                    "it, use the same schedule"
                )
            before, now = short_value(there[name]), short_value(value)
            if before == now:
                # Only repr shows that 1 is not 1.0.
                before, now = repr(there[name]), repr(value)
            raise ValueError(
                f"the training began with {name} {before}; got {now}. To resume it, use the same "
                f"{name}"
            )


def checked_state(value: Any, trainer: Trainer) -> dict[str, Any]:
    """Return a state for `Trainer.restore`, or raise ValueError, which names the place."""
    keys = ("epochs_done", "random_state", "nudging_state", "history")
    state: dict[str, Any] = state_from_json(checked_keys(value, keys, "training"), "training")
    require_whole_number(state["epochs_done"], "training.epochs_done")
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
    """Raise ValueError unless this has the content of an EpochRecord."""
    checked_keys(record, EpochRecord._fields, where)
    require_whole_number(record["epoch"], f"{where}.epoch")
    numbers = [record["learning_rate"], record["error"]]
    measures = [record["measures"]]
    if record["validation_measures"] is not None:
        numbers.append(record["validation_error"])
        measures.append(record["validation_measures"])
    for each in measures:
        if not isinstance(each, dict):
            raise ValueError(f"{where} must have measures by name; got {short_value(each)}")
        numbers.extend(each.values())
    for number in numbers:
        require_number(number, where)


def checked_stopping(value: Any) -> dict[str, Any]:
    """Return what an EarlyStopping had seen, and the last weights, or raise ValueError."""
    keys = ("best_error", "best_epoch", "epochs_no_better", "epoch_seen", "last_weights")
    checked_keys(value, keys, "stopping")
    for name in ("best_epoch", "epochs_no_better", "epoch_seen"):
        require_whole_number(value[name], f"stopping.{name}")
    best_error = state_from_json(value["best_error"], "stopping.best_error")
    require_number(best_error, "stopping.best_error")
    return {**value, "best_error": best_error}


def require_whole_number(value: Any, where: str) -> None:
    """Raise ValueError unless this is a whole number of at least 0."""
    if type(value) is not int or value < 0:
        raise ValueError(f"{where} must be a whole number; got {short_value(value)}")


def require_number(value: Any, where: str) -> None:
    """Raise ValueError unless this is a number, finite or not."""
    if value is None or isinstance(value, (bool, str, list, dict)):
        raise ValueError(f"{where} must contain numbers; got {short_value(value)}")
