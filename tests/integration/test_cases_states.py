"""What pages read of cases equals slow sums over the single cases, on any day, on both databases."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, select

from data import migrate
from data.engine import make_engine, writing
from data.rollups import cases
from data.rollups.cases import Changes
from data.rollups.cases_days import CaseKind
from data.rollups.cases_list import open_list
from data.rollups.cases_merge import ENDED, MONTH_MEASURES
from data.rollups.cases_standing import OPEN_STATES
from data.rollups.cases_states import DIMENSIONS, CaseSpan, aged, due_before, open_cases, states
from data.rules.cases import AGE_BANDS, CaseTimes, tally
from data.schema import CaseDay
from tests import case_forms
from tests.case_forms import HOMES, NOW, UNITS

DAY = dt.timedelta(days=1)
MONTHS = [dt.date(2025, month, 1) for month in (10, 11, 12)] + [
    dt.date(2026, month, 1) for month in range(1, 13)
]
END_OF_TIME = dt.date(9999, 12, 31)


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    with writing(made) as connection:
        case_forms.fill_places(connection)
        case_forms.prepare_months(connection)
    yield made
    made.dispose()


kinds: st.SearchStrategy[CaseKind] = st.sampled_from(["feedback", "dossier"])
groups = st.lists(st.sampled_from(DIMENSIONS), unique=True, min_size=1).map(tuple)


@st.composite
def spans(draw: st.DrawFn, kind: CaseKind) -> CaseSpan:
    start, end = sorted(draw(st.lists(st.sampled_from(MONTHS), unique=True, min_size=2, max_size=2)))
    last_days = st.sampled_from([month - DAY for month in MONTHS[1:]])
    as_of = draw(st.dates(dt.date(2025, 11, 1), dt.date(2026, 12, 31)) | last_days)
    places = draw(st.sampled_from([(), ("noi_1",), ("noi_2",), ("noi_1", "noi_2")]))
    before = draw(st.sampled_from([None, as_of, as_of + DAY]))
    soon = draw(st.none() | st.integers(0, 60).map(lambda days: as_of + DAY * days))
    return CaseSpan(kind, places, start, end, as_of, before, soon)


def selected(facts: pd.DataFrame, span: CaseSpan) -> list[dict[str, Any]]:
    """Cases of the localities asked for, with what the sums need; nothing that came after the day."""
    rows = []
    for row in case_forms.records(facts):
        here = f"noi_{row['locality_id']}" in span.localities or not span.localities
        if here and row["received_on"] <= span.as_of:
            is_closed = row["closed_on"] is not None and row["closed_on"] <= span.as_of
            rows.append({**row, "verdict": case_forms.verdict(row) if is_closed else "open"})
    return rows


def within(span: CaseSpan, day: dt.date | None) -> bool:
    return day is not None and span.start <= day < span.end


def slow_measures(span: CaseSpan, row: Mapping[str, Any]) -> Counter[str]:
    """What one case adds to the sums."""
    found: Counter[str] = Counter()
    if within(span, row["received_on"]):
        found["received"] = 1
        found["reopened"] = int(row["reopened_count"] > 0)
        if row["first_response_at"] is not None:
            found["responded"] = 1
            found["response_minutes"] = (row["first_response_at"] - row["received_at"]) // dt.timedelta(
                minutes=1
            )
        found["online"] = int(bool(row.get("is_online")))
        found["digitised"] = int(bool(row.get("is_digitised")))
        found["fee_due"] = int(row.get("is_paid_online") is not None)
        found["paid_online"] = int(row.get("is_paid_online") is True)
    if row["verdict"] != "open" and within(span, row["closed_on"]):
        found[row["verdict"]] = 1
        if row["verdict"] not in ("rejected", "forwarded"):
            found[row["rating"]] = 1
            found["failed"] = int(row["verdict"] == "closed_late" or row["rating"] == "dissatisfied")
    if row["verdict"] == "open":
        found[slow_open_state(span, row)] = 1
    return found


def slow_open_state(span: CaseSpan, row: Mapping[str, Any]) -> str:
    due = row["due_on"] or END_OF_TIME
    if due < (span.overdue_before or span.as_of):
        return "open_overdue"
    return "open_due_soon" if due <= (span.soon_until or span.as_of) else "open_in_time"


def slow_states(
    facts: pd.DataFrame, span: CaseSpan, by: Sequence[str], *, totals: bool
) -> dict[tuple[int, ...], dict[str, int]]:
    sums: dict[tuple[int, ...], Counter[str]] = {}
    for row in selected(facts, span):
        seen = {**row, "unit_id": HOMES[row["locality_id"]]} if totals else row
        sums.setdefault(tuple(seen[name] for name in by), Counter()).update(slow_measures(span, row))
    names = (*MONTH_MEASURES, *OPEN_STATES)
    told = {key: {name: found[name] for name in names} for key, found in sums.items()}
    return {key: found for key, found in told.items() if any(found.values())}


def told_states(
    connection: Connection, span: CaseSpan, by: Sequence[str], *, totals: bool
) -> dict[tuple[int, ...], dict[str, int]]:
    rows = connection.execute(states(span, by, totals=totals)).mappings()
    names = (*MONTH_MEASURES, *OPEN_STATES)
    found = {tuple(row[name] for name in by): {name: int(row[name]) for name in names} for row in rows}
    return {key: sums for key, sums in found.items() if any(sums.values())}


@settings(max_examples=25)
@given(data=st.data())
def test_states_equal_slow_sums_on_any_day(engine: Engine, data: st.DataObject) -> None:
    kind = data.draw(kinds)
    rows = data.draw(case_forms.many_cases(kind))
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, kind, Changes(rows), NOW)
        facts = case_forms.facts(connection, kind)
        assert len(facts) == len(rows)
        for _ in range(4):
            span, by, totals = data.draw(spans(kind)), data.draw(groups), data.draw(st.booleans())
            told = told_states(connection, span, by, totals=totals)
            assert told == slow_states(facts, span, by, totals=totals)


@settings(max_examples=25)
@given(data=st.data())
def test_localities_as_a_whole_are_told_of_any_day_without_single_days_of_units(
    engine: Engine, data: st.DataObject
) -> None:
    kind = data.draw(kinds)
    rows = data.draw(case_forms.many_cases(kind))
    with case_forms.taken_back(engine) as connection:
        for put in (rows[::2], rows):
            cases.apply(connection, kind, Changes(put), NOW)
        facts = case_forms.facts(connection, kind)
        connection.execute(delete(CaseDay))
        for _ in range(4):
            span = replace(data.draw(spans(kind)), soon_until=None)
            by = data.draw(st.sampled_from([("unit_id",), ("locality_id",), ("locality_id", "unit_id")]))
            assert told_states(connection, span, by, totals=True) == slow_states(facts, span, by, totals=True)


@pytest.mark.parametrize(("month", "day"), [(3, 9), (3, 10), (3, 31), (4, 2), (4, 14), (6, 30)])
def test_what_falls_due_later_is_late_then_though_nothing_happened(
    engine: Engine, month: int, day: int
) -> None:
    received = dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC)
    row = {"locality_id": 1, "code": "m1", "received_at": received, "unit_id": 2, "category_id": 1}
    as_of, due = dt.date(2026, month, day), dt.date(2026, 4, 2)
    with case_forms.taken_back(engine) as connection:
        put = [{**row, "due_at": received + (due - received.date())}]
        cases.apply(connection, "feedback", Changes(put), NOW)
        span = CaseSpan("feedback", (), MONTHS[0], MONTHS[-1], as_of)
        (told,) = told_states(connection, span, ("locality_id",), totals=True).values()
        expected = "open_in_time" if as_of < due else "open_due_soon" if as_of == due else "open_overdue"
        assert {name: told[name] for name in OPEN_STATES} == {
            name: int(name == expected) for name in OPEN_STATES
        }


@settings(max_examples=25)
@given(data=st.data())
def test_states_equal_the_rules_at_the_end_of_a_day(engine: Engine, data: st.DataObject) -> None:
    kind = data.draw(kinds)
    rows = data.draw(case_forms.many_cases(kind, most=15))
    as_of, soon = (
        data.draw(st.dates(dt.date(2025, 11, 20), dt.date(2026, 10, 1))),
        data.draw(st.integers(0, 30)),
    )
    always = (MONTHS[0], dt.date(2030, 1, 1))
    span = CaseSpan(kind, (), *always, as_of, as_of + DAY, as_of + DAY * soon)
    last_moment = dt.datetime.combine(as_of + DAY, dt.time(), case_forms.VIETNAM) - dt.timedelta(
        microseconds=1
    )
    times = [
        CaseTimes(row["received_at"], row["due_at"], closed_at=row["closed_at"], outcome=row["outcome"])
        for row in rows
    ]
    expected = tally(times, last_moment, dt.timedelta(days=soon))
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, kind, Changes(rows), NOW)
        told = told_states(connection, span, ("locality_id",), totals=False).values()
        for name in (*OPEN_STATES, *ENDED):
            assert sum(found[name] for found in told) == getattr(expected, name), name


@settings(max_examples=25)
@given(data=st.data())
def test_ages_and_what_falls_overdue_equal_slow_sums(engine: Engine, data: st.DataObject) -> None:
    kind = data.draw(kinds)
    rows = data.draw(case_forms.many_cases(kind))
    span = data.draw(spans(kind))
    meeting = span.as_of + DAY * data.draw(st.integers(0, 40))
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, kind, Changes(rows), NOW)
        is_open = [
            row for row in selected(case_forms.facts(connection, kind), span) if row["verdict"] == "open"
        ]
        ages = [(span.as_of - row["received_on"]).days for row in is_open]
        dues = [row["due_on"] or END_OF_TIME for row in is_open]
        found = open_cases(span)
        sums = [aged(span, found, band.low, band.high) for band in AGE_BANDS]
        told = connection.execute(select(*sums, due_before(span, found, meeting))).one()
        assert list(told) == [
            *(
                sum(band.low <= age <= (age if band.high is None else band.high) for age in ages)
                for band in AGE_BANDS
            ),
            sum((span.overdue_before or span.as_of) <= due < meeting for due in dues),
        ]


@settings(max_examples=25)
@given(data=st.data())
def test_the_list_names_the_cases_that_the_sums_count(engine: Engine, data: st.DataObject) -> None:
    kind = data.draw(kinds)
    rows = data.draw(case_forms.many_cases(kind))
    as_of = data.draw(st.dates(dt.date(2025, 11, 20), dt.date(2026, 10, 1)))
    meeting = as_of + DAY * data.draw(st.integers(1, 40))
    unit = data.draw(st.none() | st.sampled_from(UNITS[1]))
    span = CaseSpan(kind, ("noi_1",), MONTHS[0], MONTHS[-1], as_of)
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, kind, Changes(rows), NOW)
        expected = [
            row
            for row in selected(case_forms.facts(connection, kind), span)
            if row["verdict"] == "open" and row["due_on"] and as_of <= row["due_on"] < meeting
            if unit in (None, row["unit_id"])
        ]
        statement = open_list(kind, "noi_1", as_of, due_from=as_of, due_before=meeting, unit_id=unit)
        told = connection.execute(statement).mappings().all()
        assert [row["code"] for row in told] == [
            row["code"] for row in sorted(expected, key=lambda row: (row["due_at"], row["code"]))
        ]


@pytest.mark.parametrize("open_days", [1, 30, 31, 32, 33, 150])
def test_a_case_is_open_from_its_receipt_to_the_day_before_its_end(engine: Engine, open_days: int) -> None:
    received = dt.datetime(2026, 1, 5, 5, tzinfo=dt.UTC)
    closed = received + dt.timedelta(days=open_days)
    row = {"locality_id": 1, "code": "m1", "received_at": received, "unit_id": 2, "category_id": 1}
    ends = {"due_at": closed, "closed_at": closed, "outcome": "resolved"}
    first, last = received.date(), closed.date() - DAY
    with case_forms.taken_back(engine) as connection:
        cases.apply(connection, "feedback", Changes([{**row, **ends}]), NOW)
        for as_of, expected in [(first - DAY, 0), (first, 1), (last, 1), (last + DAY, 0)]:
            span = CaseSpan("feedback", (), MONTHS[0], MONTHS[-1], as_of)
            assert len(connection.execute(select(open_cases(span))).all()) == expected, as_of


def test_a_span_is_whole_months() -> None:
    with pytest.raises(ValueError, match="whole months"):
        CaseSpan("feedback", (), dt.date(2026, 1, 2), dt.date(2026, 2, 1), dt.date(2026, 1, 31))
