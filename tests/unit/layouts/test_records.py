"""Values as panels read them: plain Python's, with None for what is unknown."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from data.contracts import Answer, Column, Question
from layouts.records import records
from tests.case_answers import asked
from tests.feedback_forms import YEAR, locality

QUESTION = Question(
    "asked",
    "Hỏi",
    (
        Column("name", "text", "Tên"),
        Column("cases", "int", "Số vụ", "cases"),
        Column("share", "number", "Tỷ lệ", "percent"),
        Column("day", "date", "Ngày"),
        Column("is_late", "flag", "Trễ"),
    ),
)
Row: TypeAlias = dict[str, object]

DAY = dt.date(2022, 3, 29)
ROWS: list[Row] = [
    {"name": "Xã Tân Phú", "cases": 3, "share": 0.5, "day": DAY, "is_late": False},
    {"name": None, "cases": None, "share": None, "day": None, "is_late": None},
]


def answer(rows: list[Row]) -> Answer:
    return Answer(QUESTION, asked(), locality([], "tan_chau"), YEAR, 1, QUESTION.values(rows))


def test_rows_have_plain_values_in_which_the_unknown_is_none() -> None:
    first, second = records(answer(ROWS))
    assert first == {**ROWS[0], "day": dt.datetime(2022, 3, 29)}  # noqa: DTZ001 - a day has no zone
    assert [type(first[name]) for name in ("name", "cases", "share", "is_late")] == [str, int, float, bool]
    assert set(second.values()) == {None}


def test_a_frame_has_the_declared_types_for_whoever_computes() -> None:
    frame = answer(ROWS).frame
    assert [str(dtype) for dtype in frame.dtypes] == [
        "string",
        "Int64",
        "Float64",
        "datetime64[s]",
        "boolean",
    ]
    assert frame["cases"].sum() == 3
    assert frame.isna().all(axis=1).tolist() == [False, True]


def test_nothing_has_no_row() -> None:
    assert records(answer([])) == []
