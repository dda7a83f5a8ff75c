"""The plans while they are read: rows in, a batch with keys and references out, problems aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from data.contracts import Period as PeriodSpan
from data.intake.batch import Batch, Key, Model, Ref
from data.intake.errors import Problems
from data.intake.names import Names
from data.intake.reading import Row, Table, read_table
from data.plans.files import COLUMNS, paths
from data.plans.vocabularies import PILLARS
from data.rules import periods
from data.schema import Period, Source


@dataclass(slots=True)
class Place:
    """A locality as far as it has been read: what the rows of its files refer to.

    Not frozen: its unit, framework and pillars come from later files.
    """

    row: Row
    slug: str
    name: str
    level: str
    seed_file: str
    locality: Ref
    document: Ref
    source: Ref
    names: Names
    unit: Ref | None = None
    framework: Ref | None = None
    pillars: dict[str, Ref] = field(default_factory=dict)


class Entry(NamedTuple):
    """A row with its locality and its source."""

    row: Row
    place: Place
    source: Ref


class _Reference(NamedTuple):
    row: Row
    column: str
    ref: Ref
    what: str


class Book:
    """All files of the plans, and the batch that their rows go into."""

    def __init__(self, folder: Path, lineage: Path) -> None:
        """Read every file. Raises IntakeError where one cannot be read or has other columns."""
        self.batch = Batch()
        self.problems = Problems()
        self.places: dict[str, Place] = {}
        self._references: list[_Reference] = []
        self._once: dict[Key, int] = {}
        self._entries: dict[str, Sequence[Entry]] = {}
        self._tables: Mapping[str, Table] = {
            name: read_table(path, COLUMNS[name], self.problems)
            for name, path in paths(folder, lineage).items()
        }
        self._sha256 = {table.file: table.sha256 for table in self._tables.values()}
        self.problems.refuse()

    @property
    def files(self) -> frozenset[str]:
        """Names of all files, as sources keep them."""
        return frozenset(self._sha256)

    def rows(self, name: str) -> tuple[Row, ...]:
        """Rows of a file."""
        return self._tables[name].rows

    def entries(self, name: str) -> Sequence[Entry]:
        """Rows of a file with their localities; a row of an unknown locality is a problem and left out."""
        if name not in self._entries:
            self._entries[name] = [entry for row in self.rows(name) if (entry := self._entry(row))]
        return self._entries[name]

    def _entry(self, row: Row) -> Entry | None:
        place = self.places.get(row.printed("locality_code"))
        if place is None:
            known = ", ".join(f"“{slug}”" for slug in self.places)
            row.refuse("locality_code", "không có địa bàn mang mã này", f"dùng một trong các mã {known}")
            return None
        _check_place(row, place)
        return Entry(row, place, self.source(row, place.document))

    def source(self, row: Row, document: Ref | None) -> Ref:
        """Add where a row came from."""
        lines = next((name for name in ("other_lines", "mention_lines") if row.has(name)), None)
        values = {
            "document_id": document,
            "section": row.printed("section") if row.has("section") else "",
            "line": row.maybe_whole("line") if row.has("line") else None,
            "other_lines": row.printed(lines) if lines else "",
            "file": row.file,
            "row": row.number,
            "sha256": self._sha256[row.file],
        }
        return self.batch.add(Source, (row.file, "", row.number), values)

    def add_keyed(self, entry: Entry, model: Model, **values: Any) -> Ref:
        """Add a row of a table whose rows carry their identifier, locality, note and source."""
        row, place, source = entry
        key = row.text("id")
        values |= {
            "key": key,
            "locality_id": place.locality,
            "note": row.printed("note"),
            "source_id": source,
        }
        return self.add(row, "id", model, (key,), **values)

    def add(self, row: Row, column: str, model: Model, key: Key, /, **values: Any) -> Ref:
        """Add a row to the batch; a key that is taken is a problem in `column`."""
        ref = Ref(model, key)
        if ref in self.batch:
            row.refuse(column, "trùng khóa với một dòng đứng trước", "sửa khóa, hoặc bỏ dòng lặp")
            return ref
        return self.batch.add(model, key, values)

    def refer(self, row: Row, column: str, ref: Ref, what: str) -> Ref:
        """Refer to a row that may come later; `check_references` tells whether it came."""
        self._references.append(_Reference(row, column, ref, what))
        return ref

    def check_references(self) -> None:
        """Note references that lead nowhere."""
        for row, column, ref, what in self._references:
            if ref not in self.batch:
                reason = f"không có {what} nào mang mã “{ref.key[-1]}”"
                row.refuse(column, reason, "ghi mã có thật, hoặc bổ sung dòng còn thiếu")

    def pillar(self, entry: Entry, column: str = "pillar") -> Ref | None:
        """Heading of the locality's framework that a code of the transcription stands under."""
        row, place, _ = entry
        code = row.code(column, PILLARS)
        ref = place.pillars.get(code)
        if ref is None and row.sound(column):
            row.refuse(
                column,
                f"pillars.csv không có đề mục của {place.name} cho mã này",
                "thêm mã vào includes_codes",
            )
        return ref

    def once(self, row: Row, column: str, *key: Any) -> None:
        """Note a value that must be unique among the rows of a file and is not."""
        first = self._once.setdefault((row.file, column, *key), row.number)
        if first != row.number:
            row.refuse(column, f"trùng với dòng {first}", "mỗi giá trị chỉ dùng cho một dòng: sửa lại")

    def period_of_code(self, row: Row, column: str) -> Ref | None:
        """Period that a code names; None after noting that it names none."""
        try:
            return self._period(periods.parse(row.printed(column)))
        except ValueError as error:
            row.refuse(column, str(error).rstrip("."), "ghi mã kỳ, ví dụ 2022 hoặc 2021-2025")
            return None

    def period_of_days(self, row: Row, first: str, last: str) -> Ref | None:
        """Period between two dates, both included; None after noting that there is none."""
        start, end = row.day(first), row.day(last)
        if not row.sound(first, last):
            return None
        return self.period_between(row, first, start, end)

    def period_between(self, row: Row, column: str, start: dt.date, end: dt.date) -> Ref | None:
        """Period between two days; None after noting in `column` that there is none."""
        try:
            return self._period(periods.from_dates(start, end))
        except ValueError as error:
            row.refuse(column, str(error).rstrip("."), "sửa ngày đầu, ngày cuối cho trọn kỳ và đúng thứ tự")
            return None

    def _period(self, span: PeriodSpan) -> Ref:
        ref = Ref(Period, (span.code,))
        if ref not in self.batch:
            values = {"code": span.code, "kind": span.kind, "starts_on": span.start, "ends_on": span.end}
            self.batch.add(Period, ref.key, values)
        return ref


def _check_place(row: Row, place: Place) -> None:
    if row.has("locality") and row.printed("locality") != place.name:
        row.refuse("locality", f"tên địa bàn của mã này là “{place.name}”", "sửa tên hoặc sửa mã địa bàn")
    if row.printed("seed_file") != place.seed_file:
        reason = f"văn bản của địa bàn này là “{place.seed_file}”"
        row.refuse("seed_file", reason, "sửa tên văn bản hoặc mã địa bàn")
