"""Packages of Office programs: their parts, relations and content types, and the zip around them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from zipfile import ZipFile

from qcxl.opc.xml import elements
from qcxl.opc.zips import part_key, zipped

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # lxml has no public name for it

CONTENT_TYPES: Final = "[Content_Types].xml"
OFFICE_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The namespace of relation types, and of the attributes that name a relation."""
_NO_RELATIONS: Final = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


class Relation(NamedTuple):
    """One relation of a part: its id, its kind (the last word of its type) and the part it leads to."""

    id: str
    kind: str
    part: str


def relations_part(source: str) -> str:
    """The part that holds the relations of the part `source`, of the package where `source` is empty."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(xml: bytes | None, source: str) -> tuple[Relation, ...]:
    """The relations of the part `source`, by the XML of its `relations_part`; none where there is no XML.

    Relations that lead out of the package are left out. The XML may be untrusted: raises RefusedError with
    file_structure_unsafe for a document type and with file_damaged for XML that is not well-formed.
    """
    if xml is None:
        return ()
    stated = (element.attributes for element in elements(xml, "Relationship", plain=False)[1:])
    return tuple(_resolved(stated, source))


def _resolved(stated: Iterable[Mapping[str, str]], source: str) -> Iterator[Relation]:
    folder = posixpath.dirname(source)
    for attributes in stated:
        if attributes.get("TargetMode") != "External":
            target = posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/"))
            kind = attributes.get("Type", "").rpartition("/")[2]
            yield Relation(attributes.get("Id", ""), kind, posixpath.normpath(target).lstrip("/"))


def by_key(stated: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations with their parts by `part_key`, the names of the parts of untrusted packages."""
    return tuple(relation._replace(part=part_key(relation.part)) for relation in stated)


class Package:
    """A package of our own: `edit` gives the root of a part to be changed, `data` the bytes of all parts."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._edited: dict[str, Element] = {}

    def edit(self, part: str) -> Element:
        """The root of a part; changes below the root are saved."""
        if part not in self._edited:
            self._edited[part] = parsed(self._parts[part])
        return self._edited[part]

    def root(self, part: str) -> Element:
        """The root of a part, only to be read."""
        return self._edited[part] if part in self._edited else parsed(self._parts[part])

    def content(self, part: str) -> bytes:
        """The bytes of a part as opened or last replaced, without the changes made through `edit`."""
        return self._parts[part]

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in order."""
        return tuple(self._parts)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relations of a part, added relations included."""
        path = relations_part(part)
        if path in self._edited:
            stated = (
                {str(name): str(text) for name, text in element.attrib.items()}
                for element in self._edited[path]
            )
            return tuple(_resolved(stated, part))
        return relations(self._parts.get(path), part)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind ("table", "comments"...) that a part refers to."""
        return [relation.part for relation in self.relations(part) if relation.kind == kind]

    def relation_id(self, part: str, target: str) -> str:
        """The id under which the part `part` refers to the part `target`."""
        return next(relation.id for relation in self.relations(part) if relation.part == target)

    def replace(self, part: str, content: bytes) -> None:
        """Replace the content of a part."""
        self._edited.pop(part, None)
        self._parts[part] = content

    def add(self, owner: str, kind: str, name: str, content_type: str) -> str:
        """The name of a new, empty part that `owner` refers to: `name` with the first free number in it."""
        from lxml import etree

        number = 1
        while name.format(number) in self._parts:
            number += 1
        part = name.format(number)
        self._parts[part] = b""
        self._declare(part, content_type)
        path = relations_part(owner)
        self._parts.setdefault(path, _NO_RELATIONS)
        root = self.edit(path)
        used = {relation.get("Id") for relation in root}
        number = len(root) + 1
        while f"rId{number}" in used:
            number += 1
        etree.SubElement(
            root,
            f"{{{root.nsmap[None]}}}Relationship",
            {"Id": f"rId{number}", "Type": f"{OFFICE_RELATIONS}/{kind}", "Target": f"/{part}"},
        )
        return part

    def data(self) -> bytes:
        """The bytes of the package: the same parts give the same bytes."""
        from lxml import etree

        saved = {
            name: etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            for name, root in self._edited.items()
        }
        return zipped({**self._parts, **saved})

    def _declare(self, part: str, content_type: str) -> None:
        """State the content type of a part: for .xml of this part, else of all parts with its ending."""
        from lxml import etree

        types = self.edit(CONTENT_TYPES)
        extension = part.rpartition(".")[2]
        named: Mapping[str, str] = {"PartName": f"/{part}"}
        if extension != "xml":
            named = {"Extension": extension}
            if any(declared.get("Extension") == extension for declared in types):
                return
        tag = "Override" if "PartName" in named else "Default"
        element = etree.Element(f"{{{types.nsmap[None]}}}{tag}", {**named, "ContentType": content_type})
        # Defaults stand before overrides, as all writers have them.
        types.insert(0 if tag == "Default" else len(types), element)


def parsed(xml: bytes) -> Element:
    """The root of the XML of a part of our own."""
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
