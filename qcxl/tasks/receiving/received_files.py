"""The files of an inbox, each read once whatever its copies, and judged by the edition that is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from qcxl.core.acceptance import Received, Status
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem
from qcxl.store.inbox import InboxFile, Kind
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import Editions, LoadedEdition
from qcxl.tasks.receiving.judging import Judged, judge
from qcxl.tasks.receiving.reading import ReadJob, read_all
from qcxl.tasks.receiving.senders import WhoReturns

_FOREIGN = frozenset({"map_missing", "map_damaged"})
"""Readable, but no workbook of ours: nobody to return it to."""


def read_files(
    files: Iterable[InboxFile], loaded: LoadedEdition, units: WhoReturns, crew: Crew
) -> dict[str, Judged]:
    """The judgement of every content by its sha256, read from one of the files that hold it."""
    wanted = {file.sha256: file for file in files if file.kind is Kind.WORKBOOK}
    crew.on_total(len(wanted))
    jobs = [ReadJob(file, Editions(loaded), loaded.id) for file in wanted.values()]
    judged = judge(
        [file.name for file in wanted.values()],
        read_all(jobs, crew),
        # Whatever edition a workbook says it is of: all but the wanted one are refused.
        find_edition=lambda _: loaded.edition,
        find_known=units.known,
        find_more=units.faults,
    )
    return dict(zip(wanted, judged, strict=True))


def receive(
    files: Iterable[InboxFile],
    judged: Mapping[str, Judged],
    edition: Edition,
    units: WhoReturns,
    as_of: dt.date,
) -> Iterator[Received]:
    """Every file as received, with its problems, in the order given."""
    everything = tuple(files)
    originals = _originals(everything, judged)
    for file in everything:
        if file.reason is not None:
            status = Status.IGNORED if file.kind is Kind.IGNORED else Status.QUARANTINED
            yield Received(file.name, file.received_at, status=status, problems=(file.reason,))
            continue
        found = judged[file.sha256]
        code, name = _unit(found, units.roster)
        original = originals.get(file.name)
        other = found.identity and units.passed_over(found.identity)
        if other:
            yield Received(file.name, file.received_at, code, name, Status.IGNORED, (other,))
        elif original:
            twin = problem("submission_duplicate", first=original)
            yield Received(file.name, file.received_at, code, name, Status.DUPLICATE, (twin,))
        elif _is_foreign(found):
            status = Status.IGNORED if found.is_clean else Status.QUARANTINED
            yield Received(file.name, file.received_at, status=status, problems=found.problems)
        else:
            problems = (*_late(file, edition, as_of), *found.problems)
            yield Received(file.name, file.received_at, code, name, None, problems)


def _originals(files: Iterable[InboxFile], judged: Mapping[str, Judged]) -> dict[str, str]:
    """For each mere copy the file it copies: the one before it from the same unit has the same content.

    Content that comes back after something else from that unit is no copy but a change of mind.
    """
    latest: dict[str, InboxFile] = {}
    copies = {}
    for file in sorted(files, key=lambda file: (file.received_at, file.name)):
        if file.kind is not Kind.WORKBOOK:
            continue
        identity = judged[file.sha256].identity
        sender = f"unit {identity.unit_code}" if identity else f"content {file.sha256}"
        earlier = latest.get(sender)
        if earlier is not None and earlier.sha256 == file.sha256:
            copies[file.name] = earlier.name
        else:
            latest[sender] = file
    return copies


def _is_foreign(judged: Judged) -> bool:
    """True for what could not be read, or is no workbook of ours."""
    return judged.identity is None or any(found.code in _FOREIGN for found in judged.problems)


def _unit(judged: Judged, roster: Roster) -> tuple[str, str]:
    if judged.identity is None:
        return "", ""
    unit = roster.get(judged.identity.unit_code)
    return judged.identity.unit_code, unit.name if unit else judged.identity.unit_name


def _late(file: InboxFile, edition: Edition, as_of: dt.date) -> tuple[Problem, ...]:
    """A late return is flagged and kept; before the deadline nothing is late (henan-2020 附件1 item 3)."""
    due = dt.date.fromisoformat(edition.fact("due"))
    received = file.received_at.date()
    if received <= due or as_of <= due:
        return ()
    return (problem("submitted_late", received=received.isoformat(), due=due.isoformat()),)
