"""`train`: train a network on a data set or a table, and report how well it does."""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from lernmi.command_line.advice import wrap
from lernmi.command_line.all_pictures import draw_pictures, refuse_folder
from lernmi.command_line.census import take_census
from lernmi.command_line.keeping import Keeper
from lernmi.command_line.options import play
from lernmi.command_line.progress import CountLine, PlainLines, counted, display
from lernmi.command_line.setting_up import (
    Settings,
    data_and_settings,
    line_about_network,
    lines_about_guesses,
    lines_about_settings,
)
from lernmi.command_line.table_diagnosis import in_words_of_table
from lernmi.command_line.tasks import TASKS, Data, reads_digits
from lernmi.command_line.terminal import command, complain
from lernmi.engines.auto import AutoEngine
from lernmi.files import resume
from lernmi.files.documents import refuse_foreign
from lernmi.inside.ailments_of_training import rising
from lernmi.inside.doctor import Diagnosis, examine
from lernmi.inside.patients import Finding
from lernmi.support.engines import Workload
from lernmi.support.records import EpochRecord
from lernmi.support.samples import Sample
from lernmi.trainer import Trainer
from lernmi.writing.safe_text import printable
from lernmi.writing.system_errors import sentence_about
from lernmi.writing.whole_files import refuse_unwritable

# How the doctor says it, and what to type instead.
OPTIONS = {
    r"\boutput_activation=(\w+)": r"--output-activation \1",
    r"\bactivation=(\w+)": r"--activation \1",
    # A table has one option for both.
    r"(scale each input .*?\(.*?\)) and scale the expected .*? outputs back": r"\1",
    r"scale (?:each input|the expected numbers) .*?\(a Preparation does it\)(?:, and scale the "
    r"outputs back)?": "--scaling standard",
    r"\b(l[12])=0": r"--\1 0",
    r"\blearning rate ([\d.e+-]*\d)": r"--learning-rate \1",
    r"^another seed\b": r"another --seed",
    r"\bbatch size (\d+)": r"--batch-size \1",
    r"\b(\d+) epochs": r"--epochs \1",
    r"([\d-]+) instead of ([\d-]+)": r"--layers \1 instead of \2",
    r"\b(?:initial|starting) weights from (glorot|he)\b": r"--initial-weights \1",
}
COMPILING = "Getting ready: a few seconds, the first time only ..."


def run(options: argparse.Namespace) -> int:
    """Train, report, and return the exit code: 0, or 130 after Ctrl-C.

    With --quiet, it prints only the result. Raises what `train_and_report` raises, and ValueError
    if --quiet contradicts other options.
    """
    if not options.quiet:
        return train_and_report(options, sys.stdout)
    if options.verbose or options.seeds is not None:
        raise ValueError("--quiet prints only one result: leave out --verbose and --seeds")
    stdout = sys.stdout
    with contextlib.redirect_stdout(io.StringIO()):
        return train_and_report(options, stdout)


def train_and_report(options: argparse.Namespace, for_result: TextIO) -> int:
    """Train, report, and return the exit code: 0, or 130 after Ctrl-C.

    for_result: the file for the result; everything else goes to standard output.

    Raises OSError or ValueError, after the report, if lernmi couldn't write the file of --save.
    """
    # These two options are True if you type them without a name.
    if options.save is True:
        options.save = f"{name_of_task(options)}.json"
    if options.pictures is True:
        options.pictures = name_of_task(options)
    if options.seeds is not None:
        return take_census(options)
    if options.resume is not None and not Path(options.resume).exists():
        raise ValueError(f"no file {options.resume} to resume from; begin with --save")
    file = options.resume if options.save is None else options.save
    if file == "":
        raise ValueError("--save needs the name of a file, such as digits.json")
    if file is not None:
        refuse_unwritable(file)
        refuse_foreign(file)
    data, settings = announce(options)
    if options.pictures is not None:
        refuse_folder(options.pictures)
    if options.resume is not None:
        resume_from(options.resume, settings)
    keeper = None if file is None else Keeper(file, settings, data.preparation)
    exit_code = train_with_progress(settings, options.schedule is not None, keeper)
    print()
    trainer = settings.trainer
    result, advice, otherwise = data.report(trainer, settings.training, settings.test)
    # The doctor takes a second or two, and nothing ails a network with a good result.
    diagnosis = diagnose(settings) if advice or otherwise else None
    if diagnosis is not None:
        diagnosis = in_words_of_table(diagnosis, data, settings.training)
    if diagnosis is not None and diagnosis.findings:
        first = diagnosis.findings[0]
        if first is data.question:
            print(wrap(f"Still open: {first.words}"))
        else:
            print(wrap(f"A look inside: {first.words}"))
            print("For names and numbers: the same command with check instead of train.")
        print()
        if otherwise:
            # What the doctor found is more than the report can know.
            otherwise = wrap(f"Try: {with_options(first.cure)}")
    elif diagnosis is not None and diagnosis.next_step is not None and otherwise:
        otherwise = wrap(f"Try: {with_options(diagnosis.next_step.cure)}")
    advice = advice or otherwise
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
        print(wrap(f"Pictures in {printable(options.pictures)}: {', '.join(files)}."))
        print()
    # What matters most comes last, followed only by what to do next.
    print(result, file=for_result)
    print()
    if advice:
        print(advice)
    if keeper is not None:
        print("\n".join(lines_about_file(keeper, settings, options.schedule is not None)))
    elif not advice:
        print("\n".join(next_step(data, settings, options)))
    if keeper is not None and keeper.problem is not None:
        raise keeper.problem
    return exit_code


