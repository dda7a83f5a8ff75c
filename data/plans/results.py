"""Indicators and their reported results."""

from __future__ import annotations

from typing import Any

from data.intake.batch import Ref
from data.plans.book import Book, Entry
from data.plans.checks import share
from data.plans.vocabularies import DIRECTIONS, SCOPES, VALUE_STATUSES
from data.schema import Indicator, IndicatorValue

FIGURE_PLACES = 4


def read_results(book: Book) -> None:
    """Read indicators_actual.csv: a result a row; the first row of an indicator's code defines it."""
    for entry in book.entries("indicators_actual"):
        row, place, _ = entry
        pillar, direction = book.pillar(entry), row.code("direction", DIRECTIONS)
        indicator = define(book, entry, pillar, name=row.text("indicator"), direction=direction)
        _check_definition(book, entry, indicator, direction)
        numerator, denominator = share(row)
        book.add_keyed(
            entry,
            IndicatorValue,
            unit_id=place.unit,
            indicator_id=indicator,
            pillar_id=pillar,
            period_id=coded_period(book, entry),
            scope=row.code("scope", SCOPES),
            label=row.printed("indicator"),
            printed=row.printed("value_raw"),
            value=row.maybe_decimal("value", FIGURE_PLACES),
            numerator=numerator,
            denominator=denominator,
            status=row.code("value_status", VALUE_STATUSES),
        )


def define(book: Book, entry: Entry, pillar: Ref | None, **values: Any) -> Ref:
    """Indicator of a row's code in the locality's framework, added where it is new."""
    row, place, source = entry
    ref = Ref(Indicator, (place.slug, row.text("indicator_code")))
    if ref in book.batch:
        return ref
    values |= {"measure": row.printed("unit"), "measure_label": row.printed("unit_label")}
    values |= {"framework_id": place.framework, "pillar_id": pillar, "code": row.printed("indicator_code")}
    return book.batch.add(Indicator, ref.key, {**values, "locality_id": place.locality, "source_id": source})


def coded_period(book: Book, entry: Entry) -> Ref | None:
    """Period that is written twice, as code and as dates."""
    row = entry.row
    period = book.period_of_days(row, "period_from", "period_to")
    if period and row.printed("period") != period.key[0]:
        row.refuse("period", f"ngày đầu và ngày cuối là của kỳ “{period.key[0]}”", "sửa mã kỳ hoặc sửa ngày")
    return period


def _check_definition(book: Book, entry: Entry, indicator: Ref, direction: str) -> None:
    """Results of one code have one unit of measure and one direction: else they are two indicators."""
    row, values = entry.row, book.batch.values(indicator)
    for column, found, defined in (
        ("unit", row.printed("unit"), values["measure"]),
        ("direction", direction, values["direction"]),
    ):
        if row.sound(column) and found != defined:
            reason = "khác với dòng đứng trước có cùng mã chỉ số"
            row.refuse(column, reason, "dùng mã chỉ số khác cho định nghĩa khác")
