"""Staged cases have no key any more: ranges of blocks lead to a batch, whose rows lie together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEY = ("batch_id", "sheet", "row", "is_before", "code")


def upgrade() -> None:
    with op.batch_alter_table("intake_case") as table:
        table.drop_constraint(op.f("pk_intake_case"), type_="primary")
        # A column of a key that is dropped keeps what the key made of it.
        for name, type_ in zip(KEY, (sa.Integer, sa.Text, sa.Integer, sa.Boolean, sa.Text), strict=True):
            table.alter_column(name, existing_type=type_(), nullable=False)
    op.create_index(
        op.f("ix_intake_case_batch_id"),
        "intake_case",
        ["batch_id"],
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_intake_case_batch_id"), "intake_case")
    with op.batch_alter_table("intake_case") as table:
        table.create_primary_key(op.f("pk_intake_case"), list(KEY))
