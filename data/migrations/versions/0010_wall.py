"""Walls: playlists with their scenes, who presents, and the version by which walls notice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("wall_version", "playlist", "playlist_item", "presentation")


def upgrade() -> None:
    _create_wall_version()
    _create_playlist()
    _create_playlist_item()
    _create_presentation()
    op.create_index(op.f("ix_playlist_item_playlist_id"), "playlist_item", ["playlist_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_wall_version() -> None:
    table = op.create_table(
        "wall_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_wall_version_one_row")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_wall_version_version_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_version")),
    )
    op.bulk_insert(table, [{"id": 1, "version": 0}])


def _create_playlist() -> None:
    op.create_table(
        "playlist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=False),
        sa.Column("panel_height_mm", sa.Integer(), nullable=False),
        sa.Column("farthest_seat_mm", sa.Integer(), nullable=False),
        sa.Column("bezels", sa.Text(), nullable=False),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bezels IN ('1x1', '2x2', '3x3')", name=op.f("ck_playlist_bezels_known")),
        sa.CheckConstraint(
            "panel_height_mm > 0 AND farthest_seat_mm > 0", name=op.f("ck_playlist_room_is_real")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playlist")),
        sa.UniqueConstraint("slug", name=op.f("uq_playlist_slug")),
    )


def _create_playlist_item() -> None:
    op.create_table(
        "playlist_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("playlist_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("scene", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.CheckConstraint("seconds BETWEEN 15 AND 60", name=op.f("ck_playlist_item_seconds_readable")),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_playlist_item_weekdays_known")),
        sa.CheckConstraint(
            "starts BETWEEN 0 AND 1439 AND ends BETWEEN 0 AND 1439",
            name=op.f("ck_playlist_item_minutes_of_a_day"),
        ),
        sa.ForeignKeyConstraint(
            ["playlist_id"],
            ["playlist.id"],
            name=op.f("fk_playlist_item_playlist_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playlist_item")),
        sa.UniqueConstraint("playlist_id", "position", name=op.f("uq_playlist_item_playlist_id_position")),
    )


def _create_presentation() -> None:
    op.create_table(
        "presentation",
        sa.Column("wall", sa.Text(), nullable=False),
        sa.Column("scene", sa.Text(), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("pointer", sa.Integer(), nullable=True),
        sa.Column("presented_by", sa.Text(), nullable=False),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("wall", name=op.f("pk_presentation")),
    )
