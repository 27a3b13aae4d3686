"""Who sees what: the scope that every query is bound to. From the first day; everything, for now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What one viewer may see. `regions` None = all. Hashable, so it can stand in every cache key."""

    regions: frozenset[str] | None = None
    sees_money: bool = True
    sees_personal: bool = False


EVERYTHING = Scope()
