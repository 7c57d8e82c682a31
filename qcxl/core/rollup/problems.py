"""What a roll-up finds wrong: rows that stand nowhere, parents that differ, deductions below zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qcxl.core.rollup.amounts import base_paths
from qcxl.core.rollup.sources import Contributions
from qcxl.core.rollup.totals import Branch, Totals
from qcxl.core.shown import with_measure
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition, Field, FieldKind
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Submission, Table


def misplaced_problems(
    edition: Edition, roster: Roster, accepted: Mapping[str, Submission], contributions: Contributions
) -> Iterator[tuple[str, Problem]]:
    """`source_unit_not_child` for every misplaced row, each with the unit code of its workbook."""
    for part in contributions.misplaced:
        table = accepted[part.holder_code].tables[part.table]
        for fault in _row_problems(edition, roster.unit(part.holder_code), table, part.rows):
            yield part.holder_code, fault


def _row_problems(edition: Edition, unit: Unit, table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
    source = next(field for field in edition.form(table.form).fields if field.kind is FieldKind.SOURCE_UNIT)
    for row in rows:
        yield problem(
            "source_unit_not_child",
            severity=edition.severity("source_unit_not_child"),
            sheet=table.sheet,
            cell=table.address(row, source.id),
            field=source.label,
            value=row.text(source.id),
            unit=unit.name,
        )


def differences(
    edition: Edition,
    roster: Roster,
    accepted: Mapping[str, Submission],
    contributions: Contributions,
    found: Mapping[str, Mapping[str, Branch]],
) -> Iterator[tuple[str, Problem]]:
    """`parent_differs` for every figure where a parent's rows of a unit are not what the unit reports itself.

    At most one for a column and unit: the sums, or where these agree, what of them is deducted. It belongs to
    the parent's workbook, at the first row of the unit.
    """
    for table_id, by_unit in found.items():
        for field in edition.form(table_id).fields:
            for code, branch in by_unit.items():
                given = contributions.origins[table_id][code].given
                differing = _difference(branch, field)
                if given is None or differing is None:
                    continue
                table = accepted[given.holder_code].tables[table_id]
                yield (
                    given.holder_code,
                    problem(
                        "parent_differs",
                        severity=edition.severity("parent_differs"),
                        sheet=table.sheet,
                        cell=table.address(given.rows[0], field.id) if given.rows else "",
                        field=field.label,
                        value=with_measure(differing[1], field),
                        unit=roster.unit(code).name,
                        parent=roster.unit(given.holder_code).name,
                        part=differing[0],
                        given=with_measure(differing[1], field),
                        own=with_measure(differing[2], field),
                        difference=with_measure(differing[1] - differing[2], field),
                    ),
                )


def _difference(branch: Branch, field: Field) -> tuple[str, int, int] | None:
    """What differs (a phrase, empty for the sum itself), what the parent lists and what the unit reports."""
    given, own = branch.given, branch.own
    if given is None or own is None or not field.is_number or field.id not in given.gross:
        return None
    if given.gross[field.id] != own.gross[field.id]:
        return "", given.gross[field.id], own.gross[field.id]
    for form, id_ in sorted({*given.direct, *own.direct}):
        if id_ == field.id and given.deducted(form, id_) != own.deducted(form, id_):
            return "中应扣除的直报部分", given.deducted(form, id_), own.deducted(form, id_)
    return None


def below_zero(
    edition: Edition, roster: Roster, totals: Mapping[str, Mapping[str, Totals]]
) -> Iterator[tuple[str, Problem]]:
    """`net_negative` for every column of a form where a unit's `totals` (by list) end below zero."""
    for form in edition.statistics:
        for path in dict.fromkeys(path for field in form.computed for path in base_paths(field)):
            table, _, id_ = path.partition(".")
            field = edition.field(path)
            for code, by_table in totals.items():
                if table not in by_table:
                    continue
                gross, direct = by_table[table].gross[id_], by_table[table].deducted(form.id, id_)
                if gross < direct:
                    yield (
                        code,
                        problem(
                            "net_negative",
                            severity=edition.severity("net_negative"),
                            sheet=form.sheet,
                            field=field.label,
                            value=with_measure(gross - direct, field),
                            unit=roster.unit(code).name,
                            gross=with_measure(gross, field),
                            direct=with_measure(direct, field),
                            net=with_measure(gross - direct, field),
                        ),
                    )
