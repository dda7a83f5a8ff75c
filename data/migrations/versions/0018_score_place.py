"""Scores of a period are found by locality: units stand beside each other."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = ("locality_id", "period_id", "pillar_id")


def upgrade() -> None:
    op.create_index("ix_official_score_place", "official_score", list(COLUMNS))


def downgrade() -> None:
    op.drop_index("ix_official_score_place", "official_score")
