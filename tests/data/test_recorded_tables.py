from __future__ import annotations

import json

from support.tables import RECORDED, all_cases, result_of


def test_every_small_table_gives_the_recorded_numbers_names_notes_and_refusals(tmp_path):
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    cases = all_cases()
    assert list(recorded) == list(cases)
    for name, case in cases.items():
        assert json.loads(json.dumps(result_of(case, tmp_path))) == recorded[name], name
