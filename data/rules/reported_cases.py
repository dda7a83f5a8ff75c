"""What a unit reports of a period beside what its cases add up to: cases win, a difference is a conflict.

Source: domain.md section 2 (reported counts and cases).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMPARED: Mapping[str, tuple[str, ...]] = {
    "received": ("received",),
    "returned": ("closed_early", "closed_on_time", "closed_late"),
    "closed_on_time": ("closed_early", "closed_on_time"),
    "closed_late": ("closed_late",),
}
"""Counts of the forms by the sums over cases that mean the same: what came in the period, what ended in it.

Open cases are left out: the report tells its own day's, and nobody knows which day that was.
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One count that both tell."""

    name: str
    reported: int
    cases: int

    @property
    def gap(self) -> int:
        """Cases less reported ones."""
        return self.cases - self.reported


def compared(reported: Mapping[str, int | None], cases: Mapping[str, int]) -> list[Comparison]:
    """Set the counts that a unit reports beside its cases; one that it does not report is not compared."""
    return [
        Comparison(name, told, sum(int(cases[part]) for part in parts))
        for name, parts in COMPARED.items()
        if (told := reported.get(name)) is not None
    ]
