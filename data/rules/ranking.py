"""Who comes first: the guard for small numbers, exceptions in order, and the few that make up most.

Source: domain.md section 2 (every percentage carries n and N), ux.md (exceptions first, worst first).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from data.contracts import RANKING_MINIMUM, Ratio
from data.rules.collation import vietnamese_key

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)

MOST = Fraction(3, 4)
"""Share from which a headline says that a few units make up most: our choice, 7/8 of S0 is above it."""


def rankable(ratio: Ratio | None, minimum: int = RANKING_MINIMUM) -> bool:
    """Tell whether a rate may be ranked and coloured; a unit without a figure never is.

    Source: domain.md section 2: below a minimum N (default 10) a rate is shown as n/N only.
    """
    return ratio is not None and ratio.rankable(minimum)


def worst_first(
    rows: Iterable[Row], *, count: Callable[[Row], int | None], name: Callable[[Row], str]
) -> tuple[Row, ...]:
    """Order by count, largest first, ties in Vietnamese order of names; rows without a figure last.

    Counts may be ordered whatever their size; rates may not (domain.md section 2).
    """
    named = sorted(rows, key=lambda row: vietnamese_key(name(row)))
    return tuple(sorted(named, key=lambda row: _descending(count(row))))


def fewest_covering(counts: Mapping[Key, int], share: Fraction | float = MOST) -> tuple[Key, ...]:
    """Smallest set of the largest counts that makes up at least `share` of the total, largest first.

    Equal counts are taken together or not at all, in the mapping's order: choosing one of two equals
    would accuse it by chance. Zero counts are never taken. Counts are not negative; 0 < share <= 1.
    Example (S0 Phụ lục 02): 3, 2, 2, 1 late cases of 8 give the first three, with 7/8.
    """
    enough = sum(counts.values()) * Fraction(str(share))
    taken: list[Key] = []
    for level in sorted({count for count in counts.values() if count}, reverse=True):
        if sum(counts[key] for key in taken) >= enough:
            break
        taken.extend(key for key, count in counts.items() if count == level)
    return tuple(taken)


def _descending(count: int | None) -> tuple[bool, int]:
    return (True, 0) if count is None else (False, -count)
