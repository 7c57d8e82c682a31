"""Reasons that children wrote in 校验结果 go with their rows into the parent's workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qcxl.core.results.problem_places import ProblemPlaces
from qcxl.core.results.reasons_given import reason_key
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import ReasonKey, Submission
from tests.core.aggregate.drawn import EDITION, aggregated, book, own_of
from tests.support.made_up import roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
""")
COUNTY = book(
    "0101",
    enterprises="| enterprise_name | qc_groups |\n| 甲厂 | 2 |\n| 乙厂 | 3 |",
    teams="| team_name |\n| 一班 |",
)


def written(found: Submission, list_: str, row: int, field: str, reason: str, code: str = "odd") -> ReasonKey:
    """The key of a reason for a warning in that row of a list, as it is read from the workbook."""
    table = found.tables[list_]
    cell = table.address(table.rows[row], field)
    warned = Problem(code, Severity.WARNING, "", "", list_, cell, field, table.rows[row].text(field))
    return reason_key(warned, ProblemPlaces(found, EDITION), EDITION)


def explained(found: Submission, **reasons: tuple[str, int, str, str]) -> Submission:
    """The workbook with reasons: text → list, row, field, code."""
    keys = {
        written(found, list_, row, field, text, code): text
        for text, (list_, row, field, code) in reasons.items()
    }
    return replace(found, explanations=keys)


@pytest.mark.parametrize("list_field", [("enterprises", "qc_groups"), ("teams", "team_name")])
def test_a_childs_reason_belongs_to_its_row_in_the_parents_workbook(list_field: tuple[str, str]) -> None:
    list_, field = list_field
    county = explained(COUNTY, 改制=(list_, 0, field, "odd"))

    found = aggregated(ROSTER, "01", {"0101": county}).submission

    assert found.explanations == {written(found, list_, 0, field, "改制"): "改制"}


def test_the_units_own_reasons_come_first() -> None:
    county = explained(COUNTY, 县里说=("enterprises", 0, "qc_groups", "odd"))
    once = aggregated(ROSTER, "01", {"0101": county})
    key = written(once.submission, "enterprises", 0, "qc_groups", "")
    city = replace(book("01"), explanations={key: "市里说", ReasonKey("other", "", "", ""): "别的"})

    found = aggregated(ROSTER, "01", {"01": city, "0101": county}, own_of(city), city).submission

    assert found.explanations == city.explanations


@pytest.mark.parametrize(
    "lost",
    [
        ReasonKey("odd", "qc_groups", "enterprises|没有这家|", "2"),
        ReasonKey("odd", "preparer", "cover", "张三"),
        ReasonKey("unit_renamed", "", "", ""),
        ReasonKey("parent_differs", "team_name", "teams|一班", "1"),
    ],
    ids=["of a row that is gone", "of a card", "of the workbook", "of what a parent lists for a unit"],
)
def test_reasons_for_anything_else_stay_with_the_child(lost: ReasonKey) -> None:
    county = replace(COUNTY, explanations={lost: "因为"})

    assert aggregated(ROSTER, "01", {"0101": county}).submission.explanations == {}


def test_a_subtotal_takes_no_reason_with_it_but_copied_rows_do() -> None:
    county = explained(
        COUNTY, 改制=("enterprises", 0, "qc_groups", "odd"), 新设=("teams", 0, "team_name", "odd")
    )

    found = aggregated(ROSTER, "41", {"0101": county}).submission

    assert list(found.explanations.values()) == ["新设"]


def test_a_reason_goes_up_with_a_row_that_another_workbook_lists() -> None:
    city = book("01", judges="| judge_name | source_unit |\n| 张三 | 子县 |\n| 李四 | |")
    city = explained(city, 借调=("judges", 0, "judge_name", "odd"), 退休=("judges", 1, "judge_name", "odd"))

    found = aggregated(ROSTER, "41", {"01": city}).submission

    assert {key.row: reason for key, reason in found.explanations.items()} == {
        "judges|张三|甲市": "借调",
        "judges|李四|甲市": "退休",
    }
