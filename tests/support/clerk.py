"""Workbooks filled by hand in a real LibreOffice: typed, pasted, sorted, merged, saved as xlsx.

What the hands do is a list of actions by name (see `clerk_hands.ACTIONS`), such as
`("type", "企业明细", "D6", "3/5")`; cells are addressed as they stand when their turn comes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from qcxl.core.sheets.layout import lay_out
from qcxl.model.form import FormKind
from qcxl.model.grid import address
from tests.support import workbooks
from tests.support.libreoffice import (
    NEVER,
    python_with_uno,
    requires_libreoffice,
    run,
    soffice,
    write_profile,
)
from tests.support.submissions import blocks

Test = TypeVar("Test", bound=Callable[..., Any])
Action = tuple[Any, ...]

HANDS = Path(__file__).with_name("clerk_hands.py")
MISSING = "needs the Python bindings of LibreOffice: apt-get install python3-uno"
SECONDS = 1800
LINE_BREAK = "⏎"

# Chinese programs read 3/5 as a date and show dates as people here write them.
CHINESE = """\
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop>
</item>
</oor:items>"""


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody does with the workbook of a unit."""

    unit: str
    actions: Sequence[Action]


def requires_clerk(test: Test) -> Test:
    """`test`, skipped where LibreOffice or its Python bindings are missing."""
    skip = pytest.mark.skipif(soffice() is None or python_with_uno() is None, reason=MISSING)
    marked: Test = skip(requires_libreoffice(test))
    return marked


def typed(markdown: str) -> list[Action]:
    """The actions that type these blocks, by form and field ids as in `submissions`; ⏎ breaks a line."""
    actions: list[Action] = []
    for form, rows in blocks(markdown).items():
        layout = lay_out(workbooks.edition())[form]
        is_list = layout.form.kind is FormKind.LIST
        for offset, row in enumerate(rows, start=1 if is_list else 0):
            for id_, text in row.items():
                at, column = layout.places[id_]
                cell = address((at + offset, column))
                if text:
                    actions.append(("type", layout.form.sheet, cell, text.replace(LINE_BREAK, "\n")))
    return actions


def filled_by_hand(works: Mapping[str, Work], folder: Path) -> Mapping[str, Path]:
    """The saved workbook of each work, all made by one LibreOffice."""
    profile = write_profile(folder / "profile", recalc_mode=NEVER)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(settings.read_text("utf-8").replace("</oor:items>", CHINESE), encoding="utf-8")
    books = []
    for number, (name, work) in enumerate(works.items()):
        source, target = folder / f"{number}.xlsx", folder / f"{name}.xlsx"
        source.write_bytes(workbooks.blank(work.unit))
        books.append({"source": str(source), "target": str(target), "actions": work.actions})
    asked = folder / "asked.json"
    asked.write_text(
        json.dumps({"program": soffice(), "profile": str(profile), "books": books}), encoding="utf-8"
    )
    run([python_with_uno() or "python3", str(HANDS), str(asked)], seconds=SECONDS)
    return {name: folder / f"{name}.xlsx" for name in works}
