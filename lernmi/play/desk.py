"""The Python half of the exercise page: checks what a learner has written, and answers in words.

    desk = Desk()
    reply = desk.handle({"verb": "check", "exercise": 7, "code": "from lernmi import Link ..."})

Like a Session, it takes and returns plain dictionaries that JSON can hold. It is for Python in a
browser: the learner's code runs in this process.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from lernmi.data.logic import XOR
from lernmi.exercises.checker import ENDS, STOPS, Failed, NotWritten, Stopped, guarded
from lernmi.exercises.classroom import task_in
from lernmi.exercises.diagnosis import Finding
from lernmi.exercises.examine import MOST_LINES, Limits, Outcome, Result, names_in, source_of
from lernmi.exercises.homework import check_homework, compared, example_called, numbers_on_the_sheet
from lernmi.exercises.ladder import LADDER, Exercise
from lernmi.exercises.on_paper import finding_on_paper
from lernmi.exercises.one_step import Recording
from lernmi.exercises.puzzles import Lines, lines_to_order, question
from lernmi.exercises.reports import MARKS, with_title
from lernmi.exercises.same_process import (
    SECONDS,
    caught_output,
    examine_here,
    why_stopped,
)
from lernmi.exercises.sheet_texts import AGAIN, BACKWARDS, COMPARE, FORWARDS, NUDGE
from lernmi.exercises.trials import place_of
from lernmi.inside.sentences import DIFFERENTLY
from lernmi.network import Network
from lernmi.play import sentences
from lernmi.play.own_classes import left_as_they_are
from lernmi.play.recipes import Recipe
from lernmi.play.session import Reply, Session, checked_message
from lernmi.support.texts import refusal, short_text
from lernmi.writing.whole_files import write_whole

# The folder of the files that the page offers, as in the commands of docs/exercises.md.
FOLDER = Path("my_exercises")
# How many seconds a file may run, where that is long. Only the page looks at the time then, because
# counting lines makes the learner's code several times slower.
RUN_SECONDS = {12: 120}
# A file of this many characters takes longer to read than to write.
MOST_CHARACTERS = 100_000
# A mistake shows within the first step of a small network.
MOST_MOMENTS = 40
# The classes with which Watch can build a network.
CLASSES = {"MyLink": "link_type", "MyNeuron": "neuron_type"}


class Desk:
    """Where a learner works on the exercises.

    on_turn: called with True when the learner's code begins to run, and with False when it ends,
        so that the page can end Python if it hangs.
    """

    def __init__(self, on_turn: Callable[[bool], object] | None = None) -> None:
        self.on_turn: Callable[[bool], object] = on_turn or turns_of_the_page()
        # The files stay there, because explanations quote their lines.
        self.folder: Path = Path(tempfile.mkdtemp(prefix="lernmi-"))
        self.session: Session | None = None

    def handle(self, message: Any) -> Reply:
        """Do what a message asks for, and return the reply; it never raises an Exception.

        message: {"verb": ..., ...} with the arguments of that verb, and perhaps an "id", which the
            reply repeats. If it can't be followed, the reply has "refused", a sentence.
        """
        reply: Reply = {}
        if isinstance(message, dict) and isinstance(message.get("id"), (int, str)):
            reply["id"] = message["id"]
        try:
            verb, arguments = checked_message(message, VERBS)
            return {**reply, **verb(self, **arguments)}
        except Stopped as problem:
            reply["refused"] = sentences.STOPPED_RUN.format(problem)
        except (Failed, NotWritten, ValueError, TypeError, LookupError, OSError) as problem:
            words = str(problem.args[0]) if problem.args else type(problem).__name__
            reply["refused"] = begun_large(words)
        except Exception as problem:
            kind, text = type(problem).__name__, short_text(problem)
            reply["refused"] = sentences.OWN_ERROR.format(kind=kind, problem=text)
        return reply

    # The verbs. Their arguments come from a message, so they can be anything.

    def open(self) -> Reply:
        """Do nothing: the page only wants Python to be ready."""
        return {}

    def check(self, exercise: Any, code: Any) -> Reply:
        """Check a learner's file."""
        one = exercise_numbered(exercise)
        return verdict(one, self.examined(one, code))

    def run(self, exercise: Any, code: Any) -> Reply:
        """Run a learner's file as a program, and return what it prints."""
        one = exercise_numbered(exercise)
        path = self.written(one, code)
        words = ""
        limits: AbstractContextManager[Any] = Limits(MOST_LINES, SECONDS, self.on_turn)
        if one.number in RUN_SECONDS:
            limits = turn(self.on_turn)
        with left_as_they_are(), caught_output() as printed:
            try:
                with limits:
                    guarded(lambda: names_in(path, source_of(path), "__main__"))
            except Stopped as problem:
                words = why_stopped(problem, printed, sentences.STOPPED_RUN)
            except (Failed, NotWritten, ValueError) as problem:
                words = begun_large(str(problem))
        text = printed.safe_text()
        title = sentences.PRINTED if text else sentences.PRINTED_NOTHING
        if printed.is_cut:
            title = sentences.PRINTED_FIRST
        return {"title": title, "printed": text, "words": words}

    def open_watch(self, exercise: Any, code: Any) -> Reply:
        """Build the network that shows the mistake, with the learner's own classes."""
        one = exercise_numbered(exercise)
        path = self.written(one, code)
        with left_as_they_are(), caught_output(), Limits(MOST_LINES, SECONDS, self.on_turn):
            session, words = watched(one, path)
        self.session = session
        return {"words": words}

    def watch(self, message: Any) -> Reply:
        """Forward a message to the network that the learner watches."""
        if self.session is None:
            raise ValueError(sentences.NOT_WATCHING)
        with left_as_they_are(), caught_output(), turn(self.on_turn):
            return {"reply": self.session.handle(message)}

    def lines(self, exercise: Any, seed: Any = 0) -> Reply:
        """Return the lines of a function, mixed."""
        one = exercise_numbered(exercise)
        found = lines_to_order(one)
        if found is None:
            raise ValueError(sentences.NO_LINES.format(number=one.number))
        if not isinstance(seed, int):
            raise TypeError(refusal("seed", "a whole number", seed))
        indent = min(len(line) - len(line.lstrip()) for line in found.lines)
        texts = [line[indent:].rstrip("\n") for line in found.lines]
        mixed = [{"place": place, "text": texts[place]} for place in found.mixed(seed)]
        return {"title": found.title, "lines": mixed}

    def judge(self, exercise: Any, order: Any) -> Reply:
        """Check the lines of a function in this order. "at" is the place of the first wrong one."""
        one = exercise_numbered(exercise)
        found = lines_to_order(one)
        if found is None:
            raise ValueError(sentences.NO_LINES.format(number=one.number))
        places = list(range(len(found.lines)))
        if not isinstance(order, list) or sorted(order, key=str) != sorted(places, key=str):
            raise ValueError(refusal("order", f"the numbers 0 to {places[-1]}", order))
        at, words = found.first_problem(order) or (None, "")
        known: list[Result] = []
        if at is None:
            outcome = self.examined(one, found.file_with(order))
            if outcome.is_right:
                return {"right": True, "results": [plain_result("right", sentences.IN_ORDER)]}
            known = [each._replace(place="") for each in outcome.results if each.mistakes]
            at = self.first_too_early(one, found, order)
            line = found.lines[order[at]].strip()
            words = sentences.TOO_EARLY.format(line=line) + (sentences.CAN_STAY if at else "")
        others = [shown_result(one, each) for each in known]
        return {"right": False, "at": at, "results": [plain_result("wrong", words), *others]}

    def first_too_early(self, exercise: Exercise, lines: Lines, order: Sequence[int]) -> int:
        """Return the place of the first line that leaves no right order, whatever follows it."""
        for at in range(len(order)):
            begun = lines.completed(order, at + 1)
            if lines.first_problem(begun) is not None:
                return at
            if not self.examined(exercise, lines.file_with(begun)).is_right:
                return at
        return len(order) - 1

    def question(self, number: Any = 1) -> Reply:
        """Return a question about one number of a small network."""
        asked = question(number)
        words = [sentences.ABOUT_THE_NETWORK]
        if not asked.label.startswith("output"):
            words.append(sentences.ABOUT_THE_ERROR)
        if asked.label.startswith("new weight"):
            words.append(sentences.LEARNING_RATE.format(rate=asked.example.learning_rate))
        return {
            "number": number,
            "question": sentences.QUESTION.format(label=asked.label),
            "words": " ".join(words),
            "picture": asked.picture(),
        }

    def predict(self, number: Any, answer: Any) -> Reply:
        """Judge the answer to a question."""
        asked = question(number)
        text = number_text(answer)
        if not text:
            raise ValueError(sentences.NO_NUMBER)
        wrong = compared(asked.example, {asked.label: text}).wrong
        if wrong is None:
            finding = Finding(True, sentences.PREDICTED)
        else:
            finding = finding_on_paper(asked.example, wrong, "")
        state = "right" if finding.is_right else "wrong"
        rows = [list(row) for row in finding.rows if row[0] != "Yours"]
        results = [{**plain_result(state, begun_large(finding.words)), "rows": rows}]
        return {"right": finding.is_right, "results": results}

    def numbers(self, homework: Any) -> Reply:
        """Return the names of the numbers that can be given, step by step."""
        example = example_called(homework_name(homework))
        groups: dict[str, list[str]] = {}
        for label in numbers_on_the_sheet(example):
            groups.setdefault(step_with(label), []).append(label)
        return {"groups": [{"title": title, "labels": each} for title, each in groups.items()]}

    def homework(self, homework: Any, numbers: Any) -> Reply:
        """Check numbers from paper. "label" is the name of the first wrong one."""
        name = homework_name(homework)
        if not name:
            raise ValueError(sentences.NO_SHEET)
        if not isinstance(numbers, Mapping):
            raise TypeError(refusal("numbers", "an object with names and numbers", numbers))
        texts = {str(label): number_text(each) for label, each in numbers.items()}
        given = {label: text for label, text in texts.items() if text}
        if not given:
            raise ValueError(sentences.NO_NUMBERS)
        finding = check_homework({"homework": name, **given})
        label = None
        if not finding.is_right:
            wrong = compared(example_called(name), given).wrong
            label = None if wrong is None else wrong.given.name
        state = "right" if finding.is_right else "wrong"
        results = [plain_result(state, finding.words)]
        return {"right": finding.is_right, "label": label, "results": results}

    def examined(self, exercise: Exercise, code: Any) -> Outcome:
        """Return the verdict on a learner's file, which leaves lernmi's own classes as they are."""
        path = self.written(exercise, code)
        with left_as_they_are():
            return examine_here(path, on_turn=self.on_turn)

    def written(self, exercise: Exercise, code: Any) -> Path:
        """Write a learner's file, and return its path."""
        path = self.folder / exercise.file
        write_whole(path, checked_code(code).encode("utf-8", errors="surrogatepass"))
        return path


