"""What may be said of a task: where it stands on a day, and which printed words mean which unit.

Source: domain.md section 2: a task without a reported status is "chưa có báo cáo", not late; lead units are
kept as printed and linked to a unit where they resolve.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from data.rules.collation import fold
from data.rules.standing import Standing, standing

Timing: TypeAlias = Standing | Literal["soon"]

TIMINGS: Final[Sequence[Timing]] = ("due_passed", "soon", "ahead", "standing", "undated", "reported")
"""In the order in which a list shows them: what has gone by unreported first, what was reported last."""

SOON: Final = dt.timedelta(days=30)
"""How far ahead a leader is warned: the steering committees of the plans meet monthly."""

PRINTED: Final = "printed"
"""Basis of a due date that the document itself prints; others follow from the plan's period or its words."""

Row: TypeAlias = Mapping[str, Any]

_CHOICES: Final[Mapping[str, Callable[[Row], bool]]] = {
    "past": lambda task: task["timing"] == "due_passed" and task["is_printed"],
    "past_period": lambda task: task["timing"] == "due_passed" and not task["is_printed"],
    "soon": lambda task: task["timing"] == "soon",
    "without_lead": lambda task: task["level"] == "task" and not task["lead_units"],
    "group_lead": lambda task: bool(task["lead_units"]) and not any(task["lead_addresses"]),
    "undated": lambda task: task["timing"] == "undated",
    "unreported": lambda task: task["status"] is None,
    "done": lambda task: task["status"] == "done",
}
"""What a list of tasks may be narrowed to. Parts of a task take its lead, so that only tasks lack one."""

CHOICES: Final = tuple(_CHOICES)

_KEPT: Final = 4096
"""Names remembered: the same few dozen units stand on hundreds of tasks."""
_SEPARATOR: Final = ";"
_WORD: Final = re.compile(r"[0-9a-z]+")


def timing(status: str | None, due_on: dt.date | None, as_of: dt.date, *, is_standing: bool) -> Timing:
    """Tell where a task stands on a day, and of those ahead whether the day is near."""
    stands = standing(status, due_on, is_standing=is_standing, as_of=as_of)
    if stands == "ahead" and due_on is not None and due_on <= as_of + SOON:
        return "soon"
    return stands


def is_among(task: Row, choice: str) -> bool:
    """Tell whether a task belongs to a choice of CHOICES; a name that is none of them narrows nothing.

    Of the task are read: level, timing, is_printed, lead_units, lead_addresses (one a part), status.
    """
    return choice not in _CHOICES or _CHOICES[choice](task)


@lru_cache(_KEPT)
def parts(printed: str) -> tuple[str, ...]:
    """Take printed words apart where they enumerate: "Phòng Nội vụ; các xã" names two."""
    return tuple(part.strip() for part in printed.split(_SEPARATOR) if part.strip())


def addresses_of_parts(printed: str, units: Mapping[str, str]) -> tuple[str, ...]:
    """Give for each part of the words the address of the unit that it means, empty where it means none.

    `units` are names by address, each known to be meant by one of the parts. Those that have most words in
    common find each other first, so that "UBND huyện" is "UBND huyện Nhơn Trạch".
    """
    named = parts(printed)
    pairs = [
        (_common(part, name), place, address)
        for place, part in enumerate(named)
        for address, name in units.items()
    ]
    found: dict[int, str] = {}
    for share, place, address in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if share and place not in found and address not in found.values():
            found[place] = address
    return tuple(found.get(place, "") for place in range(len(named)))


@lru_cache(_KEPT)
def _common(first: str, second: str) -> float:
    """Share of words that two names have in common, of all their words."""
    one, other = _words(first), _words(second)
    return len(one & other) / len(one | other) if one | other else 0.0


@lru_cache(_KEPT)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(name)))
