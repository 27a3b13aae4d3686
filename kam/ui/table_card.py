"""One file's tables on the page: choose one, see the sheet it was found in, correct it, take it along clean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from kam.dataset import Dataset
from kam.intake.mapping import write_mapping
from kam.intake.report import Drawing, FoundTable, Mapping
from kam.text import Lang, Text
from kam.ui.clean import offer_clean
from kam.ui.correct import ask_mapping, ask_mapping_file, lacking
from kam.ui.drawing import show_drawing
from kam.ui.found import show_counts, show_match, show_problems, show_verdict
from kam.ui.layout_choice import Sheet, ask_layout
from kam.ui.remarks import show_left_out, show_no_header, show_remarks
from kam.ui.uploads import Upload, Uploads
from kam.ui.words import columns_of, escape, rows_of

CORRECT = Text("修正对应", "Correct the match")
SAVE_MAPPING = Text("导出对应关系 (TOML)", "Export the match (TOML)")
WRONG_ROWS = Text("下载错误行", "Download wrong rows")
WRONG_HELP = Text(
    "只含有错误的行，错误单元格已标出，原因写在旁边。改好后把它拖进来即可。",
    "The wrong rows alone, each wrong cell marked and its reason beside it. Correct them and drop that file here.",
)
WRONG_FILE = Text("{name}-错误行.xlsx", "{name}-wrong-rows.xlsx")
TABLES = Text("查看哪张表", "Which table to look at")
NO_TABLE = Text("没有表格", "no table")
DETAILS = Text("查看原表和各列的对应", "Show the sheet and how its columns match")
SPAN = Text("第 {first}–{last} 行", "rows {first}–{last}")
DRAWN = Text("原表 · 各部分已着色", "The sheet as it stands, its parts in colour")
WIDER = Text("右侧还有 {columns}，此处不显示", "{columns} more to the right, not shown here")
FEW = 4  # tables that stand beside each other as buttons; more of them go into a list


def show_tables(uploads: Uploads, upload: Upload, lang: Lang, then: Callable[[], None], is_open: bool) -> None:
    """The tables of a file, one at a time, then the sheets that were left out.

    `then` draws what follows on what was found; the sheet and the match come below it, at once or when asked for.
    """
    tables = upload.report.tables if upload.report else ()
    places = [place for place, found in enumerate(tables) if _is_shown(upload, found)]
    # A real table before a sheet that only looks as if it had something in it.
    places.sort(key=lambda place: tables[place].header_row is None)
    if places:
        place = _chosen(upload, places, lang)
        sheet = Sheet(uploads, upload, place, tables[place], lang)
        _show_found(sheet)
        then()
        if is_open or st.toggle(DETAILS(lang), key=f"{upload.key}.details"):
            _show_details(sheet)
    rest = [found for place, found in enumerate(tables) if place not in places]
    show_left_out(rest, lang)


def show_wrong(uploads: Uploads, upload: Upload, lang: Lang) -> None:
    """The wrong cells of a file that is in, table by table, and the workbook in which to correct them."""
    for place, found in enumerate(upload.report.tables if upload.report else ()):
        if found.problems and found.dataset and not found.hidden:
            sheet = Sheet(uploads, upload, place, found, lang)
            show_problems(found.problems, found.counts.get("problems", len(found.problems)), lang)
            _wrong_rows(sheet)


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
    if found.header_row is None:
        return f"{found.sheet} · {NO_TABLE(lang)}"
    parts = [found.sheet]
    if sum(other.sheet == found.sheet for other in tables) > 1 and found.first_row:
        parts.append(SPAN.fill(first=found.first_row, last=found.last_row)(lang))
    return " · ".join([*parts, rows_of(found.rows, lang)])


def _dataset(sheet: Sheet) -> Dataset | None:
    return sheet.uploads.desk.store.datasets.get(sheet.found.dataset or "")


def _show_found(sheet: Sheet) -> None:
    """What was found, in words and figures."""
    found, lang, dataset = sheet.found, sheet.lang, _dataset(sheet)
    if found.header_row is None or (dataset is None and found.nature != "table"):
        show_no_header(found, lang)
    else:
        show_verdict(found, dataset, lang)
    if found.header_row is not None:
        show_counts(found, sheet.key, lang)
        show_remarks(found, dataset, lang)


def _show_details(sheet: Sheet) -> None:
    """The sheet as drawn, the wrong cells, the match, and what corrects or takes them along."""
    found, lang, dataset = sheet.found, sheet.lang, _dataset(sheet)
    _draw(sheet)
    if found.header_row is None:
        return
    # Where a whole column is missing, that was said above, and once.
    if dataset is None or found.mapping is None or not lacking(dataset, found.mapping):
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
        st.caption(WIDER.fill(columns=columns_of(drawing.columns_left_out, sheet.lang))(sheet.lang))
    ask_layout(sheet, drawing)


def _take_along(sheet: Sheet) -> None:
    """The downloads of one table: its wrong rows, the table clean, its match."""
    upload, found, lang = sheet.upload, sheet.found, sheet.lang
    report, desk = upload.report, sheet.uploads.desk
    as_found = desk.found(report, sheet.place) if report else None
    with st.container(horizontal=True):
        _wrong_rows(sheet)
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


def _wrong_rows(sheet: Sheet) -> None:
    """A download that is read from disk only when it is asked for; nothing where no row is wrong."""
    upload, lang = sheet.upload, sheet.lang
    path = sheet.uploads.desk.returned(upload.report, sheet.place) if upload.report else None
    if path is None:
        return
    name = WRONG_FILE.fill(name=Path(upload.name).stem)(lang)
    st.download_button(
        WRONG_ROWS(lang), path.read_bytes, name, key=f"{sheet.key}.wrong", icon=":material/download:",
        help=WRONG_HELP(lang), on_click="ignore",
    )  # fmt: skip


def _correct(sheet: Sheet, dataset: Dataset | None) -> None:
    datasets = tuple(sheet.uploads.desk.datasets)
    known, asked = sheet.found.mapping, sheet.upload.options.tables.get(sheet.place)
    is_guessed = asked is not None and asked.is_bare
    is_open = dataset is None or is_guessed or (known is not None and bool(lacking(dataset, known)))
    with st.expander(CORRECT(sheet.lang), expanded=is_open, icon=":material/tune:"):
        mapping = ask_mapping(datasets, sheet.found, sheet.key, sheet.lang)
        mapping = ask_mapping_file(sheet.key, sheet.lang) or mapping
    if mapping and not _is_asked_already(sheet, mapping):
        sheet.uploads.correct(sheet.upload, sheet.place, mapping, sheet.lang)
        st.rerun()


def _is_asked_already(sheet: Sheet, mapping: Mapping) -> bool:
    """Whether a chosen dataset was tried for and could not be had: the choice stays on the page."""
    asked = sheet.upload.options.tables.get(sheet.place)
    return mapping.is_bare and asked is not None and asked.dataset == mapping.dataset
