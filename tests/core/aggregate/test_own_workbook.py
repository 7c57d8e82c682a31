"""A unit's own workbook: what is in it, where it stands, and what stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from qcxl.core.aggregate.own_workbook import OwnWorkbook, without_rows_of
from qcxl.core.reading.intake import take_in
from qcxl.core.results.refill import Refill
from qcxl.core.rollup.roll_up import roll_up
from qcxl.core.sheets.layout import LAST_ROW, lay_out
from qcxl.model.grid import Grid, Place, RawValue
from qcxl.model.submission import Submission
from tests.core.aggregate.drawn import EDITION, aggregated, book, own_of, table
from tests.support import workbooks
from tests.support.made_up import roster
from tests.support.submissions import grid, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
            0103 甲电 行业 直报
        02 乙市 市
            0201 子县 县
        80 直管县 县
        90 电力 行业 直报
            9001 分公司 企业
        91 烟草 行业 直报
""")
LISTED = ("enterprise_name", "qc_groups", "direct_unit", "source_unit")


def accepted(*books: Submission) -> dict[str, Submission]:
    return {each.identity.unit_code: each for each in books}


CITY = book(
    "01",
    enterprises="""
        | enterprise_name | qc_groups | source_unit |
        | 市直厂          | 1         |             |
        | 旧厂            | 9         | 子县        |
        | 远厂            | 7         | 寅县        |
    """,
)
COUNTIES = (
    book(
        "0101",
        enterprises="| enterprise_name | qc_groups | direct_unit |\n| 甲厂 | 2 | 电力 |\n| 乙厂 | 3 | |",
    ),
    book("0102", enterprises="| enterprise_name | qc_groups |\n| 丙厂 | 4 |"),
    book("0103", enterprises="| enterprise_name | qc_groups | direct_unit |\n| 丁站 | 5 | 烟草 |"),
)


def test_own_rows_come_first_then_the_children_in_roster_order() -> None:
    own = without_rows_of(CITY, EDITION, ROSTER, {"0101", "0102", "0103"})

    found = aggregated(ROSTER, "01", accepted(own, *reversed(COUNTIES)), own_of(own), CITY)

    assert table(found, "enterprises", *LISTED) == [
        ("市直厂", 1, None, None),
        ("远厂", 7, None, "寅县"),
        ("甲厂", 2, "电力", "子县"),
        ("乙厂", 3, None, "子县"),
        ("丙厂", 4, None, "丑县"),
        ("丁站", 5, None, "甲电"),
    ]
    assert found.brought == {
        "0101": {"enterprises": 2},
        "0102": {"enterprises": 1},
        "0103": {"enterprises": 1},
    }
    assert found.stayed == {}


def test_rows_stand_one_below_the_other_under_the_header_of_the_fresh_form() -> None:
    found = aggregated(ROSTER, "01", accepted(*COUNTIES))

    layout = lay_out(EDITION)["enterprises"]
    made = found.submission.tables["enterprises"]
    assert (made.sheet, made.header_row) == ("enterprises", layout.header_row)
    assert made.columns == {id_: column for id_, (_, column) in layout.places.items()}
    assert [row.number for row in made.rows] == [layout.row + number for number in range(4)]
    assert {
        place: raw
        for place, raw in found.entries["enterprises"].items()
        if place[1] == made.columns["qc_groups"]
    } == {(layout.row + number, made.columns["qc_groups"]): number + 2 for number in range(4)}


def test_without_an_own_workbook_the_rest_is_a_blank_form_of_the_unit() -> None:
    found = aggregated(ROSTER, "01", accepted(*COUNTIES))

    identity = found.submission.identity
    assert (identity.unit_code, identity.unit_name, identity.level) == ("01", "甲市", "city")
    assert (identity.edition_hash, identity.parent_name, identity.last_row) == (
        EDITION.hash,
        "某省",
        LAST_ROW,
    )
    assert identity.direct is False
    assert found.submission.cards["cover"].values == {}
    assert found.entries["cover"] == {}
    assert found.submission.lists["child_unit_codes"] == ("0101", "0102", "0103")


def test_own_cards_and_identity_stay_in_the_fresh_form() -> None:
    city = dataclasses.replace(CITY, identity=dataclasses.replace(CITY.identity, unit_name="甲市（改）"))

    found = aggregated(ROSTER, "01", accepted(city), own_of(city))

    layout = lay_out(EDITION)["cover"]
    assert found.submission.identity.unit_name == "甲市（改）"
    assert found.submission.identity.edition_hash == EDITION.hash
    assert found.submission.cards["cover"].values == {"preparer": "01"}
    assert found.submission.cards["cover"].places == layout.places
    assert found.entries["cover"] == {layout.places["preparer"]: "01"}


