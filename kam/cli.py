"""The command line: `python -m kam COMMAND` (those that take files: kam.cli_files).

stdout carries the answer only; words for people go to stderr.

Exit codes: 0 done, 1 done with problems, 2 wrong use, 3 refused, 4 failed.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from kam import answers
from kam.access import EVERYTHING
from kam.datasets import ALL, BY_NAME, EVERY
from kam.desk import Desk
from kam.errors import Failed, Misuse, Refused
from kam.ledger import Batch
from kam.recovery import open_store, rebuild
from kam.store import Store
from kam.text import Lang, Text

Answer = Callable[[argparse.Namespace, Lang], int]


def home() -> Path:
    """The data folder: KAM_HOME, else data/ in the project."""
    return Path(os.environ.get("KAM_HOME") or Path(__file__).resolve().parent.parent / "data")


def say(text: Text, lang: Lang) -> None:
    """A sentence for the person at the terminal."""
    print(text(lang), file=sys.stderr)


def no_dataset(name: str) -> Misuse:
    """The fault of a dataset that does not exist."""
    return Misuse(
        Text(f"没有数据集 {name}；可选：{'、'.join(BY_NAME)}", f"no dataset {name}; one of {', '.join(BY_NAME)}")
    )


def store_at_home(lang: Lang) -> Store:
    """The open store of the data folder; the person is told when it had to be rebuilt."""
    store, recovered = open_store(home(), EVERY)
    if recovered:
        say(recovered.message, lang)
    return store


@contextmanager
def _reading(lang: Lang) -> Iterator[tuple[duckdb.DuckDBPyConnection, tuple[Batch, ...]]]:
    """The store's connection and ledger, to be read only; while the app holds the store, those of its snapshot."""
    from kam.backup import snapshot

    try:
        store = store_at_home(lang)
    except Failed as failed:
        if failed.code != "locked":
            raise
        with snapshot(home()) as (connection, batches, made_at):
            when = f"{made_at.astimezone():%Y-%m-%d %H:%M:%S}"
            say(
                Text(f"驾驶舱正在运行；以下为 {when} 的快照。", f"The app is running; this is its snapshot of {when}."),
                lang,
            )
            yield connection, tuple(batches)
        return
    try:
        yield store.connection, store.history()
    finally:
        store.close()


def run_template(args: argparse.Namespace, lang: Lang) -> int:
    from kam.intake.template import write_template

    out = Path(args.output)
    if args.all:
        out.mkdir(parents=True, exist_ok=True)
        for dataset in ALL:
            write_template(out / f"{dataset.label(lang)}.xlsx", [dataset], lang)
        return 0
    if args.dataset not in BY_NAME:
        raise no_dataset(args.dataset)
    write_template(out, [BY_NAME[args.dataset]], lang)
    return 0


def run_report(args: argparse.Namespace, lang: Lang) -> int:
    from kam import engine
    from kam.behind import rows_behind
    from kam.explained import as_text
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
    with _reading(lang) as (connection, batches):
        as_of = parse_day(args.as_of) if args.as_of else last_day(connection, date.today())
        period = parse_period(args.period) if args.period else None
        chosen = view(as_of, period, tuple(args.region), tuple(args.account_class), tuple(args.account))
        table = engine.fetch_arrow(connection, query.sql, chosen.params(), EVERYTHING)
        if args.explain:
            behind = rows_behind(connection, query, BY_NAME, chosen, EVERYTHING)
            print(as_text(query, chosen, behind, batches, lang), file=sys.stderr)
    labels = {field.name: field.label(lang) for field in query.fields}
    heads = [labels.get(name, name) for name in table.column_names]
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
    with _reading(lang) as (_, batches):
        pass
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
    store = store_at_home(lang)
    try:
        batch = store.undo(args.batch, getpass.getuser())
    finally:
        store.close()
    say(Text(f"第 {batch.number} 批（{batch.file}）已撤销。", f"batch {batch.number} ({batch.file}) was undone."), lang)
    return 0


def run_rebuild(_args: argparse.Namespace, lang: Lang) -> int:
    store_at_home(lang).close()  # holds nobody's lock, or says who does
    store = rebuild(home(), EVERY)
    count = len(store.history())
    store.close()
    say(Text(f"已由原件重建 {count} 批。", f"{count} batches were rebuilt from the originals."), lang)
    return 0


def run_backup(args: argparse.Namespace, lang: Lang) -> int:
    from kam.backup import back_up

    store = store_at_home(lang)
    try:
        path, found = back_up(store, Path(args.file).resolve() if args.file else None)
    finally:
        store.close()
    print(path)
    rows = sum(found.rows.values())
    say(
        Text(
            f"备份完成并已打开核对：{found.active} 批，{rows:,} 行。原件在 {home() / 'originals'}，请一并留存。",
            f"backed up, opened and checked: {found.active} batches, {rows:,} rows. The originals lie in "
            f"{home() / 'originals'}: keep them too.",
        ),
        lang,
    )
    return 0


def run_restore(args: argparse.Namespace, lang: Lang) -> int:
    from kam.backup import contents, restore

    path = Path(args.file)
    contents(path, EVERY)
    try:
        store_at_home(lang).close()  # holds nobody's lock, or says who does
    except Failed as failed:
        if failed.code == "locked":
            raise
    store, found, aside = restore(home(), path, EVERY)
    store.close()
    kept = (
        Text(f"；原来的数据保留为 {aside.name}", f"; what stood before is kept as {aside.name}")
        if aside
        else Text("", "")
    )
    say(
        Text(f"已恢复 {found.active} 批{kept.zh}。", f"restored {found.active} batches{kept.en}."),
        lang,
    )
    return 0


def run_demo(args: argparse.Namespace, lang: Lang) -> int:
    store = store_at_home(lang)
    try:
        if not store.is_empty:
            if args.if_empty:
                return 0
            raise Refused(
                Text("数据目录不是空的，未载入示例。", "the data folder is not empty; the sample was not loaded."),
                "full",
            )
        desk = Desk(store, EVERY)
        try:
            batches = desk.load_sample()
        finally:
            desk.clear()
    finally:
        store.close()
    say(Text(f"示例公司已载入：{len(batches)} 张表。", f"the sample company is in: {len(batches)} tables."), lang)
    return 0
