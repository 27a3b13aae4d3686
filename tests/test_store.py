"""Laws of the store: a load replaces by key, undo gives back what stood before, nothing half is ever there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from kam.datasets import EVERY
from kam.datasets.action import ACTION
from kam.errors import Failed, Misuse
from kam.intake.report import Mapping
from kam.intake.worker import digest
from kam.ledger import Batch, batch_from, read_mirror
from kam.opening import Unreadable
from kam.store import Store, now

Tier = tuple[str, str, str]


def tiers(*rows: Tier) -> pa.Table:
    """Rows of rebate_tier: agreement, threshold, rate."""
    return pa.table(
        {
            "agreement_no": [row[0] for row in rows],
            "threshold": pa.array([Decimal(row[1]) for row in rows], pa.decimal128(18, 4)),
            "rate": pa.array([Decimal(row[2]) for row in rows], pa.decimal128(9, 6)),
            "_row": pa.array(range(2, 2 + len(rows)), pa.int64()),
        }
    )


def draft(file: str, dataset: str = "rebate_tier") -> Batch:
    return Batch(0, file, file, dataset, "Sheet1", 0, now(), "ann", 2, 0, 0, 0, 0, 0, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path, EVERY)
    yield opened
    opened.close()


def rates(store: Store) -> list[tuple[str, Decimal]]:
    return store.connection.cursor().execute("SELECT agreement_no, rate FROM rebate_tier ORDER BY 1").fetchall()


def test_a_later_load_replaces_by_key_and_counts_what_it_did(store: Store) -> None:
    store.load([(draft("a"), tiers(("A", "1", "0.1"), ("B", "1", "0.1")))])
    (second,) = store.load([(draft("b"), tiers(("B", "1", "0.2"), ("A", "1", "0.1"), ("C", "1", "0.3")))])
    assert (second.added, second.replaced, second.unchanged) == (1, 1, 1)
    assert rates(store) == [("A", Decimal("0.1")), ("B", Decimal("0.2")), ("C", Decimal("0.3"))]


def test_undo_gives_back_what_stood_before_to_the_byte(store: Store) -> None:
    empty = store.dump()
    store.load([(draft("a"), tiers(("A", "1", "0.1"), ("B", "1", "0.1")))])
    before = store.dump()
    (second,) = store.load([(draft("b"), tiers(("B", "1", "0.2"), ("C", "1", "0.3")))])
    store.undo(second.number, "bob")
    assert store.dump() == before
    store.undo(1, "bob")
    assert store.dump() == empty


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_undo_in_any_order_leaves_the_newest_active_batch_of_each_key(store: Store, order: tuple[int, ...]) -> None:
    for number in (1, 2, 3):
        store.load([(draft(str(number)), tiers(("A", "1", f"0.{number}"), (f"K{number}", "1", "0.5")))])
    active = {1, 2, 3}
    for number in order:
        store.undo(number, "bob")
        active.discard(number)
        expected = {f"K{left}": Decimal("0.5") for left in active}
        if active:
            expected["A"] = Decimal(f"0.{max(active)}")
        assert dict(rates(store)) == expected


def test_an_empty_key_cell_is_a_value_of_its_own(store: Store) -> None:
    def wallet(supplier: str | None, spend: str) -> pa.Table:
        return pa.table(
            {
                "account_id": ["A"],
                "period": ["2025"],
                "category": pa.array([None], pa.string()),
                "supplier": pa.array([supplier], pa.string()),
                "spend": pa.array([Decimal(spend)], pa.decimal128(18, 2)),
                "source": pa.array([None], pa.string()),
                "is_estimate": pa.array([None], pa.bool_()),
                "_row": [2],
            }
        )

    store.load([(draft("a", "wallet"), wallet(None, "5"))])
    (other,) = store.load([(draft("b", "wallet"), wallet("恒锐", "3"))])
    (same,) = store.load([(draft("c", "wallet"), wallet(None, "7"))])
    assert (other.added, same.replaced) == (1, 1)


def test_a_failing_table_leaves_nothing_of_its_file(store: Store) -> None:
    before = store.dump()
    wrong = pa.table({"agreement_no": ["A"], "_row": [2]})
    with pytest.raises(Exception, match="threshold"):
        store.load([(draft("a"), tiers(("A", "1", "0.1"))), (draft("a"), wrong)])
    assert store.dump() == before
    assert store.history() == ()


def test_undoing_twice_or_the_unknown_is_wrong_use(store: Store) -> None:
    store.load([(draft("a"), tiers(("A", "1", "0.1")))])
    store.undo(1, "bob")
    with pytest.raises(Misuse):
        store.undo(1, "bob")
    with pytest.raises(Misuse):
        store.undo(9, "bob")


def test_the_ledger_survives_in_the_store_and_beside_the_originals(store: Store, tmp_path: Path) -> None:
    mapping = Mapping("deal", {"deal_id": "编号"}, {}, {"outcome": {"Won": "won"}}, {})
    store.load([(draft("a"), tiers(("A", "1", "0.1")))])
    store.undo(1, "bob")
    store.remember("print", mapping)
    batches, remembered = read_mirror(tmp_path / "originals" / "ledger.jsonl")
    assert batches == store.history()
    assert batches[0].undone_by == "bob"
    assert remembered == store.remembered() == {"print": mapping}
    assert batch_from(batches[0].as_json()) == batches[0]


def test_clearing_the_sample_leaves_no_trace_and_keeps_the_users_rows(store: Store) -> None:
    sample = Batch(0, "s", "s", "rebate_tier", "S", 0, now(), "sample", 1, 0, 0, 0, 0, 0, 0, is_sample=True)
    store.load([(sample, tiers(("A", "1", "0.1"), ("B", "1", "0.1")))])
    assert store.is_sample
    store.load([(draft("mine"), tiers(("A", "1", "0.9")))])
    store.clear_sample()
    assert not store.is_sample
    assert rates(store) == [("A", Decimal("0.9"))]
    assert [batch.file for batch in store.history()] == ["mine"]


def test_a_version_names_the_data_also_when_numbers_begin_anew(store: Store) -> None:
    sample = Batch(0, "s", "s", "rebate_tier", "S", 0, now(), "sample", 1, 0, 0, 0, 0, 0, 0, is_sample=True)
    store.load([(sample, tiers(("A", "1", "0.1")))])
    with_sample = store.version
    assert store.version == with_sample
    store.clear_sample()
    (mine,) = store.load([(draft("mine"), tiers(("A", "1", "0.9")))])
    assert mine.number == 1
    seen = [with_sample, store.version]
    store.undo(1, "bob")
    assert len({*seen, store.version}) == 3


def action(number: str, account: str) -> pa.Table:
    """One row of `action`."""
    empty = pa.schema([(name, pa.string()) for name in ACTION.names] + [("_row", pa.int64())])
    return pa.Table.from_pylist([{"action_no": number, "account_id": account, "_row": 2}], empty)


def test_an_answer_stands_until_something_it_reads_changes(store: Store) -> None:
    """Of a decision on a known customer only actions change; a new customer is one in every list of customers."""
    everyone, tiers_alone, both = "SELECT * FROM customer", "SELECT * FROM rebate_tier", "FROM rebate_tier JOIN action"

    def changed() -> tuple[bool, ...]:
        before.append(tuple(map(store.version_of, (everyone, tiers_alone, both))))
        return tuple(map(str.__ne__, before[-2], before[-1]))

    before: list[tuple[str, ...]] = []
    before.append(tuple(map(store.version_of, (everyone, tiers_alone, both))))
    store.load([(draft("a", "action"), action("1", "K1"))])
    assert changed() == (True, False, True)
    (second,) = store.load([(draft("b", "action"), action("2", "K1"))])
    assert changed() == (False, False, True)
    store.load([(draft("c"), tiers(("A", "1", "0.1")))])
    assert changed() == (False, True, True)
    store.undo(second.number, "bob")
    assert changed() == (False, False, True)
    before.clear()
    before.append(tuple(map(store.version_of, (everyone, tiers_alone, both))))
    (new,) = store.load([(draft("d", "action"), action("3", "K2"))])
    store.undo(new.number, "bob")
    # The customers are those of before; yet an answer of the moment between may be remembered by the former version.
    assert changed() == (True, False, True)


def test_a_second_process_is_told_that_the_folder_is_in_use(store: Store, tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom pathlib import Path\nfrom kam.store import Store\nfrom kam.errors import Failed\n"
        f"try: Store(Path({str(tmp_path)!r}), ())\nexcept Failed as error: print(error.code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "locked"


def test_a_broken_file_is_unreadable_not_empty(tmp_path: Path) -> None:
    (tmp_path / "kam.duckdb").write_bytes(b"this is no database" * 500)
    with pytest.raises(Unreadable):
        Store(tmp_path, EVERY)


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    assert digest(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_queries_cannot_reach_the_file_system(store: Store) -> None:
    with pytest.raises(Exception, match="disabled"):
        store.connection.cursor().execute("SELECT * FROM read_csv('/etc/passwd')").fetchall()


def test_a_file_where_the_folder_should_be_is_a_failure_with_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Failed):
        Store(tmp_path / "file" / "home", EVERY)


def test_threads_that_write_at_once_do_not_take_each_other_s_ledger_away(store: Store) -> None:
    names = [f"{number:016x}" for number in range(120)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: store.remember(name, Mapping("account")), names))
    mirrored = (store.home / "originals" / "ledger.jsonl").read_text("utf-8")
    assert [name for name in names if name not in mirrored] == []
