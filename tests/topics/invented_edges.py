"""One company by hand whose rows stand exactly on the bounds: first and last days, thresholds, zeros, cents, ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests.oracle.books import US, Books, Row
from tests.topics.company import row

TODAY = date(2025, 12, 31)
YEAR = (date(2025, 1, 1), TODAY)
# The days about which everything lies: two years ago, last year's ends, the year's ends, the day after.
TEN_DAYS = ("01-01", "01-11", "01-21", "01-31", "02-10", "02-20", "03-01", "03-11", "03-21", "03-31")
EDGES = ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def table(dataset: str, names: str, rows: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Rows from cells under their columns' names; a day is ISO text, a number text too."""
    columns = names.split()
    days = {name for name in columns if name.endswith("_on")}
    numbers = {"amount", "cost", "quantity", "spend", "value", "hours", "annual_potential", "committed_volume"}
    numbers |= {"threshold", "rate", "market_capacity", "score"}
    made = []
    for cells in rows:
        cell = dict(zip(columns, cells, strict=True))
        cell |= {name: day(cell[name]) for name in days & cell.keys()}
        cell |= {name: money(cell[name]) for name in numbers & cell.keys()}
        made.append(row(dataset, **cell))
    return made


def accounts() -> list[Row]:
    """Key and not by a day; at, above and below a million; one alone in a region for cents, returns and nothing."""
    names = "account_id account_name account_class region status locked_on released_on annual_potential updated_on"
    found = table(
        "account",
        names,
        [
            ("A", "甲方", "contractor", "东", "candidate", None, None, "999999.99", "2026-01-01"),
            ("B", "乙方", "end_user", "东", "locked", "2025-12-31", None, "1000000.00", "2025-12-31"),
            ("C", "丙方", "consultant", "西", "released", "2025-01-01", "2026-01-01", None, "2025-12-30"),
            ("D", None, "contractor", "东", "locked", None, "2025-06-30", None, None),
            ("E", "戊", "end_user", "西", "released", None, "2025-12-31", "1000000.00", None),
            ("F", "己", "contractor", "东", "released", "2025-12-31", "2025-01-01", "1000000.00", None),
            ("G", "庚", "end_user", "东", "locked", "2026-01-01", None, "1000000.00", None),
            ("H", "辛", None, None, None, None, None, "1000000.00", None),
            ("I", "壬", None, "东", "locked", "2024-12-31", None, None, "2025-01-01"),
            ("J", "癸", "contractor", "西", "released", None, None, "1000000.00", None),
            ("K", "子", "contractor", "西", "candidate", "2025-06-01", "2025-06-01", "1000000.01", None),
            ("L", "丑", "consultant", "微", "locked", None, None, "0.50", "2025-11-30"),
            ("M", "寅", "consultant", "负", "locked", None, None, "0.00", None),
            ("N", "卯", "consultant", "零", "locked", None, None, None, None),
            ("O", "辰", "consultant", "未列", "locked", "2025-01-01", None, None, None),
            ("S", "申", None, "东", None, None, None, "1000000.00", None),
        ],
    )
    for place, name in enumerate(("nature_and_structure", "communication", "business", "standing", "credit")):
        found[place]["direction"] = found[place][name] = "写了"
        found[place + 1][name] = "　"
    found[11].update(needs_and_feedback="写了", management="写了", announcements="写了", purchase_plan="写了")
    return found


