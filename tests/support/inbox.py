"""A small province of its own, the workbooks its units return, and nights over inboxes of real files."""

from __future__ import annotations

import csv
import datetime as dt
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl

from qcxl.core.reading.intake import TakenIn
from qcxl.core.sheets.map_format import MAP_SHEET
from qcxl.demo.fill import Filled
from qcxl.demo.fill import fill as fill_blank
from qcxl.excel.issued.compiled import FormPackage
from qcxl.excel.issued.compiler import compile_forms, unit_lists
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem
from qcxl.store import resources
from qcxl.store.walk import BEIJING_TIME
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import load_edition
from qcxl.tasks.night.night import Night, run_night
from qcxl.tasks.night.outputs import write_night
from qcxl.tasks.receiving.reading import ReadJob, read_job
from qcxl.tasks.write_word import compile_word_forms
from tests.support import workbooks
from tests.support.crews import INLINE
from tests.support.made_up import roster

EDITION_ID = "henan-2020"
EDITION_PATH = resources.resource("workbooks", "editions", f"{EDITION_ID}.xlsx")
DUE = dt.date(2020, 7, 10)
IN_TIME = dt.datetime(2020, 7, 6, 9, tzinfo=BEIJING_TIME)
PROVINCE = roster("""
    41 河南省 省
        4115 信阳市 市
            411502 浉河区 县
            411528 息县 县
        4101 郑州市 市
        410225 兰考县 县
        HY01 国网河南省电力公司 行业 直报
        HY10 中原油田 行业 直报
        QT01 其他 其他
    """)
MOBILE = "13800000000"
CONTACTS = {
    "cover": {"preparer": "示例填表人", "preparer_phone": "13800000000"},
    "qc_statistics": {
        "qc_exchange_held": "否",
        "qc_department": "质量部 示例负责人",
        "qc_contact": "示例联系人",
        "qc_mobile": MOBILE,
        "qc_email": "coordinator@example.com",
        "qc_address": "示例路 1 号",
        "qc_postcode": "450000",
    },
    "team_statistics": {
        "team_features": "班组活动贴近现场。",
        "team_exchange_held": "否",
        "team_department": "质量部 示例负责人",
        "team_contact": "示例联系人",
        "team_mobile": MOBILE,
        "team_email": "coordinator@example.com",
        "team_address": "示例路 1 号",
        "team_postcode": "450000",
    },
}
"""All that a workbook without any problem holds beside its enterprises."""

Entries = Mapping[str, object]


def enterprise(name: str, **given: object) -> dict[str, object]:
    """A row of 企业明细 that no rule objects to; `given` are entries that differ, None for a blank cell."""
    usual = {
        "employees": 100,
        "qc_participants": 50,
        "qc_groups_total": 20,
        "qc_groups_registered": 10,
        "qc_groups_active": 8,
        "qc_groups_with_results": 4,
        "qc_benefit_total": 30,
        "qc_benefit": 12.5,
        "qc_spending": 3,
        "qc_rewards": 1,
    }
    return {"enterprise_name": name, **usual, **given}


FAULTY = enterprise("示例缺数有限公司", employees=None)
"""A row with one error: employees left blank."""


@cache
def _forms() -> FormPackage:
    return compile_forms(workbooks.edition(EDITION_ID), EDITION_PATH.read_bytes(), PROVINCE)


@cache
def blank(unit_code: str) -> bytes:
    """The workbook that a unit of `PROVINCE` receives."""
    unit = PROVINCE.unit(unit_code)
    return _forms().workbook(unit, PROVINCE, unit_lists(PROVINCE, unit))


def group(name: str, enterprise_name: str, **given: object) -> dict[str, object]:
    """A row of 附件9-1 that no rule objects to; `given` are entries that differ, None for a blank cell."""
    usual = {
        "members": "李明、王芳、张伟",
        "topic_type": "问题解决型",
        "union_members": 2,
        "women": 1,
        "youth": 1,
        "topic": "降低示例产品不良率",
        "address": "示例路 1 号",
        "postcode": "450000",
        "department": "质量部",
        "contact": "李明",
        "mobile": MOBILE,
        "introduction": "小组围绕现场问题开展活动，效果良好。",
    }
    return {"enterprise_name": enterprise_name, "group_name": name, **usual, **given}


