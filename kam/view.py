"""What a reader looks at when nothing was said: the as-of day and the period; and the words for both."""

from __future__ import annotations

import re
from datetime import date, timedelta

import duckdb

from kam.engine import View
from kam.errors import Misuse
from kam.text import Text

_LAST_DAY = """
SELECT MAX(day) FROM (
  SELECT MAX(ordered_on) AS day FROM order_line
  UNION ALL SELECT MAX(entered_on) FROM stage_change
  UNION ALL SELECT MAX(visited_on) FROM visit
  UNION ALL SELECT MAX(scored_on) FROM rival_score
  UNION ALL SELECT MAX(closed_on) FROM deal
  UNION ALL SELECT MAX(granted_on) FROM concession
  UNION ALL SELECT MAX(booked_on) FROM fund
  UNION ALL SELECT MAX(noted_on) FROM rival_profile
  UNION ALL SELECT MAX(noted_on) FROM intel
  UNION ALL SELECT MAX(noted_on) FROM swot
  UNION ALL SELECT MAX(done_on) FROM action
) AS days WHERE day <= ?
"""


def parse_day(text: str) -> date:
    """An ISO day; Misuse for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misuse(Text(f"日期应为 2026-03-31 的写法：{text}", f"write the day as 2026-03-31: {text}")) from None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def parse_period(text: str) -> tuple[date, date]:
    """First and last day of 2025, 2025Q3, 2025-07 or FROM..TO (both inclusive); Misuse for anything else."""
    if match := re.fullmatch(r"(\d{4})", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if match := re.fullmatch(r"(\d{4})Q([1-4])", text):
        year, quarter = int(match[1]), int(match[2])
        return date(year, quarter * 3 - 2, 1), _month_end(year, quarter * 3)
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text):
        return date(int(match[1]), int(match[2]), 1), _month_end(int(match[1]), int(match[2]))
    if ".." in text:
        first, last = (parse_day(part) for part in text.split("..", 1))
        if first <= last:
            return first, last
    raise Misuse(
        Text(
            f"期间应为 2025、2025Q3、2025-07 或 2025-01-01..2025-06-30：{text}",
            f"write the period as 2025, 2025Q3, 2025-07 or 2025-01-01..2025-06-30: {text}",
        )
    )


def last_day(connection: duckdb.DuckDBPyConnection, today: date) -> date:
    """Today, or the last day that has data when that is earlier."""
    cursor = connection.cursor()
    try:
        found: date | None = cursor.execute(_LAST_DAY, [today]).fetchall()[0][0]
    finally:
        cursor.close()
    return found or today


def view(
    as_of: date,
    period: tuple[date, date] | None = None,
    regions: tuple[str, ...] = (),
    classes: tuple[str, ...] = (),
    accounts: tuple[str, ...] = (),
) -> View:
    """A view; without a period the year of the as-of day up to it."""
    first, last = period or (date(as_of.year, 1, 1), as_of)
    return View(as_of, first, last, regions, classes, accounts)


def default_view(connection: duckdb.DuckDBPyConnection) -> View:
    """The view of a reader who chose nothing."""
    return view(last_day(connection, date.today()))
