"""What a wrong cell is told: code, what was expected, what to do. One place for the wording."""

from __future__ import annotations

from kam.dataset import Column
from kam.kinds import TEXT_LIMITS
from kam.text import Text

Fault = tuple[str, Text, Text]

_CODES = {"day": "date", "choice": "choice", "flag": "choice", "period": "period"}
_FIX = Text("改正后重新导入该行。", "Correct it and import the row again.")

FORMULA: Fault = (
    "formula_error",
    Text("公式的结果，而不是错误值", "the result of a formula, not its error"),
    Text("在 Excel 或 WPS 中修正公式，或改为数值。", "Mend the formula in Excel or WPS, or write the value."),
)


DAMAGED: Fault = (
    "damaged_id",
    Text(
        "完整的编码；这一个已被表格软件变成了数字，位数丢失",
        "a whole id: a spreadsheet made a number of this one and lost its digits",
    ),
    Text(
        "从源系统重新导出，将该列设为文本格式后再导入。",
        "Export it again from its source with the column set to text, then import.",
    ),
)

ORDERS = {
    "dmy": Text("日/月/年", "day/month/year"),
    "mdy": Text("月/日/年", "month/day/year"),
    "ymd": Text("年/月/日", "year/month/day"),
    "roc": Text("民国年/月/日", "year of the Republic of China/month/day"),
}


def unsure(order: str) -> Fault:
    """Days such as 3/4/2026, where no row of the column tells year, month and day apart."""
    said = ORDERS[order]
    return (
        "date_order",
        Text("能分清年、月、日的日期", "days that tell year, month and day apart"),
        Text(
            f"整列都按 {said.zh} 读取；若不对，请指定日期顺序，或改成 年-月-日 后再导入。",
            f"The column was read as {said.en}; if that is wrong, choose the date order, or write year-month-day and "
            "import again.",
        ),
    )


def unit(name: str) -> Fault:
    """A figure in another currency or in a unit that is no money; `name` is '' where the cell itself says it ($5)."""
    zh, en = (f"这里的单位是“{name}”", f"these are in {name}") if name else ("这里是外币", "these are foreign")
    return (
        "unit",
        Text(f"人民币金额；{zh}", f"an amount in CNY; {en}"),
        Text(
            "换算成人民币后再导入；若单位判断有误，请在导入页面指定单位，或改正单位后再导入。",
            "Convert it to CNY and import again; if the unit is wrong, choose it on the import page or correct it.",
        ),
    )


def unread(column: Column) -> Fault:
    """A text that is no value of the column's kind."""
    if column.kind.name == "code":
        return DAMAGED
    if column.choices:
        zh = "、".join(choice.label.zh for choice in column.choices)
        en = ", ".join(choice.label.en for choice in column.choices)
        return (
            "choice",
            Text(f"下列之一：{zh}", f"one of: {en}"),
            Text("从列表中选一项填写。", "Write one of the list."),
        )
    return _CODES.get(column.kind.name, "number"), column.kind.expected, column.kind.remedy


def limit(column: Column) -> int | None:
    """The longest text a column takes; None for numbers, days and listed choices."""
    return None if column.choices else TEXT_LIMITS.get(column.kind.name)


def long(column: Column) -> Fault:
    return "too_long", column.kind.expected, column.kind.remedy


def early(column: Column) -> Fault:
    year = column.earliest[:4]
    return (
        "too_early",
        Text(f"{year} 年至 2100 年之间的日期", f"a day between {year} and 2100"),
        Text("检查年份是否写错；未知请留空。", "Check the year; leave the cell empty when unknown."),
    )


def low(column: Column) -> Fault:
    code = "negative" if column.minimum == 0 else "check"
    return code, Text(f"不小于 {column.minimum:g}", f"not below {column.minimum:g}"), _FIX


def high(column: Column) -> Fault:
    if column.kind.name == "ratio":
        most = f"{100 * (column.maximum or 0):g}%"
        remedy = Text("写成百分数，例如 3%；不要写成 3。", "Write a percentage such as 3%, not 3.")
        return "percent", Text(f"不超过 {most}", f"at most {most}"), remedy
    return "check", Text(f"不大于 {column.maximum:g}", f"not above {column.maximum:g}"), _FIX


def missing(column: Column) -> Fault:
    return (
        "missing_key",
        Text(f"{column.label.zh}不能为空", f"{column.label.en} is required"),
        Text(f"填写{column.label.zh}。", f"Fill in {column.label.en}."),
    )


def repeated(first: str) -> Fault:
    """`first` is the row of the first one, behind its sheet's name and ! where that is another sheet."""
    return (
        "duplicate_key",
        Text(f"键不重复；与第 {first} 行相同", f"a key of its own; it is that of row {first}"),
        Text("删除重复的行，或改正编码。", "Delete the repeated row, or correct its key."),
    )
