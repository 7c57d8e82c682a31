"""A unit's figures by child: together they are its total."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.analysis.breakdown import Portion, breakdown, is_listed_above
from qcxl.core.rollup.roll_up import Figure
from tests.support.analysed import counted
from tests.support.made_up import roster

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        90 电力 行业 直报
""")
HEAD = "| qc_groups | qc_participants | employees | direct_unit | source_unit |\n"
Entry = tuple[int, str, str]
entry = st.tuples(st.integers(0, 10**6), st.sampled_from(["", "电力"]), st.sampled_from(["", "子县", "01"]))
entries = st.lists(entry, max_size=6)


def lines(found: list[Entry], *, sources: bool = False) -> str:
    return HEAD + "\n".join(
        f"| {amount} | {amount // 3} | {amount} | {direct} | {source if sources else ''} |"
        for amount, direct, source in found
    )


def parts(portions: tuple[Portion, ...], form: str, field: str) -> list[Figure]:
    found = [portion.figures.get((form, field)) for portion in portions]
    return [figure for figure in found if figure is not None]


@given(entries, entries, entries)
def test_children_and_own_rows_are_the_total(
    city: list[Entry], county: list[Entry], power: list[Entry]
) -> None:
    material = counted(ROSTER, {"01": lines(city, sources=True), "0102": lines(county), "90": lines(power)})

    for code in ("41", "01", "90"):
        portions = breakdown(material, ROSTER.unit(code))
        total, *others = parts(portions, "qc", "groups")
        assert total.gross == sum(each.gross or 0 for each in others)
        assert total.direct == sum(each.direct or 0 for each in others)
        assert total.net == sum(each.net or 0 for each in others)
        ratio, *ratios = [each.ratio for each in parts(portions, "qc", "participation")]
        assert ratio is not None
        assert ratio.numerator == sum(each.numerator for each in ratios if each)
        assert ratio.denominator == sum(each.denominator for each in ratios if each)


def test_own_rows_that_add_nothing_are_left_out() -> None:
    material = counted(ROSTER, {"01": lines([(3, "", "子县")], sources=True)})

    assert [portion.label for portion in breakdown(material, ROSTER.unit("01"))] == ["合计", "子县", "丑县"]


def test_rows_of_the_parent_s_workbook_are_all_of_the_total() -> None:
    material = counted(ROSTER, {"41": HEAD + "| 9 | 1 | 2 | | 甲市 |", "0101": lines([(4, "", "")])})

    portions = breakdown(material, ROSTER.unit("01"))

    assert is_listed_above(material, ROSTER.unit("01"))
    assert not is_listed_above(material, ROSTER.root)
    assert [(each.label, each.figures["qc", "groups"].net) for each in portions if each.figures] == [
        ("合计", 9),
        ("子县", 4),
        ("上级列报", 9),
    ]


def test_what_the_parent_lists_and_what_a_unit_lists_itself_stand_apart() -> None:
    # The parent lists a team of the unit and no enterprise: those are the unit's own.
    teams = "| team_name | source_unit |\n| 甲班 | 甲市 |"
    material = counted(ROSTER, {"41": {"teams": teams}, "01": {"enterprises": lines([(3, "", "")])}})

    portions = breakdown(material, ROSTER.unit("01"))

    assert [(each.label, sorted(each.figures)) for each in portions[-2:]] == [
        ("本级", [(form, id_) for form, id_ in sorted(portions[0].figures) if id_ != "recommended"]),
        ("上级列报", [("team", "recommended")]),
    ]
