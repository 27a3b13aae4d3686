"""The overview in the browser: what needs a decision is opened and decided, what changed is listed, settings count."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from kam.datasets import EVERY
from kam.store import Store
from tests.browser.conftest import Server, Tab, stop

DAY = "as_of=2026-03-31"
COLD_MS = 180_000  # a cold server on a busy machine; a test that passes does not wait


def rows(home: Path, sql: str) -> list[tuple[object, ...]]:
    """What the store holds once its server has let go of it."""
    store = Store(home, EVERY)
    found = store.connection.execute(sql).fetchall()
    store.close()
    return found


def overview(page: Page, server: Server, address: str) -> None:
    """Opens the overview and waits for its last part: a cold server asks some twenty questions for it."""
    page.goto(f"{server.url}/overview?{address}")
    expect(page.locator(".st-key-since")).to_be_visible(timeout=COLD_MS)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


@pytest.mark.long
def test_an_account_is_opened_decided_on_and_left_by_a_click(filled: Server, tab: Tab) -> None:
    page = tab.page
    overview(page, filled, DAY)
    press(page, "<b>甲</b>![x](https:")  # a name from a file is text, whatever it holds
    case = page.locator(".st-key-card_case")
    expect(case.get_by_text("逾期未访").first).to_be_visible()
    expect(page).to_have_url(re.compile("case=account%3AA1"))
    step = case.get_by_label("决定什么")
    expect(step).not_to_be_empty()
    step.fill("下周拜访总经理")
    press(page, "记入行动计划")
    expect(page.get_by_text("已记入行动计划：M-")).to_be_visible()
    case.get_by_role("link", name="打开客户").click()
    expect(page.get_by_role("heading", name="客户").first).to_be_visible()
    expect(page).to_have_url(re.compile("account=A1"))
    assert tab.foreign(filled.url) == []
    stop(filled)
    found = rows(filled.home, "SELECT account_id, status FROM action WHERE title = '下周拜访总经理'")
    assert found == [("A1", "open")]


@pytest.mark.long
def test_filters_stand_in_the_address_and_the_workbook_holds_what_is_on_show(
    filled: Server, tab: Tab, tmp_path: Path
) -> None:
    page = tab.page
    overview(page, filled, DAY)
    board = page.locator(".st-key-card_board")
    board.get_by_role("button", name="名单数量").first.click()
    expect(board.get_by_role("button", name="乙公司")).to_have_count(0)
    expect(board.get_by_role("button", name="华东")).to_have_count(1)
    expect(page).to_have_url(re.compile("kinds=list_size"))
    with page.expect_download() as waited:
        press(page, "导出 XLSX")
    waited.value.save_as(tmp_path / "board.xlsx")
    book = openpyxl.load_workbook(tmp_path / "board.xlsx")
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [(row[0], row[3]) for row in cells] == [("名单数量", "华东")]
    page.reload()
    expect(page.locator(".st-key-since")).to_be_visible(timeout=COLD_MS)
    expect(board.get_by_role("button", name="乙公司")).to_have_count(0)
    expect(board.get_by_role("button", name="华东")).to_have_count(1)


@pytest.mark.long
def test_a_count_of_the_strip_opens_its_list(filled: Server, tab: Tab) -> None:
    page = tab.page
    overview(page, filled, "as_of=2026-02-20")
    strip = page.locator(".st-key-since")
    expect(strip.get_by_text("自 2026-01-20 以来")).to_be_visible()
    strip.get_by_text("阶段上升 1").click()
    expect(page.locator(".st-key-card_since").get_by_test_id("stDataFrame")).to_be_visible()
    strip.get_by_text("已退出 0").click()
    expect(page.locator(".st-key-card_since").get_by_text("没有记录")).to_be_visible()


@pytest.mark.long
def test_a_setting_is_saved_counts_at_once_and_is_emptied_again(filled: Server, tab: Tab) -> None:
    page = tab.page
    page.goto(f"{filled.url}/settings")
    goal = page.get_by_role("spinbutton", name="拜访时间目标 (%)")
    expect(goal).to_have_attribute("placeholder", "手册值 50")
    goal.fill("40")
    press(page, "保存设置")
    expect(page.get_by_text("可在“导入记录”中撤销")).to_be_visible()
    expect(goal).to_have_value("40")
    page.goto(f"{filled.url}/engagement?{DAY}")
    expect(page.get_by_text("≥ 40%")).to_be_visible(timeout=COLD_MS)
    page.goto(f"{filled.url}/settings")
    expect(goal).to_have_value("40")
    goal.fill("")
    press(page, "保存设置")
    expect(goal).to_have_value("")
    expect(page.get_by_text("可在“导入记录”中撤销")).to_be_visible()
    stop(filled)
    assert rows(filled.home, "SELECT name, value FROM setting_value") == [("visit_goal", None)]
