"""The commands that take files: import, check and read. A zip archive stands for the files in it, each on its own."""

from __future__ import annotations

import argparse
import getpass
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from kam import answers
from kam.cli import home, no_dataset, say, store_at_home
from kam.datasets import ALL, BY_NAME, EVERY
from kam.desk import Desk
from kam.errors import Failed, Misuse
from kam.export.tables import Form, folded, write_tables
from kam.intake.mapping import read_mapping
from kam.intake.members import Member, expand
from kam.intake.report import FileReport, Options
from kam.intake.worker import examine
from kam.ledger import MIRROR, read_mirror
from kam.orders import Asked, Told, carry_out, hand_over, problem_table
from kam.text import Lang, Text


def _options(args: argparse.Namespace, lang: Lang) -> Options:
    if args.dataset and args.dataset not in BY_NAME:
        raise no_dataset(args.dataset)
    mapping = read_mapping(Path(args.mapping)) if args.mapping else None
    return Options(dataset=args.dataset, mapping=mapping, strict=args.strict, password=args.password, lang=lang)


def _existing(files: Sequence[str]) -> list[Path]:
    missing = [name for name in files if not Path(name).is_file()]
    if missing:
        raise Misuse(Text(f"找不到文件：{'、'.join(missing)}", f"no such file: {', '.join(missing)}"))
    return [Path(name) for name in files]


def _guarded(name: str, work: Callable[[], int], lang: Lang) -> int:
    """The exit code of one file of several: a fault of ours is told and does not stop the others."""
    try:
        return work()
    except Failed as failed:
        say(Text(f"{name}：{failed.message.zh}", f"{name}: {failed.message.en}"), lang)
        return failed.exit_code


def _gravest(codes: Sequence[int]) -> int:
    """The exit code of several files: the gravest word, but a refusal of one does not hide that others went well."""
    is_alike = set(codes) <= {0, 1} or len(set(codes)) == 1
    return max(codes) if is_alike or Failed.exit_code in codes else 1


# -- import ---------------------------------------------------------------------------------------------------------


def run_import(args: argparse.Namespace, lang: Lang) -> int:
    paths, options = _existing(args.files), _options(args, lang)
    mapping = Path(args.mapping).read_text("utf-8") if args.mapping else None
    asked = Asked(getpass.getuser(), args.dataset, mapping, args.strict, args.format == "json", lang)
    try:
        store = store_at_home(lang)
    except Failed as failed:
        if failed.code != "locked" or args.password:
            raise  # a password would have to be written down for the app
        codes = [_print_told(told, lang) for told in hand_over(home(), paths, asked, failed)]
        say(Text("驾驶舱正在运行，已交由它导入。", "The app is running and did this import."), lang)
        return _gravest(codes)
    desk = Desk(store, EVERY)
    try:
        return _gravest(
            [_print_told(told, lang) for path in paths for told in carry_out(desk, path, path.name, asked, options)]
        )
    finally:
        desk.clear()
        store.close()


def _print_told(told: Told, lang: Lang) -> int:
    if told.answer:
        print(told.answer, flush=True)
    for words in told.words:
        say(Text(words, words), lang)
    return told.code


# -- check ----------------------------------------------------------------------------------------------------------


def run_check(args: argparse.Namespace, lang: Lang) -> int:
    paths, options = _existing(args.files), _with_remembered(_options(args, lang))
    codes: list[int] = []
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            for number, member in enumerate(expand(path, path.name, Path(folder))):
                work = partial(_check_one, member, Path(folder) / str(number), options, args, lang)
                codes.append(_guarded(member.name, work, lang))
    return max(codes)


def _check_one(member: Member, folder: Path, options: Options, args: argparse.Namespace, lang: Lang) -> int:
    report = member.refused() or examine(member.path, member.name, ALL, options, folder)
    if args.format == "json":
        print(json.dumps(answers.file_as_json(report, lang, args.problems), ensure_ascii=False), flush=True)
    else:
        _print_check(report, lang)
    return _checked(report)


def _with_remembered(options: Options) -> Options:
    _, remembered = read_mirror(home() / MIRROR)
    return replace(options, remembered=remembered)


def _checked(report: FileReport) -> int:
    if report.fault:
        return 3
    has_rows = any(found.header_row is not None for found in report.tables)
    return 1 if not has_rows or any(answers.problem_count(found) for found in report.tables) else 0


def _print_check(report: FileReport, lang: Lang) -> None:
    print(f"{report.file}  {report.format or '—'}  {report.encoding or ''}".rstrip())
    if report.fault:
        print(Text(report.fault.zh, report.fault.en)(lang))
        return
    heads = Text("工作表 数据集 把握 行数 合计行 退回 问题", "sheet dataset confidence rows totals rejected problems")
    rows = [
        [
            t.sheet,
            t.dataset,
            round(t.confidence, 2),
            t.rows,
            t.totals,
            t.counts.get("rejected", 0),
            answers.problem_count(t),
        ]
        for t in report.tables
    ]
    print(answers.as_table(heads(lang).split(), rows))
    if problems := problem_table(report, lang):
        print(problems)


# -- read -----------------------------------------------------------------------------------------------------------


def run_read(args: argparse.Namespace, lang: Lang) -> int:
    paths, into = _existing(args.files), Path(args.output)
    options = _with_remembered(Options(password=args.password, lang=lang, keep_found=True))
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failed(Text(f"无法建立文件夹 {into}。", f"cannot make the folder {into}."), "unwritable") from error
    # What is read is never written over, also when it lies in the folder itself.
    taken = {folded(path.name) for path in paths if path.resolve().parent == into.resolve()}
    codes: list[int] = []
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            for number, member in enumerate(expand(path, path.name, Path(folder))):
                work = partial(_read_one, member, Path(folder) / str(number), options, into, args.format, taken, lang)
                codes.append(_guarded(member.name, work, lang))
    return _gravest(codes)


def _read_one(
    member: Member, folder: Path, options: Options, into: Path, form: Form, taken: set[str], lang: Lang
) -> int:
    report = member.refused() or examine(member.path, member.name, (), options, folder)
    written = write_tables(report, folder, into, form, taken)
    for target in written:
        print(target, flush=True)
    if report.fault:
        say(Text(f"{report.file}：{report.fault.zh}", f"{report.file}: {report.fault.en}"), lang)
        return 3
    if not written:
        say(Text(f"{report.file}：没有找到表格。", f"{report.file}: no table was found."), lang)
        return 1
    return 0
