"""The files match the JSON Schemas in docs/reference, as an independent validator confirms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from support.networks import XOR
from support.saved import any_networks

from lernmi import Network, Trainer
from lernmi.files import save_every
from lernmi.files.networks import content_of
from lernmi.functions.nudging import Adam
from lernmi.functions.schedules import cosine
from lernmi.training.measures import absolute_error
from lernmi.training.stopping import EarlyStopping

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
referencing = pytest.importorskip("referencing")

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "docs" / "reference"


def schema(name: str) -> dict:
    return json.loads((REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8"))


NETWORK = referencing.Resource.from_contents(schema("network"))
REGISTRY = referencing.Registry().with_resources([("network.schema.json", NETWORK)])


def validator(name: str):
    of_kind = jsonschema.Draft202012Validator
    of_kind.check_schema(schema(name))
    return of_kind(schema(name), registry=REGISTRY)


@given(any_networks())
def test_every_saved_network_matches_the_schema(network):
    validator("network").validate(json.loads(json.dumps(content_of(network))))


def test_the_old_files_and_every_kind_of_checkpoint_match_the_schemas(tmp_path):
    kept = json.loads((HERE / "version_2.json").read_text(encoding="utf-8"))
    validator("network").validate(kept)
    kept = json.loads((HERE / "checkpoint_1.json").read_text(encoding="utf-8"))
    validator("checkpoint").validate(kept)

    path = tmp_path / "run.json"
    trainer = Trainer(
        Network([2, 2, 1]),
        learning_rate=cosine(0.1, end=0.01, epochs=9),
        nudging=Adam(),
        measures=[absolute_error],
    )
    stopping = EarlyStopping(trainer, patience=2)
    saving = save_every(1, path, trainer, XOR, XOR, stopping=stopping)
    trainer.train(XOR, 5, validation=XOR, stop_when=stopping, on_epoch=saving)
    validator("checkpoint").validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["weights", 0, 0, "to", "h1"], "0.1"),
        (["weights", 0, 0, "to", "h1"], {"fraction": "a"}),
        (["layers", 0, "neurons", 0, "name"], 5),
        (["preparation", "inputs", 0, "scale"], 0),
        (["preparation", "inputs", 0, "kind"], "text"),
        (["more"], 1),
    ],
)
def test_the_schema_refuses_what_loading_refuses(keys, value):
    content = json.loads((HERE / "version_2.json").read_text(encoding="utf-8"))
    place = content
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    assert not validator("network").is_valid(content)
