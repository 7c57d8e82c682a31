"""Mail addresses and postcodes as people write them into a cell."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 254
"""The greatest number of characters in a mail address (RFC 5321)."""
_NAME = r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
_ADDRESS = re.compile(f"{_NAME}@{_DOMAIN}")
_ONE_OF_SEVERAL = re.compile(r"[^\s@＠、,，;；/|]+[@＠][^\s@＠、,，;；/|]+")
_CHINESE_MARK = re.compile(r"[。、，；：＠．“”（）《》【】]")
_STRANGE = re.compile(r"[^A-Za-z0-9_%+.-]")
_MISTYPED_END = re.compile(r"\.(?:con|cmo|ocm|vom|comn)", re.IGNORECASE)
_POSTCODE = re.compile(r"(?!000000)[0-9]{6}")


@lru_cache(maxsize=2**12)
def why_no_email(text: str) -> str:
    """The reason, in Chinese, why a text is not one mail address; empty for a mail address."""
    if len(text) > _LONGEST:
        return "不是邮箱地址"
    if _ADDRESS.fullmatch(text):
        end = text[text.rindex(".") :]
        return f"结尾“{end}”写错了，应该是“.com”" if _MISTYPED_END.fullmatch(end) else ""
    if len(_ONE_OF_SEVERAL.findall(text)) > 1:
        return "里面不止一个邮箱"
    name, at, domain = text.replace("＠", "@").partition("@")
    if not at:
        return _why_no_at(text)
    mark = _CHINESE_MARK.search(text)
    if mark:
        return f"有中文标点“{mark[0]}”"
    return _why_parts(name, domain)


def why_no_postcode(text: str) -> str:
    """The reason, in Chinese, why a text is not a postcode of six digits; empty for a postcode."""
    if _POSTCODE.fullmatch(text):
        return ""
    if re.fullmatch(r"0+", text):
        return "不是真的邮编"
    return f"有 {len(text)} 位，邮编是 6 位" if re.fullmatch(r"[0-9]+", text) else "不是 6 位数字"


def _why_no_at(text: str) -> str:
    if re.fullmatch(_DOMAIN, text):
        return "只有 @ 后面的部分，少了前面的用户名和 @"
    if re.fullmatch(r"[0-9]+", text):
        return "只有数字，少了 @ 和后面的部分"
    return "少了 @" if re.search(r"[A-Za-z0-9]", text) else "不是邮箱地址"


def _why_parts(name: str, domain: str) -> str:
    if "@" in domain:
        return "有不止一个 @"
    strange = _STRANGE.search(name + domain)
    if strange:
        return "中间有空格" if strange[0].isspace() else f"有地址里不会有的“{strange[0]}”"
    if not name:
        return "@ 前面少了用户名"
    if "." not in domain.strip("."):
        return "@ 后面不完整，少了“.com”一类的结尾"
    misplaced = any(not label for part in (name, domain) for label in part.split("."))
    return "点的位置不对" if misplaced else "写法不对"
