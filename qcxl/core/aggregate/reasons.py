"""Reasons that children wrote about rows which their parent's workbook now lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qcxl.core.aggregate.new_rows import NewRow
from qcxl.core.results.reasons_given import OF_SOURCE_UNIT, list_row_key
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.submission import ReasonKey, Row, Submission

Listed = tuple[Form, NewRow, Row]
"""A list, a row that goes into the list, and the same row as it stands in the parent's workbook."""


def carried_reasons(
    edition: Edition,
    own: Mapping[ReasonKey, str],
    accepted: Mapping[str, Submission],
    rows: Iterable[Listed],
) -> dict[ReasonKey, str]:
    """The reasons in a parent's workbook by key: the unit's `own`, then those of copied rows.

    The reason of a copied row comes from the `accepted` workbook (by unit code) in which its original stands.
    The reason gets the key of the copy, because the source unit may be part of that key.
    """
    reasons = dict(own)
    by_row: dict[str, dict[str, list[ReasonKey]]] = {}
    for form, row, now in rows:
        if row.copied is None:
            continue
        if row.holder_code not in by_row:
            by_row[row.holder_code] = _by_row(accepted[row.holder_code])
        keys = by_row[row.holder_code]
        if not keys:
            continue
        for key in keys.get(list_row_key(row.copied, form, edition), ()):
            reason = accepted[row.holder_code].explanations[key]
            reasons.setdefault(key._replace(row=list_row_key(now, form, edition)), reason)
    return reasons


def _by_row(submission: Submission) -> dict[str, list[ReasonKey]]:
    keys: dict[str, list[ReasonKey]] = {}
    for key in submission.explanations:
        if key.code not in OF_SOURCE_UNIT:
            keys.setdefault(key.row, []).append(key)
    return keys
