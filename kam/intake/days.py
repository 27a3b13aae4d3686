"""Days and periods from the ways people write them, as SQL over text columns.

Two digits for a year: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999, as POSIX has it. Years of the Republic
of China (民國) run 1911 behind: three digits are always such a year, two where the column says so (order roc).
"""

from __future__ import annotations

ORDERS = ("dmy", "mdy", "ymd", "roc")
HALF = ("０１２３４５６７８９．／－（）：，\u3000\u00a0", "0123456789./-():,  ")
_NUMERALS = "〇○零一二三四五六七八九十廿卅元"
_SPELT = (
    ("元([年月])", r"1\1"),
    ("廿", "二十"),
    ("卅", "三十"),
    ("([一二三])十([一二三四五六七八九])", r"\1\2"),
    ("([一二三])十", r"\10"),
    ("十([一二三四五六七八九])", r"1\1"),
    ("十", "10"),
)
_HALVES = r"上午|下午|中午|早上|晚上|凌晨|[ap][.]?m[.]?"
_WEEKDAY = (
    r"(?:[(]?(?:星期|周|週|礼拜|禮拜)[1-6一二三四五六日天][)]?|[(][1-6日][)]"
    r"|[(]?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?[)]?)"
)
_CLOCK = (
    rf"(?:{_HALVES})?\s*\d{{1,2}}\s*[:时時点點](?:\s*\d{{1,2}}\s*[:分]?(?:\s*\d{{1,2}}(?:[.,:]\d+)?\s*秒?)?)?"
    rf"\s*(?:{_HALVES})?\s*(?:z|utc|gmt|cst|[+-]\d{{2}}:?\d{{2}})?"
)
_TAIL = rf"(?:[\s,t]*{_WEEKDAY})?(?:[\s,t]*{_CLOCK})?\s*$"
_REPUBLIC = r"(?:中華|中华)?(?:民國|民国)\s*"
_ISO = r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
_YEAR_FIRST = rf"^(\d{{4}})(?:\s*[-年/.]\s*|\s)(\d{{1,2}})(?:\s*[-月/.]\s*|\s)(\d{{1,2}})\s*[日号號]?{_TAIL}"
_YEAR_SHORT = rf"^({_REPUBLIC})?(\d{{1,3}})\s*([-年/.])\s*(\d{{1,2}})\s*[-月/.]\s*(\d{{1,2}})\s*[日号號]?{_TAIL}"
THREE_PARTS = rf"^(\d{{1,2}})([-/.])(\d{{1,2}})(月?)[-/.](\d{{4}}|\d{{1,2}}){_TAIL}"
_COMPACT = r"^(\d{4})(\d\d)(\d\d)(?:\.0|\d{6}|[ t]?\d\d:\d\d(?::\d\d)?)?$"
_COMPACT_REPUBLIC = r"^()(1[0-3]\d)(\d\d)(\d\d)(?:\.0)?$"
_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_MARK = r"[-/.,\s]+"
_NAMED = (
    (rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:{_MARK}|of)*{_MONTH}{_MARK}(\d{{4}}|\d{{2}})", "d m y"),
    (rf"{_MONTH}{_MARK}(\d{{1,2}})(?:st|nd|rd|th)?{_MARK}(\d{{4}}|\d{{2}})", "m d y"),
    (rf"(\d{{4}}){_MARK}{_MONTH}{_MARK}(\d{{1,2}})", "y m d"),
)
_NAMED_MONTH = (
    (rf"^(){_MONTH}(?:{_MARK}|\x27)(\d{{4}}|\d{{2}})$", "r m y"),
    (rf"^()(\d{{4}}){_MARK}{_MONTH}$", "r y m"),
)
_SERIAL = r"^(\d{5})(?:\.\d+)?$"
_SERIALS = "BETWEEN 20000 AND 73415"  # 1954 to 2100
_YEAR = rf"({_REPUBLIC})?(?:fy)?(\d{{2,4}})"
_YEAR_ALONE = rf"^{_YEAR}(?:\.0|\s*年度?|\s*财年)?$"
_YEAR_QUARTER = rf"^{_YEAR}\s*[-年/.]?\s*第?\s*(?:q\s*([1-4])|([1-4])\s*季度?|([1-4])\s*q)$"
_QUARTER_YEAR = r"^()(?:第?\s*([1-4])\s*(?:q|季度?)|q\s*([1-4]))\s*[-/,\x27年]?\s*(?:fy)?(\d{4}|\d{2})\s*年?$"
_YEAR_MONTH = rf"^({_REPUBLIC})?(\d{{4}}|1\d{{2}})\s*[-/.年]\s*(\d{{1,2}})(?:月份?|[-/.月]\d{{1,2}}日?{_TAIL[:-1]})?$"
_SHORT_YEAR_MONTH = rf"^({_REPUBLIC})?(\d{{2,3}})\s*年\s*(\d{{1,2}})\s*月份?$"
_MONTH_YEAR = r"^()(\d{1,2})(?:[-/.]|月\s*[-/.,]?\s*)(\d{4})年?$"
_MONTH_SHORT_YEAR = r"^()(\d{1,2})月[-/](\d{2})$"


