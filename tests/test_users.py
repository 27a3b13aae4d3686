"""Who may come in: passwords, locks, sessions and the record that only grows."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kam import users as machine
from kam.access import ROLES
from kam.errors import Misuse, Refused
from kam.users import TRIES, Users, digest

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def users(tmp_path: Path) -> Users:
    made = Users(tmp_path, QUICK)
    made.add("root", "admin")
    return made


def test_a_password_opens_and_stands_nowhere(users: Users) -> None:
    password = users.add("王敏", "region", ["华东", "华南"], "root")
    token = users.sign_in("王敏", password, "10.0.0.1")
    user = users.alive(digest(token))
    assert user is not None
    assert (user.name, user.role, user.regions) == ("王敏", ROLES["region"], {"华东", "华南"})
    assert user.must_change
    kept = b"".join(path.read_bytes() for path in users.path.parent.iterdir())
    assert password.encode() not in kept
    assert token.encode() not in kept
    assert users.path.stat().st_mode & 0o077 == 0


def test_a_wrong_name_and_a_wrong_password_are_told_alike_and_lock_in_the_end(users: Users) -> None:
    password = users.add("ann", "executive", by="root")
    said = set()
    for name in ("ann", "nobody"):
        with pytest.raises(Refused) as refused:
            users.sign_in(name, "wrong", "10.0.0.1")
        said.add(refused.value.message)
    assert len(said) == 1
    for _ in range(TRIES - 1):
        with pytest.raises(Refused):
            users.sign_in("ann", "wrong", "10.0.0.1")
    with pytest.raises(Refused) as refused:
        users.sign_in("ann", password, "10.0.0.2")
    assert refused.value.code == "locked"
    assert users.sign_in("ann", users.new_password("ann", "root"), "10.0.0.2")


def test_many_names_from_one_address_are_held_back(users: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "TRIES_FROM", 3)
    for number in range(3):
        with pytest.raises(Refused):
            users.sign_in(f"n{number}", "wrong", "10.0.0.1")
    with pytest.raises(Refused) as refused:
        users.sign_in("n9", "wrong", "10.0.0.1")
    assert refused.value.code == "locked"


def test_a_session_ends_by_sign_out_by_idleness_and_with_its_user(
    users: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    def session() -> str:
        return digest(users.sign_in("ann", password, "10.0.0.1"))

    password = users.add("ann", "viewer", ["华东"], "root")
    first, second = session(), session()
    users.sign_out(first)
    assert users.alive(first) is None
    assert users.alive(second)
    users.change("ann", "viewer", ["华东"], False, "root")
    assert users.alive(second) is None
    with pytest.raises(Refused):
        session()
    users.change("ann", "region", ["华北"], True, "root")
    third = session()
    found = users.alive(third)
    assert found is not None
    assert found.regions == {"华北"}
    monkeypatch.setattr(machine, "IDLE", timedelta(seconds=-1))
    assert users.alive(third) is None


def test_the_own_password_is_changed_by_the_old_one_and_ends_every_session(users: Users) -> None:
    password = users.add("ann", "executive", by="root")
    session = digest(users.sign_in("ann", password, "10.0.0.1"))
    for old, new in (("wrong", "long enough now"), (password, "short")):
        with pytest.raises(Refused):
            users.set_password("ann", old, new)
    users.set_password("ann", password, "long enough now")
    assert users.alive(session) is None
    found = users.alive(digest(users.sign_in("ann", "long enough now", "10.0.0.1")))
    assert found is not None
    assert not found.must_change


@pytest.mark.parametrize(
    ("name", "role"),
    [("x", "boss"), ("", "admin"), (" x", "admin"), ("a\nb", "admin"), ("x", "region"), ("x", "viewer")],
)
def test_what_is_no_user_is_refused(users: Users, name: str, role: str) -> None:
    with pytest.raises(Misuse):
        users.add(name, role)


def test_one_administrator_stays(users: Users) -> None:
    for role, is_active in (("executive", True), ("admin", False)):
        with pytest.raises(Misuse):
            users.change("root", role, (), is_active, "root")
    assert [account.user.role.code for account in users.all()] == ["admin"]


def test_the_record_only_grows(users: Users) -> None:
    users.note("ann", "exported", "share")
    assert [(done.who, done.did) for done in users.trail()] == [("ann", "exported"), ("root", "user added")]
    file = sqlite3.connect(users.path)
    for sql in ("DELETE FROM trail", "UPDATE trail SET who = 'bob'"):
        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            file.execute(sql)
    file.close()