def returned(
    unit_code: str,
    *rows: Entries,
    cells: Mapping[str, Entries] | None = None,
    lists: Mapping[str, Sequence[Entries]] | None = None,
) -> bytes:
    """The workbook of a unit with these enterprises; `cells` go on top of `CONTACTS`, by form.

    `lists` are the rows of further lists.
    """
    given = cells or {}
    merged = {form: {**CONTACTS.get(form, {}), **given.get(form, {})} for form in {**CONTACTS, **given}}
    return fill_blank(blank(unit_code), {"enterprises": rows, **(lists or {})}, merged)


def with_identity(data: bytes, **changed: str) -> bytes:
    """A workbook whose map `_qcxl` says something else of the unit, by key."""
    filled = Filled(BytesIO(data))
    sheet = filled.workbook[MAP_SHEET]
    rows = {str(row[0].value): row[1] for row in sheet.iter_rows(min_row=1, max_row=20, max_col=2)}
    for key, value in changed.items():
        rows[key].value = value
    return filled.data()


def of_another_edition() -> bytes:
    """A workbook that was issued for another notice."""
    return workbooks.blank("500101", "chongqing-2019")


def somebody_elses() -> bytes:
    """A good workbook that was never issued by us."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "采购清单"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return saved.getvalue()


def put(inbox: Path, name: str, data: bytes, received_at: dt.datetime = IN_TIME) -> Path:
    """A file in the inbox that arrived at that time."""
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (received_at.timestamp(), received_at.timestamp()))
    return path


def fill(inbox: Path, files: Mapping[str, bytes]) -> Path:
    """The inbox with these files, each an hour after the one before."""
    inbox.mkdir(parents=True, exist_ok=True)
    for hours, (name, data) in enumerate(files.items()):
        put(inbox, name, data, IN_TIME + dt.timedelta(hours=hours))
    return inbox


def write_roster(path: Path, units: Roster = PROVINCE) -> Path:
    """The roster as the workbook that a province keeps (contract 3.4)."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("代码", "名称", "级别", "上级代码", "直报", "联系人", "手机", "邮箱"))
    for unit in units.units:
        row = (
            unit.code,
            unit.name,
            unit.level.label,
            unit.parent_code or None,
            "是" if unit.direct else None,
        )
        sheet.append(row)
    book.save(path)
    return path


@dataclass(frozen=True, slots=True)
class Outputs:
    """A night that was held: what it found, and the folder it wrote."""

    folder: Path
    night: Night

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file by header."""
        return read_csv(self.folder / name)

    @property
    def statuses(self) -> dict[str, str]:
        """File → status, as submissions.csv says."""
        return {row["file"]: row["status"] for row in self.rows("submissions.csv")}

    def codes(self, file: str) -> list[str]:
        """The problem codes of one file, as problems.csv says."""
        return [row["code"] for row in self.rows("problems.csv") if row["file"] == file]

    def figures(self, unit_code: str) -> dict[str, tuple[str, ...]]:
        """Field → gross, direct, net, numerator, denominator of a unit's 附件5, as rollup.csv says."""
        return {
            row["field"]: tuple(row[key] for key in ("gross", "direct", "net", "numerator", "denominator"))
            for row in self.rows("rollup.csv")
            if row["unit_code"] == unit_code
        }


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def night_over(inbox: Path) -> Night:
    """What a night over `inbox` finds, with nothing written of it."""
    loaded, out = load_edition(EDITION_PATH), inbox.parent / "nowhere"
    return run_night(inbox, out, loaded=loaded, roster=PROVINCE, as_of=DUE, crew=INLINE)


def hold_night(
    inbox: Path, out: Path, *, as_of: dt.date = DUE, units: Roster = PROVINCE, crew: Crew = INLINE
) -> Outputs:
    """A whole night over `inbox` that leaves its outputs in `out`."""
    loaded = load_edition(EDITION_PATH)
    night = run_night(inbox, out, loaded=loaded, roster=units, as_of=as_of, crew=crew)
    write_night(night, out, compile_word_forms(loaded), crew)
    return Outputs(out, night)


def read_or_die(job: ReadJob) -> TakenIn | Problem:
    """Read a job as the night does, but let a file whose name says 致命 kill the process."""
    if "致命" in job.file.name:
        os.abort()
    return read_job(job)
