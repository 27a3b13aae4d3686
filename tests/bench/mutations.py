"""`python -m tests.bench.mutations [NUMBER] [SEED]`: broken files by the thousand, each read as the worker reads one.

The worker's child is forked from a process that has imported it already: ten times as fast as starting it anew. Limits,
exit codes and answers are the product's own.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kam.datasets import ALL
from kam.intake import work
from kam.intake.report import FileReport, Options
from kam.intake.wire import from_json
from kam.intake.worker import ANSWER, Limits, Request, digest, fault_of
from tests.mutants import OLE, Mutant, Source, mutant, sources

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LIMITS = Limits(wall_s=60, cpu_s=60)


@dataclass(frozen=True)
class Outcome:
    """How a mutant fared: the fault's code, `read`, or what must not be (`wrong`, with the reason)."""

    mutant: Mutant
    word: str
    seconds: float
    exit_code: int | None
    wrong: str = ""


@dataclass(frozen=True)
class _Running:
    mutant: Mutant
    folder: Path
    request: Request
    started: float


def run(mutants: Iterator[Mutant], folder: Path, rows: dict[str, int], at_once: int = 2) -> Iterator[Outcome]:
    """Every mutant through a forked child of its own. `rows`: source -> its data rows, where it can be read."""
    running: dict[int, _Running] = {}
    for one in mutants:
        while len(running) >= at_once:
            yield from _ended(running, rows)
        pid, started = _started(one, folder)
        running[pid] = started
    while running:
        yield from _ended(running, rows)


def _started(one: Mutant, folder: Path) -> tuple[int, _Running]:
    path, workdir = folder / f"{one.number}.bin", folder / f"work-{one.number}"
    path.write_bytes(one.content)
    workdir.mkdir()
    request = Request(path, path.name, digest(path), tuple(ALL), Options(), workdir, LIMITS)
    pid = os.fork()
    if pid == 0:
        _child(request)
    return pid, _Running(one, workdir, request, time.monotonic())


def _child(request: Request) -> None:
    """As `python -m kam.intake.work` does: its words to the log, its end by exit code."""
    log = os.open(request.workdir / "worker.log", os.O_WRONLY | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    code = 1
    try:
        code = work.answer(request)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    sys.stderr.flush()
    os._exit(code)


def _ended(running: dict[int, _Running], rows: dict[str, int]) -> Iterator[Outcome]:
    """The outcomes of children that have ended, or were ended for being slow."""
    for pid, child in list(running.items()):
        done, status = os.waitpid(pid, os.WNOHANG)
        seconds = time.monotonic() - child.started
        if not done and seconds > LIMITS.wall_s:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        elif not done:
            continue
        del running[pid]
        yield _outcome(child, os.waitstatus_to_exitcode(status) if done else None, seconds, rows)
    time.sleep(0.002)


def _outcome(child: _Running, code: int | None, seconds: float, rows: dict[str, int]) -> Outcome:
    one = child.mutant
    if code is None:
        return Outcome(one, "hang", seconds, code, f"no answer within {LIMITS.wall_s:.0f} s")
    try:
        fault = fault_of(code, child.folder)
        report = FileReport("", "", fault=fault) if fault else from_json((child.folder / ANSWER).read_text("utf-8"))
    except Exception as error:
        log = (child.folder / "worker.log").read_text("utf-8", "replace").strip()
        return Outcome(one, "failed", seconds, code, log.splitlines()[-1] if log else repr(error))
    word = report.fault.code if report.fault else "read"
    return Outcome(one, word, seconds, code, _wrong(one, report, rows.get(one.source)))


def _wrong(one: Mutant, report: FileReport, rows: int | None) -> str:
    """Why the answer cannot stand; '' when it can."""
    if report.fault:
        return "" if report.fault.zh and report.fault.en else "a fault without words"
    if not report.tables:
        return "a success without a sheet"
    if one.is_unreadable:
        return "a success of a container whose sheets Python cannot unpack"
    found = sum(table.rows for table in report.tables)
    if one.how == "cut" and one.content.startswith(OLE) and rows and found < rows:
        return f"{found} rows of {rows} from a cut workbook, without a word"
    named = [
        {k: v for k, v in t.counts.items() if k not in ("read", "problems", "loaded", "rejected")}
        for t in report.tables
    ]
    for table, others in zip(report.tables, named, strict=True):
        data = table.counts["loaded"] + table.counts["rejected"] if "loaded" in table.counts else table.rows
        if table.counts["read"] != data + sum(others.values()):
            return f"rows are not conserved: {table.counts}"
    return ""


def real_sources() -> list[Source]:
    """The real files beside the project, as the oracles list them."""
    return sources(DATA, list(json.loads((DATA / "oracles.json").read_text("utf-8"))["files"]))


def rows_of(wanted: Sequence[Mutant], among: Sequence[Source], folder: Path) -> dict[str, int]:
    """The data rows of the sources that these mutants were cut from, where they can be read as they are."""
    names = {one.source for one in wanted if one.how == "cut" and one.content.startswith(OLE)}
    whole = [Mutant(-at - 1, one.name, "none", one.content) for at, one in enumerate(among) if one.name in names]
    rows: dict[str, int] = {}
    for outcome in run(iter(whole), folder, {}):
        answer = folder / f"work-{outcome.mutant.number}" / ANSWER
        if outcome.word == "read":
            rows[outcome.mutant.source] = sum(t.rows for t in from_json(answer.read_text("utf-8")).tables)
    return rows


def figures(outcomes: Sequence[Outcome]) -> list[str]:
    """The run in sentences: how many of each end, the slowest, and everything that must not be."""
    words = Counter(outcome.word for outcome in outcomes)
    died = Counter(signal.Signals(-o.exit_code).name for o in outcomes if o.exit_code is not None and o.exit_code < 0)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    said = [
        f"{len(outcomes)} mutants: {words.pop('read', 0)} read, {sum(words.values())} refused",
        f"refused for: {dict(words.most_common())}",
        f"children that died: {dict(died) or 'none'}",
        f"slowest: {slowest.seconds:.1f} s, {_of(slowest)}",
    ]
    return said + [f"WRONG {_of(outcome)}: {outcome.wrong}" for outcome in outcomes if outcome.wrong]


def _of(outcome: Outcome) -> str:
    return f"number {outcome.mutant.number}, {outcome.mutant.how} of {outcome.mutant.source}"


def mutated(number: int, seed: int, among: list[Source], folder: Path) -> list[Outcome]:
    """How the mutants 0 to `number` fared; those that were wrong leave their files in the folder, the others none."""
    wanted = [mutant(place, seed, among) for place in range(number)]
    rows = rows_of(wanted, among, folder)
    outcomes = []
    for outcome in run(iter(wanted), folder, rows):
        outcomes.append(outcome)
        if not outcome.wrong:
            shutil.rmtree(folder / f"work-{outcome.mutant.number}")
            (folder / f"{outcome.mutant.number}.bin").unlink()
    return sorted(outcomes, key=lambda outcome: outcome.mutant.number)


def main(number: int = 2000, seed: int = 1) -> int:
    among = real_sources()
    folder = Path(tempfile.mkdtemp(prefix="mutations-"))
    outcomes = mutated(number, seed, among, folder)
    print("\n".join(figures(outcomes)))
    print(f"files in {folder}")
    return 1 if any(outcome.wrong for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
