"""客户详情 · Account: one account on one page; it stands in the address as ?account=."""

from __future__ import annotations

from kam.text import Text
from kam.ui import account, cards, filters

view = filters.view()
cards.heading(Text("客户详情", "Account"), view)
if cards.is_ready("account"):
    account.show(view)
