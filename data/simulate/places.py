"""The invented provinces: units, localities, periods, vocabularies, meetings; nobody takes them for real."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from data.geo import invented
from data.intake.batch import Model, table_of
from data.rules import periods
from data.rules.working_time import VIETNAM
from data.schema import CaseCategory, CaseLimit, Locality, Meeting, Period, Procedure, Source, Unit
from data.simulate.plan import CATEGORIES, URGENT_HOURS, Plan

PROVINCE = "Tỉnh Ví Dụ"
SUFFIXES = ("", "-H1", "-H2", "-9M", *(f"-Q{quarter}" for quarter in range(1, 5)))
DOCUMENT = "Giới hạn mô phỏng, không phải quy định"
MEETING_DAY = 5
MEETING_AT = dt.time(8)
MEETINGS_AHEAD = 3


def commune_names(plan: Plan) -> list[tuple[int, str, str, str]]:
    """Province, code, kind and name of each commune, in the order of the drawing."""
    return [
        (province, commune.code, commune.kind, commune.name)
        for province in range(plan.provinces)
        for commune in invented.communes(province, plan.communes_of(province))
    ]


def months_of(plan: Plan) -> list[dt.date]:
    """First days of the months, the month of `until` the last."""
    last = plan.until.astimezone(VIETNAM).date()
    before = last.year * 12 + last.month - plan.months
    return [dt.date((before + at) // 12, (before + at) % 12 + 1, 1) for at in range(plan.months)]


def add_source(connection: Connection, plan: Plan, loaded_by: str, now: dt.datetime) -> int:
    """Write where the cases come from: this program, with its seed."""
    digest = hashlib.sha256(repr(plan).encode()).hexdigest()
    values = {"file": "ioc simulate", "sheet": f"seed {plan.seed}", "row": 1, "sha256": digest}
    return _insert(connection, Source, {**values, "loaded_by": loaded_by, "loaded_at": now})


def add_periods(connection: Connection, months: Sequence[dt.date]) -> None:
    """Write the periods of every year touched, where they are missing."""
    codes = {f"{month.year}{suffix}" for month in months for suffix in SUFFIXES}
    codes |= {f"{month:%Y-%m}" for month in months}
    known = set(connection.scalars(select(Period.code).where(Period.code.in_(codes))))
    found = [periods.parse(code) for code in sorted(codes - known)]
    rows = [{"code": p.code, "kind": p.kind, "starts_on": p.start, "ends_on": p.end} for p in found]
    if rows:
        connection.execute(insert(Period), rows)


def add_places(connection: Connection, plan: Plan, source: int) -> list[int]:
    """Write provinces with their communes, each a locality marked as simulated; ids of the communes."""
    year = connection.scalars(select(Period.id).where(Period.code == f"{months_of(plan)[-1].year}")).one()
    homes, shown = [], []
    for province in range(plan.provinces):
        code = invented.province_code(province)
        name = f"{PROVINCE} {province + 1:02}" if plan.provinces > 1 else PROVINCE
        words = {"code": code, "code_system": "plan", "name": name, "kind": "tinh", "level": "province"}
        homes.append(_insert(connection, Unit, {**words, "source_id": source}))
        locality = {
            "slug": invented.slug(province),
            "name": name,
            "province": name,
            "is_simulated": True,
        }
        dates = {"unit_id": homes[-1], "assessed_period_id": year, "covered_period_id": year}
        shown.append(_insert(connection, Locality, {**locality, **dates, "source_id": source}))
    rows = [
        {"code": code, "code_system": "plan", "name": name, "kind": kind, "level": "commune"}
        | {"parent_id": homes[province], "locality_id": shown[province], "source_id": source}
        for province, code, kind, name in commune_names(plan)
    ]
    connection.execute(insert(Unit), [{**_blank(Unit), **row} for row in rows])
    for home, locality_id in zip(homes, shown, strict=True):
        connection.execute(update(Unit).where(Unit.id == home).values(locality_id=locality_id))
    mine = select(Unit.code, Unit.id).where(Unit.source_id == source, Unit.level == "commune")
    ids = {row.code: row.id for row in connection.execute(mine)}
    return [ids[code] for _, code, _, _ in commune_names(plan)]


def add_vocabularies(connection: Connection) -> Mapping[str, list[int]]:
    """Write categories, limits and procedures; ids of the categories by kind, in the order of the plan."""
    found: dict[str, list[int]] = {}
    for kind, categories in CATEGORIES.items():
        found[kind] = []
        for at, category in enumerate(categories):
            words = {"kind": kind, "code": category.code, "name": category.name, "position": at}
            number = _insert(connection, CaseCategory, words)
            found[kind].append(number)
            limit = {"kind": kind, "category_id": number, "amount": category.days, "unit": "days"}
            _insert(connection, CaseLimit, {**limit, "stage": "handling", "document": DOCUMENT})
            if kind == "dossier":
                procedure = {"code": f"MP.{at + 1:03}", "name": f"Thủ tục mẫu: {category.name}"}
                level = {"category_id": number, "online_level": "full" if at % 2 else "partial"}
                _insert(connection, Procedure, {**procedure, **level})
    for urgency, hours in URGENT_HOURS.items():
        limit = {"kind": "feedback", "urgency": urgency, "amount": hours, "unit": "hours"}
        _insert(connection, CaseLimit, {**limit, "stage": "handling", "document": DOCUMENT})
    return found


def add_meetings(connection: Connection, months: Sequence[dt.date]) -> None:
    """Write a monthly meeting of each simulated locality, some of them still to come."""
    shown = list(connection.scalars(select(Locality.id).where(Locality.is_simulated)))
    last = months[-1].year * 12 + months[-1].month - 1
    ahead = [dt.date((last + at) // 12, (last + at) % 12 + 1, 1) for at in range(1, MEETINGS_AHEAD + 1)]
    rows = [
        {"locality_id": locality, "title": f"Phiên họp giao ban tháng {month.month}/{month.year}"}
        | {"held_at": dt.datetime.combine(month.replace(day=MEETING_DAY), MEETING_AT, VIETNAM)}
        for locality in shown
        for month in [*months, *ahead]
    ]
    connection.execute(insert(Meeting), rows)


def is_simulated(connection: Connection) -> bool:
    """Tell whether the database holds a simulation already."""
    return bool(connection.scalar(select(func.count()).select_from(Locality).where(Locality.is_simulated)))


def _insert(connection: Connection, model: Model, values: Mapping[str, Any]) -> int:
    result = connection.execute(insert(model).values(values))
    (key,) = result.inserted_primary_key or (0,)
    return int(key)


def _blank(model: Model) -> dict[str, Any]:
    """Defaults that an insert of many rows must be told."""
    return {
        column.name: getattr(column.default, "arg", None)
        for column in table_of(model).columns
        if column.name != "id"
    }
