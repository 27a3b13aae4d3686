"""Invented rows for pitfalls, roster, engagement and plan, dense with edges; the rest comes from Maker."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.books import Books, Row, year_before
from tests.oracle.roster import BACKGROUND, OPERATIONS, PERSON
from tests.topics.company import row
from tests.topics.invented import NAMES, REGIONS, Maker

KINDS = ("price", "rebate", "payment_term", "gift_goods", "service", "service")
TEXTS = ("写了", "note", " ", "　", None, None)


class Planner(Maker):
    """A maker whose accounts have potentials, profiles and big orders, and whose regions have headcounts and funds."""

    def planned_accounts(self) -> list[Row]:
        found = self.accounts()
        for one in found:
            one["annual_potential"] = self.pick((None, Decimal(1_000_000), Decimal("999999.99"), Decimal("1000000.01")))
            one["updated_on"] = self.maybe(self.day())
            one.update({name: self.pick(TEXTS) for name in (*BACKGROUND, *OPERATIONS)})
        return found

    def big_lines(self) -> list[Row]:
        """Some accounts at, just below and above the million of the last 12 months."""
        found = self.lines(120)
        for name in NAMES[:4]:
            amount = self.pick((Decimal(1_000_000), Decimal("999999.99"), Decimal("2000000.00")))
            number = f"big {name}"
            found.append(
                row("order_line", order_no=number, line_no=1, ordered_on=self.day(), account_id=name, amount=amount)
            )
        return found if self.dice.random() < 0.8 else []

    def even_lines(self, is_growing: bool) -> list[Row]:
        """Everybody buys in the period what a year before, or everybody so much more that no two grow alike."""
        first, last = self.period[0], min(self.period[1], self.as_of)
        found = []
        for at, name in enumerate(NAMES, 1):
            for number, day, amount in (
                (f"before {name}", year_before(first), 100 * at),
                (f"now {name}", last, 100 * at * (at if is_growing else 1)),
            ):
                columns = {"order_no": number, "line_no": 1, "ordered_on": day, "account_id": name}
                found.append(row("order_line", **columns, amount=Decimal(amount)))
        return found

    def persons(self) -> list[Row]:
        found = self.contacts()
        for one in found:
            one["updated_on"] = self.maybe(self.day())
            one.update({name: self.pick(TEXTS) for name in PERSON if name != "buying_role"})
        return found

    def timed_visits(self) -> list[Row]:
        found = self.visits(120)
        for one in found:
            one["hours"] = self.pick((None, Decimal("0.5"), Decimal("2.0000"), Decimal("1.2550"), Decimal("0.0049")))
        return found

    def territories(self) -> list[Row]:
        return [
            row(
                "region",
                region=name,
                list_min=self.maybe(30),
                list_max=self.maybe(50),
                headcount=self.pick((None, 0, 1, 7)),
            )
            for name in (*REGIONS, "无人区")
            if self.dice.random() < 0.8
        ]

    def concessions(self) -> list[Row]:
        return [
            row(
                "concession",
                concession_no=f"R{number}",
                account_id=self.maybe(self.pick(NAMES), 0.9),
                granted_on=self.maybe(self.day(), 0.95),
                kind=self.maybe(self.pick(KINDS), 0.9),
                value=self.maybe(self.cents(0, 30_000), self.pick((0.9, 0.1))),
                agreement_no=self.maybe(self.pick(("X0", "X1", "X2", "X3", "X4", "none")), 0.8),
            )
            for number in self.some(30)
        ]

    def granted_at_once(self) -> list[Row]:
        """One to everybody on the period's last day, each of another value."""
        last = min(self.period[1], self.as_of)
        found = [
            row("concession", concession_no=f"R{at}", account_id=name, granted_on=last, value=Decimal(at * at))
            for at, name in enumerate(NAMES, 1)
        ]
        taken = {one["concession_no"] for one in found}
        return found + [one for one in self.concessions() if one["concession_no"] not in taken]

    def funds(self) -> list[Row]:
        return [
            row(
                "fund",
                fund_no=f"F{number}",
                region=self.maybe(self.pick((*REGIONS, "未列")), 0.6),
                account_id=self.maybe(self.pick(NAMES), 0.6),
                booked_on=self.maybe(self.day(), 0.95),
                kind=self.maybe(self.pick(("budget", "spend")), 0.95),
                amount=self.cents(-20_000, 90_000),
            )
            for number in self.some(40)
        ]

    def actions(self) -> list[Row]:
        return [
            row(
                "action",
                action_no=f"N{number}",
                region=self.maybe(self.pick((*REGIONS, "未列")), 0.6),
                account_id=self.maybe(self.pick(NAMES), 0.6),
                owner=self.maybe("李"),
                starts_on=self.maybe(self.day()),
                due_on=self.maybe(self.day()),
                done_on=self.maybe(self.day(), 0.4),
                status=self.maybe(self.pick(("open", "doing", "done", "cancelled"))),
            )
            for number in self.some(40)
        ]

    def company(self) -> Books:
        """All of them together; in one of six nobody's change varies, in one of six nothing was granted."""
        agreements = self.agreements()
        is_still, is_mean = self.seed % 6 == 1, self.seed % 6 == 4
        return self.books(
            accounts=self.planned_accounts(),
            lines=self.even_lines(is_mean) if is_still or is_mean else self.big_lines(),
            contacts=self.persons(),
            visits=self.timed_visits(),
            regions=self.territories(),
            agreements=agreements,
            tiers=self.tiers(agreements),
            concessions=[] if is_mean else self.granted_at_once() if is_still else self.concessions(),
            funds=self.funds(),
            actions=self.actions(),
        )
