"""`train`: learn something that is known by name, or a table, and show how well it went."""

from __future__ import annotations

import argparse
import contextlib
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lernmi.command_line.all_pictures import draw_pictures, refuse_folder
from lernmi.command_line.census import take_census
from lernmi.command_line.keeping import Keeper
from lernmi.command_line.progress import PlainLines, counted, display
from lernmi.command_line.setting_up import Settings, chosen, lines_about
from lernmi.command_line.tasks import Data, reads_digits, what_it_is
from lernmi.command_line.terminal import WIDTH, command, complain
from lernmi.engines.auto import AutoEngine
from lernmi.files import resume
from lernmi.files.documents import refuse_foreign
from lernmi.inside.doctor import Diagnosis, Finding, examine, rising
from lernmi.support.engines import Workload
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer
from lernmi.writing.safe_text import printable
from lernmi.writing.system_errors import sentence_about
from lernmi.writing.whole_files import refuse_unwritable

COMPILING = "Compiling the engine: this takes some seconds, but only the first time .."


def run(options: argparse.Namespace) -> int:
    """Train, report, and return the exit code: 0, or 130 after Ctrl-C.

    Raises OSError or ValueError after the report if the file of --save is not up to date since it
    could not be written.
    """
    if options.seeds is not None:
        return take_census(options)
    if options.resume is not None and not Path(options.resume).exists():
        raise ValueError(f"there is no {options.resume} to go on from; begin with --save")
    file = options.resume if options.save is None else options.save
    if file is not None:
        refuse_unwritable(file)
        refuse_foreign(file)
    data, settings = announced(options)
    if options.pictures is not None:
        refuse_folder(options.pictures)
    if options.resume is not None:
        go_on_from(options.resume, settings)
    keeper = None if file is None else Keeper(file, settings, data.preparation)
    exit_code = trained(settings, options.schedule is not None, keeper)
    print()
    trainer = settings.trainer
    data.report(settings.network, settings.training, settings.test, trainer.engine.name)
    diagnosis = diagnosed(settings)
    if diagnosis.findings:
        print()
        print(textwrap.fill(f"A look inside: {diagnosis.findings[0].words}", WIDTH - 1))
        print("More, with names and numbers: the same with check instead of train.")
    if keeper is not None:
        print()
        print("\n".join(lines_about_file(keeper, settings, options.schedule is not None)))
    if options.pictures is not None:
        names = data.output_names if len(data.output_names or ()) > 1 else None
        files = draw_pictures(
            options.pictures,
            settings.network,
            trainer.history,
            settings.training,
            settings.test,
            data.has_labels,
            names,
        )
        print()
        folder = printable(options.pictures)
        print(textwrap.fill(f"Pictures in {folder}: {', '.join(files)}.", WIDTH - 1))
    if keeper is not None and keeper.problem is not None:
        raise keeper.problem
    return exit_code


def announced(options: argparse.Namespace) -> tuple[Data, Settings]:
    """Return the data and the settings that the options name, after saying what they are."""
    data, settings = chosen(options)

    print(f"{printable(options.what)}: {what_it_is(options.what)}.")
    for note in data.notes:
        print(textwrap.fill(printable(note), WIDTH - 1))
    if settings.test:
        aside = len(settings.validation or ())
        and_aside = f", {aside:,} for validation" if aside else ""
        print(
            f"{len(settings.training):,} to learn from; kept back: {len(settings.test):,} for the "
            f"test{and_aside}."
        )
    for line in lines_about(settings, options):
        print(textwrap.fill(line, WIDTH - 1), flush=True)
    make_ready(settings.trainer, settings.training, settings.validation or [])
    print(flush=True)
    return data, settings


def go_on_from(file: str, settings: Settings) -> None:
    """Bring the training to where it was, and say so."""
    trainer, stopping = settings.trainer, settings.stopping
    resume(file, trainer, settings.training, settings.validation, stopping=stopping)
    print(f"Going on after epoch {trainer.epochs_done} ({printable(file)}).")
    if stopping is not None and stopping.is_over:
        print(f"There it had stopped: no better since epoch {stopping.best_epoch}.")
    elif trainer.epochs_done >= settings.epochs:
        print("There it was done; it learns more with more --epochs.")


def trained(settings: Settings, shows_rate: bool = False, keeper: Keeper | None = None) -> int:
    """Train, with progress, until it is done or stopped; return the exit code.

    shows_rate: whether the learning rate changes, and so is shown.
    keeper: keeps it in a file; None for no file.

    The exit code is 0, or 130 after Ctrl-C. Raises TrainingDiverged as `Trainer.train` does.
    """
    trainer, stopping = settings.trainer, settings.stopping
    exit_code = 0
    epochs = max(0, settings.epochs - trainer.epochs_done)
    if stopping is not None and stopping.is_over:
        epochs = 0
    try:
        with display(settings.epochs, trainer.epochs_done, shows_rate) as shown:
            trainer.train(
                settings.training,
                epochs,
                validation=settings.validation,
                stop_when=stopping,
                on_epoch=after_each_epoch(shown, trainer.history, keeper),
                on_progress=shown.on_progress,
            )
        if keeper is not None and trainer.history:
            keeper.keep(trainer.history[-1])
    except KeyboardInterrupt:
        exit_code = 130
        whole = counted(trainer.epochs_done, "whole epoch")
        print(f"Stopped after {whole}. This is what it learned so far:")
    if stopping is not None and stopping.best_epoch:
        stopping.put_back()
        print(
            f"Epoch {stopping.best_epoch} had the smallest validation error "
            f"({stopping.best_error:.4f}); its weights are kept."
        )
    return exit_code


