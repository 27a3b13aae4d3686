"""The reference page of the datasets: what every spreadsheet may hold, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from kam.dataset import Column, Dataset
from kam.intake.template import expected
from kam.text import Lang, Text

_TITLE = Text("数据表说明", "Datasets")
_WRITTEN = Text(
    "本页由数据集声明生成，请勿手工修改。表头可用中文名、英文名、字段名或别名，顺序不限；多余的列会列出并忽略。",
    "This page is made from the declarations; do not edit it. A header may be the Chinese or English name, "
    "the field or an alias, in any order; other columns are shown and ignored.",
)
_SHEET = Text("表名别名", "Sheet names")
_KEY = Text("主键（相同则替换）", "Key (an equal one is replaced)")
_HEAD = Text(
    "| 列 | 英文名 | 字段 | 必填 | 内容 | 别名 | 示例 |",
    "| Column | Chinese | Field | Required | Content | Aliases | Example |",
)
_YES = Text("是", "yes")
_DERIVED = Text("留空时计算：{name} = {formula}", "Filled when empty: {name} = {formula}")
_NUMBERED = Text(
    "文件中没有{name}时，按文件中的顺序编号。", "Without {name} in the file, lines are numbered in its order."
)
_WIDE = Text(
    "也可横排：每个{column}一列，单元格为{value}。",
    "May also be wide: a column for each {column}, its cells the {value}.",
)
_LAW = Text("要求：{law}", "Law: {law}")
_PERSONAL = Text("个人信息，默认遮盖", "personal, masked until asked for")


def reference(datasets: Sequence[Dataset], lang: Lang) -> str:
    """One page of all datasets in the given order; ends with a newline."""
    parts = [f"# {_TITLE(lang)}", _WRITTEN(lang)]
    for dataset in datasets:
        parts += _dataset(dataset, lang)
    return "\n\n".join(parts) + "\n"


def _dataset(dataset: Dataset, lang: Lang) -> list[str]:
    names = _listed(dataset.aliases, lang)
    key = _listed([dataset.column(name).label(lang) for name in dataset.key], lang)
    colon = "：" if lang == "zh" else ": "
    lines = [f"## {dataset.label(lang)} (`{dataset.name}`)", dataset.help(lang)]
    lines.append(f"- {_KEY(lang)}{colon}{key}" + (f"\n- {_SHEET(lang)}{colon}{names}" if names else ""))
    lines.append("\n".join([_HEAD(lang), "|---|---|---|---|---|---|---|", *(_row(c, lang) for c in dataset.columns)]))
    return [*lines, *(["\n".join(f"- {law}" for law in laws)] if (laws := _laws(dataset, lang)) else [])]


def _laws(dataset: Dataset, lang: Lang) -> list[str]:
    """What holds between columns: laws, formulas, numbering, the wide form."""
    found = [_LAW.fill(law=law.expected(lang))(lang) for law in dataset.checks]
    for name, formula in dataset.derived.items():
        found.append(_DERIVED.fill(name=f"`{name}`", formula=f"`{formula}`")(lang))
    if dataset.numbered_by:
        found.append(_NUMBERED.fill(name=dataset.column(dataset.numbered_by[0]).label(lang))(lang))
    for wide in dataset.spreads:
        column, value = (dataset.column(name).label(lang) for name in (wide.column, wide.value))
        found.append(_WIDE.fill(column=column, value=value)(lang))
    return found


def _row(column: Column, lang: Lang) -> str:
    content = [column.help(lang), expected(column, lang), _PERSONAL(lang) if column.is_personal else ""]
    other = column.label.en if lang == "zh" else column.label.zh
    cells = [
        column.label(lang),
        other,
        f"`{column.name}`",
        _YES(lang) if column.is_required else "",
        ("；" if lang == "zh" else "; ").join(part for part in content if part),
        _listed(column.aliases, lang),
        column.example,
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _listed(words: Sequence[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(words)
