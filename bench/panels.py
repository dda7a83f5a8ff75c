"""The eight panels of the bench: our question, the least SQL on the aggregates, and the cases that it is of.

`naive` is what a callback without aggregates reads into pandas, and the columns that it groups by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PROVINCE = "mo_phong_01"

UNIT = "MP01001"
"""A commune of the province, by its code."""

_OWN = "(SELECT id FROM locality WHERE slug = %(locality)s)"
_PERIOD = "(SELECT id FROM period WHERE code = %(period)s)"
_AGAINST = f"""
SELECT pillar.name, own.* FROM (
    SELECT pillar_id, max(max_score) AS max_score, max(score) FILTER (WHERE unit_id = asked) AS score,
        max(score) FILTER (WHERE unit_id = home) AS province,
        string_agg(score::text, ' ') FILTER (WHERE unit_id <> home) AS scores
    FROM official_score
    CROSS JOIN (SELECT id AS asked FROM unit WHERE code = %(unit)s) AS unit
    CROSS JOIN (SELECT unit_id AS home FROM locality WHERE slug = %(locality)s) AS locality
    WHERE locality_id = {_OWN} AND period_id = {_PERIOD}
    GROUP BY pillar_id
) AS own LEFT JOIN pillar ON pillar.id = own.pillar_id
"""  # noqa: S608 - constants of this module
_RANKING = f"""
SELECT unit.name, score, rank, units_ranked FROM official_score
JOIN unit ON unit.id = unit_id AND unit.locality_id = {_OWN}
WHERE official_score.locality_id = {_OWN} AND period_id = {_PERIOD} AND pillar_id IS NULL
    AND unit_id <> (SELECT unit_id FROM locality WHERE slug = %(locality)s)
"""  # noqa: S608 - constants of this module
_UNITS = f"""
SELECT unit.name, sums.* FROM (
    SELECT unit_id, sum(received) AS received, sum(early) AS early, sum(on_time) AS on_time,
        sum(late) AS late, sum(open) AS open, sum(overdue) AS overdue
    FROM (
        SELECT unit_id, received, closed_early AS early, closed_on_time AS on_time, closed_late AS late,
            0 AS open, 0 AS overdue
        FROM case_unit_month
        WHERE locality_id = {_OWN} AND kind = %(kind)s AND NOT is_total
            AND month >= %(start)s AND month < %(end)s
        UNION ALL
        SELECT unit_id, 0, 0, 0, 0, open_in_time + open_due_soon + open_overdue, open_overdue
        FROM case_standing
        WHERE locality_id = {_OWN} AND kind = %(kind)s AND NOT is_total AND month = %(last_month)s
    ) AS parts
    GROUP BY unit_id
) AS sums
JOIN unit ON unit.id = sums.unit_id AND unit.locality_id = {_OWN}
"""  # noqa: S608 - constants of this module
_MONTHS = f"""
SELECT month, received, closed_early, closed_on_time, closed_late FROM case_unit_month
WHERE locality_id = {_OWN} AND kind = %(kind)s AND is_total
    AND month >= %(end)s::date - interval '24 months' AND month < %(end)s
"""  # noqa: S608 - constants of this module
_FIELDS = f"""
SELECT case_category.name, sum(received), sum(online), sum(digitised), sum(fee_due), sum(paid_online)
FROM case_month JOIN case_category ON case_category.id = category_id
WHERE locality_id = {_OWN} AND case_month.kind = %(kind)s AND is_total
    AND month >= %(start)s AND month < %(end)s
GROUP BY case_category.name
"""  # noqa: S608 - constants of this module
_BUDGET = f"""
SELECT budget_line.code, name, allocated, executed FROM budget_line
JOIN period ON period.id = period_id AND period.code = %(period)s WHERE locality_id = {_OWN}
"""  # noqa: S608 - constants of this module
_COUNTRY = """
SELECT locality.name, kinds.kind, flow.*, standing.open_overdue
FROM locality CROSS JOIN (VALUES ('feedback'), ('dossier')) AS kinds(kind)
CROSS JOIN LATERAL (
    SELECT sum(received), sum(closed_early), sum(closed_on_time), sum(closed_late), sum(online)
    FROM case_unit_month
    WHERE locality_id = locality.id AND kind = kinds.kind AND is_total
        AND month >= %(start)s AND month < %(end)s
) AS flow
LEFT JOIN case_standing AS standing ON standing.locality_id = locality.id AND standing.kind = kinds.kind
    AND is_total AND month = %(last_month)s AND standing.unit_id = locality.unit_id
WHERE locality.is_simulated
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A period of whole months: `end` is exclusive."""

    code: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Compared:
    """A panel of the bench. `question` is the stem of our panel, `unit` the code of whom it is about."""

    title: str
    question: str
    span: Span
    sql: str
    kind: str = "feedback"
    naive: tuple[str, Sequence[str]] | None = None
    unit: str = ""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Parameters of the plain SQL."""
        last_month = (self.span.end - dt.timedelta(days=1)).replace(day=1)
        span = {"period": self.span.code, "start": self.span.start, "end": self.span.end}
        span |= {"last_month": last_month}
        return {**span, "locality": PROVINCE, "kind": self.kind, "unit": self.unit}

    @property
    def query(self) -> dict[str, str]:
        """Request of the panel, as its address writes it."""
        unit = {"unit": self.unit} if self.unit else {}
        return {"locality": PROVINCE, "period": self.span.code, **unit}


def eight(today: dt.date) -> Sequence[Compared]:
    """List the panels, of the last whole quarter and the last whole year before `today`."""
    quarter, year = _quarter(today), _year(today)
    of_place = "locality_id = (SELECT id FROM locality WHERE slug = %(locality)s)"
    within = "received_at < %(end)s AND (closed_at IS NULL OR closed_at >= %(start)s)"
    cases = (f"{of_place} AND {within}", ("unit_id",))
    last_two = (f"{of_place} AND closed_at >= %(end)s::date - interval '24 months'", ("month",))
    fields = (f"{of_place} AND received_at >= %(start)s AND received_at < %(end)s", ("category_id",))
    everywhere = ("received_at >= %(start)s AND received_at < %(end)s", ("locality_id",))
    return (
        Compared("unit against its province", "pillar_against", year, _AGAINST, unit=UNIT),
        Compared("ranking of its communes", "unit_ranking", year, _RANKING),
        Compared("choropleth values", "feedback_map", quarter, _UNITS, naive=cases),
        Compared("on-time rate, 24 months", "feedback_months", quarter, _MONTHS, naive=last_two),
        Compared("league table of a quarter", "feedback_league", quarter, _UNITS, naive=cases),
        Compared("online rate by field", "dossier_digital", quarter, _FIELDS, "dossier", fields),
        Compared("budget by line", "budget_lines", year, _BUDGET),
        Compared("national overview", "locality_board", quarter, _COUNTRY, naive=everywhere),
    )


def _quarter(today: dt.date) -> Span:
    months = today.year * 12 + (today.month - 1) // 3 * 3 - 3
    start = dt.date(months // 12, months % 12 + 1, 1)
    end = dt.date((months + 3) // 12, (months + 3) % 12 + 1, 1)
    return Span(f"{start.year}-Q{start.month // 3 + 1}", start, end)


def _year(today: dt.date) -> Span:
    year = today.year - 1
    return Span(f"{year}", dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
