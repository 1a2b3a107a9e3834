"""The script that made the golden pack. It ran once, with commit 3d7f2de, and never runs again.

    PYTHONPATH=.:tests python3.11 -m golden.make

It stays here so that you can see where each file comes from. The pack holds what lernmi did at
that commit. Making it again would only record today's mistakes, so this refuses to write where
anything is.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import tempfile
from pathlib import Path
from typing import Any

from golden import recipes as r

# The oldest protocol that every supported Python and every present pickle uses.
PICKLE_PROTOCOL = 4


def write(name: str, content: str | bytes) -> None:
    """Write a file of the pack; FileExistsError if it exists."""
    path = r.PACK / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))


def write_json(name: str, content: dict[str, Any]) -> None:
    """Write a dictionary as JSON, one line for each of its entries."""
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in content.items()]
    write(name, "{\n" + ",\n".join(lines) + "\n}\n")


def trainings() -> None:
    """Write the results of each training."""
    write_json("libm.json", r.libm_digests())
    write_json("product.json", {n: r.record_of(each.done()) for n, each in r.PRODUCT.items()})
    write_json("settings.json", {n: r.record_of(each.done()) for n, each in r.SETTINGS.items()})
    write_json("data_sets.json", {n: r.digest(data) for n, (_, data) in r.data_sets().items()})
    write_json("measured.json", r.measured())


def state() -> None:
    """Write a Trainer's state and weights half way, and the results at the end."""
    trainer, stopping = r.STATE.begun()
    r.STATE.train(trainer, stopping, 2)
    half_way = {"weights": r.weights_of(trainer.network), "state": trainer.state()}
    r.STATE.train(trainer, stopping, r.STATE.epochs - 2)
    write_json("state.json", {**half_way, "in the end": r.record_of(trainer)})


def files() -> None:
    """Write networks, checkpoints and plain Python, and their content."""
    weights, outputs = {}, {}
    for name, make in r.NETWORKS.items():
        network, preparation = make()
        path = r.PACK / "networks" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        r.save(path, network, preparation)
        weights[name] = r.weights_of(network)
        if name in r.EXPORTED:
            write(f"exported/{name}.py", r.to_python(network, preparation))
            outputs[name] = [r.as_bits(network.propagate(inputs)) for inputs in r.EXPORTED[name]]
    write_json("networks.json", weights)
    write_json("exported.json", outputs)

    kept = {}
    for name, training in r.CHECKPOINTS.items():
        path = r.PACK / "checkpoints" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        trainer, stopping = training.begun()
        saving = training.saving(2, path, trainer, stopping)
        training.train(trainer, stopping, 2, on_epoch=saving)
        half_way = r.record_of(trainer)
        training.train(trainer, stopping, training.epochs - 2)
        kept[name] = {
            "weights in the file": r.weights_of(
                r.load(path, activations=r.OWN_ACTIVATIONS, error_functions=r.OWN_ERROR_FUNCTIONS)
            ),
            "half way": half_way,
            "epochs": trainer.epochs_done,
            "in the end": r.record_of(trainer),
        }
    write_json("checkpoints.json", kept)


def pickles() -> None:
    """Write the pickles, and their content."""
    things = r.pickled_things()
    for name, thing in things.items():
        write(f"pickles/{name}.pickle", pickle.dumps(thing, PICKLE_PROTOCOL))
    expected: dict[str, Any] = {
        "networks": {
            name: [r.weights_of(network), repr(network), repr(network.neuron("y1"))]
            for name, network in things["networks"].items()
        }
    }
    for name, training in r.PICKLED_TRAININGS.items():
        trainer, stopping = things[name]["trainer"], things[name]["stopping"]
        half_way = r.record_of(trainer)
        training.train(trainer, stopping, training.epochs - trainer.epochs_done)
        expected[name] = {"half way": half_way, "in the end": r.record_of(trainer)}
    write_json("pickles.json", expected)


