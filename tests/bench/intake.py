"""Intake beside the bare engine: the ten largest real files, and the largest all the way into the store."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.process import child, seconds

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LARGEST = DATA / "orders" / "uci_online_retail_541909.xlsx"
# What the product promises of any file, and of the one of half a million rows.
MOST_SECONDS, MOST_SECONDS_OF_LARGEST, MOST_MIB = 10.0, 25.0, 1536.0

# The engine alone: every sheet as text, or the text file's columns, without a question asked.
BARE_WORKBOOK = """
import sys, fastexcel
reader = fastexcel.read_excel(open(sys.argv[1], 'rb').read())
for index in range(len(reader.sheet_names)):
    reader.load_sheet(index, header_row=None, skip_rows=0, dtypes='string').to_arrow()
"""
BARE_TEXT = """
import sys, pyarrow.csv
options = pyarrow.csv.ReadOptions(encoding=sys.argv[2], autogenerate_column_names=True)
skip = lambda row: 'skip'
parsing = pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=skip, delimiter=sys.argv[3])
pyarrow.csv.read_csv(sys.argv[1], read_options=options, parse_options=parsing)
"""
BARE_INSERT = """
import sys, fastexcel, duckdb
table = fastexcel.read_excel(sys.argv[1]).load_sheet(0, header_row=None, skip_rows=0, dtypes='string').to_arrow()
connection = duckdb.connect(sys.argv[2] + '/bare.duckdb')
connection.register('sheet', table)
connection.execute('CREATE TABLE bare AS SELECT * FROM sheet')
connection.close()
"""
USUAL = "import sys, pandas; pandas.read_excel(sys.argv[1], engine='openpyxl')"
EXAMINE = """
import sys
from pathlib import Path
from kam.datasets import ALL
from kam.intake.report import Options
from kam.intake.wire import to_json
from kam.intake.worker import examine
report = examine(Path(sys.argv[1]), Path(sys.argv[1]).name, ALL, Options(), Path(sys.argv[2]))
(Path(sys.argv[2]) / 'said.json').write_text(to_json(report), 'utf-8')
"""


@dataclass(frozen=True)
class _Read:
    """One file: seconds of the whole of our processes, their peak MiB, and what was said of the text."""

    seconds: float
    peak: float
    encoding: str | None
    delimiter: str


def largest(number: int = 10) -> list[Path]:
    """The real files by size, the largest first."""
    names = json.loads((DATA / "oracles.json").read_text("utf-8"))["files"]
    return sorted((DATA / name for name in names), key=lambda path: path.stat().st_size, reverse=True)[:number]


def files() -> None:
    """Each of the ten largest, read by us and by the engine alone in turn; what breaks a promise is marked."""
    for path in largest():
        ours = _ours(path)
        try:
            bare = seconds(lambda at=path, read=ours: _bare(at, read))
            ratio = f"bare {bare:.1f} s, {ours.seconds / bare:.1f}x"
        except ChildProcessError:
            ratio = "the bare engine refuses it"
        most = MOST_SECONDS_OF_LARGEST if path == LARGEST else MOST_SECONDS
        broken = " TOO SLOW" * (ours.seconds > most) + " TOO MUCH MEMORY" * (ours.peak > MOST_MIB)
        size = path.stat().st_size / 1024
        print(f"read {path.name} ({size:,.0f} KiB): {ours.seconds:.1f} s, {ratio}, {ours.peak:.0f} MiB{broken}")


def _ours(path: Path) -> _Read:
    with tempfile.TemporaryDirectory() as folder:
        peaks: list[float] = []
        took = seconds(lambda: peaks.append(child("-c", EXAMINE, str(path), folder)))
        said = json.loads((Path(folder) / "said.json").read_text("utf-8"))
        return _Read(took, peaks[0], said["encoding"], (said["dialect"] or {}).get("delimiter", ","))


def _bare(path: Path, read: _Read) -> None:
    if read.encoding:
        child("-c", BARE_TEXT, str(path), read.encoding, read.delimiter)
    else:
        child("-c", BARE_WORKBOOK, str(path))


def into_the_store(workbook: Path = LARGEST) -> None:
    """The 541,909-row workbook from file to committed rows, beside the bare engine and pandas."""
    with tempfile.TemporaryDirectory() as folder:
        bare = seconds(lambda: child("-c", BARE_INSERT, str(workbook), folder))
        peaks: list[float] = []
        words = ("-m", "kam", "import", str(workbook), "--as", "order_line")
        ours = seconds(lambda: peaks.append(child(*words, home=folder)))
    usual = seconds(lambda: child("-c", USUAL, str(workbook)))
    print(f"import {workbook.name}: bare read and insert {bare:.1f} s, ours {ours:.1f} s = {ours / bare:.2f}x bare")
    print(f"  pandas with openpyxl, reading alone {usual:.1f} s = {usual / ours:.1f}x ours")
    print(f"  peak memory of all our processes together {peaks[0]:.0f} MiB")
