"""The first quarter of an hour: from an empty company to its first chart, and afterwards what is still missing."""

from __future__ import annotations

import streamlit as st

from kam.datasets import ALL, BY_NAME
from kam.text import Text
from kam.ui import ask
from kam.ui.company import uploads, who
from kam.ui.rooms import NAMED, ROOMS, Room
from kam.ui.templates import ALL_FILE, template_button
from kam.ui.words import lang, say

_TITLE = Text("一刻钟看到第一张图", "Your first chart in a quarter of an hour")
_ONE = Text("1 · 准备表格", "1 · Have a spreadsheet")
_EXPORTS = Text(
    "ERP / CRM 导出的表格原样即可，不用改表头。最少两样：**大客户名录**和**订单明细**；有**客户采购额**就能算占有率。",
    "Exports of your ERP or CRM as they are; headers need no change. Two are enough to begin: **accounts** and "
    "**order lines**; with the **customers' purchases** comes their share.",
)
_STARTER = Text("起步模板（三张表）", "Template to begin with (three sheets)")
_FULL = Text("全部模板", "Template of everything")
_TWO = Text("2 · 拖进来", "2 · Drop it")
_DROP = Text(
    "表头、编码、单位、合计行自动识别；载入前先给您看结果，有错的行逐格列出，好的行照常进入，随时可撤销。",
    "Headers, encoding, units and totals are recognised. You see the result before anything is loaded; wrong rows are "
    "listed cell by cell, good rows go in, and any load can be undone.",
)
_IMPORT = Text("去导入数据", "Import data")
_THREE = Text("3 · 看图", "3 · See the charts")
_OPENS = Text("每张表打开一页：", "Each spreadsheet opens a page:")
_SHOW = Text("先看示例公司", "Look at a sample company first")
_LATER = Text("随时可以一键清除，不会混进您的数据。", "One click clears it at any time; your data stay apart from it.")
_LOADING = Text("正在载入示例公司，约半分钟……", "Loading the sample company, about half a minute …")
_MISSING = Text("还有 {count} 页等数据", "{count} pages still wait for data")
_COLON = Text("：", ": ")
STARTER = ("account", "order_line", "wallet")


def begin() -> None:
    """The way from nothing to the first chart; the sample company for those who may load for all regions."""
    with st.container(border=True, key="card_begin"):
        st.markdown(f"##### {say(_TITLE)}")
        st.space("xsmall")
        one, two, three = st.columns(3, gap="medium")
        with one:
            st.markdown(f"**{say(_ONE)}**")
            st.markdown(say(_EXPORTS))
            file = f"{say(ALL_FILE)}.xlsx"
            template_button([BY_NAME[name] for name in STARTER], say(_STARTER), file, lang())
            template_button(ALL, say(_FULL), file, lang())
        with two:
            st.markdown(f"**{say(_TWO)}**")
            st.markdown(say(_DROP))
            if ask.may("upload") and st.button(
                say(_IMPORT), icon=":material/upload_file:", type="primary", key="bring"
            ):
                st.switch_page(NAMED["imports"].page(lang()))
        with three:
            st.markdown(f"**{say(_THREE)}**")
            st.caption(say(_OPENS))
            _checklist(_waiting())
        if ask.may("upload") and ask.scope().regions is None:
            _offer_sample()


def still_missing() -> None:
    """Which pages wait for which spreadsheets; nothing where all have theirs, or for who cannot bring them."""
    waiting = _waiting()
    if waiting and ask.may("upload"):
        with st.expander(say(_MISSING.fill(count=len(waiting))), icon=":material/playlist_add:"):
            _checklist(waiting)
            st.page_link(NAMED["imports"].page(lang()), label=say(_IMPORT), icon=":material/upload_file:")


def _waiting() -> list[tuple[Room, list[str]]]:
    filled = ask.filled()
    found = [(room, room.missing(filled)) for room in ROOMS if ask.may(room.right)]
    return [(room, names) for room, names in found if names]


def _checklist(waiting: list[tuple[Room, list[str]]]) -> None:
    lines = []
    for room, names in waiting:
        joined = say(Text(" 或 ", " or ") if room.is_any_enough else Text("、", ", "))
        lines.append(f"- {say(room.title)}{say(_COLON)}{joined.join(say(BY_NAME[name].label) for name in names)}")
    st.markdown("\n".join(lines))


def _offer_sample() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(say(_SHOW), icon=":material/science:", key="show_sample"):
            who("upload")
            with st.spinner(say(_LOADING)):
                uploads().desk.load_sample()
            st.rerun()
        st.caption(say(_LATER))
