"""要事 on the overview: who needs a decision, the most money first, with filters, the whole list and its workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.export.workbook import notes_of, write_workbook
from kam.figure import texts
from kam.text import UNKNOWN, Text, money, number
from kam.topic import Field
from kam.topics import QUERIES
from kam.topics.board.figures import Case, cases, counted, only
from kam.topics.board.words import KINDS
from kam.topics.fields import ACCOUNT_ID, ACCOUNT_NAME, OWNER, REGION
from kam.ui import ask, board_case, cards, filters
from kam.ui.picks import named, with_name
from kam.ui.tables import table
from kam.ui.words import escape, lang, say

TITLE = Text("要事", "What needs a decision")
COUNTED = Text("{accounts} 家客户 · {findings} 项", "{accounts} accounts · {findings} findings")
NOTHING = Text(
    "所选范围内没有需要决定的要事：没有停滞、回退、逾期、落后承诺或占有率下降的客户。门槛可在“设置”中调整。",
    "Nothing needs a decision in this selection: nobody stalled, fell back, is overdue or behind, or lost share. The "
    "thresholds are under Settings.",
)
NO_MATCH = Text("没有符合筛选的要事", "No finding matches the filters")
EVERYBODY, WHOSE = Text("全部责任人", "Every owner"), Text("责任人", "Owner")
WHICH = Text("要事类别", "Kind of finding")
ALL = Text("列出全部 {n} 家", "List all {n}")
WORKBOOK = Text("导出 XLSX", "Export XLSX")
OTHERS = Text("区域与不属于客户的要事", "Of a region or of nobody")
NOWHERE = Text("不属于任何客户或区域", "Neither account nor region")
GONE = Text("链接所指的要事已不在所选范围内。", "What the link points at is no longer in this selection.")
_FIRST = 10
_FOUND = QUERIES["board.exceptions"].fields
_CASES: tuple[Field, ...] = (
    ACCOUNT_NAME,
    REGION,
    OWNER,
    next(field for field in _FOUND if field.name == "at_stake"),
    Field("findings", Text("要事", "Findings"), "text"),
    ACCOUNT_ID,
)


@st.fragment
def decisions(view: View) -> None:
    """The card with everything that needs a decision; a click in it runs this part alone."""
    frame = ask.ask("board.exceptions", view)
    with cards.card("board", TITLE, "board.exceptions") as head:
        if frame.empty:
            st.caption(say(NOTHING))
            return
        tools = st.container(horizontal=True, vertical_alignment="center", gap="medium", key="board_tools")
        kinds, owner = _filters(frame, tools)
        chosen = only(frame, kinds, owner)
        found = cases(chosen)
        with head:
            _head(chosen, found, view, _notes(kinds, owner))
        with tools:
            is_all = len(found) > _FIRST and st.toggle(say(ALL.fill(n=number(len(found)))), key="board_all")
        if not found:
            st.caption(say(NO_MATCH))
        # What is opened shows every finding of the account, whatever the filters are.
        whole = {case.key: case for case in cases(frame)}
        is_drawn = _rows(found, whole, view) if not is_all else _table(found, view)
        if not is_drawn:
            _opened(whole, view)


def _filters(frame: pd.DataFrame, tools: Any) -> tuple[list[str], str]:
    """Kinds and owner to be shown, kept in the address; the counts are those of the whole answer."""
    kinds, owners = counted(texts(frame, "kind")), counted(texts(frame, "owner"))
    _seed("board_kinds", [kind for kind in st.query_params.get_all("kinds") if kind in kinds])
    asked = filters.safe_code(st.query_params.get("owner", ""))
    _seed("board_owner", asked if asked in owners else "")
    # An owner or a kind may be gone since: after a decision, or under other filters.
    st.session_state.board_kinds = [kind for kind in st.session_state.board_kinds if kind in kinds]
    if st.session_state.board_owner not in owners:
        st.session_state.board_owner = ""
    whose = {"": say(EVERYBODY)} | {name: f"{name} {number(owners[name])}" for name in sorted(owners)}
    which = {
        kind: f":material/{words.icon}: {say(words.label)} {number(kinds[kind])}"
        for kind, words in KINDS.items()
        if kind in kinds
    }
    owner = tools.selectbox(
        say(WHOSE),
        list(whose),
        format_func=lambda name: whose[name],
        key="board_owner",
        on_change=_remember("board_owner", "owner"),
        label_visibility="collapsed",
        width=190,
    )
    chosen = st.pills(
        say(WHICH),
        list(which),
        format_func=lambda kind: which[kind],
        selection_mode="multi",
        key="board_kinds",
        on_change=_remember("board_kinds", "kinds"),
        label_visibility="collapsed",
    )
    return list(chosen), owner or ""


def _seed(key: str, value: object) -> None:
    if key not in st.session_state:
        st.session_state[key] = value


def _remember(key: str, name: str) -> Callable[[], None]:
    """Puts a filter into the address, so that a link shows what its sender saw."""

    def taken() -> None:
        value = st.session_state[key]
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]

    return taken


def _notes(kinds: Sequence[str], owner: str) -> list[tuple[str, str]]:
    """The filters of the card in words, for the workbook's second sheet; none where nothing was chosen."""
    named_kinds = ", ".join(say(KINDS[kind].label) for kind in kinds)
    return [(say(what), chosen) for what, chosen in ((WHICH, named_kinds), (WHOSE, owner)) if chosen]


