"""Headers and rows as yearbooks, printed forms and price lists have them: lines unmerged, cells merged unevenly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kam.intake.grid import Box
from kam.intake.report import Options
from tests.intake.making import cells_of, is_conserved, sheet, tables

Rows = list[list[Any]]
REGIONS: Rows = [["北京", "Beijing", 5, 2, 3], ["天津", "Tianjin", 7, 3, 4]]


def test_tall_cells_that_are_not_merged_name_the_columns_left_over() -> None:
    rows: Rows = [
        ["各地区经费支出"],
        ["单位：万元"],
        ["地区", "Region", "合计", None, None],
        [None, None, None, "基础研究", "应用研究"],
        *REGIONS,
    ]
    (found,) = tables(sheet(rows))
    assert (found.header_row, found.unit) == (4, "万元")
    assert found.columns == ("地区", "Region", "合计", "基础研究", "应用研究")
    assert is_conserved(found)


def test_a_title_over_a_crosstab_names_no_column() -> None:
    (found,) = tables(sheet([["销售统计表", None, None], [None, "数量", "金额"], ["甲", 1, 2], ["乙", 2, 3]]))
    assert (found.header_row, found.columns, found.title) == (2, ("[A]", "数量", "金额"), "销售统计表")


def test_a_word_alone_above_its_translation_is_of_that_column_only() -> None:
    rows: Rows = [
        ["各地区授权数"],
        [None, None, "合计", None, None],
        ["地区", "Region", "Total", "发明", "外观设计"],
        [None, None, None, "Invention", "Design"],
        *REGIONS,
    ]
    (found,) = tables(sheet(rows))
    assert found.columns == ("地区", "Region", "合计·Total", "发明·Invention", "外观设计·Design")


def test_merged_cells_without_a_word_are_parts_of_the_word_left_of_them() -> None:
    rows: Rows = [
        ["地区", "种畜禽场", None, None],
        [None, "种禽场", None, None],
        [None, None, "蛋鸡场", "肉鸡场"],
        ["北京", 5, 2, 3],
        ["天津", 7, 3, 4],
    ]
    (found,) = tables(sheet(rows, merges=((0, 0, 2, 0), (0, 1, 0, 3), (1, 1, 2, 1), (1, 2, 1, 3))))
    named = ("种畜禽场·种禽场", "种畜禽场·种禽场·蛋鸡场", "种畜禽场·种禽场·肉鸡场")
    assert found.columns == ("地区", *named)


def test_a_title_merged_over_some_of_the_columns_is_no_group() -> None:
    rows: Rows = [
        ["2021年各地区主要农业机械拥有量", None, None, None, None],
        ["地区", "动力", None, "水泵", None],
        [None, "2020年", "2021年", "2020年", "2021年"],
        ["北京", 1, 2, 3, 4],
        ["天津", 2, 3, 4, 5],
    ]
    (found,) = tables(sheet(rows, merges=((0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4))))
    assert found.title == "2021年各地区主要农业机械拥有量"
    assert found.columns == ("地区", "动力·2020年", "动力·2021年", "水泵·2020年", "水泵·2021年")


@pytest.mark.parametrize(
    ("words", "unit"), [("单位：人年", "人年"), ("单位:人.人年", "人.人年"), ("单位：个；亿元", "个；亿元")]
)
def test_units_of_work_and_several_units(words: str, unit: str) -> None:
    (found,) = tables(sheet([[words], ["地区", "人员"], ["北京", 1], ["天津", 2]]))
    assert found.unit == unit


def test_lines_below_a_note_and_the_source_of_a_table_are_notes() -> None:
    rows: Rows = [
        ["地区", "2020年", "2021年"],
        ["北京", 1, 2],
        ["天津", 2, 3],
        ["注：2018年起口径调整"],
        ["动力14.7千瓦及以上"],
        ["摘编自《统计年鉴》"],
    ]
    (found,) = tables(sheet(rows))
    assert (found.cells.num_rows, found.counts["note"]) == (2, 3)


def test_the_second_line_of_a_translation_is_no_record() -> None:
    rows: Rows = [
        ["地区", "Region", "2020", "2021"],
        ["北京", "Beijing", 1, 2],
        ["港澳台", "Hong Kong,", 3, 4],
        [None, "Macao & Taiwan", None, None],
        ["其他", "Others", 5, 6],
    ]
    (found,) = tables(sheet(rows))
    assert (found.cells.num_rows, found.counts["note"]) == (3, 1)


def test_days_alone_at_the_end_are_records() -> None:
    rows: Rows = [["数值", "开始", "假日"], [1, "2016-02-01", "2016-02-02"], [None, None, "2016-03-08 00:00:00"]]
    (found,) = tables(sheet(rows))
    assert (found.cells.num_rows, found.counts["note"]) == (2, 0)


def test_headings_of_groups_of_records_are_neither_header_nor_records() -> None:
    rows: Rows = [
        ["货号", "品名", "单价", "库存"],
        ["文具", None, None, None],
        ["000123", "笔", 5, 9],
        ["纸张", None, None, None],
        ["000124", "纸", 6, 8],
    ]
    (found,) = tables(sheet(rows, merges=((1, 0, 1, 3), (3, 0, 3, 3))))
    assert (found.header_row, found.columns) == (1, ("货号", "品名", "单价", "库存"))
    assert cells_of(found) == [["000123", "笔", "5", "9"], ["000124", "纸", "6", "8"]]
    assert found.counts["title"] == 2


def test_a_second_line_of_words_over_all_figures_is_of_the_header() -> None:
    rows: Rows = [
        ["客户", "含税", None, "不含税", None, "备注"],
        ["名称", "数量", "金额", "件数", "总额", "其他"],
        ["甲", 1, 2, 3, 4, "急"],
        ["乙", 2, 3, 4, 5, "缓"],
    ]
    (found,) = tables(sheet(rows))
    assert (found.header_row, found.cells.num_rows) == (2, 2)
    assert found.columns[1:5] == ("含税·数量", "含税·金额", "不含税·件数", "不含税·总额")


def test_a_label_merged_over_two_columns_is_one_column_and_no_gap() -> None:
    rows: Rows = [
        ["序号", "名称", None, "宽", "高"],
        [1, "地柜", None, 850, 690],
        [2, "吊柜", None, 850, 490],
        [3, "转角", None, 900, 490],
    ]
    (found,) = tables(sheet(rows, merges=tuple((row, 1, row, 2) for row in range(4))))
    assert (found.columns, found.addresses) == (("序号", "名称", "宽", "高"), (0, 1, 3, 4))
    assert found.cells.num_rows == 3


def test_halves_of_a_statement_whose_labels_stand_behind_codes() -> None:
    heads = ["代码", "项目", "金额"]
    rows: Rows = [
        [*heads, *heads],
        ["01", "利息收入", 5, "07", "利息支出", 3],
        ["02", "其他收入", 6, "08", "其他支出", 4],
    ]
    income, spending = tables(sheet(rows))
    assert cells_of(income) == [["01", "利息收入", "5"], ["02", "其他收入", "6"]]
    assert cells_of(spending) == [["07", "利息支出", "3"], ["08", "其他支出", "4"]]


def test_a_pivot_report_beside_its_data_is_not_of_them() -> None:
    rows: Rows = [
        ["数量", "单价", None, "行标签", "求和项:数量"],
        [1, 5, None, 5, 1],
        [2, 6, None, 6, 2],
        [3, 7, None, "总计", 6],
    ]
    data, pivot = tables(replace(sheet(rows), pivots=(Box(0, 3, 3, 4),)))
    assert (data.nature, data.columns, data.cells.num_rows) == ("table", ("数量", "单价"), 3)
    assert (pivot.nature, pivot.columns) == ("pivot", ("行标签", "求和项:数量"))


def test_a_continuation_knows_the_totals_and_the_labels_cut_off_above() -> None:
    places = ["北京", "天津", "河北", "山西", "上海", "江苏"]
    first = sheet([["地区", "收入"], ["全国", 25], *([place, 3] for place in places), ["新疆生产建设兵团", 7]], "1")
    # 75 is no sum: a misprint.
    more: Rows = [["全国", 75], *([place, 30] for place in places), ["新疆生产建", 40]]
    found = tables(first, sheet([["续表"], ["地区", "支出"], *more], "2"))[0]
    assert cells_of(found) == [*([place, "3", "30"] for place in places), ["新疆生产建设兵团", "7", "40"]]
    assert found.counts["total"] == 2
    assert is_conserved(found)


def test_the_title_of_a_corrected_header_holds_no_record() -> None:
    rows: Rows = [["订单表"], ["产品", "金额", "数"], ["枪机", 1, 2], ["品名", "价", "量"], ["球机", 2, 3]]
    (found,) = tables(sheet(rows), options=Options(layouts={0: {"header_row": "4"}}))
    assert (found.header_row, found.columns, found.title) == (4, ("品名", "价", "量"), "订单表")
    assert is_conserved(found)
