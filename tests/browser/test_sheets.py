"""A sheet is drawn as it was found, corrected by clicking in it, and handed back clean."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, Tab, hand_in, stop
from tests.browser.test_import import check_again, choose, drop, press, put_aside, stored, workbook

HEAD = ("客户编码", "客户名称", "区域", "年采购潜力")
METERS = (("仪器", "读数", "气温"), ("甲表", 12.5, 3), ("乙表", 7, 4), ("丙表", 9.25, 5))


def messy(path: Path) -> Path:
    """A list under the head of a specimen: both heads look alike, and only a person knows that the first is none."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("大客户名录（2026 年）",))
    sheet.append(("单位：万元",))
    sheet.append(HEAD)
    sheet.append(("X1", "填写样例", "华东", 1))
    sheet.append(HEAD)
    sheet.append(("A1", "远航", "华东", 100))
    sheet.append(("A2", "长风", "华南", 50))
    sheet.append(("合计", None, None, 150))
    sheet.append(("注：潜力为估算。",))
    sheet.merge_cells("A1:D1")
    book.create_sheet("旧数").sheet_state = "hidden"
    book["旧数"].append(HEAD)
    book.save(path)
    return path


def drawn_row(page: Page, row: int) -> Locator:
    return page.locator(f'.sheet tr[data-row="{row}"]')


def test_a_wrong_header_is_corrected_by_a_click_and_the_rows_go_in(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, messy(tmp_path / "名录.xlsx"))
    expect(drawn_row(page, 3)).to_contain_text("表头")
    expect(drawn_row(page, 4)).to_contain_text("数据")
    expect(drawn_row(page, 8)).to_contain_text("合计")
    expect(drawn_row(page, 9)).to_contain_text("备注")
    expect(page.get_by_role("button", name="载入 3 行")).to_be_visible()
    expect(page.get_by_text("隐藏的工作表未读取：旧数")).to_be_visible()

    drawn_row(page, 5).get_by_text("客户名称").click()
    press(page, "表头到这一行")
    expect(page.get_by_text("由您指定：表头止于第 5 行")).to_be_visible()
    expect(drawn_row(page, 5)).to_contain_text("表头")
    expect(drawn_row(page, 4)).to_contain_text("标题")
    press(page, "载入 2 行")
    expect(page.get_by_text("新增 2，替换 0，未变 0")).to_be_visible()
    stop(server)
    rows = stored(server.home, "SELECT account_id, CAST(annual_potential AS BIGINT) FROM account ORDER BY 1")
    assert rows == [("A1", 1_000_000), ("A2", 500_000)]


@pytest.mark.long
def test_the_data_end_where_a_person_says_and_the_way_back_is_open(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, workbook(tmp_path / "名录.xlsx", HEAD[:2], ("A1", "远航"), ("A2", "长风"), ("A3", "小结")))
    expect(page.get_by_role("button", name="载入 3 行")).to_be_visible()
    page.get_by_role("button", name="3", exact=True).click()
    press(page, "数据到这一行为止")
    expect(page.get_by_role("button", name="载入 2 行")).to_be_visible()
    press(page, "恢复自动识别")
    expect(page.get_by_role("button", name="载入 3 行")).to_be_visible()


