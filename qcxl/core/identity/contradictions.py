"""Contradictions of a workbook's hidden identity: its file's name, its sheets, its rows (contract 3.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from qcxl.core.identity.copied_rows import CopiedRows
from qcxl.core.identity.named_units import Found, NamedUnits, is_place, short_form
from qcxl.core.identity.places_of_rows import PlacesOfRows
from qcxl.core.identity.sent_workbook import SentWorkbook
from qcxl.core.problems.graded import graded
from qcxl.core.results.issued_units import issued_roster
from qcxl.model.edition import Edition
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import ShownUnit, Submission
from qcxl.model.text import name_key


class Contradictions:
    """The contradictions of workbooks of one edition, whose units stand in a roster.

    `knows_all` is False where the roster is what one workbook knows of itself. Problem codes:
    `identity_contradicted_by_name`, `identity_contradicted_by_sheet`, `identity_contradicted_by_places`,
    `identity_contradicted_by_rows`, `shown_unit_differs`.
    """

    def __init__(self, edition: Edition, roster: Roster, *, knows_all: bool = True) -> None:
        self._edition, self._roster, self._knows_all = edition, roster, knows_all
        self._named = NamedUnits(roster.units)
        self._places = PlacesOfRows(edition, roster, self._named, knows_all=knows_all)

    def by_name(self, file: str, unit_code: str) -> tuple[Problem, ...]:
        """The problem of a file whose name names another unit, and neither this one nor one above it.

        A unit above the other named one is only its address (信阳市商城县). Enterprises of a direct unit
        or an industry lie anywhere: for it only a name made of names of units alone counts.
        """
        unit = self._roster.get(unit_code)
        if unit is None:
            return ()
        name = file.rpartition("!")[2].replace("\\", "/").rpartition("/")[2]
        found = self._named.in_file_name(name, whole_words=not self._is_region(unit))
        other = self._other(found, unit, allows_above=True)
        if other is None or _is_left(unit.name, name, other):
            return ()
        facts = {"value": name, "unit": unit.name, "other": other.name}
        return (graded(self._edition, "identity_contradicted_by_name", **facts),)

    def by_content(self, submission: Submission) -> tuple[Problem, ...]:
        """The problems of sheets that show another unit, and of names that all carry another region."""
        unit = self._roster.get(submission.identity.unit_code)
        if unit is None:
            return ()
        return (*self._by_sheets(submission, unit), *self._places.problems(submission, unit))

    def by_rows(
        self, sent: Iterable[SentWorkbook], doubted: Collection[str] = ()
    ) -> Iterator[tuple[str, Problem]]:
        """The content and the problem of each workbook most of whose rows are another unit's return."""
        yield from CopiedRows(self._edition, self._roster, self._places, sent, doubted).problems()

    def _other(self, found: Sequence[Found], unit: Unit, *, allows_above: bool) -> Unit | None:
        """The first other unit that is named, None where the unit itself is named or nothing but above it."""
        named = [each for one in found for each in one.units]
        above = self._roster.ancestors(unit.code)
        if unit in named:
            return None
        addresses = {up.code for each in named for up in self._roster.ancestors(each.code)}
        others = [each for each in named if each.code not in addresses]
        if allows_above and any(each in above for each in others):
            return None
        return others[0] if others else None

    def _other_shown(self, key: str, unit: Unit) -> Unit | None:
        """The other unit that a shown text names, None for a text in which it is a part of another name.

        河南省 in 国家电网河南省电力公司 is no unit of its own.
        """
        found = self._named.in_text(key)
        is_whole = sum(one.end - one.start for one in found) == sum(map(str.isalnum, key))
        if not is_whole and not self._is_region(unit):
            return None
        return self._other(found, unit, allows_above=not is_whole)

    def _is_region(self, unit: Unit) -> bool:
        return is_place(unit.name) and not self._roster.reports_directly(unit.code)

    def _by_sheets(self, submission: Submission, unit: Unit) -> Iterator[Problem]:
        told: set[str] = set()
        for shown in submission.shown_units:
            code, other = self._shown(shown, submission, unit)
            if code and f"{code} {other}" not in told:
                told.add(f"{code} {other}")
                yield graded(
                    self._edition,
                    code,
                    sheet=shown.sheet,
                    cell=shown.cell,
                    value=shown.text,
                    unit=unit.name,
                    other=other,
                )

    def _shown(self, shown: ShownUnit, submission: Submission, unit: Unit) -> tuple[str, str]:
        """The code for a shown unit and the other unit's name; no code where it is the workbook's own."""
        identity, key = submission.identity, name_key(shown.text)
        own = {name_key(unit.name), name_key(identity.unit_name)}
        if shown.is_code:
            other = None if key == name_key(identity.unit_code) else self._named.of_code(shown.text)
        else:
            other = self._other_shown(key, unit)
            if any(_is_left(name, key, other) or _abbreviates(key, name) for name in own):
                return "", ""
        if other:
            return "identity_contradicted_by_sheet", other.name
        if shown.is_code:
            return "", ""
        is_unknown_place = not self._knows_all and is_place(shown.text)
        code = "identity_contradicted_by_sheet" if is_unknown_place else "shown_unit_differs"
        return code, shown.text


def of_one(edition: Edition, file: str, submission: Submission) -> tuple[Problem, ...]:
    """The contradictions of one workbook without a roster, by its own lists and the units of the edition."""
    known = Contradictions(edition, _known_roster(edition, submission), knows_all=False)
    return (*known.by_name(file, submission.identity.unit_code), *known.by_content(submission))


def _known_roster(edition: Edition, submission: Submission) -> Roster:
    issued = issued_roster(submission)
    listed = {name_key(unit.name) for unit in issued.units}
    more = [
        Unit(f"·{number}·", organisation.name, Level.OTHER, issued.root.code, direct=False)
        for number, organisation in enumerate(edition.organisations, start=1)
        if name_key(organisation.name) not in listed
    ]
    return Roster((*issued.units, *more))


def _is_left(name: str, text: str, other: Unit | None) -> bool:
    """True where a text has the name of a unit, in full or short, beside the name of the other unit.

    潢川 in 潢川经济开发区 does not name 潢川县.
    """
    key, own = name_key(text), name_key(name)
    rest = key.replace(name_key(other.name), "|") if other and name_key(other.name) not in own else key
    return bool(own) and (own in rest or short_form(name) in rest)


def _abbreviates(short: str, name: str) -> bool:
    """True where all letters of a text stand in a name in the same order: 国网河南电力."""
    letters = iter(name)
    return len(short) > 1 and all(letter in letters for letter in short)
