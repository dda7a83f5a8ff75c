"""Frameworks, pillars, indicators; their results, official scores and targets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "framework",
    "pillar",
    "indicator",
    "indicator_value",
    "official_score",
    "target",
    "target_result",
    "target_unit",
)

INDEXES = (
    ("framework", "locality_id"),
    ("framework", "source_id"),
    ("pillar", "framework_id"),
    ("pillar", "source_id"),
    ("indicator", "framework_id"),
    ("indicator", "pillar_id"),
    ("indicator_value", "indicator_id"),
    ("indicator_value", "locality_id"),
    ("indicator_value", "period_id"),
    ("indicator_value", "pillar_id"),
    ("indicator_value", "source_id"),
    ("indicator_value", "unit_id"),
    ("official_score", "framework_id"),
    ("official_score", "locality_id"),
    ("official_score", "period_id"),
    ("official_score", "pillar_id"),
    ("official_score", "source_id"),
    ("official_score", "unit_id"),
    ("target", "indicator_id"),
    ("target", "locality_id"),
    ("target", "period_id"),
    ("target", "pillar_id"),
    ("target", "source_id"),
    ("target_result", "indicator_value_id"),
    ("target_unit", "unit_id"),
)


def upgrade() -> None:
    _create_framework()
    _create_pillar()
    _create_indicator()
    _create_indicator_value()
    _create_official_score()
    _create_target()
    _create_target_result()
    _create_target_unit()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_framework() -> None:
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_level", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("max_score", sa.Numeric(precision=9, scale=2, asdecimal=False), nullable=True),
        sa.Column("max_score_is_derived", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "unit_level IN ('province', 'district', 'commune')", name=op.f("ck_framework_unit_level_known")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_framework_validity_ordered")
        ),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_framework_locality_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_framework_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("code", name=op.f("uq_framework_code")),
    )


def _create_pillar() -> None:
    op.create_table(
        "pillar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_printed", sa.Text(), nullable=False),
        sa.Column("max_score", sa.Numeric(precision=9, scale=2, asdecimal=False), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("max_score >= 0", name=op.f("ck_pillar_max_score_not_negative")),
        sa.ForeignKeyConstraint(["framework_id"], ["framework.id"], name=op.f("fk_pillar_framework_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_pillar_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pillar")),
        sa.UniqueConstraint("framework_id", "code", name=op.f("uq_pillar_framework_id_code")),
        sa.UniqueConstraint("framework_id", "position", name=op.f("uq_pillar_framework_id_position")),
    )


def _create_indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("pillar_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("measure_label", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("minimum_total", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "direction IN ('higher_is_better', 'lower_is_better', 'neutral')",
            name=op.f("ck_indicator_direction_known"),
        ),
        sa.CheckConstraint("minimum_total > 0", name=op.f("ck_indicator_minimum_total_positive")),
        sa.ForeignKeyConstraint(["framework_id"], ["framework.id"], name=op.f("fk_indicator_framework_id")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_indicator_pillar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("framework_id", "code", name=op.f("uq_indicator_framework_id_code")),
    )


def _create_indicator_value() -> None:
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("pillar_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4, asdecimal=False), nullable=True),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('agencies', 'communes', 'whole')", name=op.f("ck_indicator_value_scope_known")
        ),
        sa.CheckConstraint(
            "status IN ('printed', 'derived', 'inferred')", name=op.f("ck_indicator_value_status_known")
        ),
        sa.CheckConstraint("denominator >= 0", name=op.f("ck_indicator_value_denominator_not_negative")),
        sa.CheckConstraint(
            "denominator IS NULL OR numerator IS NOT NULL",
            name=op.f("ck_indicator_value_denominator_has_numerator"),
        ),
        sa.CheckConstraint("numerator >= 0", name=op.f("ck_indicator_value_numerator_not_negative")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_value_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_indicator_value_locality_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_indicator_value_period_id")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_indicator_value_pillar_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_indicator_value_source_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_value_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
        sa.UniqueConstraint("key", name=op.f("uq_indicator_value_key")),
    )


def _create_official_score() -> None:
    op.create_table(
        "official_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("pillar_id", sa.Integer(), nullable=True),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("score", sa.Numeric(precision=9, scale=2, asdecimal=False), nullable=True),
        sa.Column("max_score", sa.Numeric(precision=9, scale=2, asdecimal=False), nullable=True),
        sa.Column("score_printed", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("units_ranked", sa.Integer(), nullable=True),
        sa.Column("rank_printed", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("listing IN ('table', 'text')", name=op.f("ck_official_score_listing_known")),
        sa.CheckConstraint("max_score >= 0", name=op.f("ck_official_score_max_score_not_negative")),
        sa.CheckConstraint(
            "rank >= 1 AND rank <= units_ranked", name=op.f("ck_official_score_rank_within_units_ranked")
        ),
        sa.CheckConstraint("score <= max_score", name=op.f("ck_official_score_score_within_max")),
        sa.CheckConstraint("score >= 0", name=op.f("ck_official_score_score_not_negative")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_official_score_framework_id")
        ),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_official_score_locality_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_official_score_period_id")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_official_score_pillar_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_official_score_source_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_official_score_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_score")),
        sa.UniqueConstraint(
            "unit_id",
            "period_id",
            "framework_id",
            "pillar_id",
            "listing",
            name=op.f("uq_official_score_unit_id_period_id_framework_id_pillar_id_listing"),
        ),
    )


def _create_target() -> None:
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("pillar_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("comparator_printed", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4, asdecimal=False), nullable=True),
        sa.Column("value_max", sa.Numeric(precision=20, scale=4, asdecimal=False), nullable=True),
        sa.Column("value_printed", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("measure_label", sa.Text(), nullable=False),
        sa.Column("baseline_printed", sa.Text(), nullable=False),
        sa.Column("baseline_value", sa.Numeric(precision=20, scale=4, asdecimal=False), nullable=True),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_standing", sa.Boolean(), nullable=False),
        sa.Column("due_printed", sa.Text(), nullable=False),
        sa.Column("due_basis", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("lead_units_printed", sa.Text(), nullable=False),
        sa.Column("coordinating_units_printed", sa.Text(), nullable=False),
        sa.Column("lead_line", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(comparator = 'qualitative') = (value IS NULL)", name=op.f("ck_target_number_unless_qualitative")
        ),
        sa.CheckConstraint(
            "(comparator = 'range') = (value_max IS NOT NULL)", name=op.f("ck_target_range_has_two_ends")
        ),
        sa.CheckConstraint(
            "comparator IN ('>', '>=', '=', '<=', 'range', 'qualitative')",
            name=op.f("ck_target_comparator_known"),
        ),
        sa.CheckConstraint(
            "due_basis IN ('printed', 'plan_period', 'none')", name=op.f("ck_target_due_basis_known")
        ),
        sa.CheckConstraint("scope IN ('agencies', 'communes', 'whole')", name=op.f("ck_target_scope_known")),
        sa.CheckConstraint(
            "NOT (is_standing AND due_on IS NOT NULL)", name=op.f("ck_target_standing_or_due")
        ),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_target_indicator_id")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_target_locality_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_target_period_id")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_target_pillar_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_target_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("key", name=op.f("uq_target_key")),
    )


def _create_target_result() -> None:
    op.create_table(
        "target_result",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("indicator_value_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_value_id"], ["indicator_value.id"], name=op.f("fk_target_result_indicator_value_id")
        ),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_target_result_target_id")),
        sa.PrimaryKeyConstraint("target_id", "indicator_value_id", name=op.f("pk_target_result")),
    )


def _create_target_unit() -> None:
    op.create_table(
        "target_unit",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'coordinating')", name=op.f("ck_target_unit_role_known")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_target_unit_target_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_target_unit_unit_id")),
        sa.PrimaryKeyConstraint("target_id", "unit_id", "role", name=op.f("pk_target_unit")),
    )
