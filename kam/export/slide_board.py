"""What the slides of the overview say: its charts, and what needs a decision."""

from __future__ import annotations

import pandas as pd

from kam.export.slide_funnel import reached
from kam.export.slide_rebate import commitments
from kam.export.slide_rivals import lead, radar
from kam.export.slide_share import share_by_region, share_title
from kam.export.slide_tables import table
from kam.export.slide_values import (
    Asked,
    Part,
    Slide,
    queries,
)
from kam.figure import texts, values
from kam.text import Text, money
from kam.topics import QUERIES
from kam.topics.board.words import KINDS

NO_FINDINGS = Text("没有需要决定的要事", "Nothing needs a decision")


def overview(asked: Asked) -> list[Slide]:
    """The figures and four charts, then what needs a decision."""
    found = asked.answer("board.exceptions")
    first = (share_by_region(asked), reached(asked))
    return [
        Slide(share_title(asked), first, queries("share.by_region", "funnel.reached"), asked.boxes),
        Slide(lead(asked), (radar(asked), commitments(asked)), queries("rivals.radar", "rebate.status")),
        Slide(needs_decision(asked, found), (findings(asked, found),), queries("board.exceptions")),
    ]


def needs_decision(asked: Asked, found: pd.DataFrame) -> str:
    """How many findings there are, and the one with the most money at stake."""
    if found.empty:
        return asked.say(NO_FINDINGS)
    first = found.iloc[0]
    kind, amount = asked.say(KINDS[str(first["kind"])].label), values(found, "at_stake")[0]
    who = asked.named(texts(found, "account_id")[0])
    largest = Text(
        f"要事 {len(found):,} 件，涉及金额最大：{who}{kind}，{money(amount, 'zh')}",
        f"{len(found):,} findings need a decision; most at stake: {who}, {kind.lower()}, {money(amount, 'en')}",
    )
    return asked.say(largest)


def findings(asked: Asked, found: pd.DataFrame, most: int = 14) -> Part:
    """What needs a decision, the most money first."""
    query = QUERIES["board.exceptions"]
    return table(asked, asked.say(query.label), found, query.fields, asked.say(NO_FINDINGS), most)
