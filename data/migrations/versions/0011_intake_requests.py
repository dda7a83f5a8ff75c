"""Requests of other systems that bring figures in, and tokens with the right to do so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "read_token", sa.Column("may_write", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "intake_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_intake_request_digest_is_hex")),
        sa.CheckConstraint(
            "(status IS NULL) = (answer IS NULL)", name=op.f("ck_intake_request_answered_whole")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["intake_batch.id"], name=op.f("fk_intake_request_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_request")),
        sa.UniqueConstraint("actor", "key", name=op.f("uq_intake_request_actor_key")),
    )
    op.create_index(op.f("ix_intake_request_batch_id"), "intake_request", ["batch_id"])


def downgrade() -> None:
    op.drop_table("intake_request")
    op.drop_column("read_token", "may_write")
