"""Provinces, districts and communes over time: from the plans' communes and the lineage of units.

What was abolished or merged ends on the day of the event; what came out of it begins there. A province
keeps its unit as long as its code stands (Đồng Nai, Thanh Hóa), also where its extent or kind changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from data.intake.batch import Ref
from data.intake.reading import Row
from data.plans.book import Book, Entry, Place
from data.plans.vocabularies import COMMUNE_KINDS, COMMUNE_LEVEL, LINEAGE_EXTENTS, TERRITORY_KINDS, ZERO_ONE
from data.rules.collation import same_name
from data.schema import UNKNOWN_START, Unit, UnitLineage

ByCode: TypeAlias = dict[str, Ref]

_WITH_CODE = re.compile(r"(.+) \(([0-9]{3})\)")
_POSITION_PLACES = 6


@dataclass(frozen=True, slots=True)
class _Event:
    """A predecessor and a successor on a day. `source` is the row of the lineage file."""

    row: Row
    source: Ref
    on: dt.date
    old_code: str
    new_code: str


def read_territories(book: Book) -> None:
    """Add provinces, districts, communes and their lineage, and give each locality its unit."""
    events = _events(book)
    provinces = _provinces(book, events)
    districts = _districts(book, events, provinces)
    current = _communes(book, districts)
    for day, group in groupby(events, key=attrgetter("on")):
        _happen(book, day, list(group), current, districts | provinces)
    _check_ended(book)
    for place in book.places.values():
        if place.unit is None:
            reason = "không tìm thấy đơn vị hành chính mang tên này trong units.csv và lineage_5.csv"
            place.row.refuse("name", reason, "sửa tên địa bàn, hoặc bổ sung dòng cho đơn vị")
        book.batch.values(place.locality)["unit_id"] = place.unit


def _check_ended(book: Book) -> None:
    """Each commune of the plans went into another: one without a row in the lineage has a wrong code."""
    for row, _, _ in book.entries("units"):
        ref = Ref(Unit, (row.printed("gso_code"), UNKNOWN_START))
        if ref in book.batch and book.batch.values(ref)["valid_to"] is None:
            row.refuse(
                "gso_code", "lineage_5.csv không có xã mang mã này", "sửa mã, hoặc bổ sung dòng lineage"
            )


def territory_kind(row: Row, column: str, name: str) -> str:
    """Kind of a territory by the first words of its name."""
    for word, kind in TERRITORY_KINDS.items():
        if name.startswith(f"{word} "):
            return kind
    known = ", ".join(f"“{word}”" for word in TERRITORY_KINDS)
    row.refuse(column, "tên không bắt đầu bằng loại đơn vị hành chính", f"viết tên bắt đầu bằng {known}")
    return "xa"


def _events(book: Book) -> list[_Event]:
    events = [
        _Event(
            row=row,
            source=book.source(row, None),
            on=row.day("event_date"),
            old_code=row.text("old_code"),
            new_code=row.text("new_code"),
        )
        for row in book.rows("lineage_5")
    ]
    return sorted(events, key=attrgetter("on"))


def _provinces(book: Book, events: Sequence[_Event]) -> ByCode:
    refs: ByCode = {}
    for side in ("old", "new"):
        for event in events:
            row = event.row
            code, name = row.text(f"{side}_province_code"), row.text(f"{side}_province")
            if code not in refs:
                begins = UNKNOWN_START if side == "old" else event.on
                refs[code] = _add_province(book, event, code, name, begins)
    for event in events:
        _change_province(book, event, refs)
    return refs


def _add_province(book: Book, event: _Event, code: str, name: str, begins: dt.date) -> Ref:
    printed, source = "", event.source
    for place in book.places.values():
        words = place.row.printed("province_as_printed")
        if begins == UNKNOWN_START and same_name(words, name):
            printed, source = words, place.source
    return _add_territory(
        book,
        event.row,
        (code, begins),
        name=name,
        kind=territory_kind(event.row, "old_province", name),
        level="province",
        name_printed=printed,
        source_id=source,
    )


def _change_province(book: Book, event: _Event, refs: ByCode) -> None:
    """A province ends where its communes pass to another code; a new name alone is a note."""
    old, new = event.row.printed("old_province_code"), event.row.printed("new_province_code")
    values, name = book.batch.values(refs[old]), event.row.printed("new_province")
    if old != new:
        values["valid_to"] = min(event.on, values["valid_to"] or event.on)
    elif name != values["name"]:
        values["note"] = f"Từ ngày {event.on:%d/%m/%Y} là {name}."


def _districts(book: Book, events: Sequence[_Event], provinces: ByCode) -> ByCode:
    """Districts: begun where a commune came into them, ended with the last event that took one out."""
    refs: ByCode = {}
    began = {code: event.on for event in reversed(events) if (code := _new_district(event.row))}
    for event in events:
        row = event.row
        code, name = row.printed("old_district_code"), row.printed("old_district")
        if not code:
            continue
        if code not in refs:
            place = next((place for place in book.places.values() if place.name == name), None)
            refs[code] = _add_territory(
                book,
                row,
                (code, began.get(code, UNKNOWN_START)),
                name=name,
                kind=territory_kind(row, "old_district", name),
                level="district",
                parent_id=provinces[row.printed("old_province_code")],
                locality_id=place.locality if place else None,
                source_id=place.source if place else event.source,
            )
            if place:
                place.unit = refs[code]
        book.batch.values(refs[code])["valid_to"] = event.on
    return refs


def _new_district(row: Row) -> str:
    """Code in "Huyện Long Đất (753)"; empty where the commune came under no district."""
    words = row.printed("new_district")
    match = _WITH_CODE.fullmatch(words)
    if words and match is None:
        row.refuse("new_district", "không đọc được mã huyện", "ghi tên kèm mã, ví dụ “Huyện Long Đất (753)”")
    return match[2] if match else ""


def _communes(book: Book, districts: ByCode) -> ByCode:
    """Communes that the plans' localities had, by code."""
    refs: ByCode = {}
    for entry in book.entries("units"):
        if entry.row.printed("gso_code"):
            code = entry.row.printed("gso_code")
            refs[code] = _add_commune(book, entry, code, districts)
    return refs


