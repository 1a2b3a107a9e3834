"""`train`: learn something that is known by name, or a table, and show how well it went."""

from __future__ import annotations

import argparse
import contextlib
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lernmi.command_line.census import take_census
from lernmi.command_line.draw_pictures import draw_pictures, refuse_folder
from lernmi.command_line.keeping import Keeper
from lernmi.command_line.option_types import (
    count,
    layer_sizes,
    noise,
    part,
    penalty,
    rate,
    seed,
    share,
    starts,
)
from lernmi.command_line.progress import PlainLines, counted, display
from lernmi.command_line.setting_up import Settings, chosen, lines_about
from lernmi.command_line.tasks import TASKS, Data, reads_digits
from lernmi.command_line.terminal import PYTHON, WIDTH, complain
from lernmi.data.preparation import FILLS, SCALINGS
from lernmi.engines import ENGINES
from lernmi.files import resume
from lernmi.files.documents import refuse_foreign
from lernmi.inside.doctor import Diagnosis, Finding, examine, rising
from lernmi.trainer import EpochRecord, Sample, Trainer
from lernmi.training.ready_made import ACTIVATIONS, ERROR_FUNCTIONS, INITIAL_WEIGHTS
from lernmi.writing.printable import printable
from lernmi.writing.system_errors import sentence_about
from lernmi.writing.whole_files import refuse_unwritable

COMPILING = "Compiling the engine: this takes some seconds, but only the first time .."

DESCRIPTION = """\
Train a network, and see how well it does.

what can be learned:
{tasks}
  FILE.csv       a table of your own

A network has an input for each number that goes in (64 pixels, say) and an
output for each that comes out (10 digits); the layers between them are yours to
choose. In every epoch it sees each sample once. After each batch, all weights
are nudged against their sensitivity, by learning rate x weight sensitivity. Too
small a learning rate learns slowly; too large a one jumps about, or diverges.

Each has settings that suit it, unless others are given; they are said when it
starts. Ctrl-C stops early and shows what was learned so far (exit code 130)."""

EXAMPLES = """\
try:
  python3 -m lernmi train digits
  python3 -m lernmi train xor --learning-rate 0.1        slow
  python3 -m lernmi train xor --layers 2-2-1 --seed 3    stuck, from this start
  python3 -m lernmi train xor --initial-weights zeros    stuck, from any
  python3 -m lernmi train xor --layers 2-2-1 --seeds 100 how often learned?
  python3 -m lernmi train circle --activation relu
  python3 -m lernmi train spiral --activation tanh       takes much longer
  python3 -m lernmi train digits --error softmax_cross_entropy --momentum 0.9
  python3 -m lernmi train digits --save digits.json
  python3 -m lernmi train own.csv --expected price --validation 0.2"""


