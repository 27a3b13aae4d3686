"""Imports of the command line: carried out at a desk, and handed to the app through its inbox while it runs.

The app alone holds the store. An order is a folder in `inbox/orders`: the files, what was asked of them, and in the end
the answer, which the command line prints as if it had done the work itself.
"""

from __future__ import annotations

import json
import shutil
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kam import answers
from kam.desk import SURE, Desk
from kam.errors import Failed, KamError, Refused, known
from kam.intake.mapping import read_mapping
from kam.intake.report import FileReport, Options
from kam.log import fault
from kam.text import Lang, Text

_FOLDER = Path("inbox") / "orders"
_ORDER, _ANSWER = "order.json", "answer.json"
_TAKEN, _DONE = ".taken", ".done"
_UNTAKEN_S, _LONGEST_S, _LOOK_S = 30.0, 3600.0, 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of files: dataset, text of a mapping file, all rows or none, and the form of the answer."""

    who: str
    dataset: str | None = None
    mapping: str | None = None
    strict: bool = False
    is_json: bool = False
    lang: Lang = "zh"

    def options(self, folder: Path, password: str | None = None) -> Options:
        """The same for the desk; the mapping is read from a file in the folder. Raises Misuse when it is none."""
        mapping = None
        if self.mapping is not None:
            path = folder / "mapping.toml"
            path.write_text(self.mapping, "utf-8")
            mapping = read_mapping(path)
        return Options(self.dataset, mapping, self.strict, password, lang=self.lang)


@dataclass(frozen=True, slots=True)
class Told:
    """The answer of one file: what goes to stdout, the words for people, and the exit code."""

    code: int
    answer: str = ""
    words: tuple[str, ...] = ()


def carry_out(desk: Desk, path: Path, name: str, asked: Asked, options: Options) -> list[Told]:
    """Loads a file, or each one of an archive: a fault of one does not stop the others."""
    return [_one(desk, file, member, asked, options) for member, file in desk.expand(path, name)]


def _one(desk: Desk, path: Path, name: str, asked: Asked, options: Options) -> Told:
    try:
        return _imported(desk, path, name, asked, options)
    except KamError as error:
        return Told(error.exit_code, words=(_about(name, error.message)(asked.lang),))


def _imported(desk: Desk, path: Path, name: str, asked: Asked, options: Options) -> Told:
    report = desk.examine(path, name, options, asked.lang)
    is_sure = options.dataset is not None or options.mapping is not None
    chosen = [
        place for place, found in enumerate(report.tables) if found.dataset and (is_sure or found.confidence >= SURE)
    ]
    as_json = answers.file_as_json(report, asked.lang, True)
    try:
        known = desk.already(report, chosen)
        batches = desk.load(report, asked.who, chosen, asked.strict)
    except Refused as error:
        as_json["error"] = as_json["error"] or {"code": error.code, "message": error.message(asked.lang)}
        answer = json.dumps(as_json, ensure_ascii=False) if asked.is_json else ""
        return Told(3, answer, (_about(report.file, error.message)(asked.lang),))
    words: tuple[str, ...] = ()
    if known:
        number = known[0].number
        said = Text(f"已在第 {number} 批导入，未作更改。", f"in already as batch {number}; nothing changed.")
        words = (_about(report.file, said)(asked.lang),)
    if asked.is_json:
        as_json |= {"batches": [answers.batch_as_dict(batch) for batch in batches], "is_known": bool(known)}
        answer = json.dumps(as_json, ensure_ascii=False)
    else:
        answer = "\n".join(filter(None, (answers.ledger_table(batches, asked.lang), problem_table(report, asked.lang))))
    is_off = any(answers.problem_count(report.tables[place]) for place in chosen)
    return Told(1 if is_off or any(batch.problems for batch in batches) else 0, answer, words)


def problem_table(report: FileReport, lang: Lang) -> str:
    """Every problem of a file as a table for the terminal; '' where there is none."""
    found = [problem for table in report.tables for problem in answers.problems_of(table, lang)]
    if not found:
        return ""
    names = ("sheet", "cell", "value", "expected", "remedy")
    heads = Text("工作表 单元格 值 应为 处理", "sheet cell value expected remedy")
    return answers.as_table(heads(lang).split(), [[row[name] for name in names] for row in found])


def _about(name: str, said: Text) -> Text:
    return Text(f"{name}：{said.zh}", f"{name}: {said.en}")


# -- through the inbox ------------------------------------------------------------------------------------------------


def hand_over(home: Path, files: Sequence[Path], asked: Asked, locked: Failed) -> list[Told]:
    """The answers of the app that holds the store. Raises `locked` where nobody takes the order: no app runs there."""
    folder = home / _FOLDER
    number = f"{time.time_ns():020}-{uuid.uuid4().hex[:8]}"
    draft, order = folder / f".{number}", folder / number
    draft.mkdir(parents=True)
    for place, path in enumerate(files):
        shutil.copyfile(path, draft / f"{place}.file")
    told = {"asked": asdict(asked), "names": [path.name for path in files]}
    (draft / _ORDER).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    draft.replace(order)
    done = order.with_name(number + _DONE)
    begun = time.monotonic()
    while not done.exists():
        if order.exists() and time.monotonic() - begun > _UNTAKEN_S:
            try:
                order.replace(draft)
            except OSError:
                continue  # it was taken at this very moment
            shutil.rmtree(draft, ignore_errors=True)
            raise locked
        if time.monotonic() - begun > _LONGEST_S:
            raise Failed(
                Text(
                    "驾驶舱仍在处理，结果请看导入记录。", "The app is still at it; see its history for what came of it."
                )
            )
        time.sleep(_LOOK_S)
    raw = json.loads((done / _ANSWER).read_text("utf-8"))
    shutil.rmtree(done, ignore_errors=True)
    return [Told(one["code"], one["answer"], tuple(one["words"])) for one in raw]


def _ours(number: str) -> Failed:
    return Failed(Text(f"出错了，参考号 {number}。", f"this failed, reference {number}."))


def take_up_again(home: Path) -> None:
    """Orders that a former app had begun begin anew: the same bytes again change nothing."""
    for taken in (home / _FOLDER).glob(f"*{_TAKEN}"):
        taken.replace(taken.with_name(taken.name.removesuffix(_TAKEN)))


def serve(home: Path, desk: Desk) -> None:
    """Carries out the orders that wait, the oldest first."""
    folder = home / _FOLDER
    waiting = [path for path in folder.glob("[0-9]*") if not path.suffix] if folder.exists() else []
    for order in sorted(waiting):
        taken = order.with_name(order.name + _TAKEN)
        try:
            order.replace(taken)
        except OSError:
            continue  # withdrawn at this very moment
        told = _served(taken, desk)
        (taken / _ANSWER).write_text(json.dumps([asdict(one) for one in told], ensure_ascii=False), "utf-8")
        taken.replace(order.with_name(order.name + _DONE))


def _served(folder: Path, desk: Desk) -> list[Told]:
    raw = json.loads((folder / _ORDER).read_text("utf-8"))
    asked = Asked(**raw["asked"])
    found: list[Told] = []
    for place, name in enumerate(raw["names"]):
        try:
            found += carry_out(desk, folder / f"{place}.file", name, asked, asked.options(folder))
        except Exception as error:  # somebody waits for an answer, and the next order must not wait for ever
            told = known(error) or _ours(fault(error))
            found.append(Told(told.exit_code, words=(_about(name, told.message)(asked.lang),)))
    return found
