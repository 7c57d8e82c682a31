"""What a blank cell of a column says of one enterprise, and which columns speak of several."""

from __future__ import annotations

import pytest

from qcxl.core.figures.additive import added_lists
from tests.support import workbooks
from tests.support.made_up import edition, rows

ENTERPRISES = added_lists(edition())["enterprises"]


def test_columns_that_count_by_default_are_for_subtotals() -> None:
    found = added_lists(workbooks.edition())["enterprises"].additive

    assert [id_ for id_, column in found.items() if column.for_subtotals] == [
        "enterprise_count",
        "team_enterprises",
    ]
    assert [id_ for id_, column in found.items() if column.counts_enterprises] == ["enterprise_count"]


def test_a_choice_that_is_made_by_default_is_none_of_them() -> None:
    recommended = added_lists(edition())["teams"].bases["recommended"]

    assert recommended.default == "是"
    assert not recommended.for_subtotals


@pytest.mark.parametrize(
    ("row", "amount", "by_default"),
    [
        ("| team_count | team_enterprises |\n| 2 | |", 1, True),
        ("| team_count | team_enterprises |\n| 2 | 5 |", 5, False),
        ("| team_count | team_enterprises |\n| 0 | |", 0, False),
        ("| employees |\n| 2 |", 0, False),
    ],
)
def test_a_blank_cell_counts_by_default_where_the_other_column_says_so(
    row: str, amount: int, by_default: bool
) -> None:
    (found,) = rows(row)
    column = ENTERPRISES.additive["team_enterprises"]

    assert (column.amount(found), column.is_by_default(found)) == (amount, by_default)
