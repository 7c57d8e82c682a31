"""The organisation: its units, and the tree in which every unit reports to its parent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from qcxl.model.text import name_key


class Level(StrEnum):
    """The level of a unit in the organisation."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    INDUSTRY = "industry"
    ENTERPRISE = "enterprise"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word that a roster uses for the level: 省 市 县 行业 企业 其他."""
        return _LABELS[self]

    @classmethod
    def from_label(cls, label: str) -> Level:
        """The level that a roster calls `label`; ValueError for an unknown label."""
        for level in cls:
            if level.label == label:
                return level
        raise ValueError(f"level label must be one of {list(_LABELS.values())}, got {label!r}")


_LABELS = {
    Level.PROVINCE: "省",
    Level.CITY: "市",
    Level.COUNTY: "县",
    Level.INDUSTRY: "行业",
    Level.ENTERPRISE: "企业",
    Level.OTHER: "其他",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the organisation: a region, an industry, an enterprise.

    `parent_code` is empty for the root; `direct` marks a directly reporting unit (直报单位).
    """

    code: str
    name: str
    level: Level
    parent_code: str
    direct: bool
    contact: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """All units as one tree, in the order of the roster.

    Raises ValueError when the units are no tree: a code twice (in any case), an unknown parent, a cycle,
    not exactly one root. A method that takes a code raises KeyError for an unknown one, except `get`.
    """

    units: tuple[Unit, ...]
    _by_code: dict[str, Unit] = field(init=False, repr=False, compare=False)
    _children: dict[str, tuple[Unit, ...]] = field(init=False, repr=False, compare=False)
    _by_text: dict[str, tuple[Unit, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {unit.code: unit for unit in self.units})
        object.__setattr__(self, "_children", _children(self.units))
        object.__setattr__(self, "_by_text", _by_text(self.units))
        if len({name_key(unit.code) for unit in self.units}) < len(self.units):
            raise ValueError("a unit code stands twice in the roster")
        roots = self._children[""]
        if len(roots) != 1:
            raise ValueError(f"a roster has exactly one root, got {len(roots)}")
        if sum(1 for _ in self.walk()) < len(self.units):
            raise ValueError("not every unit hangs under the root: unknown parent or cycle")

    @property
    def root(self) -> Unit:
        """The unit without a parent."""
        return self._children[""][0]

    @property
    def direct_units(self) -> tuple[Unit, ...]:
        """The directly reporting units, in roster order."""
        return tuple(unit for unit in self.units if unit.direct)

    def unit(self, code: str) -> Unit:
        """The unit with this code."""
        return self._by_code[code]

    def get(self, code: str) -> Unit | None:
        """The unit with this code, None for an unknown code."""
        return self._by_code.get(code)

    def parent(self, code: str) -> Unit | None:
        """The unit that `code` reports to, None for the root."""
        return self._by_code.get(self.unit(code).parent_code)

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """The units above `code`, nearest first, the root last."""
        above = []
        unit = self.parent(code)
        while unit is not None:
            above.append(unit)
            unit = self.parent(unit.code)
        return tuple(above)

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units that report to `code`, in roster order."""
        return self._children[self.unit(code).code]

    def descendants(self, code: str) -> tuple[Unit, ...]:
        """All units below `code`, depth first, without `code` itself."""
        return tuple(self.walk(code))[1:]

    def reports_directly(self, code: str) -> bool:
        """True for a directly reporting unit and for everything below one."""
        return any(unit.direct for unit in (self.unit(code), *self.ancestors(code)))

    def walk(self, code: str | None = None) -> Iterator[Unit]:
        """`code` (by default the root) and all units below it, depth first, siblings in roster order."""
        waiting = [self.root if code is None else self.unit(code)]
        while waiting:
            unit = waiting.pop()
            yield unit
            waiting.extend(reversed(self._children[unit.code]))

    def find(self, text: str) -> Unit | None:
        """The unit that `text` means by code or by name; width, spaces and case do not count.

        None for a text that means no unit or several (`find_all`). A code wins over a name.
        """
        units = self.find_all(text)
        return units[0] if len(units) == 1 else None

    def find_all(self, text: str) -> tuple[Unit, ...]:
        """All units that `text` may mean: units of the same name can stand under different parents."""
        return self._by_text.get(name_key(text), ())


def _children(units: tuple[Unit, ...]) -> dict[str, tuple[Unit, ...]]:
    below: dict[str, list[Unit]] = {"": [], **{unit.code: [] for unit in units}}
    for unit in units:
        below.setdefault(unit.parent_code, []).append(unit)
    return {code: tuple(members) for code, members in below.items()}


def _by_text(units: tuple[Unit, ...]) -> dict[str, tuple[Unit, ...]]:
    names: dict[str, list[Unit]] = {}
    for unit in units:
        names.setdefault(name_key(unit.name), []).append(unit)
    by_name = {name: tuple(namesakes) for name, namesakes in names.items()}
    return {**by_name, **{name_key(unit.code): (unit,) for unit in units}}
