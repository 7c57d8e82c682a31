"""The files of an inbox: every content is read once, whatever its copies, and judged by one edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from qcxl.core.acceptance import Received, Status
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem, Severity
from qcxl.store.inbox import InboxFile, Kind
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import Editions, LoadedEdition
from qcxl.tasks.receiving.judging import Judged, judge
from qcxl.tasks.receiving.reading import ReadJob, read_all
from qcxl.tasks.receiving.senders import WhoReturns

_FOREIGN = frozenset({"map_missing", "map_damaged"})
"""The codes of a readable file that is no workbook of ours: it has no unit to go back to."""


def read_files(
    files: Iterable[InboxFile], loaded: LoadedEdition, units: WhoReturns, crew: Crew
) -> dict[str, Judged]:
    """The judgement of every content by its sha256; a content is read from one of the files that hold it."""
    wanted = {file.sha256: file for file in files if file.kind is Kind.WORKBOOK}
    crew.on_total(len(wanted))
    jobs = [ReadJob(file, Editions(loaded), loaded.id) for file in wanted.values()]
    judged = judge(
        [file.name for file in wanted.values()],
        read_all(jobs, crew),
        # By `expected` a workbook of any other edition was refused when it was read.
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
    contradictions: Mapping[str, tuple[Problem, ...]],
) -> Iterator[Received]:
    """The files as received, each with its problems, in the order given.

    `contradictions` are by file the problems of files that seem to be another unit's return.
    """
    all_files = tuple(files)
    originals = _originals(all_files, judged, _doubted(contradictions))
    for file in all_files:
        if file.reason is not None:
            status = Status.IGNORED if file.kind is Kind.IGNORED else Status.QUARANTINED
            yield Received(file.name, file.received_at, status=status, problems=(file.reason,))
            continue
        judgement = judged[file.sha256]
        code, name = _unit(judgement, units.roster)
        original = originals.get(file.name)
        passed_over = judgement.identity and units.passed_over(judgement.identity)
        if passed_over:
            yield Received(file.name, file.received_at, code, name, Status.IGNORED, (passed_over,))
        elif original:
            twin = problem("submission_duplicate", first=original)
            yield Received(file.name, file.received_at, code, name, Status.DUPLICATE, (twin,))
        elif _is_foreign(judgement):
            status = Status.IGNORED if judgement.is_clean else Status.QUARANTINED
            yield Received(file.name, file.received_at, status=status, problems=judgement.problems)
        else:
            found = (*contradictions.get(file.name, ()), *judgement.problems)
            problems = (*_late(file, _due(edition, units.roster, code), as_of), *found)
            yield Received(file.name, file.received_at, code, name, None, problems)


def _doubted(contradictions: Mapping[str, Iterable[Problem]]) -> frozenset[str]:
    """The names of the files that go back because another unit's return seems to be in them."""
    return frozenset(
        file
        for file, found in contradictions.items()
        if any(fault.severity is Severity.ERROR for fault in found)
    )


def _originals(
    files: Iterable[InboxFile], judged: Mapping[str, Judged], doubted: frozenset[str]
) -> dict[str, str]:
    """The name of the original by the name of every copy.

    A file is a copy where the file before it from the same unit has the same content. Content that comes back
    after other content from that unit is no copy but a change of mind. A `doubted` file and a file without
    doubt are no copies of each other: by its name alone one of two may go back.
    """
    latest: dict[str, InboxFile] = {}
    copies = {}
    for file in sorted(files, key=lambda file: (file.received_at, file.name)):
        if file.kind is not Kind.WORKBOOK:
            continue
        identity = judged[file.sha256].identity
        sender = f"unit {identity.unit_code}" if identity else f"content {file.sha256}"
        if file.name in doubted:
            sender = f"doubted {sender}"
        earlier = latest.get(sender)
        if earlier is not None and earlier.sha256 == file.sha256:
            copies[file.name] = earlier.name
        else:
            latest[sender] = file
    return copies


def _is_foreign(judged: Judged) -> bool:
    """True for a file that could not be read or is no workbook of ours."""
    return judged.identity is None or any(fault.code in _FOREIGN for fault in judged.problems)


def _unit(judged: Judged, roster: Roster) -> tuple[str, str]:
    if judged.identity is None:
        return "", ""
    unit = roster.get(judged.identity.unit_code)
    return judged.identity.unit_code, unit.name if unit else judged.identity.unit_name


def _due(edition: Edition, roster: Roster, code: str) -> dt.date:
    """The deadline of a unit: its city may ask for the returns earlier than the province (信阳市转发通知)."""
    unit = roster.get(code)
    above = [other.name for other in roster.ancestors(code)] if unit else []
    own = edition.facts_for(unit.name, above, unit.level.label) if unit else {}
    return dt.date.fromisoformat(own.get("due", edition.fact("due")))


def _late(file: InboxFile, due: dt.date, as_of: dt.date) -> tuple[Problem, ...]:
    """The problem submitted_late of a file that was received after the deadline (henan-2020 附件1 item 3).

    A late file is kept. Until the deadline is over (`as_of`) no file is late.
    """
    received = file.received_at.date()
    if received <= due or as_of <= due:
        return ()
    return (problem("submitted_late", received=received.isoformat(), due=due.isoformat()),)
