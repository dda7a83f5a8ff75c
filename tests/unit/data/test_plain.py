"""Values of answers are plain Python's, whatever type a database has for them; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from data.contracts import Column, ContractError, Question
from data.plain import Dtype, plain

MIDNIGHT = dt.datetime(2022, 3, 29)  # noqa: DTZ001 - a day has no zone


@pytest.mark.parametrize(
    "dtype,given,taken",
    [
        ("text", "Xã Tân Phú", "Xã Tân Phú"),
        ("int", 37, 37),
        ("int", Decimal(37), 37),  # what PostgreSQL adds whole numbers up to
        ("int", np.int64(37), 37),
        ("number", 0.5, 0.5),
        ("number", Decimal("458.73"), 458.73),
        ("number", 3, 3.0),
        ("date", dt.date(2022, 3, 29), MIDNIGHT),
        ("date", MIDNIGHT, MIDNIGHT),
        ("flag", True, True),
        ("flag", 0, False),  # what SQLite has for a truth value
    ],
)
def test_values_become_those_of_their_column(dtype: Dtype, given: Any, taken: Any) -> None:
    found, unknown = plain([given, None], dtype)
    assert (found, type(found), unknown) == (taken, type(taken), None)


@pytest.mark.parametrize(
    "dtype,given",
    [
        ("text", 37),
        ("int", 0.5),
        ("int", "37"),
        ("number", "0.5"),
        ("date", "2022-03-29"),
        ("date", 2022),
        ("flag", 2),
        ("flag", "có"),
    ],
)
def test_what_is_of_another_type_is_refused_by_the_name_of_its_column(dtype: Dtype, given: Any) -> None:
    question = Question("asked", "Hỏi", (Column("here", dtype, "Đây"),))
    with pytest.raises(ContractError, match=f"asked: column here is no {dtype}"):
        question.values([{"here": given}])


def test_only_declared_columns_are_taken_and_a_missing_one_is_unknown() -> None:
    question = Question("asked", "Hỏi", (Column("name", "text", "Tên"), Column("cases", "int", "Số vụ")))
    assert question.values([{"cases": 3, "secret": "x"}]) == {"name": [None], "cases": [3]}


def test_facts_must_be_those_declared() -> None:
    question = Question("asked", "Hỏi", (Column("name", "text", "Tên"),), facts=("late",))
    question.check({"late": 8})
    with pytest.raises(ContractError, match="asked: facts"):
        question.check({"early": 8})
