"""Typed values typed again: what is read from them is what they were."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.aggregate.entries import entry_of, typed_entries
from qcxl.core.cells.typing import type_cell
from qcxl.core.reading.intake import take_in
from qcxl.core.results.refill import Refill
from qcxl.model.form import FieldKind
from qcxl.model.grid import RawValue
from qcxl.model.quantity import LARGEST, MEASURES
from qcxl.model.submission import Value
from tests.core.aggregate.drawn import EDITION, book
from tests.support.made_up import field
from tests.support.submissions import grid, submission
from tests.support.workbooks import edition

KINDS = {
    "count": FieldKind.COUNT,
    "money": FieldKind.MONEY,
    "share": FieldKind.SHARE,
    "score": FieldKind.SCORE,
}


@pytest.mark.parametrize(
    ("value", "kind", "measure", "entry"),
    [
        (35, FieldKind.COUNT, "个", 35),
        (35, FieldKind.COUNT, "万个", 0.0035),
        (0, FieldKind.MONEY, "万元", 0),
        (12_345_678, FieldKind.MONEY, "万元", 12.345678),
        (120_000_000, FieldKind.MONEY, "万元", 120),
        (850_000, FieldKind.SHARE, "%", 85),
        (3_000, FieldKind.SHARE, "百分数", 0.3),
        (9_050, FieldKind.SCORE, "分", 90.5),
        (-7, FieldKind.COUNT, "个", -7),
        (999_999_999_999_999, FieldKind.MONEY, "万元", 999_999_999.999999),
        (1_234_567_890_123_456, FieldKind.MONEY, "万元", "1234567890.123456"),
        (1_234_567_890_123_000, FieldKind.MONEY, "万元", 1_234_567_890.123),
        ("甲厂", FieldKind.TEXT, "", "甲厂"),
        ("050000", FieldKind.POSTCODE, "", "050000"),
        (dt.date(2020, 5, 20), FieldKind.DATE, "", dt.date(2020, 5, 20)),
        (None, FieldKind.TEXT, "", None),
    ],
)
def test_a_value_is_typed_in_the_measure_of_its_field(
    value: Value, kind: FieldKind, measure: str, entry: RawValue
) -> None:
    typed = entry_of(value, field("list.field", kind, measure))

    assert (typed, type(typed)) == (entry, type(entry))


@given(st.integers(1 - LARGEST, LARGEST - 1), st.sampled_from(sorted(MEASURES)))
def test_a_figure_typed_again_is_the_same_figure(value: int, measure: str) -> None:
    column = field("list.field", KINDS[MEASURES[measure].kind], measure)

    assert type_cell(entry_of(value, column), column).value == value


TYPED = {
    "henan-2020": """
        cover
        | nil_return | filled_on  |
        | ---------- | ---------- |
        | 否         | 2020-07-01 |

        enterprises
        | enterprise_name | direct_unit | employees | qc_benefit | source_unit |
        | --------------- | ----------- | --------- | ---------- | ----------- |
        | 甲公司          |             | 100       | 12.345678  |             |
        |                 |             |           |            |             |
        | 乙公司          | HY01        | 35        | 0          | 罗山县      |

        qc_statistics
        | qc_exchange_held | qc_exchange_time | qc_contact |
        | ---------------- | ---------------- | ---------- |
        | 是               | 2020-05-20       | 联系人     |

        teams
        | enterprise_name | team_name | team_size | completion_rate | score |
        | --------------- | --------- | --------- | --------------- | ----- |
        | 甲公司          | 甲班      | 12        | 98.5            | 90.25 |
        """,
    "chongqing-2019": """
        enterprises
        | enterprise_name | employees |
        | --------------- | --------- |
        | 甲公司          | 100       |
        """,
}


@pytest.mark.parametrize("id_", TYPED)
def test_a_clean_workbook_is_typed_as_it_was(id_: str) -> None:
    source = grid(TYPED[id_], edition(id_))
    read = take_in(source, lambda _: edition(id_)).submission
    assert read is not None

    assert typed_entries(read, edition(id_)) == Refill(read, edition(id_)).values(source)


def test_what_could_not_be_typed_is_left_out() -> None:
    found = typed_entries(
        submission("enterprises\n| enterprise_name | employees |\n|---|---|\n| 甲公司 | 约三十 |"), edition()
    )

    assert list(found["enterprises"].values()) == ["甲公司"]


def test_rows_keep_their_distance_from_the_header_and_forms_that_are_gone_have_no_entries() -> None:
    found = typed_entries(book("41", judges="| judge_name |\n| 甲 |\n| 乙 |"), EDITION)

    assert found["judges"] == {(10, 2): "甲", (11, 2): "乙"}
    assert found["cover"] == {(5, 2): "41"}
    assert "qc" not in found
