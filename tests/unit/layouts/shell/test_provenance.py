"""The line under a panel: a closed period, and a secretary's way to the figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dash.development.base_component import Component

from data.contracts import Answer
from data.queries import budget_rules, reporting_board
from layouts import elements as html
from layouts.shell.provenance import provenance
from tests.unit.layouts.trees import find, text
from tests.work_forms import QUARTERS, SOURCE, answered


def line(answer: Answer) -> Component:
    return html.Div(provenance(answer, "Năm 2023"))


def corrections(answer: Answer) -> list[str]:
    return [link.href for link in find(line(answer), html.A) if "/corrections/" in link.href]


def figures() -> Answer:
    """An answer whose rows are figures."""
    return replace(answered(reporting_board, QUARTERS), question=budget_rules.QUESTION)


def test_a_closed_period_says_since_when() -> None:
    answer = figures()
    closed = replace(answer, period=replace(answer.period, closed_on=dt.date(2024, 1, 5)))
    assert "Đã chốt 05/01/2024" in text(line(closed))
    assert "Đã chốt" not in text(line(answer))


def test_figures_lead_a_secretary_to_their_rows_and_words_do_not() -> None:
    assert corrections(figures()) == ["/corrections/?locality=tan_chau&file=tasks.csv&rows=2%2C3"]
    assert corrections(answered(reporting_board, QUARTERS)) == []


def test_sources_are_listed_once_in_their_order() -> None:
    other = replace(SOURCE, section="IV")
    answer = replace(figures(), sources=(SOURCE, other, SOURCE))
    items = [text(item) for item in find(line(answer), html.Li)]
    assert [item.split(" · ")[1] for item in items] == ["III", "IV"]
