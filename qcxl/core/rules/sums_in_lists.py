"""Rules on rows of a list whose figures are the sum of other rows: totals under any name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qcxl.core.figures.row_sums import Figures, RowSum, SummedRows, SumSearch, shifted
from qcxl.core.rules.no_entries import NoEntries, at_row, no_entries
from qcxl.core.rules.predicate import Others, Predicate, Subject
from qcxl.model.edition import Rule
from qcxl.model.form import FieldKind, Form, FormKind
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Table
from qcxl.model.text import name_key


@dataclass(frozen=True, slots=True)
class _Judged:
    """The rows of one list without its notes, and what is known of them by their words."""

    table: Table
    rows: Sequence[Row]
    sources: Sequence[str]
    words: NoEntries
    least: int
    figures: Sequence[Figures]
    direct: frozenset[int]
    unsettled: frozenset[int]

    def sums(self) -> SummedRows:
        """The rows that are sums: of rows of the same source unit, the unit's own rows also of all rows.

        A row of a child is never compared with the rows of others: the child's own workbook was judged.
        """
        found = SummedRows()
        by_source: dict[str, list[int]] = {}
        for at, source in enumerate(self.sources):
            by_source.setdefault(source, []).append(at)
        for source, places in by_source.items():
            of_source = shifted(self._search(places).found(), places)
            found.certain.update(of_source.certain)
            if not source:
                found.likely.update(of_source.likely)
        if len(by_source) > 1 and "" in by_source:
            every = range(len(self.rows))
            of_children = frozenset(at for at in every if self.sources[at])
            search = self._search(every)
            search = replace(
                search,
                totals=search.totals | frozenset(found.certain),
                entries=search.entries | of_children,
            )
            found.certain.update(search.found().certain)
        return found

    def _search(self, places: Sequence[int]) -> SumSearch:
        rows = [self.rows[at] for at in places]
        every = range(len(rows))
        waiting = [at for at in every if places[at] in self.unsettled]
        own = frozenset(at for at in waiting if self.words.is_own(rows[at]))
        direct = frozenset(at for at in every if places[at] in self.direct)
        others = frozenset(every) - direct
        return SumSearch(
            rows=[self.figures[at] for at in places],
            least=self.least,
            totals=frozenset(at for at in waiting if self.words.total(rows[at]) is not None),
            entries=frozenset(at for at in waiting if at not in own and self._is_complete(rows[at])),
            own=own,
            odd=frozenset(at for at in waiting if self.words.is_odd(rows[at])),
            parts=(direct, others) if direct and others else (),
        )

    def _is_complete(self, row: Row) -> bool:
        """True for a row with an enterprise and its group or team, where few small figures say nothing."""
        names = self.words.names
        return len(names) > 1 and all(row.text(field.id) for field in names)


def not_the_sum(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No row has the sum of other rows in all figures (对照) that are given, whatever its name says.

    The sum is one of all rows above or below, of a block of them, or of subtotals, with at least two addends
    and at least 参数 columns above zero. A row with the name of the unit needs one addend and one column.
    """
    judged = _judged(rule, form, subject)
    if judged is not None:
        yield from _problems(rule, judged, judged.sums().certain)


def not_nearly_the_sum(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No row is nearly a sum by `not_the_sum`: in fewer columns, of one addend, or with some old figures."""
    judged = _judged(rule, form, subject)
    if judged is not None:
        yield from _problems(rule, judged, judged.sums().likely)


def _problems(rule: Rule, judged: _Judged, sums: Mapping[int, RowSum]) -> Iterator[Problem]:
    name = judged.words.names[0]
    for at, found in sorted(sums.items()):
        row, first, last = judged.rows[at], judged.rows[found.first].number, judged.rows[found.last].number
        yield at_row(
            rule,
            judged.table,
            row,
            name,
            named=f"“{row.text(name.id)}”" if row.text(name.id) else "",
            added=f"第 {first} 行" if first == last else f"第 {first} 至 {last} 行里 {found.addends} 行",
            count=found.equal,
        )


def _judged(rule: Rule, form: Form, subject: Subject) -> _Judged | None:
    table = subject.submission.tables.get(form.id)
    if table is None:
        return None
    words = no_entries(rule, form, subject)
    unsettled = {row.number for row in table.rows if not words.is_settled(row)}
    rows = [row for row in table.rows if row.number not in unsettled or words.note(row) is None]
    source = form.field_of_kind(FieldKind.SOURCE_UNIT)
    direct = form.field_of_kind(FieldKind.DIRECT_UNIT)
    return _Judged(
        table=table,
        rows=rows,
        sources=[_source(row.text(source.id), subject) if source else "" for row in rows],
        words=words,
        least=int(rule.limit),
        figures=[[_figure(row, name) for name in rule.others] for row in rows],
        direct=frozenset(at for at, row in enumerate(rows) if direct and row.text(direct.id)),
        unsettled=frozenset(at for at, row in enumerate(rows) if row.number in unsettled),
    )


def _source(typed: str, subject: Subject) -> str:
    key = name_key(typed)
    return "" if key in subject.known.own else name_key(subject.known.child_name(typed) or key)


def _figure(row: Row, name: str) -> int | None:
    value = row.get(name)
    return value if isinstance(value, int) else None


_LIST = (FormKind.LIST,)
_FACTS = ("named", "added", "count")

SUMS_IN_LISTS: Mapping[str, Predicate] = {
    "not_the_sum": Predicate(not_the_sum, _LIST, _FACTS, fields=1, others=Others.BESIDE, limit=True),
    "not_nearly_the_sum": Predicate(
        not_nearly_the_sum, _LIST, _FACTS, fields=1, others=Others.BESIDE, limit=True
    ),
}
"""The predicates on rows that are sums, by the word that the 规则 sheet uses."""
