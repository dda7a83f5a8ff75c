"""Files on their way in: batches, staged rows, problems, and what publications changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("intake_batch", "intake_row", "intake_problem", "intake_change")


def upgrade() -> None:
    _create_batch()
    _create_row()
    _create_problem()
    _create_change()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _of_batch(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["batch_id"], ["intake_batch.id"], name=op.f(f"fk_{table}_batch_id"))


def _create_batch() -> None:
    op.create_table(
        "intake_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        *_text("kind"),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        *_text("mode", "state", "file_name", "sha256"),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        *_text("encoding"),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        *_text("dropped", "skipped"),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        *_text("uploaded_by"),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        *_text("accepted_by", "accepted_reason", "published_by"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("data_version", sa.Integer(), nullable=True),
        *_text("undone_by"),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *_text("undone_reason"),
        *_checks_of_batch(),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_intake_batch_locality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_batch")),
    )
    for column in ("locality_id", "sha256"):
        op.create_index(op.f(f"ix_intake_batch_{column}"), "intake_batch", [column])


def _checks_of_batch() -> list[sa.CheckConstraint]:
    rules = {
        "sha256_is_hex": "length(sha256) = 64",
        "published_by_whom": "(published_at IS NOT NULL) = (published_by <> '')",
        "undone_by_whom": "(undone_at IS NOT NULL) = (undone_by <> '')",
        "undone_after_published": "undone_at IS NULL OR published_at IS NOT NULL",
        "state_known": "state IN ('checked', 'published', 'undone', 'discarded')",
        "mode_known": "mode IN ('merge', 'replace')",
        "size_bytes_not_negative": "size_bytes >= 0",
        "rows_read_not_negative": "rows_read >= 0",
    }
    return [sa.CheckConstraint(rule, name=op.f(f"ck_intake_batch_{name}")) for name, rule in rules.items()]


def _create_row() -> None:
    op.create_table(
        "intake_row",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        *_text("sheet"),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        *_text("cells", "places"),
        _of_batch("intake_row"),
        sa.PrimaryKeyConstraint("batch_id", "sheet", "row", name=op.f("pk_intake_row")),
    )


def _create_problem() -> None:
    op.create_table(
        "intake_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_text("severity", "rule", "sheet"),
        sa.Column("row", sa.Integer(), nullable=True),
        *_text("cell", "heading"),
        sa.Column("value", sa.Text(), nullable=True),
        *_text("reason", "remedy"),
        sa.CheckConstraint("severity IN ('error', 'warning')", name=op.f("ck_intake_problem_severity_known")),
        _of_batch("intake_problem"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_problem")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_intake_problem_batch_id_position")),
    )


def _create_change() -> None:
    op.create_table(
        "intake_change",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *_text("action", "table_name", "row_key"),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "action IN ('insert', 'update', 'delete')", name=op.f("ck_intake_change_action_known")
        ),
        _of_batch("intake_change"),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_intake_change")),
    )