@pytest.mark.long
def test_what_is_no_dataset_is_said_to_be_so_and_given_back_clean(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, workbook(tmp_path / "读数.xlsx", ("四月读数",), (), *METERS, ("制表：李",)))
    expect(page.get_by_text("没有认出这张表")).to_be_visible()
    expect(page.get_by_role("button", name="载入")).to_have_count(0)
    with page.expect_download() as waiting:
        press(page, "下载干净的表 (CSV)")
    assert waiting.value.suggested_filename == "读数-干净.csv"
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert list(csv.reader(text.splitlines())) == [[str(cell) for cell in row] for row in METERS]
    with page.expect_download() as waiting:
        press(page, "下载干净的表 (XLSX)")
    waiting.value.save_as(tmp_path / "clean.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "clean.xlsx").active
    assert sheet is not None
    assert list(sheet.iter_rows(values_only=True)) == list(METERS)


@pytest.mark.long
def test_several_files_and_an_archive_in_one_drop_become_a_card_each(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    paths = [workbook(tmp_path / f"{name}.xlsx", HEAD[:2], (name, "远航")) for name in ("A1", "A2", "A3")]
    with zipfile.ZipFile(tmp_path / "两份.zip", "w") as archive:
        for path in paths[:2]:
            archive.write(path, path.name)
    page.goto(f"{server.url}/imports")
    hand_in(page, [tmp_path / "两份.zip", paths[2]])
    expect(page.get_by_role("heading", name=".xlsx")).to_have_count(3)
    expect(page.get_by_role("button", name="载入 1 行")).to_have_count(3)
    expect(page.get_by_role("heading", name="两份.zip/A1.xlsx")).to_be_visible()
    expect(page.get_by_role("heading", name="两份.zip/A2.xlsx")).to_be_visible()


@pytest.mark.long
def test_a_password_is_asked_for_and_opens_the_workbook(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    plain = workbook(tmp_path / "plain.xlsx", HEAD[:2], ("A1", "远航"))
    locked = BytesIO()
    with plain.open("rb") as file:
        msoffcrypto.OfficeFile(file).encrypt("开门-7391", locked)
    (tmp_path / "locked.xlsx").write_bytes(locked.getvalue())
    drop(page, server, tmp_path / "locked.xlsx")
    word = page.get_by_label("文件密码")
    expect(word).to_have_attribute("type", "password")
    word.fill("不对")
    press(page, "打开")
    expect(page.get_by_text("密码不对")).to_be_visible()
    page.get_by_label("文件密码").fill("开门-7391")
    press(page, "打开")
    expect(page.get_by_role("button", name="载入 1 行")).to_be_visible()
    stop(server)
    kept = [path for path in server.home.rglob("*") if path.is_file() and "开门-7391".encode() in path.read_bytes()]
    assert kept == []


@pytest.mark.long
def test_the_encoding_is_switched_and_the_sheet_drawn_anew(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    lines = ["客戶編碼,客戶名稱,區域", "A1,遠航電子,臺北", "A2,長風實業,高雄", "A3,東海物產,新竹"]
    data = "\n".join(lines).encode("big5")
    path = tmp_path / "名單.csv"
    path.write_bytes(data)
    drop(page, server, path)
    expect(drawn_row(page, 2)).to_contain_text("遠航電子")
    other = data.decode("gb18030")
    choose(page, "文字编码", f"GB18030（简体中文） · {other.splitlines()[0].split(',')[0]}")
    expect(drawn_row(page, 2)).to_contain_text(other.splitlines()[1].split(",")[1])
    expect(page.get_by_text("由您指定：编码 gb18030")).to_be_visible()


@pytest.mark.long
def test_the_unit_that_a_person_chose_is_applied(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, workbook(tmp_path / "名录.xlsx", HEAD, ("A1", "远航", "华东", 100), ("A2", "长风", "华南", 2.5)))
    expect(page.get_by_role("button", name="载入 2 行")).to_be_visible()
    choose(page, "金额单位", "万元")
    expect(page.get_by_text("由您指定：单位“万元”")).to_be_visible()
    press(page, "载入 2 行")
    expect(page.get_by_text("新增 2")).to_be_visible()
    stop(server)
    rows = stored(server.home, "SELECT account_id, CAST(annual_potential AS BIGINT) FROM account ORDER BY 1")
    assert rows == [("A1", 1_000_000), ("A2", 25_000)]


@pytest.mark.long
def test_the_order_of_day_and_month_that_a_person_chose_is_applied(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    path = tmp_path / "名录.csv"
    path.write_text("客户编码,客户名称,锁定日期\nA1,远航,03-04-2026\nA2,长风,05-06-2026\n", "utf-8")
    drop(page, server, path)
    for order, day in (("月/日/年", "2026-03-04"), ("日/月/年", "2026-04-03")):
        choose(page, "日期写法", f"{order} · 03-04-2026 → {day}")
        expect(page.get_by_text(f"由您指定：日期为{order}")).to_be_visible()
    press(page, "载入 2 行")
    expect(page.get_by_text("新增 2")).to_be_visible()
    stop(server)
    rows = stored(server.home, "SELECT account_id, CAST(locked_on AS VARCHAR) FROM account ORDER BY 1")
    assert rows == [("A1", "2026-04-03"), ("A2", "2026-06-05")]


@pytest.mark.long
def test_a_match_is_exported_and_used_for_another_file_by_its_toml(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    path = tmp_path / "kunden.csv"
    path.write_text("Kd-Nr,Firma\nA1,Adler\n", "utf-8")
    drop(page, server, path)
    choose(page, "数据类型", "大客户名录")
    choose(page, "客户编码", "Kd-Nr")
    choose(page, "客户名称", "Firma")
    check_again(page, "2 列中对上 1 列（1 列按内容）")
    expect(page.get_by_role("button", name="载入 1 行")).to_be_visible()
    with page.expect_download() as waiting:
        press(page, "导出对应关系 (TOML)")
    waiting.value.save_as(tmp_path / "account.toml")
    put_aside(page, "放弃此文件")

    # Nothing was loaded, so nothing is remembered: the file alone carries the match.
    path.write_text("Kd-Nr,Firma\nA2,Falke\n", "utf-8")
    hand_in(page, path)
    expect(page.get_by_text("没有认出这张表")).to_be_visible()
    hand_in(page.get_by_test_id("stExpander"), tmp_path / "account.toml")
    press(page, "使用此对应")
    press(page, "载入 1 行")
    expect(page.get_by_text("新增 1")).to_be_visible()
    stop(server)
    assert stored(server.home, "SELECT account_id, account_name FROM account") == [("A2", "Falke")]


@pytest.mark.long
def test_a_toml_that_is_no_match_is_refused_in_words(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, workbook(tmp_path / "读数.xlsx", *METERS))
    (tmp_path / "wrong.toml").write_text("columns = 3\n", "utf-8")
    expect(page.get_by_text("没有认出这张表")).to_be_visible()
    hand_in(page.get_by_test_id("stExpander"), tmp_path / "wrong.toml")
    press(page, "使用此对应")
    expect(page.get_by_text("映射文件须有 dataset")).to_be_visible()


@pytest.mark.long
def test_months_across_become_rows_once_the_dataset_is_named(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    rows = (("银行", "93年6月", "105年1月"), ("甲行", 10, 20), ("乙行", None, 40))
    drop(page, server, workbook(tmp_path / "签账.xlsx", *rows))
    expect(page.get_by_text("没有认出这张表")).to_be_visible()
    choose(page, "数据类型", "客户采购额")
    expect(page.get_by_text("2 列的表头是“期间”")).to_be_visible()
    press(page, "载入 2 行")
    expect(page.get_by_text("新增 3，替换 0")).to_be_visible()
    stop(server)
    found = stored(server.home, "SELECT account_id, period, CAST(spend AS BIGINT) FROM wallet ORDER BY ALL")
    assert found == [("乙行", "2016-01", 40), ("甲行", "2004-06", 10), ("甲行", "2016-01", 20)]


@pytest.mark.long
def test_a_dataset_chosen_by_mistake_is_given_up_again(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    drop(page, server, workbook(tmp_path / "读数.xlsx", *METERS))
    choose(page, "数据类型", "阶段变更")
    # Said once, not once a row.
    expect(page.get_by_text("还缺必填的 进入日期、阶段")).to_be_visible()
    expect(page.get_by_text("有问题的单元格")).to_have_count(0)
    press(page, "恢复自动识别")
    expect(page.get_by_text("没有认出这张表")).to_be_visible()
    expect(page.get_by_text("还缺必填的")).to_have_count(0)


@pytest.mark.long
def test_a_click_on_the_last_row_of_a_header_of_two_rows_keeps_both(server: Server, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("客户编码", "客户名称", "概况", None), (None, None, "区域", "年采购潜力")):
        sheet.append(row)
    for row in (("A1", "远航", "华东", 100), ("A2", "长风", "华南", 50)):
        sheet.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "名录.xlsx")
    drop(page, server, tmp_path / "名录.xlsx")
    expect(drawn_row(page, 1)).to_contain_text("表头")
    drawn_row(page, 2).get_by_text("年采购潜力").click()
    press(page, "表头到这一行")
    expect(page.get_by_text("由您指定：表头始于第 1 行")).to_be_visible()
    expect(drawn_row(page, 1)).to_contain_text("表头")
    expect(page.get_by_role("button", name="载入 2 行")).to_be_visible()
