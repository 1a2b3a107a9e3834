"""Every picture shows the right numbers, and can be written without a screen."""

from __future__ import annotations

import sys

import pytest
from support.pythons import run_python

from lernmi import Network, Trainer
from lernmi.activations import identity, tanh
from lernmi.data import shapes
from lernmi.data.logic import XOR
from lernmi.training.many_starts import Census, Outcome
from lernmi.training.measures import accuracy, results

pytest.importorskip("matplotlib", reason="no pictures without Matplotlib")

from lernmi.inside.diagram import brief
from lernmi.pictures.answers import confusion_matrix
from lernmi.pictures.inside import first_layer_images, layer_histograms, weight_maps
from lernmi.pictures.plane import boundary_animation, decision_boundary, hidden_views
from lernmi.pictures.training import census_histogram, error_curve

CIRCLE = shapes.circle(60, 0.0, 0)


def trained(epochs=30, **more):
    network = Network([2, 3, 1], seed=1)
    trainer = Trainer(network, learning_rate=0.5, measures=[accuracy], **more)
    return network, trainer.train(XOR, epochs, validation=XOR)


def pixels(figure, tmp_path) -> bytes:
    """Write the picture, and return its pixels."""
    figure.savefig(tmp_path / "picture.png")
    content = (tmp_path / "picture.png").read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) > 1000
    return content


def points(line) -> list[tuple[float, float]]:
    return list(zip(line.get_xdata().tolist(), line.get_ydata().tolist()))


def test_the_error_curve_shows_the_history(tmp_path):
    _, history = trained()
    figure = error_curve(history)
    pixels(figure, tmp_path)
    error, share = figure.axes
    assert points(error.lines[0]) == [(record.epoch, record.error) for record in history]
    assert points(error.lines[1]) == [(record.epoch, record.validation_error) for record in history]
    assert error.lines[1].get_linestyle() == "--"
    assert (error.get_xlabel(), error.get_ylabel()) == ("epoch", "mean error")
    assert points(share.lines[0]) == [
        (record.epoch, record.measures["accuracy"]) for record in history
    ]
    assert share.get_ylabel() == "accuracy"


def test_the_plane_shows_the_networks_outputs(tmp_path):
    network = Network([2, 3, 1], activation=tanh, output_activation=tanh, input_names=["x", "y"])
    figure = decision_boundary(network, CIRCLE)
    pixels(figure, tmp_path)
    axes = figure.axes[0]
    [image] = axes.images
    values = image.get_array()
    left, right, bottom, top = image.get_extent()
    for row, column in ((0, 0), (7, 40), (79, 79)):
        x = left + (right - left) * column / 79
        y = bottom + (top - bottom) * row / 79
        assert values[row][column] == pytest.approx(network.propagate([x, y])[0], abs=1e-12)
    assert image.get_clim() == (-1, 1)
    drawn = [tuple(place) for each in axes.collections for place in each.get_offsets().tolist()]
    assert {tuple(inputs) for inputs, _ in CIRCLE} <= set(drawn)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("x", "y")


def test_each_hidden_neuron_has_its_own_view(tmp_path):
    network = Network([2, 3, 1], activation=tanh, seed=2)
    figure = hidden_views(network, CIRCLE)
    pixels(figure, tmp_path)
    views = [axes for axes in figure.axes if axes.images and axes.get_title()]
    assert [axes.get_title() for axes in views] == ["h1 (tanh)", "h2 (tanh)", "h3 (tanh)"]
    for axes, name in zip(views, ("h1", "h2", "h3")):
        [image] = axes.images
        _, right, bottom, _ = image.get_extent()
        network.propagate([right, bottom])
        assert image.get_array()[0][-1] == pytest.approx(network.neuron(name).output, abs=1e-12)


def overlapping(figure) -> list[tuple[str, str]]:
    """Return names or numbers along an axis that cover each other."""
    figure.canvas.draw()
    found = []
    for axes in figure.axes:
        for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
            seen = [label for label in labels if label.get_text() and label.get_rotation() == 0]
            for one, other in zip(seen, seen[1:]):
                if one.get_window_extent().overlaps(other.get_window_extent()):
                    found.append((one.get_text(), other.get_text()))
    return found


@pytest.mark.parametrize(
    "sizes", [[2, 3, 1], [9, 12, 12, 3], [30, 13, 2], [64, 30, 10], [196, 40, 10], [2, 8, 8, 8, 1]]
)
def test_weight_maps_fit_a_page_and_their_names_do_not_overlap(sizes):
    figure = weight_maps(Network(sizes))
    width, height = figure.get_size_inches()
    assert width <= 30 and height <= 9 * len(sizes)
    if max(sizes[1:]) > 12:
        assert width <= 10
    assert overlapping(figure) == []


