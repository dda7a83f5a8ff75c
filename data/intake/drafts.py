"""A row on its way in: its values, what is wrong with it, and what it may refer to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from data.intake.batch import Key, Model

Severity: TypeAlias = Literal["error", "warning"]
Cell: TypeAlias = str | int | float | bool | dt.date | None
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: where it stands, what is there, why it matters, how to mend it.

    `cell` is an address as a spreadsheet shows it, empty where a whole row or file is meant. An error
    refuses the file; a warning may be accepted with a reason.
    """

    severity: Severity
    rule: str
    file: str
    sheet: str
    row: int | None
    cell: str
    heading: str
    value: str | None
    reason: str
    remedy: str

    def __str__(self) -> str:
        sheet = f", trang “{self.sheet}”" if self.sheet else ""
        place = f", ô {self.cell}" if self.cell else (f", dòng {self.row}" if self.row else "")
        heading = f" (cột “{self.heading}”)" if self.heading else ""
        value = f", giá trị “{self.value[:_SHOWN]}”" if self.value is not None else ""
        return f"{self.file}{sheet}{place}{heading}{value}: {self.reason}. Cách sửa: {self.remedy}."


class Place(NamedTuple):
    """Where a row stands in its file; `cells` are addresses by column name."""

    file: str
    sheet: str
    row: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]


class ParentRef(NamedTuple):
    """Stands for the id of a row of the same kind, which may come with the same file."""

    key: Key


@dataclass(slots=True)
class Draft:
    """A row as its cells say it, not frozen: checks complete it and note what is wrong.

    `cells` are what the file has by column name, `values` what goes to the table by field, `source`
    where in a document it stands, `links` the units and results that it is linked with; a link table that is
    missing there stays as it is.
    """

    place: Place
    cells: Mapping[str, Cell]
    values: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)
    links: dict[Model, list[dict[str, Any]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    is_total: bool = False

    def refuse(self, column: str, rule: str, reason: str, remedy: str) -> None:
        """Note an error in a column."""
        self.broken.add(column)
        self.findings.append(self._finding("error", column, rule, reason, remedy))

    def warn(self, column: str, rule: str, reason: str, remedy: str) -> None:
        """Note what looks wrong in a column and may yet be right."""
        self.findings.append(self._finding("warning", column, rule, reason, remedy))

    def sound(self, *columns: str) -> bool:
        """Tell whether none of the columns has been refused: only then is it worth comparing them."""
        return self.broken.isdisjoint(columns)

    def numbers(self, *fields: str) -> tuple[float, ...] | None:
        """Give several figures, None where one is missing or broken."""
        found = tuple(self.values.get(name) for name in fields)
        return found if self.sound(*fields) and None not in found else None  # type: ignore[return-value]

    def _finding(self, severity: Severity, column: str, rule: str, reason: str, remedy: str) -> Finding:
        place, value = self.place, self.cells.get(column)
        return Finding(
            severity=severity,
            rule=rule,
            file=place.file,
            sheet=place.sheet,
            row=place.row,
            cell=place.cells.get(column, ""),
            heading=place.headings.get(column, ""),
            value=None if value is None else _told(value),
            reason=reason,
            remedy=remedy,
        )


def _told(value: Cell) -> str:
    """A cell as Vietnamese spreadsheets show it."""
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)


class UnitName(NamedTuple):
    """A unit as rows may name it. `address` is `code@valid_from`."""

    id: int
    code: str
    address: str
    name: str
    kind: str
    level: str
    valid_from: dt.date
    valid_to: dt.date | None


class CaseTimes(NamedTuple):
    """When a case was received and ended; None while it is open."""

    received_at: dt.datetime
    closed_at: dt.datetime | None


class Known(Protocol):
    """What rows may refer to: all of one locality."""

    slug: str
    locality_id: int
    unit_id: int
    replaces: bool
    """The file stands for all rows of the groups that it speaks of."""

    @property
    def framework_id(self) -> int | None:
        """The locality's framework."""

    def unit(self, words: str, at: dt.date | None) -> int:
        """Id of the unit that words name; CellError with the candidates where none or several do."""

    def unit_label(self, unit_id: int) -> str:
        """Name of a unit."""

    def units_of(self, words: str) -> Iterator[int]:
        """Ids of the units that a printed list names; words that name nobody are left out."""

    def period(self, words: str) -> int:
        """Id of a period, below zero while the database has none; CellError where the words name none."""

    def period_days(self, period_id: int) -> tuple[dt.date, dt.date]:
        """First day and the day after the last one."""

    def period_code(self, period_id: int) -> str:
        """Code of a period."""

    def pillar(self, words: str) -> int:
        """Id of a heading of the locality's framework; CellError where there is none."""

    def pillar_row(self, pillar_id: int) -> Mapping[str, Any]:
        """Fields of a pillar."""

    def indicator(self, words: str) -> Mapping[str, Any]:
        """Fields of an indicator by code or name; CellError where there is none."""

    def document(self, words: str) -> int:
        """Id of a document of the locality; CellError where there is none."""

    def cases(self, kind: str, codes: Collection[str]) -> Mapping[str, CaseTimes]:
        """Times of single cases, "feedback" or "dossier", by their codes; codes of none are left out."""

    def result(self, key: str) -> Mapping[str, Any] | None:
        """Fields of a reported result by its key."""

    def before(self, model: Model, key: Key) -> Mapping[str, Any] | None:
        """Fields of a row of the kind under way, as the table has it now."""

    def rows_of(self, model: Model, names: tuple[str, ...]) -> Mapping[Key, Mapping[str, Any]]:
        """All rows of a table that belong to the locality, by the fields of the table's own kind."""
