"""What the oracles say of single business files beyond the keys that all share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.oracle.blocks import Check, counted
from tests.oracle.seen import Differences, Seen, bare, measures, number, summed


def pipeline(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    counted("deal_stage", "deal_stage")(wrong, seen, correct)
    (entry,) = seen.tables
    cells = seen.cells_of(entry)
    wrong.near("sum of close_value", summed(entry, "close_value"), correct["close_value_sum"])
    for key in ("account", "engage_date", "close_date", "close_value"):
        wrong.same(f"empty {key}", sum(not cell for cell in cells[key]), correct[f"null_{key}"])
    wrong.same("agents", len(set(cells["sales_agent"])), correct["agents"])
    wrong.same("accounts", len({cell for cell in cells["account"] if cell}), correct["distinct_accounts"])


def accounts(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    counted("sector", "sectors")(wrong, seen, correct)
    wrong.near("sum of revenue", summed(seen.tables[0], "revenue"), correct["revenue_sum"])
    wrong.near("sum of employees", summed(seen.tables[0], "employees"), correct["employees_sum"])


def products(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    cells = seen.cells_of(seen.tables[0])
    prices = {name: number(price) for name, price in zip(cells["product"], cells["sales_price"], strict=True)}
    wrong.same("sales_price", prices, correct["sales_price"])


def no_dataset(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
    """A page that describes tables is no table of any dataset."""
    wrong.same("dataset", [entry["dataset"] for entry in seen.entries if entry["dataset"]], [])


def hidden_pivot(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    info, hidden = seen.entries[0], seen.entries[-1]
    wrong.same("Info", (info["name"], info["hidden"], info["header_row"], info["rows"]), ("Info", False, None, 0))
    wrong.same("Sheet1", (hidden["hidden"], hidden["rows"]), (True, correct["hidden_pivot_records"]))
    wrong.near("Revenue", (measures(hidden) or [None])[-1], correct["Revenue_sum"])


def retail(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    (entry,) = seen.tables
    cells = seen.cells_of(entry)
    wrong.same("columns", len(entry["columns"]), correct["columns"])
    for key in ("CustomerID", "Description"):
        wrong.same(f"empty {key}", sum(not cell for cell in cells[key]), correct[f"null_{key}"])
    for column, key in {"InvoiceNo": "invoices", "CustomerID": "customers", "Country": "countries"}.items():
        wrong.same(column, len({cell for cell in cells[column] if cell}), correct[key])
    days = [cell for cell in cells["InvoiceDate"] if cell]
    wrong.same("days", (min(days), max(days)), (correct["date_min"], correct["date_max"]))
    amount = sum((number(q) or 0) * (number(p) or 0) for q, p in zip(cells["Quantity"], cells["UnitPrice"]))
    wrong.near("amount", amount, correct["amount_sum"])


def walmart(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    (entry,) = seen.tables
    days = sorted("-".join(reversed((cell or "").split("-"))) for cell in seen.cells_of(entry)["Date"])
    wrong.same(
        "days", (days[0], days[-1], len(set(days))), (correct["date_min"], correct["date_max"], correct["weeks"])
    )
    wrong.same("stores", len(set(seen.cells_of(entry)["Store"])), correct["stores"])


def workhours(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    cells = seen.cells_of(seen.tables[0])
    filled = [sum(bool(cell) for cell in column) for column in cells.values()]
    wrong.same("filled cells a column", filled, correct["non_empty_per_column"])
    wrong.same("代号", len(set(cells["代号"])), correct["unique_代号"])


def statement(amount: str) -> Check:
    def check(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
        (entry,) = seen.tables
        wrong.near(f"sum of {amount}", summed(entry, amount), correct["金额_sum"])
        cells = seen.cells_of(entry)
        groups: dict[str, list[float]] = {}
        for kind, text in zip(cells["收/支"], cells[amount], strict=True):
            groups.setdefault(kind or "/", []).append(number(text) or 0.0)
        found = {kind: [len(values), round(sum(values), 2)] for kind, values in groups.items()}
        wrong.same(
            "收/支", found, {kind: [count, round(value, 2)] for kind, (count, value) in correct["by_收支"].items()}
        )
        glued = [text for column in cells.values() for text in column if text and text != text.strip()]
        wrong.same("cells with white space around them", glued[:1], [])

    return check


def two_sheets(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    wrong.same("tables", [entry["name"] for entry in seen.tables], list(correct["per_sheet"]))
    for entry in seen.tables:
        expected = correct["per_sheet"][entry["name"]]
        found = (entry["header_row"], entry["rows"])
        wrong.same(f"{entry['name']} header and rows", found, (expected["header_row"], expected["records"]))
        wrong.near(f"{entry['name']} sum of 金额(元)", summed(entry, "金额(元)"), expected["金额_sum"])


def payroll(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    monthly = correct["monthly_sheets"]
    wrong.same("tables", [entry["name"] for entry in seen.tables], list(monthly))
    for entry in seen.tables:
        expected = monthly.get(entry["name"])
        if expected is None:
            continue
        rows = expected["records"] + expected["rows_without_name"]
        found = (entry["header_row"], entry["rows"], entry["totals"])
        wrong.same(f"{entry['name']} header, rows, totals", found, (correct["header_row"], rows, 1))
        for column in ("本月应付工资", "实发工资"):
            wrong.near(f"{entry['name']} sum of {column}", summed(entry, column), expected[f"{column}_sum"])
    empty = [entry["name"] for entry in seen.entries if entry["header_row"] is None and entry["rows"] == 0]
    wrong.same("empty sheets", empty, correct["empty_sheets"])


def balance_sheet(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    wrong.same("tables", len(seen.tables), 2)
    sides = (correct["left_items"], correct["right_items"])
    for entry, items in zip(seen.tables, sides, strict=False):
        wrong.same("header_row", entry["header_row"], correct["header_row"])
        wrong.same("items", entry["rows"] + entry["totals"], items)
        wrong.same("unit", entry["unit"], correct["meta"]["单位"])


def by_month(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    """泰州: a rate row below is no record; the units stand in each row."""
    (entry,) = seen.tables
    wrong.same("header_row", entry["header_row"], 4)
    cells = seen.cells_of(entry)
    labels = [bare(cell or "") for cell in next(iter(cells.values()))]
    for label, months in correct["top_level"].items():
        if bare(label) not in labels:
            wrong.append(f"no row {label}")
            continue
        row = labels.index(bare(label))
        found = [number(column[row]) for column in cells.values()]
        found = [value for value in found if value is not None]
        wrong.same(label, [round(value, 6) for value in found], [round(value, 6) for value in months.values()])


def cards(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    (entry,) = seen.tables
    found = measures(entry)
    wrong.same("rows and months", (entry["rows"], len(found)), (correct["entities"], correct["months"]))
    wrong.near("grand total", sum(found), correct["grand_total"])
    wrong.near("first month", found[0], correct["first_month_total"])
    wrong.near("last month", found[-1], correct["last_month_total"])
    filled = sum(number(cell) is not None for column in list(seen.cells_of(entry).values())[1:] for cell in column)
    wrong.same("cells with a number", filled, correct["long_records"])


def merged_down(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    cells = seen.cells_of(seen.tables[0])
    for column in correct["columns"][:4]:
        texts = cells.get(column, [])
        wrong.same(f"filled {column}", sum(bool(text) for text in texts), correct["records"])
        wrong.same(f"groups by {column}", len(set(texts)) <= correct["groups"], True)


def displayed(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    (entry,) = seen.tables
    wrong.same("rows", entry["rows"], correct["rows"])
    days = {(cell or "")[:10] for cell in seen.cells_of(entry)["date"]}
    wrong.same("date", days, {"2020-01-01"})
