"""Measure the core: the time of one learning step, and the memory of a Link.

Run it from the repository root:

    python tests/benchmarks/core.py

It prints the machine, the versions and one table; progress goes to stderr.
It compares lernmi with micrograd, NumPy and PyTorch, if they are installed. All do
the same work: from the same starting weights, one sample at a time, sigmoid in every layer
after the inputs, half the sum of squares as the error, and a nudge after each sample. Before
timing a shape, it checks that their outputs agree.

It times everything twice: with Python's garbage collector off, so that only the step itself
counts, and with the collector on, as in every program that doesn't turn it off.

This is not a test: nothing here fails because a machine is slow.
"""

from __future__ import annotations

import gc
import importlib
import importlib.metadata
import math
import os
import platform
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

# NumPy reads these when it is imported. Everything here uses one thread, to compare the
# arithmetic and not the number of processors.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

# Measure the checkout, even if another lernmi is installed.
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import lernmi  # noqa: E402
from lernmi import Network, Trainer  # noqa: E402
from lernmi.initial_weights import uniform  # noqa: E402


def module_or_none(name: str) -> Any:
    """Return the module with this name, or None if it isn't installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


numpy = module_or_none("numpy")
micrograd = module_or_none("micrograd.engine")
torch = module_or_none("torch")

SHAPES = [[2, 3, 1], [64, 32, 10], [784, 30, 10]]
MILLION_LINKS = [1000, 999, 1]
XOR = [([0.0, 0.0], [0.0]), ([0.0, 1.0], [1.0]), ([1.0, 0.0], [1.0]), ([1.0, 1.0], [0.0])]
LEARNING_RATE = 0.1

ROUNDS = 10  # the best of them counts
SECONDS_PER_ROUND = 0.1


class Contender(NamedTuple):
    """One way to learn.

    name: its name in the table.
    start: `start(sizes, weights) -> state`, the network with the given starting weights.
    prepare: `prepare(numbers)`, a list of numbers in the form that `learn` takes.
    learn: `learn(state, inputs, expected) -> error`, one learning step.
    outputs: `outputs(state, inputs) -> list of numbers`, without learning.
    """

    name: str
    start: Callable[[list[int], Any], Any]
    prepare: Callable[[list[float]], Any]
    learn: Callable[[Any, Any, Any], Any]
    outputs: Callable[[Any, Any], Any]


class Seconds(NamedTuple):
    """The time of one piece of work, without and with the garbage collector."""

    collector_off: float
    collector_on: float


# lernmi


def lernmi_start(sizes: list[int], weights: Any) -> Any:
    """Return a Network with these weights."""
    network = Network(sizes)
    network.weights = weights
    return network


def lernmi_prepare(numbers: list[float]) -> Any:
    """Return the numbers unchanged, because lernmi takes lists."""
    return numbers


def lernmi_learn(network: Any, inputs: Any, expected: Any) -> Any:
    """Learn from one sample, and return the error before."""
    return network.learn(inputs, expected, LEARNING_RATE)


def lernmi_outputs(network: Any, inputs: Any) -> Any:
    """Return the outputs."""
    return network.propagate(inputs)


# micrograd: every number is a Value that remembers how it was calculated.


def micrograd_exp(value: Any) -> Any:
    """Return e^value as a Value, the only part of a sigmoid that micrograd 0.1.0 lacks.

    It is written like micrograd's own operations: a new Value, and a closure that sends
    the gradient back.
    """
    result = micrograd.Value(math.exp(value.data), (value,), "exp")

    def _backward() -> None:
        value.grad += result.data * result.grad

    result._backward = _backward
    return result


def micrograd_start(sizes: list[int], weights: Any) -> Any:
    """Return a list of neurons (weights, bias) for each layer, all of them Values."""
    layers = []
    for inputs, outputs, flat in zip(sizes, sizes[1:], weights):
        neurons = []
        for neuron in range(outputs):
            # In Link order, the bias comes first, then each input, with a Link to every output.
            bias = micrograd.Value(flat[neuron])
            its_weights = []
            for position in range(1, inputs + 1):
                its_weights.append(micrograd.Value(flat[position * outputs + neuron]))
            neurons.append((its_weights, bias))
        layers.append(neurons)
    return layers


def micrograd_prepare(numbers: list[float]) -> Any:
    """Return the numbers as Values, so that a step needn't make them."""
    return [micrograd.Value(number) for number in numbers]


