"""导入历史 · History: the ledger of loads."""

from __future__ import annotations

import streamlit as st

from kam.text import Text
from kam.ui.company import desk, who
from kam.ui.history import EMPTY, choose, show_batch, show_ledger
from kam.ui.words import lang

TITLE = Text("导入历史", "History of loads")

language = lang()
here = desk()
labels = {dataset.name: dataset for dataset in here.datasets}
batches = here.store.history()[::-1]

st.title(TITLE(language))
if batches:
    show_ledger(batches, labels, language)
    show_batch(choose(batches, labels, language), here.store, who(), language)
else:
    st.info(EMPTY(language), icon=":material/upload_file:")
