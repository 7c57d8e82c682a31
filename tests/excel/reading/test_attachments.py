"""Pictures, text boxes and comments on a sheet, as Excel and LibreOffice write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcxl.excel.reading.attachments import attachments
from qcxl.model.grid import Attached, Attachment
from tests.excel.reading.test_grid_reader import plain_workbook, read, saved
from tests.support.libreoffice import convert, requires_libreoffice

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING_NAMES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def parts(kind: str, xml: str) -> dict[str, bytes]:
    """The parts of a sheet with one part related to it."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = f'<Relationship Id="r1" Type="{office}/{kind}" Target="../other.xml"/>'
    return {
        SHEET: b"<worksheet/>",
        RELATIONS: f"<Relationships>{related}</Relationships>".encode(),
        "xl/other.xml": xml.encode(),
    }


def drawing(*anchors: str) -> dict[str, bytes]:
    return parts("drawing", f"<xdr:wsDr {DRAWING_NAMES}>{''.join(anchors)}</xdr:wsDr>")


def anchor(content: str, row: int, column: int) -> str:
    start = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    end = "<xdr:to><xdr:col>30</xdr:col><xdr:row>90</xdr:row></xdr:to>"
    return f"<xdr:twoCellAnchor>{start}{end}{content}</xdr:twoCellAnchor>"


def box(text: str) -> str:
    return f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


def comments(*texts: str, author: str = "填表人") -> dict[str, bytes]:
    listed = "".join(
        f'<comment ref="B{at}" authorId="0"><text><r><t>{text}</t></r></text></comment>'
        for at, text in enumerate(texts, start=6)
    )
    return parts(
        "comments",
        f"<comments><authors><author>{author}</author></authors><commentList>{listed}</commentList></comments>",
    )


PICTURE = "<xdr:pic><xdr:blipFill/></xdr:pic>"
CHART = "<xdr:graphicFrame><a:graphic/></xdr:graphicFrame>"
LINE = "<xdr:cxnSp/>"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (drawing(anchor(PICTURE, 13, 0)), [Attached(Attachment.PICTURE, (14, 1))]),
        (drawing(anchor(CHART, 2, 4)), [Attached(Attachment.PICTURE, (3, 5))]),
        (drawing(anchor(box("请核对"), 2, 4)), [Attached(Attachment.TEXT_BOX, (3, 5), "请核对")]),
        (drawing(anchor(box(" "), 2, 4), anchor(LINE, 1, 1)), []),
        (
            drawing(anchor(f"<mc:AlternateContent>{PICTURE}<mc:Fallback>{box('旧')}</mc:Fallback>"
                           "</mc:AlternateContent>", 0, 0)),
            [Attached(Attachment.PICTURE, (1, 1))],
        ),
        (
            comments("转给直报", "待定"),
            [
                Attached(Attachment.COMMENT, (6, 2), "转给直报"),
                Attached(Attachment.COMMENT, (7, 2), "待定"),
            ],
        ),
        pytest.param(comments("是负数", author="校验"), [], id="the notes of a marked copy"),
        pytest.param(comments("〔必改〕是负数", author=""), [], id="notes whose author was lost"),
        pytest.param(parts("comments", "<comments><comment"), [], id="a broken part"),
        pytest.param({SHEET: b"<worksheet/>"}, [], id="nothing at all"),
    ],
)  # fmt: skip
def test_things_on_a_sheet_by_place(given: dict[str, bytes], expected: list[Attached]) -> None:
    assert list(attachments(given, SHEET)) == expected


@requires_libreoffice
def test_comments_saved_by_libreoffice(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment

    workbook = openpyxl.Workbook()
    workbook.active["B3"] = "郑州"
    workbook.active["B3"].comment = Comment("转给直报", "填表人")
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(workbook))

    found = read(convert(path, "xlsx", tmp_path / "out").read_bytes()).sheets[0].attached

    assert [(thing.kind, thing.place) for thing in found] == [(Attachment.COMMENT, (3, 2))]


def test_a_sheet_without_things_has_none() -> None:
    assert read(plain_workbook()).sheets[0].attached == ()
