"""The roster workbook (contract 3.4) as a tree of units, with every fault in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qcxl.excel.reading.grid_reader import read_grid
from qcxl.excel.roster.roster_table import REQUIRED, RosterLine, RosterTable, find_table, lines
from qcxl.model.catalogue import problem
from qcxl.model.grid import address, parse_address
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.text import YES_NO, name_key

_LEVEL_LABELS = tuple(level.label for level in Level)
_SHEET_HEADERS = 2  # known headers in one row that make a sheet a roster
_EXACT_BELOW = 10**15  # Excel keeps 15 digits of a number
_CODE_CHARACTERS = 30
_CODE = re.compile(rf"[^\W_][\w-]{{0,{_CODE_CHARACTERS - 1}}}")
_NAME_CHARACTERS = 60
_FILE_NAME_BYTES = 200  # of 255; the rest is for suffixes such as _汇总.xlsx and for temporary names
_HANZI_BYTES = 3
_FORBIDDEN_MARKS = '<>:"/\\|?*'
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
_CHAIN_SHOWN = 5


def read_roster(path: Path) -> tuple[Roster | None, tuple[Problem, ...]]:
    """The roster in the workbook `path` and all its faults; the roster is None when there is any fault.

    Columns are found by their header, in any order. Codes lose their width, inner spaces and the `.0` of a
    number. Problem codes: `roster_*`; a file that cannot be read gives `roster_unreadable` alone.
    """
    try:
        grid = read_grid(path.read_bytes())
    except FileNotFoundError:
        return None, (_unreadable(path, "找不到这个文件"),)
    except OSError:
        return None, (_unreadable(path, "它是文件夹，或正被别的程序占用，或没有读取权限"),)
    if isinstance(grid, Problem):
        return None, (_unreadable(path, grid.message.rstrip("。")),)
    sheets = grid.sheets
    tables = [table for table in map(find_table, sheets) if len(table.columns) >= _SHEET_HEADERS]
    table = tables[0] if tables else find_table(sheets[0])
    filled = tuple(lines(table))
    faults = [*_line_faults(table, filled), *_tree_faults(table, filled)]
    problems = (
        *_several_sheets(tables),
        *_header_faults(table, filled),
        *sorted(faults, key=lambda fault: parse_address(fault.cell)),
    )
    return (None, problems) if problems else (Roster(tuple(map(_unit, filled))), ())


def _unreadable(path: Path, reason: str) -> Problem:
    return problem("roster_unreadable", file=path.name, reason=reason)


def _unit(line: RosterLine) -> Unit:
    level, direct = Level.from_label(line.level), YES_NO[line.direct]
    return Unit(line.code, line.name, level, line.parent_code, direct, line.contact, line.mobile, line.email)


def _several_sheets(tables: Sequence[RosterTable]) -> Iterator[Problem]:
    for table in tables[1:]:
        header = next(iter(table.columns))
        yield table.problem("roster_several_sheets", table.header_row, header, tables[0].grid.name)


def _header_faults(table: RosterTable, filled: Sequence[RosterLine]) -> Iterator[Problem]:
    row = table.header_row
    for header in REQUIRED:
        if header not in table.columns:
            yield table.problem("roster_column_missing", row, header, "", row=row)
    for header, column in table.repeated:
        cell = address((row, column))
        yield problem("roster_column_repeated", sheet=table.grid.name, cell=cell, field=header)
    if not filled:
        yield table.problem("roster_empty", row + 1, "代码")


def _line_faults(table: RosterTable, filled: Sequence[RosterLine]) -> Iterator[Problem]:
    for line in filled:
        faults = [*_code_faults(table, line), *_name_faults(table, line)]
        if line.level not in _LEVEL_LABELS:
            labels = "、".join(_LEVEL_LABELS)
            faults.append(table.problem("roster_level_unknown", line.row, "级别", line.level, labels=labels))
        if line.direct not in YES_NO:
            faults.append(table.problem("roster_direct_unknown", line.row, "直报", line.direct))
        # A missing column is reported once, at the header, and not in every row.
        yield from (fault for fault in faults if fault.field in table.columns)


def _code_faults(table: RosterTable, line: RosterLine) -> Iterator[Problem]:
    if not line.code:
        yield table.problem("roster_code_blank", line.row, "代码", "", name=line.name)
    elif not _CODE.fullmatch(line.code):
        yield table.problem("roster_code_unfit", line.row, "代码", line.code, limit=_CODE_CHARACTERS)
    for header in ("代码", "上级代码"):
        raw = table.raw(line.row, header)
        if isinstance(raw, int | float) and abs(raw) >= _EXACT_BELOW:
            yield table.problem("roster_code_digits_lost", line.row, header, f"{raw:.0f}")


def _name_faults(table: RosterTable, line: RosterLine) -> Iterator[Problem]:
    if not line.name:
        yield table.problem("roster_name_blank", line.row, "名称", "", unit_code=line.code)
    marks = _unfit_marks(line.name)
    if marks:
        yield table.problem("roster_name_unfit", line.row, "名称", line.name, marks="、".join(marks))
    room = (_FILE_NAME_BYTES - len(f"{line.code[:_CODE_CHARACTERS]}_".encode())) // _HANZI_BYTES
    limit = min(_NAME_CHARACTERS, room)
    if len(line.name) > limit:
        length = len(line.name)
        yield table.problem("roster_name_too_long", line.row, "名称", line.name, length=length, limit=limit)


def _unfit_marks(name: str) -> list[str]:
    marks = [mark for mark in _FORBIDDEN_MARKS if mark in name]
    if any(unicodedata.category(mark) in _UNSEEN_CATEGORIES and mark != " " for mark in name):
        marks.append("换行、全角空格或看不见的字符")
    if name.endswith("."):  # Windows drops it from a folder's name
        marks.append("结尾的小数点")
    return marks


def _tree_faults(table: RosterTable, filled: Sequence[RosterLine]) -> Iterator[Problem]:
    if not {"代码", "上级代码"} <= table.columns.keys():
        return
    yield from _duplicates(table, filled)
    known = {line.code: line for line in reversed(filled) if line.code}
    for line in filled:
        if line.parent_code and line.parent_code not in known:
            yield table.problem("roster_parent_unknown", line.row, "上级代码", line.parent_code)
    for cycle in _cycles({line.code: line.parent_code for line in known.values()}):
        first = min(range(len(cycle)), key=lambda place: known[cycle[place]].row)
        ring = [*cycle[first:], *cycle[:first]]
        visible = ring if len(ring) <= _CHAIN_SHOWN else [*ring[:_CHAIN_SHOWN], "…"]
        line, chain = known[ring[0]], " → ".join([*visible, ring[0]])
        yield table.problem("roster_parent_cycle", line.row, "上级代码", line.parent_code, chain=chain)
    yield from _root_faults(table, filled)


def _duplicates(table: RosterTable, filled: Sequence[RosterLine]) -> Iterator[Problem]:
    # Keys fold case: Windows would put units `hy1` and `HY1` into one file.
    codes: dict[str, RosterLine] = {}
    names: dict[tuple[str, str], RosterLine] = {}
    for line in filled:
        same_code = codes.setdefault(name_key(line.code), line)
        if line.code and same_code is not line:
            row, name = same_code.row, same_code.name
            yield table.problem("roster_code_duplicate", line.row, "代码", line.code, row=row, name=name)
        same_name = names.setdefault((line.parent_code, name_key(line.name)), line)
        if line.name and same_name is not line:
            yield table.problem("roster_name_duplicate", line.row, "名称", line.name, row=same_name.row)


def _root_faults(table: RosterTable, filled: Sequence[RosterLine]) -> Iterator[Problem]:
    roots = [line for line in filled if not line.parent_code]
    if filled and not roots:
        yield table.problem("roster_root_missing", table.header_row, "上级代码")
    for line in roots[1:]:
        name, root = line.name or line.code, roots[0].name or roots[0].code
        row = roots[0].row
        yield table.problem("roster_root_repeated", line.row, "上级代码", "", name=name, root=root, row=row)


def _cycles(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """The closed rings of codes, each ring once and every code followed by its parent."""
    seen: set[str] = set()
    for start in parents:
        way: dict[str, int] = {}
        code = start
        while code in parents and code not in seen and code not in way:
            way[code] = len(way)
            code = parents[code]
        if code in way:
            yield list(way)[way[code] :]
        seen.update(way)
