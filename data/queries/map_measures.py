"""By what the communes of a period may be compared, and what there is no figure of, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.communes import communes_with_everything, counts_by_commune, shared_tasks
from data.rules.map_measures import INDICATOR, MEASURES, default, find, with_figures

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="map_measures",
    title="So sánh các xã theo số liệu nào?",
    columns=(
        Column("measure", "text", "Số đo"),
        Column("group", "text", "Nhóm"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("indicator_name", "text", "Chỉ số"),
        Column("known", "int", "Số xã có số liệu", "cases"),
        Column("communes", "int", "Số xã", "cases"),
        Column("is_chosen", "flag", "Đang xem"),
    ),
    facts=("available", "shared_led", "shared_name", "shared_address"),
)


def statement(request: Request) -> Select[Any]:
    """Select communes with all that is kept of them."""
    return communes_with_everything(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a measure in their order, then one an indicator that single communes have results of.

    Facts: measures that some commune has a figure of, of all; the tasks that the plan gives to all communes
    together, and the body that it names for them. Without communes there are no rows.
    """
    communes = counts_by_commune(rows)
    known = with_figures(list(communes.values()))
    records = [*_measures(known, request), *_indicators(rows, request)]
    shared = shared_tasks(rows) or {}
    facts: dict[str, Fact] = {
        "available": Ratio(sum(record["known"] > 0 for record in records), len(records)),
        "shared_led": shared.get("led", 0),
        "shared_name": shared.get("unit_name"),
        "shared_address": shared.get("unit_address"),
    }
    return [{**record, "communes": len(communes)} for record in records] if communes else [], facts


def _measures(known: Mapping[str, int], request: Request) -> list[dict[str, Any]]:
    """Measures by group; the chosen one is the request's, else the first with a figure."""
    available = [name for name, count in known.items() if count]
    named = find(request.measure)
    chosen = "" if request.indicator else named.name if named else default(available)
    return [
        {
            "measure": measure.name,
            "group": measure.group,
            "known": known[measure.name],
            "is_chosen": measure.name == chosen,
        }
        for measure in MEASURES
    ]


def _indicators(rows: Sequence[Row], request: Request) -> list[dict[str, Any]]:
    results = [row for row in rows if row["part"] == INDICATOR]
    names = {row["indicator_code"]: row["indicator_name"] for row in results}
    return [
        {
            "measure": INDICATOR,
            "group": INDICATOR,
            "indicator_code": code,
            "indicator_name": name,
            "known": len({row["unit_address"] for row in results if row["indicator_code"] == code}),
            "is_chosen": code == request.indicator,
        }
        for code, name in names.items()
    ]
