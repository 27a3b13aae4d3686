"""Writes the sample company's workbooks: `python data/sample/make.py [FOLDER]`, by default beside this script.

Every name in them is invented. Each table draws from its own random source, so that a change in one leaves the others.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import accounts as directory
import book
import orders
import plans
import rebates
import relations
import rivals
import wallets
from people import Names
from stories import REGIONS, SEED


def _rng(table: str) -> Random:
    return Random(f"{SEED} {table}")  # text as a seed does not depend on the process


def company() -> dict[str, book.Tables]:
    """Workbook name -> dataset -> rows."""
    names = Names(_rng("names"))
    names.reserve("远航机电工程")
    managers = {region: [names.person() for _ in range(4)] for region in REGIONS}
    field = {region: [names.person() for _ in range(6)] for region in REGIONS}
    accounts = [
        account
        for region in REGIONS
        for account in directory.region_list(_rng(f"accounts {region}"), names, region, managers[region])
    ]
    short = accounts[0]
    directory.make_short(short)
    people = relations.contacts(_rng("contact"), names, accounts)
    lines = orders.make(_rng("order_line"), accounts, short)
    agreements, tiers = rebates.agreement_rows(_rng("agreement"), accounts, short, rebates.bought(lines))
    return {
        "大客户名录": {
            "account": directory.rows(_rng("account"), accounts),
            "contact": [row for rows in people.values() for row in rows],
            "region": plans.region_rows(),
        },
        "订单明细": {"order_line": orders.rows(lines)},
        "客户采购额": {"wallet": wallets.rows(_rng("wallet"), accounts, orders.volumes(lines))},
        "阶段与商机": {
            "stage_change": directory.change_rows(accounts),
            "deal": plans.deal_rows(_rng("deal"), accounts),
        },
        "竞争对手": {
            "rival_score": rivals.score_rows(_rng("rival_score"), accounts),
            "rival_profile": rivals.profile_rows(_rng("rival_profile"), accounts),
            "swot": rivals.swot_rows(_rng("swot"), accounts),
            "intel": rivals.intel_rows(_rng("intel"), accounts),
        },
        "返点与让利": {
            "agreement": agreements,
            "rebate_tier": tiers,
            "concession": rebates.concession_rows(_rng("concession"), accounts, agreements),
        },
        "拜访与行动": {
            "visit": relations.visit_rows(_rng("visit"), accounts, people, field),
            "action": plans.action_rows(_rng("action"), accounts),
            "target": plans.target_rows(lines, accounts),
            "fund": plans.fund_rows(_rng("fund"), accounts),
        },
    }


def main(folder: Path) -> None:
    """Writes every workbook into the folder and says what stands in it."""
    for name, tables in company().items():
        path = folder / f"{name}.xlsx"
        book.write(path, tables)
        counts = ", ".join(f"{table} {len(rows):,}" for table, rows in tables.items())
        print(f"{path.name}: {path.stat().st_size // 1024:,} KB ({counts})")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
