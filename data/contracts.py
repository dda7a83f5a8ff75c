"""Frozen request and answer types: what may be asked of the data, and the shape of what comes back.

The only module of `data` that `layouts` may import. An answer has declared columns of plain values plus
named facts; both are checked before they leave `data`, so that a panel can trust what it draws.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from data import vocabulary
from data.plain import Dtype, plain

if TYPE_CHECKING:
    import pandas as pd

Measure: TypeAlias = Literal["", "cases", "vnd", "percent", "points", "rank"]
Reach: TypeAlias = Literal["locality", "unit", "localities"]
"""What an answer reveals: "unit" is rows and facts of the requested unit alone, "locality" anything more of
the requested locality, "localities" also of those that the request names beside it (`Request.beside`)."""
Role: TypeAlias = Literal["viewer", "secretary", "unit_editor", "admin"]

HEADING_NAMES = vocabulary.HEADING_NAMES
FREQUENCIES = vocabulary.FREQUENCIES
URGENCIES = vocabulary.URGENCIES
UNIT_KINDS = vocabulary.UNIT_KINDS
"""Words of codes that answers hold, the same as templates take in."""

PANDAS_DTYPES: Mapping[Dtype, str] = {
    "text": "string",
    "int": "Int64",
    "number": "Float64",
    "date": "datetime64[s]",
    "flag": "boolean",
}

Columns: TypeAlias = Mapping[str, Sequence[Any]]
"""Values of each column in the order of the rows: plain Python's (a date is its midnight), None for an
unknown one."""

RANKING_MINIMUM = 10
"""Default minimum N below which a unit's rate is neither ranked nor coloured (domain.md section 2)."""


class ContractError(Exception):
    """An answer does not have the shape that its question declares: a fault of ours, never of the data."""


class OutOfScopeError(Exception):
    """The answer would show more than whoever asks may see. To the reader it does not exist."""


class DataUnavailableError(Exception):
    """The database cannot be read now. Whoever shows figures keeps the last ones and says their age."""


IMPLIED: Mapping[Role, frozenset[Role]] = {
    "viewer": frozenset({"viewer"}),
    "secretary": frozenset({"viewer", "secretary"}),
    "unit_editor": frozenset({"viewer", "unit_editor"}),
    "admin": frozenset({"viewer", "secretary", "admin"}),
}
"""What a grant of each role allows, the role itself included."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be seen: everything, whole localities by slug, single units by address."""

    everything: bool = False
    localities: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def covers(self, slug: str) -> bool:
        """Tell whether the whole of a locality may be seen."""
        return self.everything or slug in self.localities

    def __or__(self, other: Scope) -> Scope:
        """Join what two grants show."""
        return Scope(
            self.everything or other.everything,
            self.localities | other.localities,
            self.units | other.units,
        )


EVERYTHING = Scope(everything=True)
NOTHING = Scope()


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and where it holds."""

    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks: a person, a wall, another system or, while trying out, anyone at this computer.

    `name` identifies among its kind, `title` is the name for people; `playlist` is a device's.
    """

    kind: Literal["account", "device", "token", "demo"]
    name: str
    title: str
    grants: tuple[Grant, ...]
    playlist: str = ""

    @property
    def scope(self) -> Scope:
        """What all grants together show."""
        return reduce(or_, (grant.scope for grant in self.grants), NOTHING)

    def has(self, role: Role) -> bool:
        """Tell whether some grant gives a role, or one above it, anywhere."""
        return any(role in IMPLIED[grant.role] for grant in self.grants)

    def may(self, role: Role, slug: str) -> bool:
        """Tell whether some grant gives a role, or one above it, over the whole of a locality."""
        return any(role in IMPLIED[grant.role] and grant.scope.covers(slug) for grant in self.grants)


DEMO = Viewer("demo", "demo", "Người xem thử", (Grant("viewer", EVERYTHING),))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A count n out of N, kept as both so that no percentage is shown without them."""

    n: int
    total: int

    @property
    def share(self) -> float | None:
        """n / N as a fraction, or None where N is zero: nothing to judge is not 0 %."""
        return self.n / self.total if self.total else None

    def rankable(self, minimum: int = RANKING_MINIMUM) -> bool:
        """Tell whether N is large enough to rank or colour the rate."""
        return self.total >= minimum


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a count that the source leaves open: low to high, out of total."""

    low: int
    high: int
    total: int


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: `end` is exclusive. Codes: 2022, 2022-Q1, 2022-H1, 2022-9M, 2022-05, 2015-2020.

    `subjects` names what a locality has figures of in it, where the period comes from a catalogue.
    """

    code: str
    kind: Literal["month", "quarter", "half", "nine_months", "year", "years"]
    start: dt.date
    end: dt.date
    subjects: tuple[str, ...] = ()
    closed_on: dt.date | None = None
    """Day on which a locality settled its figures ("chốt số liệu"); None while they may still change."""

    @property
    def last_day(self) -> dt.date:
        """Last day inside the period."""
        return self.end - dt.timedelta(days=1)

    def is_complete(self, as_of: dt.date) -> bool:
        """Tell whether the whole period lies before or on `as_of`."""
        return self.last_day <= as_of


@dataclass(frozen=True, slots=True)
class Request:
    """One question's parameters, fully resolved: equal requests have equal answers at equal data versions.

    `unit` is `code@valid_from` or empty; `pillar` and `indicator` are codes or empty; `measure` names what
    a map shows; `as_of` is the day that figures depending on "now" are computed for.
    """

    locality: str
    period: str
    as_of: dt.date
    unit: str = ""
    pillar: str = ""
    indicator: str = ""
    measure: str = ""
    is_pinned: bool = False
    """The address names `as_of`: it stays as time passes."""
    scope: frozenset[str] | None = None
    """Addresses of the units of the locality that may be seen; None where all of it may."""
    case: str = ""
    """Code of a single case, or empty."""
    beside: tuple[str, ...] = ()
    """Other localities, by slug and in order, that the asker sees whole: set for questions whose reach is
    "localities", and for these only, so that all others are kept once for whoever sees the locality."""

    @property
    def places(self) -> tuple[str, ...]:
        """Every locality that is asked about."""
        return (self.locality, *self.beside)

    def sees(self, unit: str) -> bool:
        """Tell whether a unit of the locality, by its address, may be seen."""
        return self.scope is None or unit in self.scope

    def query(self) -> dict[str, str]:
        """URL parameters that lead back to this request; `as_of` only where the address named it."""
        names = ("locality", "period", "unit", "pillar", "indicator", "measure", "case")
        pinned = {"as_of": self.as_of.isoformat()} if self.is_pinned else {}
        return {name: value for name in names if (value := getattr(self, name))} | pinned


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as the navigation names it; `address` is `code@valid_from`."""

    address: str
    code: str
    name: str
    kind: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_commune: bool


