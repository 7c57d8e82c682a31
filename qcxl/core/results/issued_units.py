"""The units with which a workbook was issued, as a roster for users who have no roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat

from qcxl.core.figures.known_units import CHILD_CODES, CHILD_LEVELS, CHILDREN, DIRECT_CODES, DIRECT_UNITS
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.submission import Identity, Submission
from qcxl.model.text import name_key

_ROOT, _PARENT = "·0", "·1"
"""The codes of the root and of the parent; a roster of people cannot have these (`roster_code_unfit`)."""


def issued_unit(identity: Identity) -> Unit:
    """The unit of a workbook by the workbook's identity, below the parent of `issued_roster`."""
    return Unit(identity.unit_code, identity.unit_name, _level(identity.level), _PARENT, direct=False)


def issued_roster(submission: Submission) -> Roster:
    """The roster of a workbook's unit, its parent, its children and the direct units, by the issued lists.

    The roster gives the same blank workbook again: the same lists in the same order and the same formulas.
    The levels of direct units and the parents of other units are not known.
    """
    identity, lists = submission.identity, submission.lists
    own = issued_unit(identity)
    direct = _listed(lists.get(DIRECT_UNITS, ()), lists.get(DIRECT_CODES, ()), _ROOT)
    children = _children(submission, own.code)
    above, listed = _ROOT, {name_key(unit.code) for unit in direct}
    if identity.direct and name_key(own.code) not in listed:
        # A unit below a direct unit: its workbook does not say below which, and any direct unit will do.
        below = {child.code for child in children}
        above = next((unit.code for unit in direct if unit.code not in below), _ROOT)
        own = replace(own, direct=above == _ROOT)
    units: dict[str, Unit] = {}
    for unit in (
        *direct_roster(()).units,
        Unit(_PARENT, identity.parent_name, Level.OTHER, above, direct=False),
        *(() if name_key(own.code) in listed else (own,)),
        *_in_both_orders(children, direct, own),
    ):
        units.setdefault(name_key(unit.code), unit)
    return Roster(tuple(units.values()))


def with_grandchildren(issued: Roster, returned: Mapping[str, Submission], edition: Edition) -> Roster:
    """The roster `issued` with the levels and the children of its units, by their workbooks (by unit code).

    A child of a unit is added where a row of the unit's workbook names the child, so that the row has a unit
    for which it stands. Any other grandchild stays out, because nothing is known of its figures.
    """
    units = {name_key(unit.code): unit for unit in issued.units}
    for code, submission in returned.items():
        level = issued_unit(submission.identity).level
        units[name_key(code)] = replace(units[name_key(code)], level=level)
        named = _source_units(submission, edition)
        for child in _children(submission, code):
            if named.isdisjoint((name_key(child.name), name_key(child.code))):
                continue
            listed = units.setdefault(name_key(child.code), child)
            if listed.parent_code == _ROOT and listed.direct:
                units[name_key(child.code)] = replace(listed, parent_code=code, level=child.level)
    return Roster(tuple(units.values()))


def direct_roster(direct: Sequence[tuple[str, str]]) -> Roster:
    """The roster of a nameless root and the direct units, given by name and code."""
    root = Unit(_ROOT, "", Level.PROVINCE, "", direct=False)
    return Roster((root, *(Unit(code, name, Level.OTHER, _ROOT, direct=True) for name, code in direct)))


def _source_units(submission: Submission, edition: Edition) -> frozenset[str]:
    """The texts (`name_key`) in the source unit cells of a workbook's rows."""
    named: set[str] = set()
    for table in submission.tables.values():
        field = edition.form(table.form).field_of_kind(FieldKind.SOURCE_UNIT)
        if field is not None:
            named.update(row.text(field.id) for row in table.rows)
    return frozenset(map(name_key, named))


def _children(submission: Submission, parent: str) -> list[Unit]:
    lists = submission.lists
    levels = lists.get(CHILD_LEVELS, ())
    return _listed(lists.get(CHILDREN, ()), lists.get(CHILD_CODES, ()), parent, levels)


def _listed(
    names: Iterable[str], codes: Iterable[str], parent: str, levels: Iterable[str] = ()
) -> list[Unit]:
    # Workbooks of older forms have no levels.
    named = zip(names, codes, chain(levels, repeat("")), strict=False)
    return [Unit(code, name, _level(level), parent, direct=parent == _ROOT) for name, code, level in named]


def _level(id_: str) -> Level:
    return Level(id_) if id_ in set(Level) else Level.OTHER


def _in_both_orders(children: Iterable[Unit], direct: Sequence[Unit], own: Unit) -> Iterator[Unit]:
    """The children and the direct units as one sequence that keeps the order of either list."""
    below = {child.code: replace(child, direct=True) for child in children}
    own_by_key = {name_key(own.code): replace(own, direct=True)}
    waiting = [own_by_key.get(name_key(unit.code), below.get(unit.code, unit)) for unit in direct]
    codes = [unit.code for unit in waiting]
    for child in children:
        if child.code in codes:
            upto = codes.index(child.code) + 1
            yield from waiting[:upto]
            del waiting[:upto], codes[:upto]
        else:
            yield child
    yield from waiting
