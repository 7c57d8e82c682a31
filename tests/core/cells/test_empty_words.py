"""Texts that say nothing, and genuine texts with the same words in them."""

from __future__ import annotations

import pytest

from qcxl.core.cells.empty_words import EmptyWords
from tests.support.workbooks import edition

WORDS = EmptyWords.of(edition())


@pytest.mark.parametrize(
    "typed",
    [
        "见附件", "见附件。", "（附后）", "另附", "另附页", "详见附件", "详见附件3《成果报告》",
        "见附件1-2", "请见附件材料", "内容见附件", "详见报告", "见申报表", "简介详见申报表第2页",
        "见材料", "具体内容详见申报材料", "见QC小组成果报告书", "见word文档", "详见电子版", "见纸质材料",
        "详见《质量信得过班组典型经验》", "同申报表", "同上", "如题", "略", "无，略", "待补充",
        "按要求填写", "……", "/", "—", "XXX", "×××", "某某", "某某公司", "图片", "N/A",
    ],
)  # fmt: skip
def test_words_in_place_of_an_entry_say_nothing(typed: str) -> None:
    assert WORDS.say_all_of(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "数据见附件，全年共开展活动12次", "本小组成立于2018年，主要活动见附件", "见微知著，持续改进",
        "见习小组", "附属医院质控科", "附中", "如东县", "如意路3号", "同里镇中山路1号", "略阳县",
        "无锡示例", "某地区供水保障", "x光机组", "降低x线误差", "成果突出", "报告厅", "材料科", "后勤部",
        "企业文化部", "提高产品合格率", "0/0", "001", "吴某", "张如",
    ],
)  # fmt: skip
def test_entries_with_such_words_say_something(typed: str) -> None:
    assert not WORDS.say_all_of(typed)
