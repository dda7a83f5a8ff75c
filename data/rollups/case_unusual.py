"""Units whose last complete month is unlike their twelve months before: what was found, worst first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any, TypeAlias

from sqlalchemy import Integer, Select, cast, func, select

from data.contracts import Column, Fact, Question, Ratio, Request
from data.rollups.case_months import shifted
from data.rollups.case_pages import span, with_units
from data.rollups.cases_days import CaseKind
from data.rollups.cases_states import CaseSpan, flows
from data.rollups.stacking import stacked
from data.rules.collation import vietnamese_key
from data.rules.unusual import ENOUGH_BEFORE, MONTHS_BEFORE, WINDOW, Spans, Sums, findings, season

Row: TypeAlias = Mapping[str, Any]

NOW, RECENT, BEFORE = "now", "recent", "before"
_DAY = dt.timedelta(days=1)
_WORST = ("slowdown", "surge", "silence", "dissatisfaction")


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("unit_address", "text", "Mã đơn vị"),
            Column("unit_name", "text", "Đơn vị"),
            Column("kind", "text", "Dấu hiệu"),
            Column("n", "int", "Trong tháng", "cases"),
            Column("total", "int", "Trên", "cases"),
            Column("low", "int", "Ngẫu nhiên từ", "cases"),
            Column("high", "int", "Ngẫu nhiên đến", "cases"),
            Column("months", "int", "Số tháng cộng dồn"),
        ),
        facts=("month", "units", "judged"),
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select the sums of each unit in the month judged, in the last months with it, and in those before."""
    month = judged_month(request)
    asked = replace(span(kind, request), start=month, end=shifted(month, 1), as_of=_last_day(month))
    earlier = replace(asked, start=shifted(month, -MONTHS_BEFORE), end=month, as_of=month - _DAY)
    recent = replace(asked, start=shifted(month, 1 - WINDOW))
    rows = stacked({NOW: _sums(asked), RECENT: _sums(recent), BEFORE: _sums(earlier)})
    return with_units(select(rows).subquery("sums"))


def judged_month(request: Request) -> dt.date:
    """First day of the last month that is over on the day asked for, within the period or before it."""
    asked = span("feedback", request)
    last = shifted(asked.end, -1)
    complete = shifted((request.as_of + _DAY).replace(day=1), -1)
    return min(last, complete)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a finding, lateness first; one row without a unit where all were judged and nothing was found.

    No rows where no unit has cases enough in the months before. Facts: first day of the month judged; units
    named of those judged, and those of all that have cases.
    """
    now, recent, before = (_by_unit(rows, part) for part in (NOW, RECENT, BEFORE))
    names = {row["unit_address"]: row["unit_name"] for row in rows}
    known = {unit: sums for unit, sums in before.items() if sums.received >= ENOUGH_BEFORE}
    factor = season(now, before, MONTHS_BEFORE)
    whole = Spans(*(_whole(part.values()) for part in (now, recent, before)))
    found = [
        {"unit_address": unit, "unit_name": names[unit], **asdict(each)}
        for unit, sums in known.items()
        if not request.unit or unit == request.unit
        for each in findings(Spans(now.get(unit, Sums()), recent.get(unit, Sums()), sums), whole, factor)
    ]
    facts: dict[str, Fact] = {
        "month": judged_month(request),
        "units": Ratio(len({row["unit_address"] for row in found}), len(known)),
        "judged": Ratio(len(known), len(names)),
    }
    calm: list[dict[str, Any]] = [{"kind": ""}] if known else []
    return sorted(found, key=_order) or calm, facts


def _sums(asked: CaseSpan) -> Select[Any]:
    rows = flows(asked)
    closed = rows.c.closed_early + rows.c.closed_on_time + rows.c.closed_late
    rated = rows.c.satisfied + rows.c.accepted + rows.c.dissatisfied
    parts = {
        "received": rows.c.received,
        "closed": closed,
        "late": rows.c.closed_late,
        "rated": rated,
        "dissatisfied": rows.c.dissatisfied,
    }
    sums = (cast(func.sum(part), Integer).label(name) for name, part in parts.items())
    return select(rows.c.unit_id, *sums).group_by(rows.c.unit_id)


def _by_unit(rows: Sequence[Row], part: str) -> dict[str, Sums]:
    return {
        row["unit_address"]: Sums(*(row[field.name] for field in fields(Sums)))
        for row in rows
        if row["part"] == part
    }


def _whole(units: Any) -> Sums:
    told = list(units)
    return Sums(*(sum(getattr(sums, field.name) for sums in told) for field in fields(Sums)))


def _order(row: Mapping[str, Any]) -> tuple[int, int, Any]:
    gap = max(row["n"] - row["high"], row["low"] - row["n"])
    return _WORST.index(row["kind"]), -gap, vietnamese_key(row["unit_name"])


def _last_day(month: dt.date) -> dt.date:
    return shifted(month, 1) - _DAY