def micrograd_forward(layers: Any, inputs: Any) -> Any:
    """Return the outputs as Values; neurons add like those of micrograd.nn."""
    values = inputs
    for neurons in layers:
        outputs = []
        for weights, bias in neurons:
            total = sum((weight * value for weight, value in zip(weights, values)), bias)
            outputs.append((1 + micrograd_exp(-total)) ** -1)
        values = outputs
    return values


def micrograd_learn(
    layers: Any, inputs: Any, expected: Any, learning_rate: float = LEARNING_RATE
) -> Any:
    """Learn from one sample, and return the error before."""
    outputs = micrograd_forward(layers, inputs)
    error = sum((output - wanted) ** 2 for output, wanted in zip(outputs, expected)) * 0.5

    for neurons in layers:
        for weights, bias in neurons:
            for weight in weights:
                weight.grad = 0
            bias.grad = 0
    error.backward()
    for neurons in layers:
        for weights, bias in neurons:
            for weight in weights:
                weight.data -= learning_rate * weight.grad
            bias.data -= learning_rate * bias.grad
    return error.data


def micrograd_outputs(layers: Any, inputs: Any) -> Any:
    """Return the outputs."""
    return [output.data for output in micrograd_forward(layers, inputs)]


# NumPy, by hand: one matrix of weights and one column of biases for each layer.


def numpy_start(sizes: list[int], weights: Any) -> Any:
    """Return, for each layer, its matrix (a row for each output) and its biases."""
    layers = []
    for inputs, outputs, flat in zip(sizes, sizes[1:], weights):
        rows = numpy.array(flat).reshape(inputs + 1, outputs)
        layers.append((rows[1:].T.copy(), rows[0].reshape(outputs, 1).copy()))
    return layers


def numpy_prepare(numbers: list[float]) -> Any:
    """Return the numbers as a column."""
    return numpy.array(numbers).reshape(len(numbers), 1)


def numpy_forward(layers: Any, inputs: Any) -> Any:
    """Return the columns of all layers, from the inputs to the outputs."""
    columns = [inputs]
    for weights, biases in layers:
        total_inputs = numpy.dot(weights, columns[-1]) + biases
        columns.append(1 / (1 + numpy.exp(-total_inputs)))
    return columns


def numpy_learn(layers: Any, inputs: Any, expected: Any) -> Any:
    """Learn from one sample, and return the error before."""
    columns = numpy_forward(layers, inputs)
    sensitivities = columns[-1] - expected
    error = (sensitivities * sensitivities).sum() / 2

    for position in reversed(range(len(layers))):
        weights, biases = layers[position]
        outputs = columns[position + 1]
        deltas = sensitivities * outputs * (1 - outputs)
        if position > 0:
            sensitivities = numpy.dot(weights.T, deltas)
        weights -= LEARNING_RATE * numpy.dot(deltas, columns[position].T)
        biases -= LEARNING_RATE * deltas
    return float(error)


def numpy_outputs(layers: Any, inputs: Any) -> Any:
    """Return the outputs."""
    return numpy_forward(layers, inputs)[-1].ravel().tolist()


# PyTorch: autograd on plain tensors, which is quicker here than nn.Sequential with SGD.


