"""Aggregate tables: what pages read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "feedback_rollup",
    "overview_rollup",
)

INDEXES = (("feedback_rollup", "locality_id"),)


def upgrade() -> None:
    _create_feedback_rollup()
    _create_overview_rollup()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_feedback_rollup() -> None:
    op.create_table(
        "feedback_rollup",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("open_in_time", sa.Integer(), nullable=False),
        sa.Column("open_overdue", sa.Integer(), nullable=False),
        sa.Column("closed_on_time", sa.Integer(), nullable=False),
        sa.Column("closed_late", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("dissatisfied", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("basis IN ('reported', 'cases')", name=op.f("ck_feedback_rollup_basis_known")),
        sa.CheckConstraint("accepted >= 0", name=op.f("ck_feedback_rollup_accepted_not_negative")),
        sa.CheckConstraint("closed_late >= 0", name=op.f("ck_feedback_rollup_closed_late_not_negative")),
        sa.CheckConstraint(
            "closed_on_time >= 0", name=op.f("ck_feedback_rollup_closed_on_time_not_negative")
        ),
        sa.CheckConstraint("dissatisfied >= 0", name=op.f("ck_feedback_rollup_dissatisfied_not_negative")),
        sa.CheckConstraint("open_in_time >= 0", name=op.f("ck_feedback_rollup_open_in_time_not_negative")),
        sa.CheckConstraint("open_overdue >= 0", name=op.f("ck_feedback_rollup_open_overdue_not_negative")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_feedback_rollup_received_not_negative")),
        sa.CheckConstraint("satisfied >= 0", name=op.f("ck_feedback_rollup_satisfied_not_negative")),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_feedback_rollup_locality_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_feedback_rollup_period_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_feedback_rollup_source_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_feedback_rollup_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "period_id", name=op.f("pk_feedback_rollup")),
    )


def _create_overview_rollup() -> None:
    op.create_table(
        "overview_rollup",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.Numeric(precision=20, scale=4, asdecimal=False), nullable=True),
        sa.Column("target", sa.Numeric(precision=20, scale=4, asdecimal=False), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "subject IN ('feedback', 'targets', 'budget', 'pillars', 'dossiers', 'tasks', 'reports', 'data')",
            name=op.f("ck_overview_rollup_subject_known"),
        ),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_overview_rollup_locality_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_overview_rollup_period_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_overview_rollup_source_id")),
        sa.PrimaryKeyConstraint(
            "locality_id", "period_id", "subject", "measure", "item", name=op.f("pk_overview_rollup")
        ),
    )
