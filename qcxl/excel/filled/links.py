"""Links from cells to other cells of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qcxl.core.sheets.content import Link
from qcxl.excel.filled.sheet_xml import MAIN, sheet_child
from qcxl.excel.filled.values import escaped
from qcxl.model.grid import Place, address

if TYPE_CHECKING:
    from qcxl.opc.package import Element

_LONGEST_TOOLTIP = 255


def add_links(sheet: Element, links: Mapping[Place, Link]) -> None:
    """Add links to a worksheet; a link takes the place of the former link of its cell."""
    from lxml import etree

    hyperlinks = sheet_child(sheet, "hyperlinks")
    former = {hyperlink.get("ref", ""): hyperlink for hyperlink in hyperlinks}
    for place, link in sorted(links.items(), key=lambda item: item[0]):
        cell = address(place)
        if cell in former:
            hyperlinks.remove(former[cell])
        quoted = link.sheet.replace("'", "''")
        etree.SubElement(
            hyperlinks,
            f"{MAIN}hyperlink",
            {
                "ref": cell,
                "location": f"'{quoted}'!{link.cell}",
                "tooltip": escaped(link.tooltip[:_LONGEST_TOOLTIP]),
                "display": f"{link.sheet}!{link.cell}",
            },
        )
