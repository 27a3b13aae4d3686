"""How a sheet is read, corrected by hand: where header and data stand, the unit, the order of dates, the encoding.

Every choice reads the file again in the background; what was found is then shown anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import streamlit as st

from kam.intake.report import Drawing, FoundTable
from kam.text import Lang, Text
from kam.ui.drawing import header_start
from kam.ui.uploads import Upload, Uploads
from kam.ui.words import escape

HOW = Text(
    "在原表里点一个单元格选中它所在的行，再指明这一行是什么：",
    "Click a cell to pick its row, then say what the row is:",
)
ROW, ROW_SHORT = Text("行号", "Row number"), Text("行号", "Row")
FROM = Text("表头从这一行开始", "Header starts here")
HEAD = Text("表头到这一行", "Header ends here")
LAST = Text("数据到这一行为止", "Data end here")
BACK = Text("恢复自动识别", "Back to automatic")
DECIDED = Text("由您指定：{what}", "Decided by you: {what}")
UNIT, DATES, ENCODING = (
    Text("金额单位", "Unit of money"),
    Text("日期写法", "Dates are written"),
    Text("文字编码", "Encoding"),
)
NO_UNIT = Text("无单位", "no unit")
UNREADABLE = Text("读不通", "no such day")

UNITS = {
    "": NO_UNIT,
    "元": Text("元", "CNY (元)"),
    "千元": Text("千元", "thousand CNY (千元)"),
    "万元": Text("万元", "10 thousand CNY (万元)"),
    "百万元": Text("百万元", "million CNY (百万元)"),
    "亿元": Text("亿元", "100 million CNY (亿元)"),
}
ORDERS = {
    "ymd": Text("年/月/日", "year/month/day"),
    "dmy": Text("日/月/年", "day/month/year"),
    "mdy": Text("月/日/年", "month/day/year"),
    "roc": Text("民国年/月/日", "ROC year/month/day"),
}
NAMES = {
    "header_from": Text("表头始于第 {value} 行", "header from row {value}"),
    "header_row": Text("表头止于第 {value} 行", "header up to row {value}"),
    "last_row": Text("数据止于第 {value} 行", "data up to row {value}"),
    "unit": Text("单位“{value}”", "unit {value}"),
    "dates": Text("日期为{value}", "dates as {value}"),
    "encoding": Text("编码 {value}", "encoding {value}"),
}
_ENCODINGS = {
    "gb18030": Text("GB18030（简体中文）", "GB18030 (simplified Chinese)"),
    "big5": Text("Big5（繁体中文）", "Big5 (traditional Chinese)"),
    "cp1252": Text("CP1252（西欧）", "CP1252 (Western)"),
}
_STEPS = {
    "header_from": (FROM, ":material/vertical_align_top:"),
    "header_row": (HEAD, ":material/table_rows:"),
    "last_row": (LAST, ":material/vertical_align_bottom:"),
}
_PARTED = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:\s.*)?")
_ROC = 1911  # its year 1 is 1912
_MIDDLE = 69  # two digits up to this are of this century, as the reader takes them


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on the page: the files at hand, the file, the place of the table, the reader's language."""

    uploads: Uploads
    upload: Upload
    place: int
    found: FoundTable
    lang: Lang

    @property
    def key(self) -> str:
        return f"{self.upload.key}.{self.place}"

    @property
    def decided(self) -> dict[str, str]:
        return self.upload.options.layouts.get(self.place, {})

    def decide(self, **words: str) -> None:
        self.uploads.lay_out(self.upload, self.place, {**self.decided, **words}, self.lang)


def with_row(found: FoundTable, decided: dict[str, str], part: str, row: int, first: int = 0) -> dict[str, str]:
    """The layout in which `row` is the header's last, its first or the data's last: header_row, header_from, last_row.

    A first row of the header below its last, or an end of the data above it, is given up. Where only the first row is
    said, the last is the one known, or the same row. `first` is the first header row as found: a last row within the
    header keeps it.
    """
    if part == "last_row":
        return {**decided, part: str(row)}
    if part == "header_row" and first <= row <= (found.header_row or 0) and first != row:
        decided = {"header_from": str(first), **decided}
    known = int(decided.get("header_row") or found.header_row or 0)
    last = row if part == "header_row" else max(known, row)
    kept = {name: word for name, word in decided.items() if not _contradicts(name, word, last)}
    return {**kept, "header_row": str(last), part: str(row)}


def _contradicts(name: str, word: str, header: int) -> bool:
    return (name == "header_from" and int(word) > header) or (name == "last_row" and int(word) <= header)


def example_of(found: FoundTable) -> str:
    """The first cell that is a day in figures whose order matters; '' where there is none."""
    for row in found.sample:
        for cell in row:
            if cell and (parts := _PARTED.fullmatch(cell.strip())) and len(parts[1]) < 3:
                return cell.strip()
    return ""


def as_day(text: str, order: str) -> date | None:
    """A day in figures read in this order; None when there is no such day."""
    parts = _PARTED.fullmatch(text)
    if parts is None:
        return None
    by_letter = dict(zip("ymd" if order == "roc" else order, (int(part) for part in parts.groups()), strict=True))
    year = by_letter["y"]
    if order == "roc":
        year += _ROC
    elif year < 100:
        year += 2000 if year <= _MIDDLE else 1900
    try:
        return date(year, by_letter["m"], by_letter["d"])
    except ValueError:
        return None


