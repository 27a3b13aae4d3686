"""From a figure to the accounts behind it, and from an account to its page.

A choice is (kind, value), see `kam.ui.picks`. It stands in the address as `pick=kind:value`, is shown as a chip that
takes it away, and belongs to the page on which it was made.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from kam.engine import View
from kam.figure import texts
from kam.text import Text
from kam.topic import Field
from kam.topics import QUERIES
from kam.topics.accounts import TERMS
from kam.topics.rivals.figures import OURSELVES, US
from kam.ui import ask, filters
from kam.ui.picks import KINDS, STAGED, Pick, rows, shown, with_name
from kam.ui.picks import named as named
from kam.ui.rooms import NAMED
from kam.ui.tables import table
from kam.ui.words import escape, lang, say

_COLON = Text("：", ": ")
NAMED_STATUS: tuple[Field, ...] = with_name(QUERIES["rebate.status"].fields)


def picked() -> Pick | None:
    """The current choice, from the address; None when there is none or it cannot be read."""
    kind, _, value = filters.safe_code(st.query_params.get("pick", "")).partition(":")
    if kind not in KINDS or (kind in STAGED and value not in tuple("12345678")):
        return None
    return Pick(kind, value)


def pick(kind: str, value: str, chart: str) -> None:
    """Makes a choice; the selection of every other chart is taken back."""
    st.query_params["pick"] = f"{kind}:{value}"
    st.session_state.picked_on = chart
    _turn_others(chart)


def forget() -> None:
    """Takes the choice away, and the selection in the charts with it."""
    if "pick" in st.query_params:
        del st.query_params["pick"]
    _turn_others(None)


def turn(key: str) -> str:
    """The key of a chart; it changes when its selection has to be taken back."""
    turns: dict[str, int] = st.session_state.setdefault("turns", {})
    return f"{key}_{turns.setdefault(key, 0)}"


def _turn_others(kept: str | None) -> None:
    turns: dict[str, int] = st.session_state.setdefault("turns", {})
    for key in turns:
        if key != kept:
            turns[key] += 1


def behind(view: View) -> None:
    """The accounts behind the choice, under a chip that takes the choice away; nothing without a choice."""
    choice = picked()
    if choice is None:
        return
    with st.container(border=True, key="card_behind"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head_behind"):
            st.markdown(f"##### {say(Text('背后的客户', 'The accounts behind it'))}", width="content")
            chip = f"{say(KINDS[choice.kind])}{say(_COLON)}{escape(shown(choice, view))}"
            st.button(chip, key="chip", icon=":material/close:", on_click=forget, help=say(Text("取消", "Remove")))
            st.caption(say(Text("点一行打开该客户", "Pick a row to open the account")), width="content")
        frame, fields = rows(choice, view)
        listing(frame, fields, f"behind_{choice.kind}_{choice.value}")


def parties(names: list[str], chart: str) -> None:
    """A button for each party of the radar: plotly reports no click on a polar chart."""
    key = turn(f"{chart}_party")

    def taken() -> None:
        chosen = st.session_state[key]
        if chosen is None:
            forget()
        else:
            pick("party", chosen, f"{chart}_party")

    st.pills(
        say(KINDS["party"]),
        names,
        format_func=lambda name: escape(say(OURSELVES) if name == US else name),
        key=key,
        on_change=taken,
        label_visibility="collapsed",
        width="content",
    )


def listing(frame: pd.DataFrame, fields: tuple[Field, ...], key: str) -> None:
    """A table whose rows open the account they speak of."""
    row = table(frame, fields, turn(key), say(Text("背后的客户", "The accounts behind it")), is_pickable=True)
    # A concession or an action may belong to nobody: such a row has no page to open.
    if row is not None and (code := texts(frame, "account_id")[row]):
        open_account(code)


def open_account(account_id: str) -> None:
    """Goes to one account's page."""
    _turn_others(None)
    st.switch_page(NAMED["account"].page(lang()), query_params={"account": account_id})


def account(as_of: date) -> str | None:
    """The account of the address, with a chooser for another; None until one is chosen."""
    asked = filters.safe_code(st.query_params.get("account", ""))
    named = ask.names(as_of)
    codes = list(named)
    if asked and asked not in named:
        st.warning(say(Text(f"没有编码为 {escape(asked)} 的客户。", f"There is no account {escape(asked)}.")))
    # The address wins when it changed since the last run: a row of another page was opened.
    if st.session_state.get("account_asked") != asked or "account_code" not in st.session_state:
        st.session_state.account_code = asked if asked in named else None
    chosen = st.selectbox(
        say(Text("客户", "Account")),
        codes,
        format_func=lambda code: f"{named.get(code, '')} {code}".strip(),
        key="account_code",
        placeholder=say(Text("输入名称或编码查找", "Find by name or code")),
        label_visibility="collapsed",
        width=420,
    )
    if chosen:
        st.query_params["account"] = chosen
    st.session_state.account_asked = chosen or asked
    return chosen


def is_money(agreement_no: str, view: View) -> bool:
    """Whether an agreement counts CNY; a quantity agreement counts pieces."""
    terms = ask.ask(TERMS, view)
    return not (terms[terms["agreement_no"] == agreement_no]["basis"] == "quantity").any()


def agreement(numbers: list[str], status: pd.DataFrame, names: dict[str, str]) -> str:
    """The agreement that was clicked, else the first; a chooser for another."""
    owners = dict(zip(texts(status, "agreement_no"), texts(status, "account_id"), strict=True))
    choice = picked()
    clicked = choice.value if choice and choice.kind == "agreement" and choice.value in numbers else None
    if clicked and st.session_state.get("agreement_clicked") != clicked:
        st.session_state.agreement_no = clicked
    st.session_state.agreement_clicked = clicked
    if st.session_state.get("agreement_no") not in numbers:
        st.session_state.agreement_no = numbers[0]
    chosen = st.selectbox(
        say(Text("协议", "Agreement")),
        numbers,
        format_func=lambda number: f"{number} {names.get(owners.get(number, ''), '')}".strip(),
        key="agreement_no",
        label_visibility="collapsed",
    )
    return chosen or numbers[0]
