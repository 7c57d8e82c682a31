"""The roster that a workbook tells of makes the same blank workbook as the one it was issued from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from qcxl.core.figures import known_units
from qcxl.core.results.issued_units import direct_roster, issued_roster, with_grandchildren
from qcxl.excel.issued.compiler import unit_lists
from qcxl.model.organisation import Level
from qcxl.model.submission import Submission
from tests.support import issued
from tests.support.submissions import submission
from tests.support.workbooks import edition, roster

UNITS = sorted(set(issued.KINDS_OF_UNITS.values()))


def returned(edition_id: str, unit: str) -> Submission:
    return submission("", edition(edition_id), unit)


@pytest.mark.parametrize(("edition_id", "code"), UNITS)
def test_it_says_of_the_unit_what_the_roster_says(edition_id: str, code: str) -> None:
    known = roster(edition_id)
    parent = known.parent(code)

    found = issued_roster(returned(edition_id, code))

    above = found.parent(code)
    assert above is not None
    assert above.name == (parent.name if parent else "")
    assert found.unit(code).name == known.unit(code).name
    assert found.unit(code).level is known.unit(code).level
    assert found.reports_directly(code) is known.reports_directly(code)
    assert unit_lists(found, found.unit(code)) == unit_lists(known, known.unit(code))
    assert named(found.direct_units) == named(known.direct_units)


def with_lists(edition_id: str, unit: str, lists: Mapping[str, tuple[str, ...]]) -> Submission:
    source = returned(edition_id, unit)
    return dataclasses.replace(source, lists={**source.lists, **lists})


@pytest.mark.parametrize(("edition_id", "code"), UNITS)
def test_children_have_the_levels_of_the_roster(edition_id: str, code: str) -> None:
    found = issued_roster(returned(edition_id, code)).children(code)

    assert [(unit.code, unit.level) for unit in found] == [
        (unit.code, unit.level) for unit in roster(edition_id).children(code)
    ]


@pytest.mark.parametrize("levels", [(), ("县",), ("", "county")])
def test_a_level_that_is_not_said_is_other(levels: tuple[str, ...]) -> None:
    lists = {NAMES: ("甲", "乙"), CODES: ("1", "2"), LEVELS: levels}

    found = issued_roster(with_lists("henan-2020", "4115", lists)).children("4115")

    known = [Level(each) if each in set(Level) else Level.OTHER for each in (*levels, "", "")]
    assert [unit.level for unit in found] == known[:2]


@pytest.mark.parametrize(
    ("source", "codes"),
    [("", []), ("息县", ["411528"]), ("４１１５２８", ["411528"]), ("本省以外的单位", [])],
    ids=["its own row", "by name", "by code in wide digits", "nobody's"],
)
def test_a_grandchild_is_known_where_a_row_stands_for_it(source: str, codes: list[str]) -> None:
    city = submission(
        f"""
        enterprises
        | enterprise_name | source_unit |
        | 信阳示例茶业有限公司 | {source} |
        """,
        edition("henan-2020"),
        "4115",
    )

    found = with_grandchildren(
        issued_roster(returned("henan-2020", "41")), {"4115": city}, edition("henan-2020")
    )

    assert [(unit.code, unit.level) for unit in found.children("4115")] == [
        (code, Level.COUNTY) for code in codes
    ]


@pytest.mark.parametrize(("source", "parent"), [("电力", "4115"), ("", "·0")])
def test_a_direct_unit_is_below_the_child_whose_rows_name_it(source: str, parent: str) -> None:
    direct = {known_units.DIRECT_UNITS: ("电力",), known_units.DIRECT_CODES: ("D1",)}
    province = with_lists("henan-2020", "41", {**direct, NAMES: ("信阳市",), CODES: ("4115",)})
    city = submission(
        f"""
        enterprises
        | enterprise_name | source_unit |
        | 信阳示例茶业有限公司 | {source} |
        """,
        edition("henan-2020"),
        "4115",
    )
    lists = {**city.lists, NAMES: ("电力",), CODES: ("D1",), LEVELS: ("industry",)}

    found = with_grandchildren(
        issued_roster(province), {"4115": dataclasses.replace(city, lists=lists)}, edition("henan-2020")
    )

    assert (found.unit("D1").parent_code, found.unit("D1").direct) == (parent, True)


def named(units: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(unit.name, unit.code) for unit in units]  # type: ignore[attr-defined]


def test_a_unit_below_a_direct_one_reports_directly_without_being_one() -> None:
    source = returned("henan-2020", "411521")
    below = dataclasses.replace(source, identity=dataclasses.replace(source.identity, direct=True))

    found = issued_roster(below)

    assert found.reports_directly("411521")
    assert not found.unit("411521").direct


CODES, LEVELS, NAMES = known_units.CHILD_CODES, known_units.CHILD_LEVELS, known_units.CHILDREN


@pytest.mark.parametrize(
    "lists",
    [
        {},
        {NAMES: ("甲", "乙"), CODES: ("1", "1")},
        {NAMES: ("甲", "乙"), CODES: ("1",)},
        {NAMES: ("甲", "乙"), CODES: ("1", "2"), LEVELS: ("县",)},
        {NAMES: ("息县",), CODES: ("411521",)},
        {known_units.DIRECT_UNITS: ("甲", "自己"), known_units.DIRECT_CODES: ("HY01", "411521")},
        {
            NAMES: ("甲", "丙", "乙"),
            CODES: ("HY01", "3", "HY02"),
            known_units.DIRECT_UNITS: ("乙", "甲"),
            known_units.DIRECT_CODES: ("HY02", "HY01"),
        },
        {
            NAMES: ("甲",),
            CODES: ("HY01",),
            known_units.DIRECT_UNITS: ("甲",),
            known_units.DIRECT_CODES: ("HY01",),
        },
    ],
    ids=[
        "gone",
        "twice",
        "cut",
        "levels cut",
        "itself",
        "itself direct",
        "in another order",
        "all direct ones below",
    ],
)
@pytest.mark.parametrize("direct", [False, True])
def test_lists_that_somebody_changed_still_make_a_roster(
    lists: Mapping[str, tuple[str, ...]], direct: bool
) -> None:
    source = returned("henan-2020", "411521")
    identity = dataclasses.replace(source.identity, direct=direct)

    found = issued_roster(dataclasses.replace(source, identity=identity, lists=lists))

    assert found.unit("411521").name == source.identity.unit_name
    assert found.reports_directly("411521") or not direct


def test_direct_units_alone_keep_their_order() -> None:
    assert named(direct_roster((("乙", "2"), ("甲", "1"))).direct_units) == [("乙", "2"), ("甲", "1")]
