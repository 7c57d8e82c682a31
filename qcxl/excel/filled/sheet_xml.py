"""Names and the order of elements in the XML of a workbook that is being filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qcxl.opc.package import OFFICE_RELATIONS

if TYPE_CHECKING:
    from qcxl.opc.package import Element

MAIN_NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN: Final = f"{{{MAIN_NAMESPACE}}}"
RELATION_ID: Final = f"{{{OFFICE_RELATIONS}}}id"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

TRUE: Final = frozenset({"1", "true"})

# The end of the sequence that the schema gives the children of a worksheet; Excel refuses any other order.
_LAST_CHILDREN: Final = (
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties "
    "cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects "
    "controls webPublishItems tableParts extLst"
)


def sheet_child(sheet: Element, name: str) -> Element:
    """The child of a worksheet called `name`; a missing child is made where the schema wants it."""
    from lxml import etree

    element = sheet.find(f"{MAIN}{name}")
    if element is None:
        element = etree.Element(f"{MAIN}{name}", nsmap={"r": OFFICE_RELATIONS})
        order = _LAST_CHILDREN.split()
        later = {f"{MAIN}{follower}" for follower in order[order.index(name) + 1 :]}
        index = next((index for index, child in enumerate(sheet) if child.tag in later), len(sheet))
        sheet.insert(index, element)
    return element
