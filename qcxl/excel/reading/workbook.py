"""The parts of a package that make the workbook: worksheets by name, styles and shared texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qcxl.excel.reading.attachments import attachments
from qcxl.excel.reading.cell_styles import CellStyles, cell_styles
from qcxl.excel.reading.escaped_text import unescaped
from qcxl.excel.reading.illegal_characters import illegal_shared_text
from qcxl.excel.reading.limits import Limits
from qcxl.model.catalogue import problem
from qcxl.model.grid import Attached
from qcxl.opc.package import Relation, by_key, relations, relations_part
from qcxl.opc.refusal import RefusedError
from qcxl.opc.xml import ElementStart, elements
from qcxl.opc.zips import part_key

_STRICT_NAMESPACE = "http://purl.oclc.org/ooxml"
_MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE_KINDS = {"word/": "Word 文档", "ppt/": "演示文稿", "content.xml": "ODS 表格或其他格式的文档"}
_TRUE = {"1", "true"}
_HIDDEN = {"hidden", "veryHidden"}
_LONGEST_COUNT = 20


@dataclass(frozen=True, slots=True)
class WorksheetPart:
    """One worksheet: its name, its XML, whether it is hidden, and what lies on it."""

    name: str
    xml: bytes
    hidden: bool
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """The parts that hold values: worksheets in order, styles and shared texts if present.

    `cell_styles` are the cell styles that say more than values; `date_1904` tells that dates count from 1904,
    as old Macs did.
    """

    worksheets: tuple[WorksheetPart, ...]
    styles: bytes | None
    strings: bytes | None
    cell_styles: CellStyles
    date_1904: bool


def find_workbook(parts: Mapping[str, bytes], limits: Limits) -> WorkbookParts:
    """The workbook of an unpacked package: its worksheets, hidden ones too, but no chart or macro sheets.

    Codes: file_is_other_kind, file_is_binary_workbook, file_is_strict_workbook, workbook_without_sheets,
    too_many_sheets, workbook_too_large, file_structure_unsafe, file_damaged, illegal_character.
    """
    main = _by_kind(_relations(parts, "")).get("officeDocument", "xl/workbook.xml")
    if main.endswith(".bin"):
        raise RefusedError(problem("file_is_binary_workbook"))
    if main not in parts:
        raise _other_package(parts)
    root, *children = elements(parts[main], "sheet", "workbookPr")
    if root.namespace.startswith(_STRICT_NAMESPACE):
        raise RefusedError(problem("file_is_strict_workbook"))
    if (root.namespace, root.name) != (_MAIN_NAMESPACE, "workbook"):
        raise _other_package(parts)
    related = _relations(parts, main)
    by_kind = _by_kind(related)
    styles = parts.get(by_kind.get("styles", ""))
    strings = parts.get(by_kind.get("sharedStrings", ""))
    worksheets = _worksheets(parts, related, children, limits)
    if strings is not None:
        _refuse_unfit_strings(strings, worksheets, limits)
    return WorkbookParts(
        worksheets=worksheets,
        styles=styles,
        strings=strings,
        cell_styles=CellStyles() if styles is None else cell_styles(styles),
        date_1904=any(child.attributes.get("date1904") in _TRUE for child in children),
    )


def _relations(parts: Mapping[str, bytes], source: str) -> tuple[Relation, ...]:
    return by_key(relations(parts.get(part_key(relations_part(source))), source))


def _by_kind(related: Iterable[Relation]) -> dict[str, str]:
    return {relation.kind: relation.part for relation in related}


def _other_package(parts: Mapping[str, bytes]) -> RefusedError:
    """The refusal of a zip that is no workbook, with the best word for the kind of file that it is."""
    for start, kind in _PACKAGE_KINDS.items():
        if any(name.startswith(start) for name in parts):
            return RefusedError(problem("file_is_other_kind", kind=kind))
    if any(name.startswith("xl/") for name in parts):
        return RefusedError(problem("file_damaged"))
    return RefusedError(problem("file_is_other_kind", kind="压缩包"))


def _worksheets(
    parts: Mapping[str, bytes], related: Iterable[Relation], children: Iterable[ElementStart], limits: Limits
) -> tuple[WorksheetPart, ...]:
    by_id = {relation.id: (relation.kind, relation.part) for relation in related}
    stated = [
        (child.attributes, *by_id.get(child.attributes.get("id", ""), ("", "")))
        for child in children
        if child.name == "sheet" and child.namespace == _MAIN_NAMESPACE
        # A sheet that names no part at all has no content: spreadsheet programs pass it over.
        if child.attributes.get("id", "").strip()
    ]
    if any(not kind for _, kind, _ in stated):
        raise RefusedError(problem("file_damaged"))
    worksheets = [(attributes, path) for attributes, kind, path in stated if kind == "worksheet"]
    if not worksheets:
        raise RefusedError(problem("workbook_without_sheets"))
    if len(worksheets) > limits.sheets:
        raise RefusedError(problem("too_many_sheets", count=len(worksheets), limit=limits.sheets))
    # Two sheets in one part would multiply the work that one file can cause.
    if len({path for _, path in worksheets}) < len(worksheets):
        raise RefusedError(problem("file_structure_unsafe"))
    if any(path not in parts for _, path in worksheets):
        raise RefusedError(problem("file_damaged"))
    return tuple(
        WorksheetPart(
            unescaped(attributes.get("name", "")),
            parts[path],
            attributes.get("state") in _HIDDEN,
            attachments(parts, path),
        )
        for attributes, path in worksheets
    )


def _refuse_unfit_strings(strings: bytes, worksheets: Iterable[WorksheetPart], limits: Limits) -> None:
    try:
        tables = elements(strings, "sst")
    except RefusedError as refusal:
        illegal = illegal_shared_text(strings, ((part.name, part.xml) for part in worksheets))
        raise RefusedError(illegal or refusal.problem) from refusal
    for table in tables:
        for name in ("count", "uniqueCount"):
            stated = table.attributes.get(name, "0")
            if not (stated.isascii() and stated.isdigit()):
                raise RefusedError(problem("file_damaged"))
            # calamine reserves room for as many texts as stated and aborts the process when there is no room.
            if len(stated) > _LONGEST_COUNT or int(stated) > limits.strings:
                raise RefusedError(problem("file_structure_unsafe"))
