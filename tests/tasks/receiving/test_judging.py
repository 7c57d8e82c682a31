"""Workbooks already read: each judged by its edition, by what it may name and by who returned it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from qcxl.core.figures import known_units
from qcxl.core.reading.intake import TakenIn
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity
from qcxl.tasks.receiving.judging import Judged, judge
from tests.support.submissions import CHONGQING, HENAN, taken
from tests.support.workbooks import edition

BAD_ROW = """
    enterprises
    | enterprise_name | qc_participants | employees |
    | --------------- | --------------- | --------- |
    | 甲公司          | 121             | 120       |
    """
UNREADABLE = problem("file_is_text")
LOST = TakenIn(None, None, (problem("map_missing"),))


def known_edition(id_: str) -> Edition | None:
    return edition(id_) if id_ in (HENAN, CHONGQING) else None


def stranger(identity: Identity) -> Iterator[Problem]:
    yield problem("unit_unknown", value=identity.unit_code, unit_name=identity.unit_name)


def codes(judged: Judged) -> list[str]:
    return [found.code for found in judged.problems]


def test_each_file_is_judged_by_its_own_edition_in_the_order_given() -> None:
    results: list[TakenIn | Problem] = [taken(BAD_ROW, edition(CHONGQING)), UNREADABLE, taken(BAD_ROW), LOST]

    judged = judge("abcd", results, known_edition, known_units.from_lists)

    assert [(one.file, one.unit_code) for one in judged] == [
        ("a", "500101"),
        ("b", ""),
        ("c", "411521"),
        ("d", ""),
    ]
    assert "participants_exceed_employees" in codes(judged[0])
    assert codes(judged[1]) == ["file_is_text"]
    assert "participants_exceed_employees" in codes(judged[2])
    assert codes(judged[3]) == ["map_missing"]


def test_what_lies_in_who_returned_it_comes_first_and_only_where_somebody_did() -> None:
    results: list[TakenIn | Problem] = [taken(BAD_ROW), UNREADABLE, LOST]

    judged = judge("abc", results, known_edition, known_units.from_lists, stranger)

    assert codes(judged[0])[0] == "unit_unknown"
    assert codes(judged[1]) == ["file_is_text"]
    assert codes(judged[2]) == ["map_missing"]


@pytest.mark.parametrize("result", [UNREADABLE, LOST])
def test_what_was_not_taken_in_is_never_accepted(result: TakenIn | Problem) -> None:
    (judged,) = judge("a", [result], known_edition, known_units.from_lists)

    assert judged.submission is None
    with pytest.raises(ValueError, match="accepted"):
        _ = judged.accepted


@pytest.mark.parametrize(
    ("row", "found"),
    [
        # A footnote, a signature row over several columns, a heading, the header once more.
        ("| 注：数据截至 6 月 | | | |", "row_is_no_entry"),
        ("| 填表人：李某甲 | | 审核人：张某乙 | 2020年7月 |", "row_is_no_entry"),
        ("| 一、地方企业 | | | |", "row_is_no_entry"),
        ("| | | 填表人：李某甲 | |", "row_is_no_entry"),
        ("| 企业名称 | 统一社会信用代码 | 参加人数 | 职工总数 |", "row_is_no_entry"),
        ("| 全市合计 | | 两家 | #REF! |", "total_row_in_list"),
        ("| | 合计 | 8人 | =9 |", "total_row_in_list"),
    ],
)
def test_of_a_row_that_is_no_entry_one_thing_is_said(row: str, found: str) -> None:
    book = f"enterprises\n| enterprise_name | credit_code | qc_participants | employees |\n{row}"

    judged = judge("a", [taken(book)], known_edition, known_units.from_lists)[0]

    assert [each.code for each in judged.problems if each.cell.endswith("6") and "明细" in each.sheet] == [
        found
    ]


def test_what_is_wrong_with_more_than_the_row_is_said_all_the_same() -> None:
    merged = replace(problem("cells_merged"), sheet="企业明细", cell="A6", value="A6:T6")
    results = [
        replace(
            taken("enterprises\n| enterprise_name |\n| 合计 |"),
            problems=(merged, replace(merged, value="A6:T7"), replace(merged, code="extra_column")),
        )
    ]

    judged = judge("a", results, known_edition, known_units.from_lists)[0]

    of_row = [(each.code, each.value) for each in judged.problems if each.cell == "A6"]
    assert sorted(of_row) == [
        ("cells_merged", "A6:T7"),
        ("extra_column", "A6:T6"),
        ("total_row_in_list", "合计"),
    ]
