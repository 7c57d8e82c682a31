"""Issued workbooks for tests: the shipped editions and rosters, blank or filled through their own map."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from qcxl.demo.fill import Filled
from qcxl.excel.issued.compiled import FormPackage
from qcxl.excel.issued.compiler import compile_forms, unit_lists
from qcxl.excel.roster.roster_reader import read_roster
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster
from qcxl.store import resources
from qcxl.tasks.context.editions import load_edition

ROSTER_OF = {"henan-2020": "henan", "chongqing-2019": "chongqing"}


@cache
def edition(id_: str = "henan-2020") -> Edition:
    """A shipped edition."""
    return load_edition(resources.resource("workbooks", "editions", f"{id_}.xlsx")).edition


@cache
def roster(id_: str = "henan-2020") -> Roster:
    """The shipped roster of an edition's province."""
    found, problems = read_roster(resources.resource("workbooks", "rosters", f"{ROSTER_OF[id_]}.xlsx"))
    assert found is not None, problems
    return found


@cache
def compiled(id_: str = "henan-2020") -> FormPackage:
    """The compiled blank workbook of a shipped edition."""
    path = resources.resource("workbooks", "editions", f"{id_}.xlsx")
    return compile_forms(edition(id_), path.read_bytes(), roster(id_))


@cache
def blank(unit_code: str, id_: str = "henan-2020") -> bytes:
    """The blank workbook of a unit."""
    unit = roster(id_).unit(unit_code)
    return compiled(id_).workbook(unit, roster(id_), unit_lists(roster(id_), unit))


def open_workbook(source: Path | bytes, *, read_only: bool = False) -> Workbook:
    """A workbook opened by openpyxl, which does not know whole-column print areas and warns of them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Print area cannot be set", UserWarning)
        stream = BytesIO(source) if isinstance(source, bytes) else source
        return openpyxl.load_workbook(stream, read_only=read_only)


def fill(
    data: bytes,
    rows: Mapping[str, Sequence[Mapping[str, object]]],
    cells: Mapping[str, Mapping[str, object]],
) -> Filled:
    """A blank workbook with rows (by list id) and cells (by form id) typed in, through `_qcxl` alone."""
    filled = Filled(BytesIO(data))
    for table, entries in rows.items():
        add_rows(filled, table, entries)
    for form, entries in cells.items():
        filled.set_cells(form, dict(entries))
    return filled


def add_rows(filled: Filled, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Type rows below the header of a list."""
    for offset, row in enumerate(rows, start=1):
        for id_, value in row.items():
            filled.below(table, id_, offset).value = value
