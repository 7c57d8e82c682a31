"""A checked workbook as the plainest package there is, written for calamine alone."""

from __future__ import annotations

from io import BytesIO

from qcxl.excel.reading.canonical import (
    canonical_sheet,
    canonical_strings,
    sheet_may_hold_long_text,
    sheet_needs_rewriting,
    strings_may_hold_long_text,
    strings_need_rewriting,
)
from qcxl.excel.reading.sheet_scan import SheetScan
from qcxl.excel.reading.workbook import WorkbookParts
from qcxl.opc.package import OFFICE_RELATIONS
from qcxl.opc.zips import zipped

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def plain_package(parts: WorkbookParts, scans: tuple[SheetScan, ...], *, rewritten: bool = False) -> BytesIO:
    """The package of the checked parts alone, its worksheets named 1, 2, 3 … in order.

    So calamine reads exactly the bytes that were checked: there is no second reading of zip tables, part
    names or relations, in which two programs may differ. Where calamine would read other values than a
    spreadsheet program, and everywhere if `rewritten`, the XML is rewritten; ValueError where that cannot be.
    """
    count = len(parts.worksheets)
    content: dict[str, bytes | str] = {
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(count, date_1904=parts.date_1904),
    }
    targets = [("worksheet", f"worksheets/{number}.xml") for number in range(1, count + 1)]
    for kind, xml in (("styles", parts.styles), ("sharedStrings", _strings(parts.strings, rewritten))):
        if xml is not None:
            targets.append((kind, f"{kind}.xml"))
            content[f"xl/{kind}.xml"] = xml
    content["xl/_rels/workbook.xml.rels"] = _relations(targets)
    for number, (part, scan) in enumerate(zip(parts.worksheets, scans, strict=True), start=1):
        content[f"xl/worksheets/{number}.xml"] = _sheet(part.xml, scan, rewritten)
    return BytesIO(zipped(content, packed=False))


def may_hold_long_text(parts: WorkbookParts, scans: tuple[SheetScan, ...]) -> bool:
    """True where a text may be longer than Excel's cells, as far as the spread of the XML tells."""
    return (
        any(scan.is_split for scan in scans)
        or (parts.strings is not None and strings_may_hold_long_text(parts.strings))
        or any(sheet_may_hold_long_text(part.xml) for part in parts.worksheets)
    )


def _strings(xml: bytes | None, rewritten: bool) -> bytes | None:  # noqa: FBT001 - passed on
    return canonical_strings(xml) if xml and (rewritten or strings_need_rewriting(xml)) else xml


def _sheet(xml: bytes, scan: SheetScan, rewritten: bool) -> bytes:  # noqa: FBT001 - passed on
    if rewritten or scan.is_split or sheet_needs_rewriting(xml):
        return canonical_sheet(xml)
    return _with_known_errors(xml, scan)


def _workbook(count: int, *, date_1904: bool) -> str:
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, count + 1))
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE_RELATIONS}">'
        f'<workbookPr date1904="{int(date_1904)}"/><sheets>{sheets}</sheets></workbook>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'


def _with_known_errors(xml: bytes, scan: SheetScan) -> bytes:
    """The XML with `#N/A` for errors that calamine does not know; `SheetScan.errors` keeps the true ones."""
    pieces = []
    copied = 0
    for start, end in scan.foreign_errors:
        pieces += [xml[copied:start], b"#N/A"]
        copied = end
    return b"".join([*pieces, xml[copied:]])
