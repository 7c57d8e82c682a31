"""How a use case tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]
"""Takes a number of things: how many there are to do, or how many are newly done."""


def to_nobody(_: int) -> None:
    """Progress that nobody wants to hear of."""
