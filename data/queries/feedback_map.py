"""Where cases were closed late: communes on the map of their day, coloured by count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.geo.outlines import Outlines, outlines
from data.rollups.feedback import units_with_sources
from data.rules.feedback import summed, with_figures
from data.rules.periods import parse
from data.rules.ranking import worst_first

REACH: Reach = "locality"

QUESTION = Question(
    name="feedback_map",
    title="Phản ánh xử lý trễ hạn ở những xã nào?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Xã, thị trấn"),
        Column("received", "int", "Tổng số phản ánh", "cases"),
        Column("closed_late", "int", "Xử lý trễ hạn", "cases"),
        Column("label", "text", "Tên trên sơ đồ"),
        Column("label_lines_below", "int", "Số dòng dưới tên"),
        Column("longitude", "number", "Kinh độ của tên"),
        Column("latitude", "number", "Vĩ độ của tên"),
    ),
    facts=("late", "communes_late", "outline_url", "west", "south", "east", "north"),
)


def statement(request: Request) -> Select[Any]:
    """Select units with their counts; see `units_with_counts`."""
    return units_with_sources(request)


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Communes, most late first, with their place on the map; offices have no place on it.

    Facts: `late` cases of all cases of the communes, `communes_late` of those with figures; path and bounds
    of the outlines in degrees. Without outlines the rows stay, so that the panel can say what is missing;
    with outlines and no figure at all there are no rows.
    """
    communes = [row for row in rows if row["is_commune"]]
    known = with_figures(communes)
    sheet = outlines(request.locality, parse(request.period).last_day, len(communes))
    counts = summed(known)
    facts: dict[str, Fact] = {
        "late": Ratio(counts.closed_late, counts.received),
        "communes_late": Ratio(sum(row["closed_late"] > 0 for row in known), len(known)),
        **_sheet(sheet),
    }
    if sheet is not None and not known:
        return [], facts
    ordered = worst_first(communes, count=lambda row: row["closed_late"], name=lambda row: row["unit_name"])
    return [{**row, **_label(sheet, row["unit_address"])} for row in ordered], facts


def _sheet(sheet: Outlines | None) -> dict[str, Fact]:
    if sheet is None:
        return dict.fromkeys(("outline_url", "west", "south", "east", "north"))
    west, south, east, north = sheet.bounds
    return {
        "outline_url": f"/geo/{sheet.key}.geojson",
        "west": west,
        "south": south,
        "east": east,
        "north": north,
    }


def _label(sheet: Outlines | None, address: str) -> dict[str, Any]:
    """Place a unit's name; a unit without an outline has no place."""
    label = sheet.label(address) if sheet is not None else None
    if label is None:
        return {}
    return {
        "label": label.text,
        "label_lines_below": label.below,
        "longitude": label.lon,
        "latitude": label.lat,
    }
