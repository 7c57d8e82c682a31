"""The sheet 来源: the files, sheets and cells from which every figure is added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from qcxl.core.analysis.addends import OWN, Addend, addends_of
from qcxl.core.analysis.breakdown import (
    LISTED_ABOVE_NOTE,
    TOTAL_LABEL,
    computed_fields,
    has_deductions,
    is_listed_above,
    own_label,
)
from qcxl.core.analysis.cells import cell_texts, measure_label, period_notes, short_label
from qcxl.core.analysis.material import Material
from qcxl.core.figures.computed import shown
from qcxl.core.rollup.totals import Totals, add
from qcxl.model.analysis import AnalysisTable, CellValue, Column, Line, LineStyle
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form, Method
from qcxl.model.organisation import Unit

SHEET = "来源"
MOST_LINES = 100_000
"""The most lines of the sheet; the merged lists hold every row."""
SourceIndex = Mapping[tuple[str, str, str], int]
"""The line of 来源 (from 0) by unit code, form id and field id: the head of a figure for the unit itself, the
first line of a child for the child, the first line of the unit's own rows for `OWN`."""

_COLUMNS = (
    Column("指标", widest=36),
    Column("单位", widest=24),
    Column("数据所属单位", widest=24),
    Column("报送单位", widest=24),
    Column("文件", widest=32),
    Column("工作表", widest=16),
    Column("单元格", widest=32),
    Column("其中扣除直报的单元格", widest=32),
    Column("全部"),
    Column("扣除直报"),
    Column("净额"),
    Column("计量单位", widest=12),
)
_OF_DEDUCTION = frozenset((7, 9, 10))
"""The columns (from 0) of deductions, left out where no form deducts."""
_NOTES = (
    "“总表”里的每个数由哪些文件的哪些单元格加起来；在“总表”里点一个数，就跳到这里的相应一行。",
    "比率不相加，分开列出分子和分母。单元格很多的接着写在下一行，数只写一次。",
)
_NET_NOTE = "净额 = 全部 − 扣除直报。"
_REST = "其余的没有列在这里，请看 merged 文件夹里的各张明细表。"
_REST_OF_SOME = "其余的没有列在这里，请看各单位的工作簿。"


class _Block(NamedTuple):
    """The lines of one figure or of one base of a ratio; amounts are in the measure of `shown_as`."""

    form: Form
    field: Field
    label: str
    path: str
    shown_as: Field
    is_divisor: bool = False


def sources_table(material: Material, unit: Unit) -> tuple[AnalysisTable, SourceIndex]:
    """The sheet 来源, and the line of each figure of `unit` and of its children in the sheet.

    One block for each figure (two for a ratio: its bases): a head with the total, then a line for every
    workbook and unit that adds to the figure, children in roster order, the unit's own rows last. Amounts are
    in the measure of the figure, bases in the measure of their column. The sheet has at most `MOST_LINES`
    lines, and no columns of deductions without a form that deducts.
    """
    parts = addends_of(material, unit)
    index: dict[tuple[str, str, str], int] = {}
    lines: list[Line] = []
    waiting = chain.from_iterable(_lines(material, unit, block, parts) for block in _blocks(material.edition))
    for key, line in islice(waiting, MOST_LINES):
        if key is not None:
            index.setdefault(key, len(lines))
        lines.append(line)
    if next(waiting, None) is not None:
        rest = _REST if material.covers_roster else _REST_OF_SOME
        lines[-1] = Line((rest, *[None] * (len(_COLUMNS) - 1)), LineStyle.SECTION)
    net = (_NET_NOTE,) if has_deductions(material.edition) else ()
    above = (LISTED_ABOVE_NOTE,) if is_listed_above(material, unit) else ()
    table = AnalysisTable(
        SHEET,
        f"{unit.name}：每个数的来源",
        _COLUMNS,
        tuple(lines),
        (*period_notes(material), *_NOTES, *net, *above),
        empty="还没有计入任何单位的数。",
    )
    return (table if net else _without_deduction(table)), index


def _without_deduction(table: AnalysisTable) -> AnalysisTable:
    kept = [number for number in range(len(table.columns)) if number not in _OF_DEDUCTION]
    return replace(
        table,
        columns=tuple(table.columns[number] for number in kept),
        lines=tuple(Line(tuple(line.cells[number] for number in kept), line.style) for line in table.lines),
    )


def _blocks(edition: Edition) -> Iterator[_Block]:
    for form, field in computed_fields(edition):
        name = f"{form.annex} {short_label(field)}".strip()
        if field.method is Method.RATIO:
            up, down = edition.field(field.base), edition.field(field.divisor)
            yield _Block(form, field, f"{name} 分子：{short_label(up)}", field.base, up)
            yield _Block(
                form, field, f"{name} 分母：{short_label(down)}", field.divisor, down, is_divisor=True
            )
        else:
            yield _Block(form, field, name, field.base, field)


def _lines(
    material: Material, unit: Unit, block: _Block, parts: Mapping[str, tuple[Addend, ...]]
) -> Iterator[tuple[tuple[str, str, str] | None, Line]]:
    """The lines of a block, each with the key of its figure; None for the lines of a divisor."""
    table, _, id_ = block.path.partition(".")
    members = parts.get(table, ())
    above = any(part.child == OWN and part.contribution.holder_code != unit.code for part in members)
    counted = [part.totals for part in members if part.child == OWN or not above]
    if not counted:
        return

    def key(code: str) -> tuple[str, str, str] | None:
        return None if block.is_divisor else (code, block.form.id, block.field.id)

    head = (block.label, TOTAL_LABEL, *[None] * 6, *_amounts(block, id_, add(counted)))
    yield key(unit.code), Line(head, LineStyle.SECTION)
    for part in members:
        for line in _part_lines(material, unit, block, part):
            yield key(part.child), line


def _part_lines(material: Material, unit: Unit, block: _Block, part: Addend) -> Iterator[Line]:
    contribution, roster = part.contribution, material.roster
    holder, id_ = contribution.holder_code, block.path.partition(".")[2]
    table = material.accepted[holder].tables[contribution.table]
    column = material.lists[contribution.table].bases[id_]
    where = (
        block.label,
        own_label(contribution, unit) if part.child == OWN else roster.unit(part.child).name,
        roster.unit(contribution.unit_code).name,
        roster.unit(holder).name,
        material.holders.get(holder, ""),
        table.sheet,
    )
    amounts = _amounts(block, id_, part.totals)
    made_of = cell_texts(column, table, contribution.rows, part.rows) if part.rows else ("没有行",)
    left_out = cell_texts(column, table, contribution.rows, part.deducted.get(block.form.id, ()))
    for number, texts in enumerate(zip_longest(made_of, left_out)):
        yield Line((*where, *texts, *(amounts if number == 0 else (None, None, None, amounts[-1]))))


def _amounts(block: _Block, field_id: str, totals: Totals) -> tuple[CellValue, ...]:
    gross, direct = totals.gross[field_id], totals.deducted(block.form.id, field_id)
    figures = (shown(amount, block.shown_as) for amount in (gross, direct, gross - direct))
    return (*figures, measure_label(block.shown_as))
