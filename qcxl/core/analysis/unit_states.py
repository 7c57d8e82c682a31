"""How every unit stands: whose workbook counts, went back, never came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qcxl.core.acceptance import Outcome, Received, Status
from qcxl.core.analysis.material import Material
from qcxl.model.analysis import Tone
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem, Severity

LATE = "submitted_late"


class State(StrEnum):
    """How a unit stands; the value is the word of the sheet."""

    COUNTED = "已计入"
    LISTED = "由上级列报"
    BELOW = "本级没有报，下级已计入"
    RETURNED = "有错退回"
    MISSING = "没有收到"
    NOT_LISTED = "上级没有列报"
    UNKNOWN = "读不了或不知道是谁"
    NO_CHILD = "不是下级交来的"
    CHILD_UNKNOWN = "下级名单里没有它"


TONES: Mapping[State, Tone] = {
    State.COUNTED: Tone.GOOD,
    State.LISTED: Tone.BY_ABOVE,
    State.BELOW: Tone.BY_BELOW,
    State.RETURNED: Tone.FAULTY,
    State.MISSING: Tone.ABSENT,
}
"""What the states of units mean that were to return a workbook."""

_PASSED_OVER: Mapping[str, State] = {
    "not_a_child": State.NO_CHILD,
    "child_not_listed": State.CHILD_UNKNOWN,
}
"""What becomes of readable workbooks that are not wanted, by problem code."""


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """What became of a unit's workbook: `received` is the file that counts, else the latest that went back.

    `problems` are those of that file and of the roll-up about it; `depth` is how far below the unit of the
    analysis it stands (1: its child). It is `expected` unless only the workbook of a child names it.
    """

    unit: Unit
    depth: int
    expected: bool
    state: State
    received: Received | None
    problems: tuple[Problem, ...]
    remark: str

    @property
    def is_late(self) -> bool:
        """True where the file came after the deadline."""
        return any(found.code == LATE for found in self.problems)

    def count(self, severity: Severity) -> int | None:
        """How many problems of this severity there are, None without a file."""
        return None if self.received is None else sum(one.severity is severity for one in self.problems)


@dataclass(frozen=True, slots=True)
class StrayFile:
    """A file that is nobody's below the unit of the analysis, and why."""

    outcome: Outcome
    state: State


def unit_returns(material: Material, unit: Unit) -> tuple[UnitReturn, ...]:
    """How every unit below `unit` stands, in walk order.

    Only its children return workbooks to a unit that aggregates; who is further below stands there as far as
    a child's workbook knows of it.
    """
    returned: dict[str, Outcome] = {}
    by_file: dict[str, Received] = {}
    below = material.roster.descendants(unit.code)
    codes = frozenset(each.code for each in below)
    theirs = (outcome for outcome in material.outcomes if outcome.received.unit_code in codes)
    for outcome in sorted(theirs, key=lambda outcome: outcome.received.order):
        by_file[outcome.received.file] = outcome.received
        if outcome.status is Status.RETURNED:
            returned[outcome.received.unit_code] = outcome
    above = {unit.code: 0}
    found = []
    for each in below:
        above[each.code] = above[each.parent_code] + 1
        counting = by_file.get(material.holders.get(each.code, ""))
        found.append(_unit_return(material, each, above[each.code], counting, returned.get(each.code)))
    return tuple(found)


def _unit_return(
    material: Material, unit: Unit, depth: int, counting: Received | None, returned: Outcome | None
) -> UnitReturn:
    state, remark = _state(material, unit, returned)
    received = counting or (returned.received if returned else None)
    problems = received.problems if received else ()
    if counting is not None:
        problems = (*problems, *material.rollup.problems.get(unit.code, ()))
    expected = depth == 1 or material.covers_roster
    if state is State.MISSING and not expected:
        state = State.NOT_LISTED
    return UnitReturn(unit, depth, expected, state, received, problems, remark)


def _state(material: Material, unit: Unit, returned: Outcome | None) -> tuple[State, str]:
    given = _listed_in(material, unit)
    by_parent = f"按上级列报的计入（{given}）" if given else ""
    if unit.code in material.accepted:
        later = f"后来交的“{returned.received.file}”有错退回，仍按这一份" if returned else ""
        if given is not None:
            return State.LISTED, "；".join(filter(None, (by_parent, "自己的表只作核对", later)))
        return State.COUNTED, later
    reported = any(unit.code in origins for origins in material.rollup.contributions.origins.values())
    if returned is not None:
        below = "下级已计入" if reported and given is None else ""
        reason = returned.reason.message if returned.reason else ""
        return State.RETURNED, "；".join(filter(None, (by_parent, below, reason)))
    if given is not None:
        return State.LISTED, by_parent
    return (State.BELOW if reported else State.MISSING), ""


def _listed_in(material: Material, unit: Unit) -> str | None:
    """The file of the workbook further up that lists the unit's rows, None where there is none."""
    for origins in material.rollup.contributions.origins.values():
        origin = origins.get(unit.code)
        if origin is not None and origin.given is not None:
            return material.holders.get(origin.given.holder_code, "")
    return None


def stray_files(material: Material, unit: Unit) -> tuple[StrayFile, ...]:
    """The files of nobody and the workbooks that were passed over, in the order in which they stand.

    Of nobody are those that could not be read, and those that name no unit of the roster: anybody may have
    sent them. They stand in the analysis that speaks for the whole run, in no other.
    """
    if unit.code != material.scope:
        return ()
    found = ((outcome, _stray_state(material, outcome)) for outcome in material.outcomes)
    return tuple(StrayFile(outcome, state) for outcome, state in found if state)


def _stray_state(material: Material, outcome: Outcome) -> State | None:
    code = outcome.received.unit_code
    if outcome.status is Status.IGNORED:
        return _PASSED_OVER.get(outcome.reason.code) if code and outcome.reason else None
    is_unsettled = outcome.status in (Status.QUARANTINED, Status.RETURNED)
    return State.UNKNOWN if is_unsettled and material.roster.get(code) is None else None
