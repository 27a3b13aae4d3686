"""Laws of numbers and words: unknown is never 0, one unit a chart, halves away from zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.text import Text, language, money, money_scale, number, percent, rounded


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (None, "—", "—"),
        (0, "0.00 元", "0.00 CNY"),
        (Decimal("137000000"), "1.37 亿元", "137.0 M"),
        (Decimal("-25000"), "-2.50 万元", "-25.00 K"),
        (Decimal("12345678.9"), "1,235 万元", "12.35 M"),
    ],
)
def test_money_reads_in_the_units_of_each_language(value: Decimal | None, zh: str, en: str) -> None:
    assert money(value, "zh") == zh
    assert money(value, "en") == en


def test_halves_round_away_from_zero() -> None:
    assert rounded(Decimal("2.675"), 2) == Decimal("2.68")
    assert rounded(Decimal("-2.675"), 2) == Decimal("-2.68")
    assert percent(Decimal("0.0005")) == "0.1%"


def test_unknown_is_a_dash() -> None:
    assert percent(None) == number(None) == "—"


def test_one_scale_serves_a_chart() -> None:
    assert money_scale(Decimal("5e8"), "zh") == (100_000_000, "亿元")
    assert money_scale(None, "en") == (1, "CNY")


def test_language_is_asked_then_set_then_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAM_LANG", raising=False)
    assert language() == "zh"
    monkeypatch.setenv("KAM_LANG", "en")
    assert language() == "en"
    assert language("zh") == "zh"
    assert Text("一", "one")("en") == "one"
