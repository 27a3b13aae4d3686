"""What a file is refused with: a short code, and a sentence saying what is wrong and what to do."""

from __future__ import annotations

from kam.errors import Refused
from kam.text import Text

_NOTHING = Text("", "")
SAVE_AS = Text("请在 Excel 或 WPS 中另存为 .xlsx 后再上传。", "Save it as .xlsx in Excel or WPS, then upload it again.")


def refusal(code: str, zh: str, en: str, remedy: Text = _NOTHING) -> Refused:
    """A Refused whose message says what is wrong and, after it, what to do."""
    return Refused(Text(zh + remedy.zh, f"{en} {remedy.en}".strip()), code)


def damaged() -> Refused:
    """The refusal for a workbook that cannot be opened."""
    return refusal(
        "damaged",
        "工作簿已损坏，无法打开。请用 Excel 或 WPS 打开并另存后再上传。",
        "The workbook is damaged and cannot be opened. Open it in Excel or WPS, save it anew and upload that.",
    )


def too_spread(corner: str) -> Refused:
    """The refusal for a sheet that is an almost empty giant box; `corner` is the address of its far end."""
    return refusal(
        "unsafe",
        f"有单元格远离表格（一直到 {corner}）。请删除表格外的内容，另存后再上传。",
        f"Cells stand far from the table (as far as {corner}). Delete what is outside it, save and retry.",
    )


def too_long() -> Refused:
    """The refusal for a sheet whose texts together are far longer than any table's."""
    return refusal(
        "unsafe",
        "工作表里的文字异常庞大，为安全起见未打开。请只保留需要的内容，另存后再上传。",
        "The sheet's texts are abnormally long; it was not opened. Keep only what you need, save and retry.",
    )


def entities() -> Refused:
    """The refusal for XML that declares entities before its root."""
    return refusal(
        "unsafe",
        "文件含有表格软件不会写入的实体声明（可能是攻击文件），未打开。",
        "The file declares entities, which no spreadsheet program writes (perhaps an attack); it was not opened.",
        SAVE_AS,
    )


def locked(was_given: bool) -> Refused:
    """The refusal for a file under a password: none was given, or the given one does not open it."""
    if was_given:
        return refusal(
            "password",
            "密码不对，无法打开工作簿。请核对后重新输入；密码区分大小写。",
            "The password does not open the workbook. Check it and enter it again; capitals matter.",
        )
    return refusal(
        "password",
        "工作簿有打开密码。请输入密码，或在 Excel 中取消密码，另存后再上传。",
        "The workbook is protected by a password. Enter it, or remove it in Excel, save and upload again.",
    )


def sealed() -> Refused:
    """The refusal for an encryption that nothing here can undo, whatever the password."""
    return refusal(
        "password",
        "文件的加密方式无法在此解开。请在原软件中取消密码，另存后再上传。",
        "The file's encryption cannot be undone here. Remove the password in its own program, save and upload again.",
    )
