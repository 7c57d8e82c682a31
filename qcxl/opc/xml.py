"""Reading the XML of an untrusted package with expat: no document types, no entities, UTF-8 only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from qcxl.model.catalogue import problem
from qcxl.opc.refusal import RefusedError

_DECLARED_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)[\"']")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class ElementStart:
    """The start of one element: its namespace, and its name and attributes without prefixes."""

    namespace: str
    name: str
    attributes: Mapping[str, str]


def new_parser(
    xml: bytes, namespace_separator: str | None = None, *, plain: bool = True
) -> expat.XMLParserType:
    """A parser that refuses (file_structure_unsafe) document types and, if `plain`, all encodings but UTF-8.

    Excel, WPS and LibreOffice write neither. calamine takes all bytes for UTF-8 and would find an empty sheet
    in a UTF-16 one, without saying so; XML that calamine never sees may be in UTF-16, too.
    """
    declared = _DECLARED_ENCODING.match(xml)
    wide = xml.startswith(_WIDE_MARKS) or b"\0" in xml[:4]
    if plain and (wide or (declared and declared[1].lower() not in _PLAIN_ENCODINGS)):
        raise RefusedError(problem("file_structure_unsafe"))
    parser = expat.ParserCreate("utf-8" if plain else None, namespace_separator)
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def elements(xml: bytes, *names: str, plain: bool = True) -> list[ElementStart]:
    """The elements with one of the local `names` in document order, the root always first.

    The whole part is parsed. `plain` refuses all encodings but UTF-8. Codes: file_structure_unsafe;
    file_damaged for XML that is not well-formed.
    """
    matching: list[ElementStart] = []

    def start(qualified: str, attributes: dict[str, str]) -> None:
        if matching and not qualified.endswith(names):
            return
        namespace, _, name = qualified.rpartition(" ")
        if not matching or name in names:
            matching.append(
                ElementStart(
                    namespace, name, {key.rpartition(" ")[2]: value for key, value in attributes.items()}
                )
            )

    parser = new_parser(xml, namespace_separator=" ", plain=plain)
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes the flag by position
    except (expat.ExpatError, ValueError, LookupError) as error:
        # ValueError and LookupError: an encoding that expat does not know, as GB2312.
        raise RefusedError(problem("file_damaged")) from error
    return matching


def _refuse_document_type(*_declaration: object) -> None:
    raise RefusedError(problem("file_structure_unsafe"))