def lines() -> list[Row]:
    """In 2025 the buyers hold 50, 30, 15 and 5 %: each class of ABC begins on its bound; thirteen, some alike."""
    sold = [
        ("A", "2025-01-01", "安防", "10", "600000.00", "1.00"),
        ("A", "2025-12-31", "安防", "10", "400000.00", "0.00"),
        ("A", "2024-01-01", "安防", "10", "500000.00", "5.00"),
        ("A", "2024-12-31", "网络", "1", "7.00", "5.00"),
        ("A", "2026-01-01", "网络", "1", "9.00", "5.00"),
        ("B", "2025-01-01", "安防", "400", "400000.00", "300000.00"),
        ("B", "2025-12-31", "网络", "-200", "200000.00", "100000.00"),
        ("B", "2024-12-31", "安防", "600", "600000.00", "1.00"),
        ("B", "2024-06-01", "线缆", "1", "1.00", "1.00"),
        ("C", "2025-06-30", "安防", "60", "200000.00", None),
        ("C", "2025-01-31", "安防", "40", "99999.00", None),
        ("C", "2025-01-01", "线缆", "1", "1.00", "0.01"),
        ("C", "2025-07-01", "网络", "1", "0.00", "0.01"),
        ("C", "2024-01-01", "安防", "100", "100000.00", "1.00"),
        ("D", "2025-05-01", "安防", "9", "18000.00", "1.00"),
        ("D", "2024-05-01", "安防", "9", "18000.00", "1.00"),
        ("D", "2025-05-01", "网络", "4", "-4.00", "1.00"),
        ("D", "2025-05-02", "网络", "3", "4.00", "1.00"),
        ("E", "2025-12-31", "网络", "9", "22000.00", "22000.00"),
        ("E", "2024-12-31", "网络", "9", "22000.01", "22000.00"),
        *((name, "2025-03-31", "安防", "2", "10000.00", "9000.00") for name in "FGI"),
        *((name, "2024-03-31", "安防", "2", "5000.00", "9000.00") for name in "FG"),
        ("H", "2025-03-31", "安防", "2", "12000.00", "9000.00"),
        ("H", "2024-03-31", "安防", "2", "-0.50", "9000.00"),
        ("I", "2024-03-31", "安防", "2", "-0.50", "9000.00"),
        ("I", "2024-01-01", "安防", "2", "10000.50", "9000.00"),
        ("J", "2025-03-31", "安防", "2", "8000.00", "9000.00"),
        ("J", "2024-03-31", "安防", "2", "0.00", "9000.00"),
        ("K", "2025-03-01", None, "2", "8997.50", "1.00"),
        ("L", "2025-01-01", "安防", "0.5", "0.50", "0.10"),
        ("L", "2024-07-01", "安防", "0.4", "0.40", "0.10"),
        ("M", "2025-01-01", "安防", "0.5", "-0.50", "0.10"),
        ("M", "2024-07-01", "安防", "0.4", "0.40", "0.10"),
        ("N", "2025-12-31", "网络", "1", "5.00", "0.00"),
        ("N", "2025-12-31", "网络", "1", "-5.00", "0.00"),
        ("N", "2024-12-31", None, "7", "5.00", "0.00"),
        ("O", "2024-06-01", None, "7", "5.00", "0.00"),
        ("O", "2025-01-01", "安防", "7", "-0.50", "0.00"),
        ("外", "2026-01-02", "安防", "1", "1000000.00", None),
        ("外", "2025-12-30", "安防", "1", "1003.00", None),
        ("外", "2025-12-31", "安防", "1", "-3.00", None),
        ("外", "2024-12-30", "安防", "1", "0.50", None),
        *(("P", at, kind, "1", "0.50", "0.10") for at, kind in zip(EDGES[3:5], ("安防", "网络"), strict=True)),
        *(("P", at, kind, "1", "0.50", "0.10") for at, kind in (("2025-06-01", "线缆"), ("2024-06-01", None))),
        *(("P", "2024-06-02", None, "1", "0.50", "0.10"), ("Q", "2024-06-01", None, "1", "-0.50", "0.10")),
        *(("R", "2025-06-01", "安防", "1", "0.50", "0.10"), ("S", "2025-06-01", "安防", None, None, None)),
        ("Z", "2024-06-01", "安防", None, None, None),
        ("Z", "2025-06-01", "安防", None, None, None),
        *((None, f"2024-09-{at}", "安防", "1", "3.00", None) for at in (27, 28, 29)),
        (None, "2025-12-31", "线缆", "1", "12.34", None),
        (None, "2025-01-01", None, "1", None, None),
    ]
    names = "order_no line_no account_id ordered_on category quantity amount cost"
    return table("order_line", names, [(f"{at:02}", 1, *cells) for at, cells in enumerate(sold)])


