"""The distributed workbook keeps contract 3.2, for every kind of unit of the shipped editions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile

import pytest
from lxml import etree

from qcxl.core.reading.intake import take_in
from qcxl.core.sheets.layout import LAST_ROW, SheetLayout
from qcxl.core.sheets.placeholders import NUMBER, TOTAL
from qcxl.model.form import Field, FieldKind, Form, FormKind
from qcxl.model.grid import Place, address, column_letters, parse_address
from qcxl.model.submission import Submission, Value
from tests.support.issued import KINDS_OF_UNITS, MAIN, Issued, cells, issued, text_of
from tests.support.workbooks import open_workbook

A4 = "9"
TEXT_FORMAT = "49"
LONGEST_LITERAL_LIST = 255
CARDS = (FormKind.COVER, FormKind.CARD)
HENAN_INPUTS = {
    "cover": "nil_return preparer preparer_phone filled_on",
    "enterprises": "enterprise_name credit_code direct_unit employees qc_participants qc_groups_total "
    "qc_groups_registered qc_groups_active qc_groups_with_results qc_benefit_total qc_benefit qc_spending "
    "qc_rewards team_count_total team_count team_participants team_spending team_rewards enterprise_count "
    "team_enterprises source_unit",
    "qc_statistics": "qc_groups_total qc_groups_registered qc_participation_rate qc_groups_active "
    "qc_benefit_total qc_benefit qc_achievement_rate qc_spending qc_rewards qc_exchange_held "
    "qc_exchange_entered qc_exchange_presented qc_exchange_time qc_exchange_place qc_exchange_attendees "
    "qc_department qc_contact qc_mobile qc_email qc_address qc_postcode",
    "team_statistics": "team_enterprises team_count team_count_total team_participants teams_recommended "
    "team_spending team_rewards team_features team_review_exchange team_review_onsite team_review_with_qc "
    "team_review_alone team_exchange_held team_exchange_entered team_exchange_presented team_exchange_time "
    "team_exchange_place team_exchange_attendees team_department team_contact team_mobile team_email "
    "team_address team_postcode",
    "qc_groups": "enterprise_name group_name members topic_type union_members women youth recommended tier "
    "topic address postcode department contact mobile introduction evaluation score source_unit",
    "qc_judges": "judge_name employer certificate_number mobile source_unit",
    "teams": "enterprise_name team_name team_size union_members women youth recommended address postcode "
    "department contact mobile phone leader completion_rate quality_pass_rate defect_rate incidents "
    "complaints first_pass_rate training improvement_rate quality_cost no_incident_3y introduction "
    "evaluation score rank judge source_unit",
    "team_judges": "judge_name employer certificate_number mobile source_unit",
}
"""The ids of contract 3.3."""
HENAN_FORMS = ["附件5", "附件8", "附件9-1", "附件9-2", "附件9-3", "附件9-4"]
TEXTS = {
    *(FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NAMES, FieldKind.CODE, FieldKind.PHONE),
    *(FieldKind.EMAIL, FieldKind.POSTCODE, FieldKind.DIRECT_UNIT, FieldKind.SOURCE_UNIT),
}
"""What a spreadsheet must take as it is typed."""


@pytest.fixture(params=KINDS_OF_UNITS.values(), ids=KINDS_OF_UNITS)
def book(request: pytest.FixtureRequest) -> Issued:
    return issued(*request.param)


@pytest.fixture(params=["henan-2020", "chongqing-2019"])
def any_book(request: pytest.FixtureRequest) -> Issued:
    """One workbook of each edition, for what does not differ from unit to unit."""
    return next(issued(*key) for key in KINDS_OF_UNITS.values() if key[0] == request.param)


# --- sheets -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition_id", "forms"), [("henan-2020", HENAN_FORMS), ("chongqing-2019", ["附件4"])]
)
def test_sheets_stand_in_the_promised_order(edition_id: str, forms: list[str]) -> None:
    unit = next(unit for edition, unit in KINDS_OF_UNITS.values() if edition == edition_id)

    assert list(issued(edition_id, unit).sheets) == [
        "填报说明",
        "企业明细",
        *forms,
        "名额",
        "自检",
        "校验结果",
        "_qcxl",
        "_qcxl_lists",
    ]


def test_only_the_map_and_the_lists_are_very_hidden(book: Issued) -> None:
    states = {
        sheet.attrib["name"]: sheet.get("state", "visible") for sheet in book.workbook.iter(f"{MAIN}sheet")
    }

    hidden = {name for name, state in states.items() if state != "visible"}
    assert hidden == {"_qcxl", "_qcxl_lists"}
    assert {states[name] for name in hidden} == {"veryHidden"}


def test_it_opens_on_the_cover(book: Issued) -> None:
    view = next(book.workbook.iter(f"{MAIN}workbookView"))

    assert (view.get("activeTab", "0"), view.get("firstSheet", "0")) == ("0", "0")
    selected = [name for name, sheet in book.sheets.items() if _view(sheet).get("tabSelected") == "1"]
    assert selected in ([], ["填报说明"])


def test_every_sheet_of_a_form_carries_its_id_in_a_hidden_cell(book: Issued) -> None:
    for layout in book.layouts.values():
        sheet = book.sheets[layout.form.sheet]
        assert text_of(cells(sheet)["A1"]) == f"qcxl:{layout.form.id}"
        assert _is_hidden(sheet, 1)


def test_every_list_has_a_hidden_row_of_field_ids_above_its_header(book: Issued) -> None:
    for layout, sheet in book.of_kind(FormKind.LIST):
        assert layout.ids_row is not None
        assert _row_texts(sheet, layout.ids_row) == [field.id for field in layout.form.fields]
        labels = [field.label for field in layout.form.fields]
        assert _row_texts(sheet, layout.header_row) == [*_number_label(layout), *labels]
        assert _is_hidden(sheet, layout.ids_row)
        assert not _is_hidden(sheet, layout.header_row)


def test_there_are_no_macros_and_nothing_from_outside(book: Issued) -> None:
    names = " ".join(book.parts)

    assert not re.search(r"vba|macro|activeX|externalLink|connections|customXml|embeddings", names)
    assert b"macroEnabled" not in book.parts["[Content_Types].xml"]
    relations = [part for name, part in book.parts.items() if name.endswith(".rels")]
    assert not any(b'TargetMode="External"' in part for part in relations)


# --- the map ----------------------------------------------------------------------------------------------


def test_the_map_starts_with_who_and_what(book: Issued) -> None:
    rows = _map_rows(book)

    assert [row[0] for row in rows[:6]] == [
        "edition",
        "edition_hash",
        "unit_code",
        "unit_name",
        "level",
        "period",
    ]
    assert rows[0][1] == book.edition.id
    assert rows[1][1] == book.edition.hash
    assert rows[2][1] == book.unit_code
    assert all(row[1] for row in rows[:6])


def test_the_map_goes_on_with_a_table_after_one_empty_row(book: Issued) -> None:
    rows = _map_rows(book)
    pairs = list(takewhile(any, rows))

    assert all(len(list(filter(None, row))) <= 2 for row in pairs)
    assert not any(rows[len(pairs)])
    assert rows[len(pairs) + 1] == ("kind", "id", "table", "sheet", "address", "label")
    assert all(all(row) for row in rows[len(pairs) + 2 :])


def test_the_map_names_every_id_of_the_contract() -> None:
    lines = _map_lines(issued("henan-2020", "4115"))

    by_table = {table: [line[1] for line in lines if line[2] == table] for table in HENAN_INPUTS}
    assert by_table == {table: ids.split() for table, ids in HENAN_INPUTS.items()}


def test_the_map_has_one_line_for_each_input_and_computed_cell(book: Issued) -> None:
    expected = {}
    for form in book.edition.forms:
        for field in form.fields:
            usual = "column" if form.kind is FormKind.LIST else "cell"
            expected[form.id, field.id] = "computed" if field in form.computed else usual

    assert {(line[2], line[1]): line[0] for line in _map_lines(book)} == expected


def test_the_map_leads_to_header_cells_inputs_and_formulas(book: Issued) -> None:
    for kind, _, _, sheet, cell, label in _map_lines(book):
        there = cells(book.sheets[sheet])[cell]
        if kind == "column":
            assert text_of(there) == label
        else:
            assert (there.find(f"{MAIN}f") is not None) == (kind == "computed")
        if kind == "cell":
            assert text_of(there) == ""


def test_a_fresh_workbook_can_be_filled_through_the_map_alone(book: Issued) -> None:
    fields = {(field.form, field.id): field for form in book.edition.forms for field in form.fields}
    workbook = open_workbook(book.data)
    lines = [line for line in _map_lines(book) if line[0] != "computed"]
    for kind, id_, table, sheet, cell, _ in lines:
        row, column = parse_address(cell)
        below = 1 if kind == "column" else 0
        workbook[sheet].cell(row + below, column, _entry(fields[table, id_], book))
    saved = BytesIO()
    workbook.save(saved)

    read = Issued(book.edition, book.unit_code, saved.getvalue()).grid
    taken = take_in(read, lambda _: book.edition)

    assert taken.submission is not None
    assert {
        (line[2], line[1]) for line in lines if _read(taken.submission, line[2], line[1]) is None
    } == set()


# --- protection -------------------------------------------------------------------------------------------


def test_cards_are_protected_without_a_password(book: Issued) -> None:
    for _, sheet in book.of_kind(*CARDS, FormKind.QUOTA, FormKind.CHECKS):
        protection = sheet.find(f"{MAIN}sheetProtection")
        assert protection is not None
        assert protection.attrib["sheet"] == "1"
        assert not {"password", "hashValue", "saltValue", "algorithmName"} & set(protection.attrib)
        assert protection.get("selectUnlockedCells", "0") == "0"


def test_of_a_card_the_inputs_alone_are_unlocked(book: Issued) -> None:
    unlocked = _unlocked_styles(book)
    for layout, sheet in book.of_kind(*CARDS):
        expected = set()
        for field in layout.form.entered:
            expected.update(_merged_around(sheet, layout.places[field.id]))

        found = {
            parse_address(cell)
            for cell, element in cells(sheet).items()
            if int(element.get("s", 0)) in unlocked
        }
        assert found == expected


def test_tab_walks_the_inputs_in_reading_order(book: Issued) -> None:
    for layout, _ in book.of_kind(*CARDS):
        places = [layout.places[field.id] for field in layout.form.entered]

        assert places == sorted(places), layout.form.sheet


def test_lists_are_open_so_that_filter_sort_insert_and_paste_work(book: Issued) -> None:
    for _, sheet in book.of_kind(FormKind.LIST, FormKind.RESULTS):
        assert sheet.find(f"{MAIN}sheetProtection") is None
    assert book.workbook.find(f"{MAIN}workbookProtection[@lockStructure]") is None


# --- lists ------------------------------------------------------------------------------------------------


def test_a_list_is_one_excel_table_from_its_header_down(book: Issued) -> None:
    for layout, sheet in book.of_kind(FormKind.LIST):
        (table,) = book.tables(layout.form.sheet)
        first, last = table.attrib["ref"].split(":")

        assert parse_address(first) == (layout.header_row, 1)
        assert parse_address(last)[1] == len(_number_label(layout)) + len(layout.form.fields)
        assert parse_address(last)[0] > layout.row
        assert table.get("totalsRowCount", "0") == "0"
        headers = [column.attrib["name"] for column in table.iter(f"{MAIN}tableColumn")]
        assert headers == _row_texts(sheet, layout.header_row)
        assert len({header.casefold() for header in headers}) == len(headers)


def test_nothing_stands_below_a_list_and_only_running_numbers_in_it(book: Issued) -> None:
    for layout, sheet in book.of_kind(FormKind.LIST):
        below = {
            place: cell
            for address_, cell in cells(sheet).items()
            if (place := parse_address(address_))[0] > layout.header_row
        }
        number = layout.spots.get(NUMBER)
        numbered = {(row, number[1]) for row in _table_rows(book, layout)} if number else set()

        assert below
        assert {place for place, cell in below.items() if len(cell)} == numbered
        assert all(below[place].find(f"{MAIN}f") is not None for place in numbered)


def test_no_header_of_a_list_is_merged(book: Issued) -> None:
    for layout, sheet in book.of_kind(FormKind.LIST):
        merged = [_range(element.attrib["ref"]) for element in sheet.iter(f"{MAIN}mergeCell")]

        assert all(last[0] < layout.header_row for _, last in merged)


def test_table_names_and_defined_names_are_disjoint_and_no_cell_addresses(book: Issued) -> None:
    tables = {
        table.attrib[key]
        for name in book.sheets
        for table in book.tables(name)
        for key in ("name", "displayName")
    }
    names = {element.attrib["name"] for element in book.workbook.iter(f"{MAIN}definedName")}

    assert tables
    assert {name.casefold() for name in tables}.isdisjoint(name.casefold() for name in names)
    for name in tables:
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", name)
        assert not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|[Cc]|[Rr]", name)


def test_dropdowns_and_checks_run_well_past_the_tables_end(book: Issued) -> None:
    for layout, sheet in book.of_kind(FormKind.LIST):
        rules = {rule.attrib["sqref"]: rule for rule in sheet.iter(f"{MAIN}dataValidation")}
        for field in layout.form.fields:
            letters = column_letters(layout.places[field.id][1])
            rule = rules.get(f"{letters}{layout.row}:{letters}{LAST_ROW}")
            asked = rule is not None and rule.get("type", "none")
            if field.is_number:
                assert asked == ("whole" if field.kind is FieldKind.COUNT else "decimal"), field.id
            elif field.kind in (FieldKind.CHOICE, FieldKind.DIRECT_UNIT):
                assert asked == "list", field.id
            else:
                assert (asked == "none") is bool(field.hint), field.id


def test_text_formats_run_to_the_sheets_end(book: Issued) -> None:
    formats = _number_formats(book)
    for layout, sheet in book.of_kind(FormKind.LIST):
        columns = {int(column.attrib["min"]): column for column in sheet.iter(f"{MAIN}col")}
        for field in layout.form.fields:
            row, column = layout.row, layout.places[field.id][1]
            first_cell = cells(sheet)[address((row, column))]
            whole_column = columns[column]
            is_text = field.kind in TEXTS
            assert (formats[int(first_cell.attrib["s"])] == TEXT_FORMAT) == is_text, field.id
            assert (formats[int(whole_column.attrib["style"])] == TEXT_FORMAT) == is_text, field.id


def test_rows_of_a_list_look_alike_and_grow_with_what_is_typed(any_book: Issued) -> None:
    for layout, sheet in any_book.of_kind(FormKind.LIST):
        rows = [row for row in sheet.iter(f"{MAIN}row") if int(row.attrib["r"]) > layout.header_row]

        assert {tuple(cell.get("s") for cell in row) for row in rows} == {tuple(c.get("s") for c in rows[0])}
        assert not any(row.get("customHeight") for row in rows)


def test_formulas_see_every_row_down_to_the_end_of_the_dropdowns(any_book: Issued) -> None:
    for layout, _ in any_book.of_kind(FormKind.LIST):
        ranges = set()
        for _, _, formula in any_book.formulas():
            quoted = re.escape(layout.quoted)
            found = re.findall(rf"{quoted}!\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)", formula)
            ranges.update((int(first), int(last)) for first, last in found)
            assert not re.search(rf"{quoted}!\$[A-Z]+\$\d+(?![\d:])", formula), "a single cell of a list"

        # They start at the header, so that a row inserted right below it counts too.
        assert ranges == {(layout.header_row, LAST_ROW)}


def test_no_dropdown_is_a_literal_list_that_breaks_excel(book: Issued) -> None:
    sources = [
        (rule.findtext(f"{MAIN}formula1") or "")
        for sheet in book.sheets.values()
        for rule in sheet.iter(f"{MAIN}dataValidation")
        if rule.get("type") == "list"
    ]

    assert sources
    for source in sources:
        assert not source.startswith("=")
        if source.startswith('"'):
            assert len(source.strip('"')) <= LONGEST_LITERAL_LIST


def test_dropdowns_offer_what_the_edition_lists(any_book: Issued) -> None:
    for layout in any_book.layouts.values():
        for field in layout.form.entered:
            if field.kind is not FieldKind.CHOICE:
                continue
            offered = _dropdown(any_book, layout, field)
            assert offered == [choice.label for choice in any_book.edition.choices[field.choices]]


def test_input_messages_fit_what_excel_allows(any_book: Issued) -> None:
    for sheet in any_book.sheets.values():
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            assert all(len(rule.get(key, "")) <= 32 for key in ("promptTitle", "errorTitle"))
            assert all(len(rule.get(key, "")) <= 255 for key in ("prompt", "error"))


# --- printing ---------------------------------------------------------------------------------------------


def test_every_form_is_printed_on_a4_one_page_wide(book: Issued) -> None:
    for layout in book.layouts.values():
        sheet = book.sheets[layout.form.sheet]
        setup = sheet.find(f"{MAIN}pageSetup")
        assert setup is not None
        assert setup.attrib["paperSize"] == A4
        assert setup.get("fitToWidth", "1") == "1"
        # 自检 has a line for every rule: as many pages as it takes.
        long = _grows(layout.form) or layout.form.kind is FormKind.CHECKS
        assert setup.get("fitToHeight", "1") == ("0" if long else "1")
        assert setup.attrib["orientation"] == ("landscape" if _grows(layout.form) else "portrait")
        fit = sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
        assert fit is not None
        assert fit.attrib["fitToPage"] == "1"


def test_the_header_of_a_long_list_is_repeated_on_every_page(book: Issued) -> None:
    titles = _defined(book, "_xlnm.Print_Titles")
    for layout in book.layouts.values():
        if _grows(layout.form):
            assert titles[layout.form.sheet] == f"{layout.quoted}!${layout.header_row}:${layout.header_row}"


def test_cards_are_printed_without_marker_and_rulers(book: Issued) -> None:
    areas = _defined(book, "_xlnm.Print_Area")
    for layout, _ in book.of_kind(*CARDS):
        first, last = _range(areas[layout.form.sheet].split("!")[1])
        assert first == (2, 1)
        assert last[1] == layout.width
        assert all(place <= last and place[1] <= last[1] for place in layout.places.values())


@pytest.mark.parametrize(
    ("edition_id", "unit", "last"),
    [("henan-2020", "4115", "team_rewards"), ("chongqing-2019", "500101", "qc_rewards")],
)
def test_of_a_list_the_columns_of_the_notice_are_printed_however_long_it_gets(
    edition_id: str, unit: str, last: str
) -> None:
    book = issued(edition_id, unit)
    layout = book.layouts["enterprises"]

    letters = column_letters(layout.places[last][1])
    assert _defined(book, "_xlnm.Print_Area")["企业明细"] == f"'企业明细'!$A:${letters}"


# --- figures shown before anything calculates -------------------------------------------------------------


def test_every_formula_has_a_cached_value(book: Issued) -> None:
    found = 0
    for name, cell, _ in book.formulas():
        value = cells(book.sheets[name])[cell].find(f"{MAIN}v")
        assert value is not None, (name, cell)
        is_text = cells(book.sheets[name])[cell].get("t") == "str"
        assert is_text or re.fullmatch(r"-?\d+(\.\d+)?", value.text or ""), (name, cell)
        found += 1
    computed = sum(len(form.computed) for form in book.edition.forms)
    numbers = sum(
        len(_table_rows(book, layout)) for layout, _ in book.of_kind(FormKind.LIST) if NUMBER in layout.spots
    )
    totals = sum(name.startswith(TOTAL) for layout in book.layouts.values() for name in layout.spots)
    (checks, sheet), *_ = book.of_kind(FormKind.CHECKS)
    lines = sum(parse_address(cell)[0] > checks.header_row for cell in cells(sheet)) // checks.width
    assert lines >= sum(rule.live for rule in book.edition.rules)
    assert found == computed + 2 * lines + 1 + numbers + totals


def test_computed_cells_of_a_blank_workbook_show_nothing(book: Issued) -> None:
    for layout, sheet in book.of_kind(FormKind.CARD):
        for field in layout.form.computed:
            assert text_of(cells(sheet)[address(layout.places[field.id])]) == ""


def test_everything_is_calculated_when_it_is_opened(book: Issued) -> None:
    calculation = book.workbook.find(f"{MAIN}calcPr")

    assert calculation is not None
    assert calculation.attrib["fullCalcOnLoad"] == "1"
    assert calculation.get("calcMode", "auto") == "auto"


# --- what differs from unit to unit -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        pytest.param("4115", [12.0, 3.0, 4.0, 5.0, 2.0], id="a city with quotas"),
        pytest.param("HY01", [100.0, 30.0, 32.0, 38.0, "—"], id="no row in the quotas of teams"),
        pytest.param("QT01", [63.0, "—", "—", "—", 53.0], id="without tiers: blank is not 0"),
        pytest.param("411521", ["—"] * 5, id="a county has no row"),
        pytest.param("410225", ["—"] * 5, id="a county under the province draws on 其他"),
        pytest.param("41", ["—"] * 5, id="the province has no row"),
    ],
)
def test_the_quota_sheet_shows_the_units_own_quotas(unit: str, values: list[object]) -> None:
    assert [value for value, _ in _quotas(issued("henan-2020", unit))] == values


def test_the_quota_sheet_tells_no_row_from_a_blank_cell_and_from_a_number() -> None:
    notes = {
        unit: [note for _, note in _quotas(issued("henan-2020", unit))] for unit in ("4115", "QT01", "411521")
    }
    number, blank, no_row = notes["4115"][0], notes["QT01"][1], notes["411521"][0]

    assert len({number, blank, no_row}) == 3
    assert all(isinstance(note, str) and note for note in (number, blank, no_row))
    assert set(notes["411521"]) == {no_row}


def test_an_edition_without_quotas_says_so() -> None:
    ((value, note),) = _quotas(issued("chongqing-2019", "500101"))

    assert value == "—"
    assert note


def test_the_forms_name_the_unit_and_its_parent() -> None:
    book = issued("chongqing-2019", "50010101")

    texts = [text_of(cell) for cell in cells(book.sheets["附件4"]).values()]
    assert any("重庆示例峡江船舶配件有限公司" in text for text in texts)
    assert any("万州区" in text for text in texts)


def test_no_placeholder_is_left(book: Issued) -> None:
    assert [name for name, part in book.parts.items() if b"{{" in part or b"}}" in part] == []


# --- other programs ---------------------------------------------------------------------------------------


def test_openpyxl_opens_it(book: Issued) -> None:
    assert open_workbook(book.data).sheetnames == list(book.sheets)


def test_calamine_opens_it_and_its_tables(book: Issued) -> None:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(BytesIO(book.data))
    assert workbook.sheet_names == list(book.sheets)
    assert workbook.get_sheet_by_name("_qcxl").to_python(skip_empty_area=False)[0][:2] == [
        "edition",
        book.edition.id,
    ]


def test_our_own_reader_finds_nothing_wrong_but_what_is_blank(book: Issued) -> None:
    taken = take_in(book.grid, lambda _: book.edition)

    assert taken.problems == ()
    assert taken.submission is not None
    assert all(not table.rows for table in taken.submission.tables.values())
    assert all(not card.values and not card.overwritten for card in taken.submission.cards.values())


# --- helpers ----------------------------------------------------------------------------------------------


def _grows(form: Form) -> bool:
    return form.kind in (FormKind.LIST, FormKind.RESULTS)


def _view(sheet: etree._Element) -> etree._Element:
    return next(sheet.iter(f"{MAIN}sheetView"))


def _is_hidden(sheet: etree._Element, number: int) -> bool:
    row = sheet.find(f"{MAIN}sheetData/{MAIN}row[@r='{number}']")
    return row is not None and row.get("hidden") == "1"


def _row_texts(sheet: etree._Element, number: int) -> list[str]:
    row = sheet.find(f"{MAIN}sheetData/{MAIN}row[@r='{number}']")
    assert row is not None
    return [text_of(cell) for cell in row if text_of(cell)]


def _number_label(layout: SheetLayout) -> list[str]:
    """What stands above the running numbers of a list, where it has any."""
    return ["序号"] if NUMBER in layout.spots else []


def _table_rows(book: Issued, layout: SheetLayout) -> range:
    """The rows of a list's Excel table, below its header."""
    (table,) = book.tables(layout.form.sheet)
    (first, _), (last, _) = _range(table.attrib["ref"])
    return range(first + 1, last + 1)


