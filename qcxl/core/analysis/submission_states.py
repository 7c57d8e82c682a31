"""报送情况: who returned, what is faulty, who is missing, when and by whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from qcxl.core.acceptance import Received
from qcxl.core.analysis.cells import entry_cell, period_notes
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.unit_states import LATE, State, StrayFile, UnitReturn, stray_files, unit_returns
from qcxl.model.analysis import AnalysisTable, CellValue, Column, Line, LineStyle
from qcxl.model.form import Field, FormKind
from qcxl.model.organisation import Unit
from qcxl.model.problem import Severity

SHEET = "报送情况"
_FAULTY = frozenset({State.RETURNED, State.MISSING})


def returns_table(material: Material, unit: Unit) -> AnalysisTable:
    """Every unit below `unit`: its state, file, numbers of problems and who filled it in; then stray files.

    Only the units that were to return a workbook are counted above.

    The columns of who filled it in are the entries of the edition's cover sheet.
    """
    found, strays = unit_returns(material, unit), stray_files(material, unit)
    cover = next(material.edition.of_kind(FormKind.COVER), None)
    entered = cover.entered if cover else ()
    return AnalysisTable(
        sheet=SHEET,
        title=f"{unit.name} {SHEET}",
        columns=(
            Column("单位", widest=32),
            Column("级别"),
            Column("状态", widest=12),
            Column("逾期"),
            Column("收到时间"),
            Column("必改", "处"),
            Column("须说明", "处"),
            Column("备注", widest=50),
            Column("联系人", group="单位名录", widest=12),
            Column("手机", group="单位名录"),
            *(Column(field.label, field.measure, cover.sheet if cover else "", 16) for field in entered),
            Column("上级", widest=16),
            Column("文件", widest=24),
        ),
        lines=(
            *(_line(material, each, entered) for each in found),
            *(_stray_line(each, len(entered)) for each in strays),
        ),
        notes=(
            *period_notes(material),
            _counts([each for each in found if each.expected], strays),
            "“由上级列报”的数取自上级单位的表，单位自己的表只作核对；“必改”没有改好的表不计入。",
        ),
        empty="没有下级单位。",
    )


def _counts(found: Sequence[UnitReturn], strays: Sequence[StrayFile]) -> str:
    states = Counter(each.state for each in found)
    heard = len(found) - states[State.MISSING] - states[State.BELOW]
    parts = [
        f"应报 {len(found)} 家",
        f"已报 {heard} 家",
        f"有错 {states[State.RETURNED]} 家",
        f"没收到 {states[State.MISSING] + states[State.BELOW]} 家",
        f"逾期 {sum(each.is_late for each in found)} 家",
    ]
    unknown = sum(each.state is State.UNKNOWN for each in strays)
    others = [f"{unknown} 个文件读不了或不知道是谁的"] if unknown else []
    others += [f"{len(strays) - unknown} 个文件没有汇总"] if len(strays) > unknown else []
    last = f"另有 {'、'.join(others)}，列在最后。" if others else ""
    return f"{'，'.join(parts)}。{last}"


def _line(material: Material, each: UnitReturn, entered: tuple[Field, ...]) -> Line:
    unit, received = each.unit, each.received
    parent = material.roster.parent(unit.code)
    cells: tuple[CellValue, ...] = (
        "　" * (each.depth - 1) + unit.name,
        # Of whom only a child's workbook names, nobody here knows the level.
        unit.level.label if each.expected else "",
        each.state.value,
        "逾期" if each.is_late else "",
        _received_at(received) if received else None,
        each.count(Severity.ERROR),
        each.count(Severity.WARNING),
        each.remark,
        unit.contact,
        unit.mobile,
        *_cover_cells(material, unit, entered),
        parent.name if parent else "",
        received.file if received else "",
    )
    return Line(cells, LineStyle.FAULT if each.state in _FAULTY else LineStyle.PLAIN)


def _received_at(received: Received) -> dt.datetime:
    """When a file came in; spreadsheets know no time zones, all times are Beijing's."""
    return received.received_at.replace(tzinfo=None, microsecond=0)


def _cover_cells(material: Material, unit: Unit, entered: tuple[Field, ...]) -> Iterator[CellValue]:
    submission = material.accepted.get(unit.code)
    for field in entered:
        value = submission.value(f"{field.form}.{field.id}") if submission else None
        yield entry_cell(value, field)


def _stray_line(each: StrayFile, entered: int) -> Line:
    received, reason = each.outcome.received, each.outcome.reason
    cells: tuple[CellValue, ...] = (
        _stray_name(each),
        "",
        each.state.value,
        "逾期" if any(found.code == LATE for found in received.problems) else "",
        _received_at(received),
        received.count(Severity.ERROR),
        received.count(Severity.WARNING),
        reason.message if reason else "",
        "",
        "",
        *[None] * entered,
        "",
        received.file,
    )
    return Line(cells, LineStyle.PLAIN if each.state is State.NO_CHILD else LineStyle.FAULT)


def _stray_name(each: StrayFile) -> str:
    received = each.outcome.received
    name = received.unit_name or received.unit_code
    if each.state is not State.UNKNOWN:
        return name
    return f"（名录里没有“{name}”）" if name else "（不知道是谁）"
