"""The sample company: its workbooks follow from its script, hold every dataset, and hold the stories its charts show.

The stories are computed from the workbooks alone, without the store and without SQL.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import fastexcel
import openpyxl
import pandas as pd
import pytest

from kam.datasets import ALL, BY_NAME
from kam.intake.report import Options
from kam.intake.worker import examine

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
FILES = sorted(SAMPLE.glob("*.xlsx"))
LAST_DAY = pd.Timestamp(2026, 11, 20)
REGIONS = {"华东", "华南", "华北", "华中", "西南"}

Sheets = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    """Every sheet of every workbook by its name."""
    found: Sheets = {}
    for path in FILES:
        book = fastexcel.read_excel(path)
        found |= {name: book.load_sheet(name, schema_sample_rows=None).to_pandas() for name in book.sheet_names}
    return found


@pytest.fixture(scope="module")
def locked(sheets: Sheets) -> pd.DataFrame:
    accounts = sheets["大客户名录"]
    return accounts[accounts["状态"] == "锁定"]


@pytest.fixture(scope="module")
def losing(sheets: Sheets) -> pd.DataFrame:
    """Accounts of 华南 that bought 3,000,000 in 2025 and then less than 60 % of that in the same days of 2026."""
    lines = sheets["订单明细"].merge(sheets["大客户名录"], on="客户编码")
    lines = lines[lines["区域"] == "华南"]
    days = lines["订单日期"]
    then = lines[days.between("2025-01-01", "2025-11-20")].groupby("客户编码")["金额"].sum()
    now = lines[days.between("2026-01-01", "2026-11-20")].groupby("客户编码")["金额"].sum()
    both = pd.DataFrame({"then": then, "now": now}).fillna(0.0)
    return both[(both["then"] > 3_000_000) & (both["now"] < 0.6 * both["then"])]


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _dwell(sheets: Sheets) -> pd.DataFrame:
    """Spells of the locked accounts: region, stage, days so far, whether it is the present one."""
    moves = sheets["阶段变更"].sort_values(["客户编码", "进入日期"])
    until = moves.groupby("客户编码")["进入日期"].shift(-1)
    spells = moves.assign(days=(until.fillna(LAST_DAY) - moves["进入日期"]).dt.days, is_now=until.isna())
    accounts = sheets["大客户名录"]
    return spells.merge(accounts.loc[accounts["状态"] == "锁定", ["客户编码", "区域"]], on="客户编码")


@pytest.mark.long
def test_another_process_writes_the_same_workbooks(tmp_path: Path) -> None:
    """Part by part, so that another build of the compression library may pack them differently."""
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [sys.executable, str(SAMPLE / "make.py"), str(tmp_path)], env=environment, check=True, capture_output=True
    )
    made = sorted(tmp_path.glob("*.xlsx"))
    assert [path.name for path in made] == [path.name for path in FILES]
    for new, committed in zip(made, FILES, strict=True):
        assert _parts(new) == _parts(committed), f"{new.name}: run data/sample/make.py and commit what it writes"


def test_the_workbooks_take_less_than_four_megabytes() -> None:
    assert sum(path.stat().st_size for path in FILES) < 4_000_000


def test_every_dataset_has_a_sheet_under_its_label_and_every_sheet_has_rows(sheets: Sheets) -> None:
    assert len(ALL) == 18
    assert set(sheets) == {dataset.label.zh for dataset in ALL}
    assert all(len(rows) > 0 for rows in sheets.values())


def test_the_header_is_the_columns_labels(sheets: Sheets) -> None:
    """Of the wide score sheet: a column a dimension in place of dimension and score."""
    for dataset in ALL:
        labels = {column.label.zh for column in dataset.columns}
        if dataset.wide:
            place, value = dataset.column(dataset.wide.column), dataset.column(dataset.wide.value)
            labels = labels - {place.label.zh, value.label.zh} | {choice.label.zh for choice in place.choices}
        assert set(sheets[dataset.label.zh].columns) == labels, dataset.name


def test_the_import_knows_every_sheet_and_finds_no_fault(tmp_path: Path) -> None:
    """Without being told the dataset or the columns; no header is left over and every row is good."""
    for path in FILES:
        report = examine(path, path.name, ALL, Options(), tmp_path / path.stem)
        assert report.fault is None
        for table in report.tables:
            assert table.dataset, table.sheet
            assert table.sheet == BY_NAME[table.dataset].label.zh
            assert (table.problems, table.ignored, table.counts["rejected"]) == ((), (), 0), table.sheet
            assert table.counts["loaded"] == table.rows > 0
            assert not table.is_proposal, f"{table.sheet} would ask for a yes"


def test_no_key_stands_twice(sheets: Sheets) -> None:
    for dataset in ALL:
        rows = sheets[dataset.label.zh]
        key = [dataset.column(name).label.zh for name in dataset.key if dataset.column(name).label.zh in rows]
        assert not rows.duplicated(key).any(), dataset.name


def test_choices_are_written_as_their_labels(sheets: Sheets) -> None:
    for dataset in ALL:
        for column in dataset.columns:
            if column.kind.name == "choice" and column.label.zh in sheets[dataset.label.zh]:
                written = set(sheets[dataset.label.zh][column.label.zh].dropna())
                assert written, f"{dataset.name}.{column.name} is never filled"
                assert written <= {choice.label.zh for choice in column.choices}, f"{dataset.name}.{column.name}"


def test_days_are_days_money_is_numbers_and_codes_are_text() -> None:
    for name, column, kind in (
        ("返点与让利", "让利日期", datetime), ("返点与让利", "金额", (int, float)), ("返点与让利", "让利编号", str),
    ):  # fmt: skip
        sheet = openpyxl.load_workbook(SAMPLE / f"{name}.xlsx")["优惠让利"]
        place = [cell.value for cell in sheet[1]].index(column)
        assert all(isinstance(row[place], kind) for row in sheet.iter_rows(min_row=2, values_only=True))
        if column == "金额":
            assert sheet.cell(2, place + 1).number_format == "#,##0.00"


def test_wallet_periods_are_text_though_a_year_looks_like_a_number() -> None:
    sheet = openpyxl.load_workbook(SAMPLE / "客户采购额.xlsx")["客户采购额"]
    periods = {row[0] for row in sheet.iter_rows(min_row=2, min_col=2, max_col=2, values_only=True)}
    assert {"2024", "2025", "2026", "2026Q1", "2026-01"} <= periods


def test_every_region_has_forty_locked_accounts_and_each_has_moves(sheets: Sheets, locked: pd.DataFrame) -> None:
    assert locked.groupby("区域").size().to_dict() == dict.fromkeys(REGIONS, 40)
    assert set(locked["客户编码"]) <= set(sheets["阶段变更"]["客户编码"])
    assert set(sheets["区域"]["区域"]) == REGIONS


def test_nothing_but_a_plan_lies_after_the_last_order_day(sheets: Sheets) -> None:
    assert sheets["订单明细"]["订单日期"].max() == LAST_DAY
    assert sheets["订单明细"]["订单日期"].min() >= pd.Timestamp(2024, 6, 1)
    for sheet, column in (
        ("阶段变更", "进入日期"),
        ("拜访记录", "拜访日期"),
        ("项目商机", "关闭日期"),
        ("优惠让利", "让利日期"),
    ):
        assert sheets[sheet][column].max() <= LAST_DAY, sheet


def test_an_amount_is_quantity_times_price_to_the_cent(sheets: Sheets) -> None:
    lines = sheets["订单明细"]
    assert 38_000 <= len(lines) <= 44_000
    assert ((lines["数量"] * lines["单价"] - lines["金额"]).abs() < 0.005).all()
    assert (lines["金额"] < 0).any(), "no return among them"
    assert lines["客户编码"].isna().any(), "no sale without a customer among them"
    assert not set(lines["客户编码"].dropna()) <= set(sheets["大客户名录"]["客户编码"]), "nobody outside the directory"


def test_key_accounts_in_cooperation_buy_hundreds_of_thousands_to_millions_a_year(sheets: Sheets) -> None:
    lines = sheets["订单明细"]
    year = lines[lines["订单日期"].dt.year == 2025].groupby("客户编码")["金额"].sum()
    assert year.max() < 6_000_000
    assert year[year > 300_000].count() > 90


def test_story_stage_three_stands_still_in_one_region(sheets: Sheets) -> None:
    spells = _dwell(sheets)
    door = spells[spells["阶段"] == 3]
    waiting = door[door["is_now"]].groupby("区域").size()
    assert waiting["华中"] >= 14
    assert waiting.drop("华中").max() <= 5
    passed = door[~door["is_now"]].groupby("区域")["days"].median()
    assert passed["华中"] > 2 * passed.drop("华中").max()
    assert door.loc[door["is_now"] & (door["区域"] == "华中"), "days"].median() > 230


def test_story_big_accounts_buy_less_from_us_and_more_from_one_rival(sheets: Sheets, losing: pd.DataFrame) -> None:
    assert len(losing) >= 5
    assert losing["now"].sum() < 0.6 * losing["then"].sum()
    wallet = sheets["客户采购额"]
    spend = wallet[wallet["客户编码"].isin(losing.index)].pivot_table(
        index="期间", columns="供应商", values="采购额", aggfunc="sum"
    )
    assert spend.loc["2026", "恒锐科技"] > 2 * spend.loc["2025", "恒锐科技"]
    assert spend.loc["2026", "我方"] < 0.6 * spend.loc["2025", "我方"]
    rest = ["蓝盾安防", "众联网络", "明远智能"]
    assert spend.loc["2026", rest].sum() <= spend.loc["2025", rest].sum()


def test_story_the_winning_rival_leads_in_pricing_and_relationship_there(sheets: Sheets, losing: pd.DataFrame) -> None:
    scores = sheets["竞争对手评分"]
    there = scores[scores["客户编码"].isin(losing.index)].sort_values("评分日期")
    latest = there.groupby(["客户编码", "对象"]).last().groupby("对象")[["定价", "客户关系", "产品"]].mean()
    ahead = latest.loc["恒锐科技"] - latest.loc["我方"]
    assert ahead["定价"] > 2
    assert ahead["客户关系"] > 2
    assert ahead["产品"] < 0


def test_story_that_rival_wins_the_deals_we_lose_there(sheets: Sheets, losing: pd.DataFrame) -> None:
    deals = sheets["项目商机"]
    lost = deals[deals["客户编码"].isin(losing.index) & (deals["结果"] == "丢单") & (deals["关闭日期"].dt.year == 2026)]
    assert len(lost) >= 5
    assert set(lost["竞争对手"]) == {"恒锐科技"}


def test_story_an_agreement_stands_exactly_three_per_cent_below_its_next_tier(sheets: Sheets) -> None:
    agreement = sheets["返点协议"].set_index("协议号").loc["XY-2026-003"]
    assert (agreement["口径"], agreement["计算方式"]) == ("金额", "全额")
    assert pd.isna(agreement["品类"])
    lines = sheets["订单明细"]
    counted = lines[
        (lines["客户编码"] == agreement["客户编码"])
        & lines["订单日期"].between(agreement["开始日期"], min(agreement["结束日期"], LAST_DAY))
    ]
    volume = sum((Decimal(str(amount)) for amount in counted["金额"]), Decimal(0))
    tiers = sheets["返点阶梯"]
    thresholds = tiers.loc[tiers["协议号"] == "XY-2026-003", "起点"]
    following = Decimal(int(min(thresholds[thresholds > float(volume)])))
    assert volume == Decimal("2910000.00")
    assert (following - volume) / following == Decimal("0.03")


def test_story_the_largest_concession_names_no_agreement(sheets: Sheets) -> None:
    concessions = sheets["优惠让利"].sort_values("金额")
    largest = concessions.iloc[-1]
    assert largest["金额"] == 380_000
    assert pd.isna(largest["协议号"])
    assert largest["金额"] > 3 * concessions["金额"].iloc[-2]


def test_agreements_are_of_both_methods_and_bases_and_each_has_tiers(sheets: Sheets) -> None:
    agreements = sheets["返点协议"]
    assert set(agreements["计算方式"]) == {"全额", "超额累进"}
    assert set(agreements["口径"]) == {"金额", "数量"}
    assert set(sheets["返点阶梯"]["协议号"]) == set(agreements["协议号"])
    known = set(sheets["优惠让利"]["协议号"].dropna())
    assert known <= set(agreements["协议号"])


def test_wallets_are_known_in_every_way_and_one_is_below_the_sales(sheets: Sheets, locked: pd.DataFrame) -> None:
    wallet = sheets["客户采购额"]
    assert set(locked["客户编码"]) - set(wallet["客户编码"]), "every wallet is known"
    assert (wallet["品类"].isna() & wallet["供应商"].isna()).any(), "no wallet is known only as a whole"
    whole = wallet[wallet["品类"].isna() & wallet["供应商"].isna() & (wallet["期间"] == "2025")]
    lines = sheets["订单明细"]
    year = lines[lines["订单日期"].dt.year == 2025].groupby("客户编码")["金额"].sum()
    spend = whole.set_index("客户编码")["采购额"]
    below = spend[spend < year.reindex(spend.index).fillna(0.0)]
    assert list(below.index) == ["HB008"]


def test_rows_name_accounts_that_exist(sheets: Sheets) -> None:
    known = set(sheets["大客户名录"]["客户编码"])
    bought = known | set(sheets["订单明细"]["客户编码"].dropna())
    for dataset in ALL:
        rows = sheets[dataset.label.zh]
        if "客户编码" in rows and dataset.name != "order_line":
            named = set(rows["客户编码"].dropna())
            assert named <= (bought if dataset.name == "visit" else known), dataset.name
    for sheet, column in (("大客户名录", "上级客户"), ("项目商机", "引荐客户")):
        assert set(sheets[sheet][column].dropna()) <= known


def test_every_column_of_the_directory_is_filled_somewhere(sheets: Sheets) -> None:
    for name in ("account", "contact", "deal", "visit"):
        rows = sheets[BY_NAME[name].label.zh]
        assert not rows.columns[rows.isna().all()].tolist(), name
