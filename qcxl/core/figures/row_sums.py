"""Rows whose figures are the sum of other rows of their list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

Figures = Sequence[int | None]
"""The figures of one row, column by column; None: not given, which agrees with every sum."""

LEAST_ADDENDS = 2
_LEAST_REMARKED = 2


@dataclass(frozen=True, slots=True)
class RowSum:
    """The agreement of one row with the sum of others; `first` and `last` are indexes of added rows.

    `addends` are the added rows with a figure, `equal` the columns in which the row and the sum agree and are
    not zero, `other` those in which they differ; `of_all` says that all rows on one side were added.
    """

    first: int
    last: int
    addends: int
    equal: int
    other: int
    of_all: bool


@dataclass(frozen=True, slots=True)
class SummedRows:
    """The rows of a list that are sums, by index: `certain` of them, and `likely` ones that may be chance."""

    certain: dict[int, RowSum] = field(default_factory=dict)
    likely: dict[int, RowSum] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """The rows that a search has passed: the plain ones with their `sums`, the totals, and all in order."""

    sums: list[int]
    plain: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    every: list[int] = field(default_factory=list)

    def add(self, row: int, figures: Figures, *, is_total: bool) -> None:
        self.every.append(row)
        if is_total:
            self.totals.append(row)
            return
        self.plain.append(row)
        self.sums = [added + (figure or 0) for added, figure in zip(self.sums, figures, strict=True)]


@dataclass(frozen=True, slots=True)
class SumSearch:
    """The search for sums among the rows of a list.

    `least` is the least number of equal columns by which figures alone show a sum. `totals` are rows that are
    known to be totals, and are added up by other totals only; `entries` those that are known to be none;
    `own` those that carry the unit's own name, for which any agreement is enough; `odd` those without the
    name of an enterprise, which may be the sum of any block of rows and of each of the `parts`. All are
    indexes of `rows`.
    """

    rows: Sequence[Figures]
    least: int
    totals: frozenset[int] = frozenset()
    entries: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    odd: frozenset[int] = frozenset()
    parts: tuple[frozenset[int], ...] = ()

    def found(self) -> SummedRows:
        """The rows that are sums of rows above them, then those that are sums of rows below."""
        down = self._walk(range(len(self.rows)), self.totals)
        up = self._walk(range(len(self.rows) - 1, -1, -1), self.totals | set(down.certain))
        certain = up.certain | down.certain
        likely = {row: each for row, each in down.likely.items() if row not in certain}
        return SummedRows(certain, likely)

    def _walk(self, order: Sequence[int], known: Collection[int]) -> SummedRows:
        found = SummedRows()
        seen = _Seen([0] * max(map(len, self.rows), default=0))
        for row in order:
            agreements = () if row in known or row in self.entries else tuple(self._agreements(row, seen))
            certain = next((each for each in agreements if self._is_certain(row, each)), None)
            likely = next((each for each in agreements if self._is_likely(row, each)), None)
            if certain is not None:
                found.certain[row] = certain
            elif likely is not None:
                found.likely[row] = likely
            seen.add(row, self.rows[row], is_total=row in known or certain is not None)
        return found

    def _agreements(self, row: int, seen: _Seen) -> Iterator[RowSum]:
        lead = next((at for at, figure in enumerate(self.rows[row]) if figure), None)
        if lead is None:
            return
        yield from self._blocks_beside(row, lead, seen.plain)
        if seen.totals:
            yield from self._blocks_beside(row, lead, seen.totals)
            # A formula that adds up everything above adds up the subtotals, too.
            yield from self._blocks_beside(row, lead, seen.every)
        if row in self.odd:
            yield from self._blocks(row, lead, seen.plain)
            for part in self.parts:
                yield from self._sum_of(row, [other for other in seen.plain if other in part], of_all=False)
        if row in self.own or (len(seen.plain) >= LEAST_ADDENDS and self._may_be_stale(row, seen.sums)):
            yield from self._sum_of(row, seen.plain, of_all=True, exact=False)

    def _blocks_beside(self, row: int, lead: int, others: list[int]) -> Iterator[RowSum]:
        """The agreements with blocks of rows that end beside the row; amounts are not negative."""
        wanted = self.rows[row][lead] or 0
        added = 0
        for start in range(len(others) - 1, -1, -1):
            added += self.rows[others[start]][lead] or 0
            if added > wanted:
                return
            if added == wanted:
                yield from self._sum_of(row, others[start:], of_all=not start)

    def _blocks(self, row: int, lead: int, others: list[int]) -> Iterator[RowSum]:
        """The agreements with blocks of rows anywhere."""
        wanted = self.rows[row][lead] or 0
        start = added = 0
        for end, other in enumerate(others, start=1):
            added += self.rows[other][lead] or 0
            while added > wanted and start < end:
                added -= self.rows[others[start]][lead] or 0
                start += 1
            if added == wanted:
                yield from self._sum_of(row, others[start:end], of_all=False)

    def _may_be_stale(self, row: int, sums: list[int]) -> bool:
        """True for a row that agrees with all rows in most figures: a total in which few figures are old."""
        given = [figure == added for figure, added in zip(self.rows[row], sums, strict=True) if figure]
        return sum(given) >= self.least

    def _sum_of(
        self, row: int, others: Sequence[int], *, of_all: bool, exact: bool = True
    ) -> Iterator[RowSum]:
        equal = other = 0
        for at, figure in enumerate(self.rows[row]):
            if figure is None:
                continue
            if figure == self._total(others, at):
                equal += figure != 0
            else:
                other += 1
                if exact:
                    return
        addends = sum(1 for each in others if any(self.rows[each]))
        if equal and addends:
            yield RowSum(min(others), max(others), addends, equal, other, of_all)

    def _total(self, rows: Sequence[int], at: int) -> int:
        return sum(self.rows[row][at] or 0 for row in rows)

    def _is_certain(self, row: int, found: RowSum) -> bool:
        if row in self.own:
            return not found.other or (found.equal >= self.least and found.equal > found.other)
        return not found.other and found.addends >= LEAST_ADDENDS and found.equal >= self.least

    def _is_likely(self, row: int, found: RowSum) -> bool:
        if found.other:
            return found.equal >= self.least and found.equal > found.other
        if found.addends >= LEAST_ADDENDS:
            return found.equal >= _LEAST_REMARKED
        # Two enterprises may have the same figures; a row without a name of one is rather their total.
        return row in self.odd and found.of_all and found.equal >= self.least


def shifted(found: SummedRows, places: Sequence[int]) -> SummedRows:
    """The sums found among some rows of a list, by the indexes `places` that these have in the whole list."""
    return SummedRows(*(_shifted(sums, places) for sums in (found.certain, found.likely)))


def _shifted(sums: dict[int, RowSum], places: Sequence[int]) -> dict[int, RowSum]:
    return {
        places[row]: replace(each, first=places[each.first], last=places[each.last])
        for row, each in sums.items()
    }
