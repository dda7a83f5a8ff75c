"""Comparisons among reported results: shares and counts, wholes and parts, figures printed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import func, select

from data.rollups.conflicts_reading import Reading, Row, compared, evidence, grouped, place, ratio_of, rows_of
from data.rules.conflicts import nearest_share, percentage_agrees, total_agrees, two_numbers
from data.rules.conflicts_register import Check, Kind, Side, Subject
from data.schema import COMMUNE_KINDS, Indicator, IndicatorValue, Locality, Period, Unit

PARTS: Mapping[str, tuple[str, ...]] = {
    "cuoc_hop_khong_giay": ("cuoc_hop_truc_tiep", "cuoc_hop_truc_tuyen"),
    "van_ban_idesk": ("van_ban_den", "van_ban_di"),
    "phan_anh_1022": (
        "phan_anh_1022_dung_han",
        "phan_anh_1022_qua_han",
        "phan_anh_dang_xu_ly",
        "phan_anh_dang_xu_ly_qua_han",
    ),
}
"""Counts that the sources print with all their parts ("trong đó"). Equal denominators alone make no parts:
4, 4 and 3 ratings of 37 cases leave 26 unrated (S0 line 373)."""

SHARES_OF_COMMUNES = frozenset({"ty_le_trang_co_tin_cds", "ty_le_xa_mang_client_server"})
"""Shares whose N is the number of communes, each of which has one of what is counted."""

COUNTS_OF_COMMUNES = frozenset({"vpdt_xa", "xa_hoan_thanh_cds"})
"""Counts of communes: no more of them than there are."""

_COLUMNS = (
    IndicatorValue.key,
    IndicatorValue.label,
    IndicatorValue.printed,
    IndicatorValue.value,
    IndicatorValue.numerator,
    IndicatorValue.denominator,
    IndicatorValue.scope,
    IndicatorValue.unit_id,
    Locality.unit_id.label("home_id"),
    IndicatorValue.period_id,
    Indicator.code,
    Indicator.measure,
    Indicator.measure_label,
    Period.starts_on,
    Period.ends_on,
)


def results(reading: Reading) -> list[Row]:
    """Read every result that a source prints; what the transcription derived is no second witness."""
    joins = (
        (Indicator, Indicator.id == IndicatorValue.indicator_id),
        (Period, Period.id == IndicatorValue.period_id),
    )
    found = rows_of(reading, IndicatorValue, *_COLUMNS, IndicatorValue.status, joins=joins)
    return [row for row in found if row["status"] != "derived"]


def checks(reading: Reading) -> Iterator[Check]:
    """Compare the results of every locality with each other and with the number of its communes."""
    rows = results(reading)
    for row in rows:
        yield from _share(row)
        yield from _part(row)
        yield from _unclear(row)
    for members in grouped(rows, "locality_id", "unit_id", "code", "scope", "period_id").values():
        yield from _repeated(members)
    for members in grouped(rows, "locality_id", "unit_id", "code", "period_id").values():
        yield from _scopes(members)
    for members in grouped(rows, "locality_id", "unit_id", "scope", "period_id").values():
        yield from _wholes(members)
    yield from _communes(reading, rows)


def about(row: Row) -> Subject:
    """Name a result as the comparison's subject."""
    page = f"/indicators/{row['code']}"
    return Subject(
        place(row), "indicators", row["key"], row["label"], page, row["measure"], row["measure_label"]
    )


def exact(value: float | None) -> Decimal | None:
    """Read a figure as the decimal that is stored: its binary fraction would differ from sums."""
    return None if value is None else Decimal(str(value))


def printed_side(row: Row) -> Side:
    """Give what a result prints as one side."""
    return Side(evidence(row), row["label"], row["printed"], exact(row["value"]))


def _share(row: Row) -> Iterator[Check]:
    ratio = ratio_of(row["numerator"], row["denominator"])
    if row["measure"] != "percent" or ratio is None or row["value"] is None:
        return
    computed = Decimal(100 * ratio.n) / ratio.total
    first, second = printed_side(row), Side(evidence(row), ratio=ratio)
    agrees = percentage_agrees(row["printed"], ratio)
    yield from compared(
        "percentage",
        about(row),
        first,
        second,
        agrees=agrees,
        difference=round(computed - (first.value or 0), 4),
    )


