"""What a later version of a unit's return no longer has, has anew and has changed (contract 3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qcxl.core.acceptance import Outcome, Received, Status
from qcxl.core.contacts.credit_codes import why_no_credit_code
from qcxl.core.problems.graded import graded
from qcxl.core.results.reasons_given import explain, list_row_key
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind, Form
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Row, Submission
from qcxl.model.text import name_key

_AT_ONCE = 200
"""The rows that one message names; further rows follow in further messages, so that each fits into a cell."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """The rows of one list in two versions: those only in the older, the number of new and changed rows."""

    vanished: tuple[Row, ...]
    came: int
    changed: int


def with_lost_rows(
    outcomes: Sequence[Outcome], submissions: Mapping[str, Submission], edition: Edition
) -> tuple[Outcome, ...]:
    """The outcomes, those that count with the problems of rows that the version before them still had.

    The version before is the latest earlier one of the unit without an error: it was in force. `submissions`
    are by file.
    """
    before: dict[str, Received] = {}
    now = {outcome.received.unit_code: outcome for outcome in outcomes if outcome.status is Status.ACCEPTED}
    for outcome in outcomes:
        file, code = outcome.received, outcome.received.unit_code
        if outcome.status is not Status.SUPERSEDED or file.count(Severity.ERROR) or code not in now:
            continue
        if code not in before or before[code].order < file.order:
            before[code] = file
    return tuple(
        _with_lost(outcome, before[outcome.received.unit_code], submissions, edition)
        if outcome.status is Status.ACCEPTED and outcome.received.unit_code in before
        else outcome
        for outcome in outcomes
    )


def _with_lost(
    outcome: Outcome, before: Received, submissions: Mapping[str, Submission], edition: Edition
) -> Outcome:
    now = submissions[outcome.received.file]
    lost = explain(lost_rows(submissions[before.file], now, before.file, edition), now, edition)
    received = outcome.received
    return replace(outcome, received=replace(received, problems=(*received.problems, *lost)))


def lost_rows(before: Submission, now: Submission, file: str, edition: Edition) -> Iterator[Problem]:
    """The problems of lists that differ: rows_vanished or, where little is lost, rows_changed.

    Much is lost from a list that has fewer rows than in `before`, or that lacks most of the rows there.
    `file` is the name of the version before. A row is the same by the fields that identify it, else by its
    credit code.
    """
    for id_, old in before.tables.items():
        table, form = now.tables.get(id_), edition.form(id_)
        if table is None:
            continue
        found = _compare(old.rows, table.rows, form, edition)
        if not (found.vanished or found.came or found.changed):
            continue
        facts = {
            "sheet": table.sheet,
            "field": form.fields[0].label,
            "value": f"{len(old.rows)} → {len(table.rows)}",
            "before": file,
            "old": len(old.rows),
            "new": len(table.rows),
            "count": len(found.vanished),
            "came": found.came,
            "changed": found.changed,
        }
        names = [f"第 {row.number} 行“{_name(row, form)}”" for row in found.vanished]
        # A second part that is sent alone may have more rows than the first.
        is_less = len(table.rows) < len(old.rows) or 2 * len(names) > len(old.rows)
        for start in range(0, max(len(names), 1), _AT_ONCE):
            rows = "、".join(names[start : start + _AT_ONCE])
            if is_less and names:
                yield graded(edition, "rows_vanished", rows=rows, **facts)
            else:
                yield graded(edition, "rows_changed", rows=f"（{rows}）" if rows else "", **facts)


def _compare(old: Iterable[Row], new: Iterable[Row], form: Form, edition: Edition) -> _Compared:
    by_name: dict[str, list[Row]] = {}
    for row in old:
        by_name.setdefault(list_row_key(row, form, edition), []).append(row)
    unmatched: list[Row] = []
    changed = 0
    for row in new:
        same = by_name.get(list_row_key(row, form, edition))
        if same:
            twin = next((each for each in same if each.values == row.values), same[0])
            same.remove(twin)
            changed += twin.values != row.values
        else:
            unmatched.append(row)
    left = [row for rows in by_name.values() for row in rows]
    by_code = {code: row for row in left if (code := _credit_code(row, form))}
    came = 0
    for row in unmatched:
        renamed = by_code.pop(_credit_code(row, form), None)
        if renamed:
            left.remove(renamed)
        changed += renamed is not None
        came += renamed is None
    return _Compared(tuple(sorted(left, key=lambda row: row.number)), came, changed)


def _credit_code(row: Row, form: Form) -> str:
    field = form.field_of_kind(FieldKind.CODE)
    code = row.text(field.id) if field else ""
    return "" if not code or why_no_credit_code(code) else name_key(code)


def _name(row: Row, form: Form) -> str:
    """The name of a row as people read it: of a group its enterprise's and its own."""
    texts = [row.text(field.id) for field in form.fields[:2] if field.kind is not FieldKind.CODE]
    return " ".join(text for text in texts if text) or "（没有名称）"
