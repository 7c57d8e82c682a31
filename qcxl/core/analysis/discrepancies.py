"""对账: where two workbooks say different things of the same enterprise or unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.core.analysis.both_sides import differing_cells
from qcxl.core.analysis.cells import row_place
from qcxl.core.analysis.labels import period_notes
from qcxl.core.analysis.material import Material
from qcxl.core.rollup.amounts import AddedList, added_lists
from qcxl.core.rollup.deduction import DirectUnits, direct_units
from qcxl.core.rollup.reconciliation import Discrepancy, Side
from qcxl.model.analysis import CellValue, Column, Line, LineStyle, Table
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem, Severity

SHEET = "对账"
_KINDS: Mapping[str, str] = {
    "deducted_not_reported": "扣除了，直报单位没有报",
    "reported_twice": "直报单位也报了，计入两次",
    "claimed_twice": "两家都算自己的，计入两次",
}
_PROBLEM_KINDS: Mapping[str, str] = {
    "parent_differs": "上级列的与下级自己报的不同",
    "net_negative": "扣除直报后小于 0",
    "source_unit_not_child": "来源单位不是下级单位",
}
_OPEN = {Severity.ERROR: "必改", Severity.WARNING: "待说明", Severity.INFO: "提示"}
_Found = Mapping[tuple[str, str, str], Problem]
"""What the roll-up found of one workbook, by problem code, sheet and cell."""


def discrepancies_table(material: Material, unit: Unit) -> Table:
    """What regions and direct units, and parents and children, at and below `unit` say differently.

    One line for each figure that differs; the first of an item says whose it is, where it stands, which rows
    may be meant instead and whether a reason was given.
    """
    return Table(
        sheet=SHEET,
        title=f"{unit.name} {SHEET}",
        columns=(
            Column("序号"),
            Column("类型", widest=28),
            Column("企业或指标", widest=44),
            Column("单位", group="一方", widest=24),
            Column("文件", group="一方", widest=30),
            Column("工作表", group="一方"),
            Column("单元格", group="一方"),
            Column("单位", group="另一方", widest=24),
            Column("文件", group="另一方", widest=30),
            Column("工作表", group="另一方"),
            Column("单元格", group="另一方"),
            Column("指标", group="不同的数", widest=30),
            Column("一方", group="不同的数"),
            Column("另一方", group="不同的数"),
            Column("相差", group="不同的数"),
            Column("计量单位", group="不同的数"),
            Column("疑似（只供参考）", widest=36),
            Column("说明", widest=50),
        ),
        lines=tuple(_lines(material, unit)),
        notes=(
            *period_notes(material),
            "两份表对同一家企业、同一个单位说得不一样的地方：按统一社会信用代码、没有代码的按名称核对，不改动任何数。",
            "请与另一方核对后改表重报；核实无误的，在退回的表的“校验结果”里写明原因，下一次汇总就显示已说明。",
        ),
        empty="没有发现不一致的地方。",
    )


def _lines(material: Material, top: Unit) -> Iterator[Line]:
    inside = frozenset(each.code for each in material.roster.walk(top.code))
    lists = added_lists(material.edition)
    found: dict[str, _Found] = {}
    directs = direct_units(material.edition, material.roster)
    number = 0
    for each in material.rollup.reconciliation.discrepancies:
        if inside & _units(each):
            number += 1
            holder = each.one.holder_code
            if holder not in found:
                found[holder] = _found(material, holder)
            yield from _discrepancy_lines(material, number, each, lists, directs, found[holder])
    for unit in material.roster.walk(top.code):
        for one in material.rollup.problems.get(unit.code, ()):
            if one.code in _PROBLEM_KINDS:
                number += 1
                yield _problem_line(material, number, unit, one)


def _found(material: Material, holder_code: str) -> _Found:
    problems = material.rollup.problems.get(holder_code, ())
    return {(one.code, one.sheet, one.cell): one for one in problems if one.code in _KINDS}


def _units(each: Discrepancy) -> frozenset[str]:
    sides = (each.one, each.other) if each.other else (each.one,)
    codes = {code for side in sides for code in (side.unit_code, side.holder_code)}
    return frozenset(codes | ({each.direct_unit.code} if each.direct_unit else set()))


def _discrepancy_lines(
    material: Material,
    number: int,
    each: Discrepancy,
    lists: Mapping[str, AddedList],
    directs: DirectUnits,
    problems: _Found,
) -> Iterator[Line]:
    one = _side(material, each.one, lists)
    other = _side(material, each.other, lists) if each.other else _nobody(material, each)
    found = problems.get((each.code, one[2], one[3]))
    similar = "；".join(_similar(material, side, lists) for side in each.similar)
    head: tuple[CellValue, ...] = (_KINDS[each.code], each.one.name, *one, *other)
    tail: tuple[CellValue, ...] = (similar, _reason(found) if found else "")
    for at, amounts in enumerate(differing_cells(each, lists[each.one.table], directs)):
        if at == 0:
            yield Line((number, *head, *amounts, *tail))
        else:
            yield Line((number, *[None] * len(head), *amounts, *[None] * len(tail)))


def _side(material: Material, side: Side, lists: Mapping[str, AddedList]) -> tuple[str, str, str, str]:
    """Whose row it is, then file, sheet and cell of its name."""
    # A row goes by what stands in its first column.
    name = lists[side.table].form.fields[0].id
    place = row_place(material, side.holder_code, side.table, side.row, name)
    return material.roster.unit(side.unit_code).name, *place


def _nobody(material: Material, each: Discrepancy) -> tuple[str, str, str, str]:
    """The direct unit that lists no such enterprise, with its file where it sent one."""
    direct = each.direct_unit
    if direct is None:
        return "", "", "", ""
    silent = direct.code in material.rollup.reconciliation.silent
    file = "（没有收到）" if silent else material.holders.get(direct.code, "")
    return direct.name, file, "", ""


def _similar(material: Material, side: Side, lists: Mapping[str, AddedList]) -> str:
    unit, _, sheet, cell = _side(material, side, lists)
    return f"{side.name}（{unit} {sheet}!{cell}）"


def _problem_line(material: Material, number: int, unit: Unit, found: Problem) -> Line:
    place = (material.holders.get(unit.code, ""), found.sheet, found.cell)
    about: tuple[CellValue, ...] = (found.field, found.value, None, None, None)
    cells: tuple[CellValue, ...] = (
        number,
        _PROBLEM_KINDS[found.code],
        found.field,
        unit.name,
        *place,
        *[None] * 4,
        *about,
        "",
        f"{_OPEN[found.severity]}：{found.message}",
    )
    return Line(cells, LineStyle.FAULT if found.severity is Severity.ERROR else LineStyle.PLAIN)


def _reason(found: Problem) -> str:
    """Whether somebody explained it, and what with."""
    if not found.explanation:
        return _OPEN[found.severity]
    if found.severity is Severity.INFO:
        return f"已说明：{found.explanation}"
    return f"{_OPEN[found.severity]}（写的“{found.explanation}”没有讲原因）"
