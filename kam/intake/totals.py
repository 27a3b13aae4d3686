"""Total rows found by arithmetic, where no label says so. A row that may be a record stays one."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kam.intake.figures import Numbers, adds_up, figure, figures
from kam.intake.signs import is_missing

Codes = np.ndarray[tuple[int], np.dtype[np.int8]]
Places = np.ndarray[tuple[int], np.dtype[np.int64]]

TOTAL = 5  # its place in rows.KINDS, which needs this module
_LARGE = 20_000  # rows; beyond, only rows without a label and those at the ends are looked at
_ENDS = 5  # known totals at either end; a grand total stands there
_UNLABELLED = 200  # more rows without a label than that are no totals but a sparse column
_LABEL_COLUMNS = 4
_LOOKED_AT = 1000  # rows that tell whether a column holds words
_PROVINCES = re.compile(
    r"(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川"
    r"|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)(?:省|市|(?:壮族|回族|维吾尔)?自治区)?"
)
_ENOUGH_PROVINCES = 8
_WHOLE = re.compile(
    r"(?:全(?:国|省|市|区|县|州|球|世界|集团|公司|系统|行业|部|体|院|校|厂|行)|总(?:数|量|额|体)|汇总|整体|各地区)"
    r"(?:合计|总计|汇总)?(?:[（(].*|[a-z]*)|national(?:total)?|nationwide|overall|all|allregions|worldwide|world|global"
)
_GROUP = re.compile(
    r"(?:[东西中南北]部|华[东南西北中]|东北|西北|西南|东南|中南|沿海|内陆)(?:地区|区域|大区|片区|各省)?(?:合计|小计)?"
    r"|.{1,8}(?:地区|区域|大区|片区|合计|小计)|(?:.{1,20})?(?:region|area|zone)"
    r"|(?:north|south)?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?|central"
)
_REGION_OF_CHINA = re.compile(r"全国|(?:[东西中]部|华[东南西北中]|东北|西北|西南|中南)(?:地区)?(?:[a-z]*)")


def arithmetic_totals(cells: pa.Table, codes: Codes) -> list[int]:
    """Places of the rows coded as data that are totals or subtotals by what they add up to, in rising order.

    `cells` are the rows below a header, `codes` their kinds as places in rows.KINDS.
    """
    if cells.num_columns == 0 or int((codes == 0).sum()) < 2:
        return []
    rows = _Rows(cells, codes.copy())
    looks = [rows.groups_among_provinces, rows.whole, rows.groups_that_add_up, rows.unlabelled]
    if cells.num_rows > _LARGE:
        looks = [rows.whole, rows.unlabelled]
    for look in looks:
        rows.codes[look()] = TOTAL
    return [int(place) for place in np.flatnonzero((rows.codes == TOTAL) & (codes == 0))]


def label_of(text: str) -> str:
    """A label without its spaces, in small letters: 全　国 is 全国."""
    return re.sub(r"\s+", "", text).casefold()


def is_group(label: str) -> bool:
    """Whether a label of `label_of` names a group of regions: 东部地区, 华北, Eastern Region."""
    return _GROUP.fullmatch(label) is not None


@dataclass(slots=True)
class _Rows:
    """The rows below a header while totals are looked for; those found are coded as such."""

    cells: pa.Table
    codes: Codes
    _numbers: dict[int, Numbers] = field(default_factory=dict)

    @property
    def data(self) -> Places:
        return np.flatnonzero(self.codes == 0)

    def numbers(self, column: int) -> Numbers:
        if column not in self._numbers:
            self._numbers[column] = figures(self.cells.column(column))
        return self._numbers[column]

    def row(self, place: int) -> dict[int, float]:
        """Column -> number of a row."""
        texts = [column[place].as_py() for column in self.cells.columns]
        found = {column: figure(text) for column, text in enumerate(texts) if text is not None}
        return {column: number for column, number in found.items() if not math.isnan(number)}

    def label(self, place: int) -> str:
        """The first word of a row's first cells, '' for none."""
        texts = [column[place].as_py() for column in self.cells.columns[:_LABEL_COLUMNS]]
        said = [text for text in texts if text is not None and not is_missing(text) and math.isnan(figure(text))]
        return label_of(said[0]) if said else ""

    def matched(self, place: int, addends: Places, times: float = 1.0) -> list[bool]:
        """For each number of a row that is not 0 whether the addends sum to `times` it."""
        pairs = ((number, self.numbers(column)[addends]) for column, number in self.row(place).items() if number)
        return [adds_up(number, column, times) for number, column in pairs if not np.isnan(column).all()]

    def whole(self) -> list[int]:
        """全国, 汇总, National in the first or last row, when most of its numbers are what the others sum to.

        Or half of that: the others hold subtotals.
        """
        data = self.data
        for place in (data[0], data[-1]) if len(data) > 2 else ():
            if _WHOLE.fullmatch(self.label(int(place))):
                rest = data[data != place]
                if _most(self.matched(int(place), rest)) or _most(self.matched(int(place), rest, 2.0)):
                    return [int(place)]
        return []

    def groups_among_provinces(self) -> list[int]:
        """东部地区, 华北, 全国 among eight provinces and more that stand once each in one column."""
        for column in range(min(_LABEL_COLUMNS, self.cells.num_columns)):
            texts = self.cells.column(column).to_pylist()
            said = {int(place): label_of(texts[place]) for place in self.data if texts[place] is not None}
            labels = Counter(said.values())
            provinces = [label for label in labels if _PROVINCES.fullmatch(label)]
            if len(provinces) >= _ENOUGH_PROVINCES and all(labels[label] == 1 for label in provinces):
                groups = [place for place, label in said.items() if _REGION_OF_CHINA.fullmatch(label)]
                return [place for place in groups if labels[said[place]] == 1]
        return []

    def groups_that_add_up(self) -> list[int]:
        """Rows labelled like regions that sum to a known total of which the data sum to the double."""
        data = self.data
        known = np.flatnonzero(self.codes == TOTAL).tolist()
        for place in dict.fromkeys((*known[:_ENDS], *known[-_ENDS:])):
            if not _most(self.matched(place, data, 2.0)):
                continue
            labelled = [int(other) for other in data if is_group(self.label(int(other)))]
            for groups in (labelled, *_runs(labelled, data.tolist())):
                if 1 < len(groups) < len(data) - 1 and _most(self.matched(place, np.array(groups))):
                    return groups
        return []

    def unlabelled(self) -> list[int]:
        """Rows of nothing but numbers, each the sum of the rows since the last total, or of all rows before it."""
        codes = self.codes.copy()
        found = []
        for place in self._without_label():
            before = np.flatnonzero(codes[:place] == 0)
            ends = np.flatnonzero(codes[:place] == TOTAL)
            since = before[before > ends[-1]] if len(ends) else before
            if self._is_sum(place, since) or (len(ends) and self._is_sum(place, before)):
                found.append(place)
                codes[place] = TOTAL
        return found

    def _is_sum(self, place: int, addends: Places) -> bool:
        matched = self.matched(place, addends)
        said = sum(number != 0 for number in self.row(place).values())
        is_enough = len(addends) >= (2 if len(matched) > 1 else 3) and len(matched) > 0
        return is_enough and len(matched) == said and all(matched)

    def _without_label(self) -> list[int]:
        """Rows whose wordy columns are empty, where there are such columns and not too many such rows."""
        data = self.data
        wordy = [column for column in self.cells.columns if _is_wordy(column, data)]
        if not wordy:
            return []
        empty = np.logical_and.reduce([pc.is_null(column).to_numpy() for column in wordy])
        bare = np.flatnonzero(empty & (self.codes == 0))
        if len(bare) > min(_UNLABELLED, len(data) // 2):
            return []
        return [int(place) for place in bare if self._is_bare(int(place))]

    def _is_bare(self, place: int) -> bool:
        """Whether a row holds numbers and nothing else, dashes aside."""
        texts = [column[place].as_py() for column in self.cells.columns]
        said = [text for text in texts if text is not None and not is_missing(text)]
        return bool(said) and not any(math.isnan(figure(text)) for text in said)


def _is_wordy(column: pa.ChunkedArray, data: Places) -> bool:
    """Whether half of the first rows hold text there."""
    first = column.take(pa.array(data[:_LOOKED_AT]))
    words = int(np.isnan(figures(first)).sum()) - first.null_count
    return bool(2 * words >= len(first))


def _most(matched: list[bool]) -> bool:
    return bool(matched) and 3 * sum(matched) >= 2 * len(matched)


def _runs(places: list[int], data: list[int]) -> list[list[int]]:
    """The places cut where other data stand between them."""
    order = {place: number for number, place in enumerate(data)}
    runs: list[list[int]] = []
    for place in places:
        if runs and order[place] == order[runs[-1][-1]] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
