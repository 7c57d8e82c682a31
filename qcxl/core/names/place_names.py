"""Names of places as they stand in names of enterprises."""

from __future__ import annotations

from collections.abc import Iterable

_RANKS = "市县区"
_SHORTEST_PLACE = 2


def place_names(units: Iterable[str]) -> frozenset[str]:
    """The places that regions are called after: 罗山 for 罗山县, but 新县."""
    return frozenset(
        unit[:-1] if unit[-1:] in _RANKS and len(unit) > _SHORTEST_PLACE else unit for unit in units
    )
