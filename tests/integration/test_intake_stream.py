"""Lists of single cases: forgiven forms, refused contents, publication and undoing, on both databases."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Engine

from data.intake import streaming
from data.intake.desk import Upload
from data.intake.errors import IntakeError
from data.intake.records import Counts, RefusedError
from data.schema import DossierCase, FeedbackCase
from tests.case_files import (
    FEEDBACK,
    ROADS,
    SCHOOLS,
    SOUND,
    add_categories,
    aggregates,
    facts,
    rebuilt,
    stage,
    stage_path,
    text_of,
)
from tests.intake_forms import LATER, NOW, OWN, SECRETARY, desk_of, everything, publish, told, workbook

STAGING = ("intake_case", "intake_category")


def vietnam(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of May 2022."""
    return dt.datetime(2022, 5, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def changed(code: str, **cells: str) -> list[tuple[Any, ...]]:
    """The sound list with one row changed; cells by heading."""
    places = {FEEDBACK.index(name.replace("_", " ")): word for name, word in cells.items()}
    return [
        tuple(places.get(at, cell) if row[0] == code else cell for at, cell in enumerate(row))
        for row in SOUND
    ]


def test_a_list_goes_in_and_the_aggregates_follow(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    view = stage(desk, text_of(SOUND))
    assert told(view) + told(view, "warning") == []
    assert view.preview is not None
    assert view.preview.counts == Counts(3, 0, 0, 0)
    assert [(move.row, move.before, move.after) for move in view.preview.moved] == [
        ("Tháng 5/2022", "0", "3")
    ]
    assert publish(desk, view)
    found = facts(writable, FeedbackCase)
    assert {code: row["outcome"] for code, row in found.items()} == {
        "PA-1": "resolved",
        "PA-2": "resolved",
        "PA-3": None,
    }
    assert found["PA-1"]["received_at"] == vietnam(5, 9, 30)
    assert found["PA-1"]["rating"] == "satisfied"
    assert found["PA-3"]["received_at"] == vietnam(6, 0)
    assert found["PA-3"]["due_at"] == vietnam(20, 23, 59)
    assert desk.batch(view.row.id).counts == Counts(3, 0, 0, 0)
    assert aggregates(writable) == rebuilt(writable)
    (total,) = [row for row in aggregates(writable)["case_unit_month"] if row[2]]
    assert total[5] == 3


def test_the_same_list_again_changes_nothing_and_a_later_one_what_differs(
    writable: Engine, tmp_path: Path
) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    publish(desk, stage(desk, text_of(SOUND)))
    again = stage(desk, text_of(SOUND))
    assert again.counts == Counts(0, 0, 3, 0)
    assert not publish(desk, again)
    rows = [
        *changed("PA-3", Ngày_hoàn_thành="19/05/2022", Trạng_thái="đúng hẹn"),
        ("PA-4", "01/06/2022 8:00", "Xã Tân Hà", SCHOOLS, "10/06/2022", "", "", ""),
    ]
    later = stage(desk, text_of(rows))
    assert later.counts == Counts(1, 1, 2, 0)
    before, sums = facts(writable, FeedbackCase), aggregates(writable)
    publish(desk, later)
    now = facts(writable, FeedbackCase)
    assert now["PA-3"]["closed_at"] == vietnam(19, 0)
    assert now["PA-1"]["source_id"] == before["PA-1"]["source_id"] != now["PA-3"]["source_id"]
    assert aggregates(writable) == rebuilt(writable)
    desk.undo(later.row.id, "nhầm", by=SECRETARY, now=LATER)
    assert facts(writable, FeedbackCase) == before
    undone = aggregates(writable)
    for name in ("case_day", "case_month", "case_unit_month"):
        assert undone[name] == sums[name]


def test_undoing_gives_back_what_was_there(writable: Engine, tmp_path: Path) -> None:
    desk = desk_of(writable, tmp_path)
    moving = (*OWN, *STAGING, "dataset_version", "locality_period", "period")
    before = everything(writable, without=moving)
    view = stage(desk, text_of(SOUND))
    assert [group.rule for group in view.problems] == ["new_category"]
    publish(desk, view)
    assert everything(writable, without=moving) != before
    desk.undo(view.row.id, "nhầm tệp", by=SECRETARY, now=LATER)
    assert everything(writable, without=moving) == before


def test_an_older_list_is_not_undone_under_a_later_one(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    first = stage(desk, text_of(SOUND))
    publish(desk, first)
    second = stage(desk, text_of(changed("PA-3", Trạng_thái="từ chối", Ngày_hoàn_thành="19/05/2022")))
    publish(desk, second)
    before = everything(writable)
    with pytest.raises(RefusedError, match="đợt nạp sau"):
        desk.undo(first.row.id, "nhầm", by=SECRETARY, now=LATER)
    assert everything(writable) == before
    for view in (second, first):
        desk.undo(view.row.id, "nhầm", by=SECRETARY, now=LATER)
    assert facts(writable, FeedbackCase) == {}


@pytest.mark.parametrize(
    ("cells", "rule", "words"),
    [
        ({"Mã_phản_ánh": ""}, "required", "không được để trống"),
        ({"Mã_phản_ánh": "PA-2"}, "duplicate", "trùng mã với dòng 2"),
        ({"Mã_phản_ánh": "0912 345 678"}, "personal", "giống số điện thoại"),
        ({"Ngày_tiếp_nhận": "31/02/2022 9:00"}, "moment", "không có trong lịch"),
        ({"Ngày_tiếp_nhận": "05/05/2122 9:00"}, "moment", "2000 đến 2099"),
        ({"Ngày_tiếp_nhận": "05/05/2030 9:00"}, "future", "sau thời điểm nạp tệp"),
        ({"Ngày_tiếp_nhận": "18/05/2022 9:00"}, "order", "đứng trước thời điểm tiếp nhận"),
        ({"Đơn_vị": "xã Không Có"}, "unit", "không có đơn vị mang tên này"),
        ({"Đơn_vị": "Tân Châu"}, "unit", "có 2 đơn vị cùng tên này"),
        ({"Lĩnh_vực": "12345"}, "category", "không phải tên lĩnh vực"),
        ({"Trạng_thái": "Đang xử lý"}, "state", "đang xử lý mà có thời điểm kết thúc"),
        ({"Ngày_hoàn_thành": ""}, "state", "đã kết thúc mà thiếu thời điểm"),
        ({"Trạng_thái": "lung tung"}, "choice", "không có trong danh mục"),
        ({"Lĩnh_vực": SCHOOLS, "Hạn_xử_lý": ""}, "due", "không có hạn"),
    ],
)
def test_what_is_wrong_is_named_by_cell_and_nothing_is_kept(
    loaded_cases: Engine, tmp_path: Path, cells: dict[str, str], rule: str, words: str
) -> None:
    desk = desk_of(loaded_cases, tmp_path)
    view = stage(desk, text_of(changed("PA-1", **cells)))
    assert rule in {group.rule for group in view.problems}
    assert any(words in one for one in told(view)), told(view)
    assert not view.may_publish
    with pytest.raises(RefusedError, match="lỗi phải sửa"):
        desk.publish(view.row.id, by=SECRETARY, now=NOW)


@pytest.fixture(scope="module")
def loaded_cases(loaded: Engine) -> Engine:
    """A database in which only batches that are refused are added."""
    add_categories(loaded)
    return loaded


def test_a_due_date_that_is_not_said_comes_from_the_limit(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable, days=5)
    desk = desk_of(writable, tmp_path)
    publish(desk, stage(desk, text_of(changed("PA-1", Hạn_xử_lý=""))))
    # Thứ Năm 05/05/2022 and five working days: thứ Năm 12/05, to the end of office hours.
    assert facts(writable, FeedbackCase)["PA-1"]["due_at"] == vietnam(12, 17)


def test_a_state_that_the_dates_deny_is_a_warning(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    view = stage(desk_of(writable, tmp_path), text_of(changed("PA-1", Trạng_thái="trễ hẹn")))
    (warning,) = told(view, "warning")
    assert "ô G2" in warning
    assert "ghi trễ hạn" in warning


def test_many_errors_are_counted_and_some_named(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    rows = [("", "hôm qua", "Xã Suối Dây", ROADS, "", "", "", "")] * 500
    view = stage(desk_of(writable, tmp_path), text_of(rows))
    codes = next(group for group in view.problems if group.rule == "required")
    assert len(codes.findings) == 21
    assert codes.findings[-1].reason == "và 480 dòng khác cùng lỗi này"
    assert {group.rule for group in view.problems} == {"required", "moment"}


def for_windows(words: str) -> bytes:
    """Windows-1258 has tones as signs of their own, after letters that are composed otherwise."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    found = []
    for char in words:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        found.append(base + "".join(part for part in parts if part in tones))
    return "".join(found).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_encoding_and_sign(loaded_cases: Engine, tmp_path: Path, encoding: str, sign: str) -> None:
    words = text_of(SOUND, sign=sign)
    content = for_windows(words) if encoding == "cp1258" else words.encode(encoding)
    view = stage(desk_of(loaded_cases, tmp_path), content)
    assert told(view) == []
    assert view.counts == Counts(3, 0, 0, 0)


def test_a_workbook_says_the_same_as_text(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    publish(desk, stage(desk, text_of(SOUND)))
    rows: list[list[Any]] = [["DANH SÁCH PHẢN ÁNH"], [], [*FEEDBACK], *map(list, SOUND)]
    rows[5][1] = dt.date(2022, 5, 6)
    assert stage(desk, workbook(rows), file="ds.xlsx").counts == Counts(0, 0, 3, 0)


def test_the_template_goes_in_once_its_example_is_replaced(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    content = desk.template("feedback_cases", "tan_chau", now=NOW)
    with pytest.raises(IntakeError, match="không có dòng số liệu nào"):
        stage(desk, content, file="mau.xlsx")
    book = load_workbook(io.BytesIO(content))
    sheet = book["Số liệu"]
    head = {str(cell.value).removesuffix(" *"): at for at, cell in enumerate(sheet[3], start=1)}
    sheet.delete_rows(4)
    cells: dict[str, Any] = {
        "Mã phản ánh": "PA-9",
        "Thời điểm tiếp nhận": dt.datetime(2022, 5, 5, 9, 30),  # noqa: DTZ001 - Excel knows no zones
        "Đơn vị xử lý": "Xã Tân Hà",
        "Lĩnh vực": ROADS,
    }
    for heading, word in cells.items():
        sheet.cell(4, head[heading], word)
    stream = io.BytesIO()
    book.save(stream)
    view = stage(desk, stream.getvalue(), file="mau.xlsx")
    assert told(view) == []
    assert view.counts == Counts(1, 0, 0, 0)


def test_what_is_exported_says_the_same_when_it_comes_back(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable)
    desk = desk_of(writable, tmp_path)
    publish(desk, stage(desk, text_of(SOUND)))
    content = desk.template("feedback_cases", "tan_chau", filled=True, now=NOW)
    view = stage(desk, content, file="xuat.xlsx")
    assert told(view) + told(view, "warning") == []
    assert view.counts == Counts(0, 0, 3, 0)


def test_a_list_does_not_replace(writable: Engine, tmp_path: Path) -> None:
    upload = Upload("feedback_cases", "tan_chau", "ds.csv", text_of(SOUND).encode(), "replace")
    with pytest.raises(RefusedError, match="không thay toàn bộ"):
        desk_of(writable, tmp_path).stage(upload, by=SECRETARY, now=NOW)


def test_dossiers_keep_how_they_came(writable: Engine, tmp_path: Path) -> None:
    add_categories(writable, "dossier")
    desk = desk_of(writable, tmp_path)
    said = ("Mã hồ sơ", "Ngày nộp", "Cơ quan giải quyết", "Lĩnh vực", "Ngày hẹn trả", "Ngày trả kết quả")
    head = (*said, "Hình thức nộp", "Số hóa", "Thanh toán trực tuyến")
    rows = [
        ("H1", "05/05/2022", "Xã Tân Hà", ROADS, "12/05/2022", "12/05/2022", "Trực tuyến", "x", "Có"),
        ("H2", "05/05/2022", "Xã Tân Hà", ROADS, "12/05/2022", "", "một cửa", "", ""),
    ]
    view = stage(desk, text_of(rows, head), kind="dossier_cases")
    assert told(view) + told(view, "warning") == []
    publish(desk, view)
    names = ("channel", "is_online", "is_digitised", "is_paid_online", "outcome")
    found = facts(writable, DossierCase)
    assert [found["H1"][name] for name in names] == ["online", True, True, True, "resolved"]
    assert [found["H2"][name] for name in names] == ["in_person", False, False, None, None]
    content = desk.template("dossier_cases", "tan_chau", filled=True, now=NOW)
    assert stage(desk, content, kind="dossier_cases", file="xuat.xlsx").counts == Counts(0, 0, 2, 0)
    assert aggregates(writable) == rebuilt(writable)


def test_blocks_of_any_size_give_the_same_rows(
    loaded_cases: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"PA-{at}", *SOUND[at % 3][1:]) for at in range(500)]
    path = tmp_path / "dài.csv"
    path.write_text(
        text_of([(*row, 'lời "dài"\nhai dòng, ba') for row in rows], (*FEEDBACK, "Ghi chú")), "utf-8"
    )
    for size in (700, 5_000, 1 << 20):
        monkeypatch.setattr(streaming, "BLOCK_BYTES", size)
        monkeypatch.setattr(streaming, "_SAMPLE", 4_000)
        view = stage_path(desk_of(loaded_cases, tmp_path), path)
        assert view.counts == Counts(500, 0, 0, 0)
        assert view.row.dropped == ("Ghi chú",)
        assert not view.row.is_kept


def test_quotation_marks_that_stay_open_are_refused(
    loaded_cases: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "LONGEST_RECORD", 10_000)
    monkeypatch.setattr(streaming, "BLOCK_BYTES", 1_000)
    monkeypatch.setattr(streaming, "_SAMPLE", 2_000)
    content = text_of(SOUND) + '"mở' + text_of(SOUND * 400)
    with pytest.raises(IntakeError, match="ngoặc kép"):
        stage(desk_of(loaded_cases, tmp_path), content)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40), st.booleans(), st.booleans()), max_size=12))
def test_lists_that_follow_each_other_equal_a_rebuild(
    writable_once: Engine, tmp_path: Path, rows: list[tuple[int, int, bool, bool]]
) -> None:
    """Whatever lists came before: new, changed and same cases keep the aggregates exact."""
    desk = desk_of(writable_once, tmp_path)
    told_rows = {}
    for code, days, is_closed, is_road in rows:
        received = dt.date(2022, 5, 1) + dt.timedelta(days=days)
        due, closed = received + dt.timedelta(days=9), received + dt.timedelta(days=code % 14)
        category = ROADS if is_road else SCHOOLS
        told_rows[code] = (
            f"PA-{code}",
            f"{received:%d/%m/%Y}",
            "Xã Suối Dây" if code % 2 else "Xã Tân Hà",
            category,
            f"{due:%d/%m/%Y}",
            f"{closed:%d/%m/%Y}" if is_closed else "",
            "",
            "",
        )
    if told_rows:
        publish(desk, stage(desk, text_of(told_rows.values())))
    sums = aggregates(writable_once)
    exact = rebuilt(writable_once)
    for name in ("case_day", "case_month", "case_unit_month"):
        assert sums[name] == exact[name]


@pytest.fixture
def writable_once(writable: Engine) -> Engine:
    """A database that all examples of a test change one after the other."""
    add_categories(writable)
    return writable