def announce(options: argparse.Namespace) -> tuple[Data, Settings]:
    """Print what the network will learn; return the data and settings that the options ask for."""
    data, settings = data_and_settings(options)
    print(wrap(printable(opening(data, settings))))
    for note in data.notes:
        print(wrap(printable(note)))
    for guess in lines_about_guesses(data, options.verbose):
        print(wrap(printable(guess)))
    print(line_about_network(settings.network), flush=True)
    if options.verbose:
        for line in lines_about_settings(settings, options):
            print(wrap(line), flush=True)
    about_engine = make_ready(settings.trainer, settings.training, settings.validation or [])
    if options.verbose:
        print(wrap(about_engine))
    print(flush=True)
    return data, settings


def opening(data: Data, settings: Settings) -> str:
    """Return what the network learns, from how many samples, and how many are held out."""
    title = data.title(len(settings.training))
    test, validation = len(settings.test), len(settings.validation or ())
    if validation:
        return f"{title}. Held out: {test:,} for the test, {validation:,} for validation."
    if test:
        return f"{title}. {test:,} more {'is' if test == 1 else 'are'} held out."
    return f"{title}."


def next_step(data: Data, settings: Settings, options: argparse.Namespace) -> list[str]:
    """Return one next step that fits what the network has learned."""
    if data.preparation is not None:
        file = printable(f"{name_of_task(options)}.json")
        return [f"Next: the same command with --save, which saves the network in {file}"]
    batch_size = settings.trainer.batch_size
    samples = data.sample_name if batch_size == 1 else f"{batch_size} {data.sample_name}s"
    question = (
        f"After every {samples}, each Link moved its weight by its own amount. How did each one "
        "know by how much?"
    )
    if options.what in play.RECIPES:
        return [
            wrap(question),
            f"Next: {command()} play {options.what}   (a new network, in your browser)",
        ]
    return [wrap(question), f"Next: {command()} step"]


def name_of_task(options: argparse.Namespace) -> str:
    """Return "digits" for digits, and "own" for data/own.csv."""
    name = Path(options.what).stem
    return name.lower() if name.lower() in TASKS else name


def with_options(cure: str) -> str:
    """Return a cure with the options to type, instead of Python's arguments."""
    for pattern, option in OPTIONS.items():
        cure = re.sub(pattern, option, cure)
    return cure


def resume_from(file: str, settings: Settings) -> None:
    """Restore the training from a file, and print where it resumes."""
    trainer, stopping = settings.trainer, settings.stopping
    resume(file, trainer, settings.training, settings.validation, stopping=stopping)
    print(f"Resuming after epoch {trainer.epochs_done} ({printable(file)}).")
    if stopping is not None and stopping.is_over:
        print(f"It had stopped there: no improvement since epoch {stopping.best_epoch}.")
    elif trainer.epochs_done >= settings.epochs:
        print("It had finished there; to train longer, give more --epochs.")