def torch_start(sizes: list[int], weights: Any) -> Any:
    """Return, for each layer, its matrix (a row for each output) and its biases."""
    layers = []
    for inputs, outputs, flat in zip(sizes, sizes[1:], weights):
        rows = torch_prepare(flat).reshape(inputs + 1, outputs)
        layers.append(
            (
                rows[1:].T.contiguous().requires_grad_(),
                rows[0].clone().requires_grad_(),
            )
        )
    return layers


def torch_prepare(numbers: Any) -> Any:
    """Return the numbers as a tensor in double precision."""
    return torch.tensor(numbers, dtype=torch.float64)


def torch_forward(layers: Any, inputs: Any) -> Any:
    """Return the outputs as a tensor."""
    values = inputs
    for weights, biases in layers:
        values = torch.sigmoid(weights @ values + biases)
    return values


def torch_learn(layers: Any, inputs: Any, expected: Any) -> Any:
    """Learn from one sample, and return the error before."""
    error = ((torch_forward(layers, inputs) - expected) ** 2).sum() / 2
    error.backward()
    with torch.no_grad():
        for weights, biases in layers:
            weights -= LEARNING_RATE * weights.grad
            biases -= LEARNING_RATE * biases.grad
            weights.grad = None
            biases.grad = None
    return error.item()


def torch_outputs(layers: Any, inputs: Any) -> Any:
    """Return the outputs."""
    return torch_forward(layers, inputs).tolist()


def contenders() -> list[Contender]:
    """Return lernmi and the other programs that are installed."""
    found = [Contender("lernmi", lernmi_start, lernmi_prepare, lernmi_learn, lernmi_outputs)]
    if micrograd is not None:
        # A sum of 784 products is 784 Values deep, and micrograd's backward goes down it by
        # calling itself.
        sys.setrecursionlimit(10_000)
        found.append(
            Contender(
                "micrograd", micrograd_start, micrograd_prepare, micrograd_learn, micrograd_outputs
            )
        )
    if numpy is not None:
        found.append(Contender("NumPy", numpy_start, numpy_prepare, numpy_learn, numpy_outputs))
    if torch is not None:
        torch.set_num_threads(1)
        found.append(Contender("PyTorch", torch_start, torch_prepare, torch_learn, torch_outputs))
    return found


# Timing