def test_rows_that_the_unit_lists_itself_stay_where_they_count() -> None:
    found = aggregated(ROSTER, "01", accepted(CITY, *COUNTIES), own_of(CITY), CITY)

    assert table(found, "enterprises", "enterprise_name", "source_unit") == [
        ("市直厂", None),
        ("远厂", "寅县"),
        ("旧厂", "子县"),
        ("丙厂", "丑县"),
        ("丁站", "甲电"),
    ]
    assert found.stayed == {"0101": {"enterprises": 1}}
    assert found.brought.keys() == {"0102", "0103"}


def test_a_child_that_reports_nothing_is_named_and_a_missing_one_is_not() -> None:
    found = aggregated(ROSTER, "01", accepted(book("0102")))

    assert found.brought == {"0102": {}}


def test_a_second_time_only_the_childrens_rows_are_replaced() -> None:
    own = without_rows_of(CITY, EDITION, ROSTER, {"0101", "0102", "0103"})
    once = aggregated(ROSTER, "01", accepted(own, *COUNTIES), own_of(own), CITY)
    again = without_rows_of(once.submission, EDITION, ROSTER, {"0101", "0102", "0103"})
    late = book("0102", enterprises="| enterprise_name | qc_groups |\n| 新丙厂 | 40 |\n| 戊厂 | 6 |")

    found = aggregated(
        ROSTER, "01", accepted(again, COUNTIES[0], late), OwnWorkbook(again, once.entries), once.submission
    )

    assert table(found, "enterprises", "enterprise_name", "qc_groups", "source_unit") == [
        ("市直厂", 1, None),
        ("远厂", 7, "寅县"),
        ("甲厂", 2, "子县"),
        ("乙厂", 3, "子县"),
        ("新丙厂", 40, "丑县"),
        ("戊厂", 6, "丑县"),
    ]


def test_nothing_changes_when_nothing_changed() -> None:
    once = aggregated(ROSTER, "01", accepted(*COUNTIES))
    own = without_rows_of(once.submission, EDITION, ROSTER, {"0101", "0102", "0103"})

    again = aggregated(
        ROSTER, "01", accepted(own, *COUNTIES), OwnWorkbook(own, once.entries), once.submission
    )

    assert again.entries == once.entries
    assert again.submission.tables == once.submission.tables
    assert (again.overruled, again.lost) == ((), ())


@pytest.mark.parametrize(
    ("tree", "source"),
    [
        ("1 某省 省\n    2 甲市 市\n        3 城区 县\n        4 城区 县", "3"),
        ("1 某省 省\n    2 甲市 市\n        3 城区 县\n        4 郊区 县", "城区"),
        ("1 某省 省\n    2 甲市 市\n        3 甲市 县", "甲市"),
        ("1 某省 省\n    2 甲市 市\n        3 城区 县\n    5 乙市 市\n        6 城区 县", "城区"),
    ],
    ids=["two children of a name", "a name of its own", "called like the parent", "a namesake elsewhere"],
)
def test_the_source_unit_leads_back_to_the_child(tree: str, source: str) -> None:
    units = roster(tree)
    county = book("3", enterprises="| enterprise_name | qc_groups |\n| 甲厂 | 2 |")

    found = aggregated(units, "2", accepted(county))

    assert table(found, "enterprises", "source_unit") == [(source,)]
    rolled = roll_up(EDITION, units, accepted(found.submission))
    assert rolled.figures["3", "qc", "groups"].net == 2


def test_rows_of_no_child_are_no_rows_of_these_children() -> None:
    city = book(
        "01",
        enterprises="""
            | enterprise_name | source_unit |
            | 甲              |             |
            | 乙              | 子县        |
            | 丙              | 0102        |
            | 丁              | 甲市        |
            | 戊              | 寅县        |
        """,
        teams="| team_name | source_unit |\n| 一班 | 子县 |",
    )

    found = without_rows_of(city, EDITION, ROSTER, {"0101", "01"})

    assert table(found, "enterprises", "enterprise_name") == [("甲",), ("丙",), ("丁",), ("戊",)]
    assert table(found, "teams", "team_name") == []


# --- through a real form ------------------------------------------------------------------------------

HENAN_COUNTY = """
    enterprises
    | enterprise_name    | employees | qc_groups_total | qc_benefit |
    | ------------------ | --------- | --------------- | ---------- |
    | 罗山示例（集团）厂 | 100       | 35              | 0.123456   |

    qc_groups
    | enterprise_name    | group_name | members    | tier | score |
    | ------------------ | ---------- | ---------- | ---- | ----- |
    | 罗山示例（集团）厂 | 攻坚       | 张三、李四 | 一等 | 90.5  |
    """
