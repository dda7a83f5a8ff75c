"""Cases by unit and month without categories, the newest source of a locality's cases, a covering index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SUMS = (
    "received",
    "online",
    "digitised",
    "fee_due",
    "paid_online",
    "reopened",
    "responded",
    "response_minutes",
    "closed_early",
    "closed_on_time",
    "closed_late",
    "rejected",
    "forwarded",
    "satisfied",
    "accepted",
    "dissatisfied",
    "failed",
)
KEY = ("locality_id", "kind", "is_total", "month", "unit_id")
BY_UNIT = "ix_case_day_unit_id_kind_is_long_closed_on"
BY_LOCALITY = "ix_case_day_locality_id_kind_is_long_closed_on"


def upgrade() -> None:
    _create_case_unit_month()
    with op.batch_alter_table("case_horizon") as table:
        table.add_column(sa.Column("source_id", sa.Integer()))
        table.create_foreign_key(op.f("fk_case_horizon_source_id"), "source", ["source_id"], ["id"])
    op.drop_index(op.f(BY_UNIT), "case_day")
    op.create_index(
        op.f(BY_LOCALITY),
        "case_day",
        ["locality_id", "kind", "is_long", "closed_on"],
        postgresql_include=["received_on", "unit_id", "category_id", "due_on", "cases"],
    )
    _fill()


def downgrade() -> None:
    op.drop_index(op.f(BY_LOCALITY), "case_day")
    op.create_index(op.f(BY_UNIT), "case_day", ["unit_id", "kind", "is_long", "closed_on"])
    with op.batch_alter_table("case_horizon") as table:
        table.drop_constraint(op.f("fk_case_horizon_source_id"), type_="foreignkey")
        table.drop_column("source_id")
    op.drop_table("case_unit_month")


def _fill() -> None:
    """Derive the new aggregate and sources from what there is: cases may be millions by now."""
    keys, sums = ", ".join(KEY), ", ".join(f"sum({name})" for name in SUMS)
    op.execute(
        f"INSERT INTO case_unit_month ({keys}, {', '.join(SUMS)}) "  # nosec B608  # noqa: S608 - names of this module
        f"SELECT {keys}, {sums} FROM case_month GROUP BY {keys} ORDER BY {keys}"
    )
    for kind, table in (("feedback", "feedback_case"), ("dossier", "dossier_case")):
        op.execute(
            f"UPDATE case_horizon SET source_id = newest.source_id FROM "  # nosec B608  # noqa: S608 - as above
            f"(SELECT locality_id, max(source_id) AS source_id FROM {table} GROUP BY locality_id) AS newest "
            f"WHERE newest.locality_id = case_horizon.locality_id AND case_horizon.kind = '{kind}'"
        )


def _create_case_unit_month() -> None:
    wide = {"response_minutes": sa.BigInteger()}
    op.create_table(
        "case_unit_month",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        *(sa.Column(name, wide.get(name, sa.Integer()), nullable=False) for name in SUMS),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_unit_month_kind_known")),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_case_unit_month_locality_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_unit_month_unit_id")),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_case_unit_month")),
    )
