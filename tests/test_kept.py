"""Facts that the store keeps as tables are never older than the rows: after each load, undo and clearing."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kam.access import EVERYTHING
from kam.datasets import EVERY
from kam.desk import Desk
from kam.engine import compose, facts, fetch_arrow, has_kept
from kam.store import Store
from kam.topics import QUERIES
from kam.view import view


def orders(path: Path, *rows: tuple[str, str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["订单号", "行号", "订单日期", "客户编码", "金额"])
        writer.writerows([number, "1", day, "A", amount] for number, day, amount in rows)
    return path


def assert_kept(store: Store) -> None:
    """The kept tables hold what their facts compute."""
    for name in ("month_line", "first_order", "wallet_sum"):
        kept = compose(f"SELECT * FROM {name} ORDER BY ALL", is_kept=True)
        assert f"kept.{name}_" in kept
        plain = store.connection.sql(f"{facts()[name]} ORDER BY ALL").fetchall()
        assert store.connection.sql(kept).fetchall() == plain


def months(store: Store) -> list[object]:
    return store.connection.sql(compose("SELECT amount FROM month_line ORDER BY month_no", is_kept=True)).fetchall()


def test_load_undo_and_clearing_leave_the_kept_facts_as_the_rows_are(desk: Desk, tmp_path: Path) -> None:
    assert_kept(desk.store)
    first = desk.examine(orders(tmp_path / "a.csv", ("S1", "2026-01-05", "10"), ("S2", "2026-02-05", "20")), "a.csv")
    desk.load(first, "ann")
    assert [float(row[0]) for row in months(desk.store)] == [10, 20]  # type: ignore[index]
    (batch,) = desk.load(desk.examine(orders(tmp_path / "b.csv", ("S1", "2026-01-05", "70")), "b.csv"), "ann")
    assert [float(row[0]) for row in months(desk.store)] == [70, 20]  # type: ignore[index]
    desk.store.undo(batch.number, "ann")
    assert [float(row[0]) for row in months(desk.store)] == [10, 20]  # type: ignore[index]
    assert_kept(desk.store)


@pytest.mark.long
def test_the_sample_comes_and_goes_with_its_kept_facts(desk: Desk) -> None:
    desk.load_sample()
    assert months(desk.store)
    assert_kept(desk.store)
    desk.store.clear_sample()
    assert months(desk.store) == []


def test_a_store_of_an_earlier_release_is_given_its_kept_facts_when_it_is_opened(tmp_path: Path) -> None:
    store = Store(tmp_path, EVERY)
    store.connection.execute("DROP SCHEMA kept CASCADE")
    assert not has_kept(store.connection.cursor())
    store.close()
    again = Store(tmp_path, EVERY)
    assert_kept(again)
    again.close()


# The days of the long run end no month, a year and a leap month.
@pytest.mark.parametrize(
    "as_of",
    [
        date(2026, 6, 20),
        pytest.param(date(2026, 12, 31), marks=pytest.mark.long),
        pytest.param(date(2024, 2, 29), marks=pytest.mark.long),
    ],
)
def test_an_answer_from_kept_facts_is_that_from_the_rows(
    as_of: date, sample_in: Callable[[Path], Path], tmp_path: Path
) -> None:
    store = Store(sample_in(tmp_path), EVERY)
    asked = view(as_of, (date(as_of.year, 1, 15), as_of)).params()
    names = [name for name, query in QUERIES.items() if "month_line" in compose(query.sql)]
    assert "share.trend" in names
    kept = [fetch_arrow(store.connection, QUERIES[name].sql, asked, EVERYTHING) for name in names]
    store.connection.execute("DROP SCHEMA kept CASCADE")
    for name, table in zip(names, kept, strict=True):
        plain = fetch_arrow(store.connection, QUERIES[name].sql, asked, EVERYTHING)
        for column in plain.column_names:
            ours, theirs = table.column(column).to_pylist(), plain.column(column).to_pylist()
            same = [
                one == pytest.approx(two, rel=1e-12) if isinstance(two, float) else one == two
                for one, two in zip(ours, theirs, strict=True)
            ]
            assert all(same), (name, column)
    store.close()
