"""Notes of cells: the part that holds their texts, and the drawing without which Excel shows no note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from qcxl.core.sheets.content import NOTE_AUTHOR
from qcxl.excel.filled.boxes import Boxes
from qcxl.excel.filled.sheet_xml import MAIN, MAIN_NAMESPACE, RELATION_ID, sheet_child
from qcxl.excel.filled.values import escaped
from qcxl.excel.workbook_package import WorkbookPackage
from qcxl.model.grid import Place, address, parse_address

if TYPE_CHECKING:
    from qcxl.opc.package import Element

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_COMMENT = (
    '<comment ref="{}" authorId="0"><text><r><rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/>'
    '<family val="3"/><charset val="134"/></rPr><t xml:space="preserve">{}</t></r></text></comment>'
)
_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{}">'
    "<authors><author>{}</author></authors><commentList>{}</commentList></comments>"
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" '
    'data="{blocks}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{shapes}</xml>'
)
# Shapes are numbered in blocks of 1,024, and no block may serve two sheets of a workbook.
_BLOCK = 1024
_BLOCKS_PER_SHEET = 64


def add_notes(package: WorkbookPackage, part: str, notes: Mapping[Place, str]) -> None:
    """Add notes to the worksheet in `part`; a note takes the place of the former note of its cell."""
    comments = package.related(part, "comments")
    texts = _texts(package.edit(comments[0])) if comments else {}
    texts.update({place: escaped(text.replace("\r\n", "\n")) for place, text in notes.items()})
    target = comments[0] if comments else package.add(part, "comments", "xl/comments{}.xml", _COMMENTS_TYPE)
    package.replace(target, _comments(texts).encode())
    sheet = package.edit(part)
    block = 1 + _BLOCKS_PER_SHEET * list(package.sheets.values()).index(part)
    package.replace(_drawing_part(package, part, sheet), _drawing(texts, Boxes(sheet), block).encode())


def _texts(comments: Element) -> dict[Place, str]:
    """The notes of a comments part by place, with the escapes (`_x0001_`) that stand there."""
    return {
        parse_address(comment.get("ref", "")): "".join(text.text or "" for text in comment.iter(f"{MAIN}t"))
        for comment in comments.iter(f"{MAIN}comment")
    }


def _drawing_part(package: WorkbookPackage, part: str, sheet: Element) -> str:
    """The part with the sheet's note drawing; a sheet without one is given a new part and refers to it."""
    drawings = package.related(part, "vmlDrawing")
    if drawings:
        return drawings[0]
    drawing = package.add(part, "vmlDrawing", "xl/drawings/vmlDrawing{}.vml", _DRAWING_TYPE)
    sheet_child(sheet, "legacyDrawing").set(RELATION_ID, package.relation_id(part, drawing))
    return drawing


def _comments(texts: Mapping[Place, str]) -> str:
    comments = (_COMMENT.format(address(place), escape(text)) for place, text in sorted(texts.items()))
    return _COMMENTS.format(MAIN_NAMESPACE, NOTE_AUTHOR, "".join(comments))


def _drawing(texts: Mapping[Place, str], boxes: Boxes, block: int) -> str:
    shapes = [
        _SHAPE.format(
            id=_BLOCK * block + number,
            anchor=", ".join(map(str, boxes.anchor(place, text))),
            row=place[0] - 1,
            column=place[1] - 1,
        )
        for number, (place, text) in enumerate(sorted(texts.items()), start=1)
    ]
    blocks = ",".join(str(block + number) for number in range(len(shapes) // _BLOCK + 1))
    return _DRAWING.format(blocks=blocks, shapes="".join(shapes))
