"""The sheet 报送情况: the state of every unit's return, with its time, its faults and its contact."""

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
    """The table of every unit below `unit`: its state, file, problems and contacts; then the stray files.

    The note above counts only the units that were to return a workbook. The entries of the edition's cover
    sheet, which tell who filled the workbook in, have columns of their own.
    """
    returns, strays = unit_returns(material, unit), stray_files(material, unit)
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
            *(_line(material, unit_return, entered) for unit_return in returns),
            *(_stray_line(stray, len(entered)) for stray in strays),
        ),
        notes=(
            *period_notes(material),
            _counts([unit_return for unit_return in returns if unit_return.expected], strays),
            "“由上级列报”的数取自上级单位的表，单位自己的表只作核对；“必改”没有改好的表不计入。",
        ),
        empty="没有下级单位。",
    )


def _counts(returns: Sequence[UnitReturn], strays: Sequence[StrayFile]) -> str:
    states = Counter(unit_return.state for unit_return in returns)
    heard = len(returns) - states[State.MISSING] - states[State.BELOW]
    parts = [
        f"应报 {len(returns)} 家",
        f"已报 {heard} 家",
        f"有错 {states[State.RETURNED]} 家",
        f"没收到 {states[State.MISSING] + states[State.BELOW]} 家",
        f"逾期 {sum(unit_return.is_late for unit_return in returns)} 家",
    ]
    unknown = sum(stray.state is State.UNKNOWN for stray in strays)
    further = [f"{unknown} 个文件读不了或不知道是谁的"] if unknown else []
    further += [f"{len(strays) - unknown} 个文件没有汇总"] if len(strays) > unknown else []
    last = f"另有 {'、'.join(further)}，列在最后。" if further else ""
    return f"{'，'.join(parts)}。{last}"


def _line(material: Material, unit_return: UnitReturn, entered: tuple[Field, ...]) -> Line:
    unit, received = unit_return.unit, unit_return.received
    parent = material.roster.parent(unit.code)
    cells: tuple[CellValue, ...] = (
        "　" * (unit_return.depth - 1) + unit.name,
        # The level of a unit that only a child's workbook names is not known.
        unit.level.label if unit_return.expected else "",
        unit_return.state.value,
        "逾期" if unit_return.is_late else "",
        _received_at(received) if received else None,
        unit_return.count(Severity.ERROR),
        unit_return.count(Severity.WARNING),
        unit_return.remark,
        unit.contact,
        unit.mobile,
        *_cover_cells(material, unit, entered),
        parent.name if parent else "",
        received.file if received else "",
    )
    return Line(cells, LineStyle.FAULT if unit_return.state in _FAULTY else LineStyle.PLAIN)


def _received_at(received: Received) -> dt.datetime:
    """The Beijing time at which a file came in, without time zone, because spreadsheets have none."""
    return received.received_at.replace(tzinfo=None, microsecond=0)


def _cover_cells(material: Material, unit: Unit, entered: tuple[Field, ...]) -> Iterator[CellValue]:
    submission = material.accepted.get(unit.code)
    for field in entered:
        value = submission.value(f"{field.form}.{field.id}") if submission else None
        yield entry_cell(value, field)


def _stray_line(stray: StrayFile, entered: int) -> Line:
    received, reason = stray.outcome.received, stray.outcome.reason
    cells: tuple[CellValue, ...] = (
        _stray_name(stray),
        "",
        stray.state.value,
        "逾期" if any(problem.code == LATE for problem in received.problems) else "",
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
    return Line(cells, LineStyle.PLAIN if stray.state is State.NO_CHILD else LineStyle.FAULT)


def _stray_name(stray: StrayFile) -> str:
    received = stray.outcome.received
    name = received.unit_name or received.unit_code
    if stray.state is not State.UNKNOWN:
        return name
    return f"（名录里没有“{name}”）" if name else "（不知道是谁）"
