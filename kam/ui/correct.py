"""The mapping editor: dataset column <- file column, fixed values, formulas, and what a file's words mean."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from kam.dataset import Column, Dataset
from kam.errors import Misuse
from kam.intake.headings import choice_words, normal
from kam.intake.mapping import EVERY, arithmetic, read_mapping, spread_key, spreads_of
from kam.intake.report import FoundTable, Mapping
from kam.text import Lang, Text
from kam.ui.words import columns_of, escape

DATASET = Text("数据类型", "Kind of data")
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
SPREAD = Text("表头本身就是数据的列", "Columns whose headers are values")
SPREAD_HELP = Text(
    "例如一年一列、一个供应商一列：每个单元格会成为一行，表头填入所选的数据项。",
    "Such as a column a year or a supplier: every cell becomes a row, and its header goes into the chosen field.",
)
AS_FOUND = Text("{columns}转为行：{names}", "{columns} become rows: {names}")
EACH = Text("每一列的表头是“{axis}”，格内是“{value}”", "each header is a {axis}, the cells are {value}")
NO_SPREAD = Text("没有这样的列", "there are none")
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


def lacking(dataset: Dataset, mapping: Mapping) -> tuple[Column, ...]:
    """The required columns that a mapping gives no value to."""
    spreads = spreads_of(mapping, dataset)
    given = {*mapping.columns, *mapping.constants, *mapping.derive, *(spread.value for spread in spreads)}
    given |= {name for spread in spreads for name in spread.members}
    numbered = dataset.numbered_by[0] if dataset.numbered_by else None
    return tuple(c for c in dataset.columns if c.is_required and c.name not in given and c.name != numbered)


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
    spread = {name for one in spreads_of(start, dataset) for name in (one.value, *one.members)}
    places = st.columns(3)
    for index, slot in enumerate(slots(dataset)):
        current = start.columns.get(slot.name, "")
        header = places[index % 3].selectbox(
            slot.label(lang) + (" \\*" if slot.is_required and slot.name not in spread else ""),
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
    is_open = bool(start.constants or start.derive or lacking(dataset, start))
    with st.expander(FIXED(lang), expanded=is_open):
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


def spread_choices(dataset: Dataset, start: Mapping, lang: Lang) -> dict[str, tuple[dict[str, str], str]]:
    """{key: (columns of a mapping, words)} of the ways in which headers can be values: none, as found, then by axis."""
    kept, placed = spread_over(dataset, start), dataset.wide
    choices: dict[str, tuple[dict[str, str], str]] = {"": ({}, NO_SPREAD(lang))}
    if kept:
        heads = list(kept.values())
        names = heads[0] if len(heads) == 1 else f"{heads[0]} … {heads[-1]}"
        choices["kept"] = (kept, AS_FOUND.fill(columns=columns_of(len(heads), lang), names=names)(lang))
    for wide in dataset.spreads:
        if wide != placed:
            axis, value = (dataset.column(name).label(lang) for name in (wide.column, wide.value))
            key = spread_key(wide.value, {wide.column: EVERY})
            choices[key] = ({key: EVERY}, EACH.fill(axis=axis, value=value)(lang))
    return choices


def _ask_spread(dataset: Dataset, start: Mapping, key: str, lang: Lang) -> dict[str, str]:
    choices = spread_choices(dataset, start, lang)
    if len(choices) == 1:
        return {}
    chosen = st.selectbox(
        SPREAD(lang), list(choices), index=1 if "kept" in choices else 0, key=f"{key}.spread",
        format_func=lambda way: choices[way][1], help=SPREAD_HELP(lang),
    )  # fmt: skip
    return choices[chosen][0]


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
    """Draws the editor; the mapping once the person has sent it, else None. `key` names the table among the page's.

    Another dataset gives a mapping without columns at once: which they are is found out first.
    """
    names = {dataset.name: dataset for dataset in datasets}
    options = list(names)
    chosen = st.selectbox(
        DATASET(lang),
        options,
        index=options.index(table.dataset) if table.dataset in names else None,
        format_func=lambda name: names[name].label(lang),
        placeholder=PICK_DATASET(lang),
        key=f"{key}.dataset.{table.dataset}",
    )
    if chosen is None:
        return None
    start = table.mapping
    if start is None or chosen != table.dataset:
        return Mapping(chosen)
    return _ask_parts(names[chosen], start, table, f"{key}.{zlib.crc32(repr(start).encode())}", lang)


def _ask_parts(dataset: Dataset, start: Mapping, table: FoundTable, key: str, lang: Lang) -> Mapping | None:
    """The form of one dataset. `key` names the match too: another one finds its own answers in the fields."""
    with st.form(f"{key}.form", border=False):
        columns = _ask_columns(dataset, start, table.columns, key, lang)
        columns |= _ask_spread(dataset, start, key, lang)
        constants, derive = _ask_fixed(dataset, start, key, lang)
        values = {
            column.name: _ask_values(column, start, table, key, lang)
            for column in dataset.columns
            if column.choices and column.name in start.columns and start.columns[column.name] in table.columns
        }
        sent = st.form_submit_button(AGAIN(lang), type="primary", key=f"{key}.again")
    told = {name: meant for name, meant in values.items() if meant}
    if not sent or not _are_sound(derive, dataset, lang):
        return None
    return Mapping(dataset.name, columns, constants, told, derive)


def _are_sound(derive: dict[str, str], dataset: Dataset, lang: Lang) -> bool:
    """Whether every formula can be computed; says of the first that cannot what a formula may be."""
    try:
        for formula in derive.values():
            arithmetic(formula, dataset.names)
    except Misuse as error:
        st.error(escape(error.message(lang)), icon=":material/error:")
        return False
    return True
