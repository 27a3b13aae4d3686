"""Whether what somebody is about to write lies within the regions of that somebody: the rows and those they replace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from kam.access import User
from kam.dataset import Dataset
from kam.errors import Refused
from kam.ledger import Batch
from kam.text import Text

_FOREIGN = Text(
    "“{sheet}”第 {row} 行（{label}）不属于您的区域（{regions}），未作任何更改。请删去不属于您的行，或请大客户部导入。",
    "Row {row} of {sheet} ({label}) is not of your regions ({regions}); nothing was changed. Take out the rows "
    "that are not yours, or ask the key-account team to load them.",
)
_REPLACES = Text(
    "“{sheet}”第 {row} 行（{label}）会替换其他区域的数据，未作任何更改。请检查编号。",
    "Row {row} of {sheet} ({label}) would replace a row of another region; nothing was changed. Check its number.",
)
_NOT_YOURS = Text(
    "第 {number} 批由 {who} 载入，只能由其本人或大客户部撤销。",
    "Batch {number} was loaded by {who}: only they or the key-account team can take it back.",
)


def hold_to_regions(
    connection: duckdb.DuckDBPyConnection,
    datasets: Mapping[str, Dataset],
    drafts: Sequence[tuple[Batch, pa.Table]],
    user: User,
) -> None:
    """Refused with the first row that a user of some regions may not write; whoever is of all regions may write all.

    A row is of the region it names, else of its account's (a rebate tier: its agreement's), known already or in the
    same file. What the app keeps for itself, such as reviews, is nobody's region.
    """
    if user.role.is_everywhere:
        return
    cursor = connection.cursor()
    try:
        for name in ("account", "agreement"):
            _with_drafts(cursor, name, [rows for batch, rows in drafts if batch.dataset == name])
        for batch, rows in drafts:
            dataset = datasets[batch.dataset]
            if dataset.is_own:
                continue
            cursor.register("draft", rows)
            for sql, words in ((_new(dataset), _FOREIGN), (_old(dataset), _REPLACES)):
                (row,) = cursor.execute(sql, [sorted(user.regions)]).fetchall()[0]
                if row is not None:
                    told = {"sheet": batch.sheet, "row": row, "regions": "、".join(sorted(user.regions))}
                    raise Refused(
                        Text(
                            words.fill(**told, label=dataset.label.zh).zh, words.fill(**told, label=dataset.label.en).en
                        ),
                        "region",
                    )
            cursor.unregister("draft")
    finally:
        cursor.close()


def _with_drafts(cursor: duckdb.DuckDBPyConnection, name: str, drafts: Sequence[pa.Table]) -> None:
    """A temporary table of the rows known and those to come, in the columns that tell of whom they are."""
    columns = "account_id, region" if name == "account" else "agreement_no, account_id"
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE known_{name} AS SELECT {columns} FROM main.{name}")
    for rows in drafts:
        cursor.register("coming", rows)
        cursor.execute(f"INSERT INTO known_{name} SELECT {columns} FROM coming")
        cursor.unregister("coming")


def _new(dataset: Dataset) -> str:
    return f"SELECT MIN(row_) FROM ({_placed(dataset, 'draft')}) WHERE region IS NULL OR NOT LIST_CONTAINS(?, region)"


def _old(dataset: Dataset) -> str:
    """The first draft row under whose key a row of another region stands."""
    same = " AND ".join(f"old.{name} IS NOT DISTINCT FROM draft.{name}" for name in dataset.key)
    standing = f"(SELECT old.* EXCLUDE (_row), draft._row FROM main.{dataset.name} AS old JOIN draft ON {same})"
    return f"SELECT MIN(row_) FROM ({_placed(dataset, standing)}) WHERE region IS NULL OR NOT LIST_CONTAINS(?, region)"


def _placed(dataset: Dataset, source: str) -> str:
    """Each row's number and each region it is of."""
    has_account, has_region = "account_id" in dataset.names, "region" in dataset.names
    if dataset.name == "account" or (has_region and not has_account):
        return f"SELECT given._row AS row_, given.region FROM {source} AS given"
    joins = "LEFT JOIN known_account ON known_account.account_id = given.account_id"
    if not has_account and "agreement_no" in dataset.names:
        joins = (
            "LEFT JOIN known_agreement ON known_agreement.agreement_no = given.agreement_no "
            "LEFT JOIN known_account ON known_account.account_id = known_agreement.account_id"
        )
    elif not has_account:
        return f"SELECT given._row AS row_, CAST(NULL AS VARCHAR) AS region FROM {source} AS given"
    region = "COALESCE(given.region, known_account.region)" if has_region else "known_account.region"
    return f"SELECT given._row AS row_, {region} AS region FROM {source} AS given {joins}"


def hold_to_own(batch: Batch, user: User) -> None:
    """Refused where a user of some regions is about to take back what another loaded."""
    if not user.role.is_everywhere and batch.who != user.name:
        raise Refused(_NOT_YOURS.fill(number=batch.number, who=batch.who), "right")