@dataclass(frozen=True, slots=True)
class PillarRef:
    """A heading under which a locality's framework groups its indicators."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class IndicatorRef:
    """What is measured under a pillar of a locality's framework."""

    code: str
    name: str
    pillar: str


@dataclass(frozen=True, slots=True)
class LocalityRef:
    """A locality with what may be asked about it. `periods` are those with any figure, oldest first.

    `is_whole` is False where a viewer sees single units of it only: `units` are then those.
    """

    slug: str
    name: str
    province: str
    valid_to: dt.date | None
    has_outlines: bool
    default_period: str
    periods: tuple[Period, ...]
    pillars: tuple[PillarRef, ...]
    units: tuple[UnitRef, ...]
    indicators: tuple[IndicatorRef, ...] = ()
    is_whole: bool = True
    is_simulated: bool = False
    """An invented place: every view of it says so."""
    contradicted: tuple[tuple[str, int, str], ...] = ()
    """Rows of files that an open conflict rests on: file, row, key of the conflict."""
    case_kinds: frozenset[str] = frozenset()
    """Kinds of single cases that it has or has had, "feedback" or "dossier"."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every locality that may be asked about, at one data version."""

    version: int
    localities: tuple[LocalityRef, ...]

    def locality(self, slug: str) -> LocalityRef | None:
        """Find a locality by its slug."""
        return next((ref for ref in self.localities if ref.slug == slug), None)

    def beside(self, slug: str) -> tuple[str, ...]:
        """Name the other localities seen whole that may stand beside one, in order of their slugs.

        None stands beside a place that is seen in part, and real ones never beside invented ones
        (domain.md section 2: real and simulated never mix).
        """
        own = self.locality(slug)
        if own is None or not own.is_whole:
            return ()
        others = (ref for ref in self.localities if ref.is_whole and ref.is_simulated == own.is_simulated)
        return tuple(sorted(ref.slug for ref in others if ref.slug != slug))


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where figures came from: a document's section and lines, or a file's rows, and when they were loaded.

    `dated` is the document's date where it prints a whole one; `dated_printed` is what it prints.
    `loaded_at` is aware, in UTC.
    """

    document: str
    section: str
    lines: tuple[int, ...]
    file: str
    rows: tuple[int, ...]
    dated: dt.date | None
    dated_printed: str
    loaded_at: dt.datetime


Fact: TypeAlias = int | float | str | bool | dt.date | Ratio | Interval | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: identifier, dtype, Vietnamese heading for tables and exports, measure."""

    name: str
    dtype: Dtype
    label: str
    measure: Measure = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What can be asked: name (stem of its panel), Vietnamese title, declared columns and fact names."""

    name: str
    title: str
    columns: tuple[Column, ...]
    facts: tuple[str, ...] = ()

    def values(self, rows: Iterable[Mapping[str, Any]]) -> Columns:
        """Take the declared columns out of row mappings; keys that are not declared are left out.

        Raises ContractError for a value that is not what its column declares.
        """
        records = list(rows)
        return {
            column.name: self._plain([row.get(column.name) for row in records], column)
            for column in self.columns
        }

    def check(self, facts: Mapping[str, Fact]) -> None:
        """Raise ContractError where facts differ from the declaration."""
        if set(facts) != set(self.facts):
            raise ContractError(
                f"{self.name}: facts {sorted(facts)} are not the declared {sorted(self.facts)}"
            )

    def _plain(self, values: Sequence[Any], column: Column) -> list[Any]:
        try:
            return plain(values, column.dtype)
        except (TypeError, ValueError) as error:
            raise ContractError(f"{self.name}: column {column.name} is no {column.dtype}") from error


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer at one data version. `sources` are those of the rows shown, in order of lines."""

    question: Question
    request: Request
    locality: LocalityRef
    period: Period
    version: int
    values: Columns
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Sequence[SourceRef] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no row to show: 'chưa có số liệu', which is not zero."""
        return not next(iter(self.values.values()))

    @property
    def frame(self) -> pd.DataFrame:
        """Give the rows to whoever computes with them; making pandas' columns takes as long as drawing."""
        import pandas as pd  # noqa: PLC0415 - half a second that commands need not wait, and few answers want

        dtypes = {column.name: PANDAS_DTYPES[column.dtype] for column in self.question.columns}
        return pd.DataFrame(dict(self.values), dtype=object).astype(dtypes)
