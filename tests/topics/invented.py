"""Small invented companies, dense with edges: few names, few days, so that rows meet on one day and at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.oracle.books import US, Books, Row, year_before
from tests.topics.company import row

LISTED = ("A1", "A2", "B3", "b4", "客5", "C6")
OUTSIDE = ("外7", "Z8")
NAMES = (*LISTED, *OUTSIDE)
REGIONS = ("华东", "north", "南")
CLASSES = ("end_user", "consultant", "contractor")
CATEGORIES = ("安防", "cable")
RIVALS = ("甲", "B", "b")
PEOPLE = ("李", "王", "Lee")
DAYS = (
    date(2026, 6, 30),
    date(2026, 6, 29),
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2026, 1, 1),
    date(2025, 12, 31),
)


class Maker:
    """Rows at random about one as-of day and period."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.dice = Random(seed)
        self.as_of = self.dice.choice(DAYS)
        first = self.as_of - timedelta(self.dice.choice((0, 30, 89, 180, 364, 400)))
        last = self.as_of + timedelta(self.dice.choice((-20, 0, 0, 1, 60)))
        self.period = (min(first, last), max(first, last))
        ago = year_before(self.as_of)
        ends = (self.as_of, ago, year_before(ago), *self.period, *(year_before(day) for day in self.period))
        self.edges = [day + timedelta(n) for day in ends for n in (-1, 0, 0, 1)]

    def day(self) -> date:
        """Most often at an end of a window; else within four years up to a little after the as-of day."""
        if self.dice.random() < 0.5:
            return self.dice.choice(self.edges)
        return self.as_of - timedelta(self.dice.randrange(-40, 1400))

    def maybe(self, value: Any, odds: float = 0.8) -> Any:
        return value if self.dice.random() < odds else None

    def pick(self, values: Sequence[Any]) -> Any:
        return self.dice.choice(values)

    def cents(self, low: int, high: int) -> Decimal:
        return Decimal(self.dice.randint(low, high)).scaleb(-2)

    def some(self, most: int) -> range:
        """Seldom none, sometimes one, mostly between half and all."""
        few = self.dice.randrange(12)
        return range(few if few < 2 else self.dice.randint(most // 2, most))

    def accounts(self) -> list[Row]:
        return [
            row(
                "account",
                account_id=name,
                account_class=self.maybe(self.pick(CLASSES)),
                region=self.maybe(self.pick(REGIONS)),
                status=self.pick(("locked", "locked", "released", "released", "candidate", None)),
                locked_on=self.maybe(self.day(), 0.6),
                released_on=self.maybe(self.day(), 0.6),
            )
            for name in LISTED
            if self.dice.random() < 0.9
        ]

    def lines(self, most: int = 60) -> list[Row]:
        return [
            row(
                "order_line",
                order_no=str(number),
                line_no=1,
                ordered_on=self.day(),
                account_id=self.maybe(self.pick(NAMES), 0.9),
                category=self.maybe(self.pick(CATEGORIES)),
                quantity=self.maybe(Decimal(self.dice.randint(-500, 5000)).scaleb(-1), 0.95),
                amount=self.maybe(
                    self.pick(
                        (self.cents(-30_000, 90_000), self.cents(0, 90_000), Decimal("0.00"), self.cents(0, 90_000))
                    ),
                    0.97,
                ),
                cost=self.maybe(self.cents(0, 60_000), 0.97),
            )
            for number in self.some(most)
        ]

    def wallets(self) -> list[Row]:
        """Years, quarters and months that cover each other in part; totals, splits, and splits without us."""
        years = range(self.as_of.year - 2, self.as_of.year + 1)
        periods = [
            text for y in years for text in (str(y), str(y), str(y), f"{y}Q{self.pick((1, 2, 3, 4))}", f"{y}-03")
        ]
        found: dict[tuple[Any, ...], Row] = {}
        for name in NAMES[self.pick((0, 2, 4)) :]:
            kinds = self.pick(((None,), CATEGORIES, (None, *CATEGORIES), (self.pick(CATEGORIES),)))
            suppliers = self.pick(((None,), ("甲", "B"), (None, "甲"), (US, "甲"), ("甲",)))
            for period in {*map(str, years), *self.dice.sample(periods, 3)}:
                for kind in kinds:
                    for supplier in self.pick((suppliers, suppliers, (None,), ("B",))):
                        key = (name, period, kind, supplier)
                        spend = self.pick((self.cents(0, 900_000), Decimal("0.00"), self.cents(1, 60_000)))
                        names = ("account_id", "period", "category", "supplier")
                        found[key] = row("wallet", **dict(zip(names, key, strict=True)), spend=spend)
        return list(found.values())

    def contacts(self) -> list[Row]:
        return [
            row(
                "contact",
                account_id=name,
                contact_name=person,
                level=self.maybe(self.pick(("senior", "middle", "frontline"))),
                buying_role=self.maybe(self.pick(("decision_maker", "user")), 0.6),
            )
            for name in NAMES
            for person in PEOPLE
            if self.dice.random() < 0.6
        ]

    def visits(self, most: int = 80) -> list[Row]:
        return [
            row(
                "visit",
                visit_no=f"V{number}",
                account_id=self.maybe(self.pick(NAMES), 0.95),
                visited_on=self.maybe(self.day(), 0.95),
                visitor_level=self.maybe(self.pick(("executive", "key_account", "field"))),
                contact_name=self.maybe(self.pick((*PEOPLE, "陌生人"))),
                contact_level=self.maybe(self.pick(("senior", "middle", "frontline")), 0.4),
                kind=self.maybe(self.pick(("visit", "call", "event", "meeting"))),
            )
            for number in self.some(most)
        ]

    def stage_changes(self) -> list[Row]:
        """Long stays and short ones, repeats, several on one day; half of the accounts stay high."""
        changes: dict[tuple[Any, ...], Row] = {}
        for name in NAMES:
            day, lowest = self.day(), self.pick((1, 1, 3, 4))
            for _ in self.some(7):
                stage = self.dice.choice((*range(lowest, 9), 8))
                changes[name, day, stage] = row("stage_change", account_id=name, entered_on=day, stage=stage)
                day += timedelta(self.pick((0, 1, 5, 5, 30, 90, 200)))
        rows = list(changes.values())
        self.dice.shuffle(rows)
        return rows

    def agreements(self) -> list[Row]:
        found = []
        for number in self.some(12):
            starts_on = self.pick((self.day(), self.as_of - timedelta(self.dice.randrange(0, 400))))
            length = self.pick((0, 30, 180, 364, 364, 365, 500))
            found.append(
                row(
                    "agreement",
                    agreement_no=f"X{number}",
                    account_id=self.maybe(self.pick(NAMES), 0.95),
                    starts_on=starts_on,
                    ends_on=starts_on + timedelta(length),
                    basis=self.pick(("amount", "quantity")),
                    method=self.pick(("all_unit", "marginal")),
                    category=self.maybe(self.pick(CATEGORIES), 0.3),
                    committed_volume=self.maybe(self.pick((Decimal(0), self.cents(1, 90_000)))),
                    signed_on=self.maybe(self.day()),
                )
            )
        return found

    def tiers(self, agreements: list[Row]) -> list[Row]:
        """None to three tiers each; rates that fall are allowed too."""
        return [
            row(
                "rebate_tier",
                agreement_no=agreement["agreement_no"],
                threshold=threshold,
                rate=Decimal(self.dice.randint(0, 60_000)).scaleb(-6),
            )
            for agreement in agreements
            for threshold in sorted(
                {self.pick((Decimal(0), self.cents(0, 9_000), self.cents(0, 90_000))) for _ in self.some(4)}
            )
        ]

    def filters(self) -> dict[str, tuple[str, ...]]:
        return self.pick(
            (
                {},
                {},
                {"only_regions": ("华东",)},
                {"only_regions": ("north", "南")},
                {"only_classes": ("contractor", "end_user")},
                {"only_accounts": ("A1", "外7", "客5", "C6")},
                {"only_regions": ("华东",), "only_classes": ("end_user",)},
            )
        )

    def books(self, **rows: list[Row]) -> Books:
        """A company of these rows, seen under this maker's day and period without a filter."""
        return Books(as_of=self.as_of, period=self.period, **rows)

    def views(self, books: Books) -> list[Books]:
        """The whole company, and twice through a filter."""
        return [books, replace(books, **self.filters()), replace(books, **self.filters())]
