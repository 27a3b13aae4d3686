"""Invented companies whose every dataset has gaps, contradictions and customers outside the directory."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.oracle.books import US, Books, Row
from tests.oracle.rivals import RESOURCES
from tests.topics.company import row
from tests.topics.invented import NAMES, REGIONS, RIVALS
from tests.topics.invented_plans import Planner


class Faulty(Planner):
    """A planner that also makes deals, scores and notes, and tiers of agreements that are not on file."""

    def deals(self) -> list[Row]:
        return [
            row(
                "deal",
                deal_id=f"D{number}",
                account_id=self.maybe(self.pick(NAMES)),
                amount=self.maybe(self.cents(0, 900_000), 0.7),
                opened_on=self.maybe(self.day()),
                closed_on=self.maybe(self.day(), 0.6),
                outcome=self.maybe(self.pick(("open", "won", "lost")), 0.8),
            )
            for number in self.some(40)
        ]

    def scores(self) -> list[Row]:
        found = {}
        for _ in self.some(40):
            account_id = self.maybe(self.pick(NAMES), 0.7)
            region = None if account_id else self.maybe(self.pick(REGIONS))
            key = (account_id, region, self.pick((US, *RIVALS)), self.pick((*sorted(RESOURCES), "relationship")))
            day = self.day()
            columns = dict(zip(("account_id", "region", "party", "dimension"), key, strict=True))
            found[(*key, day)] = row("rival_score", **columns, scored_on=day, score=Decimal(self.pick((1, 5, 10))))
        return list(found.values())

    def profiles(self) -> list[Row]:
        found = {}
        for _ in self.some(20):
            key = (self.pick(RIVALS), self.maybe(self.pick(NAMES)), self.day(), self.pick(("leader", "lowest_cost")))
            columns = dict(zip(("rival", "account_id", "noted_on", "assumption"), key, strict=True))
            found[key] = row("rival_profile", **columns)
        return list(found.values())

    def gaps(self, books: Books) -> None:
        """Makes unknown what the other makers always know, and known what they leave out."""
        for one in books.accounts:
            one["manager"] = self.maybe("李")
            one["region"] = self.pick((one["region"], one["region"], "未列"))
        for one in books.wallets:
            one["is_estimate"] = self.pick((True, False, None))
        for one in books.regions:
            one["market_capacity"] = self.maybe(Decimal("1000000.00"))
        orphans = {self.cents(0, 9_000) for _ in self.some(3)}
        books.tiers += [row("rebate_tier", agreement_no="没有", threshold=at, rate=Decimal("0.01")) for at in orphans]

    def faulty(self) -> Books:
        """All of them together."""
        books = replace(
            self.company(),
            wallets=self.wallets(),
            stage_changes=self.stage_changes(),
            deals=self.deals(),
            scores=self.scores(),
            profiles=self.profiles(),
        )
        self.gaps(books)
        return books
