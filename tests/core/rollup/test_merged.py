"""The merged lists: every accepted row once, with its place and whether it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.rollup.merged import MergedCell, Standing, merged_columns, merged_rows
from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind, FormKind
from qcxl.model.submission import Row, Submission
from tests.support.made_up import FIRST_ROW, edition, field, form, roster, rows, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        90 电力 行业 直报
            9001 分公司 企业
        99 其他 其他
""")
Merged = list[dict[str, MergedCell]]


def merged(
    accepted: Mapping[str, Submission], list_id: str = "enterprises", made_of: Edition | None = None
) -> Merged:
    """The merged rows of a list by column id."""
    notice = made_of or edition()
    contributions = roll_up(notice, ROSTER, accepted).contributions
    list_ = notice.form(list_id)
    files = {code: f"{code}.xlsx" for code in accepted}
    ids = [column.id for column in merged_columns(list_)]
    found = merged_rows(list_, notice, ROSTER, contributions, accepted, files)
    return [dict(zip(ids, row, strict=True)) for row in found]


def accepted(**tables: str) -> dict[str, Submission]:
    """One workbook for each `u<unit code>` with these enterprises."""
    return {
        name.removeprefix("u"): submission(name.removeprefix("u"), {"enterprises": rows(table)})
        for name, table in tables.items()
    }


def test_each_row_says_where_it_stands_for_whom_and_whether_it_counts() -> None:
    found = merged(
        accepted(
            u99="| enterprise_name |\n| 其他厂 |",
            u0102="| enterprise_name | direct_unit |\n| 丑厂 | |\n| 丑电厂 | 电力 |",
            u0101="| enterprise_name |\n| 子厂 |",
            u01="| enterprise_name | source_unit |\n| 市厂 | |\n| 子厂 | 子县 |\n| 错厂 | 无此县 |",
            u90="| enterprise_name | direct_unit |\n| 丑电厂 | 电力 |",
        )
    )

    places = ("file", "sheet", "row", "unit_name", "source_code", "source_name", "status", "enterprise_name")
    assert [tuple(row[id_] for id_ in places) for row in found] == [
        ("01.xlsx", "enterprises", 5, "甲市", "01", "甲市", "counted", "市厂"),
        ("01.xlsx", "enterprises", 6, "甲市", "0101", "子县", "counted", "子厂"),
        ("01.xlsx", "enterprises", 7, "甲市", "", "", "misplaced", "错厂"),
        ("0101.xlsx", "enterprises", 5, "子县", "0101", "子县", "superseded", "子厂"),
        ("0102.xlsx", "enterprises", 5, "丑县", "0102", "丑县", "counted", "丑厂"),
        ("0102.xlsx", "enterprises", 6, "丑县", "0102", "丑县", "deducted", "丑电厂"),
        ("90.xlsx", "enterprises", 5, "电力", "90", "电力", "counted", "丑电厂"),
        ("99.xlsx", "enterprises", 5, "其他", "99", "其他", "counted", "其他厂"),
    ]
    assert [row["unit_code"] for row in found[:3]] == ["01", "01", "01"]


def test_rows_of_a_list_that_the_parent_struck_out_are_superseded() -> None:
    books = {
        "01": submission("01", {"enterprises": rows("| enterprise_name | source_unit |\n| 子厂 | 0101 |")}),
        "0101": submission("0101", {"teams": rows("| team_name |\n| 一班 |")}),
    }

    assert [row["status"] for row in merged(books, "teams")] == ["superseded"]


@pytest.mark.parametrize(
    ("made_of", "status"),
    [
        (edition(), "deducted"),
        (edition(qc_deducts=False), "deducted"),
        (edition(direct_forms={"电力": ("team",)}), "deducted"),
        (edition(direct_forms={"电力": ()}), "counted"),
        (edition(qc_deducts=False, team_deducts=False), "counted"),
    ],
)
def test_a_row_that_any_form_leaves_out_is_deducted(made_of: Edition, status: str) -> None:
    books = accepted(u0101="| enterprise_name | direct_unit |\n| 电厂 | 90 |")

    assert [row["status"] for row in merged(books, made_of=made_of)] == [status]


def test_figures_are_exact_in_the_measure_of_their_field_and_blank_stays_blank() -> None:
    books = accepted(
        u99="| enterprise_name | benefit | qc_groups |\n| 厂 | 123456789012345 | 0 |\n| 厂 | | |"
    )

    first, second = merged(books)

    assert (first["benefit"], first["qc_groups"]) == (Decimal("123456789.012345"), 0)
    assert (second["benefit"], second["qc_groups"], second["credit_code"]) == (None, None, None)


def test_units_without_accepted_workbooks_have_no_rows() -> None:
    assert merged({}) == []
    assert merged(accepted(u99="| enterprise_name |"), "judges") == []


def test_columns_are_the_places_then_the_fields_in_order_labelled_with_their_measure() -> None:
    list_ = form(
        FormKind.LIST,
        field("winners.name", FieldKind.TEXT, ""),
        field("winners.status", FieldKind.TEXT, ""),
        field("winners.women", measure="人"),
    )

    columns = merged_columns(list_)

    assert [column.id for column in columns] == [
        *("file", "sheet", "row", "unit_code", "unit_name", "source_code", "source_name", "status"),
        *("name", "winners.status", "women"),
    ]
    assert [column.label for column in columns[-3:]] == ["name", "status", "women（人）"]


def test_a_measure_that_the_label_names_is_not_said_twice() -> None:
    list_ = edition().form("enterprises")
    assert [column.label for column in merged_columns(list_) if column.id == "benefit"] == ["benefit（万元）"]
    assert all(standing.label for standing in Standing)


UNITS = ("01", "0101", "0102", "90", "9001", "99")
LISTED = {"01": ("", "0101", "丑县", "无此县"), "41": ("01", "甲市", "90")}
lines = st.lists(
    st.tuples(
        st.sampled_from((*UNITS, "41")),
        st.integers(0, 3),
        st.fixed_dictionaries(
            {"qc_groups": st.integers(0, 10**6)},
            optional={"direct_unit": st.sampled_from(("电力", "无此单位")), "team_count": st.integers(0, 9)},
        ),
    ),
    max_size=25,
)


@given(lines)
def test_counted_rows_add_up_to_net_deducted_ones_to_what_is_deducted(
    drawn: list[tuple[str, int, dict[str, int | str]]],
) -> None:
    lists: dict[str, list[Row]] = {}
    for unit, source, values in drawn:
        book = lists.setdefault(unit, [])
        sources = LISTED.get(unit, ("",))
        book.append(Row(FIRST_ROW + len(book), {**values, "source_unit": sources[source % len(sources)]}))
    books = {code: submission(code, {"enterprises": members}) for code, members in lists.items()}
    figure = roll_up(edition(), ROSTER, books).figures.get(("41", "qc", "groups"))

    found = merged(books)

    assert Counter((row["unit_code"], row["row"]) for row in found) == Counter(
        (code, row.number) for code, members in lists.items() for row in members
    )
    sums = Counter({Standing.COUNTED: 0, Standing.DEDUCTED: 0})
    for row in found:
        assert isinstance(row["status"], Standing)
        assert isinstance(row["qc_groups"], int)
        sums[row["status"]] += row["qc_groups"]
    net, direct = (figure.net, figure.direct) if figure else (0, 0)
    assert (sums[Standing.COUNTED], sums[Standing.DEDUCTED]) == (net, direct)
