"""Word documents as people hand them in, built by python-docx with raw XML where that has no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from tests.support.damage import unpacked, with_part

MAIN = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


def document(*paragraphs: str) -> bytes:
    """A document of these paragraphs, as python-docx writes it."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return saved(made)


def saved(made: docx.document.Document) -> bytes:
    """The bytes of an open document."""
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def document_of(body: str) -> bytes:
    """A document whose body is this XML."""
    xml = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    return with_part(document(), MAIN, xml)


def run(text: str, properties: str = "") -> str:
    """A run of text as XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph as XML; what is no XML becomes a run."""
    return f"<w:p>{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def text_box(*paragraphs: str) -> str:
    """A run with a text box as Word writes it: the new drawing, and the old one for old programs."""
    content = f"<w:txbxContent>{''.join(map(paragraph, paragraphs))}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2880000" cy="720000"/>'
        '<wp:docPr id="1" name="box"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr '
        'txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2880000" cy="720000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old_text_box(*paragraphs)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def old_text_box(*paragraphs: str) -> str:
    """A text box as programs before Word 2010 write it, for use in a run."""
    content = f"<w:txbxContent>{''.join(map(paragraph, paragraphs))}</w:txbxContent>"
    style = "width:200pt;height:50pt"
    return f'<w:pict><v:shape style="{style}"><v:textbox>{content}</v:textbox></v:shape></w:pict>'


def with_notes(data: bytes, kind: str, notes: Iterable[str]) -> bytes:
    """The document with a part of notes, `footnotes` or `endnotes`; `reference` puts their marks into it."""
    element = kind[:-1]
    rows = [
        f'<w:{element} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{element}>',
        *(
            f'<w:{element} w:id="{number}"><w:p><w:r><w:{element}Ref/></w:r>{run(note)}</w:p></w:{element}>'
            for number, note in enumerate(notes, start=1)
        ),
    ]
    xml = f"<w:{kind} {_NAMESPACES}>{''.join(rows)}</w:{kind}>"
    relation = f'<Relationship Id="rIdX{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
    override = f'<Override PartName="/word/{kind}.xml" ContentType="{_NOTE_TYPE.format(kind=kind)}"/>'
    related = _inserted(data, "word/_rels/document.xml.rels", "</Relationships>", relation)
    return with_part(_inserted(related, "[Content_Types].xml", "</Types>", override), f"word/{kind}.xml", xml)


def reference(kind: str, number: int) -> str:
    """A run with the mark of a note, `footnotes` or `endnotes`."""
    return f'<w:r><w:{kind[:-1]}Reference w:id="{number}"/></w:r>'


def zip_of(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip that is no document."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _inserted(data: bytes, part: str, before: str, xml: str) -> bytes:
    content = unpacked(data)[part].decode()
    assert before in content
    return with_part(data, part, content.replace(before, f"{xml}{before}"))
