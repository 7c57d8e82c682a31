"""The limits on the size of an untrusted workbook."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The greatest workbook that is read; sizes in bytes.

    `unpacked_ratio` is unpacked size over packed size: a million formatted rows reach 15, a bomb 1,000.
    `cells` is the sum over all sheets of the rectangle from A1 to the last value, because the reader
    fills that whole rectangle. `strings` bounds a count that a file states and the reader reserves room for.
    """

    file_bytes: int = 20 * _MIB
    unpacked_bytes: int = 200 * _MIB
    unpacked_ratio: int = 200
    entries: int = 2_000
    sheets: int = 200
    rows: int = 200_000
    columns: int = 2_000
    cells: int = 5_000_000
    strings: int = 2_000_000


DEFAULT_LIMITS = Limits()
