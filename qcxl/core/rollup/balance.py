"""The balance of a roll-up: each accepted row stands in one place, and the counted rows make the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from qcxl.core.figures.additive import AddedList, added_lists, base_paths
from qcxl.core.rollup.contributions import Contribution, Contributions
from qcxl.core.rollup.deduction import Deduction, DirectUnits
from qcxl.model.edition import Edition
from qcxl.model.form import Form, Method
from qcxl.model.organisation import Roster
from qcxl.model.quantity import Ratio
from qcxl.model.submission import Row, Submission

NetFigures = Mapping[tuple[str, str], int | Ratio]
"""The net figures of one unit by form and field; a ratio with its net bases."""


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """The accepted rows of one list by their place in one statistics form (empty: no form uses the list).

    The places are numbers of rows: `counted` in the net figures of the root, `deducted` from these figures,
    `superseded` by rows that a workbook further up lists, and `misplaced` (no known unit). `is_complete` says
    that each accepted row stands in exactly one place and for the right reason, `sums_agree` that the counted
    rows add up to the figures of the root.
    """

    table: str
    form: str
    accepted: int
    counted: int
    deducted: int
    superseded: int
    misplaced: int
    is_complete: bool
    sums_agree: bool

    @property
    def holds(self) -> bool:
        """True where no row is lost, no row counts twice and the sums agree."""
        return self.is_complete and self.sums_agree


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of a whole roll-up, lists and forms in the order of the edition."""

    lines: tuple[BalanceLine, ...]

    @property
    def holds(self) -> bool:
        """True where every line holds."""
        return all(line.holds for line in self.lines)


def balance_of(
    edition: Edition,
    directs: DirectUnits,
    accepted: Mapping[str, Submission],
    contributions: Contributions,
    deductions: Iterable[Deduction],
    figures: NetFigures,
) -> Balance:
    """The balance of the accepted workbooks (by unit code): a line for each list and each form that uses it.

    `deductions` and `figures` are those of the root. Rows are told apart by workbook and sheet row and are
    added up anew, whatever groups the roll-up made. Each deducted row must be among the `deductions`, and
    each superseded row must stand at or below a unit that a counted workbook lists. Linear in rows.
    """
    named = Counter((deduction.table, form) for deduction in deductions for form in deduction.forms)
    superseded, misplaced = _by_table(contributions.superseded()), _by_table(contributions.misplaced)
    lines: list[BalanceLine] = []
    for table, added in added_lists(edition).items():
        counted = tuple(contributions.counted(table, contributions.root_code))
        apart = (superseded.get(table, ()), misplaced.get(table, ()))
        typed = {code: book.tables[table].rows for code, book in accepted.items() if table in book.tables}
        is_complete = _stand_once(typed, (*counted, *apart[0], *apart[1]))
        is_complete &= _are_superseded(directs.roster, apart[0], counted)
        by_deduction = _by_deduction(directs, added, counted)
        users: list[Form | None] = [form for form in edition.statistics if _made_of(table, form)]
        for form in users or [None]:
            kept = [rows for forms, rows in by_deduction.items() if form is None or form.id not in forms]
            net = kept[0] if len(kept) == 1 else list(chain.from_iterable(kept))
            deducted = _row_count(counted) - len(net)
            lines.append(
                BalanceLine(
                    table=table,
                    form=form.id if form else "",
                    accepted=sum(map(len, typed.values())),
                    counted=len(net),
                    deducted=deducted,
                    superseded=_row_count(apart[0]),
                    misplaced=_row_count(apart[1]),
                    is_complete=is_complete and deducted == (named[table, form.id] if form else 0),
                    sums_agree=form is None or _sums_agree(added, form, net, figures),
                )
            )
    return Balance(tuple(lines))


