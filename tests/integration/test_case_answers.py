"""Panels of single cases on both databases: equal to counting a handful of cases by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select

from data.contracts import Ratio, Request
from data.engine import writing
from data.rollups import cases
from data.rollups.cases_days import CaseKind
from data.schema import UNKNOWN_START, CaseCategory, Locality, Meeting, Unit
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records

NOW = dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)
AS_OF = dt.date(2022, 12, 20)
REQUEST = Request("tan_chau", "2022", AS_OF)
TAN_PHU, SUOI_DAY = "25546", "25534"
ADDRESS = f"{TAN_PHU}@1900-01-01"
KINDS: tuple[CaseKind, ...] = ("feedback", "dossier")
STEMS = ("ages", "coming", "compare", "league", "matrix", "months")


def at(month: int, day: int, hour: int = 9, year: int = 2022) -> dt.datetime:
    """Moment in Vietnam."""
    return dt.datetime(year, month, day, hour, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def closed(code: str, unit: str, month: int, *, late: bool, year: int = 2022) -> dict[str, Any]:
    """Make a case that was due on the 10th and closed on the 9th or the 12th."""
    ends = at(month, 12 if late else 9, year=year)
    return {
        "code": code,
        "unit": unit,
        "received_at": at(month, 3, year=year),
        "due_at": at(month, 10, year=year),
        "closed_at": ends,
        "outcome": "resolved",
    }


def waiting(code: str, unit: str, received: dt.datetime, due: dt.datetime) -> dict[str, Any]:
    """Make an open case."""
    return {"code": code, "unit": unit, "received_at": received, "due_at": due}


CASES = (
    *(closed(f"a{number}", TAN_PHU, 11, late=number < 4) for number in range(12)),
    *(closed(f"b{number}", SUOI_DAY, 12, late=False) for number in range(11)),
    *(closed(f"c{number}", SUOI_DAY, 11, late=True, year=2021) for number in range(2)),
    waiting("d1", TAN_PHU, at(12, 1), at(12, 19)),
    waiting("d2", TAN_PHU, at(12, 18), at(12, 20, 16)),
    waiting("d3", SUOI_DAY, at(12, 20), at(12, 27)),
    waiting("d4", SUOI_DAY, at(12, 20), at(12, 28, 7)),
    waiting("d5", SUOI_DAY, at(12, 21), at(12, 22)),
)
"""Twelve closed in November, four of them late; eleven in December; four open on the 20th, one to come."""


def write_cases(connection: Connection, kind: CaseKind) -> None:
    """Write the cases under one category, and the meeting of 28 December."""
    home = connection.execute(select(Locality.id).where(Locality.slug == "tan_chau")).scalar_one()
    made = (
        insert(CaseCategory).values(kind=kind, code="thu", name="Thử", position=0).returning(CaseCategory.id)
    )
    category = connection.execute(made).scalar_one()
    wanted = select(Unit.code, Unit.id).where(
        Unit.code.in_([TAN_PHU, SUOI_DAY]), Unit.valid_from == UNKNOWN_START
    )
    units = {row.code: row.id for row in connection.execute(wanted)}
    rows = [
        {
            **{name: value for name, value in case.items() if name != "unit"},
            "locality_id": home,
            "unit_id": units[case["unit"]],
            "category_id": category,
        }
        for case in CASES
    ]
    held = {"locality_id": home, "held_at": at(12, 28, 8), "title": "Giao ban"}
    connection.execute(insert(Meeting).values(held))
    cases.apply(connection, kind, cases.Changes(put=rows), NOW)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> CaseKind:
    """Both kinds: the questions are the same."""
    found: CaseKind = request.param
    return found


@pytest.fixture
def known(writable: Engine, kind: CaseKind) -> DataSource:
    """Source with the cases."""
    with writing(writable) as connection:
        write_cases(connection, kind)
    return DataSource(writable)


def test_a_place_is_known_to_have_cases_from_their_publication_on(writable: Engine, kind: CaseKind) -> None:
    source = DataSource(writable)
    before = source.catalogue()
    with writing(writable) as connection:
        write_cases(connection, kind)
    source.versions.catch_up(before.version + 1)
    after = {ref.slug: ref.case_kinds for ref in source.catalogue().localities}
    assert {ref.case_kinds for ref in before.localities} == {frozenset()}
    assert after.pop("tan_chau") == {kind}
    assert set(after.values()) == {frozenset()}


def test_answers_are_what_the_cases_count_to(known: DataSource, kind: CaseKind) -> None:
    league = known.ask(f"{kind}_league", REQUEST)
    found = {row["unit_name"]: (row["closed_in_time"], row["closed"], row["open"]) for row in records(league)}
    assert found == {"Xã Tân Phú": (8, 12, 2), "Xã Suối Dây": (11, 11, 2)}
    assert (league.facts["on_time"], league.facts["strict"]) == (Ratio(19, 23), Ratio(19, 24))

    (row, other) = records(known.ask(f"{kind}_matrix", REQUEST))
    assert (row["unit_name"], row["late"], row["closed"]) == ("Xã Tân Phú", 4, 12)
    assert (other["late"], other["closed"]) == (0, 11)

    ages = known.ask(f"{kind}_ages", REQUEST)
    assert {row["band"]: (row["cases"], row["overdue"]) for row in records(ages) if row["cases"]} == {
        "dưới 1 ngày": (2, 0),
        "1–3 ngày": (1, 0),
        "16–30 ngày": (1, 1),
    }

    months = {
        (row["month"].year, row["month"].month): (row["closed_in_time"], row["closed"], row["is_partial"])
        for row in records(known.ask(f"{kind}_months", REQUEST))
        if row["closed"]
    }
    assert months == {(2021, 11): (0, 2, False), (2022, 11): (8, 12, False), (2022, 12): (11, 11, True)}


def test_coming_is_what_falls_due_before_the_day_of_the_meeting(known: DataSource, kind: CaseKind) -> None:
    answer = known.ask(f"{kind}_coming", REQUEST)
    assert answer.facts["coming"] == Ratio(2, 4)
    assert (answer.facts["until"], answer.facts["is_meeting"]) == (dt.date(2022, 12, 28), True)
    assert [row["code"] for row in records(answer) if row["part"] == "codes"] == ["d2", "d3"]
    later = known.ask(f"{kind}_coming", Request("tan_chau", "2022", dt.date(2022, 12, 28)))
    assert later.facts["is_meeting"] is False
    assert later.facts["until"] == dt.date(2023, 1, 4)


def test_the_year_before_is_told_only_from_its_beginning_on(known: DataSource, kind: CaseKind) -> None:
    answer = known.ask(f"{kind}_compare", REQUEST)
    assert list(answer.frame["part"]) == ["now"]
    assert answer.facts["is_partial"] is True
    (row,) = records(answer)
    assert (row["received"], row["closed_in_time"], row["closed"], row["open_overdue"]) == (27, 19, 23, 1)


def test_a_chosen_unit_has_its_own_figures_and_all_is_drawn(known: DataSource, kind: CaseKind) -> None:
    own = Request("tan_chau", "2022", AS_OF, unit=ADDRESS)
    assert known.ask(f"{kind}_league", own).facts["on_time"] == Ratio(8, 12)
    assert known.ask(f"{kind}_ages", own).facts["open"] == 2
    assert known.ask(f"{kind}_coming", own).facts["coming"] == Ratio(1, 2)
    for stem in STEMS:
        name = f"{kind}_{stem}"
        assert PANELS[name].draw(known.ask(name, own)).headline.startswith("Xã Tân Phú: ")


def test_an_earlier_day_is_told_as_it_was_then(known: DataSource, kind: CaseKind) -> None:
    """On 11 November all twelve were overdue or closed: the four late ones were still open."""
    then = Request("tan_chau", "2022", dt.date(2022, 11, 11))
    facts = known.ask(f"{kind}_league", then).facts
    assert (facts["on_time"], facts["strict"]) == (Ratio(8, 8), Ratio(8, 12))


def test_places_without_cases_have_no_answer(known: DataSource, kind: CaseKind) -> None:
    request = Request("quang_xuong", "2022", AS_OF)
    assert all(known.ask(f"{kind}_{stem}", request).is_empty for stem in STEMS)


def test_answers_name_their_data_sets(known: DataSource, kind: CaseKind) -> None:
    """What a change of cases publishes makes their panels ask again."""
    assert {f"{kind}_{stem}" for stem in STEMS} <= known.changed_since(known.versions.current() - 1)
