"""Single cases on their way in, and the categories that come with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENTS = ("accepted_at", "first_response_at", "due_at", "closed_at")
FLAGS = ("is_online", "is_digitised", "is_paid_online")


def upgrade() -> None:
    op.create_table(
        "intake_case",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_before", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("reopened_count", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=True) for name in FLAGS),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", "sheet", "row", "is_before", "code", name=op.f("pk_intake_case")),
    )
    op.create_table(
        "intake_category",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_intake_category")),
    )


def downgrade() -> None:
    op.drop_table("intake_category")
    op.drop_table("intake_case")