def _add_commune(book: Book, entry: Entry, code: str, districts: ByCode) -> Ref:
    row, place, source = entry
    name, district = row.text("name"), districts.get(row.printed("district_code"))
    if district is None:
        row.refuse("district_code", "lineage_5.csv không có huyện mang mã này", "sửa mã huyện")
    else:
        _check_district(book, row, district)
    ref = _add_territory(
        book,
        row,
        (code, UNKNOWN_START),
        name=name,
        kind=row.code("kind", COMMUNE_KINDS),
        level=row.code("level", COMMUNE_LEVEL),
        parent_id=district,
        locality_id=place.locality,
        name_printed=row.printed("name_raw"),
        role=row.printed("role"),
        note=row.printed("note"),
        source_id=source,
        **_position(row),
    )
    place.names.add(name, ref)
    if place.name == name:
        place.unit = ref
    return ref


def _check_district(book: Book, row: Row, district: Ref) -> None:
    values = book.batch.values(district)
    if row.printed("parent") != values["name"]:
        row.refuse("parent", f"huyện mang mã này tên là “{values['name']}”", "sửa tên hoặc mã huyện")
    if row.printed("province_code") != values["parent_id"].key[0]:
        row.refuse("province_code", f"huyện này thuộc tỉnh mã “{values['parent_id'].key[0]}”", "sửa mã tỉnh")