def best_seconds(works: dict[str, Callable[[], object]], parts: int = 1) -> dict[str, Seconds]:
    """Return the seconds for a part of each piece of work, the best of several rounds.

    Other work of the machine can only make a round slower, so the fastest
    one says most. The programs take turns, so that a busy moment hits them all.
    """
    times = {}
    for name, work in works.items():
        work()  # the first time is slower everywhere
        # At least three, so that the collector runs.
        times[name] = max(3, int(SECONDS_PER_ROUND / seconds_for(work, 1, collector=False)))

    best = {name: Seconds(math.inf, math.inf) for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            best[name] = Seconds(
                min(best[name].collector_off, seconds_for(work, times[name], False) / parts),
                min(best[name].collector_on, seconds_for(work, times[name], True) / parts),
            )
    return best


def seconds_for(work: Callable[[], object], times: int, collector: bool) -> float:
    """Return the seconds per run, over several runs of `work`.

    collector: whether the garbage collector may run at the same time.
    """
    # Collect what the last round left before this one starts (micrograd
    # leaves every step's whole graph), and don't let the collector search what the others keep.
    gc.collect()
    gc.freeze()
    if not collector:
        gc.disable()
    try:
        started = time.perf_counter()
        for _ in range(times):
            work()
        return (time.perf_counter() - started) / times
    finally:
        gc.enable()
        gc.unfreeze()


def refuse_disagreement(all_outputs: dict[str, list[float]], what: str) -> None:
    """Stop with a message unless the outputs agree with lernmi's to within 1e-9."""
    for name, outputs in all_outputs.items():
        for output, wanted in zip(outputs, all_outputs["lernmi"], strict=True):
            if not abs(output - wanted) <= 1e-9:
                sys.exit(f"{what}: {name} must output lernmi's {wanted!r}; got {output!r}")


# The parts


def steps_of(sizes: list[int]) -> dict[str, Seconds]:
    """Return each contender's seconds for one learning step in a network of these sizes."""
    random = Random(1)
    inputs = [random.random() for _ in range(sizes[0])]
    expected = [random.random() for _ in range(sizes[-1])]
    weights = Network(sizes, initial_weights=uniform(-0.5, 0.5)).weights

    outputs_after = {}
    works: dict[str, Callable[[], object]] = {}
    for contender in contenders():
        state = contender.start(sizes, weights)
        its_inputs = contender.prepare(inputs)
        its_expected = contender.prepare(expected)
        contender.learn(state, its_inputs, its_expected)
        outputs_after[contender.name] = contender.outputs(state, its_inputs)
        works[contender.name] = step_of(contender, state, its_inputs, its_expected)
    refuse_disagreement(outputs_after, f"after one step in {shape(sizes)}")
    return best_seconds(works)


def step_of(contender: Contender, state: Any, inputs: Any, expected: Any) -> Callable[[], object]:
    """Return a function without arguments that does one learning step."""

    def step() -> object:
        return contender.learn(state, inputs, expected)

    return step


def xor_steps() -> dict[str, Seconds]:
    """Return the seconds for one step of learning XOR, lernmi's in Trainer.train.

    The others go through the samples in a plain loop. None shuffles, so that all do the same.
    """
    sizes = [2, 3, 1]
    epochs = 250
    weights = Network(sizes, initial_weights=uniform(-0.5, 0.5)).weights

    outputs_after = {}
    works: dict[str, Callable[[], object]] = {}
    for contender in contenders():
        state = contender.start(sizes, weights)
        samples = []
        for inputs, expected in XOR:
            samples.append((contender.prepare(inputs), contender.prepare(expected)))
        if contender.name == "lernmi":
            trainer = Trainer(state, learning_rate=LEARNING_RATE, shuffle=False)
            work = trained_by_trainer(trainer, samples, epochs)
        else:
            work = trained_by_loop(contender, state, samples, epochs)
        work()
        outputs = []
        for its_inputs, _ in samples:
            outputs.extend(contender.outputs(state, its_inputs))
        outputs_after[contender.name] = outputs
        works[contender.name] = work
    refuse_disagreement(outputs_after, f"after {epochs} epochs of XOR")

    return best_seconds(works, parts=epochs * len(XOR))


def trained_by_trainer(trainer: Trainer, samples: Any, epochs: int) -> Callable[[], object]:
    """Return a function that trains some more epochs with lernmi's Trainer."""

    def work() -> object:
        return trainer.train(samples, epochs)

    return work


def trained_by_loop(
    contender: Contender, state: Any, samples: Any, epochs: int
) -> Callable[[], object]:
    """Return a function that trains some more epochs in a plain loop."""

    def work() -> None:
        for _ in range(epochs):
            for inputs, expected in samples:
                contender.learn(state, inputs, expected)

    return work


def bytes_per_link(sizes: list[int]) -> float:
    """Return the whole memory of a network, divided by the number of its Links.

    It measures between backpropagate and nudge, after a whole learning step: then every Link
    has all the numbers that it ever has.
    """
    inputs = [0.5] * sizes[0]
    expected = [0.5] * sizes[-1]
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    network = Network(sizes)
    network.learn(inputs, expected, LEARNING_RATE)
    network.propagate(inputs)
    network.compare(expected)
    network.backpropagate()
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / links_in(sizes)


def seconds_to_build_and_copy(sizes: list[int]) -> tuple[float, float]:
    """Return the seconds to build a network and to copy it, the better of two runs.

    The garbage collector stays on, as it is for everyone who builds a network.
    """
    build, copy = math.inf, math.inf
    for _ in range(2):
        gc.collect()
        started = time.perf_counter()
        network = Network(sizes)
        built = time.perf_counter()
        twin = network.copy()
        build = min(build, built - started)
        copy = min(copy, time.perf_counter() - built)
        del network, twin
    return build, copy


# A separate Python runs this. It prints the seconds of the import, and the packages that it
# loads from outside the standard library.
IMPORT = """
import sys, time
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
started = time.perf_counter()
import lernmi
print(time.perf_counter() - started)
new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(new - set(sys.stdlib_module_names) - {"lernmi"}))
"""


def import_time() -> tuple[float, str]:
    """Return the seconds of `import lernmi`, the best of ten, and the names of foreign packages."""
    best = math.inf
    foreign = ""
    for _ in range(10):
        ended = subprocess.run(
            [sys.executable, "-c", IMPORT, str(ROOT)], capture_output=True, text=True, check=True
        )
        seconds, foreign = ended.stdout.split("\n")[:2]
        best = min(best, float(seconds))
    return best, foreign


# The table


def shape(sizes: list[int]) -> str:
    """Return the sizes in the form 2-3-1."""
    return "-".join([str(size) for size in sizes])


def links_in(sizes: list[int]) -> int:
    """Return the number of Links, including those of the biases."""
    total = 0
    for inputs, outputs in pairwise(sizes):
        total += (inputs + 1) * outputs
    return total


def processor() -> str:
    """Return the processor's name, if the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass  # not Linux
    return platform.processor() or platform.machine()


def heading() -> list[str]:
    """Return the lines about the machine and the versions."""
    packages = [f"lernmi {lernmi.__version__}"]
    for name, module in (("micrograd", micrograd), ("numpy", numpy), ("torch", torch)):
        if module is not None:
            packages.append(f"{name} {importlib.metadata.version(name)}")
    lines = [
        "lernmi's core, measured",
        "",
        f"machine:   {processor()}, {os.cpu_count()} processors, {platform.platform()}",
        f"Python:    {platform.python_implementation()} {platform.python_version()}",
        f"packages:  {', '.join(packages)}",
    ]
    if numpy is None or micrograd is None:
        lines.append("For the whole comparison: pip install numpy micrograd")
    if torch is None:
        lines.append("PyTorch is not installed and left out.")
    return lines


def three_digits(number: float) -> str:
    """Return the number with about three significant digits."""
    if number >= 100:
        return f"{number:.0f}"
    if number >= 1:
        return f"{number:.3g}"
    return f"{number:.2g}"


def step_rows(name: str, links: int, seconds: dict[str, Seconds]) -> list[str]:
    """Return one line for each contender, and an empty line."""
    rows = []
    for contender, times in seconds.items():
        row = f"{name:<10}{links:>7}  {contender:<10}"
        for own, lernmis in zip(times, seconds["lernmi"]):
            row += (
                f"{own * 1e6:>11.1f}{three_digits(own * 1e9 / links):>9}"
                f"{three_digits(own / lernmis):>9}"
            )
        rows.append(row)
    return [*rows, ""]


def step_table(steps: dict[str, dict[str, Seconds]], xor: dict[str, Seconds]) -> list[str]:
    """Return the lines about the learning steps."""
    columns = f"{'us/step':>11}{'ns/Link':>9}{'ratio':>9}"
    lines = [
        "One learning step: propagate, compare, backpropagate, nudge; one sample at a time.",
        "",
        f"{'':<29}{'garbage collector off':>29}{'garbage collector on':>29}",
        f"{'shape':<10}{'Links':>7}  {'':<10}{columns}{columns}",
    ]
    for sizes in SHAPES:
        lines += step_rows(shape(sizes), links_in(sizes), steps[shape(sizes)])
    lines += step_rows("XOR 2-3-1", links_in([2, 3, 1]), xor)
    lines += [
        "ratio: the time as a multiple of lernmi's; above 1 is slower than lernmi.",
        "XOR: lernmi's step through Trainer.train, that of the others in a plain loop.",
    ]
    if micrograd is not None:
        lines.append("micrograd: its exp is added here, as one more operation in its own style.")
    return lines


def target_row(what: str, measured: str, target: str, met: bool) -> str:
    """Return one line: the quantity, its figure, the target, and whether the figure meets it."""
    return f"{what:<45}{measured:>10}  {target:<28}{'met' if met else 'MISSED'}"


def step_targets(steps: dict[str, dict[str, Seconds]], xor: dict[str, Seconds]) -> list[str]:
    """Return the lines with the targets for the learning steps."""
    middle = steps["64-32-10"]
    own = middle["lernmi"]
    rows = []
    # Python 3.11 made method calls much cheaper, so 3.10 has no such target.
    if sys.version_info >= (3, 11):
        per_link = own.collector_off * 1e9 / links_in([64, 32, 10])
        what = "ns per Link and step, 64-32-10"
        rows.append(target_row(what, f"{per_link:.0f}", "at most 450", per_link <= 450))
    if "micrograd" in middle:
        other = middle["micrograd"]
        for collector, ratio in (
            ("off", other.collector_off / own.collector_off),
            ("on", other.collector_on / own.collector_on),
        ):
            what = f"micrograd / lernmi, 64-32-10, collector {collector}"
            rows.append(target_row(what, f"{ratio:.1f}", "at least 30", ratio >= 30))
    own_xor = xor["lernmi"].collector_off * 1e6
    for name in ("NumPy", "PyTorch"):
        if name in xor:
            other_xor = xor[name].collector_off * 1e6
            target = f"below {name}'s {other_xor:.1f}"
            rows.append(
                target_row("us per step of XOR", f"{own_xor:.1f}", target, own_xor < other_xor)
            )
    return rows


def progress(text: str) -> None:
    """Report the next task to stderr, so that stdout has only the table."""
    print(text + " ..", file=sys.stderr, flush=True)


def main() -> None:
    """Measure everything, then print the table."""
    # First, while this process is small, because full memory slows everything after it.
    progress("the time of import lernmi")
    import_seconds, foreign = import_time()
    progress("building a million Links, and copying them")
    build_seconds, copy_seconds = seconds_to_build_and_copy(MILLION_LINKS)
    memory = {}
    for sizes in ([784, 30, 10], [300, 300, 10]):
        progress(f"the memory of {shape(sizes)}")
        memory[shape(sizes)] = bytes_per_link(sizes)
    steps = {}
    for sizes in SHAPES:
        progress(f"one learning step in {shape(sizes)}")
        steps[shape(sizes)] = steps_of(sizes)
    progress("XOR")
    xor = xor_steps()

    lines = [*heading(), "", *step_table(steps, xor), ""]
    lines.append(f"{'':<45}{'measured':>10}  {'target':<28}")
    lines += step_targets(steps, xor)
    for name, its_bytes in memory.items():
        what = f"bytes per Link, in total, {name}"
        lines.append(target_row(what, f"{its_bytes:.0f}", "at most 200", its_bytes <= 200))
    what = f"seconds to build {shape(MILLION_LINKS)}, {links_in(MILLION_LINKS)} Links"
    lines.append(target_row(what, f"{build_seconds:.2f}", "below 5", build_seconds < 5))
    ratio = copy_seconds / build_seconds
    what = "copying them, in times of building them"
    lines.append(target_row(what, f"{ratio:.1f}", "at most 3", ratio <= 3))
    milliseconds = import_seconds * 1000
    lines.append(
        target_row("ms to import lernmi", f"{milliseconds:.1f}", "below 30", milliseconds < 30)
    )
    what = "third-party packages loaded by import lernmi"
    lines.append(target_row(what, foreign or "none", "none", foreign == ""))
    text = "\n".join([line.rstrip() for line in lines])
    print(text.encode("ascii", "replace").decode("ascii"))


if __name__ == "__main__":
    main()
