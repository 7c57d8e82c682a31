"""Places as they stand in names of enterprises."""

from __future__ import annotations

from qcxl.core.names.place_names import place_names


def test_regions_lose_their_rank_where_a_name_is_left() -> None:
    assert place_names(["罗山县", "新县", "信阳市", "浉河区", "某省"]) == {
        "罗山",
        "新县",
        "信阳",
        "浉河",
        "某省",
    }
