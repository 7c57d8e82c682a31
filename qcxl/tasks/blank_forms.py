"""The blank workbooks of an edition, compiled once for all units with the same direct units."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from qcxl.core.results.issued_units import direct_roster
from qcxl.core.sheets.layout import LAST_ROW
from qcxl.model.organisation import Roster
from qcxl.tasks.context.editions import LoadedEdition

if TYPE_CHECKING:
    from qcxl.excel.issued.compiled import FormPackage


def blank_forms(loaded: LoadedEdition, roster: Roster, last_row: int = LAST_ROW) -> FormPackage:
    """The compiled forms of an edition for the units of a roster; formulas run down to `last_row`."""
    return _compiled(loaded, tuple((unit.name, unit.code) for unit in roster.direct_units), last_row)


@lru_cache(maxsize=8)
def _compiled(loaded: LoadedEdition, direct: tuple[tuple[str, str], ...], last_row: int) -> FormPackage:
    """The compiled forms for these direct units (name, code), the only part of a roster that forms depend on.

    To compile takes about a second and is done once per process.
    """
    from qcxl.excel.issued.compiler import compile_forms

    return compile_forms(loaded.edition, loaded.drawn, direct_roster(direct), last_row)
