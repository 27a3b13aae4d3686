"""What `python -m kam report` prints: every kind of value in CSV and JSON, the filters, the days."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FILES = {
    "大客户名录.csv": '''客户编码,客户名称,客户类别,区域,状态,锁定日期,资信,年采购潜力
K,"甲, ""乙""",甲方用户,华东,锁定,,好,1000000.5
L,=1+1,工程商,华南,候选,,　,1000000
''',
    "订单明细.csv": """订单号,行号,订单日期,客户编码,品类,数量,金额,成本
S1,1,2025-01-01,K,安防,1,30,1
S2,1,2026-02-01,K,安防,3,100.005,1
S3,1,2026-02-01,L,安防,1,-7.5,
S4,1,2026-02-01,,　,1,1e3,1
""",
    "客户采购额.csv": "客户编码,期间,品类,供应商,采购额\nK,2026Q1,安防,　,300\n",
    "拜访记录.csv": "拜访编号,客户编码,拜访日期,对方层级,方式\nV1,K,2026/3/1,高层,\n",
    "行动计划.csv": "行动编号,客户编码,截止,状态\nX1,K,2026-03-30,\nX2,K,,进行中\nX3,K,2026-03-30,已取消\n",
}
QUARTER = ("--as-of", "2026-03-31", "--period", "2026Q1")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the files above were imported."""
    folder = tmp_path_factory.mktemp("company")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    done = _run(folder, "import", *(str(folder / name) for name in FILES))
    assert done.returncode == 0, done.stderr
    return folder


def _run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KAM_HOME": str(home / "home"), "KAM_LANG": "zh"}
    command = [sys.executable, "-m", "kam", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=300)


def _csv(home: Path, *words: str) -> list[dict[str, str]]:
    done = _run(home, "report", *words, "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def _json(home: Path, *words: str) -> list[dict[str, Any]]:
    done = _run(home, "report", *words, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_csv_has_money_with_two_decimals_fractions_in_full_and_unknown_empty(home: Path) -> None:
    """Half a cent of 100.005 went away from zero on its way in: 100.01 of 300."""
    first, second = _csv(home, "share.by_account", *QUARTER)
    assert float(first.pop("share")) == pytest.approx(100.01 / 300, rel=1e-15)
    assert list(first.values()) == ["K", '甲, "乙"', "华东", "100.01", "300.00", "exact", "false"]
    assert list(second.values()) == ["L", "'=1+1", "华南", "-7.50", "", "", "", ""]


def test_json_has_the_same_values_as_numbers_flags_and_null(home: Path) -> None:
    """A name that a spreadsheet would run stays as it is: JSON runs nothing."""
    first, second = _json(home, "share.by_account", *QUARTER)
    assert list(first.values()) == [
        "K",
        '甲, "乙"',
        "华东",
        100.01,
        300.0,
        pytest.approx(100.01 / 300, rel=1e-15),
        "exact",
        False,
    ]
    assert list(second.values()) == ["L", "=1+1", "华南", -7.5, None, None, None, None]


def test_days_are_iso_and_flags_true_false_or_unknown(home: Path) -> None:
    assert [list(row.values()) for row in _csv(home, "engagement.cadence", *QUARTER)] == [
        ["K", "2026-03-01", "30", "2026-03-31"]
    ]
    assert [row["is_overdue"] for row in _csv(home, "plan.actions", *QUARTER)] == ["true", "", "false"]
    assert [row["is_overdue"] for row in _json(home, "plan.actions", *QUARTER)] == [True, None, False]
    assert [row["due_on"] for row in _json(home, "plan.actions", *QUARTER)] == ["2026-03-30", None, "2026-03-30"]
    assert list(_csv(home, "roster.completeness", *QUARTER)[0].values()) == ["K", "1", "0", "0", repr(1 / 18), ""]


def test_last_years_and_nobodys_figures_are_there_and_the_last_region_is_empty(home: Path) -> None:
    """One day of the quarter's 90: 300 / 90 of the wallet."""
    (trend,) = _json(home, "share.trend", "--as-of", "2026-02-01", "--period", "2026-02")
    assert list(trend.values()) == ["2026-02", 1092.51, 3.33, pytest.approx(100.01 / 300 * 90), 0.0]
    regions = _csv(home, "share.by_region", *QUARTER)
    assert [(row["region"], row["our_sales"], row["known"]) for row in regions] == [
        ("华东", "100.01", "1.0"), ("华南", "-7.50", ""), ("", "1000.00", "0.0"),
    ]  # fmt: skip


def test_region_class_and_account_are_repeatable_filters_by_code(home: Path) -> None:
    def seen(*filters: str) -> list[str]:
        return [row["account_id"] for row in _json(home, "share.by_account", *QUARTER, *filters)]

    assert seen("--region", "华东", "--region", "华南") == ["K", "L"]
    assert seen("--region", "华南") == ["L"]
    assert seen("--class", "end_user") == ["K"]
    assert seen("--account", "L", "--account", "X") == ["L"]
    assert seen("--region", "华东", "--account", "L") == []


def test_a_period_is_a_year_a_quarter_a_month_or_two_days_and_else_the_year_so_far(home: Path) -> None:
    def sold(*period: str) -> list[float]:
        return [row["our_sales"] for row in _json(home, "share.by_account", "--as-of", "2026-03-31", *period)]

    assert (
        sold()
        == sold("--period", "2026")
        == sold("--period", "2026Q1")
        == sold("--period", "2026-02")
        == [100.01, -7.5]
    )
    assert sold("--period", "2026-02-01..2026-02-01") == [100.01, -7.5]
    assert sold("--period", "2025") == [30.0]
    assert sold("--period", "2025-12-31..2026-01-31") == []
    assert _csv(home, "share.by_account", "--as-of", "2024-12-31") == []
