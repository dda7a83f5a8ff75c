"""Rows of the overview's aggregate and of targets as queries get them, and answers made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from data.contracts import Answer, LocalityRef, Period, PillarRef, Request, SourceRef

YEAR = Period("2022", "year", dt.date(2022, 1, 1), dt.date(2023, 1, 1), ("feedback", "indicators"))
SOURCE = SourceRef(
    document="Kế hoạch năm 2023",
    section="II.8 Chính quyền số",
    lines=(91,),
    file="indicators_actual.csv",
    rows=(30,),
    dated=dt.date(2023, 3, 29),
    dated_printed="",
    loaded_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
)
PILLARS = (PillarRef("chinh_quyen", "Chính quyền số"), PillarRef("xa_hoi", "Xã hội số"))

Row = Mapping[str, Any]


def measure(subject: str, name: str, n: int | None = None, total: int | None = None, **more: Any) -> Row:
    """Make a row of the aggregate: `name` of a subject, n of N."""
    unknown = {"item": "", "label": "", "detail": "", "value": None, "target": None, "position": 0}
    told = {"subject": subject, "measure": name, "numerator": n, "denominator": total}
    return {"part": "measures", **unknown, **told, **more}


def target(key: str, goal: float, *, at: int = 1, **more: Any) -> Row:
    """Make the row of a target of 2023, in per cent; `with_result` gives it a result."""
    row = {
        "part": "targets",
        "target_id": at,
        "target_key": key,
        "indicator_code": f"chi_so_{key}",
        "target_name": f"Chỉ tiêu {key}",
        "comparator": ">=",
        "target_value": goal,
        "target_value_max": None,
        "target_measure": "percent",
        "measure_label": "%",
        "direction": "higher_is_better",
        "is_standing": False,
        "target_period": "2023",
        "target_starts": dt.date(2023, 1, 1),
        "target_ends": dt.date(2024, 1, 1),
        "pillar_code": "chinh_quyen",
        "pillar_name": "Chính quyền số",
        "pillar_position": 1,
        **dict.fromkeys(("result_id", "result_key", "result_label", "result_scope", "result_value")),
        **dict.fromkeys(("numerator", "denominator", "result_measure", "result_period")),
        **dict.fromkeys(("result_starts", "result_ends", "case_kind")),
    }
    return {**row, **more}


def with_result(row: Row, value: float | None, year: int = 2022, **more: Any) -> Row:
    """Give a target's row a result of a year."""
    key = f"R-{row['target_key']}-{more.get('result_scope', 'whole')}"
    result = {
        "result_id": 1,
        "result_key": key,
        "result_label": f"Kết quả {row['target_key']}",
        "result_scope": "whole",
        "result_value": value,
        "result_measure": row["target_measure"],
        "result_period": str(year),
        "result_starts": dt.date(year, 1, 1),
        "result_ends": dt.date(year + 1, 1, 1),
    }
    return {**row, **result, **more}


def with_cases(row: Row, kind: str, part: int, whole: int, year: int = 2023) -> Row:
    """Give a target's row the result that single cases of a year tell."""
    counted = {"case_kind": kind, "numerator": part, "denominator": whole, "result_measure": "count"}
    named = {
        "result_id": None,
        "result_key": f"cases:{row['target_key']}",
        "result_label": row["target_name"],
    }
    return {**with_result(row, None, year), **named, **counted}


def asked(period: str = "2022", as_of: dt.date = dt.date(2022, 12, 31)) -> Request:
    """Ask for a period of Tân Châu."""
    return Request("tan_chau", period, as_of)


def answered(query: ModuleType, rows: Sequence[Row], request: Request | None = None) -> Answer:
    """Answer a query's question from rows, checked as the data source does it."""
    request = request or asked()
    records, facts = query.shape(rows, request)
    values = query.QUESTION.values(records)
    query.QUESTION.check(facts)
    locality = LocalityRef("tan_chau", "Huyện Tân Châu", "Tây Ninh", None, True, "2022", (YEAR,), PILLARS, ())
    return Answer(
        question=query.QUESTION,
        request=request,
        locality=locality,
        period=YEAR,
        version=1,
        values=values,
        facts=facts,
        sources=(SOURCE,),
    )


def plain(text: str) -> str:
    """Read text with ordinary spaces: whether a line may break there is no matter of its words."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
