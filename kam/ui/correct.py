"""The mapping editor: dataset column <- file column, fixed values, formulas, and what a file's words mean."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from kam.dataset import Column, Dataset
from kam.errors import Misuse
from kam.intake.headings import choice_words, normal, words
from kam.intake.mapping import arithmetic, read_mapping, spreads_of
from kam.intake.report import FoundTable, Mapping
from kam.text import Lang, Text
from kam.ui.words import escape

DATASET = Text("数据类型", "Dataset")
PICK_DATASET = Text("请选择这张表是什么数据", "Choose what this table holds")
NONE = Text("（不取）", "(none)")
COLUMNS = Text("每一项数据取自文件的哪一列（\\* 必填）", "Which file column each field comes from (\\* required)")
FIXED = Text("固定值与公式", "Fixed values and formulas")
FIXED_HELP = Text(
    "文件里没有的列，可以填一个所有行都相同的固定值，或写公式，例如 quantity * unit_price"
    "（只能用加减乘除、列代码和数字）。",
    "For a column the file lacks: one fixed value for all rows, or a formula such as quantity * unit_price "
    "(+, -, *, / of column codes and numbers only).",
)
VALUES = Text("“{column}”里的词是什么意思", "What the words in {column} mean")
FIELD, CODE = Text("字段", "Field"), Text("代码", "Code")
VALUE, FORMULA = Text("固定值", "Fixed value"), Text("公式", "Formula")
WORD, MEANING = Text("文件中的值", "Value in the file"), Text("表示", "Means")
AGAIN = Text("按此对应重新核对", "Check again with this match")
SPREAD = Text(
    "{count} 个表头本身是数据的列（{names}）继续转为行",
    "{count} columns whose headers are values ({names}) become rows",
)
FROM_FILE = Text("或者使用导出的对应关系文件 (TOML)", "Or use a match exported before (TOML)")
USE = Text("使用此对应", "Use this match")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a file column can go to: a dataset column, or one member of a cross table (`score.product`)."""

    name: str
    label: Text
    is_required: bool = False


def slots(dataset: Dataset) -> tuple[Slot, ...]:
    """The dataset's columns, then the members that a cross table spreads over file columns."""
    wide = dataset.wide
    numbered = dataset.numbered_by[0] if dataset.numbered_by else None
    spread = {numbered, *((wide.column, wide.value) if wide else ())}
    own = [Slot(c.name, c.label, c.is_required and c.name not in spread) for c in dataset.columns]
    members = dataset.column(wide.column).choices if wide else ()
    return (*own, *(Slot(f"{wide.value}.{choice.code}", choice.label) for choice in members if wide))


def starting_point(dataset: Dataset, table: FoundTable) -> Mapping:
    """What the editor opens with: the match as found, or, for another dataset, the headers that bear its names."""
    if table.mapping and table.mapping.dataset == dataset.name:
        return table.mapping
    known = words(dataset)
    found = {known[normal(head)].column.name: head for head in reversed(table.columns) if normal(head) in known}
    return Mapping(dataset.name, {name: found[name] for name in dataset.names if name in found})


def seen_values(column: Column, header: str, table: FoundTable) -> tuple[str, ...]:
    """The file's values of a choice column that are none of its words, from the sample rows and the wrong cells."""
    place = table.columns.index(header)
    values = [row[place] for row in table.sample if place < len(row)]
    values += [problem.value for problem in table.problems if problem.code == "choice"]
    known = choice_words(column)
    return tuple(dict.fromkeys(value for value in values if value and normal(value) not in known))


def _ask_columns(dataset: Dataset, start: Mapping, headers: Sequence[str], key: str, lang: Lang) -> dict[str, str]:
    st.markdown(f"**{COLUMNS(lang)}**")
    options = ["", *headers]
    chosen: dict[str, str] = {}
    places = st.columns(3)
    for index, slot in enumerate(slots(dataset)):
        current = start.columns.get(slot.name, "")
        header = places[index % 3].selectbox(
            slot.label(lang) + (" \\*" if slot.is_required else ""),
            options,
            index=options.index(current) if current in options else 0,
            format_func=lambda option: option or NONE(lang),
            key=f"{key}.{slot.name}",
        )
        if header:
            chosen[slot.name] = header
    return chosen


def _ask_fixed(dataset: Dataset, start: Mapping, key: str, lang: Lang) -> tuple[dict[str, str], dict[str, str]]:
    frame = pd.DataFrame(
        {
            "field": [column.label(lang) for column in dataset.columns],
            "code": dataset.names,
            "value": [start.constants.get(name, "") for name in dataset.names],
            "formula": [start.derive.get(name, "") for name in dataset.names],
        }
    )
    config = {"field": FIELD(lang), "code": CODE(lang), "value": VALUE(lang), "formula": FORMULA(lang)}
    with st.expander(FIXED(lang), expanded=bool(start.constants or start.derive)):
        st.caption(FIXED_HELP(lang))
        edited = st.data_editor(
            frame, column_config=config, disabled=["field", "code"], hide_index=True, key=f"{key}.fixed", height=240
        )
    return _filled(edited, "value"), _filled(edited, "formula")


