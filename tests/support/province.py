"""A made-up province of 160 units that return workbooks by the henan-2020 notice, some oddly or not at all.

Who stands where is decided here, as it is typed; figures are plain decimals in the measures of the columns.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from qcxl.model.edition import Edition, Organisation
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.submission import Identity, Row, Submission, Table
from tests.support import workbooks

PROVINCE, OTHERS = "41", "4199"
CITIES = tuple(f"41{number:02d}" for number in range(1, 18))
COUNTIES = {city: tuple(f"{city}{number:02d}" for number in range(1, 7)) for city in CITIES}
STANDALONE = ("4181", "4182", "4183", "4184")
ASSOCIATIONS = ("HX01", "HX02", "HX03")
BRANCHES = {
    f"HY{number:02d}": tuple(f"HY{number:02d}{below}" for below in range(1, 6)) for number in (1, 2, 3, 4)
}
QC, TEAM = "qc_statistics", "team_statistics"
DIRECT = {f"HY{number:02d}": frozenset((QC, TEAM)) for number in range(1, 13)} | {
    "HY02": frozenset((QC,)),
    "HY03": frozenset((TEAM,)),
    "HY04": frozenset[str](),
}
"""The units that the roster calls direct, and the forms in which the notice says so."""
SILENT_DIRECT, SILENT_CITY = "HY12", CITIES[4]
"""A direct unit that never reports though regions deduct its enterprises, and a city without any workbook."""
LISTING, BOTH, DIFFERING = CITIES[:4], CITIES[5:8], CITIES[8:10]
"""Cities that list their counties' rows: alone, beside their counties, and otherwise than these do."""
CLAIMING = (COUNTIES[CITIES[12]][1], COUNTIES[CITIES[14]][3])
"""Two counties that list the same enterprise as their own."""
CLAIMED = "示例双城机械有限公司"

COUNTS = (
    *("employees", "qc_participants", "qc_groups_total", "qc_groups_registered", "qc_groups_active"),
    *("qc_groups_with_results", "team_count_total", "team_count", "team_participants", "team_enterprises"),
)
MONEY = ("qc_benefit_total", "qc_benefit", "qc_spending", "qc_rewards", "team_spending", "team_rewards")
MILLION = 1_000_000
LISTS = ("enterprises", "qc_groups", "qc_judges", "teams", "team_judges")

Entry = Decimal | str


@dataclass(frozen=True)
class Line:
    """One row: the list, whose it is, and what was typed, without the source unit."""

    table: str
    unit: str
    entries: Mapping[str, Entry]


@dataclass
class Province:
    """What came in: `books` by who sent them, each line with its source unit; and who counts.

    `counted` are the lines of which the figures of each unit are made, its children's apart; a unit that
    reports nothing has an empty list, one without an accepted workbook none.
    """

    books: dict[str, list[tuple[str, Line]]] = field(default_factory=dict)
    counted: dict[str, list[Line]] = field(default_factory=dict)
    misplaced: list[Line] = field(default_factory=list)

    def submissions(self) -> dict[str, Submission]:
        """The accepted workbooks by unit code."""
        return {code: submission(code, lines) for code, lines in self.books.items()}


def edition() -> Edition:
    """The shipped edition, whose quota tables name the direct units of this province."""
    rows = tuple(
        Organisation(name(code), "行业", tuple(sorted(forms)), {}, "") for code, forms in DIRECT.items()
    )
    return dataclasses.replace(workbooks.edition(), organisations=rows)


def name(code: str) -> str:
    """What a unit is called."""
    return f"示例{code}单位"


def roster() -> Roster:
    """All 160 units."""
    cities = [
        each
        for city in CITIES
        for each in (_unit(city, Level.CITY), *(_unit(code, Level.COUNTY, city) for code in COUNTIES[city]))
    ]
    industries = [
        each
        for code in DIRECT
        for each in (
            dataclasses.replace(_unit(code, Level.INDUSTRY), direct=True),
            *(_unit(branch, Level.ENTERPRISE, code) for branch in BRANCHES.get(code, ())),
        )
    ]
    return Roster(
        (
            _unit(PROVINCE, Level.PROVINCE, ""),
            *cities,
            *(_unit(code, Level.COUNTY) for code in STANDALONE),
            *industries,
            *(_unit(code, Level.INDUSTRY) for code in ASSOCIATIONS),
            _unit(OTHERS, Level.OTHER),
        )
    )


