"""The contents of a marked copy by sheet: entries, our figures, 校验结果, marks and links between sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.results.live_counts import live_counts, status_text, total_text
from qcxl.core.results.placing import InFreshForm
from qcxl.core.results.refill import Entries, Refill, Shown
from qcxl.core.results.result_lines import CELL, SHEET, ResultLine, cell_notes, counts_text, result_lines
from qcxl.core.rules import Subject
from qcxl.core.sheets.content import Link, Mark, SheetContent
from qcxl.core.sheets.layout import SheetLayout
from qcxl.core.sheets.map_format import AGGREGATED, MAP_SHEET
from qcxl.core.sheets.placeholders import CHECKS_TOTAL, RESULT_COUNTS
from qcxl.model.edition import Edition
from qcxl.model.form import FormKind
from qcxl.model.grid import Place, address, parse_address
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission

_MOST_LINKED = 20_000
"""The most lines of 校验结果 with links: Excel repairs a file with more than 65,530 links on a sheet."""


def marked_sheets(
    values: Mapping[str, Entries],
    submission: Submission,
    edition: Edition,
    known: KnownUnits,
    problems: Sequence[Problem],
    checks: Sequence[str],
) -> dict[str, SheetContent]:
    """The contents of a fresh form by sheet name, for `fill_form`.

    `values` are the entries by form id and place, as they were typed, untypable entries too; `submission` is
    the submission read from the entries, `problems` are all its problems, `checks` the texts of the lines of
    自检 (`FormPackage.checks`). Formulas show our own figures.
    """
    refill = Refill(submission, edition)
    beside = {
        form.sheet
        for form in edition.of_kind(FormKind.LIST)
        if any(column > refill.layouts[form.id].width for _, column in values.get(form.id, {}))
    }
    lines = result_lines(problems, submission, edition, InFreshForm(refill, edition, beside))
    results = next((refill.layouts[form.id] for form in edition.of_kind(FormKind.RESULTS)), None)
    notes = cell_notes(lines[:_MOST_LINKED], results.row if results else None)
    titles = _titles(edition, refill.layouts)
    counts = live_counts(lines, Subject(submission, edition, known))
    shown = refill.shown(known) | _checks_shown(
        edition, refill.layouts, [counts.get(text, 0) for text in checks]
    )
    sheets = {
        form.sheet: SheetContent(
            values=values.get(form.id, {}),
            shown=shown.get(form.id, {}),
            marks={place: Mark(*note) for place, note in notes.get(form.sheet, {}).items()},
            links=_back(titles, form.sheet, results) if form.sheet in notes and results else {},
            fitted={row for row, _ in values.get(form.id, {})} if form.kind is FormKind.LIST else (),
        )
        for form in edition.forms
    }
    if results:
        sheets[results.form.sheet] = _results_sheet(results, lines, titles)
    if submission.identity.aggregated:
        brought_in = "、".join(submission.identity.aggregated)
        sheets[MAP_SHEET] = SheetContent(values={AGGREGATED: brought_in})
    return sheets


def _checks_shown(
    edition: Edition, layouts: Mapping[str, SheetLayout], counts: Sequence[int]
) -> dict[str, dict[Place, Shown]]:
    """The values of the formulas of 自检 and of their total on the cover sheet, by form id and place."""
    shown: dict[str, dict[Place, Shown]] = {}
    for layout in (layouts[form.id] for form in edition.of_kind(FormKind.CHECKS)):
        counted, status = (layout.spots[f"check.{part}"][1] for part in ("count", "status"))
        cells = shown.setdefault(layout.form.id, {})
        for row, count in enumerate(counts, start=layout.row):
            cells |= {(row, counted): count, (row, status): status_text(count)}
    for layout in (layouts[form.id] for form in edition.of_kind(FormKind.COVER)):
        if shown and CHECKS_TOTAL in layout.spots:
            shown[layout.form.id] = {layout.spots[CHECKS_TOTAL]: total_text(sum(counts))}
    return shown


def _back(titles: Mapping[str, str], sheet: str, results: SheetLayout) -> dict[Place, Link]:
    """The link of a marked sheet's title back to 校验结果."""
    to = results.form.sheet
    return {parse_address(titles[sheet]): Link(to, titles[to], f"回到{to}")}


def _results_sheet(
    results: SheetLayout, lines: Sequence[ResultLine], titles: Mapping[str, str]
) -> SheetContent:
    values: dict[Place, str] = {}
    links: dict[Place, Link] = {}
    columns = {name: spot[1] for name, spot in results.spots.items()}
    if RESULT_COUNTS in results.spots:
        values[results.spots[RESULT_COUNTS]] = counts_text(line.problem for line in lines)
    for row, line in enumerate(lines, start=results.row):
        values |= {(row, columns[name]): text for name, text in line.texts.items() if name in columns}
        if line.sheet and row < results.row + _MOST_LINKED:
            cell = address(line.place) if line.place else titles[line.sheet]
            link = Link(line.sheet, cell, f"到{line.sheet}!{cell}")
            links |= {(row, columns[name]): link for name in (SHEET, CELL) if line.texts[name]}
    rows = range(results.row, results.row + len(lines))
    return SheetContent(values=values, links=links, fitted=rows)


def _titles(edition: Edition, layouts: Mapping[str, SheetLayout]) -> dict[str, str]:
    """The address of the first drawn cell (the title) of each sheet, by sheet name."""
    titles = {}
    for layout in layouts.values():
        row, column = min(map(parse_address, edition.drawings[layout.form.sheet].cells))
        titles[layout.form.sheet] = address((layout.moved(row), column))
    return titles
