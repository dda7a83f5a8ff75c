"""What rows of one locality may refer to: units, periods, headings, indicators, documents, rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, insert, select

from data.contracts import Period as PeriodSpan
from data.intake import cells
from data.intake.batch import Key, Model, Ref, table_of
from data.intake.cells import CellError
from data.intake.drafts import CaseTimes, UnitName
from data.intake.names import Names
from data.rules import periods
from data.rules.collation import fold, same_name
from data.schema import (
    UNKNOWN_START,
    CaseCategory,
    Document,
    DossierCase,
    FeedbackCase,
    Framework,
    Indicator,
    IndicatorValue,
    Locality,
    Period,
    Pillar,
    Procedure,
    TargetResult,
    Unit,
)

_SIGNS = re.compile(r"[^0-9a-z@-]+")
_KINDS = re.compile(
    r"^(?:ubnd |uy ban nhan dan )?(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh) "
)
_COMMITTEE = re.compile(r"^(?:ubnd|uy ban nhan dan) ")
_FACTS: Mapping[str, Model] = {"feedback": FeedbackCase, "dossier": DossierCase}
_CHUNK = 500
_LISTED = 12
"""Candidates that a message names; more would not be read."""


class Directory:
    """Everything of one locality, as of one connection. Rows of tables are mappings of their columns."""

    def __init__(self, connection: Connection, slug: str, *, replaces: bool = False) -> None:
        """Read the locality. Raises KeyError where there is none of that name."""
        self._connection = connection
        self.replaces = replaces
        locality = connection.execute(select(Locality).where(Locality.slug == slug)).one_or_none()
        if locality is None:
            raise KeyError(slug)
        row = connection.execute(select(table_of(Locality)).where(Locality.slug == slug)).mappings().one()
        self.slug = slug
        self.name: str = row["name"]
        self.locality_id: int = row["id"]
        self.unit_id: int = row["unit_id"]
        self._spans: dict[int, PeriodSpan] = {}
        self._codes: dict[str, int] = {}
        self._periods_read: dict[str, PeriodSpan] = {}
        self._units_read: dict[tuple[str, dt.date | None], int] = {}
        self._before: dict[Model, dict[Key, Mapping[str, Any]]] = {}
        for period in connection.execute(select(Period.id, Period.code)):
            self._codes[period.code] = period.id
            self._spans[period.id] = periods.parse(period.code)

    # ------------------------------------------------------------------------------------------ units

    @cached_property
    def units(self) -> Sequence[UnitName]:
        """Units that leaders see under this locality."""
        columns = (Unit.id, Unit.code, Unit.name, Unit.kind, Unit.level, Unit.valid_from, Unit.valid_to)
        found = self._connection.execute(
            select(*columns)
            .where((Unit.locality_id == self.locality_id) | (Unit.id == self.unit_id))
            .order_by(Unit.id)
        )
        return [
            UnitName(
                row.id,
                row.code,
                f"{row.code}@{row.valid_from.isoformat()}",
                row.name,
                row.kind,
                row.level,
                row.valid_from,
                row.valid_to,
            )
            for row in found
        ]

    def unit(self, words: str, at: dt.date | None) -> int:
        """Id of the unit that words name on a day; CellError with the candidates where it is not one."""
        known = self._units_read.get((words, at))
        if known is not None:
            return known
        found = self._meant(words, at)
        if len(found) == 1:
            self._units_read[words, at] = found[0].id
            return found[0].id
        if found:
            listed = "; ".join(f"“{one.name}” ({one.address})" for one in found[:_LISTED])
            raise CellError(
                f"có {len(found)} đơn vị cùng tên này: {listed}", "ghi mã trong ngoặc thay cho tên"
            )
        near = self._near(words)
        offered = f"; gần giống: {'; '.join(f'“{name}”' for name in near)}" if near else ""
        raise CellError(
            f"{self.name} không có đơn vị mang tên này{offered}", "chọn tên đơn vị trong danh sách của mẫu"
        )

    def units_of(self, words: str) -> Iterator[int]:
        """Ids of the units that a printed list names; words that name nobody or several are left out."""
        for part in filter(None, (piece.strip() for piece in words.split(";"))):
            found = self._listed.find(part)
            if found is not None:
                yield found.key[0]

    @cached_property
    def _listed(self) -> Names:
        """Units by the words of plans, read as the plans' own loader reads them."""
        names = Names(self.name)
        for unit in [one for one in self.units if one.valid_from == UNKNOWN_START] or self.units:
            names.add(unit.name, Ref(Unit, (unit.id,)))
        return names

    def unit_label(self, unit_id: int) -> str:
        """Name of a unit."""
        return next(one.name for one in self.units if one.id == unit_id)

    def names(self, words: str, unit_id: int, at: dt.date | None) -> bool:
        """Tell whether words name a unit and no other."""
        return [one.id for one in self._meant(words, at)] == [unit_id]

    def unit_name(self, unit_id: int, at: dt.date | None) -> str:
        """How a template names a unit: by name where that names it alone, else by its address."""
        unit = next(one for one in self.units if one.id == unit_id)
        return unit.name if self.names(unit.name, unit_id, at) else unit.address

    def _meant(self, words: str, at: dt.date | None) -> list[UnitName]:
        """Units by address, code, full name, committee of a territory, or name without kind."""
        living = [one for one in self.units if at is None or _lives(one, at)]
        exact = [one for one in self.units if one.address == words.strip()]
        by_code = [one for one in living if one.code == words.strip()]
        by_name = [one for one in living if same_name(_tidy(one.name), _tidy(words))]
        return exact or by_code or by_name or self._by_part(words, living)

    def _by_part(self, words: str, living: Sequence[UnitName]) -> list[UnitName]:
        bare = _bare(words)
        committee = _COMMITTEE.sub("", bare)
        if committee != bare:
            found = [one for one in living if _bare(one.name) == committee]
            if found:
                return found
        return [one for one in living if _KINDS.sub("", _bare(one.name)) == bare and _is_territory(one)]

    def _near(self, words: str) -> list[str]:
        wanted = set(_KINDS.sub("", _bare(words)).split())
        return [one.name for one in self.units if wanted and wanted <= set(_bare(one.name).split())][:_LISTED]

    # ---------------------------------------------------------------------------------------- periods

    def period(self, words: str) -> int:
        """Id of a period, below zero while the database has none; CellError where words name none."""
        if words not in self._periods_read:
            self._periods_read[words] = span = cells.period(words)
            if span.code not in self._codes:
                self._codes[span.code] = -1 - len(self._spans)
                self._spans[self._codes[span.code]] = span
        return self._codes[self._periods_read[words].code]

    def period_days(self, period_id: int) -> tuple[dt.date, dt.date]:
        """First day, and the day after the last one."""
        return self._spans[period_id].start, self._spans[period_id].end

    def period_code(self, period_id: int) -> str:
        """Code of a period."""
        return self._spans[period_id].code

    def period_label(self, period_id: int) -> str:
        """Name of a period as an office writes it."""
        return periods.label(self._spans[period_id])

    @property
    def period_labels(self) -> Sequence[str]:
        """Names of all known periods, latest first."""
        spans = sorted(self._spans.values(), key=lambda span: (span.start, span.end), reverse=True)
        return [periods.label(span) for span in spans]

    def create_periods(self) -> Mapping[int, int]:
        """Insert the periods that rows named and the database lacks; real ids by the provisional ones."""
        made: dict[int, int] = {}
        for provisional in [known for known in self._spans if known < 0]:
            span = self._spans.pop(provisional)
            values = {"code": span.code, "kind": span.kind, "starts_on": span.start, "ends_on": span.end}
            new = self._connection.execute(insert(Period).values(**values).returning(Period.id)).scalar_one()
            self._codes[span.code], self._spans[new] = new, span
            made[provisional] = new
        return made

    # ---------------------------------------------------------------------- frameworks and their parts

    @cached_property
    def framework_id(self) -> int | None:
        """The locality's framework."""
        return self._connection.scalar(
            select(Framework.id)
            .where(Framework.locality_id == self.locality_id)
            .order_by(Framework.valid_from.desc())
            .limit(1)
        )

    @cached_property
    def pillars(self) -> Sequence[Mapping[str, Any]]:
        """Headings of the framework in printed order."""
        table = table_of(Pillar)
        wanted = select(table).where(table.c.framework_id == self.framework_id).order_by(table.c.position)
        return [dict(row) for row in self._connection.execute(wanted).mappings()]

    def pillar(self, words: str) -> int:
        """Id of a heading by name, printed name or code."""
        for row in self.pillars:
            if any(
                same_name(str(row[name]), words) for name in ("name", "name_printed", "code") if row[name]
            ):
                return int(row["id"])
        listed = "; ".join(f"“{row['name']}”" for row in self.pillars)
        remedy = f"chọn một trong: {listed}" if listed else "nạp biểu “Trụ cột của bộ chỉ số” trước"
        raise CellError("bộ chỉ số của địa bàn không có trụ cột này", remedy)

    def pillar_row(self, pillar_id: int) -> Mapping[str, Any]:
        """Fields of a heading."""
        return next(row for row in self.pillars if row["id"] == pillar_id)

    @cached_property
    def indicators(self) -> Sequence[Mapping[str, Any]]:
        """Indicators of the framework by code."""
        table = table_of(Indicator)
        wanted = select(table).where(table.c.framework_id == self.framework_id).order_by(table.c.code)
        return [dict(row) for row in self._connection.execute(wanted).mappings()]

    def indicator(self, words: str) -> Mapping[str, Any]:
        """An indicator by code, or by a name that only one has."""
        code = words.partition(" \N{EM DASH} ")[0].strip()
        by_code = [row for row in self.indicators if row["code"] == code]
        found = by_code or [row for row in self.indicators if same_name(row["name"], words)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(f"“{row['code']}”" for row in found[:_LISTED])
            raise CellError(f"có {len(found)} chỉ số cùng tên này: {listed}", "ghi mã chỉ số thay cho tên")
        raise CellError("bộ chỉ số của địa bàn không có chỉ số này", "chọn mã chỉ số trong danh sách của mẫu")

    @cached_property
    def documents(self) -> Sequence[Mapping[str, Any]]:
        """Documents of the locality, its plan first."""
        table = table_of(Document)
        wanted = select(table).where(table.c.locality_id == self.locality_id)
        rows = [dict(row) for row in self._connection.execute(wanted).mappings()]
        return sorted(rows, key=lambda row: (row["listing"] != "plan", row["listing"], row["position"]))

    def document(self, words: str) -> int:
        """Id of a document by title or number; the plan wins where it is listed twice."""
        for row in self.documents:
            if any(row[name] and same_name(row[name], words) for name in ("title", "number")):
                return int(row["id"])
        raise CellError("địa bàn chưa nạp văn bản này", "ghi đúng tên hoặc số hiệu, hoặc để trống ô này")

    # ------------------------------------------------------------------------------------------- rows

    def categories(self, kind: str) -> Sequence[str]:
        """Names of the categories of single cases, "feedback" or "dossier", in their order."""
        wanted = select(CaseCategory.name).where(CaseCategory.kind == kind)
        return self._connection.scalars(wanted.order_by(CaseCategory.position, CaseCategory.name)).all()

    def procedures(self) -> Sequence[str]:
        """Names of administrative procedures by code."""
        return self._connection.scalars(select(Procedure.name).order_by(Procedure.code)).all()

    def cases(self, kind: str, codes: Collection[str]) -> Mapping[str, CaseTimes]:
        """Times of single cases by their codes; of two receipts under one code the later one."""
        table = table_of(_FACTS[kind])
        found: dict[str, CaseTimes] = {}
        columns = (table.c.code, table.c.received_at, table.c.closed_at)
        wanted = sorted(codes)
        for start in range(0, len(wanted), _CHUNK):
            mine = (table.c.locality_id == self.locality_id, table.c.code.in_(wanted[start : start + _CHUNK]))
            rows = self._connection.execute(select(*columns).where(*mine).order_by(table.c.received_at))
            found |= {row.code: CaseTimes(row.received_at, row.closed_at) for row in rows}
        return found

    def result(self, key: str) -> Mapping[str, Any] | None:
        """Fields of a reported result by its key."""
        return self._rows_by(IndicatorValue, ("key",)).get((key,))

    def results_of(self, target_id: int) -> Sequence[str]:
        """Keys of the results that a target may be compared with."""
        return self._results_by_target.get(target_id, [])

    @cached_property
    def _results_by_target(self) -> Mapping[int, list[str]]:
        wanted = (
            select(TargetResult.target_id, IndicatorValue.key)
            .join(IndicatorValue, IndicatorValue.id == TargetResult.indicator_value_id)
            .where(IndicatorValue.locality_id == self.locality_id)
            .order_by(TargetResult.target_id, IndicatorValue.key)
        )
        found: dict[int, list[str]] = {}
        for row in self._connection.execute(wanted):
            found.setdefault(row.target_id, []).append(row.key)
        return found

    def before(self, model: Model, key: Key) -> Mapping[str, Any] | None:
        """Fields of a row as the table has it now, by the natural key of its kind."""
        return self._before.get(model, {}).get(key)

    def rows_of(self, model: Model, names: tuple[str, ...]) -> Mapping[Key, Mapping[str, Any]]:
        """All rows of a table that belong to the locality, by the fields that name them."""
        return self._rows_by(model, names)

    def _rows_by(self, model: Model, names: tuple[str, ...]) -> Mapping[Key, Mapping[str, Any]]:
        if model not in self._before:
            table = table_of(model)
            found = self._connection.execute(select(table).where(table.c.locality_id == self.locality_id))
            rows = [dict(row) for row in found.mappings()]
            self._before[model] = {tuple(row[name] for name in names): row for row in rows}
        return self._before[model]


def _lives(unit: UnitName, at: dt.date) -> bool:
    return unit.valid_from <= at and (unit.valid_to is None or unit.valid_to > at)


def _is_territory(unit: UnitName) -> bool:
    return unit.kind in {
        "xa",
        "phuong",
        "thi_tran",
        "dac_khu",
        "huyen",
        "quan",
        "thi_xa",
        "thanh_pho",
        "tinh",
    }


def _tidy(name: str) -> str:
    return " ".join(name.replace("-", " ").replace("–", " ").split())


def _bare(name: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(name)).split())