def order_words(order: str, example: str, lang: Lang) -> str:
    """An order with what it makes of the example: 日/月/年：03-04-2024 → 2024-04-03."""
    if not example:
        return ORDERS[order](lang)
    day = as_day(example, order)
    return f"{ORDERS[order](lang)} · {example} → {day.isoformat() if day else UNREADABLE(lang)}"


def encoding_words(name: str, taste: str, lang: Lang) -> str:
    """An encoding with what it makes of the file: Big5（繁体中文） · 景點編號."""
    words = _ENCODINGS[name](lang) if name in _ENCODINGS else name.upper()
    return f"{words} · {taste}" if taste else words


def _rows(sheet: Sheet, drawing: Drawing) -> None:
    """The picked row and what it can be declared to be."""
    # A click runs this part of the page alone, and what it started concerns the whole.
    if st.session_state.pop(f"{sheet.key}.said", False):
        st.rerun()
    st.caption(HOW(sheet.lang))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row = st.number_input(
            ROW(sheet.lang), min_value=1, value=None, step=1, key=f"{sheet.key}.row", width=120,
            label_visibility="collapsed", placeholder=ROW_SHORT(sheet.lang),
        )  # fmt: skip
        for part, (label, icon) in _STEPS.items():
            is_above = part == "last_row" and row is not None and row <= (sheet.found.header_row or 0)
            st.button(
                label(sheet.lang), key=f"{sheet.key}.{part}", icon=icon, disabled=row is None or is_above,
                on_click=_say_row, args=(sheet, drawing, part, int(row or 0)),
            )  # fmt: skip


def _say_row(sheet: Sheet, drawing: Drawing, part: str, row: int) -> None:
    """The row is spent with it: what stands there may now be something else."""
    st.session_state[f"{sheet.key}.row"] = None
    st.session_state[f"{sheet.key}.said"] = True
    layout = with_row(sheet.found, sheet.decided, part, row, header_start(drawing, sheet.found.header_row or 0))
    sheet.uploads.lay_out(sheet.upload, sheet.place, layout, sheet.lang)


def _unit(sheet: Sheet) -> None:
    dataset = sheet.uploads.desk.store.datasets.get(sheet.found.dataset or "")
    if dataset is None or not any(column.kind.name == "money" for column in dataset.columns):
        return
    now = sheet.found.unit or ""
    options = list(UNITS) if now in UNITS else [now, *UNITS]
    chosen = st.selectbox(
        UNIT(sheet.lang), options, index=options.index(now), width=230, key=f"{sheet.key}.unit",
        format_func=lambda unit: UNITS[unit](sheet.lang) if unit in UNITS else unit,
    )  # fmt: skip
    if chosen != now:
        sheet.decide(unit=chosen)
        st.rerun()


def _dates(sheet: Sheet) -> None:
    now, example = sheet.found.layout.get("dates", ""), example_of(sheet.found)
    if not (now or (example and sheet.found.dataset)):
        return
    options = list(ORDERS)
    chosen = st.selectbox(
        DATES(sheet.lang), options, index=options.index(now) if now in options else None, width=330,
        format_func=lambda order: order_words(order, example, sheet.lang), key=f"{sheet.key}.dates",
    )  # fmt: skip
    if chosen and chosen != now:
        sheet.decide(dates=chosen)
        st.rerun()


def _encoding(sheet: Sheet) -> None:
    report = sheet.upload.report
    now = report.encoding if report else None
    if now is None:
        return
    tastes = {one.name: one.taste for one in sheet.upload.decodings}
    options = list(dict.fromkeys([now, *tastes]))
    chosen = st.selectbox(
        ENCODING(sheet.lang), options, width=330, key=f"{sheet.key}.encoding",
        format_func=lambda name: encoding_words(name, tastes.get(name, ""), sheet.lang),
    )  # fmt: skip
    if chosen != now:
        sheet.uploads.decode(sheet.upload, chosen, sheet.lang)
        st.rerun()


def decided_words(sheet: Sheet) -> str:
    """What a person decided about this sheet, in words; '' for nothing."""
    words = dict(sheet.decided)
    if sheet.upload.options.encoding:
        words["encoding"] = sheet.upload.options.encoding
    said = [NAMES[name].fill(value=_named(name, word, sheet.lang))(sheet.lang) for name, word in words.items()]
    return ("，" if sheet.lang == "zh" else ", ").join(said)


def _named(name: str, word: str, lang: Lang) -> str:
    if name == "unit":
        return UNITS.get(word, Text(word, word))(lang)
    if name == "dates":
        return ORDERS[word](lang) if word in ORDERS else word
    return word


def ask_layout(sheet: Sheet, drawing: Drawing) -> None:
    """The corrections of one sheet as drawn, and the way back to what the machine finds by itself."""
    _rows(sheet, drawing)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _unit(sheet)
        _dates(sheet)
        _encoding(sheet)
        words = decided_words(sheet)
        is_decided = bool(words) or sheet.place in sheet.upload.options.tables
        if is_decided and st.button(BACK(sheet.lang), icon=":material/restart_alt:", key=f"{sheet.key}.back"):
            sheet.uploads.forget(sheet.upload, sheet.place, sheet.lang)
            st.rerun()
    if words:
        st.caption(escape(DECIDED.fill(what=words)(sheet.lang)))
