"""Returns: everything that lies in a folder, and what of it counts (contracts 3.6, 3.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qcxl.core.acceptance import Outcome, Status, settle
from qcxl.core.identity.later_version import with_lost_rows
from qcxl.model.submission import Submission
from qcxl.store.inbox import InboxFile, scan
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import LoadedEdition, UnusableError
from qcxl.tasks.receiving.contradicted_files import contradicted
from qcxl.tasks.receiving.received_files import read_files, receive
from qcxl.tasks.receiving.senders import WhoReturns


@dataclass(frozen=True, slots=True)
class Returns:
    """The files of a folder, and the outcome of every file.

    By file name: `files` are all files, `editions` the ids of the editions that files state (without files
    that state none), `taken_in` the files whose entries were found. By unit code: `holders` are the names of
    the files that count, `accepted` the entries of these files.
    """

    files: Mapping[str, InboxFile]
    outcomes: tuple[Outcome, ...]
    editions: Mapping[str, str]
    taken_in: frozenset[str]
    accepted: Mapping[str, Submission]
    holders: Mapping[str, str]

    def with_status(self, status: Status) -> tuple[Outcome, ...]:
        """The outcomes with this status."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is status)


def gather(folder: Path, loaded: LoadedEdition, units: WhoReturns, as_of: dt.date, crew: Crew) -> Returns:
    """The files of a folder, read, judged and settled; only workbooks of this edition by `units` count.

    Raises `UnusableError` where the folder cannot be read.
    """
    try:
        files = {file.name: file for file in scan(folder)}
    except OSError as error:
        raise UnusableError(f"收件文件夹“{folder}”打不开，请核对路径。") from error
    judged = read_files(files.values(), loaded, units, crew)
    doubts = contradicted(files.values(), judged, loaded.edition, units)
    settled = settle(receive(files.values(), judged, loaded.edition, units, as_of, doubts))
    entries = {
        file.name: submission
        for file in files.values()
        if file.sha256 in judged and (submission := judged[file.sha256].submission)
    }
    outcomes = with_lost_rows(settled, entries, loaded.edition)
    holders = {
        outcome.received.unit_code: outcome.received.file
        for outcome in outcomes
        if outcome.status is Status.ACCEPTED
    }
    return Returns(
        files=files,
        outcomes=outcomes,
        editions={
            file.name: identity.edition
            for file in files.values()
            if file.sha256 in judged and (identity := judged[file.sha256].identity)
        },
        taken_in=frozenset(entries),
        accepted={code: judged[files[name].sha256].accepted for code, name in holders.items()},
        holders=holders,
    )