def after_each_epoch(
    shown: PlainLines, history: Sequence[EpochRecord], keeper: Keeper | None
) -> Callable[[EpochRecord], None]:
    """Return what to do after each epoch: keep it, show it, warn once if the error rises far.

    And once if it can't be kept.
    """
    seen = [history[0], min(history, key=lambda each: each.error)] if history else []
    warnings: list[Finding] = []
    has_complained: list[bool] = []

    def on_epoch(record: EpochRecord) -> None:
        # What is shown to be done is kept by then.
        if keeper is not None:
            keeper.on_epoch(record)
            if keeper.problem is not None and not has_complained:
                has_complained.append(True)
                shown.clear()
                why = sentence_about(keeper.problem).rstrip(".")
                complain(f"{why}. Training goes on, and lernmi will try again.")
        shown.on_epoch(record)
        # The first one, the best one, and this.
        best = min([*seen, record], key=lambda each: each.error)
        seen[:] = [seen[0] if seen else record, best]
        warning = rising([*seen, record])
        if warning is not None and not warnings:
            warnings.append(warning)
            shown.line(f"epoch {record.epoch}: {warning.words}")

    return on_epoch


def lines_about_file(keeper: Keeper, settings: Settings, has_schedule: bool) -> list[str]:
    """Return what is in the file now, and what can be done with it.

    has_schedule: whether the learning rates go by how many epochs there are to be.
    """
    file, epochs_done = printable(keeper.path), settings.trainer.epochs_done
    if keeper.epoch == 0:
        why = "is written after whole epochs" if keeper.problem is None else "could not be written"
        return [f"Nothing new is in {file}: it {why}."]
    go_on = f"  Go on:   the same command with --resume {file}"
    if epochs_done >= settings.epochs:
        go_on += ", and more --epochs"
    question = "--sample 1" if reads_digits(settings.network) else "--inputs .."
    when = "" if keeper.epoch == epochs_done else f", as it was after epoch {keeper.epoch}"
    return [
        f"The network is in {file}{when}.",
        f"  See it:  {command()} show {file}",
        f"  Ask it:  {command()} predict {file} {question}",
        *([] if has_schedule and epochs_done >= settings.epochs else [go_on]),
    ]


def diagnosed(settings: Settings) -> Diagnosis:
    """Look for what keeps the network from learning."""
    trainer = settings.trainer
    return examine(
        settings.network,
        settings.training,
        learning_rate=settings.learning_rate,
        batch_size=trainer.batch_size,
        history=trainer.history,
        nudging=trainer.nudging,
    )


@contextlib.contextmanager
def announced_compiling() -> Iterator[None]:
    """A `with` block that says once that something is compiled, as soon as Numba begins to."""
    try:
        from numba.core import event
    except ImportError:
        yield
        return

    class Announcer(event.Listener):
        """Hears of each function that is compiled, but not of those that were kept compiled."""

        has_spoken = False

        def on_start(self, compilation: Any) -> None:
            if not self.has_spoken:
                print(COMPILING, flush=True)
            self.has_spoken = True

        def on_end(self, compilation: Any) -> None:
            """Nothing is said then."""

    with event.install_listener("numba:compile", Announcer()):
        yield


def make_ready(trainer: Trainer, samples: Sequence[Sample], validation: Sequence[Sample]) -> None:
    """Load the Trainer's engine; if that is "auto", say which was taken and why."""
    engine = trainer.engine
    # Numba is not imported for the others.
    may_compile = engine.name in ("auto", "numba")
    with announced_compiling() if may_compile else contextlib.nullcontext():
        engine.load(
            Workload(trainer.network, samples, validation, trainer.batch_size, trainer.nudging)
        )
    if isinstance(engine, AutoEngine):
        trainer.engine = engine.chosen
        why = engine.why
        seconds = getattr(engine.chosen, "seconds_to_compile", 0)
        if seconds > 1:
            why += f"; compiled in {seconds:.1f} s, and kept for the next time"
        if engine.chosen.name == "links":
            about = f"Engine: links, so the Links do the sums themselves ({why})."
        else:
            about = (
                f"Engine: {engine.chosen.name} does the sums in place of the Links, faster and "
                f"with the same bits ({why}). With --engine links the Links do them."
            )
        print(textwrap.fill(about, WIDTH - 1, break_on_hyphens=False))
