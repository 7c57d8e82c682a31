"""The lines of 对账: both sides of each discrepancy, and the reason that people gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.core.analysis.cells import amount_cell, cell_texts, measure_label, row_place, runs, short_label
from qcxl.core.analysis.material import Material
from qcxl.core.figures.additive import AddedList
from qcxl.core.rollup.contributions import Contribution
from qcxl.core.rollup.deduction import DirectUnits, left_out
from qcxl.core.rollup.parent_differences import ParentDifference, parent_problem
from qcxl.core.rollup.reconciliation import KINDS, MOST_NAMED, Discrepancy, Side
from qcxl.model.analysis import CellValue, Line, LineStyle
from qcxl.model.form import Field
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem, Severity

_PARENT_DIFFERS = "上下级不一致"
PROBLEM_KINDS: Mapping[str, str] = {
    "net_negative": "扣除后小于 0",
    "source_unit_not_child": "来源单位不明",
}
"""The Chinese words for the faults of the roll-up among the discrepancies, by problem code."""
_ELSEWHERE = "别处已列"
_OPEN = {Severity.ERROR: "必改", Severity.WARNING: "待说明", Severity.INFO: "提示"}
_ProblemKey = tuple[str, str, str, str, str]
_Problems = Mapping[_ProblemKey, Problem]
"""The problems that a roll-up found in one workbook, by problem code, sheet, cell, field and value."""
_Place = tuple[str, str, str]
_SAME, _NOTHING = "各项数没有不同", "各项都是 0"
_REST = "等 {count} 项"
_Compared = tuple[CellValue, CellValue, CellValue, CellValue, CellValue]
"""The label and the measure of a figure, the figures of both sides, and their difference."""
_NOWHERE: _Place = ("", "", "")


class DiscrepancyLines:
    """The lines of one table 对账, made without their numbers."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._problems: dict[str, _Problems] = {}

    def discrepancy_lines(self, discrepancy: Discrepancy) -> Iterator[Line]:
        """The lines of a discrepancy, one for each differing figure of the enterprise."""
        place = self._place(discrepancy.one)
        other_place = (
            self._place(discrepancy.other) if discrepancy.other else self._place_without_row(discrepancy)
        )
        second = discrepancy.direct_unit.name if discrepancy.direct_unit else ""
        if discrepancy.other:
            second = self._name(discrepancy.other.unit_code)
        added = self._material.lists[discrepancy.one.table]
        # The first column names a row.
        key = (discrepancy.code, *place[1:], added.form.fields[0].label, discrepancy.one.name)
        similar = "；".join(map(self._row, discrepancy.similar))
        if discrepancy.elsewhere:
            similar = f"{_ELSEWHERE}：{self._row(discrepancy.elsewhere)}"
        head = (KINDS[discrepancy.code], discrepancy.one.name, self._name(discrepancy.one.unit_code), second)
        tail = (similar, self._reason(discrepancy.one.holder_code, key), *place, *other_place)
        # Each line names both sides, because people filter the lines by unit or indicator.
        for amounts in _differing_cells(discrepancy, added, self._material.directs):
            yield Line((*head, *amounts, *tail))

    def parent_line(self, difference: ParentDifference) -> Line:
        """The line of a difference between a parent's rows of a unit and the unit's own report."""
        material, given, field = self._material, difference.given, difference.field
        problem = parent_problem(material.edition, material.roster, material.accepted, difference)
        excess = difference.listed - difference.reported
        amounts = (
            amount_cell(amount, field.measure) for amount in (difference.listed, difference.reported, excess)
        )
        return Line(
            (
                _PARENT_DIFFERS,
                "",
                self._name(given.holder_code),
                self._name(given.unit_code),
                f"{short_label(field)}{difference.part}",
                measure_label(field),
                *amounts,
                "",
                self._reason(given.holder_code, _key(problem)),
                *self._places(given, field),
                *(self._places(difference.own, field) if difference.own else _NOWHERE),
            )
        )

    def problem_line(self, unit: Unit, problem: Problem) -> Line:
        """The line of a roll-up fault with one side only."""
        cells: tuple[CellValue, ...] = (
            PROBLEM_KINDS[problem.code],
            "",
            unit.name,
            "",
            problem.field,
            None,
            problem.value,
            *[None] * 2,
            "",
            f"{_OPEN[problem.severity]}：{problem.message}",
            self._material.holders.get(unit.code, ""),
            problem.sheet,
            problem.cell,
            *_NOWHERE,
        )
        return Line(cells, LineStyle.FAULT if problem.severity is Severity.ERROR else LineStyle.PLAIN)

    def _name(self, code: str) -> str:
        return self._material.roster.unit(code).name

    def _place(self, side: Side) -> _Place:
        """The file, sheet and cell of the enterprise's name on one side."""
        name = self._material.lists[side.table].form.fields[0].id
        return row_place(self._material, side.holder_code, side.table, side.row, name)

    def _place_without_row(self, discrepancy: Discrepancy) -> _Place:
        """The place of a direct unit that does not list the enterprise: its file, or words for no file."""
        direct = discrepancy.direct_unit
        if direct is None:
            return _NOWHERE
        silent = direct.code in self._material.rollup.reconciliation.silent
        return "（没有收到）" if silent else self._material.holders.get(direct.code, ""), "", ""

    def _places(self, part: Contribution, field: Field) -> _Place:
        """The file, the sheet and the cells of a column in the rows of a contribution."""
        table = self._material.accepted[part.holder_code].tables[part.table]
        column = self._material.lists[part.table].bases[field.id]
        texts = cell_texts(column, table, part.rows, runs(row.number for row in part.rows))
        cells = "".join(texts[:1]) + ("等" if len(texts) > 1 else "")
        return self._material.holders.get(part.holder_code, ""), table.sheet, cells

    def _row(self, side: Side) -> str:
        _, sheet, cell = self._place(side)
        return f"{side.name}（{self._name(side.unit_code)} {sheet}!{cell}）"

    def _reason(self, holder_code: str, key: _ProblemKey) -> str:
        """The severity of a problem, with the reason given for it; empty for a problem not found."""
        if holder_code not in self._problems:
            problems = self._material.rollup.problems.get(holder_code, ())
            self._problems[holder_code] = {_key(candidate): candidate for candidate in problems}
        problem = self._problems[holder_code].get(key)
        if problem is None:
            return ""
        if not problem.explanation:
            return _OPEN[problem.severity]
        if problem.severity is Severity.INFO:
            return f"已说明：{problem.explanation}"
        return f"{_OPEN[problem.severity]}（写的“{problem.explanation}”没有讲原因）"


