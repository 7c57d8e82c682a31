"""扣除明细: every row that regions leave out, by the direct unit that reports it (附件5 注2, 附件8 注2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from qcxl.core.analysis.cells import amount_cell, official_measure, period_notes, row_place, short_label
from qcxl.core.analysis.material import Material
from qcxl.core.cells.shown import with_measure
from qcxl.core.figures.additive import AddedList
from qcxl.core.rollup.deduction import Deduction, deductions_of
from qcxl.core.rollup.reconciliation import MOST_NAMED, Side
from qcxl.model.analysis import AnalysisTable, CellValue, Column, Line, LineStyle
from qcxl.model.organisation import Unit

SHEET = "扣除明细"
_REPORTED, _NOT_REPORTED, _SILENT = "报了", "没有报", "没有收到它的表"
_ELSEWHERE = "没有报，别处已列"
_FAULTY = frozenset({_NOT_REPORTED, _SILENT, _ELSEWHERE})
_SUBTOTAL, _UNKNOWN = "小计行，没有逐家核对", "没有核对"
_HEAD, _TAIL = 6, 3
"""The number of columns before the amounts and behind them."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """One additive column of a list, in the measure that the notice prints its sum in."""

    table: str
    id: str
    label: str
    measure: str

    def of(self, deduction: Deduction) -> int | None:
        return deduction.amounts.get(self.id) if deduction.table == self.table else None


def deductions_table(material: Material, unit: Unit) -> AnalysisTable:
    """Every deducted row of `unit` and of everything below it, grouped by direct unit in roster order.

    Amounts are in the official measures; a cell is empty where no form leaves that column out. Each row says
    whether the direct unit lists the enterprise, what differs, and where the row was typed.
    """
    edition, roster = material.edition, material.roster
    deductions = deductions_of(edition, roster, material.rollup.contributions, unit.code)
    lists = {id_: added for id_, added in material.lists.items() if added.direct_field}
    amounts = [
        _Amount(table, id_, short_label(column.field), official_measure(edition, column.field))
        for table, added in lists.items()
        for id_, column in added.additive.items()
    ]
    return AnalysisTable(
        sheet=SHEET,
        title=f"{unit.name} {SHEET}",
        columns=(
            Column("企业", widest=28),
            Column("统一社会信用代码"),
            Column("县（或其他单位）", widest=16),
            Column("市", widest=12),
            Column("报了没有", group="直报单位一方", widest=12),
            Column("不同的数", group="直报单位一方", widest=32),
            *(Column(amount.label, amount.measure, "扣除的数", widest=14) for amount in amounts),
            Column("文件", group="出处", widest=24),
            Column("工作表", group="出处"),
            Column("单元格", group="出处"),
        ),
        lines=tuple(_lines(material, deductions, lists, amounts)),
        notes=(
            *period_notes(material),
            "各地填报、但属于直报单位的企业：这些数由直报单位直接上报，已从各地的数里扣除。",
            "“报了没有”是与直报单位自己的表核对的结果；没有报的，这家企业的数哪里都没有计入，请与它核对（“别处已列”的见“对账”）；没有核对的，是没有直报单位逐家的表可对。",
        ),
        empty="没有扣除任何企业。",
    )


def _lines(
    material: Material,
    deductions: Iterable[Deduction],
    lists: Mapping[str, AddedList],
    amounts: list[_Amount],
) -> Iterator[Line]:
    by_direct: dict[str, list[Deduction]] = {}
    for deduction in deductions:
        by_direct.setdefault(deduction.direct_unit.code, []).append(deduction)
    for direct in material.roster.direct_units:
        members = by_direct.get(direct.code, [])
        if members:
            yield Line((direct.name, *[None] * (_HEAD + len(amounts) + _TAIL - 1)), LineStyle.SECTION)
            for deduction in members:
                yield _line(material, deduction, lists[deduction.table], amounts)
            yield _sum("小计", members, amounts, LineStyle.SUBTOTAL)
    listed = [deduction for members in by_direct.values() for deduction in members]
    if listed:
        yield _sum("合计", listed, amounts, LineStyle.TOTAL)


def _line(
    material: Material,
    deduction: Deduction,
    added: AddedList,
    amounts: list[_Amount],
) -> Line:
    state, differing = _reported(material, deduction, added)
    # The first column names a row.
    name = added.form.fields[0].id
    where = row_place(material, deduction.holder_code, deduction.table, deduction.row, name)
    cells: tuple[CellValue, ...] = (
        deduction.enterprise_name or _subtotal_name(deduction, added),
        deduction.credit_code,
        _place(material, deduction),
        deduction.city.name if deduction.city else "",
        state,
        differing,
        *_shown(amounts, (amount.of(deduction) for amount in amounts)),
        *where,
    )
    return Line(cells, LineStyle.FAULT if state in _FAULTY else LineStyle.PLAIN)


def _place(material: Material, deduction: Deduction) -> str:
    """The county of a deducted row, else the name of its unit; 本级 for a row of a city itself."""
    if deduction.county is not None:
        return deduction.county.name
    of_city = deduction.city is not None and deduction.city.code == deduction.unit_code
    return "本级" if of_city else material.roster.unit(deduction.unit_code).name


def _subtotal_name(deduction: Deduction, added: AddedList) -> str:
    """The name of a row without a name: a subtotal row, of so many enterprises where a column says so."""
    counting = (
        id_
        for id_, column in added.additive.items()
        if column.counts_enterprises and id_ in deduction.amounts
    )
    id_ = next(counting, None)
    return "（小计行）" if id_ is None else f"（{deduction.amounts[id_]} 家企业的小计行）"


def _reported(material: Material, deduction: Deduction, added: AddedList) -> tuple[str, str]:
    """The word whether the direct unit lists the enterprise, and the words on figures that differ."""
    key = (deduction.holder_code, deduction.table, deduction.row.number)
    side = material.rollup.reconciliation.reported.get(key)
    if side is not None:
        return _REPORTED, _differences(deduction, added, side)
    missing = material.not_reported.get(key)
    if missing is not None:
        silent = deduction.direct_unit.code in material.rollup.reconciliation.silent
        return _ELSEWHERE if missing.elsewhere else _SILENT if silent else _NOT_REPORTED, ""
    return (_UNKNOWN if deduction.enterprise_name else _SUBTOTAL), ""


def _differences(deduction: Deduction, added: AddedList, side: Side) -> str:
    differing = (
        (column.field, amount, reported)
        for id_, column in added.additive.items()
        if not column.for_subtotals
        and (amount := deduction.amounts.get(id_)) is not None
        and amount != (reported := column.amount(side.row))
    )
    texts = [
        f"{short_label(field)}：这里 {with_measure(amount, field)}，直报单位 {with_measure(reported, field)}"
        for field, amount, reported in islice(differing, MOST_NAMED + 1)
    ]
    more = "等" if len(texts) > MOST_NAMED else ""
    return "；".join(texts[:MOST_NAMED]) + more


def _sum(label: str, members: list[Deduction], amounts: list[_Amount], style: LineStyle) -> Line:
    sums: list[int | None] = []
    for amount in amounts:
        given = [part for deduction in members if (part := amount.of(deduction)) is not None]
        sums.append(sum(given) if given else None)
    head = (f"{label}（{len(members)} 行）", *[None] * (_HEAD - 1))
    return Line((*head, *_shown(amounts, sums), *[None] * _TAIL), style)


def _shown(amounts: list[_Amount], values: Iterable[int | None]) -> list[CellValue]:
    return [amount_cell(value, amount.measure) for amount, value in zip(amounts, values, strict=True)]
