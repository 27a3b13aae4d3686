"""Three people from the bare address on, by mouse, finger and keys; the regions' review is in test_meeting.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Tab, hand_in, stop
from tests.browser.test_import import press, stored, workbook

PHONE = {"width": 390, "height": 844}
SALES = ("订单号", "行号", "订单日期", "客户编码", "品类", "数量", "金额")


def menu(page: Page, group: str, name: str) -> None:
    """Opens a page of a group of the menu."""
    page.get_by_test_id("stTopNavSection").filter(has_text=group).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=name).click()
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def figure(page: Page, label: str) -> str:
    """What a card on top of a page prints under its name."""
    card = page.get_by_test_id("stMetric").filter(has_text=label).first
    expect(card).to_be_visible()
    return card.get_by_test_id("stMetricValue").inner_text()


def header(sheet: Worksheet, known: str) -> tuple[int, dict[str, int]]:
    """The row of a template's headers, and the column of each."""
    for row in sheet.iter_rows(max_row=5):
        heads = {str(cell.value).rstrip(" *＊"): cell.column for cell in row if cell.value}
        if known in heads:
            return row[0].row, heads
    raise AssertionError(f"no header {known} in {sheet.title}")


def test_on_monday_a_wrong_file_goes_in_without_its_wrong_row_and_is_undone(
    filled: Server, tab: Tab, tmp_path: Path
) -> None:
    """March's lines: 50 more for A2, one without a day; an invitation that is no data at all."""
    page = tab.page
    page.goto(filled.url)
    before = figure(page, "销售额")
    menu(page, "数据", "数据导入")
    letter = workbook(tmp_path / "邀请函.xlsx", ("尊敬的客户：",), ("诚邀您参加年会。",))
    lines = (("S8", 1, date(2026, 3, 30), "A2", "泵", 1, 50), ("S9", 1, "月底", "A2", "泵", 1, 70))
    hand_in(page, [letter, workbook(tmp_path / "三月订单.xlsx", SALES, *lines)])
    expect(page.get_by_text("有问题的单元格（1）")).to_be_visible()
    expect(page.get_by_text("月底").first).to_be_visible()
    press(page, "载入 1 行")
    expect(page.get_by_text("新增 1，替换 0，未变 0，有错误未载入 1")).to_be_visible()
    page.get_by_role("link", name="经营总览").first.click()
    expect(page.get_by_role("heading", name="大客户经营总览")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).not_to_have_text(before)
    menu(page, "数据", "导入记录")
    press(page, "撤销此批")
    expect(page.get_by_text("它新增的 1 行将移除")).to_be_visible()
    press(page, "确认撤销")
    expect(page.get_by_text("批已撤销")).to_be_visible()
    page.get_by_role("link", name="经营总览").first.click()
    expect(page.get_by_role("heading", name="大客户经营总览")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(before)
    assert tab.foreign(filled.url) == []
    stop(filled)
    assert stored(filled.home, "SELECT order_no FROM order_line WHERE order_no IN ('S8', 'S9')") == []


def test_two_minutes_with_the_funnel_on_a_phone(filled: Server, browser: Browser) -> None:
    page = browser.new_context(viewport=PHONE, has_touch=True, locale="zh-CN").new_page()
    page.set_default_timeout(30_000)
    page.goto(filled.url)
    expect(page.get_by_role("heading", name="大客户经营总览")).to_be_visible()
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_test_id("stSidebar").get_by_role("link", name="阶段漏斗").tap()
    expect(page.get_by_role("heading", name="阶段漏斗").first).to_be_visible()
    if page.get_by_test_id("stSidebarCollapseButton").is_visible():
        page.get_by_test_id("stSidebarCollapseButton").tap()
    assert figure(page, "漏斗内客户").startswith("2")
    bars = page.locator(".st-key-card_reached .js-plotly-plot .point path")
    expect(bars.first).to_be_visible()
    bars.first.scroll_into_view_if_needed()
    box = bars.first.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    chosen = page.locator(".st-key-card_behind")
    expect(chosen).to_contain_text("背后的客户")
    here = page.url
    assert "pick=reached" in here
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    # The link, sent to somebody, opens the same view.
    other = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    other.goto(here)
    expect(other.locator(".st-key-card_behind")).to_contain_text("背后的客户", timeout=60_000)
    chosen.get_by_role("button", name="曾到达").tap()
    expect(page.locator(".st-key-card_behind")).to_have_count(0)
    assert "pick=" not in page.url
    for opened in (page, other):
        opened.context.close()


def test_an_empty_company_comes_to_its_first_chart_by_the_template(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    page.goto(server.url)
    expect(page.get_by_text("一刻钟看到第一张图")).to_be_visible()
    with page.expect_download() as waiting:
        press(page, "起步模板")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    book = openpyxl.load_workbook(path)
    rows: dict[str, list[dict[str, object]]] = {
        "大客户名录": [{"客户编码": "K1", "客户名称": "远航重工", "区域": "华东", "状态": "锁定"}],
        "订单明细": [
            {"订单号": "S1", "行号": 1, "订单日期": date(2026, 1, 15), "客户编码": "K1", "数量": 1, "金额": 300},
            {"订单号": "S2", "行号": 1, "订单日期": date(2026, 3, 31), "客户编码": "K1", "数量": 1, "金额": 600},
        ],
        "客户采购额": [{"客户编码": "K1", "期间": "2026Q1", "采购额": 3600}],
    }
    for name, filled_in in rows.items():
        sheet = book[name]
        first, heads = header(sheet, "客户编码")
        sheet.delete_rows(first + 1)  # the example
        for place, one in enumerate(filled_in, start=first + 1):
            for head, value in one.items():
                sheet.cell(place, heads[head]).value = value
    book.save(path)
    press(page, "去导入数据")
    expect(page.get_by_role("heading", name="数据导入").first).to_be_visible()
    hand_in(page, path)
    press(page, "载入 4 行")
    expect(page.get_by_text("新增 2，替换 0，未变 0，有错误未载入 0")).to_be_visible()
    page.get_by_role("link", name="客户占有率").first.click()
    expect(page.get_by_role("heading", name="客户占有率").first).to_be_visible()
    expect(page.locator(".st-key-card_region .js-plotly-plot .point").first).to_be_visible()
    # 900 of a wallet of 3,600 in the first quarter, to whose end the last order reaches.
    assert figure(page, "客户占有率") == "25.0%"
    assert tab.foreign(server.url) == []