def _map_rows(book: Issued) -> list[tuple[str, ...]]:
    sheet = book.sheet_grid("_qcxl")
    return [
        tuple(str(sheet.value((row, column)) or "") for column in range(1, 7))
        for row in range(1, len(sheet.rows) + 1)
    ]


def _map_lines(book: Issued) -> list[tuple[str, ...]]:
    rows = _map_rows(book)
    return rows[rows.index(("kind", "id", "table", "sheet", "address", "label")) + 1 :]


def _entry(field: Field, book: Issued) -> object:
    if field.is_number:
        return 7
    return {
        FieldKind.CHOICE: book.edition.choices[field.choices][0].label if field.choices else "",
        FieldKind.DATE: "2020-05-20",
        FieldKind.POSTCODE: "450000",
    }.get(field.kind, f"示例{field.id}")


def _read(submission: Submission, form: str, field: str) -> Value:
    if form in submission.tables:
        (row,) = submission.tables[form].rows
        return row.get(field)
    return submission.cards[form].values.get(field)


def _range(reference: str) -> tuple[Place, Place]:
    first, _, last = reference.partition(":")
    return parse_address(first), parse_address(last or first)


def _merged_around(sheet: etree._Element, place: Place) -> Iterator[Place]:
    for element in sheet.iter(f"{MAIN}mergeCell"):
        (top, left), (bottom, right) = _range(element.attrib["ref"])
        if (top, left) == place:
            yield from ((row, c) for row in range(top, bottom + 1) for c in range(left, right + 1))
            return
    yield place


