"""A zip of spreadsheets gives its files under their own names, within bounds, and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kam.errors import Refused
from kam.intake import archive
from kam.intake.archive import unpack
from tests.intake.containers import written, zipped
from tests.intake.making import workbook

CSV = "a,b\n1,2\n"


def unpacked(path: Path) -> dict[str, bytes]:
    into = path.parent / f"into-{path.stem}"
    into.mkdir()
    found = [(one.name, one.path) for one in unpack(path, into)]
    assert all(file.parent == into for _, file in found)
    return {name: file.read_bytes() for name, file in found}


def refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        unpacked(path)
    assert caught.value.message.zh
    return caught.value.code


def test_files_come_out_whole_under_their_names_and_in_order(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", [["x", "y"], [1, 2]]).read_bytes()
    found = unpacked(zipped(tmp_path / "a.zip", {"华北/订单.csv": CSV, "b.xlsx": book}))
    assert found == {"华北/订单.csv": CSV.encode(), "b.xlsx": book}
    assert list(found) == ["华北/订单.csv", "b.xlsx"]


def test_an_unpacked_file_keeps_its_ending_only(tmp_path: Path) -> None:
    (one,) = unpack(zipped(tmp_path / "a.zip", {"订单 2024.CSV": CSV}), tmp_path)
    assert one.path.name == "member-1.csv"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_the_utf_8_flag_are_read_as_they_were_written(tmp_path: Path, encoding: str) -> None:
    raw = "销售订单.csv".encode(encoding)
    place = "x" * len(raw)
    content = zipped(tmp_path / "ascii.zip", {place: CSV}).read_bytes().replace(place.encode(), raw)
    assert list(unpacked(written(tmp_path / "a.zip", content))) == ["销售订单.csv"]


def test_what_systems_and_programs_add_is_left_out(tmp_path: Path) -> None:
    added = ["__MACOSX/._a.csv", ".DS_Store", "d/.DS_Store", "~$a.xlsx", "d/~$b.xlsx", "Thumbs.db", "d/"]
    assert list(unpacked(zipped(tmp_path / "a.zip", {**dict.fromkeys(added, ""), "a.csv": CSV}))) == ["a.csv"]


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    found = unpacked(zipped(tmp_path / "a.zip", {"../../etc/a.csv": CSV, "/b.csv": CSV, "c:\\d\\..\\e.csv": CSV}))
    assert list(found) == ["etc/a.csv", "b.csv", "c_/d/e.csv"]


def test_what_is_no_spreadsheet_stays_listed_beside_one(tmp_path: Path) -> None:
    assert list(unpacked(zipped(tmp_path / "a.zip", {"a.pdf": b"%PDF-1.7", "b.csv": CSV}))) == ["a.pdf", "b.csv"]


@pytest.mark.parametrize("members", [{"a.pdf": b"%PDF-1.7"}, {".DS_Store": b"x"}, {"a.csv": b""}])
def test_an_archive_with_nothing_to_read_is_empty(tmp_path: Path, members: dict[str, bytes | str]) -> None:
    assert refused(zipped(tmp_path / "a.zip", members)) == "empty"


def test_an_archive_within_is_unpacked_and_one_within_that_is_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.csv": CSV}).read_bytes()
    outer = zipped(tmp_path / "outer.zip", {"华北.zip": inner})
    assert list(unpacked(outer)) == ["华北.zip/a.csv"]
    assert refused(zipped(tmp_path / "deep.zip", {"o.zip": outer.read_bytes()})) == "unsafe"


def test_too_many_files_are_unsafe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 3)
    assert refused(zipped(tmp_path / "a.zip", {f"{place}.csv": CSV for place in range(4)})) == "unsafe"


def test_a_thousandfold_file_is_unsafe(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / "a.zip", {"a.csv": b" " * (80 << 20)})) == "unsafe"


def test_bytes_are_counted_as_they_come_over_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 3000)
    assert refused(zipped(tmp_path / "a.zip", {"a.csv": b"x" * 2000, "b.csv": b"x" * 2000})) == "unsafe"


def test_a_locked_archive_asks_for_its_files(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path / "plain.zip", {"a.csv": CSV}).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(written(tmp_path / "a.zip", bytes(content))) == "password"


def test_a_broken_archive_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plain.zip", "w") as stored:
        stored.writestr("a.csv", CSV)
    content = (tmp_path / "plain.zip").read_bytes()
    assert refused(written(tmp_path / "a.zip", content.replace(b"1,2", b"1,3"))) == "damaged"
    assert refused(written(tmp_path / "b.zip", content[:60])) == "damaged"
