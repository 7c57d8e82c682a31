"""Which enterprise of a direct unit may be meant by a name that it does not list: proposed, never matched."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qcxl.core.names.place_names import place_names
from qcxl.core.names.similar_names import similar_pairs
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.organisation import Level, Roster

_REGIONS = frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY})
_SHORTEST_END = 6
"""From this many letters on the end of a name tells which: 信阳供电公司, but not 供电公司."""


class LikelyMeant:
    """Names of a list that are alike, as the edition's rule `no_similar` judges its first field."""

    def __init__(self, edition: Edition, roster: Roster, form: Form) -> None:
        self._places = place_names(unit.name for unit in roster.units if unit.level in _REGIONS)
        rules = edition.rules_of("no_similar", form=form.id)
        limits = (rule.limit for rule in rules if rule.fields[:1] == (form.fields[0].id,))
        self._threshold = next(map(float, limits), None)

    def among(self, missing: Sequence[str], listed: Collection[str]) -> dict[str, list[str]]:
        """For each missing name the listed ones that may be meant, slips before ends.

        Both are spelled as `name_key` does. Alike are names that differ by slips only, and those of which one
        is the end of the other, with a parent in front. Linear in names but for those with a slip.
        """
        if not missing or not listed:
            return {}
        found: dict[str, list[str]] = {}
        for one, other in (*self._slips(missing, listed), *_ends(missing, listed)):
            others = found.setdefault(one, [])
            if other not in others:
                others.append(other)
        return found

    def _slips(self, missing: Sequence[str], listed: Collection[str]) -> Iterator[tuple[str, str]]:
        if self._threshold is None:
            return
        first = list(dict.fromkeys(missing))
        names = [*first, *listed]
        for earlier, later in similar_pairs(names, self._threshold, self._places):
            if earlier < len(first) <= later:
                yield names[earlier], names[later]


def _ends(missing: Sequence[str], listed: Collection[str]) -> Iterator[tuple[str, str]]:
    ours, theirs = dict.fromkeys(missing), dict.fromkeys(listed)
    yield from ((name, end) for name in ours for end in _ends_of(name) if end in theirs)
    yield from ((end, name) for name in theirs for end in _ends_of(name) if end in ours)


def _ends_of(name: str) -> Iterator[str]:
    return (name[start:] for start in range(1, len(name) - _SHORTEST_END + 1))
