"""What holds for every comparison of enterprises, whatever is returned."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.rollup.reconciliation import Discrepancy
from qcxl.core.rollup.roll_up import RollUp, roll_up
from qcxl.model.submission import Row, Submission
from tests.support.made_up import FIRST_ROW, edition, roster, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        90 电力 行业 直报
            9001 分公司 企业
        91 烟草 行业 直报
""")
ABOVE = {"0101": "01", "0102": "01", "9001": "90"}
DIRECT = {"90": "90", "9001": "90", "91": "91"}
"""Under which direct unit a unit stands."""
Entry = tuple[str, str, str]
"""Unit, name of the enterprise, and the direct unit that is typed beside it."""

entries = st.lists(
    st.tuples(
        st.sampled_from(["41", "01", "0101", "0102", "90", "9001", "91"]),
        st.sampled_from(["甲厂", "乙厂", "丙厂", "丁厂"]),
        st.sampled_from(["", "电力", "烟草"]),
    ),
    max_size=20,
    unique_by=lambda entry: entry[:2],
)
seeds = st.randoms(use_true_random=False)


def workbooks(found: list[Entry], in_parents: frozenset[str] = frozenset()) -> dict[str, Submission]:
    """One workbook for each unit; those of `in_parents` stand in their parent's workbook instead."""
    lists: dict[str, list[Row]] = defaultdict(list)
    for unit, name, direct in found:
        holder = ABOVE[unit] if unit in in_parents else unit
        typed = {
            "enterprise_name": name,
            "direct_unit": direct,
            "source_unit": "" if holder == unit else unit,
            "qc_groups": 1,
        }
        values = {id_: value for id_, value in typed.items() if value}
        lists[holder].append(Row(FIRST_ROW + len(lists[holder]), values))
    return {code: submission(code, {"enterprises": members}) for code, members in lists.items()}


def rolled(accepted: dict[str, Submission]) -> RollUp:
    return roll_up(edition(), ROSTER, accepted)


def named(found: Discrepancy) -> tuple[str, str, str]:
    return found.code, found.one.unit_code, found.one.name


@given(entries)
def test_discrepancies_are_those_found_by_comparing_every_row_with_every_row(found: list[Entry]) -> None:
    listed = {(DIRECT[unit], name) for unit, name, _ in found if unit in DIRECT}
    own = [(unit, name) for unit, name, direct in found if unit not in DIRECT and not direct]
    deducted = [
        (unit, name, {"电力": "90", "烟草": "91"}[direct])
        for unit, name, direct in found
        if unit not in DIRECT and direct
    ]

    result = rolled(workbooks(found)).reconciliation

    codes = defaultdict(set)
    for each in result.discrepancies:
        codes[each.code].add((each.one.unit_code, each.one.name))
    reported_names = {name for _, name in listed}
    assert codes["deducted_not_reported"] == {
        (unit, name) for unit, name, direct in deducted if (direct, name) not in listed
    }
    assert {key[0] for key in result.reported} == {
        unit for unit, name, direct in deducted if (direct, name) in listed
    }
    assert codes["reported_twice"] == {(unit, name) for unit, name in own if name in reported_names}
    order = [unit.code for unit in ROSTER.walk()]
    claims = Counter(name for _, name in own if name not in reported_names)
    claims += Counter(name for unit, name, _ in found if unit in DIRECT)
    assert Counter(name for _, name in codes["claimed_twice"]) == Counter(
        {name: count - 1 for name, count in claims.items() if count > 1}
    )
    assert all(
        order.index(each.other.unit_code) < order.index(each.one.unit_code)
        for each in result.discrepancies
        if each.code == "claimed_twice" and each.other
    )


@given(entries, seeds)
def test_the_order_of_rows_and_workbooks_changes_nothing(found: list[Entry], random: Random) -> None:
    books = list(workbooks(random.sample(found, len(found))).items())
    random.shuffle(books)

    result, again = rolled(workbooks(found)).reconciliation, rolled(dict(books)).reconciliation

    assert Counter(map(named, again.discrepancies)) == Counter(map(named, result.discrepancies))


@given(entries, st.frozensets(st.sampled_from(sorted(ABOVE))))
def test_it_is_no_matter_whose_workbook_lists_a_unit(found: list[Entry], in_parents: frozenset[str]) -> None:
    result = rolled(workbooks(found, in_parents)).reconciliation

    assert list(map(named, result.discrepancies)) == list(
        map(named, rolled(workbooks(found)).reconciliation.discrepancies)
    )


@given(entries)
def test_every_discrepancy_is_one_problem_of_the_workbook_in_which_it_stands(found: list[Entry]) -> None:
    result = rolled(workbooks(found))

    assert Counter(
        (unit, fault.code, fault.value)
        for unit, faults in result.problems.items()
        for fault in faults
        if fault.code != "direct_unit_not_returned"
    ) == Counter(
        (each.one.holder_code, each.code, each.one.name)
        for each in result.reconciliation.discrepancies
        if not _is_awaited(each, result)
    )


@given(entries)
def test_each_direct_unit_that_has_not_returned_has_one_problem_of_its_own(found: list[Entry]) -> None:
    result = rolled(workbooks(found))

    awaited = {
        each.direct_unit.code
        for each in result.reconciliation.discrepancies
        if each.direct_unit and _is_awaited(each, result)
    }
    assert Counter(
        unit
        for unit, faults in result.problems.items()
        for fault in faults
        if fault.code == "direct_unit_not_returned"
    ) == Counter(awaited)


def _is_awaited(found: Discrepancy, result: RollUp) -> bool:
    direct = found.direct_unit
    return not found.other and direct is not None and direct.code in result.reconciliation.silent
