"""Rows of scores, targets, results and budget lines as queries get them, and answers without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from data.contracts import Answer, LocalityRef, Period, PillarRef, Request, SourceRef

Row = Mapping[str, Any]

YEAR_2022 = Period("2022", "year", dt.date(2022, 1, 1), dt.date(2023, 1, 1))
YEAR_2023 = Period("2023", "year", dt.date(2023, 1, 1), dt.date(2024, 1, 1))
PERIODS = (YEAR_2022, YEAR_2023)
NBSP = "\N{NO-BREAK SPACE}"
SOURCE = SourceRef(
    document="Kế hoạch năm 2023",
    section="Phụ lục",
    lines=(1, 2),
    file="figures.csv",
    rows=(2, 3),
    dated=dt.date(2023, 3, 29),
    dated_printed="",
    loaded_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
)


def asked(period: Period = YEAR_2022, pillar: str = "") -> Request:
    """Ask for a whole year."""
    return Request(locality="tan_chau", period=period.code, as_of=period.last_day, pillar=pillar)


def answered(
    query: ModuleType,
    rows: Sequence[Row],
    request: Request | None = None,
    pillars: Sequence[PillarRef] = (),
) -> Answer:
    """Answer a query's question from rows, checked as the data source does it."""
    request = request or asked()
    records, facts = query.shape(rows, request)
    values = query.QUESTION.values(records)
    query.QUESTION.check(facts)
    period = next(period for period in PERIODS if period.code == request.period)
    place = LocalityRef(
        "tan_chau", "Huyện Tân Châu", "Tây Ninh", None, True, "2022", PERIODS, tuple(pillars), ()
    )
    return Answer(
        question=query.QUESTION,
        request=request,
        locality=place,
        period=period,
        version=1,
        values=values,
        facts=facts,
        sources=(SOURCE,),
    )


# -------------------------------------------------------------------------------------------- scores


def score(position: int, name: str, points: float | None, limit: float | None, rank: int | None) -> Row:
    """Make the row of a pillar among 11 units; its code is its name without spaces."""
    return {
        "part": "scores",
        "pillar_code": name.replace(" ", "_"),
        "pillar_name": name,
        "pillar_position": position,
        "listing": "table",
        "score": points,
        "max_score": limit,
        "max_score_is_derived": True,
        "rank": rank,
        "units_ranked": 11,
        "source_line": 40 + position,
    }


def total(listing: str, points: float | None, rank: int | None, line: int, limit: float = 100) -> Row:
    """Make the row of a total, in the table or in the running text."""
    row = score(0, "", points, limit, rank)
    return {**row, "pillar_code": None, "pillar_name": None, "listing": listing, "source_line": line}


THREE = (
    score(1, "Nhận thức", 15, 20, 11),
    score(2, "Thể chế", 10, 40, 1),
    score(3, "Hạ tầng", 39.5, 40, 11),
)
"""Three pillars: 64,5 of 100 points; lost 5, 30 and 0,5."""

SCORED = (*THREE, total("table", 64.5, 11, 50), total("text", None, 10, 33))
"""The same with a total whose rank the document prints twice."""


# ------------------------------------------------------------------------------------------- targets


def target(key: int, name: str, value: float | None = 90, **more: Any) -> dict[str, Any]:
    """Make the row of a target of 2023 without a result; `more` overrides columns."""
    return {
        "part": "targets",
        "target_id": key,
        "target_key": f"T{key}",
        "indicator_code": f"I{key}",
        "target_name": name,
        "target_scope": "whole",
        "comparator": ">=",
        "comparator_printed": "",
        "target_value": value,
        "target_value_max": None,
        "target_printed": "",
        "target_measure": "percent",
        "measure_label": "%",
        "due_on": dt.date(2023, 12, 31),
        "is_standing": False,
        "lead_units": "",
        "target_note": "",
        "direction": "higher_is_better",
        "pillar_code": "xa_hoi",
        "pillar_name": "Xã hội số",
        "pillar_position": 1,
        "target_period": "2023",
        "target_starts": YEAR_2023.start,
        "target_ends": YEAR_2023.end,
        **dict.fromkeys(RESULT_COLUMNS),
        **more,
    }


RESULT_COLUMNS = (
    "case_kind",
    "result_id",
    "result_key",
    "result_label",
    "result_scope",
    "result_value",
    "numerator",
    "denominator",
    "result_measure",
    "result_period",
    "result_starts",
    "result_ends",
)


