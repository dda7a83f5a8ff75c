"""From an office's own file to the pages and back: check, preview, publish, undo, on both databases."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from sqlalchemy import Engine, event, select

from data import version
from data.contracts import Request
from data.intake.annotating import PROBLEMS
from data.intake.errors import IntakeError
from data.intake.records import Counts, RefusedError
from data.schema import AuditEntry, FeedbackCount, Source
from data.source import DataSource
from tests.intake_forms import (
    APPENDIX_02,
    LATER,
    NOW,
    OWN,
    SECRETARY,
    desk_of,
    everything,
    opened,
    publish,
    stage,
    told,
    workbook,
)

IN_2023 = Request("tan_chau", "2023", dt.date(2023, 12, 31))


def data_version(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(version.version_scalar())) or 0)


def received(engine: Engine) -> dict[str, int]:
    answer = DataSource(engine).ask("feedback_by_unit", IN_2023)
    units = answer.frame[~answer.frame["is_total"] & answer.frame["received"].notna()]
    return dict(zip(units["unit_name"], units["received"], strict=True))


@contextmanager
def breaking(engine: Engine, at: int) -> Iterator[list[str]]:
    """Let the statement number `at` of the transactions inside fail as a killed process would."""
    seen: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)
        if len(seen) == at:
            raise ConnectionError("killed")

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", count)


def test_the_printed_form_of_appendix_02_goes_in_as_it_is(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    view = stage(desk, "feedback_counts", workbook(APPENDIX_02), file="C:\\Tài liệu\\phụ lục 02.xlsx")
    assert told(view) == []
    assert view.row.file_name == "phụ lục 02.xlsx"
    assert view.row.dropped == ("STT",)
    assert view.preview is not None
    assert view.counts == Counts(3, 0, 0, 0)
    assert ("/feedback", "Phản ánh") in view.preview.pages
    before = data_version(writable)
    assert publish(desk, view)
    assert data_version(writable) > before
    assert received(writable) == {"Xã Suối Dây": 7, "Xã Tân Hòa": 5}
    with writable.connect() as connection:
        source = connection.execute(
            select(Source.file, Source.sheet, Source.row, Source.loaded_by)
            .join(FeedbackCount, FeedbackCount.source_id == Source.id)
            .where(FeedbackCount.unit_printed == "xã suối dây")
        ).one()
    assert source == (f"phụ lục 02.xlsx (đợt nạp {view.row.id})", "Sheet1", 8, "thu.ky")


def test_a_unit_is_found_by_its_names_of_that_time(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows = [list(row) for row in APPENDIX_02]
    rows[7][2], rows[8][2] = "Tân Hòa", "xã Tân Thạnh Đông"
    view = stage(desk, "feedback_counts", workbook(rows))
    (problem,) = told(view)
    assert "ô C9 (cột “Tên đơn vị”), giá trị “xã Tân Thạnh Đông”" in problem
    assert "Huyện Tân Châu không có đơn vị mang tên này" in problem


def test_an_ambiguous_unit_is_asked_with_its_candidates(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows = [list(row) for row in APPENDIX_02]
    for row in rows[6:]:
        row[1] = "Năm 2023"
    rows[7][2] = "Tân Châu"
    (problem,) = told(stage(desk, "feedback_counts", workbook(rows)))
    assert "có 2 đơn vị cùng tên này" in problem
    assert "“Huyện Tân Châu”" in problem
    assert "“Thị trấn Tân Châu” (25516@1900-01-01)" in problem


def test_every_problem_is_told_at_once_and_nothing_is_published(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows = [list(row) for row in APPENDIX_02]
    rows[7][3], rows[7][4], rows[8][1], rows[8][9] = "bảy", None, "quý V/2023", "1,5"
    before = everything(writable)
    view = stage(desk, "feedback_counts", workbook(rows))
    assert [(g.findings[0].cell, g.rule) for g in view.problems] == [
        ("D8", "count"),
        ("E8", "required"),
        ("B9", "period"),
        ("J9", "count"),
    ]
    assert not view.may_publish
    with pytest.raises(RefusedError, match="Còn 4 lỗi"):
        desk.publish(view.row.id, by=SECRETARY, now=NOW)
    assert everything(writable) == before


def test_warnings_wait_for_a_reason(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows = [list(row) for row in APPENDIX_02]
    rows[7][3] = 8
    view = stage(desk, "feedback_counts", workbook(rows))
    total, unit = told(view, "warning")
    assert "ô D7" in total
    assert "dòng tổng không bằng các đơn vị cộng lại (13)" in total
    assert "ô D8" in unit
    assert "không bằng các trạng thái xử lý cộng lại (7)" in unit
    with pytest.raises(RefusedError, match="cảnh báo"):
        desk.publish(view.row.id, by=SECRETARY, now=NOW)
    with pytest.raises(RefusedError, match="lý do"):
        desk.accept(view.row.id, " ", by=SECRETARY, now=NOW)
    assert publish(desk, view, "đơn vị báo cáo như vậy")
    assert desk.batch(view.row.id).row.accepted_reason == "đơn vị báo cáo như vậy"


def test_undoing_gives_back_what_was_there(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [
        ["Kỳ", "Tên đơn vị", *_HEAD],
        ["2022", "Xã Suối Dây", 9, 0, 0, 7, 2, 0, 2, 1],
        ["2022", "Xã Tân Hà", *_ZERO],
    ]
    moving = (*OWN, "dataset_version", "locality_period")
    before = everything(writable, without=moving)
    view = stage(desk, "feedback_counts", workbook(rows))
    assert view.preview is not None
    assert [(move.row, move.heading, move.before, move.after) for move in view.preview.moved] == [
        ("Xã Suối Dây · Năm 2022", "Tổng số", "7", "9"),
        ("Xã Suối Dây · Năm 2022", "Đã xử lý – Trong hạn", "5", "7"),
    ]
    assert publish(desk, view)
    published = data_version(writable)
    assert everything(writable, without=moving) != before
    desk.undo(view.row.id, "nhầm tệp", by=SECRETARY, now=LATER)
    assert everything(writable, without=moving) == before
    assert data_version(writable) > published
    assert desk.batch(view.row.id).row.state == "undone"
    with pytest.raises(RefusedError, match="đã công bố"):
        desk.undo(view.row.id, "lần nữa", by=SECRETARY, now=LATER)


def test_an_older_publication_is_not_undone_under_a_later_one(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    batches = []
    for count in (9, 10):
        rows: list[list[Any]] = [
            ["Kỳ", "Tên đơn vị", *_HEAD],
            ["2022", "Xã Suối Dây", count, 0, 0, count - 2, 2, 0, 2, 1],
        ]
        batches.append(stage(desk, "feedback_counts", workbook(rows)))
        assert publish(desk, batches[-1])
    before = everything(writable)
    with pytest.raises(RefusedError, match="đợt nạp sau"):
        desk.undo(batches[0].row.id, "nhầm", by=SECRETARY, now=LATER)
    assert everything(writable) == before
    for view in reversed(batches):
        desk.undo(view.row.id, "nhầm", by=SECRETARY, now=LATER)


def test_killed_at_any_statement_a_publication_leaves_the_old_state(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    view = stage(desk, "feedback_counts", workbook(APPENDIX_02))
    before = everything(writable, without=())
    at = 0
    while True:
        at += 1
        try:
            with breaking(writable, at):
                desk.publish(view.row.id, by=SECRETARY, now=NOW)
            break
        except ConnectionError:
            assert everything(writable, without=()) == before, at
    assert at > 20
    assert desk.batch(view.row.id).row.state == "published"


def test_replacing_removes_what_is_left_out_of_the_periods_named(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [["Kỳ", "Tên đơn vị", *_HEAD], ["2022", "Xã Suối Dây", 7, 0, 0, 5, 2, 0, 2, 1]]
    view = stage(desk, "feedback_counts", workbook(rows), mode="replace")
    assert view.preview is not None
    assert view.counts == Counts(0, 0, 1, 9)
    other = stage(desk, "feedback_counts", workbook([rows[0], ["2021", *rows[1][1:]]]), mode="replace")
    assert other.preview is not None
    assert other.counts == Counts(1, 0, 0, 0)


def test_a_file_that_says_what_is_known_publishes_nothing_new(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    content = desk.template("feedback_counts", "tan_chau", filled=True, now=NOW)
    view, before = stage(desk, "feedback_counts", content), data_version(writable)
    assert not publish(desk, view)
    assert data_version(writable) == before


def test_personal_data_reaches_nothing_that_is_kept(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    head = ["Kỳ", "Tên đơn vị", *_HEAD, "Ghi chú", "Họ và tên", "Điện thoại", "Nội dung phản ánh"]
    note = "gọi 0912 345 678 hoặc ba.nguyen@example.org, CCCD 072090001234"
    row = ["2023", "Xã Suối Dây", *_ZERO, note, "Nguyễn Văn Bí Mật", "0987654321", "Nhà tôi ở ngõ bí mật"]
    content = workbook([head, row])
    view = stage(desk, "feedback_counts", content)
    assert view.row.dropped == ("Họ và tên", "Điện thoại", "Nội dung phản ánh")
    assert publish(desk, view)
    secrets = ("Bí Mật", "bí mật", "0987654321", "0912 345 678", "ba.nguyen", "072090001234")
    kept = json.dumps(everything(writable, without=()), ensure_ascii=False)
    assert [secret for secret in secrets if secret in kept] == []
    assert [path for path in tmp_path.rglob("uploads/**/*") if path.is_file()] == []
    shown = opened(desk.annotated(view.row.id))
    words = [str(cell.value) for sheet in shown for line in sheet.iter_rows() for cell in line]
    assert [secret for secret in secrets for word in words if secret in word] == []
    assert "gọi [đã lược] hoặc [đã lược], CCCD [đã lược]" in words


def test_the_file_comes_back_with_its_problems_marked(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows = [list(row) for row in APPENDIX_02]
    rows[7][3] = "bảy"
    view = stage(desk, "feedback_counts", workbook(rows))
    book = opened(desk.annotated(view.row.id))
    comment = book["Sheet1"]["D8"].comment
    assert comment is not None
    assert comment.text.startswith("Lỗi: không phải số nguyên")
    assert book["Sheet1"]["A1"].value == "PHỤ LỤC 02"
    assert [cell.value for cell in book[PROBLEMS][2]][:4] == ["Lỗi", "Sheet1", "D8", "Tổng số"]
    assert book[PROBLEMS]["C2"].hyperlink.location == "'Sheet1'!D8"


def test_a_marked_file_that_was_mended_loses_its_old_marks(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows = [list(row) for row in APPENDIX_02]
    rows[7][3], rows[8][4] = "bảy", "một"
    book = opened(desk.annotated(stage(desk, "feedback_counts", workbook(rows)).row.id))
    book["Sheet1"]["D8"] = 7
    book["Sheet1"]["A1"].comment = Comment("của văn phòng", "thư ký")
    saved = io.BytesIO()
    book.save(saved)
    again = opened(desk.annotated(stage(desk, "feedback_counts", saved.getvalue()).row.id))
    marked = {cell.coordinate: cell.comment for row in again["Sheet1"] for cell in row if cell.comment}
    assert marked.keys() == {"A1", "E9"}
    assert marked["E9"].text.count("Lỗi: ") == 1
    assert again["Sheet1"]["D8"].fill.fill_type is None
    assert again[PROBLEMS].max_row == 2


def test_what_cannot_be_read_leaves_no_batch(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    before = everything(writable, without=())
    for content in (b"", b"PK\x03\x04 broken", workbook([["STT", "Nội dung"], [1, "x"]])):
        with pytest.raises(IntakeError):
            stage(desk, "feedback_counts", content)
    assert everything(writable, without=()) == before
    assert desk.batches() == ()


def test_words_that_begin_like_formulas_stay_words(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    rows: list[list[Any]] = [["Kỳ", "Tên đơn vị", *_HEAD, "Ghi chú"], ["2023", "Xã Suối Dây", *_ZERO, "-1+1"]]
    assert publish(desk, stage(desk, "feedback_counts", workbook(rows)))
    book = opened(desk.template("feedback_counts", "tan_chau", filled=True, now=NOW))
    found = [cell for row in book["Số liệu"].iter_rows(min_row=4) for cell in row if cell.value == "-1+1"]
    assert [cell.data_type for cell in found] == ["s"]


def test_who_did_what_is_in_the_audit_log(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    view = stage(desk, "feedback_counts", workbook(APPENDIX_02))
    publish(desk, view)
    desk.undo(view.row.id, "nhầm tệp", by=SECRETARY, now=LATER)
    with writable.connect() as connection:
        log = connection.execute(select(AuditEntry.action, AuditEntry.actor).order_by(AuditEntry.id)).all()
    assert [tuple(entry) for entry in log] == [
        (f"intake.{action}", "thu.ky") for action in ("upload", "publish", "undo")
    ]


def test_every_kind_gives_a_template_that_opens_and_reads_as_empty(loaded: Engine, tmp_path: Path) -> None:
    desk = desk_of(loaded, tmp_path)
    for kind in ("feedback_counts", "budget_lines", "targets", "tasks"):
        content = desk.template(kind, "tan_chau", now=NOW)
        book = opened(content)
        rules = book["Số liệu"].data_validations.dataValidation
        assert rules
        assert book["Danh mục"].sheet_state == "hidden"
        with pytest.raises(IntakeError, match="không có dòng số liệu nào"):
            stage(desk, kind, content)


_HEAD = [
    "Tổng số",
    "Đang xử lý trong hạn",
    "Đang xử lý quá hạn",
    "Đã xử lý đúng hẹn",
    "Đã xử lý trễ hẹn",
    "Hải lòng",
    "Chấp nhận",
    "Không hài lòng",
]
_ZERO = [0, 0, 0, 0, 0, 0, 0, 0]
