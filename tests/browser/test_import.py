"""A spreadsheet goes in through the browser, and comes out again."""

from __future__ import annotations

import http.client
import tomllib
import urllib.request
from http.cookies import SimpleCookie
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from kam.datasets import ALL
from kam.store import Store
from tests.browser.conftest import PROJECT, Server, Tab, hand_in, stop
from tests.browser.wire import wire

FOREIGN = "Kd-Nr,Firma,Kurzname,Gebiet\nA1,Adler AG,Adler,Nord\nA2,Falke AG,Falke,Sued\n"


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def accounts(folder: Path) -> Path:
    """Two accounts under a title row, with a total row at the end."""
    head = ("客户编码", "客户名称", "区域", "年采购潜力")
    rows = (("A1", "远航", "华东", 100), ("A2", "长风", "华南", 50), ("合计", None, None, 150))
    return workbook(folder / "客户名录.xlsx", ("大客户名录",), head, *rows)


def drop(page: Page, server: Server, path: Path) -> None:
    page.goto(f"{server.url}/imports")
    hand_in(page, path)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def put_aside(page: Page, name: str) -> None:
    """Presses the one card's button that takes it away, and waits until it is away."""
    press(page, name)
    expect(page.get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.long
def test_a_small_workbook_is_recognised_loaded_and_undone(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, accounts(tmp_path))
    expect(page.get_by_text("读取 5 行 = 可载入 2 + 表头 1 + 标题 1 + 合计 1")).to_be_visible()
    press(page, "载入 2 行")
    expect(page.get_by_text("第 1 批 · 大客户名录：新增 2，替换 0，未变 0")).to_be_visible()
    press(page, "撤销本次载入")
    expect(page.get_by_text("已撤销，数据恢复到载入之前的样子")).to_be_visible()
    page.goto(f"{server.url}/history")
    expect(page.get_by_text("撤销。", exact=False).first).to_be_visible()
    assert tab.foreign(server.url) == []


@pytest.mark.long
def test_the_same_bytes_again_change_nothing(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    path = accounts(tmp_path)
    drop(page, server, path)
    press(page, "载入 2 行")
    expect(page.get_by_text("新增 2")).to_be_visible()
    put_aside(page, "完成")
    hand_in(page, path)
    expect(page.get_by_text("再次载入不会改变任何数据")).to_be_visible()


@pytest.mark.long
def test_a_file_stays_when_the_tab_was_closed(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, accounts(tmp_path))
    expect(page.get_by_role("button", name="载入 2 行")).to_be_visible()
    page.goto("about:blank")
    page.goto(f"{server.url}/imports")
    expect(page.get_by_role("button", name="载入 2 行")).to_be_visible()


def stored(home: Path, sql: str) -> list[tuple[object, ...]]:
    """What the store holds once its server has let go of it."""
    store = Store(home, ALL)
    rows = store.connection.execute(sql).fetchall()
    store.close()
    return rows


def choose(page: Page, label: str, option: str) -> None:
    # The filters at the side have a region of their own.
    box = page.get_by_test_id("stMain").get_by_role("combobox", name=label).first
    box.scroll_into_view_if_needed()
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    # A list on its way out would swallow the next click.
    expect(page.get_by_role("option")).to_have_count(0)


def check_again(page: Page, told_before: str) -> None:
    """Sends the match and waits until what was told of the one before is gone: its buttons look like the new ones."""
    expect(page.get_by_text(told_before)).to_be_visible()
    press(page, "按此对应重新核对")
    expect(page.get_by_text(told_before)).to_have_count(0)


@pytest.mark.long
def test_a_foreign_layout_is_corrected_loaded_and_not_asked_again(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    path = tmp_path / "kunden.csv"
    path.write_text(FOREIGN, "utf-8")
    drop(page, server, path)
    choose(page, "数据类型", "大客户名录")
    expect(page.get_by_text("4 列中对上 1 列（1 列按内容）")).to_be_visible()
    choose(page, "客户名称", "Kurzname")
    choose(page, "区域", "Gebiet")
    check_again(page, "4 列中对上 1 列（1 列按内容）")
    press(page, "载入 2 行")
    expect(page.get_by_text("新增 2")).to_be_visible()
    put_aside(page, "完成")

    path.write_text(FOREIGN + "A3,Storch AG,Storch,West\n", "utf-8")
    hand_in(page, path)
    press(page, "载入 3 行")
    expect(page.get_by_text("新增 1，替换 0，未变 2")).to_be_visible()
    stop(server)
    names = stored(server.home, "SELECT account_name FROM account ORDER BY account_id")
    assert names == [("Adler",), ("Falke",), ("Storch",)]


@pytest.mark.long
def test_wrong_cells_are_listed_and_returned_and_the_good_rows_go_in(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    head = ("客户编码", "客户名称", "锁定日期")
    drop(page, server, workbook(tmp_path / "错.xlsx", head, ("A1", "远航", "2026-01-05"), ("A2", "长风", "不知道")))
    expect(page.get_by_text("有问题的单元格（1）")).to_be_visible()
    with page.expect_download() as waiting:
        press(page, "下载错误行")
    returned = tmp_path / "returned.xlsx"
    waiting.value.save_as(returned)
    texts = [str(cell) for row in openpyxl.load_workbook(returned).active.iter_rows(values_only=True) for cell in row]
    assert "不知道" in texts
    press(page, "载入 1 行")
    expect(page.get_by_text("新增 1，替换 0，未变 0，有错误未载入 1")).to_be_visible()


@pytest.mark.long
def test_undo_on_the_history_page_brings_back_what_stood_before(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    head = ("客户编码", "客户名称")
    for name in ("远航", "远航改名"):
        drop(page, server, workbook(tmp_path / f"{name}.xlsx", head, ("A1", name)))
        press(page, "载入 1 行")
        expect(page.get_by_text("有错误未载入 0")).to_be_visible()
        put_aside(page, "完成")
    page.goto(f"{server.url}/history")
    press(page, "撤销此批")
    expect(page.get_by_text("被它替换的 1 行将恢复原样")).to_be_visible()
    press(page, "确认撤销")
    expect(page.get_by_text("第 2 批已撤销")).to_be_visible()
    stop(server)
    assert stored(server.home, "SELECT account_id, account_name, _batch FROM account") == [("A1", "远航", 1)]


def test_what_a_file_says_is_shown_and_never_rendered(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    image = "![x](http://example.invalid/x.png)"
    path = tmp_path / "**![x](pic.png)**.csv"
    cell = image.replace("x.png", "cell-x.png")
    path.write_text(f"客户编码,客户名称,锁定日期,{image}\nA1,{cell},{cell},{cell}\n", "utf-8")
    drop(page, server, path)
    unused = page.get_by_text("未使用的列：")
    expect(unused).to_be_visible()
    # A joiner that nobody sees keeps an address from becoming a link.
    assert (unused.text_content() or "").replace("\u2060", "") == f"未使用的列：{image}"
    expect(page.get_by_test_id("stMain").locator("a[href*='example.invalid']")).to_have_count(0)
    expect(page.get_by_role("heading", name=path.name)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert tab.foreign(server.url) == []
    assert not [url for url in tab.asked if url.endswith(("x.png", "pic.png"))]


@pytest.mark.long
@pytest.mark.long
def test_wrong_rows_are_corrected_in_their_workbook_and_dropped_again(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    head = ("客户编码", "客户名称", "锁定日期")
    drop(page, server, workbook(tmp_path / "半错.xlsx", head, ("A1", "远航", "2026-01-05"), ("A2", "长风", "不知道")))
    press(page, "载入 1 行")
    expect(page.get_by_text("有错误未载入 1")).to_be_visible()
    with page.expect_download() as waiting:
        press(page, "下载错误行")
    waiting.value.save_as(tmp_path / "returned.xlsx")
    book = openpyxl.load_workbook(tmp_path / "returned.xlsx")
    wrong = next(cell for row in book.active.iter_rows() for cell in row if cell.value == "不知道")
    wrong.value = "2026-02-03"
    book.save(tmp_path / "returned.xlsx")
    put_aside(page, "完成")
    hand_in(page, tmp_path / "returned.xlsx")
    press(page, "载入 1 行")
    expect(page.get_by_text("新增 1，替换 0，未变 0，有错误未载入 0")).to_be_visible()
    stop(server)
    rows = stored(server.home, "SELECT account_id, CAST(locked_on AS VARCHAR) FROM account ORDER BY 1")
    assert rows == [("A1", "2026-01-05"), ("A2", "2026-02-03")]


@pytest.mark.long
def test_files_that_need_no_look_are_loaded_together_and_the_half_wrong_one_waits(
    server: Server, tab: Tab, tmp_path: Path
) -> None:
    page = tab.page
    head = ("客户编码", "客户名称", "锁定日期")
    page.goto(f"{server.url}/imports")
    paths = [workbook(tmp_path / f"{name}.xlsx", head, (name, "远航", "2026-01-05")) for name in ("A1", "A2")]
    half = workbook(tmp_path / "半错.xlsx", head, ("A3", "长风", "2026-01-05"), ("A4", "东海", "不知道"))
    hand_in(page, [*paths, half])
    # A file in which something is wrong shows its sheet at once, the others when asked.
    expect(page.locator(".sheet")).to_have_count(1)
    page.get_by_text("查看原表和各列的对应").first.click()
    expect(page.locator(".sheet")).to_have_count(2)
    press(page, "载入全部 2 个文件（共 2 行）")
    expect(page.get_by_text("新增 1，替换 0，未变 0，有错误未载入 0")).to_have_count(2)
    expect(page.get_by_role("button", name="载入 1 行")).to_have_count(1)
    stop(server)
    assert stored(server.home, "SELECT account_id FROM account ORDER BY 1") == [("A1",), ("A2",)]


@pytest.mark.long
def test_a_row_is_one_row_in_english(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    page.goto(f"{server.url}/imports?lang=en")
    hand_in(page, workbook(tmp_path / "list.xlsx", ("Account ID", "Account name"), ("A1", "Adler")))
    expect(page.get_by_role("button", name="Load 1 row", exact=False)).to_be_visible()
    expect(page.get_by_text("1 rows")).to_have_count(0)


@pytest.mark.long
def test_an_empty_company_is_told_where_to_begin(server: Server, tab: Tab) -> None:
    page = tab.page
    page.goto(f"{server.url}/history")
    expect(page.get_by_text("还没有导入过数据")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name="数据导入").click()
    expect(page.get_by_text("把表格拖到这里")).to_be_visible()


def test_an_upload_over_the_limit_is_refused_before_it_is_read(filled: Server) -> None:
    """Only its head is sent: whoever waited for the rest of it would wait for ever."""
    with urllib.request.urlopen(f"{filled.url}/_stcore/health", timeout=60) as answer:
        token = SimpleCookie(answer.headers["set-cookie"])["_streamlit_xsrf"].value
    limit = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]["maxUploadSize"]
    with wire(filled.url) as tab:
        tab.open("imports")
        place = f"/_stcore/upload_file/{tab.session}/1"
        for size, code in ((limit * 1024**2 + 1, 413), (limit * 1024**2, None)):
            connection = http.client.HTTPConnection(filled.url.removeprefix("http://"), timeout=10)
            connection.putrequest("PUT", place)
            for name, value in {
                "content-length": size,
                "content-type": "multipart/form-data; boundary=x",
                "cookie": f"_streamlit_xsrf={token}",
                "x-xsrftoken": token,
            }.items():
                connection.putheader(name, str(value))
            connection.endheaders()
            if code:
                assert connection.getresponse().status == code
            else:
                connection.sock.settimeout(1)
                with pytest.raises(TimeoutError):  # this one is waited for
                    connection.getresponse()
            connection.close()
