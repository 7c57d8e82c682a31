"""What stands where in the fresh form: entries as they were typed, formulas with our own figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from qcxl.core.figures import known_units
from qcxl.core.reading.intake import take_in
from qcxl.core.results.refill import Refill
from qcxl.model.grid import Grid, RawValue
from qcxl.model.submission import Submission
from tests.support import grids
from tests.support.submissions import grid
from tests.support.workbooks import edition

LIST, CARD = "企业明细", "附件5"
TYPED = """
    cover
    | nil_return | filled_on  |
    | ---------- | ---------- |
    | 否         | 2020-07-01 |

    enterprises
    | enterprise_name | direct_unit | employees | qc_participants | qc_groups_total | team_count | enterprise_count |
    | --------------- | ----------- | --------- | --------------- | --------------- | ---------- | ---------------- |
    | 甲公司          |             | 100       | 30              | 20              |            |                  |
    |                 |             |           |                 |                 |            |                  |
    | =乙公司         | HY01        | 约35      | '６             | #REF!           | =          | =""              |

    qc_statistics
    | qc_exchange_held | qc_exchange_entered | qc_contact |
    | ---------------- | ------------------- | ---------- |
    | 也许             | 十二                | #N/A       |

    teams
    | enterprise_name | team_name | team_size | women |
    | --------------- | --------- | --------- | ----- |
    | 甲公司          | 甲班      | 12        | 3     |
    | 甲公司          | 乙班      | 8         |       |
    """  # noqa: E501
Edit = Callable[[Grid], Grid]


def refill(source: Grid) -> tuple[Refill, Submission]:
    submission = take_in(source, lambda _: edition()).submission
    assert submission is not None
    return Refill(submission, edition()), submission


def values(source: Grid, form: str) -> dict[str, RawValue]:
    """The values that a form's cells get, by field id and, in a list, row."""
    found, _ = refill(source)
    layout = found.layouts[form]
    names = {place[1]: id_ for id_, place in layout.places.items()}
    cells = {place: id_ for id_, place in layout.places.items()}
    return {
        f"{names[place[1]]}{place[0]}" if layout.header_row else cells[place]: raw
        for place, raw in found.values(source)[form].items()
    }


EDITS: dict[str, Edit] = {
    "as issued": lambda source: source,
    "rows inserted on top": lambda source: grids.edited(
        source, LIST, lambda sheet: grids.insert_rows(sheet, 2, 2)
    ),
    "columns swapped": lambda source: grids.edited(
        source, LIST, lambda sheet: grids.swap_columns(sheet, 1, 7)
    ),
    "sheet renamed": lambda source: grids.edited(source, LIST, lambda sheet: grids.renamed(sheet, "明细")),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_list_keeps_its_rows_and_what_was_typed(edit: Edit) -> None:
    assert values(edit(grid(TYPED)), "enterprises") == {
        "enterprise_name6": "甲公司",
        "employees6": 100.0,
        "qc_participants6": 30.0,
        "qc_groups_total6": 20.0,
        "enterprise_name8": "乙公司",
        "direct_unit8": "HY01",
        "employees8": "约35",
        "qc_participants8": "６",
        "qc_groups_total8": "#REF!",
    }


@pytest.mark.parametrize("sheet", [CARD, "填报说明"])
def test_a_card_keeps_what_was_typed_wherever_it_moved(sheet: str) -> None:
    source = grids.edited(
        grid(TYPED), sheet, lambda found: grids.insert_columns(grids.insert_rows(found, 4), 2)
    )

    assert values(source, "qc_statistics") == {
        "qc_exchange_held": "也许",
        "qc_exchange_entered": "十二",
        "qc_contact": "#N/A",
    }
    assert values(source, "cover") == {"nil_return": "否", "filled_on": dt.date(2020, 7, 1)}


def test_a_sheet_that_is_gone_has_no_entries() -> None:
    source = grid(TYPED)
    without = Grid(tuple(sheet for sheet in source.sheets if sheet.name != LIST))
    found, _ = refill(without)

    assert "enterprises" not in found.values(without)


def shown(markdown: str, form: str) -> dict[str, object]:
    found, submission = refill(grid(markdown))
    cells = found.shown(known_units.from_lists(submission))[form]
    at = {place: id_ for id_, place in {**found.layouts[form].places, **found.layouts[form].spots}.items()}
    return {at.get(place, f"{place[0]}"): value for place, value in cells.items()}


def test_formulas_of_a_card_show_the_net_figures_of_what_was_entered() -> None:
    figures = shown(
        """
        enterprises
        | enterprise_name | direct_unit | employees | qc_participants | qc_groups_total | qc_benefit |
        | --------------- | ----------- | --------- | --------------- | --------------- | ---------- |
        | 甲公司          |             | 120       | 40              | 35              |            |
        | 乙公司          | HY01        | 100       | 90              | 20              |            |
        """,
        "qc_statistics",
    )

    assert figures == {
        "qc_groups_total": 0.0035,
        "qc_participation_rate": 33.33,
        "qc_achievement_rate": "",
    }


def test_choices_are_counted_where_there_is_a_row() -> None:
    assert shown(TYPED, "team_statistics")["teams_recommended"] == 2.0
    assert "teams_recommended" not in shown("", "team_statistics")


def test_a_list_shows_its_running_numbers_and_totals() -> None:
    found = shown(TYPED, "teams")

    totals = {name: value for name, value in found.items() if name.startswith("total.")}
    numbers = sorted(value for name, value in found.items() if not name.startswith("total."))
    assert totals == {"total.team_size": 20.0, "total.women": 3.0}
    assert numbers == [1, 2]


def test_an_empty_list_shows_neither() -> None:
    assert shown("", "teams") == {}
