"""Who sees what: roles, users, and the scope that every query is bound to. Source: domain.md, Who may see what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kam.text import Text

Right = Literal["figures", "upload", "decide", "settings", "users", "operate"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What one viewer may see. `regions` None = all. Hashable, so it can stand in every cache key.

    `sees_money` is the right to what a sale cost us and what follows from it; sales and prices are everybody's.
    """

    regions: frozenset[str] | None = None
    sees_money: bool = True
    sees_personal: bool = False

    @property
    def key(self) -> str:
        """The scope as text: what keeps one viewer's remembered answers from another."""
        # With a separator in front: a region may be named like what stands for all of them.
        regions = "*" if self.regions is None else "\x1f" + "\x1f".join(sorted(self.regions))
        return f"{regions}|{self.sees_money}|{self.sees_personal}"


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Role:
    """One of the three tiers, the viewer or the administrator: what it sees and what it may do.

    `is_everywhere`: every region without naming any. `sees_personal`: it may ask for personal fields, each look on
    record.
    """

    code: str
    label: Text
    is_everywhere: bool
    sees_money: bool
    sees_personal: bool
    rights: frozenset[Right]


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("executive", Text("公司领导", "Executive"), True, True, False, frozenset({"figures", "decide"})),
        Role(
            "key_account",
            Text("大客户部", "Key-account team"),
            True,
            True,
            True,
            frozenset({"figures", "decide", "upload"}),
        ),
        Role("region", Text("区域", "Region"), False, True, True, frozenset({"figures", "decide", "upload"})),
        Role("viewer", Text("查看者", "Viewer"), False, False, False, frozenset({"figures"})),
        # Least need: who keeps the users and the backups sees no customer.
        Role(
            "admin",
            Text("管理员", "Administrator"),
            False,
            False,
            False,
            frozenset({"settings", "users", "operate"}),
        ),
    )
}
# Whoever works alone on this machine is everybody at once, until the first user is made; no sign-in gives this role.
OWNER = Role(
    "owner",
    Text("单机用户", "Single user"),
    True,
    True,
    True,
    frozenset({"figures", "decide", "upload", "settings", "users", "operate"}),
)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works here: the name that the ledger keeps, a role and, where the role is of regions, those.

    `must_change`: the password is another's and has to be changed before anything else.
    """

    name: str
    role: Role
    regions: frozenset[str] = frozenset()
    must_change: bool = False

    def may(self, right: Right) -> bool:
        return right in self.role.rights

    @property
    def scope(self) -> Scope:
        """What every query of this user is bound to. Personal fields are asked for one by one, never part of it."""
        return Scope(None if self.role.is_everywhere else self.regions, self.role.sees_money, False)


Who = User | str  # a bare name is somebody at the machine itself, whom nothing holds back


def name_of(who: Who) -> str:
    """The name that the ledger keeps."""
    return who if isinstance(who, str) else who.name
