"""数据导入 · Import: spreadsheets go in, every row accounted for."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.ui.company import desk, uploads, who
from kam.ui.progress import show_working
from kam.ui.take_in import drop_files, show_upload
from kam.ui.templates import offer_templates
from kam.ui.words import lang

TITLE = Text("数据导入", "Import")

language = lang()
here, waiting = desk(), uploads()

left, right = st.columns([4, 1], vertical_alignment="center")
left.title(TITLE(language))
with right:
    offer_templates(tuple(here.datasets), language)
drop_files(waiting, language)
show_working(waiting)
for upload in waiting.every():
    if not upload.is_working:
        show_upload(upload, waiting, here, who(), language)
