"""Closed periods, corrections, ledgers, reports handed in; pillars and indicators know their locality."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("period_closing", "correction", "ledger_entry", "report_submission")
STANDING = sa.text("reopened_at IS NULL")

INDEXES = (
    ("period_closing", "locality_id"),
    ("period_closing", "period_id"),
    ("ledger_entry", "locality_id"),
    ("ledger_entry", "period_id"),
    ("ledger_entry", "budget_line_id"),
    ("ledger_entry", "source_id"),
    ("report_submission", "locality_id"),
    ("report_submission", "duty_id"),
    ("report_submission", "unit_id"),
    ("report_submission", "source_id"),
)
ADDED = (("pillar", "locality"), ("indicator", "locality"), ("indicator", "source"))


def upgrade() -> None:
    _create_period_closing()
    _create_correction()
    _create_ledger_entry()
    _create_report_submission()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for table, parent in ADDED:
        _add_reference(table, parent)
    for table in ("pillar", "indicator"):
        op.execute(
            f"UPDATE {table} SET locality_id = "  # nosec B608  # noqa: S608 - names of this file
            f"(SELECT locality_id FROM framework WHERE framework.id = {table}.framework_id)"
        )


def downgrade() -> None:
    for table, parent in reversed(ADDED):
        op.drop_index(op.f(f"ix_{table}_{parent}_id"), table_name=table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN {parent}_id")
    for table in reversed(TABLES):
        op.drop_table(table)


def _add_reference(table: str, parent: str) -> None:
    """Add a reference that may be NULL, in words that both databases take without copying the table."""
    column = f"{parent}_id INTEGER CONSTRAINT fk_{table}_{parent}_id REFERENCES {parent} (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index(op.f(f"ix_{table}_{parent}_id"), table, [f"{parent}_id"])


def _create_period_closing() -> None:
    op.create_table(
        "period_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        *_parents("period_closing", "locality", "period"),
        *_words("closed_by"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        *_words("note", "reopened_by"),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        *_words("reopened_reason"),
        sa.CheckConstraint("closed_by <> ''", name=op.f("ck_period_closing_closed_by_somebody")),
        sa.CheckConstraint(
            "(reopened_at IS NOT NULL) = (reopened_by <> '')",
            name=op.f("ck_period_closing_reopened_by_whom"),
        ),
        sa.CheckConstraint(
            "reopened_at IS NULL OR reopened_reason <> ''",
            name=op.f("ck_period_closing_reopened_with_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_closing")),
    )
    op.create_index(
        "ix_period_closing_standing",
        "period_closing",
        ["locality_id", "period_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def _create_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        *_words("column_name", "subject", "heading", "before", "after", "reason"),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_correction_reason_given")),
        sa.ForeignKeyConstraint(["batch_id"], ["intake_batch.id"], name=op.f("fk_correction_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_correction")),
    )


def _create_ledger_entry() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("key"),
        *_parents("ledger_entry", "locality", "period", "budget_line"),
        sa.Column("booked_on", sa.Date(), nullable=False),
        *_words("voucher", "kind"),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        *_words("note"),
        *_parents("ledger_entry", "source"),
        sa.CheckConstraint(
            "kind IN ('execution', 'refund', 'increase', 'cut')", name=op.f("ck_ledger_entry_kind_known")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_ledger_entry_amount_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_entry_key")),
    )


def _create_report_submission() -> None:
    op.create_table(
        "report_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("key"),
        *_parents("report_submission", "locality"),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        *_words("reporter_printed"),
        sa.Column("handed_in_on", sa.Date(), nullable=False),
        *_words("number", "note"),
        *_parents("report_submission", "source"),
        sa.CheckConstraint("year BETWEEN 1900 AND 2999", name=op.f("ck_report_submission_year_exists")),
        sa.ForeignKeyConstraint(
            ["duty_id"], ["reporting_duty.id"], name=op.f("fk_report_submission_duty_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_submission_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_submission")),
        sa.UniqueConstraint("key", name=op.f("uq_report_submission_key")),
    )


def _words(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _parents(table: str, *names: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Columns that refer to other tables, with their constraints."""
    columns = [sa.Column(f"{name}_id", sa.Integer(), nullable=False) for name in names]
    rules = [
        sa.ForeignKeyConstraint([f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_{table}_{name}_id"))
        for name in names
    ]
    return (*columns, *rules)
