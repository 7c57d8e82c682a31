"""What holds for every roll-up, whatever is returned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.figures.computed import compute
from qcxl.core.figures.known_units import from_roster
from qcxl.core.rollup.deduction import Deduction
from qcxl.core.rollup.roll_up import RollUp, roll_up
from qcxl.model.organisation import Roster
from qcxl.model.submission import Row, Submission
from tests.support.made_up import FIRST_ROW, edition, roster, submission

ROSTER = roster("""
    41 某省 省
        4101 甲市 市
            410101 子县 县
            410102 丑县 县
        4102 乙市 市
            410201 寅县 县
            410202 卯县 县
        4180 直管县 县
        4190 电力 行业 直报
            419001 分公司 企业
        4191 烟草 行业 直报
        4199 其他 其他
""")
COUNTIES = {"4101": ("410101", "410102"), "4102": ("410201", "410202")}
LEAVES = ("4101", "4102", "410101", "410102", "410201", "410202", "4180", "4190", "419001", "4191", "4199")
BELOW_DIRECT = {"4190", "419001", "4191"}
FORMS = {"4190": {"qc"}, "4191": {"qc", "team"}}
EDITION = edition(direct_forms={"电力": ("qc",), "烟草": ("qc", "team")})
SUMS = {
    "qc.groups": "qc_groups",
    "qc.benefit": "benefit",
    "team.teams": "team_count",
    "team.enterprises": "team_enterprises",
}


@dataclass(frozen=True)
class Entry:
    """One enterprise: the unit that reports it and its cells."""

    unit: str
    values: Mapping[str, int | str]

    def amount(self, column: str) -> int:
        """The figure, with the default of team_enterprises."""
        if column == "team_enterprises" and column not in self.values:
            return int(self.values.get("team_count", 0) != 0)
        return int(self.values.get(column, 0))

    def is_deducted(self, form: str) -> bool:
        """True where the row is a region's (for this form) and names a direct unit (of this form)."""
        direct = {"电力": "4190", "烟草": "4191"}.get(str(self.values.get("direct_unit", "")), "")
        inside = "4190" if self.unit == "419001" else self.unit
        return form in FORMS.get(direct, ()) and form not in FORMS.get(inside, ())


amounts = st.integers(0, 10**9)
cells = st.fixed_dictionaries(
    {},
    optional={
        "direct_unit": st.sampled_from(["电力", "烟草", "无此单位"]),
        "employees": amounts,
        "qc_participants": amounts,
        "qc_groups": amounts,
        "benefit": amounts,
        "team_count": st.integers(0, 9),
        "team_enterprises": st.integers(0, 9),
    },
)
entries = st.lists(st.builds(Entry, st.sampled_from(LEAVES), cells), max_size=30)
cities = st.sets(st.sampled_from(sorted(COUNTIES)))
seeds = st.randoms(use_true_random=False)


def workbooks(found: list[Entry], by_city: set[str] | frozenset[str] = frozenset()) -> dict[str, Submission]:
    """One workbook for each unit; the counties of `by_city` stand in the city's workbook instead."""
    holder = {county: city for city in by_city for county in COUNTIES[city]}
    lists: dict[str, list[Row]] = {}
    for entry in found:
        book = lists.setdefault(holder.get(entry.unit, entry.unit), [])
        source = {"source_unit": entry.unit} if entry.unit in holder else {}
        book.append(Row(FIRST_ROW + len(book), {**entry.values, **source}))
    return {code: submission(code, {"enterprises": members}) for code, members in lists.items()}


def rolled(accepted: Mapping[str, Submission], units: Roster = ROSTER) -> RollUp:
    return roll_up(EDITION, units, accepted)


@given(entries, seeds)
def test_the_order_of_workbooks_rows_and_units_changes_no_figure(found: list[Entry], random: Random) -> None:
    shuffled = random.sample(found, len(found))
    books = list(workbooks(shuffled).items())
    random.shuffle(books)
    units = Roster(tuple(random.sample(ROSTER.units, len(ROSTER.units))))

    result, again = rolled(workbooks(found)), rolled(dict(books), units)

    assert again.figures == result.figures
    assert Counter(map(_named, again.deductions)) == Counter(map(_named, result.deductions))


@given(entries, cities)
def test_city_workbooks_give_the_same_figures_as_county_workbooks(
    found: list[Entry], by_city: set[str]
) -> None:
    counties, mixed = rolled(workbooks(found)), rolled(workbooks(found, by_city))

    assert mixed.figures == counties.figures
    assert not mixed.problems
    assert Counter(map(_named, mixed.deductions)) == Counter(map(_named, counties.deductions))