def wallets() -> list[Row]:
    """Known at 90 %, at what was sold, at nothing; total beside split, split without us, gaps, three lengths."""
    cells = [
        ("B", "2025", None, None, "900000.00"),
        ("B", "2025", None, "乙", "300000.00"),
        ("B", "2025", None, "乙2", "300000.00"),
        ("B", "2025", None, US, "200000.00"),
        ("B", "2025", "安防", "甲", "10.00"),
        ("C", "2025", "安防", "甲", "20000.00"),
        ("C", "2025", "安防", "乙", "20000.00"),
        ("C", "2025", "网络", None, "0.00"),
        ("C", "2025", "网络", "甲", "0.00"),
        ("C", "2024", "安防", "甲", "1.00"),
        ("D", "2025", None, None, "20000.00"),
        ("D", "2025", None, "甲", "0.00"),
        ("E", "2025", None, "甲", "100000.00"),
        ("E", "2025Q3", None, "乙", "31.00"),
        ("E", "2025-09", None, US, "0.15"),
        ("F", "2025", None, None, "10000.00"),
        ("G", "2025", None, None, "0.00"),
        ("G", "2025", None, "甲", "1.00"),
        ("H", "2025-03", "安防", "甲", "3.10"),
        ("I", "2025", "安防", US, "5000.00"),
        ("I", "2025", "网络", "甲", "5000.00"),
        ("I", "2025", "网络", "丁", "0.00"),
        ("I", "2025", "网络", "戊", "5.00"),
        ("I", "2025Q1", None, None, "1.00"),
        ("J", "2025Q1", None, None, "1.00"),
        ("J", "2025Q2", None, None, "1.00"),
        ("J", "2025Q3", None, None, "1.00"),
        ("J", "2025Q4", None, None, "1.00"),
        ("L", "2025", None, "甲", "0.25"),
        ("L", "2025-01", None, None, "0.15"),
        ("O", "2025", "安防", "甲", "0.25"),
        ("N", "2025", "网络", "甲", "0.00"),
        ("外", "2025-12", None, None, "0.31"),
        ("Z", "2025", "线缆", "乙", "77.00"),
    ]
    return table("wallet", "account_id period category supplier spend", cells)


def stage_changes() -> list[Row]:
    """A run of two years to the day and one a day short, 4 fallen to 3, stays as long as three quarters, both ends."""
    moves = [
        *(("A", "2025-12-01", 1), ("A", "2025-12-11", 2), ("A", "2025-12-21", 1), ("A", "2025-12-21", 3)),
        *(("B", "2023-12-31", 4), ("B", "2024-06-30", 8)),
        *(("C", "2023-12-31", 8),),
        *(("D", "2024-01-01", 7), ("D", "2025-01-01", 7)),
        *(("E", "2023-01-01", 8), ("E", "2025-01-01", 3), ("E", "2025-12-31", 8), ("E", "2026-01-01", 1)),
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
        *(("Q", "2024-06-01", 5), ("R", "2024-06-01", 5)),
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
        ("L", "2025-12-01", "field", "生", "frontline", "visit", "0.5"),
        ("M", "2025-12-01", "field", "生", None, "visit", None),
        ("外", "2025-12-31", "executive", "李", None, "visit", "1"),
        (None, "2025-12-31", "executive", "李", "senior", "visit", "1"),
    ]
    names = "visit_no account_id visited_on visitor_level contact_name contact_level kind hours"
    return table("visit", names, [(f"V{at:02}", *one) for at, one in enumerate(cells)])


