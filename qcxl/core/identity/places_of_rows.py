"""Places in the names of enterprises: whose county a workbook's own rows speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from qcxl.core.identity.named_units import NamedUnits, is_place, short_form
from qcxl.core.identity.sent_workbook import own_rows, related
from qcxl.core.problems.graded import graded
from qcxl.model.edition import Edition
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Submission, Table
from qcxl.model.text import name_key

_FEWEST = 2
_FEWEST_MIXED = 3
"""The fewest rows that count as another's where they carry the names of several counties."""
_HIGHER = re.compile(r"([^\W\d_a-z]{2,3}省)?([^\W\d_a-z]{2,4}?市)?")
_COUNTY = re.compile(r"[^\W\d_a-z]{1,4}?县")


class _Named(NamedTuple):
    """One own row with the place of its name."""

    table: Table
    row: Row
    field: str
    name: str


class PlacesOfRows:
    """The places that the names of enterprises carry, for the units of a roster.

    Without a whole roster (`knows_all`), as for one workbook that is judged alone, a county of which nothing
    is known counts too.
    """

    def __init__(self, edition: Edition, roster: Roster, named: NamedUnits, *, knows_all: bool) -> None:
        self._edition, self._roster, self._named = edition, roster, named
        self._knows_all = knows_all

    def problems(self, submission: Submission, unit: Unit) -> Iterator[Problem]:
        """The problem of a region's workbook whose own enterprises all carry the name of another region.

        Direct units are exempt, and so are industries: their enterprises lie anywhere.
        """
        if self._roster.reports_directly(unit.code) or submission.identity.direct or not is_place(unit.name):
            return
        rows = [
            _Named(table, row, added.form.fields[0].id, row.text(added.form.fields[0].id))
            for added, table, row in own_rows(submission, self._edition)
            if added.has_amounts
        ]
        other = self._other(rows, unit) if len(rows) >= _FEWEST else ""
        if other:
            first = rows[0]
            yield graded(
                self._edition,
                "identity_contradicted_by_places",
                sheet=first.table.sheet,
                cell=first.table.address(first.row, first.field),
                value=first.name,
                unit=unit.name,
                other=other,
                count=len(rows),
            )

    def _other(self, rows: list[_Named], unit: Unit) -> str:
        """The name of the region that all rows carry, empty where one of them carries none or its own."""
        carried = []
        for row in rows:
            others = self.others_in(row.name, unit)
            if not others:
                # Nearly always at the first row already.
                return "" if self._knows_all else self._unknown_county(rows, unit)
            carried.append(others)
        above = [self._with_above(units, unit) for units in carried]
        common = set(above[0]).intersection(*above[1:])
        if common:
            deepest = max(sorted(common), key=lambda code: len(self._roster.ancestors(code)))
            return self._roster.unit(deepest).name
        counts = Counter(units[0].name for units in carried)
        return counts.most_common(1)[0][0] if len(rows) >= _FEWEST_MIXED else ""

    def others_in(self, name: str, unit: Unit) -> tuple[Unit, ...]:
        """The other regions in the name of an enterprise; none where the name carries the unit's own, too."""
        if self.carries(name, unit):
            return ()
        found = [place for found in self._named.in_text(name) for place in found.units]
        if any(unit in self._roster.ancestors(place.code) for place in found):
            return ()
        return tuple(place for place in found if self._is_other(place, unit))

    def carries(self, name: str, unit: Unit) -> bool:
        """True where the name of an enterprise holds the name of a region, in full or short."""
        return is_place(unit.name) and short_form(unit.name) in name_key(name)

    def _is_other(self, place: Unit, unit: Unit) -> bool:
        if not is_place(place.name) or related(self._roster, place, unit):
            return False
        # 潢川 belongs into the names of 潢川经济开发区, and a city's into those of counties around it.
        is_inside = short_form(place.name) in name_key(unit.name)
        return not is_inside and (unit.level is Level.CITY or place.level is not Level.CITY)

    def _with_above(self, places: tuple[Unit, ...], unit: Unit) -> list[str]:
        units = [above for place in places for above in (place, *self._roster.ancestors(place.code))]
        return [above.code for above in units if above in places or self._is_other(above, unit)]

    def _unknown_county(self, rows: list[_Named], unit: Unit) -> str:
        """The county that no list knows and with which all names begin, behind the names of units above."""
        if unit.level is not Level.COUNTY:
            # The counties of a city need not stand in its lists.
            return ""
        above = [name_key(each.name) for each in self._roster.ancestors(unit.code) if each.name]
        above += [short_form(name) for name in above]
        first = {self._county(name_key(row.name), above) for row in rows}
        county = first.pop()
        known = any(self.carries(row.name, unit) for row in rows)
        return "" if first or known or not county or name_key(county) in above else county

    @staticmethod
    def _county(name: str, above: list[str]) -> str:
        name = _HIGHER.sub("", name, count=1)
        for place in sorted(above, key=len, reverse=True):
            name = name.removeprefix(place) if place else name
        match = _COUNTY.match(name)
        return match[0] if match else ""
