"""Laws of taking a file in: conservation, sameness of bytes, undo, rebuild, sudden death."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kam.datasets import EVERY
from kam.desk import Desk
from kam.errors import Refused
from kam.intake.report import FileReport, Options
from kam.recovery import open_store, rebuild
from kam.store import Store
from tests.intake.containers import encrypted, zipped
from tests.intake.making import workbook

ORDERS = [
    ["订单明细表", "", "", "", ""],
    ["订单号", "行号", "订单日期", "客户编码", "金额"],
    ["S1", "1", "2026-01-05", "A", "1,000.50"],
    ["S1", "2", "2026-01-05", "A", "-20"],
    ["S2", "1", "2026年2月3日", "", "12"],
    ["合计", "", "", "", "992.50"],
]


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def conserved(report: FileReport) -> bool:
    """Rows read = loaded + rejected + what is named."""
    named = ("loaded", "rejected", "header", "title", "unit", "note", "total", "blank", "repeated", "example")
    return all(
        found.counts["read"] == sum(found.counts.get(name, 0) for name in named)
        for found in report.tables
        if found.dataset
    )


def test_good_rows_go_in_and_every_row_has_a_name(desk: Desk, tmp_path: Path) -> None:
    report = desk.examine(write(tmp_path / "orders.csv", ORDERS), "orders.csv")
    (found,) = report.tables
    assert (found.dataset, found.header_row, found.rows, found.totals) == ("order_line", 2, 3, 1)
    assert conserved(report)
    (batch,) = desk.load(report, "ann")
    assert (batch.rows_read, batch.added, batch.rejected, batch.totals) == (6, 3, 0, 1)


def test_a_row_that_breaks_a_law_no_formula_needs_is_told_and_stays(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ["行动编号", "事项", "责任人", "开始日期", "截止"],
        ["N1", "拜访", "李", "2026-05-01", "2026-04-01"],
        ["N2", "回访", "李", "2026-05-01", "2026-06-01"],
    ]
    report = desk.examine(write(tmp_path / "actions.csv", rows), "actions.csv")
    (found,) = report.tables
    assert [(one.cell, one.value, one.is_fatal) for one in found.problems] == [("E2", "2026-04-01", False)]
    (batch,) = desk.load(report, "ann")
    assert (batch.added, batch.rejected, batch.problems) == (2, 0, 1)


def test_the_same_bytes_again_change_nothing(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", ORDERS)
    first = desk.load(desk.examine(path, "orders.csv"), "ann")
    before = desk.store.dump(), desk.store.version
    assert desk.load(desk.examine(path, "renamed.csv"), "bob") == first
    assert (desk.store.dump(), desk.store.version) == before


def test_after_an_undo_the_same_bytes_go_in_again(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", ORDERS)
    desk.load(desk.examine(path, "orders.csv"), "ann")
    rows = "SELECT * EXCLUDE (_batch) FROM order_line ORDER BY ALL"
    filled = desk.store.connection.cursor().execute(rows).fetchall()
    desk.store.undo(1, "ann")
    (again,) = desk.load(desk.examine(path, "orders.csv"), "ann")
    assert again.number == 2
    assert desk.store.connection.cursor().execute(rows).fetchall() == filled


def test_wrong_rows_stay_out_and_strict_takes_none(desk: Desk, tmp_path: Path) -> None:
    rows = [*ORDERS[:3], ["S1", "2", "31日", "A", "5"], *ORDERS[4:]]
    report = desk.examine(write(tmp_path / "orders.csv", rows), "orders.csv")
    (problem,) = [p for p in report.tables[0].problems if p.is_fatal]
    assert (problem.cell, problem.value) == ("C4", "31日")
    assert conserved(report)
    before = desk.store.dump()
    with pytest.raises(Refused):
        desk.load(report, "ann", strict=True)
    assert desk.store.dump() == before
    assert list((desk.store.home / "originals").glob("[0-9a-f]*")) == []
    (batch,) = desk.load(report, "ann")
    assert (batch.added, batch.rejected, batch.problems) == (2, 1, 1)
    returned = desk.returned(report, 0)
    assert returned is not None
    assert returned.exists()


def test_what_fits_no_dataset_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", [["高", "矮"], ["甲", "乙"], ["丙", "丁"]])
    with pytest.raises(Refused):
        desk.load(desk.examine(path, "x.csv"), "ann")


NO_NUMBERS = ["Date", "Product", "Units Sold", "Sales", "COGS"]


def test_a_file_without_order_numbers_adds_its_days_and_a_corrected_one_replaces_them(
    desk: Desk, tmp_path: Path
) -> None:
    def take_in(name: str, *rows: list[str]) -> tuple[int, int, int]:
        path = write(tmp_path / name, [NO_NUMBERS, *rows])
        (batch,) = desk.load(desk.examine(path, name, Options(dataset="order_line")), "ann", tables=[0])
        return batch.added, batch.replaced, batch.unchanged

    may = [
        ["2026-05-02", "甲", "1", "10", "5"],
        ["2026-05-02", "甲", "1", "10", "5"],
        ["2026-05-03", "乙", "2", "7", "4"],
    ]
    assert take_in("may.csv", *may) == (3, 0, 0)
    assert take_in("june.csv", ["2026-06-01", "甲", "1", "10", "5"]) == (1, 0, 0)
    assert take_in("may again.csv", *may[:2], ["2026-05-03", "乙", "2", "8", "4"]) == (0, 1, 2)


def _many_orders(path: Path, count: int) -> Path:
    lines = [[f"S{i}", "1", "2026-01-05", f"A{i % 50}", str(i)] for i in range(count)]
    return write(path, [ORDERS[1], *lines])


@pytest.mark.long
@pytest.mark.parametrize("moments", [40])
def test_a_killed_import_leaves_everything_or_nothing(moments: int, tmp_path: Path) -> None:
    """SIGKILL at moments spread over the run of a real import in its own process."""
    path = _many_orders(tmp_path / "many.csv", 40_000)
    chance = random.Random(20)
    seen: set[int] = set()
    started = time.monotonic()
    _import(path, tmp_path / "whole").wait(timeout=120)
    whole = time.monotonic() - started
    for moment in range(moments):
        home = tmp_path / f"home{moment}"
        child = _import(path, home)
        try:
            child.wait(timeout=whole * (moment + chance.random()) / (moments - 1))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait(timeout=60)
        store, _ = open_store(home, EVERY)
        rows = store.connection.cursor().execute("SELECT COUNT(*) FROM order_line").fetchall()[0][0]
        assert rows == (40_000 if store.history() else 0)
        seen.add(rows)
        store.close()
    assert seen <= {0, 40_000}


def _import(path: Path, home: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "KAM_HOME": str(home)}
    command = [sys.executable, "-m", "kam", "import", str(path)]
    return subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_a_decided_dataset_is_used(desk: Desk, tmp_path: Path) -> None:
    rows = [["编号", "日期", "合同额"], ["D1", "2026-01-02", "5"]]
    path = write(tmp_path / "d.csv", rows)
    report = desk.examine(path, "d.csv", Options(dataset="deal"))
    assert report.tables[0].dataset == "deal"


def test_a_file_under_a_password_is_loaded_and_rebuilt_without_it(desk: Desk, tmp_path: Path) -> None:
    secret = "s3cret-Wort"
    locked = encrypted(tmp_path / "locked.xlsx", workbook(tmp_path / "orders.xlsx", ORDERS), secret)
    assert desk.examine(locked, "locked.xlsx").fault is not None
    report = desk.examine(locked, "locked.xlsx", Options(password=secret))
    batches = desk.load(report, "ann")
    assert [batch.added for batch in batches] == [3]
    dump, home = desk.store.dump(), desk.store.home
    # The same file again is known, and so is the same workbook encrypted anew.
    assert desk.load(desk.examine(locked, "again.xlsx", Options(password=secret)), "bob") == batches
    anew = encrypted(tmp_path / "anew.xlsx", tmp_path / "orders.xlsx", secret)
    assert anew.read_bytes() != locked.read_bytes()
    assert desk.load(desk.examine(anew, "anew.xlsx", Options(password=secret)), "bob") == batches
    desk.store.close()
    assert [path for path in home.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()] == []
    again = rebuild(home, EVERY)
    assert again.dump() == dump
    again.close()
    desk.store = Store(home, EVERY)


@pytest.mark.long
def test_an_archive_stands_for_its_files_and_a_bad_one_of_them_for_itself(desk: Desk, tmp_path: Path) -> None:
    orders = write(tmp_path / "orders.csv", ORDERS).read_bytes()
    inner = zipped(
        tmp_path / "inner.zip", {"more.csv": orders.replace(b"S1", b"S9").replace(b"S2", b"S8")}
    ).read_bytes()
    bomb = zipped(tmp_path / "bomb.zip", {"x.zip": zipped(tmp_path / "x.zip", {"y.csv": "a,b\n1,2\n"}).read_bytes()})
    members = {
        "华东/orders.csv": orders,
        "inner.zip": inner,
        "bomb.zip": bomb.read_bytes(),
        "bad.xlsx": b"PK\x03\x04 cut",
    }
    archive = zipped(tmp_path / "all.zip", dict(members))
    found = desk.expand(archive, "all.zip")
    names = ["华东/orders.csv", "inner.zip/more.csv", "bomb.zip/x.zip", "bad.xlsx"]
    assert [name for name, _ in found] == [f"all.zip/{name}" for name in names]
    reports = [desk.examine(path, name) for name, path in found]
    assert [report.fault and report.fault.code for report in reports] == [None, None, "unsafe", "damaged"]
    assert [sum(batch.added for batch in desk.load(report, "ann")) for report in reports[:2]] == [3, 3]
    with pytest.raises(Refused):
        desk.load(reports[2], "ann")
    dump, home = desk.store.dump(), desk.store.home
    desk.clear()
    desk.store.close()
    again = rebuild(home, EVERY)
    assert again.dump() == dump
    again.close()
    desk.store = Store(home, EVERY)


def test_what_is_no_archive_stands_for_itself_and_a_refused_archive_says_why(desk: Desk, tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", ORDERS)
    assert desk.expand(book, "a.xlsx") == [("a.xlsx", book)]
    archive = zipped(tmp_path / "none.zip", {"a.pdf": b"%PDF-1.7"})
    ((name, path),) = desk.expand(archive, "none.zip")
    fault = desk.examine(path, name).fault
    assert (name, path, fault and fault.code) == ("none.zip", archive, "empty")
