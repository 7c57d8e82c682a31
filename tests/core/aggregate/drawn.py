"""The made-up edition with drawn forms and lists to decide on, and its workbooks written as tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from qcxl.core.aggregate.entries import typed_entries
from qcxl.core.aggregate.own_workbook import Aggregated, OwnWorkbook, aggregate
from qcxl.core.figures.additive import added_lists
from qcxl.core.rollup.contributions import who_counts
from qcxl.model.edition import Drawing, Edition, Rule
from qcxl.model.form import FieldKind, Form, FormKind, Need
from qcxl.model.grid import address
from qcxl.model.organisation import Roster
from qcxl.model.problem import Severity
from qcxl.model.submission import Card, Row, Submission
from tests.support.made_up import edition, field, form, rows, submission

TEAMS_KEPT = ("recommended", "score")


def drawn_edition(**direct_forms: tuple[str, ...]) -> Edition:
    """`made_up.edition` with drawings: enterprises need a name in own rows alone, teams have kept columns."""
    made = edition(direct_forms=direct_forms)
    teams = made.form("teams")
    changed = {
        "enterprises": _with_need(made.form("enterprises"), Need.OWN),
        "teams": dataclasses.replace(
            teams, kept=TEAMS_KEPT, fields=(*teams.fields, field("teams.score", FieldKind.SCORE, "分"))
        ),
        "cover": form(FormKind.COVER, field("cover.preparer", FieldKind.TEXT, "")),
    }
    forms = (changed["cover"], *(changed.get(each.id, each) for each in made.forms))
    return dataclasses.replace(
        made,
        forms=forms,
        drawings={each.sheet: _drawing(each) for each in forms},
        rules=(
            _unique("enterprises", "enterprise_name", "source_unit"),
            _unique("teams", "team_name"),
            _unique("judges", "judge_name", "source_unit"),
        ),
    )


def _with_need(list_: Form, need: Need) -> Form:
    first, *others = list_.fields
    return dataclasses.replace(list_, fields=(dataclasses.replace(first, need=need), *others))


def _unique(list_: str, *fields: str) -> Rule:
    return Rule("twice", "unique", Severity.ERROR, list_, fields, (), live=False, clause="", note="")


def _drawing(each: Form) -> Drawing:
    """A title, a line for those who fill it in, and the fields side by side under their labels."""
    cells = {"A1": each.title, "A2": "说明"}
    for column, one in enumerate(each.fields, start=2):
        cells |= {address((3, column)): one.label, address((4, column)): f"{{{{{one.id}}}}}"}
    return Drawing(each.sheet, cells, ())


EDITION = drawn_edition()


def book(code: str, **lists: str) -> Submission:
    """The workbook of a unit whose lists are Markdown tables in base units; its preparer is its code."""
    made = submission(code, {id_: tuple(map(_scored, rows(text))) for id_, text in lists.items() if text})
    return dataclasses.replace(made, cards={"cover": Card("cover", "cover", {}, {"preparer": code})})


def _scored(row: Row) -> Row:
    score = {"score": int(row.text("score"))} if row.get("score") else {}
    return dataclasses.replace(row, values={**row.values, **score})


def own_of(found: Submission, notice: Edition = EDITION) -> OwnWorkbook:
    """A workbook as the unit's own, all of it typed as it is read."""
    return OwnWorkbook(found, typed_entries(found, notice))


def aggregated(
    roster: Roster,
    unit: str,
    accepted: Mapping[str, Submission],
    own: OwnWorkbook | None = None,
    before: Submission | None = None,
    notice: Edition = EDITION,
) -> Aggregated:
    """The workbook of a unit by what is accepted."""
    contributions = who_counts(added_lists(notice), roster, accepted)
    return aggregate(notice, roster, roster.unit(unit), contributions, accepted, own, before)


def table(found: Submission | Aggregated, list_: str, *ids: str) -> list[tuple[object, ...]]:
    """The values of these fields in every row of a list; blank is None."""
    read = found.submission if isinstance(found, Aggregated) else found
    return [tuple(row.values.get(id_) for id_ in ids) for row in read.tables[list_].rows]
