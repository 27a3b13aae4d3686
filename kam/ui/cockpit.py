"""The script a viewer runs: language, look, navigation, filters, then the page. Adding a page: `kam/ui/rooms.py`."""

from __future__ import annotations

import gc
from pathlib import Path

import streamlit as st

from kam.access import OWNER, User
from kam.gate import SIGN_OUT
from kam.text import Text
from kam.ui import ask, filters, shim
from kam.ui.company import look_after
from kam.ui.rooms import NAMED, home_of, menu
from kam.ui.viewer import leave_for, viewer
from kam.ui.words import escape, lang, say

_HERE = Path(__file__).parent
_ICON = _HERE / "static" / "icon.png"
_TITLE = Text("大客户驾驶舱", "KAM Cockpit")
_ALONE = Text("单机模式：仅限本机，无需登录", "Single user: this machine only, no sign-in")
_LEAVE = Text("退出", "Sign out")
_LIGHT = ("#F4F6FA", "#FFFFFF", "#DFE5EE", "#556274", "#1D55C9")
_DARK = ("#0F1624", "#182234", "#2B3850", "#A3B0C2", "#A9C3FF")


@st.cache_resource(show_spinner=False)
def _settle() -> bool:
    # What was imported lives as long as the server; without the collector walking it, reruns are 3 to 6 times as many.
    gc.collect()
    gc.freeze()
    return True


def _language() -> None:
    if "lang" not in st.session_state:
        st.session_state.lang = "en" if st.query_params.get("lang") == "en" else "zh"


def _look() -> None:
    is_dark = st.context.theme.type == "dark"
    names = ("page", "card", "line", "soft", "chosen")
    colours = "".join(f"--kam-{name}:{value};" for name, value in zip(names, _DARK if is_dark else _LIGHT, strict=True))
    tokens = f":root{{{colours}--kam-name:'{say(_TITLE)}'}}"
    st.html(f"<style>{tokens}{(_HERE / 'cockpit.css').read_text('utf-8')}</style>")


def _sample() -> None:
    if not ask.store().is_sample:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sample"):
        st.badge(say(Text("示例数据", "Sample data")), icon=":material/science:", color="orange")
        explained = Text(
            "删除全部示例数据，从空白开始；您自己导入的数据不受影响。",
            "Removes the sample company; what you imported yourself stays.",
        )
        if st.button(say(Text("清除", "Clear")), key="clear_sample", type="tertiary", help=say(explained)):
            ask.store().clear_sample()
            st.session_state.pop("choice", None)
            st.rerun()


def _footer() -> None:
    st.segmented_control(
        say(Text("语言", "Language")),
        ["zh", "en"],
        format_func=lambda code: {"zh": "中文", "en": "English"}[code],
        key="lang",
        required=True,
        width="stretch",
    )
    colours = Text("红涨绿跌", "Red means up")
    if "red_up" not in st.session_state:
        st.session_state.red_up = lang() == "zh"
    st.session_state.is_red_up = st.toggle(say(colours), key="red_up")


def _whoever(user: User) -> None:
    """Whose page this is, and the way out; or that nobody needs to sign in here."""
    if user.role is OWNER:
        st.caption(say(_ALONE))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="whoever"):
        regions = f" · {'、'.join(sorted(user.regions))}" if user.regions else ""
        st.caption(escape(f"{user.name} · {say(user.role.label)}{regions}"), width="stretch")
        if st.button(say(_LEAVE), key="sign_out", type="tertiary", icon=":material/logout:"):
            leave_for(SIGN_OUT)


def main() -> None:
    """One run: everything around the page, then the page."""
    _language()
    st.set_page_config(page_title=say(_TITLE), page_icon=str(_ICON), layout="wide")
    st.logo(str(_HERE / "static" / "icon.svg"), size="large")
    _look()
    shim.mount(lang())
    _settle()
    look_after()
    user = viewer(ask.home())
    home = home_of(user)
    pages = menu(lang(), user)
    first = next(iter(pages.values()))
    first.append(home.by_name(lang()))
    here = st.navigation(pages, position="top")
    if here.url_path == home.name:
        st.switch_page(home.page(lang(), True), query_params=st.query_params.to_dict())
    room = NAMED.get(here.url_path or home.name, home)
    filters.choice()
    with st.sidebar:
        if user.may("upload"):
            _sample()
        if room.is_filtered and not ask.store().is_empty:
            filters.draw()
        _footer()
        _whoever(user)
    filters.write_address()
    if recovered := ask.recovered():
        st.warning(escape(say(recovered.message)))
    here.run()


main()
