"""On how many sheets of paper a table is printed side by side, so that nobody needs a lens to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

LEAST_PERCENT = 55
"""Below this letters of 10 points are smaller than 5.5."""

_PAGE = 1065
"""Pixels between the margins of A4 across."""

_SURE = 0.98  # printers differ a little in how wide a page is
_LETTER, _PADDING = 7, 5
_SUBSTITUTE = 1.22
"""How much wider columns are where another font stands in for 宋体: no page may run over there either."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How the columns of a table are printed: `percent` of their size, each page but the first from `breaks`.

    Without breaks a program fits the table to the width of one page by itself.
    """

    percent: int
    breaks: tuple[int, ...] = ()


def pages(widths: Sequence[float], repeated: int) -> Pages:
    """As few pages side by side as keep letters readable, all `repeated` first columns again on each."""
    pixels = [_LETTER * width + _PADDING for width in widths]
    alone = int(100 * _PAGE / max(sum(pixels), _PAGE))
    if alone >= LEAST_PERCENT:
        return Pages(alone)
    head = sum(pixels[:repeated])
    room = _PAGE * _SURE / _SUBSTITUTE
    return next(
        Pages(percent, breaks)
        for most in count(2)
        for percent in range(100, LEAST_PERCENT - 1, -1)
        if len(breaks := _breaks(pixels, repeated, head, 100 * room / percent)) < most
    )


def _breaks(pixels: Sequence[float], repeated: int, head: float, room: float) -> tuple[int, ...]:
    """Before which columns (from 0) a new page begins."""
    found = []
    used = head
    for index, width in enumerate(pixels[repeated:], start=repeated):
        if used + width > room and used > head:
            found.append(index)
            used = head
        used += width
    return tuple(found)
