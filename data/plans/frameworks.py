"""Frameworks with their pillars, and the scores that assessors published."""

from __future__ import annotations

from data.intake.batch import Ref
from data.intake.reading import Row
from data.plans.book import Book, Entry, Place
from data.plans.checks import agrees
from data.plans.vocabularies import LOCALITY_LEVELS, PILLARS, SCORE_ROWS
from data.schema import Framework, OfficialScore, Pillar

POINT_PLACES = 2
_OF_PILLAR = "chi_so_chinh"


def read_frameworks(book: Book) -> None:
    """Read frameworks.csv and pillars.csv: one framework a locality, its headings in printed order."""
    for entry in book.entries("frameworks"):
        _add_framework(book, entry)
    for entry in book.entries("pillars"):
        _add_pillar(book, entry)
    for row, place, _ in book.entries("frameworks"):
        _check_maximum(book, row, place)
    for place in book.places.values():
        if place.framework is None:
            place.row.refuse("locality_code", "frameworks.csv không có dòng của địa bàn này", "thêm một dòng")


def _add_framework(book: Book, entry: Entry) -> None:
    row, place, source = entry
    begins, ends = row.day("valid_from"), row.maybe_day("valid_to")
    if ends and row.sound("valid_from", "valid_to") and ends <= begins:
        row.refuse("valid_to", "ngày hết hiệu lực phải sau ngày có hiệu lực", "sửa thứ tự hai ngày")
    book.once(row, "locality_code", place.slug)
    place.framework = book.add(
        row,
        "framework_code",
        Framework,
        (row.text("framework_code"),),
        code=row.printed("framework_code"),
        locality_id=place.locality,
        name=row.text("name"),
        unit_level=row.code("level", LOCALITY_LEVELS),
        decision=row.printed("decision"),
        valid_from=begins,
        valid_to=ends,
        max_score=row.maybe_decimal("max_score", POINT_PLACES),
        max_score_is_derived=row.flag("max_score_derived"),
        note=row.printed("note"),
        source_id=source,
    )


def _add_pillar(book: Book, entry: Entry) -> None:
    row, place, source = entry
    code, position = row.code("pillar", PILLARS), row.whole("position")
    if place.framework is None or row.printed("framework_code") != place.framework.key[0]:
        row.refuse("framework_code", "không phải bộ chỉ số của địa bàn này", "dùng mã trong frameworks.csv")
    book.once(row, "position", place.slug, position)
    ref = book.add(
        row,
        "pillar",
        Pillar,
        (place.slug, code),
        framework_id=place.framework,
        code=code,
        position=position,
        name=row.text("name"),
        name_printed=row.printed("name_raw"),
        max_score=_not_negative(row, "max_score"),
        locality_id=place.locality,
        source_id=source,
    )
    for other in (code, *row.several("includes_codes")):
        _stand_under(row, place, other, ref)


def _stand_under(row: Row, place: Place, code: str, ref: Ref) -> None:
    if code not in PILLARS or place.pillars.get(code, ref) != ref:
        reason = f"mã “{code}” không có trong danh mục, hoặc đã thuộc đề mục khác"
        row.refuse("includes_codes", reason, "mỗi mã chỉ thuộc một đề mục")
    place.pillars.setdefault(code, ref)


def _check_maximum(book: Book, row: Row, place: Place) -> None:
    """A derived maximum is the sum of the pillars' (Bù Đăng: 700)."""
    known = {ref: book.batch.values(ref)["max_score"] for ref in place.pillars.values() if ref in book.batch}
    if row.flag("max_score_derived") and row.sound("max_score"):
        total = sum(points or 0.0 for points in known.values())
        if row.maybe_decimal("max_score", POINT_PLACES) != total:
            row.refuse("max_score", f"tổng điểm tối đa trong pillars.csv là {total:g}", "tính lại tổng")


def read_scores(book: Book) -> None:
    """Read dti_scores.csv: pillars, and the total once for each place that prints it."""
    for entry in book.entries("dti_scores"):
        row, place, source = entry
        listing, pillar = row.code("row_type", SCORE_ROWS), _scored_pillar(book, entry)
        score, rank, ranked = (
            _not_negative(row, "score"),
            row.maybe_whole("rank"),
            row.maybe_whole("units_ranked"),
        )
        maximum = _maximum(book, row, pillar, score)
        if rank is not None and row.sound("rank", "units_ranked") and not 1 <= rank <= (ranked or 0):
            row.refuse("rank", "hạng phải từ 1 đến số đơn vị được xếp hạng", "sửa hạng hoặc units_ranked")
        year = book.period_of_code(row, "year")
        book.add(
            row,
            "row_type",
            OfficialScore,
            (place.slug, year, pillar, listing),
            locality_id=place.locality,
            unit_id=place.unit,
            framework_id=place.framework,
            pillar_id=pillar,
            period_id=year,
            listing=listing,
            score=score,
            max_score=maximum,
            score_printed=row.printed("score_raw"),
            rank=rank,
            units_ranked=ranked,
            rank_printed=row.printed("rank_raw"),
            note=row.printed("note"),
            source_id=source,
        )


def _scored_pillar(book: Book, entry: Entry) -> Ref | None:
    """Pillar of a score; none for a total."""
    row = entry.row
    if row.printed("row_type") == _OF_PILLAR:
        return book.pillar(entry)
    if row.printed("pillar"):
        row.refuse("pillar", "điểm tổng không thuộc nhóm chỉ số nào", "để trống ô này")
    return None


def _maximum(book: Book, row: Row, pillar: Ref | None, score: float | None) -> float | None:
    maximum = _not_negative(row, "max_score")
    if pillar and pillar in book.batch and book.batch.values(pillar)["max_score"] != maximum:
        row.refuse("max_score", "khác điểm tối đa trong pillars.csv", "sửa cho hai tệp khớp nhau")
    if score is not None and maximum and row.sound("score", "max_score"):
        if score > maximum:
            row.refuse("score", "điểm lớn hơn điểm tối đa", "đối chiếu lại với văn bản")
        agrees(row, "score_pct_derived", 100 * score / maximum, 2)
    return maximum


def _not_negative(row: Row, column: str) -> float | None:
    points = row.maybe_decimal(column, POINT_PLACES)
    if points is not None and not 0 <= points < 10**7:
        row.refuse(column, "điểm phải từ 0 và dưới 10 triệu", "đối chiếu lại với văn bản")
    return points
