"""What the live page shows of a training, as data for JSON. Python writes all numbers and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lernmi.activations import Number
from lernmi.inside.diagram import brief, drawn_links, drawn_neurons, sensitivity_of
from lernmi.inside.moment_by_moment import Moment, moment_count
from lernmi.inside.replays import as_json, evenly, source_lines
from lernmi.inside.sentences import PHASES
from lernmi.link import Link
from lernmi.network import Network
from lernmi.neuron import BiasNeuron, Neuron
from lernmi.play import sentences
from lernmi.play.timeline import Timeline
from lernmi.support.samples import Sample

MOST_CURVE_POINTS = 160
# A sentence names all numbers of a sample up to so many, and otherwise only the first few.
MOST_NAMED, FEW_NAMED = 4, 3
# With more samples, the plane has no room for the error of each.
MOST_ERRORS = 4
# How far the plane reaches beyond the samples, as a fraction of their range.
PLANE_MARGIN = 0.25


def state_of(timeline: Timeline) -> dict[str, Any]:
    """Return everything on the page that changes, with all numbers as the page shows them.

    Between two steps, the sample that was learned last goes through the network once more, so
    that its outputs and its error are those of the present weights.
    """
    network = timeline.network
    position = timeline.shown_position()
    inputs, expected = timeline.samples[position]
    walk = timeline.walk
    if walk is None:
        network.propagate(inputs)
    outputs = network.neuron_layers[-1].outputs()
    error = None
    if None not in outputs:
        error = network.error_function.function(outputs, expected)
    before = None
    edits = [edit for edit in timeline.edits if edit.step == timeline.step]
    is_edited = bool(edits)
    if timeline.engine.errors and walk is None and not is_edited:
        before = timeline.engine.errors[-1]
    step = timeline.step
    sample = sample_words(network, inputs, expected)
    if walk is not None:
        words = sentences.MOMENT.format(
            count=walk.count, total=moment_count(network), step=step + 1
        )
    elif is_edited:
        form = sentences.EDITED if edits[-1].by_hand else sentences.SHARED
        words = form.format(step=step, sample=sample, now=text_of(error))
    elif before is None:
        form = sentences.NEXT if step else sentences.READY
        words = form.format(step=step, sample=sample)
    else:
        epoch = (step - 1) // timeline.steps_in_epoch + 1
        words = sentences.STEP_DONE.format(
            step=step, epoch=epoch, sample=sample, before=text_of(before), now=text_of(error)
        )
    return {
        "step": step,
        "epoch": step // timeline.steps_in_epoch,
        "words": words,
        "sample": {
            "position": position,
            "words": sample,
            "inputs": [as_json(number) for number in inputs],
            "expected": [brief(number) for number in expected],
        },
        "error": {
            "before": text_of(before),
            "now": text_of(error),
            "numbers": [None if number is None else as_json(number) for number in (before, error)],
        },
        "neurons": [neuron_numbers(neuron) for neuron in drawn_neurons(network)],
        "links": [link_numbers(link) for link in all_drawn_links(network)],
        "done": None if is_edited else step_done(timeline),
        "moment": None
        if walk is None or walk.moment is None
        else moment_data(walk.count, walk.moment),
        "curve": error_curve(timeline),
        "right": None,
    }


def neuron_numbers(neuron: Neuron) -> dict[str, Any]:
    """Return a Neuron's numbers now: as texts, and the output as a number."""
    is_bias = isinstance(neuron, BiasNeuron)
    return {
        "output": brief(neuron.output),
        "total": "" if is_bias else brief(neuron.total_input),
        "sensitivity": sensitivity_of(neuron),
        "number": None if neuron.output is None else as_json(neuron.output),
    }


def step_done(timeline: Timeline) -> dict[str, Any] | None:
    """Return the numbers of the newest step, from before its nudge; None before the first.

    From these, the page draws the step's way forwards, its way back and its nudges.
    """
    noted = timeline.engine.noted
    if noted is None:
        return None
    network, drawn = timeline.network, all_drawn_links(timeline.network)
    neurons = {id(neuron): place for place, neuron in enumerate(network.neurons)}
    links = {id(link): place for place, link in enumerate(network.links)}
    # Bias Neurons are drawn, and are not in network.neurons.
    at = [neurons.get(id(neuron)) for neuron in drawn_neurons(network)]
    to = [links[id(link)] for link in drawn]
    changes = [link.weight - noted.weights[place] for link, place in zip(drawn, to)]
    sent = [sent_back(noted.output_sensitivities[place], noted.weights[place]) for place in to]
    return {
        "outputs": ["1" if place is None else brief(noted.outputs[place]) for place in at],
        "sensitivities": [
            "" if place is None else brief(noted.sensitivities[place]) for place in at
        ],
        "slopes": ["" if place is None else brief(noted.slopes[place]) for place in at],
        "weights": [brief(noted.weights[place]) for place in to],
        "outputSensitivities": [brief(noted.output_sensitivities[place]) for place in to],
        "sent": sent,
        "weightSensitivities": [brief(noted.weight_sensitivities[place]) for place in to],
        "changes": [brief(change) for change in changes],
        "numbers": [as_json(change) for change in changes],
    }


