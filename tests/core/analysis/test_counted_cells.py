"""The cells that make a figure, where the column itself is blank, and where it is gone."""

from __future__ import annotations

import pytest

from qcxl.core.analysis.cells import MOST_RUNS, cell_texts
from qcxl.core.figures.additive import added_lists
from qcxl.model.submission import Table
from tests.support.made_up import edition, rows

LISTS = added_lists(edition())
COUNTED = LISTS["enterprises"].bases["team_enterprises"]
PLAIN = LISTS["enterprises"].bases["team_count"]
RECOMMENDED = LISTS["teams"].bases["recommended"]
ROWS = rows("""
    | team_count | team_enterprises |
    | 2 | |
    | 3 | |
    | | |
    | 9 | 4 |
""")
BOTH = {"team_count": 8, "team_enterprises": 10}


@pytest.mark.parametrize(
    ("found", "texts"),
    [
        (((5, 8),), ("J8；大于 0 的按 1 计：H5:H6",)),
        (((6, 6),), ("大于 0 的按 1 计：H6",)),
        (((7, 7),), ("J7",)),
        ((), ()),
    ],
)
def test_a_blank_cell_counts_by_another(found: tuple[tuple[int, int], ...], texts: tuple[str, ...]) -> None:
    assert cell_texts(COUNTED, Table("enterprises", "enterprises", BOTH, ROWS), ROWS, found) == texts


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"team_count": 8}, "大于 0 的按 1 计：H5:H6"),
        ({"team_enterprises": 10}, "J8"),
    ],
)
def test_of_two_columns_one_may_be_gone(columns: dict[str, int], text: str) -> None:
    list_ = Table("enterprises", "enterprises", columns, ROWS)

    assert cell_texts(COUNTED, list_, ROWS, ((5, 8),)) == (text,)


def test_a_column_that_is_gone_is_told() -> None:
    bare = Table("enterprises", "enterprises", {}, ROWS)

    assert cell_texts(PLAIN, bare, ROWS, ((5, 8),)) == ("没有这一列",)
    assert cell_texts(COUNTED, bare, ROWS, ((7, 7),)) == ("没有这一列",)
    assert cell_texts(PLAIN, bare, ROWS, ()) == ()


def test_rows_that_all_count_by_default_do_so_without_the_column() -> None:
    teams = rows("| team_name |\n| 甲班 |\n| 乙班 |")

    assert cell_texts(RECOMMENDED, Table("teams", "teams", {}, teams), teams, ((5, 6),)) == (
        "没有这一列，每行按“是”计",
    )


def test_many_cells_take_several_texts_and_each_says_why_they_count() -> None:
    every_other = rows("| team_name | recommended |\n" + "\n".join(["| 甲班 | |", "| 乙班 | 否 |"] * 30))

    first, second, third = cell_texts(
        RECOMMENDED, Table("teams", "teams", {"recommended": 2}, every_other), every_other, ((5, 64),)
    )

    assert "空白" not in first
    assert all(text.partition("空白按“是”计：")[2] for text in (second, third))
    assert [text.count("B") for text in (first, second, third)] == [MOST_RUNS] * 3
