"""What machines are told of a batch: plain types only, the same on the command line and over HTTP.

`dashboard.openapi_intake` describes these objects; a test holds what is sent against the description.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from data.intake import objects
from data.intake.drafts import Finding
from data.intake.errors import IntakeError, RowError
from data.intake.kinds import KINDS
from data.intake.records import BatchView, Closed, Counts

Report: TypeAlias = dict[str, Any]


def report_of(view: BatchView, *, most: int | None = None) -> Report:
    """A batch with at most `most` errors and as many warnings; `left_off` counts those not told."""
    row = view.row
    fields = {column.heading: column.name for column in KINDS[row.kind].all_columns}
    is_json = row.encoding == objects.ENCODING
    told = {
        severity: [
            _finding(one, fields, is_json=is_json)
            for group in view.problems
            if group.severity == severity
            for one in group.findings[:most]
        ][:most]
        for severity in ("error", "warning")
    }
    return {
        "batch": row.id,
        "href": f"/intake/{row.id}",
        "kind": row.kind,
        "locality": row.locality,
        "mode": row.mode,
        "file": row.file_name,
        "sha256": row.sha256,
        "encoding": row.encoding,
        "state": row.state,
        "rows": row.rows_read,
        "dropped_columns": list(row.dropped),
        "skipped_rows": list(row.skipped),
        "error_count": view.errors,
        "warning_count": view.warnings,
        "left_off": view.errors + view.warnings - sum(map(len, told.values())),
        "errors": told["error"],
        "warnings": told["warning"],
        "accepted_reason": row.accepted_reason,
        "closed_periods": [_closed(one) for one in view.closed],
        "changes": None if view.counts is None else _counts(view.counts),
        "pages": [path for path, _ in KINDS[row.kind].pages] if view.counts and view.counts.moves else [],
        "data_version": row.data_version,
    }


def refusal_of(error: IntakeError, *, is_json: bool = False, most: int | None = None) -> Report:
    """A file that made no batch, with what stood against reading it."""
    faults = [_fault(one, is_json=is_json) for one in error.errors[:most]]
    return {
        "state": "refused",
        "problem": str(error.errors[0]),
        "error_count": len(error.errors),
        "left_off": len(error.errors) - len(faults),
        "errors": faults,
    }


def refused(problem: str) -> Report:
    """What was asked and cannot be done: no batch, and nothing wrong with any cell."""
    return {"state": "refused", "problem": problem, "error_count": 0, "left_off": 0, "errors": []}


def _closed(one: Closed) -> Report:
    return {
        "rule": "closed_period",
        "period": one.period,
        "closed_by": one.closed_by,
        "closed_on": one.closed_on.isoformat(),
        "remark": one.remark,
        "reason": one.reason,
        "remedy": one.remedy,
    }


def _counts(counts: Counts) -> Mapping[str, int]:
    return {
        "new": counts.new,
        "changed": counts.changed,
        "same": counts.same,
        "removed": counts.removed,
    }


def _finding(one: Finding, fields: Mapping[str, str], *, is_json: bool) -> Report:
    field = fields.get(one.heading, "")
    return {
        "rule": one.rule,
        "sheet": one.sheet,
        "row": one.row,
        "cell": one.cell,
        "pointer": objects.pointer(one.row, field) if is_json else None,
        "field": field,
        "column": one.heading,
        "value": one.value,
        "reason": one.reason,
        "remedy": one.remedy,
    }


def _fault(one: RowError, *, is_json: bool) -> Report:
    return {
        "rule": "form",
        "sheet": "",
        "row": one.row,
        "cell": "",
        "pointer": objects.pointer(one.row, one.column) if is_json else None,
        "field": one.column if is_json else "",
        "column": "" if is_json else one.column,
        "value": one.value,
        "reason": one.reason,
        "remedy": one.remedy,
    }
