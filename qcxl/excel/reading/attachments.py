"""What lies on a worksheet beside its cells: pictures, text boxes and comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from qcxl.core.sheets.content import NOTE_AUTHOR
from qcxl.model.grid import Attached, Attachment, Place, parse_address
from qcxl.model.problem import Severity
from qcxl.model.text import clean
from qcxl.opc.package import by_key, relations, relations_part
from qcxl.opc.refusal import RefusedError
from qcxl.opc.xml import new_parser
from qcxl.opc.zips import part_key

_ANCHORS = {"oneCellAnchor", "twoCellAnchor", "absoluteAnchor"}
_PICTURES = {"pic", "graphicFrame"}
_OUR_NOTES = tuple(f"〔{severity.label}〕" for severity in Severity)
_OTHER_FORM = "Fallback"
_TEXTS = {"t", "row", "col", "author"}
_LONGEST_INDEX = 7
_READ = {"drawing", "comments"}


def attachments(parts: Mapping[str, bytes], sheet: str) -> tuple[Attached, ...]:
    """The pictures, text boxes and comments on the worksheet in the part `sheet`, by place.

    Charts count as pictures; lines and boxes without text are left out, and so are the notes of a marked
    copy. A part that cannot be parsed is passed over: nothing of it is read anyway.
    """
    found: list[Attached] = []
    for relation in by_key(relations(parts.get(part_key(relations_part(sheet))), sheet)):
        xml = parts.get(relation.part)
        if xml is not None and relation.kind in _READ:
            found += _read(xml)
    return tuple(sorted(found, key=lambda attached: attached.place))


@dataclass(slots=True)
class _Reader:
    """The handlers of one parse of a drawing or of comments: what was found, and what stands open."""

    found: list[Attached] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    passed_over: int = 0
    is_start: bool = False
    row: str = ""
    column: str = ""
    has_picture: bool = False
    comment: tuple[str, str] = ("", "")
    text: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if name == _OTHER_FORM or self.passed_over:
            self.passed_over += 1
        elif name in _ANCHORS:
            self.row = self.column = ""
            self.has_picture = False
            self.text.clear()
        elif name == "from":
            self.is_start = True
        elif name in _PICTURES:
            self.has_picture = True
        elif name == "comment":
            self.comment = attributes.get("ref", ""), attributes.get("authorId", "")
            self.text.clear()
        if name in _TEXTS:
            self.letters.clear()

    def characters(self, letters: str) -> None:
        self.letters.append(letters)

    def end(self, qualified: str) -> None:
        name = qualified.rpartition(":")[2]
        written = "".join(self.letters)
        if self.passed_over:
            self.passed_over -= 1
        elif name == "t":
            self.text.append(written)
            self.letters.clear()
        elif name == "from":
            self.is_start = False
        elif name == "row" and self.is_start:
            self.row = written.strip()
        elif name == "col" and self.is_start:
            self.column = written.strip()
        elif name == "author":
            self.authors.append(written.strip())
        elif name == "p":
            self.text.append(" ")
        elif name in _ANCHORS:
            self.end_of_anchor()
        elif name == "comment":
            self.end_of_comment()

    def end_of_anchor(self) -> None:
        place = _number(self.row) + 1, _number(self.column) + 1
        text = clean("".join(self.text))
        if self.has_picture:
            self.found.append(Attached(Attachment.PICTURE, place, text))
        elif text:
            self.found.append(Attached(Attachment.TEXT_BOX, place, text))

    def end_of_comment(self) -> None:
        reference, author_id = self.comment
        text = clean("".join(self.text))
        at = _number(author_id)
        author = self.authors[at] if at < len(self.authors) else ""
        # Programs that save a marked copy may drop the author of its notes, never their first words.
        if text and author != NOTE_AUTHOR and not text.startswith(_OUR_NOTES):
            self.found.append(Attached(Attachment.COMMENT, _place(reference), text))


def _read(xml: bytes) -> list[Attached]:
    reader = _Reader()
    try:
        parser = new_parser(xml, plain=False)
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.characters
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes the flag by position
    except (expat.ExpatError, ValueError, RefusedError):
        return []
    return reader.found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_INDEX else 0


def _place(reference: str) -> Place:
    try:
        return parse_address(reference.partition(":")[0])
    except ValueError:
        return 1, 1