def exercises() -> None:
    """Write a learner's folder: two exercises solved, one wrong, one begun."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as room:
        # So that the files say "my_exercises", as for a learner who types this name.
        os.chdir(room)
        try:
            folder = Path("my_exercises")
            r.put_files(folder)
            for file, old, new in EDITS:
                path = folder / file
                text = path.read_text(encoding="utf-8")
                assert text.count(old) == 1, (file, old)
                path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
            for path in sorted(folder.glob("*.py")):
                write(f"my_exercises/{path.name}", path.read_bytes())
        finally:
            os.chdir(here)
    found = r.standing(r.PACK / "my_exercises")
    assert found.current is not None
    write_json(
        "my_exercises.json",
        {
            "done": [exercise.number for exercise in found.done],
            "now": found.current.number,
            "parts": {
                number: [[part.part, part.state, part.mistakes] for part in outcome.results]
                for number, outcome in found.outcomes.items()
            },
        },
    )


TO_DO = 'raise NotImplementedError("write this")'
EDITS = [
    ("01_one_link.py", '"total input of y1": None', '"total input of y1": 1.25'),
    ("01_one_link.py", '"output of y1": None', '"output of y1": 1.25'),
    ("01_one_link.py", '"error": None', '"error": 0.03125'),
    ("01_one_link.py", '"sensitivity of y1": None', '"sensitivity of y1": 0.25'),
    (
        "01_one_link.py",
        '"weight sensitivity of b1->y1": None',
        '"weight sensitivity of b1->y1": 0.25',
    ),
    (
        "01_one_link.py",
        '"weight sensitivity of x1->y1": None',
        '"weight sensitivity of x1->y1": 0.5',
    ),
    ("01_one_link.py", '"new weight of b1->y1": None', '"new weight of b1->y1": 0.225'),
    ("01_one_link.py", '"new weight of x1->y1": None', '"new weight of x1->y1": 0.45'),
    (
        "02_try_it.py",
        TO_DO,
        "before = error_of(network, inputs, expected)\n"
        "    old = link.weight\n"
        "    link.weight = old + change\n"
        "    after = error_of(network, inputs, expected)\n"
        "    link.weight = old\n"
        "    return (after - before) / change",
    ),
    (
        "03_forwards.py",
        f'output x weight to the output Neuron."""\n        {TO_DO}',
        'output x weight to the output Neuron."""\n'
        "        self.output_neuron.receive(self.input_neuron.output)",
    ),
    (
        "03_forwards.py",
        f'delivers to the total input."""\n        {TO_DO}',
        'delivers to the total input."""\n        self.total_input += value',
    ),
    (
        "03_forwards.py",
        f'Set output and slope."""\n        {TO_DO}',
        'Set output and slope."""\n'
        "        self.output = self.activation.function(self.total_input)\n"
        "        self.slope = self.activation.slope(self.total_input, self.output)",
    ),
    (
        "07_backpropagate.py",
        TO_DO,
        f"sensitivity = self.output_neuron.sensitivity * self.output_neuron.slope\n        {TO_DO}",
    ),
]


def homework() -> None:
    """Write numbers from paper, and lernmi's findings."""
    verdicts = {}
    for name, text in HOMEWORK.items():
        write(f"homework/{name}", text)
        verdicts[name] = r.verdict_on(r.PACK / "homework" / name)
    write_json("homework.json", verdicts)


HOMEWORK: dict[str, str | bytes] = {
    "right.csv": "homework,mazur\nh1 output,0.5933\nh2 output,0.5969\nerror,0.2984\n"
    "y1 sensitivity,0.7414\nh1->y1 weight sensitivity,0.0822\nh1->y1 new weight,0.3589\n",
    "right.json": '{"homework": "mazur", "name": "Ada", "h1 output": 0.59, "error": "0.2984"}\n',
    "spelt_in_other_ways.csv": "\ufeffhomework;sheet 7\r\nName;Zo\u00eb\r\nclass;8b\r\n\r\n"
    "Output of h1;1,5\r\nh2 output;0,5\r\nerror\r\n",
    "still_to_come.csv": "homework,mazur\nh1 output,0.593\nh2 output\ny1 output,\n",
    "slope_missing.csv": "homework,mazur\nh1 output,0.5933\nx1->h1 weight sensitivity,0.0018175\n",
    "bias_left_out.csv": "homework,mazur\nh1 total input,.0275\nh1 output,0.5069\n",
    "nudged_upwards.json": '{"homework": "mazur", "error": 0.2984, "new weight h1->y1": 0.4411}\n',
    "digits_swapped.csv": "homework,mazur\nh1 total input,.3757\n",
    "sign_lost.csv": "homework,mazur\ny2 sensitivity,0.2171\n",
    "error_not_halved.csv": "homework,mazur\nh1 output,0.5933\nerror,.5967\n",
    "nobody_knows_why.csv": "homework,mazur\nerror,0.123\n",
    "as_published.csv": "homework,brownlee\nh1 output,0.7106\n",
    "latin_1.csv": "homework,mazur\nname,Zo\u00eb\nh1 output,0.5933\n".encode("latin-1"),
    "unknown_number.csv": "homework,mazur\nh9 output,0.5\n",
    "no_number.json": '{"homework": "mazur", "error": "many"}\n',
    "given_twice.csv": "homework,mazur\nerror,0.3\ntotal error,0.3\n",
    "comma_for_a_point.csv": "homework,mazur\nh1 output,0,5933\n",
    "unknown_example.csv": "homework,nobody\nerror,1\n",
    "first_line_missing.csv": "h1 output,0.5933\n",
    "a_table.csv": "length,colour,kind\n1.5,red,rose\n",
    "broken.json": '{"homework": "mazur", \n',
}


def session() -> None:
    """Write the README's Python session."""
    readme = (r.PACK.parents[2] / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(>>> .*?)```", readme, re.S)
    write("session.txt", "\n".join(blocks))


def reprs() -> None:
    """Write the reprs of objects."""
    write_json("reprs.json", {n: repr(thing) for n, thing in r.objects_with_reprs().items()})


def main() -> None:
    """Make the pack; SystemExit if it exists."""
    if r.PACK.exists():
        raise SystemExit(f"{r.PACK} is there. It was made once and is never made again.")
    for part in (trainings, state, files, pickles, exercises, homework, session, reprs):
        part()
    sums = [f"{digest}  {name}\n" for name, digest in r.files_in_pack().items()]
    write("SHA256SUMS", "".join(sums))


if __name__ == "__main__":
    main()
