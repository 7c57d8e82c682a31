"""Printed headings, found however people number and write them."""

from __future__ import annotations

import pytest

from qcxl.core.documents.headings import Heading, has_heading

BASICS, EXPERIENCE = Heading("一、基本情况"), Heading("二、推进经验和做法")
PROBLEMS = Heading("三、存在的问题及改进方向")
LONG = "2020年，我市质量管理小组活动在各级领导的关心支持下扎实推进，全年注册小组三百余个，" * 3


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("一、基本情况", BASICS),
        ("基本情况", BASICS),
        ("基本情况：", BASICS),
        ("1.基本情况", BASICS),
        ("1 基本情况", BASICS),
        ("1基本情况", BASICS),
        ("１．基本情况", BASICS),
        ("（一）基本情况", BASICS),
        ("(1) 基本情况。", BASICS),
        ("①基本情况", BASICS),
        ("Ⅰ. 基本情况", BASICS),
        ("1.1 基本情况", BASICS),
        ("第一章 基本情况", BASICS),
        ("第一部分：基本情况", BASICS),
        ("一 基 本 情 况", BASICS),
        ("\u3000\u3000一、基\u3000本\u3000情\u3000况", BASICS),
        ("【基本情况】", BASICS),
        ("一、2020年质量管理小组活动基本情况", BASICS),
        ("2020年QC小组活动基本情况", BASICS),
        ("一、基本情况介绍", BASICS),
        ("一、基本情况。" + LONG, BASICS),
        ("一、基本情况：" + LONG, BASICS),
        ("基本情况：" + LONG, BASICS),
        ("一、基本情况" + LONG, BASICS),
        ("一、基本情况\t3", BASICS),
        ("二、推进经验与做法", EXPERIENCE),
        ("二、推进经验及做法", EXPERIENCE),
        ("二、推进的经验和做法", EXPERIENCE),
        ("二、QC小组推进经验和做法", EXPERIENCE),
        ("三、存在问题及改进方向", PROBLEMS),
        ("三、存在问题与改进方向", PROBLEMS),
        ("三、存在的问题和改进方向", PROBLEMS),
        ("三、存在的问题以及改进方向", PROBLEMS),
        ("三、存在的主要问题及改进方向", PROBLEMS),
        ("三、存在的问題及改进方向", PROBLEMS),
        ("三、存在问题及改进方向", Heading("三、存在问题及改进方向")),
        ("三、存在的问题及改进方向", Heading("三、存在问题及改进方向")),
    ],
)
def test_a_heading_is_found(paragraph: str, heading: Heading) -> None:
    assert has_heading(paragraph, heading)


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("", BASICS),
        ("一、", BASICS),
        ("一、工作情况", BASICS),
        ("一、基本做法", BASICS),
        ("现将基本情况汇报如下", BASICS),
        ("现将基本情况汇报如下：", BASICS),
        ("我市的基本情况良好。", BASICS),
        ("各县对基本情况作了核实，数据属实", BASICS),
        ("本总结分基本情况、推进经验和做法、存在的问题及改进方向三部分", BASICS),
        ("本总结分基本情况、推进经验和做法、存在的问题及改进方向三部分", EXPERIENCE),
        ("本总结分基本情况、推进经验和做法、存在的问题及改进方向三部分", PROBLEMS),
        (LONG + "以上是基本情况", BASICS),
        ("基本情况如上所述，" + LONG, BASICS),
        ("存在的问题及改进方向由各单位自行提出，" + LONG, PROBLEMS),
        ("三、存在的问题", PROBLEMS),
        ("三、改进方向", PROBLEMS),
        ("二、推进计划和安排", EXPERIENCE),
    ],
)
def test_another_heading_or_a_mention_is_none(paragraph: str, heading: Heading) -> None:
    assert not has_heading(paragraph, heading)
