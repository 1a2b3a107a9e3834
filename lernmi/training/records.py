"""The history as a table: for CSV files, spreadsheets and pandas."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lernmi.activations import Number
from lernmi.support.records import History
from lernmi.writing.whole_files import write_whole


def history_rows(history: History) -> list[dict[str, Number | None]]:
    """Return one flat dictionary for each epoch, all with the same keys in the same order.

    The keys are epoch, learning_rate, error, then the name of each measure. With validation
    samples, the same names follow with `validation_` in front: validation_error and so on. An epoch
    without validation samples has None there.

    For pandas: `pandas.DataFrame(history_rows(trainer.history))`.

    Raises ValueError if a measure has the name of another column.
    """
    keys: dict[str, None] = {}
    rows = []
    for record in history:
        row: dict[str, Number | None] = {
            "epoch": record.epoch,
            "learning_rate": record.learning_rate,
            "error": record.error,
        }
        columns: list[tuple[str, Number | None]] = [*record.measures.items()]
        if record.validation_measures is not None:
            columns.append(("validation_error", record.validation_error))
            for name, mean in record.validation_measures.items():
                columns.append((f"validation_{name}", mean))
        for name, value in columns:
            if name in row:
                raise ValueError(
                    f"two columns would be called {name}: give the measure another name"
                )
            row[name] = value
        keys.update(dict.fromkeys(row))
        rows.append(row)
    return [{key: row.get(key) for key in keys} for row in rows]


def write_history(history: History, path: str | Path) -> None:
    """Write the history to a CSV file: a line of names, then a line for each epoch.

    Numbers have all their digits, so they read back exactly. Missing numbers are empty cells. It
    replaces an existing file. Raises ValueError or OSError, as `write_whole` does, if the file
    can't be written, and ValueError as `history_rows` does.
    """
    rows = history_rows(history)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else ["epoch"])
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, text.getvalue())
