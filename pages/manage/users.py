"""用户 · Users: who may come in, as what, for which regions."""

from __future__ import annotations

import streamlit as st

from kam.ui import people
from kam.ui.rooms import NAMED
from kam.ui.words import lang

st.title(NAMED["users"].title(lang()), anchor=False)
people.listed()
people.new_user()
people.change_user()
