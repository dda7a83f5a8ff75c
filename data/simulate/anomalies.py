"""What is planted into the cases to be found again: where, when, how strongly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from data.rollups.cases_days import CaseKind

Anomaly: TypeAlias = Literal["surge", "slowdown", "dissatisfaction", "silence"]

FACTORS: dict[Anomaly, float] = {"surge": 4.0, "slowdown": 2.5, "dissatisfaction": 4.0, "silence": 0.0}
"""How many times the usual: cases received, handling time, dissatisfied ratings, cases received."""

OF_KIND: dict[CaseKind, Sequence[Anomaly]] = {
    "feedback": ("surge", "slowdown", "dissatisfaction", "silence"),
    "dossier": ("surge", "slowdown", "silence"),
}
LASTS: dict[Anomaly, int] = {"surge": 1, "slowdown": 1, "dissatisfaction": 3, "silence": 1}
"""Months in a row; fewer where the time simulated ends before."""

COMMUNE_MONTHS_EACH = 150
"""One anomaly is planted for so many months of communes."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One anomaly: of a commune (counted from 0), in all cases that it received in `months` in a row."""

    kind: CaseKind
    anomaly: Anomaly
    commune: int
    month: dt.date
    factor: float
    months: int = 1

    def covers(self, month: dt.date) -> bool:
        """Tell whether a month, by its first day, is one of the anomaly's."""
        passed = (month.year - self.month.year) * 12 + month.month - self.month.month
        return 0 <= passed < self.months


def plant(kind: CaseKind, communes: int, months: Sequence[dt.date], seed: int) -> list[Planted]:
    """Choose anomalies, at most one a commune, none in the first or last month: those cannot be judged."""
    inner = months[1:-1]
    number = min(communes, -(-communes * len(inner) // COMMUNE_MONTHS_EACH))
    draw = np.random.default_rng([seed, 99, len(kind)])
    where = draw.choice(communes, number, replace=False)
    when = draw.integers(0, max(len(inner), 1), number)
    names = OF_KIND[kind]
    planted = []
    for at, (commune, month) in enumerate(zip(where, when, strict=True)):
        name = names[at % len(names)]
        lasts = min(LASTS[name], len(inner) - int(month))
        planted.append(Planted(kind, name, int(commune), inner[int(month)], FACTORS[name], lasts))
    return planted