VERBS: dict[str, Callable[..., Reply]] = {
    "open": Desk.open,
    "check": Desk.check,
    "run": Desk.run,
    "open_watch": Desk.open_watch,
    "watch": Desk.watch,
    "lines": Desk.lines,
    "judge": Desk.judge,
    "question": Desk.question,
    "predict": Desk.predict,
    "numbers": Desk.numbers,
    "homework": Desk.homework,
}


# What messages contain.


def exercise_numbered(number: Any) -> Exercise:
    """Return the exercise with this number, which may be text; or raise ValueError."""
    text = str(number)
    for exercise in LADDER:
        if text == str(exercise.number) and not isinstance(number, bool):
            return exercise
    wanted = sentences.EXERCISE_NUMBER.format(most=len(LADDER))
    raise ValueError(refusal("exercise", wanted, number))


def checked_code(code: Any) -> str:
    """Return the text of a learner's file, or raise TypeError or ValueError."""
    if not isinstance(code, str):
        raise TypeError(refusal("code", "text", code))
    if len(code) > MOST_CHARACTERS:
        most = f"at most {MOST_CHARACTERS:,} characters"
        raise ValueError(refusal("code", most, f"{len(code):,} characters"))
    return code


def number_text(value: Any) -> str:
    """Return what a learner typed into the field of a number; "" for nothing."""
    return "" if value is None else str(value).strip()


