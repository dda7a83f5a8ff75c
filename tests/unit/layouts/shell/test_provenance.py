"""The line under a panel: a closed period, and a secretary's way to the figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
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


@pytest.mark.parametrize(
    ("loaded", "said"),
    [
        ("2026-11-22", "nạp 22/11/2026 từ chỉ số.xlsx (đợt nạp 4), theo 1 văn bản và 1 tệp"),
        ("2022-12-01", "cập nhật 29/3/2023, theo 1 văn bản và 1 tệp"),
    ],
)
def test_a_file_that_came_after_the_document_is_what_the_figures_were_updated_by(
    loaded: str, said: str
) -> None:
    """A secretary's file names no document: it is none of those counted, and its day is its loading's."""
    at = dt.datetime.fromisoformat(f"{loaded}T09:00+00:00")
    sent = replace(SOURCE, document="", section="", dated=None, file="chỉ số.xlsx (đợt nạp 4)", loaded_at=at)
    plan = replace(SOURCE, dated=dt.date(2023, 3, 29))
    told = [
        text(part)
        for part in find(line(replace(figures(), sources=(plan, sent))), html.Span, className="updated")
    ]
    assert told == [said]


def test_several_files_are_counted() -> None:
    sent = [
        replace(SOURCE, document="", section="", dated=None, file=name) for name in ("một.xlsx", "hai.xlsx")
    ]
    said = text(line(replace(figures(), sources=tuple(sent))))
    assert "từ một.xlsx, theo 2 tệp" in said
