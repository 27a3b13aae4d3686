"""The words of the command line: every command with its options, help and an example; faults become exit codes."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import traceback
from collections.abc import Sequence

import duckdb

from kam import cli, cli_files
from kam.errors import Failed, KamError, is_full, unwritable
from kam.text import Lang, Text, language

_FILES = "a spreadsheet of any kind, or a zip archive of them"
_KEY = "for a protected workbook; kept nowhere"


def _command(
    parent: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: cli.Answer, words: str, example: str
) -> argparse.ArgumentParser:
    parser = parent.add_parser(
        name, help=words, description=words, epilog=f"example: python -m kam {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--lang", choices=("zh", "en"), help="language of words and headings")
    parser.set_defaults(run=run)
    return parser


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help=_FILES)
    parser.add_argument("--as", dest="dataset", metavar="DATASET", help="the dataset that the tables are")
    parser.add_argument("--mapping", metavar="FILE.toml", help="how file columns become dataset columns")
    parser.add_argument("--strict", action="store_true", help="all rows or none")
    parser.add_argument("--password", help=_KEY)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def parser() -> argparse.ArgumentParser:
    """The whole grammar."""
    top = argparse.ArgumentParser(prog="python -m kam", description="KAM Cockpit 大客户驾驶舱")
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = _command(
        sub, "import", cli_files.run_import, "recognise and load spreadsheets", "import 订单明细.xlsx --as order_line"
    )
    _files(add)
    add = _command(sub, "check", cli_files.run_check, "the same without loading", "check orders.csv --format json")
    _files(add)
    add.add_argument("--problems", action="store_true", help="with --format json: list the problems")
    add = _command(
        sub, "read", cli_files.run_read, "the tables as found, freed of all that is not data",
        "read 年报.xls orders.zip -o clean --format csv",
    )  # fmt: skip
    add.add_argument("files", nargs="+", metavar="FILE", help=_FILES)
    add.add_argument("-o", "--output", required=True, metavar="DIR")
    add.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    add.add_argument("--password", help=_KEY)
    add = _command(
        sub, "template", cli.run_template, "an empty workbook to fill in", "template order_line -o orders.xlsx"
    )
    add.add_argument("dataset", nargs="?")
    add.add_argument("--all", action="store_true", help="one workbook a dataset, into the folder -o")
    add.add_argument("-o", "--output", required=True)
    add = _command(
        sub, "report", cli.run_report, "a published query; alone: their list",
        "report share.by_account --period 2026Q3 --region 华东 --format csv",
    )  # fmt: skip
    add.add_argument("name", nargs="?")
    add.add_argument("--as-of", metavar="DAY")
    add.add_argument("--period", metavar="2025|2025Q3|2025-07|FROM..TO")
    add.add_argument("--region", action="append", default=[])
    add.add_argument("--class", dest="account_class", action="append", default=[])
    add.add_argument("--account", action="append", default=[])
    add.add_argument("--format", choices=("table", "csv", "json", "xlsx"), default="table")
    add.add_argument("-o", "--output", help="file for --format xlsx")
    add.add_argument("--explain", action="store_true", help="formula, sources and SQL on stderr")
    add = _command(sub, "history", cli.run_history, "the ledger of loads", "history --format csv")
    add.add_argument("--format", choices=("table", "csv", "json"), default="table")
    add = _command(sub, "undo", cli.run_undo, "take a load back", "undo 12")
    add.add_argument("batch", type=int)
    add = _command(sub, "backup", cli.run_backup, "a copy of the store, opened and checked", "backup")
    add.add_argument("file", nargs="?", metavar="FILE", help="where to; without it, into the folder backups")
    add = _command(
        sub, "restore", cli.run_restore, "the store as a backup has it; what stood before is set aside",
        "restore data/backups/kam-20261127T020000.duckdb",
    )  # fmt: skip
    add.add_argument("file", metavar="FILE")
    _command(sub, "rebuild", cli.run_rebuild, "make the store anew from the kept originals", "rebuild")
    add = _command(sub, "demo", cli.run_demo, "load the sample company into an empty data folder", "demo")
    add.add_argument("--if-empty", action="store_true", help="do nothing, quietly, when there are data")
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code of the contract."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    args = parser().parse_args(words)
    lang = language(args.lang)
    try:
        code: int = args.run(args, lang)
        sys.stdout.flush()
        return code
    except KamError as error:
        cli.say(error.message, lang)
        return error.exit_code
    except BrokenPipeError:
        # The reader of the pipe has seen enough; the interpreter's own flush at exit must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if not is_full(error):
            return _fault(lang)
        cli.say(unwritable().message, lang)
        return Failed.exit_code
    except (duckdb.Error, ArithmeticError, LookupError, TypeError, ValueError, RuntimeError):
        return _fault(lang)


def _fault(lang: Lang) -> int:
    """Tells of the fault in work, its trace first."""
    reference = secrets.token_hex(4)
    traceback.print_exc()
    said = Text(
        f"出错了，参考号 {reference}；未作任何更改。", f"this failed, reference {reference}; nothing was changed."
    )
    cli.say(said, lang)
    return Failed.exit_code
