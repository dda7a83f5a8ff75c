"""One figure corrected, one period closed, one contradiction explained: what holds before and after."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data import version
from data.contracts import Request
from data.corrections import FILE, Asked, Corrections, FigureRow
from data.decisions import Decisions
from data.intake.closing import Closings
from data.intake.errors import IntakeError
from data.intake.records import RefusedError
from data.plans import load_plans
from data.schema import AuditEntry, BudgetLine, Source
from data.source import DataSource
from tests.intake_forms import LATER, NOW, OWN, SECRETARY, desk_of, everything, publish, stage, workbook
from tests.unit.data.plans.plan_files import PlanFiles

FEEDBACK = Request("tan_chau", "2022", dt.date(2022, 12, 31))
IN_2023 = ["Kỳ số liệu", "Lĩnh vực", "Tiếp nhận"]


def corrections_of(engine: Engine, folder: Path) -> Corrections:
    return Corrections(engine, desk_of(engine, folder))


def row_named(corrections: Corrections, kind: str, name: str, slug: str = "tan_chau") -> FigureRow:
    return next(row for row in corrections.rows(slug, kind) if name in row.name)


def asked(row: FigureRow, column: str, value: str, reason: str = "văn bản đính chính") -> Asked:
    figure = row.figure(column)
    assert figure is not None
    return Asked(row.kind, row.id, column, figure.value, value, reason)


def data_version(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(version.version_scalar())) or 0)


def conflict_keys(engine: Engine, slug: str = "tan_chau") -> set[str]:
    frame = DataSource(engine).ask("data_conflicts", Request(slug, "2022", dt.date(2022, 12, 31))).frame
    return set(frame["key"].dropna())


def test_a_figure_is_corrected_and_taken_back(writable: Engine, tmp_path: Path) -> None:
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "budget_lines", "Internet phục vụ tại cơ quan")
    before, kept = data_version(writable), everything(writable)
    batch = corrections.correct("tan_chau", asked(row, "executed", "23.700.000"), by=SECRETARY, now=LATER)
    line = select(BudgetLine.executed, BudgetLine.executed_printed, Source.file, Source.line).join(
        Source, Source.id == BudgetLine.source_id
    )
    with writable.connect() as connection:
        found = connection.execute(line.where(BudgetLine.id == row.id)).one()
    assert found == (23_700_000, "23.700.000", f"{FILE} (đợt nạp {batch})", 392)
    assert data_version(writable) > before
    (done,) = corrections.listed("tan_chau")
    assert (done.before, done.after, done.reason, done.by) == (
        "23.668.000",
        "23.700.000",
        "văn bản đính chính",
        SECRETARY.name,
    )
    desk_of(writable, tmp_path).undo(batch, "gõ nhầm", by=SECRETARY, now=LATER)
    assert corrections.listed("tan_chau")[0].state == "undone"
    after = everything(writable)
    same = [name for name in kept if name not in {"dataset_version", "correction"}]
    assert {name: after[name] for name in same} == {name: kept[name] for name in same}


def test_a_correction_stands_in_the_audit_log_with_both_values(writable: Engine, tmp_path: Path) -> None:
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "budget_lines", "Internet phục vụ tại cơ quan")
    corrections.correct("tan_chau", asked(row, "executed", "1"), by=SECRETARY, now=LATER)
    with writable.connect() as connection:
        entry = connection.execute(
            select(AuditEntry.actor, AuditEntry.detail).where(AuditEntry.action == "figure.correct")
        ).one()
    told = json.loads(entry.detail)
    assert (entry.actor, told["before"], told["after"]) == (SECRETARY.name, "23.668.000", "1")


def test_conflicts_follow_a_correction(writable: Engine, tmp_path: Path) -> None:
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "feedback_counts", "Suối Dây")
    received = row.figure("received")
    assert received is not None
    before = conflict_keys(writable)
    corrections.correct(
        "tan_chau", asked(row, "received", str(int(received.value) + 1)), by=SECRETARY, now=LATER
    )
    new = conflict_keys(writable) - before
    assert new
    again = corrections.row("tan_chau", "feedback_counts", row.id)
    assert again is not None
    corrections.correct("tan_chau", asked(again, "received", received.value), by=SECRETARY, now=LATER)
    assert conflict_keys(writable) == before


@pytest.mark.parametrize(
    "value, reason, words",
    [
        ("23.668.000", "vì", "giống giá trị đang có"),
        ("bảy", "vì", "Không nhận giá trị mới"),
        ("23.700.000", " ", "Ghi lý do"),
    ],
)
def test_what_cannot_be_corrected_changes_nothing(
    writable: Engine, tmp_path: Path, value: str, reason: str, words: str
) -> None:
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "budget_lines", "Internet phục vụ tại cơ quan")
    before = everything(writable)
    with pytest.raises(RefusedError, match=words):
        corrections.correct("tan_chau", asked(row, "executed", value, reason), by=SECRETARY, now=LATER)
    assert everything(writable) == before
    assert corrections.listed("tan_chau") == ()


def test_a_figure_that_changed_meanwhile_is_not_overwritten(writable: Engine, tmp_path: Path) -> None:
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "budget_lines", "Internet phục vụ tại cơ quan")
    corrections.correct("tan_chau", asked(row, "executed", "2"), by=SECRETARY, now=LATER)
    with pytest.raises(RefusedError, match="nay là “2”"):
        corrections.correct("tan_chau", asked(row, "executed", "3"), by=SECRETARY, now=LATER)


def test_another_places_row_does_not_exist(writable: Engine, tmp_path: Path) -> None:
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "budget_lines", "Internet phục vụ tại cơ quan")
    assert corrections.row("bu_dang", "budget_lines", row.id) is None
    with pytest.raises(RefusedError, match="Không còn dòng"):
        corrections.correct("bu_dang", asked(row, "executed", "3"), by=SECRETARY, now=LATER)


def test_rows_are_found_from_the_source_of_a_page(writable: Engine, tmp_path: Path) -> None:
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "budget_lines", "Internet phục vụ tại cơ quan")
    place = select(Source.file, Source.row).join(BudgetLine, BudgetLine.source_id == Source.id)
    with writable.connect() as connection:
        file, number = connection.execute(place.where(BudgetLine.id == row.id)).one()
    assert [one.id for one in corrections.from_source("tan_chau", file, [number])] == [row.id]
    assert corrections.from_source("bu_dang", file, [number]) == ()


def test_a_closed_period_refuses_every_way_in_until_it_is_reopened(writable: Engine, tmp_path: Path) -> None:
    desk, closings = desk_of(writable, tmp_path), Closings(writable)
    earlier = stage(desk, "dossier_counts", workbook([IN_2023, ["2022", "Đất đai", 5]]))
    assert publish(desk, earlier)
    closings.close("tan_chau", "2022", "phiên họp tháng 1", by=SECRETARY, now=LATER)
    said = (*OWN, "correction")
    before = everything(writable, without=said)
    quarter = stage(desk, "dossier_counts", workbook([IN_2023, ["Quý I/2022", "Đất đai", 2]]))
    with pytest.raises(RefusedError, match="năm 2022 đã chốt ngày 21/11/2026"):
        publish(desk, quarter)
    with pytest.raises(RefusedError, match="đã chốt"):
        desk.undo(earlier.row.id, "thử", by=SECRETARY, now=LATER)
    corrections = corrections_of(writable, tmp_path)
    row = row_named(corrections, "budget_lines", "Internet phục vụ tại cơ quan")
    with pytest.raises(RefusedError, match="đã chốt"):
        corrections.correct("tan_chau", asked(row, "executed", "3"), by=SECRETARY, now=LATER)
    assert everything(writable, without=said) == before
    assert publish(desk, stage(desk, "dossier_counts", workbook([IN_2023, ["2023", "Đất đai", 2]])))
    (closing,) = closings.listed("tan_chau")
    with pytest.raises(RefusedError, match="Ghi lý do"):
        closings.reopen("tan_chau", closing.id, "", by=SECRETARY, now=LATER)
    with pytest.raises(RefusedError, match="không còn chốt"):
        closings.reopen("bu_dang", closing.id, "sửa sai", by=SECRETARY, now=LATER)
    closings.reopen("tan_chau", closing.id, "sửa sai", by=SECRETARY, now=LATER)
    assert desk.publish(quarter.row.id, by=SECRETARY, now=LATER)
    assert [one.stands for one in closings.listed("tan_chau")] == [False]


def test_pages_say_that_a_period_is_closed(writable: Engine) -> None:
    closings, source = Closings(writable), DataSource(writable)
    before = source.ask("budget_lines", FEEDBACK).version
    closings.close("tan_chau", "2022", "", by=SECRETARY, now=NOW)
    answer = source.ask("budget_lines", FEEDBACK)
    assert answer.version > before
    assert answer.period.closed_on == dt.date(2026, 11, 21)
    other = next(one for one in answer.locality.periods if one.code == "2023")
    assert other.closed_on is None
    with pytest.raises(RefusedError, match="đã chốt"):
        closings.close("tan_chau", "2022", "", by=SECRETARY, now=NOW)
    with pytest.raises(RefusedError, match="chưa có số liệu"):
        closings.close("tan_chau", "1999", "", by=SECRETARY, now=NOW)


def test_a_conflict_is_explained_with_a_reason_by_its_own_secretary(writable: Engine) -> None:
    decisions, source = Decisions(writable), DataSource(writable)
    asked_of = Request("bu_dang", "2023", dt.date(2023, 12, 31))
    frame = source.ask("data_conflicts", asked_of).frame
    key = str(frame[frame["status"] == "open"]["key"].iloc[0])
    for slug, status, reason, words in (
        ("bu_dang", "explained", " ", "Ghi lý do"),
        ("bu_dang", "solved", "vì", "Chọn tình trạng"),
        ("tan_chau", "explained", "vì", "không còn mâu thuẫn"),
    ):
        with pytest.raises(RefusedError, match=words):
            decisions.decide(slug, key, status, reason, by=SECRETARY, now=LATER)
    decisions.decide("bu_dang", key, "explained", "văn bản in nhầm", by=SECRETARY, now=LATER)
    frame = source.ask("data_conflicts", asked_of).frame
    row = frame[frame["key"] == key].iloc[0]
    assert (row["status"], row["reason"], row["decided_by"]) == ("explained", "văn bản in nhầm", "thu.ky")
    (decision,) = decisions.history(key)
    assert (decision.status, decision.holds) == ("explained", True)
    with writable.connect() as connection:
        assert (
            connection.scalar(select(AuditEntry.subject).where(AuditEntry.action == "conflict.decide")) == key
        )


def test_loading_plans_leaves_a_closed_period_alone(writable: Engine, tmp_path: Path) -> None:
    files, closings = PlanFiles.copy_to(tmp_path / "plans"), Closings(writable)
    closings.close("tan_chau", "2022", "", by=SECRETARY, now=NOW)
    before = everything(writable)
    files.put("budget", 2, description="thuyết minh mới")
    with pytest.raises(IntakeError, match="kỳ đã chốt"):
        load_plans(writable, files.folder, lineage=files.lineage, loaded_by="tests", now=LATER)
    assert everything(writable) == before
    files = PlanFiles.copy_to(tmp_path / "plans")
    files.put("tasks", files.row_of("tasks", "deadline", "2023-12-31"), task="Việc đã đổi tên")
    assert load_plans(writable, files.folder, lineage=files.lineage, loaded_by="tests", now=LATER).changed
