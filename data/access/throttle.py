"""Back-off after failed sign-ins, by name and by network address (OWASP ASVS 5, section 6.3.1).

A name is throttled whether or not an account has it: a refusal must not tell who exists. An attempt counts
as failed before its password is looked at, so that many at once are not one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from data.access.words import plain
from data.schema import SignInThrottle

FREE: Mapping[str, int] = {"name": 5, "address": 20}
"""The failure from which attempts wait. A whole office may share one address."""
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=1)
FORGOTTEN_AFTER = dt.timedelta(days=1)
_DOUBLINGS = 6
"""2^6 minutes are longer than the longest wait."""


def wait_after(kind: str, failures: int) -> dt.timedelta | None:
    """How long the next attempt waits after so many failures in a row; None while attempts are free."""
    over = failures - FREE[kind]
    return min(FIRST_WAIT * 2 ** min(over, _DOUBLINGS), LONGEST_WAIT) if over >= 0 else None


def admit(connection: Connection, name: str, where: str, now: dt.datetime) -> dt.datetime | None:
    """Count an attempt and let it through (None), or give the moment until which it is refused.

    Call it in a transaction that is the only one to write access.
    """
    connection.execute(delete(SignInThrottle).where(SignInThrottle.failed_at < now - FORGOTTEN_AFTER))
    subjects = _subjects(name, where)
    statement = select(SignInThrottle.kind, SignInThrottle.failures, SignInThrottle.locked_until)
    rows = connection.execute(statement.where(_any_of(subjects))).all()
    locked: list[dt.datetime] = [
        row.locked_until for row in rows if row.locked_until is not None and row.locked_until > now
    ]
    if locked:
        return max(locked)
    before = {row.kind: row.failures for row in rows}
    connection.execute(delete(SignInThrottle).where(_any_of(subjects)))
    for kind, subject in subjects.items():
        _count(connection, kind, subject, before.get(kind, 0) + 1, now)
    return None


def forgive(connection: Connection, name: str, where: str = "") -> None:
    """Forget the failures of a name, and take back that the attempt from an address counted as one.

    The address keeps its earlier ones until they age: one good account must not buy guesses at others.
    """
    subjects = _subjects(name, where)
    by_name = and_(SignInThrottle.kind == "name", SignInThrottle.subject == subjects.pop("name"))
    connection.execute(delete(SignInThrottle).where(by_name))
    if subjects:
        fewer = {"failures": SignInThrottle.failures - 1, "locked_until": None}
        connection.execute(update(SignInThrottle).where(_any_of(subjects)).values(fewer))


def _subjects(name: str, where: str) -> dict[str, str]:
    """Kinds with their subjects. Names are digests: people type passwords into the field for names."""
    hashed = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    address = plain(where)
    return {"name": hashed} | ({"address": address} if address else {})


def _any_of(subjects: Mapping[str, str]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(SignInThrottle.kind == kind, SignInThrottle.subject == subject)
            for kind, subject in subjects.items()
        )
    )


def _count(connection: Connection, kind: str, subject: str, failures: int, now: dt.datetime) -> None:
    wait = wait_after(kind, failures)
    connection.execute(
        insert(SignInThrottle).values(
            kind=kind,
            subject=subject,
            failures=failures,
            failed_at=now,
            locked_until=None if wait is None else now + wait,
        )
    )
