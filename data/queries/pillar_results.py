"""What was reported: every result of the period as printed, with n/N where the document prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rules.conflicts import percentage_agrees
from data.schema import Indicator, IndicatorValue, Locality, Period, Pillar

PERCENT = "percent"

REACH: Reach = "locality"

QUESTION = Question(
    name="pillar_results",
    title="Đã công bố kết quả gì?",
    columns=(
        Column("pillar_code", "text", "Mã nhóm"),
        Column("pillar_name", "text", "Nhóm nội dung"),
        Column("result_key", "text", "Mã kết quả"),
        Column("indicator_code", "text", "Mã chỉ số"),
        Column("label", "text", "Kết quả"),
        Column("scope", "text", "Phạm vi"),
        Column("printed", "text", "Như in"),
        Column("value", "number", "Giá trị"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("numerator", "int", "n", "cases"),
        Column("denominator", "int", "N", "cases"),
        Column("share", "number", "n/N", "percent"),
        Column("agrees", "flag", "Tỷ lệ in khớp n/N"),
        Column("status", "text", "Cách có được"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("results", "counted", "bare_percentages", "conflicts"),
)


def statement(request: Request) -> Select[Any]:
    """Select the results of the period, of one heading where the request names one."""
    chosen = [Pillar.code == request.pillar] if request.pillar else []
    return with_source(
        select(*_columns())
        .select_from(IndicatorValue)
        .join(Locality, and_(Locality.id == IndicatorValue.locality_id, Locality.slug == request.locality))
        .join(Period, and_(Period.id == IndicatorValue.period_id, Period.code == request.period))
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .join(Pillar, Pillar.id == IndicatorValue.pillar_id)
        .where(*chosen),
        IndicatorValue.source_id,
    )


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Results in the order of headings and of the document.

    Facts: how many there are, how many have n and N, how many percentages have neither, and how many
    printed percentages contradict their n/N.
    """
    ordered = sorted(rows, key=lambda row: (row["pillar_position"], row["result_id"]))
    records = [_record(row) for row in ordered]
    facts: dict[str, Fact] = {
        "results": len(records),
        "counted": sum(record["denominator"] is not None for record in records),
        "bare_percentages": sum(
            record["measure"] == PERCENT and record["denominator"] is None for record in records
        ),
        "conflicts": sum(record["agrees"] is False for record in records),
    }
    return records, facts


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    ratio = Ratio(row["numerator"], row["denominator"]) if row["denominator"] else None
    is_checked = ratio is not None and row["measure"] == PERCENT
    return {
        **row,
        "share": ratio.share if ratio else None,
        "agrees": percentage_agrees(row["printed"], ratio) if ratio and is_checked else None,
        "line": row["source_line"],
    }


def _columns() -> list[Any]:
    return [
        IndicatorValue.id.label("result_id"),
        IndicatorValue.key.label("result_key"),
        IndicatorValue.label,
        IndicatorValue.scope,
        IndicatorValue.printed,
        IndicatorValue.value,
        IndicatorValue.numerator,
        IndicatorValue.denominator,
        IndicatorValue.status,
        IndicatorValue.note,
        Indicator.code.label("indicator_code"),
        Indicator.measure,
        Indicator.measure_label,
        Pillar.code.label("pillar_code"),
        Pillar.name.label("pillar_name"),
        Pillar.position.label("pillar_position"),
    ]
