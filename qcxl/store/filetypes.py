"""The likely kind of a file, by its name and, where the name says nothing, by its first bytes."""

from __future__ import annotations

from pathlib import PurePosixPath


def _suffixes(words: str) -> frozenset[str]:
    return frozenset(f".{word}" for word in words.split())


# Only .xlsx and .xlsm are ever accepted. The reader gets the others too and says how to convert them.
_WORKBOOKS = _suffixes("csv et ett numbers ods xls xlsb xlsm xlsx xlt xltm xltx")
_FOREIGN_ARCHIVES = _suffixes("001 7z bz2 cab gz rar tar tgz xz z01")
_OTHERS = _suffixes(
    "bmp dps doc docm docx exe gif htm html jpeg jpg lnk mp3 mp4 ofd pdf png ppt pptx "
    "rtf tif tiff txt url wps xml"
)
_MAILS = _suffixes("eml emlx mht mhtml msg oft tnef")
# Outlook packs the attachments of a mail into this file for programs that are not Outlook.
_MAIL_NAMES = frozenset({"winmail.dat"})
_SYSTEM_NAMES = frozenset(
    {"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information"}
)
_ZIP_OR_OLE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def name_fault(name: str) -> str:
    """The problem code of a file that its name (a path with slashes) rules out, else an empty text."""
    path = PurePosixPath(name)
    # Excel writes ~$x.xlsx, LibreOffice .~lock.x.xlsx#, WPS .~x.xlsx beside an open workbook.
    if path.name.startswith(("~$", ".~")):
        return "inbox_lock_file"
    if any(part.startswith(".") or part.lower() in _SYSTEM_NAMES for part in path.parts):
        return "inbox_system_file"
    if _suffix(name) in _FOREIGN_ARCHIVES:
        return "inbox_archive_foreign"
    if _suffix(name) in _MAILS or path.name.lower() in _MAIL_NAMES:
        return "inbox_mail"
    return "inbox_not_a_workbook" if _suffix(name) in _OTHERS else ""


def is_zip(name: str) -> bool:
    """True for a name that ends in .zip."""
    return _suffix(name) == ".zip"


def is_workbook(name: str, head: bytes) -> bool:
    """True for a file to be read as a workbook: by the ending of its name, or by first bytes of zip or OLE2.

    So `信阳市2.0版`, which lost its .xlsx, is not passed over in silence.
    """
    return _suffix(name) in _WORKBOOKS or head.startswith(_ZIP_OR_OLE)


def _suffix(name: str) -> str:
    return PurePosixPath(name.strip()).suffix.lower()