def _unit(code: str, level: Level, parent: str = PROVINCE) -> Unit:
    return Unit(code, name(code), level, parent, direct=False)


def made(seed: int) -> Province:
    """The province of a seed."""
    random, units = Random(seed), roster()
    found = Province()
    for unit in units.walk():
        is_missing = unit.level is Level.COUNTY and unit.code not in CLAIMING and random.random() < 0.1
        if unit.code in (SILENT_DIRECT, SILENT_CITY) or unit.parent_code == SILENT_CITY or is_missing:
            continue
        lines = _lines(unit.code, random)
        if unit.code in CLAIMING:
            lines.append(_enterprise(unit.code, random, enterprise_name=CLAIMED))
        found.counted[unit.code] = lines
        found.books[unit.code] = [("", line) for line in lines]
    for city in (*LISTING, *BOTH, *DIFFERING):
        _list_counties(found, city, random)
    stray = _enterprise(STANDALONE[0], random)
    found.books[CITIES[0]].append((name(STANDALONE[0]), stray))
    found.misplaced.append(stray)
    return found


def _list_counties(found: Province, city: str, random: Random) -> None:
    """The city's workbook lists what its counties report; a county without any row is not in it."""
    for county in COUNTIES[city]:
        lines = found.counted.get(county)
        if not lines:
            continue
        source = random.choice((name(county), county))
        found.books[city] += [(source, line) for line in lines]
        if city in LISTING:
            del found.books[county]
        elif city in DIFFERING:
            found.books[county].append(("", _enterprise(county, random)))


def _lines(unit: str, random: Random) -> list[Line]:
    enterprises = [_enterprise(unit, random) for _ in range(random.choice((0, 1, 5, 9, 14)))]
    teams = [_team(unit, random) for _ in range(random.randint(0, 4)) if enterprises]
    return [*enterprises, *teams]


def _enterprise(unit: str, random: Random, **given: str) -> Line:
    entries: dict[str, Entry] = {"enterprise_name": f"示例{unit}第{random.randrange(10**12)}有限公司"}
    # What a direct unit types into this column is ignored, and so is what names no direct unit.
    if random.random() < 0.3:
        direct = random.choice(tuple(DIRECT))
        entries["direct_unit"] = random.choice((direct, name(direct), "没有这家单位"))
    for column in COUNTS:
        if random.random() < 0.9 and column != "team_enterprises":
            entries[column] = Decimal(random.choice((0, random.randint(1, 40), random.randint(1, 10**6))))
    for column in MONEY:
        if random.random() < 0.9:
            entries[column] = Decimal(random.randint(0, 10**11)).scaleb(-6)
    return Line("enterprises", unit, entries | given)


def _team(unit: str, random: Random) -> Line:
    entries: dict[str, Entry] = {"team_name": f"示例{random.randrange(10**12)}班组"}
    return Line("teams", unit, entries | random.choice(({}, {"recommended": "是"}, {"recommended": "否"})))


def submission(code: str, lines: Iterable[tuple[str, Line]]) -> Submission:
    """The workbook of a unit as it is read: figures in base units (分 for money)."""
    rows: dict[str, list[Row]] = {}
    for source, line in lines:
        members = rows.setdefault(line.table, [])
        values = {id_: _typed(id_, entry) for id_, entry in line.entries.items()}
        members.append(Row(5 + 2 * len(members), values | ({"source_unit": source} if source else {})))
    return Submission(
        identity=Identity("henan-2020", "", code, name(code), "", "", direct=code in DIRECT),
        cards={},
        tables={form: _table(form, rows.get(form, ())) for form in LISTS},
        lists={},
    )


def _typed(column: str, entry: Entry) -> int | str:
    if isinstance(entry, str):
        return entry
    return int(entry * MILLION) if column in MONEY else int(entry)


def _table(form_id: str, rows: Sequence[Row]) -> Table:
    form = workbooks.edition().form(form_id)
    columns = {each.id: number for number, each in enumerate(form.fields, start=1)}
    return Table(form.id, form.sheet, columns, tuple(rows), header_row=4)
