"""Which units a workbook may name: the direct units, and its own children."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Submission
from qcxl.model.text import name_key

DIRECT_UNITS = "direct_units"
DIRECT_CODES = "direct_unit_codes"
CHILDREN = "child_units"
CHILD_CODES = "child_unit_codes"
"""The lists in `_qcxl_lists` from which a workbook can be judged without the roster."""
CHILD_LEVELS = "child_unit_levels"
"""The list beside them of the children's levels (ids); workbooks of older forms have none."""


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """Names and codes as people may type them → the unit's name, for one workbook.

    `is_direct` says that the workbook's own unit reports directly.
    """

    direct: Mapping[str, str]
    children: Mapping[str, str]
    own: frozenset[str]
    is_direct: bool

    def direct_name(self, typed: str) -> str | None:
        """The name of the direct unit meant by an entry, None when there is none such."""
        return self.direct.get(name_key(typed))

    def child_name(self, typed: str) -> str | None:
        """The name of the child meant by an entry of 来源单位, None when the unit has no such child."""
        return self.children.get(name_key(typed))

    def deducted(self, typed: str, form: Form, edition: Edition) -> bool:
        """True when a row naming this direct unit is left out of `form` (附件5 注2, 附件8 注2)."""
        if not (typed and form.deducts) or self.is_direct:
            return False
        name = self.direct_name(typed)
        return name is not None and is_direct_for(name, form, edition)


def from_roster(roster: Roster, unit: Unit) -> KnownUnits:
    """What `unit` may name, by the roster."""
    return KnownUnits(
        direct=_keys((direct.name, direct.code) for direct in roster.direct_units),
        children=_keys((child.name, child.code) for child in roster.children(unit.code)),
        own=frozenset((name_key(unit.code), name_key(unit.name))),
        is_direct=roster.reports_directly(unit.code),
    )


def from_lists(submission: Submission) -> KnownUnits:
    """What the unit of `submission` may name, by the lists that its workbook was issued with."""
    lists = submission.lists
    identity = submission.identity
    return KnownUnits(
        direct=_keys(zip(lists.get(DIRECT_UNITS, ()), lists.get(DIRECT_CODES, ()), strict=False)),
        children=_keys(zip(lists.get(CHILDREN, ()), lists.get(CHILD_CODES, ()), strict=False)),
        own=frozenset((name_key(identity.unit_code), name_key(identity.unit_name))),
        is_direct=identity.direct,
    )


def _keys(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    known = tuple(pairs)
    namesakes = Counter(name_key(name) for name, _ in known)
    # A name that two units share says nothing: then only the code does, as in the roll-up.
    names = {name_key(name): name for name, _ in known if namesakes[name_key(name)] == 1}
    return names | {name_key(code): name for name, code in known}


def is_direct_for(name: str, form: Form, edition: Edition) -> bool:
    """True when `form` leaves out the direct unit `name`; an unlisted one is direct everywhere."""
    organisation = edition.organisation(name)
    return form.deducts and (organisation is None or form.id in organisation.direct_forms)
