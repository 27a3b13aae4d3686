"""The desk where a spreadsheet is taken in: examined in a worker, then loaded into the store.

Both the command line and the import page work here; they bring the datasets.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from kam.access import User, Who, name_of
from kam.dataset import Dataset
from kam.errors import Failed, Refused
from kam.intake.members import Member, expand
from kam.intake.report import FileReport, FoundTable, Mapping, Options
from kam.intake.worker import digest, examine, examine_own, opened_copy
from kam.ledger import Batch
from kam.reach import hold_to_regions
from kam.store import Store, now
from kam.text import Lang, Text

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
# Below this a guessed dataset is shown to a person but never loaded without a yes.
SURE = 0.6
_KEPT_PROBLEMS = 500


class Desk:
    """Takes files in for one store. Rows of an examined file wait in a work folder until `clear`."""

    def __init__(self, store: Store, datasets: Sequence[Dataset]) -> None:
        self.store = store
        self.datasets = datasets
        self._work = Path(tempfile.mkdtemp(prefix="work-", dir=store.home / "inbox"))
        self._sources: dict[str, Path] = {}
        self._returned: dict[str, Path] = {}
        self._unopened: dict[Path, Member] = {}

    def expand(self, path: Path, name: str) -> list[tuple[str, Path]]:
        """The files of an archive, (`archive.zip/inner.csv`, unpacked file) in its order; of any other file, itself.

        Never raises for a bad file: what is wrong with an archive, or with a file in it, is told when it is examined.
        """
        members = expand(path, name, Path(tempfile.mkdtemp(dir=self._work)))
        self._unopened |= {member.path: member for member in members if member.fault}
        return [(member.name, member.path) for member in members]

    def examine(self, path: Path, name: str, options: Options | None = None, lang: Lang = "zh") -> FileReport:
        """What the file holds and how its rows fare; nothing is stored. Never raises for a bad file."""
        member = self._unopened.get(path)
        if member and (refused := member.refused()):
            return refused
        asked = options or Options()
        remembered = {**self.store.remembered(), **asked.remembered}
        folder = Path(tempfile.mkdtemp(dir=self._work))
        report: FileReport = examine(
            path, name, self.datasets, replace(asked, remembered=remembered, lang=lang), folder
        )
        # The original must open again without the password, which is kept nowhere.
        opened = opened_copy(folder) if asked.password else None
        self._sources[report.sha256] = opened or path
        self._returned[report.sha256] = folder
        return report

    def examine_own(self, path: Path, mapping: Mapping) -> FileReport:
        """The same of a file of one table that the app wrote itself, read by this mapping."""
        folder = Path(tempfile.mkdtemp(dir=self._work))
        report = examine_own(path, self.datasets, Options(tables={0: mapping}), folder)
        self._sources[report.sha256] = path
        self._returned[report.sha256] = folder
        return report

    def returned(self, report: FileReport, table: int) -> Path | None:
        """The workbook of a table's wrong rows, as the last examination wrote it; None when all were right."""
        folder = self._returned.get(report.sha256)
        path = folder / f"returned-{table}.xlsx" if folder else None
        return path if path and path.exists() else None

    def found(self, report: FileReport, table: int) -> Path | None:
        """The Arrow file of a table as found, text under its headers; None unless `keep_found` was asked for."""
        folder = self._returned.get(report.sha256)
        path = folder / f"found-{table}.arrow" if folder else None
        return path if path and path.exists() else None

    def already(self, report: FileReport, tables: Sequence[int] | None = None) -> tuple[Batch, ...]:
        """The batches by which these very bytes are in already, read the same way."""
        wanted = {place: found.mapping for place, found in _loadable(report, tables)}
        active = self.store.active(report.sha256) or self.store.active(self._kept_sha256(report))
        same = tuple(batch for batch in active if batch.table in wanted and batch.mapping == wanted[batch.table])
        return same if {batch.table for batch in same} == wanted.keys() else ()

    def load(
        self,
        report: FileReport,
        who: Who,
        tables: Sequence[int] | None = None,
        strict: bool = False,
        is_sample: bool = False,
    ) -> tuple[Batch, ...]:
        """Stores the good rows of the chosen tables (default: every one that is a dataset) in one transaction.

        The same bytes again change nothing and give the batches that hold them. A guessed mapping that is loaded
        counts as approved and is remembered. Raises Refused when the file has a fault or fits no dataset, under
        `strict` when a row is wrong, or when a row is of a region that is not the user's.
        """
        if report.fault:
            raise Refused(Text(report.fault.zh, report.fault.en), report.fault.code)
        chosen = _loadable(report, tables)
        if not chosen:
            raise Refused(
                Text(
                    "没有一张表能对应到数据集。请用 --as 指明，或在导入页面对应各列。",
                    "no table fits a dataset. Name one with --as, or match the columns on the import page.",
                ),
                "unmatched",
            )
        if same := self.already(report, tables):
            return same
        if strict and any(found.counts.get("rejected") for _, found in chosen):
            raise Refused(
                Text(
                    "有错误行，按 --strict 未导入任何数据。", "there are wrong rows; under --strict nothing was loaded."
                ),
                "strict",
            )
        sha256 = self._kept_sha256(report)
        name = name_of(who)
        drafts = [(_draft(report, sha256, place, found, name, is_sample), rows_of(found)) for place, found in chosen]
        if isinstance(who, User):
            hold_to_regions(self.store.connection, self.store.datasets, drafts, who)
        fresh = not self.store.original(sha256).exists()
        kept = self.store.keep(self._sources[report.sha256], sha256)
        try:
            batches = self.store.load(drafts)
        except BaseException:
            if fresh:
                kept.unlink(missing_ok=True)
            raise
        for _, found in chosen:
            if found.is_proposal and found.mapping:
                self.store.remember(found.fingerprint, found.mapping)
        return batches

    def _kept_sha256(self, report: FileReport) -> str:
        """The hash of the original as it is kept: of a file under a password, of its opened copy."""
        source = self._sources[report.sha256]
        return digest(source) if source.parent == self._returned[report.sha256] else report.sha256

    def load_sample(self) -> tuple[Batch, ...]:
        """The sample company, file by file."""
        batches: list[Batch] = []
        for path in sorted(SAMPLE.glob("*.xlsx")):
            batches += self.load(self.examine(path, path.name), "sample", is_sample=True)
        return tuple(batches)

    def clear(self) -> None:
        """Removes the rows and workbooks of files that were examined."""
        shutil.rmtree(self._work, ignore_errors=True)


