"""Checks of case lists, a block at a time: words become values, every broken rule is noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from data.intake import bulk_moments
from data.intake.bulk_problems import Problems, Rule
from data.intake.case_words import CaseWords, Found, Meanings
from data.intake.headings import without_persons
from data.intake.kinds.columns import Column, Kind
from data.intake.streaming import ROW, Block
from data.schema.cases import CASE_KINDS

MOMENTS = ("received_at", "accepted_at", "first_response_at", "due_at", "closed_at")
FLAGS = ("is_online", "is_digitised", "is_paid_online")
STAGED = (
    ROW,
    "code",
    *MOMENTS[:1],
    "unit_id",
    "category_id",
    "procedure_id",
    "urgency",
    "channel",
    *MOMENTS[1:],
    "outcome",
    "rating",
    "reopened_count",
    *FLAGS,
)
"""Columns of a checked block; moments in UTC without saying so."""
LONGEST_CODE = 60
UTC_OFFSET = pl.duration(hours=7)
_TYPES: Mapping[str, Any] = {"unit_id": pl.Int32, "category_id": pl.Int32, "procedure_id": pl.Int32}
_ORDER = "thời điểm đứng trước thời điểm tiếp nhận"
_COMPARE = "đối chiếu lại hai thời điểm với nguồn"
_ONE_DAY = dt.timedelta(days=1)


def _error(rule: str, column: str, reason: str, remedy: str) -> Rule:
    return Rule("error", rule, column, reason, remedy)


def _warning(rule: str, column: str, reason: str, remedy: str) -> Rule:
    return Rule("warning", rule, column, reason, remedy)


@dataclass(slots=True)
class _Work:
    """A block under way: values found so far, rows refused so far."""

    block: Block
    bad: pl.Series
    values: dict[str, pl.Series] = field(default_factory=dict)

    def words(self, column: str) -> pl.Series:
        """Words of a column."""
        return self.block.frame[column]


class Checker:
    """Checks the blocks of one file against what the database knows, and against each other."""

    def __init__(self, kind: Kind, words: CaseWords, problems: Problems, now: dt.datetime) -> None:
        """`now` is aware: nothing can have happened after it."""
        self._kind = kind
        self._words = words
        self._problems = problems
        self._now = (now + dt.timedelta(hours=7)).replace(tzinfo=None)
        self._codes: list[npt.NDArray[np.uint64]] = []
        self._units = Meanings(words.unit)
        self._meanings = {column.name: self._of_column(column) for column in kind.columns}

    def check(self, block: Block) -> pl.DataFrame:
        """Give the sound rows of a block with their values, columns STAGED."""
        work = _Work(block, pl.Series([False]).new_from_index(0, block.frame.height))
        self._code(work)
        self._moments(work)
        for column in self._kind.columns:
            if column.type in {"choice", "category", "procedure", "count"}:
                self._meaning(work, column)
        self._unit(work)
        self._complete(work)
        self._states(work)
        self._orders(work)
        return self._staged(work)

    @property
    def may_repeat(self) -> bool:
        """Tell whether codes may come twice: their hashes do."""
        every = np.concatenate(self._codes) if self._codes else np.empty(0, dtype=np.uint64)
        every.sort()
        return bool((every[1:] == every[:-1]).any())

    # ------------------------------------------------------------------------------------- single columns

    def _refuse(
        self,
        work: _Work,
        rule: Rule,
        broken: pl.Series,
        why: Callable[[str | None], tuple[str, str]] | None = None,
    ) -> None:
        broken = broken.fill_null(value=False)
        self._problems.note(rule, work.block, broken, why)
        if rule.severity == "error":
            work.bad = work.bad | broken

    def _required(self, work: _Work, column: str) -> None:
        rule = _error("required", column, "ô này không được để trống", "điền nội dung vào ô")
        self._refuse(work, rule, work.words(column).is_null())

    def _code(self, work: _Work) -> None:
        self._required(work, "code")
        code = work.words("code").str.normalize("NFC")
        long = _error(
            "code", "code", f"mã dài hơn {LONGEST_CODE} ký tự", "ghi mã của hệ thống, không ghi nội dung"
        )
        self._refuse(work, long, code.str.len_chars() > LONGEST_CODE)
        personal = _error(
            "personal", "code", "mã giống số điện thoại, số căn cước hoặc thư điện tử", "dùng mã của hệ thống"
        )
        # Digits enough for a number of a person, or a sign of an address: few codes have either.
        doubtful = code.str.contains(r"^[+0-9 .-]{9,}$|@").fill_null(value=False)
        if doubtful.any():
            doubtful &= code.map_elements(lambda word: without_persons(word) != word, return_dtype=pl.Boolean)
            self._refuse(work, personal, doubtful)
        work.values["code"] = code
        self._codes.append(code.filter(code.is_not_null()).hash().to_numpy())

    def _moments(self, work: _Work) -> None:
        self._required(work, "received_at")
        timed: dict[str, pl.Series] = {}
        for name in MOMENTS:
            found = bulk_moments.read(work.words(name))
            self._refuse(work, _error("moment", name, "", ""), found.is_broken, bulk_moments.why)
            work.values[name], timed[name] = found.at, found.has_time
            if name != "due_at":
                future = _error("future", name, "sau thời điểm nạp tệp", "sửa ngày; chưa xảy ra thì để trống")
                self._refuse(work, future, found.at > self._now)
        received = work.values["received_at"]
        for name in MOMENTS[1:]:
            work.values[name] = _whole_day(work.values[name], timed[name], received, is_due=name == "due_at")

    def _of_column(self, column: Column) -> Meanings:
        looks: Mapping[str, Callable[[Any], Found]] = {
            "category": self._words.category,
            "procedure": self._words.procedure,
            "count": self._words.count,
        }
        return Meanings(looks.get(column.type) or self._words.choice(column))

    def _meaning(self, work: _Work, column: Column) -> None:
        if column.required:
            self._required(work, column.name)
        words, meanings = work.words(column.name), self._meanings[column.name]
        known = meanings.learn(words.drop_nulls().unique(maintain_order=True).to_list())
        kind = pl.String if column.type == "choice" else pl.Int32
        work.values[column.field] = _mapped(words, known, kind)
        made = _warning if column.type == "procedure" else _error
        broken = words.is_not_null() & work.values[column.field].is_null()
        self._refuse(work, made(column.type, column.name, "", ""), broken, meanings.why)
        if column.type == "category":
            rule = _warning(
                "new_category",
                column.name,
                "lĩnh vực chưa có trong danh mục, sẽ được thêm",
                "sửa tên nếu viết sai",
            )
            self._refuse(work, rule, work.values["category_id"] < 0)

    def _unit(self, work: _Work) -> None:
        """Which unit a name means depends on the day of receipt."""
        self._required(work, "unit")
        day, turn = work.values["received_at"].dt.date(), pl.Series([0]).new_from_index(0, work.bad.len())
        for start in self._words.turns:
            turn += (day >= start).fill_null(value=False).cast(pl.Int64)
        asked = pl.DataFrame({"words": work.words("unit"), "turn": turn})
        different = asked.drop_nulls().unique(maintain_order=True)
        known = self._units.learn(different.rows())
        meant = [known.get(row) for row in different.rows()]
        values = different.with_columns(pl.Series("unit_id", meant, dtype=pl.Int32))
        found = asked.join(values, on=["words", "turn"], how="left", maintain_order="left")["unit_id"]
        work.values["unit_id"] = found
        broken = work.words("unit").is_not_null() & found.is_null() & day.is_not_null()
        faults = {row[0]: self._units.why(row) for row in different.rows() if row not in known}
        self._refuse(work, _error("unit", "unit", "", ""), broken, lambda word: faults[word])

    # ------------------------------------------------------------------------------------ several columns

    def _complete(self, work: _Work) -> None:
        values, size = work.values, work.bad.len()
        values["urgency"] = values["urgency"].fill_null("normal")
        values["channel"] = values["channel"].fill_null("")
        values["reopened_count"] = values["reopened_count"].fill_null(0)
        values.setdefault("procedure_id", pl.Series([None], dtype=pl.Int32).new_from_index(0, size))
        for name in FLAGS:
            said = values.get(name)
            values[name] = (
                said == "yes"
                if said is not None
                else pl.Series([None], dtype=pl.Boolean).new_from_index(0, size)
            )
        if self._kind.cases == CASE_KINDS[1]:
            values["is_online"] = values["is_online"].fill_null(values["channel"] == "online")
            values["is_digitised"] = values["is_digitised"].fill_null(value=False)
        self._due(work)

    def _due(self, work: _Work) -> None:
        """Compute what the file does not say, from the limits; one computation for cases that are alike."""
        values = work.values
        wanted = values["due_at"].is_null() & ~work.bad & (values["category_id"] > 0).fill_null(value=False)
        if not wanted.any():
            return
        names = ("received_at", "accepted_at", "category_id", "procedure_id", "urgency")
        asked = pl.DataFrame({name: values[name] for name in names})
        known: dict[Hashable, dt.datetime | None] = {}
        found = []
        for row, is_wanted in zip(asked.iter_rows(), wanted, strict=True):
            if is_wanted and row not in known:
                known[row] = self._words.due(*row)
            found.append(known[row] if is_wanted else None)
        values["due_at"] = values["due_at"].zip_with(~wanted, pl.Series(found, dtype=pl.Datetime("us")))

    def _states(self, work: _Work) -> None:
        values = work.values
        state, closed, due = values["state"], values["closed_at"], values["due_at"]
        ended = state.is_not_null() & (state != "open")
        missing = _error(
            "state", "closed_at", "trạng thái đã kết thúc mà thiếu thời điểm", "điền thời điểm kết thúc"
        )
        self._refuse(work, missing, ended & closed.is_null())
        running = _error(
            "state",
            "state",
            "trạng thái đang xử lý mà có thời điểm kết thúc",
            "sửa trạng thái hoặc thời điểm",
        )
        self._refuse(work, running, (state == "open") & closed.is_not_null())
        resolved = (
            (closed.is_not_null() & state.is_null()) | state.str.starts_with("closed") | (state == "resolved")
        )
        undated = _error(
            "due",
            "due_at",
            "vụ việc đã xử lý mà không có hạn, lĩnh vực cũng chưa đặt thời hạn",
            "điền hạn xử lý",
        )
        self._refuse(work, undated, resolved & due.is_null())
        late = closed > due
        said_late = state == "closed_late"
        said_early = state.is_in(["closed_early", "closed_on_time"])
        for said, differs, word in ((said_late, ~late, "trễ hạn"), (said_early, late, "đúng hạn")):
            rule = _warning(
                "contradiction",
                "state",
                f"ghi {word}, nhưng thời điểm kết thúc so với hạn cho kết quả khác",
                "đối chiếu hạn và thời điểm kết thúc; phần mềm tính theo thời điểm",
            )
            self._refuse(work, rule, said & differs)
        outcome = pl.DataFrame({"state": state, "resolved": resolved}).select(
            pl.when(pl.col("resolved"))
            .then(pl.lit("resolved"))
            .when(pl.col("state") != "open")
            .then(pl.col("state"))
            .alias("outcome")
        )
        values["outcome"] = outcome["outcome"]

    def _orders(self, work: _Work) -> None:
        values = work.values
        for name in MOMENTS[1:]:
            self._refuse(work, _error("order", name, _ORDER, _COMPARE), values[name] < values["received_at"])
        for name in ("accepted_at", "first_response_at"):
            rule = _warning("order", name, "đứng sau thời điểm kết thúc", _COMPARE)
            self._refuse(work, rule, values[name] > values["closed_at"])

    def _staged(self, work: _Work) -> pl.DataFrame:
        values = work.values | {ROW: work.words(ROW)}
        moments = [(pl.col(name) - UTC_OFFSET).dt.truncate("1s") for name in MOMENTS]
        return pl.DataFrame({name: values[name] for name in STAGED}).with_columns(moments).filter(~work.bad)


def _whole_day(at: pl.Series, has_time: pl.Series, received: pl.Series, *, is_due: bool) -> pl.Series:
    """A day without a time: a due date lasts to its end, anything else counts from that day's receipt."""
    day_only = at.is_not_null() & ~has_time
    if not day_only.any():
        return at
    frame = pl.DataFrame({"at": at, "received": received, "day_only": day_only})
    end = pl.col("at") + pl.duration(days=1) - pl.duration(minutes=1)
    same = (pl.col("at").dt.date() == pl.col("received").dt.date()) & (pl.col("received") > pl.col("at"))
    moved = end if is_due else pl.when(same).then(pl.col("received")).otherwise(pl.col("at"))
    return frame.select(pl.when(pl.col("day_only")).then(moved).otherwise(pl.col("at")).alias("at"))["at"]


def _mapped(words: pl.Series, known: Mapping[Hashable, Found], kind: Any) -> pl.Series:
    if not known:
        return pl.Series(words.name, [None], dtype=kind).new_from_index(0, len(words))
    return words.replace_strict(list(known), list(known.values()), default=None, return_dtype=kind)
