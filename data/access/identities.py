"""Identities kept in the process while the access version stands: every request asks who it is for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

from cachetools import LRUCache
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from data.contracts import DataUnavailableError
from data.schema import AccessVersion
from data.version import READ_INTERVAL_SECONDS, version_scalar

GRACE_SECONDS = 15 * 60.0
"""How long known identities outlive the database: a wall keeps its figures, no login takes their place."""
KEPT = 4096
"""Identities remembered of each kind, a few hundred bytes each."""

Versions: TypeAlias = tuple[int, int]
"""Access version and data version: a scope follows from grants and from the tree of units."""
T = TypeVar("T")


class VersionsReader:
    """Both versions, read at most once a second however many ask, like data.version.VersionReader."""

    def __init__(self, engine: Engine, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Read through `engine`; `monotonic` gives seconds."""
        self._engine = engine
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._known: Versions | None = None
        self._read_at = self._confirmed_at = float("-inf")
        self.answers = False
        """Whether the database could be read the last time it was asked."""

    def current(self) -> Versions:
        """Give the versions, the last ones known while the database is down; DataUnavailableError without."""
        with self._lock:
            now = self._monotonic()
            if now - self._read_at >= READ_INTERVAL_SECONDS:
                self._refresh()
            if self._known is None or (not self.answers and now - self._confirmed_at > GRACE_SECONDS):
                raise DataUnavailableError("the access version cannot be read")
            return self._known

    def hasten(self) -> None:
        """Read again at the next question: this process has just changed something."""
        with self._lock:
            self._read_at = float("-inf")

    def _refresh(self) -> None:
        try:
            with self._engine.connect() as connection:
                row = connection.execute(select(AccessVersion.version, version_scalar())).one()
            self._known = (int(row[0]), int(row[1]))
            self._confirmed_at = self._monotonic()
            self.answers = True
        except SQLAlchemyError:
            self.answers = False
        self._read_at = self._monotonic()


class Identities(Generic[T]):
    """What secrets of one kind stand for, by digest. Only secrets that were found are kept."""

    def __init__(self, versions: VersionsReader) -> None:
        """Keep what is found until `versions` move."""
        self._versions = versions
        self._lock = threading.Lock()
        self._kept: LRUCache[str, tuple[Versions, T]] = LRUCache(KEPT)

    def find(self, key: str, read: Callable[[], T | None]) -> T | None:
        """Give what `key` stands for, from memory or by `read`.

        DataUnavailableError for one that is not known while the database is down. What is read is kept
        under the versions from before reading: a change that came between is seen at the next question.
        """
        versions = self._versions.current()
        with self._lock:
            known = self._kept.get(key)
        if known is not None and (known[0] == versions):
            return known[1]
        if not self._versions.answers:
            raise DataUnavailableError("who this is cannot be read")
        found = read()
        if found is not None:
            with self._lock:
                self._kept[key] = (versions, found)
        return found

    def forget(self, key: str) -> None:
        """Read this one again at the next question."""
        with self._lock:
            self._kept.pop(key, None)
