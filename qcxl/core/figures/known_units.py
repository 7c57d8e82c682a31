"""The units that a workbook may name: the direct units, and the children of its unit."""

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
"""The list of the children's levels (ids) in `_qcxl_lists`; workbooks of older forms lack the list."""


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The units that one workbook may name: unit names by the names and codes (`name_key`) that people type.

    `own` are the keys of the workbook's own unit; `is_direct` says that this unit reports directly.
    """

    direct: Mapping[str, str]
    children: Mapping[str, str]
    own: frozenset[str]
    is_direct: bool

    def direct_name(self, typed: str) -> str | None:
        """The name of the direct unit that an entry means, None for an entry that means no direct unit."""
        return self.direct.get(name_key(typed))

    def child_name(self, typed: str) -> str | None:
        """The name of the child that an entry of 来源单位 means, None for an entry that means no child."""
        return self.children.get(name_key(typed))

    def deducted(self, typed: str, form: Form, edition: Edition) -> bool:
        """True when `form` leaves out a row that names the direct unit `typed` (附件5 注2, 附件8 注2)."""
        if not (typed and form.deducts) or self.is_direct:
            return False
        name = self.direct_name(typed)
        return name is not None and is_direct_for(name, form, edition)


def from_roster(roster: Roster, unit: Unit) -> KnownUnits:
    """The units that the workbook of `unit` may name, by the roster."""
    return KnownUnits(
        direct=_keys((direct.name, direct.code) for direct in roster.direct_units),
        children=_keys((child.name, child.code) for child in roster.children(unit.code)),
        own=frozenset((name_key(unit.code), name_key(unit.name))),
        is_direct=roster.reports_directly(unit.code),
    )


def from_lists(submission: Submission) -> KnownUnits:
    """The units that the workbook of `submission` may name, by the lists with which it was issued."""
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
    # A name that two units share means neither: only their codes do, as in the roll-up.
    names = {name_key(name): name for name, _ in known if namesakes[name_key(name)] == 1}
    return names | {name_key(code): name for name, code in known}


def is_direct_for(name: str, form: Form, edition: Edition) -> bool:
    """True when `form` deducts the direct unit `name`, which its row in 单位 may exclude from the form."""
    organisation = edition.organisation(name)
    return form.deducts and (organisation is None or form.id in organisation.direct_forms)
