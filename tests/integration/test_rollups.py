"""The aggregates of a tiny made-up place equal figures worked out by hand, on both databases.

In 2022 it has three communes, of which Xã Hai reported no feedback, and an office; Xã Xưa had gone before.
Its plan of 2023 sets three targets: one has a result of 2022, one a result of 2023, one none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from data import migrate, rollups
from data.contracts import Request
from data.engine import make_engine, writing
from data.rollups.overview import measures_of
from data.schema import (
    Base,
    BudgetLine,
    Document,
    DossierCount,
    FeedbackCount,
    FeedbackRollup,
    Framework,
    Indicator,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    OverviewRollup,
    Period,
    Pillar,
    ReportingDuty,
    Source,
    Target,
    TargetResult,
    Task,
    Unit,
)
from data.version import version_scalar

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
HERE = {"locality_id": 1, "source_id": 1}
IN_2022 = {**HERE, "period_id": 1}
MEASURES = {
    "feedback": ("on_time", "satisfied", "accepted", "dissatisfied", "late", "open_overdue", "missing"),
    "targets": ("count",),
    "budget": ("line", "total"),
    "pillars": ("score", "total", "results", "targets"),
    "dossiers": ("on_time",),
    "tasks": ("reported", "due"),
    "reports": ("dated",),
    "data": ("results", "rate", "share", "documents"),
}
PLANNED = {
    "measure": "percent",
    "scope": "whole",
    "comparator": ">=",
    "value": 90,
    "due_basis": "plan_period",
}


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    with writing(made) as connection:
        fill(connection)
        rollups.rebuild(connection, NOW)
    yield made
    made.dispose()


def add(connection: Connection, model: type[Base], *rows: dict[str, Any], **shared: Any) -> None:
    """Insert rows, numbered from 1; what all of them have is given once."""
    known = model.__table__.c
    for at, row in enumerate(rows, start=1):
        given = {"id": at, "key": f"K{at}"} if "key" in known else {"id": at} if "id" in known else {}
        connection.execute(insert(model).values(**{**given, **shared, **row}))


def fill(connection: Connection) -> None:
    fill_places(connection)
    fill_results(connection)
    counted = ("unit_id", "received", "open_in_time", "open_overdue", "closed_on_time", "closed_late")
    rated = ("satisfied", "accepted", "dissatisfied")
    figures = [
        (2, 6, 1, 1, 3, 1, 2, 1, 0),
        (4, 5, 0, 0, 3, 2, 0, 0, 1),
        (6, 3, 0, 0, 3, 0, 1, 1, 1),
        (1, 99, 0, 0, 99, 0, 0, 0, 0),
    ]
    rows = [dict(zip(counted + rated, row, strict=True)) for row in figures]
    rows[-1]["is_total"] = True
    add(connection, FeedbackCount, *rows, **IN_2022, unit_printed="")
    add(
        connection,
        BudgetLine,
        {"kind": "line", "name": "Mạng", "code": "1", "allocated": 900, "adjusted": 100, "executed": 250},
        {"kind": "line", "name": "Máy", "code": "2", "allocated": 500, "executed": 500},
        {"kind": "total", "name": "Tổng", "code": "T", "allocated": 1400, "executed": 750},
        {"kind": "line", "name": "Phần mềm", "code": "1", "allocated": 70, "executed": 10, "period_id": 2},
        {"kind": "line", "name": "Thuê", "code": "2", "allocated": 30, "period_id": 2},
        **{**IN_2022, "listing": "appendix_03"},
    )
    dossiers = {"received": 10, "returned": 8, "closed_early": 5, "closed_on_time": 2, "closed_late": 1}
    add(
        connection,
        DossierCount,
        {"field": "Tổng", "is_total": True, **dossiers},
        {"field": "Đất đai", **dossiers},
        **{**IN_2022, "unit_id": 1, "field_printed": ""},
    )
    tasks: list[dict[str, Any]] = [
        {"due_on": dt.date(2022, 12, 31), "reported_status": "done"},
        {"due_on": dt.date(2023, 6, 30)},
        {"due_on": dt.date(2025, 12, 31)},
        {"is_standing": True, "reported_status": "done"},
    ]
    task = {"level": "task", "pillar_code": "a", "name": "Việc", "due_basis": "printed"}
    add(connection, Task, *tasks, **HERE, **task)
    duties = [{"due_month": 3, "due_day": 15}, {}]
    add(connection, ReportingDuty, *duties, **HERE, duty="Báo cáo", frequency="yearly")


def fill_places(connection: Connection) -> None:
    for at, (first, last) in enumerate([(2022, 2022), (2023, 2023), (2021, 2025)], start=1):
        code, kind = (f"{first}", "year") if first == last else (f"{first}-{last}", "years")
        span = {"starts_on": dt.date(first, 1, 1), "ends_on": dt.date(last + 1, 1, 1)}
        add(connection, Period, {"id": at, "code": code, "kind": kind, **span})
    units: list[dict[str, Any]] = [
        {"name": "Huyện Đây", "kind": "huyen", "level": "district"},
        {"name": "Xã Một", "kind": "xa"},
        {"name": "Xã Hai", "kind": "xa"},
        {"name": "Thị trấn Ba", "kind": "thi_tran"},
        {"name": "Xã Xưa", "kind": "xa", "valid_to": dt.date(2020, 1, 1)},
        {"name": "Văn phòng", "kind": "phong_ban", "code_system": "plan"},
    ]
    coded = [{"code": f"70{at}", **unit} for at, unit in enumerate(units)]
    add(connection, Unit, *coded, level="commune", code_system="gso")
    home = {"name": "Huyện Đây", "province": "Tỉnh Kia", "unit_id": 1}
    add(connection, Locality, {"slug": "here", "assessed_period_id": 1, "covered_period_id": 2, **home})
    connection.execute(update(Unit).where(Unit.id > 1).values(locality_id=1))
    shown = [{"period_id": 1, "subjects": "feedback"}, {"period_id": 2, "subjects": "targets"}]
    add(connection, LocalityPeriod, *shown, locality_id=1)
    listed = [("plan", 1), ("directive", 1), ("directive", 2)]
    documents = [{"listing": listing, "position": position} for listing, position in listed]
    add(connection, Document, *documents, locality_id=1, kind="Kế hoạch")
    provenance = {"file": "tiny.csv", "row": 2, "sha256": "0" * 64, "loaded_by": "test", "loaded_at": NOW}
    add(connection, Source, {"document_id": 1, "section": "Mục I", "line": 7, **provenance})


def fill_results(connection: Connection) -> None:
    framework = {"code": "tiny", "name": "Bộ chỉ số", "unit_level": "district", "max_score": 100}
    add(connection, Framework, {**framework, "locality_id": 1, "valid_from": dt.date(2022, 1, 1)})
    pillars = [
        {"code": "a", "name": "Nhận thức", "position": 1},
        {"code": "b", "name": "Dữ liệu", "position": 2},
    ]
    add(connection, Pillar, *pillars, framework_id=1, max_score=50, source_id=1)
    indicators = [
        {"code": "rate", "name": "Tỷ lệ", "measure": "percent", "direction": "higher_is_better"},
        {"code": "share", "name": "Tỷ trọng", "measure": "percent", "direction": "neutral"},
        {"code": "count", "name": "Số tin", "measure": "count", "direction": "higher_is_better"},
    ]
    add(connection, Indicator, *indicators, framework_id=1, pillar_id=1)
    values = [
        {
            "indicator_id": 1,
            "label": "Tỷ lệ",
            "printed": "40 %",
            "value": 40,
            "numerator": 2,
            "denominator": 5,
        },
        {"indicator_id": 2, "label": "Tỷ trọng", "printed": "7,5", "value": 7.5},
        {"indicator_id": 3, "label": "Số tin", "printed": "12", "value": 12},
        {"indicator_id": 1, "label": "Tỷ lệ", "printed": "60 %", "value": 60, "period_id": 2},
    ]
    told = {"unit_id": 1, "pillar_id": 1, "scope": "whole", "status": "printed"}
    add(connection, IndicatorValue, *values, **{**IN_2022, **told})
    targets = [{"indicator_id": 1}, {"indicator_id": 1}, {"indicator_id": 2, "pillar_id": 2}]
    promised = {"period_id": 2, "pillar_id": 1, "name": "Chỉ tiêu", **PLANNED}
    add(connection, Target, *targets, **{**HERE, **promised})
    pairs = [{"target_id": 1, "indicator_value_id": 1}, {"target_id": 2, "indicator_value_id": 4}]
    add(connection, TargetResult, *pairs)
    scores = [
        {"pillar_id": 1, "listing": "table", "score": 30, "max_score": 50, "rank": 2},
        {"listing": "table", "score": 30, "rank": 3, "rank_printed": "3/4"},
        {"listing": "text", "rank": 4, "rank_printed": "thứ 4/4"},
    ]
    add(connection, OfficialScore, *scores, **IN_2022, unit_id=1, framework_id=1, units_ranked=4)


def known(engine: Engine, subject: str, period: str = "2022") -> dict[tuple[str, str], tuple[Any, ...]]:
    """Read what pages read: (measure, item) to (n, N, value, target)."""
    request = Request("here", period, dt.date(2022, 12, 31))
    wanted = [(subject, measure) for measure in MEASURES[subject]]
    with engine.connect() as connection:
        rows = connection.execute(measures_of(request, *wanted)).all()
    return {(row.measure, row.item): (row.numerator, row.denominator, row.value, row.target) for row in rows}


def test_feedback_of_the_whole_sums_units_and_not_the_printed_total(engine: Engine) -> None:
    found = known(engine, "feedback")
    assert found["on_time", ""] == (9, 12, None, None)
    assert found["satisfied", ""] == (3, 14, None, None)
    assert found["accepted", ""] == (2, 14, None, None)
    assert found["dissatisfied", ""] == (2, 14, None, None)


def test_feedback_of_units_is_of_all_their_cases(engine: Engine) -> None:
    found = known(engine, "feedback")
    late = {item: pair[:2] for (measure, item), pair in found.items() if measure == "late"}
    overdue = {item: pair[:2] for (measure, item), pair in found.items() if measure == "open_overdue"}
    assert late == {"701@1900-01-01": (1, 6), "703@1900-01-01": (2, 5), "705@1900-01-01": (0, 3)}
    assert overdue == {"701@1900-01-01": (1, 6), "703@1900-01-01": (0, 5), "705@1900-01-01": (0, 3)}


def test_a_commune_that_reported_nothing_is_missing_and_one_that_had_gone_is_not(engine: Engine) -> None:
    assert [item for measure, item in known(engine, "feedback") if measure == "missing"] == ["702@1900-01-01"]


def test_where_no_unit_reported_nobody_is_missing(engine: Engine) -> None:
    assert known(engine, "feedback", "2023") == {}


@pytest.mark.parametrize("period, pair", [("2022", (1, 3)), ("2023", (2, 3))])
def test_targets_count_results_that_are_known_by_the_end_of_the_period(
    engine: Engine, period: str, pair: tuple[int, int]
) -> None:
    assert known(engine, "targets", period) == {("count", ""): (*pair, None, None)}


def test_a_budget_sums_lines_with_their_adjustments_and_leaves_printed_totals_out(engine: Engine) -> None:
    assert known(engine, "budget") == {
        ("line", "K1"): (250, 1000, None, None),
        ("line", "K2"): (500, 500, None, None),
        ("total", ""): (750, 1500, None, None),
    }


def test_a_sum_with_an_unknown_part_is_unknown(engine: Engine) -> None:
    assert known(engine, "budget", "2023")["total", ""] == (None, 100, None, None)


def test_pillars_keep_scores_with_ranks_and_every_printed_total(engine: Engine) -> None:
    found = known(engine, "pillars")
    assert found["score", "a"] == (2, 4, 30, 50)
    assert found["total", "table"] == (3, 4, 30, 100)
    assert found["total", "text"] == (4, 4, None, 100)


def test_pillars_count_results_of_the_period_and_targets_that_concern_it(engine: Engine) -> None:
    found = known(engine, "pillars")
    assert found["results", "a"][0] == 3
    assert (found["targets", "a"][0], found["targets", "b"][0]) == (2, 1)
    assert ("results", "b") not in found


def test_dossiers_on_time_include_early_ones_and_count_the_total_once(engine: Engine) -> None:
    assert known(engine, "dossiers") == {("on_time", ""): (7, 8, 10, None)}


@pytest.mark.parametrize("period, due", [("2022", (1, 1)), ("2023", (2, 3))])
def test_tasks_are_due_from_their_date_or_from_the_beginning_of_the_plan(
    engine: Engine, period: str, due: tuple[int, int]
) -> None:
    found = known(engine, "tasks", period)
    assert found["reported", ""][:2] == (2, 4)
    assert found["due", ""][:2] == due


def test_the_state_of_the_data_counts_what_has_n_and_what_is_documented(engine: Engine) -> None:
    found = known(engine, "data")
    assert found["results", ""][:2] == (1, 3)
    assert found["rate", "K1"] == (2, 5, 40, None)
    assert found["share", "K2"] == (None, None, 7.5, None)
    assert [(item, found["documents", item][0]) for item in ("directive", "plan")] == [
        ("directive", 2),
        ("plan", 1),
    ]
    assert known(engine, "reports") == {("dated", ""): (1, 2, None, None)}


def test_rebuilding_unchanged_figures_publishes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        before = snapshot(connection)
        assert not rollups.rebuild(connection, NOW)
        assert snapshot(connection) == before


def test_rebuilding_changed_figures_publishes_them(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin() as change:
        before = connection.execute(select(version_scalar())).scalar_one()
        connection.execute(update(BudgetLine).where(BudgetLine.key == "K2").values(executed=499))
        assert rollups.rebuild(connection, NOW)
        assert connection.scalar(select(version_scalar())) == before + 1
        total = select(OverviewRollup.numerator).where(
            OverviewRollup.subject == "budget",
            OverviewRollup.measure == "total",
            OverviewRollup.period_id == 1,
        )
        assert connection.scalar(total) == 749
        change.rollback()


def snapshot(connection: Connection) -> tuple[Any, ...]:
    """Everything that a rebuild might change, with the data version."""
    tables = (FeedbackRollup.__table__, OverviewRollup.__table__)
    rows = [connection.execute(select(table).order_by(*table.primary_key)).all() for table in tables]
    return (*rows, connection.scalar(select(version_scalar())))