def agreements() -> list[Row]:
    """Windows that touch the year by a day or miss it by one; a year and a day; committed to the piece and the fen."""
    cells = [
        ("X01", "B", "2025-01-01", "2025-12-31", "amount", "all_unit", None, "600000.00", "2025-12-31"),
        ("X02", "B", "2025-01-01", "2025-12-31", "amount", "marginal", None, "600000.01", "2025-12-31"),
        ("X03", "B", "2025-01-01", "2026-01-01", "quantity", "all_unit", "安防", "0.50", "2026-01-01"),
        ("X04", "A", "2024-01-02", "2025-01-01", "amount", "all_unit", None, None, "2024-01-01"),
        ("X05", "A", "2025-12-31", "2026-12-30", "quantity", "marginal", None, "0.00", "2024-01-01"),
        ("X06", "A", "2024-01-01", "2024-12-31", "amount", "all_unit", None, "1.00", "2024-01-01"),
        ("X07", "A", "2026-01-01", "2026-12-31", "amount", "all_unit", None, "1.00", "2024-01-01"),
        ("X08", "L", "2025-07-01", "2026-06-30", "amount", "all_unit", None, "0.50", None),
        ("X09", "L", "2025-01-01", "2026-01-31", "amount", "all_unit", None, "0.50", "2025-01-01"),
        ("X10", "L", "2025-01-01", "2025-12-31", "quantity", "marginal", "安防", "0.51", "2025-01-01"),
        ("X11", "M", "2025-01-01", "2025-12-31", "quantity", "all_unit", None, "0.50", "2025-01-01"),
        ("X12", "M", "2025-01-01", "2026-01-31", "amount", "marginal", None, "1.00", "2025-01-01"),
        ("X13", "N", "2025-01-01", "2025-12-31", "amount", "marginal", None, "1.00", "2025-01-01"),
        ("X14", "N", "2024-12-31", "2025-12-30", "quantity", "all_unit", None, "1.00", None),
        ("X15", "C", "2025-01-01", "2025-12-30", "quantity", "marginal", None, "100.00", "2025-01-01"),
        ("X16", None, "2025-01-01", "2025-12-31", "amount", "all_unit", None, "1.00", None),
        ("X17", "外", "2025-01-01", "2025-12-31", "amount", "all_unit", "安防", None, "2025-01-01"),
        ("X18", "E", "2025-06-01", "2026-05-31", "amount", "all_unit", "网络", "22000.00", "2025-01-01"),
        ("X19", "K", "2025-02-17", "2026-01-16", "amount", "all_unit", None, None, None),
        ("X20", "K", "2025-02-09", "2026-01-06", "amount", "all_unit", None, None, None),
    ]
    names = "agreement_no account_id starts_on ends_on basis method category committed_volume signed_on"
    return table("agreement", names, cells)


def tiers() -> list[Row]:
    """Thresholds where a volume or its forecast stands, one past it, at 0; rates whose rebates end in half a fen."""
    cells = [
        *(("X01", "0.00", "0.010000"), ("X01", "600000.00", "0.600000"), ("X01", "600000.01", "0.030000")),
        *(("X02", "100000.00", "0.010000"), ("X02", "600000.00", "0.020000")),
        *(("X03", "400.00", "0.010000"), ("X03", "400.01", "0.020000"), ("X03", "1000000.00", "0.050000")),
        *(("X04", "600000.00", "0.020000"),),
        *(("X05", "0.00", "0.000001"), ("X05", "5.00", "0.020000"), ("X05", "10.00", "0.040000")),
        *(("X08", "0.50", "0.010000"), ("X08", "1.00", "0.030000")),
        *(("X09", "0.25", "0.050000"),),
        *(("X10", "0.10", "0.500000"), ("X10", "0.30", "0.100000"), ("X10", "0.40", "0.020000")),
        *(("X11", "0.00", "0.050000"),),
        *(("X12", "0.00", "0.050000"),),
        *(("X13", "0.00", "0.050000"),),
        *(("X14", "0.00", "0.050000"),),
        *(("X15", "50.00", "0.050000"), ("X15", "101.00", "0.050000")),
        *(("X16", "0.00", "0.050000"),),
        *(("X18", "22000.00", "0.000003"),),
    ]
    return table("rebate_tier", "agreement_no threshold rate", cells)


