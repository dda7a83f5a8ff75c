"""Comparisons inside printed tables: scores, feedback, dossiers; and of tables with the running text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from data.rollups.conflicts_reading import (
    Reading,
    Row,
    Texts,
    compared,
    evidence,
    grouped,
    place,
    ratio_of,
    rows_of,
)
from data.rollups.conflicts_results import about, exact, printed_side
from data.rules.conflicts import percentage_agrees, total_agrees, two_numbers
from data.rules.conflicts_register import Check, Side, Subject
from data.schema import (
    COMMUNE_KINDS,
    DossierCount,
    FeedbackCount,
    Framework,
    OfficialScore,
    Period,
    Unit,
)

STATES = ("open_in_time", "open_overdue", "closed_on_time", "closed_late")
RATINGS = ("satisfied", "accepted", "dissatisfied")

FEEDBACK_IN_TEXT: Mapping[str, str] = {
    "phan_anh_1022": "received",
    "phan_anh_1022_dung_han": "closed_on_time",
    "phan_anh_1022_qua_han": "closed_late",
    "phan_anh_dang_xu_ly": "open_in_time",
    "phan_anh_dang_xu_ly_qua_han": "open_overdue",
    "phan_anh_hai_long": "satisfied",
    "phan_anh_chap_nhan": "accepted",
    "phan_anh_khong_hai_long": "dissatisfied",
}
"""Results that repeat a column of the form of Phụ lục 02."""


def scores(reading: Reading) -> Iterator[Check]:
    """Compare published totals with the pillars' sums, and ranks that are printed twice."""
    columns = (
        OfficialScore.unit_id,
        OfficialScore.period_id,
        OfficialScore.framework_id,
        OfficialScore.pillar_id,
        OfficialScore.listing,
        OfficialScore.score,
        OfficialScore.score_printed,
        OfficialScore.rank,
        OfficialScore.rank_printed,
        Framework.code,
        Framework.name.label("framework"),
        Period.code.label("period"),
    )
    joins = (
        (Period, Period.id == OfficialScore.period_id),
        (Framework, Framework.id == OfficialScore.framework_id),
    )
    rows = rows_of(reading, OfficialScore, *columns, joins=joins)
    for members in grouped(rows, "unit_id", "period_id", "framework_id").values():
        totals = [row for row in members if row["pillar_id"] is None]
        yield from _ranks(totals)
        for total in totals:
            yield from _sum_of_pillars(total, [row for row in members if row["pillar_id"] is not None])


def _ranks(totals: Sequence[Row]) -> Iterator[Check]:
    ranked = sorted((row for row in totals if row["rank"]), key=lambda row: row["evidence_line"] or 0)
    for other in ranked[1:]:
        first, second = (
            Side(evidence(row), row["listing"], row["rank_printed"], row["rank"])
            for row in (ranked[0], other)
        )
        gap = other["rank"] - ranked[0]["rank"]
        where = _score(ranked[0], "rank", "rank")
        yield from compared("rank", where, first, second, agrees=not gap, difference=gap)


def _sum_of_pillars(total: Row, pillars: Sequence[Row]) -> Iterator[Check]:
    values = [exact(row["score"]) for row in pillars]
    printed, computed = exact(total["score"]), sum((value or Decimal(0) for value in values), Decimal(0))
    first = Side(evidence(total), total["framework"], total["score_printed"], printed)
    second = Side(evidence(*pillars), "pillars", value=computed)
    agrees = total_agrees(printed, values)
    difference = None if printed is None else computed - printed
    where = _score(total, f"sum-{total['listing']}", "points")
    yield from compared("total", where, first, second, agrees=agrees, difference=difference)


def _score(row: Row, what: str, measure: str) -> Subject:
    return Subject(
        place(row), "scores", f"{row['code']}-{row['period']}-{what}", row["framework"], "/pillars", measure
    )


def feedback(reading: Reading, texts: Texts) -> Iterator[Check]:
    """Compare the form of Phụ lục 02 with itself, and with what the running text says (`texts`: results)."""
    names = ("received", *STATES, *RATINGS)
    columns = (
        FeedbackCount.period_id,
        FeedbackCount.is_total,
        FeedbackCount.unit_printed,
        *(getattr(FeedbackCount, name) for name in names),
        Unit.kind,
        Unit.code,
        Period.code.label("period"),
    )
    rows = rows_of(reading, FeedbackCount, *columns, joins=_places(FeedbackCount))
    for row in rows:
        yield from _states(row)
    for members in grouped(rows, "locality_id", "period_id").values():
        units = [row for row in members if not row["is_total"]]
        for total in (row for row in members if row["is_total"]):
            for name in names:
                yield from _column(total, units, name)
        yield from _texts(_texts_of(texts, members[0]), units)


def _states(row: Row) -> Iterator[Check]:
    """A unit's cases are those in its four states; no more are rated than were received."""
    states = sum(row[name] for name in STATES)
    first = Side(evidence(row), "received", value=row["received"])
    gap = states - row["received"]
    where = _form(row, "states", row["unit_printed"])
    second = Side(evidence(row), "states", value=states)
    yield from compared("states", where, first, second, agrees=not gap, difference=gap)
    rated = sum(row[name] for name in RATINGS)
    part, whole = (
        Side(evidence(row), "rated", value=rated),
        Side(evidence(row), "received", value=row["received"]),
    )
    spare = row["received"] - rated
    where = _form(row, "rated", row["unit_printed"])
    yield from compared("part_exceeds", where, part, whole, agrees=spare >= 0, difference=spare)


