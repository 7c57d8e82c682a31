"""Validation costs what it should: pandera runs once per table over all workbooks, reading beats openpyxl."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandera.pandas as pa
import pytest

from tests.benchmarks.validation import UNIT, grids, judge_in_bulk, measure, taken_in
from tests.support import workbooks
from tests.support.large import ROWS, large

COUNT = 3


def test_all_workbooks_of_a_night_are_cheaper_than_one_by_one() -> None:
    costs = measure(COUNT)

    assert costs.columns < costs.pandera
    assert costs.read < costs.openpyxl
    assert costs.ours < costs.theirs


def test_pandera_runs_once_per_table_over_all_workbooks(monkeypatch: pytest.MonkeyPatch) -> None:
    rows_of_each_run: list[int] = []
    really = pa.DataFrameSchema.validate

    def counted(schema: pa.DataFrameSchema, frame: Any, *args: Any, **kwargs: Any) -> Any:
        rows_of_each_run.append(len(frame))
        return really(schema, frame, *args, **kwargs)

    taken = taken_in(grids([large(UNIT, seed) for seed in range(COUNT)]))
    monkeypatch.setattr(pa.DataFrameSchema, "validate", counted)

    judged = judge_in_bulk(taken)

    cards = [
        form for form in workbooks.edition().forms if form.fields and form.id in judged[0].accepted.cards
    ]
    expected = [count * COUNT for count in (*ROWS.values(), *(1 for _ in cards))]
    assert [one.problems for one in judged] == [()] * COUNT
    assert Counter(rows_of_each_run) == Counter(expected)
