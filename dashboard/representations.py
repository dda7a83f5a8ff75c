"""How an answer goes out to other systems: JSON for programs, CSV for spreadsheets, whole or in parts."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

import orjson

from data.contracts import Answer, Interval, Ratio
from layouts.formats import period_label
from layouts.records import records
from layouts.shell.marks import SIMULATED

Form: TypeAlias = Literal["json", "csv"]
MIMETYPES: Mapping[Form, str] = {"json": "application/json", "csv": "text/csv"}
UTF8_BOM = "\ufeff"
"""Without it Excel reads Vietnamese as Windows-1252."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which rows of an answer to send: `limit` from `offset` on; no limit sends all."""

    offset: int = 0
    limit: int | None = None

    def of(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Cut the rows."""
        end = None if self.limit is None else self.offset + self.limit
        return rows[self.offset : end]

    def following(self, total: int) -> int | None:
        """Offset of the next slice, or None where this one is the last."""
        end = total if self.limit is None else self.offset + self.limit
        return end if end < total else None


def represent(answer: Answer, form: Form, part: Slice) -> bytes:
    """Write an answer in the form asked for."""
    return _FORMS[form](answer, part)


def _as_json(answer: Answer, part: Slice) -> bytes:
    rows = _records(answer)
    content = {
        "question": answer.question.name,
        "title": answer.question.title,
        "locality": {
            "slug": answer.locality.slug,
            "name": answer.locality.name,
            "is_simulated": answer.locality.is_simulated,
        },
        "period": {
            "code": answer.period.code,
            "label": period_label(answer.period),
            "start": answer.period.start,
            "end_exclusive": answer.period.end,
            "is_complete": answer.period.is_complete(answer.request.as_of),
        },
        "as_of": answer.request.as_of,
        "data_version": answer.version,
        "columns": [asdict(column) for column in answer.question.columns],
        "facts": {name: _fact(value) for name, value in answer.facts.items()},
        "total": len(rows),
        "next_offset": part.following(len(rows)),
        "rows": part.of(rows),
        "sources": [asdict(source) for source in answer.sources],
    }
    return orjson.dumps(content)


def _fact(value: Any) -> Any:
    """Ratios go out with n and N beside the share; nothing is rounded."""
    if isinstance(value, Ratio):
        return {"n": value.n, "N": value.total, "share": value.share}
    return asdict(value) if isinstance(value, Interval) else value


def _records(answer: Answer) -> list[dict[str, Any]]:
    """Rows with None for unknowns, dates as days."""
    return [
        {name: value.date() if isinstance(value, dt.datetime) else value for name, value in row.items()}
        for row in records(answer)
    ]


def _as_csv(answer: Answer, part: Slice) -> bytes:
    """Vietnamese headings, then the rows, then where they came from."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.label for column in answer.question.columns])
    writer.writerows(row.values() for row in part.of(_records(answer)))
    writer.writerow([SIMULATED] if answer.locality.is_simulated else [])
    writer.writerow(["Kỳ số liệu", period_label(answer.period)])
    writer.writerow(["Tính đến", answer.request.as_of.isoformat()])
    writer.writerow(["Phiên bản số liệu", answer.version])
    writer.writerows([name, _fact_text(value)] for name, value in answer.facts.items())
    for source in answer.sources:
        lines = ", ".join(map(str, source.lines))
        writer.writerow(["Nguồn", source.document, source.section, f"dòng {lines}" if lines else ""])
    return (UTF8_BOM + out.getvalue()).encode()


def _fact_text(value: Any) -> Any:
    if isinstance(value, Ratio):
        return f"{value.n}/{value.total}"
    return f"{value.low}-{value.high}/{value.total}" if isinstance(value, Interval) else value


_FORMS: Mapping[Form, Callable[[Answer, Slice], bytes]] = {"json": _as_json, "csv": _as_csv}
