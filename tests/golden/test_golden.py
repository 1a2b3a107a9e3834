"""lernmi still does what it did at commit 3d7f2de: see README.md in this folder."""

from __future__ import annotations

import ast
import doctest
import hashlib
import json
import pickle
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from golden import make
from golden import recipes as r


def recorded(name: str) -> dict[str, Any]:
    """Return the content of a JSON file of the pack."""
    content: dict[str, Any] = json.loads((r.PACK / f"{name}.json").read_text(encoding="utf-8"))
    return content


def sums_recorded() -> dict[str, str]:
    """Return the SHA-256 of each file of the pack, as recorded when the pack was made."""
    lines = (r.PACK / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


# The SHA-256 of SHA256SUMS itself.
SUM_OF_THE_SUMS = "d8815c8640a45c44b708709d1803410b7b4fcdb578fda72e22dfcd069eb65bac"
# If exp and the like give different bits here, compare only results that don't need them.
LIBM_DIFFERS = [name for name, found in r.libm_digests().items() if found != recorded("libm")[name]]
needs_same_libm = pytest.mark.skipif(
    bool(LIBM_DIFFERS),
    reason=f"this machine's C library computes other bits of {', '.join(LIBM_DIFFERS)}",
)
ENGINES = [
    "links",
    "lists",
    pytest.param(
        "numba",
        marks=pytest.mark.skipif(find_spec("numba") is None, reason="Numba is not installed"),
    ),
]


def comparable(training: r.Training) -> bool:
    """Return whether this machine can give the recorded bits."""
    return training.is_exact or not LIBM_DIFFERS


def test_nobody_has_changed_the_pack():
    assert r.files_in_pack() == sums_recorded()
    assert hashlib.sha256((r.PACK / "SHA256SUMS").read_bytes()).hexdigest() == SUM_OF_THE_SUMS


def test_the_script_that_made_the_pack_refuses_to_make_it_again():
    with pytest.raises(SystemExit, match="never made again"):
        make.main()


# Trainings.


@pytest.mark.parametrize("its_engine", ENGINES)
@pytest.mark.parametrize("pack", ["product", "settings"])
@pytest.mark.parametrize("kind", ["exact", pytest.param("rounded", marks=needs_same_libm)])
def test_trainings_give_the_recorded_bits(its_engine, pack, kind):
    trainings = {"product": r.PRODUCT, "settings": r.SETTINGS}[pack]
    wanted = recorded(pack)
    assert list(wanted) == list(trainings)
    differing = {}
    for name, training in trainings.items():
        if training.is_exact == (kind == "exact") and its_engine in training.engines:
            found = r.record_of(training.done(its_engine))
            if found != wanted[name]:
                differing[name] = (wanted[name], found)
    assert not differing


def test_data_and_measures_are_the_recorded_ones():
    wanted = recorded("data_sets")
    for name, (is_exact, data) in r.data_sets().items():
        if is_exact or not LIBM_DIFFERS:
            assert r.digest(data) == wanted[name], name
    assert r.measured() == recorded("measured")


@needs_same_libm
def test_a_restored_state_continues_with_the_recorded_bits():
    content = recorded("state")
    trainer, stopping = r.STATE.begun(seed=99)
    trainer.network.weights = r.weights_from(content["weights"])
    trainer.restore(content["state"])
    assert json.dumps(trainer.state()) == json.dumps(content["state"])
    r.STATE.train(trainer, stopping, r.STATE.epochs - trainer.epochs_done)
    assert r.record_of(trainer) == content["in the end"]


# Files.


def load(path: Path) -> Any:
    return r.load(path, activations=r.OWN_ACTIVATIONS, error_functions=r.OWN_ERROR_FUNCTIONS)


@pytest.mark.parametrize("name", r.NETWORKS)
def test_a_saved_network_has_its_weights_and_is_saved_as_the_same_bytes(name, tmp_path):
    path = r.PACK / "networks" / f"{name}.json"
    network = load(path)
    assert r.weights_of(network) == recorded("networks")[name]
    r.save(tmp_path / "again.json", network, r.load_preparation(path))
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


# A checkpoint resumes only with exactly the same schedule, and this one needs the C library's cos.
NEEDS_COS = pytest.param("schedule_cosine", marks=needs_same_libm)


@pytest.mark.parametrize(
    "name", [NEEDS_COS if name == "schedule_cosine" else name for name in r.CHECKPOINTS]
)
def test_a_checkpoint_continues_with_its_bits_and_is_saved_as_the_same_bytes(name, tmp_path):
    path = r.PACK / "checkpoints" / f"{name}.json"
    training, wanted = r.CHECKPOINTS[name], recorded("checkpoints")[name]
    assert r.weights_of(load(path)) == wanted["weights in the file"]
    assert repr(r.load_preparation(path)) == repr(training.preparation)
    for engine in [each for each in training.engines if each != "numba"]:
        trainer, stopping = training.begun(engine, seed=99)
        r.resume(path, trainer, training.samples, training.validation, stopping=stopping)
        assert r.record_of(trainer) == wanted["half way"]
        again = tmp_path / "again.json"
        saving = training.saving(1, again, trainer, stopping)
        saving(trainer.history[-1])
        assert again.read_bytes() == path.read_bytes()
        training.train(trainer, stopping, training.epochs - trainer.epochs_done)
        if comparable(training):
            assert trainer.epochs_done == wanted["epochs"]
            assert r.record_of(trainer) == wanted["in the end"]


def run_python_file(text: str) -> dict[str, Any]:
    """Run the text of an exported file, and return its names."""
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(text, "exported.py", "exec"), names)
    return names


