"""The problems of enterprises that count twice or nowhere: their texts name both sides and the difference."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qcxl.core.cells.shown import with_measure
from qcxl.core.figures.additive import AddedColumn, AddedList, added_lists
from qcxl.core.names.decoration import Decorations
from qcxl.core.names.told_apart import apart
from qcxl.core.rollup.deduction import DirectUnits, direct_units, left_out
from qcxl.core.rollup.reconciliation import MOST_NAMED, Discrepancy, Reconciliation, Side
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.form import Field
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from qcxl.model.text import name_key

_AWAITED = "direct_unit_not_returned"


def discrepancy_problems(
    edition: Edition,
    roster: Roster,
    accepted: Mapping[str, Submission],
    reconciliation: Reconciliation,
    as_of: dt.date | None = None,
) -> Iterator[tuple[str, Problem]]:
    """The problem of each discrepancy, at the enterprise's name, with the code of the workbook's unit.

    Problem codes: `deducted_not_reported`, `reported_twice`, `claimed_twice`. Amounts stand in the measures
    of their columns; columns that only subtotal rows fill in are left out. While a direct unit has not
    returned, what was deducted for it is one problem `direct_unit_not_returned` of that unit: an info until
    the deadline is over (`as_of`).
    """
    if not reconciliation.discrepancies:
        return
    texts = _Texts(edition, roster, accepted)
    waiting: dict[str, list[Discrepancy]] = {}
    for discrepancy in reconciliation.discrepancies:
        awaited = discrepancy.direct_unit.code if discrepancy.direct_unit and not discrepancy.other else ""
        if awaited in reconciliation.silent:
            waiting.setdefault(awaited, []).append(discrepancy)
        else:
            yield discrepancy.one.holder_code, texts.problem(discrepancy)
    for code, deducted in waiting.items():
        yield code, _awaited(edition, roster, code, deducted, as_of)


def _awaited(
    edition: Edition, roster: Roster, code: str, deducted: Sequence[Discrepancy], as_of: dt.date | None
) -> Problem:
    """The problem of a direct unit that has not returned, with the units that deducted the most for it."""
    counts = Counter(roster.unit(discrepancy.one.unit_code).name for discrepancy in deducted)
    named = "、".join(f"“{name}”{count} 家" for name, count in counts.most_common(MOST_NAMED))
    is_open = as_of is not None and as_of <= dt.date.fromisoformat(edition.fact("due"))
    return problem(
        _AWAITED,
        severity=Severity.INFO if is_open else edition.severity(_AWAITED),
        value=roster.unit(code).name,
        unit=roster.unit(code).name,
        count=len(deducted),
        who=f"{named}{'等' if len(counts) > MOST_NAMED else ''}，共",
    )


class _Texts:
    """The problems of single discrepancies."""

    def __init__(self, edition: Edition, roster: Roster, accepted: Mapping[str, Submission]) -> None:
        self._edition, self._roster, self._accepted = edition, roster, accepted
        self._decorations = Decorations.of(edition)
        self._lists: dict[str, AddedList] = added_lists(edition)
        self._directs: DirectUnits = direct_units(edition, roster)

    def problem(self, discrepancy: Discrepancy) -> Problem:
        side, added = discrepancy.one, self._lists[discrepancy.one.table]
        sheet, cell = self._place(side)
        direct = discrepancy.direct_unit.name if discrepancy.direct_unit else ""
        facts: dict[str, str] = {
            "direct": direct,
            "direct_field": added.form.field(added.direct_field).label,
            "unit": self._roster.unit(side.unit_code).name,
        }
        if discrepancy.other is None:
            facts["why"] = f"“{direct}”报的企业里没有它"
            facts["so"] = self._counted_elsewhere(discrepancy) or self._counted_nowhere(discrepancy)
        else:
            facts["second"] = self._roster.unit(discrepancy.other.unit_code).name
            facts["other"] = self._where(discrepancy.other, besides=side.name)
            facts["amounts"] = _compared(self._compared(side, discrepancy.other))
        return problem(
            discrepancy.code,
            severity=self._edition.severity(discrepancy.code),
            sheet=sheet,
            cell=cell,
            field=added.form.fields[0].label,
            value=side.name,
            **facts,
        )

    def _place(self, side: Side) -> tuple[str, str]:
        table = self._accepted[side.holder_code].tables[side.table]
        return table.sheet, table.address(side.row, self._lists[side.table].form.fields[0].id)

    def _where(self, side: Side, besides: str = "") -> str:
        sheet, cell = self._place(side)
        place = f"“{self._roster.unit(side.holder_code).name}”的工作簿 {sheet}!{cell}"
        if name_key(side.name) == name_key(besides):
            return place
        meant = self._decorations.key(side.name) == self._decorations.key(besides)
        difference = apart(besides, side.name) if meant else ""
        return f"{place}，名称写的是“{side.name}”{f'，{difference}' if difference else ''}"

    def _counted_elsewhere(self, discrepancy: Discrepancy) -> str:
        """The words that another unit lists the same enterprise; empty where none does."""
        if discrepancy.elsewhere is None:
            return ""
        unit = self._roster.unit(discrepancy.elsewhere.unit_code).name
        return f"而“{unit}”列了这家企业（{self._where(discrepancy.elsewhere, besides=discrepancy.one.name)}）"

    def _counted_nowhere(self, discrepancy: Discrepancy) -> str:
        named = [f"“{side.name}”（{self._where(side, besides=side.name)}）" for side in discrepancy.similar]
        likely = f"疑似是{'、'.join(named)}，" if named else ""
        return f"{likely}这一行的数因此没有计入：{_listed(self._lost(discrepancy.one))}"

    def _columns(self, table: str) -> Iterator[AddedColumn]:
        return (column for column in self._lists[table].additive.values() if not column.for_subtotals)

    def _lost(self, side: Side) -> Iterator[tuple[Field, int]]:
        added = self._lists[side.table]
        text = side.row.text(added.direct_field)
        amounts = left_out(added, side.row, self._directs.deducting_forms(side.unit_code, text))
        for column in self._columns(side.table):
            amount = amounts.get(column.field.id)
            if amount:
                yield column.field, amount

    def _compared(self, side: Side, twin: Side) -> Iterator[tuple[Field, int, int]]:
        for column in self._columns(side.table):
            yield column.field, column.amount(side.row), column.amount(twin.row)


def _listed(amounts: Iterable[tuple[Field, int]]) -> str:
    return _some([_amount(field, amount) for field, amount in amounts]) or "各项都是 0"


def _compared(amounts: Iterable[tuple[Field, int, int]]) -> str:
    """The words on both sides' amounts: the columns that differ, with the difference, else equal amounts."""
    pairs = tuple(amounts)
    differing = [
        f"{_amount(field, first)}与 {with_measure(second, field)}"
        f"（相差 {with_measure(abs(first - second), field)}）"
        for field, first, second in pairs
        if first != second
    ]
    if differing:
        return f"两边的数不同：{_some(differing)}"
    return f"两边的数相同：{_listed((field, first) for field, first, _ in pairs if first)}"


def _some(texts: Sequence[str]) -> str:
    return "、".join(texts[:MOST_NAMED]) + ("等" if len(texts) > MOST_NAMED else "")


def _amount(field: Field, amount: int) -> str:
    # The measure stands behind the figure, so the label need not repeat it.
    return f"{field.label.removesuffix(f'（{field.measure}）')} {with_measure(amount, field)}"
