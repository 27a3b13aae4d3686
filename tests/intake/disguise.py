"""Random tables in random disguises: what a person writes around rows, and the rows that the reader is to give back.

Structure is drawn, so that a failure shrinks; contents come from one drawn seed. Not generated, as a person could not
tell either:
- two tables with different headers, equally long, one blank column apart (a spacer column of one table);
- tables of the same columns below one another without a title or 续表 between (a page break says the same);
- a group's name over columns of a text file where columns of no group follow it with nothing above them;
- two loose words above a header that are no key with its value (they may be groups of columns);
- a total without a label that does not add up (a record without a name), or of fewer than three rows;
- a record of one filled cell (a footer, or a group's heading), a header with a nameless column;
- groups over a table of words only that nothing merges (nothing but their meaning tells names from rows);
- a lone sentence as a footer in a table of two columns (a record without its number);
- decimal commas that nothing quotes between delimiting commas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.intake.disguise_words import (
    ABOVE,
    COMPARED,
    FOOT,
    GROUPS,
    KEY_AND_VALUE,
    NAMES,
    PAIRS,
    PERIODS,
    TEXTS,
    TOTALS,
)

Value = str | int | float | date | None
Line = list[Value]
Merge = tuple[int, int, int, int]  # top, left, bottom, right; 0-based, both ends included
T = TypeVar("T")

WORKBOOKS = ("xlsx", "ods", "xls", "html")
_MERGING = ("xlsx", "ods", "html")
_TYPED = ("xlsx", "ods", "xls")

_LABELS = ("customer", "product", "region", "code", "long", "place")
_KINDS = ("amount", "quantity", "day", "share", "product", "code", "cost", "long", "remark", "region", "customer")
_SUMMED = ("amount", "cost", "quantity")
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_CUTS = ("subtotal", "subtotal", "header", "page", "blank")


@dataclass(frozen=True)
class Column:
    """A column: its kind, its name, and how its values are written."""

    kind: str
    name: str
    style: str
    group: str = ""


@dataclass
class Block:
    """A table as it stands: lines, merges, and what it says (`header` is the 0-based line of the last header row)."""

    columns: list[str]
    rows: list[Line]
    lines: list[Line]
    merges: list[Merge]
    header: int
    counts: dict[str, int]
    summed: tuple[int, ...]


@dataclass
class Expected:
    """What is to be read of one table; `header_row` is 1-based. `counts` holds the kinds that are sure.

    `summed` are the places of columns whose numbers can be added.
    """

    sheet: int
    columns: list[str]
    rows: list[Line]
    header_row: int
    counts: dict[str, int]
    summed: tuple[int, ...] = ()


@dataclass
class Sheet:
    name: str
    lines: list[Line]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False


@dataclass
class Disguised:
    """A file to be written and what is to be read of it; `manner` holds what a text file is written with."""

    container: str
    sheets: list[Sheet]
    tables: list[Expected]
    manner: dict[str, Any]
    tags: list[str]


class Maker:
    """Draws a file. `tags` names the disguises it took."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.tags: list[str] = []
        self.random = Random(draw(st.integers(0, 10_000)))
        self.container = self.one(("xlsx", "csv", "xlsx", "csv", "html", "ods", "xls"))
        self.language = self.one(("zh", "zh", "en", "hant"))
        self.manner: dict[str, Any] = {}
        if self.container == "csv":
            self.manner = self.text_manner()
        if self.container == "xls":
            self.language = "zh" if self.language == "hant" else self.language
        self.tags += [self.container, self.language]

    def one(self, choices: Sequence[T]) -> T:
        return self.draw(st.sampled_from(choices))

    def maybe(self, tag: str, odds: int = 4) -> bool:
        """True once in `odds` draws; the tag is then noted."""
        taken = self.draw(st.integers(0, odds - 1)) == odds - 1
        if taken and tag not in self.tags:
            self.tags.append(tag)
        return taken

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def text_manner(self) -> dict[str, Any]:
        delimiter = self.one((",", ";", "\t", "|"))
        codecs = {"zh": ("gb18030", "utf-16"), "hant": ("big5", "utf-16"), "en": ("latin-1", "utf-16")}[self.language]
        encoding = self.one(("utf-8", "utf-8-sig", *codecs))
        manner = {"delimiter": delimiter, "encoding": encoding, "end": self.one(("\n", "\r\n", "\r"))}
        manner |= {"quoted": self.maybe("all quoted"), "padded": self.maybe("padded", 2), "sep": self.maybe("sep=", 8)}
        manner["decimal"] = "," if (delimiter != "," or manner["quoted"]) and self.maybe("decimal comma") else "."
        self.tags += [encoding, repr(delimiter), repr(manner["end"])]
        return manner

    def columns(self, has_numbers: bool) -> list[Column]:
        kinds = [self.one(_LABELS)]
        kinds += ["customer"] if kinds == ["place"] else []
        kinds += ["amount"] if has_numbers else ["product" if kinds[0] != "product" else "region"]
        allowed = _KINDS if has_numbers else ("product", "remark", "region", "customer")
        kinds += [self.one(allowed) for _ in range(self.number(0, 10))]
        taken, columns = set[str](), []
        for kind in kinds:
            names = [name for name in NAMES[self.language][kind] if name not in taken]
            if names:
                name = self.one(names)
                taken.add(name)
                columns.append(Column(kind, name, self.style(kind)))
        if has_numbers and len(columns) < 9 and self.maybe("periods", 6):
            style = self.style("amount")
            columns += [Column("amount", name, style) for name in self.one(PERIODS[self.language])]
        elif has_numbers and len(columns) < 9 and self.maybe("compared", 6):
            kinds = self.one((["amount", "quantity"], ["quantity", "amount", "share"]))
            styles = [self.style(kind) for kind in kinds]
            for group in self.one(COMPARED[self.language]):
                columns += [
                    Column(kind, NAMES[self.language][kind][0], style, group) for kind, style in zip(kinds, styles)
                ]
        return columns

    def style(self, kind: str) -> str:
        is_typed = self.container in _TYPED
        if kind == "day":
            styles = (
                ("iso", "年月日", "slashes", "dots", "serial") if self.language != "en" else ("iso", "slashes", "dots")
            )
            return self.one(("real", *styles) if self.container in ("xlsx", "ods") else styles)
        if kind in (*_SUMMED, "share"):
            styles = ("plain", "grouped", "wide", "currency", "brackets", "worded")
            styles = ("plain", "grouped", "currency", "brackets") if self.language == "en" else styles
            return self.one(("real", *styles) if is_typed else styles)
        return "text"

    def value(self, column: Column) -> Value:
        kind, dice = column.kind, self.random
        if kind in ("customer", "product", "region", "remark"):
            return dice.choice(TEXTS[self.language][kind])
        if kind == "code":
            return f"{dice.randrange(1, 10**5):07d}"
        if kind == "long":
            return f"{dice.randrange(10**17, 10**18)}"
        if kind == "place":
            return None
        if kind == "day":
            return self.day(column.style, date(2023, 1, 1) + timedelta(dice.randrange(700)))
        if kind == "quantity":
            return self.figure(column.style, Decimal(dice.randrange(1, 5000)))
        if kind == "share":
            tenths = Decimal(dice.randrange(1, 1000)) / 10
            return float(tenths) / 100 if column.style == "real" else self.figure("plain", tenths) + "%"
        cents = dice.choice((10**5, 10**7, 10**9))
        return self.figure(column.style, Decimal(dice.randrange(-cents // 8, cents)).scaleb(-2))

    def day(self, style: str, day: date) -> Value:
        written: dict[str, Value] = {
            "real": day,
            "iso": day.isoformat(),
            "年月日": f"{day.year}年{day.month}月{day.day}日",
            "slashes": f"{day.year}/{day.month}/{day.day}",
            "dots": f"{day.day}.{day.month}.{day.year}",
            "serial": (day - date(1899, 12, 30)).days,
        }
        value = written[style]
        return str(value) if isinstance(value, int) and self.container not in _TYPED else value

    def figure(self, style: str, number: Decimal) -> Any:
        if style == "real":
            return int(number) if number == number.to_integral_value() else float(number)
        text = str(number) if style == "plain" else f"{number:,}"
        if style == "brackets" and number < 0:
            text = f"({text[1:]})"
        if self.manner.get("decimal") == ",":
            text = text.translate(str.maketrans(",.", ".,"))
        if style == "currency" and self.language == "hant" and "NT$" not in self.tags:
            self.tags.append("NT$")
        sign = {"zh": "￥" if self.container == "xls" else "¥", "hant": "NT$", "en": "$"}[self.language]
        if style == "worded":
            self.tags += [] if "元 in cells" in self.tags else ["元 in cells"]
            return f"{text}元"
        return text.translate(_WIDE) if style == "wide" else f"{sign}{text}" if style == "currency" else text

    def rows(self, columns: list[Column], least: int = 2, most: int = 40) -> list[Line]:
        """Rows with a few cells missing or marked so; the first cell and one more are always there."""
        gaps = self.maybe("gaps", 3)
        rows: list[Line] = []
        is_numbered = columns[0].kind == "place"
        for _ in range(self.number(least, most)):
            row = [self.value(column) for column in columns]
            row[0] = (len(rows) + 1 if self.container in _TYPED else str(len(rows) + 1)) if is_numbered else row[0]
            for place in range(2, len(row)) if gaps else ():
                if self.random.random() < 0.2:
                    row[place] = self.random.choice(
                        (None, None, "-", "—", "N/A") if self.language != "en" else (None, None, "-", "N/A")
                    )
            rows.append(row)
        return rows

    def header(self, columns: list[Column]) -> tuple[list[Line], list[Merge], list[str]]:
        """The header's lines, merges, and the names that its levels make."""
        names = [column.name for column in columns]
        if any(column.group for column in columns):
            return self.compared(columns)
        known = [name for kind in NAMES[self.language].values() for name in kind]
        if self.language != "en" and {*names} <= {*known} and self.maybe("bilingual", 6):
            english = [NAMES["en"][c.kind][NAMES[self.language][c.kind].index(c.name) % 2] for c in columns]
            if self.maybe("in one cell", 2):
                cells = [f"{name}\n{other}" for name, other in zip(names, english)]
                return [list(cells)], [], [cell.replace("\n", " ") for cell in cells]
            joined = [f"{name}·{other}" for name, other in zip(names, english)]
            return [list(names), list(english)], [], joined
        is_plain = any(column.kind in (*_SUMMED, "share") for column in columns) or self.container in _MERGING
        if len(columns) >= 4 and is_plain and self.maybe("levels", 4):
            return self.levels(names, [column.kind for column in columns])
        if self.language != "en" and self.maybe("spaced header", 6):
            return [[" ".join(name) if len(name) == 2 else f" {name} " for name in names]], [], names
        return [list(names)], [], names

    def compared(self, columns: list[Column]) -> tuple[list[Line], list[Merge], list[str]]:
        """The same measures under each group."""
        self.tags += ["levels unmerged"] if self.container not in _MERGING else []
        lines: list[Line] = [[None] * len(columns) for _ in range(2)]
        merges: list[Merge] = []
        for place, column in enumerate(columns):
            if not column.group:
                lines[0][place] = column.name
                merges.append((0, place, 1, place))
                continue
            lines[1][place] = column.name
            if columns[place - 1].group != column.group:
                lines[0][place] = column.group
                last = max(at for at, other in enumerate(columns) if other.group == column.group)
                merges.append((0, place, 0, last))
        joined = [f"{column.group}·{column.name}" if column.group else column.name for column in columns]
        return lines, merges if self.container in _MERGING else [], joined

    def levels(self, names: list[str], kinds: list[str]) -> tuple[list[Line], list[Merge], list[str]]:
        """Groups over the last columns, two and more each; perhaps one word over all groups."""
        width = len(names)
        first = self.number(1, width - 2)
        half = (width - first) // 2
        starts = [first, first + half] if half >= 2 and self.maybe("two groups", 2) else [first]
        if any(kinds[start] not in (*_SUMMED, "share", "day") for start in starts):
            self.tags.append("group over words" if self.container in _MERGING else "words over words")
        if self.container not in _MERGING:
            self.tags.append("levels unmerged")
        depth = 3 if len(starts) > 1 and self.maybe("three levels", 2) else 2
        words = self.random.sample([word for word in GROUPS[self.language] if word not in names], 3)
        lines: list[Line] = [[None] * width for _ in range(depth)]
        merges, joined = [], list(names)
        for start, end, word in zip(starts, [*starts[1:], width], words):
            lines[depth - 2][start] = word
            merges.append((depth - 2, start, depth - 2, end - 1))
            joined[start:end] = [f"{word}·{name}" for name in names[start:end]]
        lines[-1][first:] = names[first:]
        if depth == 3:
            lines[0][first] = words[2]
            merges.append((0, first, 0, width - 1))
            joined[first:] = [f"{words[2]}·{name}" for name in joined[first:]]
        for place in range(first):
            lines[0][place] = names[place]
            merges.append((0, place, depth - 1, place))
        return lines, merges if self.container in _MERGING else [], joined

    def above(self, title: str | None = None) -> list[Line]:
        lines: list[Line] = [[title]] if title else []
        for _ in range(self.number(0, 4) if self.maybe("above", 2) else 0):
            if self.maybe("key and value above", 8):
                both: Line = [*KEY_AND_VALUE[self.language]]
                lines += [both] if both not in lines else []
            elif self.maybe("pairs above", 5):
                pairs: Line = [*PAIRS[self.language]]
                lines += [pairs] if pairs not in lines else []
            elif self.maybe("blank above", 5):
                lines.append([])
            else:
                line: Line = [self.one(ABOVE[self.language])]
                lines += [line] if line not in lines else []
        return lines

    def total(self, columns: list[Column], rows: list[Line], label: str | None, is_right: bool) -> Line:
        """A row of sums in the manner of its columns, right or a little off."""
        line: Line = [label, *[None] * (len(columns) - 1)]
        if columns[0].kind == "place" and self.maybe("total label second", 2):
            line[:2] = [None, label]
        for place, column in enumerate(columns):
            if column.kind in _SUMMED:
                total = sum((plain(row[place], self.manner.get("decimal", ".")) for row in rows), Decimal(0))
                line[place] = self.figure(column.style, total if is_right else total + 7)
        return line

    def block(self, columns: list[Column], rows: list[Line], title: str | None = None) -> Block:
        """The table with its titles, its total rows, repeated headers and footers."""
        heads, merges, names = self.header(columns)
        above = self.above(title)
        lines = [*above, *heads]
        merges = [(top + len(above), left, bottom + len(above), right) for top, left, bottom, right in merges]
        if self.container in _MERGING and self.maybe("merged titles", 2):
            merges += [(row, 0, row, len(columns) - 1) for row, line in enumerate(above) if len(line) == 1]
        counts = {"header": len(heads), "total": 0, "repeated": 0}
        words = self.one(TOTALS[self.language]) if any(column.kind in _SUMMED for column in columns) else None
        runs = self.runs(columns, rows)
        on_top = words is not None and self.maybe("total on top", 8)
        if on_top and words:
            lines.append(self.total(columns, rows, words[1], True))
            counts["total"] += 1
        for place, run in enumerate(runs):
            if len(runs) > 1 and runs == self.merged and len(run) > 1:
                merges.append((len(lines), 0, len(lines) + len(run) - 1, 0))
                lines += [run[0], *([None, *row[1:]] for row in run[1:])]
            else:
                lines += run
            if place < len(runs) - 1:
                self.cut(lines, counts, columns, run, heads, words, above)
        if words and not on_top and self.maybe("total", 2):
            bare = (
                len(runs) == 1
                and len(rows) >= 3
                and columns[0].kind in ("customer", "product")
                and self.maybe("bare", 6)
            )
            is_right = bare or not self.maybe("wrong total")
            lines.append(self.total(columns, rows, None if bare else words[1], is_right))
            counts["total"] += 1
        lines += self.foot(len(columns))
        return Block(names, rows, lines, merges, len(above) + len(heads) - 1, counts, places_summed(columns))

    def runs(self, columns: list[Column], rows: list[Line]) -> list[list[Line]]:
        """The rows in runs between which something else stands; under merged labels a run has one label."""
        self.merged: list[list[Line]] = []
        if (
            self.container in _MERGING
            and columns[0].kind == "region"
            and len(rows) > 3
            and self.maybe("merged down", 2)
        ):
            labels = TEXTS[self.language]["region"][: self.number(2, 3)]
            size = -(-len(rows) // len(labels))
            for place, row in enumerate(rows):
                row[0] = labels[place // size]
            runs = [rows[start : start + size] for start in range(0, len(rows), size)]
            self.merged = runs
            return runs
        if len(rows) > 3 and self.maybe("cuts", 3):
            cut = self.number(2, len(rows) - 2)
            return [rows[:cut], rows[cut:]]
        return [rows]

    def cut(
        self,
        lines: list[Line],
        counts: dict[str, int],
        columns: list[Column],
        run: list[Line],
        heads: list[Line],
        words: tuple[str, str] | None,
        above: list[Line],
    ) -> None:
        """What stands between two runs: a subtotal, the header again, a page break, a blank row."""
        kind = self.one(_CUTS)
        self.tags.append(f"cut by {kind}")
        if kind == "subtotal" and words:
            lines.append(self.total(columns, run, words[0], not self.maybe("wrong subtotal")))
            counts["total"] += 1
        if kind == "page":
            lines += [[], *[line for line in above[:1] if len(line) == 1]]
        if kind in ("header", "page"):
            lines += heads
            counts["repeated"] += len(heads)
        if kind == "blank":
            lines.append([])

    def foot(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for place in range(self.number(1, 2) if self.maybe("foot", 3) else 0):
            line: Line = [*self.one(FOOT[self.language])]
            if len(line) > width or (width < 3 and str(line[0]).startswith(("以上", "第"))):
                continue
            lines += [[], line] if not place and self.maybe("blank before foot", 2) else [line]
        return lines


def places_summed(columns: Sequence[Column]) -> tuple[int, ...]:
    """The places of columns whose every cell is a number to the whole product: words behind digits are not counted."""
    return tuple(place for place, one in enumerate(columns) if one.kind in _SUMMED and one.style != "worded")


def plain(value: Value, decimal: str = ".") -> Decimal:
    """The number that a cell says, 0 for none; written another way than the reader's."""
    if value in (None, "-", "—", "N/A"):
        return Decimal(0)
    if isinstance(value, int | float):
        return Decimal(str(value))
    text = str(value).translate(str.maketrans("０１２３４５６７８９．，（）", "0123456789.,()")).strip("¥￥NT$元 ")
    text = text.replace(".", "").replace(",", ".") if decimal == "," else text.replace(",", "")
    if text.startswith("("):
        return -plain(text.strip("()"))
    return Decimal(text.replace("¥", "").replace("$", ""))
