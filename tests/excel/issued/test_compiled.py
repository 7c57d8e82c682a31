"""The package of an issued workbook: what Excel is picky about, what is patched per unit, and how fast."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from qcxl.core.figures import known_units
from qcxl.core.reading.book_map import BookMap, read_map
from qcxl.core.reading.intake import take_in
from qcxl.excel.issued.compiled import FormPackage
from qcxl.excel.issued.compiler import DEDUCTED_KEYS, DEDUCTS, DIRECT_KEYS, compile_forms, unit_lists
from qcxl.model.edition import Organisation
from qcxl.model.grid import address, parse_address
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.store import resources
from tests.support import workbooks
from tests.support.effort import seconds
from tests.support.issued import KINDS_OF_UNITS, MAIN, Issued, cells, issued, text_of
from tests.support.xml_compare import differences, read_parts, write_parts, xml_parts

GOLDEN = Path(__file__).parents[2] / "golden" / "workbooks" / "henan-2020_411521"
RENEWAL = "python -c 'from tests.excel.issued.test_compiled import renew; renew()'"
EDITION = "henan-2020"
EDITION_PATH = resources.resource("workbooks", "editions", f"{EDITION}.xlsx")
FASTER_THAN_OPENPYXL = 5
# The order that the schema of Office Open XML gives the children of a worksheet; Excel refuses any other.
WORKSHEET_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst"
)
WORKBOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr"
)
COUNTED = {
    "mergeCells": "mergeCell",
    "dataValidations": "dataValidation",
    "tableParts": "tablePart",
    "tableColumns": "tableColumn",
    "cellXfs": "xf",
    "fonts": "font",
    "fills": "fill",
    "borders": "border",
    "dxfs": "dxf",
    "numFmts": "numFmt",
}
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
AWKWARD_NAMES = (
    "示例 & 公司",
    "<示例>公司",
    '示例"公司"',
    "示例'公司'",
    "示例（集团）有限公司[二]",
    "示例]]>公司",
    "示例&amp;公司",
    "=示例+公司",
    "示例{公司}",
)


@pytest.fixture(params=KINDS_OF_UNITS.values(), ids=KINDS_OF_UNITS)
def book(request: pytest.FixtureRequest) -> Issued:
    return issued(*request.param)


def renew() -> None:
    """Write the golden workbook anew; `RENEWAL` calls it."""
    write_parts(workbooks.blank("411521"), GOLDEN)


# --- the workbook as a whole ------------------------------------------------------------------------------


def test_the_blank_workbook_is_the_golden_one() -> None:
    found = differences(xml_parts(workbooks.blank("411521")), read_parts(GOLDEN))

    assert not found, f"if this is meant, renew the golden workbook by\n    {RENEWAL}\n{found}"


def test_a_difference_from_the_golden_workbook_is_seen() -> None:
    data = workbooks.blank("411522")

    assert not differences(xml_parts(data), xml_parts(data))
    assert "光山县" in differences(xml_parts(data), read_parts(GOLDEN))


def test_the_same_unit_gets_the_same_bytes_from_another_compilation() -> None:
    again = compile_forms(workbooks.edition(), EDITION_PATH.read_bytes(), workbooks.roster())
    unit = workbooks.roster().unit("4115")

    assert _workbook(again, unit, workbooks.roster()) == workbooks.blank("4115")


def test_the_same_unit_gets_the_same_bytes_from_another_process() -> None:
    program = (
        "from hashlib import sha256; from tests.support.workbooks import blank; "
        "print(sha256(blank('4115')).hexdigest())"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=True,
        text=True,
    )

    assert said.stdout.strip() == sha256(workbooks.blank("4115")).hexdigest()


# --- what Excel is picky about ----------------------------------------------------------------------------


def test_elements_stand_in_the_order_of_the_schema(book: Issued) -> None:
    for name, sheet in book.sheets.items():
        order = [_place_in(WORKSHEET_ORDER, child) for child in sheet]
        assert order == sorted(order), name
    order = [_place_in(WORKBOOK_ORDER, child) for child in book.workbook]
    assert order == sorted(order)


def test_counts_are_true(book: Issued) -> None:
    found = 0
    for name in book.parts:
        if not name.endswith(".xml"):
            continue
        for element in book.xml(name).iter(*(f"{MAIN}{tag}" for tag in COUNTED)):
            local = etree.QName(element).localname
            if "count" in element.attrib:
                assert int(element.attrib["count"]) == len(element.findall(f"{MAIN}{COUNTED[local]}")), name
                found += 1
    assert found > len(COUNTED)


def test_rows_and_cells_stand_in_order_and_once(book: Issued) -> None:
    for name, sheet in book.sheets.items():
        rows = [int(row.attrib["r"]) for row in sheet.iter(f"{MAIN}row")]
        assert rows == sorted(set(rows)), name
        for row in sheet.iter(f"{MAIN}row"):
            places = [parse_address(cell.attrib["r"]) for cell in row]
            assert places == sorted(set(places)), (name, row.attrib["r"])
            assert {place[0] for place in places} <= {int(row.attrib["r"])}


def test_the_dimension_covers_every_cell(book: Issued) -> None:
    for name, sheet in book.sheets.items():
        dimension = sheet.find(f"{MAIN}dimension")
        assert dimension is not None
        places = [parse_address(cell) for cell in cells(sheet)]
        last = address((max(row for row, _ in places), max(column for _, column in places)))
        assert dimension.attrib["ref"] == f"A1:{last}", name


def test_texts_are_well_formed(book: Issued) -> None:
    for sheet in book.sheets.values():
        for cell in sheet.iter(f"{MAIN}c"):
            tags = [etree.QName(child).localname for child in cell]
            if cell.get("t") == "inlineStr":
                assert tags == ["is"]
                assert [etree.QName(child).localname for child in cell[0]] == ["t"]
            else:
                assert tags in ([], ["v"], ["f", "v"])
        for text in sheet.iter(f"{MAIN}t"):
            shown = text.text or ""
            kept = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            assert kept or shown == shown.strip(" \t\n")
            assert len(shown) <= 32767
            assert not NOT_IN_XML.search(shown)


def test_styles_exist(book: Issued) -> None:
    styles = book.xml("xl/styles.xml")
    formats = len(styles.findall(f"{MAIN}cellXfs/{MAIN}xf"))
    differential = len(styles.findall(f"{MAIN}dxfs/{MAIN}dxf"))
    for sheet in book.sheets.values():
        used = {int(cell.get("s", 0)) for cell in sheet.iter(f"{MAIN}c")}
        used |= {int(column.get("style", 0)) for column in sheet.iter(f"{MAIN}col")}
        assert max(used) < formats
        assert all(int(rule.attrib["dxfId"]) < differential for rule in sheet.iter(f"{MAIN}cfRule"))


def test_merged_ranges_do_not_overlap(book: Issued) -> None:
    for name, sheet in book.sheets.items():
        assert not _overlaps([element.attrib["ref"] for element in sheet.iter(f"{MAIN}mergeCell")]), name


def test_no_cell_has_two_input_checks(book: Issued) -> None:
    for name, sheet in book.sheets.items():
        rules = [rule.attrib["sqref"] for rule in sheet.iter(f"{MAIN}dataValidation")]
        assert not _overlaps([part for rule in rules for part in rule.split()]), name


def test_formulas_have_no_equals_sign_and_fit(book: Issued) -> None:
    formulas = [text for _, _, text in book.formulas()]
    formulas += [
        element.text or ""
        for sheet in book.sheets.values()
        for element in sheet.iter(f"{MAIN}formula1", f"{MAIN}formula2", f"{MAIN}formula")
    ]

    assert formulas
    assert not [text for text in formulas if text.startswith("=") or not 0 < len(text) <= 8192]


def test_names_are_unique_and_lead_somewhere(book: Issued) -> None:
    names = [
        (element.attrib["name"].casefold(), element.get("localSheetId"))
        for element in book.workbook.iter(f"{MAIN}definedName")
    ]
    sheets = [sheet.attrib["name"] for sheet in book.workbook.iter(f"{MAIN}sheet")]

    assert len(set(names)) == len(names)
    assert all(scope is None or int(scope) < len(sheets) for _, scope in names)
    assert not [e.text for e in book.workbook.iter(f"{MAIN}definedName") if "#REF!" in (e.text or "")]
    assert len({name.casefold() for name in sheets}) == len(sheets)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in sheets)
    for key in ("sheetId", "name"):
        values = [sheet.attrib[key] for sheet in book.workbook.iter(f"{MAIN}sheet")]
        assert len(set(values)) == len(values)


def test_tables_have_ids_of_their_own(book: Issued) -> None:
    tables = [table for name in book.sheets for table in book.tables(name)]

    for key in ("id", "name", "displayName"):
        assert len({table.attrib[key].casefold() for table in tables}) == len(tables)
    for table in tables:
        columns = [column.attrib["id"] for column in table.iter(f"{MAIN}tableColumn")]
        assert columns == [str(number) for number in range(1, len(columns) + 1)]
        filters = table.find(f"{MAIN}autoFilter")
        assert filters is not None
        assert filters.attrib["ref"] == table.attrib["ref"]


def test_every_part_is_declared_and_every_relation_leads_to_a_part(book: Issued) -> None:
    declared = {
        element.attrib["PartName"].lstrip("/")
        for element in book.xml("[Content_Types].xml")
        if "PartName" in element.attrib
    }
    related = {
        target
        for part in book.parts
        if "/" in part and not part.endswith(".rels")
        for target in book.relations(part).values()
    }

    content = {part for part in book.parts if part.endswith(".xml") and part != "[Content_Types].xml"}
    assert declared == content
    assert related <= set(book.parts)
    assert content - related <= {"xl/workbook.xml", "docProps/core.xml", "docProps/app.xml"}


# --- what is patched per unit -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_awkward_names_of_units_survive(name: str) -> None:
    roster = _roster(
        Unit("4115", name, Level.CITY, "41", direct=False), _county("411502", f"{name}县", "4115")
    )
    package = dataclasses.replace(workbooks.compiled())
    city, county = (
        Issued(package.edition, code, _workbook(package, roster.unit(code), roster))
        for code in ("4115", "411502")
    )

    for each, expected, above in ((city, name, "示例省"), (county, f"{name}县", name)):
        found = read_map(each.grid)
        assert isinstance(found, BookMap)
        assert (found.identity.unit_name, found.identity.parent_name) == (expected, above)
        cover = [text_of(cell) for cell in cells(each.sheets["填报说明"]).values()]
        assert expected in cover
    children = _lists(city)[known_units.CHILDREN]
    assert children == (f"{name}县",)


@pytest.mark.parametrize(("edition_id", "code"), KINDS_OF_UNITS.values(), ids=KINDS_OF_UNITS)
def test_the_lists_say_of_the_unit_what_the_roster_says(edition_id: str, code: str) -> None:
    roster = workbooks.roster(edition_id)
    book = issued(edition_id, code)
    taken = take_in(book.grid, lambda _: book.edition)
    assert taken.submission is not None

    known = known_units.from_lists(taken.submission)

    assert known == known_units.from_roster(roster, roster.unit(code))


@pytest.mark.parametrize(
    ("code", "deducts"), [("4115", True), ("411502", True), ("HY01", False), ("HY0101", False)]
)
def test_a_direct_unit_and_all_below_it_deduct_nothing(code: str, deducts: bool) -> None:
    roster = _roster(
        Unit("4115", "信阳市", Level.CITY, "41", direct=False),
        _county("411502", "浉河区", "4115"),
        Unit("HY01", "国网河南省电力公司", Level.INDUSTRY, "41", direct=True),
        Unit("HY0101", "示例供电公司", Level.ENTERPRISE, "HY01", direct=False),
    )
    book = Issued(workbooks.edition(), code, _workbook(workbooks.compiled(), roster.unit(code), roster))
    found = read_map(book.grid)

    assert isinstance(found, BookMap)
    assert found.identity.direct is not deducts
    assert _lists(book)[DEDUCTS] == ("1" if deducts else "0",)


def test_a_form_leaves_out_only_the_units_that_the_notice_names_for_it() -> None:
    edition = workbooks.edition()
    organisations = tuple(
        dataclasses.replace(each, direct_forms=()) if each.name == "中原油田" else each
        for each in edition.organisations
    )
    package = compile_forms(
        dataclasses.replace(edition, organisations=organisations),
        EDITION_PATH.read_bytes(),
        workbooks.roster(),
    )

    assert "中原油田" in package.lists[DIRECT_KEYS]
    assert "中原油田" not in package.lists[f"{DEDUCTED_KEYS}.qc_statistics"]
    assert "河南油田" in package.lists[f"{DEDUCTED_KEYS}.qc_statistics"]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        pytest.param({"qc_groups": "12", "teams": "0"}, [12.0, "—", "—", "—", 0.0], id="blank is not 0"),
        pytest.param({"qc_groups": "*", "teams": "自定"}, ["*", "—", "—", "—", "自定"], id="words stay"),
        pytest.param({"qc_groups": "<5 & 6>"}, ["<5 & 6>", "—", "—", "—", "—"], id="signs of XML"),
        pytest.param(None, ["—"] * 5, id="no row"),
    ],
)
def test_quotas_are_shown_as_printed(printed: dict[str, str] | None, shown: list[object]) -> None:
    organisations = () if printed is None else (Organisation("信阳市", "市", (), printed, ""),)
    edition = dataclasses.replace(workbooks.edition(), organisations=organisations)
    package = dataclasses.replace(workbooks.compiled(), edition=edition)
    book = Issued(edition, "4115", _workbook(package, workbooks.roster().unit("4115"), workbooks.roster()))

    layout = book.layouts["quota"]
    column = layout.spots["quota.value"][1]
    sheet = book.sheet_grid("名额")
    assert [sheet.value((layout.row + line, column)) for line in range(len(shown))] == shown


def test_what_differs_from_unit_to_unit_is_text_in_cells_only() -> None:
    one, other = xml_parts(workbooks.blank("4102")), xml_parts(workbooks.blank("4103"))

    changed = {name for name in one if one[name] != other[name]}
    assert changed <= set(issued(EDITION, "4102").sheet_parts.values())
    shape = re.compile(r"<(?:f|c|mergeCell|dataValidation|definedName)\b[^>]*>")
    for name in changed - {issued(EDITION, "4102").sheet_parts["_qcxl_lists"]}:
        assert shape.findall(one[name]) == shape.findall(other[name])


# --- speed ------------------------------------------------------------------------------------------------


def test_a_unit_is_patched_many_times_faster_than_openpyxl_would_save_it() -> None:
    package, roster = workbooks.compiled(), workbooks.roster()
    unit = roster.unit("4115")
    data = workbooks.blank("4115")

    patched = seconds(lambda: _workbook(package, unit, roster))
    saved = seconds(lambda: workbooks.open_workbook(data).save(BytesIO()))

    assert patched * FASTER_THAN_OPENPYXL < saved


# --- helpers ----------------------------------------------------------------------------------------------


def _workbook(package: FormPackage, unit: Unit, roster: Roster) -> bytes:
    return package.workbook(unit, roster, unit_lists(roster, unit))


def _roster(*units: Unit) -> Roster:
    return Roster((Unit("41", "示例省", Level.PROVINCE, "", direct=False), *units))


def _county(code: str, name: str, parent_code: str) -> Unit:
    return Unit(code, name, Level.COUNTY, parent_code, direct=False)


def _lists(book: Issued) -> dict[str, tuple[str, ...]]:
    taken = take_in(book.grid, lambda _: book.edition)
    assert taken.submission is not None
    return dict(taken.submission.lists)


def _place_in(order: str, element: etree._Element) -> int:
    return order.split().index(etree.QName(element).localname)


def _overlaps(references: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (one, other) for one, other in combinations(references, 2) if _overlap(_corners(one), _corners(other))
    ]


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _corners(reference: str) -> tuple[int, ...]:
    first, _, last = reference.partition(":")
    return (*parse_address(first), *parse_address(last or first))