def _column(total: Row, units: Sequence[Row], name: str) -> Iterator[Check]:
    computed = sum(row[name] for row in units)
    first = Side(evidence(total), name, value=total[name])
    second = Side(evidence(*units), "units", value=computed)
    agrees = total_agrees(total[name], [row[name] for row in units])
    where = _form(total, f"total-{name}", total["unit_printed"])
    yield from compared("total", where, first, second, agrees=agrees, difference=computed - total[name])


def _texts(texts: Sequence[Row], units: Sequence[Row]) -> Iterator[Check]:
    scopes = {
        "whole": list(units),
        "communes": [row for row in units if row["kind"] in COMMUNE_KINDS],
        "agencies": [row for row in units if row["kind"] not in COMMUNE_KINDS],
    }
    for text in texts:
        name, members = FEEDBACK_IN_TEXT.get(text["code"], ""), scopes[text["scope"]]
        if name and members:
            yield from same(text, Side(evidence(*members), name, value=sum(row[name] for row in members)))


def same(text: Row, table: Side) -> Iterator[Check]:
    """Compare what the running text says with what a table of the same document gives."""
    first = printed_side(text)
    if first.value is None or table.value is None:
        return
    gap = Decimal(table.value) - Decimal(first.value)
    yield from compared("two_places", about(text), first, table, agrees=not gap, difference=gap)


def _form(row: Row, what: str, name: str) -> Subject:
    key = f"{row['period']}-{row['code']}-{what}{'-all' if row['is_total'] else ''}"
    return Subject(place(row), "feedback", key, name, "/feedback", "cases")


def dossiers(reading: Reading, texts: Texts) -> Iterator[Check]:
    """Compare counts of dossiers with their fields, and printed shares with counts."""
    columns = (*DossierCount.__table__.columns, Unit.code, Period.code.label("period"))
    rows = rows_of(reading, DossierCount, *columns, joins=_places(DossierCount))
    for members in grouped(rows, "unit_id", "period_id").values():
        fields = [row for row in members if not row["is_total"]]
        for total in (row for row in members if row["is_total"]):
            yield from _field_totals(total, fields)
            yield from _total_shares(total)
            yield from _received_in_text(total, _texts_of(texts, total))
            for row in fields:
                yield from _field_share(row, total)


def _field_totals(total: Row, fields: Sequence[Row]) -> Iterator[Check]:
    for name in ("received", "closed_early"):
        parts = [row[name] for row in fields]
        computed = sum(part for part in parts if part is not None)
        line = "closed_early_line" if name == "closed_early" else ""
        first = Side(evidence(total, line=line), name, total[f"{name}_printed"], total[name])
        second = Side(evidence(*fields, line=line), "fields", value=computed)
        gap = None if total[name] is None else computed - total[name]
        where = _dossier(total, f"total-{name}", "cases")
        agrees = total_agrees(total[name], parts)
        yield from compared("total", where, first, second, agrees=agrees, difference=gap)
    yield from _unfinished(total)


def _unfinished(total: Row) -> Iterator[Check]:
    """What was not returned is in progress; a count in progress may be printed as two numbers."""
    if total["received"] is None or total["returned"] is None or total["in_progress"] is None:
        return
    left = total["received"] - total["returned"]
    first = Side(evidence(total), "in_progress", total["in_progress_printed"], total["in_progress"])
    second = Side(evidence(total), "not_returned", value=left)
    gap = left - total["in_progress"]
    where = _dossier(total, "in_progress", "cases")
    yield from compared("states", where, first, second, agrees=not gap, difference=gap)
    if two_numbers(total["in_progress_printed"]):
        unread = Side(evidence(total), "in_progress", total["in_progress_printed"])
        read = Side(evidence(total), "read", value=total["in_progress"])
        yield from compared("unclear_print", where, unread, read, agrees=False)


def _total_shares(total: Row) -> Iterator[Check]:
    yield from _printed_share(total, "returned_share_printed", "returned", total["received"])
    yield from _printed_share(total, "closed_early_share_printed", "closed_early", total["returned"])


def _field_share(row: Row, total: Row) -> Iterator[Check]:
    yield from _printed_share(row, "share_printed", "received", total["received"], total)


def _printed_share(row: Row, printed: str, part: str, whole: int | None, *others: Row) -> Iterator[Check]:
    ratio = ratio_of(row[part], whole)
    agrees = None if ratio is None else percentage_agrees(row[printed], ratio)
    if ratio is None or agrees is None:
        return
    first = Side(evidence(row), part, row[printed], percent_printed(row[printed]))
    second = Side(evidence(row, *others), part, ratio=ratio)
    difference = round(Decimal(100 * ratio.n) / ratio.total - (first.value or 0), 4)
    where = _dossier(row, f"share-{part}", "percent")
    yield from compared("percentage", where, first, second, agrees=agrees, difference=difference)


def percent_printed(printed: str) -> Decimal:
    """Read a percentage that `percentage_agrees` could read."""
    return Decimal(printed.replace("%", "").strip().replace(",", "."))


def _received_in_text(total: Row, texts: Sequence[Row]) -> Iterator[Check]:
    for text in texts:
        if text["code"] == "ho_so_tiep_nhan" and text["unit_id"] == total["unit_id"]:
            yield from same(text, Side(evidence(total), "received", value=total["received"]))


def _dossier(row: Row, what: str, measure: str) -> Subject:
    key = f"{row['code']}-{row['period']}-{row['position'] or 'all'}-{what}"
    return Subject(place(row), "dossiers", key, row["field_printed"], "/dossiers", measure)


def _places(model: Any) -> tuple[tuple[Any, Any], ...]:
    """Join unit and period: their codes make keys that stay the same in every database."""
    return ((Unit, Unit.id == model.unit_id), (Period, Period.id == model.period_id))


def _texts_of(texts: Texts, row: Row) -> Sequence[Row]:
    return texts.get((row["locality_id"], row["period_id"]), ())
