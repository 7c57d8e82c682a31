"""What a unit decided of its children's rows stays when these are brought in again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qcxl.core.aggregate.own_workbook import Aggregated, OwnWorkbook, without_rows_of
from qcxl.core.sheets.layout import lay_out
from qcxl.model.submission import Submission
from tests.core.aggregate.drawn import EDITION, aggregated, book, own_of, table
from tests.support.made_up import roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
""")
CHILDREN = {"0101", "0102"}


def county(teams: str, code: str = "0101") -> Submission:
    return book(code, enterprises="| enterprise_name |\n| 甲厂 |", teams=teams)


def again(before: Submission, *counties: Submission, own: OwnWorkbook | None = None) -> Aggregated:
    """The city's workbook after what it said before and what its counties say now."""
    kept = without_rows_of(before, EDITION, ROSTER, CHILDREN)
    accepted = {each.identity.unit_code: each for each in (kept, *counties)}
    entries = own.entries if own else own_of(before).entries
    return aggregated(ROSTER, "01", accepted, OwnWorkbook(kept, entries), before)


CHOICES = ("team_name", "recommended", "score")


@pytest.mark.parametrize(
    ("city", "child", "row", "overruled"),
    [
        ("否 | 9000", "是 | 8000", ("否", 9000), [("recommended", "否", "是"), ("score", "90", "80")]),
        ("否 | 9000", " | ", ("否", 9000), [("recommended", "否", "是")]),
        ("否 | 9000", "否 | 9000", ("否", 9000), []),
        (" | ", "否 | 8000", (None, 8000), [("recommended", "是", "否")]),
        (" | ", "是 | ", (None, None), []),
        ("是 | 9000", " | ", ("是", 9000), []),
    ],
    ids=[
        "both say otherwise",
        "the child says nothing",
        "both say the same",
        "a blank is a choice where it has a meaning",
        "a blank that means the same",
        "a choice where the child says nothing",
    ],
)
def test_choices_stay_and_what_they_overrule_is_told(
    city: str, child: str, row: tuple[object, ...], overruled: list[tuple[str, str, str]]
) -> None:
    before = book("01", teams=f"| team_name | recommended | score | source_unit |\n| 一 班 | {city} | 子县 |")

    found = again(before, county(f"| team_name | recommended | score |\n| 一班 | {child} |"))

    assert table(found, "teams", *CHOICES) == [("一班", *row)]
    assert [(each.field, each.kept, each.now) for each in found.overruled] == overruled
    assert {(each.sheet, each.source, each.names) for each in found.overruled} <= {
        ("teams", "子县", ("一班",))
    }
    assert found.lost == ()


def test_choices_are_typed_as_they_were() -> None:
    before = book(
        "01", teams="| team_name | recommended | score | source_unit |\n| 一班 | 否 | 9050 | 0101 |"
    )

    found = again(before, county("| team_name | score |\n| 一班 | 1 |"))

    columns = found.submission.tables["teams"].columns
    typed = {column: raw for (_, column), raw in found.entries["teams"].items()}
    assert {id_: typed.get(columns[id_]) for id_ in ("recommended", "score", "source_unit")} == {
        "recommended": "否",
        "score": 90.5,
        "source_unit": "子县",
    }


def test_a_late_child_changes_no_choice_of_another() -> None:
    first = county("| team_name | recommended |\n| 一班 | 是 |\n| 二班 | 是 |")
    before = book(
        "01",
        teams="""
            | team_name | recommended | score | source_unit |
            | 一班      | 否          |       | 子县        |
            | 二班      | 是          | 8000  | 子县        |
        """,
    )

    found = again(before, county("| team_name |\n| 一班 |", "0102"), first)

    assert table(found, "teams", *CHOICES, "source_unit") == [
        ("一班", "否", None, "子县"),
        ("二班", "是", 8000, "子县"),
        ("一班", None, None, "丑县"),
    ]
    assert found.lost == ()


def test_a_renamed_row_loses_its_choices_by_name() -> None:
    before = book(
        "01",
        teams="""
            | team_name | recommended | score | source_unit |
            | 一班      | 否          | 9000  | 子县        |
            | 二班      |             |       | 子县        |
            | 三班      | 否          |       |             |
        """,
    )

    found = again(before, county("| team_name | recommended |\n| 第一班 | 是 |"))

    assert table(found, "teams", *CHOICES) == [("三班", "否", None), ("第一班", "是", None)]
    assert [(each.sheet, each.source, each.names, each.field, each.value) for each in found.lost] == [
        ("teams", "子县", ("一班",), "recommended", "否"),
        ("teams", "子县", ("一班",), "score", "90"),
    ]


def test_a_row_in_decoration_keeps_its_choices() -> None:
    before = book("01", teams="| team_name | recommended | source_unit |\n| 1、一车间班组 | 否 | 子县 |")

    found = again(before, county("| team_name |\n| ①一车间班组 |"))

    assert table(found, "teams", *CHOICES) == [("①一车间班组", "否", None)]
    assert found.lost == ()


def test_choices_for_a_child_that_is_left_out_are_lost_by_name() -> None:
    before = book("01", teams="| team_name | recommended | source_unit |\n| 一班 | 否 | 丑县 |")

    found = again(before, county("| team_name |\n| 一班 |"))

    assert table(found, "teams", *CHOICES, "source_unit") == [("一班", None, None, "子县")]
    assert [(each.source, each.value) for each in found.lost] == [("丑县", "否")]


def test_rows_of_one_name_are_matched_in_order() -> None:
    before = book(
        "01",
        teams="| team_name | recommended | source_unit |\n| 一班 | 否 | 子县 |\n| 一班 | 是 | 子县 |",
    )

    found = again(before, county("| team_name |\n| 一班 |\n| 一班 |\n| 一班 |"))

    assert [row[1] for row in table(found, "teams", *CHOICES)] == ["否", "是", None]


def test_a_choice_that_could_not_be_typed_stays_as_it_stands() -> None:
    typed = book("01", teams="| team_name | source_unit |\n| 一班 | 子县 |")
    (row,) = typed.tables["teams"].rows
    faulty = replace(row, faulty=frozenset({"score"}))
    before = replace(typed, tables={**typed.tables, "teams": replace(typed.tables["teams"], rows=(faulty,))})
    layout = lay_out(EDITION)["teams"]
    place = (row.number + layout.header_row, layout.places["score"][1])
    entries = own_of(typed).entries
    own = OwnWorkbook(before, {**entries, "teams": {**entries["teams"], place: "九十多"}})

    found = again(before, county("| team_name | score |\n| 一班 | 8000 |"), own=own)

    (kept,) = found.submission.tables["teams"].rows
    assert (kept.get("score"), kept.faulty) == (None, {"score"})
    assert "九十多" in found.entries["teams"].values()
    assert [(each.kept, each.now) for each in found.overruled] == [("九十多", "80")]


def test_without_an_earlier_workbook_there_are_no_choices() -> None:
    found = aggregated(ROSTER, "01", {"0101": county("| team_name | recommended |\n| 一班 | 否 |")})

    assert table(found, "teams", *CHOICES) == [("一班", "否", None)]
    assert (found.overruled, found.lost) == ((), ())
