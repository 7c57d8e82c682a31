"""Pictures, text boxes and comments on a sheet, which nobody reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from qcxl.core.problems.graded import graded
from qcxl.model.edition import Edition
from qcxl.model.grid import Attachment, SheetGrid, address
from qcxl.model.problem import Problem

_CODES: Mapping[Attachment, str] = MappingProxyType(
    {
        Attachment.PICTURE: "picture_not_read",
        Attachment.TEXT_BOX: "text_box_not_read",
        Attachment.COMMENT: "comment_not_read",
    }
)


def attached_things(sheet: SheetGrid, edition: Edition) -> Iterator[Problem]:
    """The problem of each kind of thing on a sheet of entries, at the first thing of the kind.

    Problem codes: picture_not_read, text_box_not_read, comment_not_read.
    """
    for kind, code in _CODES.items():
        things = [attached for attached in sheet.attached if attached.kind is kind]
        if things:
            first = things[0]
            yield graded(
                edition,
                code,
                sheet=sheet.name,
                cell=address(first.place),
                value=first.text,
                count=len(things),
            )
