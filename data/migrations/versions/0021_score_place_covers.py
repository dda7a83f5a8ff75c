"""Scores of a place and period are read from the index alone: PostgreSQL took the period's of all places."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NAME, COLUMNS = "ix_official_score_place", ("locality_id", "period_id", "pillar_id")
COVERED = ("unit_id", "score", "max_score")


def upgrade() -> None:
    op.drop_index(NAME, "official_score")
    op.create_index(NAME, "official_score", list(COLUMNS), postgresql_include=list(COVERED))


def downgrade() -> None:
    op.drop_index(NAME, "official_score")
    op.create_index(NAME, "official_score", list(COLUMNS))
