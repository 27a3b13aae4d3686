"""A web page saved as a spreadsheet: each of its tables a sheet, as a browser shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.errors import Refused
from kam.intake.grid import Box, Grid
from tests.intake.containers import grids, rows, written


def page(folder: Path, content: str, encoding: str = "utf-8") -> list[Grid]:
    return grids(written(folder / "a.xls", content.encode(encoding)))


def line(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def test_every_table_is_a_sheet_in_order(tmp_path: Path) -> None:
    found = page(tmp_path, f"<table>{line('a', 'b')}{line('1', '2')}</table><table>{line('c')}{line('3')}</table>")
    assert [(grid.sheet, rows(grid)) for grid in found] == [
        ("table0", [("a", "b"), ("1", "2")]),
        ("table1", [("c",), ("3",)]),
    ]


def test_title_and_unit_before_a_table_stand_above_it_and_shift_no_row(tmp_path: Path) -> None:
    content = (
        "<html><head><title>不看</title><style>td {}</style></head><body><div>2020年各地区销售</div>"
        f"<table>{line('单位:万元')}</table><table>{line('地区', '销售')}{line('北京', '1')}</table>"
        f"<p>又一张</p><table>{line('x', 'y')}{line('1', '2')}</table></body></html>"
    )
    unit, data, last = page(tmp_path, content)
    assert rows(unit) == [("单位:万元",)]
    assert data.above == ("2020年各地区销售", "单位:万元")
    assert (data.first_row, rows(data)[0]) == (1, ("地区", "销售"))
    assert last.above == ("又一张",)


def test_a_caption_stands_above_its_table(tmp_path: Path) -> None:
    (grid,) = page(tmp_path, f"<table><caption>销售表</caption>{line('a', 'b')}{line('1', '2')}</table>")
    assert (grid.above, len(rows(grid))) == (("销售表",), 2)


def test_spans_push_the_cells_after_them_aside(tmp_path: Path) -> None:
    content = (
        '<table><tr><th rowspan="2">地区</th><th colspan="2">收入</th></tr><tr><th>内销</th><th>出口</th></tr>'
        f"{line('北京', '1', '2')}</table>"
    )
    (grid,) = page(tmp_path, content)
    assert rows(grid) == [("地区", "收入", None), (None, "内销", "出口"), ("北京", "1", "2")]
    assert grid.merges == (Box(0, 0, 1, 0), Box(0, 1, 0, 2))


def test_white_space_is_shown_as_a_browser_does(tmp_path: Path) -> None:
    cells = ("&nbsp;", "&nbsp;&nbsp;北京\n  市 ", "金额<br>(万元)", "<p>a</p><p>b</p>", "<b>1</b>2", "x<!-- y -->z")
    (grid,) = page(tmp_path, f"<table>{line('h', *cells)}</table>")
    assert rows(grid) == [("h", None, "北京 市", "金额\n(万元)", "a\nb", "12", "xz")]


def test_the_shown_text_stands_and_not_the_number_behind_it(tmp_path: Path) -> None:
    cells = '<td x:num="0.12345">12.3%</td><td style=\'mso-number-format:"\\@"\'>0012</td><td x:str>1</td>'
    (grid,) = page(tmp_path, f"<table><tr>{cells}</tr></table>")
    assert rows(grid) == [("12.3%", "0012", "1")]


def test_a_table_that_lays_others_out_is_none_itself(tmp_path: Path) -> None:
    inner = f"<table>{line('a', 'b')}{line('1', '2')}</table>"
    (grid,) = page(tmp_path, f"<table><tr><td>报表标题</td></tr><tr><td>{inner}</td></tr></table>")
    assert (grid.sheet, rows(grid), grid.above) == ("table0", [("a", "b"), ("1", "2")], ("报表标题",))


def test_a_small_table_within_a_cell_is_the_cell_s_text(tmp_path: Path) -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    (grid,) = page(tmp_path, f"<table>{line('名称', '数')}{line(inner, '1')}</table>")
    assert rows(grid) == [("名称", "数"), ("甲 乙", "1")]


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("utf-8", "gb18030"),
        ("", "gb18030"),
        ("big5", "cp950"),
        ("nonsense", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_a_page_is_decoded_by_what_it_is_not_only_by_what_it_says(tmp_path: Path, said: str, encoding: str) -> None:
    content = (
        f'<html><meta charset="{said}"><table>{line("客戶名稱", "金額合計")}{line("台北分公司", "1")}</table></html>'
    )
    if encoding == "gb18030":
        content = content.replace("客戶名稱", "客户名称").replace("金額合計", "金额合计")
    (grid,) = page(tmp_path, content, encoding)
    assert rows(grid)[0][0] in ("客戶名稱", "客户名称")


def test_cells_without_rows_and_unclosed_cells_are_read(tmp_path: Path) -> None:
    (grid,) = page(tmp_path, "<table><tr><td>a<td>b<tr><td>1<td>2</table>")
    assert rows(grid) == [("a", "b"), ("1", "2")]


def test_a_page_that_ends_within_its_table_is_said_to_be_cut_off(tmp_path: Path) -> None:
    (grid,) = page(tmp_path, f"<table>{line('a', 'b')}{line('1', '2')}<tr><td>3")
    assert [problem.code for problem in grid.warnings] == ["cut_off"]
    assert rows(grid)[:2] == [("a", "b"), ("1", "2")]


def refused(folder: Path, content: str) -> str:
    with pytest.raises(Refused) as caught:
        page(folder, content)
    return caught.value.code


def test_a_page_without_a_table_is_unsupported(tmp_path: Path) -> None:
    assert refused(tmp_path, "<html><body>请先登录</body></html>") == "unsupported"


def test_a_page_nested_without_end_is_unsafe(tmp_path: Path) -> None:
    assert refused(tmp_path, "<table><tr><td>" + "<div>" * 5000 + "x</td></tr></table>") == "unsafe"


def test_giant_spans_cost_nothing(tmp_path: Path) -> None:
    cell = '<td colspan="99999999" rowspan="99999999">x</td>'
    (grid,) = page(tmp_path, f"<table><tr>{cell}</tr>{line('1')}</table>")
    assert rows(grid)[0][0] == "x"
