"""What the desk shows of a batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from data.intake.drafts import Finding

Mode: TypeAlias = Literal["merge", "replace"]
State: TypeAlias = Literal["checked", "published", "undone", "discarded"]


class RefusedError(Exception):
    """What was asked cannot be done now: why, in a Vietnamese sentence. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch in a list."""

    id: int
    kind: str
    title: str
    locality: str
    mode: Mode
    state: State
    file_name: str
    sha256: str
    rows_read: int
    uploaded_by: str
    uploaded_at: dt.datetime
    published_by: str
    published_at: dt.datetime | None
    undone_by: str
    undone_at: dt.datetime | None
    undone_reason: str
    accepted_by: str
    accepted_reason: str
    encoding: str
    dropped: tuple[str, ...]
    skipped: tuple[str, ...]
    is_kept: bool
    data_version: int | None


@dataclass(frozen=True, slots=True)
class Problems:
    """Findings that share severity, rule and column: told once, with every place."""

    severity: str
    rule: str
    heading: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure or word that publishing changes."""

    row: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do: counts of rows, figures that move, pages that show them."""

    new: int
    changed: int
    same: int
    removed: int
    moved: tuple[Moved, ...]
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch whole; `preview` is None once it was published."""

    row: BatchRow
    problems: tuple[Problems, ...]
    preview: Preview | None
    errors: int
    warnings: int

    @property
    def may_publish(self) -> bool:
        """Tell whether nothing stands against publishing."""
        is_accepted = not self.warnings or bool(self.row.accepted_reason)
        return self.row.state == "checked" and not self.errors and is_accepted

    def report(self) -> Mapping[str, object]:
        """The batch for machines: plain types only."""
        row, preview = self.row, self.preview
        return {
            "batch": row.id,
            "kind": row.kind,
            "locality": row.locality,
            "file": row.file_name,
            "sha256": row.sha256,
            "state": row.state,
            "rows": row.rows_read,
            "dropped_columns": list(row.dropped),
            "skipped_rows": list(row.skipped),
            "errors": [
                _told(one) for group in self.problems if group.severity == "error" for one in group.findings
            ],
            "warnings": [
                _told(one) for group in self.problems if group.severity == "warning" for one in group.findings
            ],
            "changes": None
            if preview is None
            else {
                "new": preview.new,
                "changed": preview.changed,
                "same": preview.same,
                "removed": preview.removed,
            },
            "data_version": row.data_version,
        }


def _told(one: Finding) -> Mapping[str, object]:
    return {
        "rule": one.rule,
        "sheet": one.sheet,
        "row": one.row,
        "cell": one.cell,
        "column": one.heading,
        "value": one.value,
        "reason": one.reason,
        "remedy": one.remedy,
    }
