"""The eight panels of the bench: our question, the least SQL on the aggregates, and the cases that it is of.

`naive` is what a callback without aggregates reads into pandas, and the columns that it groups by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PROVINCE = "mo_phong_01"

_OWN = "(SELECT id FROM locality WHERE slug = %(locality)s)"
_UNITS = f"""
SELECT unit.name, flow.*, standing.open, standing.overdue
FROM (
    SELECT unit_id, sum(received) AS received, sum(closed_early) AS early, sum(closed_on_time) AS on_time,
        sum(closed_late) AS late
    FROM case_unit_month
    WHERE locality_id = {_OWN} AND kind = %(kind)s AND NOT is_total
        AND month >= %(start)s AND month < %(end)s
    GROUP BY unit_id
) AS flow
JOIN unit ON unit.id = flow.unit_id
LEFT JOIN (
    SELECT unit_id, sum(cases) AS open, sum(cases) FILTER (WHERE due_on < %(last)s) AS overdue
    FROM (
        SELECT unit_id, due_on, cases FROM case_day
        WHERE locality_id = {_OWN} AND kind = %(kind)s AND NOT is_long AND received_on <= %(last)s
            AND closed_on > %(last)s AND closed_on <= %(last)s::date + 31
        UNION ALL
        SELECT unit_id, due_on, cases FROM case_day
        WHERE locality_id = {_OWN} AND kind = %(kind)s AND is_long AND received_on <= %(last)s
            AND closed_on > %(last)s
    ) AS still_open
    GROUP BY unit_id
) AS standing ON standing.unit_id = flow.unit_id
"""  # noqa: S608 - constants of this module
_SCORES = """
SELECT pillar.name, score, official_score.max_score, rank, units_ranked FROM official_score
JOIN pillar ON pillar.id = official_score.pillar_id
JOIN period ON period.id = official_score.period_id AND period.code = %(period)s
WHERE official_score.unit_id = (SELECT unit_id FROM locality WHERE slug = %(locality)s)
"""
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
SELECT locality.name, case_unit_month.kind, sum(received), sum(closed_early), sum(closed_on_time),
    sum(closed_late)
FROM locality CROSS JOIN (VALUES ('feedback'), ('dossier')) AS kinds(kind)
JOIN case_unit_month ON locality_id = locality.id AND case_unit_month.kind = kinds.kind AND is_total
    AND month >= %(start)s AND month < %(end)s
GROUP BY locality.name, case_unit_month.kind
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A period of whole months: `end` is exclusive."""

    code: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Compared:
    """A panel of the bench. `question` is the stem of our panel, empty where the product has none yet."""

    title: str
    question: str
    span: Span
    sql: str
    kind: str = "feedback"
    naive: tuple[str, Sequence[str]] | None = None

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Parameters of the plain SQL."""
        last = self.span.end - dt.timedelta(days=1)
        span = {"period": self.span.code, "start": self.span.start, "end": self.span.end, "last": last}
        return {**span, "locality": PROVINCE, "kind": self.kind}

    @property
    def query(self) -> dict[str, str]:
        """Request of the panel, as its address writes it."""
        return {"locality": PROVINCE, "period": self.span.code}


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
        Compared("pillar scores of a province", "pillar_scores", year, _SCORES),
        Compared("ranking of its communes", "dossier_league", year, _UNITS, "dossier", cases),
        Compared("choropleth values", "feedback_map", quarter, _UNITS, naive=cases),
        Compared("on-time rate, 24 months", "feedback_months", quarter, _MONTHS, naive=last_two),
        Compared("league table of a quarter", "feedback_league", quarter, _UNITS, naive=cases),
        Compared("online rate by field", "dossier_digital", quarter, _FIELDS, "dossier", fields),
        Compared("budget by line", "budget_lines", year, _BUDGET),
        Compared("national overview", "", quarter, _COUNTRY, naive=everywhere),
    )


def _quarter(today: dt.date) -> Span:
    months = today.year * 12 + (today.month - 1) // 3 * 3 - 3
    start = dt.date(months // 12, months % 12 + 1, 1)
    end = dt.date((months + 3) // 12, (months + 3) % 12 + 1, 1)
    return Span(f"{start.year}-Q{start.month // 3 + 1}", start, end)


def _year(today: dt.date) -> Span:
    year = today.year - 1
    return Span(f"{year}", dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
