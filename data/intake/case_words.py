"""What the words of case lists mean: units of that time, categories, procedures, limits, each found once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from data.intake import cells
from data.intake.batch import table_of
from data.intake.cells import CellError
from data.intake.directory import Directory
from data.intake.headings import without_persons
from data.intake.kinds.columns import Column, Kind
from data.intake.reading import INTEGER_MAX
from data.rules.collation import fold, same_name
from data.rules.deadlines import Limit, Receipt, due
from data.rules.working_time import Calendar, SpecialDay, overridden, vietnam_days
from data.schema import CalendarDay, CaseCategory, CaseLimit, Procedure

Found: TypeAlias = int | str | None
MOST_FAULTS = 1_000
"""Different wrong words of a column that are looked into: one look-up of a unit takes a millisecond."""
MOST_NEW = 100
"""New categories of a file: more would be a column of free text under the wrong heading."""
_LONGEST_NAME = 120


class Meanings:
    """Values by word, found once each; words that mean nothing are kept with the reason."""

    def __init__(self, look_up: Callable[[Any], Found]) -> None:
        """Look words up with a function that raises CellError."""
        self._look_up = look_up
        self._found: dict[Hashable, Found] = {}
        self._faults: dict[Hashable, tuple[str, str]] = {}

    def learn(self, words: Sequence[Hashable]) -> Mapping[Hashable, Found]:
        """Look up words; those that mean nothing are missing from what comes back."""
        for word in words:
            if word not in self._found and word not in self._faults and len(self._faults) < MOST_FAULTS:
                try:
                    self._found[word] = self._look_up(word)
                except CellError as error:
                    self._faults[word] = error.reason, error.remedy
        return {word: self._found[word] for word in words if word in self._found}

    def why(self, word: Hashable) -> tuple[str, str]:
        """Reason and remedy of a word that means nothing."""
        many = "có quá nhiều giá trị khác nhau không hợp lệ", "sửa các giá trị nêu trên trước"
        return self._faults.get(word, many)


class CaseWords:
    """Vocabularies that the cases of one locality may use, as of one connection."""

    def __init__(self, connection: Connection, kind: Kind, directory: Directory) -> None:
        """Read nothing yet."""
        self._connection = connection
        self._kind = kind
        self._directory = directory
        self.new_categories: dict[str, int] = {}
        """Numbers below zero by name, for categories that the vocabulary lacks."""

    def prepare(self) -> None:
        """Read everything that may be asked for: the connection is busy while rows are copied."""
        _ = self.turns, self._categories, self._procedures, self._limits, self._special_days

    @cached_property
    def turns(self) -> Sequence[dt.date]:
        """Days from which on another set of units lives."""
        days = {day for unit in self._directory.units for day in (unit.valid_from, unit.valid_to) if day}
        return sorted(days)

    def unit(self, asked: tuple[str, int]) -> int:
        """Id of a unit by its words and the number of turns before the day. CellError where it is not one."""
        words, turn = asked
        return self._directory.unit(words, self.turns[turn - 1] if turn else None)

    def category(self, words: str) -> int:
        """Id of a category by name or code; a number below zero for a new one."""
        for row in self._categories:
            if same_name(row["name"], words) or row["code"] == words:
                return int(row["id"])
        if len(words) > _LONGEST_NAME or without_persons(words) != words or not any(map(str.isalpha, words)):
            raise CellError("không phải tên lĩnh vực", "ghi tên lĩnh vực")
        if len(self.new_categories) >= MOST_NEW:
            raise CellError(f"có hơn {MOST_NEW} lĩnh vực mới", "kiểm tra có nhầm cột với nội dung không")
        return self.new_categories.setdefault(
            _known(self.new_categories, words), -1 - len(self.new_categories)
        )

    def procedure(self, words: str) -> int:
        """Id of a procedure by code or name."""
        for row in self._procedures:
            if row["code"] == words or same_name(row["name"], words):
                return int(row["id"])
        raise CellError("danh mục chưa có thủ tục này", "bổ sung danh mục thủ tục, hoặc để trống ô này")

    def choice(self, column: Column) -> Callable[[str], str]:
        """How words of a column with choices are read."""
        return lambda words: cells.choice(words, column.choices, column.aliases)

    def count(self, words: str) -> int:
        """Read a count."""
        return cells.whole(words, INTEGER_MAX)

    def due(
        self,
        received: dt.datetime,
        accepted: dt.datetime | None,
        category: int,
        procedure: int | None,
        urgency: str,
    ) -> dt.datetime | None:
        """Due moment by the limits of a case, without a zone as given; None where no limit is set."""
        limits = self._limits.get(("procedure", procedure)) or self._limits.get(("category", None), [])
        receipt = Receipt(_aware(received), str(category), urgency, _aware(accepted) if accepted else None)
        found = due(receipt, limits, self._calendar).handling_by
        return found.replace(tzinfo=None) if found else None

    # -------------------------------------------------------------------------------------------- tables

    @cached_property
    def _categories(self) -> Sequence[Mapping[str, Any]]:
        table = table_of(CaseCategory)
        return self._rows(select(table).where(table.c.kind == self._kind.cases).order_by(table.c.id))

    @cached_property
    def _procedures(self) -> Sequence[Mapping[str, Any]]:
        return self._rows(select(table_of(Procedure)).order_by(Procedure.id))

    @cached_property
    def _limits(self) -> Mapping[tuple[str, int | None], list[Limit]]:
        """Limits of procedures of their own, and all the others together."""
        found: dict[tuple[str, int | None], list[Limit]] = {}
        for row in self._rows(select(table_of(CaseLimit)).where(CaseLimit.kind == self._kind.cases)):
            own = row["procedure_id"]
            category = "" if own or row["category_id"] is None else str(row["category_id"])
            limit = Limit(
                row["amount"], row["unit"], category, row["urgency"] or "", row["document"], row["stage"]
            )
            found.setdefault(("procedure", own) if own else ("category", None), []).append(limit)
        return found

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar(overridden(vietnam_days(range(_FIRST_YEAR, _LAST_YEAR)), self._special_days))

    @cached_property
    def _special_days(self) -> Sequence[SpecialDay]:
        rows = self._rows(select(table_of(CalendarDay)))
        return [SpecialDay(row["day"], row["kind"], row["name"], row["document"]) for row in rows]

    def _rows(self, wanted: Any) -> Sequence[Mapping[str, Any]]:
        return [dict(row) for row in self._connection.execute(wanted).mappings()]


_FIRST_YEAR, _LAST_YEAR = 2000, 2040
"""Years whose days off are known; a due date beyond them counts weekends only."""


def _known(names: Mapping[str, int], words: str) -> str:
    """The spelling that came first."""
    return next((name for name in names if fold(name) == fold(words)), words)


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=_VIETNAM)


_VIETNAM = dt.timezone(dt.timedelta(hours=7))
