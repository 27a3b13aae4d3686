"""The column of customers in a table that has names for them and no ids."""

from __future__ import annotations

from kam.intake.headings import normal
from kam.intake.shape import distinct
from kam.intake.table import SheetTable

_CUSTOMER = {
    normal(word)
    for word in (
        *("客户名称", "客户", "购货单位", "客户简称", "客户全称", "购方名称", "购买方名称", "往来单位", "公司名称"),
        *(
            "往来单位名称",
            "购方企业名称",
            "购买方",
            "购方",
            "售达方名称",
            "关联客户",
            "所属客户",
            "客户单位",
            "客商名称",
        ),
        *("customer", "customer name", "account", "account name", "client", "client name", "company", "company name"),
        *("associated company", "buyer", "buyer name", "sold-to party name", "bill-to name", "ship-to name"),
    )
}


def customer_head(table: SheetTable, taken: dict[str, str]) -> str | None:
    """The first free header that names customers; None for none."""
    used = set(taken.values())
    return next((head for head in table.columns if normal(head) in _CUSTOMER and head not in used), None)


def looks_like_code(table: SheetTable, head: str) -> bool:
    """Whether most of the values have a digit, as ids have and names have not."""
    values = distinct(table, head)
    return sum(any(char.isdigit() for char in value) for value in values) > len(values) / 2
