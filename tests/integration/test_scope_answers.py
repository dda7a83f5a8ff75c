"""Scope in the query: every question refuses what is beyond it, and no answer is moved by others' figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from data.contracts import Answer, OutOfScopeError, Request
from data.queries import QUERIES
from data.queries.unit_feedback import COMPARED
from data.rules.periods import parse
from data.source import DataSource
from tests.scope_forms import (
    OF_LOCALITIES,
    PLANTED,
    TAN_HOI,
    TAN_PHU,
    WORD,
    figure_columns,
    plant_in_other_localities,
    plant_in_other_units,
)

TAN_CHAU = Request("tan_chau", "2022", dt.date(2022, 12, 31), unit=TAN_PHU)
OWN = frozenset({TAN_PHU})
DEPARTMENT, DISTRICT = "U-BD-022@1900-01-01", "696@1900-01-01"
SCOPES: dict[str, tuple[Request, bool]] = {
    "its unit": (replace(TAN_CHAU, scope=OWN), True),
    "its unit among others": (replace(TAN_CHAU, scope=frozenset({TAN_PHU, TAN_HOI})), True),
    "another unit": (replace(TAN_CHAU, scope=frozenset({TAN_HOI})), False),
    "no unit named": (replace(TAN_CHAU, unit="", scope=OWN), False),
    "no unit granted": (replace(TAN_CHAU, scope=frozenset()), False),
    "nothing named nor granted": (replace(TAN_CHAU, unit="", scope=frozenset()), False),
}


def within(locality: str, period: str, unit: str) -> Request:
    """Ask about a unit as whoever may see that unit alone."""
    return Request(locality, period, parse(period).last_day, unit=unit, scope=frozenset({unit}))


@pytest.fixture
def statements(loaded: Engine) -> Iterator[list[str]]:
    """SQL that reached the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(loaded, "before_cursor_execute", note)
    yield seen
    event.remove(loaded, "before_cursor_execute", note)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_question_says_what_its_answers_reveal(name: str) -> None:
    assert QUERIES[name].REACH in {"locality", "unit", "localities"}


@pytest.mark.parametrize("case", SCOPES)
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_question_beyond_the_scope_is_refused_before_anything_is_read(
    source: DataSource, statements: list[str], name: str, case: str
) -> None:
    request, covers_its_unit = SCOPES[case]
    is_within = covers_its_unit and QUERIES[name].REACH == "unit"
    assert source.may_ask(name, request) is is_within
    if is_within:
        assert source.ask(name, request).request == request
        return
    statements.clear()
    with pytest.raises(OutOfScopeError):
        source.ask(name, request)
    assert statements == []


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_without_a_scope_every_question_is_answered(source: DataSource, name: str) -> None:
    assert source.ask(name, replace(TAN_CHAU, unit="")).request.scope is None


def test_a_unit_of_another_locality_is_never_answered(source: DataSource) -> None:
    with pytest.raises(OutOfScopeError):
        source.ask("unit_figures", replace(TAN_CHAU, locality="bu_dang", period="2023"))


def test_an_answer_within_a_scope_knows_of_its_locality_only_what_may_be_seen(source: DataSource) -> None:
    locality = source.ask("unit_identity", replace(TAN_CHAU, scope=OWN)).locality
    assert [unit.address for unit in locality.units] == [TAN_PHU]
    assert (locality.is_whole, locality.has_outlines) == (False, False)
    assert {period.subjects for period in locality.periods} == {()}


def test_a_unit_is_not_compared_with_others_before_who_may_not_see_them(source: DataSource) -> None:
    whole = source.ask("unit_feedback", TAN_CHAU).facts
    alone = source.ask("unit_feedback", replace(TAN_CHAU, scope=OWN)).facts
    assert all(whole[name] is not None for name in COMPARED)
    assert all(alone[name] is None for name in COMPARED)
    assert {name: alone[name] for name in alone if name not in COMPARED} == {
        name: whole[name] for name in whole if name not in COMPARED
    }


