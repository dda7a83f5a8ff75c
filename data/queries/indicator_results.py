"""What was reported of one indicator: every figure of every period, by unit and scope, as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.units import address_of
from data.rules.conflicts import percentage_agrees
from data.rules.targets import PERCENT
from data.schema import Indicator, IndicatorValue, Locality, Period, Pillar, Unit

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="indicator_results",
    title="Chỉ số này đang ở mức nào?",
    columns=(
        Column("result_key", "text", "Mã kết quả"),
        Column("label", "text", "Kết quả"),
        Column("scope", "text", "Phạm vi"),
        Column("unit_name", "text", "Đơn vị"),
        Column("unit_address", "text", "Mã đơn vị"),
        Column("period", "text", "Kỳ"),
        Column("printed", "text", "Như in"),
        Column("value", "number", "Giá trị"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("direction", "text", "Chiều tốt"),
        Column("numerator", "int", "n", "cases"),
        Column("denominator", "int", "N", "cases"),
        Column("share", "number", "n/N", "percent"),
        Column("agrees", "flag", "Tỷ lệ in khớp n/N"),
        Column("is_contradicted", "flag", "Văn bản in số khác cho cùng phạm vi và kỳ"),
        Column("status", "text", "Cách có được"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("results", "periods", "conflicts"),
)


def statement(request: Request) -> Select[Any]:
    """Select all figures of the indicator in the locality: its history knows no period shown."""
    return with_source(
        select(*_columns())
        .select_from(IndicatorValue)
        .join(Locality, and_(Locality.id == IndicatorValue.locality_id, Locality.slug == request.locality))
        .join(Period, Period.id == IndicatorValue.period_id)
        .join(
            Indicator, and_(Indicator.id == IndicatorValue.indicator_id, Indicator.code == request.indicator)
        )
        .join(Pillar, Pillar.id == IndicatorValue.pillar_id)
        .join(Unit, Unit.id == IndicatorValue.unit_id),
        IndicatorValue.source_id,
    )


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Figures of one unit and scope together, the locality's own first, the newest period first.

    A unit other than the locality is named. Facts: how many figures and periods there are, and in how many
    places the sources contradict each other or their own n/N.
    """
    printed = Counter({_place(row): 0 for row in rows})
    printed.update(place for place, _ in {(_place(row), row["printed"]) for row in rows})
    records = [_record(row, is_contradicted=printed[_place(row)] > 1) for row in sorted(rows, key=_order)]
    wrong = sum(record["agrees"] is False for record in records)
    facts: dict[str, Fact] = {
        "results": len(records),
        "periods": len({record["period"] for record in records}),
        "conflicts": wrong + sum(count > 1 for count in printed.values()),
    }
    return records, facts


def _place(row: Row) -> tuple[int, str, str]:
    """Of what there should be one figure only."""
    return row["unit_id"], row["scope"], row["period"]


def _order(row: Row) -> tuple[Any, ...]:
    """Whole before its parts; within a series the newest period first, a period's figures as printed."""
    scopes = ("whole", "agencies", "communes")
    newest = (-row["ends_on"].toordinal(), -row["starts_on"].toordinal())
    return (
        row["unit_id"] != row["home_id"],
        row["unit_id"],
        scopes.index(row["scope"]),
        *newest,
        row["result_id"],
    )


def _record(row: Row, *, is_contradicted: bool) -> dict[str, Any]:
    ratio = Ratio(row["numerator"], row["denominator"]) if row["denominator"] else None
    is_checked = ratio is not None and row["measure"] == PERCENT
    is_home = row["unit_id"] == row["home_id"]
    return {
        **row,
        "unit_name": None if is_home else row["unit_name"],
        "unit_address": None if is_home else row["unit_address"],
        "share": ratio.share if ratio else None,
        "agrees": percentage_agrees(row["printed"], ratio) if ratio and is_checked else None,
        "is_contradicted": is_contradicted,
        "line": row["source_line"],
    }


def _columns() -> list[Any]:
    return [
        IndicatorValue.id.label("result_id"),
        IndicatorValue.key.label("result_key"),
        IndicatorValue.label,
        IndicatorValue.scope,
        IndicatorValue.unit_id,
        Locality.unit_id.label("home_id"),
        Unit.name.label("unit_name"),
        address_of(Unit).label("unit_address"),
        Period.code.label("period"),
        Period.starts_on,
        Period.ends_on,
        IndicatorValue.printed,
        IndicatorValue.value,
        IndicatorValue.numerator,
        IndicatorValue.denominator,
        IndicatorValue.status,
        IndicatorValue.note,
        Indicator.measure,
        Indicator.measure_label,
        Indicator.direction,
    ]
