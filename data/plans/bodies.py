"""Departments, agencies and other bodies that the plans name."""

from __future__ import annotations

from data.intake.batch import Ref
from data.intake.reading import Row
from data.plans.book import Book, Entry, Place
from data.plans.vocabularies import BODY_KINDS, LEVELS
from data.schema import UNKNOWN_START, Unit

_WITHIN = frozenset({"commune", "hamlet"})
"""Levels of bodies that stand for many ("UBND các xã, thị trấn"): they belong to the locality itself."""


def read_bodies(book: Book) -> None:
    """Add the rows of units.csv without a GSO code; check what all its rows say about being named."""
    for entry in book.entries("units"):
        _check_mentions(entry.row)
        if not entry.row.printed("gso_code"):
            _add_body(book, entry)


def _add_body(book: Book, entry: Entry) -> None:
    """A body ends with the territory that it belongs to: no district office outlives its district."""
    row, place, source = entry
    level = row.code("level", LEVELS)
    parent = _parent(book, place, level)
    ref = book.add(
        row,
        "unit_id",
        Unit,
        (row.text("unit_id"), UNKNOWN_START),
        code=row.printed("unit_id"),
        code_system="plan",
        name=row.text("name"),
        kind=row.code("kind", BODY_KINDS),
        level=level,
        valid_to=book.batch.values(parent)["valid_to"] if parent else None,
        parent_id=parent,
        locality_id=place.locality,
        name_printed=row.printed("name_raw"),
        role=row.printed("role"),
        note=row.printed("note"),
        source_id=source,
    )
    place.names.add(row.printed("name"), ref)


def _parent(book: Book, place: Place, level: str) -> Ref | None:
    """The locality's unit or the one above it of the body's level; none for central bodies."""
    unit = place.unit
    if level in _WITHIN:
        return unit
    while unit is not None and book.batch.values(unit)["level"] != level:
        unit = book.batch.values(unit)["parent_id"]
    return unit


def _check_mentions(row: Row) -> None:
    named, lines = row.flag("named_in_seed"), row.several("mention_lines")
    if row.sound("named_in_seed") and named != bool(row.printed("line")):
        row.refuse("named_in_seed", "không khớp với cột line", "ghi “yes” khi và chỉ khi có số dòng")
    if row.whole("mention_count") != len(lines) and row.sound("mention_count"):
        row.refuse("mention_count", f"cột mention_lines có {len(lines)} dòng", "đếm lại số dòng")