def result(key: int, value: float, period: Period = YEAR_2022, **more: Any) -> dict[str, Any]:
    """Make the columns of a comparable result; `more` overrides columns."""
    return {
        "result_id": key,
        "result_key": f"A{key}",
        "result_label": "Kết quả",
        "result_scope": "whole",
        "result_value": value,
        "result_measure": "percent",
        "result_period": period.code,
        "result_starts": period.start,
        "result_ends": period.end,
        **more,
    }


def told(kind: str, key: int, part: int, whole: int, period: Period = YEAR_2023, **more: Any) -> Row:
    """Make the columns of a result that single cases tell of target `key`; `more` overrides columns."""
    counted = {"numerator": part, "denominator": whole, "case_kind": kind, "result_measure": "count"}
    named = {"result_id": None, "result_key": f"cases:T{key}", **counted}
    return {**result(key, 0, period), "result_value": None, **named, **more}


# -------------------------------------------------------------------------------------------- budget


def line(key: int, name: str, allocated: int | None, executed: int | None, **more: Any) -> dict[str, Any]:
    """Make the row of a budget line of 2022; `more` overrides columns."""
    return {
        "part": "lines",
        "line_id": key,
        "line_key": f"B{key}",
        "parent_key": None,
        "listing": "appendix_03",
        "line_code": str(key),
        "kind": "line",
        "line_name": name,
        "allocated": allocated,
        "adjusted": None,
        "executed": executed,
        "line_description": "",
        "line_note": "",
        "period_code": "2022",
        "period_kind": "year",
        "starts_on": YEAR_2022.start,
        "ends_on": YEAR_2022.end,
        "source_line": 390 + key,
        **more,
    }


OF_2023 = {"period_code": "2023", "starts_on": YEAR_2023.start, "ends_on": YEAR_2023.end}

PHU_LUC_03 = (
    line(1, "Internet hội nghị truyền hình", 112_176_000, 112_176_000, parent_key="B6"),
    line(2, "Internet cơ quan", 24_000_000, 23_668_000, parent_key="B6"),
    line(3, "Ban Chỉ đạo", 10_000_000, 9_983_700, parent_key="B6"),
    line(4, "Bộ phận TN&TKQ", 223_000_000, 157_911_606, parent_key="B6"),
    line(5, "Công nghệ thông tin", 12_000_000, 12_000_000, parent_key="B6"),
    line(6, "Tổng", 381_176_000, 315_739_306, kind="total", line_code="TONG"),
    line(7, "Lời văn", None, 315_739_306, kind="stated", listing="text", line_code="II.11", source_line=113),
)
"""Phụ lục 03 of Tân Châu's plan (S0 lines 391-396) and the sum of its running text (line 113)."""

PHU_LUC_04 = (
    line(8, "IOC", 1_558_506_400, None, kind="group", line_code="I", **OF_2023),
    line(9, "Màn hình ghép", 649_000_000, None, parent_key="B8", line_code="1", **OF_2023),
    line(10, "Phần mềm", 909_506_400, None, kind="group", parent_key="B8", line_code="2", **OF_2023),
    line(11, "Phần mềm IOC", 328_495_200, None, parent_key="B10", line_code="2.1", **OF_2023),
    line(12, "Camera", 52_800_000, None, parent_key="B10", line_code="2.2", **OF_2023),
    line(13, "Dữ liệu CCVC", 39_600_000, None, parent_key="B10", line_code="2.3", **OF_2023),
    line(14, "Đất đai", 385_915_200, None, parent_key="B10", line_code="2.4", **OF_2023),
    line(15, "Đánh giá", 102_696_000, None, parent_key="B10", line_code="2.5", **OF_2023),
    line(
        16,
        "Lời văn",
        1_558_506_400,
        None,
        kind="stated",
        listing="text",
        line_code="IV",
        **{**OF_2023, "source_line": 287},
    ),
)
"""Phụ lục 04 (S0 lines 403-411), nested, and the sum of the running text (line 287)."""


def rule(key: int, name: str, comparator: str = ">=", percent: float = 10, **more: Any) -> dict[str, Any]:
    """Make the row of a spending rule of 2024; `more` overrides columns."""
    return {
        "part": "rules",
        "rule_id": key,
        "rule_key": f"R{key}",
        "rule_name": name,
        "comparator": comparator,
        "percent": percent,
        "percent_printed": f"{percent:g}%".replace(".", ","),
        "base": "Tổng chi ngân sách huyện",
        "rule_description": "",
        "rule_note": "",
        "rule_period": "2024",
        "source_section": "III.7",
        "source_line": 200,
        **more,
    }
