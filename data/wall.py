"""The facade for walls: playlists, and who leads which wall just now."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from data.access.audit import note
from data.access.records import By, actor_of
from data.contracts import DataUnavailableError
from data.engine import snapshot, writing
from data.rules.distance import REFERENCE, Room
from data.rules.playlists import Item
from data.schema import Playlist as PlaylistRow
from data.schema import PlaylistItem, Presentation, WallVersion

Bezels: TypeAlias = Literal["1x1", "2x2", "3x3"]
Action: TypeAlias = Literal["pause", "resume", "next", "back", "point"]

READ_INTERVAL_SECONDS = 0.25
"""One scalar so often and process, however many walls ask: what a presenter opens shows within the second."""
FORGOTTEN_AFTER = dt.timedelta(minutes=30)
"""A presenter who went away without releasing the wall gives it back by doing nothing for so long."""
_MM = 1000
_DAYS = range(7)


@dataclass(frozen=True, slots=True)
class Playlist:
    """Scenes in turn for a locality, in a room. `slug` is its address."""

    slug: str
    title: str
    locality: str
    items: tuple[Item, ...]
    room: Room = REFERENCE
    bezels: Bezels = "1x1"
    updated_by: str = ""
    updated_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A person leads a wall: `scene` is an address, empty while its playlist goes on."""

    wall: str
    scene: str
    is_paused: bool
    step: int
    pointer: int | None
    by: str
    acted_at: dt.datetime


@dataclass(frozen=True, slots=True)
class WallState:
    """Everything that walls are to show, at one version."""

    version: int
    playlists: Mapping[str, Playlist] = field(default_factory=dict)
    leads: Mapping[str, Lead] = field(default_factory=dict)

    def lead(self, walls: tuple[str, ...], now: dt.datetime) -> Lead | None:
        """Find who leads the first of several names of a wall; nobody who was idle for too long."""
        found = (self.leads.get(wall) for wall in walls)
        return next((lead for lead in found if lead and now - lead.acted_at < FORGOTTEN_AFTER), None)


