"""Companies written as small tables in text, for the tests that hold the questions to rules.md sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kam.datasets import BY_NAME
from tests.conftest import Company
from tests.oracle.books import Books, Row
from tests.topics.company import TABLES, ask, fill, row
from tests.topics.test_law import PROMISED

JUNE_END = "2026-06-30"
# The questions of which rules.md speaks; the board's list of decisions has tests of its own.
PUBLISHED = tuple(
    f"{topic}.{name}"
    for topic, names in {
        "share": "by_account by_region trend white_space concentration indices guardrail",
        "funnel": "stock reached cohort dwell stalled regressions audit",
        "rivals": "radar strength similarity openings win_loss",
        "rebate": "status curve margin",
        "pitfalls": "concessions differentiation levels agreements summary",
        "roster": "by_region candidates completeness",
        "engagement": "executive cadence matrix time",
        "plan": "funds actions",
    }.items()
    for name in names.split()
)
BLANK = "　"  # a full-width space
_ATTRIBUTES = {table: attribute for attribute, table in TABLES.items()}
_NUMBERS = {"order_line": "order_no", "visit": "visit_no", "concession": "concession_no", "deal": "deal_id"}
_NUMBERS |= {"fund": "fund_no", "action": "action_no"}

# Two listed accounts that differ in region and class, one outside the directory, and rows of nobody; each in every
# dataset. C left stage 3 ten times after a day, so that A, B and X stand stalled in it.
EVERYWHERE: dict[str, Any] = {
    "region": "region market_capacity headcount\n华东 1000 1\n华南 1000 1",
    "account": """
        account_id account_class region status annual_potential
        A          end_user      华东   locked    -
        B          contractor    华南   locked    -
        P          end_user      华东   candidate 2000000
        Q          contractor    华南   candidate 2000000""",
    "wallet": "account_id period category spend\nA 2026 安防 3650\nB 2026 安防 3650\nX 2026 安防 3650",
    "order_line": """
        account_id ordered_on category amount cost
        A          2026-02-01 安防     100    1
        B          2026-02-01 安防     50     1
        X          2026-02-01 安防     20     1
        -          2026-02-01 安防     7      1""",
    "stage_change": """
        account_id entered_on stage
        A          2026-01-01 4
        A          2026-01-05 3
        B          2026-01-01 4
        B          2026-01-05 3
        X          2026-01-01 4
        X          2026-01-05 3"""
    + "".join(f"\nC 2024-01-{day:02d} {4 - day % 2}" for day in range(1, 21)),
    "rival_profile": """
        rival account_id noted_on   assumption holds
        甲    A          2026-01-01 leader     false
        甲    B          2026-01-01 leader     false
        甲    X          2026-01-01 leader     false
        甲    -          2026-01-01 leader     false""",
    "agreement": """
        agreement_no account_id starts_on  ends_on    basis  method
        GA           A          2026-01-01 2026-12-31 amount all_unit
        GB           B          2026-01-01 2026-12-31 amount all_unit
        GX           X          2026-01-01 2026-12-31 amount all_unit""",
    "rebate_tier": "agreement_no threshold rate\nGA 0 0.1\nGB 0 0.1\nGX 0 0.1",
    "concession": """
        account_id granted_on kind    value
        A          2026-01-01 service 1
        B          2026-01-01 service 1
        X          2026-01-01 service 1
        -          2026-01-01 service 1""",
    "action": """
        account_id region status
        A          -      open
        B          -      open
        X          -      open
        -          -      open""",
}


def rows(dataset: str, table: str) -> list[Row]:
    """The rows of a table in text: a line of column names, then a line a row; - is empty.

    Order lines, visits, concessions, deals, funds and actions without a number get 1, 2, 3.
    """
    head, *lines = [line.split() for line in table.strip().splitlines()]
    found = []
    for place, cells in enumerate(lines, 1):
        values = {name: _value(dataset, name, cell) for name, cell in zip(head, cells, strict=True)}
        if dataset in _NUMBERS:
            values.setdefault(_NUMBERS[dataset], str(place))
        if dataset == "order_line":
            values.setdefault("line_no", 1)
        found.append(row(dataset, **values))
    return found


def _value(dataset: str, name: str, cell: str) -> Any:
    kind = BY_NAME[dataset].column(name).sql_type
    if cell == "-":
        return None
    if kind == "DATE":
        return date.fromisoformat(cell)
    if kind == "INTEGER":
        return int(cell)
    return Decimal(cell) if kind.startswith("DECIMAL") else cell


def books(as_of: str = JUNE_END, period: tuple[str, str] | None = None, **tables: str | list[Row]) -> Books:
    """A company of these tables by dataset, seen on a day; without a period over the year of the day up to it."""
    day = date.fromisoformat(as_of)
    window = (date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else (date(day.year, 1, 1), day)
    given: dict[str, Any] = {
        _ATTRIBUTES[name]: rows(name, table) if isinstance(table, str) else table for name, table in tables.items()
    }
    return Books(as_of=day, period=window, **given)


def told(company: Company, query: str, given: Books) -> list[tuple[Any, ...]]:
    """The promised columns of the answer about these books, which take the place of what was in the company."""
    fill(company, given)
    return [found[: len(PROMISED[query].split())] for found in ask(company, query, given)]


def through(given: Books, **view: Any) -> Books:
    """The same books seen through these filters, or on other days."""
    return replace(given, **view)


def column(company: Company, query: str, given: Books, place: int) -> list[Any]:
    """One column of the answer."""
    return [found[place] for found in told(company, query, given)]


def money(text: str) -> Decimal:
    return Decimal(text)
