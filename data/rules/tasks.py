"""What may be said of a task: where it stands on a day, and which printed words mean which unit.

Source: domain.md section 2: a task without a reported status is "chưa có báo cáo", not late; lead units are
kept as printed and linked to a unit where they resolve.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from data.rules.collation import fold

Timing: TypeAlias = Literal["past", "soon", "ahead", "standing", "undated", "done"]

TIMINGS: Final[Sequence[Timing]] = ("past", "soon", "ahead", "standing", "undated", "done")
"""In the order in which a list shows them: what has gone by unreported first, what is done last."""

SOON: Final = dt.timedelta(days=30)
"""How far ahead a leader is warned: the steering committees of the plans meet monthly."""

PRINTED: Final = "printed"
"""Basis of a due date that the document itself prints; others follow from the plan's period or its words."""

_SEPARATOR: Final = ";"
_WORD: Final = re.compile(r"[0-9a-z]+")


def timing(status: str | None, due_on: dt.date | None, as_of: dt.date, *, is_standing: bool) -> Timing:
    """Tell where a task stands on a day; "past" is no verdict: nobody reported, nobody knows.

    A task due on `as_of` itself has that day left.
    """
    if status == "done":
        return "done"
    if is_standing:
        return "standing"
    if due_on is None:
        return "undated"
    if due_on < as_of:
        return "past"
    return "soon" if due_on <= as_of + SOON else "ahead"


def parts(printed: str) -> tuple[str, ...]:
    """Take printed words apart where they enumerate: "Phòng Nội vụ; các xã" names two."""
    return tuple(part.strip() for part in printed.split(_SEPARATOR) if part.strip())


def addresses_of_parts(printed: str, units: Mapping[str, str]) -> tuple[str, ...]:
    """Give for each part of the words the address of the unit that it means, empty where it means none.

    `units` are names by address, known to be meant by one of the parts: each goes to the part that has
    most words in common with its name, so that "UBND huyện" is "UBND huyện Nhơn Trạch".
    """
    named = parts(printed)
    found = [""] * len(named)
    for address, name in units.items():
        shares = [_common(part, name) for part in named]
        best = max(range(len(named)), key=shares.__getitem__, default=None)
        if best is not None and shares[best] and not found[best]:
            found[best] = address
    return tuple(found)


def _common(first: str, second: str) -> float:
    """Share of words that two names have in common, of all their words."""
    one, other = _words(first), _words(second)
    return len(one & other) / len(one | other) if one | other else 0.0


def _words(name: str) -> set[str]:
    return set(_WORD.findall(fold(name)))
