"""Problem codes of the nightly batch: the treatment of a file, apart from its contents."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

NIGHT: Mapping[str, Entry] = {
    "file_reader_failed": Entry(
        "程序读这个文件时出了内部错误（{error}），没有计入。",
        "请把这个文件和这句话交给维护人；急用时请在空白工作簿上重新填报。",
    ),
    "submission_duplicate": Entry("与 {first} 的内容完全相同。", "不用处理；只算一次。", Severity.INFO),
    "submission_superseded": Entry(
        "{unit} 后来又交了 {newer}，以后交的为准。",
        "不用处理；要改用先交的一份，请把后交的移出收件文件夹。",
        Severity.INFO,
    ),
    "earlier_stays_in_force": Entry(
        "这一份有必改的问题，没有计入；{unit} 先前交的 {earlier} 仍然有效。",
        "请改好后重新报送。",
        Severity.INFO,
    ),
    "marked_copy_failed": Entry(
        "标注问题的工作簿没有写成（{error}）；校验的结果不受影响。",
        "请把这个文件和这句话交给维护人；要改的地方见问题清单。",
    ),
    "parent_file_failed": Entry(
        "“{value}”没有写成（{error}）；汇总的数不受影响。", "请把这句话交给维护人；汇总数和问题清单照常可用。"
    ),
    "own_rows_left_out": Entry(
        "“{unit}”自己交的工作簿 {value} 有必改的问题，没有计入；这份工作簿里只有下级的行。",
        "请改好自己的工作簿重新报送；不要把这一份直接报给上级。",
        Severity.WARNING,
    ),
    "submitted_late": Entry(
        "{received} 收到，晚于截止日期 {due}。",
        "照常计入并作标记；是否按放弃处理由主管单位决定。",
        Severity.INFO,
    ),
}
