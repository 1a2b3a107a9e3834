from __future__ import annotations

import csv

import pytest
from support.networks import XOR

from lernmi import Network, Trainer
from lernmi.support.records import History
from lernmi.training.measures import accuracy
from lernmi.training.records import history_rows, write_history


def trained():
    trainer = Trainer(Network([2, 3, 1]), learning_rate=0.5, measures=[accuracy])
    trainer.train(XOR, 2)
    return trainer.train(XOR, 2, validation=XOR[:3])


def test_each_epoch_is_a_row_with_everything_in_its_record():
    history = trained()
    rows = history_rows(history)
    for row, record in zip(rows, history):
        assert row["epoch"] == record.epoch
        assert row["learning_rate"] == record.learning_rate
        assert row["error"] == record.error
        assert row["accuracy"] == record.measures["accuracy"]
        assert row["validation_error"] == record.validation_error
        if record.validation_measures is None:
            assert row["validation_accuracy"] is None
        else:
            assert row["validation_accuracy"] == record.validation_measures["accuracy"]
    assert [row["epoch"] for row in rows] == [1, 2, 3, 4]
    assert {tuple(row) for row in rows} == {
        (
            "epoch",
            "learning_rate",
            "error",
            "accuracy",
            "validation_error",
            "validation_accuracy",
        )
    }


def test_a_csv_file_has_the_same_numbers_to_the_last_bit(tmp_path):
    history = trained()
    write_history(history, tmp_path / "history.csv")
    with (tmp_path / "history.csv").open(newline="") as file:
        read = list(csv.DictReader(file))
    for row, found in zip(history_rows(history), read):
        assert {key: "" if value is None else value for key, value in row.items()} == {
            key: text if text == "" else float(text) for key, text in found.items()
        }
    assert len(read) == 4


def test_pandas_takes_the_rows(tmp_path):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    history = trained()
    frame = pandas.DataFrame(history_rows(history))
    assert list(frame["error"]) == [record.error for record in history]
    write_history(history, tmp_path / "history.csv")
    pandas.testing.assert_frame_equal(pandas.read_csv(tmp_path / "history.csv"), frame)


def test_a_measure_with_the_name_of_another_column_is_refused():
    def error(outputs, expected):
        return 0

    history = Trainer(Network([2, 1]), learning_rate=0.5, measures=[error]).train(XOR, 1)
    with pytest.raises(ValueError, match="two columns would be called error"):
        history_rows(history)


def test_a_history_without_epochs_has_no_rows(tmp_path):
    assert history_rows(History()) == []
    write_history(History(), tmp_path / "none.csv")
    assert (tmp_path / "none.csv").read_text().strip() == "epoch"
