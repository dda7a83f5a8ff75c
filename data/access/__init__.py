"""Who may see and do what: accounts, sessions, walls, read tokens and the audit log. Knows no web.

access = Access(engine)
secret = access.sign_in("an.nguyen", password, where="10.0.0.7", agent="Firefox", now=now)
access.session(secret, now)  # who looks, at the speed of memory
"""

from __future__ import annotations

from data.access.audit import AuditLog
from data.access.devices import Devices
from data.access.passwords import Passwords
from data.access.records import (
    AccessRefusedError,
    AccountRow,
    Actor,
    ActorKind,
    AuditEntry,
    By,
    DeviceRow,
    GrantRow,
    Pairing,
    SessionSeen,
    TokenRow,
    WaitingPairing,
)
from data.access.sign_in import SignIn
from data.access.store import IDLE, LIFETIME
from data.access.tokens import Tokens

__all__ = [
    "IDLE",
    "LIFETIME",
    "Access",
    "AccessRefusedError",
    "AccountRow",
    "Actor",
    "ActorKind",
    "AuditEntry",
    "By",
    "DeviceRow",
    "GrantRow",
    "Pairing",
    "Passwords",
    "SessionSeen",
    "TokenRow",
    "WaitingPairing",
]


class Access(SignIn, Devices, Tokens, AuditLog):
    """Everything about access, each part in its own module. Safe to share between threads.

    A change is effective within a second in every process: identities are kept in memory while the access
    version and the data version stand, which are read at most once a second. While the database is down
    known identities stay for 15 minutes; anything else raises DataUnavailableError.
    """
