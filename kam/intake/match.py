"""Which dataset a table is and which column is which: by header words, near words, the sheet's name and the values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kam.dataset import Dataset
from kam.errors import Misuse
from kam.intake.across import long_column, spelled_out
from kam.intake.alike import carried_over, nearest, of_this_title
from kam.intake.guess import Guess, guess, returned_number
from kam.intake.headings import normal, words
from kam.intake.mapping import fingerprint
from kam.intake.report import Mapping, Options
from kam.intake.table import SheetTable
from kam.text import Text

_WANTED = 0.3  # below this a table is no dataset
_SURE = 0.6  # below this a person must say yes
_FARTHEST = 0.15  # below this it comes near to nothing
_CARRIED = 0.9  # of a mapping that was approved for a similar header
_LOOKED_AT = 200  # rows that may be headers of other tables
_MOST_HEADERS = 0.1  # a larger part of such rows is a page that describes tables

_SAME = Text("与您确认过的表头相同。", "The header is one that you approved before.")
_LIKE = Text("表头与您确认过的一张表相近。", "The header is nearly one that you approved before.")
_DESCRIBES = Text("各行是其他表的表头，不是数据。", "Its rows are headers of other tables, not data.")
_NOTHING = Text("没有与任何数据集相近的列。", "No column is like one of any dataset.")
_MISSES = Text("最接近“{label}”，但缺少：{names}。", "Nearest to {label}, but it lacks: {names}.")
_LITTLE = Text("最接近“{label}”，但能对上的列太少。", "Nearest to {label}, but too few of its columns are known.")
_COLUMNS = Text("{total} 列中对上 {used} 列", "{used} of {total} columns matched")
_HOW = {
    "own": Text("{n} 列按表头", "{n} by name"),
    "alias": Text("{n} 列按别名", "{n} by another name"),
    "near": Text("{n} 列按相近的词", "{n} by a similar word"),
    "values": Text("{n} 列按内容", "{n} by their values"),
    "across": Text("{n} 列的表头是{long}", "{n} whose headers are values of {long}"),
}
_TITLED = Text("表名或标题说明了它是什么", "the sheet's name or title says what it is")
_UNSURE = Text("有的列只是推测，请确认", "some columns are a guess, please confirm")


@dataclass(frozen=True, slots=True)
class Match:
    """What a table was taken for, how surely and why; `is_proposal` wants a person's yes.

    `reason` is None where a person decided. `long` is the dataset column that headers were turned into rows of.
    """

    dataset: Dataset | None
    mapping: Mapping | None
    confidence: float
    reason: Text | None
    is_proposal: bool
    ignored: tuple[str, ...]
    fingerprint: str
    long: str = ""


def recognise(table: SheetTable, datasets: Sequence[Dataset], options: Options) -> Match:
    """The dataset and mapping of a table. A given mapping rules, then a remembered one, then the best guess.

    One remembered of a similar header is carried over to this one. Raises Misuse for a given dataset that is none.
    """
    name = fingerprint(table.columns)
    by_name = {dataset.name: dataset for dataset in datasets}
    given = options.mapping
    if given is not None:
        if given.dataset not in by_name:
            raise Misuse(Text(f"没有数据集 {given.dataset}", f"no dataset {given.dataset}"))
        return _known(table, by_name[given.dataset], given, name, None)
    if found := _remembered(table, by_name, options, name):
        return found
    wanted = [by_name[options.dataset]] if options.dataset else [one for one in datasets if not one.is_own]
    guesses = [guess(table, dataset, name, options.dataset is not None) for dataset in wanted]
    if not options.dataset and _describes_tables(table, datasets):
        return Match(None, None, 0.0, _DESCRIBES, False, table.columns, name)
    whole = [one for one in guesses if options.dataset or one.is_complete]
    confidence, best = _best(table, whole)
    if best is None or (not options.dataset and confidence < _WANTED):
        confidence, best = _best(table, guesses)
        return Match(None, None, round(confidence, 2), _nearest(best, confidence), False, table.columns, name)
    return _described(table, best, confidence, name)


def _best(table: SheetTable, guesses: Sequence[Guess]) -> tuple[float, Guess | None]:
    """The surest guess; of equals the first."""
    return max(((one.confidence(table), one) for one in guesses), key=lambda pair: pair[0], default=(0.0, None))


def _remembered(table: SheetTable, by_name: dict[str, Dataset], options: Options, name: str) -> Match | None:
    """What a person approved for this header, else for a similar one: that wants a yes again."""

    def is_wanted(mapping: Mapping | None) -> bool:
        return mapping is not None and mapping.dataset in by_name and options.dataset in (None, mapping.dataset)

    same = options.remembered.get(name)
    if same and is_wanted(same):
        dataset = by_name[same.dataset]
        return _known(table, dataset, of_this_title(same, dataset, table), name, _SAME)
    near = nearest(table, options.remembered)
    if not near or not is_wanted(near):
        return None
    dataset = by_name[near.dataset]
    carried = carried_over(near, dataset, table)
    if carried is None:
        return None
    found = _known(table, dataset, of_this_title(carried, dataset, table), name, _LIKE)
    return replace(found, confidence=_CARRIED, is_proposal=True)


def _known(table: SheetTable, dataset: Dataset, mapping: Mapping, name: str, reason: Text | None) -> Match:
    mapping = spelled_out(mapping, dataset, table)
    used = set(mapping.columns.values())
    ignored = tuple(column for column in table.columns if column not in used)
    here = {column: file for column, file in mapping.columns.items() if file in table.columns}
    here |= {column: file for column, file in returned_number(table, dataset).items() if column not in here}
    confidence = 1.0 if here or not mapping.columns else 0.0
    found = replace(mapping, columns=here)
    return Match(dataset, found, confidence, reason, False, ignored, name, long_column(found, dataset))


def _described(table: SheetTable, best: Guess, confidence: float, name: str) -> Match:
    mapping = best.mapping()
    used = set(mapping.columns.values())
    is_proposal = best.is_guessed or confidence < _SURE
    ignored = tuple(column for column in table.columns if column not in used)
    reason = _reason(best, len(used), len(table.columns))
    long = long_column(mapping, best.dataset)
    return Match(best.dataset, mapping, round(confidence, 2), reason, is_proposal, ignored, name, long)


def _reason(best: Guess, used: int, total: int) -> Text:
    """In words: how many columns matched and by what, and what else speaks for it or against."""
    long = best.dataset.column(best.across.long).label if best.across.long else Text("", "")
    ways = [
        Text(how.zh.format(n=best.by[key], long=long.zh), how.en.format(n=best.by[key], long=long.en))
        for key, how in _HOW.items()
        if best.by[key]
    ]
    more = [text for text, holds in ((_TITLED, best.is_named), (_UNSURE, best.is_unsure)) if holds]
    head = _COLUMNS.fill(used=used, total=total)
    zh = f"{head.zh}（{'、'.join(way.zh for way in ways)}）" if ways else head.zh
    en = f"{head.en} ({', '.join(way.en for way in ways)})" if ways else head.en
    return Text("；".join([zh, *(text.zh for text in more)]), "; ".join([en, *(text.en for text in more)]))


def _nearest(best: Guess | None, confidence: float) -> Text:
    """What a table that is no dataset comes nearest to, and what it lacks."""
    if best is None or confidence < _FARTHEST:
        return _NOTHING
    label = best.dataset.label
    if not best.missing:
        return Text(_LITTLE.zh.format(label=label.zh), _LITTLE.en.format(label=label.en))
    names = [best.dataset.column(name).label for name in best.missing]
    return Text(
        _MISSES.zh.format(label=label.zh, names="、".join(name.zh for name in names)),
        _MISSES.en.format(label=label.en, names=", ".join(name.en for name in names)),
    )


def _describes_tables(table: SheetTable, datasets: Sequence[Dataset]) -> bool:
    """Whether rows below the header are headers themselves, as on a page that explains an export."""
    own = {normal(head) for head in table.columns}
    known = {word for dataset in datasets if not dataset.is_own for word in words(dataset)} - own
    rows = list(zip(*table.cells.drop_columns("_row").slice(0, _LOOKED_AT).to_pydict().values(), strict=True))
    filled = [[normal(cell) for cell in row if cell is not None and cell.strip()] for row in rows]
    headers = [row for row in filled if len(row) >= 3 and sum(cell in known for cell in row) > len(row) / 2]
    return bool(headers) and len(headers) >= _MOST_HEADERS * len(rows)