def homework_name(value: Any) -> str:
    """Return the name of a published example, or "sheet 7" for 7; or raise TypeError."""
    if not isinstance(value, str):
        raise TypeError(refusal("homework", 'a name such as "sheet 7" or "mazur"', value))
    text = value.strip()
    return f"sheet {text}" if text.isdecimal() else text


# What replies contain.


def verdict(exercise: Exercise, outcome: Outcome) -> Reply:
    """Return the verdict on a file, with the words of the command `check`."""
    if outcome.is_right:
        rows = [*outcome.results[-1].rows, ("Next", next_after(exercise))]
        results = [Result("", "right", "Right.", rows=tuple(rows))]
    else:
        results = outcome.results
    return {
        "right": outcome.is_right,
        "results": [shown_result(exercise, each) for each in results],
        "printed": outcome.printed.rstrip(),
        "watch": can_watch(exercise, outcome),
    }


def shown_result(exercise: Exercise, result: Result) -> Reply:
    """Return one part of a verdict: its sentence, the line in the file, and rows."""
    part = "" if result.part == exercise.file else result.part
    # A line of code gets no full stop.
    is_whole = result.words.endswith((*ENDS, ")")) or result.words.startswith(STOPS)
    words = result.words if is_whole else f"{result.words}."
    line = result.place.rpartition(":")[2]
    return {
        "state": result.state,
        "mark": MARKS[result.state],
        "words": with_title(exercise.title_of(part), words),
        "line": int(line) if line.isdecimal() else None,
        "rows": [] if result.state == "open" else [list(row) for row in result.rows],
    }


