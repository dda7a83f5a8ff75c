"""What came, ended and fell due on each day, of whole localities: any day is a month's end and days since."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

RECEIVED = (
    "received",
    "online",
    "digitised",
    "fee_due",
    "paid_online",
    "reopened",
    "responded",
    "response_minutes",
)
CLOSED = ("closed_early", "closed_on_time", "closed_late", "rejected", "forwarded")
RATED = ("satisfied", "accepted", "dissatisfied")
CHANGES = ("open_change", "late_change", "fell_due")
SUMS = (*RECEIVED, *CLOSED, *RATED, "failed", *CHANGES)

IN_TIME = "'closed_early', 'closed_on_time'"
STOOD = "CASE WHEN closed_on > received_on THEN cases ELSE 0 END"
LATE = "CASE WHEN closed_on > due_on THEN cases ELSE 0 END"
EVENTS: Mapping[str, Mapping[str, str]] = {
    "received_on": {"received": "cases", **{name: name for name in RECEIVED[1:]}, "open_change": STOOD},
    "closed_on": {
        **{name: f"CASE WHEN verdict = '{name}' THEN cases ELSE 0 END" for name in CLOSED},
        **{name: f"CASE WHEN verdict IN ('closed_late', {IN_TIME}) THEN {name} ELSE 0 END" for name in RATED},
        "failed": "CASE WHEN verdict = 'closed_late' THEN cases"
        f" WHEN verdict IN ({IN_TIME}) THEN dissatisfied ELSE 0 END",
        "open_change": f"-({STOOD})",
        "late_change": f"-({LATE})",
    },
    "due_on": {"late_change": LATE, "fell_due": LATE},
}
OF_EVENT = """
SELECT locality_id, kind, {day} AS day, {sums} FROM case_day
WHERE {day} < '9999-12-31' GROUP BY locality_id, kind, {day}
"""
FILL = """
INSERT INTO case_locality_day (locality_id, kind, day, {names})
SELECT locality_id, kind, day, {sums} FROM ({events}) AS events
GROUP BY locality_id, kind, day HAVING {is_any} ORDER BY 1, 2, 3
"""


def _on(day: str, measures: Mapping[str, str]) -> str:
    sums = (f"sum({measures[name]}) AS {name}" if name in measures else f"0 AS {name}" for name in SUMS)
    return OF_EVENT.format(day=day, sums=", ".join(sums))


def upgrade() -> None:
    op.create_table(
        "case_locality_day",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger() if name == "response_minutes" else sa.Integer(), nullable=False)
            for name in SUMS
        ),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_locality_day_kind_known")),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_case_locality_day_locality_id")
        ),
        sa.PrimaryKeyConstraint("locality_id", "kind", "day", name=op.f("pk_case_locality_day")),
    )
    op.execute(
        FILL.format(
            names=", ".join(SUMS),
            sums=", ".join(f"sum({name})" for name in SUMS),
            events=" UNION ALL ".join(_on(day, measures) for day, measures in EVENTS.items()),
            is_any=" OR ".join(f"sum({name}) <> 0" for name in SUMS),
        )
    )


def downgrade() -> None:
    op.drop_table("case_locality_day")
