"""A made-up analysis with everything that is hard to print: long names, many figures, many decimals."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from qcxl.model.analysis import (
    Analysis,
    AnalysisTable,
    CellValue,
    Chart,
    ChartKind,
    Column,
    Jump,
    Line,
    LineStyle,
    Series,
    Tone,
)

UNITS = tuple(
    f"示例{sign}市" + ("质量管理工作推进委员会" if number % 7 == 3 else "")
    for number, sign in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒", start=1)
)
MEASURES = {
    "QC小组累计注册数": "万个",
    "本年度注册数": "万个",
    "普及率": "%",
    "活动小组数": "万个",
    "累计创造经济效益": "万元",
    "本年度创造经济效益": "万元",
    "成果率": "%",
    "活动经费投入": "万元",
    "奖励费用": "万元",
    "开展班组建设的企业数": "个",
    "质量信得过班组数": "个",
    "累计质量信得过班组数": "个",
    "班组参与人次": "人次",
    "推荐班组数": "个",
    "班组经费投入": "万元",
    "班组奖励": "万元",
}
EIGHT_HOURS = dt.timezone(dt.timedelta(hours=8))
SOURCES = 90
_PLACES = {"万个": 4, "万元": 6, "%": 2}


def rich_analysis() -> Analysis:
    """All sheets of 30 units with 16 indicators, 20 deductions and six charts, the same at each call."""
    chance = random.Random(4)
    tables = (_overview(chance), _deductions(chance), _returns(), _sources(chance), _nothing())
    return Analysis("示例省2020年度汇总 & 分析", tables, _charts(chance))


def wide(count: int, label: str = "经济效益") -> AnalysisTable:
    """A table of a name and many figures of nine digits, whose headings are of seven columns each."""
    figures = tuple(Column(f"{label}{number}", "万元", f"附件{number // 7}") for number in range(count))
    line = Line(("示例市", *[Decimal("123456.789")] * count))
    return AnalysisTable("表", "表", (Column("单位"), *figures), (line,), ("一行说明。",))


def bars(*counts: int) -> Analysis:
    """A chart for each of these numbers of units."""
    names = [f"{name}{number}" for number in range(2) for name in UNITS]
    charts = (
        Chart(
            f"{count}家单位",
            ChartKind.COLUMNS,
            "个",
            tuple(names[:count]),
            (Series("个数", tuple(number % 7 + 1 for number in range(count))),),
        )
        for count in counts
    )
    return Analysis("示例省", (), tuple(charts))


def _figure(chance: random.Random, measure: str) -> int | Decimal:
    places = _PLACES.get(measure, 0)
    whole = chance.randrange(10 ** (4 if measure == "%" else 6 + places))
    return Decimal(whole).scaleb(-places) if places else whole


def _overview(chance: random.Random) -> AnalysisTable:
    forms = ("附件5 质量管理小组活动统计表", "附件8 质量信得过班组活动统计表")
    labels = enumerate(MEASURES.items())
    figures = tuple(Column(label, measure, forms[at >= 9]) for at, (label, measure) in labels)
    lines = []
    for name in ("合计", *UNITS, "本级"):
        for aspect in ("全部", "扣除直报", "净额"):
            shown: list[CellValue] = [
                None if column.measure == "%" and aspect != "净额" else _figure(chance, column.measure)
                for column in figures
            ]
            jumps = {
                at: Jump("来源", (len(lines) + at) % SOURCES)
                for at, value in enumerate(shown, start=2)
                if value is not None
            }
            style = LineStyle.TOTAL if name == "合计" else LineStyle.PLAIN
            lines.append(Line((name if aspect == "全部" else None, aspect, *shown), style, jumps))
    lines.append(Line(("示例缺报市", "没有计入") + (None,) * len(figures), LineStyle.FAULT))
    notes = (
        "每个单位有三行：全部是本级和所有下级单位的合计，扣除直报是由直报单位另行上报的部分，净额等于全部减去扣除直报。",
        "单击蓝色的数字，可以看到它来自哪些单位、哪些文件的哪些单元格。",
    )
    columns = (Column("单位", widest=24), Column("口径"), *figures)
    return AnalysisTable(
        "总表", "示例省质量管理小组和质量信得过班组活动汇总", columns, tuple(lines), notes, frozen=2
    )


def _deductions(chance: random.Random) -> AnalysisTable:
    columns = (
        Column("企业"),
        Column("统一社会信用代码"),
        Column("县", group="在哪里"),
        Column("市", group="在哪里"),
        Column("QC小组数", "个"),
        Column("经济效益", "万元", places=6),
        Column("直报单位是否报了"),
        Column("文件、工作表、单元格"),
    )
    lines = []
    for direct in range(4):
        heading = f"示例直报{direct}号专卖管理局（公司）和它在全省各个地方的分公司、办事处、物流配送中心"
        lines.append(Line((heading, *(None,) * 7), LineStyle.SECTION))
        lines += [_deduction(chance, direct, number) for number in range(5)]
        subtotal = ("小计", None, None, None, _figure(chance, "个"), _figure(chance, "万元"), None, None)
        lines.append(Line(subtotal, LineStyle.SUBTOTAL))
    return AnalysisTable("扣除明细", "扣除明细", columns, tuple(lines), ("按直报单位列出。",))


def _deduction(chance: random.Random, direct: int, number: int) -> Line:
    cells = (
        f"示例{direct}{number}有限责任公司",
        f"9141000000000{direct}{number}00X",
        "示例县",
        UNITS[number],
        _figure(chance, "个"),
        _figure(chance, "万元"),
        "没有报" if number == 2 else "报了",
        f"4101_示例.xlsx 企业明细 A{number + 6}",
    )
    return Line(cells, LineStyle.FAULT if number == 2 else LineStyle.PLAIN)


def _returns() -> AnalysisTable:
    columns = (
        Column("单位"),
        Column("状态"),
        Column("收到时间"),
        Column("填报日期"),
        Column("备注", widest=50),
        Column("必改", "处"),
    )
    sentence = "这一份工作簿里有错误，已经退回；请按照校验结果逐条修改以后重新报送，不要改动表头。"
    lines = tuple(
        Line(
            (
                "　" * (number % 3) + name,
                ("已计入", "有错退回", "没有收到")[number % 3],
                dt.datetime(2020, 6, number % 28 + 1, 9, 30, tzinfo=EIGHT_HOURS),
                dt.date(2020, 6, 3),
                sentence * (1 + number % 2 * 3),
                number,
            ),
            LineStyle.FAULT if number % 3 == 1 else LineStyle.PLAIN,
        )
        for number, name in enumerate(UNITS)
    )
    return AnalysisTable("报送情况", "报送情况", columns, lines, ("应报30份，已报20份。",))


def _sources(chance: random.Random) -> AnalysisTable:
    columns = (
        Column("指标", widest=24),
        Column("单位", widest=30),
        Column("文件", widest=34),
        Column("工作表"),
        Column("单元格", widest=30),
        Column("全部", group="数字"),
        Column("扣除", group="数字"),
        Column("净额", group="数字"),
        Column("计量单位"),
    )
    labels = tuple(MEASURES)
    lines = tuple(
        Line(
            (
                labels[number % len(labels)],
                UNITS[number % len(UNITS)],
                f"41{number:02d}_示例市质量管理协会_最终版（盖章）.xlsx",
                "企业明细",
                "、".join(f"E{row}:E{row + 3}" for row in range(6, 20 + number, 6)),
                _figure(chance, "万元"),
                0,
                _figure(chance, "万元"),
                "万元",
            )
        )
        for number in range(SOURCES)
    )
    return AnalysisTable("来源", "每个数字的来源", columns, lines, ("一行是一个单位报来的数字。",))


def _nothing() -> AnalysisTable:
    columns = (Column("类型"), Column("企业"))
    return AnalysisTable(
        "对账", "对账", columns, (), ("两边不一致的企业列在这里。",), empty="没有发现不一致的企业。"
    )


def _charts(chance: random.Random) -> tuple[Chart, ...]:
    def series(label: str, count: int, measure: str) -> Series:
        return Series(label, tuple(_figure(chance, measure) for _ in range(count)))

    cities = ("甲市", "乙市", "丙市", "丁县")
    rates = (series("普及率", len(UNITS), "%"), series("成果率", len(UNITS), "%"))
    tiers = tuple(
        Series(tier, tuple(chance.randrange(4) for _ in range(12))) for tier in ("一等", "二等", "三等")
    )
    return (
        Chart("本年度注册的小组数", ChartKind.COLUMNS, "个", UNITS, (series("注册数", len(UNITS), "个"),)),
        Chart("本年度创造的效益", ChartKind.COLUMNS, "万元", UNITS[:10], (series("效益", 10, "万元"),)),
        Chart("普及率和成果率", ChartKind.COLUMNS, "%", UNITS, rates),
        Chart(
            "报送情况",
            ChartKind.SHARES,
            "个",
            ("已计入", "有错退回", "没有收到", "由上级列报"),
            (Series("单位数", (22, 5, 3, 0)),),
            (Tone.GOOD, Tone.FAULTY, Tone.ABSENT, Tone.BY_ABOVE),
        ),
        Chart(
            "名额和推荐数",
            ChartKind.COLUMNS,
            "个",
            cities,
            (Series("名额", (10, 20, 7, 3)), Series("推荐数", (10, 18, None, 2))),
        ),
        Chart("各等次推荐数", ChartKind.COLUMNS, "个", UNITS[:12], tiers),
        Chart("没有数字的图", ChartKind.COLUMNS, "个", ("甲市",), (Series("空", (None,)),)),
    )
