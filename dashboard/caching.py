"""The one cache: finished payloads, keyed by what was asked and the data version that answered.

Nothing is invalidated by hand: a new data version makes new keys, and old ones fall out by age of use.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakValueDictionary

import structlog
from cachetools import LRUCache
from flask import Flask
from flask_caching import Cache
from flask_caching.backends.base import BaseCache

from dashboard.settings import Settings
from data.contracts import DataUnavailableError, Request
from data.version import VersionReader

GZIP_LEVEL = 6
REDIS_SECONDS = 0.5
"""Longer than any answer of a Redis that lives; computing a panel takes less than waiting for a dead one."""
log = structlog.get_logger(__name__)


class BoundedCache(BaseCache):
    """Embedded backend for Flask-Caching, bounded by entries and by bytes, least recently used out first.

    Flask-Caching's own SimpleCache bounds entries only, and a payload may be 1 kB or 1 MB.
    """

    def __init__(self, entries: int, size: int) -> None:
        """Hold at most `entries` values of at most `size` bytes together."""
        super().__init__(default_timeout=0)
        self._lock = threading.Lock()
        self._values: LRUCache[str, bytes] = LRUCache(maxsize=size, getsizeof=len)
        self._entries = entries

    @classmethod
    def factory(
        cls,
        app: Flask,  # noqa: ARG003 - Flask-Caching's signature
        config: dict[str, Any],
        args: list[Any],  # noqa: ARG003
        kwargs: dict[str, Any],  # noqa: ARG003
    ) -> BoundedCache:
        """Build from Flask-Caching's configuration."""
        return cls(config["CACHE_THRESHOLD"], config["CACHE_BYTES"])

    def get(self, key: str) -> bytes | None:
        """Give the value, or None."""
        with self._lock:
            return self._values.get(key)

    def set(self, key: str, value: bytes, timeout: int | dt.timedelta | None = None) -> bool | None:  # noqa: ARG002
        """Keep a value; False where it alone is larger than the bound. Versioned keys need no time-out."""
        with self._lock:
            if len(value) > self._values.maxsize:
                return False
            self._values[key] = value
            while len(self._values) > self._entries:
                self._values.popitem()
            return True


def make_cache(server: Flask, settings: Settings) -> Cache:
    """Set up Flask-Caching: embedded by default, Redis by setting."""
    config: dict[str, Any] = {"CACHE_DEFAULT_TIMEOUT": 0}
    if settings.cache_url:
        patience = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
        config |= {
            "CACHE_TYPE": "RedisCache",
            "CACHE_REDIS_URL": settings.cache_url,
            "CACHE_OPTIONS": patience,
        }
    else:
        config |= {
            "CACHE_TYPE": f"{__name__}.BoundedCache",
            "CACHE_THRESHOLD": settings.cache_entries,
            "CACHE_BYTES": settings.cache_bytes,
        }
    return Cache(server, config=config)


@dataclass(frozen=True, slots=True)
class Payload:
    """Finished gzip bytes of one answer, and the data version that they are of.

    `stale` tells that the database could not be asked, and that these are the last ones known.
    """

    version: int
    body: bytes
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """Freshly made bytes; without a version they are an apology and must not be kept."""

    body: bytes
    version: int | None


def ordered(request: Request) -> tuple[Request, list[str]]:
    """Write a request with a scope the same way in every process: sets come in an order of their own."""
    return replace(request, scope=None), sorted(request.scope or ())


class _Lock:
    """A lock that a WeakValueDictionary can hold: it vanishes with the last waiter."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


class PayloadCache:
    """Serves payloads, computing each key once per process however many ask at once."""

    def __init__(self, cache: Cache, versions: VersionReader, build: str) -> None:
        """Keep payloads of `build`: another build draws them anew, also where Redis outlives a release."""
        self._cache = cache
        self._versions = versions
        self._build = build
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, _Lock] = WeakValueDictionary()

    def fetch(self, kind: str, request: Request, compute: Callable[[], Computed]) -> Payload:
        """Give the payload of (kind, request, scope) at the server's data version.

        The version is read by the server; nothing that a browser sends is part of the key but the
        request itself. Raises what `compute` raises, and DataUnavailableError where the database cannot
        be read and nothing is kept from before.
        """
        try:
            version, stale = self._versions.current(), False
        except DataUnavailableError:
            if self._versions.last_known is None:
                raise
            version, stale = self._versions.last_known, True
        body = self._get(self._key(kind, request, version))
        if body is not None:
            return Payload(version, body, stale)
        if stale:
            raise DataUnavailableError("nothing is kept from before")
        return self._compute_once(kind, request, version, compute)

    def _compute_once(
        self, kind: str, request: Request, version: int, compute: Callable[[], Computed]
    ) -> Payload:
        key = self._key(kind, request, version)
        with self._guard:
            holder = self._locks.setdefault(key, _Lock())
        with holder.lock:
            body = self._get(key)
            if body is not None:
                return Payload(version, body)
            computed = compute()
            packed = gzip.compress(computed.body, GZIP_LEVEL, mtime=0)
            if computed.version is not None:
                self._set(self._key(kind, request, computed.version), packed)
            return Payload(computed.version or 0, packed)

    def _key(self, kind: str, request: Request, version: int) -> str:
        readable = repr((self._build, kind, request if request.scope is None else ordered(request), version))
        return hashlib.sha256(readable.encode()).hexdigest()

    def _get(self, key: str) -> bytes | None:
        """A cache that cannot be reached is a cold cache, not an error for the reader."""
        try:
            body: bytes | None = self._cache.get(key)
        except Exception:
            log.exception("cache_unreadable")
            return None
        return body

    def _set(self, key: str, body: bytes) -> None:
        try:
            self._cache.set(key, body)
        except Exception:
            log.exception("cache_unwritable")
