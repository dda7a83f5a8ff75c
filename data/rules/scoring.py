"""Official scores: points lost against the maximum, competition ranks, coverage (domain.md section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.contracts import Ratio


@dataclass(frozen=True, slots=True)
class Scored:
    """Score of one pillar or indicator as published; None where it was not."""

    key: str
    score: Decimal | float | None
    max_score: Decimal | float | None


def lost(score: Decimal | float | None, max_score: Decimal | float | None) -> Decimal | None:
    """Points lost: max_score - score, exact in decimals; None where either is missing.

    Source: domain.md section 2, lost points; S4 lines 41-49: Xã hội số 90 - 24,61 = 65,39.
    """
    if score is None or max_score is None:
        return None
    return Decimal(str(max_score)) - Decimal(str(score))


def order_by_lost(rows: Iterable[Scored]) -> tuple[Scored, ...]:
    """Most lost points first, the order in which improvement is discussed; missing last, ties as given.

    Source: domain.md section 2, lost points.
    """
    return tuple(sorted(rows, key=_lost_order))


def competition_ranks(
    values: Sequence[Decimal | float | None], *, higher_is_better: bool = True
) -> tuple[int | None, ...]:
    """Rank as 1, 2, 2, 4: equal values share the best place and the next is skipped; None is not ranked.

    Source: domain.md section 2, scores.
    """
    present = [value for value in values if value is not None]
    ordered = sorted(present, reverse=higher_is_better)
    places: dict[Decimal | float, int] = {}
    for place, value in enumerate(ordered, start=1):
        places.setdefault(value, place)
    return tuple(None if value is None else places[value] for value in values)


def coverage(values: Iterable[object | None]) -> Ratio:
    """How many of the values that a framework asks for are present: missing is not zero.

    Source: domain.md section 2, scores.
    """
    present = [value is not None for value in values]
    return Ratio(sum(present), len(present))


def _lost_order(row: Scored) -> tuple[bool, Decimal]:
    points = lost(row.score, row.max_score)
    return (True, Decimal(0)) if points is None else (False, -points)
