"""Linking printed words to the units that they mean."""

from __future__ import annotations

from collections.abc import Mapping

from data.intake.batch import Model, Ref, table_of
from data.plans.book import Book, Entry


def link_units(book: Book, entry: Entry, model: Model, owner: Ref, columns: Mapping[str, str]) -> None:
    """Add a link for each part of a cell that names a unit. `columns` are by role.

    `model` is a link table whose key is owner, unit, role. Words that name nobody stay as printed.
    """
    (owner_column, *_) = table_of(model).primary_key.columns.keys()
    for role, column in columns.items():
        for words in entry.row.several(column):
            unit = entry.place.names.find(words)
            if unit and Ref(model, (owner.key, unit.key, role)) not in book.batch:
                values = {owner_column: owner, "unit_id": unit, "role": role}
                book.batch.add(model, (owner.key, unit.key, role), values)
