"""A store that cannot be read is made anew: from the newest backup and the originals of what came after it.

What was there before is set aside, never deleted, and what could not be brought back is named.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from kam.backup import backups, batches_of
from kam.dataset import Dataset
from kam.desk import rows_of
from kam.errors import Failed, KamError
from kam.intake.report import Mapping, Options
from kam.intake.worker import examine
from kam.ledger import MIRROR, Batch, read_mirror
from kam.opening import FILE, Unreadable
from kam.store import Store, now
from kam.text import Text

WHO = "recovery"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery did: the broken file set aside (None: it was gone), its backup (None: originals alone), and the
    loads that neither the backup nor an original could give back."""

    aside: Path | None
    base: Path | None
    lost: tuple[Batch, ...]

    @property
    def message(self) -> Text:
        kept = self.aside.name if self.aside else ""
        why = (
            Text(f"数据文件无法读取，已另存为 {kept}，", f"The data file could not be read; it is kept as {kept}, and ")
            if kept
            else Text("数据文件不见了，", "The data file was gone; ")
        )
        how = (
            Text(
                f"已由备份 {self.base.name} 与其后的原件重建。",
                f"all was made anew from the backup {self.base.name} and the originals since.",
            )
            if self.base
            else Text("已由原件重建。", "all was made anew from the originals.")
        )
        files = ", ".join(dict.fromkeys(batch.file for batch in self.lost))
        gone = (
            Text(
                f"有 {len(self.lost)} 批的原件缺失，未能恢复，请重新导入：{files}。",
                f" The originals of {len(self.lost)} batches are missing; load these files again: {files}.",
            )
            if self.lost
            else Text("", "")
        )
        return Text(why.zh + how.zh + gone.zh, why.en + how.en + gone.en)


def open_store(home: Path, datasets: Sequence[Dataset], memory: str | None = None) -> tuple[Store, Recovered | None]:
    """The store of a folder, and what was done where its file could not be read, or lacks loads that its ledger has.

    None: all was well. Raises Failed where there is nothing to make it from: the file is set aside all the same.
    """
    try:
        store = Store(home, datasets, memory)
    except Unreadable:
        return _recovered(home, datasets, memory, _set_aside(home))
    if not store.is_behind:
        return store, None
    is_new = store.is_new
    store.close()
    return _recovered(home, datasets, memory, None if is_new else _set_aside(home))


def rebuild(home: Path, datasets: Sequence[Dataset], memory: str | None = None) -> Store:
    """The whole store made anew from the originals and the ledger beside them; it then takes the old one's place.

    Raises Failed when an original is missing or reads otherwise than it did; nothing is changed then.
    """
    batches, remembered = read_mirror(home / MIRROR)
    return _made(home, datasets, memory, _Plan(batches, remembered))[0]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to stand in the end, and the backup to begin with; `may_lose`: a missing original stops nothing."""

    batches: Sequence[Batch]
    remembered: dict[str, Mapping]
    base: Path | None = None
    may_lose: bool = False


def _stamp() -> str:
    """Two in a second do not take each other's name."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"


def _set_aside(home: Path) -> Path:
    aside = home / f"{FILE}.broken-{_stamp()}"
    # The log first: without its file it would be taken for that of the next one.
    for suffix in (".wal", ""):
        if (home / f"{FILE}{suffix}").exists():
            (home / f"{FILE}{suffix}").replace(home / f"{aside.name}{suffix}")
    return aside


def _recovered(
    home: Path, datasets: Sequence[Dataset], memory: str | None, aside: Path | None
) -> tuple[Store, Recovered]:
    try:
        batches, remembered = read_mirror(home / MIRROR)
        base = _base(home, batches)
    except ValueError as error:
        # The ledger beside the originals is torn too: what the newest backup knows is all there is.
        (home / MIRROR).replace(home / f"{MIRROR}.broken-{_stamp()}")
        base = next((path for path in backups(home) if _held(path)), None)
        if base is None:
            raise Failed(
                Text(
                    f"数据文件与记录都无法读取，且没有可用的备份；请把备份放入 {home / 'backups'} 后重试。",
                    f"neither the data file nor its ledger can be read, and there is no backup: put one into "
                    f"{home / 'backups'} and start again.",
                )
            ) from error
        batches, remembered = _held(base), {}
    store, lost = _made(home, datasets, memory, _Plan(batches, remembered, base, True))
    return store, Recovered(aside, base, lost)


def _base(home: Path, batches: Sequence[Batch]) -> Path | None:
    """The newest backup whose every load the ledger knows; None where there is none."""
    known = {batch.number: batch.sha256 for batch in batches}
    for path in backups(home):
        held = _held(path)
        if held and all(known.get(batch.number) == batch.sha256 for batch in held):
            return path
    return None


def _held(path: Path) -> tuple[Batch, ...]:
    try:
        return batches_of(path)
    except KamError:
        return ()


def _made(home: Path, datasets: Sequence[Dataset], memory: str | None, plan: _Plan) -> tuple[Store, tuple[Batch, ...]]:
    """The store in its place, and the loads that are missing in it.

    Only the newest active batch of a key shows (see kam.shelf), so that the active batches alone make the same store.
    """
    fresh = Path(tempfile.mkdtemp(prefix="rebuild-", dir=home))
    lost: list[Batch] = []
    try:
        if plan.base:
            shutil.copyfile(plan.base, fresh / FILE)
        store = Store(fresh, datasets, memory)
        held = {batch.number: batch for batch in store.history()}
        for batch in plan.batches:
            if batch.is_undone and batch.number in held and not held[batch.number].is_undone:
                store.undo(batch.number, WHO)
        for group in _by_load([batch for batch in plan.batches if batch.number not in held]):
            try:
                store.load(_replayed(home / "originals" / group[0].sha256, group, datasets, fresh))
            except Failed:
                if not plan.may_lose:
                    raise
                lost += group
        gone = {batch.number: batch.undone(now(), WHO) for batch in lost}
        store.restore_ledger(
            [gone.get(batch.number, batch) for batch in plan.batches if batch.is_undone or batch.number in gone],
            plan.remembered,
        )
        store.close()
        (home / f"{FILE}.wal").unlink(missing_ok=True)
        (fresh / FILE).replace(home / FILE)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Store(home, datasets, memory), tuple(lost)


def _by_load(batches: Sequence[Batch]) -> list[list[Batch]]:
    groups: list[list[Batch]] = []
    for batch in batches:
        if batch.is_undone:
            continue
        if groups and groups[-1][0].sha256 == batch.sha256 and groups[-1][-1].number == batch.number - 1:
            groups[-1].append(batch)
        else:
            groups.append([batch])
    return groups


def _replayed(
    original: Path, group: Sequence[Batch], datasets: Sequence[Dataset], work: Path
) -> list[tuple[Batch, pa.Table]]:
    first = group[0]
    if not original.exists():
        raise Failed(
            Text(f"缺少原件：{first.file}（{first.sha256}）", f"an original is missing: {first.file} ({first.sha256})")
        )
    decided = Options(tables={batch.table: batch.mapping for batch in group if batch.mapping})
    report = examine(original, first.file, datasets, decided, Path(tempfile.mkdtemp(dir=work)))
    if report.fault or any(report.tables[batch.table].dataset != batch.dataset for batch in group):
        raise Failed(Text(f"原件无法再次读取：{first.file}", f"an original cannot be read again: {first.file}"))
    return [(batch, rows_of(report.tables[batch.table])) for batch in group]