@given(entries, cities)
def test_who_sends_a_county_twice_counts_it_once(found: list[Entry], by_city: set[str]) -> None:
    separate = workbooks(found)

    both = rolled({**separate, **workbooks(found, by_city)})

    assert both.figures == rolled(separate).figures
    assert not both.problems


@given(entries, cities)
def test_the_root_is_every_row_less_the_deducted_ones(found: list[Entry], by_city: set[str]) -> None:
    figures = rolled(workbooks(found, by_city)).figures

    for path, column in SUMS.items():
        form, _, field = path.partition(".")
        figure = figures.get(("41", form, field))
        assert (figure is None) == (not found)
        if figure is not None:
            assert figure.gross == sum(entry.amount(column) for entry in found)
            assert figure.direct == sum(entry.amount(column) for entry in found if entry.is_deducted(form))


@given(entries)
def test_ratios_of_the_root_are_those_of_the_rows_that_count(found: list[Entry]) -> None:
    figures = rolled(workbooks(found)).figures

    counted = [entry for entry in found if not entry.is_deducted("qc")]
    up = sum((Fraction(entry.amount("qc_participants")) for entry in counted), Fraction())
    down = sum((Fraction(entry.amount("employees")) for entry in counted), Fraction())
    figure = figures.get(("41", "qc", "participation"))
    ratio = figure.ratio if figure else None
    assert ((ratio.numerator, ratio.denominator) if ratio else (0, 0)) == (up, down)


@given(entries, cities)
def test_gross_is_net_plus_direct_and_nothing_is_below_zero(found: list[Entry], by_city: set[str]) -> None:
    result = rolled(workbooks(found, by_city))

    for (unit, form, _), figure in result.figures.items():
        if figure.ratio is not None:
            assert (figure.gross, figure.direct, figure.net) == (None, None, None)
            continue
        assert figure.gross is not None
        assert figure.direct is not None
        assert figure.net is not None
        assert figure.gross == figure.net + figure.direct
        assert 0 <= figure.direct <= figure.gross
        assert not (form == "qc" and unit in BELOW_DIRECT and figure.direct)


@given(entries, cities)
def test_a_parent_is_its_children_and_its_own_rows(found: list[Entry], by_city: set[str]) -> None:
    figures = rolled(workbooks(found, by_city)).figures

    for unit in ROSTER.units:
        below = [
            figures[key]
            for child in ROSTER.children(unit.code)
            if (key := (child.code, "qc", "groups")) in figures
        ]
        own = [entry for entry in found if entry.unit == unit.code]
        figure = figures.get((unit.code, "qc", "groups"))
        net = sum(each.net or 0 for each in below)
        net += sum(entry.amount("qc_groups") for entry in own if not entry.is_deducted("qc"))
        assert (figure.net if figure else 0) == net


@given(entries, cities)
def test_the_named_deductions_add_up_to_what_the_root_deducts(found: list[Entry], by_city: set[str]) -> None:
    result = rolled(workbooks(found, by_city))

    for path, column in SUMS.items():
        form, _, field = path.partition(".")
        figure = result.figures.get(("41", form, field))
        named = sum(each.amounts[column] for each in result.deductions if form in each.forms)
        assert named == (figure.direct if figure else 0)


@given(entries, entries, cities)
def test_every_accepted_row_stands_in_exactly_one_place(
    found: list[Entry], others: list[Entry], by_city: set[str]
) -> None:
    strays = [Entry("4180", {"qc_groups": 1, "source_unit": "410101"})]
    accepted = {**workbooks(found), **workbooks(others + strays, by_city)}

    places = rolled(accepted).contributions

    parts = [*places.counted("enterprises", "41"), *places.superseded(), *places.misplaced]
    standing = Counter((part.holder_code, row.number) for part in parts for row in part.rows)
    assert standing == Counter(
        (code, row.number) for code, book in accepted.items() for row in book.tables["enterprises"].rows
    )


def _named(each: Deduction) -> tuple[object, ...]:
    return (each.unit_code, each.direct_unit, each.forms, tuple(sorted(each.amounts.items())))


@given(entries, st.sampled_from(sorted(set(LEAVES) - {"4190", "419001"})))
def test_a_workbook_s_own_figures_are_those_of_its_roll_up(found: list[Entry], code: str) -> None:
    # Two paths to one number: what validation and the Word form of a single workbook say, and the night.
    own = [entry for entry in found if entry.unit == code]
    book = workbooks(own).get(code, submission(code, {"enterprises": []}))
    known = from_roster(ROSTER, ROSTER.unit(code))

    figures = rolled({code: book}).figures

    for form in EDITION.statistics:
        alone = compute(form, book, EDITION, known).counted
        for field in form.computed:
            figure = figures[code, form.id, field.id]
            assert alone[field.id] == (figure.net if figure.ratio is None else figure.ratio)