def concessions() -> list[Row]:
    cells = [
        *(("B", at, "service", "100.00", "X01") for at in EDGES),
        *(("B", at, "price", "3.00", None) for at in EDGES),
        ("A", "2025-06-01", "rebate", "50.00", "X02"),
        ("A", "2025-06-01", "rebate", "5.00", "none"),
        ("C", "2025-06-01", "gift_goods", None, "X15"),
        ("D", "2025-06-01", "payment_term", "0.00", "X03"),
        ("D", "2025-06-02", None, "1.00", "X10"),
        ("E", "2025-06-02", "service", "22.00", "X05"),
        ("F", "2025-06-02", "service", "10.00", "X11"),
        ("I", "2025-06-02", "service", "10.00", "X11"),
        ("J", "2025-06-02", "price", "10.00", None),
        ("L", "2025-06-02", "service", "0.50", "X06"),
        ("外", "2025-06-02", "service", "7.00", "X04"),
        (None, "2025-06-02", "service", "7.00", None),
    ]
    names = "concession_no account_id granted_on kind value agreement_no"
    return table("concession", names, [(f"R{at:02}", *one) for at, one in enumerate(cells)])


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


def regions() -> list[Row]:
    cells = [
        ("东", "365000000.00", 3, 4, 1),
        ("西", "0.00", 0, None, 0),
        ("微", "0.50", None, 1, 1),
        ("负", "1.83", 1, 1, None),
        ("零", None, 0, 0, 2),
        ("空", "3.65", 30, 50, 1),
    ]
    return table("region", "region market_capacity list_min list_max headcount", cells)


def funds() -> list[Row]:
    cells = [
        *(("东", None, at, "budget", "100.00") for at in EDGES),
        *((None, "B", at, "spend", "30.00") for at in EDGES),
        *((None, "C", "2025-06-01", "budget", "0.50"), (None, "C", "2025-06-01", "spend", "-0.20")),
        *(("微", "B", "2025-06-01", "spend", "5.00"), (None, None, "2025-06-01", "spend", "4.00")),
        *(("负", None, "2025-06-01", "budget", "-1.00"), ("负", None, "2025-06-01", "spend", "3.00")),
        *(("零", None, "2025-06-01", None, "3.00"), ("零", "外", "2025-06-01", "spend", "3.00")),
    ]
    names = "fund_no region account_id booked_on kind amount"
    return table("fund", names, [(f"F{at:02}", *one) for at, one in enumerate(cells)])


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


def edges() -> Books:
    """The company, seen on the last day of 2025, the whole year, without a filter."""
    return Books(
        accounts=accounts(),
        wallets=wallets(),
        lines=lines(),
        stage_changes=stage_changes(),
        deals=deals(),
        contacts=contacts(),
        scores=scores(),
        profiles=profiles(),
        agreements=agreements(),
        tiers=tiers(),
        concessions=concessions(),
        visits=visits(),
        regions=regions(),
        funds=funds(),
        actions=actions(),
        as_of=TODAY,
        period=YEAR,
    )


def edge_views(books: Books) -> list[Books]:
    """The year, a day; before the first order line and on its day; one class, one account, two that sell nothing."""
    first = date(2024, 1, 1)
    return [
        books,
        replace(books, as_of=date(2026, 1, 3), period=(date(2024, 12, 31), date(2026, 1, 31))),
        replace(books, period=(date(2025, 9, 28), date(2025, 9, 28))),
        replace(books, as_of=first, period=(first, first)),
        replace(books, as_of=date(2023, 12, 31), period=(date(2023, 12, 31), first)),
        replace(books, as_of=date(2023, 12, 31), period=(date(2024, 1, 9), date(2024, 2, 1))),
        replace(books, only_classes=("contractor",)),
        replace(books, only_accounts=("L",)),
        replace(books, only_accounts=("M", "N", "外")),
    ]
