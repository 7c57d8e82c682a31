"""Units that a text names."""

from __future__ import annotations

import pytest

from qcxl.core.identity.named_units import NamedUnits
from tests.support.made_up import roster

ROSTER = roster("""
    41 河南省 省
        4115 信阳市 市
            411522 光山县 县
            411523 新县 县
            411524 商城县 县
            411526 潢川县 县
            411575 潢川经济开发区 县
            411572 羊山新区 县
        4107 新乡市 市
        HY01 国网河南省电力公司 行业 直报
        HY05 中国移动通信集团河南有限公司 行业 直报
        QT01 其他 其他
    """)
NAMED = NamedUnits(ROSTER.units)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("光山县", ["光山县"]),
        ("信阳市光山县", ["信阳市", "光山县"]),
        ("信阳光山", ["信阳市", "光山县"]),
        ("光 山 县", ["光山县"]),
        ("新县", ["新县"]),
        ("信阳市新县", ["信阳市", "新县"]),
        ("高新县域经济", []),
        ("洛阳高新区", []),
        ("羊山新区", ["羊山新区"]),
        ("潢川经济开发区", ["潢川经济开发区"]),
        ("新乡镇企业", []),
        ("网上商城", []),
        ("国网河南省电力公司", ["国网河南省电力公司"]),
        ("其他", []),
        ("光山示例食品有限公司", ["光山县"]),
        ("示例食品（光山）有限公司", ["光山县"]),
        ("某某银行有限公司光山分公司", ["光山县"]),
        ("", []),
    ],
)
def test_the_longest_name_counts_and_short_ones_stand_at_the_start_of_a_word(
    text: str, names: list[str]
) -> None:
    assert [unit.name for found in NAMED.in_text(text) for unit in found.units] == names


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("411522_光山县.xlsx", ["光山县", "光山县"]),
        ("411522.xlsx", ["光山县"]),
        ("光山县/商城县.xlsx", ["商城县"]),
        ("a.zip!光山县/商城县(1).xlsx", ["商城县"]),
        ("商城县 - 副本.xlsx", ["商城县"]),
        ("商城县（信阳市）.xlsx", ["商城县", "信阳市"]),
        ("商城报送表.xlsx", ["商城县"]),
        ("光山县示例食品有限公司.xlsx", []),
        ("2020年其他材料.xlsx", []),
        ("tcmime.123.bin", []),
        ("20200701_QC小组统计表.xlsx", []),
    ],
)
def test_a_file_is_named_by_the_last_part_of_its_path(file: str, names: list[str]) -> None:
    found = NAMED.in_file_name(file, whole_words=False)

    assert [unit.name for one in found for unit in one.units] == names


@pytest.mark.parametrize(("file", "names"), [("光山移动.xlsx", []), ("光山县.xlsx", ["光山县"])])
def test_whole_words_hold_nothing_but_names(file: str, names: list[str]) -> None:
    found = NAMED.in_file_name(file, whole_words=True)

    assert [unit.name for one in found for unit in one.units] == names
