"""运行 · Operation: is all well, when was the last backup, who did what."""

from __future__ import annotations

import streamlit as st

from kam.ui import operation
from kam.ui.rooms import NAMED
from kam.ui.words import lang

st.title(NAMED["operation"].title(lang()), anchor=False)
operation.state()
operation.backups()
operation.errors()
operation.trail()
