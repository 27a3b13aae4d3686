"""The command line: `python -m kam COMMAND`. stdout carries the answer only; words for people go to stderr.

Exit codes: 0 done, 1 done with problems, 2 wrong use, 3 refused, 4 failed.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kam import answers
from kam.access import EVERYTHING
from kam.datasets import ALL, BY_NAME
from kam.desk import SURE, Desk, open_store, rebuild
from kam.errors import Misuse, Refused
from kam.intake.report import FileReport, Options
from kam.store import Store
from kam.text import Lang, Text

Answer = Callable[[argparse.Namespace, Lang], int]


def home() -> Path:
    """The data folder: KAM_HOME, else data/ in the project."""
    return Path(os.environ.get("KAM_HOME") or Path(__file__).resolve().parent.parent / "data")


def say(text: Text, lang: Lang) -> None:
    """A sentence for the person at the terminal."""
    print(text(lang), file=sys.stderr)


def _store(lang: Lang) -> Store:
    store, aside = open_store(home(), ALL)
    if aside:
        say(
            Text(
                f"数据文件无法读取，已移至 {aside.name}，并由原件重建。",
                f"the store could not be read; it was set aside as {aside.name} and rebuilt.",
            ),
            lang,
        )
    return store


def _options(args: argparse.Namespace, lang: Lang) -> Options:
    from kam.intake.mapping import read_mapping

    if args.dataset and args.dataset not in BY_NAME:
        raise Misuse(
            Text(
                f"没有数据集 {args.dataset}；可选：{'、'.join(BY_NAME)}",
                f"no dataset {args.dataset}; one of {', '.join(BY_NAME)}",
            )
        )
    mapping = read_mapping(Path(args.mapping)) if args.mapping else None
    return Options(dataset=args.dataset, mapping=mapping, strict=args.strict, password=args.password, lang=lang)


def _existing(files: Sequence[str]) -> list[Path]:
    missing = [name for name in files if not Path(name).is_file()]
    if missing:
        raise Misuse(Text(f"找不到文件：{'、'.join(missing)}", f"no such file: {', '.join(missing)}"))
    return [Path(name) for name in files]


def run_import(args: argparse.Namespace, lang: Lang) -> int:
    paths, options = _existing(args.files), _options(args, lang)
    store = _store(lang)
    desk = Desk(store, ALL)
    codes: list[int] = []
    try:
        for path in paths:
            codes.append(_import_one(desk, path, options, args, lang))
    finally:
        desk.clear()
        store.close()
    # With several files the gravest word stands, but a refusal of one does not hide that others went in.
    return max(codes) if set(codes) <= {0, 1} or len(set(codes)) == 1 else 1


def _import_one(desk: Desk, path: Path, options: Options, args: argparse.Namespace, lang: Lang) -> int:
    report = desk.examine(path, path.name, options, lang)
    sure = options.dataset is not None or options.mapping is not None
    chosen = [
        place for place, found in enumerate(report.tables) if found.dataset and (sure or found.confidence >= SURE)
    ]
    try:
        known = desk.already(report, chosen)
        batches = desk.load(report, getpass.getuser(), chosen, args.strict)
    except Refused as error:
        if args.format == "json":
            answer = answers.file_as_json(report, lang, True)
            answer["error"] = answer["error"] or {"code": error.code, "message": error.message(lang)}
            print(json.dumps(answer, ensure_ascii=False))
        say(Text(f"{path.name}：{error.message.zh}", f"{path.name}: {error.message.en}"), lang)
        return 3
    if known:
        say(
            Text(
                f"{path.name}：已在第 {known[0].number} 批导入，未作更改。",
                f"{path.name}: in already as batch {known[0].number}; nothing changed.",
            ),
            lang,
        )
    if args.format == "json":
        answer = answers.file_as_json(report, lang, True)
        answer["batches"] = [answers.batch_as_dict(batch) for batch in batches]
        answer["is_known"] = bool(known)
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(answers.ledger_table(batches, lang))
        _print_problems(report, lang)
    return 1 if any(batch.problems for batch in batches) else 0


def run_check(args: argparse.Namespace, lang: Lang) -> int:
    from kam.intake.worker import examine
    from kam.ledger import read_mirror

    paths, options = _existing(args.files), _options(args, lang)
    _, remembered = read_mirror(home() / "originals" / "ledger.jsonl")
    code = 0
    for path in paths:
        with tempfile.TemporaryDirectory() as work:
            report = examine(path, path.name, ALL, replace(options, remembered=remembered), Path(work))
        if args.format == "json":
            print(json.dumps(answers.file_as_json(report, lang, args.problems), ensure_ascii=False))
        else:
            _print_check(report, lang)
        code = max(code, _checked(report))
    return code


def _checked(report: FileReport) -> int:
    if report.fault:
        return 3
    has_rows = any(found.header_row is not None for found in report.tables)
    return 1 if not has_rows or any(found.problems for found in report.tables) else 0


def _print_check(report: FileReport, lang: Lang) -> None:
    print(f"{report.file}  {report.format or '—'}  {report.encoding or ''}".rstrip())
    if report.fault:
        print(Text(report.fault.zh, report.fault.en)(lang))
        return
    heads = Text("工作表 数据集 把握 行数 合计行 退回 问题", "sheet dataset confidence rows totals rejected problems")
    rows = [
        [t.sheet, t.dataset, round(t.confidence, 2), t.rows, t.totals, t.counts.get("rejected", 0), len(t.problems)]
        for t in report.tables
    ]
    print(answers.as_table(heads(lang).split(), rows))
    _print_problems(report, lang)


def _print_problems(report: FileReport, lang: Lang) -> None:
    found = [problem.as_dict(lang) for table in report.tables for problem in table.problems]
    if found:
        names = ("sheet", "cell", "value", "expected", "remedy")
        heads = Text("工作表 单元格 值 应为 处理", "sheet cell value expected remedy")
        print(answers.as_table(heads(lang).split(), [[row[name] for name in names] for row in found]))


def run_template(args: argparse.Namespace, lang: Lang) -> int:
    from kam.intake.template import write_template

    out = Path(args.output)
    if args.all:
        out.mkdir(parents=True, exist_ok=True)
        for dataset in ALL:
            write_template(out / f"{dataset.label(lang)}.xlsx", [dataset], lang)
        return 0
    if args.dataset not in BY_NAME:
        raise Misuse(
            Text(
                f"没有数据集 {args.dataset}；可选：{'、'.join(BY_NAME)}",
                f"no dataset {args.dataset}; one of {', '.join(BY_NAME)}",
            )
        )
    write_template(out, [BY_NAME[args.dataset]], lang)
    return 0


def run_report(args: argparse.Namespace, lang: Lang) -> int:
    from kam import engine
    from kam.topics import QUERIES
    from kam.view import last_day, parse_day, parse_period, view

    if not args.name:
        print("\n".join(f"{name}  {query.label(lang)}" for name, query in QUERIES.items()))
        return 0
    if args.name not in QUERIES:
        raise Misuse(
            Text(f"没有报表 {args.name}；用 report 列出全部。", f"no report {args.name}; `report` lists them.")
        )
    query = QUERIES[args.name]
    store = _store(lang)
    try:
        as_of = parse_day(args.as_of) if args.as_of else last_day(store.connection, date.today())
        period = parse_period(args.period) if args.period else None
        chosen = view(as_of, period, tuple(args.region), tuple(args.account_class), tuple(args.account))
        table = engine.fetch_arrow(store.connection, query.sql, chosen.params(), EVERYTHING)
        sources = [(b.number, b.file, b.sheet, b.dataset) for b in store.history() if not b.is_undone]
    finally:
        store.close()
    labels = {field.name: field.label(lang) for field in query.fields}
    heads = [labels.get(name, name) for name in table.column_names]
    if args.explain:
        say(query.formula, lang)
        say(
            Text(
                f"截止 {as_of}，期间 {chosen.period_from}..{chosen.period_to}",
                f"as of {as_of}, period {chosen.period_from}..{chosen.period_to}",
            ),
            lang,
        )
        for number, file, sheet, dataset in sources:
            print(f"  #{number} {file} · {sheet} · {dataset}", file=sys.stderr)
        print(query.sql, file=sys.stderr)
    rows = answers.rows_in(table)
    if args.format == "xlsx":
        from kam.export.workbook import write_answer

        if not args.output:
            raise Misuse(Text("--format xlsx 需要 -o 文件名。", "--format xlsx needs -o FILE."))
        write_answer(Path(args.output), query, table, chosen, lang)
        return 0
    if args.format == "table":
        print(answers.as_table(heads, rows))
    else:
        print((answers.as_csv if args.format == "csv" else answers.as_json)(table.column_names, rows))
    return 0


def run_history(args: argparse.Namespace, lang: Lang) -> int:
    store = _store(lang)
    batches = store.history()
    store.close()
    rows = [answers.batch_as_dict(batch) for batch in batches]
    if args.format == "table":
        print(answers.ledger_table(batches, lang))
    elif args.format == "json":
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print(
            answers.as_csv(list(answers.LEDGER_HEADS), [[row[name] for name in answers.LEDGER_HEADS] for row in rows])
        )
    return 0


def run_undo(args: argparse.Namespace, lang: Lang) -> int:
    store = _store(lang)
    try:
        batch = store.undo(args.batch, getpass.getuser())
    finally:
        store.close()
    say(Text(f"第 {batch.number} 批（{batch.file}）已撤销。", f"batch {batch.number} ({batch.file}) was undone."), lang)
    return 0


def run_rebuild(_args: argparse.Namespace, lang: Lang) -> int:
    _store(lang).close()  # holds nobody's lock, or says who does
    store = rebuild(home(), ALL)
    count = len(store.history())
    store.close()
    say(Text(f"已由原件重建 {count} 批。", f"{count} batches were rebuilt from the originals."), lang)
    return 0


def run_demo(args: argparse.Namespace, lang: Lang) -> int:
    store = _store(lang)
    try:
        if not store.is_empty:
            if args.if_empty:
                return 0
            raise Refused(
                Text("数据目录不是空的，未载入示例。", "the data folder is not empty; the sample was not loaded."),
                "full",
            )
        desk = Desk(store, ALL)
        try:
            batches = desk.load_sample()
        finally:
            desk.clear()
    finally:
        store.close()
    say(Text(f"示例公司已载入：{len(batches)} 张表。", f"the sample company is in: {len(batches)} tables."), lang)
    return 0
