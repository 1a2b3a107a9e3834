"""`train --save` writes the training as it goes; `--resume` continues as if it never stopped."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.command_line import lernmi
from support.pythons import environment

from lernmi.command_line.keeping import Keeper
from lernmi.command_line.main import parser
from lernmi.command_line.setting_up import data_and_settings
from lernmi.files import load, load_preparation
from lernmi.support.records import EpochRecord

IRIS = str(Path(__file__).resolve().parents[2] / "examples" / "iris.csv")


def train(*arguments: str, cwd: Path) -> str:
    answer = lernmi("train", *arguments, cwd=cwd)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def refused(*arguments: str, cwd: Path) -> str:
    answer = lernmi("train", *arguments, cwd=cwd)
    assert answer.returncode == 2
    assert answer.stderr.startswith("lernmi: ") and answer.stderr.count("\n") == 1
    return answer.stderr


OPTIONS = [
    ["xor"],
    pytest.param(
        ["xor", "--momentum", "0.5", "--l2", "0.001", "--schedule", "step", "--engine", "lists"],
        marks=pytest.mark.slow,
    ),
    pytest.param(
        ["circle", "--adam", "--count", "60", "--validation", "0.3"], marks=pytest.mark.slow
    ),
    [IRIS, "--validation", "0.2", "--patience", "3", "--error", "squared_error"],
]


@pytest.mark.parametrize("options", OPTIONS)
def test_a_resumed_training_ends_like_one_that_never_stopped(options, tmp_path):
    first, then = ("40", "40") if "--schedule" in options else ("15", "40")
    train(*options, "--epochs", then, "--save", "whole.json", cwd=tmp_path)
    train(*options, "--epochs", first, "--save", "part.json", cwd=tmp_path)
    text = train(*options, "--epochs", then, "--resume", "part.json", cwd=tmp_path)
    assert "Resuming after epoch" in text
    whole, part = load(tmp_path / "whole.json"), load(tmp_path / "part.json")
    assert part.weights == whole.weights
    if options[0] == IRIS:
        assert "It had stopped there" in text or "Epoch" in text
        assert vars(load_preparation(tmp_path / "part.json")) == vars(
            load_preparation(tmp_path / "whole.json")
        )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_training_resumes_from_its_file_and_ends_with_the_same_weights(tmp_path):
    options = ["circle", "--count", "40", "--epochs", "300", "--engine", "lists"]
    train(*options, "--save", "whole.json", cwd=tmp_path)
    dice = random.Random(2)
    file = ["--save", "part.json"]
    kills = 0
    for attempt in range(5):
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "lernmi", "train", *options, *file],
            stdout=subprocess.PIPE,
            cwd=tmp_path,
            env=environment(),
        )
        assert process.stdout is not None
        for line in process.stdout:
            # After the first epoch there is something in the file.
            if line.startswith(b"epoch"):
                break
        try:
            # The last attempt may take as long as it needs.
            process.communicate(timeout=dice.random() * 0.1 if attempt < 4 else 300)
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += process.returncode != 0
        if (tmp_path / "part.json").exists():
            file = ["--resume", "part.json"]
    assert kills > 0 and process.returncode == 0
    assert load(tmp_path / "part.json").weights == load(tmp_path / "whole.json").weights
    assert sorted([each.name for each in tmp_path.iterdir()]) == ["part.json", "whole.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process sends another")
def test_after_ctrl_c_the_file_holds_whole_epochs_and_lernmi_prints_which(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "lernmi", "train", "digits", "--epochs", "100000"]
        + ["--layers", "64-5-10", "--engine", "lists", "--save", "digits.json"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env=environment(),
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("epoch"):
            break
    process.send_signal(signal.SIGINT)
    try:
        answer, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 130
    said = re.search(r"^Stopped after ([\d,]+) whole epochs?\.", answer, re.M)
    assert said and "The network is in digits.json" in answer
    options = ["--layers", "64-5-10", "--epochs", "1", "--resume", "digits.json"]
    text = train("digits", *options, cwd=tmp_path)
    kept = re.search(r"^Resuming after epoch (\d+) ", text, re.M)
    assert kept and 1 <= int(kept[1]) <= int(said[1].replace(",", ""))
    assert "It had finished there; to train longer, give more --epochs." in text
    # Its outputs are named 0 to 9, and the command for a query is ready to type.
    outputs = load(tmp_path / "digits.json").neuron_layers[-1].neurons
    assert [neuron.name for neuron in outputs] == list("0123456789")
    assert "predict digits.json --sample 1\n" in text


def test_options_that_do_not_fit_the_file_get_one_clear_line(tmp_path):
    train("xor", "--epochs", "5", "--save", "xor.json", cwd=tmp_path)
    (tmp_path / "own.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    before = (tmp_path / "xor.json").read_bytes()
    for options, words in (
        (["xor", "--resume", "no.json"], "no file no.json to resume from; begin with --save"),
        (["xor", "--resume", "xor.json", "--learning-rate", "1"], "began with learning_rate 2"),
        (["xor", "--resume", "xor.json", "--layers", "2-3-1"], "its sizes must be '2-4-1'"),
        (["and", "--resume", "xor.json"], "for a different network"),
        (["xor", "--resume", "xor.json", "--l2", "0.1"], "nudging None; got 'Nudging"),
        (["xor", "--resume", "xor.json", "--seeds", "3"], "--save and --resume are for one"),
        (["xor", "--save", "no/xor.json"], "no folder named"),
        (["xor", "--save", ""], "--save needs the name of a file"),
        (["xor", "--save", "own.csv"], "own.csv already exists"),
    ):
        assert words in refused(*options, cwd=tmp_path)
    assert (tmp_path / "xor.json").read_bytes() == before


def test_the_printed_commands_that_draw_and_query_the_network_work(tmp_path):
    text = train("xor", "--epochs", "5", "--save", "xor.json", cwd=tmp_path)
    lines = [
        line.split("python3 -m lernmi ")[1]
        for line in text.splitlines()
        if " it:" in line and "--resume" not in line
    ]
    assert lines == ["show xor.json", "predict xor.json --inputs ..."]
    for line in lines:
        arguments = line.replace("..", "0 1").split()
        answer = lernmi(*arguments, cwd=tmp_path)
        assert (answer.returncode, answer.stderr) == (0, "")


def test_training_continues_while_the_file_cannot_be_written(tmp_path):
    folder, away = tmp_path / "here", tmp_path / "away"
    folder.mkdir()
    path = folder / "xor.json"
    _, settings = data_and_settings(parser().parse_args(["train", "xor", "--save", str(path)]))
    keeper = Keeper(str(path), settings, None)
    problems = []

    def on_epoch(record: EpochRecord) -> None:
        if record.epoch == 2:
            folder.rename(away)
        if record.epoch == 4:
            away.rename(folder)
        keeper.keep(record)
        problems.append(str(keeper.problem))

    settings.trainer.train(settings.training, 4, on_epoch=on_epoch)
    assert problems == ["None", *[f"{path}: no folder named {folder}"] * 2, "None"]
    assert keeper.epoch == 4
    assert load(path).weights == settings.network.weights


def test_without_a_name_the_file_is_named_after_what_is_learned(tmp_path):
    text = train("xor", "--epochs", "2", "--save", cwd=tmp_path)
    assert "The network is in xor.json" in text
    assert [each.name for each in tmp_path.iterdir()] == ["xor.json"]
