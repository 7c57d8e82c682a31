"""零报告: a list is empty on purpose or not at all."""

from __future__ import annotations

import pytest

from tests.support.submissions import CHONGQING, HENAN, places, rule_problems
from tests.support.workbooks import edition

BOTH = pytest.mark.parametrize("id_", [HENAN, CHONGQING])
ROW = """
    enterprises
    | enterprise_name |
    | --------------- |
    | 甲公司          |
    """


@BOTH
@pytest.mark.parametrize("answer", ["", "否", "#REF!"])
def test_an_empty_list_without_nil_return_is_an_error(id_: str, answer: str) -> None:
    found = rule_problems(f"cover\n| nil_return |\n| {answer} |", edition(id_))

    assert [(problem.code, problem.sheet, problem.cell) for problem in found] == [
        ("report_empty", "企业明细", "")
    ]


@BOTH
@pytest.mark.parametrize("answer", ["是", "√"])
def test_an_empty_list_with_nil_return_is_fine(id_: str, answer: str) -> None:
    assert rule_problems(f"cover\n| nil_return |\n| {answer} |", edition(id_)) == []


@BOTH
@pytest.mark.parametrize("answer", ["", "否"])
def test_rows_without_nil_return_are_fine(id_: str, answer: str) -> None:
    assert rule_problems(f"{ROW}\ncover\n| nil_return |\n| {answer} |", edition(id_)) == []


@BOTH
def test_rows_beside_a_nil_return_are_an_error(id_: str) -> None:
    found = rule_problems(f"{ROW}\ncover\n| nil_return |\n| 是 |", edition(id_))

    assert [(problem.code, problem.sheet, problem.cell) for problem in found] == [
        ("nil_return_with_rows", "填报说明", "B6")
    ]


def test_a_row_of_blanks_and_empty_formulas_is_no_row() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | employees | qc_participants |
        | --------------- | --------- | --------------- |
        |                 | =""       |                 |
        """
    )

    assert places(found) == [("report_empty", "")]
