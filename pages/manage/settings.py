"""设置 · Settings: the thresholds, cadences and weights that the company sets for itself."""

from __future__ import annotations

import streamlit as st

from kam.ui import settings
from kam.ui.rooms import NAMED
from kam.ui.words import lang

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key="heading"):
    st.title(NAMED["settings"].title(lang()), anchor=False, width="content")
    settings.last_change()
settings.form()
