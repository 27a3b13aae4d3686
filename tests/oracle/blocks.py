"""What holds of any table: conservation, sheets by name, records, columns, sums; blocks joined side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from tests.oracle.seen import Cells, Differences, Seen, bare, measures, number, summed

Check = Callable[[Differences, Seen, Mapping[str, Any]], None]

_SUMMED = re.compile(r"(.+)_sum")


def general(wrong: Differences, seen: Seen, oracle: Mapping[str, Any]) -> None:
    """What holds of every file: encoding, conservation, sheet names, and the keys of a file of one table."""
    correct = oracle.get("correct_import", {})
    if "encoding" in correct:
        wrong.same("encoding", seen.answer["encoding"], correct["encoding"])
    if seen.answer["format"] != "csv":
        wrong.same("encoding", seen.answer["encoding"], None)
        wrong.same("dialect", seen.answer["dialect"], None)
    if seen.answer["error"] is None:
        _conserved(wrong, seen)
        _sheets(wrong, seen, oracle.get("structure", {}))
        _plain_table(wrong, seen, correct)


def _conserved(wrong: Differences, seen: Seen) -> None:
    for entry, counts in zip(seen.entries, seen.counts, strict=True):
        named = {key: value for key, value in counts.items() if key not in ("read", "problems")}
        rows = 0 if "loaded" in named else entry["rows"]
        wrong.same(f"{entry['name']} rows of the sheet {counts}", sum(named.values()) + rows, counts.get("read", 0))


def _sheets(wrong: Differences, seen: Seen, structure: Mapping[str, Any]) -> None:
    """Every sheet in order, hidden ones named as such; a web page's tables have no names."""
    if not structure or structure["real_format"] == "html":
        return
    known = list(dict.fromkeys((entry["name"], entry["hidden"]) for entry in seen.entries))
    wrong.same("sheets", known, [(s["name"], s["visibility"] != "Visible") for s in structure["sheets"]])


def _plain_table(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    """The keys that say the same of every file of one table: records, columns, sums."""
    if not {"records", "columns", "sums"} & correct.keys() or "rows_without_name" in correct:
        return
    if len(seen.tables) != 1:
        wrong.append(f"tables: {len(seen.tables)}, not 1")
        return
    entry = seen.tables[0]
    if "records" in correct:
        wrong.same("rows", entry["rows"], correct["records"])
    if "header_line" in correct:
        wrong.same("header_row", entry["header_row"], correct["header_line"])
    if isinstance(correct.get("header_row"), int):
        wrong.same("header_row", entry["header_row"], correct["header_row"])
    if isinstance(correct.get("columns"), list):
        expected = list(correct["columns"])
        while expected and not expected[-1]:
            expected.pop()
        wrong.same("columns", [bare(column) for column in entry["columns"]], [bare(column) for column in expected])
    stated = dict(correct.get("sums", {}))
    for key, value in correct.items():
        if (named := _SUMMED.fullmatch(key)) and isinstance(value, int | float) and named[1] in entry["columns"]:
            stated[named[1]] = value
    for column, value in stated.items():
        wrong.near(f"sum of {column}", summed(entry, column), value)


def blocks(*keys: str) -> Check:
    """One entry that holds the blocks named, side by side: the records of one, the measures of all."""

    def check(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
        visible = [entry for entry in seen.tables if not entry["hidden"]]
        wrong.same("tables", len(visible), 1)
        if len(visible) != 1:
            return
        entry, blocks = visible[0], [correct[key] for key in keys]
        first = blocks[0]
        left_out = len(first["total_rows_excluded"]) + len(first["subtotal_rows_excluded"])
        wrong.same("rows", entry["rows"], first["records"])
        wrong.same("header_row", entry["header_row"], first["data_area_rows"][0] - 1)
        wrong.same("totals left out, at least", entry["totals"] >= left_out, True)
        if unit := first.get("unit"):
            wrong.same("unit", entry["unit"], re.split(r"[ (（]", unit)[0])
        columns = [column for block in blocks for column in block["columns"].values()]
        found = measures(entry)
        wrong.same("measures", len(found), len(columns))
        for place, (value, column) in enumerate(zip(found, columns, strict=False)):
            wrong.near(f"sum of measure {place + 1}", value, column["sum"])
        _labels(wrong, seen.cells_of(entry), first)
        filled = [place for place, value in enumerate(entry["sums"]) if value is not None]
        counted = [sum(number(cell) is not None for cell in list(seen.cells_of(entry).values())[k]) for k in filled]
        wrong.same("cells with a number", counted, [column["non_null"] for column in columns])

    return check


def _labels(wrong: Differences, cells: Cells, block: Mapping[str, Any]) -> None:
    labels = next(iter(cells.values()), []) or [""]
    ends = (bare(labels[0] or ""), bare(labels[-1] or ""))
    wrong.same("first and last label", ends, (block["first_label"], block["last_label"]))


def counted(column: str, key: str) -> Check:
    def check(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
        cells = seen.cells_of(seen.tables[0])[column] if seen.tables else []
        wrong.same(f"values of {column}", Counter(cell for cell in cells if cell), Counter(correct[key]))

    return check
