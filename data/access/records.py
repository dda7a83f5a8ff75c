"""What the desk of accounts takes and gives: rows for people to look at, refusals in words, and who acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from data.contracts import Role, Viewer

ActorKind: TypeAlias = Literal["account", "device", "token", "demo", "command", "anonymous"]
Reason: TypeAlias = Literal["wrong", "locked", "disabled", "weak", "taken", "unknown", "expired"]


class AccessRefusedError(Exception):
    """Access refuses: `problem` says why in Vietnamese; `until` is when to try again, where that helps."""

    def __init__(self, reason: Reason, problem: str, until: dt.datetime | None = None) -> None:
        """Refuse for a reason, in words for people."""
        super().__init__(problem)
        self.reason: Reason = reason
        self.problem = problem
        self.until = until


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, for the audit log: name, kind, and network address where there is one."""

    name: str
    kind: ActorKind = "account"
    where: str = ""


By: TypeAlias = Actor | str
"""An actor; a text alone is the name of an account."""


def actor_of(by: By) -> Actor:
    """Read a text as the account of that name."""
    return Actor(by) if isinstance(by, str) else by


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role of an account. `unit` is an address, empty for everything; a unit that is gone has no name."""

    id: int
    role: Role
    unit: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as administrators see it."""

    name: str
    title: str
    is_active: bool
    has_password: bool
    has_single_sign_on: bool
    created_at: dt.datetime
    signed_in_at: dt.datetime | None
    grants: tuple[GrantRow, ...]


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """A session that holds. `seen_at` is at most a minute old."""

    viewer: Viewer
    account_name: str
    began_at: dt.datetime
    seen_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a wall keeps while it waits: the code that it shows, and the secret that it does not."""

    code: str
    secret: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class WaitingPairing:
    """A wall that waits, as administrators see it. `where` is its network address."""

    code: str
    where: str
    begun_at: dt.datetime
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A wall as administrators see it: `seen_at` is its last heartbeat, `showing` what it showed then."""

    id: int
    name: str
    playlist: str
    unit: str
    unit_name: str
    paired_by: str
    paired_at: dt.datetime
    revoked_at: dt.datetime | None
    seen_at: dt.datetime | None
    showing: str
    browser: str
    build: str


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as administrators see it; the token itself was shown once."""

    id: int
    name: str
    may_write: bool
    unit: str
    unit_name: str
    issued_by: str
    issued_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What somebody did. `where` is a network address; `action` is a word, or two with a dot."""

    id: int
    at: dt.datetime
    actor: str
    kind: ActorKind
    action: str
    subject: str
    where: str
    detail: Mapping[str, str]
