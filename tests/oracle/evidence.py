"""What an audit row says proves its need, or is missing, a second time: in plain Python, from the header's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle import funnel_more, share
from tests.oracle.books import Books, Row, cents, year_before
from tests.oracle.funnel import Path
from tests.oracle.funnel_more import began_on, meetings
from tests.oracle.share_more import of_one_account


def audit(books: Books) -> list[tuple[Any, ...]]:
    """account_id, stage, need, is_met, evidence."""
    says: dict[int, Callable[[Books, Path], str]] = {
        2: _decision_maker,
        3: lambda books, path: _newest(meetings(books, path)) or "缺我方高层拜访 / no visit by an executive",
        4: _signed_and_ordered,
        5: _growth,
        6: _levels,
        7: _share,
        8: _run,
    }
    paths = {path.account_id: path for path in funnel_more.standing(books)}
    return [(*row, says[row[2]](books, paths[row[0]])) for row in funnel_more.audit(books)]


def _newest(visits: Iterable[Row], level: str | None = "executive") -> str:
    """Day and number of the newest of these visits, by that level of ours where one is asked."""
    known = [visit for visit in visits if level is None or visit["visitor_level"] == level]
    return max((f"{visit['visited_on']} {visit['visit_no']}" for visit in known), default="")


def _decision_maker(books: Books, path: Path) -> str:
    seen = [visit for visit in meetings(books, path) if _role(books, visit) == "decision_maker"]
    return _newest(seen, None) or "缺决策者拜访 / no visit to a decision maker"


def _role(books: Books, visit: Row) -> str | None:
    contact = books.people.get((visit["account_id"], visit["contact_name"]))
    return contact["buying_role"] if contact else None


def _signed_and_ordered(books: Books, path: Path) -> str:
    signed = [
        one for one in books.agreements if one["account_id"] == path.account_id and books.by_now(one["signed_on"])
    ]
    orders = [line for line in books.lines_of.get(path.account_id, []) if (line["amount"] or 0) > 0]
    agreement = min((f"{one['signed_on']} {one['agreement_no']}" for one in signed), default="")
    order = min((f"{line['ordered_on']} {line['order_no']}" for line in orders), default="")
    return f"{agreement or '缺已签协议 / no signed agreement'}; {order or '缺首单 / no order'}"


def _growth(books: Books, path: Path) -> str:
    one_ago = year_before(books.as_of)
    two_ago = year_before(one_ago)
    if not books.orders_reach(two_ago + timedelta(1)):
        return "订单不足 24 个月 / orders do not reach back 24 months"
    last = books.sold(path.account_id, one_ago + timedelta(1), books.as_of)
    before = books.sold(path.account_id, two_ago + timedelta(1), one_ago)
    return f"{cents(last):.2f} {'>' if last > before else '<='} {cents(before):.2f}"


def _levels(books: Books, path: Path) -> str:
    theirs = {books.level_met(visit) for visit in meetings(books, path)} - {None}
    ours = {visit["visitor_level"] for visit in meetings(books, path)} - {None}
    return f"对方 / theirs {len(theirs)}/3; 我方 / ours {len(ours)}/2"


def _share(books: Books, path: Path) -> str:
    days = share.days_between(year_before(books.as_of) + timedelta(1), books.as_of)
    held = share.account_wallet(of_one_account(books, path.account_id), path.account_id, days)
    part = f"{float(Fraction(held[1]) / held[0]):.4f}" if held and held[0] > 0 else "—"
    every = {line["category"] for line in books.lines if line["ordered_on"] <= books.as_of} - {None}
    mine = [line for line in books.lines_of.get(path.account_id, []) if books.in_12_months(line["ordered_on"])]
    bought = {line["category"] for line in mine if (line["amount"] or 0) > 0} - {None}
    return f"占有率 / share {part}; 品类 / categories {len(bought)}/{len(every)}"


def _run(books: Books, path: Path) -> str:
    since: date | None = began_on(path)
    recent = [visit for visit in meetings(books, path) if books.in_12_months(visit["visited_on"])]
    missing = "近 12 个月无高层拜访 / no executive visit in 12 months"
    return f"阶段≥4: / stage >= 4: {since or '—'}; {_newest(recent) or missing}"
