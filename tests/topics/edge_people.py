"""How the company on the bounds is worked: stages, visits, deals, scores and actions on first and last days."""

from __future__ import annotations

from tests.oracle.books import US, Row
from tests.topics.edge_rows import EDGES, table

TEN_DAYS = ("01-01", "01-11", "01-21", "01-31", "02-10", "02-20", "03-01", "03-11", "03-21", "03-31")


def stage_changes() -> list[Row]:
    """A run of two years to the day and one a day short, 4 fallen to 3, stays as long as three quarters, both ends."""
    moves = [
        *(("A", "2025-12-01", 1), ("A", "2025-12-11", 2), ("A", "2025-12-21", 1), ("A", "2025-12-21", 3)),
        *(("B", "2023-12-31", 4), ("B", "2024-06-30", 8)),
        *(("C", "2023-12-31", 8),),
        *(("D", "2024-01-01", 7), ("D", "2025-01-01", 7)),
        *(("E", "2023-06-02", 8), ("E", "2025-01-01", 3), ("E", "2025-12-31", 8), ("E", "2026-01-01", 1)),
        *(("F", "2024-12-01", 1), ("F", "2025-01-01", 5), ("F", "2025-01-02", 6)),
        *(("G", "2023-01-01", 4), ("G", "2023-06-01", 3), ("G", "2023-12-31", 6)),
        *(("G", "2025-06-01", 5), ("G", "2025-07-01", 6), ("G", "2025-12-31", 5)),
        *(("H", "2025-12-21", 1), ("H", "2025-12-31", 2)),
        *(("I", "2025-12-20", 2), ("I", "2025-12-30", 1), ("I", "2025-12-31", 8)),
        *(("J", "2025-01-01", 2), ("J", "2025-01-11", 1)),
        *(("K", "2025-12-10", 2), ("K", "2025-12-20", 3), ("K", "2025-12-30", 2)),
        *(("L", "2025-12-21", 2),),
        *(("M", "2025-12-20", 2),),
        *(("N", "2021-01-01", 1), ("N", "2022-01-01", 8), ("N", "2022-01-11", 7), ("N", "2022-01-12", 8)),
        *(("N", "2025-02-01", 3), ("N", "2025-03-01", 8), ("P", "2022-01-01", 8)),
        *(("Q", "2024-06-01", 8), ("R", "2024-06-01", 8), ("T", "2023-01-01", 8)),
        *(("O", f"2024-{at}", stage) for stage, at in zip((2, 1) * 5, TEN_DAYS, strict=True)),
        *(("外", "2024-12-31", 1), ("外", "2025-01-01", 2)),
        *(("Z", "2026-01-01", 5),),
    ]
    return table("stage_change", "account_id entered_on stage", moves)


def contacts() -> list[Row]:
    cells = [
        ("B", "李", "senior", "decision_maker", "2026-01-01", "写了"),
        ("B", "王", "middle", "user", "2025-01-01", " "),
        ("C", "李", "senior", "decision_maker", "2025-12-31", "写了"),
        ("C", "王", "frontline", None, None, None),
        ("D", "李", None, "decision_maker", "2025-12-30", "写了"),
        ("外", "李", "middle", "decision_maker", None, "写了"),
    ]
    return table("contact", "account_id contact_name level buying_role updated_on family", cells)


def visits() -> list[Row]:
    """On the first and last days and beside them; calls; the level from the contact, from the visit, from nobody."""
    on_edges = [(name, at, "executive", "李", None, "visit", "0.5") for name in "BI" for at in EDGES]
    cells = [
        *on_edges,
        ("C", "2025-01-01", "executive", "王", "middle", "event", "0.005"),
        ("C", "2024-06-01", "key_account", "王", None, "meeting", "2"),
        ("D", "2025-01-01", "executive", "李", "senior", "call", "9"),
        ("D", "2025-02-01", None, "李", "middle", None, "0.0049"),
        ("D", "2025-03-01", "field", None, "frontline", "visit", None),
        ("D", "2025-03-02", "field", "王", "senior", "visit", None),
        ("E", "2025-12-31", "executive", "李", "middle", "visit", "1"),
        ("N", "2025-03-01", "executive", "李", "senior", "visit", None),
        ("P", "2024-12-31", "executive", "李", "senior", "visit", "1"),
        ("P", "2025-06-01", "field", "李", "senior", "visit", "1"),
        ("G", "2023-12-31", "executive", "生", "frontline", "visit", "1"),
        ("I", "2024-12-31", "executive", "生", "frontline", "visit", "1"),
        ("I", "2024-05-01", "executive", "生", "senior", "visit", "1"),
        ("I", "2024-05-02", "field", "生", "middle", "visit", "1"),
        ("Q", "2025-06-01", "executive", None, None, "visit", "1"),
        ("L", "2025-12-01", "field", "生", "frontline", "visit", "0.5"),
        ("M", "2025-12-01", "field", "生", None, "visit", None),
        ("外", "2025-12-31", "executive", "李", None, "visit", "1"),
        (None, "2025-12-31", "executive", "李", "senior", "visit", "1"),
    ]
    names = "visit_no account_id visited_on visitor_level contact_name contact_level kind hours"
    return table("visit", names, [(f"V{at:02}", *one) for at, one in enumerate(cells)])


