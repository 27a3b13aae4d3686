"""The server: `streamlit run app.py`. The script that a viewer runs is kam/ui/cockpit.py."""

from __future__ import annotations

import logging
import uuid

import streamlit as st

from kam.errors import KamError
from kam.text import Text
from kam.ui.words import say

_FAULT = Text(
    "程序内部错误，数据未作任何更改。请把编号 {number} 告知管理员。",
    "A fault of ours; nothing was changed. Tell your administrator the reference {number}.",
)


def explain(error: Exception) -> bool:
    """Shows what to do in the reader's language; the trace goes to the log under a reference number."""
    if isinstance(error, KamError):
        st.error(say(error.message), icon=":material/error:")
        return True
    number = uuid.uuid4().hex[:8]
    logging.getLogger("kam").error("fault %s", number, exc_info=error)
    st.error(say(_FAULT.fill(number=number)), icon=":material/error:")
    return True


app = st.App("kam/ui/cockpit.py", on_script_error=explain)
