"""The register over all five plans, on both databases: it finds what contradicts, and nothing that holds.

Every contradiction is read in the plan itself (S0 … S4 and the line); so are the sums that hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner, Result

from dashboard.cli import application
from data import rollups
from data.engine import writing
from data.plans.load import load_plans
from data.rollups import conflicts
from data.rules.conflicts_register import Check
from data.schema import (
    BudgetLine,
    CaseCategory,
    CaseMonth,
    CaseUnitMonth,
    Conflict,
    ConflictCheck,
    ConflictDecision,
    ConflictSource,
    DossierCount,
    FeedbackCount,
    Indicator,
    IndicatorValue,
    Locality,
    OfficialScore,
    Source,
    Target,
    Unit,
)
from data.version import version_scalar

Ioc = Callable[..., Result]

NOW = dt.datetime(2026, 11, 22, 1, tzinfo=dt.UTC)

CONTRADICTIONS = {
    # S0 line 323: a report is due before 15/3, the plan that asks for it was signed on 29/3/2023.
    "date_order-tan_chau-r001",
    # S1 lines 382 and 440: from 60 %, and over 30 %, both by the end of 2025.
    "target_levels-nhon_trach-t-nt-028-t-nt-024",
    # S1 line 360: the stage 2020-2022 of a plan for 2021-2025.
    "outside_period-nhon_trach-stage-2020-01-01-2023-01-01",
    # S3 lines 65, 68: 26/3.410 is 0,76 %, 10/3.410 is 0,29 %; line 71 prints "11 02" for one count.
    "percentage-tam_phuoc-a-tp-010",
    "percentage-tam_phuoc-a-tp-016",
    "unclear_print-tam_phuoc-a-tp-020",
    # S4 lines 33 and 50: rank 10/11 and 11/11; line 80: no k/16 is 18,57 %; line 9: a report of 24/11/2024
    # under a plan proposed on 09/01/2024.
    "rank-bu_dang-bu_dang_dti-2023-rank",
    "impossible_share-bu_dang-a-bd-007",
    "date_order-bu_dang-proposal-cited-1",
}

HOLDING = {
    # S0 Phụ lục 02: the printed totals are the sums of nine rows; 10 + 27 = 37, 10 + 19 = 29.
    *(
        f"total-tan_chau-2022-706-total-{column}-all"
        for column in ("received", "closed_on_time", "closed_late", "satisfied", "accepted", "dissatisfied")
    ),
    "total-tan_chau-a-tc-038-scopes",
    "total-tan_chau-a-tc-044-scopes",
    "two_places-tan_chau-a-tc-042",
    # S0 line 75: 649 + 49 = 698 meetings; line 37: 13 documents, as many as Phụ lục 01 lists.
    "total-tan_chau-a-tc-019-parts",
    "listed-tan_chau-a-tc-006",
    # S0 Phụ lục 03, 04: sums of lines, and lines 113 and 287 of the text.
    *(f"total-tan_chau-b006-{column}" for column in ("allocated", "executed")),
    *(f"total-tan_chau-{group}-allocated" for group in ("b008", "b010")),
    "two_places-tan_chau-b007-executed",
    "two_places-tan_chau-b016-allocated",
    # S2 lines 5, 13: 05 and 06 communes are named.
    "listed-quang_xuong-k-qx-001-count",
    "listed-quang_xuong-k-qx-008-count",
    # S3 lines 53, 61: 9.354 + 4.286 = 13.640; five fields make 3.410; 3.410 - 3.408 = 2 in progress.
    "total-tam_phuoc-a-tp-001-parts",
    "total-tam_phuoc-26668-2022-all-total-received",
    "states-tam_phuoc-26668-2022-all-in_progress",
    "percentage-tam_phuoc-a-tp-012",
    "percentage-tam_phuoc-a-tp-018",
    "percentage-tam_phuoc-a-tp-024",
    # S4 line 50: nine scores make 458,73; lines 106 to 110: shares with their counts; 7/80 is 8,75 %.
    "total-bu_dang-bu_dang_dti-2023-sum-table",
    "percentage-bu_dang-a-bd-008",
    "percentage-bu_dang-a-bd-009",
    "percentage-bu_dang-a-bd-010",
    "baseline-bu_dang-t-bd-012",
    "listed-bu_dang-a-bd-001",
}


@pytest.fixture(scope="module")
def compared(loaded: Engine) -> dict[str, Check]:
    with loaded.connect() as connection:
        return {check.key: check for check in conflicts.compare(connection)}


@pytest.fixture
def ioc(writable: Engine, monkeypatch: pytest.MonkeyPatch) -> Ioc:
    monkeypatch.setenv("DATABASE_URL", writable.url.render_as_string(hide_password=False))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(application, arguments)

    return run


def registered(engine: Engine) -> dict[str, Any]:
    with engine.connect() as connection:
        return {row.key: row for row in connection.execute(select(Conflict.__table__))}


def rebuilt(engine: Engine, *changes: Any) -> dict[str, Any]:
    """Change facts, rebuild, and give what is new in the register."""
    known = registered(engine).keys()
    with writing(engine) as connection:
        for change in changes:
            connection.execute(change)
        rollups.rebuild(connection, NOW)
    return {key: row for key, row in registered(engine).items() if key not in known}


def test_the_register_has_every_contradiction_of_the_plans_and_no_other(
    compared: dict[str, Check], loaded: Engine
) -> None:
    assert {key for key, check in compared.items() if not check.agrees} == CONTRADICTIONS
    assert registered(loaded).keys() == CONTRADICTIONS


def test_the_sums_that_hold_were_compared_and_hold(compared: dict[str, Check]) -> None:
    assert {key for key in HOLDING if key in compared and compared[key].agrees} == HOLDING


def test_what_cannot_be_told_is_not_compared(compared: dict[str, Check]) -> None:
    # S3 line 73 prints four of five fields closed early: their sum is not the total, and need not be.
    assert not any("total-closed_early" in key for key in compared)
    # S0 line 373: 4 + 4 + 3 ratings are no parts of 37. S3 line 341: 30 %, by the end of the year 50 %.
    assert not any("t-tp-033" in key or "t-tp-039" in key for key in compared)


def test_each_side_has_its_document_and_line(loaded: Engine) -> None:
    rows = registered(loaded)
    lines = {key: (row.first_lines, row.second_lines) for key, row in rows.items()}
    assert lines["rank-bu_dang-bu_dang_dti-2023-rank"] == ("33", "50")
    assert lines["target_levels-nhon_trach-t-nt-028-t-nt-024"] == ("382", "440")
    assert lines["outside_period-nhon_trach-stage-2020-01-01-2023-01-01"] == ("360,362,364,366,368", "9")
    share = rows["percentage-tam_phuoc-a-tp-010"]
    assert (share.first_printed, share.second_numerator, share.second_denominator) == ("0,7 %", 26, 3410)
    assert share.difference == pytest.approx(100 * 26 / 3410 - 0.7, abs=1e-4)
    assert rows["date_order-bu_dang-proposal-cited-1"].difference == -320


def test_one_contradiction_in_two_files_rests_on_the_rows_of_both(loaded: Engine) -> None:
    with loaded.connect() as connection:
        places = conflicts.open_evidence(connection)
        slugs = {row.id: row.slug for row in connection.execute(select(Locality.id, Locality.slug))}
    files = {slugs[locality]: {file for file, _, _ in rows} for locality, rows in places.items()}
    assert files["bu_dang"] >= {"dti_scores.csv", "indicators_actual.csv", "documents_cited.csv"}
    assert "dossiers_tam_phuoc_2022.csv" in files["tam_phuoc"]
    assert "quang_xuong" not in files
    rank = {(file, row) for rows in places.values() for file, row, key in rows if key.startswith("rank-")}
    assert rank == {
        ("dti_scores.csv", 11),
        ("dti_scores.csv", 12),
        ("indicators_actual.csv", 116),
        ("indicators_actual.csv", 117),
    }


def test_how_much_was_compared_is_kept_by_locality(compared: dict[str, Check], loaded: Engine) -> None:
    with loaded.connect() as connection:
        total = connection.scalar(select(func.sum(ConflictCheck.checked)))
    assert total == len(compared) > 200


@pytest.mark.parametrize(
    "change,key",
    [
        (
            update(BudgetLine).where(BudgetLine.key == "B002").values(executed=1),
            "total-tan_chau-b006-executed",
        ),
        (
            update(FeedbackCount).where(FeedbackCount.unit_printed == "Xã Suối Dây").values(closed_late=3),
            "states-tan_chau-2022-25534-states",
        ),
        (
            update(OfficialScore).where(OfficialScore.score_printed == "25/30").values(score=26),
            "total-bu_dang-bu_dang_dti-2023-sum-table",
        ),
        (
            update(IndicatorValue).where(IndicatorValue.key == "A-TC-021").values(numerator=800),
            "part_exceeds-tan_chau-a-tc-021",
        ),
        (
            update(IndicatorValue).where(IndicatorValue.key == "A-TC-015").values(value=13),
            "part_exceeds-tan_chau-a-tc-015",
        ),
        (
            update(Target).where(Target.key == "T-TC-016").values(baseline_value=67.01),
            "baseline-tan_chau-t-tc-016",
        ),
    ],
)
def test_a_figure_that_moves_is_found(writable: Engine, change: Any, key: str) -> None:
    found = rebuilt(writable, change)
    assert key in found
    assert all(row.status == "open" for row in found.values())


def test_cases_that_differ_from_what_was_reported_are_a_conflict(writable: Engine) -> None:
    with writing(writable) as connection:
        unit = connection.scalar(
            select(Unit.id).where(Unit.name_printed == "Xã Suối Dây", Unit.code == "25534")
        )
        locality = connection.scalar(select(Locality.id).where(Locality.slug == "tan_chau"))
        category = connection.execute(
            insert(CaseCategory)
            .values(kind="feedback", code="test", name="Môi trường")
            .returning(CaseCategory.id)
        ).scalar_one()
    months = [{"month": dt.date(2022, month, 1), "received": count} for month, count in ((1, 4), (12, 4))] + [
        {"month": dt.date(2023, 1, 1), "received": 9}
    ]
    shared = {"kind": "feedback", "is_total": False, "locality_id": locality, "unit_id": unit}
    rows = [{**month, **shared, "category_id": category} for month in months]
    found = rebuilt(writable, insert(CaseMonth).values(rows))
    row = found["cases-tan_chau-2022-25534"]
    assert (row.first_value, row.second_value, row.difference) == (7, 8, 1)
    late = found["cases-tan_chau-2022-25534-closed_late"]
    assert (late.first_value, late.second_value, late.difference) == (2, 0, -2)


def test_dossiers_that_differ_from_their_cases_are_a_conflict(writable: Engine) -> None:
    with writing(writable) as connection:
        reported = connection.execute(
            select(DossierCount.unit_id, DossierCount.locality_id).where(DossierCount.is_total)
        ).one()
        words = {"kind": "dossier", "code": "test", "name": "Hộ tịch"}
        category = connection.execute(
            insert(CaseCategory).values(**words).returning(CaseCategory.id)
        ).scalar_one()
    shared = {"kind": "dossier", "is_total": False, "category_id": category, "month": dt.date(2022, 5, 1)}
    counts = {"received": 3410, "closed_early": 3194, "closed_on_time": 213, "closed_late": 1}
    place = {"locality_id": reported.locality_id, "unit_id": reported.unit_id}
    found = rebuilt(writable, insert(CaseMonth).values(**shared, **counts, **place))
    ours = {key: row for key, row in found.items() if key.startswith("cases-tam_phuoc-2022")}
    assert [(row.first_value, row.second_value) for row in ours.values()] == [(0, 1)]


@pytest.mark.parametrize(("late", "agrees"), [(0, True), (1, False)])
def test_a_result_that_differs_from_the_cases_behind_it_is_a_conflict(
    writable: Engine, *, late: int, agrees: bool
) -> None:
    """Tam Phước prints 3.408 of 3.408 dossiers returned in time (S3 line 61)."""
    with writing(writable) as connection:
        own = select(Locality.id.label("locality_id"), Locality.unit_id)
        place = dict(connection.execute(own.where(Locality.slug == "tam_phuoc")).mappings().one())
    counts = {"received": 3410, "closed_early": 3194, "closed_on_time": 214 - late, "closed_late": late}
    shared = {"kind": "dossier", "is_total": False, "month": dt.date(2022, 5, 1)}
    found = rebuilt(writable, insert(CaseUnitMonth).values(**shared, **counts, **place))
    told = found.get("cases-tam_phuoc-a-tp-022")
    assert (told is None) is agrees
    if told is not None:
        assert (told.first_numerator, told.second_numerator, told.second_denominator) == (3408, 3407, 3408)


def test_rebuilding_twice_changes_and_publishes_nothing(writable: Engine) -> None:
    before = registered(writable)
    with writing(writable) as connection:
        assert rollups.rebuild(connection, NOW) is False
    assert registered(writable) == before


def test_a_decision_stands_while_its_figures_do(writable: Engine) -> None:
    key = "percentage-tam_phuoc-a-tp-010"
    with writing(writable) as connection:
        version = connection.execute(select(version_scalar())).scalar_one()
        conflicts.decide(connection, key, status="explained", reason="Làm tròn xuống", by="An", now=NOW)
        assert rollups.rebuild(connection, NOW) is True
        assert connection.scalar(select(version_scalar())) == version + 1
    rebuilt(writable)
    row = registered(writable)[key]
    assert (row.status, row.reason, row.decided_by, row.decided_at) == (
        "explained",
        "Làm tròn xuống",
        "An",
        NOW,
    )
    moved = update(IndicatorValue).where(IndicatorValue.key == "A-TP-010").values(numerator=27)
    rebuilt(writable, moved)
    reopened = registered(writable)[key]
    assert (reopened.status, reopened.reason) == ("open", "")
    rebuilt(writable, moved.values(numerator=26))
    assert registered(writable)[key].status == "explained"


def test_the_newest_decision_holds_and_the_older_ones_stay(writable: Engine) -> None:
    key = "rank-bu_dang-bu_dang_dti-2023-rank"
    with writing(writable) as connection:
        for status, reason in (
            ("explained", "Lời văn cũ"),
            ("settled", "Lấy hạng ở bảng"),
            ("open", "Xem lại"),
        ):
            conflicts.decide(connection, key, status=status, reason=reason, by="An", now=NOW)
    rebuilt(writable)
    row = registered(writable)[key]
    assert (row.status, row.reason) == ("open", "Xem lại")
    with writable.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(ConflictDecision)) == 3


def test_nobody_decides_about_nothing_or_without_a_reason(writable: Engine) -> None:
    with writing(writable) as connection, pytest.raises(conflicts.UnknownConflictError):
        conflicts.decide(connection, "rank-nowhere", status="settled", reason="x", by="An", now=NOW)
    with pytest.raises(IntegrityError), writing(writable) as connection:
        conflicts.decide(
            connection, "date_order-tan_chau-r001", status="settled", reason="", by="An", now=NOW
        )


def test_what_rests_on_a_source_goes_with_it(writable: Engine) -> None:
    with writing(writable) as connection:
        ids = connection.scalars(
            select(ConflictSource.source_id).where(
                ConflictSource.conflict_key == "unclear_print-tam_phuoc-a-tp-020"
            )
        ).all()
        connection.execute(delete(IndicatorValue).where(IndicatorValue.key == "A-TP-020"))
        indicator = connection.scalar(
            select(Source.id).where(Source.id.in_(ids), Source.file == "indicators_actual.csv")
        )
        defined = update(Indicator).where(Indicator.source_id == indicator)
        connection.execute(defined.values(source_id=None))
        connection.execute(delete(Source).where(Source.id == indicator))
        left = select(func.count()).where(ConflictSource.source_id == indicator)
        assert connection.scalar(left) == 0


def test_loading_the_plans_again_keeps_the_register(writable: Engine) -> None:
    before = registered(writable)
    load_plans(writable, loaded_by="tests", now=NOW, then=lambda connection: rollups.rebuild(connection, NOW))
    assert registered(writable) == before


def test_the_command_lists_all_localities_as_data(ioc: Ioc) -> None:
    result = ioc("conflicts", "--json")
    found = {row["locality"]: row for row in orjson.loads(result.stdout)}
    assert result.exit_code == 0
    assert {row["key"] for each in found.values() for row in each["conflicts"]} == CONTRADICTIONS
    assert found["quang_xuong"]["conflicts"] == []
    assert found["quang_xuong"]["compared"] > 0
    (levels, _stage) = found["nhon_trach"]["conflicts"]
    assert (levels["first_printed"], levels["second_printed"]) == ("60%", "trên 30%")


def test_the_command_writes_for_people(ioc: Ioc) -> None:
    result = ioc("conflicts", "--locality", "bu_dang")
    assert "Huyện Bù Đăng: 3/" in result.stdout
    assert "«thứ 10/11» · lời văn, " in result.stdout
    assert "II. Hiện trạng, dòng 33" in result.stdout
    assert "Tân Châu" not in result.stdout


def test_the_command_decides_and_refuses(ioc: Ioc, writable: Engine) -> None:
    key = "date_order-bu_dang-proposal-cited-1"
    given = ("--status", "explained", "--reason", "Ngày báo cáo in nhầm năm", "--by", "Văn phòng")
    assert ioc("conflicts", "decide", key, *given).exit_code == 0
    row = registered(writable)[key]
    assert (row.status, row.decided_by) == ("explained", "Văn phòng")
    assert "Văn phòng: Ngày báo cáo in nhầm năm" in ioc("conflicts", "--locality", "bu_dang").stdout
    assert ioc("conflicts", "decide", "rank-nowhere", *given).exit_code == 1
    assert ioc("conflicts", "decide", key, "--status", "forgotten", "--reason", "x").exit_code == 1
    assert ioc("conflicts", "decide", key, "--status", "open", "--reason", " ").exit_code == 1
    assert ioc("conflicts", "--locality", "ha_noi").exit_code == 1
