"""Single cases with their vocabularies and calendars, and the aggregates that pages read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "case_category",
    "procedure",
    "feedback_case",
    "dossier_case",
    "calendar_day",
    "case_limit",
    "meeting",
    "case_day",
    "case_month",
    "case_horizon",
    "case_mark",
    "case_writer",
)

INDEXES = (
    ("procedure", ("category_id",)),
    ("feedback_case", ("unit_id", "due_at")),
    ("dossier_case", ("unit_id", "due_at")),
    ("case_limit", ("category_id",)),
    ("case_limit", ("procedure_id",)),
    ("meeting", ("locality_id",)),
    ("case_day", ("unit_id", "kind", "is_long", "closed_on")),
    ("case_month", ("unit_id", "kind", "is_total", "month")),
)

ON_RECEIPT = ("online", "digitised", "fee_due", "paid_online", "reopened", "responded", "response_minutes")
ENDINGS = ("closed_early", "closed_on_time", "closed_late", "rejected", "forwarded")
RATINGS = ("satisfied", "accepted", "dissatisfied")
DAY_KEY = ("unit_id", "kind", "received_on", "category_id", "due_on", "closed_on", "verdict", "locality_id")

DATASETS = (("feedback", "feedback_case", "feedback"), ("dossier", "dossier_case", "dossiers"))
"""Kind of cases, its table, and the data set that a direct write publishes."""

MARKING = """
CREATE FUNCTION case_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    written_kind text := TG_ARGV[0];
    found_rows bigint := 0;
    more_rows bigint := 0;
BEGIN
    IF (SELECT is_applying FROM case_writer) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO case_mark (kind, unit_id)
        SELECT DISTINCT kind, unit_id FROM case_day WHERE kind = written_kind ON CONFLICT DO NOTHING;
        found_rows := 1;
    END IF;
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        INSERT INTO case_mark (kind, unit_id)
        SELECT DISTINCT written_kind, unit_id FROM old_rows ON CONFLICT DO NOTHING;
        SELECT count(*) INTO found_rows FROM old_rows;
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        INSERT INTO case_mark (kind, unit_id)
        SELECT DISTINCT written_kind, unit_id FROM new_rows ON CONFLICT DO NOTHING;
        SELECT count(*) INTO more_rows FROM new_rows;
    END IF;
    IF found_rows + more_rows > 0 THEN
        INSERT INTO dataset_version (dataset, version, data_version, content_sha256, published_at)
        SELECT TG_ARGV[1], 1, coalesce(sum(version), 0) + 1, '', now() FROM dataset_version
        ON CONFLICT (dataset) DO UPDATE SET version = dataset_version.version + 1,
            data_version = excluded.data_version, published_at = excluded.published_at;
    END IF;
    RETURN NULL;
END $$
"""
"""Statement-level, with the rows as tables: a load of a million rows marks its units once."""

EVENTS = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
    "truncate": "",
}

SQLITE_MARKING = """
CREATE TRIGGER {table}_{event} AFTER {event} ON {table}
WHEN (SELECT NOT is_applying FROM case_writer)
BEGIN
    {marks}
    INSERT INTO dataset_version (dataset, version, data_version, content_sha256, published_at)
    SELECT '{dataset}', 1, coalesce(sum(version), 0) + 1, '', strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'
    FROM dataset_version WHERE true
    ON CONFLICT (dataset) DO UPDATE SET version = version + 1,
        data_version = excluded.data_version, published_at = excluded.published_at;
