"""The data version: bumped in the transaction that changes data, read by the server at most once a second."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, ScalarSelect, Select, func, insert, literal, select, true, update
from sqlalchemy.exc import SQLAlchemyError

from data.contracts import DataUnavailableError
from data.schema import DatasetVersion

READ_INTERVAL_SECONDS = 1.0
DOUBT_SECONDS = 0.1
"""How long nobody is believed to know of newer data, after somebody said so and it was not true."""


def version_scalar() -> ScalarSelect[int]:
    """Data version as an SQL expression: the sum over data sets, each of which only grows."""
    return select(func.coalesce(func.sum(DatasetVersion.version), 0)).scalar_subquery()


def with_version(statement: Select[Any]) -> Select[Any]:
    """Wrap a statement so that its rows carry the data version of the same snapshot.

    One statement sees one snapshot on both databases, so that rows and version cannot be of two
    publications. The version comes even where there is no row: then `present` is NULL. A column
    `ordinal`, where the statement has one, keeps its order.
    """
    version = select(version_scalar().label("data_version")).subquery("version")
    rows = statement.add_columns(literal(1).label("present")).subquery("answer")
    wrapped = select(version.c.data_version, *rows.c).select_from(version.outerjoin(rows, true()))
    return wrapped.order_by(rows.c.ordinal) if "ordinal" in rows.c else wrapped


def publish(connection: Connection, dataset: str, digest: str, now: dt.datetime) -> bool:
    """Record that a data set's content is now `digest`; False where it was so already.

    Call it inside the transaction that writes the content: readers see both or neither.
    """
    known = connection.execute(
        select(DatasetVersion.version, DatasetVersion.content_sha256).where(DatasetVersion.dataset == dataset)
    ).one_or_none()
    if known is not None and known.content_sha256 == digest:
        return False
    values = {
        "version": (known.version if known else 0) + 1,
        "data_version": int(connection.scalar(select(version_scalar())) or 0) + 1,
        "content_sha256": digest,
        "published_at": now,
    }
    if known is None:
        connection.execute(insert(DatasetVersion).values(dataset=dataset, **values))
    else:
        connection.execute(update(DatasetVersion).where(DatasetVersion.dataset == dataset).values(**values))
    return True


class VersionReader:
    """The current data version, read at most once a second per process, however many ask.

    A failure is remembered for as long: a dead database is not asked by every panel in turn.
    """

    def __init__(self, engine: Engine, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Read through `engine`; `monotonic` gives seconds."""
        self._engine = engine
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._told = 0
        self._doubted_until = float("-inf")
        self._failed = False
        self._datasets: Mapping[str, int] = {}
        self.last_known: int | None = None

    def current(self) -> int:
        """Give the version; raise DataUnavailableError while the database cannot be read."""
        with self._lock:
            self._refresh()
            if self._failed or self.last_known is None:
                raise DataUnavailableError("the data version cannot be read")
            return self.last_known

    def datasets(self) -> Mapping[str, int]:
        """Give the data version at which each data set was last published; fails as `current` does."""
        self.current()
        return self._datasets

    def catch_up(self, version: int) -> None:
        """Read again at the next question where `version`, which another process has told, is newer.

        Without this a page that learned of new data from one worker would draw old ones from the next.
        """
        with self._lock:
            is_behind = self.last_known is not None and version > self.last_known
            if is_behind and self._monotonic() >= self._doubted_until:
                self._told, self._read_at = version, float("-inf")

    def _refresh(self) -> None:
        if self._monotonic() - self._read_at < READ_INTERVAL_SECONDS:
            return
        try:
            with self._engine.connect() as connection:
                columns = (DatasetVersion.dataset, DatasetVersion.version, DatasetVersion.data_version)
                rows = connection.execute(select(*columns)).all()
            self._datasets = {row.dataset: row.data_version for row in rows}
            self.last_known = sum(row.version for row in rows)
            self._failed = False
        except SQLAlchemyError:
            self._failed = True
        self._read_at = self._monotonic()
        if self.last_known is not None and self._told > self.last_known:
            self._doubted_until = self._read_at + DOUBT_SECONDS
        self._told = 0
