"""Files on their way in: what the background does with them, on a real store and the real worker."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kam.datasets import EVERY
from kam.desk import Desk
from kam.intake.report import Mapping
from kam.store import Store
from kam.ui.correct import lacking, seen_values, spread_choices
from kam.ui.found import conservation
from kam.ui.uploads import Upload, Uploads, loadable

ACCOUNTS = "客户编码,客户名称,区域\nA1,远航,华东\nA2,长风,华南\n"
WRONG = "客户编码,客户名称,锁定日期\nA1,远航,2026-01-05\nA2,长风,不知道\n"
FOREIGN = "Kd-Nr,Firma,Gebiet\nA1,Adler,Nord\nA2,Falke,Sued\n"


@pytest.fixture
def uploads(tmp_path: Path) -> Iterator[Uploads]:
    store = Store(tmp_path, EVERY)
    made = Uploads(Desk(store, EVERY), tmp_path / "inbox" / ".incoming")
    yield made
    made.close()
    made.desk.clear()
    store.close()


def at_rest(upload: Upload) -> Upload:
    end = time.monotonic() + 60
    while upload.is_working:
        assert time.monotonic() < end, "still working after a minute"
        time.sleep(0.05)
    return upload


def read(uploads: Uploads, text: str, name: str = "客户.csv") -> Upload:
    return at_rest(uploads.accept(name, io.BytesIO(text.encode()), "ann", "zh"))


def codes(uploads: Uploads) -> list[str]:
    rows = uploads.desk.store.connection.cursor().execute("SELECT account_id FROM account ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def test_a_file_is_on_disk_and_read_but_not_loaded(uploads: Uploads) -> None:
    upload = read(uploads, ACCOUNTS)
    assert (upload.state, upload.error) == ("read", None)
    assert upload.path.read_bytes() == ACCOUNTS.encode()
    assert upload.report is not None
    assert upload.report.tables[0].dataset == "account"
    assert codes(uploads) == []


def test_loading_stores_the_rows_and_undo_takes_them_back(uploads: Uploads) -> None:
    upload = read(uploads, ACCOUNTS)
    uploads.load(upload, "li", loadable(upload), strict=False)
    at_rest(upload)
    assert upload.state == "loaded"
    assert [(batch.added, batch.who) for batch in upload.batches] == [(2, "li")]
    assert codes(uploads) == ["A1", "A2"]
    uploads.undo(upload, "li")
    assert upload.state == "undone"
    assert codes(uploads) == []


def test_the_same_bytes_again_are_recognised(uploads: Uploads) -> None:
    first = read(uploads, ACCOUNTS)
    uploads.load(first, "li", loadable(first), strict=False)
    at_rest(first)
    again = read(uploads, ACCOUNTS, "另一个名字.csv")
    assert [batch.number for batch in again.before] == [1]


def test_good_rows_are_loaded_and_the_wrong_one_is_named_by_its_cell(uploads: Uploads) -> None:
    upload = read(uploads, WRONG)
    assert upload.report is not None
    assert [problem.cell for problem in upload.report.tables[0].problems] == ["C3"]
    uploads.load(upload, "li", loadable(upload), strict=False)
    at_rest(upload)
    assert codes(uploads) == ["A1"]


def test_strict_refuses_in_words_and_leaves_the_file_to_be_loaded_otherwise(uploads: Uploads) -> None:
    upload = read(uploads, WRONG)
    uploads.load(upload, "li", loadable(upload), strict=True)
    at_rest(upload)
    assert upload.state == "read"
    assert upload.error is not None
    assert codes(uploads) == []


def test_a_corrected_match_is_used_and_remembered_once_loaded(uploads: Uploads) -> None:
    upload = read(uploads, FOREIGN, "kunden.csv")
    mapping = Mapping("account", {"account_id": "Kd-Nr", "account_name": "Firma", "region": "Gebiet"})
    uploads.correct(upload, 0, mapping, "zh")
    at_rest(upload)
    uploads.load(upload, "li", loadable(upload), strict=False)
    at_rest(upload)
    assert codes(uploads) == ["A1", "A2"]
    later = read(uploads, FOREIGN + "A3,Storch,West\n", "kunden-2.csv")
    assert later.report is not None
    table = later.report.tables[0]
    assert (table.dataset, table.is_proposal) == ("account", False)
    assert table.mapping is not None
    assert table.mapping.columns == mapping.columns


def test_a_file_that_is_no_table_says_why(uploads: Uploads) -> None:
    upload = read(uploads, "", "leer.csv")
    assert upload.report is not None
    assert upload.report.fault is not None
    assert upload.report.fault.code == "empty"
    assert loadable(upload) == ()


def test_a_dismissed_file_leaves_list_and_disk(uploads: Uploads) -> None:
    upload = read(uploads, ACCOUNTS)
    uploads.dismiss(upload)
    assert uploads.of("ann") == ()
    assert not upload.path.exists()


def test_a_new_process_empties_what_an_old_one_left(uploads: Uploads, tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / ".old"
    folder.mkdir()
    (folder / "left").write_text("x")
    fresh = Uploads(uploads.desk, folder)
    fresh.close()
    assert list(folder.iterdir()) == []


def test_a_dataset_alone_is_enough_and_its_columns_are_found_out(uploads: Uploads) -> None:
    upload = read(uploads, "Kunde,2024,2025\nAdler,10,20\nFalke,30,40\n")
    assert upload.report is not None
    assert upload.report.tables[0].dataset is None
    uploads.correct(upload, 0, Mapping("wallet"), "zh")
    at_rest(upload)
    mapping = upload.report.tables[0].mapping
    assert mapping is not None
    assert mapping.columns == {"account_id": "Kunde", "spend@period=2024": "2024", "spend@period=2025": "2025"}
    assert lacking(uploads.desk.store.datasets["wallet"], mapping) == ()


def test_a_header_moved_by_hand_keeps_the_dataset_and_finds_its_columns_anew(uploads: Uploads) -> None:
    upload = read(uploads, "Kd-Nr,Firma\nx,y\n客户编码,客户名称\nA1,远航\n", "kunden.csv")
    uploads.correct(upload, 0, Mapping("account", {"account_id": "Kd-Nr", "account_name": "Firma"}), "zh")
    at_rest(upload)
    uploads.lay_out(upload, 0, {"header_row": "3"}, "zh")
    at_rest(upload)
    assert upload.report is not None
    found = upload.report.tables[0]
    assert found.mapping is not None
    assert found.mapping.columns == {"account_id": "客户编码", "account_name": "客户名称"}
    assert found.counts["loaded"] == 1


def test_headers_are_values_of_the_axis_that_a_person_chose(uploads: Uploads) -> None:
    upload = read(uploads, "Kunde,Nordwerk,Suedwerk\nAdler,10,20\nFalke,30,40\n")
    dataset = uploads.desk.store.datasets["wallet"]
    columns, words = spread_choices(dataset, Mapping("wallet"), "zh")["spend@supplier=*"]
    assert "供应商" in words
    mapping = Mapping("wallet", {"account_id": "Kunde", **columns}, {"period": "2025"})
    uploads.correct(upload, 0, mapping, "zh")
    at_rest(upload)
    uploads.load(upload, "li", loadable(upload), strict=False)
    at_rest(upload)
    rows = uploads.desk.store.connection.cursor().execute(
        "SELECT account_id, supplier, CAST(spend AS BIGINT) FROM wallet ORDER BY ALL"
    )
    wanted = [
        ("Adler", "Nordwerk", 10),
        ("Adler", "Suedwerk", 20),
        ("Falke", "Nordwerk", 30),
        ("Falke", "Suedwerk", 40),
    ]
    assert rows.fetchall() == wanted


def test_a_required_column_without_a_value_is_named(uploads: Uploads) -> None:
    wallet = uploads.desk.store.datasets["wallet"]
    bare = Mapping("wallet", {"supplier": "银行"})
    assert [column.name for column in lacking(wallet, bare)] == ["account_id", "period", "spend"]
    given = Mapping("wallet", {"spend@period=2024": "2024"}, {"account_id": "A1"})
    assert lacking(wallet, given) == ()
    orders = uploads.desk.store.datasets["order_line"]
    assert orders.numbered_by[0] not in [column.name for column in lacking(orders, Mapping("order_line"))]


def test_the_editor_asks_for_the_words_that_no_choice_has(uploads: Uploads) -> None:
    upload = read(uploads, "客户编码,客户名称,状态\nA1,远航,锁定\nA2,长风,VIP\n")
    assert upload.report is not None
    column = uploads.desk.store.datasets["account"].column("status")
    assert seen_values(column, "状态", upload.report.tables[0]) == ("VIP",)


def test_conservation_is_said_as_a_sum() -> None:
    counts = {"read": 12, "loaded": 9, "rejected": 1, "header": 1, "total": 1}
    assert conservation(counts, "zh") == "读取 12 行 = 可载入 9 + 有错误 1 + 表头 1 + 合计 1"
    assert conservation({"read": 1, "header": 1}, "en") == "1 row read = header 1"
    assert conservation(counts, "en") == "12 rows read = ready to load 9 + with errors 1 + header 1 + total 1"


@pytest.mark.long
def test_files_loaded_at_the_same_time_are_all_in(uploads: Uploads) -> None:
    """Two threads load: each file is its own batch, and the ledger beside the originals has them all."""
    texts = [ACCOUNTS.replace("A1", f"B{n}").replace("A2", f"C{n}") for n in range(12)]
    every = [read(uploads, text, f"{n}.csv") for n, text in enumerate(texts)]
    for upload in every:
        uploads.load(upload, "ann", loadable(upload), strict=False)
    assert [(at_rest(upload).state, upload.error) for upload in every] == [("loaded", None)] * 12
    assert len(codes(uploads)) == 24
    mirrored = (uploads.desk.store.home / "originals" / "ledger.jsonl").read_text("utf-8")
    assert all(f'"{n}.csv"' in mirrored for n in range(12))
