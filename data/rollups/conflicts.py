"""The register of contradicting figures: computing it, keeping decisions, telling where badges belong."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from data.rollups import (
    conflicts_cases,
    conflicts_dates,
    conflicts_forms,
    conflicts_money,
    conflicts_promises,
    conflicts_results,
)
from data.rollups.conflicts_reading import grouped
from data.rules.conflicts_register import Check, Side, distinct
from data.schema import Conflict, ConflictCheck, ConflictDecision, ConflictSource, Source


class UnknownConflictError(Exception):
    """There is no conflict of this key: it never was, or the data no longer hold it."""


def compare(connection: Connection) -> list[Check]:
    """Make every comparison that the facts allow, each once, whether it holds or not."""
    return distinct(_compared(connection))


def rebuild(connection: Connection) -> None:
    """Fill the register anew inside the caller's transaction; decisions hold where their figures stand."""
    checks = compare(connection)
    decided = _decisions(connection)
    connection.execute(delete(ConflictSource))
    connection.execute(delete(Conflict))
    connection.execute(delete(ConflictCheck))
    found = [check for check in checks if not check.agrees]
    rows = [_row(check, position, decided) for position, check in enumerate(found)]
    sources = [
        {"conflict_key": check.key, "side": side, "source_id": source}
        for check in found
        for side, source in _sources(check)
    ]
    counts = Counter((check.subject.place.locality, check.kind) for check in checks)
    counted = [
        {"locality_id": locality, "kind": kind, "checked": count}
        for (locality, kind), count in counts.items()
    ]
    for table, values in ((Conflict, rows), (ConflictSource, sources), (ConflictCheck, counted)):
        if values:
            connection.execute(insert(table), values)


def decide(connection: Connection, key: str, *, status: str, reason: str, by: str, now: dt.datetime) -> None:
    """Record what somebody decided about a conflict as it stands; it shows after the next rebuild.

    `status` is open (again), explained or settled; reason and name may not be empty; `now` is aware.
    Raises UnknownConflictError where the register has no such conflict.
    """
    figures = connection.scalar(select(Conflict.figures).where(Conflict.key == key))
    if figures is None:
        raise UnknownConflictError(key)
    values = {"status": status, "reason": reason, "decided_by": by, "decided_at": now}
    connection.execute(insert(ConflictDecision).values(conflict_key=key, figures=figures, **values))


def open_evidence(connection: Connection) -> dict[int, tuple[tuple[str, int, str], ...]]:
    """Tell for each locality which rows of which files an open conflict rests on: file, row, conflict."""
    rows = connection.execute(
        select(Conflict.locality_id, Source.file, Source.row, Conflict.key)
        .join(ConflictSource, ConflictSource.conflict_key == Conflict.key)
        .join(Source, Source.id == ConflictSource.source_id)
        .where(Conflict.status == "open")
        .distinct()
        .order_by(Source.file, Source.row, Conflict.key)
    )
    found: dict[int, tuple[tuple[str, int, str], ...]] = {}
    for row in rows:
        found[row.locality_id] = (*found.get(row.locality_id, ()), (row.file, row.row, row.key))
    return found


def _compared(connection: Connection) -> Iterator[Check]:
    """Results come first: their labels and lines are the most precise."""
    texts = grouped(conflicts_results.results(connection), "locality_id", "period_id")
    yield from conflicts_forms.scores(connection)
    yield from conflicts_results.checks(connection)
    yield from conflicts_forms.feedback(connection, texts)
    yield from conflicts_forms.dossiers(connection, texts)
    yield from conflicts_money.checks(connection, texts)
    yield from conflicts_promises.checks(connection, texts)
    yield from conflicts_dates.checks(connection)
    yield from conflicts_cases.checks(connection)


def _decisions(connection: Connection) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    newest = select(func.max(ConflictDecision.id)).group_by(
        ConflictDecision.conflict_key, ConflictDecision.figures
    )
    rows = connection.execute(
        select(ConflictDecision.__table__).where(ConflictDecision.id.in_(newest))
    ).mappings()
    return {(row["conflict_key"], row["figures"]): dict(row) for row in rows}


def _row(check: Check, position: int, decided: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, Any]:
    about = check.subject
    decision = decided.get((check.key, check.figures), {})
    return {
        "key": check.key,
        "locality_id": about.place.locality,
        "period_id": about.place.period,
        "kind": check.kind,
        "subject": about.group,
        "name": about.name,
        "measure": about.measure,
        "measure_label": about.measure_label,
        "page": about.page,
        "position": position,
        **_side("first", check.first),
        **_side("second", check.second),
        "difference": _number(check.difference),
        "figures": check.figures,
        "status": decision.get("status", "open"),
        "reason": decision.get("reason", ""),
        "decided_by": decision.get("decided_by", ""),
        "decided_at": decision.get("decided_at"),
    }


def _side(name: str, side: Side) -> dict[str, Any]:
    return {
        f"{name}_name": side.name,
        f"{name}_printed": side.printed,
        f"{name}_value": _number(side.value),
        f"{name}_numerator": side.ratio.n if side.ratio else None,
        f"{name}_denominator": side.ratio.total if side.ratio else None,
        f"{name}_day": side.day,
        f"{name}_lines": ",".join(map(str, side.lines)),
    }


def _number(value: Decimal | int | None) -> float | None:
    return None if value is None else float(value)


def _sources(check: Check) -> Iterator[tuple[int, int]]:
    for number, side in enumerate((check.first, check.second), 1):
        for source in sorted({each.source for each in side.evidence}):
            yield number, source
