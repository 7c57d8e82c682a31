"""The format of `_qcxl`, the map that every distributed workbook carries (contract 3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import starmap, takewhile
from operator import itemgetter

from qcxl.model.grid import Place, parse_address
from qcxl.model.submission import Identity

MAP_SHEET = "_qcxl"
KEYS = tuple(field.name for field in fields(Identity))
"""The keys of the map, in the order from A1 down."""
REQUIRED: Mapping[str, str] = {
    "edition": "年度版本",
    "edition_hash": "版本校验码",
    "unit_code": "单位代码",
    "unit_name": "单位名称",
    "level": "单位级别",
    "period": "统计期间",
}
"""The keys that every map has, and what people call them."""
AGGREGATED: Place = (KEYS.index("aggregated") + 1, 2)
"""The cell of the map with the codes of the children whose rows the program brought in."""
YES, NO = "是", "否"
"""The values of the key `direct`."""


@dataclass(frozen=True, slots=True)
class MapLine:
    """One line of the map: where an input, a computed cell or a list column was issued.

    `kind` is `cell`, `computed` or `column`, `table` the form's id; a column has the address of its header.
    """

    kind: str
    id: str
    table: str
    sheet: str
    address: str
    label: str

    @property
    def place(self) -> Place:
        """The place at `address`; ValueError for a text that is no address."""
        return parse_address(self.address)


HEADER = tuple(field.name for field in fields(MapLine))


def map_rows(keys: Mapping[str, str], lines: Iterable[MapLine]) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet: every one of `KEYS` with its text, an empty row, the header, the lines."""
    yield from ((key, keys[key]) for key in KEYS)
    yield ()
    yield HEADER
    yield from map(astuple, lines)


def read_rows(rows: Iterable[Sequence[str]]) -> tuple[dict[str, str], tuple[MapLine, ...]]:
    """The keys and lines of a map, from the texts of its rows; no lines where the header is not as issued.

    Lines without a valid address (`#REF!`) are left out.
    """
    width = len(HEADER)
    whole = (tuple(row[:width]) + ("",) * (width - len(row)) for row in rows)
    keys = {key: text for key, text, *_ in takewhile(itemgetter(0), whole)}
    if next(whole, ()) != HEADER:
        return keys, ()
    return keys, tuple(filter(_has_place, starmap(MapLine, whole)))


def _has_place(line: MapLine) -> bool:
    try:
        parse_address(line.address)
    except ValueError:
        return False
    return True
