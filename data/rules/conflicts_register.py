"""Comparisons of two figures, and the register of those that do not agree.

Source: domain.md section 2, conflicts: both figures are kept, with their sources; nothing is corrected. A
comparison that cannot be made (a part is not printed) is none: it neither holds nor fails.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from data.contracts import Ratio

Kind: TypeAlias = Literal[
    "rank",
    "percentage",
    "total",
    "states",
    "part_exceeds",
    "repeated",
    "two_places",
    "listed",
    "unclear_print",
    "impossible_share",
    "baseline",
    "target_levels",
    "date_order",
    "outside_period",
    "cases",
]
Value: TypeAlias = Decimal | int | None

_NAMELESS: frozenset[Kind] = frozenset({"rank", "percentage", "unclear_print"})
"""Kinds whose two figures say what they are about: another name for them is another transcription."""

_ODD = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of a loaded file: its id, its document (0 for none) and the line that it was read from."""

    source: int
    document: int = 0
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two figures: as printed, or computed from what is printed. `name` says what it is."""

    evidence: tuple[Evidence, ...]
    name: str = ""
    printed: str = ""
    value: Value = None
    ratio: Ratio | None = None
    day: dt.date | None = None

    @property
    def lines(self) -> tuple[int, ...]:
        """Lines of the document, in order."""
        return tuple(sorted({each.line for each in self.evidence if each.line is not None}))

    @property
    def claim(self) -> tuple[object, ...]:
        """What is said, whoever says it where: value, n and N, day."""
        return (self.value, self.ratio, self.day)


@dataclass(frozen=True, slots=True)
class Place:
    """Where figures hold: a locality by id and slug, and a period; None where it is the whole document."""

    locality: int
    slug: str
    period: int | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: of which place, under which name, and the path of the page where it stands."""

    place: Place
    group: str
    key: str
    name: str
    page: str
    measure: str = ""
    measure_label: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures that were compared, and whether they agree."""

    kind: Kind
    subject: Subject
    first: Side
    second: Side
    agrees: bool
    difference: Value = None

    @property
    def key(self) -> str:
        """Name of the comparison, the same after every computation; fit for an address."""
        return _ODD.sub("-", f"{self.kind}-{self.subject.place.slug}-{self.subject.key}".lower()).strip("-")

    @property
    def figures(self) -> str:
        """Both sides in one text: a decision about them does not hold for others."""
        return " | ".join(_written(side) for side in (self.first, self.second))

    @property
    def claim(self) -> tuple[object, ...]:
        """What makes two comparisons the same one, read from two files of one document."""
        documents = tuple(sorted({each.document for each in self.first.evidence}))
        place = (self.kind, self.subject.place, documents)
        named = () if self.kind in _NAMELESS else (self.subject.key,)
        return (*place, self.first.claim, self.second.claim, *named)


def distinct(checks: Iterable[Check]) -> list[Check]:
    """Unite comparisons of the same figures: the first gives the words, all of them give their sources.

    Of two that share a key the later one gets a number.
    """
    united: dict[tuple[object, ...], Check] = {}
    for check in checks:
        known = united.get(check.claim)
        united[check.claim] = check if known is None else _united(known, check)
    return _with_own_keys(united.values())


def _united(known: Check, other: Check) -> Check:
    return replace(known, first=_with(known.first, other.first), second=_with(known.second, other.second))


def _with(side: Side, other: Side) -> Side:
    """Add the sources of another transcription of the same words; the lines stay those of the first."""
    known = {each.source for each in side.evidence}
    more = tuple(replace(each, line=None) for each in other.evidence if each.source not in known)
    return replace(side, evidence=side.evidence + more)


def _with_own_keys(checks: Iterable[Check]) -> list[Check]:
    seen: dict[str, int] = {}
    named = []
    for check in checks:
        count = seen[check.key] = seen.get(check.key, 0) + 1
        key = f"{check.subject.key}-{count}"
        named.append(check if count == 1 else replace(check, subject=replace(check.subject, key=key)))
    return named


def _written(side: Side) -> str:
    ratio = f"{side.ratio.n}/{side.ratio.total}" if side.ratio else ""
    value = "" if side.value is None else f"{Decimal(side.value).normalize():f}"
    day = side.day.isoformat() if side.day else ""
    return ";".join(part for part in (value, ratio, day) if part)
