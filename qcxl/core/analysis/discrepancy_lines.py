"""The lines of 对账: both sides of each discrepancy, and whether somebody explained it."""

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
"""Faults of the roll-up that stand among the discrepancies, and what they are called."""
_ELSEWHERE = "别处已列"
_OPEN = {Severity.ERROR: "必改", Severity.WARNING: "待说明", Severity.INFO: "提示"}
_FoundKey = tuple[str, str, str, str, str]
_Found = Mapping[_FoundKey, Problem]
"""What the roll-up found of one workbook, by problem code, sheet, cell, field and value."""
_Place = tuple[str, str, str]
_SAME, _NOTHING = "各项数没有不同", "各项都是 0"
_REST = "等 {count} 项"
_Compared = tuple[CellValue, CellValue, CellValue, CellValue, CellValue]
"""Label and measure, what each side says, and the difference."""
_NOWHERE: _Place = ("", "", "")


class DiscrepancyLines:
    """What all lines of one table are made with; lines come without their number."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._found: dict[str, _Found] = {}

    def discrepancy_lines(self, each: Discrepancy) -> Iterator[Line]:
        """A line for each figure of an enterprise that differs."""
        one = self._place(each.one)
        other = self._place(each.other) if each.other else self._place_of_nobody(each)
        second = each.direct_unit.name if each.direct_unit else ""
        if each.other:
            second = self._name(each.other.unit_code)
        added = self._material.lists[each.one.table]
        # A row goes by what stands in its first column.
        key = (each.code, *one[1:], added.form.fields[0].label, each.one.name)
        similar = "；".join(map(self._row, each.similar))
        if each.elsewhere:
            similar = f"{_ELSEWHERE}：{self._row(each.elsewhere)}"
        head = (KINDS[each.code], each.one.name, self._name(each.one.unit_code), second)
        tail = (similar, self._reason(each.one.holder_code, key), *one, *other)
        # Each line names both sides: who filters by a unit or an indicator sees no other line of the item.
        for amounts in _differing_cells(each, added, self._material.directs):
            yield Line((*head, *amounts, *tail))

    def parent_line(self, each: ParentDifference) -> Line:
        """What the parent lists of a unit, and what the unit reports itself."""
        material, given, field = self._material, each.given, each.field
        found = parent_problem(material.edition, material.roster, material.accepted, each)
        difference = each.listed - each.reported
        amounts = (amount_cell(one, field.measure) for one in (each.listed, each.reported, difference))
        return Line(
            (
                _PARENT_DIFFERS,
                "",
                self._name(given.holder_code),
                self._name(given.unit_code),
                f"{short_label(field)}{each.part}",
                measure_label(field),
                *amounts,
                "",
                self._reason(given.holder_code, _key(found)),
                *self._places(given, field),
                *(self._places(each.own, field) if each.own else _NOWHERE),
            )
        )

    def problem_line(self, unit: Unit, found: Problem) -> Line:
        """A fault of the roll-up that has one side only."""
        shown: tuple[CellValue, ...] = (
            PROBLEM_KINDS[found.code],
            "",
            unit.name,
            "",
            found.field,
            None,
            found.value,
            *[None] * 2,
            "",
            f"{_OPEN[found.severity]}：{found.message}",
            self._material.holders.get(unit.code, ""),
            found.sheet,
            found.cell,
            *_NOWHERE,
        )
        return Line(shown, LineStyle.FAULT if found.severity is Severity.ERROR else LineStyle.PLAIN)

    def _name(self, code: str) -> str:
        return self._material.roster.unit(code).name

    def _place(self, side: Side) -> _Place:
        """File, sheet and cell of the name of one side."""
        name = self._material.lists[side.table].form.fields[0].id
        return row_place(self._material, side.holder_code, side.table, side.row, name)

    def _place_of_nobody(self, each: Discrepancy) -> _Place:
        """The file of the direct unit that lists no such enterprise, where it sent one."""
        direct = each.direct_unit
        if direct is None:
            return _NOWHERE
        silent = direct.code in self._material.rollup.reconciliation.silent
        return "（没有收到）" if silent else self._material.holders.get(direct.code, ""), "", ""

    def _places(self, part: Contribution, field: Field) -> _Place:
        """File, sheet and all cells of a column that stand for a unit."""
        table = self._material.accepted[part.holder_code].tables[part.table]
        column = self._material.lists[part.table].bases[field.id]
        texts = cell_texts(column, table, part.rows, runs(row.number for row in part.rows))
        shown = "".join(texts[:1]) + ("等" if len(texts) > 1 else "")
        return self._material.holders.get(part.holder_code, ""), table.sheet, shown

    def _row(self, side: Side) -> str:
        _, sheet, cell = self._place(side)
        return f"{side.name}（{self._name(side.unit_code)} {sheet}!{cell}）"

    def _reason(self, holder_code: str, key: _FoundKey) -> str:
        """Whether somebody explained it, and what with."""
        if holder_code not in self._found:
            problems = self._material.rollup.problems.get(holder_code, ())
            self._found[holder_code] = {_key(one): one for one in problems}
        found = self._found[holder_code].get(key)
        if found is None:
            return ""
        if not found.explanation:
            return _OPEN[found.severity]
        if found.severity is Severity.INFO:
            return f"已说明：{found.explanation}"
        return f"{_OPEN[found.severity]}（写的“{found.explanation}”没有讲原因）"


def _key(found: Problem) -> _FoundKey:
    return found.code, found.sheet, found.cell, found.field, found.value


def _differing_cells(each: Discrepancy, added: AddedList, directs: DirectUnits) -> Iterator[_Compared]:
    """Label, measure, both figures and difference of each column that differs; one line where none does.

    Where there is one side only, no more than `MOST_NAMED` columns stand here, and how many there are.
    """
    found = [amounts for amounts in _amounts(each, added, directs) if amounts[1] != amounts[2]]
    named = found if each.other else found[:MOST_NAMED]
    for field, mine, theirs in named:
        shown = (mine, theirs, mine - (theirs or 0))
        one, other, difference = (amount_cell(amount, field.measure) for amount in shown)
        yield short_label(field), measure_label(field), one, other, difference
    if len(named) < len(found):
        yield _REST.format(count=len(found)), None, None, None, None
    elif not found:
        yield _SAME if each.other else _NOTHING, None, None, None, None


def _amounts(
    each: Discrepancy, added: AddedList, directs: DirectUnits
) -> Iterator[tuple[Field, int, int | None]]:
    """What both sides say in each column, or what is lost where there is one side only."""
    row = each.one.row
    forms = directs.deducting_forms(each.one.unit_code, row.text(added.direct_field))
    lost = left_out(added, row, forms) if each.other is None else {}
    for id_, column in added.additive.items():
        if column.for_subtotals:
            continue
        if each.other is not None:
            yield column.field, column.amount(row), column.amount(each.other.row)
        elif lost.get(id_):
            yield column.field, lost[id_], None
