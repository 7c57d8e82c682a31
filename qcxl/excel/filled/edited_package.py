"""A trusted workbook's package, opened so that parts can be changed and added, and saved again."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from qcxl.excel.filled.sheet_xml import MAIN, RELATION_ID, RELATIONS_NAMESPACE, parse

if TYPE_CHECKING:
    from qcxl.excel.filled.sheet_xml import Element

_TIMESTAMP = (2020, 1, 1, 0, 0, 0)
_WORKBOOK = "xl/workbook.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class OpenPackage:
    """The parts of a package: `edit` gives one to be changed, `data` the bytes of all.

    `sheets` are the parts of the worksheets by sheet name.
    """

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._edited: dict[str, Element] = {}
        self.sheets = self._sheet_parts()

    def edit(self, part: str) -> Element:
        """The root of a part; what is changed below it is saved."""
        if part not in self._edited:
            self._edited[part] = parse(self._parts[part])
        return self._edited[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind ("table", "comments"...) that a part refers to."""
        return [
            target
            for relation, target in self._relations(part)
            if relation.get("Type", "").rpartition("/")[2] == kind
        ]

    def relation_id(self, part: str, target: str) -> str:
        """The id under which a part refers to another."""
        return next(relation.get("Id", "") for relation, to in self._relations(part) if to == target)

    def replace(self, part: str, content: bytes) -> None:
        """Give a part of the package another content."""
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
        relations = self._edit_relations(owner)
        used = {relation.get("Id") for relation in relations}
        number = len(relations) + 1
        while f"rId{number}" in used:
            number += 1
        etree.SubElement(
            relations,
            f"{{{relations.nsmap[None]}}}Relationship",
            {"Id": f"rId{number}", "Type": f"{RELATIONS_NAMESPACE}/{kind}", "Target": f"/{part}"},
        )
        return part

    def data(self) -> bytes:
        """The bytes of the package: the same parts give the same bytes."""
        from lxml import etree

        saved = {
            name: etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            for name, root in self._edited.items()
        }
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in {**self._parts, **saved}.items():
                package.writestr(zipfile.ZipInfo(name, _TIMESTAMP), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _sheet_parts(self) -> dict[str, str]:
        targets = {relation.get("Id"): target for relation, target in self._relations(_WORKBOOK)}
        sheets = parse(self._parts[_WORKBOOK]).iter(f"{MAIN}sheet")
        return {sheet.get("name", ""): targets[sheet.get(RELATION_ID)] for sheet in sheets}

    def _relations(self, part: str) -> list[tuple[Element, str]]:
        """The relations of a part, each with the part it leads to."""
        path = _relations_part(part)
        if path not in self._parts:
            return []
        folder = posixpath.dirname(part)
        root = self._edited[path] if path in self._edited else parse(self._parts[path])
        return [
            (
                relation,
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in root
            if relation.get("TargetMode") != "External"
        ]

    def _edit_relations(self, part: str) -> Element:
        path = _relations_part(part)
        self._parts.setdefault(path, _NO_RELATIONS)
        return self.edit(path)

    def _declare(self, part: str, content_type: str) -> None:
        """State the content type: of the ending where nothing but such parts end so, else of the part."""
        from lxml import etree

        types = self.edit(_CONTENT_TYPES)
        extension = part.rpartition(".")[2]
        named: Mapping[str, str] = {"PartName": f"/{part}"}
        if extension != "xml":
            named = {"Extension": extension}
            if any(each.get("Extension") == extension for each in types):
                return
        tag = "Override" if "PartName" in named else "Default"
        element = etree.Element(f"{{{types.nsmap[None]}}}{tag}", {**named, "ContentType": content_type})
        # Defaults stand before overrides, as all writers have them.
        types.insert(0 if tag == "Default" else len(types), element)


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
