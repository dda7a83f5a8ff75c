"""Units over time, localities, periods, documents and sources: where, when and from what a figure is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CIRCLES = (
    ("fk_document_source_id", "document", "source", "source_id"),
    ("fk_locality_source_id", "locality", "source", "source_id"),
    ("fk_unit_locality_id", "unit", "locality", "locality_id"),
    ("fk_unit_source_id", "unit", "source", "source_id"),
)
"""References that close a circle: name, table, table referred to, column. PostgreSQL gets them last;
SQLite cannot add one, but takes it with the table before the other table exists."""

TABLES = (
    "dataset_version",
    "period",
    "unit",
    "locality",
    "document",
    "source",
    "locality_period",
    "unit_lineage",
)

INDEXES = (
    ("unit", "locality_id"),
    ("unit", "parent_id"),
    ("unit", "source_id"),
    ("locality", "source_id"),
    ("document", "locality_id"),
    ("document", "source_id"),
    ("source", "document_id"),
    ("locality_period", "locality_id"),
    ("unit_lineage", "predecessor_id"),
    ("unit_lineage", "source_id"),
    ("unit_lineage", "successor_id"),
)


def upgrade() -> None:
    _create_dataset_version()
    _create_period()
    _create_unit()
    _create_locality()
    _create_document()
    _create_source()
    _create_locality_period()
    _create_unit_lineage()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    if op.get_bind().dialect.name != "sqlite":
        for name, table, other, column in CIRCLES:
            op.create_foreign_key(name, table, other, [column], ["id"])


def downgrade() -> None:
    for name, table, _, column in CIRCLES:
        rows = sa.table(table, sa.column(column))
        op.execute(rows.update().values({column: None}))
        if op.get_bind().dialect.name != "sqlite":
            op.drop_constraint(name, table, type_="foreignkey")
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_dataset_version() -> None:
    op.create_table(
        "dataset_version",
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "dataset IN ('units', 'scores', 'indicators', 'targets', 'tasks', 'feedback', "
            "'dossiers', 'budget', 'reporting', 'documents', 'systems', 'rollups')",
            name=op.f("ck_dataset_version_dataset_known"),
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_dataset_version_version_counts_up")),
        sa.PrimaryKeyConstraint("dataset", name=op.f("pk_dataset_version")),
    )


def _create_period() -> None:
    op.create_table(
        "period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('month', 'quarter', 'half', 'nine_months', 'year', 'years')",
            name=op.f("ck_period_kind_known"),
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_period_ordered")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period")),
        sa.UniqueConstraint("code", name=op.f("uq_period_code")),
    )


def _create_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_system", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("locality_id", sa.Integer(), nullable=True),
        sa.Column("name_printed", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("bounds", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("code_system IN ('gso', 'plan')", name=op.f("ck_unit_code_system_known")),
        sa.CheckConstraint(
            "level IN ('central', 'province', 'district', 'commune', 'hamlet')",
            name=op.f("ck_unit_level_known"),
        ),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_unit_not_own_parent")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_unit_validity_ordered")
        ),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name="fk_unit_locality_id", use_alter=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_unit_source_id", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_unit_code_valid_from")),
    )


def _create_locality() -> None:
    op.create_table(
        "locality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("assessed_period_id", sa.Integer(), nullable=False),
        sa.Column("covered_period_id", sa.Integer(), nullable=False),
        sa.Column("covered_printed", sa.Text(), nullable=False),
        sa.Column("assessed_printed", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessed_period_id"], ["period.id"], name=op.f("fk_locality_assessed_period_id")
        ),
        sa.ForeignKeyConstraint(
            ["covered_period_id"], ["period.id"], name=op.f("fk_locality_covered_period_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_locality_source_id", use_alter=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_locality_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locality")),
        sa.UniqueConstraint("slug", name=op.f("uq_locality_slug")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_locality_unit_id")),
    )


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("dated_printed", sa.Text(), nullable=False),
        sa.Column("implements", sa.Text(), nullable=False),
        sa.Column("in_directive_list", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "listing IN ('plan', 'directive', 'cited')", name=op.f("ck_document_listing_known")
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_document_position_counts_from_one")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_document_locality_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_document_source_id", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "locality_id", "listing", "position", name=op.f("uq_document_locality_id_listing_position")
        ),
    )


def _create_source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("other_lines", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("loaded_by", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_source_sha256_is_hex")),
        sa.CheckConstraint("line >= 0", name=op.f("ck_source_line_not_negative")),
        sa.CheckConstraint("row >= 0", name=op.f("ck_source_row_not_negative")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_source_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("file", "sheet", "row", name=op.f("uq_source_file_sheet_row")),
    )


def _create_locality_period() -> None:
    op.create_table(
        "locality_period",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_locality_period_locality_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_locality_period_period_id")),
        sa.PrimaryKeyConstraint("locality_id", "period_id", name=op.f("pk_locality_period")),
    )


def _create_unit_lineage() -> None:
    op.create_table(
        "unit_lineage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("extent", sa.Text(), nullable=False),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("extent IN ('whole', 'part')", name=op.f("ck_unit_lineage_extent_known")),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_unit_lineage_not_itself")),
        sa.CheckConstraint(
            "share IS NULL OR (share > 0 AND share <= 1)", name=op.f("ck_unit_lineage_share_is_fraction")
        ),
        sa.ForeignKeyConstraint(["predecessor_id"], ["unit.id"], name=op.f("fk_unit_lineage_predecessor_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_unit_lineage_source_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name=op.f("fk_unit_lineage_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_lineage")),
        sa.UniqueConstraint(
            "predecessor_id",
            "successor_id",
            "effective_on",
            name=op.f("uq_unit_lineage_predecessor_id_successor_id_effective_on"),
        ),
    )
