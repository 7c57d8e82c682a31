"""The text of a handed-in Word document, as Word counts it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from qcxl.core.documents.document_checks import DocumentText
from qcxl.model.problem import Problem
from qcxl.opc.refusal import RefusedError
from qcxl.word.document_kind import DEFAULT_LIMITS, DocumentLimits
from qcxl.word.document_package import open_document

if TYPE_CHECKING:
    from qcxl.word.document_package import Element

_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # Strict Open XML
)
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OFF: Final = ("0", "false", "off")

_SYMBOL: Final = "■"  # stands for a sign of a symbol font: one character, whatever it shows
_SIGNS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "sym": _SYMBOL,
}
# Properties, what was deleted or moved away, the code behind a field, and the pinyin above a word. In w:rPr
# and w:pPr stand marks of the same names: nothing in there is text.
_NO_TEXT: Final = frozenset(
    (
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "rt",
    )
)


def read_document(data: bytes, limits: DocumentLimits = DEFAULT_LIMITS) -> DocumentText | Problem:
    """The text of a .docx, or the problem for which it cannot be read; never raises for any bytes.

    Included are body, tables, text boxes, footnotes, endnotes and tracked insertions. Left out are headers
    and footers, comments, tracked deletions, hidden text, automatic numbers, pictures and field codes, but
    not the results of fields. Codes: those of `qcxl.model.catalogue.document_codes.DOCUMENT_FILES`.
    """
    try:
        parts = open_document(data, limits)
    except RefusedError as refusal:
        return refusal.problem
    notes = (() if part is None else tuple(_paragraphs(part)) for part in (parts.footnotes, parts.endnotes))
    return DocumentText(tuple(_paragraphs(parts.body)), *notes)


def _paragraphs(element: Element) -> Iterator[str]:
    """The paragraphs below an element in order; those of a text box follow the paragraph around it."""
    for child in _shown(element):
        if _word_name(child) != "p":
            yield from _paragraphs(child)
            continue
        pieces = tuple(_pieces(child))
        yield "".join(piece for piece in pieces if isinstance(piece, str))
        for box in pieces:
            if not isinstance(box, str):
                yield from _paragraphs(box)


def _pieces(element: Element) -> Iterator[str | Element]:
    """The texts of a paragraph piece by piece, and the text boxes among these texts."""
    for child in _shown(element):
        name = _word_name(child)
        if name == "t":
            yield child.text or ""
        elif name == "txbxContent":
            yield child
        elif name in _SIGNS:
            yield _SIGNS[name]
        else:
            yield from _pieces(child)


def _shown(element: Element) -> Iterator[Element]:
    """The children of an element that may hold text; of two versions of the same content the newer one."""
    for child in element:
        if child.tag == f"{{{_COMPATIBILITY}}}AlternateContent":
            yield from islice(child, 1)
        elif _word_name(child) not in _NO_TEXT and not _is_hidden(child):
            yield child


def _is_hidden(element: Element) -> bool:
    if _word_name(element) != "r":
        return False
    marks = [mark for mark in element.iterfind("{*}rPr/{*}vanish") if _word_name(mark)]
    return any(mark.get(mark.tag.replace("vanish", "val")) not in _OFF for mark in marks)


def _word_name(element: Element) -> str:
    """The name of an element of WordprocessingML, empty for any other."""
    namespace, _, name = str(element.tag).removeprefix("{").rpartition("}")
    return name if namespace in _WORD else ""
