"""Pauses of cases come in through a template: each with the place that it was read from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAMED = ("kind", "locality_id", "code", "started_at")
KEEP = """
INSERT INTO case_pause (kind, locality_id, code, started_at, ended_at, reason)
SELECT kind, locality_id, code, started_at, ended_at, reason FROM case_pause_before
"""
SQLITE = """
CREATE TRIGGER case_pause_{event} AFTER {event} ON case_pause
BEGIN
    INSERT INTO dataset_version (dataset, version, data_version, content_sha256, published_at)
    SELECT 'rollups', 1, coalesce(sum(version), 0) + 1, '', strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'
    FROM dataset_version WHERE true
    ON CONFLICT (dataset) DO UPDATE SET version = version + 1,
        data_version = excluded.data_version, published_at = excluded.published_at;
END
"""
EVENTS = ("insert", "update", "delete")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _alter()
    else:
        _make_anew(
            sa.Column("id", sa.Integer(), nullable=False),
            *_columns(),
            sa.Column("source_id", sa.Integer(), nullable=True),
            sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_case_pause_source_id")),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pause")),
            sa.UniqueConstraint(*NAMED, name=op.f("uq_case_pause_kind_locality_id_code_started_at")),
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_column("case_pause", "source_id")
        op.drop_column("case_pause", "id")
        op.drop_constraint(op.f("uq_case_pause_kind_locality_id_code_started_at"), "case_pause")
        op.create_primary_key(op.f("pk_case_pause"), "case_pause", list(NAMED))
    else:
        _make_anew(*_columns(), sa.PrimaryKeyConstraint(*NAMED, name=op.f("pk_case_pause")))


def _alter() -> None:
    op.drop_constraint(op.f("pk_case_pause"), "case_pause")
    op.execute("ALTER TABLE case_pause ADD COLUMN id serial CONSTRAINT pk_case_pause PRIMARY KEY")
    op.create_unique_constraint(
        op.f("uq_case_pause_kind_locality_id_code_started_at"), "case_pause", list(NAMED)
    )
    op.add_column("case_pause", sa.Column("source_id", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_case_pause_source_id"), "case_pause", "source", ["source_id"], ["id"])


def _columns() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_pause_kind_known")),
        sa.CheckConstraint("ended_at >= started_at", name=op.f("ck_case_pause_ended_at_in_order")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_case_pause_locality_id")),
    )


def _make_anew(*items: sa.schema.SchemaItem) -> None:
    """SQLite changes no key of a table: another one takes its place, with the same triggers."""
    op.rename_table("case_pause", "case_pause_before")
    op.create_table("case_pause", *items)
    op.execute(KEEP)
    op.drop_table("case_pause_before")
    for event in EVENTS:
        op.execute(SQLITE.format(event=event))
