"""Places beside each other: each compared with those of its own level, where there are enough of them.

A commune's rate says nothing about a province's, and two places are no group. Limits and minimum N are those
of units (`data.rules.funnel`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data.contracts import Ratio
from data.rules import funnel
from data.rules.funnel import Standing

LEAST_COMPARED: Final = 3
"""Places of a level with enough cases, from which on their common rate is one: our choice."""
BELOW: Final[frozenset[str]] = frozenset({"far_below", "below"})
ABOVE: Final[frozenset[str]] = frozenset({"far_above", "above"})
"""Standings that chance does not explain."""


def standings(ratios: Mapping[str, Ratio], levels: Mapping[str, str]) -> dict[str, Standing]:
    """Tell how each place's rate stands to that of its level; places that are not compared are left out.

    `levels` gives the level of every place of `ratios`.
    """
    wholes = common_rates(ratios, levels)
    found = {
        place: funnel.standing(ratio, wholes[levels[place]])
        for place, ratio in ratios.items()
        if levels[place] in wholes
    }
    return {place: standing for place, standing in found.items() if standing != "too_few"}


def common_rates(ratios: Mapping[str, Ratio], levels: Mapping[str, str]) -> dict[str, Ratio]:
    """Give the rate of all places of a level together, of levels with enough places to compare."""
    groups: dict[str, list[Ratio]] = {}
    for place, ratio in ratios.items():
        groups.setdefault(levels[place], []).append(ratio)
    return {
        level: funnel.group(members)
        for level, members in groups.items()
        if sum(ratio.rankable() for ratio in members) >= LEAST_COMPARED
    }