def let(value: str, name: str, body: str) -> str:
    """SQL that computes `value` once and uses it in `body` under a name."""
    return f"list_transform([{value}], lambda {name}: {body})[1]"


def normal(text: str) -> str:
    """Half-width, lower case, Chinese numerals as digits: 二〇二四年十二月三十一日 is 2024年12月31日."""
    spelt = "n"
    for pattern, into in _SPELT:
        spelt = f"regexp_replace({spelt}, '{pattern}', '{into}', 'g')"
    digits = f"translate({spelt}, '〇○零一二三四五六七八九', '000123456789')"
    plain = f"trim(lower(translate({text}, '{HALF[0]}', '{HALF[1]}')))"
    return let(plain, "n", f"CASE WHEN regexp_matches(n, '[{_NUMERALS}]') THEN {digits} ELSE n END")


def day(text: str, order: str) -> str:
    """A day from ISO, y/m/d, 2026年3月31日 下午3:05, 20260331, 31-Mar-2026, 民國115年3月31日, Excel's serial.

    `order` says what 3/4/26 is: dmy, mdy, ymd or roc. A text that leaves out the year or the day is no day.
    """
    quick = f"CASE WHEN regexp_full_match({text}, '{_ISO}') THEN TRY_CAST(left({text}, 10) AS DATE) END"
    ways = (_full(), _compact(), _three_parts(order), _short_year(order), _republic_compact(), _named(), _serial())
    slow = let(normal(text), "t", f"COALESCE({', '.join(ways)})")
    return f"COALESCE({quick}, {slow})"


def _parts(pattern: str, names: str, body: str) -> str:
    """The body over the groups of the text t as a struct p; they are '' where the text does not fit."""
    return let(f"regexp_extract(t, '{pattern}', {names.split()})", "p", body)


def _date(year: str, month: str, on: str) -> str:
    return f"TRY_CAST({year} || '-' || {month} || '-' || {on} AS DATE)"


def _century(year: str) -> str:
    """Four digits of a year of two; longer ones stay."""
    return (
        f"(CASE WHEN length({year}) = 2 THEN CASE WHEN {year} <= '68' THEN '20' ELSE '19' END || {year} "
        f"WHEN length({year}) = 4 THEN {year} END)"
    )


def _of_republic(year: str) -> str:
    return f"CAST(TRY_CAST({year} AS INTEGER) + 1911 AS VARCHAR)"


def _full() -> str:
    return _parts(_YEAR_FIRST, "y m d", _date("p.y", "p.m", "p.d"))


def _compact() -> str:
    return _parts(_COMPACT, "y m d", f"CASE WHEN p.y BETWEEN '1900' AND '2100' THEN {_date('p.y', 'p.m', 'p.d')} END")


def _three_parts(order: str) -> str:
    """3/4/26, a-b-c; a month that says 月 (20-1月-24) stands between day and year."""
    day_first = _date(_century("p.c"), "p.b", "p.a")
    forms = {
        "dmy": day_first,
        "mdy": _date(_century("p.c"), "p.a", "p.b"),
        "ymd": f"CASE WHEN length(p.c) <= 2 THEN {_date(_century('p.a'), 'p.b', 'p.c')} END",
    }
    plain = forms.get(order, "NULL")
    return _parts(THREE_PARTS, "a s b u c", f"CASE WHEN p.u = '' THEN {plain} ELSE {day_first} END")


