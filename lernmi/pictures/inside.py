"""Weights as heat maps and images; outputs and sensitivities as histograms, layer by layer."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from lernmi.inside.diagram import brief
from lernmi.inside.numbers import as_float
from lernmi.network import Network
from lernmi.pictures.canvas import (
    BLUE,
    GREY,
    ORANGE,
    figure,
    finite_ones,
    label,
    two_sides,
    whole_numbers,
)
from lernmi.support.samples import Sample, checked_samples

# Small heat maps show their numbers. Larger ones are one below the other, with only as many Neuron
# names as fit beside them.
MOST_COLUMNS, MOST_ROWS = 12, 20
MOST_PANELS = 3
MOST_NAMES_BELOW, MOST_NAMES_ASIDE = 12, 24
MOST_SAMPLES = 500
BINS = 30
MOST_IMAGES = 40
WIDTH_OF_A_NUMBER, HEIGHT_OF_A_NAME = 0.62, 0.26
MOST_TICKS = 5
LONG_NAME = 5


def weight_maps(network: Network) -> Any:
    """Return a heat map of the weights of each layer of Links.

    Rows are the Neurons that the Links come from (the bias first), and columns are the Neurons that
    they lead to. Weights above 0 are blue, weights below 0 are orange, and others (nan, infinity)
    are grey. If there are many Neurons, the map names only some of them.
    """
    count = len(network.link_layers)
    widest = max([len(layer.neurons) for layer in network.neuron_layers[1:]])
    highest = max([len(layer.senders()) for layer in network.neuron_layers[:-1]])
    columns = min(MOST_PANELS, count) if widest <= MOST_COLUMNS else 1
    drawn, all_axes = figure(
        columns,
        -(-count // columns),
        width=max(4.2, WIDTH_OF_A_NUMBER * min(widest, MOST_COLUMNS) + 2),
        height=max(4.8, HEIGHT_OF_A_NAME * min(highest, MOST_NAMES_ASIDE) + 1),
    )
    panels = [axes for row in all_axes for axes in row]
    for axes in panels[count:]:
        axes.set_axis_off()
    for axes, link_layer, before, after in zip(
        panels, network.link_layers, network.neuron_layers, network.neuron_layers[1:]
    ):
        senders, receivers = before.senders(), after.neurons
        weights = [as_float(link.weight) for link in link_layer.links]
        rows = [
            weights[start : start + len(receivers)]
            for start in range(0, len(weights), len(receivers))
        ]
        largest = max(map(abs, finite_ones(weights)), default=0.0) or 1.0
        # The colour map draws nan in grey.
        finite_rows = [[x if math.isfinite(x) else math.nan for x in row] for row in rows]
        image = axes.imshow(
            finite_rows, cmap=two_sides(), vmin=-largest, vmax=largest, aspect="auto"
        )
        drawn.colorbar(image, ax=axes, label="weight")
        places, names = some_names([neuron.name for neuron in receivers], MOST_NAMES_BELOW)
        is_long = max(map(len, names)) > LONG_NAME
        axes.set_xticks(places, names, rotation=35 if is_long else 0)
        axes.set_yticks(*some_names([neuron.name for neuron in senders], MOST_NAMES_ASIDE))
        axes.set_xlabel("to")
        axes.set_ylabel("from")
        if len(receivers) <= MOST_COLUMNS and len(senders) <= MOST_ROWS:
            for y, numbers in enumerate(rows):
                for x, number in enumerate(numbers):
                    is_dark = abs(number) > 0.7 * largest
                    axes.text(
                        *(x, y, brief(number)),
                        ha="center",
                        va="center",
                        fontsize=10,
                        color="white" if is_dark else "black",
                    )
    return drawn


def some_names(names: list[str], most: int) -> tuple[list[int], list[str]]:
    """Return the places of at most `most` names along an axis, and these names."""
    places = list(range(0, len(names), math.ceil(len(names) / most)))
    return places, [label(names[place]) for place in places]


def first_layer_images(network: Network) -> Any:
    """Return a figure with an image for each Neuron in the first layer after the inputs.

    The image shows the weights of the Links from the inputs, without the bias. For digits, it shows
    what the Neuron looks for: ink where it is blue, no ink where it is orange. If there are more
    than forty Neurons, it draws the first forty.

    Raises ValueError unless the number of inputs is a square number.
    """
    inputs = len(network.neuron_layers[0].neurons)
    side = math.isqrt(inputs)
    if side * side != inputs:
        raise ValueError(
            f"first_layer_images() needs a square number of inputs, such as 64; got {inputs}"
        )
    neurons = network.neuron_layers[1].neurons
    links = network.link_layers[0].links
    drawn_neurons = neurons[:MOST_IMAGES]
    columns = min(8, len(drawn_neurons))
    rows = -(-len(drawn_neurons) // columns)
    drawn, all_axes = figure(
        columns, rows, width=max(1.5, 4 / columns), height=max(1.7, 4 / columns)
    )
    places = [axes for row in all_axes for axes in row]
    for position, (axes, neuron) in enumerate(zip(places, drawn_neurons)):
        # In Link order, the bias comes first, then each input, with one Link to every Neuron.
        weights = [as_float(link.weight) for link in links[len(neurons) + position :: len(neurons)]]
        image = [weights[start : start + side] for start in range(0, inputs, side)]
        largest = max(map(abs, finite_ones(weights)), default=0.0) or 1.0
        axes.imshow(image, cmap=two_sides(), vmin=-largest, vmax=largest)
        axes.set_title(label(neuron.name), color=GREY)
    for axes in places:
        axes.set_axis_off()
    if len(neurons) > len(drawn_neurons):
        drawn.suptitle(f"the first {len(drawn_neurons)} of {len(neurons)}", color=GREY)
    return drawn


def layer_histograms(network: Network, samples: Iterable[Sample]) -> Any:
    """Return histograms of the outputs and sensitivities of each layer after the inputs.

    samples: pairs (inputs, expected). The function sends at most 500 of them through a copy of the
        network.

    If all outputs are at one end, the layer is saturated. If the histograms of sensitivities get
    narrower from the last layer to the first, the sensitivities vanish.

    Raises ValueError or TypeError for samples that don't fit the network, and ValueError if outputs
    or sensitivities aren't finite.
    """
    checked = checked_samples(samples, network, "samples")
    some = checked[:: math.ceil(len(checked) / MOST_SAMPLES)]
    copy = network.copy()
    copy.forget()
    layers = copy.neuron_layers[1:]
    outputs: list[list[float]] = [[] for _ in layers]
    sensitivities: list[list[float]] = [[] for _ in layers]
    for inputs, expected in some:
        copy.propagate(inputs)
        copy.compare(expected)
        copy.backpropagate()
        for layer, some_outputs, some_sensitivities in zip(layers, outputs, sensitivities):
            for neuron in layer.neurons:
                some_outputs.append(as_float(neuron.output))
                some_sensitivities.append(as_float(neuron.sensitivity))
        copy.forget()
    for numbers in (*outputs, *sensitivities):
        if len(finite_ones(numbers)) < len(numbers):
            raise ValueError(
                "layer_histograms() needs finite outputs and sensitivities; examine() of "
                "lernmi.inside finds the cause"
            )
    drawn, all_axes = figure(2, len(layers), width=5.0, height=2.8)
    for number, row in enumerate(all_axes, 1):
        name = "outputs" if number == len(layers) else f"hidden layer {number}"
        row[0].hist(outputs[number - 1], bins=BINS, color=BLUE)
        row[0].set_xlabel(f"{name}: output")
        row[1].hist(sensitivities[number - 1], bins=BINS, color=ORANGE)
        row[1].set_xlabel(f"{name}: sensitivity")
        for axes in row:
            axes.set_ylabel("how often")
            axes.locator_params(axis="x", nbins=MOST_TICKS)
            whole_numbers(axes.yaxis)
    return drawn
