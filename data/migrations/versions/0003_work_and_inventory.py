"""Tasks, reporting duties, difficulties; information systems and shared databases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "task",
    "task_unit",
    "reporting_duty",
    "difficulty",
    "information_system",
    "shared_database",
)

INDEXES = (
    ("task", "locality_id"),
    ("task", "parent_id"),
    ("task", "source_id"),
    ("task_unit", "unit_id"),
    ("reporting_duty", "locality_id"),
    ("reporting_duty", "source_id"),
    ("difficulty", "locality_id"),
    ("difficulty", "source_id"),
    ("information_system", "locality_id"),
    ("information_system", "source_id"),
    ("shared_database", "locality_id"),
    ("shared_database", "source_id"),
)


def upgrade() -> None:
    _create_task()
    _create_task_unit()
    _create_reporting_duty()
    _create_difficulty()
    _create_information_system()
    _create_shared_database()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("pillar_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_printed", sa.Text(), nullable=False),
        sa.Column("lead_units_printed", sa.Text(), nullable=False),
        sa.Column("coordinating_units_printed", sa.Text(), nullable=False),
        sa.Column("lead_line", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_standing", sa.Boolean(), nullable=False),
        sa.Column("due_printed", sa.Text(), nullable=False),
        sa.Column("due_basis", sa.Text(), nullable=False),
        sa.Column("due_line", sa.Integer(), nullable=True),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("reported_status", sa.String(), nullable=True),
        sa.Column("related_system", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(level = 'content') = (parent_id IS NOT NULL)", name=op.f("ck_task_content_has_parent")
        ),
        sa.CheckConstraint(
            "due_basis IN ('printed', 'plan_period', 'wording', 'budget_year', 'none')",
            name=op.f("ck_task_due_basis_known"),
        ),
        sa.CheckConstraint("level IN ('task', 'content')", name=op.f("ck_task_level_known")),
        sa.CheckConstraint(
            "reported_status IS NULL OR reported_status IN ('done')",
            name=op.f("ck_task_reported_status_known"),
        ),
        sa.CheckConstraint("NOT (is_standing AND due_on IS NOT NULL)", name=op.f("ck_task_standing_or_due")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_task_not_own_parent")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_task_locality_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["task.id"], name=op.f("fk_task_parent_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_task_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("key", name=op.f("uq_task_key")),
    )


def _create_task_unit() -> None:
    op.create_table(
        "task_unit",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.CheckConstraint(
            "role IN ('lead', 'coordinating', 'subject')", name=op.f("ck_task_unit_role_known")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_unit_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_task_unit_unit_id")),
        sa.PrimaryKeyConstraint("task_id", "unit_id", "role", name=op.f("pk_task_unit")),
    )


def _create_reporting_duty() -> None:
    op.create_table(
        "reporting_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("period_printed", sa.Text(), nullable=False),
        sa.Column("due_printed", sa.Text(), nullable=False),
        sa.Column("due_comparator", sa.Text(), nullable=False),
        sa.Column("due_month", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("reporter_printed", sa.Text(), nullable=False),
        sa.Column("recipient_printed", sa.Text(), nullable=False),
        sa.Column("via_printed", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "due_comparator IN ('', '<')", name=op.f("ck_reporting_duty_due_comparator_known")
        ),
        sa.CheckConstraint(
            "frequency IN ('monthly', 'quarterly', 'yearly', 'on_occasion', 'periodic', "
            "'periodic_and_ad_hoc')",
            name=op.f("ck_reporting_duty_frequency_known"),
        ),
        sa.CheckConstraint(
            "(due_month IS NULL) = (due_day IS NULL)", name=op.f("ck_reporting_duty_due_day_in_month")
        ),
        sa.CheckConstraint("due_day BETWEEN 1 AND 31", name=op.f("ck_reporting_duty_due_day_exists")),
        sa.CheckConstraint("due_month BETWEEN 1 AND 12", name=op.f("ck_reporting_duty_due_month_exists")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_reporting_duty_locality_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_reporting_duty_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_duty")),
        sa.UniqueConstraint("key", name=op.f("uq_reporting_duty_key")),
    )


def _create_difficulty() -> None:
    op.create_table(
        "difficulty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pillar_code", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('advantage', 'difficulty', 'cause', 'lesson', 'request')",
            name=op.f("ck_difficulty_kind_known"),
        ),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_difficulty_locality_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_difficulty_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_difficulty")),
        sa.UniqueConstraint("key", name=op.f("uq_difficulty_key")),
    )


def _create_information_system() -> None:
    op.create_table(
        "information_system",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases_printed", sa.Text(), nullable=False),
        sa.Column("parent_printed", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("operator_printed", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("dashboard_role", sa.Text(), nullable=False),
        sa.Column("dashboard_metric", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "dashboard_role IN ('show', 'integrate', 'show_and_integrate', 'track', 'link', 'none')",
            name=op.f("ck_information_system_dashboard_role_known"),
        ),
        sa.CheckConstraint(
            "status IN ('in_use', 'being_deployed', 'planned')",
            name=op.f("ck_information_system_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_information_system_locality_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_information_system_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_system")),
        sa.UniqueConstraint("key", name=op.f("uq_information_system_key")),
    )


def _create_shared_database() -> None:
    op.create_table(
        "shared_database",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("operator_printed", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('in_use', 'planned')", name=op.f("ck_shared_database_status_known")),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_shared_database_locality_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_shared_database_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_database")),
        sa.UniqueConstraint("key", name=op.f("uq_shared_database_key")),
    )
