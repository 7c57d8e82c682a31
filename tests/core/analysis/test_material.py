"""What is found once for the analyses of all units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.analysed import counted
from tests.support.made_up import roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
        90 电力 行业 直报
""")
HEAD = "| enterprise_name | direct_unit | qc_groups |\n"
enterprise = st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(["", "电力"]), st.integers(0, 3))
enterprises = st.lists(enterprise, max_size=3, unique_by=lambda each: each[0])


@given(st.fixed_dictionaries(dict.fromkeys(("01", "0101", "0102", "02", "90"), enterprises)))
def test_a_unit_sees_all_that_concerns_it_and_nothing_else(
    workbooks: dict[str, list[tuple[str, str, int]]],
) -> None:
    tables = {
        code: HEAD + "\n".join(f"| {name}厂 | {direct} | {groups} |" for name, direct, groups in rows)
        for code, rows in workbooks.items()
    }
    material = counted(ROSTER, tables)
    everything = material.rollup.reconciliation.discrepancies

    for unit in ROSTER.units:
        inside = {each.code for each in ROSTER.walk(unit.code)}
        concerned = [
            each
            for each in everything
            if each.one.unit_code in inside
            or (each.other and each.other.unit_code in inside)
            or (each.direct_unit and each.direct_unit.code in inside)
        ]
        assert list(material.discrepancies(unit)) == concerned


def test_differences_stand_by_child_in_the_order_of_the_roster() -> None:
    listed = "| enterprise_name | qc_groups | benefit | source_unit |\n"
    material = counted(
        ROSTER,
        {
            "01": f"{listed}| 乙厂 | 9 | 5 | 丑县 |\n| 甲厂 | 8 | 4 | 子县 |",
            "0101": "| enterprise_name | qc_groups | benefit |\n| 甲厂 | 1 | 1 |",
            "0102": "| enterprise_name | qc_groups | benefit |\n| 乙厂 | 2 | 2 |",
        },
    )

    def seen(code: str) -> list[list[tuple[str, str]]]:
        found = material.parent_differences(ROSTER.unit(code))
        return [[(each.given.unit_code, each.field.id) for each in members] for members in found]

    both = [[(code, "qc_groups"), (code, "benefit")] for code in ("0101", "0102")]
    assert seen("41") == seen("01") == both
    assert seen("0102") == both[1:]
    assert seen("02") == []


def test_only_a_night_asks_every_unit() -> None:
    assert counted(ROSTER, {}).covers_roster
    assert not counted(ROSTER, {}, scope="01").covers_roster
