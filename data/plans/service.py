"""Citizens' feedback by unit, and dossiers by field."""

from __future__ import annotations

from data.intake.batch import Ref
from data.intake.reading import Row
from data.plans.book import Book, Entry
from data.plans.checks import agrees, printed_whole
from data.plans.vocabularies import SCOPES
from data.rules.collation import same_name
from data.schema import UNKNOWN_START, DossierCount, FeedbackCount, Unit


def read_feedback(book: Book) -> None:
    """Read Phụ lục 02: the printed total and a row a unit. A unit without a row has no figure."""
    for entry in book.entries("feedback_2022_tan_chau"):
        row, place, source = entry
        is_total, period = row.flag("is_total"), book.period_of_days(row, "period_from", "period_to")
        unit = place.unit if is_total else _unit(book, entry)
        row.code("scope", SCOPES)
        _check_counts(row)
        book.add(
            row,
            "unit",
            FeedbackCount,
            (unit, period, is_total),
            locality_id=place.locality,
            unit_id=unit,
            period_id=period,
            is_total=is_total,
            unit_printed=row.text("unit_raw"),
            received=row.whole("total"),
            open_in_time=row.whole("in_progress_on_time"),
            open_overdue=row.whole("in_progress_overdue"),
            closed_on_time=row.whole("done_on_time"),
            closed_late=row.whole("done_overdue"),
            satisfied=row.whole("satisfied"),
            accepted=row.whole("accepted"),
            dissatisfied=row.whole("dissatisfied"),
            note=row.printed("note"),
            source_id=source,
        )


def _unit(book: Book, entry: Entry) -> Ref | None:
    """Unit of a row: a commune by GSO code and name, another body by its name in units.csv."""
    row, place, _ = entry
    name, code = row.text("unit"), row.printed("gso_code")
    found = Ref(Unit, (code, UNKNOWN_START)) if code else place.names.find(name)
    if found is None or found not in book.batch:
        column = "gso_code" if code else "unit"
        row.refuse(column, "không có đơn vị này trong units.csv", "sửa tên hoặc mã đơn vị")
        return None
    values = book.batch.values(found)
    if values["locality_id"] != place.locality or (code and not same_name(values["name"], name)):
        row.refuse("unit", f"mã này là của “{values['name']}”", "sửa tên hoặc mã đơn vị")
    return found


def _check_counts(row: Row) -> None:
    """The computed columns of the transcription must be what they are computed from."""
    counts = {name: row.whole(name) for name in ("total", "done_on_time", "done_overdue")}
    rated = sum(row.whole(name) for name in ("satisfied", "accepted", "dissatisfied"))
    if not row.sound(*counts, "satisfied", "accepted", "dissatisfied"):
        return
    agrees(row, "rated_derived", rated, 0)
    agrees(row, "unrated_derived", counts["total"] - rated, 0)
    closed = counts["done_on_time"] + counts["done_overdue"]
    if closed:
        agrees(row, "on_time_pct_derived", 100 * counts["done_on_time"] / closed, 2)


def read_dossiers(book: Book) -> None:
    """Read the dossiers of Tam Phước by field, and their total."""
    totals = {
        (entry.place.slug, entry.row.printed("year")): entry.row.maybe_whole("received")
        for entry in book.entries("dossiers_tam_phuoc_2022")
        if entry.row.printed("is_total") == "yes"
    }
    for entry in book.entries("dossiers_tam_phuoc_2022"):
        _check_dossiers(entry.row, totals.get((entry.place.slug, entry.row.printed("year"))))
        _add_dossiers(book, entry)


def _add_dossiers(book: Book, entry: Entry) -> None:
    row, place, source = entry
    period = book.period_of_code(row, "year")
    book.add(
        row,
        "field",
        DossierCount,
        (place.unit, period, row.text("field")),
        locality_id=place.locality,
        unit_id=place.unit,
        period_id=period,
        field=row.printed("field"),
        field_printed=row.printed("field_raw"),
        position=row.maybe_whole("seq"),
        is_total=row.flag("is_total"),
        received=printed_whole(row, "received_raw", "received"),
        received_printed=row.printed("received_raw"),
        share_percent=row.maybe_decimal("share_printed_pct", 4),
        share_printed=row.printed("share_raw"),
        returned=printed_whole(row, "returned_raw", "returned"),
        returned_share_printed=row.printed("returned_share_raw"),
        in_progress=row.maybe_whole("in_progress"),
        in_progress_printed=row.printed("in_progress_raw"),
        closed_early=printed_whole(row, "early_raw", "early"),
        closed_early_printed=row.printed("early_raw"),
        closed_early_line=row.maybe_whole("early_line"),
        closed_early_share_printed=row.printed("early_share_raw"),
        closed_on_time=row.maybe_whole("on_time_derived"),
        closed_late=row.maybe_whole("overdue"),
        note=row.printed("note"),
        source_id=source,
    )


def _check_dossiers(row: Row, total: int | None) -> None:
    received = row.maybe_whole("received")
    for column in ("returned", "early"):
        part = row.maybe_whole(column)
        if part is not None and row.sound("received", column) and part > (received or 0):
            row.refuse(column, f"lớn hơn số tiếp nhận {received}", "đối chiếu lại với văn bản")
    if received is not None and total and row.sound("received"):
        agrees(row, "share_recomputed_pct_derived", 100 * received / total, 2)
    returned, early, late = (row.maybe_whole(name) for name in ("returned", "early", "overdue"))
    if returned is not None and early is not None and row.sound("returned", "early", "overdue"):
        agrees(row, "on_time_derived", returned - early - (late or 0), 0)
