"""What every table shares: naming of constraints, column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Integer, MetaData, Numeric, Text
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

UNKNOWN_START = dt.date(1900, 1, 1)
"""`valid_from` of a unit whose beginning no source states. A date and not NULL, since it is part of a key."""


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Aware timestamps, stored in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> dt.datetime | None:
        """Refuse naive timestamps: nobody could tell later which zone they were in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"timestamp without a zone: {value!r}")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self,
        value: Any,
        dialect: Dialect,  # noqa: ARG002
    ) -> dt.datetime | None:
        """Give the stored moment back as aware UTC."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """Declarative base with constraint names that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Constrain a text column to a closed vocabulary (portable; a native enum is costly to change)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def not_negative(*columns: str) -> tuple[CheckConstraint, ...]:
    """Constrain counts and amounts to zero or more; NULL (unknown) passes."""
    return tuple(CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative") for column in columns)


PrimaryKey = Annotated[int, mapped_column(Integer, primary_key=True)]
Name = Annotated[str, mapped_column(Text)]
Printed = Annotated[str, mapped_column(Text, default="")]
"""Words as a document prints them; empty where it prints none."""
Vnd = Annotated[int | None, mapped_column(BigInteger)]
Count = Annotated[int | None, mapped_column(BigInteger)]
Figure = Annotated[float | None, mapped_column(Numeric(20, 4, asdecimal=False))]
Points = Annotated[float | None, mapped_column(Numeric(9, 2, asdecimal=False))]

SourceKey = Annotated[int, mapped_column(ForeignKey("source.id"), index=True)]
LocalityKey = Annotated[int, mapped_column(ForeignKey("locality.id"), index=True)]
PeriodKey = Annotated[int, mapped_column(ForeignKey("period.id"), index=True)]
