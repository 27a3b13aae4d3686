"""Account share computed a second time, day by day in plain fractions, from the rules' own words. No SQL, no months."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

Row = dict[str, Any]
US = "我方"


@dataclass
class Books:
    """A company's rows and what a reader asks of them. Amounts are Decimal, days are dates, '' stands for empty."""

    accounts: list[Row] = field(default_factory=list)
    wallets: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    regions: list[Row] = field(default_factory=list)
    as_of: date = date(2026, 6, 30)
    period: tuple[date, date] = (date(2026, 1, 1), date(2026, 6, 30))
    only_regions: tuple[str, ...] = ()
    only_classes: tuple[str, ...] = ()
    only_accounts: tuple[str, ...] = ()

    def days(self) -> list[date]:
        return days_between(self.period[0], min(self.period[1], self.as_of))

    def home(self, account_id: str) -> Row:
        found = [row for row in self.accounts if row["account_id"] == account_id]
        return (
            found[0]
            if found
            else {"account_id": account_id, "account_name": None, "account_class": None, "region": None}
        )

    def passes(self, account_id: str) -> bool:
        home = self.home(account_id)
        return (
            (not self.only_regions or home["region"] in self.only_regions)
            and (not self.only_classes or home["account_class"] in self.only_classes)
            and (not self.only_accounts or account_id in self.only_accounts)
        )

    def sales(self, days: Iterable[date], people: Container[str], category: str = "") -> Fraction:
        """Sales to these people on these days; in one category where one is given."""
        wanted = {day for day in days if day <= self.as_of}
        found = [row for row in self.lines if row["ordered_on"] in wanted and row["account_id"] in people]
        return total(Fraction(row["amount"]) for row in found if category in ("", row["category"]))

    def sells_by(self, day: date) -> bool:
        return any(row["ordered_on"] <= day for row in self.lines)


