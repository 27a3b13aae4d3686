"""A company's rows in plain Python and what rules.md says of all of them (General). No SQL, nothing of the product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

Row = dict[str, Any]
US = "我方"


@dataclass
class Books:
    """The rows of every dataset in file order and what a reader asks of them.

    A row holds every column of its dataset; amounts are Decimal, days are dates, None stands for empty.
    """

    accounts: list[Row] = field(default_factory=list)
    wallets: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    stage_changes: list[Row] = field(default_factory=list)
    deals: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    scores: list[Row] = field(default_factory=list)
    profiles: list[Row] = field(default_factory=list)
    agreements: list[Row] = field(default_factory=list)
    tiers: list[Row] = field(default_factory=list)
    concessions: list[Row] = field(default_factory=list)
    visits: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)
    regions: list[Row] = field(default_factory=list)
    funds: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    as_of: date = date(2026, 6, 30)
    period: tuple[date, date] = (date(2026, 1, 1), date(2026, 6, 30))
    only_regions: tuple[str, ...] = ()
    only_classes: tuple[str, ...] = ()
    only_accounts: tuple[str, ...] = ()

    @property
    def first(self) -> date:
        """The period's first day."""
        return self.period[0]

    @property
    def last(self) -> date:
        """The period's last day, cut at the as-of day."""
        return min(self.period[1], self.as_of)

    def in_period(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def in_last_year(self, day: date | None) -> bool:
        """Whether the day is one of the period's days a year earlier."""
        return day is not None and year_before(self.first) <= day <= year_before(self.last)

    def in_12_months(self, day: date | None) -> bool:
        return day is not None and year_before(self.as_of) < day <= self.as_of

    def by_now(self, day: date | None) -> bool:
        return day is not None and day <= self.as_of

    @cached_property
    def directory(self) -> dict[str, Row]:
        return {row["account_id"]: row for row in self.accounts}

    @cached_property
    def lines_of(self) -> dict[str | None, list[Row]]:
        """The order lines up to the as-of day by customer; None = no customer."""
        found: dict[str | None, list[Row]] = {}
        for line in self.lines:
            if line["ordered_on"] <= self.as_of:
                found.setdefault(line["account_id"], []).append(line)
        return found

    def home(self, account_id: str | None) -> Row | None:
        """The account's row in the directory."""
        return self.directory.get(account_id or "")

    def region_of(self, account_id: str | None) -> str | None:
        home = self.home(account_id)
        return home["region"] if home else None

    def passes(self, account_id: str | None) -> bool:
        """Whether the filters keep rows of this customer; None = a row without a customer."""
        home = self.home(account_id) or {"region": None, "account_class": None}
        return (
            (not self.only_regions or home["region"] in self.only_regions)
            and (not self.only_classes or home["account_class"] in self.only_classes)
            and (not self.only_accounts or account_id in self.only_accounts)
        )

    def keeps(self, row: Row) -> bool:
        """The same of a row that has a region of its own (fund, action, swot, target, rival_score)."""
        account_id = row["account_id"]
        region = row["region"] or self.region_of(account_id)
        home = self.home(account_id) or {"account_class": None}
        return (
            (not self.only_regions or region in self.only_regions)
            and (not self.only_classes or home["account_class"] in self.only_classes)
            and (not self.only_accounts or (account_id is not None and account_id in self.only_accounts))
        )

    def is_key(self, row: Row) -> bool:
        """Whether a row of the directory is a key account at the as-of day."""
        if row["locked_on"] is not None and row["locked_on"] > self.as_of:
            return False
        if row["status"] == "released":
            return row["released_on"] is not None and row["released_on"] > self.as_of
        return bool(row["status"] == "locked")

    def key_accounts(self) -> list[Row]:
        """The key accounts that pass, by account_id."""
        return by(row for row in self.accounts if self.is_key(row) and self.passes(row["account_id"]))

    def is_released(self, row: Row) -> bool:
        """Released by the as-of day."""
        return row["status"] == "released" and (row["released_on"] is None or row["released_on"] <= self.as_of)

    @cached_property
    def first_ordered_on(self) -> date | None:
        """The first order line of the company, whatever the filters."""
        return min((line["ordered_on"] for line in self.lines), default=None)

    def orders_reach(self, day: date) -> bool:
        """Whether the company's orders begin on or before the day."""
        return self.first_ordered_on is not None and self.first_ordered_on <= day

    def sold(self, account_id: str, first: date, last: date) -> Fraction:
        """Sales to one account on the days first..last, both included, up to the as-of day."""
        days = (line for line in self.lines_of.get(account_id, ()) if first <= line["ordered_on"] <= last)
        return sum((Fraction(line["amount"] or 0) for line in days), Fraction(0))

    def sold_12_months(self, account_id: str) -> Fraction | None:
        """Sales of the last 12 months; None when the store has no order line by the as-of day."""
        if not self.orders_reach(self.as_of):
            return None
        return self.sold(account_id, year_before(self.as_of) + timedelta(1), self.as_of)

    @cached_property
    def people(self) -> dict[tuple[str | None, str | None], Row]:
        """The contacts by account and name."""
        return {(row["account_id"], row["contact_name"]): row for row in self.contacts}

    def level_met(self, visit: Row) -> str | None:
        """The visit's own contact level, else that of the contact of this account and name."""
        contact = self.people.get((visit["account_id"], visit["contact_name"]))
        level: str | None = visit["contact_level"] or (contact["level"] if contact else None)
        return level

    def meetings(self) -> list[Row]:
        """The visits up to the as-of day that are no calls, of customers that pass."""
        seen = (row for row in self.visits if self.by_now(row["visited_on"]) and self.passes(row["account_id"]))
        return [row for row in seen if row["kind"] != "call"]


def by(rows: Iterable[Row], *names: str) -> list[Row]:
    """Rows by plain code point, empty last."""
    keys = names or ("account_id",)
    return sorted(rows, key=lambda row: [(row[name] is None, row[name] or "") for name in keys])


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February maps to 28 February."""
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def cents(amount: Fraction | Decimal | None) -> Decimal | None:
    """Two decimals, half away from zero."""
    if amount is None:
        return None
    whole = int(abs(Fraction(amount)) * 100 + Fraction(1, 2))
    return Decimal(whole if amount >= 0 else -whole) / 100


def ratio(part: Fraction | None, whole: Fraction | None) -> float | None:
    """Empty when the denominator is zero, negative or unknown."""
    return None if part is None or whole is None or whole <= 0 else float(Fraction(part) / Fraction(whole))


def amount_of(value: Decimal | None) -> Fraction:
    """An amount to add; an empty one adds nothing."""
    return Fraction(value or 0)
