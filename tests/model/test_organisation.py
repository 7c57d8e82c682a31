from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.model.organisation import Level, Roster, Unit


def unit(
    code: str, name: str, parent_code: str, level: Level = Level.COUNTY, *, direct: bool = False
) -> Unit:
    return Unit(code, name, level, parent_code, direct)


PROVINCE = unit("41", "河南省", "", Level.PROVINCE)
XINYANG = unit("4115", "信阳市", "41", Level.CITY)
POWER = unit("HY01", "电力（集团）公司", "41", Level.INDUSTRY, direct=True)
LUOSHAN = unit("411521", "罗山县", "4115")
ZHENGZHOU = unit("4101", "郑州市", "41", Level.CITY)
XIN = unit("411523", "新县", "4115")
# A child stands above its parent on purpose: a roster need not be sorted.
ROSTER = Roster((LUOSHAN, PROVINCE, XINYANG, POWER, ZHENGZHOU, XIN))


@pytest.mark.parametrize(
    ("level", "label"),
    [
        (Level.PROVINCE, "省"),
        (Level.CITY, "市"),
        (Level.COUNTY, "县"),
        (Level.INDUSTRY, "行业"),
        (Level.ENTERPRISE, "企业"),
        (Level.OTHER, "其他"),
    ],
)
def test_a_level_has_a_label_and_is_found_by_it(level: Level, label: str) -> None:
    assert level.label == label
    assert Level.from_label(label) is level


def test_an_unknown_level_label_is_refused() -> None:
    with pytest.raises(ValueError, match="乡"):
        Level.from_label("乡")


def test_the_root_is_the_unit_without_parent() -> None:
    assert ROSTER.root is PROVINCE
    assert ROSTER.parent("41") is None
    assert ROSTER.ancestors("41") == ()


def test_children_stand_in_roster_order() -> None:
    assert ROSTER.children("41") == (XINYANG, POWER, ZHENGZHOU)
    assert ROSTER.children("4115") == (LUOSHAN, XIN)
    assert ROSTER.children("HY01") == ()


def test_ancestors_come_nearest_first() -> None:
    assert ROSTER.parent("411523") is XINYANG
    assert ROSTER.ancestors("411523") == (XINYANG, PROVINCE)


def test_walk_is_depth_first_in_roster_order() -> None:
    assert tuple(ROSTER.walk()) == (PROVINCE, XINYANG, LUOSHAN, XIN, POWER, ZHENGZHOU)
    assert tuple(ROSTER.walk("4115")) == (XINYANG, LUOSHAN, XIN)
    assert ROSTER.descendants("4115") == (LUOSHAN, XIN)


def test_units_are_looked_up_by_code() -> None:
    assert ROSTER.unit("HY01") is POWER
    assert ROSTER.get("HY01") is POWER
    assert ROSTER.get("HY99") is None


@pytest.mark.parametrize("method", ["unit", "parent", "ancestors", "children", "descendants"])
@pytest.mark.parametrize("code", ["HY99", ""])
def test_an_unknown_code_is_a_key_error(method: str, code: str) -> None:
    with pytest.raises(KeyError):
        getattr(ROSTER, method)(code)


def test_direct_units_are_those_marked() -> None:
    assert ROSTER.direct_units == (POWER,)


@pytest.mark.parametrize(
    "text", ["HY01", "ＨＹ０１", " hy01 ", "电力（集团）公司", "电力(集团)公司", "电力 （集团）　公司"]
)
def test_a_unit_is_found_by_code_or_name(text: str) -> None:
    assert ROSTER.find(text) is POWER


@pytest.mark.parametrize("text", ["", "电力", "电力（集团）公司信阳分公司", "HY0"])
def test_what_is_not_the_whole_name_is_not_found(text: str) -> None:
    assert ROSTER.find(text) is None
    assert ROSTER.find_all(text) == ()


def test_namesakes_under_different_parents_are_not_guessed() -> None:
    north, south = unit("1", "鼓楼区", "4101"), unit("2", "鼓楼区", "4115")
    roster = Roster((*ROSTER.units, north, south))

    assert roster.find("鼓楼区") is None
    assert roster.find_all("鼓楼区") == (north, south)


def test_a_code_wins_over_a_name() -> None:
    roster = Roster((*ROSTER.units, unit("9", "4115", "41")))

    assert roster.find("4115") is XINYANG


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((), "exactly one root, got 0"),
        ((PROVINCE, unit("42", "湖北省", "")), "exactly one root, got 2"),
        ((PROVINCE, XINYANG, unit("4115", "信阳", "41")), "twice"),
        ((PROVINCE, POWER, unit("hy01", "电力", "41")), "twice"),
        ((PROVINCE, unit("1", "孤县", "99")), "unknown parent or cycle"),
        ((PROVINCE, unit("1", "甲县", "2"), unit("2", "乙县", "1")), "unknown parent or cycle"),
    ],
)
def test_units_that_are_no_tree_are_refused(units: tuple[Unit, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Roster(units)


def test_a_roster_goes_to_another_process_and_back() -> None:
    copy = pickle.loads(pickle.dumps(ROSTER))

    assert copy == ROSTER
    assert hash(copy) == hash(ROSTER)
    assert copy.find("罗山县") == LUOSHAN


@given(st.lists(st.integers(min_value=0), max_size=40))
def test_every_unit_is_walked_once_and_below_its_ancestors(choices: list[int]) -> None:
    # Unit n hangs under one of the units 0..n-1, which gives every possible tree.
    parents = {f"{n}": f"{choice % n}" for n, choice in enumerate(choices, start=1)}
    roster = Roster(
        (unit("0", "根", ""), *(unit(code, f"单位{code}", above) for code, above in parents.items()))
    )

    walked = list(roster.walk())

    assert sorted(walked, key=lambda it: int(it.code)) == list(roster.units)
    for it in walked:
        assert all(it in roster.descendants(above.code) for above in roster.ancestors(it.code))
        assert len(roster.descendants(it.code)) == sum(
            1 + len(roster.descendants(child.code)) for child in roster.children(it.code)
        )


def test_a_nation_of_enterprises_is_built_quickly_even_as_one_chain() -> None:
    chain = tuple(unit(f"{n}", f"单位{n}", f"{n - 1}" if n else "") for n in range(100_000))

    roster = Roster(chain)

    assert len(roster.descendants("0")) == 99_999
    assert len(roster.ancestors("99999")) == 99_999
