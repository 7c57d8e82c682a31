"""Small made-up editions, rosters and submissions, built in Python and readable as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import dedent

from qcxl.model.edition import Choice, Edition, Organisation, Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind, Method, Need
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.submission import Identity, Row, Submission, Table

FIRST_ROW = 5


def field(
    path: str,
    kind: FieldKind = FieldKind.COUNT,
    measure: str = "个",
    method: Method = Method.OWN,
    **given: str,
) -> Field:
    """The field at `form.field`, labelled by its id; `given` are its further texts by name."""
    form, _, id_ = path.partition(".")
    return Field(
        form=form,
        id=id_,
        label=id_,
        kind=kind,
        measure=measure,
        need=Need.OPTIONAL,
        method=method,
        base=given.get("base", ""),
        divisor=given.get("divisor", ""),
        choices=given.get("choices", ""),
        max_length=None,
        default=given.get("default", ""),
        default_when=given.get("default_when", ""),
        hint="",
        clause="",
    )


def form(kind: FormKind, *fields: Field, deducts: bool = False) -> Form:
    """The form to which these fields belong, on a sheet called like its id."""
    id_ = fields[0].form
    return Form(id_, id_, kind, title=id_, annex="", deducts=deducts, template="", note="", fields=fields)


def _text(path: str, kind: FieldKind = FieldKind.TEXT) -> Field:
    return field(path, kind, "")


def _sum(path: str, kind: FieldKind = FieldKind.COUNT, measure: str = "个", **given: str) -> Field:
    return field(path, kind, measure, Method.SUM, **given)


def _ratio(path: str, base: str, divisor: str) -> Field:
    return field(path, FieldKind.SHARE, "百分数", Method.RATIO, base=base, divisor=divisor)


ENTERPRISES = form(
    FormKind.LIST,
    _text("enterprises.enterprise_name"),
    _text("enterprises.credit_code", FieldKind.CODE),
    _text("enterprises.direct_unit", FieldKind.DIRECT_UNIT),
    _sum("enterprises.employees", measure="人"),
    _sum("enterprises.qc_participants", measure="人"),
    _sum("enterprises.qc_groups"),
    _sum("enterprises.benefit", FieldKind.MONEY, "万元"),
    _sum("enterprises.team_count"),
    _sum("enterprises.enterprise_count", default="1"),
    _sum("enterprises.team_enterprises", default="1", default_when="team_count"),
    _text("enterprises.source_unit", FieldKind.SOURCE_UNIT),
)
TEAMS = form(
    FormKind.LIST,
    _text("teams.team_name"),
    field("teams.recommended", FieldKind.CHOICE, "", choices="yes_no", default="是"),
    _text("teams.source_unit", FieldKind.SOURCE_UNIT),
)
JUDGES = form(FormKind.LIST, _text("judges.judge_name"), _text("judges.source_unit", FieldKind.SOURCE_UNIT))
NUMBERS = frozenset(
    each.id for list_ in (ENTERPRISES, TEAMS, JUDGES) for each in list_.fields if each.is_number
)
QC_FIELDS = (
    _sum("qc.groups", measure="万个", base="enterprises.qc_groups"),
    _sum("qc.benefit", FieldKind.MONEY, "万元", base="enterprises.benefit"),
    _ratio("qc.participation", "enterprises.qc_participants", "enterprises.employees"),
    _text("qc.contact"),
)
TEAM_FIELDS = (
    _sum("team.enterprises", base="enterprises.team_enterprises"),
    _sum("team.teams", base="enterprises.team_count"),
    _sum("team.recommended", base="teams.recommended"),
)


def edition(
    *,
    qc_deducts: bool = True,
    team_deducts: bool = True,
    direct_forms: Mapping[str, tuple[str, ...]] | None = None,
    rules: tuple[Rule, ...] = (),
) -> Edition:
    """An edition with lists `enterprises`, `teams`, `judges` and statistics forms `qc`, `team`.

    `direct_forms` are rows of 单位: unit name → the forms for which it reports directly.
    """
    organisations = tuple(
        Organisation(name, "", forms, {}, "") for name, forms in (direct_forms or {}).items()
    )
    return Edition(
        id="made-up",
        facts={},
        organisations=organisations,
        choices={"yes_no": (Choice("yes_no", "yes", "是", "", ""), Choice("yes_no", "no", "否", "", ""))},
        forms=(
            ENTERPRISES,
            form(FormKind.CARD, *QC_FIELDS, deducts=qc_deducts),
            form(FormKind.CARD, *TEAM_FIELDS, deducts=team_deducts),
            TEAMS,
            JUDGES,
        ),
        rules=rules,
        drawings={},
    )


def roster(tree: str) -> Roster:
    """The roster drawn as lines `code name level [直报]`, four spaces deeper for each step down."""
    units: list[Unit] = []
    path: list[str] = []
    for line in filter(str.strip, dedent(tree).splitlines()):
        code, name, level, *direct = line.split()
        depth = (len(line) - len(line.lstrip())) // 4
        parent = path[depth - 1] if depth else ""
        path[depth:] = [code]
        units.append(Unit(code, name, Level.from_label(level) or Level(level), parent, direct == ["直报"]))
    return Roster(tuple(units))


def rows(markdown: str) -> tuple[Row, ...]:
    """The rows of a Markdown table headed by field ids; figures are base units, blank cells left out."""
    lines = [_cells(line) for line in markdown.strip().splitlines() if "---" not in line]
    ids, body = lines[0], lines[1:]
    return tuple(
        Row(
            FIRST_ROW + number,
            {
                id_: int(cell) if id_ in NUMBERS else cell
                for id_, cell in zip(ids, cells, strict=True)
                if cell
            },
        )
        for number, cells in enumerate(body)
    )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def submission(unit_code: str, lists: Mapping[str, Sequence[Row]] | None = None) -> Submission:
    """The workbook of a unit with every list of `edition()`; the lists that are not given are empty."""
    given = lists or {}
    return Submission(
        identity=Identity("made-up", "", unit_code, unit_code, "", "", direct=False),
        cards={},
        tables={list_.id: _table(list_, given.get(list_.id, ())) for list_ in (ENTERPRISES, TEAMS, JUDGES)},
        lists={},
    )


def _table(list_: Form, members: Sequence[Row]) -> Table:
    columns = {each.id: number for number, each in enumerate(list_.fields, start=1)}
    return Table(list_.id, list_.sheet, columns, tuple(members))