HENAN_CITY = """
    cover
    | preparer | filled_on |
    | -------- | --------- |
    | 填表人   | 上周      |

    enterprises
    | enterprise_name | employees | qc_groups_total | source_unit |
    | --------------- | --------- | --------------- | ----------- |
    |                 |           |                 |             |
    | 市直示例公司    | 约三十    | '８             |             |
    | #REF!           | 12        | 3               | 固始县      |

    qc_statistics
    | qc_exchange_entered | qc_contact |
    | ------------------- | ---------- |
    | 十二组多            | #N/A       |
    """


def henan_city() -> tuple[OwnWorkbook, Submission]:
    """A city's workbook with entries that cannot be typed, and a county's."""
    notice = workbooks.edition()
    source = grid(HENAN_CITY, unit="4115")
    read = take_in(source, lambda _: notice).submission
    assert read is not None
    return OwnWorkbook(read, Refill(read, notice).values(source)), submission(HENAN_COUNTY)


def test_own_entries_that_cannot_be_typed_survive() -> None:
    own, county = henan_city()

    found = aggregated(
        workbooks.roster(),
        "4115",
        {"4115": own.submission, "411521": county},
        own,
        own.submission,
        workbooks.edition(),
    )

    layouts = lay_out(workbooks.edition())
    columns = {column: id_ for id_, (_, column) in layouts["enterprises"].places.items()}
    listed = {
        (row - layouts["enterprises"].header_row, columns[column]): raw
        for (row, column), raw in found.entries["enterprises"].items()
    }
    assert listed == {
        (1, "enterprise_name"): "市直示例公司",
        (1, "employees"): "约三十",
        (1, "qc_groups_total"): "８",
        (2, "enterprise_name"): "#REF!",
        (2, "employees"): 12.0,
        (2, "qc_groups_total"): 3.0,
        (2, "source_unit"): "固始县",
        (3, "enterprise_name"): "罗山示例（集团）厂",
        (3, "employees"): 100,
        (3, "qc_groups_total"): 35,
        (3, "qc_benefit"): 0.123456,
        (3, "source_unit"): "罗山县",
    }
    first, second, _ = found.submission.tables["enterprises"].rows
    assert (first.faulty, first.unseen) == ({"employees"}, {"qc_groups_total"})
    assert second.faulty == {"enterprise_name"}
    assert set(found.entries["cover"].values()) == {"填表人", "上周"}
    assert set(found.entries["qc_statistics"].values()) == {"十二组多", "#N/A"}
    assert found.submission.cards["qc_statistics"].faulty == {"qc_exchange_entered", "qc_contact"}


def test_what_is_typed_reads_as_it_says() -> None:
    notice = workbooks.edition()
    city, county = submission("cover\n| preparer |\n|---|\n| 填表人 |", unit="4115"), submission(HENAN_COUNTY)

    found = aggregated(
        workbooks.roster(), "4115", {"4115": city, "411521": county}, own_of(city, notice), city, notice
    )

    read = take_in(_typed_over(grid("", unit="4115"), found.entries), lambda _: notice).submission
    assert read is not None
    assert read.tables == found.submission.tables
    assert {id_: card.values for id_, card in read.cards.items()} == {
        id_: card.values for id_, card in found.submission.cards.items()
    }
    assert {id_: (card.sheet, card.places) for id_, card in read.cards.items()} == {
        id_: (card.sheet, card.places) for id_, card in found.submission.cards.items()
    }
    # Whose rows were brought in is typed into the map, not into a form.
    assert found.submission.identity.aggregated == ("411521",)
    assert read.identity == dataclasses.replace(found.submission.identity, aggregated=())


def _typed_over(source: Grid, entries: Mapping[str, Mapping[Place, RawValue]]) -> Grid:
    """The grid with these entries typed in, by form id."""
    by_sheet = {workbooks.edition().form(id_).sheet: cells for id_, cells in entries.items()}
    sheets = []
    for sheet in source.sheets:
        rows = [list(row) for row in sheet.rows]
        for (row, column), raw in by_sheet.get(sheet.name, {}).items():
            rows.extend([] for _ in range(row - len(rows)))
            rows[row - 1].extend(None for _ in range(column - len(rows[row - 1])))
            rows[row - 1][column - 1] = raw
        sheets.append(dataclasses.replace(sheet, rows=tuple(map(tuple, rows))))
    return Grid(tuple(sheets))
