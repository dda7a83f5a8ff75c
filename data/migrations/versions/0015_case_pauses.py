"""Pauses of cases; and what due dates and meetings depend on moves the data version, whoever writes it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WATCHED = ("calendar_day", "case_category", "case_limit", "case_pause", "meeting", "procedure")
"""Tables that pages read beside the aggregates: they count as part of these."""

POSTGRESQL = """
CREATE FUNCTION case_rules_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dataset_version (dataset, version, data_version, content_sha256, published_at)
    SELECT 'rollups', 1, coalesce(sum(version), 0) + 1, '', now() FROM dataset_version
    ON CONFLICT (dataset) DO UPDATE SET version = dataset_version.version + 1,
        data_version = excluded.data_version, published_at = excluded.published_at;
    RETURN NULL;
END $$
"""
SQLITE = """
CREATE TRIGGER {table}_{event} AFTER {event} ON {table}
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
    op.create_table(
        "case_pause",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_pause_kind_known")),
        sa.CheckConstraint("ended_at >= started_at", name=op.f("ck_case_pause_ended_at_in_order")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_case_pause_locality_id")),
        sa.PrimaryKeyConstraint("kind", "locality_id", "code", "started_at", name=op.f("pk_case_pause")),
    )
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        op.execute(POSTGRESQL)
    for table in WATCHED:
        for event in EVENTS:
            op.execute(
                _on_postgresql(table, event) if is_postgresql else SQLITE.format(table=table, event=event)
            )


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in WATCHED:
        for event in EVENTS:
            op.execute(f"DROP TRIGGER {table}_{event}" + (f" ON {table}" if is_postgresql else ""))
    if is_postgresql:
        op.execute("DROP FUNCTION case_rules_written")
    op.drop_table("case_pause")


def _on_postgresql(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{event} AFTER {event} ON {table} FOR EACH STATEMENT "
        "EXECUTE FUNCTION case_rules_written()"
    )
