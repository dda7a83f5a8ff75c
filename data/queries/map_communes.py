"""Which communes stand out under the chosen measure: their figures, their order, their place on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.geo.outlines import Outlines, outlines
from data.rollups.communes import communes_with_chosen, counts_by_commune
from data.rules import map_measures as measures
from data.rules.map_measures import INDICATOR, Figure, Measure
from data.rules.periods import parse
from data.rules.targets import PERCENT

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="map_communes",
    title="Xã nào nổi bật?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Xã, phường, thị trấn"),
        Column("n", "int", "n", "cases"),
        Column("total", "int", "N", "cases"),
        Column("value", "number", "Giá trị như in"),
        Column("printed", "text", "Như in"),
        Column("shade", "int", "Mức tô màu"),
        Column("label", "text", "Tên trên sơ đồ"),
        Column("label_lines_below", "int", "Số dòng dưới tên"),
        Column("longitude", "number", "Kinh độ của tên"),
        Column("latitude", "number", "Vĩ độ của tên"),
    ),
    facts=(
        "measure",
        "is_rate",
        "unknown_measure",
        "indicator_name",
        "indicator_unit",
        "known",
        "comparable",
        "whole",
        "outline_url",
        "west",
        "south",
        "east",
        "north",
    ),
)


def statement(request: Request) -> Select[Any]:
    """Select communes with the figures of the group that the chosen measure belongs to."""
    return communes_with_chosen(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Communes, what may be compared worst first, then other figures, then communes without one.

    `shade` colours a commune: a count, or of a rate the per cent that it falls short; None where it may not
    be coloured. Facts: the measure shown, and one that was asked for and does not exist; communes with a
    figure of all, and with one that may be compared of those; n of N of all together; the sheet of outlines.
    """
    communes = counts_by_commune(rows)
    indicator = _indicator(rows, request)
    measure = measures.find(request.measure) or _default(communes)
    records = [
        {**commune, **(_result(indicator.get(address)) if indicator else _figure(measure, commune))}
        for address, commune in communes.items()
    ]
    sheet = outlines(request.locality, parse(request.period).last_day, len(communes))
    facts: dict[str, Fact] = {
        "measure": INDICATOR if indicator or request.indicator else measure.name,
        "is_rate": any(map(_is_rate, indicator.values())) if indicator else measure.is_rate,
        "unknown_measure": "" if measures.find(request.measure) else request.measure,
        **_named(indicator),
        **_counted(records),
        **_sheet(sheet),
    }
    ordered = measures.league(
        records,
        shade_of=lambda record: record["shade"],
        is_known=lambda record: record["printed"] is not None or record["n"] is not None,
        name=lambda record: record["unit_name"],
    )
    return [{**record, **_label(sheet, record["unit_address"])} for record in ordered], facts


def _default(communes: Mapping[str, Row]) -> Measure:
    known = measures.with_figures(list(communes.values()))
    name = measures.default(name for name, count in known.items() if count)
    return measures.find(name) or measures.MEASURES[0]


def _indicator(rows: Sequence[Row], request: Request) -> dict[str, Row]:
    """Results of the chosen indicator by commune; of the first one where nothing else has a figure."""
    results = [row for row in rows if row["part"] == INDICATOR]
    if not results or (measures.find(request.measure) and not request.indicator):
        return {}
    code = request.indicator or results[0]["indicator_code"]
    return {row["unit_address"]: row for row in results if row["indicator_code"] == code}


def _figure(measure: Measure, commune: Row) -> dict[str, Any]:
    found = measures.figure(measure, commune)
    return {
        "n": found.n,
        "total": found.total,
        "value": None,
        "printed": None,
        "shade": measures.shade(found, is_rate=measure.is_rate),
    }


def _result(row: Row | None) -> dict[str, Any]:
    """Give a commune's result as printed; what is no count and no rate that is better higher stays plain."""
    if row is None:
        return dict.fromkeys(("n", "total", "value", "printed", "shade"))
    is_rate = _is_rate(row)
    found = Figure(row["numerator"], row["denominator"]) if is_rate else Figure(_whole(row["value"]))
    may = not is_rate or row["direction"] == "higher_is_better"
    shade = measures.shade(found, is_rate=is_rate, minimum=row["minimum_total"]) if may else None
    return {
        "n": found.n,
        "total": found.total,
        "value": row["value"],
        "printed": row["printed"],
        "shade": shade,
    }


def _is_rate(row: Row) -> bool:
    return bool(row["indicator_measure"] == PERCENT)


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None and value >= 0 and value == int(value) else None


def _named(indicator: Mapping[str, Row]) -> dict[str, Fact]:
    first: Row = next(iter(indicator.values()), {})
    return {"indicator_name": first.get("indicator_name"), "indicator_unit": first.get("measure_label")}


def _counted(records: Sequence[Row]) -> dict[str, Fact]:
    """Count communes, and add up the n and N of those that have both."""
    known = [record for record in records if record["n"] is not None or record["printed"] is not None]
    both = [record for record in known if record["n"] is not None and record["total"] is not None]
    comparable = sum(record["shade"] is not None for record in known)
    added = Ratio(sum(record["n"] for record in both), sum(record["total"] for record in both))
    return {
        "known": Ratio(len(known), len(records)),
        "comparable": Ratio(comparable, len(known)),
        "whole": added if both and len(both) == len(known) else None,
    }


def _sheet(sheet: Outlines | None) -> dict[str, Fact]:
    """Path and bounds of the outlines in degrees; None where the locality has none on that day."""
    if sheet is None:
        return dict.fromkeys(("outline_url", "west", "south", "east", "north"))
    sides = dict(zip(("west", "south", "east", "north"), sheet.bounds, strict=True))
    return {"outline_url": f"/geo/{sheet.key}.geojson", **sides}


def _label(sheet: Outlines | None, address: str) -> dict[str, Any]:
    """Place a commune's name; one without an outline has no place."""
    label = sheet.label(address) if sheet is not None else None
    if label is None:
        return {}
    return {
        "label": label.text,
        "label_lines_below": label.below,
        "longitude": label.lon,
        "latitude": label.lat,
    }
