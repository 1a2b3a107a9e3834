"""Pictures of the plane, coloured by the outputs of a network with two inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lernmi.functions.error_functions import CrossEntropy
from lernmi.inside.numbers import as_float
from lernmi.network import Network
from lernmi.pictures.canvas import BLUE, GREY, ORANGE, figure, label, two_sides
from lernmi.support.numbers import checked_whole_number
from lernmi.support.samples import Sample, checked_samples
from lernmi.trainer import Trainer
from lernmi.training.measures import results

# Number of points in each direction at which to compute outputs.
POINTS = 80
FEWER_POINTS = 48
MOST_VIEWS = 24
# Room around the outermost samples, as a fraction of their range.
ROOM = 0.08
SIDE = 5.4


def decision_boundary(network: Network, samples: Iterable[Sample], output: int = 0) -> Any:
    """Return a figure of the plane, coloured by one output, with the samples as points.

    White means halfway between the smallest and the largest expected number. If the samples expect
    only two different numbers, a black line marks the halfway points; for a single output, it is
    the boundary between the two labels. (With several outputs the largest one decides, and this
    line doesn't matter.) With a cross-entropy, a single output is drawn as a probability, and
    several outputs are drawn as they are.

    samples: pairs (inputs, expected).
    output: position of the output to draw, counted from 0.

    Raises ValueError unless the network has exactly two inputs, and for an output that it doesn't
    have. Raises ValueError or TypeError for samples that don't fit the network.
    """
    checked = in_the_plane(network, samples)
    count = len(network.neuron_layers[-1].neurons)
    if not 0 <= output < count:
        raise ValueError(f"output must be from 0 to {count - 1}; got {output}")
    drawn, [[axes]] = figure(width=SIDE + 1.2, height=SIDE)
    xs, ys = grid(checked, POINTS)
    outputs = outputs_at(network, checked, xs, ys, output)
    image = draw_plane(axes, checked, xs, ys, outputs, output)
    name = network.neuron_layers[-1].neurons[output].name
    is_probability = isinstance(network.error_function, CrossEntropy) and count == 1
    what = "probability" if is_probability else "output"
    drawn.colorbar(image, ax=axes, extend="both", label=f"{label(name)}'s {what}")
    label_axes(axes, network)
    return drawn


def hidden_views(network: Network, samples: Iterable[Sample]) -> Any:
    """Return a figure with each hidden Neuron's view of the plane: its output at every point.

    If there are more than 24 hidden Neurons, it draws the first 24. The samples only decide which
    part of the plane to draw.

    Raises as `decision_boundary` does, and ValueError for a network without hidden Neurons.
    """
    checked = in_the_plane(network, samples)
    hidden = [neuron for layer in network.neuron_layers[1:-1] for neuron in layer.neurons]
    if not hidden:
        raise ValueError("hidden_views() needs a network with hidden Neurons; got none")
    drawn_neurons = hidden[:MOST_VIEWS]
    columns = min(4, len(drawn_neurons))
    rows = -(-len(drawn_neurons) // columns)
    drawn, all_axes = figure(columns, rows, width=3.2, height=3.0)
    xs, ys = grid(checked, FEWER_POINTS)
    copy = network.copy()
    copy.forget()
    own = [neuron for layer in copy.neuron_layers[1:-1] for neuron in layer.neurons][:MOST_VIEWS]
    # A picture for each Neuron: rows of outputs.
    views: list[list[list[float]]] = [[[] for _ in ys] for _ in own]
    for row, y in enumerate(ys):
        for x in xs:
            copy.propagate([x, y])
            for view, neuron in zip(views, own):
                view[row].append(as_float(neuron.output))
    places = [axes for row in all_axes for axes in row]
    for axes, neuron, view in zip(places, drawn_neurons, views):
        edges = (xs[0], xs[-1], ys[0], ys[-1])
        image = axes.imshow(view, origin="lower", extent=edges, cmap=two_sides(), aspect="auto")
        drawn.colorbar(image, ax=axes)
        title = f"{label(neuron.name)} ({label(neuron.activation.name)})"
        axes.set_title(title, color=GREY)
        axes.set_xticks([])
        axes.set_yticks([])
    for axes in places[len(drawn_neurons) :]:
        axes.set_axis_off()
    if len(hidden) > len(drawn_neurons):
        drawn.suptitle(f"the first {len(drawn_neurons)} of {len(hidden)}", color=GREY)
    return drawn


def boundary_animation(
    trainer: Trainer, samples: Iterable[Sample], epochs: int, frames: int = 20
) -> Any:
    """Train, and return a Matplotlib animation of how the first output's boundary moves.

    `animation.save("name.gif")` writes a GIF; `animation.to_jshtml()` returns HTML.

    trainer: the Trainer. Its network learns, and has different weights afterwards.
    epochs: number of epochs to train, at least 1.
    frames: number of pictures, at least 2. The first shows the network before training. There is at
        most one more for each epoch.

    Raises as `decision_boundary` does, and everything that `trainer.train` raises.
    """
    checked = in_the_plane(trainer.network, samples)
    epochs = checked_whole_number(epochs, "epochs", at_least=1)
    frames = min(checked_whole_number(frames, "frames", at_least=2), epochs + 1)
    drawn, [[axes]] = figure(width=SIDE, height=SIDE)
    from matplotlib.animation import FuncAnimation

    xs, ys = grid(checked, FEWER_POINTS)
    ends = [epochs * frame // (frames - 1) for frame in range(frames)]
    moments = [(0, outputs_at(trainer.network, checked, xs, ys, 0))]
    for before, after in zip(ends, ends[1:]):
        trainer.train(checked, after - before)
        moments.append((after, outputs_at(trainer.network, checked, xs, ys, 0)))

    def draw(frame: int) -> None:
        epoch, outputs = moments[frame]
        axes.clear()
        draw_plane(axes, checked, xs, ys, outputs, 0)
        label_axes(axes, trainer.network)
        axes.set_title(f"after {epoch} epochs", color=GREY)

    return FuncAnimation(drawn, draw, frames=len(moments), interval=300)


# The steps of these functions.


def in_the_plane(network: Network, samples: Iterable[Sample]) -> Sequence[Sample]:
    """Return the checked samples, or raise ValueError unless the network has two inputs."""
    count = len(network.neuron_layers[0].neurons)
    if count != 2:
        raise ValueError(f"a picture of the plane needs a network with two inputs; got {count}")
    return checked_samples(samples, network, "samples")


def grid(samples: Sequence[Sample], points: int) -> tuple[list[float], list[float]]:
    """Return the x and the y of a grid with all samples inside it, `points` of each."""
    coordinates = []
    for axis in range(2):
        values = [as_float(inputs[axis]) for inputs, _ in samples]
        low, high = min(values), max(values)
        room = ROOM * (high - low) or 0.5
        step = (high - low + 2 * room) / (points - 1)
        coordinates.append([low - room + step * place for place in range(points)])
    return coordinates[0], coordinates[1]


def outputs_at(
    network: Network, samples: Sequence[Sample], xs: list[float], ys: list[float], output: int
) -> list[list[float]]:
    """Return one output at every point of the grid, a row for each y."""
    expected = samples[0][1]
    points: Sequence[Sample] = [([x, y], expected) for y in ys for x in xs]
    values = [as_float(outputs[output]) for outputs, _ in results(network, points, engine="auto")]
    return [values[start : start + len(xs)] for start in range(0, len(values), len(xs))]


def draw_plane(
    axes: Any,
    samples: Sequence[Sample],
    xs: list[float],
    ys: list[float],
    outputs: list[list[float]],
    output: int,
) -> Any:
    """Draw the colours, the boundary and the samples."""
    wanted = [as_float(expected[output]) for _, expected in samples]
    low, high = min(wanted), max(wanted)
    if low == high:
        # If only one number is expected, it gets the last colour.
        low = high - 2
    edges = (xs[0], xs[-1], ys[0], ys[-1])
    image = axes.imshow(
        outputs, origin="lower", extent=edges, cmap=two_sides(), vmin=low, vmax=high, aspect="auto"
    )
    labels = sorted(set(wanted))
    if len(labels) == 2:
        middle = (low + high) / 2
        if min(map(min, outputs)) < middle < max(map(max, outputs)):
            axes.contour(xs, ys, outputs, levels=[middle], colors="black", linewidths=1.5)
        for one, marker, colour in ((labels[0], "s", ORANGE), (labels[1], "o", BLUE)):
            points = [inputs for (inputs, _), each in zip(samples, wanted) if each == one]
            axes.scatter(
                [as_float(inputs[0]) for inputs in points],
                [as_float(inputs[1]) for inputs in points],
                marker=marker,
                color=colour,
                s=26,
                edgecolors="black",
                linewidths=0.6,
                label=f"{one:g}",
            )
        # Above the plane, so that it covers no sample.
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, title="expected")
    else:
        points = [inputs for inputs, _ in samples]
        axes.scatter(
            [as_float(inputs[0]) for inputs in points],
            [as_float(inputs[1]) for inputs in points],
            c=wanted,
            cmap=two_sides(),
            vmin=low,
            vmax=high,
            s=18,
            edgecolors="black",
            linewidths=0.4,
        )
    axes.set_xlim(xs[0], xs[-1])
    axes.set_ylim(ys[0], ys[-1])
    return image


def label_axes(axes: Any, network: Network) -> None:
    """Name the axes after the input Neurons."""
    first, second = network.neuron_layers[0].neurons
    axes.set_xlabel(label(first.name))
    axes.set_ylabel(label(second.name))
