"""What the company on the bounds buys, is promised and is given: thresholds, zeros, cents and ties."""

from __future__ import annotations

from tests.oracle.books import US, Row
from tests.topics.edge_rows import EDGES, table


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
        *(("L", at, "安防", "0.2", "0.20", "0.10") for at in ("2025-01-01", "2025-07-01")),
        ("L", "2025-06-30", "安防", "0.1", "0.10", "0.10"),
        ("L", "2024-07-01", "安防", "0.4", "0.40", "0.10"),
        *(("M", "2025-01-01", "安防", "0.4", "-0.40", "0.10"), ("M", "2025-07-02", "安防", "0.1", "0.10", "0.10")),
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
        *(("T", "2024-01-01", "安防", "1", amount, "0.10") for amount in ("1.00", "2.00")),
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
        *(("C", "2024", "安防", "甲", "1.00"), ("C", "2025-07", "网络", "甲", "0.00")),
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
        *(("Z", "2025", "线缆", "乙", "77.00"), ("R", "2025", None, None, "0.56")),
        *(("T", "2023", None, None, "0.01"), ("T", "2024", None, None, "3.66")),
    ]
    return table("wallet", "account_id period category supplier spend", cells)


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
        ("X21", "Q", "2025-01-01", "2025-12-31", "amount", "all_unit", None, "0.50", "2025-01-01"),
        ("X22", "C", "2025-01-01", "2025-06-29", "quantity", "all_unit", None, "50.00", "2025-01-01"),
        ("X23", "C", "2025-01-01", "2025-12-31", "amount", "all_unit", "网络", "1.00", "2025-01-01"),
        ("X24", "A", "2024-12-31", "2025-12-30", "amount", "all_unit", None, None, None),
        ("X25", "R", "2025-07-01", "2026-06-30", "amount", "all_unit", None, None, None),
        ("X26", "M", "2025-07-01", "2026-06-30", "amount", "all_unit", None, None, None),
        ("X27", "B", "2025-06-02", "2025-06-01", "amount", "all_unit", None, None, None),
        ("X28", "B", "2025-05-05", "2025-05-05", "amount", "all_unit", None, None, None),
        ("X29", "B", "2023-06-01", "2024-06-30", "amount", "all_unit", None, None, None),
        # On the last day of 2025, 400,000 bought: forecast 900,000 after 4 of 9 days; half of 4 days gone.
        *((f"X3{at}", "A", "2025-12-28", "2026-01-05", "amount", "all_unit", None, None, None) for at in range(3)),
        ("X33", "A", "2025-12-30", "2026-01-02", "amount", "all_unit", None, "1000000.00", "2025-01-01"),
        ("X34", "A", "2025-12-30", "2026-01-02", "amount", "all_unit", None, "1000000.01", "2025-01-01"),
        ("X35", "C", "2025-06-01", "2026-12-31", "quantity", "all_unit", "网络", "100.00", "2025-01-01"),
    ]
    names = "agreement_no account_id starts_on ends_on basis method category committed_volume signed_on"
    return table("agreement", names, cells)


def tiers() -> list[Row]:
    """Thresholds where a volume or its forecast stands, one past it, at 0; rates whose rebates end in half a fen."""
    cells = [
        *(("X01", "0.00", "0.010000"), ("X01", "600000.00", "0.600000"), ("X01", "600000.01", "0.030000")),
        *(("X02", "100000.00", "0.010000"), ("X02", "600000.00", "0.020000")),
        *(("X03", "400.00", "0.010000"), ("X03", "400.01", "0.020000"), ("X03", "1000000.00", "0.050000")),
        *(("X04", "700000.00", "0.020000"),),
        *(("X05", "0.00", "0.000001"), ("X05", "5.00", "0.020000"), ("X05", "10.00", "0.040000")),
        *(("X08", "0.20", "0.500000"), ("X08", "0.25", "0.900000")),
        *(("X09", "0.25", "0.050000"),),
        *(("X10", "0.10", "0.500000"), ("X10", "0.30", "0.100000"), ("X10", "0.40", "0.020000")),
        *(("X11", "0.00", "0.050000"),),
        *(("X12", "0.00", "0.050000"),),
        *(("X13", "0.00", "0.050000"),),
        *(("X14", "0.00", "0.050000"),),
        *(("X15", "50.00", "0.050000"), ("X15", "101.00", "0.050000")),
        *(("X16", "0.00", "0.050000"),),
        *(("X17", "2000.00", "0.010000"), ("X17", "5000.00", "0.020000")),
        *(("X18", "22000.00", "0.000003"), ("X19", "0.00", "0.050000")),
        # Reached by the forecast; a tenth above it; a fen more.
        *(("X30", "900000.00", "0.010000"), ("X31", "1000000.00", "0.010000"), ("X32", "1000000.01", "0.010000")),
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
        *(("A", "2025-06-15", "gift_goods", "1.00", f"X{number:02}") for number in range(1, 30)),
        ("L", "2025-06-02", "service", "0.50", "X06"),
        ("外", "2025-06-02", "service", "7.00", "X04"),
        (None, "2025-06-02", "service", "7.00", None),
    ]
    names = "concession_no account_id granted_on kind value agreement_no"
    return table("concession", names, [(f"R{at:02}", *one) for at, one in enumerate(cells)])


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
