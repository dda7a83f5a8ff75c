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
from data.rollups.conflicts_reading import Reading, grouped
from data.rules.conflicts_register import Check, Side, distinct
from data.schema import Conflict, ConflictCheck, ConflictDecision, ConflictSource, Source


class UnknownConflictError(Exception):
    """There is no conflict of this key: it never was, or the data no longer hold it."""


def compare(connection: Connection, locality_id: int | None = None) -> list[Check]:
    """Make every comparison that the facts of a locality allow, or of all: each once, if it holds or not."""
    return distinct(_compared(Reading(connection, locality_id)))


def rebuild(connection: Connection, locality_id: int | None = None) -> None:
    """Fill the register anew, for one locality or all; decisions hold where their figures stand.

    Inside the caller's transaction. No comparison is made between two localities.
    """
    checks = compare(connection, locality_id)
    decided = _decisions(connection)
    _clear(connection, locality_id)
    found = [check for check in checks if not check.agrees]
    seen: Counter[int] = Counter()
    rows = [_row(check, _place_in(seen, check), decided) for check in found]
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


def _clear(connection: Connection, locality_id: int | None) -> None:
    """Remove what the register has of one locality, or of all."""
    if locality_id is None:
        own = (delete(ConflictSource), delete(Conflict), delete(ConflictCheck))
    else:
        mine = select(Conflict.key).where(Conflict.locality_id == locality_id)
        own = (
            delete(ConflictSource).where(ConflictSource.conflict_key.in_(mine)),
            delete(Conflict).where(Conflict.locality_id == locality_id),
            delete(ConflictCheck).where(ConflictCheck.locality_id == locality_id),
        )
    for statement in own:
        connection.execute(statement)


def _place_in(seen: Counter[int], check: Check) -> int:
    """Place of a conflict among those of its locality, in the order in which they come."""
    locality = check.subject.place.locality
    seen[locality] += 1
    return seen[locality] - 1


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


def _compared(reading: Reading) -> Iterator[Check]:
    """Results come first: their labels and lines are the most precise."""
    texts = grouped(conflicts_results.results(reading), "locality_id", "period_id")
    yield from conflicts_forms.scores(reading)
    yield from conflicts_results.checks(reading)
    yield from conflicts_forms.feedback(reading, texts)
    yield from conflicts_forms.dossiers(reading, texts)
    yield from conflicts_money.checks(reading, texts)
    yield from conflicts_promises.checks(reading, texts)
    yield from conflicts_dates.checks(reading)
    yield from conflicts_cases.checks(reading)


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