def rows_of(found: FoundTable) -> pa.Table:
    """The typed rows of an examined table, as the worker left them."""
    if found.rows_path is None:
        raise Failed(Text("没有可导入的行。", "there are no rows to load."))
    with pa.memory_map(str(found.rows_path)) as source:
        return pa.ipc.open_file(source).read_all()


def _loadable(report: FileReport, tables: Sequence[int] | None) -> list[tuple[int, FoundTable]]:
    return [
        (place, found)
        for place, found in enumerate(report.tables)
        if found.dataset and found.rows_path and (place in tables if tables is not None else found.confidence >= SURE)
    ]


def _draft(report: FileReport, sha256: str, place: int, found: FoundTable, who: str, is_sample: bool) -> Batch:
    return Batch(
        number=0,
        file=report.file,
        sha256=sha256,
        dataset=found.dataset or "",
        sheet=found.sheet,
        table=place,
        loaded_at=now(),
        who=who,
        rows_read=found.counts.get("read", found.rows),
        added=0,
        replaced=0,
        unchanged=0,
        rejected=found.counts.get("rejected", 0),
        totals=found.totals,
        problems=found.counts.get("problems", len(found.problems)),
        counts=dict(found.counts),
        mapping=found.mapping,
        problem_list=tuple({"zh": p.as_dict("zh"), "en": p.as_dict("en")} for p in found.problems[:_KEPT_PROBLEMS]),
        is_sample=is_sample,
        dropped_sha256=report.sha256 if report.sha256 != sha256 else "",
    )
