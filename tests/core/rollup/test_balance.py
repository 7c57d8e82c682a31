"""The balance: every accepted row in exactly one place, and the rows add up to the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.rollup.balance import Balance, balance_lines, balance_of
from qcxl.core.rollup.contributions import Contribution, Contributions
from qcxl.core.rollup.deduction import Deduction, direct_units
from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.quantity import Ratio
from qcxl.model.submission import Row
from tests.support.made_up import FIRST_ROW, edition, roster, rows, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
        90 电力 行业 直报
        91 烟草 行业 直报
""")
EDITION = edition(direct_forms={"电力": ("qc",), "烟草": ("qc", "team")})
ACCEPTED = {
    "01": submission(
        "01",
        {
            "enterprises": rows("""
                | enterprise_name | qc_groups | employees | team_count | direct_unit | source_unit |
                | 甲厂            | 1         | 10        | 1          |             |             |
                | 乙厂            | 2         | 20        | 2          | 电力        |             |
                | 丙厂            | 4         | 40        | 4          |             | 子县        |
                | 丁厂            | 8         | 80        | 8          | 烟草        | 子县        |
                | 戊厂            | 16        | 160       | 16         |             | 乙市        |
            """)
        },
    ),
    "0101": submission(
        "0101",
        {
            "enterprises": rows("| enterprise_name | qc_groups |\n| 丙厂 | 5 |\n| 丁厂 | 8 |\n| 己厂 | 9 |"),
            "teams": rows("| team_name |\n| 一班 |"),
        },
    ),
    "90": submission(
        "90",
        {
            "enterprises": rows("| enterprise_name | qc_groups |\n| 乙厂 | 2 |"),
            "teams": rows("| team_name |\n| 二班 |\n| 三班 |"),
            "judges": rows("| judge_name |\n| 赵某 |"),
        },
    ),
}


def test_every_list_and_form_says_where_its_rows_stand() -> None:
    balance = roll_up(EDITION, ROSTER, ACCEPTED).balance

    assert balance.holds
    assert [
        (
            *(line.table, line.form, line.accepted),
            *(line.counted, line.deducted, line.superseded, line.misplaced),
        )
        for line in balance.lines
    ] == [
        ("enterprises", "qc", 9, 3, 2, 3, 1),
        ("enterprises", "team", 9, 4, 1, 3, 1),
        ("teams", "team", 3, 2, 0, 1, 0),
        ("judges", "", 1, 1, 0, 0, 0),
    ]


def test_nobody_reported_is_in_balance() -> None:
    balance = roll_up(EDITION, ROSTER, {}).balance

    assert balance.holds
    assert {line.accepted for line in balance.lines} == {0}


Figures = dict[tuple[str, str], int | Ratio]
Parts = tuple[Contributions, tuple[Deduction, ...], Figures]


def _own(
    contributions: Contributions, code: str, change: Callable[[Contribution], Contribution]
) -> Contributions:
    """The contributions in which what a unit reports itself to `enterprises` is another part."""
    origins = {table: dict(by_unit) for table, by_unit in contributions.origins.items()}
    origin = origins["enterprises"][code]
    assert origin.own is not None
    origins["enterprises"][code] = replace(origin, own=change(origin.own))
    return replace(contributions, origins=origins)


def lost_row(contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures) -> Parts:
    changed = _own(contributions, "90", lambda part: replace(part, rows=()))
    return changed, deductions, figures | {("qc", "groups"): 5}


def doubled_row(contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures) -> Parts:
    changed = _own(contributions, "90", lambda part: replace(part, rows=part.rows * 2))
    return changed, deductions, figures | {("qc", "groups"): 9}


def another_workbook(
    contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures
) -> Parts:
    changed = _own(contributions, "90", lambda part: replace(part, holder_code="91"))
    return changed, deductions, figures


def counted_and_misplaced(
    contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures
) -> Parts:
    again = Contribution("enterprises", "", "90", ACCEPTED["90"].tables["enterprises"].rows)
    return replace(contributions, misplaced=(*contributions.misplaced, again)), deductions, figures


