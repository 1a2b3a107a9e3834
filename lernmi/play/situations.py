"""Situations: questions of the live page, each with one thing to move and one thing to see.

    opened = read_situation({"situation": "paths-add"})
    network, samples = opened.network(), opened.samples()
    right, words = opened.situation.reveal(1)

A Situation is data: a network, samples, a question with choices, and a reply to each choice. All
numbers in a reply are computed by lernmi when somebody answers, on a network as it was at first. An
address carries only a situation's key, never a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lernmi.data.published.mazur import MAZUR
from lernmi.network import Network
from lernmi.play import stage
from lernmi.support.samples import Sample
from lernmi.support.texts import refusal, short_text


class Situation(NamedTuple):
    """A question of the live page.

    title: its name in the list. question, choices: what the page asks.
    replies: what it replies to each choice, with {} for the numbers.
    right: the position of the right choice.
    build: returns the network; samples, unseen: return the samples, and those held out.
    numbers: returns what to put into the replies.
    rate: the learning rate. seed: the random seed for the order of the samples.
    focus: the name of the Link to move. panel: what the page shows beside the network until
        somebody answers: "points", "error", or "why" for the weight that can be moved.
    bead: the Neuron whose activation is drawn as a curve.
    setting: what can be chosen, such as "rate"; "" for nothing. variants: the values of it. `build`
        takes one of them; without a choice it is the first.
    opens: the variant that each choice opens.
    """

    title: str
    question: str
    choices: tuple[str, ...]
    replies: tuple[str, ...]
    right: int
    build: Callable[[str], Network]
    samples: Callable[[], list[Sample]]
    numbers: Callable[[], dict[str, str]]
    rate: float = 0.5
    seed: int = 0
    focus: str | None = None
    panel: str = "error"
    bead: str | None = None
    setting: str = ""
    variants: tuple[str, ...] = ("",)
    opens: tuple[str, ...] = ()
    unseen: Callable[[], list[Sample]] = list

    def reveal(self, choice: Any) -> tuple[bool, str]:
        """Say whether a choice is right, and why; ValueError unless it is a position."""
        if isinstance(choice, bool) or not isinstance(choice, int) or choice < 0:
            raise ValueError(refusal("choice", "the position of a choice, from 0", choice))
        if choice >= len(self.choices):
            raise ValueError(refusal("choice", f"below {len(self.choices)}", choice))
        return choice == self.right, self.replies[choice].format(**self.numbers())


class Opened(NamedTuple):
    """A situation that is open, perhaps in one of its variants; "" before one was chosen."""

    key: str
    chosen: str = ""

    @property
    def situation(self) -> Situation:
        """The situation itself."""
        return SITUATIONS[self.key]

    @property
    def rate(self) -> float:
        """The learning rate, which may be what was chosen."""
        situation = self.situation
        if situation.setting == "rate":
            return float(self.chosen or situation.variants[0])
        return situation.rate

    @property
    def seed(self) -> int:
        """The random seed for the order of the samples."""
        return self.situation.seed

    @property
    def batch(self) -> int:
        """Samples per nudge."""
        return 1

    @property
    def focus(self) -> str | None:
        """The name of the Link to move."""
        return "b1->y1" if self.chosen == "free" else self.situation.focus

    def network(self) -> Network:
        """Return the network with its starting weights."""
        return self.situation.build(self.chosen or self.situation.variants[0])

    def samples(self) -> list[Sample]:
        """Return the samples."""
        return self.situation.samples()

    def unseen(self) -> list[Sample]:
        """Return the samples that the network never sees; none before a network was chosen."""
        return self.situation.unseen() if self.chosen else []

    def after(self, choice: int) -> Opened:
        """Return what to open after a choice."""
        opens = self.situation.opens
        return Opened(self.key, opens[choice]) if opens else self

    def as_wishes(self) -> dict[str, str]:
        """Return it as an address has it."""
        wishes = {"situation": self.key}
        if self.chosen:
            wishes[self.situation.setting] = self.chosen
        return wishes

    def as_scene(self) -> dict[str, Any]:
        """Return what the page shows of it, as data."""
        situation = self.situation
        return {
            "key": self.key,
            "title": situation.title,
            "question": situation.question,
            "choices": list(situation.choices),
            "focus": self.focus,
            "panel": situation.panel,
            # The curve of the weight gives the answer away.
            "panelAfter": situation.panel if situation.focus is None else "why",
            "bead": situation.bead,
        }


def read_situation(wishes: Mapping[str, Any]) -> Opened:
    """Return the situation that an address or the page asks for; ValueError if there is none.

    wishes: "situation", and perhaps its setting.
    """
    key = wishes.get("situation")
    if not isinstance(key, str) or key not in SITUATIONS:
        names = list(SITUATIONS)
        raise ValueError(refusal("situation", f"one of {len(names)} names such as {names[0]}", key))
    situation = SITUATIONS[key]
    for name in wishes:
        if name not in ("situation", situation.setting):
            only = " and ".join(filter(None, ["situation", situation.setting]))
            raise ValueError(f"the recipe of {key} takes only {only}; got {short_text(name)}")
    chosen = wishes.get(situation.setting, "")
    if chosen != "" and chosen not in situation.variants:
        raise ValueError(refusal(situation.setting, " or ".join(situation.variants), chosen))
    return Opened(key, chosen)


def situation_titles() -> list[dict[str, str]]:
    """Return the keys and titles of all situations, for a list to choose from."""
    return [{"key": key, "title": situation.title} for key, situation in SITUATIONS.items()]


# The situations, in the order in which people learn.

SITUATIONS: dict[str, Situation] = {
    "sensitivity": Situation(
        title="Sensitivity",
        question=f"If the weight of h1→y1 rises by {stage.BIT}, what does the error do?",
        choices=("It rises", "It falls", "It stays the same"),
        replies=(
            "Yes, it rises by {tried}. Backwards says so without trying: the weight sensitivity "
            "is {sensitivity}, and {predicted}.",
            "It rises by {tried}. y1 outputs {output}, and we want {wanted}: y1 is too high, and "
            "a larger weight raises it further.",
            "It rises by {tried}. h1 doesn't output 0, so the Link delivers more: {delivered}.",
        ),
        right=0,
        build=lambda variant: MAZUR.network(),
        samples=lambda: stage.MAZUR_SAMPLES,
        numbers=stage.sensitivity_numbers,
        focus="h1->y1",
    ),
    "slope": Situation(
        title="Slope",
        question=f"If y1's total input rises by {stage.PUSH}: where does its output rise most?",
        choices=tuple([f"At {total:g}" for total in stage.TOTALS]),
        replies=(
            "Yes. At {first_total} the slope is {first}, so the output rises by about "
            "{first_push}. At {third_total} it is only {third_push}.",
            "At {second_total} it rises by about {second_push}, at {first_total} by {first_push}. "
            "The curve is steepest in the middle.",
            "At {third_total} the output is already {third_output} and can't pass 1: {third_push}. "
            "At {first_total} it is {first_push}.",
        ),
        right=0,
        build=lambda variant: stage.one_sigmoid(),
        samples=lambda: stage.SIGMOID_SAMPLES,
        numbers=stage.slope_numbers,
        focus="x1->y1",
        panel="why",
        bead="y1",
    ),
    "slopes-multiply": Situation(
        title="Slopes multiply",
        question=f"If the weight of x1→h1 rises by {stage.BIT}, by how much does the error rise?",
        choices=(f"Less than {stage.BIT}", f"By {stage.BIT}", f"More than {stage.BIT}"),
        replies=(
            "More: × {weight} is only one of three steps. h1 rises by {h1}, y1 by {y1}, and the "
            "error by {error}.",
            "That is how much y1 rises. It is {sensitivity} too high, so the error rises by "
            "{error}.",
            "Yes. h1 rises by {h1}, y1 by {y1}, and the error by {error}. Along a path, slopes "
            "multiply.",
        ),
        right=2,
        build=lambda variant: stage.chain(),
        samples=lambda: stage.CHAIN_SAMPLES,
        numbers=stage.chain_numbers,
        rate=0.01,
        focus="x1->h1",
    ),
    "paths-add": Situation(
        title="Paths add",
        question="y1 is too high, y2 is too low. Should h1 output less, or more?",
        choices=("Less", "More", "It makes no difference"),
        replies=(
            "y1 does ask for less: {y1}. But y2 asks for more: {y2}. Together {both}: more of h1 "
            "lowers the error.",
            "Yes. y1 sends back {y1}, and y2 sends back {y2}. Where paths meet, they add: {both}. "
            "Negative: more of h1 lowers the error.",
            "They disagree, but not equally: y1 sends back {y1}, and y2 sends back {y2}. They add "
            "to {sum}, not to 0.",
        ),
        right=1,
        build=lambda variant: stage.fork(),
        samples=lambda: stage.FORK_SAMPLES,
        numbers=stage.fork_numbers,
        rate=0.01,
        focus="x1->h1",
    ),
    "nudge": Situation(
        title="Nudge",
        question="All weights move at once. Do their effects on the error add up?",
        choices=("No, they get in each other's way", "Yes, almost exactly"),
        replies=(
            "Hardly, if the moves are small. Each weight lowers the error by rate × s² (s: its "
            "sensitivity). All {count}: {predicted}. It falls by {drop}.",
            "Yes. Each weight lowers the error by rate × s² (s: its sensitivity). All {count}: "
            "{predicted}. The error falls by {drop}, to {now}.",
        ),
        right=1,
        build=lambda variant: MAZUR.network(),
        samples=lambda: stage.MAZUR_SAMPLES,
        numbers=stage.nudge_numbers,
        rate=MAZUR.learning_rate,
    ),
    "helps-one": Situation(
        title="A nudge helps one sample",
        question="The network learns (0, 1) once. What happens to the errors of the other points?",
        choices=("All fall", "They stay the same", "Some rise"),
        replies=(
            "Not all: the errors of {hurt} rise by {rises}. The nudge was for (0, 1) only.",
            "All points use the same weights. The errors of {hurt} rise by {rises}.",
            "Yes. The error of (0, 1) falls by {helped}, but those of {hurt} rise by {rises}. "
            "So we shuffle the samples, and average.",
        ),
        right=2,
        build=lambda variant: stage.small_xor(),
        samples=stage.xor_samples,
        numbers=stage.helped_numbers,
        # (0, 1) comes first.
        seed=2,
        panel="points",
    ),
    "learning-rate": Situation(
        title="Learning rate",
        question="Which learning rate reaches the bottom, error 0, in one step?",
        choices=stage.RATES,
        replies=(
            "With {rate0} the errors are {errors0}: on its way, in small steps.",
            "Yes. With {rate1} the weight goes from {from1} to {to1}: errors {errors1}.",
            "With {rate2} the weight jumps from {from2} to {to2}, just as high on the other side: "
            "errors {errors2}, and so on.",
            "With {rate3} each step lands higher than the one before: errors {errors3}.",
        ),
        right=1,
        build=lambda variant: stage.valley(),
        samples=lambda: stage.VALLEY_SAMPLES,
        numbers=stage.rate_numbers,
        focus="x1->y1",
        panel="why",
        setting="rate",
        variants=stage.RATES,
        opens=stage.RATES,
    ),
    "bias": Situation(
        title="Bias",
        question="The bias is held at 0. Can you bring (0, 0) below 0.5 with the two weights?",
        choices=("Yes", "No"),
        replies=(
            "Inputs of 0 deliver 0, whatever the weights are. With total input {total}, y1 "
            "outputs {output}. Now move b1→y1.",
            "Right: whatever the weights are, the total input is {total}, and y1 outputs "
            "{output}. Only a bias moves the line off the corner. Now move b1→y1.",
        ),
        right=1,
        build=stage.line,
        samples=stage.or_samples,
        numbers=stage.corner_numbers,
        # (0, 0) comes first.
        seed=5,
        focus="x1->y1",
        panel="why",
        setting="bias",
        variants=("held", "free"),
        opens=("free", "free"),
    ),
    "saturation": Situation(
        title="Saturation",
        question="Both outputs should be 0. Which one gets closer to it first?",
        choices=("y1", "y2, which is more wrong", "Both at the same time"),
        replies=(
            "Yes. After {steps} steps y1 outputs {y1}, y2 {y2}. Sensitivity × slope: {y1_product} "
            "for y1, {y2_product} for y2.",
            "y2 is more wrong, but its slope is almost 0: {y2_product}. For y1: {y1_product}. "
            "After {steps} steps y1 outputs {y1}, y2 still {y2}.",
            "Their slopes differ: {y1_slope} for y1, {y2_slope} for y2. After {steps} steps y1 "
            "outputs {y1}, y2 still {y2}.",
        ),
        right=0,
        build=lambda variant: stage.two_outputs(),
        samples=lambda: stage.STUCK_SAMPLES,
        numbers=stage.stuck_numbers,
        rate=stage.STUCK_RATE,
    ),
    "hidden-layers": Situation(
        title="Why hidden layers",
        question="Move the line. How many of the 4 points can it get right at best?",
        choices=("2", "3", "4"),
        replies=(
            "It can do better: of {count} lines tried, the best one gets {most} of {all} right.",
            "Yes: of {count} lines tried, none gets more than {most} of {all} right. XOR needs "
            "two lines, so two hidden Neurons.",
            "With (0, 1) and (1, 0) on one side, (0, 0) or (1, 1) is there, too. Of {count} lines "
            "tried, the best one gets {most} of {all} right.",
        ),
        right=1,
        build=lambda variant: Network([2, 1], seed=3),
        samples=stage.xor_samples,
        numbers=stage.line_numbers,
        focus="b1->y1",
        panel="why",
    ),
    "fence": Situation(
        title="Fence in a disc",
        question="How many lines does it take to fence in the disc?",
        choices=("1", "2", "3"),
        replies=(
            "One line only cuts the plane in two: {right1} of the unseen points are right. With "
            "two: {right2}, with three: {right3}.",
            "Two lines make a strip, open at both ends: {right2} of the unseen points are right. "
            "With three: {right3}.",
            "Yes: three make a triangle. Right on unseen points after {epochs} epochs: {right3}, "
            "with two lines {right2}, with one {right1}.",
        ),
        right=2,
        build=lambda layers: stage.tanh_network(layers, stage.FENCE_SEED),
        samples=stage.disc_samples,
        numbers=stage.fence_numbers,
        rate=stage.FENCE_RATE,
        seed=stage.FENCE_SEED,
        panel="points",
        setting="layers",
        variants=stage.LINES,
        opens=stage.LINES,
        unseen=stage.unseen_disc_samples,
    ),
    "memorising": Situation(
        title="Memorising",
        question="Some points have the wrong label. Which network is better on unseen points?",
        choices=("2-1, one line", "2-8-8-1, much larger"),
        replies=(
            "Yes. In {epochs} epochs 2-8-8-1 memorised {large_own} of its own points, {flipped} "
            "wrong ones too. Unseen: first {large_early}, then {large_unseen}. "
            "2-1: {small_unseen}.",
            "In {epochs} epochs it memorised {large_own} of its own points, {flipped} wrong ones "
            "too. Unseen: first {large_early}, then {large_unseen}. 2-1: {small_unseen}.",
        ),
        right=0,
        build=lambda layers: stage.tanh_network(layers, stage.MEMORY_SEED),
        samples=stage.border_samples,
        numbers=stage.memory_numbers,
        rate=stage.MEMORY_RATE,
        seed=stage.MEMORY_SEED,
        panel="points",
        setting="layers",
        variants=stage.SIZES,
        opens=stage.SIZES,
        unseen=stage.unseen_border_samples,
    ),
}
