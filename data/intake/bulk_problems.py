"""What is wrong with millions of rows: every broken rule is counted, some places of each are named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from data.intake.drafts import Finding, Severity
from data.intake.headings import without_persons
from data.intake.kinds.columns import Kind
from data.intake.streaming import ROW, Block

EXAMPLES = 20
"""Places of a problem that are named; how many more there are is told."""
_SHOWN = 80


class Rule(NamedTuple):
    """One broken rule in one column. `reason` and `remedy` are Vietnamese clauses."""

    severity: Severity
    rule: str
    column: str
    reason: str
    remedy: str


Why = Callable[[str | None], tuple[str, str]]
"""Reason and remedy for a value, where they depend on it."""


@dataclass(slots=True)
class _Group:
    examples: list[Finding] = field(default_factory=list)
    count: int = 0


class Problems:
    """Collects broken rules of a file."""

    def __init__(self, kind: Kind, file: str) -> None:
        """Collect for a file of a kind."""
        self._file = file
        self._headings = {column.name: column.heading for column in kind.columns}
        self._groups: dict[tuple[str, str, str], _Group] = {}

    def note(self, rule: Rule, block: Block, is_broken: pl.Series, why: Why | None = None) -> None:
        """Note the rows of a block in which a rule is broken."""
        count = int(is_broken.sum())
        if not count:
            return
        group = self._group(rule)
        group.count += count
        left = EXAMPLES - len(group.examples)
        if left > 0:
            shown = block.frame.filter(is_broken).head(left).select(ROW, pl.col(rule.column).alias("value"))
            group.examples += [
                self._finding(rule, block, row, value, why) for row, value in shown.iter_rows()
            ]

    def note_places(self, rule: Rule, count: int, places: Mapping[tuple[str, int], tuple[str, str]]) -> None:
        """Note what is found in the database: values and reasons of some rows, by sheet and row."""
        if not count:
            return
        group = self._group(rule)
        group.count += count
        for (sheet, row), (value, reason) in places.items():
            told = rule._replace(reason=reason)
            group.examples.append(self._made(told, sheet=sheet, row=row, cell="", value=value))

    def findings(self) -> list[Finding]:
        """Named places, and for each rule that is broken more often one line that says how often."""
        found: list[Finding] = []
        for (_, rule, column), group in self._groups.items():
            found += group.examples
            more = group.count - len(group.examples)
            if more:
                first = group.examples[0]
                reason = f"và {more:,} dòng khác cùng lỗi này".replace(",", ".")
                told = Rule(first.severity, rule, column, reason, first.remedy)
                found.append(self._made(told, sheet="", row=None, cell="", value=None))
        return sorted(found, key=lambda one: one.severity != "error")

    @property
    def errors(self) -> int:
        """How many errors there are, those not named included."""
        return sum(group.count for key, group in self._groups.items() if key[0] == "error")

    def _group(self, rule: Rule) -> _Group:
        return self._groups.setdefault((rule.severity, rule.rule, rule.column), _Group())

    def _finding(self, rule: Rule, block: Block, row: int, value: str | None, why: Why | None) -> Finding:
        if why is not None:
            reason, remedy = why(value)
            rule = rule._replace(reason=reason, remedy=remedy)
        letter = block.letters.get(rule.column)
        cell = f"{letter}{row}" if letter else ""
        return self._made(rule, sheet=block.sheet, row=row, cell=cell, value=value)

    def _made(self, rule: Rule, *, sheet: str, row: int | None, cell: str, value: str | None) -> Finding:
        # Names and numbers of people may stand in any column by mistake: what is kept of a value is cleaned.
        clean = None if value is None else str(without_persons(value))[:_SHOWN]
        return Finding(
            severity=rule.severity,
            rule=rule.rule,
            file=self._file,
            sheet=sheet,
            row=row,
            cell=cell,
            heading=self._headings.get(rule.column, ""),
            value=clean,
            reason=rule.reason,
            remedy=rule.remedy,
        )
