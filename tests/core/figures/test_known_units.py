"""Which units a workbook may name, by the roster and by the lists it was issued with."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.figures.known_units import KnownUnits, from_lists, from_roster
from tests.support.submissions import CHONGQING, HENAN, submission
from tests.support.workbooks import edition, roster

UNITS = ["41", "4115", "411521", "410381", "HY01", "QT01"]


def known(unit: str, id_: str = HENAN) -> KnownUnits:
    return from_roster(roster(id_), roster(id_).unit(unit))


@pytest.mark.parametrize("unit", UNITS)
def test_the_lists_in_a_workbook_say_the_same_as_the_roster(unit: str) -> None:
    assert from_lists(submission("", edition(HENAN), unit)) == known(unit)


def test_the_lists_of_an_edition_without_direct_units_say_the_same() -> None:
    assert from_lists(submission("", edition(CHONGQING), "500101")) == known("500101", CHONGQING)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("国网河南省电力公司", "国网河南省电力公司"),
        ("国网 河南省电力公司", "国网河南省电力公司"),
        ("hy01", "国网河南省电力公司"),
        ("信阳市", None),
        ("", None),
    ],
)
def test_a_direct_unit_is_meant_by_name_or_code(typed: str, name: str | None) -> None:
    assert known("411521").direct_name(typed) == name


@pytest.mark.parametrize(
    ("unit", "typed", "name"),
    [
        ("4115", "罗山县", "罗山县"),
        ("4115", "411521", "罗山县"),
        ("4115", "郑州市", None),
        ("41", "罗山县", None),
        ("41", "信阳市", "信阳市"),
        ("411521", "罗山县", None),
        ("4115", "", None),
    ],
)
def test_a_child_is_meant_by_name_or_code(unit: str, typed: str, name: str | None) -> None:
    assert known(unit).child_name(typed) == name


@pytest.mark.parametrize(
    ("unit", "typed", "deducted"),
    [
        ("411521", "HY01", True),
        ("411521", "国网河南省电力公司", True),
        ("411521", "", False),
        ("411521", "无此行业", False),
        ("HY01", "HY02", False),
    ],
)
def test_a_region_leaves_out_rows_that_name_a_direct_unit(unit: str, typed: str, deducted: bool) -> None:
    henan = edition(HENAN)

    assert known(unit).deducted(typed, henan.form("qc_statistics"), henan) is deducted


def test_nothing_is_deducted_where_the_form_asks_for_no_deduction() -> None:
    henan = edition(HENAN)
    form = dataclasses.replace(henan.form("qc_statistics"), deducts=False)

    assert not known("411521").deducted("HY01", form, henan)


def test_a_direct_unit_of_another_form_is_not_deducted() -> None:
    henan = edition(HENAN)
    organisations = tuple(
        dataclasses.replace(each, direct_forms=("team_statistics",)) if each.name == "中原油田" else each
        for each in henan.organisations
    )
    changed = dataclasses.replace(henan, organisations=organisations)

    form = changed.form("qc_statistics")
    assert [known("411521").deducted(code, form, changed) for code in ("HY10", "HY11")] == [False, True]


def test_a_code_wins_over_a_name() -> None:
    """A unit called like another's code is only found by its own code."""
    units = tuple(
        dataclasses.replace(unit, name="HY02") if unit.code == "HY01" else unit for unit in roster().units
    )
    named = from_roster(dataclasses.replace(roster(), units=units), roster().unit("411521"))

    assert named.direct_name("HY02") == "河南中烟工业有限责任公司"


def test_a_workbook_that_lost_its_lists_knows_nobody() -> None:
    found = dataclasses.replace(submission("", edition(HENAN), "4115"), lists={})

    assert from_lists(found).direct_name("HY01") is None
    assert from_lists(found).child_name("罗山县") is None
