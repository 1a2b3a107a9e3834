from __future__ import annotations

import gzip
import pickle
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lernmi.data.mnist import has_part, load_mnist, training_and_test_mnist


def idx(*sizes, content, kind=8):
    """Return the bytes of an IDX file."""
    start = bytes([0, 0, kind, len(sizes)])
    return start + b"".join(size.to_bytes(4, "big") for size in sizes) + bytes(content)


def pixels(count):
    """Return the pixels of `count` images that all differ."""
    return [(position * 7 + position // 784) % 256 for position in range(784 * count)]


def written(folder, part="t10k", count=5, images=None, labels=None, end=""):
    """Write the two files of a part; without `images` and `labels`, write good ones."""
    if images is None:
        images = idx(count, 28, 28, content=pixels(count))
    if labels is None:
        labels = idx(count, content=[position % 10 for position in range(count)])
    for name, content in (("images-idx3-ubyte", images), ("labels-idx1-ubyte", labels)):
        if end == ".gz":
            content = gzip.compress(content)
        (folder / f"{part}-{name}{end}").write_bytes(content)
    return folder


@pytest.mark.parametrize("end", ["", ".gz"])
@pytest.mark.parametrize("part", ["train", "t10k"])
def test_every_image_has_its_label_compressed_or_not(tmp_path, part, end):
    samples = load_mnist(written(tmp_path, part, count=12, end=end), part)
    assert len(samples) == 12
    wanted = pixels(12)
    for position, (inputs, expected) in enumerate(samples):
        assert inputs == [ink / 255 for ink in wanted[784 * position : 784 * position + 784]]
        assert expected == [float(place == position % 10) for place in range(10)]
    assert load_mnist(tmp_path, part, count=3) == samples[:3]


def test_compressed_files_are_recognised_by_their_content_not_by_their_names(tmp_path):
    written(tmp_path, end=".gz")
    for path in list(tmp_path.iterdir()):
        path.rename(path.with_name(path.name.removesuffix(".gz").replace("-idx", ".idx")))
    assert len(load_mnist(tmp_path, "t10k")) == 5


def test_the_parts_are_training_and_test_and_a_single_part_is_split(tmp_path):
    written(tmp_path, "t10k", count=10)
    training, held_out = training_and_test_mnist(tmp_path, seed=3)
    everything = load_mnist(tmp_path, "t10k")
    assert (len(training), len(held_out)) == (8, 2)
    assert sorted(training + held_out) == sorted(everything)
    for path in tmp_path.iterdir():
        path.rename(path.with_name(path.name.replace("t10k", "train")))
    assert training_and_test_mnist(tmp_path, seed=3) == (training, held_out)
    written(tmp_path, "t10k", count=10)
    written(tmp_path, "train", count=20)
    assert training_and_test_mnist(tmp_path) == (load_mnist(tmp_path, "train"), everything)
    assert has_part(tmp_path, "train")
    (tmp_path / "empty").mkdir()
    assert not has_part(tmp_path / "empty", "train")


@pytest.mark.parametrize(
    "places",
    [
        # Programs that unpack make a folder of the same name for each file.
        ["{part}-images-idx3-ubyte/{part}-images-idx3-ubyte", "{part}-labels-idx1-ubyte/a"],
        ["{part}-images-idx3-ubyte/{part}-images.idx3-ubyte", "{part}-labels.idx1-ubyte"],
        # torchvision.
        ["MNIST/raw/{part}-images-idx3-ubyte", "MNIST/raw/{part}-labels-idx1-ubyte"],
        # EMNIST, packed as gzip.zip, where the test is called test.
        [
            "gzip/emnist-digits-{test}-images-idx3-ubyte.gz",
            "gzip/emnist-digits-{test}-labels-idx1-ubyte.gz",
        ],
        ["emnist-mnist-{test}-images-idx3-ubyte", "emnist-mnist-{test}-labels-idx1-ubyte"],
    ],
)
def test_mnist_is_found_in_the_folders_and_names_that_people_have(tmp_path, places):
    for part, count in (("train", 7), ("t10k", 5)):
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        written(source, part, count)
        for kind, place in zip(("images-idx3-ubyte", "labels-idx1-ubyte"), places):
            place = place.format(part=part, test="test" if part == "t10k" else part)
            path = tmp_path / "data" / place.replace("/a", f"/{part}-labels-idx1-ubyte")
            path.parent.mkdir(parents=True, exist_ok=True)
            (source / f"{part}-{kind}").rename(path)
    assert [len(each) for each in training_and_test_mnist(tmp_path / "data")] == [7, 5]
    # A path to one of the files stands for its data set.
    for path in (tmp_path / "data").rglob("*ubyte*"):
        if path.is_file():
            assert len(load_mnist(path, "t10k")) == 5


def test_the_nearest_data_set_counts_and_digits_come_before_letters(tmp_path):
    written(tmp_path, "train", 3)
    (tmp_path / "MNIST").mkdir()
    written(tmp_path / "MNIST", "train", 4)
    written(tmp_path / "MNIST", "t10k", 4)
    assert len(load_mnist(tmp_path, "train")) == 3
    # Its test digits belong to another data set.
    assert not has_part(tmp_path, "t10k")
    for path in list((tmp_path / "MNIST").iterdir()):
        path.rename(path.with_name(f"emnist-letters-{path.name}"))
    written(tmp_path / "MNIST", "train", 5)
    assert len(load_mnist(tmp_path / "MNIST", "train")) == 5


def test_of_several_data_sets_lernmi_asks_you_to_choose_one(tmp_path):
    for name in ("FashionMNIST", "MNIST"):
        (tmp_path / name / "raw").mkdir(parents=True)
        written(tmp_path / name / "raw", "train")
    with pytest.raises(ValueError, match=r"several data sets.*FashionMNIST.raw, .*MNIST.raw$"):
        load_mnist(tmp_path, "train")


@pytest.mark.parametrize(
    "name, content, reason",
    [
        # Without mtime, the name of the test would contain the time, and differ between processes.
        ("mnist.pkl.gz", gzip.compress(pickle.dumps([1, 2]), mtime=0), "a pickle"),
        ("mnist_train.csv", b"label,1x1,1x2\n5,0,0\n", "a table"),
        ("mnist.npz", b"PK\x03\x04...", "a packed folder"),
        ("train-images-idx3-ubyte.gz", b"\n<!DOCTYPE html><title>404</title>", "a web page"),
        ("train-images-idx3-ubyte.gz", gzip.compress(b"<html>", mtime=0), "a web page"),
    ],
)
def test_the_message_says_what_a_file_really_is(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    for place in (tmp_path, tmp_path / name):
        with pytest.raises((ValueError, FileNotFoundError), match=f"{name} .*{reason}"):
            # The labels of the web page are missing, so give it some.
            (tmp_path / "train-labels-idx1-ubyte").write_bytes(GOOD_LABELS)
            load_mnist(place, "train")


def test_a_missing_folder_is_not_called_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder named .*nowhere"):
        load_mnist(tmp_path / "nowhere", "train")


def test_for_missing_files_the_error_says_where_to_get_them_and_where_to_put_them(tmp_path):
    for act in (load_mnist, lambda folder, part: training_and_test_mnist(folder)):
        with pytest.raises(FileNotFoundError) as refusal:
            act(tmp_path, "train")
        message = str(refusal.value)
        assert "train-images-idx3-ubyte.gz" in message
        assert str(tmp_path) in message
        assert "https://" in message
        assert len(message.splitlines()) == 1


GOOD_IMAGES = idx(5, 28, 28, content=pixels(5))
GOOD_LABELS = idx(5, content=range(5))


@pytest.mark.parametrize("end", ["", ".gz"])
@pytest.mark.parametrize(
    "images, labels, reason",
    [
        (b"", None, "is empty"),
        (GOOD_IMAGES[:3], None, "begins with 00 00 08"),
        (GOOD_IMAGES[:9], None, "cut short"),
        (GOOD_IMAGES[:-1], None, "cut short.*3,920 numbers.*3,919"),
        (GOOD_IMAGES + b"\0", None, "3,920 numbers.*more"),
        (GOOD_LABELS, None, "3 dimensions"),
        (idx(5, 28, 28, content=pixels(5), kind=13), None, "IDX file of bytes"),
        (idx(5, 14, 56, content=pixels(5)), None, "28×28 pixels.*14×56"),
        (idx(0, 28, 28, content=[]), None, r"no data.*\[0, 28, 28\]"),
        (idx(2**32 - 1, 28, 28, content=pixels(5)), None, "too large.*at most 200,000,000"),
        (idx(2**32 - 1, 2**32 - 1, 2**32 - 1, content=[]), None, "too large.*4294967295"),
        (None, idx(4, content=range(4)), "5 images.*4$"),
        (None, idx(5, content=range(4)), "cut short.*5 numbers"),
        (None, idx(5, content=[0, 1, 10, 3, 4]), "label 2 is 10"),
        (None, GOOD_IMAGES, "1 dimension; it begins with 00 00 08 03"),
    ],
)
def test_a_broken_file_is_refused_with_its_name(tmp_path, images, labels, reason, end):
    written(tmp_path, images=images, labels=labels, end=end)
    with pytest.raises(ValueError, match=reason) as refusal:
        load_mnist(tmp_path, "t10k")
    assert "t10k-" in str(refusal.value)


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.999])
def test_a_compressed_file_that_is_cut_short_is_refused(tmp_path, kept):
    written(tmp_path, end=".gz")
    path = tmp_path / "t10k-images-idx3-ubyte.gz"
    content = path.read_bytes()
    path.write_bytes(content[: max(3, int(len(content) * kept))])
    with pytest.raises(ValueError, match=r"t10k-images-idx3-ubyte.gz is cut short"):
        load_mnist(tmp_path, "t10k")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.integers(1, 255), st.booleans())
