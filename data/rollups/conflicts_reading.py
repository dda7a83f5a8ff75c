"""What every comparison needs of a row: its place, its source, and the line that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, Select, select

from data.contracts import Ratio
from data.rules.conflicts_register import Check, Evidence, Kind, Place, Side, Subject, Value
from data.schema import Locality, Source

Row: TypeAlias = Mapping[str, Any]
Texts: TypeAlias = Mapping[tuple[Any, ...], Sequence[Row]]
"""Results that the running text reports, by locality and period."""


class Reading(NamedTuple):
    """Whose rows are compared: those of one locality, or of all where none is named."""

    connection: Connection
    locality_id: int | None = None

    def only(self, statement: Select[Any], column: Any) -> Select[Any]:
        """Narrow a statement to the locality, by the column that names it."""
        return statement if self.locality_id is None else statement.where(column == self.locality_id)


def rows_of(reading: Reading, model: Any, *columns: Any, joins: Sequence[Any] = ()) -> list[Row]:
    """Read rows of a fact table with their locality and source; `joins` are pairs of target and condition."""
    statement: Select[Any] = (
        select(
            *(column for column in columns if column.key != "locality_id"),
            Locality.id.label("locality_id"),
            Locality.slug,
            Source.id.label("evidence_id"),
            Source.document_id.label("evidence_document"),
            Source.line.label("evidence_line"),
        )
        .select_from(model)
        .join(Locality, Locality.id == model.locality_id)
        .join(Source, Source.id == model.source_id)
    )
    for target, condition in joins:
        statement = statement.join(target, condition, isouter=True)
    statement = reading.only(statement, Locality.id).order_by(model.id)
    return [dict(row) for row in reading.connection.execute(statement).mappings()]


def evidence(*rows: Row, line: str = "") -> tuple[Evidence, ...]:
    """Name the sources of rows; `line` is the column of another line of the document, where one is known."""
    return tuple(
        Evidence(
            row["evidence_id"],
            row["evidence_document"] or 0,
            (row[line] if line else None) or row["evidence_line"],
        )
        for row in rows
    )


def place(row: Row) -> Place:
    """Say where the figures of a row hold; one without a period belongs to its document."""
    return Place(row["locality_id"], row["slug"], row.get("period_id"))


def compared(
    kind: Kind, about: Subject, first: Side, second: Side, *, agrees: bool | None, difference: Value = None
) -> Iterator[Check]:
    """Give the comparison, unless it cannot be told (`agrees` is None)."""
    if agrees is not None:
        yield Check(kind, about, first, second, agrees, difference)


def ratio_of(n: int | None, total: int | None) -> Ratio | None:
    """Join numerator and denominator where there are both and something was counted."""
    return None if n is None or not total else Ratio(n, total)


def grouped(rows: Iterable[Row], *names: str) -> dict[tuple[Any, ...], list[Row]]:
    """Group rows by the values of columns, in the order in which they come."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found