def begun_large(words: str) -> str:
    """Return a sentence that begins with a capital letter."""
    return words[:1].upper() + words[1:]


def plain_result(state: str, words: str) -> Reply:
    """Return one part of a verdict that is about no file."""
    return {"state": state, "mark": MARKS[state], "words": words, "line": None, "rows": []}


def next_after(exercise: Exercise) -> str:
    """Return what comes after an exercise that is right."""
    if exercise.number == len(LADDER):
        return sentences.ALL_DONE
    other = LADDER[exercise.number]
    words = sentences.WRITE_MORE.format(
        number=other.number, title=other.title, minutes=other.minutes
    )
    return f"{sentences.LIKE_LINK}\n{words}" if exercise.number == 7 else words


def can_watch(exercise: Exercise, outcome: Outcome) -> bool:
    """Whether `open_watch` has something to show."""
    has_class = exercise.parts[0][0].startswith(tuple(CLASSES))
    return has_class and (outcome.is_right or any(each.has_moments for each in outcome.results))


def watched(exercise: Exercise, path: Path) -> tuple[Session, str]:
    """Return a network with the learner's own classes, ready to watch, and a sentence about it.

    It is the network that shows the first wrong number; one that learns XOR if all is right. Raises
    ValueError if there is neither.
    """
    namespace = guarded(lambda: names_in(path, source_of(path)))
    for _, look in exercise.parts:
        finding = look(namespace)
        if isinstance(finding.record, Recording):
            where = finding.record.trial.where(finding.record.what)
            words = sentences.WATCH_MISTAKE.format(where=where)
            count = moment_of_mistake(session_of(finding.record))
            if count is not None:
                words += sentences.WATCH_MOMENT.format(count=count)
            return session_of(finding.record), words
        if not finding.is_right:
            break
    else:
        types = {kind: namespace[name] for name, kind in CLASSES.items() if name in namespace}
        if types:
            recipe = Recipe()
            network = Network([2, 2, 1], seed=recipe.seed, **types)
            return Session(network, XOR, recipe.rate), sentences.WATCH_RIGHT
    raise ValueError(sentences.NOTHING_TO_WATCH)


def session_of(record: Recording) -> Session:
    """Return a session with the network that shows a mistake, before its first step."""
    trial = record.trial
    return Session(trial.network(record.parts), trial.fresh_samples(), trial.learning_rate)


def moment_of_mistake(session: Session) -> int | None:
    """Return the number of the first moment that lernmi calculates differently, or None."""
    for count in range(1, MOST_MOMENTS + 1):
        moment = session.handle({"verb": "moment"}).get("state", {}).get("moment")
        if moment is None:
            return None
        if DIFFERENTLY in moment["formula"]:
            return count
    return None


def step_with(label: str) -> str:
    """Return the heading of the worksheet's step in which a number is worked out."""
    quantity = place_of(label)[0]
    if label.endswith("afterwards"):
        return AGAIN
    if quantity == "error":
        return COMPARE
    if quantity in ("total input", "output", "slope"):
        return FORWARDS
    return NUDGE if "weight" in quantity else BACKWARDS


# The files that the page offers.


def first_text(exercise: Exercise) -> str:
    """Return the file of an exercise as `lernmi exercises my_exercises` makes it."""
    return task_in(FOLDER, exercise, "python3 -m lernmi")


def folder_as_zip(texts: Mapping[int, str]) -> bytes:
    """Return the files of all exercises in a folder, packed; the same texts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for exercise in LADDER:
            # Without a time of its own, each file has the same one.
            about = zipfile.ZipInfo((FOLDER / exercise.file).as_posix())
            content = texts[exercise.number].encode("utf-8", errors="surrogatepass")
            archive.writestr(about, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


# In a browser.


def turns_of_the_page() -> Callable[[bool], object]:
    """Return how the page learns whether the learner's code runs; elsewhere, nobody does."""
    if sys.platform == "emscripten":
        import js

        tell = getattr(js, "lernmiTurn", None)
        if tell is not None:
            return lambda is_theirs: tell(is_theirs)
    return bool


@contextmanager
def turn(on_turn: Callable[[bool], object]) -> Iterator[None]:
    """Say that the learner's code runs in the `with` block."""
    on_turn(True)
    try:
        yield
    finally:
        on_turn(False)
