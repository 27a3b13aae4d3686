"""导入历史 · History: the ledger of loads."""

from __future__ import annotations

import streamlit as st

from kam.ui.ask import store
from kam.ui.company import who
from kam.ui.history import EMPTY, NONE_OF_YOURS, choose, show_batch, show_ledger, visible
from kam.ui.rooms import NAMED
from kam.ui.words import lang

language = lang()
here = store()
labels = here.datasets
batches = visible(here.history(), who("upload"))[::-1]

st.title(NAMED["history"].title(language), anchor=False)
if batches:
    show_ledger(batches, labels, language)
    show_batch(choose(batches, labels, language), here, who("upload"), language)
else:
    st.info((NONE_OF_YOURS if here.history() else EMPTY)(language), icon=":material/upload_file:")
    st.page_link(NAMED["imports"].page(language))
