"""Reporting duties as days of a year: which day is meant, whether it is still ahead.

Source: the plans print day and month; domain.md section 2 (no verdict without a report that is known).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from data.rules.collation import fold

State: TypeAlias = Literal["next", "ahead", "passed", "reported", "undated"]

_PARTS = re.compile(r"\s*;\s*")
_COMMUNES = re.compile(
    r"(?:(?:ubnd|uy ban nhan dan) )?(?:cac )?(?:xa|phuong)(?:(?:, | va |/)(?:xa|phuong|thi tran|dac khu))+"
)
_ALL_OF = "cac "
_OF_LEVEL = re.compile(r" (?:huyen|tinh|thanh pho|thi xa|quan|xa|phuong)$")
_GROUPS: Mapping[str, frozenset[str]] = {
    "department": frozenset({"phong", "phong ban", "phong chuyen mon", "phong ban chuyen mon"}),
    "provincial_department": frozenset({"so"}),
    "public_service_unit": frozenset({"don vi su nghiep"}),
    "commune": frozenset({"ubnd xa", "ubnd cac xa"}),
}
"""Folded words for groups by the kind of unit in the register; "ban", "ngành", "cơ quan" name nothing that it
tells apart."""
_MANY = re.compile(r"\b(?:cac|nhung|thanh vien|cbcc|can bo|cong chuc)\b|,")

_DAY = dt.timedelta(days=1)


def year_shown(covered_from: dt.date, covered_until: dt.date, as_of: dt.date) -> int:
    """Year of the plan whose days are meant: that of the day after `as_of`, or the nearest covered one.

    `covered_until` is exclusive.
    """
    return min(max(as_of + _DAY, covered_from), covered_until - _DAY).year


def due_day(year: int, month: int | None, day: int | None) -> dt.date | None:
    """Day of a year that a duty falls on; None where the document prints none.

    The 29th of February of a plan is the 28th in a year that has no such day.
    """
    if month is None or day is None:
        return None
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def is_ahead(due_on: dt.date, as_of: dt.date, *, is_before: bool) -> bool:
    """Tell whether a report may still be handed in: "before the 15th" ends with the 14th."""
    return due_on > as_of if is_before else due_on >= as_of


def state(
    due_on: dt.date | None,
    next_on: dt.date | None,
    as_of: dt.date,
    *,
    is_before: bool,
    has_report: bool = False,
) -> State:
    """Tell where a duty stands; `next_on` is the first day of all duties that is still ahead.

    A day gone by is "reported" where at least one report for it is known, else "passed".
    """
    if due_on is None:
        return "undated"
    if not is_ahead(due_on, as_of, is_before=is_before):
        return "reported" if has_report else "passed"
    return "next" if due_on == next_on else "ahead"


@dataclass(frozen=True, slots=True)
class Body:
    """A unit that may owe a report: its name, and its kind in the register of units or COMMUNE."""

    name: str
    kind: str


COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes a report: units by id that can be counted, and whether the words name others besides."""

    units: frozenset[int]
    has_others: bool


def owed_by(printed: str, bodies: Mapping[int, Body]) -> Owed:
    """Read the reporter's words: "UBND các xã, thị trấn" are the communes, "các phòng" the departments.

    `bodies` are the units that lived on the day, by id. A register of units knows all communes; of
    departments and the like it knows those that somebody entered, so words for them leave room for others.
    Words that name one known unit among several mean that unit.
    Source: Tân Châu's "Các phòng, ban, ngành huyện; UBND các xã, thị trấn" (S0 line 323), Quảng Xương's "Các
    phòng, đơn vị sự nghiệp, UBND xã, thị trấn" (S2).
    """
    parts = [part for part in _PARTS.split(printed) if part]
    named = {fold(body.name): unit for unit, body in bodies.items()} if len(parts) > 1 else {}
    units: set[int] = set()
    has_others = False
    for part in map(fold, parts):
        if part in named:
            units.add(named[part])
            continue
        kinds = _kinds(part)
        units |= {unit for unit, body in bodies.items() if body.kind in kinds}
        has_others |= kinds != {COMMUNE}
    return Owed(frozenset(units), has_others)


def _kinds(part: str) -> set[str]:
    """Kinds of units that folded words for a group name; of the words that nobody can count there is none."""
    if _COMMUNES.fullmatch(part):
        return {COMMUNE}
    if not part.startswith(_ALL_OF):
        return set()
    words = {word.removeprefix(_ALL_OF) for word in part.split(", ")}
    words |= {_OF_LEVEL.sub("", word) for word in words}
    return {kind for kind, names in _GROUPS.items() if names & words}


def is_group(printed: str) -> bool:
    """Tell whether words name several bodies: one report then does not settle the duty."""
    return len(_PARTS.split(printed)) > 1 or _MANY.search(fold(printed)) is not None


@dataclass(frozen=True, slots=True)
class Received:
    """Reports of one duty and year by whoever handed them in. `missing` are units of which none is known."""

    on_time: tuple[str, ...]
    late: tuple[str, ...]
    missing: tuple[str, ...]


def received(
    reports: Mapping[str, dt.date], names: Mapping[int, str], due_on: dt.date | None, *, is_before: bool
) -> Received:
    """Sort reports by their day against the due day; without a day none is late and none is missing.

    `reports` are days by name of the reporter; `names` are those of the units that owe one.
    """
    is_late = {
        who: due_on is not None and not is_ahead(due_on, day, is_before=is_before)
        for who, day in reports.items()
    }
    return Received(
        tuple(who for who, late in is_late.items() if not late),
        tuple(who for who, late in is_late.items() if late),
        tuple(name for name in names.values() if due_on is not None and name not in reports),
    )