def _filled(frame: pd.DataFrame, name: str) -> dict[str, str]:
    pairs = zip(frame["code"], frame[name], strict=True)
    return {str(code): str(text).strip() for code, text in pairs if isinstance(text, str) and text.strip()}


def _ask_values(column: Column, start: Mapping, table: FoundTable, key: str, lang: Lang) -> dict[str, str]:
    """{file value: code} of one choice column; the editor shows labels."""
    labels = {choice.code: choice.label(lang) for choice in column.choices}
    codes = {label: code for code, label in labels.items()}
    known = start.values.get(column.name, {})
    values = list(dict.fromkeys([*known, *seen_values(column, start.columns[column.name], table)]))
    meanings = [labels.get(known.get(value, "")) for value in values]
    frame = pd.DataFrame({"word": values, "meaning": meanings}, dtype=object)
    st.markdown(f"**{VALUES.fill(column=column.label(lang))(lang)}**")
    edited = st.data_editor(
        frame,
        column_config={
            "word": st.column_config.TextColumn(WORD(lang)),
            "meaning": st.column_config.SelectboxColumn(MEANING(lang), options=list(codes)),
        },
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        key=f"{key}.values.{column.name}",
    )
    pairs = zip(edited["word"], edited["meaning"], strict=True)
    return {word.strip(): codes[meaning] for word, meaning in pairs if isinstance(word, str) and meaning in codes}


def spread_over(dataset: Dataset, start: Mapping) -> dict[str, str]:
    """The columns of a mapping whose headers are values and that have no place of their own in the editor."""
    placed = {slot.name for slot in slots(dataset)}
    return {spread.key: start.columns[spread.key] for spread in spreads_of(start, dataset) if spread.key not in placed}


def _ask_spread(dataset: Dataset, start: Mapping, key: str, lang: Lang) -> dict[str, str]:
    spread = spread_over(dataset, start)
    if not spread:
        return {}
    heads = list(spread.values())
    names = heads[0] if len(heads) == 1 else f"{heads[0]} … {heads[-1]}"
    label = escape(SPREAD.fill(count=len(heads), names=names)(lang))
    return spread if st.checkbox(label, value=True, key=f"{key}.spread") else {}


def ask_mapping_file(key: str, lang: Lang) -> Mapping | None:
    """The mapping of a TOML file that a person brings and says yes to; says what is wrong with one that cannot be."""
    file = st.file_uploader(FROM_FILE(lang), type=["toml"], key=f"{key}.mapping_file")
    if file is None or not st.button(USE(lang), key=f"{key}.use", icon=":material/file_open:"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        path.write_bytes(file.getvalue())
        try:
            return read_mapping(path)
        except Misuse as error:
            st.error(escape(error.message(lang)), icon=":material/error:")
            return None


def ask_mapping(datasets: Sequence[Dataset], table: FoundTable, key: str, lang: Lang) -> Mapping | None:
    """Draws the editor; the mapping once the person has sent it, else None. `key` names the table among the page's."""
    names = {dataset.name: dataset for dataset in datasets}
    options = list(names)
    chosen = st.selectbox(
        DATASET(lang),
        options,
        index=options.index(table.dataset) if table.dataset in names else None,
        format_func=lambda name: names[name].label(lang),
        placeholder=PICK_DATASET(lang),
        key=f"{key}.dataset",
    )
    if chosen is None:
        return None
    dataset = names[chosen]
    start = starting_point(dataset, table)
    with st.form(f"{key}.{chosen}.form", border=False):
        columns = _ask_columns(dataset, start, table.columns, f"{key}.{chosen}", lang)
        columns |= _ask_spread(dataset, start, f"{key}.{chosen}", lang)
        constants, derive = _ask_fixed(dataset, start, f"{key}.{chosen}", lang)
        values = {
            column.name: _ask_values(column, start, table, f"{key}.{chosen}", lang)
            for column in dataset.columns
            if column.choices and column.name in start.columns and start.columns[column.name] in table.columns
        }
        sent = st.form_submit_button(AGAIN(lang), type="primary", key=f"{key}.{chosen}.again")
    told = {name: meant for name, meant in values.items() if meant}
    return Mapping(chosen, columns, constants, told, derive) if sent and _are_sound(derive, dataset, lang) else None


def _are_sound(derive: dict[str, str], dataset: Dataset, lang: Lang) -> bool:
    """Whether every formula can be computed; says of the first that cannot what a formula may be."""
    try:
        for formula in derive.values():
            arithmetic(formula, dataset.names)
    except Misuse as error:
        st.error(escape(error.message(lang)), icon=":material/error:")
        return False
    return True