def code_in(text: str) -> str:
    """Return the code of a Python file, without comments, docstrings and error messages."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, (ast.Module, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            del body[0]
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            node.exc.args = []
    return ast.dump(tree, indent=1)


@pytest.mark.parametrize("name", r.EXPORTED)
def test_an_exported_file_gives_the_recorded_outputs_and_is_exported_as_the_same_code(name):
    text = (r.PACK / "exported" / f"{name}.py").read_text(encoding="utf-8")
    saved = r.PACK / "networks" / f"{name}.json"
    assert code_in(r.to_python(load(saved), r.load_preparation(saved))) == code_in(text)
    exported, network = run_python_file(text), load(saved)
    for inputs, wanted in zip(r.EXPORTED[name], recorded("exported")[name]):
        outputs = exported["propagate"](inputs)
        assert r.as_bits(network.propagate(inputs)) == r.as_bits(outputs)
        if name in ("fractions", "decimals", "hinge") or not LIBM_DIFFERS:
            assert r.as_bits(outputs) == wanted


# Pickles.


def unpickled(name: str) -> Any:
    """Return the content of a pickle of the pack, after checking its checksum."""
    content = (r.PACK / "pickles" / f"{name}.pickle").read_bytes()
    assert hashlib.sha256(content).hexdigest() == sums_recorded()[f"pickles/{name}.pickle"]
    return pickle.loads(content)


def test_pickled_networks_have_their_weights_and_their_state():
    wanted = recorded("pickles")["networks"]
    networks = unpickled("networks")
    for name, network in networks.items():
        found = [r.weights_of(network), repr(network), repr(network.neuron("y1"))]
        assert found == wanted[name], name
    networks["compared"].backpropagate()
    networks["propagated"].compare([0.01, 0.99])


def test_pickled_activations_and_error_functions_are_the_same_objects():
    things = unpickled("ready_made")
    for found, names, ready_made in (
        (things["activations"], r.ACTIVATION_NAMES, r.ACTIVATIONS),
        (things["error functions"], r.EXPECTED, r.ERROR_FUNCTIONS),
    ):
        assert len(found) == len(names)
        assert all(each is ready_made[name] for each, name in zip(found, names))


@pytest.mark.parametrize("name", r.PICKLED_TRAININGS)
def test_a_pickled_trainer_continues_with_the_recorded_bits(name):
    training, wanted = r.PICKLED_TRAININGS[name], recorded("pickles")[name]
    things = unpickled(name)
    trainer, stopping = things["trainer"], things["stopping"]
    assert r.record_of(trainer) == wanted["half way"]
    training.train(trainer, stopping, training.epochs - trainer.epochs_done)
    if comparable(training):
        assert r.record_of(trainer) == wanted["in the end"]


def test_other_pickled_objects_load():
    reprs = recorded("reprs")
    for name in ("preparation", "outcome"):
        assert repr(unpickled(name)) == reprs[name]


# Exercises.


def test_a_half_finished_folder_of_exercises_gets_the_same_verdicts(tmp_path):
    folder = tmp_path / "my_exercises"
    shutil.copytree(r.PACK / "my_exercises", folder)
    wanted = recorded("my_exercises")
    assert list(r.files_of(folder)) == list(range(1, 13))
    assert r.put_files(folder) == []
    found = r.standing(folder)
    assert [exercise.number for exercise in found.done] == wanted["done"]
    assert found.current is not None and found.current.number == wanted["now"]
    parts = {
        f"{number}": [[part.part, part.state, list(part.mistakes)] for part in outcome.results]
        for number, outcome in found.outcomes.items()
    }
    assert parts == wanted["parts"]


def test_homework_gets_the_recorded_verdicts():
    wanted = recorded("homework")
    found = {name: r.verdict_on(r.PACK / "homework" / name) for name in wanted}
    assert found == wanted


# The README's session, and reprs.


def test_the_readmes_session_prints_the_recorded_output():
    text = (r.PACK / "session.txt").read_text(encoding="utf-8")
    session = doctest.DocTestParser().get_doctest(text, {}, "session.txt", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(session) == (0, len(session.examples))
    assert len(session.examples) == 17


def test_objects_have_the_recorded_reprs():
    found = {name: repr(thing) for name, thing in r.objects_with_reprs().items()}
    assert found == recorded("reprs")