END
"""
SQLITE_MARK = "INSERT OR IGNORE INTO case_mark (kind, unit_id) VALUES ('{kind}', {row}.unit_id);"
SQLITE_ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def upgrade() -> None:
    # ALTER TABLE and no copy, on SQLite too: other tables refer to this one. Its rows take the default.
    op.add_column(
        "locality", sa.Column("is_simulated", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _create_case_category()
    _create_procedure()
    _create_feedback_case()
    _create_dossier_case()
    _create_calendar_day()
    _create_case_limit()
    _create_meeting()
    _create_case_day()
    _create_case_month()
    _create_case_horizon()
    _create_case_mark()
    _create_case_writer()
    for table, columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
    op.execute("INSERT INTO case_writer (id, is_applying) VALUES (1, false)")
    if op.get_bind().dialect.name == "postgresql":
        _prepare_postgresql()
    else:
        _prepare_sqlite()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION case_written")
        op.execute("DROP SCHEMA parts")
    op.drop_column("locality", "is_simulated")


def _prepare_postgresql() -> None:
    """Partitions live in a schema of their own: what lists the tables lists what the models know.

    The partition of the rest takes what no month has been made for, so that no write is refused.
    """
    op.execute("CREATE SCHEMA parts")
    op.execute(MARKING)
    for kind, table, dataset in DATASETS:
        op.execute(f"CREATE TABLE parts.{table}_rest PARTITION OF {table} DEFAULT")
        for event, rows in EVENTS.items():
            when = f"BEFORE {event}" if event == "truncate" else f"AFTER {event}"
            op.execute(
                f"CREATE TRIGGER {table}_{event} {when} ON {table} {rows} FOR EACH STATEMENT "
                f"EXECUTE FUNCTION case_written('{kind}', '{dataset}')"
            )


def _prepare_sqlite() -> None:
    for kind, table, dataset in DATASETS:
        for event, rows in SQLITE_ROWS.items():
            marks = " ".join(SQLITE_MARK.format(kind=kind, row=row) for row in rows)
            op.execute(SQLITE_MARKING.format(table=table, event=event, marks=marks, dataset=dataset))


def _sums(*names: str) -> list[sa.Column[int]]:
    """Counts; minutes outgrow four bytes."""
    wide = {"response_minutes": sa.BigInteger()}
    return [sa.Column(name, wide.get(name, sa.Integer()), nullable=False) for name in names]


def _create_case_category() -> None:
    op.create_table(
        "case_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_category_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_category")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_case_category_kind_code")),
    )


def _create_procedure() -> None:
    op.create_table(
        "procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("online_level", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "online_level IN ('none', 'partial', 'full')", name=op.f("ck_procedure_online_level_known")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["case_category.id"], name=op.f("fk_procedure_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("code", name=op.f("uq_procedure_code")),
    )


def _create_calendar_day() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('off', 'working')", name=op.f("ck_calendar_day_kind_known")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )


def _create_case_limit() -> None:
    op.create_table(
        "case_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_limit_kind_known")),
        sa.CheckConstraint("stage IN ('acceptance', 'handling')", name=op.f("ck_case_limit_stage_known")),
        sa.CheckConstraint("unit IN ('days', 'hours')", name=op.f("ck_case_limit_unit_known")),
        sa.CheckConstraint(
            "urgency IN ('normal', 'urgent', 'emergency')", name=op.f("ck_case_limit_urgency_known")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_case_limit_amount_positive")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["case_category.id"], name=op.f("fk_case_limit_category_id")
        ),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedure.id"], name=op.f("fk_case_limit_procedure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_limit")),
        sa.UniqueConstraint(
            "kind",
            "category_id",
            "procedure_id",
            "urgency",
            "stage",
            name=op.f("uq_case_limit_kind_category_id_procedure_id_urgency_stage"),
        ),
    )


def _create_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_meeting_locality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("locality_id", "held_at", name=op.f("uq_meeting_locality_id_held_at")),
    )


def _create_case_day() -> None:
    op.create_table(
        "case_day",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("category_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("locality_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_long", sa.Boolean(), nullable=False),
        *_sums("cases", *ON_RECEIPT, *RATINGS),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_day_kind_known")),
        sa.CheckConstraint(
            "verdict IN ('open', 'closed_early', 'closed_on_time', 'closed_late', 'rejected', 'forwarded')",
            name=op.f("ck_case_day_verdict_known"),
        ),
        sa.PrimaryKeyConstraint(*DAY_KEY, name=op.f("pk_case_day")),
    )


def _create_case_month() -> None:
    op.create_table(
        "case_month",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        *_sums("received", *ON_RECEIPT, *ENDINGS, *RATINGS, "failed"),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_month_kind_known")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["case_category.id"], name=op.f("fk_case_month_category_id")
        ),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_case_month_locality_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_month_unit_id")),
        sa.PrimaryKeyConstraint(
            "locality_id", "kind", "is_total", "month", "unit_id", "category_id", name=op.f("pk_case_month")
        ),
    )


def _create_case_horizon() -> None:
    op.create_table(
        "case_horizon",
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_horizon_kind_known")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_case_horizon_locality_id")),
        sa.PrimaryKeyConstraint("locality_id", "kind", name=op.f("pk_case_horizon")),
    )


def _create_case_mark() -> None:
    op.create_table(
        "case_mark",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('feedback', 'dossier')", name=op.f("ck_case_mark_kind_known")),
        sa.PrimaryKeyConstraint("kind", "unit_id", name=op.f("pk_case_mark")),
    )


def _create_case_writer() -> None:
    op.create_table(
        "case_writer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_applying", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_case_writer_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_writer")),
    )


def _create_feedback_case() -> None:
    _create_cases("feedback_case")


def _create_dossier_case() -> None:
    _create_cases(
        "dossier_case",
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("is_digitised", sa.Boolean(), nullable=False),
        sa.Column("is_paid_online", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_dossier_case_procedure_id")
        ),
    )


def _create_cases(table: str, *more: sa.schema.SchemaItem) -> None:
    """Create a table of cases: what both kinds have, and more."""
    moments = ("accepted_at", "first_response_at", "due_at", "closed_at")
    rules = {
        **{f"{name}_in_order": f"{name} >= received_at" for name in moments},
        "due_when_resolved": "outcome <> 'resolved' OR due_at IS NOT NULL",
        "outcome_known": "outcome IN ('resolved', 'rejected', 'forwarded')",
        "outcome_when_closed": "(closed_at IS NULL) = (outcome IS NULL)",
        "rating_known": "rating IN ('satisfied', 'accepted', 'dissatisfied')",
        "reopened_count_not_negative": "reopened_count >= 0",
        "urgency_known": "urgency IN ('normal', 'urgent', 'emergency')",
    }
    parents = ("locality", "unit", "source")
    op.create_table(
        table,
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in moments),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("reopened_count", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()),
        sa.ForeignKeyConstraint(["category_id"], ["case_category.id"], name=op.f(f"fk_{table}_category_id")),
        *(
            sa.ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], name=op.f(f"fk_{table}_{parent}_id"))
            for parent in parents
        ),
        *more,
        sa.PrimaryKeyConstraint("locality_id", "code", "received_at", name=op.f(f"pk_{table}")),
        postgresql_partition_by="RANGE (received_at)",
    )
