"""Feedback and dossier counts; budget lines and spending rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "feedback_count",
    "dossier_count",
    "budget_line",
    "budget_rule",
)

INDEXES = (
    ("feedback_count", "locality_id"),
    ("feedback_count", "period_id"),
    ("feedback_count", "source_id"),
    ("feedback_count", "unit_id"),
    ("dossier_count", "locality_id"),
    ("dossier_count", "period_id"),
    ("dossier_count", "source_id"),
    ("dossier_count", "unit_id"),
    ("budget_line", "locality_id"),
    ("budget_line", "parent_id"),
    ("budget_line", "period_id"),
    ("budget_line", "source_id"),
    ("budget_rule", "locality_id"),
    ("budget_rule", "period_id"),
    ("budget_rule", "source_id"),
)


def upgrade() -> None:
    _create_feedback_count()
    _create_dossier_count()
    _create_budget_line()
    _create_budget_rule()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_feedback_count() -> None:
    op.create_table(
        "feedback_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("unit_printed", sa.Text(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("open_in_time", sa.Integer(), nullable=False),
        sa.Column("open_overdue", sa.Integer(), nullable=False),
        sa.Column("closed_on_time", sa.Integer(), nullable=False),
        sa.Column("closed_late", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("dissatisfied", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("accepted >= 0", name=op.f("ck_feedback_count_accepted_not_negative")),
        sa.CheckConstraint("closed_late >= 0", name=op.f("ck_feedback_count_closed_late_not_negative")),
        sa.CheckConstraint("closed_on_time >= 0", name=op.f("ck_feedback_count_closed_on_time_not_negative")),
        sa.CheckConstraint("dissatisfied >= 0", name=op.f("ck_feedback_count_dissatisfied_not_negative")),
        sa.CheckConstraint("open_in_time >= 0", name=op.f("ck_feedback_count_open_in_time_not_negative")),
        sa.CheckConstraint("open_overdue >= 0", name=op.f("ck_feedback_count_open_overdue_not_negative")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_feedback_count_received_not_negative")),
        sa.CheckConstraint("satisfied >= 0", name=op.f("ck_feedback_count_satisfied_not_negative")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_feedback_count_locality_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_feedback_count_period_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_feedback_count_source_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_feedback_count_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_count")),
        sa.UniqueConstraint(
            "unit_id", "period_id", "is_total", name=op.f("uq_feedback_count_unit_id_period_id_is_total")
        ),
    )


def _create_dossier_count() -> None:
    op.create_table(
        "dossier_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("field_printed", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=True),
        sa.Column("received_printed", sa.Text(), nullable=False),
        sa.Column("share_percent", sa.Numeric(precision=20, scale=4, asdecimal=False), nullable=True),
        sa.Column("share_printed", sa.Text(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=True),
        sa.Column("returned_share_printed", sa.Text(), nullable=False),
        sa.Column("in_progress", sa.BigInteger(), nullable=True),
        sa.Column("in_progress_printed", sa.Text(), nullable=False),
        sa.Column("closed_early", sa.BigInteger(), nullable=True),
        sa.Column("closed_early_printed", sa.Text(), nullable=False),
        sa.Column("closed_early_line", sa.Integer(), nullable=True),
        sa.Column("closed_early_share_printed", sa.Text(), nullable=False),
        sa.Column("closed_on_time", sa.BigInteger(), nullable=True),
        sa.Column("closed_late", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closed_early <= received", name=op.f("ck_dossier_count_closed_early_of_received")
        ),
        sa.CheckConstraint("closed_early >= 0", name=op.f("ck_dossier_count_closed_early_not_negative")),
        sa.CheckConstraint("closed_late >= 0", name=op.f("ck_dossier_count_closed_late_not_negative")),
        sa.CheckConstraint("closed_on_time >= 0", name=op.f("ck_dossier_count_closed_on_time_not_negative")),
        sa.CheckConstraint("in_progress >= 0", name=op.f("ck_dossier_count_in_progress_not_negative")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_dossier_count_received_not_negative")),
        sa.CheckConstraint("returned <= received", name=op.f("ck_dossier_count_returned_of_received")),
        sa.CheckConstraint("returned >= 0", name=op.f("ck_dossier_count_returned_not_negative")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_dossier_count_locality_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_dossier_count_period_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_dossier_count_source_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_dossier_count_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_count")),
        sa.UniqueConstraint(
            "unit_id", "period_id", "field", name=op.f("uq_dossier_count_unit_id_period_id_field")
        ),
    )


def _create_budget_line() -> None:
    op.create_table(
        "budget_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("allocated", sa.BigInteger(), nullable=True),
        sa.Column("allocated_printed", sa.Text(), nullable=False),
        sa.Column("adjusted", sa.BigInteger(), nullable=True),
        sa.Column("executed", sa.BigInteger(), nullable=True),
        sa.Column("executed_printed", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('line', 'group', 'total', 'stated')", name=op.f("ck_budget_line_kind_known")
        ),
        sa.CheckConstraint(
            "listing IN ('appendix_03', 'appendix_04', 'text')", name=op.f("ck_budget_line_listing_known")
        ),
        sa.CheckConstraint("adjusted >= 0", name=op.f("ck_budget_line_adjusted_not_negative")),
        sa.CheckConstraint("allocated >= 0", name=op.f("ck_budget_line_allocated_not_negative")),
        sa.CheckConstraint("executed >= 0", name=op.f("ck_budget_line_executed_not_negative")),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id", name=op.f("ck_budget_line_not_own_parent")
        ),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_budget_line_locality_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["budget_line.id"], name=op.f("fk_budget_line_parent_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_budget_line_period_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_budget_line_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
        sa.UniqueConstraint("key", name=op.f("uq_budget_line_key")),
        sa.UniqueConstraint(
            "locality_id",
            "period_id",
            "listing",
            "code",
            name=op.f("uq_budget_line_locality_id_period_id_listing_code"),
        ),
    )


def _create_budget_rule() -> None:
    op.create_table(
        "budget_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("percent", sa.Double(), nullable=False),
        sa.Column("percent_printed", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("comparator IN ('>=', '=')", name=op.f("ck_budget_rule_comparator_known")),
        sa.CheckConstraint("percent > 0 AND percent <= 100", name=op.f("ck_budget_rule_percent_is_share")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_budget_rule_locality_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_budget_rule_period_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_budget_rule_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_rule")),
        sa.UniqueConstraint("key", name=op.f("uq_budget_rule_key")),
    )
