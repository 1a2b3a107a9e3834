"""Exercises without a keyboard: put lines into order, and predict a number of a small network."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from lernmi.exercises.homework import numbers_of
from lernmi.exercises.ladder import LADDER, Exercise
from lernmi.exercises.on_paper import OnPaper
from lernmi.exercises.recipes import Recipe
from lernmi.exercises.sheet_numbers import four_decimals, one_of
from lernmi.exercises.sheet_picture import picture
from lernmi.exercises.sheets import minus
from lernmi.support.numbers import checked_whole_number

# What can be wrong with an order of lines, whatever they calculate.
NEVER_RUNS = '"{line}" ends the function, so the lines below it never run.'
NOTHING_TO_REPEAT = '"{line}" has nothing to repeat: an indented line has to come right below it.'
NO_LOOP = '"{line}" is indented, so it belongs in a loop. That loop has to begin above it.'
NOT_SET = '"{line}" uses {name}, but no line above it sets {name}.'
# A shorter function has hardly any order.
FEWEST_LINES = 3
INDENT = 4

# Numbers that can be multiplied in one's head.
WEIGHTS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0)
INPUTS = (-1.0, 1.0, 2.0, 4.0)
EXPECTED = (-2.0, 0.0, 1.0, 2.0, 4.0)
LARGEST_ANSWER = 50


class Lines(NamedTuple):
    """The lines of a function, to put into order.

    title: the function with its arguments, as in "def fork(sensitivities, weights):".
    arguments: their names.
    lines: the lines in the order of the solution.
    before, after: what comes before and after them in the solution's file.
    """

    title: str
    arguments: Sequence[str]
    lines: Sequence[str]
    before: str
    after: str

    def mixed(self, seed: int) -> list[int]:
        """Return the places of the lines in an order that is not that of the solution."""
        places = list(range(len(self.lines)))
        random = Random(seed)
        while places == sorted(places):
            places.sort(key=lambda _: random.random())
        return places

    def file_with(self, order: Sequence[int]) -> str:
        """Return a whole file with the lines in this order."""
        return self.before + "".join([self.lines[place] for place in order]) + self.after

    def completed(self, order: Sequence[int], count: int) -> list[int]:
        """Return an order that begins with `count` lines of this one, then has the solution's."""
        left = list(range(len(self.lines)))
        begun = []
        for place in order[:count]:
            # Lines with the same text are the same line.
            begun.append(next(each for each in left if self.lines[each] == self.lines[place]))
            left.remove(begun[-1])
        return begun + left

    def first_problem(self, order: Sequence[int]) -> tuple[int, str] | None:
        """Return where the first line is, in this order, that Python couldn't run, and why.

        None if Python can run all of them, whatever they calculate.
        """
        lines = [self.lines[place].rstrip("\n") for place in order]
        indents = [len(line) - len(line.lstrip()) for line in lines]
        texts = [line.strip() for line in lines]
        names = {name for text in texts for name in names_in(text, ast.Store)}
        known = set(self.arguments)
        # The indents at which a line can be.
        possible = [min(indents)]
        for at, (text, indent) in enumerate(zip(texts, indents)):
            possible = [each for each in possible if each <= indent]
            if indent not in possible:
                return at, NO_LOOP.format(line=text)
            unknown = [name for name in names_in(text, ast.Load) if name in names - known]
            if unknown:
                return at, NOT_SET.format(line=text, name=unknown[0])
            known.update(names_in(text, ast.Store))
            following = indents[at + 1] if at + 1 < len(lines) else None
            if text.endswith(":"):
                possible.append(indent + INDENT)
                if following is None or following <= indent:
                    return at, NOTHING_TO_REPEAT.format(line=text)
            elif text.startswith("return ") and following is not None:
                return at, NEVER_RUNS.format(line=text)
        return None


def lines_to_order(exercise: Exercise) -> Lines | None:
    """Return the longest function that learners write in an exercise, or None if all are short."""
    wanted = [name for name, node in functions_in(exercise.task) if is_to_write(node)]
    solution = exercise.solution
    text = solution.splitlines(keepends=True)
    found = []
    for name, node in functions_in(solution):
        if name in wanted:
            body = node.body[1:] if ast.get_docstring(node) else node.body
            first, last = body[0].lineno - 1, node.end_lineno or 0
            lines = [line for line in text[first:last] if not line.strip().startswith("#")]
            title = " ".join(
                [line.strip() for line in text[node.lineno - 1 : node.body[0].lineno - 1]]
            )
            before, after = "".join(text[:first]), "".join(text[last:])
            arguments = [each.arg for each in node.args.args]
            found.append(Lines(title, arguments, lines, before, after))
    longest = max(found, key=lambda each: len(each.lines), default=None)
    return longest if longest and len(longest.lines) >= FEWEST_LINES else None


