"""A company in which every cell of every dataset is filled, and somebody of each role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from argon2 import PasswordHasher

from kam.dataset import Column
from kam.datasets import ALL, EVERY
from kam.ledger import Batch
from kam.store import Store
from kam.users import Users
from tests.browser.test_sign_in import PASSWORD, PEOPLE
from tests.ui.test_pages import _table

OWN = {"A1": "华东", "A2": "华南"}
LOADED = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
# What is written otherwise in the other company: (account, column) -> whether.
Otherwise = Callable[[str, Column], bool]
# What a text says: (column, account, number of its row, whether otherwise).
Say = Callable[[Column, str, int, bool], str]


def of_nobody(_account: str, _column: Column) -> bool:
    return False


def plain(column: Column, account: str, number: int, is_other: bool) -> str:
    return f"{column.label.en} {account}{number}{'✱' if is_other else ''}"


def cell(column: Column, account: str, number: int, is_other: bool, say: Say, own: dict[str, str]) -> object:
    """A value that its column takes, another one in the other company."""
    kind = column.sql_type
    if column.name == "account_id":
        return account
    if column.name == "region":
        return own[account]
    if column.choices:
        codes = [choice.code for choice in column.choices]
        found = codes[(number + is_other) % len(codes)]
        return int(found) if kind == "INTEGER" else found
    if column.name.endswith("_no") and kind == "VARCHAR":
        return f"{column.name}{account}"  # what one row says of another stays so
    if column.name == "period":
        return "2026"
    if kind == "DATE":
        return date(2026, 1 + number, 2 + is_other)
    if kind == "BOOLEAN":
        return is_other
    if kind.startswith("DECIMAL(9"):
        return Decimal("0.03") if is_other else Decimal("0.02")
    if kind.startswith("DECIMAL") or kind == "INTEGER":
        return (7 if is_other else 3) + number
    return say(column, account, number, is_other)


def rows(otherwise: Otherwise, say: Say, own: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    """Two rows of each account in every dataset, every cell filled."""
    found: dict[str, list[dict[str, object]]] = {}
    for dataset in ALL:
        keys = len(dataset.key) > 1
        for account in own:
            for number in range(2 if keys and "region" not in dataset.key else 1):
                row = {
                    one.name: cell(one, account, number, otherwise(account, one), say, own) for one in dataset.columns
                }
                found.setdefault(dataset.name, []).append(row)
    return found


def company(home: Path, otherwise: Otherwise, say: Say = plain, own: dict[str, str] = OWN) -> None:
    """A company with somebody of each role; `own`: its accounts, each with its region."""
    store = Store(home, EVERY)
    drafts = []
    for place, (name, given) in enumerate(rows(otherwise, say, own).items()):
        batch = Batch(0, "made.xlsx", "0" * 64, name, name, place, LOADED, "test", len(given), 0, 0, 0, 0, 0, 0)
        drafts.append((batch, _table(store, name, given)))
    store.load(drafts)
    store.close()
    users = Users(home, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name, (role, regions) in PEOPLE.items():
        users.set_password(name, users.add(name, role, regions, "root"), PASSWORD)
