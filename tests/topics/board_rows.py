"""The accounts and lines that the tests of what needs a decision share."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.conftest import Company
from tests.oracle.books import Books
from tests.topics.rules_rows import told

QUESTION = "board.exceptions"
# K and L are key accounts, P is a candidate, R was released, X is in no directory.
LISTED = """
    account_id account_class region manager status    locked_on  released_on
    K          end_user      华东   李      locked    2025-03-01 -
    L          contractor    华南   -       locked    -          -
    P          end_user      华东   王      candidate -          -
    R          end_user      华东   王      released  2025-01-01 2026-06-30"""
# In the last 12 months K bought 60 - 20, L 10.01 and X 5.
LINES = """
    account_id ordered_on amount
    K          2025-06-30 1000
    K          2025-07-01 60
    K          2026-06-30 -20
    K          2026-07-01 1000
    L          2026-01-31 10.01
    X          2026-01-31 5
    -          2026-01-31 7"""
KEY_KINDS = (
    "stalled",
    "regressed",
    "stage_unproven",
    "share_lost",
    "visit_overdue",
    "executive_absent",
    "level_missing",
)
OTHER_KINDS = ("near_tier", "behind_commitment", "nothing_in_return", "action_overdue")
BEGUN = "2026-05-12"  # of a hundred days to 19 August, 20 June is the 40th and 30 June the 50th


def of(company: Company, kind: str, given: Books) -> list[tuple[Any, ...]]:
    """account_id, region, owner, at_stake, since of the findings of this kind, in the answer's order."""
    return [row[1:] for row in told(company, QUESTION, given) if row[0] == kind]


def day(text: str) -> date:
    return date.fromisoformat(text)


def left_stage_2(days: int) -> str:
    """Forty whom no directory knows left stage 2 after so many days: with ten others in it its p75 is that."""
    return "".join(f"\n过{n} 2024-01-01 2\n过{n} 2024-01-{1 + days:02d} 1" for n in range(40))


def agreement(
    *rows: str, names: str = "agreement_no account_id starts_on ends_on basis method committed_volume"
) -> str:
    return "\n".join((names, *rows))
