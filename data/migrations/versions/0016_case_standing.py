"""What was open at the end of each month that is over, by unit: finished periods read it in one range."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATES = ("open_in_time", "open_due_soon", "open_overdue")
KEY = ("locality_id", "kind", "is_total", "month", "unit_id")
SPELLED: Mapping[str, Mapping[str, str]] = {
    "postgresql": {
        "came": "date_trunc('month', received_on::timestamp)::date",
        "ended": "date_trunc('month', closed_on::timestamp)::date",
        "due": "date_trunc('month', due_on::timestamp)::date",
        "until": "date_trunc('month', last_on::timestamp)::date",
        "on_last": "due_on < DATE '9999-12-31' AND extract(day FROM due_on + 1) = 1",
        "least": "least",
        "following": "(month + interval '1 month')::date",
    },
    "sqlite": {
        "came": "date(received_on, 'start of month')",
        "ended": "date(closed_on, 'start of month')",
        "due": "date(due_on, 'start of month')",
        "until": "date(last_on, 'start of month')",
        "on_last": "due_on < '9999-12-31' AND strftime('%d', due_on, '+1 day') = '01'",
        "least": "min",
        "following": "date(month, '+1 month')",
    },
}
FILL = """
WITH RECURSIVE spells AS (
    SELECT case_day.locality_id, case_day.kind, case_day.unit_id, {came} AS first,
        {least}({ended}, {until}) AS until, {due} AS due, {on_last} AS on_last, sum(cases) AS cases
    FROM case_day JOIN case_horizon
        ON case_horizon.locality_id = case_day.locality_id AND case_horizon.kind = case_day.kind
    WHERE {came} < {ended} AND {came} < {until}
    GROUP BY 1, 2, 3, 4, 5, 6, 7
), months(month) AS (
    SELECT min(first) FROM spells
    UNION ALL SELECT {following} FROM months WHERE {following} < (SELECT max(until) FROM spells)
), own AS (
    SELECT locality_id, kind, month, unit_id,
        sum(CASE WHEN due > month THEN cases ELSE 0 END) AS open_in_time,
        sum(CASE WHEN due = month AND on_last THEN cases ELSE 0 END) AS open_due_soon,
        sum(CASE WHEN due < month OR (due = month AND NOT on_last) THEN cases ELSE 0 END) AS open_overdue
    FROM spells JOIN months ON month >= first AND month < until
    GROUP BY 1, 2, 3, 4
)
INSERT INTO case_standing (locality_id, kind, is_total, month, unit_id, {states})
SELECT locality_id, kind, false, month, unit_id, {states} FROM own
UNION ALL
SELECT own.locality_id, kind, true, month, locality.unit_id, {sums}
FROM own JOIN locality ON locality.id = own.locality_id
GROUP BY own.locality_id, kind, month, locality.unit_id
ORDER BY 1, 2, 3, 4, 5
"""


def upgrade() -> None:
    op.create_table(
        "case_standing",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in STATES),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_standing_kind_known")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_case_standing_locality_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_standing_unit_id")),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_case_standing")),
    )
    words = SPELLED[op.get_bind().dialect.name]
    sums = ", ".join(f"sum({name})" for name in STATES)
    op.execute(FILL.format(**words, states=", ".join(STATES), sums=sums))


def downgrade() -> None:
    op.drop_table("case_standing")
