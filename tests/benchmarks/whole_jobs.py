"""Measure whole jobs, from the command to the report: processor time and the largest memory.

    python tests/benchmarks/whole_jobs.py            all jobs
    python tests/benchmarks/whole_jobs.py mnist      one job: mnist, digits, table or large-table

It makes its own data, at random but learnable: images and labels in MNIST's format, and CSV
tables. Beside lernmi, it runs programs that do the same with PyTorch, scikit-learn and pandas, if
these are installed. Each program runs in a new process, on one thread. The memory is the largest
resident set.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, TemporaryFile

import lernmi

WIDTH = 28
VARIANTS = 60
# How many programs these packages need.
ONE_THREAD = {
    f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB_MAXIMUM")
}

PYTORCH = """
import sys
import numpy, torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.set_num_threads(1)
folder = sys.argv[1]

def read(part):
    pixels = numpy.fromfile(f"{folder}/{part}-images-idx3-ubyte", numpy.uint8)[16:]
    labels = numpy.fromfile(f"{folder}/{part}-labels-idx1-ubyte", numpy.uint8)[8:]
    images = torch.from_numpy(pixels.reshape(-1, 784).astype(numpy.float32) / 255)
    return images, torch.from_numpy(labels.astype(numpy.int64))

images, labels = read("train")
network = nn.Sequential(nn.Linear(784, 30), nn.Sigmoid(), nn.Linear(30, 10), nn.Sigmoid())
optimiser = torch.optim.SGD(network.parameters(), lr=3.0)
for epoch in range(5):
    for some, their_labels in DataLoader(TensorDataset(images, labels), 10, shuffle=True):
        optimiser.zero_grad()
        expected = nn.functional.one_hot(their_labels, 10).float()
        loss = 0.5 * ((network(some) - expected) ** 2).sum(1).mean()
        loss.backward()
        optimiser.step()
images, labels = read("t10k")
with torch.no_grad():
    right = (network(images).argmax(1) == labels).float().mean().item()
print(f"{100 * right:.1f} % right")
"""

SCIKIT_LEARN = """
import sys, warnings
import numpy
from sklearn.neural_network import MLPClassifier

warnings.simplefilter("ignore")
folder = sys.argv[1]

def read(part):
    pixels = numpy.fromfile(f"{folder}/{part}-images-idx3-ubyte", numpy.uint8)[16:]
    labels = numpy.fromfile(f"{folder}/{part}-labels-idx1-ubyte", numpy.uint8)[8:]
    return pixels.reshape(-1, 784) / 255.0, labels

network = MLPClassifier(
    (30,), activation="logistic", solver="sgd", batch_size=10, max_iter=5, alpha=0, momentum=0,
    learning_rate_init=0.5,
)
network.fit(*read("train"))
print(f"{100 * network.score(*read('t10k')):.1f} % right")
"""

PANDAS_AND_SCIKIT_LEARN = """
import sys, warnings
import pandas
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore")
table = pandas.read_csv(sys.argv[1])
rows, labels = table.drop(columns="label"), table["label"]
rows, test_rows, labels, test_labels = train_test_split(rows, labels, test_size=0.2)
scaler = StandardScaler().fit(rows)
network = MLPClassifier((8,), activation="tanh", solver="sgd", max_iter=3)
network.fit(scaler.transform(rows), labels)
print(f"{100 * network.score(scaler.transform(test_rows), test_labels):.1f} % right")
"""


def make_mnist(folder: Path) -> None:
    """Write MNIST's four files: 70,000 images of ten kinds of scribbles, a fifth of it ink."""
    random = Random(1)
    variants: list[list[bytes]] = [scribbles(random) for _ in range(10)]
    for part, count in (("train", 60_000), ("t10k", 10_000)):
        digits = bytes(random.choices(range(10), k=count))
        with (folder / f"{part}-labels-idx1-ubyte").open("wb") as file:
            file.write(struct.pack(">4BI", 0, 0, 8, 1, count) + digits)
        with (folder / f"{part}-images-idx3-ubyte").open("wb") as file:
            file.write(struct.pack(">4B3I", 0, 0, 8, 3, count, WIDTH, WIDTH))
            for digit in digits:
                # As in real data, some labels are wrong. So nothing learns all of it.
                shown = random.randrange(10) if random.random() < 0.05 else digit
                image = bytearray(random.choice(variants[shown]))
                for _ in range(4):
                    # So that hardly any two images are equal.
                    image[random.randrange(len(image))] = random.randrange(256)
                file.write(image)


