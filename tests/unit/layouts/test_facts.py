"""Facts are read as the type that a panel needs; another type is our fault and is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from data.contracts import Answer, ContractError, Fact, Ratio
from data.queries import budget_lines
from layouts import facts
from tests.plan_forms import PHU_LUC_03, answered


def answer(fact: Fact) -> Answer:
    return replace(answered(budget_lines, PHU_LUC_03), facts={"it": fact})


@pytest.mark.parametrize(
    ("read", "fact", "value"),
    [
        (facts.ratio, Ratio(1, 2), Ratio(1, 2)),
        (facts.ratio, Ratio(0, 0), None),
        (facts.ratio, None, None),
        (facts.number, 64.5, 64.5),
        (facts.number, 3, 3),
        (facts.number, None, None),
        (facts.whole, 0, 0),
        (facts.whole, None, None),
        (facts.texts, ("A",), ("A",)),
        (facts.texts, None, ()),
    ],
)
def test_a_fact_of_its_type_is_read(read: Callable[[Answer, str], Any], fact: Fact, value: Any) -> None:
    assert read(answer(fact), "it") == value


@pytest.mark.parametrize(
    ("read", "fact"),
    [(facts.ratio, 3), (facts.number, "3"), (facts.number, True), (facts.whole, 3.5), (facts.texts, "A")],
)
def test_another_type_is_refused(read: Callable[[Answer, str], Any], fact: Fact) -> None:
    with pytest.raises(ContractError, match="budget_lines: fact it"):
        read(answer(fact), "it")