def deals() -> list[Row]:
    cells = [
        *(("B", "2026-01-01", at, "won", "甲", "1.00") for at in EDGES),
        *(("B", None, at, "lost", "乙", None if at < "2025-06-01" else "2.00") for at in EDGES),
        *(("C", at, None, "open", "丙", None) for at in EDGES),
        *(("C", None, "2025-06-01", "lost", "丁", None),),
        *(("A", None, "2026-01-01", "won", None, "0.00"), ("A", None, "2025-01-01", "open", "戊", "0.00")),
        *(("A", None, None, "won", "己", "0.00"), (None, None, "2025-06-01", "lost", None, "0.00")),
        *(("外", None, None, None, "甲", "9.00"), ("外", None, "2025-12-31", "lost", "甲", "0.50")),
    ]
    names = "deal_id account_id opened_on closed_on outcome rival amount"
    return table("deal", names, [(f"{at:02}", *one) for at, one in enumerate(cells)])


def scores() -> list[Row]:
    """Every level; two rows of an account on one day; parties that share two dimensions, one, none; a flat one."""
    cells = [
        *(("B", None, US, "product", at, str(5 + place)) for place, at in enumerate(EDGES[3:])),
        *(("B", "东", US, "sales", "2025-12-31", "6"), ("B", "西", US, "sales", "2025-12-31", "7")),
        *(("C", None, US, "sales", "2025-12-31", "3"), ("C", None, "甲", "product", "2025-12-31", "5")),
        *(("B", None, "甲", "sales", "2025-01-01", "8"), ("C", None, "甲", "sales", "2025-01-01", "8")),
        *((None, "东", "甲", "pricing", "2025-12-31", "4"), (None, "西", "甲", "pricing", "2025-12-31", "9")),
        *((None, None, "甲", "pricing", "2025-12-31", "1"), (None, None, "甲", "cost", "2026-01-01", "1")),
        *((None, None, "乙", "product", "2025-12-31", "5"), (None, None, "乙", "sales", "2025-12-31", "5")),
        *((None, None, "丙", "product", "2025-12-31", "2"), (None, None, "丙", "people", "2025-12-31", "5")),
        (None, "微", "甲", "pricing", "2025-12-31", "2"),
        *((None, "东", "丙", "people", "2025-12-31", "6"), (None, "零", "丙", "people", "2025-12-31", "9")),
        *((None, None, "丙", name, "2025-12-31", "3") for name in ("reputation", "organisation", "finance")),
        *(("C", None, US, "pricing", "2025-12-31", "7"), ("C", None, US, "people", "2025-12-31", "4")),
        *(("B", None, "甲", "people", "2025-12-31", "9"), ("外", None, "丁", "relationship", "2025-12-31", "5")),
    ]
    return table("rival_score", "account_id region party dimension scored_on score", cells)


def profiles() -> list[Row]:
    cells = [
        *(("甲", "B", at, "leader", "false" if at < "2026" else "true", at) for at in EDGES),
        *(("甲", "C", "2025-12-31", "leader", "true", "依据"), ("甲", "C", "2025-12-30", "leader", "false", "依据")),
        *(("乙", None, "2025-12-31", "leader", "false", None), ("乙", "A", "2025-12-31", "leader", "false", "依据")),
        *(("乙", "B", "2025-12-31", "leader", "false", "依据"), ("丙", "A", "2025-12-31", "leader", None, "无")),
    ]
    return table("rival_profile", "rival account_id noted_on assumption holds evidence", cells)


def actions() -> list[Row]:
    cells = [
        *(("B", None, at, None, None, "open") for at in EDGES),
        *((None, "东", None, at, None, "doing") for at in EDGES),
        *(("B", "西", None, "2025-06-01", at, "doing") for at in EDGES),
        *(("C", None, None, "2025-06-01", None, status) for status in ("done", "cancelled", None)),
        *(("C", None, None, None, "2026-01-01", "done"), ("外", None, None, "2025-12-30", None, "open")),
        *((None, None, None, "2025-12-30", None, "open"), ("B", None, None, None, "2024-12-31", "cancelled")),
    ]
    names = "action_no account_id region starts_on due_on done_on status"
    return table("action", names, [(f"N{at:02}", *one) for at, one in enumerate(cells)])