def balance_lines(balance: Balance, edition: Edition) -> Iterator[str]:
    """The balance in plain Chinese, a line of text for each of its lines.

    A text begins with ✗ where the line does not hold (and says why), with ！ where rows are misplaced, else
    with ✓.
    """
    for line in balance.lines:
        sheets = " → ".join(edition.form(id_).sheet for id_ in (line.table, line.form) if id_)
        apart = ((line.deducted, "直报扣除"), (line.superseded, "由上级列报"), (line.misplaced, "无处计入"))
        parts = [f"计入 {line.counted}", *(f"{word} {count}" for count, word in apart if count)]
        wrong = ["有的行不是正好列在一处"] * (not line.is_complete)
        wrong += ["计入的各行相加不等于汇总数"] * (not line.sums_agree)
        text = "；".join((f"{line.accepted} 行 = {' + '.join(parts)}", *wrong))
        sign = "✗" if wrong else "！" if line.misplaced else "✓"
        yield f"{sign} {sheets}：{text}"


def _by_table(parts: Iterable[Contribution]) -> dict[str, tuple[Contribution, ...]]:
    members_of: dict[str, list[Contribution]] = {}
    for part in parts:
        members_of.setdefault(part.table, []).append(part)
    return {table: tuple(members) for table, members in members_of.items()}


def _row_count(parts: Iterable[Contribution]) -> int:
    return sum(len(part.rows) for part in parts)


def _stand_once(typed: Mapping[str, Sequence[Row]], parts: Iterable[Contribution]) -> bool:
    """True when the rows of the parts are the `typed` rows of each workbook: none twice and none missing."""
    standing: dict[str, list[int]] = {}
    for part in parts:
        standing.setdefault(part.holder_code, []).extend([row.number for row in part.rows])
    expected = {code: sorted([row.number for row in rows]) for code, rows in typed.items() if rows}
    return expected == {code: sorted(numbers) for code, numbers in standing.items() if numbers}


def _are_superseded(roster: Roster, parts: Iterable[Contribution], counted: Iterable[Contribution]) -> bool:
    """True when another workbook lists rows for the unit of each part, or for a unit above that unit."""
    listed = {part.unit_code for part in counted if part.unit_code != part.holder_code}
    return all(
        not listed.isdisjoint((part.unit_code, *(unit.code for unit in roster.ancestors(part.unit_code))))
        for part in parts
    )


def _by_deduction(
    directs: DirectUnits, added: AddedList, parts: Iterable[Contribution]
) -> dict[frozenset[str], list[Row]]:
    """The rows of a list by the set of forms that deduct them; the rows that no form deducts stand first."""
    rows_by_forms: dict[frozenset[str], list[Row]] = {frozenset(): []}
    for part in parts:
        if not added.direct_field:
            rows_by_forms[frozenset()].extend(part.rows)
            continue
        buckets: dict[str, list[Row]] = {}
        for row in part.rows:
            text = row.text(added.direct_field)
            if text not in buckets:
                buckets[text] = rows_by_forms.setdefault(directs.deducting_forms(part.unit_code, text), [])
            buckets[text].append(row)
    return rows_by_forms


def _made_of(table: str, form: Form) -> dict[tuple[str, int], str]:
    """The columns of a list that a form adds up, by field id and place: 0 is the base, 1 the divisor."""
    return {
        (field.id, place): path.partition(".")[2]
        for field in form.computed
        for place, path in enumerate(base_paths(field))
        if path.partition(".")[0] == table
    }


def _sums_agree(added: AddedList, form: Form, rows: Sequence[Row], figures: NetFigures) -> bool:
    """True when the rows add up to every figure of the form; a form without a figure may have no rows."""
    made_of = _made_of(added.form.id, form)
    sums = {id_: added.bases[id_].total(rows) for id_ in set(made_of.values())}
    for (field_id, place), column in made_of.items():
        figure = figures.get((form.id, field_id))
        if figure is None:
            # A ratio has no figure either where its second list was not returned.
            is_right = not rows or form.field(field_id).method is Method.RATIO
        else:
            bases = (figure,) if isinstance(figure, int) else (figure.numerator, figure.denominator)
            is_right = bases[place] == sums[column]
        if not is_right:
            return False
    return True
