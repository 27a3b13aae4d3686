"""Data quality on the page: the figures above, what to do about each finding, the rows with their files."""

from __future__ import annotations

import pandas as pd

from kam.engine import View
from kam.explained import FILE, SHEET
from kam.figure import texts, values
from kam.text import Text, money_parts, number, percent
from kam.topic import Field
from kam.topics import QUERIES
from kam.topics.quality.words import FINDINGS
from kam.ui import ask, filters
from kam.ui.kpis import Kpi, known_sum
from kam.ui.kpis_share import known_wallet
from kam.ui.words import lang, say

_FOUND = QUERIES["quality.findings"].fields
FIELDS = (*_FOUND, Field("remedy", Text("怎么办", "What to do"), "text"))
# A finding may hold for half a million order lines; nobody corrects them from a list.
_MOST = 1_000
_ROWS = QUERIES["quality.rows"].fields
ROW_FIELDS = (*_ROWS[:-2], Field("file", FILE, "text"), Field("sheet", SHEET, "text"), _ROWS[-1])


def kpis(findings: pd.DataFrame, view: View) -> tuple[Kpi, ...]:
    """Rows and kinds of findings, the part of sales whose wallet is known, and the sales that nobody can place."""
    regions = [ask.ask("share.by_region", seen) for seen in (view, filters.earlier(view))]
    kinds = sum(bool(count) for count in values(findings, "rows"))
    return (
        Kpi(
            Text("要更正的行", "Rows to correct"),
            QUERIES["quality.findings"].formula,
            number(known_sum(findings, "rows")),
            Text("项检查有问题", "of the checks"),
            beside=f"{kinds} / {len(findings)}",
        ),
        known_wallet(*regions),
        _at_stake(findings, "line_outside_directory", Text("名录外客户销售", "Outside the list")),
        _at_stake(findings, "line_without_account", Text("无客户的销售", "Sales of nobody")),
        _at_stake(findings, "line_without_cost", Text("成本未知的销售", "Cost unknown")),
    )


def _at_stake(findings: pd.DataFrame, code: str, label: Text) -> Kpi:
    row = findings[findings["finding"] == code]
    amounts, parts = values(row, "amount"), values(row, "part")
    value, unit = money_parts(amounts[0] if amounts else None, lang())
    part = percent(parts[0] if parts else None)
    formula = FINDINGS[code][1]
    return Kpi(label, formula, value, Text("占销售额", "of sales"), unit=Text(unit, unit), beside=part)


def remedies(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings that have rows, the most at the top, each with what to do."""
    found = findings[findings["rows"].fillna(0) > 0].sort_values("rows", ascending=False, kind="stable")
    return found.assign(remedy=[say(FINDINGS[code][1]) for code in texts(found, "finding")])


def rows(code: str, view: View) -> pd.DataFrame:
    """The first rows of one finding, each with the file and sheet that it stands in."""
    frame = ask.ask("quality.rows", view)
    frame = frame[frame["finding"] == code].head(_MOST)
    named = {batch.number: batch for batch in ask.store().history()}
    batches = [named.get(int(number)) if number is not None else None for number in values(frame, "batch")]
    files = [batch.file if batch else "" for batch in batches]
    return frame.assign(file=files, sheet=[batch.sheet if batch else "" for batch in batches])
