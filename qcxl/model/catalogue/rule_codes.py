"""Problem codes of rules across fields, rows and sheets."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

RULES: Mapping[str, Entry] = {
    "year_exceeds_cumulative": Entry(
        "{sheet}!{cell}{row}：“{field}”{value} 大于“{other}”{limit}，多 {difference}。",
        "累计数包括本年度，不会比本年度小；请核对这两个数。",
    ),
    "active_exceeds_cumulative": Entry(
        "{sheet}!{cell}{row}：“{field}”{value} 大于“{other}”{limit}，多 {difference}。",
        "坚持活动的小组都登记注册过；请核对这两个数。",
    ),
    "results_exceed_registered": Entry(
        "{sheet}!{cell}{row}：“{field}”{value} 大于“{other}”{limit}，多 {difference}。",
        "取得成果的小组不会比登记注册的多，否则成果率超过 100%；请核对这两个数。",
    ),
    "participants_exceed_employees": Entry(
        "{sheet}!{cell}{row}：“{field}”{value} 大于“{other}”{limit}，多 {difference}。",
        "参加人数按人计，不按人次计，不会超过职工总数；请核对这两个数。",
    ),
    "presented_exceed_entered": Entry(
        "{sheet}!{cell}：“{field}”{value} 大于“{other}”{limit}，多 {difference}。",
        "请核对报名数和交流数是不是填反了。",
    ),
    "attendees_below_presented": Entry(
        "{sheet}!{cell}：“{field}”{value} 大于“{other}”{limit}；每个交流的小组或班组至少有一人到会。",
        "请核对这两个数是不是填反了或少填了；确实如此的可以不改。",
        Severity.INFO,
    ),
    "exchange_incomplete": Entry(
        "{sheet}!{cell}“{field}”没有填，而“{other}”填的是“{answer}”。",
        "组织了就把这一栏填全；没有组织就选“否”。",
    ),
    "exchange_not_empty": Entry(
        "{sheet}!{cell}“{field}”填了“{value}”，而“{other}”填的是“{answer}”。",
        "没有组织就把这一格清空；组织了就选“是”。",
    ),
    "enterprise_duplicate": Entry(
        "{sheet}!{cell} 企业“{value}”与第 {other} 行“{twin}”重复{apart}。",
        "同一家企业只填一行；是两家不同的企业请写清全称。",
    ),
    "credit_code_duplicate": Entry(
        "{sheet}!{cell} 统一社会信用代码“{value}”与第 {other} 行的相同。",
        "一个代码只属于一家企业；同一家企业只填一行，填错的请改代码。",
    ),
    "total_row_in_list": Entry(
        "{sheet}!{cell} 填的是“{value}”，看起来是合计行或其中项；合计由程序算，这一行会让各数算两遍。",
        "请删掉这一行；如果真有企业叫这个名字，请写公章上的全称。",
    ),
    "sum_of_rows_in_list": Entry(
        "{sheet}!{cell}{named} 这一行的数正好是{added}相加的结果（有 {count} 栏相同），看起来是合计行；"
        "合计由程序算，这一行会让各数算两遍。",
        "请删掉这一行；确实是一家企业的，请核对并改正它自己的数。",
    ),
    "row_may_be_a_sum": Entry(
        "{sheet}!{cell}{named} 这一行有 {count} 栏的数正好是{added}相加的结果。",
        "是合计行就删掉这一行（合计由程序算）；是一家企业的，请核对一下数，不用改就不用管。",
        Severity.INFO,
    ),
    "row_is_no_entry": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，看起来是标题、表头、备注或签名，不是名单里的一行。",
        "请删掉这一整行，不用在这一行里补数；要说明的话写在回信里。真有这个名称的，请写公章上的全称。",
    ),
    "direct_unit_unknown": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，不是名录里的直报单位。",
        "请从下拉列表里选；不属于行业直报的企业留空。",
    ),
    "direct_unit_ignored": Entry(
        "{sheet}!{cell} 本单位自己就是直报单位，“{value}”不起作用。",
        "可以不改；直报单位名下的企业不必填写这一列。",
        Severity.INFO,
    ),
    "computed_differs": Entry(
        "{sheet}!{cell}“{field}”显示 {value}，按明细重新计算是 {expected}，相差 {difference}。",
        "请不要改动灰色的计算格；请在 Excel 里按 F9 重新计算并保存，仍不一致的用空白工作簿重填。",
    ),
    "computed_overwritten": Entry(
        "{sheet}!{cell}“{field}”的公式被改成了 {value}，按明细计算应为 {expected}，相差 {difference}。",
        "请打开空白工作簿的同一格，在编辑栏里复制公式的文字，粘贴到这一格；要改这个数，请改明细里的数。",
    ),
    "total_differs": Entry(
        "{sheet}!{cell}“{field}”的总计显示 {value}，按各行相加是 {expected}，相差 {difference}。",
        "总计由程序算，请不要改动灰色的格；请从空白工作簿里复制同一格的公式文字回来，要改这个数请改各行的数。",
    ),
    "ratio_incomplete": Entry(
        "{sheet}!{cell}{row}：“{field}”填的是“{value}”，这一格要填两个数，{found}。",
        "请填两个数，中间用“/”隔开{example}{proposed}；Excel 把它改成日期的，请先把这一格的格式设为“文本”。",
    ),
    "report_empty": Entry(
        "“{sheet}”一行也没有填，“{other}”也没有选“是”。",
        "有数据请填企业明细；本年度确实没有的，在填报说明里把零报告选为“是”。",
    ),
    "nil_return_with_rows": Entry(
        "{sheet}!{cell}“{field}”选了“是”，而“{other}”里有 {count} 行。",
        "有数据就把零报告改为“否”；没有数据就清空明细。",
    ),
}
