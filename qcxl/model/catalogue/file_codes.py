"""Problem codes of files: the reasons why a returned file cannot be read as a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry

# An issued workbook saved in another format keeps its hidden sheets and can be saved back. A list that was
# made elsewhere has none: saved as .xlsx it is refused once more.
_COPY = "请打开下发给本单位的工作簿，把内容按“选择性粘贴—数值”粘到对应的表里，报送那个工作簿"
_SAVE_AS = (
    "它是由下发给本单位的工作簿另存的，请用 Excel 或 WPS 打开它，选“另存为”，类型选“Excel 工作簿（*.xlsx）”，"
    f"再报送新存的文件；它是另做的，{_COPY}。"
)
_SEND_AGAIN = "请先在自己的电脑上打开它，确认内容完整后另存一份 .xlsx，再重新报送；打不开的，请改用备份。"

FILES: Mapping[str, Entry] = {
    "file_empty": Entry(
        "文件里什么也没有（大小为 0）。",
        "文件可能没有下载完或没有发送完，请重新下载或请对方重新发送。",
    ),
    "file_too_large": Entry(
        "文件有 {size_mb} MB，超过了上限 {limit_mb} MB。",
        "请删去插入的图片、附件和多余的工作表，另存后再报送。",
    ),
    "file_is_text": Entry(
        "文件里是文字或网页，只是一张清单，不是下发的工作簿（可能由其他系统导出，或者改了扩展名）。",
        f"{_COPY}；把它另存为 .xlsx 没有用，还会被退回。",
    ),
    "file_is_other_kind": Entry(
        "这个文件是{kind}，不是填报用的 Excel 工作簿。",
        "请报送下发给本单位的那份 .xlsx 工作簿。它被存成了 ODS 的，请再另存为“Excel 工作簿（*.xlsx）”；"
        f"压缩包请先解压，邮件请取出附件；它是另做的，{_COPY}。",
    ),
    "file_is_old_workbook": Entry(
        "文件是旧版格式（.xls 或 WPS 的 .et），不能直接读取。",
        _SAVE_AS,
    ),
    "file_is_binary_workbook": Entry(
        "文件是 Excel 二进制工作簿（.xlsb），不能直接读取。",
        _SAVE_AS,
    ),
    "file_is_strict_workbook": Entry(
        "文件存成了“Strict Open XML 电子表格”，不能直接读取。",
        _SAVE_AS,
    ),
    "file_is_encrypted": Entry(
        "文件设了打开密码，不知道密码就读不出内容。",
        "请在 Excel 的“文件—信息—保护工作簿—用密码进行加密”（WPS 是“文件—文档加密—密码加密”）里清空密码，"
        "存成 .xlsx 后再报送。",
    ),
    "file_damaged": Entry(
        "文件已损坏或不完整，打不开。",
        _SEND_AGAIN,
    ),
    "file_structure_unsafe": Entry(
        "文件的内部结构不是 Excel 或 WPS 正常保存的样子，为安全起见没有读取。",
        _SAVE_AS,
    ),
    "workbook_too_large": Entry(
        "工作簿展开后内容过多，超过了可以读取的上限。",
        "请删去与填报无关的工作表、图片和大片空白格式，另存后再报送。",
    ),
    "workbook_without_sheets": Entry(
        "工作簿里没有可以填写的工作表。",
        "工作表被删除了；请重新打开下发给本单位的空白工作簿填报，不要删除其中的工作表。",
    ),
    "too_many_sheets": Entry(
        "工作簿里有 {count} 张工作表，超过了上限 {limit} 张。",
        "请删去与填报无关的工作表，保存后再报送。",
    ),
    "sheet_too_large": Entry(
        "工作表“{sheet}”在 {cell} 处有内容，离填报区太远，整张表大得无法读取。",
        "请看 {cell} 是否误填；把填报区下方和右侧多余的整行、整列删除，保存后再报送。",
    ),
    "cell_text_too_long": Entry(
        "{sheet}!{cell} 里有 {count} 个字，Excel 的一格最多放 {limit} 个，多出的会丢失。",
        "请把这一格的文字删短或分到几格里（长材料另附 Word 文件），保存后再报送。",
    ),
    "illegal_character": Entry(
        "{sheet}!{cell} 里有不允许出现的字符（看不见的控制字符或残缺的字），整个文件因此打不开。",
        "请用 Excel 或 WPS 打开它（提示修复时选“是”），重新输入这一格，另存为新的 .xlsx 后再报送；"
        "还是打不开的，请填一份新下发的工作簿。",
    ),
    "sheet_damaged": Entry(
        "工作表“{sheet}”的内容已损坏，读不出来。",
        _SEND_AGAIN,
    ),
    "workbook_unreadable": Entry(
        "工作簿能认出是 Excel 文件，但其中的内容读不出来。",
        "请用 Excel 或 WPS 打开它（提示修复时选“是”），另存为新的 .xlsx，核对内容后再报送；"
        f"修复后仍被退回的，{_COPY}。",
    ),
}