def scribbles(random: Random) -> list[bytes]:
    """Return images of one kind: the same scribble, each time moved and with different ink."""
    x, y = 9.0, 9.0
    ink = set()
    for _ in range(60):
        x = min(18.0, max(3.0, x + random.uniform(-2, 2)))
        y = min(18.0, max(3.0, y + random.uniform(-2, 2)))
        ink |= {(round(x) + right, round(y) + down) for right in (0, 1) for down in (0, 1)}
    images = []
    for _ in range(VARIANTS):
        right, down = random.randrange(5), random.randrange(5)
        image = bytearray(WIDTH * WIDTH)
        for column, row in ink:
            image[(row + down) * WIDTH + column + right] = random.randrange(60, 256)
        images.append(bytes(image))
    return images


def make_table(path: Path, rows: int) -> None:
    """Write a CSV file with 19 columns of numbers and one of labels."""
    random = Random(2)
    with path.open("w", encoding="ascii") as file:
        file.write(",".join([f"n{number}" for number in range(1, 20)]) + ",label\n")
        for _ in range(rows):
            numbers = [random.gauss(10, 3) for _ in range(19)]
            label = "high" if numbers[0] + numbers[1] > 20 + random.gauss(0, 1) else "low"
            file.write(",".join([f"{number:.4f}" for number in numbers]) + f",{label}\n")


def run(name: str, arguments: list[str], **more_environment: str) -> tuple[float, float]:
    """Run a Python with these arguments; print and return its seconds and megabytes."""
    environment = {**os.environ, **ONE_THREAD, **more_environment}
    environment["PYTHONPATH"] = str(Path(lernmi.__file__).parents[1])
    # Without files of compiled code, every start would compile all modules again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryFile() as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=output, stderr=output, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        # So that subprocess doesn't wait for it again.
        process.returncode = os.waitstatus_to_exitcode(status)
        # Only the end, because the memory of a new process counts from that of this one.
        output.seek(max(0, output.seek(0, os.SEEK_END) - 10_000))
        text = output.read().decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line]
    if process.returncode:
        print(f"{name}: failed\n" + "\n".join(lines[-5:]))
        return 0.0, 0.0
    seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    result = next((line for line in reversed(lines) if "right" in line and "%" in line), "")
    print(f"{name:42} {seconds:7.2f} s {megabytes:6.0f} MB   {result}", flush=True)
    return seconds, megabytes


def has(*packages: str) -> bool:
    """Say whether all these packages are installed."""
    return all(find_spec(package) is not None for package in packages)


def mnist(folder: Path) -> None:
    """MNIST, 60,000 images, 784-30-10, 5 epochs, batches of 10."""
    make_mnist(folder)
    train = ["-m", "lernmi", "train", "mnist", "--data", str(folder), "--epochs", "5"]
    cache = str(folder / "numba")
    run("lernmi, nothing compiled yet", train, NUMBA_CACHE_DIR=cache)
    plain, _ = run("lernmi", train, NUMBA_CACHE_DIR=cache)
    saving, _ = run(
        "lernmi --save", [*train, "--save", str(folder / "saved.json")], NUMBA_CACHE_DIR=cache
    )
    if plain:
        print(f"{'':42} {saving - plain:7.2f} s for --save ({100 * (saving / plain - 1):.0f} %)")
    if has("torch"):
        run("PyTorch", ["-c", PYTORCH, str(folder)])
    if has("sklearn"):
        run("scikit-learn", ["-c", SCIKIT_LEARN, str(folder)])


def digits(folder: Path) -> None:
    """The digits that come with lernmi, 64-30-10, 10 epochs, on Python without any package."""
    train = ["-S", "-m", "lernmi", "train", "digits"]
    plain, _ = run("lernmi", train)
    saving, _ = run("lernmi --save", [*train, "--save", str(folder / "saved.json")])
    if plain:
        print(f"{'':42} {saving - plain:7.2f} s for --save ({100 * (saving / plain - 1):.0f} %)")


def table(folder: Path, rows: int = 100_000) -> None:
    """A table of 20 columns, 3 epochs."""
    path, saved = folder / "table.csv", str(folder / "table.json")
    make_table(path, rows)
    run("lernmi", ["-m", "lernmi", "train", str(path), "--epochs", "3", "--save", saved])
    run("lernmi predict, all rows", ["-m", "lernmi", "predict", saved, str(path)])
    values = ["10"] * 19
    run("lernmi predict, one row", ["-m", "lernmi", "predict", saved, "--inputs", *values])
    if has("pandas", "sklearn"):
        run("pandas and scikit-learn", ["-c", PANDAS_AND_SCIKIT_LEARN, str(path)])


def large_table(folder: Path) -> None:
    """A table of 1,000,000 rows and 20 columns, 3 epochs."""
    table(folder, 1_000_000)


JOBS: dict[str, Callable[[Path], None]] = {
    "mnist": mnist,
    "digits": digits,
    "table": table,
    "large-table": large_table,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or JOBS:
        print(f"{name}: {JOBS[name].__doc__}", flush=True)
        with TemporaryDirectory() as data_folder:
            JOBS[name](Path(data_folder))
        print()
