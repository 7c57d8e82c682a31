"""The progress of a use case."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]
"""A function that takes a number of things to do, or of things newly done."""


def to_nobody(_: int) -> None:
    """Take a number of things and tell nobody."""