def _position(row: Row) -> dict[str, Any]:
    """Where a commune lies, left out where the position is another unit's (Tam Phước has Tam An's)."""
    if row.printed("dataset_name") != row.printed("name"):
        return {}
    return {
        "latitude": row.maybe_decimal("lat", _POSITION_PLACES),
        "longitude": row.maybe_decimal("lon", _POSITION_PLACES),
        "bounds": row.printed("bounds"),
    }


def _happen(book: Book, day: dt.date, events: Iterable[_Event], current: ByCode, parents: ByCode) -> None:
    """Let the events of a day happen: `current` afterwards holds the communes that exist then."""
    before = dict(current)
    for event in events:
        old = _predecessor(book, event, before, parents)
        new = _successor(book, event, parents)
        if current.get(event.old_code) == old:
            del current[event.old_code]
        current[event.new_code] = new
        _link(book, event, day, old, new)


def _predecessor(book: Book, event: _Event, before: ByCode, parents: ByCode) -> Ref:
    """Unit that ends; one that no plan lists (Quảng Minh of Sầm Sơn) is added without locality."""
    row, name = event.row, event.row.text("old_name")
    if event.old_code not in before:
        before[event.old_code] = _add_territory(
            book,
            row,
            (event.old_code, UNKNOWN_START),
            name=name,
            kind=territory_kind(row, "old_name", name),
            level="commune",
            parent_id=parents.get(row.printed("old_district_code")),
            source_id=event.source,
        )
    ref = before[event.old_code]
    values = book.batch.values(ref)
    if not same_name(values["name"], name):
        row.refuse("old_name", f"mã này đang là “{values['name']}”", "sửa tên hoặc mã của đơn vị cũ")
    if event.on <= ref.key[1]:
        row.refuse("event_date", "đơn vị cũ chưa có trước ngày này", "sửa ngày của sự kiện")
    values["valid_to"] = event.on
    return ref


def _successor(book: Book, event: _Event, parents: ByCode) -> Ref:
    row, name = event.row, event.row.text("new_name")
    ref = Ref(Unit, (event.new_code, event.on))
    if ref in book.batch:
        if book.batch.values(ref)["name"] != name:
            row.refuse(
                "new_name", f"mã này đã mang tên “{book.batch.values(ref)['name']}”", "sửa tên hoặc mã"
            )
        return ref
    parent = _new_district(row) or row.printed("new_province_code")
    return _add_territory(
        book,
        row,
        ref.key,
        name=name,
        kind=territory_kind(row, "new_name", name),
        level="commune",
        parent_id=parents.get(parent),
        source_id=event.source,
    )


def _link(book: Book, event: _Event, day: dt.date, old: Ref, new: Ref) -> None:
    """Record the lineage; the new unit belongs to the locality whose unit went into it."""
    row = event.row
    outside = row.code("outside_locality", ZERO_ONE) == "yes"
    locality = book.batch.values(old)["locality_id"]
    place = book.places[locality.key[0]] if locality else None
    if place and (outside or not _is_named(place, row.printed("locality"))):
        column = "outside_locality" if outside else "locality"
        row.refuse(column, f"đơn vị cũ thuộc địa bàn {place.name}", "sửa cho khớp với units.csv")
    if locality:
        book.batch.values(new)["locality_id"] = locality
    book.add(
        row,
        "old_code",
        UnitLineage,
        (old.key, new.key, day),
        predecessor_id=old,
        successor_id=new,
        effective_on=day,
        extent=row.code("kind", LINEAGE_EXTENTS),
        resolution=row.printed("resolution"),
        source_id=event.source,
    )


def _is_named(place: Place, short: str) -> bool:
    """Tell whether "Tân Châu" is "Huyện Tân Châu"."""
    return place.name.partition(" ")[2] == short


def _add_territory(book: Book, row: Row, key: tuple[str, dt.date], **values: Any) -> Ref:
    code, begins = key
    column = "gso_code" if row.has("gso_code") else "old_code"
    return book.add(row, column, Unit, key, code=code, code_system="gso", valid_from=begins, **values)
