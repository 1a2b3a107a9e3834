"""Why: what the live page says about a Link, a Neuron or the network, with curves to touch."""

from __future__ import annotations

from typing import Any

from lernmi.activations import Number
from lernmi.inside.diagram import brief
from lernmi.inside.explanations import explain
from lernmi.inside.numbers import significant
from lernmi.inside.replays import as_json
from lernmi.inside.what_if import WeightCurve, weight_curve
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.play import sentences
from lernmi.play.held import HeldLink
from lernmi.play.timeline import Timeline
from lernmi.support.numbers import checked_number
from lernmi.support.samples import Sample
from lernmi.support.texts import refusal, short_text

# The error curve of a weight over all samples goes through at most so many of them, and fewer in
# a large network: samples × Links is the work.
MOST_CURVE_SAMPLES = 200
MOST_CURVE_WORK = 60_000
# Values of a weight in its error curve, on each side of the middle.
CURVE_SIDE = 20
# How far an activation's curve reaches to each side of 0, at least.
CURVE_REACH = 6.0


def reasons_for(
    timeline: Timeline,
    name: Any,
    over: Any = "sample",
    reach: tuple[float, float] | None = None,
    bead: str | None = None,
) -> dict[str, Any]:
    """Return the explanation of a Link, a Neuron or the network; for a Link, with its curve.

    All of it is about the sample that the page shows, with the weights that it shows.

    name: of a Link or a Neuron; None for the network.
    over: "sample" or "all": what the curve of a Link is the error of.
    reach: the ends of that curve, or None for ends that suit the weight.
    bead: the name of the Neuron whose activation is shown with the Links that lead to it, or None.
    """
    network = timeline.network
    if timeline.walk is not None:
        # In an unfinished step, all of it is about the weights before the step.
        network = network.copy()
        network.weights = timeline.weights_before()
    if over not in ("sample", "all"):
        raise ValueError(refusal("over", "sample or all", over))
    sample = timeline.samples[timeline.shown_position()]
    rate = timeline.training.learning_rate
    if name is None:
        return {"name": None, "text": explain(network, sample, learning_rate=rate).text}
    if not isinstance(name, str):
        raise TypeError(refusal("name", "the name of a Neuron or a Link", name))
    if "->" not in name:
        neuron = network.neuron(name)
        text = explain(network, sample, name, learning_rate=rate).text
        return {"name": name, "text": text, "activation": activation_of(network, neuron, sample)}
    link = network.link(name)
    ends = link.input_neuron.name, link.output_neuron.name
    text = explain(network, sample, *ends, learning_rate=rate).text
    most_samples = max(1, min(MOST_CURVE_SAMPLES, MOST_CURVE_WORK // len(network.links)))
    samples = [sample] if over == "sample" else timeline.samples[:most_samples]
    weights = None if reach is None else spread(*reach)
    curve = weight_curve(network, link, samples, weights)
    reply: dict[str, Any] = {"name": name, "text": text, "curve": curve_data(curve, over, rate)}
    if isinstance(link, HeldLink):
        reply["curve"].update(nudge=0, nudgeWords=sentences.HELD_NUDGE)
    if link.output_neuron.name == bead:
        reply["activation"] = activation_of(network, link.output_neuron, sample)
    return reply


def activation_of(network: Network, neuron: Neuron, sample: Sample) -> dict[str, Any] | None:
    """Return a Neuron's activation as a curve, with its place on it; None for an input."""
    if neuron in network.neuron_layers[0].senders() or isinstance(neuron, BiasNeuron):
        return None
    copy = network.copy()
    copy.propagate(sample[0])
    return activation_data(copy.neuron(neuron.name))


def checked_reach(low: Any, high: Any) -> tuple[float, float] | None:
    """Return the two ends of a curve, or None if both are missing; ValueError or TypeError."""
    if low is None and high is None:
        return None
    low, high = checked_number(low, "low"), checked_number(high, "high")
    if not low < high:
        raise ValueError(refusal("low", f"below high, which is {short_text(high)}", low))
    return float(low), float(high)


def spread(low: float, high: float) -> list[Number]:
    """Return evenly spaced weights from `low` to `high`."""
    count = 2 * CURVE_SIDE
    return [low + (high - low) * place / count for place in range(count + 1)]


def activation_data(neuron: Neuron) -> dict[str, Any]:
    """Return the curve of a Neuron's activation, from total input to output, and its place."""
    total = float(neuron.total_input)
    reach = max(CURVE_REACH, 1.25 * abs(total))
    inputs = spread(-reach, reach)
    return {
        "inputs": [as_json(each) for each in inputs],
        "outputs": [as_json(neuron.activation.function(each)) for each in inputs],
        "total": as_json(total),
        "output": as_json(neuron.output),
        "slope": as_json(neuron.slope),
        "words": sentences.ACTIVATION_WORDS.format(
            total=brief(total),
            name=neuron.name,
            output=brief(neuron.output),
            slope=brief(neuron.slope),
            change=brief(neuron.slope / 10),
        ),
    }


def curve_data(curve: WeightCurve, over: str, rate: Number) -> dict[str, Any]:
    """Return a weight's error curve as data, and a sentence about it."""
    nudge = -rate * curve.sensitivity
    words = sentences.CURVE_WORDS.format(
        weight=significant(curve.weight),
        error=significant(curve.error),
        sensitivity=significant(curve.sensitivity),
        change=brief(curve.sensitivity / 100),
    )
    moves = sentences.CURVE_NO_NUDGE
    if nudge:
        moves = sentences.CURVE_NUDGE.format(
            nudge=significant(nudge), after=significant(curve.weight + nudge)
        )
    return {
        "over": over,
        "weights": [as_json(weight) for weight in curve.weights],
        "errors": [as_json(error) for error in curve.errors],
        "weight": as_json(curve.weight),
        "error": as_json(curve.error),
        "sensitivity": as_json(curve.sensitivity),
        "nudge": as_json(nudge),
        "weightText": brief(curve.weight),
        "words": words,
        "nudgeWords": moves if over == "sample" else "",
    }