def total(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


@lru_cache
def days_of(period: str) -> frozenset[date]:
    """2025, 2025Q3 or 2025-07 as its days."""
    year = int(period[:4])
    if len(period) == 4:
        months = range(1, 13)
    elif "Q" in period:
        months = range(int(period[5]) * 3 - 2, int(period[5]) * 3 + 1)
    else:
        months = range(int(period[5:]), int(period[5:]) + 1)
    return frozenset(day for day in days_between(date(year, 1, 1), date(year, 12, 31)) if day.month in months)


@dataclass
class Wallet:
    """One account's wallet in one category, judged over some days. `suppliers`: name -> spend on them."""

    amount: Fraction
    prorated: bool
    suppliers: dict[str, Fraction]


def judge(books: Books, account_id: str, category: str, days: list[date]) -> Wallet | None:
    """The wallet of those days; None when a day has no row, or when there is no day."""
    rows = [row for row in books.wallets if row["account_id"] == account_id and row["category"] == category]
    periods = sorted({row["period"] for row in rows}, key=lambda period: (len(days_of(period)), period))
    counted: dict[str, list[date]] = {}
    for day in days:
        cover = [period for period in periods if day in days_of(period)]
        if not cover:
            return None
        counted.setdefault(cover[0], []).append(day)
    if not days:
        return None
    amount, prorated, suppliers = Fraction(0), False, dict[str, Fraction]()
    for period, owned in counted.items():
        group = [row for row in rows if row["period"] == period]
        part = Fraction(len(owned), len(days_of(period)))
        prorated = prorated or part < 1
        totals = [row for row in group if row["supplier"] == ""]
        amount += part * total(Fraction(row["spend"]) for row in totals or group)
        if not totals and not any(row["supplier"] == US for row in group):
            amount += books.sales(owned, [account_id], category)
        for row in group:
            if row["supplier"]:
                suppliers[row["supplier"]] = suppliers.get(row["supplier"], Fraction(0)) + part * Fraction(row["spend"])
    return Wallet(amount, prorated, suppliers)


def categories(books: Books, account_id: str, days: list[date]) -> dict[str, Wallet]:
    """The known wallets of an account by category, '' = the whole."""
    names = {row["category"] for row in books.wallets if row["account_id"] == account_id}
    found = {name: judge(books, account_id, name, days) for name in names}
    return {name: wallet for name, wallet in found.items() if wallet is not None}


def account_wallet(books: Books, account_id: str, days: list[date]) -> tuple[Fraction, Fraction, bool] | None:
    """Wallet, matched sales, is prorated: of the whole where known, else of the known categories."""
    known = categories(books, account_id, days)
    chosen = {"": known[""]} if "" in known else known
    if not chosen:
        return None
    matched = total(books.sales(days, [account_id], name) for name in chosen)
    amount = total(wallet.amount for wallet in chosen.values())
    return amount, matched, any(wallet.prorated for wallet in chosen.values())


def everyone(books: Books) -> list[str]:
    names = {row["account_id"] for row in [*books.accounts, *books.wallets, *books.lines]}
    return sorted(name for name in names if books.passes(name))


def fen(amount: Fraction | None) -> Decimal | None:
    """Half away from zero, to the fen."""
    if amount is None:
        return None
    whole = int(abs(amount) * 100 + Fraction(1, 2))
    return Decimal(whole if amount >= 0 else -whole) / 100


def over(part: Fraction | None, whole: Fraction | None) -> float | None:
    return None if part is None or whole is None or whole <= 0 else float(part / whole)


def by_account(books: Books) -> list[tuple[Any, ...]]:
    days, rows = books.days(), []
    sells = books.sells_by(min(books.period[1], books.as_of))
    for name in everyone(books):
        held = account_wallet(books, name, days)
        has_line = any(line["account_id"] == name and line["ordered_on"] in days for line in books.lines)
        if not name or not (held or has_line):
            continue
        sales = books.sales(days, [name]) if sells else None
        wallet, basis = (held[0], "prorated" if held[2] else "exact") if held else (None, None)
        matched = held[1] if held and sells else None
        home = books.home(name)
        is_over = None if wallet is None or matched is None else matched > wallet
        place = (name, home["account_name"], home["region"])
        rows.append((*place, fen(sales), fen(wallet), over(matched, wallet), basis, is_over))
    return rows


def by_region(books: Books) -> list[tuple[Any, ...]]:
    days = books.days()
    sells = books.sells_by(min(books.period[1], books.as_of))
    listed = {row["account_id"] for row in books.accounts}
    names = {books.home(name)["region"] for name in everyone(books) if name in listed} - {None}
    if not books.only_classes and not books.only_accounts:
        names |= {
            row["region"] for row in books.regions if not books.only_regions or row["region"] in books.only_regions
        }
    rows = [_region(books, days, sells, name) for name in [*sorted(names), None]]
    return [row for row in rows if row is not None]


def _region(books: Books, days: list[date], sells: bool, region: str | None) -> tuple[Any, ...] | None:
    inside = [name for name in everyone(books) if books.home(name)["region"] == region]
    held = [found for name in inside if name and (found := account_wallet(books, name, days))]
    has_line = any(line["account_id"] in inside and line["ordered_on"] in days for line in books.lines)
    if region is None and not held and not has_line:
        return None
    sales = books.sales(days, inside) if sells else None
    wallet = total(one[0] for one in held) if held else None
    matched = total(one[1] for one in held) if sells else None
    capacity = [row["market_capacity"] for row in books.regions if row["region"] == region]
    spread = total(Fraction(1, len(days_of(str(day.year)))) for day in days)
    market = None if not capacity or capacity[0] is None else Fraction(capacity[0]) * spread
    return (
        region,
        fen(sales),
        fen(wallet),
        over(matched, wallet),
        over(matched, sales),
        fen(market),
        over(sales, market),
    )


def trend(books: Books) -> list[tuple[Any, ...]]:
    days, rows = books.days(), []
    for month in sorted({str(day)[:7] for day in days}):
        own = [day for day in days if str(day)[:7] == month]
        sells = books.sells_by(own[-1])
        people = everyone(books)
        held = [found for name in people if name and (found := account_wallet(books, name, own))]
        sales = books.sales(own, people) if sells else None
        wallet = total(one[0] for one in held) if held else None
        matched = total(one[1] for one in held) if sells else None
        past = days_between(_year_before(own[0]), _year_before(own[-1]))
        last = books.sales(past, people) if books.sells_by(past[0]) else None
        rows.append((month, fen(sales), fen(wallet), over(matched, wallet), fen(last)))
    return rows


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def white_space(books: Books) -> list[tuple[Any, ...]]:
    days, rows = books.days(), []
    sells = books.sells_by(min(books.period[1], books.as_of))
    for name in everyone(books):
        known = categories(books, name, days) if name else {}
        for category in sorted(set(known) - {""}) or sorted(known):
            wallet = known[category]
            sales = books.sales(days, [name], category) if sells else None
            leaders = sorted((-spend, supplier) for supplier, spend in wallet.suppliers.items() if spend > 0)
            leader = (leaders[0][1], over(-leaders[0][0], wallet.amount)) if leaders else (None, None)
            space = None if sales is None else wallet.amount - sales
            rows.append((name, category or None, fen(wallet.amount), fen(sales), fen(space), *leader))
    return rows