def add_to(verbs: Any) -> None:
    """Add the verb and its options to the command line."""
    tasks = "\n".join([f"  {name:13}  {task.about}" for name, task in TASKS.items()])
    verb = verbs.add_parser(
        "train",
        help="learn from samples: digits, xor, points in the plane, a table of your own",
        usage="python3 -m lernmi train WHAT [options]",
        description=DESCRIPTION.format(tasks=tasks),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_options(verb)
    verb.add_argument(
        "--seeds",
        type=starts,
        metavar="N",
        help="train N times, with seeds from --seed on, and count how often it is learned",
    )
    verb.add_argument(
        "--save",
        metavar="FILE",
        help="keep the network in a file, such as digits.json, also while it is learning",
    )
    verb.add_argument(
        "--resume",
        metavar="FILE",
        help="go on from such a file, as if nothing had stopped it; all other options the same, "
        "but for --epochs, --engine, --save and --pictures",
    )
    verb.add_argument(
        "--pictures",
        metavar="FOLDER",
        help="draw the error curve, weights, answers.. into a folder (needs Matplotlib)",
    )
    verb.set_defaults(run=run, parser=verb)


def add_options(verb: argparse.ArgumentParser) -> None:
    """Add all options that say what is trained, and how."""
    verb.add_argument("what", metavar="WHAT", help="one of those above")
    add_network_options(verb.add_argument_group("the network"))
    add_training_options(verb.add_argument_group("the training"))
    add_data_options(verb.add_argument_group("the data"))
    add_table_options(verb.add_argument_group("a table of your own"))


def add_network_options(group: Any) -> None:
    """Add the options that say what the network is like."""
    group.add_argument(
        "--layers",
        type=layer_sizes,
        metavar="SIZES",
        help="Neurons in each layer, from inputs to outputs, such as 64-30-10",
    )
    activations = ", ".join(ACTIVATIONS)
    group.add_argument(
        "--activation",
        choices=ACTIVATIONS,
        metavar="NAME",
        help=f"of the hidden Neurons: {activations}",
    )
    group.add_argument(
        "--output-activation",
        choices=ACTIVATIONS,
        metavar="NAME",
        help="of the outputs, unless what suits the error function and the data is wanted",
    )
    group.add_argument(
        "--error",
        choices=ERROR_FUNCTIONS,
        metavar="NAME",
        help=f"the error function: {', '.join(ERROR_FUNCTIONS)}",
    )
    group.add_argument(
        "--initial-weights",
        choices=INITIAL_WEIGHTS,
        metavar="NAME",
        help=f"where the weights begin: {', '.join(INITIAL_WEIGHTS)}",
    )


def add_training_options(group: Any) -> None:
    """Add the options that say how it is trained."""
    group.add_argument(
        "--learning-rate", type=rate, metavar="R", help="how far each nudge goes, such as 0.5"
    )
    group.add_argument("--epochs", type=count, metavar="N", help="how often each sample is seen")
    group.add_argument("--batch-size", type=count, metavar="N", help="samples before each nudge")
    group.add_argument(
        "--momentum",
        type=part,
        metavar="M",
        help="which part of the last move is made again, such as 0.9",
    )
    group.add_argument(
        "--l1", type=penalty, metavar="P", help="pull weights to 0, all by the same, such as 0.0001"
    )
    group.add_argument(
        "--l2",
        type=penalty,
        metavar="P",
        help="pull weights to 0, by a part of each, such as 0.001",
    )
    group.add_argument(
        "--adam",
        action="store_true",
        help="a step of its own size for each Link; wants learning rates such as 0.01",
    )
    group.add_argument(
        "--schedule",
        choices=("step", "cosine", "warm-up"),
        metavar="NAME",
        help="how the learning rate changes: step (halved after each fifth of the epochs), "
        "cosine (down to a hundredth), warm-up (rising in the first tenth)",
    )
    group.add_argument(
        "--engine",
        choices=("links", *ENGINES),
        metavar="NAME",
        help="who does the sums, all with the same results: links (the objects themselves), lists, "
        "numba, auto (the fastest that can)",
    )
    group.add_argument(
        "--validation",
        type=share,
        metavar="SHARE",
        help="keep a share of the samples to learn from aside, such as 0.2, and show the error on "
        "them, too",
    )
    group.add_argument(
        "--patience",
        type=count,
        metavar="N",
        help="with --validation: stop after N epochs without a smaller validation error, with the "
        "best weights",
    )


def add_data_options(group: Any) -> None:
    """Add the options that say which data it learns."""
    group.add_argument(
        "--seed",
        type=seed,
        default=0,
        metavar="N",
        help="for all that is random: starting weights, order, points, what is the test (0)",
    )
    group.add_argument("--count", type=count, metavar="N", help="how many points, or mnist digits")
    group.add_argument(
        "--noise", type=noise, metavar="N", help="how far points stray, from 0 to 0.5 (0)"
    )
    group.add_argument("--data", metavar="FOLDER", help="where the files of mnist are")


def add_table_options(group: Any) -> None:
    """Add the options that say how a CSV file is understood."""
    group.add_argument("--expected", metavar="COLUMN", help="what is to be learned (the last one)")
    group.add_argument(
        "--ignore", action="append", metavar="COLUMN", help="leave a column out; can be repeated"
    )
    group.add_argument(
        "--text",
        action="append",
        metavar="COLUMN",
        help="its numbers are only names, such as labels 0, 1, 2; can be repeated",
    )
    group.add_argument(
        "--missing",
        choices=FILLS,
        metavar="RULE",
        help=f"what to do about missing inputs: {', '.join(FILLS)} (refuse)",
    )
    group.add_argument(
        "--scaling",
        choices=SCALINGS,
        metavar="RULE",
        help="of numbers: standard (mean 0, deviation 1), range (0 to 1), none (standard)",
    )
    add_reading_options(group)


def add_reading_options(group: Any) -> None:
    """Add the options that say how the text of a CSV file is read."""
    group.add_argument(
        "--header",
        choices=("yes", "no"),
        help="whether the first line has the columns' names (if none of its fields is a number)",
    )
    group.add_argument(
        "--decimal",
        choices=(".", ","),
        metavar="SIGN",
        help="what stands before decimals, a point or a comma (train: a point; predict: as in the "
        "table that was learned)",
    )
    group.add_argument("--encoding", metavar="NAME", help="of the file (utf-8), such as cp1252")


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
    task, data, settings = chosen(options)

    print(f"{printable(options.what)}: {task.about}.")
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
        f"  See it:  {PYTHON} -m lernmi show {file}",
        f"  Ask it:  {PYTHON} -m lernmi predict {file} {question}",
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
        engine.load(trainer.network, samples, validation, trainer.batch_size, trainer.nudging)
    if engine.name == "auto":
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