class Walls:
    """Reads and changes what walls show. Touches no database when built; safe to share between threads."""

    def __init__(self, engine: Engine, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Work through `engine`; `monotonic` gives seconds."""
        self._engine = engine
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._state: WallState | None = None

    def state(self) -> WallState:
        """Give what walls are to show; the last known while the database is down.

        DataUnavailableError where nothing is known yet.
        """
        with self._lock:
            if self._monotonic() - self._read_at >= READ_INTERVAL_SECONDS:
                self._refresh()
                self._read_at = self._monotonic()
            if self._state is None:
                raise DataUnavailableError("nothing is known of walls yet")
            return self._state

    def save(self, playlist: Playlist, *, by: By, now: dt.datetime) -> None:
        """Keep a playlist under its slug, in place of the one before."""
        actor = actor_of(by)
        with self._changing() as connection:
            connection.execute(delete(PlaylistRow).where(PlaylistRow.slug == playlist.slug))
            key = connection.scalar(
                insert(PlaylistRow)
                .values(**_row(playlist), updated_by=actor.name, updated_at=now)
                .returning(PlaylistRow.id)
            )
            rows = [
                {"playlist_id": key, "position": at, **_item_row(item)}
                for at, item in enumerate(playlist.items)
            ]
            if rows:
                connection.execute(insert(PlaylistItem), rows)
            detail = {"locality": playlist.locality, "scenes": " ".join(one.scene for one in playlist.items)}
            note(connection, actor, "playlist.save", now, subject=playlist.slug, detail=detail)

    def remove(self, slug: str, *, by: By, now: dt.datetime) -> None:
        """Forget a playlist; its walls go back to the usual one of their locality."""
        with self._changing() as connection:
            connection.execute(delete(PlaylistRow).where(PlaylistRow.slug == slug))
            note(connection, actor_of(by), "playlist.remove", now, subject=slug)

    def present(self, wall: str, scene: str, *, by: By, now: dt.datetime, title: str = "") -> None:
        """Show a scene, by its address, on a wall until it is released; `title` names who for people."""
        actor = actor_of(by)
        with self._changing() as connection:
            known = _lead_of(connection, wall)
            begun = _begun(wall, title or actor.name, now)
            _keep(connection, replace(begun, scene=scene, step=known.step if known else 0))
            note(connection, actor, "wall.present", now, subject=wall, detail={"scene": scene})

    def act(
        self,
        wall: str,
        action: Action,
        *,
        by: By,
        now: dt.datetime,
        title: str = "",
        pointer: int | None = None,
    ) -> None:
        """Pause, resume or move a wall on, or point at a block of its scene.

        All but pointing is noted in the audit log: a finger that moves over a figure changes nothing.
        """
        actor = actor_of(by)
        shown_by = title or actor.name
        with self._changing() as connection:
            lead = _lead_of(connection, wall) or _begun(wall, shown_by, now)
            _keep(connection, replace(_acted(lead, action, pointer), by=shown_by, acted_at=now))
            if action != "point":
                note(connection, actor, f"wall.{action}", now, subject=wall)

    def release(self, wall: str, *, by: By, now: dt.datetime) -> None:
        """Give a wall back to its playlist."""
        with self._changing() as connection:
            given = connection.execute(delete(Presentation).where(Presentation.wall == wall))
            if given.rowcount:
                note(connection, actor_of(by), "wall.release", now, subject=wall)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """Open a transaction after which every process reads again."""
        try:
            with writing(self._engine) as connection:
                yield connection
                connection.execute(update(WallVersion).values(version=WallVersion.version + 1))
        except SQLAlchemyError as error:
            raise DataUnavailableError(str(error)) from error
        with self._lock:
            self._read_at = float("-inf")

    def _refresh(self) -> None:
        """Read the scalar, and all else only where it has moved; a dead database leaves what is known."""
        try:
            with snapshot(self._engine) as connection:
                version = connection.scalar(select(WallVersion.version)) or 0
                if self._state is None or self._state.version != version:
                    self._state = _read(connection, version)
        except SQLAlchemyError:
            return


def _begun(wall: str, by: str, now: dt.datetime) -> Lead:
    return Lead(wall, "", is_paused=False, step=0, pointer=None, by=by, acted_at=now)


def _acted(lead: Lead, action: Action, pointer: int | None) -> Lead:
    match action:
        case "pause" | "resume":
            return replace(lead, is_paused=action == "pause")
        case "next" | "back":
            return replace(lead, step=lead.step + (1 if action == "next" else -1), scene="", pointer=None)
        case "point":
            return replace(lead, pointer=pointer)


# ------------------------------------------------------------------------------------------------- rows


def _read(connection: Connection, version: int) -> WallState:
    items: dict[int, list[Item]] = {}
    for row in connection.execute(select(PlaylistItem.__table__).order_by(PlaylistItem.position)).mappings():
        items.setdefault(row["playlist_id"], []).append(_item(row))
    rows = connection.execute(select(PlaylistRow.__table__).order_by(PlaylistRow.title)).mappings()
    playlists = {row["slug"]: _playlist(row, tuple(items.get(row["id"], ()))) for row in rows}
    leads = connection.execute(select(Presentation.__table__)).mappings()
    return WallState(version, playlists, {row["wall"]: _lead(row) for row in leads})


def _playlist(row: RowMapping, items: tuple[Item, ...]) -> Playlist:
    return Playlist(
        slug=row["slug"],
        title=row["title"],
        locality=row["locality"],
        items=items,
        room=Room(row["panel_height_mm"] / _MM, row["farthest_seat_mm"] / _MM),
        bezels=row["bezels"],
        updated_by=row["updated_by"],
        updated_at=row["updated_at"],
    )


def _row(playlist: Playlist) -> dict[str, Any]:
    return {
        "slug": playlist.slug,
        "title": playlist.title,
        "locality": playlist.locality,
        "panel_height_mm": round(playlist.room.panel_height_m * _MM),
        "farthest_seat_mm": round(playlist.room.farthest_seat_m * _MM),
        "bezels": playlist.bezels,
    }


def _item(row: RowMapping) -> Item:
    return Item(
        scene=row["scene"],
        seconds=row["seconds"],
        measure=row["measure"],
        period=row["period"],
        weekdays=frozenset(day + 1 for day in _DAYS if row["weekdays"] >> day & 1),
        starts=dt.time(*divmod(row["starts"], 60)),
        ends=dt.time(*divmod(row["ends"], 60)),
    )


def _item_row(item: Item) -> dict[str, Any]:
    return {
        "scene": item.scene,
        "seconds": item.seconds,
        "measure": item.measure,
        "period": item.period,
        "weekdays": sum(1 << (day - 1) for day in item.weekdays),
        "starts": item.starts.hour * 60 + item.starts.minute,
        "ends": item.ends.hour * 60 + item.ends.minute,
    }


def _lead_of(connection: Connection, wall: str) -> Lead | None:
    found = connection.execute(select(Presentation.__table__).where(Presentation.wall == wall))
    row = found.mappings().one_or_none()
    return _lead(row) if row else None


def _lead(row: RowMapping) -> Lead:
    return Lead(
        wall=row["wall"],
        scene=row["scene"],
        is_paused=row["is_paused"],
        step=row["step"],
        pointer=row["pointer"],
        by=row["presented_by"],
        acted_at=row["acted_at"],
    )


def _keep(connection: Connection, lead: Lead) -> None:
    """Write who leads a wall; the row before is replaced in the same transaction."""
    connection.execute(delete(Presentation).where(Presentation.wall == lead.wall))
    connection.execute(
        insert(Presentation).values(
            wall=lead.wall,
            scene=lead.scene,
            is_paused=lead.is_paused,
            step=lead.step,
            pointer=lead.pointer,
            presented_by=lead.by,
            acted_at=lead.acted_at,
        )
    )
