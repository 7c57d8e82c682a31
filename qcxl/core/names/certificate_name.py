"""The spelling of names on certificates: full-width brackets, no spaces, one line."""

from __future__ import annotations

import re
import unicodedata

from qcxl.model.text import name_key

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAS_HAN = re.compile(f"[{_HAN}]")
_NAMING_LETTER = re.compile(f"[{_HAN}A-Za-z]")
_NOT_READ = re.compile(r"[\W_]+")
_BREAKS = tuple("\n\r\u2028\u2029")
_BREAK = re.compile(r"\s*[\n\r\u2028\u2029]\s*")
_SPACE = re.compile(r"[^\S\n\r\u2028\u2029]+")
_LATIN_BRACKETS = re.compile(r"[A-Za-z0-9.] ?(\([ -'*-Z^-~]*\)|\[[ -'*-Z^-~]*\]) ?(?=[A-Za-z0-9])")
_FULL_WIDTH_LETTERS = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF06, 0xFF0D)
}
_FULL_WIDTH_BRACKETS = {"(": "（", ")": "）", "[": "［", "]": "］"}
_NO_NAME = re.compile(
    "[没暂尚]有|[暂尚]无|目前无|不[详明]|未[知填定]|不填|待[定补填]|空白|[同见]上|同[前左]|上同|[详请参另]?见(?:附[件表页]|后页?|申报表|推荐表|材料|名单|报告)|[另后]附|附后|不适用"
    "|na|none|null|nil|test|测试|x+|某+|(?:某+|x+)公司"
    "|[本我]?(?:单位|公司|企业|集团|工厂|小组|qc小组|班组)|有限公司|(?:单位|企业|公司|小组|班组)?名称"
)
"""The words of two letters or more that people write in place of a name, spelled as by `name_key`."""


def is_a_name(text: str) -> bool:
    """True for a text that can be a name: two letters or more, not all digits, no word in place of a name."""
    read = _NOT_READ.sub("", name_key(text))
    return len(read) > 1 and _NAMING_LETTER.search(read) is not None and not _NO_NAME.fullmatch(read)


def on_one_line(name: str) -> str:
    """`name` without line breaks and the spaces around them; between Latin words one space is left."""
    return _BREAK.sub(_gap, name)


def without_inner_spaces(name: str) -> str:
    """`name` without spaces of any width, but for one plain space between Latin words; line breaks stay."""
    return _SPACE.sub(_gap, name)


def with_full_width_brackets(name: str) -> str:
    """A Chinese `name` with full-width brackets, but for those inside Latin words, as in `AB (China) Ltd`."""
    if not _HAS_HAN.search(name):
        return name
    latin = {
        place for match in _LATIN_BRACKETS.finditer(name) for place in (match.start(1), match.end(1) - 1)
    }
    return "".join(
        letter if place in latin else _FULL_WIDTH_BRACKETS.get(letter, letter)
        for place, letter in enumerate(name)
    )


def with_half_width_letters(name: str) -> str:
    """`name` with Latin letters, digits, & and - in half width."""
    return name.translate(_FULL_WIDTH_LETTERS)


def proper_spelling(name: str) -> str:
    """`name` as the certificate prints it: the same name by `name_key`, with nothing left to correct."""
    return without_inner_spaces(on_one_line(with_full_width_brackets(with_half_width_letters(name))))


def _gap(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if before in _BREAKS or after in _BREAKS:
        return match[0]
    return " " if _is_latin(before) and _is_latin(after) else ""


def _is_latin(letter: str) -> bool:
    """True for a Latin letter or digit of any width, and for a sign in half width."""
    folded = unicodedata.normalize("NFKC", letter)
    return folded.isascii() and (folded.isalnum() or letter.isascii())
