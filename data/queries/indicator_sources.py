"""Where every figure of one indicator was read: document, section, line, and row of the loaded file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.stacking import stacked
from data.schema import Document, Indicator, IndicatorValue, Locality, Period, Source, Target

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="indicator_sources",
    title="Số liệu lấy từ đâu?",
    columns=(
        Column("kind", "text", "Loại"),
        Column("key", "text", "Mã của bản chép"),
        Column("name", "text", "Số liệu"),
        Column("period", "text", "Kỳ"),
        Column("comparator_printed", "text", "Chữ trước mức"),
        Column("printed", "text", "Như in"),
        Column("document", "text", "Văn bản"),
        Column("number", "text", "Số văn bản"),
        Column("dated_printed", "text", "Ngày như in"),
        Column("section", "text", "Mục"),
        Column("line", "int", "Dòng"),
        Column("other_lines", "text", "Dòng khác"),
        Column("file", "text", "Tệp"),
        Column("row", "int", "Hàng"),
    ),
    facts=("results", "targets", "documents"),
)


def statement(request: Request) -> Select[Any]:
    """Select results and targets of the indicator, of all periods, told apart by `part`."""
    rows = stacked({"results": _results(request), "targets": _targets(request)})
    return with_source(select(*rows.c), rows.c.evidence_id).add_columns(Document.number, Source.other_lines)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Results before targets, in the order of loading. Facts: how many of each, in how many documents."""
    ordered = sorted(rows, key=lambda row: (row["part"], row["figure_id"]))
    facts: dict[str, Fact] = {
        "results": sum(row["part"] == "results" for row in rows),
        "targets": sum(row["part"] == "targets" for row in rows),
        "documents": len({row["source_document"] for row in rows if row["source_document"]}),
    }
    return [_record(row) for row in ordered], facts


def _record(row: Row) -> dict[str, Any]:
    named = ("document", "dated_printed", "section", "line", "file", "row")
    return {**row, **{name: row[f"source_{name}"] for name in named}, "kind": row["part"]}


def _results(request: Request) -> Select[Any]:
    figure = {"name": IndicatorValue.label, "printed": IndicatorValue.printed}
    return _of_indicator(IndicatorValue, request, figure)


def _targets(request: Request) -> Select[Any]:
    figure = {
        "name": Target.name,
        "printed": Target.value_printed,
        "comparator_printed": Target.comparator_printed,
    }
    return _of_indicator(Target, request, figure)


def _of_indicator(
    model: type[IndicatorValue | Target], request: Request, figure: Mapping[str, InstrumentedAttribute[str]]
) -> Select[Any]:
    columns: list[Any] = [
        model.id.label("figure_id"),
        model.key.label("key"),
        *(column.label(name) for name, column in figure.items()),
        Period.code.label("period"),
        model.source_id.label("evidence_id"),
    ]
    return (
        select(*columns)
        .select_from(model)
        .join(Locality, and_(Locality.id == model.locality_id, Locality.slug == request.locality))
        .join(Indicator, and_(Indicator.id == model.indicator_id, Indicator.code == request.indicator))
        .join(Period, Period.id == model.period_id)
    )
