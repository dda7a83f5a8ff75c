"""What walls show: playlists with their scenes, the room that they hang in, and who presents just now."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.base import Base, Name, PrimaryKey, Printed, UtcDateTime, not_negative, one_of

BEZELS = ("1x1", "2x2", "3x3")


class WallVersion(Base):
    """One row: counts changes of what walls are to show. Walls ask for it by the second."""

    __tablename__ = "wall_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), *not_negative("version"))

    id: Mapped[PrimaryKey]
    version: Mapped[int]


class Playlist(Base):
    """Scenes in turn for one locality, and the room in which they must be readable."""

    __tablename__ = "playlist"
    __table_args__ = (
        UniqueConstraint("slug"),
        one_of("bezels", BEZELS),
        CheckConstraint("panel_height_mm > 0 AND farthest_seat_mm > 0", name="room_is_real"),
    )

    id: Mapped[PrimaryKey]
    slug: Mapped[Name]
    """Its address: /wall/<slug>."""
    title: Mapped[Name]
    locality: Mapped[Name]
    """Slug of the locality shown. No reference: plans may be loaded anew."""
    panel_height_mm: Mapped[int]
    farthest_seat_mm: Mapped[int]
    bezels: Mapped[Name]
    """Panels across and down of a wall of several."""
    updated_by: Mapped[Name]
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class PlaylistItem(Base):
    """A scene in a playlist, when it takes part and how long it stands."""

    __tablename__ = "playlist_item"
    __table_args__ = (
        UniqueConstraint("playlist_id", "position"),
        CheckConstraint("seconds BETWEEN 15 AND 60", name="seconds_readable"),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays_known"),
        CheckConstraint("starts BETWEEN 0 AND 1439 AND ends BETWEEN 0 AND 1439", name="minutes_of_a_day"),
    )

    id: Mapped[PrimaryKey]
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlist.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    scene: Mapped[Name]
    measure: Mapped[Printed]
    period: Mapped[Printed]
    """Code of the period shown; empty for the locality's usual one."""
    seconds: Mapped[int]
    weekdays: Mapped[int]
    """Bits: Monday 1, Tuesday 2, … Sunday 64."""
    starts: Mapped[int]
    """Minutes after midnight in Vietnam; `ends` is excluded, equal to `starts` for the whole day."""
    ends: Mapped[int]


class Presentation(Base):
    """A person leads a wall: the scene shown, paused or moved on. It ends by release, or by itself."""

    __tablename__ = "presentation"

    wall: Mapped[str] = mapped_column(Text, primary_key=True)
    """Name of a device as `device:<name>`, or `playlist:<slug>` for all walls that show it."""
    scene: Mapped[Printed]
    """Address of the scene shown; empty where the playlist goes on under the presenter's hand."""
    is_paused: Mapped[bool]
    step: Mapped[int] = mapped_column(Integer)
    """Counts "next" up and "back" down; walls follow its changes."""
    pointer: Mapped[int | None]
    """Which block of the scene is pointed at, from 0."""
    presented_by: Mapped[Name]
    acted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
