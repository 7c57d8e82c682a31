"""Unified social credit codes (统一社会信用代码, GB 32100—2015)."""

from __future__ import annotations

import re
from functools import lru_cache

from qcxl.model.text import half_width

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The digits and letters of the code: I, O, S, V and Z are left out (GB 32100 4.1)."""

_LOOKALIKES = str.maketrans("IOSZ", "1052")
_REGION = slice(2, 8)
"""The administrative division, six digits."""
_BY_LENGTH = {
    15: "是 15 位的旧注册号，不是 18 位的统一社会信用代码",
    9: "是 9 位的组织机构代码，不是 18 位的统一社会信用代码",
}


@lru_cache(maxsize=2**12)
def why_no_credit_code(text: str) -> str:
    """The reason, in Chinese, why a text is not a credit code; empty for a code, in small letters too.

    The reason names the fault: other signs, the length, characters that no code has, or the check digit.
    """
    code = half_width(text).strip().upper()
    # Codes of organisations and old registrations are written with a hyphen or grouped.
    bare = re.sub(r"[\s-]", "", code)
    if not re.fullmatch(r"[0-9A-Z]+", bare):
        return "不是代码" if not re.search(r"[0-9]", bare) else "代码以外还有别的字"
    if len(bare) != LENGTH:
        return _BY_LENGTH.get(len(bare), f"有 {len(bare)} 位，统一社会信用代码是 {LENGTH} 位")
    if bare != code:
        return "中间有空格或横线"
    return _why_characters(code) or _why_check_digit(code)


def with_check_digit(first17: str) -> str:
    """The credit code of 17 characters and their check digit; ValueError for characters that no code has."""
    from stdnum.cn import uscc

    if len(first17) != LENGTH - 1 or set(first17) - set(ALPHABET):
        raise ValueError(f"17 characters of {ALPHABET} needed, got {first17!r}")
    return first17 + str(uscc.calc_check_digit(first17))


def _why_characters(code: str) -> str:
    strange = sorted(set(code) - set(ALPHABET))
    if strange:
        meant = code.translate(_LOOKALIKES)
        proposal = f"，是不是 {meant}" if not _why_characters(meant) and not _why_check_digit(meant) else ""
        return f"代码里不会有字母 {'、'.join(strange)}{proposal}"
    if not code[_REGION].isdigit():
        return "第 3 位到第 8 位是行政区划，应该都是数字"
    return "每一位都是 0" if set(code) == {"0"} else ""


def _why_check_digit(code: str) -> str:
    expected = with_check_digit(code[:-1])
    if code == expected:
        return ""
    return "最后一位校验码对不上，多半有一位抄错了"
