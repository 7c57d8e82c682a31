"""The listed names that a missing name may mean: proposed to people, never matched."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qcxl.core.names.place_names import place_names
from qcxl.core.names.similar_names import similar_pairs
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.organisation import Level, Roster

_REGIONS = frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY})
_SHORTEST_END = 6
"""The least letters with which the end of a name tells the enterprise: 信阳供电公司, but not 供电公司."""


class LikelyMeant:
    """The search for alike names of a list, by the edition's rule `no_similar` on the list's first field."""

    def __init__(self, edition: Edition, roster: Roster, form: Form) -> None:
        self._places = place_names(unit.name for unit in roster.units if unit.level in _REGIONS)
        rules = edition.rules_of("no_similar", form=form.id)
        limits = (rule.limit for rule in rules if rule.fields[:1] == (form.fields[0].id,))
        self._threshold = next(map(float, limits), None)

    def among(self, missing: Sequence[str], listed: Collection[str]) -> dict[str, list[str]]:
        """The listed names that each missing name may mean: first those with slips, then ends of names.

        All names are spelled as by `name_key`. Two names are alike when they differ by slips only, or when
        the longer name is the shorter name with a parent in front. Missing names without an alike name have
        no entry. Linear in names, but for names with a slip.
        """
        if not missing or not listed:
            return {}
        alike: dict[str, list[str]] = {}
        for name, listed_name in (*self._slips(missing, listed), *_ends(missing, listed)):
            alike_names = alike.setdefault(name, [])
            if listed_name not in alike_names:
                alike_names.append(listed_name)
        return alike

    def _slips(self, missing: Sequence[str], listed: Collection[str]) -> Iterator[tuple[str, str]]:
        if self._threshold is None:
            return
        first = list(dict.fromkeys(missing))
        names = [*first, *listed]
        for earlier, later in similar_pairs(names, self._threshold, self._places):
            if earlier < len(first) <= later:
                yield names[earlier], names[later]


def _ends(missing: Sequence[str], listed: Collection[str]) -> Iterator[tuple[str, str]]:
    missing_names, listed_names = dict.fromkeys(missing), dict.fromkeys(listed)
    yield from ((name, end) for name in missing_names for end in _ends_of(name) if end in listed_names)
    yield from ((end, name) for name in listed_names for end in _ends_of(name) if end in missing_names)


def _ends_of(name: str) -> Iterator[str]:
    return (name[start:] for start in range(1, len(name) - _SHORTEST_END + 1))
