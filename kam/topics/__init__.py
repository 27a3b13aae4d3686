"""Every topic and every published question."""

from __future__ import annotations

from kam.topic import Query, Topic
from kam.topics import board, engagement, funnel, pitfalls, plan, quality, rebate, rivals, roster, share

TOPICS: tuple[Topic, ...] = (
    board.TOPIC,
    share.TOPIC,
    funnel.TOPIC,
    rivals.TOPIC,
    rebate.TOPIC,
    pitfalls.TOPIC,
    roster.TOPIC,
    engagement.TOPIC,
    plan.TOPIC,
    quality.TOPIC,
)
QUERIES: dict[str, Query] = {query.name: query for topic in TOPICS for query in topic.queries}