def test_a_target_without_a_result_of_the_unit_itself_stays_and_has_none(source: DataSource) -> None:
    """Six targets that the department leads have results, of the district: no figure of its own."""
    alone = source.ask("unit_targets", within("bu_dang", "2023", DEPARTMENT))
    whole = source.ask("unit_targets", replace(alone.request, scope=None))
    assert set(whole.frame["status"]) > {"unknown"}
    assert set(alone.frame["status"]) == {"unknown"}
    assert sorted(alone.frame["target_key"]) == sorted(set(whole.frame["target_key"]))
    assert alone.frame[["value", "gap", "numerator", "denominator"]].isna().all(axis=None)


@pytest.mark.parametrize("name", ["unit_targets", "unit_alerts", "unit_figures", "unit_tasks"])
def test_what_is_of_the_unit_itself_stays_within_its_scope(source: DataSource, name: str) -> None:
    request = within("bu_dang", "2023", DISTRICT)
    assert seen(source.ask(name, request)) == seen(source.ask(name, replace(request, scope=None)))


def test_relatives_beyond_the_scope_have_no_page(source: DataSource) -> None:
    whole = source.ask("unit_identity", TAN_CHAU)
    alone = source.ask("unit_identity", replace(TAN_CHAU, scope=OWN))
    assert whole.facts["parent_address"]
    assert whole.frame["is_here"].any()
    assert alone.facts["parent_address"] is None
    assert not alone.frame["is_here"].fillna(False).any()


# ------------------------------------------------------- what others' figures must not be able to move


def seen(answer: Answer) -> dict[str, Any]:
    """Everything of an answer that somebody can see."""
    return {
        "rows": answer.frame.astype(object).where(answer.frame.notna(), None).to_dict("records"),
        "facts": dict(answer.facts),
        "sources": sorted(map(repr, answer.sources)),
    }


@pytest.mark.parametrize("table", OF_LOCALITIES)
def test_planting_changes_figures_of_every_table(table: str) -> None:
    assert figure_columns(table)


@pytest.mark.parametrize(
    ("locality", "period", "unit"),
    [
        ("tan_chau", "2022", TAN_PHU),
        ("tan_chau", "2022", TAN_HOI),
        ("tan_chau", "2022", "706@1900-01-01"),
        ("tan_chau", "2023", "U-TC-016@1900-01-01"),
        ("bu_dang", "2023", DEPARTMENT),
        ("bu_dang", "2023", DISTRICT),
    ],
)
def test_figures_of_other_units_move_no_answer_about_one(
    writable: Engine, locality: str, period: str, unit: str
) -> None:
    source = DataSource(writable)
    request = within(locality, period, unit)
    names = [name for name in QUERIES if QUERIES[name].REACH == "unit"]
    before = {name: seen(source.ask(name, request)) for name in names}
    plant_in_other_units(writable, unit)
    assert {name: seen(source.ask(name, request)) for name in names} == before


def test_what_is_planted_is_found_where_it_may_be_seen(writable: Engine) -> None:
    source = DataSource(writable)
    plant_in_other_units(writable, TAN_PHU)
    neighbour = source.ask("unit_alerts", replace(TAN_CHAU, unit=TAN_HOI, scope=frozenset({TAN_HOI})))
    assert str(PLANTED) in str(seen(neighbour))


@pytest.mark.parametrize("slug", ["tan_chau", "nhon_trach", "quang_xuong", "tam_phuoc", "bu_dang"])
def test_figures_of_other_localities_move_no_answer_about_one(writable: Engine, slug: str) -> None:
    source = DataSource(writable)
    ref = source.catalogue().locality(slug)
    assert ref is not None
    requests = [Request(slug, period.code, period.last_day) for period in ref.periods]
    asked = [(name, request) for request in requests for name in QUERIES if QUERIES[name].REACH != "unit"]
    before = [seen(source.ask(name, request)) for name, request in asked]
    plant_in_other_localities(writable, slug)
    for (name, request), known in zip(asked, before, strict=True):
        assert seen(source.ask(name, request)) == known, (name, request.period)
    assert WORD not in str(before)
