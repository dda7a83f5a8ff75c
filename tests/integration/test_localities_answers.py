"""Localities side by side on both databases: each row says what the place's own pages say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from data.contracts import Request
from data.engine import writing
from data.rollups.cases_days import CaseKind
from data.source import DataSource
from layouts.records import records
from tests.integration.test_case_answers import write_cases

SLUGS = ("bu_dang", "nhon_trach", "quang_xuong", "tam_phuoc", "tan_chau")
DAYS = [dt.date(2022, 11, 5), dt.date(2022, 11, 30), dt.date(2022, 12, 9), dt.date(2022, 12, 20),
        dt.date(2022, 12, 31)]  # fmt: skip
"""Days within and at the end of months."""


def side_by_side(slug: str, period: str, as_of: dt.date) -> Request:
    """Ask about all five places, from one of them."""
    return Request(slug, period, as_of, beside=tuple(other for other in SLUGS if other != slug))


def board(source: DataSource, request: Request) -> Mapping[str, Mapping[str, Any]]:
    """Rows by place."""
    return {row["slug"]: row for row in records(source.ask("locality_board", request))}


def known(row: Mapping[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def test_2022_beside_each_other(source: DataSource) -> None:
    found = board(source, side_by_side("tan_chau", "2022", dt.date(2022, 12, 31)))
    assert list(found) == ["quang_xuong", "tan_chau", "tam_phuoc", "bu_dang", "nhon_trach"]
    district, commune = found["tan_chau"], found["tam_phuoc"]
    assert known(district, "place", "province") == ("Huyện Tân Châu", "tỉnh Tây Ninh")
    assert known(district, "feedback_in_time", "feedback_closed", "feedback_overdue") == (29, 37, 0)
    assert known(district, "executed", "allocated") == (315_739_306, 381_176_000)
    assert known(commune, "dossier_in_time", "dossier_closed", "dossier_open") == (3408, 3408, None)
    assert {slug: row["has_figures"] for slug, row in found.items()} == {
        **dict.fromkeys(("quang_xuong", "tan_chau", "tam_phuoc"), True),
        **dict.fromkeys(("bu_dang", "nhon_trach"), False),
    }
    assert known(found["bu_dang"], "opens_on", "exceptions", "newest_on") == ("2023", 0, None)


def test_2023_has_the_score_with_both_its_ranks_and_no_verdict_on_baselines(source: DataSource) -> None:
    found = board(source, side_by_side("tan_chau", "2023", dt.date(2023, 12, 31)))
    scored = known(found["bu_dang"], "score", "max_score", "ranks", "score_period", "exceptions")
    assert scored == (458.73, 700, "10/11; 11/11", "2023", 1)
    assert {row["targets_judged"] for row in found.values()} == {0, None}
    assert known(found["tan_chau"], "tasks_unreported", "tasks_due", "targets") == (55, 57, 20)


def test_a_request_that_names_no_other_place_is_about_its_own(source: DataSource) -> None:
    request = side_by_side("tam_phuoc", "2022", dt.date(2022, 12, 31))
    alone = board(source, replace(request, beside=()))
    assert list(alone) == ["tam_phuoc"]
    assert alone["tam_phuoc"] == board(source, request)["tam_phuoc"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_row_says_what_the_overview_of_its_place_says(source: DataSource, slug: str) -> None:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    for period in locality.periods:
        request = side_by_side(slug, period.code, period.last_day)
        assert_equal_to_its_pages(source, request, board(source, request)[slug])


def assert_equal_to_its_pages(source: DataSource, request: Request, row: Mapping[str, Any]) -> None:
    """Compare a row with the tiles of its overview, and what is overdue with its units."""
    alone = replace(request, beside=())
    tiles = {tile["kind"]: tile for tile in records(source.ask("overview_tiles", alone))}
    pairs = {
        "feedback": ("feedback_in_time", "feedback_closed"),
        "dossiers": ("dossier_in_time", "dossier_closed"),
        "budget": ("executed", "allocated"),
    }
    for kind, names in pairs.items():
        if kind in tiles:
            assert known(row, *names) == known(tiles[kind], "n", "total"), (kind, request.period)
    if "score" in tiles and tiles["score"]["value"] is not None:
        assert row["score"] == tiles["score"]["value"]
        assert set(row["ranks"].split("; ")) == set(tiles["score"]["ranks"].split("; "))
    units = records(source.ask("feedback_by_unit", alone))
    counted = [unit["open_overdue"] for unit in units if not unit["is_total"]]
    overdue = [number for number in counted if number is not None]
    assert (row["feedback_overdue"] or 0) == sum(overdue)
    unreported = {alert["kind"]: alert["n"] for alert in records(source.ask("overview_alerts", alone))}
    assert (row["tasks_unreported"] or 0) == unreported.get("tasks_unreported", 0)


@pytest.mark.parametrize("kind", ["feedback", "dossier"])
@pytest.mark.parametrize("as_of", DAYS)
def test_single_cases_count_in_a_row_as_on_the_place_s_own_pages(
    writable: Engine, kind: CaseKind, as_of: dt.date
) -> None:
    request = side_by_side("tan_chau", "2022", as_of)
    before = board(DataSource(writable), request)
    with writing(writable) as connection:
        write_cases(connection, kind)
    source = DataSource(writable)
    after = board(source, request)
    assert_equal_to_its_pages(source, request, after["tan_chau"])
    league = records(source.ask(f"{kind}_league", replace(request, beside=())))
    assert league, as_of
    row = after["tan_chau"]
    if kind == "dossier":
        assert row["dossier_overdue"] == sum(unit["open_overdue"] for unit in league)
        assert row["dossier_open"] == sum(unit["open"] for unit in league)
        assert row["dossier_closed"] == sum(unit["closed"] for unit in league)
    others = {slug: found for slug, found in after.items() if slug != "tan_chau"}
    assert others == {slug: found for slug, found in before.items() if slug != "tan_chau"}


def test_what_units_reported_that_have_cases_gives_way_and_the_rest_stays(writable: Engine) -> None:
    """Tân Phú reported 3 of 6 in time, Suối Dây 5 of 7; their cases are 8 of 12 and 11 of 11."""
    with writing(writable) as connection:
        write_cases(connection, "feedback")
    row = board(DataSource(writable), side_by_side("tan_chau", "2022", dt.date(2022, 12, 20)))["tan_chau"]
    assert known(row, "feedback_in_time", "feedback_closed") == (29 - 3 - 5 + 8 + 11, 37 - 6 - 7 + 12 + 11)
    assert known(row, "feedback_overdue", "feedback_open") == (1, 4)


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_all_places_are_one_statement_over_aggregates(loaded: Engine) -> None:
    source = DataSource(loaded)
    source.catalogue()
    with counting(loaded) as seen:
        source.ask("locality_board", side_by_side("tan_chau", "2022", dt.date(2022, 12, 31)))
    asked = [text for text in seen if "dataset_version" not in text or "overview_rollup" in text]
    (statement,) = [text for text in asked if "SELECT" in text]
    assert re.findall(r"\b(?:feedback|dossier)_case\b", statement) == []
