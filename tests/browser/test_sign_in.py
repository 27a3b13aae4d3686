"""Each role in the browser: what it is shown, what it is not, and that nobody comes in without signing in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect

from kam.users import Users
from tests.browser.conftest import Server, hand_in, start, stop
from tests.ui.test_pages import _fill

DAY = "as_of=2026-03-31"
PASSWORD = "a long password"
PEOPLE = {
    "root": ("admin", ()),
    "chef": ("executive", ()),
    "kam": ("key_account", ()),
    "ost": ("region", ("华东",)),
    "gast": ("viewer", ("华南",)),
}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A company with a user of each role, on a server that needs sign-in."""
    home = tmp_path_factory.mktemp("guarded")
    _fill(home)
    users = Users(home, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name, (role, regions) in PEOPLE.items():
        users.set_password(name, users.add(name, role, regions, "root"), PASSWORD)
    running = start(home)
    yield running
    stop(running)


def signed_in(browser: Browser, server: Server, name: str, path: str = "/") -> Page:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{server.url}{path}")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    return page


def said(page: Page) -> str:
    return page.get_by_test_id("stApp").inner_text()


def test_a_session_survives_a_reload_and_sign_out_stops_every_tab(guarded: Server, browser: Browser) -> None:
    page = signed_in(browser, guarded, "kam", "/share?period=2025")
    expect(page.get_by_role("heading", name="客户占有率").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/share\?.*period=2025"))
    page.reload()
    expect(page.get_by_role("heading", name="客户占有率").first).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{guarded.url}/history")
    expect(other.get_by_role("heading", name="导入记录").first).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("button", name="退出").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    other.get_by_test_id("stSidebar").get_by_text("English").click()
    expect(other.get_by_label("用户名")).to_be_visible()
    page.context.close()


def test_a_region_sees_its_own_accounts_and_a_link_to_another_shows_none(guarded: Server, browser: Browser) -> None:
    page = signed_in(browser, guarded, "ost", f"/account?account=A2&{DAY}")
    expect(page.get_by_test_id("stSidebar").get_by_text("ost · 区域 · 华东")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert "乙公司" not in said(page)
    page.goto(f"{guarded.url}/share?{DAY}")
    expect(page.get_by_role("heading", name="客户占有率").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert "华南" not in said(page)
    page.context.close()


def test_a_viewer_has_no_page_to_load_and_an_administrator_no_figures(guarded: Server, browser: Browser) -> None:
    page = signed_in(browser, guarded, "gast", "/imports")
    expect(page.get_by_test_id("stSidebar").get_by_text("gast · 查看者 · 华南")).to_be_visible()
    expect(page.get_by_role("heading", name="经营总览")).to_be_visible()  # their first page, not the one asked for
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.context.close()
    page = signed_in(browser, guarded, "root", f"/share?{DAY}")
    expect(page.get_by_test_id("stSidebar").get_by_text("root · 管理员")).to_be_visible()
    expect(page.get_by_role("heading", name="运行", exact=True)).to_be_visible()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    text = said(page)
    assert "甲" not in text.replace("甲公司", "甲")
    assert "华东" not in text
    page.context.close()


def test_a_region_loads_and_takes_back_its_own_rows_and_nobody_elses(
    guarded: Server, browser: Browser, tmp_path: Path
) -> None:
    """A2 is of another region; S3 stands there already, of A2, and would become A1's."""
    page = signed_in(browser, guarded, "ost", "/imports")
    for name, line, refused in (
        ("别区.csv", "N1,1,2026-03-30,A2,泵,1,50", "不属于您的区域"),
        ("换主.csv", "S3,1,2026-03-31,A1,泵,1,50", "会替换其他区域的数据"),
        ("本区.csv", "N1,1,2026-03-30,A1,泵,1,50", ""),
    ):
        path = tmp_path / name
        path.write_text(f"订单号,行号,订单日期,客户编码,品类,数量,金额\n{line}\n", "utf-8")
        hand_in(page, path)
        card = page.locator("[class*=st-key-card_]").filter(has_text=name)
        card.get_by_role("button", name="载入 1 行").click()
        expect(card.get_by_text(refused or "新增 1，替换 0")).to_be_visible()
    page.goto(f"{guarded.url}/history")
    page.get_by_role("combobox").click()
    expect(page.get_by_role("option")).to_have_count(1)  # what others loaded is not theirs to take back
    expect(page.get_by_role("option")).to_contain_text("本区.csv")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="撤销此批").click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_text("批已撤销")).to_be_visible()
    page.context.close()
