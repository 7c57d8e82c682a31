"""A checked workbook as the plainest package there is, written for calamine's eyes only."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from qcxl.excel.reading.sheet_scan import SheetScan
from qcxl.excel.reading.workbook import WorkbookParts

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def plain_package(parts: WorkbookParts, scans: tuple[SheetScan, ...]) -> BytesIO:
    """A package of those parts alone, its worksheets named 1, 2, 3 … in order.

    So the reader sees exactly the bytes that were checked: no second reading of zip tables, part names or
    relations, in which two programs may differ.
    """
    count = len(parts.worksheets)
    package = BytesIO()
    with ZipFile(package, "w", ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/workbook.xml", _workbook(count, date_1904=parts.date_1904))
        targets = [("worksheet", f"worksheets/{number}.xml") for number in range(1, count + 1)]
        for kind, content in (("styles", parts.styles), ("sharedStrings", parts.strings)):
            if content is not None:
                targets.append((kind, f"{kind}.xml"))
                archive.writestr(f"xl/{kind}.xml", content)
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(targets))
        for number, (part, scan) in enumerate(zip(parts.worksheets, scans, strict=True), start=1):
            archive.writestr(f"xl/worksheets/{number}.xml", _with_known_errors(part.xml, scan))
    package.seek(0)
    return package


def _workbook(count: int, *, date_1904: bool) -> str:
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, count + 1))
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<workbookPr date1904="{int(date_1904)}"/><sheets>{sheets}</sheets></workbook>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'


def _with_known_errors(xml: bytes, scan: SheetScan) -> bytes:
    """The XML with `#N/A` for the errors that calamine does not know; the Grid tells the true ones."""
    pieces = []
    copied = 0
    for start, end in scan.foreign_errors:
        pieces += [xml[copied:start], b"#N/A"]
        copied = end
    return b"".join([*pieces, xml[copied:]])
