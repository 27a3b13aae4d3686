"""One file's tables on the page: choose one, see the sheet it was found in, correct it, take it along clean."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kam.dataset import Dataset
from kam.intake.mapping import write_mapping
from kam.intake.report import Drawing, FoundTable
from kam.text import Lang, Text, number
from kam.ui.clean import offer_clean
from kam.ui.correct import ask_mapping, ask_mapping_file
from kam.ui.drawing import show_drawing
from kam.ui.found import show_counts, show_match, show_problems, show_verdict
from kam.ui.layout_choice import Sheet, ask_layout
from kam.ui.remarks import show_left_out, show_no_header, show_remarks
from kam.ui.uploads import Upload, Uploads
from kam.ui.words import escape

CORRECT = Text("修正对应", "Correct the match")
SAVE_MAPPING = Text("导出对应关系 (TOML)", "Export the match (TOML)")
WRONG_ROWS = Text("下载错误行", "Download wrong rows")
WRONG_HELP = Text(
    "只含有错误的行，错误单元格已标出，原因写在旁边。改好后把它拖进来即可。",
    "The wrong rows alone, each wrong cell marked and its reason beside it. Correct them and drop that file here.",
)
WRONG_FILE = Text("{name}-错误行.xlsx", "{name}-wrong-rows.xlsx")
TABLES = Text("查看哪张表", "Which table to look at")
ROWS = Text("{rows} 行", "{rows} rows")
SPAN = Text("第 {first}–{last} 行", "rows {first}–{last}")
DRAWN = Text("原表 · 各部分已着色", "The sheet as it stands, its parts in colour")
WIDER = Text("右侧还有 {count} 列未显示", "{count} more columns to the right are not shown")
FEW = 4  # tables that stand beside each other as buttons; more of them go into a list


def show_tables(uploads: Uploads, upload: Upload, lang: Lang) -> None:
    """The tables of a file, one at a time, then the sheets that were left out."""
    tables = upload.report.tables if upload.report else ()
    places = [place for place, found in enumerate(tables) if _is_shown(upload, found)]
    if places:
        place = _chosen(upload, places, lang)
        _show(Sheet(uploads, upload, place, tables[place], lang))
    rest = [found for place, found in enumerate(tables) if place not in places]
    show_left_out(rest, lang)


def drawing_of(upload: Upload, found: FoundTable) -> Drawing | None:
    """The drawing of the sheet in which a table was found."""
    drawings = upload.report.drawings if upload.report else ()
    return next((drawing for drawing in drawings if drawing.sheet == found.sheet and drawing.rows), None)


def _is_shown(upload: Upload, found: FoundTable) -> bool:
    """Whether there is something to look at: a table, or a sheet whose header may be shown by hand."""
    if found.hidden:
        return False
    is_drawn = found.nature not in ("empty", "chart", "continued") and drawing_of(upload, found) is not None
    return found.header_row is not None or is_drawn


def _chosen(upload: Upload, places: list[int], lang: Lang) -> int:
    """The place of the table on show; it stays on show while the file is read again."""
    if len(places) == 1:
        return places[0]
    kept, key = f"{upload.key}.shown", f"{upload.key}.chooser"
    before = st.session_state.get(kept)
    start = before if before in places else places[0]

    def words(place: int) -> str:
        return _name(upload, place, lang)

    if len(places) <= FEW:
        chosen = st.segmented_control(
            TABLES(lang), places, default=start, required=True, format_func=lambda place: escape(words(place)), key=key
        )
    else:
        chosen = st.selectbox(TABLES(lang), places, index=places.index(start), format_func=words, key=key)
    st.session_state[kept] = start if chosen is None else chosen
    return int(st.session_state[kept])


def _name(upload: Upload, place: int, lang: Lang) -> str:
    """A table's name: its sheet, its rows, and where it stands when the sheet has several."""
    tables = upload.report.tables if upload.report else ()
    found = tables[place]
    parts = [found.sheet]
    if sum(other.sheet == found.sheet for other in tables) > 1 and found.first_row:
        parts.append(SPAN.fill(first=found.first_row, last=found.last_row)(lang))
    return " · ".join([*parts, ROWS.fill(rows=number(found.rows))(lang)])


def _show(sheet: Sheet) -> None:
    found, lang = sheet.found, sheet.lang
    dataset = sheet.uploads.desk.store.datasets.get(found.dataset or "")
    if found.header_row is None or (dataset is None and found.nature != "table"):
        show_no_header(found, lang)
    else:
        show_verdict(found, dataset, lang)
    if found.header_row is not None:
        show_counts(found, sheet.key, lang)
        show_remarks(found, dataset, lang)
    _draw(sheet)
    if found.header_row is None:
        return
    show_problems(found.problems, found.counts.get("problems", len(found.problems)), lang)
    show_match(found, dataset, lang)
    _take_along(sheet)
    _correct(sheet, dataset)


@st.fragment
def _draw(sheet: Sheet) -> None:
    """The sheet with the buttons that correct it: a click in it runs this part alone."""
    drawing = drawing_of(sheet.upload, sheet.found)
    if drawing is None:
        return
    st.markdown(f"**{DRAWN(sheet.lang)}**")
    show_drawing(drawing, sheet.found.header_row or sheet.found.first_row, sheet.key, sheet.lang)
    if drawing.columns_left_out:
        st.caption(WIDER.fill(count=number(drawing.columns_left_out))(sheet.lang))
    ask_layout(sheet)


def _take_along(sheet: Sheet) -> None:
    """The downloads of one table: its wrong rows, the table clean, its match."""
    upload, found, lang = sheet.upload, sheet.found, sheet.lang
    report, desk = upload.report, sheet.uploads.desk
    returned = desk.returned(report, sheet.place) if report else None
    as_found = desk.found(report, sheet.place) if report else None
    with st.container(horizontal=True):
        if returned:
            name = WRONG_FILE.fill(name=Path(upload.name).stem)(lang)
            _offer_wrong_rows(returned, name, f"{sheet.key}.wrong", lang)
        if as_found:
            offer_clean(as_found, _stem(sheet), f"{sheet.key}.clean", lang)
        if found.mapping:
            text = write_mapping(found.mapping)
            name = f"{found.dataset}.toml"
            st.download_button(SAVE_MAPPING(lang), text, name, key=f"{sheet.key}.toml", on_click="ignore")


def _stem(sheet: Sheet) -> str:
    """The file's name, and the sheet's where there are several tables."""
    stem = Path(sheet.upload.name).stem
    tables = sheet.upload.report.tables if sheet.upload.report else ()
    return f"{stem}-{sheet.found.sheet}" if len(tables) > 1 else stem


def _offer_wrong_rows(path: Path, name: str, key: str, lang: Lang) -> None:
    """A download that is read from disk only when it is asked for."""
    label, why, icon = WRONG_ROWS(lang), WRONG_HELP(lang), ":material/download:"
    st.download_button(label, path.read_bytes, name, key=key, icon=icon, help=why, on_click="ignore")


def _correct(sheet: Sheet, dataset: Dataset | None) -> None:
    datasets = tuple(sheet.uploads.desk.datasets)
    with st.expander(CORRECT(sheet.lang), expanded=dataset is None, icon=":material/tune:"):
        mapping = ask_mapping(datasets, sheet.found, sheet.key, sheet.lang)
        mapping = ask_mapping_file(sheet.key, sheet.lang) or mapping
    if mapping:
        sheet.uploads.correct(sheet.upload, sheet.place, mapping, sheet.lang)
        st.rerun()