def _key(problem: Problem) -> _ProblemKey:
    return problem.code, problem.sheet, problem.cell, problem.field, problem.value


def _differing_cells(discrepancy: Discrepancy, added: AddedList, directs: DirectUnits) -> Iterator[_Compared]:
    """The cells of each differing column: label, measure, both figures, difference; else one line of words.

    A discrepancy with one side only has at most `MOST_NAMED` columns, and a line with the number of all.
    """
    differing = [amounts for amounts in _amounts(discrepancy, added, directs) if amounts[1] != amounts[2]]
    named = differing if discrepancy.other else differing[:MOST_NAMED]
    for field, first, second in named:
        base_units = (first, second, first - (second or 0))
        first_cell, second_cell, difference = (amount_cell(amount, field.measure) for amount in base_units)
        yield short_label(field), measure_label(field), first_cell, second_cell, difference
    if len(named) < len(differing):
        yield _REST.format(count=len(differing)), None, None, None, None
    elif not differing:
        yield _SAME if discrepancy.other else _NOTHING, None, None, None, None


def _amounts(
    discrepancy: Discrepancy, added: AddedList, directs: DirectUnits
) -> Iterator[tuple[Field, int, int | None]]:
    """The amounts of both sides in each column, or the lost amounts and None for one side only."""
    row = discrepancy.one.row
    forms = directs.deducting_forms(discrepancy.one.unit_code, row.text(added.direct_field))
    lost = left_out(added, row, forms) if discrepancy.other is None else {}
    for id_, column in added.additive.items():
        if column.for_subtotals:
            continue
        if discrepancy.other is not None:
            yield column.field, column.amount(row), column.amount(discrepancy.other.row)
        elif lost.get(id_):
            yield column.field, lost[id_], None
