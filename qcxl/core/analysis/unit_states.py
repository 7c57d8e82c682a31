"""The state of every unit: its workbook counts, went back or never came."""

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
    """The state of a unit or of a stray file; the value is the word of the sheet 报送情况."""

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
"""The tones of the states of units that were to return a workbook."""

_PASSED_OVER: Mapping[str, State] = {
    "not_a_child": State.NO_CHILD,
    "child_not_listed": State.CHILD_UNKNOWN,
}
"""The states of readable workbooks that were passed over, by problem code."""


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """The return of a unit: `received` is the file that counts, else the latest file that went back.

    `problems` are those of the file and of the roll-up about the file; `depth` is the number of levels from
    the unit of the analysis down to the unit (1: a child). A return is `expected` unless only the workbook of
    a child names the unit.
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
        return any(problem.code == LATE for problem in self.problems)

    def count(self, severity: Severity) -> int | None:
        """The number of problems of one severity, None without a file."""
        return (
            None if self.received is None else sum(problem.severity is severity for problem in self.problems)
        )


@dataclass(frozen=True, slots=True)
class StrayFile:
    """A file of no unit below the unit of the analysis, with the state that says why."""

    outcome: Outcome
    state: State


def unit_returns(material: Material, unit: Unit) -> tuple[UnitReturn, ...]:
    """The return of every unit below `unit`, depth first in roster order.

    A unit that aggregates gets workbooks from its children only; further units below are listed as far as a
    child's workbook names them.
    """
    returned: dict[str, Outcome] = {}
    by_file: dict[str, Received] = {}
    below = material.roster.descendants(unit.code)
    codes = frozenset(member.code for member in below)
    outcomes = (outcome for outcome in material.outcomes if outcome.received.unit_code in codes)
    for outcome in sorted(outcomes, key=lambda outcome: outcome.received.order):
        by_file[outcome.received.file] = outcome.received
        if outcome.status is Status.RETURNED:
            returned[outcome.received.unit_code] = outcome
    above = {unit.code: 0}
    returns = []
    for member in below:
        above[member.code] = above[member.parent_code] + 1
        counting = by_file.get(material.holders.get(member.code, ""))
        returns.append(
            _unit_return(material, member, above[member.code], counting, returned.get(member.code))
        )
    return tuple(returns)


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
    """The files without a known unit and the workbooks that were passed over, in the order of the outcomes.

    A file without a known unit could not be read or names no unit of the roster: any unit may have sent it.
    Only the analysis of `Material.scope`, which speaks for the whole run, has stray files.
    """
    if unit.code != material.scope:
        return ()
    stated = ((outcome, _stray_state(material, outcome)) for outcome in material.outcomes)
    return tuple(StrayFile(outcome, state) for outcome, state in stated if state)


def _stray_state(material: Material, outcome: Outcome) -> State | None:
    code = outcome.received.unit_code
    if outcome.status is Status.IGNORED:
        return _PASSED_OVER.get(outcome.reason.code) if code and outcome.reason else None
    is_unsettled = outcome.status in (Status.QUARANTINED, Status.RETURNED)
    return State.UNKNOWN if is_unsettled and material.roster.get(code) is None else None
