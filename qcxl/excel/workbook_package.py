"""A workbook of our own as a package whose sheets are found by name."""

from __future__ import annotations

import re
from functools import cached_property

from qcxl.opc.package import OFFICE_RELATIONS, Package

_WORKBOOK = "xl/workbook.xml"
_PROPERTIES = "docProps/core.xml"
_SAVED_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_RELATION_ID = f"{{{OFFICE_RELATIONS}}}id"


class WorkbookPackage(Package):
    """The package of a workbook."""

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each worksheet by sheet name, in workbook order."""
        parts = {relation.id: relation.part for relation in self.relations(_WORKBOOK)}
        sheets = self.root(_WORKBOOK).iter("{*}sheet")
        return {sheet.get("name", ""): parts[sheet.get(_RELATION_ID, "")] for sheet in sheets}

    def forget_time(self) -> None:
        """Let the workbook say of itself that it was saved at the same moment as all others of ours."""
        self.replace(_PROPERTIES, _SAVED_AT.sub(rb"\g<1>2020-01-01T00:00:00Z", self.content(_PROPERTIES)))