def _head(frame: pd.DataFrame, found: Sequence[Case], view: View, notes: list[tuple[str, str]]) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", width="content", key="head_board_tools"
    ):
        accounts = sum(bool(case.account_id) for case in found)
        st.caption(say(COUNTED.fill(accounts=number(accounts), findings=number(len(frame)))), width="content")
        st.download_button(
            say(WORKBOOK),
            _workbook(frame, view, notes),
            f"{say(TITLE)}-{view.as_of}.xlsx",
            key="board_workbook",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )


def _workbook(frame: pd.DataFrame, view: View, notes: list[tuple[str, str]]) -> Callable[[], bytes]:
    """The findings on show as a workbook, made when it is asked for."""
    language, names = lang(), ask.names(view.as_of)

    def made() -> bytes:
        kinds = texts(frame, "kind")
        rows = named(frame, names).assign(
            kind=[KINDS[kind].label(language) for kind in kinds], step=[KINDS[kind].step(language) for kind in kinds]
        )
        fields = (*with_name(_FOUND), Field("step", board_case.STEP, "text"))
        target = io.BytesIO()
        write_workbook(
            target,
            rows[[field.name for field in fields]],
            TITLE(language),
            {field.name: field.label(language) for field in fields},
            [*notes_of(QUERIES["board.exceptions"], view, language), *notes],
            {field.name: field.kind for field in fields},
        )
        return target.getvalue()

    return made


def _rows(found: Sequence[Case], whole: Mapping[str, Case], view: View) -> bool:
    """The first accounts, then the first others; whether the opened case was among them and was drawn there."""
    names, is_drawn = ask.names(view.as_of), False
    accounts = [case for case in found if case.account_id][:_FIRST]
    others = [case for case in found if not case.account_id][:_FIRST]
    with st.container(gap="xsmall", key="board_rows"):
        for case in (*accounts, *others):
            if others and case is others[0]:
                st.caption(say(OTHERS))
            is_open = board_case.asked() == case.key
            _row(case, title(case, names), is_open)
            if is_open:
                board_case.show(whole[case.key], title(case, names), view)
                is_drawn = True
    return is_drawn


def title(case: Case, names: dict[str, str]) -> str:
    """What a case is called, as it stands in a file: not yet safe for markdown."""
    return (names.get(case.account_id) or case.account_id) if case.account_id else (case.region or say(NOWHERE))


def _row(case: Case, name: str, is_open: bool) -> None:
    left, right = st.columns(2, gap="xxsmall", vertical_alignment="center")
    with left, st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(width=224):
            st.button(
                escape(name),
                key=f"board_open_{case.key}",
                type="tertiary",
                icon=f":material/{'keyboard_arrow_down' if is_open else 'keyboard_arrow_right'}:",
                on_click=board_case.forget if is_open else board_case.ask_for,
                args=() if is_open else (case.key,),
            )
        st.markdown(
            f"**{UNKNOWN if case.stake is None else money(case.stake, lang())}**", width=92, text_alignment="right"
        )
        places = (case.region if case.account_id else "", case.owner)
        st.caption(escape(" · ".join(place for place in places if place) or UNKNOWN), width=130)
    right.markdown(board_case.badges(case.kinds))


def _table(found: Sequence[Case], view: View) -> bool:
    """Every case in a table; a picked row is opened below it, so False: it was not drawn here."""
    names = ask.names(view.as_of)
    frame = pd.DataFrame(
        {
            "account_name": [title(case, names) for case in found],
            "region": [case.region or None for case in found],
            "owner": [case.owner or None for case in found],
            "at_stake": [case.stake for case in found],
            "findings": [say(Text("、", ", ")).join(say(KINDS[kind].label) for kind in case.kinds) for case in found],
            "account_id": [case.account_id or None for case in found],
        }
    )
    row = table(frame, _CASES, "board_table", say(TITLE), is_pickable=True)
    picked = None if row is None else found[row].key
    # The row stays picked while the case below it is closed again: only a new one opens.
    if picked and picked != st.session_state.get("board_picked"):
        board_case.ask_for(picked)
    st.session_state.board_picked = picked
    return False


def _opened(whole: Mapping[str, Case], view: View) -> None:
    """The case of the address, where it is not drawn under its row."""
    key = board_case.asked()
    if case := whole.get(key):
        board_case.show(case, title(case, ask.names(view.as_of)), view)
    elif key:
        st.caption(say(GONE))