def _short_year(order: str) -> str:
    """民國113年3月5日, 113/3/5 and, with 年 or in a column of such years, 24年3月5日 and 93.6.1."""
    republic = "p.r <> '' OR length(p.y) = 3" + (" OR length(p.y) = 2" if order == "roc" else "")
    return _parts(
        _YEAR_SHORT,
        "r y s m d",
        f"CASE WHEN {republic} THEN {_date(_of_republic('p.y'), 'p.m', 'p.d')} "
        f"WHEN p.s = '年' THEN {_date(_century('p.y'), 'p.m', 'p.d')} END",
    )


def _republic_compact() -> str:
    return _parts(_COMPACT_REPUBLIC, "r y m d", _date(_of_republic("p.y"), "p.m", "p.d"))


def _named() -> str:
    """5-Mar-2024, Tue, 5 March 24, Mar 5th, 2024 10:00 AM, 2024-Mar-05."""
    ways = (
        _parts(rf"^(?:{_WEEKDAY}\s*)?{pattern}{_TAIL}", names, _date(_century("p.y"), _month_number(), "p.d"))
        for pattern, names in _NAMED
    )
    return f"CASE WHEN regexp_matches(t, '[a-z]{{3}}') THEN COALESCE({', '.join(ways)}) END"


def _month_number() -> str:
    """The digits of an English month, p.m."""
    return "CAST((strpos('janfebmaraprmayjunjulaugsepoctnovdec', left(p.m, 3)) + 2) // 3 AS VARCHAR)"


def _serial() -> str:
    number = f"TRY_CAST(regexp_extract(t, '{_SERIAL}', 1) AS INTEGER)"
    return f"CASE WHEN {number} {_SERIALS} THEN DATE '1899-12-30' + {number} END"


def period(text: str) -> str:
    """2025, 2025Q3 or 2025-07 from the ways people write years, quarters and months; a half year is none of them.

    Two digits from 80 on are years of the Republic: no one's books of 1980 to 1999 come in, those of 1991 on do.
    """
    ways = (*_months(), *_quarters(), _years())
    return let(normal(text), "t", f"COALESCE({', '.join(ways)})")


def _period_year(year: str = "p.y") -> str:
    return (
        f"CASE WHEN p.r <> '' OR length({year}) = 3 OR length({year}) = 2 AND {year} >= '80' THEN {_of_republic(year)} "
        f"WHEN length({year}) = 2 THEN '20' || {year} "
        f"WHEN {year} BETWEEN '1900' AND '2100' THEN {year} END"
    )


def _month(pattern: str, names: str) -> str:
    is_month = "TRY_CAST(p.m AS INTEGER) BETWEEN 1 AND 12"
    return _parts(pattern, names, f"CASE WHEN {is_month} THEN ({_period_year()}) || '-' || lpad(p.m, 2, '0') END")


def _months() -> tuple[str, ...]:
    numbers = (
        (_YEAR_MONTH, "r y m"),
        (r"^()((?:19|20)\d\d)(0[1-9]|1[0-2])$", "r y m"),
        (_SHORT_YEAR_MONTH, "r y m"),
        (_MONTH_YEAR, "r m y"),
        (_MONTH_SHORT_YEAR, "r m y"),
        (r"^()(1[0-3]\d)(0[1-9]|1[0-2])$", "r y m"),
    )
    year = "CASE WHEN length(p.y) = 2 THEN '20' || p.y ELSE p.y END"
    month = f"({year}) || '-' || lpad({_month_number()}, 2, '0')"
    words = ", ".join(
        _parts(pattern, names, f"CASE WHEN p.m <> '' THEN {month} END") for pattern, names in _NAMED_MONTH
    )
    named = f"CASE WHEN regexp_matches(t, '[a-z]{{3}}') THEN COALESCE({words}) END"
    serial = f"strftime({_serial()}, '%Y-%m')"
    return (*(_month(pattern, names) for pattern, names in numbers), named, serial)


def _quarters() -> tuple[str, ...]:
    said = f"CASE WHEN p.y <> '' THEN ({_period_year()}) || 'Q' || p.a || p.b"
    return _parts(_YEAR_QUARTER, "r y a b c", f"{said} || p.c END"), _parts(_QUARTER_YEAR, "r a b y", f"{said} END")


def _years() -> str:
    """A bare number is a year when it has four digits; 113 and 24 want their 年."""
    said = "p.r <> '' OR length(p.y) = 4 OR contains(t, '年') OR starts_with(t, 'fy')"
    return _parts(_YEAR_ALONE, "r y", f"CASE WHEN p.y <> '' AND ({said}) THEN {_period_year()} END")
