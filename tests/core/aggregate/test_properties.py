"""A roll-up is a submission: whoever reads the aggregated workbooks finds the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.aggregate.own_workbook import without_rows_of
from qcxl.core.rollup.roll_up import Figure, RollUp, roll_up
from qcxl.model.quantity import Ratio
from qcxl.model.submission import Row, Submission
from tests.core.aggregate.drawn import aggregated, drawn_edition, own_of
from tests.support.made_up import FIRST_ROW, roster, submission

ROSTER = roster("""
    41 某省 省
        4101 甲市 市
            410101 城区 县
            410102 丑县 县
            410190 市电 行业 直报
        4102 乙市 市
            410201 城区 县
            410202 城区 县
        4180 直管县 县
        4190 电力 行业 直报
            419001 分公司 企业
        4191 烟草 行业 直报
        4199 其他 其他
""")
PARENTS = ("4101", "4102", "4190")
UNITS = tuple(unit.code for unit in ROSTER.units if unit.code != "41")
EDITION = drawn_edition(电力=("qc",), 烟草=("qc", "team"))
BLANK = {Figure(0, 0, 0), Figure(ratio=Ratio(0, 0))}

amounts = st.integers(0, 10**12)
enterprise = st.fixed_dictionaries(
    {"enterprise_name": st.sampled_from(["甲厂", "乙厂", "丙厂"])},
    optional={
        "direct_unit": st.sampled_from(["电力", "4190", "烟草", "市电", "无此单位"]),
        "employees": amounts,
        "qc_participants": amounts,
        "qc_groups": amounts,
        "benefit": amounts,
        "team_count": st.integers(0, 9),
        "team_enterprises": st.integers(0, 9),
        "enterprise_count": st.integers(0, 9),
    },
)
team = st.fixed_dictionaries(
    {"team_name": st.sampled_from(["一班", "二班"])}, optional={"recommended": st.sampled_from(["是", "否"])}
)


@dataclass(frozen=True)
class Entry:
    """One row: the unit that reports it, its list and its cells."""

    unit: str
    list_: str
    values: Mapping[str, int | str]


units = st.sampled_from(UNITS)
entries = st.lists(
    st.builds(Entry, units, st.just("enterprises"), enterprise)
    | st.builds(Entry, units, st.just("teams"), team),
    max_size=25,
)


def workbooks(found: Iterable[Entry]) -> dict[str, Submission]:
    """One workbook for each unit that has a row."""
    lists: dict[str, dict[str, list[Row]]] = {}
    for entry in found:
        rows = lists.setdefault(entry.unit, {}).setdefault(entry.list_, [])
        rows.append(Row(FIRST_ROW + len(rows), entry.values))
    return {code: submission(code, given) for code, given in lists.items()}


def handed_up(accepted: Mapping[str, Submission], code: str) -> dict[str, Submission]:
    """The unit's workbook made from those below it, if anybody there reported."""
    own = accepted.get(code)
    below = {unit.code for unit in ROSTER.walk(code)} & accepted.keys()
    made = aggregated(ROSTER, code, accepted, own_of(own, EDITION) if own else None, own, EDITION)
    return {code: made.submission} if below else {}


def parents(accepted: Mapping[str, Submission]) -> dict[str, Submission]:
    return {code: book for parent in PARENTS for code, book in handed_up(accepted, parent).items()}


def alone(accepted: Mapping[str, Submission]) -> dict[str, Submission]:
    """What reaches the province when only its own children send anything."""
    children = {unit.code for unit in ROSTER.children("41")}
    return {code: book for code, book in {**accepted, **parents(accepted)}.items() if code in children}


def rolled(accepted: Mapping[str, Submission]) -> RollUp:
    return roll_up(EDITION, ROSTER, accepted)


def of_units(result: RollUp, *codes: str) -> dict[tuple[str, str, str], Figure]:
    """The figures of these units that say more than nothing."""
    return {key: figure for key, figure in result.figures.items() if key[0] in codes and figure not in BLANK}


@given(entries)
def test_city_workbooks_alone_give_the_figures_of_all(found: list[Entry]) -> None:
    accepted = workbooks(found)

    result = rolled(alone(accepted))

    assert of_units(result, *UNITS, "41") == of_units(rolled(accepted), *UNITS, "41")
    assert "parent_differs" not in codes(result)


@given(entries)
def test_who_sends_a_city_and_its_counties_counts_them_once(found: list[Entry]) -> None:
    accepted = workbooks(found)

    result = rolled({**accepted, **parents(accepted)})

    assert result.figures == {**result.figures, **rolled(accepted).figures}
    assert of_units(result, *UNITS, "41") == of_units(rolled(accepted), *UNITS, "41")
    assert not codes(result) & {"parent_differs", "source_unit_not_child", "net_negative"}


@given(entries)
def test_the_province_from_city_workbooks_is_the_one_from_county_workbooks(found: list[Entry]) -> None:
    accepted = workbooks(found)

    from_counties, from_cities = handed_up(accepted, "41"), handed_up(alone(accepted), "41")

    children = [unit.code for unit in ROSTER.children("41")]
    expected = of_units(rolled(accepted), "41", *children)
    assert of_units(rolled(from_counties), "41", *children) == expected
    assert of_units(rolled(from_cities), "41", *children) == expected


@given(entries)
def test_a_workbook_on_every_level_changes_nothing(found: list[Entry]) -> None:
    accepted = workbooks(found)

    result = rolled({**accepted, **parents(accepted), **handed_up(alone(accepted), "41")})

    assert of_units(result, *UNITS, "41") == of_units(rolled(accepted), *UNITS, "41")
    assert "parent_differs" not in codes(result)


@given(entries, entries)
def test_a_second_run_is_a_first_run_with_what_is_there_now(first: list[Entry], now: list[Entry]) -> None:
    own = workbooks(entry for entry in first if entry.unit == "4101").get("4101", submission("4101"))
    counties = {unit.code for unit in ROSTER.children("4101")}
    late = {code: book for code, book in workbooks(now).items() if code in counties}
    # Choices, which would stay, are made of teams.
    kept = [entry for entry in first if entry.list_ != "teams" or entry.unit not in counties]
    early = {code: book for code, book in workbooks(kept).items() if code in counties}
    once = aggregated(ROSTER, "4101", {**early, "4101": own}, own_of(own, EDITION), own, EDITION).submission
    stripped = without_rows_of(once, EDITION, ROSTER, counties)

    again = aggregated(ROSTER, "4101", {**late, "4101": stripped}, own_of(stripped, EDITION), once, EDITION)

    fresh = aggregated(ROSTER, "4101", {**late, "4101": own}, own_of(own, EDITION), own, EDITION)
    assert again.entries == fresh.entries
    assert again.submission == replace(fresh.submission, identity=again.submission.identity)


def codes(result: RollUp) -> set[str]:
    return {fault.code for faults in result.problems.values() for fault in faults}
