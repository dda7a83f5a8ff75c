"""What walls say of themselves, written together: twenty walls cost the database no more than one."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Update, case, literal, or_, update

from data.schema import Device

WRITTEN_EVERY: Final = dt.timedelta(seconds=15)
"""Half of the pause between two heartbeats of a wall: with one wall each of them is written as it comes."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What a wall said, and when."""

    showing: str
    browser: str
    build: str
    seen_at: dt.datetime


class Heartbeats:
    """The latest heartbeat of each wall that this process has heard and not written yet."""

    def __init__(self) -> None:
        """Begin with none; the first one is due at once."""
        self._lock = threading.Lock()
        self._heard: dict[str, Heartbeat] = {}
        self._written_at: dt.datetime | None = None

    def hear(self, key_sha256: str, heartbeat: Heartbeat) -> Mapping[str, Heartbeat]:
        """Remember a wall's heartbeat; give all that are to be written now, none while it is too early."""
        with self._lock:
            self._heard[key_sha256] = heartbeat
            written = self._written_at
            if written and dt.timedelta(0) <= heartbeat.seen_at - written < WRITTEN_EVERY:
                return {}
            self._written_at = heartbeat.seen_at
            due, self._heard = self._heard, {}
            return due


def noted(due: Mapping[str, Heartbeat]) -> Update:
    """Write heartbeats by the digest of the walls' keys in one statement; one that is older is left out."""
    columns = (Device.showing, Device.browser, Device.build, Device.seen_at)
    values = {
        column: case(
            {key: literal(getattr(said, column.key), column.type) for key, said in due.items()},
            value=Device.key_sha256,
        )
        for column in columns
    }
    is_newer = or_(Device.seen_at.is_(None), Device.seen_at < values[Device.seen_at])
    live = (Device.key_sha256.in_(due), Device.revoked_at.is_(None), is_newer)
    return update(Device).where(*live).values(values)
