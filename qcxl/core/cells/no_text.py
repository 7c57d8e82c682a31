"""Contents of cells that look like text to a program and are none: pictures, errors, formulas, markup."""

from __future__ import annotations

import datetime as dt
import re

from qcxl.core.cells.shown import render_raw
from qcxl.model.form import Field, FieldKind

_WORDED = frozenset((FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NAMES))
_SUSPECT = re.compile(r"[=＝#<&:(\ufffc\\\[{]")
_PICTURE = re.compile(
    r"DISPIMG\s*\(|\A\s*[=＝](?:_xlfn\.)*IMAGE\s*\(|\A\s*\ufffc[\s\ufffc]*\Z", re.IGNORECASE
)
_ERROR = re.compile(r"#(?:N/A|[A-Z0-9/]+[!?])|Err:[0-9]{3}")
_FORMULA = re.compile(
    r"""[=＝]\s*[-+(@]*\s*
    (?: [A-Za-z_][A-Za-z_0-9.]*\s*\( | \$?[A-Za-z]{1,3}\$?[0-9]+ | [0-9.] | ["']
      | \#REF! | [^\s!=]{1,40}!\$?[A-Za-z] )""",
    re.VERBOSE,
)
_MARKUP = re.compile(
    r"""</?(?:div|span|br|hr|table|t(?:body|head|r|d|h)|img|em|strong|font|html|body|head|style|script|[uo]l|li
         |h[1-6]|section|input|button|o:p)\b[^<>]*>
    | </[abipu]> | <[abipu]\s+[a-z-]+= | \A\s*<p>
    | <[?!][a-z\[-] | \A\s*\{\\rtf
    | &(?:nbsp|lt|gt|amp|quot|apos|[lr]dquo|mdash|hellip|\#[0-9]{2,6}|\#x[0-9a-f]{2,5});
    | data:[a-z]+/[a-z0-9.+-]+;base64,
    | \[object\s\w+\]""",
    re.VERBOSE | re.IGNORECASE,
)
_PATH = re.compile(r"(?:file://|[A-Za-z]:\\|\\\\[\w.-]+\\)[^\n]*")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\r\n]{200,}")
_OF_PROGRAMS = frozenset(("undefined", "nan", "null", "(null)", "none", "true", "false", "{}", "[]"))


def is_picture(content: str) -> bool:
    """True for the text that stands where a cell holds a picture: the formula of WPS, or a placeholder."""
    return _PICTURE.search(content) is not None


def code_of_no_text(raw: str, field: Field) -> str:
    """The problem code of a text that is no entry of `field`, else an empty text.

    Codes: cell_picture, error_value, entry_is_formula; in cells of words also not_a_text.
    """
    # Nearly every text is a plain one, and every text of a workbook is looked at.
    if not (raw.isascii() or _SUSPECT.search(raw)):
        return ""
    content = raw.strip()
    if is_picture(content):
        return "cell_picture"
    if _ERROR.fullmatch(content):
        return "error_value"
    if _FORMULA.match(content):
        return "entry_is_formula"
    return "not_a_text" if field.kind in _WORDED and _is_of_machines(content) else ""


def _is_of_machines(content: str) -> bool:
    if _MARKUP.search(content) or _PATH.fullmatch(content):
        return True
    return content.isascii() and (
        content.casefold() in _OF_PROGRAMS or _BASE64.fullmatch(content) is not None
    )


def likely_typed(moment: dt.date | dt.time | dt.timedelta, field: Field) -> str:
    """The text that Excel most likely turned into `moment`: 7/17 became 2020-07-17, and 12/36 December 1936.

    The sign between the numbers is that of the field's own label and hint.
    """
    sign = "/" if "/" in field.label + field.hint else "-"
    if not isinstance(moment, dt.date):
        return sign.join(render_raw(moment).split(":")[:2])
    typed = f"{moment.month}{sign}{moment.day}"
    if moment.day == 1:
        # Of two numbers that are no day of a month Excel makes the first of that month.
        return f"{typed} 或 {moment.month}{sign}{moment.year % 100:02d}"
    return typed
