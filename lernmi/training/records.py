"""The history as a table: for CSV files, spreadsheets and pandas."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lernmi.activations import Number
from lernmi.support.records import History
from lernmi.writing.whole_files import write_whole


def history_rows(history: History) -> list[dict[str, Number | None]]:
    """Return one flat dictionary for each epoch, all with the same keys, in the same order.

    epoch, learning_rate, error, then each measure under its name; where there were validation
    samples, the same with `validation_` before it, and None in epochs without such samples. For
    pandas: `pandas.DataFrame(history_rows(trainer.history))`.

    Raises ValueError if a measure bears the name of another column.
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

    Numbers are written so that they are read back as the same numbers; what is missing is empty.
    A file that is already there is replaced. Raises ValueError or OSError, as `write_whole` does,
    if it can't be written, and ValueError as `history_rows` does.
    """
    rows = history_rows(history)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else ["epoch"])
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, text.getvalue())
