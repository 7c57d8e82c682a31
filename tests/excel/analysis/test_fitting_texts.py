import pytest

from qcxl.excel.analysis.fitting_texts import MOST_LETTERS, cell_text, quoted, sheet_names


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("示例有限公司", "示例有限公司"),
        ("=1+1", "=1+1"),
        ("响\x07铃\ufffe\uffff", "响铃"),
        ("两\r\n行\r又", "两\n行\n又"),
        ("半\ud83d个", "半\ufffd个"),
        ("", ""),
    ],
)
def test_a_text_keeps_what_a_file_can_hold(typed: str, kept: str) -> None:
    assert cell_text(typed) == kept


@pytest.mark.parametrize("letter", ["x", "质", "😀"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    text = cell_text(letter * (MOST_LETTERS + 1))

    assert MOST_LETTERS - 1 <= len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS
    assert text.endswith(letter + "……")


def test_a_text_that_just_fits_stays_whole() -> None:
    assert cell_text("质" * MOST_LETTERS) == "质" * MOST_LETTERS


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["总表", "来源"], ["总表", "来源"]),
        (["a/b:c*d?e[f]g\\h"], ["a_b_c_d_e_f_g_h"]),
        (["'引'"], ["引"]),
        ([""], ["_"]),
        (["Data", "DATA"], ["Data", "DATA_2"]),
        (["长" * 32, "长" * 33], ["长" * 31, "长" * 29 + "_2"]),
        (["😀" * 20], ["😀" * 15]),
    ],
)
def test_sheets_get_valid_names_of_their_own(wanted: list[str], names: list[str]) -> None:
    assert [sheet_names(wanted)[one] for one in wanted] == names


def test_a_mark_in_a_sheet_name_is_doubled_in_references() -> None:
    assert quoted("a'b") == "'a''b'"
