"""Information systems and shared databases."""

from __future__ import annotations

from data.plans.book import Book
from data.plans.vocabularies import DASHBOARD_ROLES, DATABASE_STATUSES, STATUSES, SYSTEM_CATEGORIES
from data.schema import InformationSystem, SharedDatabase


def read_systems(book: Book) -> None:
    """Read systems.csv: what a plan names, and what a dashboard should do with it."""
    for entry in book.entries("systems"):
        row = entry.row
        book.add_keyed(
            entry,
            InformationSystem,
            name=row.text("system"),
            aliases_printed=row.printed("aliases_printed"),
            parent_printed=row.printed("parent_system"),
            category=row.code("category", SYSTEM_CATEGORIES),
            purpose=row.printed("what_it_does"),
            operator_printed=row.printed("operator"),
            status=row.code("status", STATUSES),
            dashboard_role=row.code("dashboard_role", DASHBOARD_ROLES),
            dashboard_metric=row.printed("dashboard_metric"),
        )


def read_databases(book: Book) -> None:
    """Read databases.csv; `seq` is the position in the list that `list` names."""
    for entry in book.entries("databases"):
        row = entry.row
        book.add_keyed(
            entry,
            SharedDatabase,
            listing=row.printed("list"),
            position=row.maybe_whole("seq"),
            name=row.text("name"),
            purpose=row.printed("summary"),
            operator_printed=row.printed("operator"),
            status=row.code("status", DATABASE_STATUSES),
        )
