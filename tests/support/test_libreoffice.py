import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from tests.support.libreoffice import (
    NEVER,
    ConversionError,
    convert,
    convert_all,
    page_sizes,
    page_text,
    render_png,
    requires_libreoffice,
    write_profile,
)

WRONG, RIGHT = 999, 35


def workbook_with_wrong_cached_value(path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["A2"], sheet["A3"] = 12, 23, "=A1+A2"
    fresh = path.with_name("fresh.xlsx")
    workbook.save(fresh)
    with zipfile.ZipFile(fresh) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                without_value = content.replace("<v></v>", "<v/>").replace("<v />", "<v/>")
                assert without_value.count("<f>A1+A2</f><v/>") == 1
                content = without_value.replace("<v/>", f"<v>{WRONG}</v>")
            target.writestr(name, content)
    fresh.unlink()
    return path


def figure(path: Path) -> object:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)[2][0]


@requires_libreoffice
def test_xlsx_comes_back_recalculated_despite_a_wrong_cached_value(tmp_path: Path) -> None:
    seeded = workbook_with_wrong_cached_value(tmp_path / "县 [一].xlsx")
    assert figure(seeded) == WRONG

    recalculated = convert(seeded, "xlsx", tmp_path / "out")

    assert figure(recalculated) == RIGHT


@requires_libreoffice
def test_without_our_setting_the_wrong_value_would_survive(tmp_path: Path) -> None:
    seeded = workbook_with_wrong_cached_value(tmp_path / "a.xlsx")
    profile = write_profile(tmp_path / "profile", recalc_mode=NEVER)

    kept = convert(seeded, "xlsx", tmp_path / "out", profile=profile)

    assert figure(kept) == WRONG


@requires_libreoffice
def test_several_files_are_converted_in_order_by_one_start(tmp_path: Path) -> None:
    sources = [workbook_with_wrong_cached_value(tmp_path / name) for name in ("乙.xlsx", "甲.xlsx")]

    pdfs = convert_all(sources, "pdf", tmp_path / "out")

    assert [pdf.name for pdf in pdfs] == ["乙.pdf", "甲.pdf"]
    assert page_text(pdfs[0]).startswith("122335")
    assert len(page_sizes(pdfs[0])) == len(render_png(pdfs[0], tmp_path / "pictures", dpi=20)) == 1


@requires_libreoffice
def test_a_file_that_libreoffice_cannot_load_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 no zip")

    with pytest.raises(ConversionError, match=r"broken\.docx"):
        convert(broken, "pdf", tmp_path / "out")


@pytest.mark.parametrize("names", [("a.xlsx", "b/a.ods"), ("out/a.pdf",)])
def test_a_conversion_that_would_overwrite_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="overwrite"):
        convert_all([tmp_path / name for name in names], "pdf", tmp_path / "out")
