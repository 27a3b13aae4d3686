"""Every kind of spreadsheet the product knows, one file each."""

from __future__ import annotations

from kam.dataset import Dataset
from kam.datasets.account import ACCOUNT
from kam.datasets.action import ACTION
from kam.datasets.agreement import AGREEMENT
from kam.datasets.concession import CONCESSION
from kam.datasets.contact import CONTACT
from kam.datasets.deal import DEAL
from kam.datasets.fund import FUND
from kam.datasets.intel import INTEL
from kam.datasets.order_line import ORDER_LINE
from kam.datasets.own import OWN
from kam.datasets.rebate_tier import REBATE_TIER
from kam.datasets.region import REGION
from kam.datasets.rival_profile import RIVAL_PROFILE
from kam.datasets.rival_score import RIVAL_SCORE
from kam.datasets.stage_change import STAGE_CHANGE
from kam.datasets.swot import SWOT
from kam.datasets.target import TARGET
from kam.datasets.visit import VISIT
from kam.datasets.wallet import WALLET

ALL: tuple[Dataset, ...] = (
    ACCOUNT,
    WALLET,
    ORDER_LINE,
    STAGE_CHANGE,
    DEAL,
    CONTACT,
    RIVAL_SCORE,
    RIVAL_PROFILE,
    AGREEMENT,
    REBATE_TIER,
    CONCESSION,
    VISIT,
    TARGET,
    REGION,
    FUND,
    ACTION,
    SWOT,
    INTEL,
)

BY_NAME = {dataset.name: dataset for dataset in ALL}
# What a store holds: the spreadsheets and what the app keeps itself.
EVERY: tuple[Dataset, ...] = (*ALL, *OWN)
