"""The faults in the figures of a roll-up: misplaced rows, and net figures below zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qcxl.core.cells.shown import with_measure
from qcxl.core.figures.additive import base_paths
from qcxl.core.rollup.contributions import Contributions
from qcxl.core.rollup.totals import Totals
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Submission, Table


def misplaced_problems(
    edition: Edition, roster: Roster, accepted: Mapping[str, Submission], contributions: Contributions
) -> Iterator[tuple[str, Problem]]:
    """The problems `source_unit_not_child` of all misplaced rows, each with the unit code of its workbook."""
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


def below_zero(
    edition: Edition, roster: Roster, totals: Mapping[str, Mapping[str, Totals]]
) -> Iterator[tuple[str, Problem]]:
    """The problems `net_negative`, one for every column of a form that ends below zero in a unit's `totals`.

    A problem comes with the code of the unit; `totals` are by unit code and list id.
    """
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
