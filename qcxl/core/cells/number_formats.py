"""Number formats that show an amount in another measure than the cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from qcxl.model.form import Field, FieldKind
from qcxl.model.quantity import MEASURES

_TOKEN = re.compile(r'"([^"]*)"?|\[[^\]]*\]?|[_*].?|[\\!](.?)|(.)', re.DOTALL)
_DIGIT, _POINT, _COMMA = "0", ".", ","
_YUAN = 100
_LABELS = (("亿元", 10**8), ("千万元", 10**7), ("百万元", 10**6), ("万元", 10**4), ("千元", 10**3), ("元", 1))
_LARGE = (("亿", 10**8), ("万", 10**4))


def held_factor(code: str, field: Field) -> Fraction | None:
    """The base units in one unit of a number that `code` shows, by what a person sees in the cell.

    `0!.0000"万元"` shows 2506627 as 250.6627万元: the cell holds 元, 100 分 each. None for a format that says
    nothing about the measure of `field`, which is a count or an amount of money.
    """
    tokens = tuple(_tokens(code.partition(";")[0]))
    divided = _divided_by(tokens)
    seen = _seen_factor("".join(text for kind, text in tokens if kind == "text"), field)
    if seen is None and divided == 1:
        return None
    return Fraction(seen or MEASURES[field.measure].factor, divided)


def _tokens(section: str) -> Iterator[tuple[str, str]]:
    """The digits, points, commas and texts of a section of a format."""
    for match in _TOKEN.finditer(section):
        quoted, escaped, plain = match.groups()
        if plain in ("0", "#", "?"):
            yield _DIGIT, ""
        elif plain in (_POINT, _COMMA):
            yield plain, ""
        elif text := quoted or escaped or plain:
            yield "text", text


def _divided_by(tokens: tuple[tuple[str, str], ...]) -> int:
    """The number by which a format divides: 1,000 for each comma behind the digits, and by a drawn point."""
    kinds = "".join("'" if kind == "text" else kind for kind, _ in tokens)
    divided: int = 1000 ** sum(len(match[1]) for match in re.finditer(r"0(,+)(?=[^0,]|$)", kinds))
    drawn = [at for at, (kind, text) in enumerate(tokens) if kind == "text" and text == "."]
    if drawn and _POINT not in kinds and _DIGIT in kinds[: drawn[0]]:
        divided *= 10 ** kinds[drawn[0] :].count(_DIGIT)
    return divided


def _seen_factor(text: str, field: Field) -> int | None:
    """The base units of the measure that a format writes behind a number; None where it writes none."""
    if field.kind is FieldKind.MONEY:
        return next((_YUAN * factor for label, factor in (*_LABELS, *_LARGE) if label in text), None)
    return next((factor for label, factor in _LARGE if label in text and "元" not in text), None)