def test_a_changed_byte_gives_samples_or_a_clear_refusal(tmp_path, place, change, compressed):
    written(tmp_path, end=".gz" if compressed else "")
    path = tmp_path / f"t10k-images-idx3-ubyte{'.gz' if compressed else ''}"
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= change
    path.write_bytes(content)
    try:
        assert len(load_mnist(tmp_path, "t10k")) == 5
    except ValueError as refusal:
        assert "t10k-images" in str(refusal)
    for path in tmp_path.iterdir():
        path.unlink()


def test_a_small_file_that_claims_to_be_large_takes_no_memory(tmp_path):
    claim = idx(120_000, 28, 28, content=[])
    labels = idx(120_000, content=[])
    written(tmp_path, images=claim, labels=labels)
    tracemalloc.start()
    with pytest.raises(ValueError, match="cut short"):
        load_mnist(tmp_path, "t10k")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1_000_000


@pytest.mark.parametrize("count", [0, 6, 2.5, True])
def test_a_count_of_zero_or_beyond_the_size_of_the_part_is_refused(tmp_path, count):
    with pytest.raises((ValueError, TypeError), match="count must be"):
        load_mnist(written(tmp_path), "t10k", count=count)


def test_the_count_can_be_anything_from_1_to_the_size_of_the_part(tmp_path):
    assert len(load_mnist(written(tmp_path), "t10k", count=5)) == 5
    assert len(load_mnist(tmp_path, "t10k", count=1)) == 1


def test_an_unknown_part_is_refused(tmp_path):
    with pytest.raises(ValueError, match="part must be"):
        load_mnist(tmp_path, "test")


def test_reading_reports_its_progress_and_stops_at_once_on_ctrl_c(tmp_path, monkeypatch):
    monkeypatch.setattr("lernmi.data.mnist.PIECE", 784 * 2)
    written(tmp_path, count=5)
    reports = []
    load_mnist(tmp_path, "t10k", on_progress=lambda done, count: reports.append((done, count)))
    assert reports == [(2, 5), (4, 5), (5, 5)]

    def press_ctrl_c(done, count):
        reports.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_mnist(tmp_path, "t10k", on_progress=press_ctrl_c)
    assert reports[3:] == [2]


def test_images_stay_bytes_also_when_they_are_split(tmp_path):
    samples = load_mnist(written(tmp_path, count=5), "t10k")
    training, test = training_and_test_mnist(tmp_path)
    for some in (samples, samples[1:], training, test):
        assert len(some.inputs.codes) == 5 * 784
    assert training.inputs is test.inputs
