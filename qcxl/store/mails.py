"""Mails that were saved as files: whether a workbook is attached, and what it is called."""

from __future__ import annotations

import re
from email.header import decode_header, make_header
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

from qcxl.store.archive import safe_name

LARGEST_MAIL = 40 * 2**20
"""The greatest number of bytes of a mail whose attachments are looked for."""
_MOST_NAMES = 5
_MOST_LOOKED_AT = 2_000
_QUOTES = 2
_NAME = re.compile(
    rb"""name(?P<star>\*?[0-9]{0,2}\*?)[ \t]{0,4}=[ \t]{0,4}
    (?:"(?P<quoted>[^"]{1,600})"|(?P<bare>[^\s;"]{1,600}))""",
    re.IGNORECASE | re.VERBOSE,
)
_MIME = frozenset((".eml", ".emlx", ".mht", ".mhtml"))
_WITH_WORKBOOKS = frozenset(
    (".7z", ".csv", ".et", ".ett", ".ods", ".rar", ".xls", ".xlsb", ".xlsm", ".xlsx", ".xltx", ".zip")
)
# The names in a mail of Outlook stand in UTF-16, in old ones and in winmail.dat also in bytes.
_MARKS = tuple(
    mark
    for ending in (".xls", ".zip", ".rar", ".ods", ".csv")
    for mark in (ending.encode("utf-16-le"), ending.encode("ascii"))
)


def mail_fault(name: str, data: bytes) -> tuple[str, str]:
    """The problem code of a mail, and what it says of attached workbooks.

    Codes: inbox_mail where a workbook or an archive is or may be attached, inbox_mail_without_workbook, and
    inbox_not_a_workbook for a saved web page. Never raises.
    """
    ending = PurePosixPath(name.strip().lower()).suffix
    if len(data) <= LARGEST_MAIL and ending in _MIME:
        names = attached_names(data)
        if names:
            return "inbox_mail", f"附件里有“{'”“'.join(names)}”"
        return ("inbox_not_a_workbook" if ending.startswith(".mh") else "inbox_mail_without_workbook"), ""
    if len(data) <= LARGEST_MAIL and not any(mark in data for mark in _MARKS):
        return "inbox_mail_without_workbook", ""
    return "inbox_mail", "附件里可能有工作簿"


def attached_names(data: bytes) -> tuple[str, ...]:
    """The names of workbooks and archives attached to a MIME mail or to a mail inside it; never raises.

    Only the names are looked for, wherever they stand: parsing a hostile mail takes minutes.
    """
    written: list[tuple[bytes, bool]] = []
    for match in islice(_NAME.finditer(data), _MOST_LOOKED_AT):
        text = match["quoted"] if match["bare"] is None else match["bare"]
        extended = match["star"].endswith(b"*")
        # A long name is cut into name*0, name*1 and so on.
        if written and match["star"].strip(b"*") not in (b"", b"0"):
            written[-1] = written[-1][0] + text, written[-1][1]
        else:
            written.append((text, extended))
    names = (safe_name(_decoded(text, extended=extended)).rpartition("/")[2] for text, extended in written)
    found = (name for name in names if _may_hold_workbook(name.lower()))
    return tuple(islice(dict.fromkeys(found), _MOST_NAMES))


def _may_hold_workbook(name: str) -> bool:
    return PurePosixPath(name).suffix in _WITH_WORKBOOKS or name == "winmail.dat"


def _decoded(text: bytes, *, extended: bool) -> str:
    """A name as it was meant: by RFC 2231 (utf-8''%E5), RFC 2047 (=?GBK?B?...?=), or plain UTF-8 or GBK."""
    try:
        if extended and text.count(b"'") >= _QUOTES:
            charset, _, rest = text.split(b"'", _QUOTES)
            return unquote_to_bytes(rest).decode(charset.decode("ascii") or "utf-8", "replace")
        if b"=?" in text:
            return str(make_header(decode_header(text.decode("ascii", "replace"))))
        return text.decode()
    except (LookupError, ValueError):
        return text.decode("gb18030", "replace")
