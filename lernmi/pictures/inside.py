"""Weights as heat maps and as images; outputs and sensitivities, layer by layer."""

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

# Small heat maps have their numbers written in. Larger ones stand one below the other, and some of
# the Neurons' names stand beside them: so many that they are apart.
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

    A row for each Neuron that Links come from (the bias first), a column for each they lead to;
    blue above 0, orange below, grey what is not finite. Of many Neurons some are named.
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
        # What is no finite number is grey.
        shown_rows = [[x if math.isfinite(x) else math.nan for x in row] for row in rows]
        image = axes.imshow(
            shown_rows, cmap=two_sides(), vmin=-largest, vmax=largest, aspect="auto"
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
    """Return the places of names along an axis, and the names; of many, some."""
    places = list(range(0, len(names), math.ceil(len(names) / most)))
    return places, [label(names[place]) for place in places]


def first_layer_images(network: Network) -> Any:
    """Return for each Neuron of the first layer after the inputs its weights as an image.

    So one sees what it looks for in a digit: ink where it is blue, none where it is orange. The
    weight of the bias is left out; of more than forty Neurons, the first forty are drawn.

    Raises ValueError unless the number of inputs is a square.
    """
    inputs = len(network.neuron_layers[0].neurons)
    side = math.isqrt(inputs)
    if side * side != inputs:
        raise ValueError(
            f"first_layer_images() needs inputs that make a square, but there are {inputs}"
        )
    neurons = network.neuron_layers[1].neurons
    links = network.link_layers[0].links
    shown = neurons[:MOST_IMAGES]
    columns = min(8, len(shown))
    rows = -(-len(shown) // columns)
    drawn, all_axes = figure(
        columns, rows, width=max(1.5, 4 / columns), height=max(1.7, 4 / columns)
    )
    places = [axes for row in all_axes for axes in row]
    for position, (axes, neuron) in enumerate(zip(places, shown)):
        # Link order: the bias first, and then input by input, each over all that they lead to.
        weights = [as_float(link.weight) for link in links[len(neurons) + position :: len(neurons)]]
        image = [weights[start : start + side] for start in range(0, inputs, side)]
        largest = max(map(abs, finite_ones(weights)), default=0.0) or 1.0
        axes.imshow(image, cmap=two_sides(), vmin=-largest, vmax=largest)
        axes.set_title(label(neuron.name), color=GREY)
    for axes in places:
        axes.set_axis_off()
    if len(neurons) > len(shown):
        drawn.suptitle(f"the first {len(shown)} of {len(neurons)}", color=GREY)
    return drawn


def layer_histograms(network: Network, samples: Iterable[Sample]) -> Any:
    """Return, for each layer but the inputs, how often which outputs and sensitivities occur.

    samples: pairs (inputs, expected); of many, at most 500 are sent through a copy of the network.

    Outputs all at one end are saturated; sensitivities that become narrower from the last layer to
    the first vanish.

    Raises ValueError or TypeError for samples that don't fit the network, and ValueError if outputs
    or sensitivities are not finite.
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
                "layer_histograms() needs finite outputs; examine() says what is wrong"
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
