"""The pages side by side on which a table is printed, so that its letters stay readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

LEAST_PERCENT = 55
"""The least scale in percent; below it letters of 10 points are smaller than 5.5 points."""

_PAGE = 1065
"""The pixels between the margins of A4 across."""

_SURE = 0.98  # printers differ a little in how wide a page is
_LETTER, _PADDING = 7, 5
_SUBSTITUTE = 1.22
"""The factor by which columns grow where another font stands in for 宋体: pages must hold them there, too."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The scale of a printed table in percent, and the columns (from 0) at which further pages begin.

    Without breaks a program fits the table to the width of one page by itself.
    """

    percent: int
    breaks: tuple[int, ...] = ()


def pages(widths: Sequence[float], repeated: int) -> Pages:
    """The fewest pages side by side that keep letters readable; every page repeats the first columns.

    `widths` are the widths of the columns in letters, `repeated` is the number of repeated columns.
    """
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
    """The columns (from 0) before which a new page begins."""
    breaks = []
    used = head
    for index, width in enumerate(pixels[repeated:], start=repeated):
        if used + width > room and used > head:
            breaks.append(index)
            used = head
        used += width
    return tuple(breaks)
