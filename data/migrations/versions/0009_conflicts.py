"""The register of contradicting figures, how much was compared, and what people decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = (
    "kind IN ('rank', 'percentage', 'total', 'states', 'part_exceeds', 'repeated', 'two_places', 'listed', "
    "'unclear_print', 'impossible_share', 'baseline', 'target_levels', 'date_order', 'outside_period', "
    "'cases')"
)
SUBJECTS = (
    "subject IN ('scores', 'indicators', 'feedback', 'dossiers', 'budget', 'targets', 'tasks', 'reporting', "
    "'documents')"
)
STATUSES = "status IN ('open', 'explained', 'settled')"

TABLES = ("conflict", "conflict_source", "conflict_check", "conflict_decision")

INDEXES = (
    ("conflict", "locality_id"),
    ("conflict", "period_id"),
    ("conflict_source", "source_id"),
    ("conflict_decision", "conflict_key"),
)


def upgrade() -> None:
    _create_conflict()
    _create_conflict_source()
    _create_conflict_check()
    _create_conflict_decision()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_conflict() -> None:
    op.create_table(
        "conflict",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=True),
        *_words("kind", "subject", "name", "measure", "measure_label", "page"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_side("first"),
        *_side("second"),
        sa.Column("difference", _figure(), nullable=True),
        *_words("figures", "status", "reason", "decided_by"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_conflict_kind_known")),
        sa.CheckConstraint(SUBJECTS, name=op.f("ck_conflict_subject_known")),
        sa.CheckConstraint(STATUSES, name=op.f("ck_conflict_status_known")),
        sa.CheckConstraint(
            "(status = 'open') OR (reason <> '')", name=op.f("ck_conflict_decided_with_reason")
        ),
        _parent("conflict", "locality"),
        _parent("conflict", "period"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_conflict")),
    )


def _create_conflict_source() -> None:
    op.create_table(
        "conflict_source",
        sa.Column("conflict_key", sa.Text(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("side IN (1, 2)", name=op.f("ck_conflict_source_side_known")),
        sa.ForeignKeyConstraint(
            ["conflict_key"],
            ["conflict.key"],
            name=op.f("fk_conflict_source_conflict_key"),
            ondelete="CASCADE",
        ),
        _parent("conflict_source", "source"),
        sa.PrimaryKeyConstraint("conflict_key", "side", "source_id", name=op.f("pk_conflict_source")),
    )


def _create_conflict_check() -> None:
    op.create_table(
        "conflict_check",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        *_words("kind"),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_conflict_check_kind_known")),
        sa.CheckConstraint("checked >= 0", name=op.f("ck_conflict_check_checked_not_negative")),
        _parent("conflict_check", "locality"),
        sa.PrimaryKeyConstraint("locality_id", "kind", name=op.f("pk_conflict_check")),
    )


def _create_conflict_decision() -> None:
    op.create_table(
        "conflict_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("conflict_key", "figures", "status", "reason", "decided_by"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATUSES, name=op.f("ck_conflict_decision_status_known")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_conflict_decision_reason_given")),
        sa.CheckConstraint("decided_by <> ''", name=op.f("ck_conflict_decision_decided_by_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_decision")),
    )


def _side(side: str) -> tuple[sa.Column[object], ...]:
    return (
        *_words(f"{side}_name", f"{side}_printed"),
        sa.Column(f"{side}_value", _figure(), nullable=True),
        sa.Column(f"{side}_numerator", sa.BigInteger(), nullable=True),
        sa.Column(f"{side}_denominator", sa.BigInteger(), nullable=True),
        sa.Column(f"{side}_day", sa.Date(), nullable=True),
        *_words(f"{side}_lines"),
    )


def _words(*names: str) -> tuple[sa.Column[object], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _figure() -> sa.Numeric[float]:
    return sa.Numeric(precision=20, scale=4, asdecimal=False)


def _parent(table: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{parent}_id"], [f"{parent}.id"], name=op.f(f"fk_{table}_{parent}_id"), ondelete="CASCADE"
    )