@pytest.mark.parametrize("scale", [1e-6, 0.003, 0.011, 0.25, 1, 30, 7e4])
def test_numbers_below_histograms_do_not_overlap(scale):
    network = Network([1, 3, 1], output_activation=identity, seed=1)
    samples = [([place / 20], [scale * place]) for place in range(-20, 20)]
    assert overlapping(layer_histograms(network, samples)) == []


def test_weights_are_in_the_row_and_column_of_their_neurons_names(tmp_path):
    network = Network([2, 3, 1], seed=1)
    figure = weight_maps(network)
    pixels(figure, tmp_path)
    maps = [axes for axes in figure.axes if axes.get_xlabel() == "to"]
    for axes, link_layer in zip(maps, network.link_layers):
        columns = [label.get_text() for label in axes.get_xticklabels()]
        rows = [label.get_text() for label in axes.get_yticklabels()]
        written = {text.get_position(): text.get_text() for text in axes.texts}
        for link in link_layer.links:
            row = rows.index(link.input_neuron.name)
            column = columns.index(link.output_neuron.name)
            assert axes.images[0].get_array()[row][column] == link.weight
            assert written[column, row] == brief(link.weight)
        low, high = axes.images[0].get_clim()
        assert low == -high == -max([abs(link.weight) for link in link_layer.links])


