"""Input messages and checks that Excel, WPS and LibreOffice show while people type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qcxl.core.figures.known_units import DIRECT_UNITS
from qcxl.excel.issued.formulas import Sheets
from qcxl.model.form import Field, FieldKind

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_PROMPT_LIMIT = 255
_TITLE_LIMIT = 32

_EXPECTED: Mapping[FieldKind, str] = {
    FieldKind.COUNT: "请填 0 或正整数，不带单位。",
    FieldKind.MONEY: "请填 0 或正数，不带单位。",
    FieldKind.SHARE: "请填百分数，例如 85。",
    FieldKind.SCORE: "请填 0 或正数，例如 85.5。",
    FieldKind.DATE: "请填日期，例如 2020-07-01；会议开几天的，可以填 2020年7月1日-3日。",
    FieldKind.CHOICE: "请从下拉列表里选。",
    FieldKind.DIRECT_UNIT: "请从下拉列表里选；不属于行业直报的留空。",
}


def add_input_rule(worksheet: Worksheet, cells: str, field: Field, sheets: Sheets) -> None:
    """Give cells their dropdown, number check and input message; a plain text without a hint gets no rule."""
    rule = _rule(field, sheets)
    if rule is None:
        return
    message = field.hint or _EXPECTED.get(field.kind, "")
    rule.promptTitle = field.label[:_TITLE_LIMIT]
    rule.prompt = message[:_PROMPT_LIMIT]
    rule.showInputMessage = bool(message)
    rule.errorTitle = "请核对"
    rule.error = _EXPECTED.get(field.kind, message)[:_PROMPT_LIMIT]
    rule.showErrorMessage = field.kind in _EXPECTED
    worksheet.add_data_validation(rule)
    rule.add(cells)


def _rule(field: Field, sheets: Sheets) -> DataValidation | None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if field.kind is FieldKind.CHOICE:
        return DataValidation(type="list", formula1=sheets.lists[field.choices], allow_blank=True)
    if field.kind is FieldKind.DIRECT_UNIT:
        # A warning, not a stop: a unit's code may be typed as well as its name.
        listed = sheets.lists[DIRECT_UNITS]
        return DataValidation(type="list", formula1=listed, allow_blank=True, errorStyle="warning")
    if field.kind is FieldKind.COUNT:
        return DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    if field.kind in (FieldKind.MONEY, FieldKind.SHARE, FieldKind.SCORE):
        return DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    if field.kind is FieldKind.DATE:
        return DataValidation(
            type="date", operator="greaterThan", formula1="36526", allow_blank=True, errorStyle="warning"
        )
    return DataValidation(allow_blank=True) if field.hint else None
