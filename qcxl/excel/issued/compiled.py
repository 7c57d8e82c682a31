"""The compiled blank workbook as XML pieces with slots, patched for each unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from qcxl.core.sheets.layout import LISTS_SHEET
from qcxl.core.sheets.map_format import NO, YES
from qcxl.core.sheets.placeholders import PLACEHOLDER, texts_in_roster
from qcxl.excel.workbook_package import WorkbookPackage
from qcxl.model.edition import Edition, Organisation
from qcxl.model.grid import address
from qcxl.model.organisation import Roster, Unit
from qcxl.opc.zips import zipped

_SHARED = "xl/sharedStrings.xml"
_CELL = '<c r="{cell}"'


@dataclass(frozen=True, slots=True)
class FormPackage:
    """A blank workbook of one edition and roster; `workbook` gives the bytes for a unit.

    `fixed` are the bytes of all parts; for the parts with slots `parts` has the literal texts and slot names
    by turns. `lists` are the lists that are the same for all units, by name, `checks` the texts of the lines
    of 自检.
    """

    edition: Edition
    lists: Mapping[str, tuple[str, ...]]
    fixed: Mapping[str, bytes]
    parts: Mapping[str, tuple[str, ...]]
    lists_part: str
    checks: tuple[str, ...]

    def workbook(self, unit: Unit, roster: Roster, per_unit: Mapping[str, tuple[str | int, ...]]) -> bytes:
        """The unit's blank workbook (.xlsx)."""
        texts = texts_in_roster(self.edition, unit, roster)
        values = {
            **{name: escape(text) for name, text in texts.items()},
            "unit.level_id": unit.level.value,
            "unit.direct": YES if roster.reports_directly(unit.code) else NO,
        }
        organisation = self.edition.organisation(unit.name)
        patched = {name: self._filled(pieces, values, organisation) for name, pieces in self.parts.items()}
        patched[self.lists_part] = _with_rows(self.fixed[self.lists_part], {**per_unit, **self.lists})
        return zipped({**self.fixed, **patched})

    def _filled(
        self, pieces: tuple[str, ...], values: Mapping[str, str], organisation: Organisation | None
    ) -> bytes:
        texts = list(pieces)
        for index in range(1, len(texts), 2):
            slot = texts[index]
            texts[index] = values[slot] if slot in values else self._quota_cell(slot, organisation)
        return "".join(texts).encode()

    def _quota_cell(self, slot: str, organisation: Organisation | None) -> str:
        part, _, code = slot.partition(":")
        value, note = _quota(code, organisation, self.edition)
        text = value if part == "quota.value" else note
        if text.isdigit():
            return f"><v>{text}</v></c>"
        return f' t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _quota(code: str, organisation: Organisation | None, edition: Edition) -> tuple[str, str]:
    """The printed quota of a unit and what it means; without a row nothing is checked (field rule 6)."""
    if not code:
        return "—", "不检查名额"
    if organisation is None:
        return "—", "名额表里没有本单位这一行，不检查名额"
    value = organisation.quotas.get(code)
    if value is None:
        return "—", "名额表里这一格是空的（空不等于 0），不检查"
    if value.isdigit():
        return value, edition.fact("strict_quota") or "按名额表"
    return value, "按通知的说明推荐"


def compile_package(
    data: bytes,
    edition: Edition,
    lists: Mapping[str, tuple[str, ...]],
    cached: Mapping[tuple[str, str], str | int],
    slots: Mapping[tuple[str, str], str],
    checks: tuple[str, ...],
) -> FormPackage:
    """The saved workbook cut at its slots, with cached values put beside the formulas.

    `cached` holds what a formula shows in a blank workbook, `slots` the names for the cells that differ per
    unit; both are by (sheet, cell).
    """
    package = WorkbookPackage(data)
    package.forget_time()
    fixed = {name: package.content(name) for name in package.names()}
    sheet_parts = package.sheets
    for sheet, name in sheet_parts.items():
        blanks = {cell: blank for (owner, cell), blank in cached.items() if owner == sheet}
        own_slots = {cell: slot for (owner, cell), slot in slots.items() if owner == sheet}
        xml = _with_merges_in_order(fixed[name].decode())
        fixed[name] = _with_slots(_with_cached(xml, blanks), own_slots).encode()
    # Texts stand in the shared strings or, by another writer of workbooks, as inline strings in the sheets.
    parts = {
        name: tuple(PLACEHOLDER.split(data.decode()))
        for name, data in fixed.items()
        if b"{{" in data and (name == _SHARED or name in sheet_parts.values())
    }
    return FormPackage(edition, lists, fixed, parts, sheet_parts[LISTS_SHEET], checks)


def _with_merges_in_order(xml: str) -> str:
    """The sheet with its merged ranges sorted: openpyxl keeps a set, whose order is that of the machine."""
    return re.sub(
        r"(<mergeCells[^>]*>)(.*?)(</mergeCells>)",
        lambda match: match[1] + "".join(sorted(re.findall(r"<mergeCell [^>]*/>", match[2]))) + match[3],
        xml,
    )


def _with_cached(xml: str, cached: Mapping[str, str | int]) -> str:
    """The sheet with a cached value beside each formula: previews and Protected View show nothing else."""

    def put(match: re.Match[str]) -> str:
        blank = cached.get(match["cell"], "")
        kind = ' t="str"' if isinstance(blank, str) else ""
        attributes = re.sub(r' t="\w+"', "", match["attributes"])
        return f'<c r="{match["cell"]}"{attributes}{kind}>{match["formula"]}<v>{escape(str(blank))}</v></c>'

    formula = (
        r'<c r="(?P<cell>[A-Z]+\d+)"(?P<attributes>[^>]*)>(?P<formula><f>[^<]*</f>)<v\s*(?:/>|></v>)</c>'
    )
    return re.sub(formula, put, xml)


def _with_slots(xml: str, slots: Mapping[str, str]) -> str:
    """The sheet with the whole content of each cell in `slots` replaced by a placeholder."""

    def put(match: re.Match[str]) -> str:
        slot = slots.get(match["cell"])
        return f'<c r="{match["cell"]}"{match["style"]}{{{{{slot}}}}}' if slot else match[0]

    return re.sub(
        r'<c r="(?P<cell>[A-Z]+\d+)"(?P<style>(?: s="\d+")?)(?:[^>]*/>|[^>]*[^/>]>.*?</c>)', put, xml
    )


def _with_rows(xml: bytes, columns: Mapping[str, tuple[str | int, ...]]) -> bytes:
    """The lists sheet with one list per column, the name of the list on top."""
    rows: dict[int, list[str]] = {}
    for column, (name, values) in enumerate(columns.items(), start=1):
        for row, value in enumerate((name, *values), start=1):
            cell = _CELL.format(cell=address((row, column)))
            content = (
                f"{cell}><v>{value}</v></c>"
                if isinstance(value, int)
                else f'{cell} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            )
            rows.setdefault(row, []).append(content)
    data = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in sorted(rows.items()))
    text = re.sub(r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{data}</sheetData>", xml.decode())
    return re.sub(
        r'<dimension ref="[^"]*"', f'<dimension ref="A1:{address((max(rows), len(columns)))}"', text
    ).encode()