def superseded_by_nobody(
    contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures
) -> Parts:
    # The direct unit is no child of the root any more, so that nothing reaches its rows.
    origins = {table: dict(by_unit) for table, by_unit in contributions.origins.items()}
    root = origins["enterprises"]["41"]
    origins["enterprises"]["41"] = replace(root, children=("01",))
    return replace(contributions, origins=origins), deductions, figures | {("qc", "groups"): 5}


def unnamed_deduction(
    contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures
) -> Parts:
    return contributions, deductions[1:], figures


def wrong_sum(contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures) -> Parts:
    return contributions, deductions, figures | {("qc", "groups"): 8}


def wrong_base(contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures) -> Parts:
    return contributions, deductions, figures | {("qc", "participation"): Ratio(0, 51)}


def lost_figure(contributions: Contributions, deductions: tuple[Deduction, ...], figures: Figures) -> Parts:
    return (
        contributions,
        deductions,
        {key: amount for key, amount in figures.items() if key != ("qc", "groups")},
    )


@pytest.mark.parametrize(
    ("spoil", "complete", "agree"),
    [
        (lost_row, False, True),
        (doubled_row, False, True),
        (another_workbook, False, True),
        (counted_and_misplaced, False, True),
        (superseded_by_nobody, False, True),
        (unnamed_deduction, False, True),
        (wrong_sum, True, False),
        (wrong_base, True, False),
        (lost_figure, True, False),
    ],
)
def test_what_a_wrong_roll_up_does_is_seen(spoil: Callable[..., Parts], complete: bool, agree: bool) -> None:
    balance = spoiled(spoil)

    line = balance.lines[0]
    assert (line.table, line.form) == ("enterprises", "qc")
    assert (line.is_complete, line.sums_agree) == (complete, agree)
    assert not balance.holds


def spoiled(spoil: Callable[..., Parts]) -> Balance:
    """The balance of a roll-up that went wrong."""
    result = roll_up(EDITION, ROSTER, ACCEPTED)
    figures: Figures = {("qc", "groups"): 7, ("qc", "benefit"): 0, ("qc", "participation"): Ratio(0, 50)}
    figures |= {("team", "enterprises"): 3, ("team", "teams"): 7, ("team", "recommended"): 2}
    contributions, deductions, changed = spoil(result.contributions, result.deductions, figures)
    return balance_of(EDITION, direct_units(EDITION, ROSTER), ACCEPTED, contributions, deductions, changed)


def test_the_roll_up_that_is_spoiled_was_right() -> None:
    assert spoiled(lambda *parts: parts).holds


cells = st.fixed_dictionaries(
    {},
    optional={
        "direct_unit": st.sampled_from(["电力", "91", "没有这家"]),
        "source_unit": st.sampled_from(["子县", "0102", "甲市", "乙市", "没有这家"]),
        "qc_groups": st.integers(0, 99),
        "team_count": st.integers(0, 2),
    },
)
workbooks = st.dictionaries(
    st.sampled_from([unit.code for unit in ROSTER.units]), st.lists(cells, max_size=6)
)


@given(workbooks)
def test_whatever_is_returned_is_in_balance(typed: Mapping[str, list[dict[str, int | str]]]) -> None:
    accepted = {
        code: submission(
            code, {"enterprises": [Row(FIRST_ROW + number, values) for number, values in enumerate(lines)]}
        )
        for code, lines in typed.items()
    }

    balance = roll_up(EDITION, ROSTER, accepted).balance

    assert balance.holds
    for line in balance.lines[:2]:
        placed = line.counted + line.deducted + line.superseded + line.misplaced
        assert placed == line.accepted == sum(map(len, typed.values()))


def test_the_console_shows_one_line_for_each_list_and_form() -> None:
    found = list(balance_lines(roll_up(EDITION, ROSTER, ACCEPTED).balance, EDITION))

    assert [line[0] for line in found] == ["！", "！", "✓", "✓"]
    assert [number for number in ("9", "3", "2", "1") if number not in found[0]] == []
    assert "qc" in found[0]
    assert "直报" not in found[3]


def test_the_console_marks_what_does_not_hold() -> None:
    found = list(balance_lines(spoiled(wrong_sum), EDITION))

    assert [line[0] for line in found] == ["✗", "！", "✓", "✓"]
