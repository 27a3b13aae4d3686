"""A question and its answer's shape: the values that topics declare and pages, CLI and exports read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Literal

from kam.text import Text

Window = Literal["history", "period", "both years"]
FieldKind = Literal["money", "rate", "count", "number", "day", "text", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """One promised column: its name in the answer, its heading, how its values are shown."""

    name: str
    label: Text
    kind: FieldKind


@dataclass(frozen=True)
class Query:
    """One published question. `name` is topic.query; its SELECT lies beside the topic as query.sql.

    `formula` says in a reader's words what is computed; it stands behind every figure's question mark. `window`: what
    happened counts up to the as-of day, within the period, or within it and the same days last year.
    """

    name: str
    label: Text
    formula: Text
    fields: tuple[Field, ...]
    window: Window = "history"

    @cached_property
    def sql(self) -> str:
        """The SELECT as written, header comment included."""
        topic, query = self.name.split(".")
        return resources.files(f"kam.topics.{topic}").joinpath(f"{query}.sql").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Topic:
    """One room of questions."""

    name: str
    label: Text
    queries: tuple[Query, ...]
