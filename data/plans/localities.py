"""The five localities, the plan of each, and the documents that the plans list or cite."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from data.intake.batch import Ref
from data.intake.names import Names
from data.intake.reading import Row
from data.plans.book import Book, Place
from data.plans.checks import printed_day
from data.plans.vocabularies import LOCALITY_LEVELS
from data.schema import Document, Locality


def read_localities(book: Book) -> None:
    """Read localities.csv: a locality and its plan a row. Units come with `read_territories`."""
    for row in book.rows("localities"):
        slug = row.text("locality_code")
        if slug in book.places:
            row.refuse("locality_code", "trùng mã với một dòng đứng trước", "mỗi địa bàn chỉ một dòng")
            continue
        locality, document = Ref(Locality, (slug,)), Ref(Document, (slug, "plan", 1))
        place = Place(
            row=row,
            slug=slug,
            name=row.text("name"),
            level=row.code("level", LOCALITY_LEVELS),
            seed_file=row.text("seed_file"),
            locality=locality,
            document=document,
            source=book.source(row, document),
            names=Names(row.printed("name")),
        )
        book.places[slug] = place
        _add_locality(book, place)
        _add_plan(book, place)


def read_documents(book: Book) -> None:
    """Read the directive documents of the appendix, and the documents that the plans cite."""
    for row, place, source in book.entries("documents"):
        position = row.whole("seq")
        if position == 0:
            row.refuse("seq", "số thứ tự phải từ 1", "đánh số từ 1 theo văn bản")
        book.add(
            row,
            "seq",
            Document,
            (place.slug, "directive", position),
            locality_id=place.locality,
            listing="directive",
            position=position,
            kind=row.text("kind"),
            number=row.printed("number"),
            title=row.text("subject_short"),
            issuer=row.printed("issuer"),
            dated=printed_day(row, "date_raw", "date"),
            dated_printed=row.printed("date_raw"),
            implements=row.printed("implements_document"),
            in_directive_list=True,
            note=row.printed("note"),
            source_id=source,
        )
    _read_cited(book)


def _read_cited(book: Book) -> None:
    """Cited documents are not numbered in the plans: their position is their order in the file."""
    counted: Counter[str] = Counter()
    for row, place, source in book.entries("documents_cited"):
        counted[place.slug] += 1
        book.add(
            row,
            "number",
            Document,
            (place.slug, "cited", counted[place.slug]),
            locality_id=place.locality,
            listing="cited",
            position=counted[place.slug],
            kind=row.text("kind"),
            number=row.printed("number"),
            title=row.printed("subject_raw"),
            dated=printed_day(row, "date_raw", "date"),
            dated_printed=row.printed("date_raw"),
            in_directive_list=row.flag("in_phu_luc_01"),
            source_id=source,
        )


def _add_locality(book: Book, place: Place) -> None:
    row = place.row
    book.add(
        row,
        "locality_code",
        Locality,
        place.locality.key,
        slug=place.slug,
        name=place.name,
        province=row.text("province_as_printed"),
        assessed_period_id=book.period_of_days(row, "assessed_from", "assessed_to"),
        covered_period_id=_covered(book, row),
        covered_printed=row.printed("period_covered"),
        assessed_printed=row.printed("assessed_period"),
        note=row.printed("note"),
        source_id=place.source,
    )


def _covered(book: Book, row: Row) -> Ref | None:
    """Period of the plan; one without an end ("Năm 2024 và các năm tiếp theo") stands at its first year."""
    start, last = row.day("period_from"), row.maybe_day("period_to")
    if not row.sound("period_from", "period_to"):
        return None
    return book.period_between(row, "period_from", start, last or dt.date(start.year, 12, 31))


def _add_plan(book: Book, place: Place) -> None:
    row = place.row
    book.add(
        row,
        "locality_code",
        Document,
        place.document.key,
        locality_id=place.locality,
        listing="plan",
        position=1,
        kind=row.text("document_kind"),
        number=row.printed("document_number_raw"),
        title=row.text("document_title"),
        issuer=row.text("issuing_body"),
        dated=row.maybe_day("document_date"),
        dated_printed=row.printed("document_date_raw"),
        source_id=place.source,
    )
