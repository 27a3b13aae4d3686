"""Who may come in: users with role and regions, their passwords, their sessions, and the record of what was done.

All of it is one SQLite file beside the store, so that the server, the command line and a restore can use it at the same
time. Passwords are kept as Argon2id hashes, sessions as the SHA-256 of their token; the record is append-only.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kam.access import ROLES, User
from kam.errors import Misuse, Refused
from kam.text import Text

FILE = "users.sqlite"
IDLE = timedelta(hours=2)
LIFE = timedelta(days=7)
LOCKED_FOR = timedelta(minutes=15)
TRIES = 5  # wrong passwords for one name within LOCKED_FOR
TRIES_FROM = 30  # and from one address, whatever the names
LEAST_LETTERS = 10
# How often a living session is written down: every request would be a write.
_NOTED_EVERY = timedelta(minutes=1)

_DDL = """
CREATE TABLE IF NOT EXISTS user (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, regions TEXT NOT NULL, hash TEXT, is_active INTEGER NOT NULL DEFAULT 1,
  email TEXT UNIQUE, must_change INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS session (
  digest TEXT PRIMARY KEY, name TEXT NOT NULL, begun_at TEXT NOT NULL, seen_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS attempt (at TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS trail (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL,
  about TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS trail_stays BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS trail_kept BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""
_WRONG = Text("用户名或密码不对。", "The name or the password is wrong.")
_LOCKED = Text(
    "错误次数过多，请 {minutes} 分钟后再试，或请管理员重设密码。",
    "Too many wrong tries. Wait {minutes} minutes, or ask the administrator for a new password.",
)


@dataclass(frozen=True, slots=True)
class Account:
    """A user as the administrator sees it."""

    user: User
    is_active: bool
    email: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the record: who did what, to what, when (UTC). `about` never holds a cell of a spreadsheet."""

    number: int
    at: datetime
    who: str
    did: str
    about: str


def digest(token: str) -> str:
    """What is stored of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Users:
    """The users of one data folder. Every call is a transaction of its own; any process may call at any time."""

    def __init__(self, home: Path, hasher: PasswordHasher | None = None) -> None:
        """`hasher`: a quicker one for tests; else what argon2-cffi recommends (RFC 9106)."""
        self.path = home / FILE
        self._hasher = hasher or PasswordHasher()
        self._is_ready = False
        # Checked where there is no such user, so that a wrong name takes as long as a wrong password.
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    @property
    def is_used(self) -> bool:
        """Whether anybody was ever made a user here."""
        return self.path.exists() and bool(self._rows("SELECT 1 FROM user LIMIT 1"))

    # -- users ------------------------------------------------------------------------------------------------------

    def add(self, name: str, role: str, regions: Iterable[str] = (), by: str = "", email: str | None = None) -> str:
        """Makes a user and gives the first password, which is stored nowhere. Misuse for what cannot be."""
        given = self._named(name, role, regions)
        password = secrets.token_urlsafe(12)
        with self._open() as file:
            if file.execute("SELECT 1 FROM user WHERE name = ?", [given.name]).fetchone():
                raise Misuse(Text(f"已有用户 {name}。", f"there is a user {name} already."))
            values = [
                given.name,
                role,
                _joined(given.regions),
                self._hasher.hash(password),
                (email or "").strip().lower() or None,
            ]
            file.execute("INSERT INTO user VALUES (?, ?, ?, ?, 1, ?, 1)", values)
            _note(file, by or name, "user added", f"{name} {role} {_said(given.regions)}")
        return password

    def change(self, name: str, role: str, regions: Iterable[str], is_active: bool, by: str) -> None:
        """Another role, other regions, or no way in any more; whoever is signed in under that name is signed out."""
        given = self._named(name, role, regions)
        with self._open() as file:
            values = [role, _joined(given.regions), int(is_active), name]
            changed = file.execute("UPDATE user SET role = ?, regions = ?, is_active = ? WHERE name = ?", values)
            if not changed.rowcount:
                raise Misuse(Text(f"没有用户 {name}。", f"there is no user {name}."))
            if not file.execute("SELECT 1 FROM user WHERE role = 'admin' AND is_active").fetchone():
                raise Misuse(Text("至少要有一名管理员。", "one administrator has to stay."))
            file.execute("DELETE FROM session WHERE name = ?", [name])
            state = "" if is_active else " closed"
            _note(file, by, "user changed", f"{name} {role} {_said(given.regions)}{state}")

    def new_password(self, name: str, by: str) -> str:
        """A password that is shown once; sessions and locks of that name end."""
        password = secrets.token_urlsafe(12)
        self._set(name, password, by, must_change=True)
        return password

    def set_password(self, name: str, old: str, new: str) -> None:
        """The user's own new password. Refused where the old one is wrong or the new one too short."""
        if len(new) < LEAST_LETTERS:
            raise Refused(
                Text(f"新密码至少 {LEAST_LETTERS} 个字符。", f"a password has at least {LEAST_LETTERS} letters."),
                "password",
            )
        if not self._is_right(name, old):
            raise Refused(_WRONG, "password")
        self._set(name, new, name, must_change=False)

    def all(self) -> list[Account]:
        """Every user by name."""
        rows = self._rows("SELECT name, role, regions, is_active, email FROM user ORDER BY name")
        return [Account(_user(*row[:3]), bool(row[3]), row[4]) for row in rows]

    # -- sessions ---------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, address: str) -> str:
        """The token of a new session. Refused (code `locked` or `password`) in words that do not tell who exists."""
        self._held_back(name, address)
        if not self._is_right(name, password):
            with self._open() as file:
                file.execute("INSERT INTO attempt VALUES (?, ?, ?)", [_now(), name, address])
                _note(file, name[:80], "sign-in refused", address)
            raise Refused(_WRONG, "password")
        return self._begin(name, address)

    def enter(self, email: str, address: str) -> str | None:
        """The token of a new session for whom another house vouches (OIDC); None where the address is nobody's here.

        A first password that was never used is void then: it was another's, and nobody needs it.
        """
        rows = self._rows("SELECT name FROM user WHERE email = ? AND is_active", [email.lower()])
        if not rows:
            with self._open() as file:
                _note(file, email[:80], "sign-in refused", address)
            return None
        name = str(rows[0][0])
        with self._open() as file:
            file.execute("UPDATE user SET hash = NULL, must_change = 0 WHERE name = ? AND must_change", [name])
        return self._begin(name, address)

    def _begin(self, name: str, address: str) -> str:
        token = secrets.token_urlsafe(32)
        with self._open() as file:
            file.execute("DELETE FROM attempt WHERE name = ?", [name])
            file.execute("DELETE FROM session WHERE begun_at < ?", [_now(-LIFE)])
            file.execute("INSERT INTO session VALUES (?, ?, ?, ?)", [digest(token), name, _now(), _now()])
            _note(file, name, "signed in", address)
        return token

    def alive(self, session: str) -> User | None:
        """Whose session of this digest lives; None when it ended, was idle too long, or the user may not come in."""
        rows = self._rows(
            "SELECT user.name, role, regions, must_change, seen_at FROM session JOIN user USING (name) "
            "WHERE digest = ? AND is_active AND seen_at > ? AND begun_at > ?",
            [session, _now(-IDLE), _now(-LIFE)],
        )
        if not rows:
            return None
        if rows[0][4] < _now(-_NOTED_EVERY):
            with self._open() as file:
                file.execute("UPDATE session SET seen_at = ? WHERE digest = ?", [_now(), session])
        return _user(*rows[0][:4])

    def sign_out(self, session: str) -> None:
        """Ends one session."""
        with self._open() as file:
            row = file.execute("DELETE FROM session WHERE digest = ? RETURNING name", [session]).fetchone()
            if row:
                _note(file, row[0], "signed out", "")

    # -- the record -------------------------------------------------------------------------------------------------

    def note(self, who: str, did: str, about: str = "") -> None:
        """Writes down what somebody did."""
        with self._open() as file:
            _note(file, who, did, about)

    def trail(self, most: int = 1000) -> list[Done]:
        """The record, the newest first."""
        rows = self._rows("SELECT number, at, who, did, about FROM trail ORDER BY number DESC LIMIT ?", [most])
        return [Done(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in rows]

    # -- inside -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        is_new = not self.path.exists()
        file = sqlite3.connect(self.path, timeout=30)
        try:
            if is_new:
                # Whoever can read the file could try the hashes in peace.
                self.path.chmod(0o600)
                file.execute("PRAGMA journal_mode = WAL")
            if is_new or not self._is_ready:
                file.executescript(_DDL)
                self._is_ready = True
            with file:
                yield file
        finally:
            file.close()

    def _rows(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        with self._open() as file:
            return file.execute(sql, tuple(values)).fetchall()

    def _named(self, name: str, role: str, regions: Iterable[str]) -> User:
        """The user as given; Misuse where that is none."""
        if role not in ROLES:
            known = ", ".join(ROLES)
            raise Misuse(Text(f"没有角色 {role}，可选：{known}。", f"there is no role {role}; choose of {known}."))
        if not name.strip() or name != name.strip() or len(name) > 80 or not name.isprintable():
            raise Misuse(Text("用户名须为 1 至 80 个可见字符。", "a name has 1 to 80 letters that can be seen."))
        chosen = frozenset(regions)
        if ROLES[role].code in ("region", "viewer") and not chosen:
            raise Misuse(Text("该角色须指定区域。", "this role needs its regions."))
        return User(name, ROLES[role], chosen)

    def _set(self, name: str, password: str, by: str, must_change: bool) -> None:
        with self._open() as file:
            values = [self._hasher.hash(password), int(must_change), name]
            if not file.execute("UPDATE user SET hash = ?, must_change = ? WHERE name = ?", values).rowcount:
                raise Misuse(Text(f"没有用户 {name}。", f"there is no user {name}."))
            file.execute("DELETE FROM session WHERE name = ?", [name])
            file.execute("DELETE FROM attempt WHERE name = ?", [name])
            _note(file, by, "password changed", name)

    def _held_back(self, name: str, address: str) -> None:
        """Refused while there were too many wrong tries for the name, or from the address."""
        since = _now(-LOCKED_FOR)
        for column, value, most in (("name", name, TRIES), ("address", address, TRIES_FROM)):
            rows = self._rows(f"SELECT COUNT(*) FROM attempt WHERE {column} = ? AND at > ?", [value, since])
            if rows[0][0] >= most:
                raise Refused(_LOCKED.fill(minutes=LOCKED_FOR.seconds // 60), "locked")

    def _is_right(self, name: str, password: str) -> bool:
        rows = self._rows("SELECT hash FROM user WHERE name = ? AND is_active AND hash IS NOT NULL", [name])
        try:
            return self._hasher.verify(str(rows[0][0]) if rows else self._nobody, password) and bool(rows)
        except (VerificationError, InvalidHashError):
            return False


def _note(file: sqlite3.Connection, who: str, did: str, about: str) -> None:
    file.execute("INSERT INTO trail (at, who, did, about) VALUES (?, ?, ?, ?)", [_now(), who, did, about])


def _user(name: object, role: object, regions: object, must_change: object = 0) -> User:
    return User(str(name), ROLES[str(role)], frozenset(filter(None, str(regions).split("\x1f"))), bool(must_change))


def _joined(regions: Iterable[str]) -> str:
    return "\x1f".join(sorted(regions))


def _said(regions: Iterable[str]) -> str:
    return ", ".join(sorted(regions))


def _now(shift: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + shift).isoformat(timespec="seconds")
