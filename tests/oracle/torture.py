"""What the torture files are to do to their reader, in words in the oracles, written out here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.oracle.blocks import Check
from tests.oracle.seen import Differences, Seen, bare, summed


def broker(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    (entry,) = seen.tables
    wrong.same("delimiter", seen.answer["dialect"]["delimiter"], "\t")
    for column in ("成交金额", "清算金额", "总费用"):
        wrong.near(f"sum of {column}", summed(entry, column), correct[f"{column}_sum"])
    cells = seen.cells_of(entry)
    wrong.same("交收日期", sorted(set(cells["交收日期"])), correct["dates"])
    guarded = [text for column in cells.values() for text in column if text and text.startswith("=")]
    wrong.same("guarded cells", guarded, [])


def lines(delimiter: str = ",", decimal: str = ".") -> Check:
    """A plain text table: `rows` lines of the oracle, the first of them the header."""

    def check(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
        wrong.same("tables", len(seen.tables), 1)
        for entry in seen.tables[:1]:
            found = (entry["header_row"], entry["rows"], len(entry["columns"]))
            wrong.same("header, rows, columns", found, (1, correct["rows"] - 1, correct["width"]))
        dialect = seen.answer["dialect"] or {}
        wrong.same("dialect", (dialect.get("delimiter"), dialect.get("decimal")), (delimiter, decimal))

    return check


def accented(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
    lines(";", ",")(wrong, seen, {**correct, "width": 8})
    wrong.same("accents", "Année" in seen.tables[0]["columns"], True)


def fault(*codes: str) -> Check:
    def check(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
        error = seen.answer["error"] or {}
        wrong.same(f"error is one of {codes}", error.get("code") in codes, True)
        wrong.same("words", bool(error.get("message")), True)

    return check


def mended(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
    """A second reader's rows, or a word that it is damaged; never an empty success."""
    if seen.answer["error"]:
        wrong.same("error", seen.answer["error"]["code"], "damaged")
    else:
        wrong.same("sheets", [entry["name"] for entry in seen.entries], ["Sheet1", "Sheet2"])
        wrong.same("cells seen", "injection" in seen.drawn, True)


def says(*texts: str) -> Check:
    def check(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
        missing = [text for text in texts if text not in seen.drawn]
        wrong.same("cells not seen", missing, [])

    return check


def named(*sheets: tuple[str, bool]) -> Check:
    def check(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
        known = list(dict.fromkeys((entry["name"], entry["hidden"]) for entry in seen.entries))
        wrong.same("sheets", known, list(sheets))

    return check


def one(header: int, rows: int, columns: Sequence[str]) -> Check:
    """One table whose header begins with these columns."""

    def check(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
        wrong.same("tables", len(seen.tables), 1)
        for entry in seen.tables[:1]:
            wrong.same("header, rows", (entry["header_row"], entry["rows"]), (header, rows))
            begins = [bare(column) for column in entry["columns"][: len(columns)]]
            wrong.same("columns", begins, [bare(column) for column in columns])

    return check


def unsolved(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
    cells = [cell for sheet, cell, code in seen.problems if (sheet, code) == ("Sheet2", "formula_unsolved")]
    wrong.same("formulas without a result", cells, ["E11", "F11", "G11", "H11", "I11"])
    wrong.same("a stored result is read", "237" in seen.drawn, True)


def oldest(wrong: Differences, seen: Seen, _correct: Mapping[str, Any]) -> None:
    """24 seasons, 1977/78 to 2000/01; or the word that the format is too old."""
    if seen.answer["error"]:
        wrong.same("error", seen.answer["error"]["code"], "unsupported")
    else:
        wrong.same("rows", [entry["rows"] for entry in seen.tables], [24])


def every(*checks: Check) -> Any:
    def check(wrong: Differences, seen: Seen, correct: Mapping[str, Any]) -> None:
        for one in checks:
            one(wrong, seen, correct)

    return check
