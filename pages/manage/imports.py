"""数据导入 · Import: spreadsheets go in, every row accounted for."""

from __future__ import annotations

import streamlit as st

from kam.ui.company import uploads, who
from kam.ui.progress import show_working
from kam.ui.rooms import NAMED
from kam.ui.take_in import Counter, drop_files, load_all, show_upload
from kam.ui.templates import offer_templates
from kam.ui.words import lang

language = lang()
at = Counter(uploads(), who("upload"), language)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.title(NAMED["imports"].title(language), anchor=False, width="content")
    offer_templates(tuple(at.uploads.desk.datasets), language)
drop_files(at)
show_working(at.uploads, at.who)
waiting = [upload for upload in at.uploads.of(at.who) if not upload.is_working]
load_all(waiting, at)
for upload in waiting:
    show_upload(upload, at, is_alone=len(waiting) == 1)
