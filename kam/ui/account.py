"""The account page: who it is, what needs a decision, six figures, then a tab a question; only the open tab asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.text import Text
from kam.topics.accounts import DIRECTORY, PROFILE
from kam.ui import (
    account_edit,
    account_forms,
    account_head,
    account_lists,
    account_parts,
    ask,
    cards,
    drill,
    export_page,
)
from kam.ui.account_parts import One
from kam.ui.account_words import rows_of
from kam.ui.words import lang, say

_HERE = Path(__file__).parent
_TABS: dict[str, tuple[Text, Callable[[One], None]]] = {
    "now": (Text("现状与下一步", "Now and next"), account_parts.now),
    "share": (Text("份额", "Share"), account_parts.share),
    "stage": (Text("阶段", "Stage"), account_parts.stage),
    "people": (Text("人物与拜访", "People and visits"), account_lists.people),
    "terms": (Text("协议与让利", "Terms"), account_lists.terms),
    "rivals": (Text("竞争与商机", "Rivals and deals"), account_lists.rivals),
    "notes": (Text("优劣势与情报", "SWOT and intelligence"), account_lists.notes),
    "actions": (Text("行动", "Actions"), account_lists.actions),
}


def show(everyone: View) -> None:
    """The chooser and, once an account is chosen, everything about it as of the view's day."""
    st.html(f"<style>{(_HERE / 'account.css').read_text('utf-8')}</style>")
    account_edit.notice()
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small", key="account_bar")
    with bar:
        account_id = drill.account(everyone.as_of)
    if account_id is None:
        st.info(
            say(Text("请在上方查找，或在表中点一行。", "Find an account above, or pick a row.")),
            icon=":material/search:",
        )
        export_page.asked(DIRECTORY)
        with cards.card("directory", DIRECTORY.label):
            drill.listing(_wanted(everyone), DIRECTORY.fields, "account_directory")
        return
    view = replace(everyone, regions=(), classes=(), accounts=(account_id,))
    row = rows_of(ask.ask(PROFILE, view))[0]
    found = account_head.case(account_id, view)
    if ask.may("decide"):
        with bar:
            account_forms.new_action(row, found.step if found else None)
            account_forms.move_stage(row, view.as_of)
            account_forms.put_on_list(row, ask.ask("roster.by_region", replace(view, accounts=())), view.as_of)
    export_page.narrowed(view)
    account_head.profile(row, ask.ask("roster.completeness", view), view)
    account_head.findings(found)
    account_head.figures(view)
    _tabs(One(row, view, found))


def _wanted(view: View) -> pd.DataFrame:
    """The accounts that pass the filters, the largest buyers first."""
    return ask.ask(DIRECTORY, view).sort_values("sales_12m", ascending=False, na_position="last", ignore_index=True)


def _tabs(one: One) -> None:
    # The labels are the tabs' state, so a language keeps its own; the address says which one is open, in any language.
    labels, key = {code: say(label) for code, (label, _) in _TABS.items()}, f"account_part_{lang()}"
    if key not in st.session_state and st.query_params.get("part") in labels:
        st.session_state[key] = labels[st.query_params["part"]]
    tabs = st.tabs(list(labels.values()), key=key, on_change="rerun")
    for tab, (code, (_, draw)) in zip(tabs, _TABS.items(), strict=True):
        if tab.open:
            _say_open(code)
            with tab:
                draw(one)


def _say_open(code: str) -> None:
    if code != next(iter(_TABS)):
        st.query_params["part"] = code
    elif "part" in st.query_params:
        del st.query_params["part"]