def test_first_layer_images_show_the_weights_of_each_neuron_row_by_row(tmp_path):
    network = Network([9, 4, 2], seed=1)
    figure = first_layer_images(network)
    pixels(figure, tmp_path)
    for axes, neuron in zip(figure.axes, network.neuron_layers[1].neurons):
        assert axes.get_title() == neuron.name
        image = axes.images[0].get_array()
        for place, sender in enumerate(network.neuron_layers[0].neurons):
            weight = network.link(sender.name, neuron.name).weight
            assert image[place // 3][place % 3] == weight
    with pytest.raises(ValueError, match=r"square number of inputs.*; got 3"):
        first_layer_images(Network([3, 2]))


def test_the_confusion_matrix_counts_every_answer(tmp_path):
    network = Network([2, 3, 2], seed=1)
    samples = [([0.1, place / 7], [place % 2, 1 - place % 2]) for place in range(7)]
    found = results(network, samples)
    figure = confusion_matrix(found, ["yes", "no"])
    pixels(figure, tmp_path)
    [axes] = figure.axes
    table = axes.images[0].get_array()
    for truth in range(2):
        for guess in range(2):
            count = 0
            for outputs, expected in found:
                is_it = expected.index(max(expected)) == truth
                count += is_it and outputs.index(max(outputs)) == guess
            assert table[truth][guess] == count
    assert [label.get_text() for label in axes.get_yticklabels()] == ["yes", "no"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("taken for", "is")


def test_histograms_count_every_output_and_sensitivity_of_a_layer(tmp_path):
    network = Network([2, 3, 2, 1], activation=tanh, output_activation=tanh, seed=1)
    before = repr(network.neurons + network.links)
    figure = layer_histograms(network, CIRCLE)
    pixels(figure, tmp_path)
    assert repr(network.neurons + network.links) == before
    counts = [sum([bar.get_height() for bar in axes.patches]) for axes in figure.axes]
    assert counts == [180, 180, 120, 120, 60, 60]


def test_the_census_histogram_shows_the_counts(tmp_path):
    outcomes = [Outcome(seed, seed % 3 > 0, 100 + 10 * seed, 0.0) for seed in range(30)]
    found = Census(tuple(outcomes))
    figure = census_histogram(found, bins=5)
    pixels(figure, tmp_path)
    [axes] = figure.axes
    heights = [bar.get_height() for bar in axes.patches]
    assert heights == [count for _, _, count in found.histogram(5)]
    assert axes.get_title() == "20 of 30 starts learned it (66.7 %)"


def test_the_animation_shows_the_training(tmp_path):
    network = Network([2, 3, 1], activation=tanh, output_activation=tanh, seed=1)
    twin = network.copy()
    trainer = Trainer(network, learning_rate=0.1)
    animation = boundary_animation(trainer, CIRCLE, epochs=6, frames=4)
    Trainer(twin, learning_rate=0.1).train(CIRCLE, 6)
    assert trainer.epochs_done == 6 and network.weights == twin.weights
    animation.save(tmp_path / "boundary.gif", writer="pillow")
    content = (tmp_path / "boundary.gif").read_bytes()
    assert content.startswith(b"GIF89a")
    from PIL import Image

    with Image.open(tmp_path / "boundary.gif") as gif:
        assert gif.n_frames == 4


def no_numbers():
    network = Network([2, 3, 1], output_activation=identity, seed=1)
    network.link("h1", "y1").weight = float("nan")
    return network


def test_strange_networks_are_drawn_too(tmp_path):
    hostile = Network([2, 2, 2], input_names=["$x_1^$", "b" * 60], output_names=["<b>", "$"])
    samples = [([place % 2, place // 2], [1, 0]) for place in range(4)]
    pixels(weight_maps(hostile), tmp_path)
    pixels(decision_boundary(hostile, samples), tmp_path)
    pixels(confusion_matrix(results(hostile, samples), ["no $3_a^$", "x" * 90]), tmp_path)
    pixels(weight_maps(no_numbers()), tmp_path)
    pixels(decision_boundary(no_numbers(), XOR), tmp_path)
    figure = hidden_views(Network([2, 100, 1]), XOR)
    assert len([axes for axes in figure.axes if axes.get_title()]) == 24
    pixels(weight_maps(Network([2, 8, 8, 8, 8, 1])), tmp_path)
    pixels(weight_maps(Network([784, 30, 10])), tmp_path)
    pixels(census_histogram(Census((Outcome(0, False, 9, 1.0),))), tmp_path)


def test_an_error_that_explodes_is_drawn_on_a_logarithmic_scale():
    history = Trainer(Network([2, 3, 1]), learning_rate=0.5).train(XOR, 5)
    assert error_curve(history).axes[0].get_yscale() == "linear"
    history[-1] = history[-1]._replace(error=1e50)
    assert error_curve(history).axes[0].get_yscale() == "log"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda: error_curve(Trainer(Network([1, 1]), learning_rate=1).history),
            "at least one epoch",
        ),
        (lambda: decision_boundary(Network([3, 1]), [([0, 0, 0], [1])]), "two inputs; got 3"),
        (lambda: hidden_views(Network([2, 1]), XOR), "with hidden Neurons"),
        (lambda: confusion_matrix([]), "at least one result"),
        (lambda: decision_boundary(Network([2, 1]), XOR, output=3), "from 0 to 0; got 3"),
        (lambda: census_histogram(Census(())), "at least one outcome"),
        (lambda: layer_histograms(no_numbers(), XOR), "needs finite outputs"),
    ],
)
def test_without_anything_to_draw_the_call_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_labels_differ_in_shape_as_well_as_colour():
    axes = decision_boundary(Network([2, 3, 1]), XOR).axes[0]
    of_points = [each for each in axes.collections if len(each.get_offsets()) == 2]
    assert len({len(each.get_paths()[0].vertices) for each in of_points}) == 2


def test_train_draws_every_suitable_picture(tmp_path):
    for what, more, names in (
        ("circle", ["--epochs", "3"], "confusions error_curve hidden_views layers plane weights"),
        ("digits", ["--epochs", "1"], "confusions error_curve first_layer layers weights"),
        ("plane", ["--epochs", "2"], "error_curve hidden_views layers plane weights"),
        ("xor", ["--seeds", "3"], "census"),
    ):
        folder = tmp_path / what
        command = ["-m", "lernmi", "train", what, *more, "--pictures", str(folder)]
        answer = run_python(sys.executable, *command)
        assert answer.returncode == 0, answer.stderr
        assert sorted(path.stem for path in folder.iterdir()) == names.split()


def test_without_matplotlib_the_error_says_what_to_install_before_training():
    script = """
import sys
sys.modules["matplotlib"] = None
from lernmi.command_line.main import run
sys.exit(run(["train", "xor", "--pictures", "."]))
"""
    answer = run_python(sys.executable, "-c", script)
    assert answer.returncode == 2
    assert "pip install matplotlib" in answer.stderr
    assert "\nepoch " not in answer.stdout


@pytest.mark.parametrize(
    ("folder", "words"),
    [("", "must be a folder; got ''"), ("here.csv", "must be a folder")],
)
def test_anything_but_a_folder_is_refused_before_training(tmp_path, folder, words):
    (tmp_path / "here.csv").write_text("1,2\n", encoding="utf-8")
    command = ["-m", "lernmi", "train", "xor", f"--pictures={folder}"]
    answer = run_python(sys.executable, *command, cwd=tmp_path)
    assert answer.returncode == 2
    assert words in answer.stderr and "\nepoch " not in answer.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["here.csv"]


def test_labels_come_from_all_samples_not_only_from_the_test_samples(tmp_path):
    command = ["-m", "lernmi", "train", "circle", "--count", "4", "--epochs", "2"]
    for seed in range(3):
        folder = tmp_path / str(seed)
        more = ["--seed", str(seed), "--pictures", str(folder)]
        answer = run_python(sys.executable, *command, *more)
        assert answer.returncode == 0, answer.stderr
        assert (folder / "confusions.png").exists()