def train_with_progress(
    settings: Settings, shows_rate: bool = False, keeper: Keeper | None = None
) -> int:
    """Train to the end or until Ctrl-C, and show the progress. Return the exit code, 0 or 130.

    shows_rate: whether to print the learning rate, because it changes.
    keeper: the Keeper that saves the training, or None to save nothing.

    Raises TrainingDiverged as `Trainer.train` does.
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
        whole_epochs = counted(trainer.epochs_done, "whole epoch")
        print(f"Stopped after {whole_epochs}. This is what it has learned so far:")
    if stopping is not None and stopping.best_epoch:
        stopping.put_back()
        print(
            f"Epoch {stopping.best_epoch} had the smallest validation error "
            f"({stopping.best_error:.4f}); the network has its weights again."
        )
    return exit_code


def after_each_epoch(
    shown: PlainLines, history: Sequence[EpochRecord], keeper: Keeper | None
) -> Callable[[EpochRecord], None]:
    """Return a function to call after each epoch: it saves the epoch, prints it, and warns.

    It warns once if the error rises far, and once if lernmi can't write the file.
    """
    seen = [history[0], min(history, key=lambda each: each.error)] if history else []
    warnings: list[Finding] = []
    has_complained: list[bool] = []

    def on_epoch(record: EpochRecord) -> None:
        # Save the epoch before printing it, so that every epoch you see is in the file.
        if keeper is not None:
            keeper.on_epoch(record)
            if keeper.problem is not None and not has_complained:
                has_complained.append(True)
                shown.clear()
                why = sentence_about(keeper.problem).rstrip(".")
                complain(f"{why}. Training continues, and lernmi will try again.")
        shown.on_epoch(record)
        # `rising` needs only the first epoch, the best one and this one.
        best = min([*seen, record], key=lambda each: each.error)
        seen[:] = [seen[0] if seen else record, best]
        warning = rising([*seen, record])
        if warning is not None and not warnings:
            warnings.append(warning)
            shown.line(f"epoch {record.epoch}: {warning.words}")

    return on_epoch


def lines_about_file(keeper: Keeper, settings: Settings, has_schedule: bool) -> list[str]:
    """Return what is in the file now, and what you can do with it.

    has_schedule: whether the learning rates depend on the number of epochs.
    """
    file, epochs_done = printable(keeper.path), settings.trainer.epochs_done
    if keeper.epoch == 0:
        if keeper.problem is None:
            return [f"Nothing new is in {file}: lernmi writes it after whole epochs."]
        return [f"Nothing new is in {file}: it could not be written."]
    resume_line = f"  Resume it:  the same command with --resume {file}"
    if epochs_done >= settings.epochs:
        resume_line += ", and more --epochs"
    question = "--sample 1" if reads_digits(settings.network) else "--inputs ..."
    when = "" if keeper.epoch == epochs_done else f", as of epoch {keeper.epoch}"
    return [
        f"The network is in {file}{when}.",
        f"  Draw it:    {command()} show {file}",
        f"  Query it:   {command()} predict {file} {question}",
        *([] if has_schedule and epochs_done >= settings.epochs else [resume_line]),
    ]


def diagnose(settings: Settings) -> Diagnosis:
    """Look for whatever keeps the network from learning."""
    trainer = settings.trainer
    with CountLine(0, "cures tried on copies", live_seconds=0.5) as line:
        return examine(
            settings.network,
            settings.training,
            learning_rate=settings.learning_rate,
            batch_size=trainer.batch_size,
            history=trainer.history,
            nudging=trainer.nudging,
            shuffle=trainer.shuffle,
            initial_weights=settings.initial_weights,
            on_try=line.report,
        )


@contextlib.contextmanager
def announce_compiling() -> Iterator[None]:
    """Print one line if Numba compiles something in the `with` block."""
    try:
        from numba.core import event
    except ImportError:
        yield
        return

    class Announcer(event.Listener):
        """Notices each function that Numba compiles, but not those in its cache."""

        has_printed = False

        def on_start(self, compilation: Any) -> None:
            if not self.has_printed:
                print(COMPILING, flush=True)
            self.has_printed = True

        def on_end(self, compilation: Any) -> None:
            """Print nothing."""

    with event.install_listener("numba:compile", Announcer()):
        yield


def make_ready(trainer: Trainer, samples: Sequence[Sample], validation: Sequence[Sample]) -> str:
    """Load the Trainer's engine, and return which one calculates, and why.

    The engine "auto" chooses another engine, which the Trainer then keeps.
    """
    engine = trainer.engine
    # The other engines don't import Numba.
    may_compile = engine.name in ("auto", "numba")
    with announce_compiling() if may_compile else contextlib.nullcontext():
        engine.load(
            Workload(trainer.network, samples, validation, trainer.batch_size, trainer.nudging)
        )
    why = ""
    if isinstance(engine, AutoEngine):
        why = "" if engine.why == "the fastest" else f" Why not a faster one: {engine.why}."
        trainer.engine = engine.chosen
    about = "the objects themselves"
    if trainer.engine.name != "links":
        about = "same results as the Links, faster"
    seconds = getattr(trainer.engine, "seconds_to_compile", 0)
    if seconds > 1:
        about += f"; compiled in {seconds:.1f} s, and saved for the next time"
    return f"Engine: {trainer.engine.name} ({about}).{why}"
