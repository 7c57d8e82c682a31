"""The parts of an untrusted Word document, unpacked and parsed within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias
from zipfile import ZipFile

from qcxl.model.catalogue import problem
from qcxl.opc.package import CONTENT_TYPES, relations, relations_part
from qcxl.opc.refusal import RefusedError
from qcxl.opc.zips import (
    ZIP_FAULTS,
    entry_count,
    is_encrypted,
    is_packed_plainly,
    part_key,
    read_entry,
)
from qcxl.word.document_kind import DocumentLimits, other_kind, refuse_other_kinds, too_large

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element  # lxml has no public name for it

_OFFICE_DOCUMENT: Final = "officeDocument"


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """The roots of the parts with text; None for notes that a document does not have."""

    body: Element
    footnotes: Element | None
    endnotes: Element | None


def open_document(data: bytes, limits: DocumentLimits) -> DocumentParts:
    """The parts with text in a document's bytes.

    Raises `RefusedError` with document_empty, document_kind_unsupported, document_encrypted,
    document_too_large or document_unreadable.
    """
    if len(data) > limits.file_bytes:
        raise too_large(len(data), limits.file_bytes)
    refuse_other_kinds(data)
    if entry_count(data) > limits.entries:
        raise RefusedError(problem("document_unreadable"))
    try:
        with ZipFile(BytesIO(data)) as package:
            return _parts(_Package(package, limits))
    except ZIP_FAULTS as error:
        raise RefusedError(problem("document_unreadable")) from error


class _Package:
    """The zip of a document, whose parts are read one by one as they are asked for."""

    def __init__(self, package: ZipFile, limits: DocumentLimits) -> None:
        self._package = package
        self._limits = limits
        self._entries = {part_key(entry.filename): entry for entry in package.infolist()}

    def __contains__(self, name: str) -> bool:
        return part_key(name) in self._entries

    def root(self, name: str) -> Element:
        """The parsed part; refused where it is missing, too large, broken or has a document type."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self._content(name), parser)
        except etree.XMLSyntaxError as error:
            raise RefusedError(problem("document_unreadable")) from error
        if root.getroottree().docinfo.internalDTD is not None:
            # Word and WPS write none; entities belong to attacks.
            raise RefusedError(problem("document_unreadable"))
        return root

    def related(self, name: str) -> dict[str, str]:
        """The parts by kind that the part `name`, or with an empty `name` the package, points to."""
        path = relations_part(name)
        xml = self._content(path) if path in self else None
        try:
            stated = relations(xml, name)
        except RefusedError as error:
            # Documents have one code for all such faults.
            raise RefusedError(problem("document_unreadable")) from error
        return {relation.kind: relation.part for relation in stated}

    def _content(self, name: str) -> bytes:
        entry = self._entries[part_key(name)]
        if is_encrypted(entry):
            raise RefusedError(problem("document_encrypted"))
        if not is_packed_plainly(entry):
            raise RefusedError(problem("document_unreadable"))
        if entry.file_size > self._limits.part_bytes:
            raise too_large(entry.file_size, self._limits.part_bytes)
        return read_entry(self._package, entry)


def _parts(package: _Package) -> DocumentParts:
    main = package.related("").get(_OFFICE_DOCUMENT)
    if main is None or main not in package:
        raise _no_document(package)
    body = package.root(main)
    if _local_name(body) != "document":
        raise other_kind(
            {"workbook": "Excel 工作簿", "presentation": "演示文稿"}.get(_local_name(body), "其他文件")
        )
    notes = {kind: name for kind, name in package.related(main).items() if name in package}
    return DocumentParts(
        body, *(package.root(notes[kind]) if kind in notes else None for kind in ("footnotes", "endnotes"))
    )


def _no_document(package: _Package) -> RefusedError:
    """The refusal of a zip without a main part: an archive, an ODF file, or a broken Office file."""
    if CONTENT_TYPES in package:
        return RefusedError(problem("document_unreadable"))
    return other_kind("ODT 等其他格式的文档" if "mimetype" in package else "压缩包")


def _local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
