"""What secretaries decide about contradicting figures: explained or settled, why, by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sqlalchemy import Engine, select

from data import rollups
from data.access.audit import note
from data.access.records import Actor
from data.engine import snapshot, writing
from data.intake import applying
from data.intake.records import RefusedError
from data.rollups import conflicts
from data.schema import Conflict, ConflictDecision, Locality

Status: TypeAlias = Literal["open", "explained", "settled"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a conflict. `holds` is False where its figures have changed since."""

    status: Status
    reason: str
    by: str
    at: dt.datetime
    holds: bool


class Decisions:
    """Reading and recording decisions. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        """Write through `engine`, which is not touched before it is used."""
        self._engine = engine

    def history(self, key: str) -> tuple[Decision, ...]:
        """Everything that was decided about a conflict, newest first."""
        asked = (
            select(ConflictDecision.__table__, Conflict.figures.label("now"))
            .outerjoin(Conflict, Conflict.key == ConflictDecision.conflict_key)
            .where(ConflictDecision.conflict_key == key)
            .order_by(ConflictDecision.id.desc())
        )
        with snapshot(self._engine) as connection:
            return tuple(
                Decision(row.status, row.reason, row.decided_by, row.decided_at, row.figures == row.now)
                for row in connection.execute(asked)
            )

    def decide(self, slug: str, key: str, status: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
        """Record a decision about a conflict of a locality; it shows on every page at once.

        RefusedError without a reason, for another status, or where the locality has no such conflict now.
        """
        if status not in get_args(Status):
            raise RefusedError("Chọn tình trạng.")
        if not reason.strip():
            raise RefusedError("Ghi lý do: lãnh đạo đọc lý do cạnh hai con số.")
        own = (
            select(Conflict.status, Conflict.locality_id)
            .join(Locality, Locality.id == Conflict.locality_id)
            .where(Locality.slug == slug, Conflict.key == key)
        )
        with writing(self._engine) as connection:
            applying.lock(connection)
            before = connection.execute(own).one_or_none()
            if before is None:
                raise RefusedError("Hai con số này không còn mâu thuẫn.")
            conflicts.decide(connection, key, status=status, reason=reason.strip(), by=by.name, now=now)
            rollups.rebuild(connection, now, before.locality_id)
            told = {"locality": slug, "before": before.status, "status": status, "reason": reason.strip()}
            note(connection, by, "conflict.decide", now, subject=key, detail=told)