def _part(row: Row) -> Iterator[Check]:
    """A count is no larger than what it is part of. Amounts may be: more can be spent than was given."""
    ratio = ratio_of(row["numerator"], row["denominator"])
    if ratio is None or row["measure"] == "VND":
        return
    part, whole = Side(evidence(row), value=ratio.n), Side(evidence(row), value=ratio.total)
    agrees = ratio.n <= ratio.total
    yield from compared(
        "part_exceeds", about(row), part, whole, agrees=agrees, difference=ratio.total - ratio.n
    )


def _unclear(row: Row) -> Iterator[Check]:
    """A count that is printed as two numbers is no figure that can be read."""
    if row["measure"] == "count" and row["value"] is not None and two_numbers(row["printed"]):
        first = Side(evidence(row), row["label"], row["printed"])
        read = Side(evidence(row), "read", value=exact(row["value"]))
        yield from compared("unclear_print", about(row), first, read, agrees=False)


def _repeated(rows: Sequence[Row]) -> Iterator[Check]:
    """One figure of one scope and period, printed in several places."""
    first, *others = rows
    for other in others:
        kind: Kind = "rank" if first["measure"] == "rank" else "repeated"
        sides = sorted((printed_side(first), printed_side(other)), key=lambda side: side.lines)
        known = [side.value for side in sides]
        agrees = None if None in known else known[0] == known[1]
        difference = None if agrees is None else Decimal(known[1] or 0) - Decimal(known[0] or 0)
        yield from compared(kind, about(first), sides[0], sides[1], agrees=agrees, difference=difference)


def _scopes(rows: Sequence[Row]) -> Iterator[Check]:
    """A count of the whole is that of the agencies and that of the communes together."""
    by_scope = {row["scope"]: row for row in rows if row["measure"] == "count"}
    if len(by_scope) == len({"whole", "agencies", "communes"}):
        yield from _sum("scopes", by_scope["whole"], [by_scope["agencies"], by_scope["communes"]])


def _wholes(rows: Sequence[Row]) -> Iterator[Check]:
    by_code = {row["code"]: row for row in rows}
    for code, parts in PARTS.items():
        if code in by_code and all(part in by_code for part in parts):
            yield from _sum("parts", by_code[code], [by_code[part] for part in parts])


def _sum(how: str, whole: Row, parts: Sequence[Row]) -> Iterator[Check]:
    values = [exact(part["value"]) for part in parts]
    total = sum((value for value in values if value is not None), Decimal(0))
    first = printed_side(whole)
    second = Side(evidence(*parts), " + ".join(part["label"] for part in parts), value=total)
    where = Subject(
        place(whole),
        "indicators",
        f"{whole['key']}-{how}",
        whole["label"],
        f"/indicators/{whole['code']}",
        whole["measure"],
        whole["measure_label"],
    )
    agrees = total_agrees(first.value, values)
    difference = None if first.value is None else total - first.value
    yield from compared("total", where, first, second, agrees=agrees, difference=difference)


def _communes(reading: Reading, rows: Sequence[Row]) -> Iterator[Check]:
    wanted = [row for row in rows if row["code"] in SHARES_OF_COMMUNES | COUNTS_OF_COMMUNES]
    known: dict[tuple[int, object], int] = {}
    for row in wanted:
        if row["scope"] != "communes" or row["value"] is None or row["denominator"]:
            continue
        place = (row["locality_id"], row["ends_on"])
        if place not in known:
            known[place] = _count_communes(reading, row)
        rule = _commune_share if row["code"] in SHARES_OF_COMMUNES else _commune_count
        yield from rule(row, known[place])


def _count_communes(reading: Reading, row: Row) -> int:
    """Count the communes that the locality had when the period ended."""
    existed = select(func.count()).where(
        Unit.locality_id == row["locality_id"],
        Unit.kind.in_(COMMUNE_KINDS),
        Unit.valid_from < row["ends_on"],
        (Unit.valid_to.is_(None)) | (Unit.valid_to >= row["ends_on"]),
    )
    return int(reading.connection.scalar(existed) or 0)


def _commune_share(row: Row, communes: int) -> Iterator[Check]:
    nearest = nearest_share(row["printed"], communes)
    if nearest is None:
        return
    ratio, agrees = nearest
    first = printed_side(row)
    difference = round(Decimal(100 * ratio.n) / ratio.total - (first.value or 0), 4)
    second = Side((), "communes", ratio=ratio)
    yield from compared("impossible_share", about(row), first, second, agrees=agrees, difference=difference)


def _commune_count(row: Row, communes: int) -> Iterator[Check]:
    if communes:
        value = int(row["value"])
        first, second = printed_side(row), Side((), "communes", value=communes)
        gap = communes - value
        yield from compared("part_exceeds", about(row), first, second, agrees=gap >= 0, difference=gap)