def _unlocked_styles(book: Issued) -> set[int]:
    formats = book.xml("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf")
    return {
        number
        for number, style in enumerate(formats)
        if (protection := style.find(f"{MAIN}protection")) is not None and protection.get("locked") == "0"
    }


def _number_formats(book: Issued) -> list[str]:
    return [
        style.get("numFmtId", "0") for style in book.xml("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf")
    ]


def _defined(book: Issued, name: str) -> dict[str, str]:
    sheets = list(book.sheets)
    return {
        sheets[int(element.attrib["localSheetId"])]: element.text or ""
        for element in book.workbook.iter(f"{MAIN}definedName")
        if element.attrib["name"] == name
    }


def _dropdown(book: Issued, layout: SheetLayout, field: Field) -> list[object]:
    place = layout.places[field.id]
    first = (layout.row, place[1]) if layout.form.kind is FormKind.LIST else place
    rule = next(
        rule
        for rule in book.sheets[layout.form.sheet].iter(f"{MAIN}dataValidation")
        if rule.attrib["sqref"].split(":")[0] == address(first)
    )
    sheet, _, reference = (rule.findtext(f"{MAIN}formula1") or "").rpartition("!")
    (top, column), (bottom, _) = _range(reference)
    return [book.sheet_grid(sheet).value((row, column)) for row in range(top, bottom + 1)]


def _quotas(book: Issued) -> list[tuple[object, object]]:
    (layout, _), *_ = book.of_kind(FormKind.QUOTA)
    sheet = book.sheet_grid(layout.form.sheet)
    value, note = (layout.spots[f"quota.{part}"][1] for part in ("value", "note"))
    return [
        (sheet.value((row, value)), sheet.value((row, note)))
        for row in range(layout.row, len(sheet.rows) + 1)
    ]
