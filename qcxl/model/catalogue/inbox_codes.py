"""Problem codes of the inbox: files that are no workbooks, and files that stop the program reading them."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

INBOX: Mapping[str, Entry] = {
    "inbox_and_output_nested": Entry(
        "收件文件夹“{inbox}”与结果文件夹“{out}”相同或一个在另一个里面。",
        "请把结果文件夹放到收件文件夹以外的地方，再运行一次。",
    ),
    "inbox_lock_file": Entry(
        "“{value}”是 Excel 或 WPS 打开文件时留下的临时文件，不是报送表，未读取。",
        "不用处理；关闭 Excel 或 WPS 后它会自行消失。",
        Severity.INFO,
    ),
    "inbox_system_file": Entry(
        "“{value}”是电脑系统自己的隐藏文件，不是报送表，未读取。",
        "不用处理。",
        Severity.INFO,
    ),
    "inbox_not_a_regular_file": Entry(
        "“{value}”是一个链接（快捷方式）或特殊文件，未读取。",
        "如果要读取它所指的报送表，请把报送表本身复制到收件文件夹。",
        Severity.INFO,
    ),
    "inbox_not_a_workbook": Entry(
        "“{value}”不是报送用的工作簿，未读取；只读取交回的 .xlsx 或 .xlsm 工作簿。",
        "如果报送的数据在这个文件里，请该单位填写下发的工作簿后重新交回。",
        Severity.INFO,
    ),
    "inbox_mail": Entry(
        "“{value}”是一封保存下来的邮件，没有读取；{attached}。",
        "请打开这封邮件，把附件里的工作簿另存出来，交另存的工作簿（压缩包先解压）。",
    ),
    "inbox_mail_without_workbook": Entry(
        "“{value}”是一封保存下来的邮件，里面没有找到工作簿，未读取。",
        "不用处理；邮件里确实有报送表的，请把它另存出来再交。",
        Severity.INFO,
    ),
    "inbox_file_unreadable": Entry(
        "“{value}”打不开，或者读取时已不在收件文件夹里。",
        "请确认文件还在、您有权打开它，并关闭正在使用它的程序，再运行一次。",
    ),
    "inbox_file_changed": Entry(
        "“{value}”在处理过程中被改动过，本次没有采用。",
        "请等文件保存或传送完毕，再运行一次。",
    ),
    "inbox_file_too_large": Entry(
        "“{value}”有 {size} MB，超过 {limit} MB 的上限，未读取。",
        "请删去工作簿里的图片和多余的工作表后重新交回。",
    ),
    "inbox_archive_foreign": Entry(
        "“{value}”是无法打开的压缩格式，里面的文件未读取。",
        "请改用 zip 或直接放入解压后的工作簿。",
    ),
    "inbox_zip_unreadable": Entry(
        "压缩包“{value}”已损坏、不完整或不是真正的 zip，里面的文件未读取。",
        "请对方重新压缩成 zip，或直接放入工作簿。",
    ),
    "inbox_zip_member_unreadable": Entry(
        "压缩包里的文件“{value}”已损坏或无法解压，未读取。",
        "请对方重新压缩成 zip，或直接放入工作簿。",
    ),
    "inbox_zip_encrypted": Entry(
        "“{value}”设有解压密码，未读取。",
        "请解压后把工作簿直接放入收件文件夹，或请对方不加密码重新发送。",
    ),
    "inbox_zip_nested": Entry(
        "“{value}”是压缩包里的压缩包，里面的文件未读取。",
        "请解压后把工作簿直接放入收件文件夹；压缩包只打开一层。",
    ),
    "inbox_zip_folder": Entry(
        "“{value}”是压缩包里的一个文件夹，不是文件；里面的文件另外列出。",
        "不用处理。",
        Severity.INFO,
    ),
    "inbox_zip_too_large": Entry(
        "压缩包“{value}”里的文件过多，或解压后过大，未打开。",
        "请确认来源可靠，解压后只把报送工作簿放入收件文件夹。",
    ),
    "inbox_zip_without_workbook": Entry(
        "压缩包“{value}”里没有报送工作簿。",
        "如果应当有，请该单位重新压缩后交回。",
        Severity.INFO,
    ),
    "file_crashes_reader": Entry(
        "读取这个文件时程序异常中断，文件可能已损坏或内容不正常。",
        "请用 Excel 或 WPS 打开它，把数据复制到一份新下发的工作簿后重新交回。",
    ),
    "file_takes_too_long": Entry(
        "读取这个文件超过 {seconds} 秒仍未完成，已停止读取。",
        "请删去填写区以外的内容和多余的工作表，或把数据复制到一份新下发的工作簿后重新交回。",
    ),
    "file_needs_too_much_memory": Entry(
        "这个文件展开后过大，已停止读取。",
        "请删去填写区以外的内容和多余的工作表，或把数据复制到一份新下发的工作簿后重新交回。",
    ),
}
