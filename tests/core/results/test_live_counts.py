"""The counts of 自检 in a filled workbook, as its formulas will make them."""

from __future__ import annotations

import pytest

from qcxl.core.figures import known_units
from qcxl.core.reading.intake import take_in
from qcxl.core.results.live_counts import line_text, live_counts, status_text, total_text
from qcxl.core.results.placing import InFreshForm
from qcxl.core.results.refill import Refill
from qcxl.core.results.result_lines import result_lines
from qcxl.core.rules import Subject
from qcxl.core.validation import validate, without_rows_of_no_entry
from tests.support.submissions import grid
from tests.support.workbooks import edition

ROWS = """
    enterprises
    | enterprise_name | employees | qc_spending | source_unit |
    | --------------- | --------- | ----------- | ----------- |
    | 甲(示例)公司    | 约35      | １２        |             |
    | 乙公司          | 200       | -3          |             |
    | 乙公司          | 200       | 3           |             |

    cover
    | nil_return |
    | ---------- |
    | 是         |
    """


def counted(tables: str) -> dict[tuple[str, str], int]:
    """The counts above zero, by form and problem code."""
    notice = edition()
    taken = take_in(grid(tables), lambda _: notice)
    assert taken.submission is not None
    known = known_units.from_lists(taken.submission)
    faults = validate(notice, {"it": taken.submission}, {"it": known})["it"]
    found = without_rows_of_no_entry((*taken.problems, *faults), notice)
    lines = result_lines(
        found, taken.submission, notice, InFreshForm(Refill(taken.submission, notice), notice)
    )
    counts = live_counts(lines, Subject(taken.submission, notice, known))
    return {
        (form.id, rule.code): counts[text]
        for rule in notice.rules
        for form in notice.forms
        if rule.live and rule.form in ("", form.id) and (text := line_text(form, rule)) in counts
    }


def test_a_formula_does_not_count_twins_in_decoration() -> None:
    rows = "enterprises\n| enterprise_name |\n| 乙公司 |\n| 乙公司（盖章） |"

    assert ("enterprises", "enterprise_duplicate") not in counted(rows)
    assert counted(f"{rows}\n| 乙 公司 |")["enterprises", "enterprise_duplicate"] == 1


def test_faults_are_counted_line_by_line() -> None:
    found = counted(ROWS)

    # 约35, a number in full width, which stands as text, and a negative one.
    assert found["enterprises", "not_a_number"] == 3
    assert found["enterprises", "name_half_width_bracket"] == 1
    assert found["enterprises", "enterprise_duplicate"] == 1


def test_a_fault_that_is_shown_on_the_cover_counts_in_the_line_of_its_list() -> None:
    assert [count for (form, code), count in counted(ROWS).items() if code.startswith("nil_")] == [1]


@pytest.mark.parametrize(
    ("count", "status", "total"), [(0, "通过", "自检通过"), (3, "请改", "还有 3 处待改")]
)
def test_what_stands_beside_a_count(count: int, status: str, total: str) -> None:
    assert (status_text(count), total_text(count)) == (status, total)


def test_of_rows_that_are_no_entries_what_formulas_see_is_counted() -> None:
    found = counted(
        """
        enterprises
        | enterprise_name  | employees | qc_participants | qc_groups_total | qc_groups_registered |
        | 示例机械有限公司 | 9         | 8               | 1               | 1                    |
        | 合 计            | 9         | 10              | 1               | 1                    |
        | 全市合计         | 9         | 8               | 1               | 1                    |
        | 填表人：张某甲   | 审核人    | 2020年7月       |                 |                      |
        """
    )

    # 合 计 alone is what a formula knows of totals; the last row has two texts and eleven blanks.
    assert found["enterprises", "total_row_in_list"] == 1
    assert found["enterprises", "participants_exceed_employees"] == 1
    assert found["enterprises", "not_a_number"] == 2
    assert ("enterprises", "required_missing") in found