def functions_in(source: str) -> list[tuple[str, ast.FunctionDef]]:
    """Return all functions of a file with their names, which have the class's name in front."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found.append((node.name, node))
        elif isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
            found += [(f"{node.name}.{each.name}", each) for each in methods]
    return found


def is_to_write(node: ast.FunctionDef) -> bool:
    """Whether a function is for the learner to write: it ends by raising NotImplementedError."""
    last = node.body[-1]
    return isinstance(last, ast.Raise) and "NotImplementedError" in ast.unparse(last)


def names_in(line: str, context: type[ast.expr_context]) -> list[str]:
    """Return the names that a line of code sets (ast.Store) or uses (ast.Load)."""
    nodes = list(ast.walk(ast.parse(f"{line} pass" if line.endswith(":") else line)))
    own = {
        name.id
        for node in nodes
        if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target)
        if isinstance(name, ast.Name)
    }
    # "total += 1" uses total, too.
    changed = [node.target for node in nodes if isinstance(node, ast.AugAssign)]
    return [
        node.id
        for node in nodes
        if isinstance(node, ast.Name)
        and node.id not in own
        and (isinstance(node.ctx, context) or (context is ast.Load and node in changed))
    ]


def exercises_with_lines() -> list[Exercise]:
    """Return the exercises that have lines to put into order."""
    return [exercise for exercise in LADDER if lines_to_order(exercise) is not None]


# Predicting.


class Question(NamedTuple):
    """A question about one number of a small network.

    example: the learning step that the number belongs to.
    label: the number's name, such as "sensitivity of h1".
    """

    example: OnPaper
    label: str

    def picture(self) -> str:
        """Return the network as SVG, with its inputs, weights and expected values."""
        network = self.example.network()
        network.propagate(self.example.inputs)
        first = network.neuron_layers[0].neurons
        biases = [layer.bias for layer in network.neuron_layers if layer.bias is not None]
        return picture(
            network,
            outputs={each.name: minus(four_decimals(each.output)) for each in [*first, *biases]},
            weights={link.name: minus(four_decimals(link.weight)) for link in network.links},
            expected=[minus(four_decimals(each)) for each in self.example.expected],
        )


# The questions: layer sizes, and the number to work out; the easiest first.
ASKED = (
    ([1, 1], "output of y1"),
    ([1, 1], "sensitivity of y1"),
    ([1, 1], "weight sensitivity of x1->y1"),
    ([1, 1], "new weight of x1->y1"),
    ([1, 1, 1], "output of y1"),
    ([1, 1, 1], "sensitivity of h1"),
    ([1, 1, 1], "weight sensitivity of x1->h1"),
    ([1, 1, 2], "sensitivity of h1"),
    ([1, 1, 2], "weight sensitivity of x1->h1"),
    ([2, 1, 2], "weight sensitivity of x2->h1"),
)


def question(number: int) -> Question:
    """Return the question with this number, counting from 1; the same on every Python.

    The first ten get harder; later ones ask the same of other networks.

    Raises TypeError or ValueError for anything else.
    """
    number = checked_whole_number(number, "number", at_least=1)
    sizes, label = ASKED[(number - 1) % len(ASKED)]
    random = Random(number)
    while True:
        # The biases are 0, so that there is less to add up.
        weights = [
            [*[0.0] * after, *[one_of(WEIGHTS, random) for _ in range(before * after)]]
            for before, after in zip(sizes, sizes[1:])
        ]
        inputs = [one_of(INPUTS, random) for _ in range(sizes[0])]
        expected = [one_of(EXPECTED, random) for _ in range(sizes[-1])]
        found = Question(OnPaper(sizes, weights, inputs, expected), label)
        if is_worth_asking(found):
            return found


def is_worth_asking(found: Question) -> bool:
    """Whether the answer is neither 0 nor large, and no two weights or inputs are the same."""
    example = found.example
    weights = [weight for layer in example.weights for weight in layer if weight]
    if len({*weights}) < len(weights) or len({*example.inputs}) < len(example.inputs):
        return False
    numbers = numbers_of(example, Recipe())
    outputs = [numbers[f"sensitivity of y{place + 1}"] for place in range(len(example.expected))]
    return all(outputs) and 0 < abs(numbers[found.label]) <= LARGEST_ANSWER
