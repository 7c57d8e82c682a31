"""Files that seem to be another unit's return, found by comparing everything that came in (contract 3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qcxl.core.identity.contradictions import Contradictions
from qcxl.core.identity.sent_workbook import SentWorkbook
from qcxl.model.edition import Edition
from qcxl.model.problem import Problem, Severity
from qcxl.store.inbox import InboxFile
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.receiving.senders import WhoReturns


def contradicted(
    files: Iterable[InboxFile], judged: Mapping[str, Judged], edition: Edition, units: WhoReturns
) -> dict[str, tuple[Problem, ...]]:
    """The problems by file of what contradicts the hidden identity of a workbook.

    Copies share a content (sha256) but each has a name of its own.
    """
    sent = [
        SentWorkbook(file.name, file.sha256, file.received_at, submission)
        for file in files
        if file.sha256 in judged and (submission := judged[file.sha256].submission)
    ]
    known = Contradictions(edition, units.roster)
    of_content: dict[str, list[Problem]] = {}
    for each in sent:
        if each.content not in of_content:
            of_content[each.content] = list(known.by_content(each.submission))
    by_name = {each.file: known.by_name(each.file, each.unit_code) for each in sent}
    doubted = {content for content, found in of_content.items() if _has_error(found)}
    doubted |= {each.content for each in sent if _has_error(by_name[each.file])}
    for content, fault in known.by_rows(sent, doubted):
        of_content[content].append(fault)
    return {each.file: found for each in sent if (found := (*by_name[each.file], *of_content[each.content]))}


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