def error_curve(timeline: Timeline) -> list[list[Any]]:
    """Return [epoch, mean error] for some epochs of the history, the first and last too.

    If weights came from an address, the epochs before them were of another training run.
    """
    shared = [edit.step for edit in timeline.edits if not edit.by_hand]
    first = max(shared, default=0) // timeline.steps_in_epoch
    history = [record for record in timeline.trainer.history if record.epoch > first]
    if not history:
        return []
    chosen = sorted(evenly(len(history), MOST_CURVE_POINTS))
    return [[history[place].epoch, as_json(history[place].error)] for place in chosen]


def sample_words(network: Network, inputs: Sequence[Number], expected: Sequence[Number]) -> str:
    """Return a sample in words, such as "x1 0, x2 1 → y1 1"."""
    first, last = network.neuron_layers[0], network.neuron_layers[-1]
    return sentences.SAMPLE.format(
        inputs=named_numbers(first.neurons, inputs),
        expected=named_numbers(last.neurons, expected),
    )


def plane_ends(samples: Sequence[Sample]) -> tuple[float, float]:
    """Return the lowest and the highest number on both axes of the plane."""
    numbers = [number for inputs, _ in samples for number in inputs]
    low, high = float(min(numbers)), float(max(numbers))
    margin = PLANE_MARGIN * (high - low) or 1.0
    return low - margin, high + margin


def plane_of(network: Network, samples: Sequence[Sample], cells: int) -> dict[str, Any]:
    """Return what each drawn Neuron outputs for inputs all over the plane, row by row from the top.

    cells: how many along each side.
    """
    low, high = plane_ends(samples)
    copy = network.copy()
    neurons = drawn_neurons(copy)
    values: list[list[float | None]] = [[] for _ in neurons]
    for row in range(cells):
        y = high - (high - low) * row / (cells - 1)
        for column in range(cells):
            x = low + (high - low) * column / (cells - 1)
            copy.propagate([x, y])
            for neuron, its_values in zip(neurons, values):
                its_values.append(rounded(neuron.output))
    return {
        "cells": cells,
        "low": low,
        "high": high,
        "names": [neuron.name for neuron in neurons],
        "values": values,
    }


def all_drawn_links(network: Network) -> list[Link]:
    """Return the Links that the page draws, layer by layer."""
    return [link for links in drawn_links(network) for link in links]


def named_numbers(neurons: Sequence[Neuron], numbers: Sequence[Number]) -> str:
    """Return each Neuron's name with its number, such as "x1 0, x2 1"; of many only the first."""
    shown = len(numbers) if len(numbers) <= MOST_NAMED else FEW_NAMED
    parts = [
        sentences.NAMED_NUMBER.format(name=neuron.name, number=brief(number))
        for neuron, number in zip(neurons, numbers[:shown])
    ]
    return ", ".join(parts if shown == len(numbers) else [*parts, sentences.AND_SO_ON])


def link_numbers(link: Link) -> dict[str, Any]:
    """Return a Link's numbers now: as texts, and the weight as a number."""
    return {
        "weight": brief(link.weight),
        "sensitivity": sensitivity_of(link),
        "number": as_json(link.weight),
    }


def sent_back(output_sensitivity: Number | None, weight: Number) -> str:
    """Return what a Link sent back; "" if it is a Link of your own that didn't say."""
    return "" if output_sensitivity is None else brief(output_sensitivity * weight)


def moment_data(count: int, moment: Moment) -> dict[str, Any]:
    """Return the newest moment of a step as data, with the lines of code that did it."""
    source = moment.source
    return {
        "count": count,
        "name": moment.name,
        "verb": moment.verb,
        "phase": PHASES[moment.verb],
        "others": list(moment.others),
        "words": moment.words,
        "formula": moment.formula,
        "source": None if source is None else source_lines(source),
    }


def points_of(samples: Sequence[Sample]) -> list[list[float | None]]:
    """Return each sample's two inputs and its first expected number.

    There are no points where samples have more or fewer inputs, nor for a single sample.
    """
    if len(samples) < 2 or len(samples[0][0]) != 2:
        return []
    return [[*map(as_json, inputs), as_json(expected[0])] for inputs, expected in samples]


def errors_of(network: Network, samples: Sequence[Sample]) -> list[float | None]:
    """Return each sample's error with the present weights; none if there are many samples."""
    if len(samples) > MOST_ERRORS:
        return []
    copy = network.copy()
    function = copy.error_function.function
    return [as_json(function(copy.propagate(inputs), expected)) for inputs, expected in samples]


def text_of(number: Number | None) -> str:
    """Return a number as the page shows it; "" for None."""
    return "" if number is None else brief(number)


def rounded(number: Number) -> float | None:
    """Return an output with three decimals, which is enough for a colour."""
    value = as_json(number)
    return None if value is None else round(value, 3)
